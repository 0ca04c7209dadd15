#include "core/tunnel/httphead.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace portolan {

namespace {

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
bool isFieldValue(QByteArrayView text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte >= 0x20 && byte != 0x7f) || byte == '\t';
  });
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
    if (bytes.size() >= kMaxHttpHead) {
      return violation(u"the head is longer than %1 KiB"_s.arg(kMaxHttpHead / 1024));
    }
    return std::optional<Head>();
  }
  Head head;
  head.size = end + 4;
  QByteArrayView rest = scanned.first(end);
  bool first = true;
  while (first || !rest.isEmpty()) {
    qsizetype lineEnd = rest.indexOf("\r\n");
    const QByteArrayView line = lineEnd < 0 ? rest : rest.first(lineEnd);
    rest = lineEnd < 0 ? QByteArrayView() : rest.sliced(lineEnd + 2);
    if (!isFieldValue(line)) {
      return violation(u"a control character in the head"_s);
    }
    if (first) {
      head.startLine = line;
      first = false;
      continue;
    }
    const qsizetype colon = line.indexOf(':');
    if (colon <= 0 || !isToken(line.first(colon))) {
      return violation(u"a header line without a name"_s);
    }
    if (head.headers.lines().size() >= kMaxHttpHeaders) {
      return violation(u"more than %1 header lines"_s.arg(kMaxHttpHeaders));
    }
    head.headers.append(line.first(colon).toByteArray(), line.sliced(colon + 1).trimmed().toByteArray());
  }
  return head;
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
  // HTTP/1.x SP 3DIGIT [SP reason]
  const QByteArrayView line = (*parsed)->startLine;
  bool isNumber = false;
  const int status = line.size() >= 12 ? line.sliced(9, 3).toInt(&isNumber) : 0;
  if (!isNumber || line[8] != ' ' || (line.size() > 12 && line[12] != ' ') || status < 100) {
    return violation(u"a broken status line"_s);
  }
  return HttpResponseHead{status, (*parsed)->headers, (*parsed)->size};
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
  if (words.size() != 3 || !isToken(words[0]) || words[1].isEmpty() ||
      (words[2] != "HTTP/1.1" && words[2] != "HTTP/1.0")) {
    return violation(u"a broken request line"_s);
  }
  return HttpRequestHead{words[0], words[1], (*parsed)->headers, (*parsed)->size};
}

Result<QByteArray> writeHttpRequest(QByteArrayView method, QByteArrayView target,
                                    const QList<std::pair<QByteArray, QByteArray>>& headers) {
  const auto isTarget = [](QByteArrayView text) {
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](char c) { return c > 0x20 && c < 0x7f; });
  };
  if (!isToken(method) || !isTarget(target)) {
    return fail(ErrorCode::InvalidArgument, Stage::Session, u"the request's path cannot be sent"_s);
  }
  QByteArray request;
  request.append(method).append(' ').append(target).append(" HTTP/1.1\r\n");
  for (const auto& [name, value] : headers) {
    if (!isToken(name) || !isFieldValue(value)) {
      return fail(ErrorCode::InvalidArgument, Stage::Session,
                  u"the header %1 cannot be sent: it contains control characters"_s.arg(QString::fromLatin1(name)),
                  u"Check the credentials in the kubeconfig."_s);
    }
    request.append(name).append(": ").append(value).append("\r\n");
  }
  return request.append("\r\n");
}

HttpBodyReader::HttpBodyReader(const HttpResponseHead& head, qsizetype limit) : m_limit(limit) {
  if (head.headers.hasToken("Transfer-Encoding", "chunked")) {
    m_state = State::ChunkSize;
  } else if (head.headers.contains("Content-Length")) {
    bool isNumber = false;
    m_remaining = head.headers.value("Content-Length").toLongLong(&isNumber);
    m_state = isNumber && m_remaining > 0 ? State::Length : State::Done;
  }
}

void HttpBodyReader::keep(QByteArrayView bytes) {
  m_body.append(bytes.first(std::min(bytes.size(), m_limit - m_body.size())));
  if (m_body.size() == m_limit) {
    m_state = State::Done;
  }
}

void HttpBodyReader::feed(QByteArrayView bytes) {
  constexpr qsizetype kMaxLine = 256;
  while (!bytes.isEmpty() && m_state != State::Done) {
    switch (m_state) {
      case State::UntilEnd:
        keep(bytes);
        return;
      case State::Length:
      case State::ChunkData: {
        const qsizetype size = qsizetype(std::min<qint64>(bytes.size(), m_remaining));
        m_remaining -= size;
        const State next = m_state == State::Length ? State::Done : State::ChunkEnd;
        if (m_remaining == 0) {
          m_state = next;
        }
        keep(bytes.first(size));
        bytes = bytes.sliced(size);
        break;
      }
      case State::ChunkSize:
      case State::ChunkEnd: {
        const qsizetype lineEnd = bytes.indexOf('\n');
        m_line.append(lineEnd < 0 ? bytes : bytes.first(lineEnd + 1));
        bytes = lineEnd < 0 ? QByteArrayView() : bytes.sliced(lineEnd + 1);
        if (m_line.size() > kMaxLine) {
          m_state = State::Done;
        } else if (lineEnd >= 0) {
          const QByteArray line = std::exchange(m_line, {}).trimmed();
          if (m_state == State::ChunkEnd) {
            m_state = State::ChunkSize;
          } else {
            bool isNumber = false;
            m_remaining = line.first(std::max<qsizetype>(line.indexOf(';'), -1) < 0 ? line.size() : line.indexOf(';'))
                              .toLongLong(&isNumber, 16);
            m_state = isNumber && m_remaining > 0 ? State::ChunkData : State::Done;
          }
        }
        break;
      }
      case State::Done:
        return;
    }
  }
}

}  // namespace portolan
