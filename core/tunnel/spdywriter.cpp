#include "core/tunnel/spdywriter.h"

#include <zlib.h>

#include <QtEndian>
#include <algorithm>

namespace portolan {

using spdy::FrameType;

namespace {

// A window of 2 KiB holds the whole dictionary and the last few blocks, and costs 20 KiB of memory instead of the
// 268 KiB of zlib's usual setting, for every connection. The receiver learns the size from the stream's first byte.
constexpr int kWindowBits = 11;
constexpr int kMemoryLevel = 4;

constexpr qsizetype kDeflateStep = 512;

void appendNumber(QByteArray& out, quint32 number) {
  const quint32 bigEndian = qToBigEndian(number);
  out.append(reinterpret_cast<const char*>(&bigEndian), sizeof(bigEndian));
}

void appendString(QByteArray& out, QByteArrayView string) {
  appendNumber(out, static_cast<quint32>(string.size()));
  out.append(string);
}

quint32 flagsAndLength(bool fin, qsizetype length) {
  Q_ASSERT(length >= 0 && length <= spdy::kMaxFrameLength);
  return (fin ? quint32{spdy::kFlagFin} << 24 : 0) | static_cast<quint32>(length);
}

void appendControlHeader(QByteArray& out, FrameType type, bool fin, qsizetype length) {
  appendNumber(out, 0x80000000 | quint32{spdy::kVersion} << 16 | static_cast<quint32>(type));
  appendNumber(out, flagsAndLength(fin, length));
}

}  // namespace

SpdyWriter::SpdyWriter() = default;

SpdyWriter::~SpdyWriter() {
  if (m_zlib) {
    deflateEnd(m_zlib.get());
  }
}

void SpdyWriter::synStream(QByteArray& out, quint32 streamId, std::span<const SpdyHeader> headers, bool fin) {
  headerFrame(out, FrameType::SynStream, streamId, headers, fin);
}

void SpdyWriter::synReply(QByteArray& out, quint32 streamId, std::span<const SpdyHeader> headers, bool fin) {
  headerFrame(out, FrameType::SynReply, streamId, headers, fin);
}

void SpdyWriter::headers(QByteArray& out, quint32 streamId, std::span<const SpdyHeader> headers, bool fin) {
  headerFrame(out, FrameType::Headers, streamId, headers, fin);
}

std::array<char, spdy::kFrameHeaderSize> SpdyWriter::dataHeader(quint32 streamId, qsizetype size, bool fin) {
  std::array<char, spdy::kFrameHeaderSize> header;
  qToBigEndian(streamId, header.data());
  qToBigEndian(flagsAndLength(fin, size), header.data() + 4);
  return header;
}

void SpdyWriter::rstStream(QByteArray& out, quint32 streamId, quint32 status) {
  appendControlHeader(out, FrameType::RstStream, false, 8);
  appendNumber(out, streamId);
  appendNumber(out, status);
}

void SpdyWriter::ping(QByteArray& out, quint32 id) {
  appendControlHeader(out, FrameType::Ping, false, 4);
  appendNumber(out, id);
}

void SpdyWriter::goAway(QByteArray& out, quint32 lastGoodStreamId, quint32 status) {
  appendControlHeader(out, FrameType::GoAway, false, 8);
  appendNumber(out, lastGoodStreamId);
  appendNumber(out, status);
}

void SpdyWriter::headerFrame(QByteArray& out, FrameType type, quint32 streamId, std::span<const SpdyHeader> headers,
                             bool fin) {
  const qsizetype begin = out.size();
  appendControlHeader(out, type, fin, 0);
  appendNumber(out, streamId);
  if (type == FrameType::SynStream) {
    appendNumber(out, 0);  // not associated to another stream
    out.append(2, '\0');   // highest priority, no credential slot
  }
  appendCompressed(out, headers);
  const qsizetype length = out.size() - begin - spdy::kFrameHeaderSize;
  qToBigEndian(flagsAndLength(fin, length), out.data() + begin + 4);
}

void SpdyWriter::appendCompressed(QByteArray& out, std::span<const SpdyHeader> headers) {
  if (!m_zlib) {
    auto zlib = std::make_unique<z_stream>();
    const auto dictionary = spdy::dictionary();
    if (deflateInit2(zlib.get(), Z_DEFAULT_COMPRESSION, Z_DEFLATED, kWindowBits, kMemoryLevel, Z_DEFAULT_STRATEGY) !=
            Z_OK ||
        deflateSetDictionary(zlib.get(), dictionary.data(), static_cast<uInt>(dictionary.size())) != Z_OK) {
      qBadAlloc();
    }
    m_zlib = std::move(zlib);
  }
  m_text.resize(0);  // keeps its memory
  appendNumber(m_text, static_cast<quint32>(headers.size()));
  for (const SpdyHeader& header : headers) {
    appendString(m_text, header.name);
    appendString(m_text, header.value);
  }

  m_zlib->next_in = reinterpret_cast<Bytef*>(m_text.data());
  m_zlib->avail_in = static_cast<uInt>(m_text.size());
  // With room left over the flush is complete (zlib.h, deflate()).
  do {
    const qsizetype size = out.size();
    out.resize(size + kDeflateStep);
    m_zlib->next_out = reinterpret_cast<Bytef*>(out.data() + size);
    m_zlib->avail_out = static_cast<uInt>(kDeflateStep);
    deflate(m_zlib.get(), Z_SYNC_FLUSH);
    out.truncate(out.size() - m_zlib->avail_out);
  } while (m_zlib->avail_out == 0);
}

}  // namespace portolan
