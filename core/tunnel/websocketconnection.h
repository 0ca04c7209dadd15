#pragma once

#include <memory>
#include <vector>

#include "core/tunnel/bytechannel.h"
#include "core/tunnel/transport.h"
#include "core/tunnel/websocketframe.h"

namespace portolan {

/// An upgraded WebSocket (RFC 6455) on a Transport, in either role, as a channel of bytes: what is sent together is one
/// binary message, and the payload of the messages that arrive is one stream of bytes (KEP-4006: the boundaries mean
/// nothing). Nothing is kept of a message: pieces are handed on as they arrive, and the transport's buffers are the
/// only ones. Pings are answered; a text message is against the protocol. Not QWebSocket, which cannot stop reading and
/// refuses the tunnel's subprotocol.
///
/// After an orderly end by the other side closed() carries SessionLost with the close code and its reason; after a
/// broken rule ProtocolViolation. Its owner deletes it with deleteLater when it may be inside one of its signals.
class WebSocketConnection final : public ByteChannel, private WebSocketFrameHandler {
  Q_OBJECT
 public:
  enum class Role { Client, Server };

  /// On an open transport behind the upgrade's last byte. What it has received already comes first.
  WebSocketConnection(std::unique_ptr<Transport> transport, Role role, QObject* parent = nullptr);
  ~WebSocketConnection() override;

  void send(QByteArrayView head, QByteArrayView body = {}) override;
  void flush() override { m_transport->flush(); }
  [[nodiscard]] qsizetype bytesToWrite() const override { return m_transport->bytesToWrite(); }
  void setReadingPaused(bool paused) override;
  void close() override { close(websocket::kNormalClosure); }
  void close(quint16 code, QByteArrayView reason = {});

  /// A ping with at most 125 bytes.
  void ping(QByteArrayView payload);
  /// Messages longer than this go out as the API server's do (gorilla/websocket): a frame that is not final, with all
  /// of the payload, and an empty continuation that is. 0, the default: one frame.
  void setContinuationAbove(qsizetype payloadSize) { m_continuationAbove = payloadSize; }
  [[nodiscard]] Transport& transport() { return *m_transport; }

 private:
  void dataReceived(bool isText, QByteArrayView piece, bool endOfFrame, bool endOfMessage) override;
  void pingReceived(QByteArrayView payload) override;
  void pongReceived(QByteArrayView payload) override;
  void closeReceived(quint16 code, QByteArrayView reason) override;

  void deliver();
  void deliverLater();
  void sendFrame(websocket::Opcode opcode, bool fin, QByteArrayView head, QByteArrayView body);
  void sendClose(quint16 code, QByteArrayView reason);
  void violate(quint16 code, const Error& error);
  void onTransportOver(const Error& reason);
  void finish(const Error& reason);
  websocket::Mask nextMask();

  const std::unique_ptr<Transport> m_transport;
  const Role m_role;
  WebSocketParser m_parser;
  qsizetype m_continuationAbove = 0;
  bool m_paused = false;
  bool m_delivering = false;
  bool m_deliveryScheduled = false;
  bool m_closeSent = false;
  bool m_finished = false;
  std::optional<Error> m_reason;  ///< why it is over; closed() waits for what still has to be handed on
  std::vector<quint32> m_masks;   ///< random words in stock
};

}  // namespace portolan
