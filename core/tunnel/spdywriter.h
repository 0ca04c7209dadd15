#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <array>
#include <memory>
#include <span>

#include "core/tunnel/spdyframes.h"

struct z_stream_s;

namespace portolan {

/// Writes the frames of one direction of a connection. Frames are appended to `out`, so that several travel in one
/// write; they must be sent in the order in which they were written, because the header blocks share a zlib context.
/// The same class serves both roles.
class SpdyWriter {
 public:
  SpdyWriter();
  ~SpdyWriter();
  SpdyWriter(const SpdyWriter&) = delete;
  SpdyWriter& operator=(const SpdyWriter&) = delete;

  /// Header names must be lower case and occur once. All headers of a frame: at most 64 KiB.
  void synStream(QByteArray& out, quint32 streamId, std::span<const SpdyHeader> headers, bool fin = false);
  void synReply(QByteArray& out, quint32 streamId, std::span<const SpdyHeader> headers, bool fin = false);
  void headers(QByteArray& out, quint32 streamId, std::span<const SpdyHeader> headers, bool fin = false);

  /// The eight bytes in front of a data frame's payload of `size` bytes (at most kMaxFrameLength).
  [[nodiscard]] static std::array<char, spdy::kFrameHeaderSize> dataHeader(quint32 streamId, qsizetype size,
                                                                           bool fin = false);
  static void rstStream(QByteArray& out, quint32 streamId, quint32 status);
  static void ping(QByteArray& out, quint32 id);
  static void goAway(QByteArray& out, quint32 lastGoodStreamId, quint32 status);

 private:
  void headerFrame(QByteArray& out, spdy::FrameType type, quint32 streamId, std::span<const SpdyHeader> headers,
                   bool fin);
  void appendCompressed(QByteArray& out, std::span<const SpdyHeader> headers);

  std::unique_ptr<z_stream_s> m_zlib;  ///< made by the first header block
  QByteArray m_text;
};

}  // namespace portolan
