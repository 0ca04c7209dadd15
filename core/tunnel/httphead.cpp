#include "core/tunnel/httphead.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace portolan {

namespace {

/// A chunk's size and its extensions, or a line of the trailer.
constexpr qsizetype kMaxChunkLine = 1024;
constexpr qsizetype kMaxTrailer = 8 * 1024;

std::unexpected<Error> violation(const QString& detail) {
  return fail(ErrorCode::ProtocolViolation, Stage::Session, u"HTTP: "_s + detail);
}

bool isTokenChar(char c) {
  static constexpr QByteArrayView kOthers = "!#$%&'*+-.^_`|~";
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || kOthers.contains(c);
}

bool isToken(QByteArrayView text) {
  return !text.isEmpty() && std::all_of(text.begin(), text.end(), isTokenChar);
}

/// Visible characters, space, tab and bytes above ASCII: what RFC 9110 section 5.5 leaves of a field's value.
bool isFieldChar(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte >= 0x20 && byte != 0x7f) || byte == '\t';
}

bool isFieldValue(QByteArrayView text) {
  return std::all_of(text.begin(), text.end(), isFieldChar);
}

bool isTarget(QByteArrayView text) {
  return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](char c) { return c > 0x20 && c < 0x7f; });
}

bool isDigit(char c) {
  return c >= '0' && c <= '9';
}

bool isHexDigit(char c) {
  return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/// Digits alone: toLongLong would take signs, blanks and prefixes, too.
std::optional<qint64> number(QByteArrayView text, int base) {
  constexpr qsizetype kMostDigits = 15;
  if (text.isEmpty() || text.size() > kMostDigits ||
      !std::all_of(text.begin(), text.end(), base == 16 ? isHexDigit : isDigit)) {
    return {};
  }
  return text.toLongLong(nullptr, base);
}

/// The version's last digit, if this is "HTTP/1.0" or another HTTP/1.x.
std::optional<int> minorVersion(QByteArrayView text) {
  if (text.size() != 8 || !text.startsWith("HTTP/1.") || !isDigit(text[7])) {
    return {};
  }
  return text[7] - '0';
}

/// Whether more bytes can still make a head of these: every line that has ended has ended with CRLF.
bool canBecomeHead(QByteArrayView bytes) {
  for (qsizetype i = 0; i < bytes.size(); ++i) {
    const char c = bytes[i];
    if (c == '\r') {
      if (i + 1 < bytes.size() && bytes[i + 1] != '\n') {
        return false;
      }
    } else if (c == '\n') {
      if (i == 0 || bytes[i - 1] != '\r') {
        return false;
      }
    } else if (!isFieldChar(c)) {
      return false;
    }
  }
  return true;
}

struct Head {
  QByteArrayView startLine;
  HttpHeaders headers;
  qsizetype size = 0;
};

Result<std::optional<Head>> parseHead(QByteArrayView bytes) {
  const QByteArrayView scanned = bytes.first(std::min(bytes.size(), kMaxHttpHead));
  const qsizetype end = scanned.indexOf("\r\n\r\n");
  if (end < 0) {
    if (!canBecomeHead(scanned)) {
      return violation(u"a control character in the head, or a line that does not end with CRLF"_s);
    }
    if (bytes.size() >= kMaxHttpHead) {
      return violation(u"the head is longer than %1 KiB"_s.arg(kMaxHttpHead / 1024));
    }
    return std::optional<Head>();
  }
  Head head;
  head.size = end + 4;
  QByteArrayView rest = scanned.first(end + 2);
  while (!rest.isEmpty()) {
    const qsizetype lineEnd = rest.indexOf("\r\n");
    const QByteArrayView line = rest.first(lineEnd);
    rest = rest.sliced(lineEnd + 2);
    if (!isFieldValue(line)) {
      return violation(u"a control character in the head, or a line that does not end with CRLF"_s);
    }
    if (head.startLine.isNull()) {
      head.startLine = line;
      continue;
    }
    const qsizetype colon = line.indexOf(':');
    if (colon < 0 || !isToken(line.first(colon))) {
      return violation(u"a header line without a proper name"_s);
    }
    if (head.headers.lines().size() >= kMaxHttpHeaders) {
      return violation(u"more than %1 header lines"_s.arg(kMaxHttpHeaders));
    }
    head.headers.append(line.first(colon).toByteArray(), line.sliced(colon + 1).trimmed().toByteArray());
  }
  return head;
}

Result<void> appendHeaders(QByteArray& message, const QList<std::pair<QByteArray, QByteArray>>& headers) {
  for (const auto& [name, value] : headers) {
    if (!isToken(name)) {
      return fail(ErrorCode::InvalidArgument, Stage::Session, u"a header's name is not allowed in HTTP"_s);
    }
    if (!isFieldValue(value)) {
      return fail(ErrorCode::InvalidArgument, Stage::Session,
                  u"the header %1 cannot be sent: its value has a line break or another control character"_s.arg(
                      QString::fromLatin1(name)),
                  u"Check the credentials in the kubeconfig."_s);
    }
    message.append(name).append(": ").append(value).append("\r\n");
  }
  message.append("\r\n");
  return {};
}

}  // namespace

