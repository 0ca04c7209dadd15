#include <QtEndian>
#include <algorithm>
#include <cstdint>

#include "core/tunnel/spdyparser.h"
#include "core/tunnel/spdywriter.h"

// The first byte says how the rest is used: as it is; behind real frames, whose header blocks have set up the context;
// or as the inflated text of a header block. What a parser finds must not depend on how the bytes were split, and must
// keep the limits that it promises.

using namespace portolan;

namespace {

void require(bool holds) {
  if (!holds) {
    __builtin_trap();
  }
}

/// Remembers the frames as bytes, pieces of data put together.
class Collector final : public SpdyFrameHandler {
 public:
  QByteArray frames;
  qint64 dataBytes = 0;

  void synStreamReceived(quint32 streamId, std::span<const SpdyHeader> headers, bool fin) override {
    addHeaders('S', streamId, headers, fin);
  }
  void synReplyReceived(quint32 streamId, std::span<const SpdyHeader> headers, bool fin) override {
    addHeaders('R', streamId, headers, fin);
  }
  void headersReceived(quint32 streamId, std::span<const SpdyHeader> headers, bool fin) override {
    addHeaders('H', streamId, headers, fin);
  }
  void dataReceived(quint32 streamId, QByteArrayView piece, bool fin) override {
    require(streamId > 0 && streamId <= spdy::kMaxStreamId);
    require(fin || !piece.isEmpty());
    for (const char c : piece) {
      add('D', streamId);
      frames += c;
    }
    dataBytes += piece.size();
    if (fin) {
      add('F', streamId);
    }
  }
  void rstStreamReceived(quint32 streamId, quint32 status) override {
    require(status != 0);
    add('X', streamId);
    add('=', status);
  }
  void pingReceived(quint32 id) override {
    require(id != 0);
    add('P', id);
  }
  void goAwayReceived(quint32 lastGoodStreamId, quint32 status) override {
    add('G', lastGoodStreamId);
    add('=', status);
  }

 private:
  void add(char kind, quint32 number) {
    frames += kind;
    frames.append(reinterpret_cast<const char*>(&number), sizeof(number));
  }
  void addHeaders(char kind, quint32 streamId, std::span<const SpdyHeader> headers, bool fin) {
    require(streamId > 0 && streamId <= spdy::kMaxStreamId);
    require(headers.size() <= spdy::kMaxHeaderCount);
    add(kind, streamId);
    frames += fin ? '1' : '0';
    qsizetype total = 0;
    for (const SpdyHeader& header : headers) {
      require(!header.name.isEmpty());
      require(std::ranges::none_of(header.name, [](char c) { return c >= 'A' && c <= 'Z'; }));
      total += header.name.size() + header.value.size();
      frames.append(header.name);
      frames += ':';
      frames.append(header.value);
      frames += '\n';
    }
    require(total <= spdy::kMaxInflatedHeaders);
  }
};

QByteArray realFrames() {
  QByteArray bytes;
  SpdyWriter writer;
  writer.synStream(bytes, 1, std::array{SpdyHeader{"streamtype", "error"}, SpdyHeader{"port", "80"}});
  writer.synStream(bytes, 3, std::array{SpdyHeader{"streamtype", "data"}, SpdyHeader{"port", "80"}});
  return bytes;
}

QByteArray blockOf(const QByteArray& text) {
  // A zlib stream with SPDY's dictionary and one stored block.
  const QByteArray stored = text.first(std::min<qsizetype>(text.size(), 0xffff));
  const auto size = static_cast<quint16>(stored.size());
  QByteArray block = QByteArray::fromHex("78f9e3c6a7c200");
  for (const quint16 number : {size, static_cast<quint16>(~size)}) {
    block += static_cast<char>(number & 0xff);
    block += static_cast<char>(number >> 8);
  }
  block += stored;
  QByteArray frame = QByteArray::fromHex("80030002");
  const quint32 length = qToBigEndian(static_cast<quint32>(4 + block.size()));
  frame.append(reinterpret_cast<const char*>(&length), sizeof(length));
  return frame + QByteArray::fromHex("00000001") + block;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) {
    return 0;
  }
  QByteArray bytes(reinterpret_cast<const char*>(data + 2), static_cast<qsizetype>(size - 2));
  if (data[0] % 3 == 1) {
    bytes = realFrames() + bytes;
  } else if (data[0] % 3 == 2) {
    bytes = blockOf(bytes);
  }

  Collector whole;
  SpdyParser wholeParser(whole);
  const auto wholeResult = wholeParser.parse(bytes);

  Collector split;
  SpdyParser splitParser(split);
  Result<void> splitResult;
  const qsizetype step = 1 + data[1] % 64;
  for (qsizetype i = 0; i < bytes.size(); i += step) {
    // A copy of its own, so that the sanitizer sees a read beyond its end.
    splitResult = splitParser.parse(bytes.mid(i, step));
  }
  require(whole.frames == split.frames);
  require(wholeResult == splitResult);
  require(whole.dataBytes <= bytes.size());
  return 0;
}
