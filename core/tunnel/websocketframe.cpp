#include "core/tunnel/websocketframe.h"

#include <QStringDecoder>
#include <QtEndian>
#include <algorithm>
#include <cstring>

using namespace Qt::StringLiterals;

namespace portolan {

namespace websocket {

bool isValidCloseCode(quint16 code) {
  return (code >= 1000 && code <= 1014 && code != 1004 && code != 1005 && code != 1006) ||
         (code >= 3000 && code <= 4999);
}

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
    size += static_cast<qsizetype>(mask->size());
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
  const auto maskWord = [&](qsizetype at) {
    quint64 value = 0;
    std::memcpy(&value, in + at, sizeof(value));
    value ^= word;
    std::memcpy(out + at, &value, sizeof(value));
  };
  qsizetype i = 0;
  for (; i + 32 <= size; i += 32) {  // four at once: the compiler makes two vectors of them
    maskWord(i);
    maskWord(i + 8);
    maskWord(i + 16);
    maskWord(i + 24);
  }
  for (; i + 8 <= size; i += 8) {
    maskWord(i);
  }
  for (; i < size; ++i) {
    out[i] = static_cast<char>(in[i] ^ rotated[static_cast<size_t>(i % 4)]);
  }
}

}  // namespace websocket

namespace {

using websocket::Opcode;

/// Unmasking works through a buffer of this size, because what arrived is not ours to change.
constexpr quint64 kUnmaskPiece = 16 * 1024;
constexpr quint64 kMaxPayload = Q_UINT64_C(0x7fffffffffffffff);

bool isUtf8(QByteArrayView bytes) {
  QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
  [[maybe_unused]] const QString text = decoder(bytes);
  return !decoder.hasError();
}

qsizetype lengthSize(char second) {
  switch (second & 0x7f) {
    case 126:
      return 2;
    case 127:
      return 8;
    default:
      return 0;
  }
}

}  // namespace

WebSocketEvent WebSocketParser::next(QByteArrayView& bytes) {
  while (true) {
    std::optional<WebSocketEvent> event;
    switch (m_state) {
      case State::Failed:
        bytes = {};
        return m_failure;
      case State::Header: {
        const bool isComplete = takeHeader(bytes);
        // The first two bytes show most that can be wrong: it is not waited for the rest then.
        if (m_headerSize >= 2) {
          event = checkStart();
        }
        if (!event && isComplete) {
          event = beginFrame();
        }
        if (!event && !isComplete) {
          return {};
        }
        break;
      }
      case State::Payload:
        if (bytes.isEmpty() && m_offset < m_payloadSize) {
          return {};
        }
        event = isControl() ? takeControl(bytes) : takeData(bytes);
        break;
    }
    if (event) {
      return *event;
    }
  }
}

bool WebSocketParser::takeHeader(QByteArrayView& bytes) {
  while (true) {
    const bool isMasked = m_headerSize >= 2 && (m_header[1] & 0x80) != 0;
    const qsizetype wanted = m_headerSize < 2 ? 2 : 2 + lengthSize(m_header[1]) + (isMasked ? 4 : 0);
    if (m_headerSize >= 2 && m_headerSize == wanted) {
      return true;
    }
    if (bytes.isEmpty()) {
      return false;
    }
    const qsizetype size = std::min(wanted - m_headerSize, bytes.size());
    std::memcpy(m_header.data() + m_headerSize, bytes.data(), static_cast<size_t>(size));
    m_headerSize += size;
    bytes = bytes.sliced(size);
  }
}

std::optional<WebSocketEvent> WebSocketParser::checkStart() {
  const auto first = static_cast<quint8>(m_header[0]);
  const auto second = static_cast<quint8>(m_header[1]);
  const auto opcode = static_cast<quint8>(first & 0x0f);
  if ((first & 0x70) != 0) {
    return violation(websocket::kProtocolError, u"a frame with reserved bits, though no extension was agreed on"_s);
  }
  if (opcode > 10 || (opcode > 2 && opcode < 8)) {
    return violation(websocket::kProtocolError, u"a frame with the reserved opcode %1"_s.arg(opcode));
  }
  m_opcode = static_cast<Opcode>(opcode);
  m_fin = (first & 0x80) != 0;
  const bool isMasked = (second & 0x80) != 0;
  if (isMasked != (m_role == WebSocketRole::Server)) {
    return violation(websocket::kProtocolError,
                     isMasked ? u"a masked frame from a server"_s : u"an unmasked frame from a client"_s);
  }
  if (isControl()) {
    if (!m_fin) {
      return violation(websocket::kProtocolError, u"a fragmented control frame"_s);
    }
    if ((second & 0x7f) > websocket::kMaxControlPayload) {
      return violation(websocket::kProtocolError, u"a control frame longer than 125 bytes"_s);
    }
    return {};
  }
  if ((m_opcode == Opcode::Continuation) != m_inMessage) {
    return violation(websocket::kProtocolError,
                     m_inMessage ? u"a new message inside a fragmented one"_s : u"a continuation of nothing"_s);
  }
  if (m_opcode == Opcode::Text) {
    return violation(websocket::kUnsupportedData, u"a text message"_s);
  }
  return {};
}

