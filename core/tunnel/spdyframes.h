#pragma once

#include <QByteArrayView>
#include <array>
#include <span>

namespace portolan {

/// One name and value of a header block. Names are lower case; several values of one name are joined by NUL.
struct SpdyHeader {
  QByteArrayView name;
  QByteArrayView value;
};

/// The constants of SPDY/3.1 (draft-mbelshe-httpbis-spdy-00, section 2.6), as far as a port forward needs it.
namespace spdy {

enum class FrameType : quint16 {
  SynStream = 1,
  SynReply = 2,
  RstStream = 3,
  Settings = 4,
  Ping = 6,
  GoAway = 7,
  Headers = 8,
  WindowUpdate = 9,
};

inline constexpr quint16 kVersion = 3;
inline constexpr quint8 kFlagFin = 0x01;

/// RST_STREAM's reasons that are in use.
enum ResetStatus : quint32 {
  kProtocolError = 1,
  kCancel = 5,
};

inline constexpr qsizetype kFrameHeaderSize = 8;
inline constexpr qsizetype kMaxFrameLength = 0xffffff;
inline constexpr quint32 kMaxStreamId = 0x7fffffff;

/// What a data frame should carry at most: the runtime queues 50 frames a worker, 1.6 MiB of this size (PROTOCOL 2.6).
inline constexpr qsizetype kDataFrameSize = qsizetype{32} * 1024;

// Limits of what is accepted. The longest header block of a port forward has about 60 bytes.
inline constexpr qsizetype kMaxCompressedHeaders = qsizetype{64} * 1024;
inline constexpr qsizetype kMaxInflatedHeaders = qsizetype{64} * 1024;
inline constexpr quint32 kMaxHeaderCount = 1000;
inline constexpr qsizetype kMaxSettings = 1000;

inline constexpr qsizetype kDictionarySize = 1423;
/// What both ends preset their zlib contexts with (same document, section 2.6.10.1).
[[nodiscard]] std::span<const unsigned char, kDictionarySize> dictionary();

}  // namespace spdy
}  // namespace portolan
