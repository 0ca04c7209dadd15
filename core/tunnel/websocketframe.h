#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>
#include <array>
#include <optional>

namespace portolan {

/// The frames of RFC 6455 section 5.2.
namespace websocket {

enum class Opcode : quint8 { Continuation = 0, Text = 1, Binary = 2, Close = 8, Ping = 9, Pong = 10 };

/// Section 7.4.1.
enum CloseCode : quint16 {
  kNormalClosure = 1000,
  kGoingAway = 1001,
  kProtocolError = 1002,
  kUnsupportedData = 1003,
  kNoStatus = 1005,  ///< never on the wire: a Close frame without a code
  kInvalidPayload = 1007,
  kMessageTooBig = 1009,
};

using Mask = std::array<char, 4>;

inline constexpr qsizetype kMaxControlPayload = 125;
inline constexpr qsizetype kMaxHeaderSize = 14;

/// Whether a Close frame may carry the code (section 7.4 and the registry it founded).
bool isValidCloseCode(quint16 code);

/// Writes a frame's header to `out` (kMaxHeaderSize bytes) and returns its size. `mask`: nothing for a server's frame.
qsizetype writeHeader(char* out, Opcode opcode, bool fin, quint64 payloadSize, const Mask* mask);

/// Copies `size` bytes from `in` to `out` (they may be the same place), each combined with its byte of the mask;
/// `offset` is how many bytes of the payload came before. A word at a time.
void applyMask(char* out, const char* in, qsizetype size, const Mask& mask, quint64 offset);

}  // namespace websocket

/// Which end this is. Clients mask what they send, servers never do (RFC 6455 section 5.1).
enum class WebSocketRole { Client, Server };

/// What a WebSocketParser found. Views are valid until the parser's next call, and as long as the bytes it was given.
struct WebSocketEvent {
  enum class Type {
    None,  ///< all bytes were taken; more are needed
    Data,  ///< a piece of a binary message
    Ping,
    Pong,
    Close,
    Failed,  ///< the other end broke a rule, and nothing more is parsed
  };
  Type type = Type::None;
  /// Data, Ping, Pong; Close: the reason, valid UTF-8. Of a message's last piece it may be empty.
  QByteArrayView payload;
  bool endsMessage = false;  ///< Data
  /// Close: kNoStatus where there was none. Failed: the code with which to close.
  quint16 closeCode = 0;
  QString problem;  ///< Failed: the rule
};

/// Bytes in, frames out, for either role. Pure: it keeps nothing but its place in a frame, so that whoever reads may
/// stop, or be destroyed, after any event.
///
/// A message's payload is handed on in pieces as it arrives, over all its frames, however long they say they are; only
/// control frames (at most 125 bytes) are put together. Or, for a subprotocol that gives a meaning to messages,
/// messages are handed on whole, up to a limit that is checked before anything is kept (1009).
///
/// Strict: an unknown opcode, reserved bits, a wrong mask, a length that is not the shortest, a fragmented control
/// frame, a wrong continuation, a bad close code (1002), a reason that is not UTF-8 (1007) is an error that names it.
/// So is a text message (1003): the subprotocols of Kubernetes are binary.
class WebSocketParser {
 public:
  explicit WebSocketParser(WebSocketRole role) : m_role(role) {}
  /// Whole messages of at most so many bytes.
  WebSocketParser(WebSocketRole role, qsizetype maxMessageSize) : m_role(role), m_maxMessageSize(maxMessageSize) {}

  /// Takes bytes from the front of `bytes` up to the end of the next event. Call it until there is None.
  [[nodiscard]] WebSocketEvent next(QByteArrayView& bytes);

 private:
  enum class State { Header, Payload, Failed };

  [[nodiscard]] bool takeHeader(QByteArrayView& bytes);
  [[nodiscard]] std::optional<WebSocketEvent> checkStart();
  [[nodiscard]] std::optional<WebSocketEvent> beginFrame();
  [[nodiscard]] std::optional<WebSocketEvent> takeControl(QByteArrayView& bytes);
  [[nodiscard]] std::optional<WebSocketEvent> takeData(QByteArrayView& bytes);
  [[nodiscard]] WebSocketEvent closeEvent(QByteArrayView payload);
  [[nodiscard]] WebSocketEvent violation(quint16 closeCode, const QString& problem);
  [[nodiscard]] bool isControl() const { return static_cast<quint8>(m_opcode) >= 8; }

  WebSocketRole m_role;
  std::optional<qsizetype> m_maxMessageSize;
  State m_state = State::Header;
  std::array<char, websocket::kMaxHeaderSize> m_header{};
  qsizetype m_headerSize = 0;  ///< bytes of it that have arrived
  websocket::Opcode m_opcode{};
  bool m_fin = false;
  bool m_inMessage = false;  ///< a message's last frame has not begun yet
  websocket::Mask m_mask{};
  quint64 m_payloadSize = 0;
  quint64 m_offset = 0;  ///< bytes of the payload that have arrived
  QByteArray m_kept;     ///< the control frame under way; what was unmasked last
  QByteArray m_message;  ///< whole messages: the one under way
  WebSocketEvent m_failure;
};

}  // namespace portolan