std::optional<WebSocketEvent> WebSocketParser::beginFrame() {
  const char* const length = m_header.data() + 2;
  const qsizetype size = lengthSize(m_header[1]);
  m_payloadSize = size == 2   ? qFromBigEndian<quint16>(length)
                  : size == 8 ? qFromBigEndian<quint64>(length)
                              : static_cast<quint64>(m_header[1] & 0x7f);
  if ((size == 2 && m_payloadSize <= 125) || (size == 8 && m_payloadSize <= 0xffff)) {
    return violation(websocket::kProtocolError, u"a length that is not written in its shortest form"_s);
  }
  if (m_payloadSize > kMaxPayload) {
    return violation(websocket::kProtocolError, u"a length of more than 63 bits"_s);
  }
  if (m_maxMessageSize && !isControl() && m_payloadSize > static_cast<quint64>(*m_maxMessageSize - m_message.size())) {
    return violation(websocket::kMessageTooBig, u"a message of more than %1 bytes"_s.arg(*m_maxMessageSize));
  }
  std::memcpy(m_mask.data(), length + size, m_mask.size());  // only read where there is one
  if (!isControl()) {
    m_inMessage = !m_fin;
  }
  m_headerSize = 0;
  m_offset = 0;
  m_kept.resize(0);
  m_state = State::Payload;
  return {};
}

std::optional<WebSocketEvent> WebSocketParser::takeControl(QByteArrayView& bytes) {
  const auto size = std::min(bytes.size(), static_cast<qsizetype>(m_payloadSize - m_offset));
  m_kept.append(bytes.first(size));
  bytes = bytes.sliced(size);
  m_offset += static_cast<quint64>(size);
  if (m_offset < m_payloadSize) {
    return {};
  }
  m_state = State::Header;
  if (m_role == WebSocketRole::Server) {
    websocket::applyMask(m_kept.data(), m_kept.data(), m_kept.size(), m_mask, 0);
  }
  WebSocketEvent event;
  event.payload = m_kept;
  switch (m_opcode) {
    case Opcode::Ping:
      event.type = WebSocketEvent::Type::Ping;
      return event;
    case Opcode::Pong:
      event.type = WebSocketEvent::Type::Pong;
      return event;
    default:
      return closeEvent(m_kept);
  }
}

WebSocketEvent WebSocketParser::closeEvent(QByteArrayView payload) {
  WebSocketEvent event;
  event.type = WebSocketEvent::Type::Close;
  event.closeCode = websocket::kNoStatus;
  if (payload.isEmpty()) {
    return event;
  }
  if (payload.size() == 1) {
    return violation(websocket::kProtocolError, u"a close frame with half a code"_s);
  }
  event.closeCode = qFromBigEndian<quint16>(payload.data());
  event.payload = payload.sliced(2);
  if (!websocket::isValidCloseCode(event.closeCode)) {
    return violation(websocket::kProtocolError, u"a close frame with the code %1"_s.arg(event.closeCode));
  }
  if (!isUtf8(event.payload)) {
    return violation(websocket::kInvalidPayload, u"a close frame whose reason is not UTF-8"_s);
  }
  return event;
}

std::optional<WebSocketEvent> WebSocketParser::takeData(QByteArrayView& bytes) {
  quint64 size = std::min(static_cast<quint64>(bytes.size()), m_payloadSize - m_offset);
  const bool isMasked = m_role == WebSocketRole::Server;
  if (isMasked) {
    size = std::min(size, kUnmaskPiece);
  }
  QByteArrayView piece = bytes.first(static_cast<qsizetype>(size));
  bytes = bytes.sliced(piece.size());
  if (isMasked && !piece.isEmpty()) {
    m_kept.resize(piece.size());
    websocket::applyMask(m_kept.data(), piece.data(), piece.size(), m_mask, m_offset);
    piece = m_kept;
  }
  m_offset += size;
  const bool endsFrame = m_offset == m_payloadSize;
  if (endsFrame) {
    m_state = State::Header;
  }
  const bool endsMessage = endsFrame && m_fin;
  if (m_maxMessageSize) {
    if (!endsMessage) {
      m_message.append(piece);
      return {};
    }
    if (!m_message.isEmpty()) {
      m_kept = std::exchange(m_message, {}).append(piece);
      piece = m_kept;
    }
  } else if (piece.isEmpty() && !endsMessage) {
    return {};
  }
  WebSocketEvent event;
  event.type = WebSocketEvent::Type::Data;
  event.payload = piece;
  event.endsMessage = endsMessage;
  return event;
}

WebSocketEvent WebSocketParser::violation(quint16 closeCode, const QString& problem) {
  m_state = State::Failed;
  m_failure = {};
  m_failure.type = WebSocketEvent::Type::Failed;
  m_failure.closeCode = closeCode;
  m_failure.problem = problem;
  return m_failure;
}

}  // namespace portolan
