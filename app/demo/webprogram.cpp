#include "app/demo/webprogram.h"

#include <QDateTime>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace portolan::demo {

namespace {
constexpr qsizetype kMaxHead = 16 * 1024;
constexpr qint64 kMaxBody = 1024 * 1024;
constexpr int kSlowLines = 10;
constexpr std::chrono::milliseconds kSlowPause{1000};

const char* reasonOf(int status) {
  switch (status) {
    case 200:
      return "OK";
    case 303:
      return "See Other";
    case 400:
      return "Bad Request";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    default:
      return "Error";
  }
}
}  // namespace

struct WebProgram::Request {
  QByteArray method;
  QByteArray path;
};

void WebProgram::work(ProgramIo& io) {
  bool goesOn = true;
  while (goesOn) {
    switch (m_state) {
      case State::Head:
        goesOn = readHead(io);
        break;
      case State::Body:
        goesOn = skipBody(io);
        break;
      case State::Text:
      case State::Bytes:
      case State::Slow:
        goesOn = writeAnswer(io);
        break;
    }
  }
}

bool WebProgram::readHead(ProgramIo& io) {
  const QByteArrayView input = io.input();
  const qsizetype end = input.indexOf("\r\n\r\n");
  if (end > kMaxHead || (end < 0 && input.size() > kMaxHead)) {
    io.reset();
    return false;
  }
  if (end < 0) {
    if (io.inputEnded()) {
      io.close();
    }
    return false;
  }
  const auto lines = input.first(end).toByteArray().split('\n');
  io.consume(end + 4);

  const auto words = lines.first().trimmed().split(' ');
  Request request{words.value(0), words.value(1).split('?').first()};
  m_keepAlive = words.value(2) == "HTTP/1.1";
  m_isHead = request.method == "HEAD";
  m_bodySize = 0;
  for (const QByteArray& line : lines.sliced(1)) {
    const qsizetype colon = line.indexOf(':');
    const QByteArray name = line.first(std::max<qsizetype>(colon, 0)).trimmed().toLower();
    const QByteArray value = line.mid(colon + 1).trimmed().toLower();
    if (name == "connection") {
      m_keepAlive = value.contains("keep-alive") || (m_keepAlive && !value.contains("close"));
    } else if (name == "content-length") {
      m_bodySize = value.toLongLong();
    }
  }
  if (m_bodySize < 0 || m_bodySize > kMaxBody) {
    io.reset();
    return false;
  }
  answer(request);
  m_after = std::exchange(m_state, State::Body);
  return true;
}

bool WebProgram::skipBody(ProgramIo& io) {
  const qint64 size = std::min<qint64>(m_bodySize, io.input().size());
  io.consume(size);
  m_bodySize -= size;
  if (m_bodySize > 0) {
    if (io.inputEnded()) {
      io.close();
    }
    return false;
  }
  m_state = m_after;
  return true;
}

void WebProgram::answer(const Request& request) {
  m_state = State::Text;
  if (request.path == "/delete") {
    if (request.method != "POST") {
      answerText(405, "text/plain", "POST deletes this pod\n", "Allow: POST\r\n");
      return;
    }
    // The answer is the last that this pod gives on this connection; the next request goes to its replacement.
    m_keepAlive = false;
    m_deletePod = true;
    answerText(303, "text/plain", "deleted pod " + m_pod.name.toUtf8() + "\n", "Location: /\r\n");
    return;
  }
  if (request.method != "GET" && request.method != "HEAD") {
    answerText(405, "text/plain", "GET or HEAD only\n", "Allow: GET, HEAD\r\n");
    return;
  }
  if (request.path == "/") {
    answerText(200, "text/html; charset=utf-8", page());
  } else if (request.path == "/name") {
    answerText(200, "text/plain", m_pod.name.toUtf8() + '\n');
  } else if (request.path == "/healthz") {
    answerText(200, "text/plain", "ok");
  } else if (request.path.startsWith("/bytes/")) {
    bool isNumber = false;
    m_bytesSize = request.path.sliced(7).toLongLong(&isNumber);
    m_bytesSent = 0;
    if (!isNumber || m_bytesSize < 0) {
      answerText(400, "text/plain", "/bytes/N sends N bytes\n");
      return;
    }
    answerText(200, "application/octet-stream", {}, "Content-Length: " + QByteArray::number(m_bytesSize) + "\r\n");
    m_state = m_isHead ? State::Text : State::Bytes;
  } else if (request.path == "/slow") {
    m_slowLines = 0;
    m_nextLine = std::chrono::steady_clock::now();
    answerText(200, "text/plain", {}, "Transfer-Encoding: chunked\r\n");
    m_state = m_isHead ? State::Text : State::Slow;
  } else {
    answerText(404, "text/plain", "there is /, /name, /healthz, /bytes/N and /slow\n");
  }
}

