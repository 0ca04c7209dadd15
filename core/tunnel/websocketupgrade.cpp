#include "core/tunnel/websocketupgrade.h"

#include <QCryptographicHash>
#include <QRandomGenerator>
#include <array>

using namespace Qt::StringLiterals;

namespace portolan {

QByteArray webSocketAccept(const QByteArray& key) {
  return QCryptographicHash::hash(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11", QCryptographicHash::Sha1).toBase64();
}

WebSocketUpgrade::WebSocketUpgrade(std::unique_ptr<Transport> transport, Request request, QObject* parent)
    : HttpUpgrade(std::move(transport), std::move(request), parent) {}

HttpUpgrade::Headers WebSocketUpgrade::upgradeHeaders() {
  std::array<quint32, 4> random{};
  QRandomGenerator::system()->fillRange(random.data(), qsizetype(random.size()));
  m_key = QByteArray(reinterpret_cast<const char*>(random.data()), sizeof(random)).toBase64();
  return {{"Upgrade", "websocket"},
          {"Connection", "Upgrade"},
          {"Sec-WebSocket-Key", m_key},
          {"Sec-WebSocket-Version", "13"},
          {"Sec-WebSocket-Protocol", protocol()}};
}

/// RFC 6455 section 4.1, the client's list at its end.
Result<void> WebSocketUpgrade::checkAnswer(const HttpResponseHead& head) const {
  const HttpHeaders& headers = head.headers;
  if (head.minorVersion < 1 || !headers.hasToken("Upgrade", "websocket") ||
      !headers.hasToken("Connection", "Upgrade")) {
    return upgradeViolation(u"is 101 without Upgrade: websocket"_s);
  }
  if (headers.list("Sec-WebSocket-Accept") != QList<QByteArray>{webSocketAccept(m_key)}) {
    return upgradeViolation(u"has a Sec-WebSocket-Accept that does not fit"_s);
  }
  if (!headers.list("Sec-WebSocket-Extensions").isEmpty()) {
    return upgradeViolation(u"names an extension that was not asked for"_s);
  }
  if (headers.list("Sec-WebSocket-Protocol") != QList<QByteArray>{protocol()}) {
    return fail(ErrorCode::UpgradeRefused, Stage::Session,
                u"the server did not agree to the protocol %1"_s.arg(QString::fromLatin1(protocol())));
  }
  return {};
}

std::unique_ptr<WebSocketConnection> WebSocketUpgrade::takeConnection() {
  return std::make_unique<WebSocketConnection>(takeTransport(), WebSocketConnection::Role::Client);
}

}  // namespace portolan
