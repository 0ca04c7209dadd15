#include "core/tunnel/spdyparser.h"

#include <QtEndian>
#include <algorithm>
#include <cstring>

namespace portolan {

using spdy::FrameType;

namespace {

/// Bytes in front of the compressed headers of a SYN_STREAM: stream, associated stream, priority and slot.
constexpr qsizetype kSynStreamFixed = 10;
/// The same for SYN_REPLY and HEADERS: the stream.
constexpr qsizetype kStreamIdSize = 4;
constexpr qsizetype kSettingsFixed = 4;
constexpr qsizetype kSettingSize = 8;

quint32 number(QByteArrayView bytes, qsizetype offset) {
  return qFromBigEndian<quint32>(bytes.data() + offset);
}

/// The top bit of a stream id is reserved.
quint32 streamIdAt(QByteArrayView bytes, qsizetype offset) {
  return number(bytes, offset) & spdy::kMaxStreamId;
}

QString frameName(FrameType type) {
  switch (type) {
    case FrameType::SynStream:
      return QStringLiteral("SYN_STREAM");
    case FrameType::SynReply:
      return QStringLiteral("SYN_REPLY");
    case FrameType::RstStream:
      return QStringLiteral("RST_STREAM");
    case FrameType::Settings:
      return QStringLiteral("SETTINGS");
    case FrameType::Ping:
      return QStringLiteral("PING");
    case FrameType::GoAway:
      return QStringLiteral("GOAWAY");
    case FrameType::Headers:
      return QStringLiteral("HEADERS");
    case FrameType::WindowUpdate:
      return QStringLiteral("WINDOW_UPDATE");
  }
  return {};
}

struct LengthRange {
  qsizetype least = 0;
  qsizetype most = 0;
};

LengthRange lengthRange(FrameType type) {
  switch (type) {
    case FrameType::SynStream:
      return {kSynStreamFixed, kSynStreamFixed + spdy::kMaxCompressedHeaders};
    case FrameType::SynReply:
    case FrameType::Headers:
      return {kStreamIdSize, kStreamIdSize + spdy::kMaxCompressedHeaders};
    case FrameType::Settings:
      return {kSettingsFixed, kSettingsFixed + spdy::kMaxSettings * kSettingSize};
    case FrameType::Ping:
      return {4, 4};
    case FrameType::RstStream:
    case FrameType::GoAway:
    case FrameType::WindowUpdate:
      return {8, 8};
  }
  return {};
}

}  // namespace

Result<void> SpdyParser::parse(QByteArrayView bytes) {
  while (!bytes.isEmpty() && m_state != State::Stopped) {
    switch (m_state) {
      case State::FrameHeader: {
        const qsizetype size = std::min(bytes.size(), spdy::kFrameHeaderSize - m_headerSize);
        std::memcpy(m_header.data() + m_headerSize, bytes.data(), static_cast<size_t>(size));
        m_headerSize += size;
        bytes = bytes.sliced(size);
        if (m_headerSize == spdy::kFrameHeaderSize) {
          m_headerSize = 0;
          beginFrame();
        }
        break;
      }
      case State::ControlPayload: {
        const QByteArrayView piece = bytes.first(std::min(bytes.size(), m_remaining));
        bytes = bytes.sliced(piece.size());
        m_remaining -= piece.size();
        if (m_remaining > 0) {
          m_payload.append(piece);
        } else if (m_payload.isEmpty()) {
          m_state = State::FrameHeader;
          endControlFrame(piece);
        } else {
          m_payload.append(piece);
          m_state = State::FrameHeader;
          endControlFrame(std::exchange(m_payload, {}));
        }
        break;
      }
      case State::DataPayload: {
        const QByteArrayView piece = bytes.first(std::min(bytes.size(), m_remaining));
        bytes = bytes.sliced(piece.size());
        m_remaining -= piece.size();
        if (m_remaining == 0) {
          m_state = State::FrameHeader;
        }
        m_handler.dataReceived(m_streamId, piece, m_remaining == 0 && (m_flags & spdy::kFlagFin));
        break;
      }
      case State::Stopped:
        break;
    }
  }
  return m_result;
}

void SpdyParser::beginFrame() {
  const auto first = qFromBigEndian<quint32>(m_header.data());
  const auto second = qFromBigEndian<quint32>(m_header.data() + 4);
  m_flags = static_cast<quint8>(second >> 24);
  m_remaining = second & 0xffffff;
  if (first & 0x80000000) {
    beginControlFrame(static_cast<quint16>(first >> 16 & 0x7fff), static_cast<quint16>(first & 0xffff));
    return;
  }
  m_streamId = first;
  if (m_streamId == 0) {
    setError(QStringLiteral("a data frame has the stream id 0"));
  } else if (m_remaining > 0) {
    m_state = State::DataPayload;
  } else if (m_flags & spdy::kFlagFin) {
    m_handler.dataReceived(m_streamId, {}, true);
  }
}

void SpdyParser::beginControlFrame(quint16 version, quint16 type) {
  if (version != spdy::kVersion) {
    setError(QStringLiteral("a control frame has the version %1 instead of %2").arg(version).arg(spdy::kVersion));
    return;
  }
  m_type = static_cast<FrameType>(type);
  const LengthRange range = lengthRange(m_type);
  if (range.most == 0) {
    setError(QStringLiteral("a control frame has the unknown type %1").arg(type));
  } else if (m_remaining < range.least || m_remaining > range.most) {
    setError(QStringLiteral("a %1 frame has the length %2").arg(frameName(m_type)).arg(m_remaining));
  } else {
    m_state = State::ControlPayload;
  }
}

void SpdyParser::endControlFrame(QByteArrayView payload) {
  const bool fin = m_flags & spdy::kFlagFin;
  // Where the first number is an id, zero is illegal; SETTINGS begin with their count, and GOAWAY may name no stream.
  if (m_type != FrameType::Settings && m_type != FrameType::GoAway) {
    const quint32 id = m_type == FrameType::Ping ? number(payload, 0) : streamIdAt(payload, 0);
    if (id == 0) {
      setError(QStringLiteral("a %1 frame has the id 0").arg(frameName(m_type)));
      return;
    }
  }
  switch (m_type) {
    case FrameType::SynStream:
      if (const auto headers = readHeaders(payload.sliced(kSynStreamFixed))) {
        m_handler.synStreamReceived(streamIdAt(payload, 0), *headers, fin);
      }
      return;
    case FrameType::SynReply:
      if (const auto headers = readHeaders(payload.sliced(kStreamIdSize))) {
        m_handler.synReplyReceived(streamIdAt(payload, 0), *headers, fin);
      }
      return;
    case FrameType::Headers:
      if (const auto headers = readHeaders(payload.sliced(kStreamIdSize))) {
        m_handler.headersReceived(streamIdAt(payload, 0), *headers, fin);
      }
      return;
    case FrameType::RstStream:
      if (const quint32 status = number(payload, 4); status != 0) {
        m_handler.rstStreamReceived(streamIdAt(payload, 0), status);
      } else {
        setError(QStringLiteral("a RST_STREAM frame has the status 0"));
      }
      return;
    case FrameType::Settings:
      if (const quint32 count = number(payload, 0); kSettingsFixed + count * kSettingSize != payload.size()) {
        setError(QStringLiteral("a SETTINGS frame of %1 bytes says that it holds %2 settings")
                     .arg(payload.size())
                     .arg(count));
      }
      return;
    case FrameType::Ping:
      if (m_flags == 0) {
        m_handler.pingReceived(number(payload, 0));
      } else {
        setError(QStringLiteral("a PING frame has the flags %1").arg(m_flags));
      }
      return;
    case FrameType::GoAway:
      if (m_flags == 0) {
        m_handler.goAwayReceived(streamIdAt(payload, 0), number(payload, 4));
      } else {
        setError(QStringLiteral("a GOAWAY frame has the flags %1").arg(m_flags));
      }
      return;
    case FrameType::WindowUpdate:
      return;
  }
}

std::optional<std::span<const SpdyHeader>> SpdyParser::readHeaders(QByteArrayView block) {
  auto headers = m_inflater.inflate(block);
  if (!headers) {
    setError(headers.error().detail);
    return {};
  }
  return *headers;
}

void SpdyParser::setError(const QString& detail) {
  m_state = State::Stopped;
  m_result = fail(ErrorCode::ProtocolViolation, Stage::Session, QStringLiteral("SPDY: ") + detail);
}

}  // namespace portolan
