#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <memory>
#include <span>
#include <vector>

#include "core/base/result.h"
#include "core/tunnel/spdyframes.h"

struct z_stream_s;

namespace portolan {

/// Reads the header blocks of one direction of a connection (PROTOCOL 2.2). They share one zlib stream: every block
/// must be given to inflate(), in order, also one whose stream nobody knows any more.
class SpdyHeaderInflater {
 public:
  SpdyHeaderInflater();
  ~SpdyHeaderInflater();
  SpdyHeaderInflater(const SpdyHeaderInflater&) = delete;
  SpdyHeaderInflater& operator=(const SpdyHeaderInflater&) = delete;

  /// The headers of one block; the views are valid until the next call. After an error the context is unusable.
  /// Errors: ProtocolViolation.
  [[nodiscard]] Result<std::span<const SpdyHeader>> inflate(QByteArrayView block);

 private:
  /// Fills m_text.
  [[nodiscard]] Result<void> inflateText(QByteArrayView block);

  std::unique_ptr<z_stream_s> m_zlib;  ///< made by the first block
  QByteArray m_text;
  std::vector<SpdyHeader> m_headers;
};

}  // namespace portolan