bool HttpHeaders::contains(QByteArrayView name) const {
  return std::any_of(m_lines.begin(), m_lines.end(),
                     [name](const auto& line) { return name.compare(line.first, Qt::CaseInsensitive) == 0; });
}

QByteArray HttpHeaders::value(QByteArrayView name) const {
  for (const auto& [lineName, value] : m_lines) {
    if (name.compare(lineName, Qt::CaseInsensitive) == 0) {
      return value;
    }
  }
  return {};
}

QList<QByteArray> HttpHeaders::list(QByteArrayView name) const {
  QList<QByteArray> elements;
  for (const auto& [lineName, value] : m_lines) {
    if (name.compare(lineName, Qt::CaseInsensitive) == 0) {
      for (const QByteArray& element : value.split(',')) {
        if (const QByteArray trimmed = element.trimmed(); !trimmed.isEmpty()) {
          elements += trimmed;
        }
      }
    }
  }
  return elements;
}

bool HttpHeaders::hasToken(QByteArrayView name, QByteArrayView token) const {
  const auto elements = list(name);
  return std::any_of(elements.begin(), elements.end(),
                     [token](const QByteArray& element) { return token.compare(element, Qt::CaseInsensitive) == 0; });
}

Result<std::optional<HttpResponseHead>> parseHttpResponseHead(QByteArrayView bytes) {
  // What does not begin like HTTP never will: say so before waiting for an empty line.
  static constexpr QByteArrayView kBegin = "HTTP/1.";
  const qsizetype known = std::min(bytes.size(), kBegin.size());
  if (bytes.first(known) != kBegin.first(known)) {
    return violation(u"the answer is no HTTP/1.1"_s);
  }
  const auto parsed = parseHead(bytes);
  if (!parsed) {
    return std::unexpected(parsed.error());
  }
  if (!*parsed) {
    return std::optional<HttpResponseHead>();
  }
  // HTTP/1.x SP 3DIGIT [SP reason]; some servers leave the last blank out with the reason (RFC 9112 section 4).
  const QByteArrayView line = (*parsed)->startLine;
  const auto version = line.size() >= 12 ? minorVersion(line.first(8)) : std::nullopt;
  const auto status = version ? number(line.sliced(9, 3), 10) : std::nullopt;
  if (!status || line[8] != ' ' || (line.size() > 12 && line[12] != ' ') || *status < 100 || *status > 599) {
    return violation(u"a broken status line"_s);
  }
  return HttpResponseHead{.status = static_cast<int>(*status),
                          .minorVersion = *version,
                          .headers = (*parsed)->headers,
                          .size = (*parsed)->size};
}

Result<std::optional<HttpRequestHead>> parseHttpRequestHead(QByteArrayView bytes) {
  const auto parsed = parseHead(bytes);
  if (!parsed) {
    return std::unexpected(parsed.error());
  }
  if (!*parsed) {
    return std::optional<HttpRequestHead>();
  }
  const QList<QByteArray> words = (*parsed)->startLine.toByteArray().split(' ');
  const auto version = words.size() == 3 ? minorVersion(words[2]) : std::nullopt;
  if (!version || !isToken(words[0]) || !isTarget(words[1])) {
    return violation(u"a broken request line"_s);
  }
  return HttpRequestHead{.method = words[0],
                         .target = words[1],
                         .minorVersion = *version,
                         .headers = (*parsed)->headers,
                         .size = (*parsed)->size};
}

Result<QByteArray> writeHttpRequest(QByteArrayView method, QByteArrayView target,
                                    const QList<std::pair<QByteArray, QByteArray>>& headers) {
  if (!isToken(method) || !isTarget(target)) {
    return fail(ErrorCode::InvalidArgument, Stage::Session, u"the request's path cannot be sent"_s);
  }
  QByteArray request;
  request.append(method).append(' ').append(target).append(" HTTP/1.1\r\n");
  if (const auto appended = appendHeaders(request, headers); !appended) {
    return std::unexpected(appended.error());
  }
  return request;
}

