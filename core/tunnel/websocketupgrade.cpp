#include "core/tunnel/websocketupgrade.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>

#include "core/cluster/apiclient.h"

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace portolan {

namespace {

/// How long the body of a refusal is waited for once its head is here.
constexpr auto kBodyTimeout = 2s;

bool isKubernetesStatus(const QByteArray& body) {
  return QJsonDocument::fromJson(body).object().value("kind"_L1) == "Status"_L1;
}

}  // namespace

QByteArray webSocketAccept(const QByteArray& key) {
  return QCryptographicHash::hash(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11", QCryptographicHash::Sha1).toBase64();
}

WebSocketUpgrade::WebSocketUpgrade(std::unique_ptr<Transport> transport, Request request, QObject* parent)
    : QObject(parent), m_transport(std::move(transport)), m_request(std::move(request)) {
  m_timer.setSingleShot(true);
  connect(&m_timer, &QTimer::timeout, this, [this] {
    if (m_body) {
      refuse();
      return;
    }
    finish(fail(ErrorCode::ConnectionTimedOut, Stage::Session,
                u"%1 did not answer the upgrade within %2 s"_s.arg(m_transport->peerName())
                    .arg(std::chrono::duration_cast<std::chrono::seconds>(m_request.timeout).count()),
                u"Check whether the API server can reach the pod's node."_s));
  });
  connect(m_transport.get(), &Transport::readyRead, this, &WebSocketUpgrade::onReadyRead);
  connect(m_transport.get(), &Transport::failed, this, &WebSocketUpgrade::onTransportOver);
  connect(m_transport.get(), &Transport::ended, this, [this] {
    onTransportOver({ErrorCode::ConnectionLost,
                     Stage::Session,
                     u"%1 ended the connection instead of answering the upgrade"_s.arg(m_transport->peerName()),
                     {}});
  });
}

void WebSocketUpgrade::start() {
  std::array<quint32, 4> random{};
  QRandomGenerator::system()->fillRange(random.data(), qsizetype(random.size()));
  m_key = QByteArray(reinterpret_cast<const char*>(random.data()), sizeof(random)).toBase64();
  QList<std::pair<QByteArray, QByteArray>> headers{
      {"Host", m_request.host},
      {"Upgrade", "websocket"},
      {"Connection", "Upgrade"},
      {"Sec-WebSocket-Key", m_key},
      {"Sec-WebSocket-Version", "13"},
      {"Sec-WebSocket-Protocol", m_request.protocol},
      {"User-Agent", "portolan/" PORTOLAN_VERSION},
  };
  headers += m_request.headers;
  const auto request = writeHttpRequest("GET", m_request.target, headers);
  if (!request) {
    QMetaObject::invokeMethod(
        this, [this, error = request.error()] { finish(std::unexpected(error)); }, Qt::QueuedConnection);
    return;
  }
  m_transport->write(*request);
  m_timer.start(m_request.timeout);
}

void WebSocketUpgrade::onReadyRead() {
  if (m_isOver) {
    return;
  }
  if (!m_head) {
    const auto head = parseHttpResponseHead(m_transport->received());
    if (!head) {
      finish(std::unexpected(head.error()));
      return;
    }
    if (!*head) {
      return;
    }
    m_transport->consume((*head)->size);
    if ((*head)->status >= 100 && (*head)->status < 200 && (*head)->status != 101) {
      onReadyRead();  // an interim answer (RFC 9110 section 15.2): the real one follows
      return;
    }
    m_head = **head;
    if (m_head->status == 101) {
      finish(checkAnswer());
      return;
    }
    m_body.emplace(*m_head);
    m_timer.start(kBodyTimeout);
  }
  const QByteArrayView bytes = m_transport->received();
  m_body->feed(bytes);
  m_transport->consume(bytes.size());
  if (m_body->isComplete()) {
    refuse();
  }
}

void WebSocketUpgrade::onTransportOver(const Error& reason) {
  if (m_isOver) {
    return;
  }
  if (m_body) {
    refuse();  // the body lasted until the end of the connection
  } else {
    finish(std::unexpected(reason));
  }
}

Result<void> WebSocketUpgrade::checkAnswer() const {
  const HttpHeaders& headers = m_head->headers;
  const auto violation = [](const QString& detail) {
    return fail(ErrorCode::ProtocolViolation, Stage::Session, u"the answer to the upgrade "_s + detail,
                u"Check whether a proxy stands between here and the API server."_s);
  };
  if (!headers.hasToken("Upgrade", "websocket") || !headers.hasToken("Connection", "Upgrade")) {
    return violation(u"is 101 without Upgrade: websocket"_s);
  }
  if (headers.value("Sec-WebSocket-Accept") != webSocketAccept(m_key)) {
    return violation(u"has a Sec-WebSocket-Accept that does not fit"_s);
  }
  if (headers.contains("Sec-WebSocket-Extensions")) {
    return violation(u"names an extension that was not asked for"_s);
  }
  if (headers.list("Sec-WebSocket-Protocol") != QList<QByteArray>{m_request.protocol}) {
    return violation(u"does not agree to the protocol %1"_s.arg(QString::fromLatin1(m_request.protocol)));
  }
  return {};
}

void WebSocketUpgrade::refuse() {
  const QByteArray& body = m_body->body();
  if (m_head->status >= 400 && (isKubernetesStatus(body) || m_head->status == 401)) {
    const bool isAccess = m_head->status == 401 || m_head->status == 403;
    finish(std::unexpected(errorFromResponse(m_head->status, body, isAccess ? Stage::Authentication : Stage::Session)));
    return;
  }
  const QString text = oneLine(
      QString::fromUtf8(body.first(qMin<qsizetype>(body.indexOf('\n') < 0 ? body.size() : body.indexOf('\n'), 400))));
  finish(
      fail(ErrorCode::UpgradeRefused, Stage::Session,
           u"the server does not speak the tunnelling protocol %1: it answered HTTP %2%3"_s
               .arg(QString::fromLatin1(m_request.protocol))
               .arg(m_head->status)
               .arg(text.isEmpty() ? QString() : u" (%1)"_s.arg(text)),
           u"It needs Kubernetes 1.31 or newer with the feature gate PortForwardWebsockets on, and no proxy in between "
           u"that refuses WebSockets."_s));
}

void WebSocketUpgrade::finish(const Result<void>& result) {
  if (!m_isOver) {
    m_isOver = true;
    m_timer.stop();
    Q_EMIT finished(result);
  }
}

std::unique_ptr<WebSocketConnection> WebSocketUpgrade::takeConnection() {
  m_transport->disconnect(this);
  return std::make_unique<WebSocketConnection>(std::move(m_transport), WebSocketConnection::Role::Client);
}

}  // namespace portolan
