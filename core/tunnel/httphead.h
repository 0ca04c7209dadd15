#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>
#include <optional>
#include <utility>

#include "core/base/result.h"

namespace portolan {

/// The header lines of a message, in their order. Names compare without case (RFC 9110 section 5.1).
class HttpHeaders {
 public:
  void append(QByteArray name, QByteArray value) { m_lines.emplaceBack(std::move(name), std::move(value)); }
  [[nodiscard]] bool contains(QByteArrayView name) const;
  /// The value of the first line with this name; empty where there is none.
  [[nodiscard]] QByteArray value(QByteArrayView name) const;
  /// The elements of all lines with this name, split at commas and trimmed (RFC 9110 section 5.6.1).
  [[nodiscard]] QList<QByteArray> list(QByteArrayView name) const;
  /// True if `token` is among list(name), without case.
  [[nodiscard]] bool hasToken(QByteArrayView name, QByteArrayView token) const;
  [[nodiscard]] const QList<std::pair<QByteArray, QByteArray>>& lines() const { return m_lines; }

 private:
  QList<std::pair<QByteArray, QByteArray>> m_lines;
};

struct HttpResponseHead {
  int status = 0;
  HttpHeaders headers;
  qsizetype size = 0;  ///< bytes of the head, the empty line included
};

struct HttpRequestHead {
  QByteArray method;
  QByteArray target;  ///< as sent: path and query
  HttpHeaders headers;
  qsizetype size = 0;
};

/// What a head may measure; more is refused before it is buffered.
inline constexpr qsizetype kMaxHttpHead = 64 * 1024;
inline constexpr qsizetype kMaxHttpHeaders = 200;

/// Parses the head of an HTTP/1.1 message (RFC 9112) at the beginning of `bytes`: nothing while it is incomplete, else
/// the head. Strict: lines end with CRLF, no folded lines, no space before the colon, no control characters. Error:
/// ProtocolViolation.
Result<std::optional<HttpResponseHead>> parseHttpResponseHead(QByteArrayView bytes);
Result<std::optional<HttpRequestHead>> parseHttpRequestHead(QByteArrayView bytes);

/// Writes "METHOD target HTTP/1.1" and the headers. Error InvalidArgument where a name or value would break the message
/// (CR, LF, NUL).
Result<QByteArray> writeHttpRequest(QByteArrayView method, QByteArrayView target,
                                    const QList<std::pair<QByteArray, QByteArray>>& headers);

/// The body of a response, as far as it is wanted: by Content-Length, chunked, or until the end of the connection (RFC
/// 9112 section 6.3). Keeps at most `limit` bytes and drops the rest.
class HttpBodyReader {
 public:
  explicit HttpBodyReader(const HttpResponseHead& head, qsizetype limit = 64 * 1024);
  /// Takes all of `bytes`.
  void feed(QByteArrayView bytes);
  /// The whole body is here, or cannot be understood any further, or the limit is reached. A body that lasts until the
  /// end of the connection is never complete.
  [[nodiscard]] bool isComplete() const { return m_state == State::Done; }
  [[nodiscard]] const QByteArray& body() const { return m_body; }

 private:
  enum class State { Length, UntilEnd, ChunkSize, ChunkData, ChunkEnd, Done };
  void keep(QByteArrayView bytes);

  State m_state = State::UntilEnd;
  qsizetype m_limit;
  qint64 m_remaining = 0;
  QByteArray m_line;
  QByteArray m_body;
};

}  // namespace portolan
