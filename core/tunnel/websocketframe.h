#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <array>
#include <span>

#include "core/base/result.h"

namespace portolan {

/// The frames of RFC 6455 section 5.2.
namespace websocket {

enum class Opcode : quint8 { Continuation = 0, Text = 1, Binary = 2, Close = 8, Ping = 9, Pong = 10 };

enum CloseCode : quint16 {
  kNormalClosure = 1000,
  kGoingAway = 1001,
  kProtocolError = 1002,
  kUnsupportedData = 1003,
  kInvalidPayload = 1007,
  kMessageTooBig = 1009,
};

using Mask = std::array<char, 4>;

inline constexpr qsizetype kMaxControlPayload = 125;
inline constexpr qsizetype kMaxHeaderSize = 14;

/// Writes a frame's header to `out` (kMaxHeaderSize bytes) and returns its size. `mask`: nothing for a server's frame.
qsizetype writeHeader(char* out, Opcode opcode, bool fin, quint64 payloadSize, const Mask* mask);

/// Copies `size` bytes from `in` to `out` (they may be the same place), each combined with its byte of the mask;
/// `offset` is how many bytes of the payload came before. A word at a time.
void applyMask(char* out, const char* in, qsizetype size, const Mask& mask, quint64 offset);

}  // namespace websocket

/// Hears what a WebSocketParser finds. Views are valid during the call.
class WebSocketFrameHandler {
 public:
  /// A data message's payload as it arrives, in any number of pieces, over all its frames. `endOfFrame` comes with the
  /// last piece of each frame, `endOfMessage` with that of the last frame; such a piece may be empty.
  virtual void dataReceived(bool isText, QByteArrayView piece, bool endOfFrame, bool endOfMessage) = 0;
  virtual void pingReceived(QByteArrayView payload) = 0;
  virtual void pongReceived(QByteArrayView payload) = 0;
  /// `code` 1005: none was given (RFC 6455 section 7.1.5).
  virtual void closeReceived(quint16 code, QByteArrayView reason) = 0;

 protected:
  ~WebSocketFrameHandler() = default;
};

/// Bytes in, frames out, for either role. Payload is handed on without waiting for the rest of its frame; only control
/// frames (at most 125 bytes) are put together. Strict: an unknown opcode, reserved bits, a wrong mask, a length that
/// is not the shortest, a fragmented control frame, a wrong continuation, a bad close code or reason is an error that
/// names it (ProtocolViolation).
class WebSocketParser {
 public:
  /// `expectMasked`: the frames come from a client.
  WebSocketParser(WebSocketFrameHandler& handler, bool expectMasked)
      : m_handler(handler), m_expectMasked(expectMasked) {}

  /// Takes all of `bytes`. After an error or stop() nothing more is passed on. The handler must not destroy the parser.
  Result<void> parse(QByteArrayView bytes);
  void stop() { m_stopped = true; }

 private:
  Result<void> beginFrame();
  Result<void> endControlFrame();
  void passOn(QByteArrayView piece, bool endOfFrame);

  WebSocketFrameHandler& m_handler;
  bool m_expectMasked;
  bool m_stopped = false;
  bool m_inPayload = false;
  std::array<char, websocket::kMaxHeaderSize> m_header{};
  qsizetype m_headerSize = 0;
  websocket::Opcode m_opcode{};
  bool m_fin = false;
  bool m_inMessage = false;  ///< a fragmented message is under way
  bool m_messageIsText = false;
  websocket::Mask m_mask{};
  quint64 m_payloadSize = 0;
  quint64 m_offset = 0;  ///< bytes of the payload that have arrived
  QByteArray m_control;
  QByteArray m_unmasked;
};

}  // namespace portolan
