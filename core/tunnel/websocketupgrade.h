#pragma once

#include <QObject>
#include <QTimer>
#include <chrono>
#include <memory>
#include <optional>

#include "core/tunnel/httphead.h"
#include "core/tunnel/transport.h"
#include "core/tunnel/websocketconnection.h"

namespace portolan {

/// The client's part of the handshake that makes a WebSocket of an open Transport (RFC 6455 section 4.1). Emits
/// finished exactly once, never from inside start(); deleting it cancels.
///
/// The answer is checked in full: 101, Upgrade, Connection, Sec-WebSocket-Accept, exactly the protocol that was
/// offered, no extensions. Another answer with a Kubernetes Status in its body becomes that Status' error
/// (errorFromResponse); any other one UpgradeRefused with the status and the first line of the text. Also:
/// ProtocolViolation, ConnectionTimedOut and the transport's errors.
class WebSocketUpgrade : public QObject {
  Q_OBJECT
 public:
  struct Request {
    QByteArray host;                                   ///< for the Host header
    QByteArray target;                                 ///< path and query
    QByteArray protocol;                               ///< the one subprotocol that is offered
    QList<std::pair<QByteArray, QByteArray>> headers;  ///< Authorization and others
    std::chrono::milliseconds timeout{30'000};
  };

  WebSocketUpgrade(std::unique_ptr<Transport> transport, Request request, QObject* parent = nullptr);
  void start();

  /// Once, after finished with a value.
  [[nodiscard]] std::unique_ptr<WebSocketConnection> takeConnection();
  /// The answer's HTTP status; 0 where there was none.
  [[nodiscard]] int httpStatus() const { return m_head ? m_head->status : 0; }

 Q_SIGNALS:
  void finished(const portolan::Result<void>& result);

 private:
  void onReadyRead();
  void onTransportOver(const Error& reason);
  [[nodiscard]] Result<void> checkAnswer() const;
  void refuse();
  void finish(const Result<void>& result);

  std::unique_ptr<Transport> m_transport;
  const Request m_request;
  QByteArray m_key;
  QTimer m_timer;
  std::optional<HttpResponseHead> m_head;
  std::optional<HttpBodyReader> m_body;  ///< of an answer that refuses
  bool m_isOver = false;
};

/// Sec-WebSocket-Accept for a Sec-WebSocket-Key (RFC 6455 section 4.2.2).
QByteArray webSocketAccept(const QByteArray& key);

}  // namespace portolan
