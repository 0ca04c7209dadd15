#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QObject>
#include <QPointer>
#include <QTcpServer>
#include <QTcpSocket>
#include <QUrlQuery>
#include <functional>

#include "core/cluster/identity.h"

namespace portolan {

/// One request to a FakeApiServer, to be answered at once or later. Lives as long as its connection.
class FakeExchange : public QObject {
  Q_OBJECT
 public:
  FakeExchange(QTcpSocket* socket, const QByteArray& target);

  QString path;
  QString labelSelector;
  QString fieldSelector;
  QString resourceVersion;
  bool isWatch = false;
  QUrlQuery query;

  void reply(const QJsonObject& object, int status = 200);
  void replyStatus(int status, const QString& reason, const QString& message);
  /// The beginning of a watch's answer, then events, then its end.
  void accept();
  void sendEvent(const QString& type, const QJsonObject& object);
  void end();
  /// The connection breaks.
  void cut();

 private:
  void sendChunk(const QByteArray& bytes);

  QTcpSocket* m_socket;
};

/// An API server on loopback that answers each request as the test's handler says, and remembers them all.
class FakeApiServer : public QObject {
  Q_OBJECT
 public:
  using Handler = std::function<void(FakeExchange*)>;

  FakeApiServer();
  [[nodiscard]] ServerAddress address() const;
  void setHandler(Handler handler) { m_handler = std::move(handler); }
  /// "GET /api/v1/…" without the query; "WATCH …" for a watch.
  [[nodiscard]] const QStringList& requests() const { return m_requests; }
  [[nodiscard]] qsizetype count(const QString& request) const { return m_requests.count(request); }
  /// Stops listening and breaks all connections; comesBack() listens on the same port again.
  void goesAway();
  [[nodiscard]] bool comesBack();

 private:
  void serve(QTcpSocket* socket);

  QTcpServer m_server;
  quint16 m_port = 0;
  Handler m_handler;
  QStringList m_requests;
};

/// A PodList.
QJsonObject podList(const QJsonArray& items, const QString& resourceVersion = QStringLiteral("100"));
/// A pod on a node in a phase, ready where that is Running; its uid is "uid-" and its name.
QJsonObject fakePod(const QString& name, const QString& phase = QStringLiteral("Running"),
                    const QString& resourceVersion = QStringLiteral("1"));

}  // namespace portolan
