#pragma once

#include <QObject>
#include <QTimer>
#include <chrono>
#include <memory>
#include <optional>

#include "core/tunnel/httphead.h"
#include "core/tunnel/transport.h"

namespace portolan {

/// What an upgrade that failed says of the other kinds of session (PROTOCOL 3.2 and 7).
enum class UpgradeOutcome {
  Opened,
  NotSpoken,   ///< this kind is not spoken here, or not let through: another may be
  MayBeBusy,   ///< the same, from a gateway that may just be unable now (5xx without a Kubernetes Status)
  VerbDenied,  ///< the user lacks this kind's verb on pods/portforward (get or create): another kind may need the other
  Final,       ///< the credentials, the pod, the network: no other kind would fare better
};

/// The table behind it. `status`: of the answer; 101 stands for one that was no upgrade all the same.
[[nodiscard]] UpgradeOutcome upgradeOutcome(int status, QByteArrayView body);

/// The client's part of an HTTP/1.1 upgrade (RFC 9110 section 7.8) on an open Transport. Emits finished exactly once,
/// never from inside start(); deleting it cancels.
///
/// Errors: those of errorFromResponse where the answer is about the request (401, 429, 5xx, 403 with a text, and every
/// Kubernetes Status); UpgradeRefused with the status and the first line of the text for other answers than 101, and
/// where the protocol was not agreed to; ProtocolViolation, ConnectionTimedOut and the transport's errors.
class HttpUpgrade : public QObject {
  Q_OBJECT
 public:
  using Headers = QList<std::pair<QByteArray, QByteArray>>;

  struct Request {
    QByteArray host;      ///< for the Host header
    QByteArray target;    ///< path and query
    QByteArray protocol;  ///< the one subprotocol that is offered
    Headers headers;      ///< Authorization and others
    std::chrono::milliseconds timeout{30'000};
  };

  void start();

  /// After finished.
  [[nodiscard]] UpgradeOutcome outcome() const { return m_outcome; }
  /// The answer's HTTP status; 0 where there was none.
  [[nodiscard]] int httpStatus() const { return m_head ? m_head->status : 0; }
  /// Once, after finished with a value: at the first byte behind the answer.
  [[nodiscard]] std::unique_ptr<Transport> takeTransport();

 Q_SIGNALS:
  void finished(const portolan::Result<void>& result);

 protected:
  HttpUpgrade(std::unique_ptr<Transport> transport, Request request, QObject* parent);

  virtual QByteArray method() const = 0;
  /// Beside Host, User-Agent and the request's own.
  virtual Headers upgradeHeaders() = 0;
  /// Of a 101. UpgradeRefused or ProtocolViolation.
  virtual Result<void> checkAnswer(const HttpResponseHead& head) const = 0;

  [[nodiscard]] const QByteArray& protocol() const { return m_request.protocol; }

 private:
  void onReadyRead();
  void onTransportOver(const Error& reason);
  void refuse();
  void finish(const Result<void>& result);

  std::unique_ptr<Transport> m_transport;
  const Request m_request;
  QTimer m_timer;
  int m_interimAnswers = 0;
  std::optional<HttpResponseHead> m_head;
  std::optional<HttpBodyReader> m_body;  ///< of an answer that refuses
  UpgradeOutcome m_outcome = UpgradeOutcome::Final;
  bool m_isOver = false;
};

/// The error of a 101 that breaks the rules of its upgrade.
[[nodiscard]] std::unexpected<Error> upgradeViolation(const QString& detail);

}  // namespace portolan