// ---- Bodies ----

HttpBodyReader::HttpBodyReader(const HttpResponseHead& head, qsizetype limit) : m_limit(limit) {
  const QList<QByteArray> lengths = head.headers.list("Content-Length");
  if (head.status < 200 || head.status == 204 || head.status == 304) {
    m_state = State::Complete;  // never a body, whatever the headers say (RFC 9112 section 6.3)
  } else if (head.headers.contains("Transfer-Encoding")) {
    m_part = Part::ChunkSize;
    if (head.headers.list("Transfer-Encoding").size() != 1 || !head.headers.hasToken("Transfer-Encoding", "chunked") ||
        head.headers.contains("Content-Length")) {
      m_state = State::Bad;
    }
  } else if (head.headers.contains("Content-Length")) {
    // The same length several times is allowed, different ones are not (RFC 9110 section 8.6).
    const auto length = lengths.isEmpty() ? std::nullopt : number(lengths.first(), 10);
    if (!length || lengths.count(lengths.first()) != lengths.size()) {
      m_state = State::Bad;
      return;
    }
    m_part = Part::Length;
    m_remaining = *length;
    m_state = *length == 0 ? State::Complete : State::Incomplete;
  }
}

void HttpBodyReader::feed(QByteArrayView bytes) {
  while (!bytes.isEmpty() && m_state == State::Incomplete) {
    switch (m_part) {
      case Part::Length:
      case Part::UntilEnd:
      case Part::ChunkData:
        bytes = bytes.sliced(takeData(bytes));
        break;
      case Part::ChunkSize:
      case Part::ChunkEnd:
      case Part::Trailer:
        bytes = bytes.sliced(takeLine(bytes));
        break;
    }
  }
}

qsizetype HttpBodyReader::takeData(QByteArrayView bytes) {
  qsizetype size = bytes.size();
  if (m_part != Part::UntilEnd) {
    size = static_cast<qsizetype>(std::min<qint64>(size, m_remaining));
  }
  if (size > m_limit - m_body.size()) {
    size = m_limit - m_body.size();
    m_body.append(bytes.first(size));
    m_state = State::TooLarge;
    return size;
  }
  m_body.append(bytes.first(size));
  m_remaining -= size;
  if (m_part != Part::UntilEnd && m_remaining == 0) {
    if (m_part == Part::Length) {
      m_state = State::Complete;
    } else {
      m_part = Part::ChunkEnd;
    }
  }
  return size;
}

/// Up to the next LF; the line is looked at when it has ended.
qsizetype HttpBodyReader::takeLine(QByteArrayView bytes) {
  const qsizetype lineEnd = bytes.indexOf('\n');
  const qsizetype size = lineEnd < 0 ? bytes.size() : lineEnd + 1;
  if (m_line.size() + size > kMaxChunkLine) {
    m_state = State::Bad;
    return size;
  }
  m_line.append(bytes.first(size));
  if (lineEnd >= 0) {
    lineEnded();
    m_line.resize(0);
  }
  return size;
}

void HttpBodyReader::lineEnded() {
  if (!m_line.endsWith("\r\n") || !isFieldValue(QByteArrayView(m_line).chopped(2))) {
    m_state = State::Bad;
    return;
  }
  const QByteArrayView line = QByteArrayView(m_line).chopped(2);
  if (m_part == Part::ChunkSize) {
    // Extensions mean nothing to us (RFC 9112 section 7.1.1).
    const qsizetype extension = line.indexOf(';');
    const auto size = number((extension < 0 ? line : line.first(extension)).trimmed(), 16);
    if (!size) {
      m_state = State::Bad;
    } else {
      m_remaining = *size;
      m_part = *size == 0 ? Part::Trailer : Part::ChunkData;
    }
  } else if (m_part == Part::ChunkEnd) {
    if (line.isEmpty()) {
      m_part = Part::ChunkSize;
    } else {
      m_state = State::Bad;
    }
  } else {
    m_trailerBytes += m_line.size();
    if (line.isEmpty()) {
      m_state = State::Complete;
    } else if (m_trailerBytes > kMaxTrailer) {
      m_state = State::Bad;
    }
  }
}

void HttpBodyReader::end() {
  if (m_state == State::Incomplete) {
    m_state = m_part == Part::UntilEnd ? State::Complete : State::Bad;
  }
}

}  // namespace portolan
