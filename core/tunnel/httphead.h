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
  bool operator==(const HttpHeaders&) const = default;

  void append(QByteArray name, QByteArray value) { m_lines.emplaceBack(std::move(name), std::move(value)); }
  [[nodiscard]] bool contains(QByteArrayView name) const;
  /// The value of the first line with this name; empty where there is none.
  [[nodiscard]] QByteArray value(QByteArrayView name) const;
  /// The elements of all lines with this name, split at commas and trimmed; empty ones are left out (RFC 9110 section
  /// 5.6.1).
  [[nodiscard]] QList<QByteArray> list(QByteArrayView name) const;
  /// True if `token` is among list(name), without case.
  [[nodiscard]] bool hasToken(QByteArrayView name, QByteArrayView token) const;
  [[nodiscard]] const QList<std::pair<QByteArray, QByteArray>>& lines() const { return m_lines; }

 private:
  QList<std::pair<QByteArray, QByteArray>> m_lines;
};

struct HttpResponseHead {
  int status = 0;
  int minorVersion = 1;  ///< of HTTP/1.x
  HttpHeaders headers;
  qsizetype size = 0;  ///< bytes of the head, the empty line included

  bool operator==(const HttpResponseHead&) const = default;
};

struct HttpRequestHead {
  QByteArray method;
  QByteArray target;  ///< as sent: path and query
  int minorVersion = 1;
  HttpHeaders headers;
  qsizetype size = 0;

  bool operator==(const HttpRequestHead&) const = default;
};

/// What a head may measure; more is refused before it is buffered.
inline constexpr qsizetype kMaxHttpHead = 64 * 1024;
inline constexpr qsizetype kMaxHttpHeaders = 200;

/// Parses the head of an HTTP/1.1 message (RFC 9112) at the beginning of `bytes`: nothing while it is incomplete, else
/// the head. Strict: lines end with CRLF alone, no folded lines (RFC 9112 section 5.2), no space before the colon, no
/// control characters. What cannot become a head any more is an error at once: ProtocolViolation, with nothing of the
/// bytes in it.
Result<std::optional<HttpResponseHead>> parseHttpResponseHead(QByteArrayView bytes);
Result<std::optional<HttpRequestHead>> parseHttpRequestHead(QByteArrayView bytes);

/// Writes "METHOD target HTTP/1.1" and the headers. Error InvalidArgument where a name or value would break the message
/// (CR, LF, NUL); it names the header and never shows its value.
Result<QByteArray> writeHttpRequest(QByteArrayView method, QByteArrayView target,
                                    const QList<std::pair<QByteArray, QByteArray>>& headers);

/// The body of a response: by Content-Length, chunked, or (responses) until the end of the connection (RFC 9112 section
/// 6.3). Keeps at most `limit` bytes. What can be read in two ways is Bad: lengths that differ, a length beside a
/// transfer coding, chunks that do not end where they say.
class HttpBodyReader {
 public:
  enum class State {
    Incomplete,
    Complete,
    TooLarge,  ///< body() has the first `limit` bytes, and no more is read
    Bad,       ///< body() has what came before
  };

  /// Of the answer to a request that was not HEAD.
  explicit HttpBodyReader(const HttpResponseHead& head, qsizetype limit = 64 * 1024);

  /// Takes bytes as they arrive. Those behind the body are dropped.
  void feed(QByteArrayView bytes);
  /// The connection has ended.
  void end();

  [[nodiscard]] State state() const { return m_state; }
  /// There is no more to come.
  [[nodiscard]] bool isComplete() const { return m_state != State::Incomplete; }
  [[nodiscard]] const QByteArray& body() const { return m_body; }

 private:
  enum class Part { Length, UntilEnd, ChunkSize, ChunkData, ChunkEnd, Trailer };

  qsizetype takeData(QByteArrayView bytes);
  qsizetype takeLine(QByteArrayView bytes);
  void lineEnded();

  qsizetype m_limit;
  State m_state = State::Incomplete;
  Part m_part = Part::UntilEnd;
  qint64 m_remaining = 0;  ///< of the body, or of the chunk
  QByteArray m_line;       ///< of the chunked coding, as far as it has arrived
  qsizetype m_trailerBytes = 0;
  QByteArray m_body;
};

}  // namespace portolan
