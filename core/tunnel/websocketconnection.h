#pragma once

#include <QByteArray>
#include <array>
#include <memory>
#include <optional>

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
/// After an orderly end by the other side closed() carries SessionLost with the close code and its reason, after a
/// broken rule ProtocolViolation; both come at once. After close() it comes when the other end has ended, too. It may
/// be destroyed in each of its signals. Destroyed while open, it resets the connection.
class WebSocketConnection final : public ByteChannel {
  Q_OBJECT
 public:
  using Role = WebSocketRole;

  /// On an open transport behind the upgrade's last byte. What it has received already comes first.
  WebSocketConnection(std::unique_ptr<Transport> transport, Role role, QObject* parent = nullptr);
  ~WebSocketConnection() override;

  void send(QByteArrayView head, QByteArrayView body = {}) override;
  void flush() override { m_transport->flush(); }
  [[nodiscard]] qsizetype bytesToWrite() const override { return m_transport->bytesToWrite(); }
  void setReadingPaused(bool paused) override;
  [[nodiscard]] bool isPathDead() const override { return m_transport->isPathDead(); }
  void close() override { close(websocket::kNormalClosure); }
  /// With a reason in UTF-8, of which at most 123 bytes are sent.
  void close(quint16 code, QByteArrayView reason = {});

  /// That the other side closed with; kNoStatus where its Close frame had none; nothing before one came.
  [[nodiscard]] std::optional<quint16> closeCode() const { return m_closeCode; }

  /// A ping with at most 125 bytes.
  void ping(QByteArrayView payload);
  /// Messages longer than this go out as the API server's do (gorilla/websocket): a frame that is not final, with all
  /// of the payload, and an empty continuation that is. 0, the default: one frame.
  void setContinuationAbove(qsizetype payloadSize) { m_continuationAbove = payloadSize; }
  [[nodiscard]] Transport& transport() { return *m_transport; }

 Q_SIGNALS:
  /// What received() handed on since the last time was one message; it may have been empty. For subprotocols that give
  /// a meaning to messages.
  void messageEnded();
  void pongReceived();

 private:
  enum class State {
    Open,
    Closing,  ///< our Close frame was sent; nothing more is handed on
    Closed,   ///< closed() was emitted
  };

  void deliver();
  void deliverLater();
  void handle(const WebSocketEvent& event);
  void answerPing(QByteArrayView payload);
  void sendFrame(websocket::Opcode opcode, bool fin, QByteArrayView head, QByteArrayView body = {});
  void beginClosing(quint16 code, QByteArrayView reason);
  void onWritable();
  void onTransportOver(const Error& reason);
  websocket::Mask nextMask();

  const std::unique_ptr<Transport> m_transport;
  const Role m_role;
  WebSocketParser m_parser;
  State m_state = State::Open;
  qsizetype m_continuationAbove = 0;
  bool m_isPaused = false;
  bool m_isDelivering = false;
  bool m_isDeliveryPosted = false;
  std::optional<QByteArray> m_pong;  ///< the last ping's, until our writes go on
  std::optional<quint16> m_closeCode;
  std::optional<Error> m_reason;  ///< why it is over; closed() waits for what still has to be handed on
  std::array<quint32, 128> m_masks{};
  size_t m_masksLeft = 0;
};

}  // namespace portolan
