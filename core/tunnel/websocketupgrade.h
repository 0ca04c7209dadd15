#pragma once

#include <memory>

#include "core/tunnel/httpupgrade.h"
#include "core/tunnel/websocketconnection.h"

namespace portolan {

/// The handshake that makes a WebSocket of an open Transport (RFC 6455 section 4.1): a GET. The answer is checked in
/// full: 101, Upgrade, Connection, Sec-WebSocket-Accept, exactly the protocol that was offered, no extensions.
class WebSocketUpgrade final : public HttpUpgrade {
  Q_OBJECT
 public:
  WebSocketUpgrade(std::unique_ptr<Transport> transport, Request request, QObject* parent = nullptr);

  /// Once, after finished with a value.
  [[nodiscard]] std::unique_ptr<WebSocketConnection> takeConnection();

 private:
  QByteArray method() const override { return "GET"; }
  Headers upgradeHeaders() override;
  Result<void> checkAnswer(const HttpResponseHead& head) const override;

  QByteArray m_key;
};

/// Sec-WebSocket-Accept for a Sec-WebSocket-Key (RFC 6455 section 4.2.2).
QByteArray webSocketAccept(const QByteArray& key);

}  // namespace portolan
