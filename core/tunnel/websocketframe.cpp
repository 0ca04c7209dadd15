#include "core/tunnel/websocketframe.h"

#include <QStringDecoder>
#include <QtEndian>
#include <algorithm>
#include <cstring>

using namespace Qt::StringLiterals;

namespace portolan {

namespace websocket {

qsizetype writeHeader(char* out, Opcode opcode, bool fin, quint64 payloadSize, const Mask* mask) {
  const auto maskBit = static_cast<quint8>(mask ? 0x80 : 0);
  out[0] = static_cast<char>((fin ? 0x80 : 0) | static_cast<quint8>(opcode));
  qsizetype size = 2;
  if (payloadSize <= 125) {
    out[1] = static_cast<char>(maskBit | payloadSize);
  } else if (payloadSize <= 0xffff) {
    out[1] = static_cast<char>(maskBit | 126);
    qToBigEndian(static_cast<quint16>(payloadSize), out + 2);
    size = 4;
  } else {
    out[1] = static_cast<char>(maskBit | 127);
    qToBigEndian(payloadSize, out + 2);
    size = 10;
  }
  if (mask) {
    std::memcpy(out + size, mask->data(), mask->size());
    size += qsizetype(mask->size());
  }
  return size;
}

void applyMask(char* out, const char* in, qsizetype size, const Mask& mask, quint64 offset) {
  std::array<char, 8> rotated{};
  for (size_t i = 0; i < rotated.size(); ++i) {
    rotated[i] = mask[(offset + i) % 4];
  }
  quint64 word = 0;
  std::memcpy(&word, rotated.data(), sizeof(word));
  qsizetype i = 0;
  for (; i + 8 <= size; i += 8) {
    quint64 value = 0;
    std::memcpy(&value, in + i, sizeof(value));
    value ^= word;
    std::memcpy(out + i, &value, sizeof(value));
  }
  for (; i < size; ++i) {
    out[i] = static_cast<char>(in[i] ^ rotated[static_cast<size_t>(i % 4)]);
  }
}

}  // namespace websocket

namespace {

using websocket::Opcode;

/// Unmasking works through a buffer of this size, because what arrived is not ours to change.
constexpr qsizetype kUnmaskPiece = 16 * 1024;
constexpr quint64 kMaxPayload = Q_UINT64_C(0x7fffffffffffffff);

std::unexpected<Error> violation(const QString& detail) {
  return fail(ErrorCode::ProtocolViolation, Stage::Session, u"WebSocket: "_s + detail);
}

bool isControl(Opcode opcode) {
  return static_cast<quint8>(opcode) >= 8;
}

/// RFC 6455 section 7.4: what may be sent in a Close frame.
bool isValidCloseCode(quint16 code) {
  return (code >= 1000 && code <= 1014 && code != 1004 && code != 1005 && code != 1006) ||
         (code >= 3000 && code <= 4999);
}

bool isUtf8(QByteArrayView bytes) {
  QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
  [[maybe_unused]] const QString text = decoder(bytes);
  return !decoder.hasError();
}

}  // namespace

Result<void> WebSocketParser::parse(QByteArrayView bytes) {
  while (!bytes.isEmpty() && !m_stopped) {
    if (!m_inPayload) {
      m_header[static_cast<size_t>(m_headerSize++)] = bytes.front();
      bytes = bytes.sliced(1);
      if (m_headerSize < 2) {
        continue;
      }
      const auto second = static_cast<quint8>(m_header[1]);
      const qsizetype lengthSize = (second & 0x7f) == 126 ? 2 : (second & 0x7f) == 127 ? 8 : 0;
      const qsizetype wanted = 2 + lengthSize + ((second & 0x80) != 0 ? 4 : 0);
      // The first two bytes alone show most that can be wrong; the rest is not waited for then.
      if (m_headerSize == 2 || m_headerSize == wanted) {
        if (const auto begun = beginFrame(); !begun) {
          m_stopped = true;
          return begun;
        }
      }
      if (m_headerSize < wanted) {
        continue;
      }
      m_inPayload = true;
      m_headerSize = 0;
      m_offset = 0;
    }
    // An empty payload ends here too.
    const auto size =
        static_cast<qsizetype>(std::min<quint64>(static_cast<quint64>(bytes.size()), m_payloadSize - m_offset));
    QByteArrayView piece = bytes.first(m_expectMasked ? std::min(size, kUnmaskPiece) : size);
    bytes = bytes.sliced(piece.size());
    if (m_expectMasked && !piece.isEmpty()) {
      m_unmasked.resize(piece.size());
      websocket::applyMask(m_unmasked.data(), piece.data(), piece.size(), m_mask, m_offset);
      piece = m_unmasked;
    }
    m_offset += static_cast<quint64>(piece.size());
    const bool endOfFrame = m_offset == m_payloadSize;
    if (endOfFrame) {
      m_inPayload = false;
    }
    if (isControl(m_opcode)) {
      m_control.append(piece);
      if (endOfFrame) {
        if (const auto ended = endControlFrame(); !ended) {
          m_stopped = true;
          return ended;
        }
      }
    } else {
      passOn(piece, endOfFrame);
    }
  }
  return {};
}

/// With two bytes of the header it checks what they say; with all of it, it sets the frame up.
Result<void> WebSocketParser::beginFrame() {
  const auto first = static_cast<quint8>(m_header[0]);
  const auto second = static_cast<quint8>(m_header[1]);
  const auto opcode = static_cast<quint8>(first & 0x0f);
  if ((first & 0x70) != 0) {
    return violation(u"a frame with reserved bits, though no extension was agreed on"_s);
  }
  if (opcode > 10 || (opcode > 2 && opcode < 8)) {
    return violation(u"a frame with the reserved opcode %1"_s.arg(opcode));
  }
  m_opcode = static_cast<Opcode>(opcode);
  m_fin = (first & 0x80) != 0;
  const bool masked = (second & 0x80) != 0;
  if (masked != m_expectMasked) {
    return violation(masked ? u"a masked frame from a server"_s : u"an unmasked frame from a client"_s);
  }
  const int shortLength = second & 0x7f;
  if (isControl(m_opcode) && (!m_fin || shortLength > websocket::kMaxControlPayload)) {
    return violation(m_fin ? u"a control frame longer than 125 bytes"_s : u"a fragmented control frame"_s);
  }
  if (!isControl(m_opcode) && (m_opcode == Opcode::Continuation) != m_inMessage) {
    return violation(m_inMessage ? u"a new message inside a fragmented one"_s : u"a continuation of nothing"_s);
  }
  const qsizetype lengthSize = shortLength == 126 ? 2 : shortLength == 127 ? 8 : 0;
  if (m_headerSize < 2 + lengthSize + (masked ? 4 : 0)) {
    return {};
  }
  const char* const length = m_header.data() + 2;
  m_payloadSize = lengthSize == 2   ? qFromBigEndian<quint16>(length)
                  : lengthSize == 8 ? qFromBigEndian<quint64>(length)
                                    : static_cast<quint64>(shortLength);
  if ((lengthSize == 2 && m_payloadSize <= 125) || (lengthSize == 8 && m_payloadSize <= 0xffff)) {
    return violation(u"a length that is not written in its shortest form"_s);
  }
  if (m_payloadSize > kMaxPayload) {
    return violation(u"a length of more than 63 bits"_s);
  }
  if (masked) {
    std::memcpy(m_mask.data(), length + lengthSize, m_mask.size());
  }
  if (!isControl(m_opcode)) {
    if (m_opcode != Opcode::Continuation) {
      m_messageIsText = m_opcode == Opcode::Text;
    }
    m_inMessage = !m_fin;
  }
  m_control.resize(0);
  if (m_payloadSize == 0) {
    // Nothing follows that would end it.
    m_headerSize = 0;
    m_offset = 0;
    m_inPayload = false;
    if (isControl(m_opcode)) {
      return endControlFrame();
    }
    passOn({}, true);
  }
  return {};
}

void WebSocketParser::passOn(QByteArrayView piece, bool endOfFrame) {
  m_handler.dataReceived(m_messageIsText, piece, endOfFrame, endOfFrame && m_fin);
}

Result<void> WebSocketParser::endControlFrame() {
  switch (m_opcode) {
    case Opcode::Ping:
      m_handler.pingReceived(m_control);
      return {};
    case Opcode::Pong:
      m_handler.pongReceived(m_control);
      return {};
    default:
      break;
  }
  if (m_control.isEmpty()) {
    m_handler.closeReceived(1005, {});
    return {};
  }
  if (m_control.size() == 1) {
    return violation(u"a close frame with half a code"_s);
  }
  const auto code = qFromBigEndian<quint16>(m_control.constData());
  const QByteArrayView reason = QByteArrayView(m_control).sliced(2);
  if (!isValidCloseCode(code)) {
    return violation(u"a close frame with the code %1"_s.arg(code));
  }
  if (!isUtf8(reason)) {
    return violation(u"a close frame whose reason is not UTF-8"_s);
  }
  m_handler.closeReceived(code, reason);
  return {};
}

}  // namespace portolan
