#include "core/tunnel/spdyheaderinflater.h"

#include <zlib.h>

#include <QtEndian>
#include <algorithm>

namespace portolan {

namespace {

constexpr qsizetype kFirstChunk = 1024;
/// What the text's buffer may keep between blocks.
constexpr qsizetype kKeptCapacity = 4096;

std::unexpected<Error> violation(const QString& detail) {
  return fail(ErrorCode::ProtocolViolation, Stage::Session, detail);
}

/// Takes length-prefixed strings from the front of a text. Nothing: the text is too short.
class TextReader {
 public:
  explicit TextReader(QByteArrayView text) : m_rest(text) {}
  bool takeNumber(quint32& number) {
    if (m_rest.size() < 4) {
      return false;
    }
    number = qFromBigEndian<quint32>(m_rest.data());
    m_rest = m_rest.sliced(4);
    return true;
  }
  bool takeString(QByteArrayView& string) {
    quint32 size = 0;
    if (!takeNumber(size) || size > static_cast<size_t>(m_rest.size())) {
      return false;
    }
    string = m_rest.first(size);
    m_rest = m_rest.sliced(size);
    return true;
  }
  [[nodiscard]] bool atEnd() const { return m_rest.isEmpty(); }

 private:
  QByteArrayView m_rest;
};

}  // namespace

SpdyHeaderInflater::SpdyHeaderInflater() = default;

SpdyHeaderInflater::~SpdyHeaderInflater() {
  if (m_zlib) {
    inflateEnd(m_zlib.get());
  }
}

Result<void> SpdyHeaderInflater::inflateText(QByteArrayView block) {
  if (!m_zlib) {
    auto zlib = std::make_unique<z_stream>();
    if (inflateInit(zlib.get()) != Z_OK) {
      qBadAlloc();
    }
    m_zlib = std::move(zlib);
  }
  if (m_text.capacity() > kKeptCapacity) {
    m_text = QByteArray();
  }
  m_text.resize(kFirstChunk);
  qsizetype size = 0;

  // zlib does not write to its input; its interface is older than const.
  m_zlib->next_in = reinterpret_cast<Bytef*>(const_cast<char*>(block.data()));
  m_zlib->avail_in = static_cast<uInt>(block.size());
  for (;;) {
    const qsizetype room = m_text.size() - size;
    m_zlib->next_out = reinterpret_cast<Bytef*>(m_text.data() + size);
    m_zlib->avail_out = static_cast<uInt>(room);
    int status = ::inflate(m_zlib.get(), Z_SYNC_FLUSH);
    if (status == Z_NEED_DICT) {
      // Fails if the peer's dictionary is another one: zlib compares the checksums.
      const auto dictionary = spdy::dictionary();
      status = inflateSetDictionary(m_zlib.get(), dictionary.data(), static_cast<uInt>(dictionary.size()));
      if (status != Z_OK) {
        return violation(QStringLiteral("a header block uses another compression dictionary than SPDY/3's"));
      }
      continue;
    }
    size += room - m_zlib->avail_out;
    if (status == Z_STREAM_END) {
      return violation(QStringLiteral("the compression of header blocks was ended"));
    }
    // Z_BUF_ERROR: nothing was left to do.
    if (status != Z_OK && status != Z_BUF_ERROR) {
      return violation(QStringLiteral("a header block cannot be decompressed"));
    }
    if (m_zlib->avail_out > 0) {
      break;  // all of the block was taken, and all that it holds was written
    }
    // One byte more than the limit tells a block of exactly that size from a longer one.
    if (size > spdy::kMaxInflatedHeaders) {
      return violation(QStringLiteral("a header block inflates to more than %1 bytes").arg(spdy::kMaxInflatedHeaders));
    }
    m_text.resize(std::min(2 * m_text.size(), spdy::kMaxInflatedHeaders + 1));
  }
  m_text.truncate(size);
  return {};
}

Result<std::span<const SpdyHeader>> SpdyHeaderInflater::inflate(QByteArrayView block) {
  m_headers.clear();
  if (const auto inflated = inflateText(block); !inflated) {
    return std::unexpected(inflated.error());
  }

  TextReader reader(m_text);
  quint32 count = 0;
  if (!reader.takeNumber(count)) {
    return violation(QStringLiteral("a header block is too short for its count of headers"));
  }
  if (count > spdy::kMaxHeaderCount) {
    return violation(QStringLiteral("a header block says that it holds %1 headers, more than %2")
                         .arg(count)
                         .arg(spdy::kMaxHeaderCount));
  }
  for (quint32 i = 0; i < count; ++i) {
    SpdyHeader header;
    if (!reader.takeString(header.name) || !reader.takeString(header.value)) {
      return violation(QStringLiteral("a header block is shorter than its %1 headers").arg(count));
    }
    if (header.name.isEmpty()) {
      return violation(QStringLiteral("a header has no name"));
    }
    if (std::ranges::any_of(header.name, [](char c) { return c >= 'A' && c <= 'Z'; })) {
      return violation(QStringLiteral("the header name \"%1\" is not in lower case")
                           .arg(oneLine(QString::fromUtf8(header.name), 64)));
    }
    m_headers.push_back(header);
  }
  if (!reader.atEnd()) {
    return violation(QStringLiteral("a header block is longer than its %1 headers").arg(count));
  }
  return std::span<const SpdyHeader>(m_headers);
}

}  // namespace portolan
