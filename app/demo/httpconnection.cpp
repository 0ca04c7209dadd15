#include "app/demo/httpconnection.h"

#include <QDateTime>
#include <QLocale>

#include "app/demo/cutting.h"

using namespace Qt::StringLiterals;

namespace portolan::demo {

namespace {

// As long as a kube-apiserver's.
constexpr std::chrono::seconds kIdle(90);

QByteArray reasonOf(int status) {
  switch (status) {
    case 101:
      return "Switching Protocols";
    case 200:
      return "OK";
    case 307:
      return "Temporary Redirect";
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 410:
      return "Gone";
    case 413:
      return "Content Too Large";
    case 429:
      return "Too Many Requests";
    case 431:
      return "Request Header Fields Too Large";
    case 500:
      return "Internal Server Error";
    case 501:
      return "Not Implemented";
    case 503:
      return "Service Unavailable";
    case 504:
      return "Gateway Timeout";
    case 505:
      return "HTTP Version Not Supported";
    default:
      return "Status";
  }
}

}  // namespace

HttpConnection::HttpConnection(FileDescriptor socket, const std::shared_ptr<TlsContext>& tls,
                               std::chrono::milliseconds slowClient, QObject* parent)
    : QObject(parent), m_transport(std::make_unique<Transport>()), m_slowClient(slowClient) {
  connect(m_transport.get(), &Transport::readyRead, this, &HttpConnection::onReadyRead);
  connect(m_transport.get(), &Transport::writable, this, &HttpConnection::onWritable);
  connect(m_transport.get(), &Transport::ended, this, &HttpConnection::finish);
  connect(m_transport.get(), &Transport::failed, this, &HttpConnection::finish);
  m_deadline.setSingleShot(true);
  connect(&m_deadline, &QTimer::timeout, this, [this] {
    m_transport->abort();
    finish();
  });
  expectProgress();
  m_transport->adopt(std::move(socket), tls);
}

HttpConnection::~HttpConnection() = default;

void HttpConnection::onReadyRead() {
  if (m_state == State::Head) {
    const QByteArrayView bytes = m_transport->received();
    const qsizetype end = bytes.indexOf("\r\n\r\n");
    if (end > kMaxHead || (end < 0 && bytes.size() > kMaxHead)) {
      answerBroken(431);
      return;
    }
    if (end < 0) {
      // The deadline stands from a head's first byte on: a client that sends a byte now and then does not move it.
      if (m_deadline.remainingTimeAsDuration() > m_slowClient) {
        expectProgress();
      }
      return;
    }
    ParsedHead parsed = parseRequestHead(bytes.first(end));
    m_transport->consume(end + 4);
    if (parsed.status == 0 && parsed.request.bodySize > kMaxBody) {
      parsed.status = 413;
    }
    if (parsed.status != 0) {
      answerBroken(parsed.status);
      return;
    }
    m_request = std::move(parsed.request);
    m_state = State::Body;
    expectProgress();
  }
  if (m_state == State::Body) {
    const qsizetype rest = m_request.bodySize - m_request.body.size();
    const qsizetype size = qMin(rest, m_transport->received().size());
    m_request.body += m_transport->received().first(size);
    m_transport->consume(size);
    if (m_request.body.size() < m_request.bodySize) {
      return;
    }
    m_state = State::Answering;
    m_deadline.stop();
    Q_EMIT requested();
  }
}

void HttpConnection::answerBroken(int status) {
  m_request = {};
  m_request.keepAlive = false;
  m_state = State::Answering;
  respond(status, "text/plain", {reasonOf(status) + '\n'});
}

QByteArray HttpConnection::responseHead(int status, const Headers& headers) {
  QByteArray head = "HTTP/1.1 " + QByteArray::number(status) + ' ' + reasonOf(status) + "\r\nDate: " +
                    QLocale::c().toString(QDateTime::currentDateTimeUtc(), u"ddd, dd MMM yyyy hh:mm:ss"_s).toLatin1() +
                    " GMT\r\n";
  for (const auto& [name, value] : headers) {
    head += name + ": " + value + "\r\n";
  }
  return head;
}

void HttpConnection::respond(int status, const QByteArray& contentType, QList<QByteArray> body,
                             const Headers& headers) {
  if (m_state != State::Answering) {
    return;
  }
  qsizetype size = 0;
  for (const QByteArray& piece : std::as_const(body)) {
    size += piece.size();
  }
  QByteArray head = responseHead(status, headers);
  head += "Cache-Control: no-cache, private\r\nContent-Type: " + contentType +
          "\r\nContent-Length: " + QByteArray::number(size) + "\r\n";
  head += m_request.keepAlive ? "\r\n" : "Connection: close\r\n\r\n";
  body.prepend(head);
  m_pieces = std::move(body);
  m_nextPiece = 0;
  m_state = State::Sending;
  expectProgress();
  sendPieces();
}

void HttpConnection::sendPieces() {
  while (m_nextPiece < m_pieces.size()) {
    if (m_transport->bytesToWrite() > kWriteLimit) {
      return;
    }
    m_transport->write(m_pieces[m_nextPiece]);
    m_pieces[m_nextPiece++].clear();
  }
  m_pieces.clear();
  answered();
}

void HttpConnection::answered() {
  if (!m_request.keepAlive) {
    m_state = State::Raw;
    m_transport->close();
    return;
  }
  m_request = {};
  m_state = State::Head;
  m_deadline.start(kIdle);
  // What was sent ahead; not from inside respond().
  if (!m_transport->received().isEmpty()) {
    QMetaObject::invokeMethod(this, &HttpConnection::onReadyRead, Qt::QueuedConnection);
  }
}

void HttpConnection::beginChunks(const QByteArray& contentType) {
  if (m_state == State::Answering) {
    m_state = State::Chunks;
    m_transport->write(responseHead(200, {{"Cache-Control", "no-cache, private"},
                                          {"Content-Type", contentType},
                                          {"Transfer-Encoding", "chunked"}}) +
                       "\r\n");
  }
}

bool HttpConnection::canSend() const {
  return m_state == State::Chunks && m_transport->bytesToWrite() < kWriteLimit;
}

void HttpConnection::sendChunk(QByteArrayView bytes) {
  if (m_state == State::Chunks && !bytes.isEmpty()) {
    m_transport->write(QByteArray::number(bytes.size(), 16) + "\r\n");
    m_transport->write(bytes);
    m_transport->write("\r\n");
    if (m_transport->bytesToWrite() >= kWriteLimit) {
      expectProgress();
    }
  }
}

void HttpConnection::endChunks() {
  if (m_state == State::Chunks) {
    m_transport->write("0\r\n\r\n");
    answered();
  }
}

void HttpConnection::sendRaw(QByteArrayView bytes) {
  if (m_state != State::Closed) {
    m_state = State::Raw;
    m_deadline.stop();
    m_transport->write(bytes);
  }
}

void HttpConnection::onWritable() {
  if (m_state == State::Sending) {
    expectProgress();
    sendPieces();
  } else if (m_state == State::Chunks) {
    m_deadline.stop();
    Q_EMIT writable();
  } else if (m_state == State::Raw) {
    Q_EMIT writable();
  }
}

void HttpConnection::resetWhenSent() {
  m_state = State::Raw;
  cutWhenSent(*m_transport, CutEnd::Reset, [this] { finish(); });
}

void HttpConnection::reset() {
  m_transport->abort();
  finish();
}

std::unique_ptr<Transport> HttpConnection::takeTransport() {
  m_deadline.stop();
  m_state = State::Closed;
  m_transport->disconnect(this);
  return std::move(m_transport);
}

void HttpConnection::finish() {
  if (m_state != State::Closed) {
    m_state = State::Closed;
    m_deadline.stop();
    Q_EMIT closed();
  }
}

void HttpConnection::expectProgress() {
  m_deadline.start(m_slowClient);
}

}  // namespace portolan::demo