void WebProgram::answerText(int status, const char* type, const QByteArray& body, const QByteArray& headers) {
  m_text = "HTTP/1.1 " + QByteArray::number(status) + ' ' + reasonOf(status) + "\r\nContent-Type: " + type + "\r\n" +
           headers;
  if (!headers.startsWith("Content-Length") && !headers.startsWith("Transfer-Encoding")) {
    m_text += "Content-Length: " + QByteArray::number(body.size()) + "\r\n";
  }
  m_text += m_keepAlive ? "\r\n" : "Connection: close\r\n\r\n";
  if (!m_isHead) {
    m_text += body;
  }
}

bool WebProgram::writeAnswer(ProgramIo& io) {
  while (!m_text.isEmpty()) {
    const qsizetype size = std::min(io.room(), m_text.size());
    if (size == 0) {
      return false;
    }
    io.write(QByteArrayView(m_text).first(size));
    m_text.remove(0, size);
  }
  if (m_state == State::Bytes) {
    while (const qsizetype size = std::min<qint64>(io.room(), m_bytesSize - m_bytesSent)) {
      io.write(demoBytes(m_bytesSent, size));
      m_bytesSent += size;
    }
    if (m_bytesSent < m_bytesSize) {
      return false;
    }
  }
  if (m_state == State::Slow && m_slowLines <= kSlowLines) {
    const auto wait = std::chrono::ceil<std::chrono::milliseconds>(m_nextLine - std::chrono::steady_clock::now());
    if (wait > std::chrono::milliseconds(0)) {
      io.wakeAfter(wait);
      return false;
    }
    ++m_slowLines;
    m_nextLine += kSlowPause;
    if (m_slowLines <= kSlowLines) {
      const QByteArray line = QByteArray::number(m_slowLines) + " of " + QByteArray::number(kSlowLines) + '\n';
      m_text = QByteArray::number(line.size(), 16) + "\r\n" + line + "\r\n";
    } else {
      m_text = "0\r\n\r\n";
    }
    return true;
  }
  finishAnswer(io);
  return m_keepAlive;
}

void WebProgram::finishAnswer(ProgramIo& io) {
  m_state = State::Head;
  if (!m_keepAlive) {
    io.close();
  }
  if (std::exchange(m_deletePod, false) && m_pod.deletePod) {
    m_pod.deletePod();
  }
}

QByteArray WebProgram::page() const {
  return u"<!doctype html>\n"
         "<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\n"
         "<title>%1</title>\n"
         "<style>\n"
         ":root { color-scheme: light dark }\n"
         "body { font: 16px/1.5 system-ui, sans-serif; max-width: 36rem; margin: 12vh auto; padding: 0 1.5rem }\n"
         "h1 { font-size: 1.6rem; margin-bottom: .2rem } p { margin: .6rem 0 }\n"
         "code { font-family: ui-monospace, monospace } .quiet { opacity: .7 }\n"
         "button { font: inherit; padding: .4rem .9rem; cursor: pointer }\n"
         "</style></head><body>\n"
         "<h1><code>%1</code></h1>\n"
         "<p class=\"quiet\">pod in namespace <code>%2</code>, address <code>%3</code>, %4 UTC</p>\n"
         "<p>You reached this page through a port forward: your browser speaks to a local port, Portolan carries the "
         "bytes through the API server, and this pod answers.</p>\n"
         "<p><a href=\"/bytes/10485760\">Download 10 MiB</a> · <a href=\"/slow\">a slow answer</a> · "
         "<a href=\"/healthz\">health</a></p>\n"
         "<form method=\"post\" action=\"/delete\"><button>Delete this pod</button></form>\n"
         "<p class=\"quiet\">Its deployment makes a new one, and the same address leads there.</p>\n"
         "</body></html>\n"_s
             .arg(m_pod.name.toHtmlEscaped(), m_pod.ns.toHtmlEscaped(), m_pod.address.toHtmlEscaped(),
                  QDateTime::currentDateTimeUtc().toString(u"yyyy-MM-dd hh:mm:ss"_s))
             .toUtf8();
}

}  // namespace portolan::demo
