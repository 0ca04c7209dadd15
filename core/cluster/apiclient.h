#pragma once

#include <QJsonObject>
#include <QObject>
#include <QUrlQuery>
#include <chrono>
#include <memory>
#include <optional>

#include "core/base/result.h"
#include "core/cluster/credentials.h"

namespace portolan {

/// One GET (or POST) to the API server. Emits finished exactly once, never from inside the call that made it. Deleting
/// it cancels.
class ApiRequest : public QObject {
  Q_OBJECT
 public:
  using QObject::QObject;
 Q_SIGNALS:
  void finished(const portolan::Result<QJsonObject>& result);
};

/// One watch: events until it ends, once. A normal end (the server's timeout) is finished with a value and is resumed
/// by the caller from its last resourceVersion; an ERROR event ends it with that error (410: ErrorCode::Expired). A
/// connection that breaks between two events may look like a normal end.
class ApiWatch : public QObject {
  Q_OBJECT
 public:
  using QObject::QObject;
 Q_SIGNALS:
  /// The server accepted the watch.
  void started();
  /// type: ADDED, MODIFIED, DELETED or BOOKMARK; object: as sent.
  void received(const QString& type, const QJsonObject& object);
  void finished(const portolan::Result<void>& result);
};

/// The Kubernetes API of one cluster as one user: get, list and watch as JSON, with `Status` bodies turned into Errors.
/// Built on libcurl, with HTTP/1.1 and one set of connections per client certificate; redirects are not followed (they
/// would carry the Authorization header on). Lives in one thread and does not retry, but for a 401: it is reported to
/// the credentials, and where they give another identity the request is made once more. Requests and watches belong to
/// their parents and may outlive the client. Connections are closed from the event loop.
class ApiClient : public QObject {
  Q_OBJECT
 public:
  ApiClient(ServerAddress server, std::shared_ptr<Credentials> credentials, QObject* parent = nullptr);
  ~ApiClient() override;

  /// GET of one object or list; `path` begins with /api or /apis. The body may have at most 64 MiB. A server that does
  /// not answer is given up after `timeout`.
  ApiRequest* get(const QString& path, const QUrlQuery& query, QObject* parent,
                  std::chrono::milliseconds timeout = std::chrono::seconds(30));
  /// A list in pages of 500, given back as one list object: `items` of all pages, `metadata` of the last.
  ApiRequest* list(const QString& path, const QUrlQuery& query, QObject* parent);
  /// POST of a form (application/x-www-form-urlencoded) whose answer is a JSON object: OAuth's token endpoint.
  ApiRequest* postForm(const QString& path, const QUrlQuery& query, const QByteArray& form, QObject* parent,
                       std::chrono::milliseconds timeout);
  /// A watch from `resourceVersion` on, with bookmarks, that ends by itself after `duration` at the latest.
  ApiWatch* watch(const QString& path, const QUrlQuery& query, const QString& resourceVersion, QObject* parent,
                  std::chrono::seconds duration = std::chrono::minutes(5));

  /// What is asked from now on goes over new connections: those there are may have died with a network.
  void renewConnections();

  /// How long the server took to answer the last request, the connection to it being there. Nothing: it has not yet.
  [[nodiscard]] std::optional<std::chrono::milliseconds> answersIn() const;
  [[nodiscard]] const ServerAddress& server() const;

 private:
  class Private;
  std::unique_ptr<Private> d;
};

/// Turns a failed answer into an Error: a `Status` body's message and reason where there is one, else the trimmed text.
/// Shared by the API client and the session's upgrade. 401, 403, 404 and 410 have their codes, 429 and everything from
/// 500 on is ServerBusy, the rest ApiError.
Error errorFromResponse(int httpStatus, const QByteArray& body, Stage stage);

}  // namespace portolan
