#pragma once

#include <QNetworkReply>
#include <QObject>
#include <QSslError>
#include <QTimer>
#include <chrono>
#include <memory>

#include "core/cluster/apiconnections.h"

namespace portolan {

/// errorFromResponse with the stage at which an answer of this kind stops a forward: what is wrong with an object
/// concerns the target, everything else the way to the API server.
Error errorFromApiAnswer(int httpStatus, const QByteArray& body);

/// One GET with its answer: asks for the identity, sends, hands on the body of a good answer as it arrives and turns
/// everything else into an Error. Deleting it aborts.
class ApiExchange : public QObject {
  Q_OBJECT
 public:
  struct Deadlines {
    /// Until the connection is made.
    std::chrono::milliseconds connect{std::chrono::seconds(10)};
    /// Until the answer begins, and, where `total` is zero, between two pieces of it.
    std::chrono::milliseconds answer{std::chrono::seconds(30)};
    /// From the beginning of the answer to its end; zero: no limit.
    std::chrono::milliseconds total{0};
  };

  ApiExchange(std::shared_ptr<ApiConnections> connections, ApiConnections::Use use, QString path, QUrlQuery query,
              Deadlines deadlines, QObject* parent);
  ~ApiExchange() override;
  void start();

 Q_SIGNALS:
  /// The answer is a good one, and its body follows.
  void accepted();
  void received(const QByteArray& bytes);
  /// The answer is complete, or failed. Exactly once, never from inside start().
  void finished(const portolan::Result<void>& result);

 private:
  void send(const Identity& identity);
  void readHead();
  void readBody();
  void checkTls(const QList<QSslError>& errors);
  void replyFinished();
  void timedOut();
  void finish(Result<void> result);
  void release();

  [[nodiscard]] int httpStatus() const;
  [[nodiscard]] Error errorOfAnswer() const;
  [[nodiscard]] Error errorOfNetwork() const;
  [[nodiscard]] Error errorOfCertificate() const;
  [[nodiscard]] QString serverUrl() const { return m_connections->server().displayUrl(); }

  std::shared_ptr<ApiConnections> m_connections;
  ApiConnections::Use m_use;
  QString m_path;
  QUrlQuery m_query;
  Deadlines m_deadlines;

  Identity m_identity;
  std::shared_ptr<QNetworkAccessManager> m_manager;
  QNetworkReply* m_reply = nullptr;
  QTimer m_timer;
  bool m_headSeen = false;
  bool m_isGood = false;
  QByteArray m_errorBody;
  QList<QSslError> m_tlsErrors;
};

}  // namespace portolan
