#include "fakeapiserver.h"

#include <QJsonDocument>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace portolan {

FakeExchange::FakeExchange(QTcpSocket* socket, const QByteArray& target) : QObject(socket), m_socket(socket) {
  const QUrl url = QUrl::fromEncoded(target);
  path = url.path();
  query = QUrlQuery(url);
  // What Go's net/url makes of a query: a plus sign is a space.
  const auto value = [this](const QString& key) {
    return QUrl::fromPercentEncoding(query.queryItemValue(key, QUrl::FullyEncoded).replace(u'+', u' ').toLatin1());
  };
  labelSelector = value(u"labelSelector"_s);
  fieldSelector = value(u"fieldSelector"_s);
  resourceVersion = value(u"resourceVersion"_s);
  isWatch = query.hasQueryItem(u"watch"_s);
}

void FakeExchange::reply(const QJsonObject& object, int status) {
  const QByteArray body = QJsonDocument(object).toJson(QJsonDocument::Compact);
  m_socket->write("HTTP/1.1 " + QByteArray::number(status) +
                  " X\r\nContent-Type: application/json\r\nContent-Length: " + QByteArray::number(body.size()) +
                  "\r\n\r\n" + body);
}

void FakeExchange::replyStatus(int status, const QString& reason, const QString& message) {
  reply({{"kind"_L1, u"Status"_s},
         {"status"_L1, u"Failure"_s},
         {"code"_L1, status},
         {"reason"_L1, reason},
         {"message"_L1, message}},
        status);
}

void FakeExchange::accept() {
  m_socket->write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n");
}

void FakeExchange::sendEvent(const QString& type, const QJsonObject& object) {
  sendChunk(QJsonDocument(QJsonObject{{"type"_L1, type}, {"object"_L1, object}}).toJson(QJsonDocument::Compact) + '\n');
}

void FakeExchange::end() {
  m_socket->write("0\r\n\r\n");
}

void FakeExchange::cut() {
  m_socket->abort();
}

void FakeExchange::sendChunk(const QByteArray& bytes) {
  m_socket->write(QByteArray::number(bytes.size(), 16) + "\r\n" + bytes + "\r\n");
}

FakeApiServer::FakeApiServer() {
  connect(&m_server, &QTcpServer::newConnection, this, [this] {
    while (QTcpSocket* socket = m_server.nextPendingConnection()) {
      connect(socket, &QTcpSocket::readyRead, this, [this, socket] { serve(socket); });
      connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    }
  });
  if (!comesBack()) {
    qFatal("cannot listen: %s", qPrintable(m_server.errorString()));
  }
}

ServerAddress FakeApiServer::address() const {
  ServerAddress address;
  address.scheme = u"http"_s;
  address.host = u"127.0.0.1"_s;
  address.port = m_port;
  return address;
}

void FakeApiServer::goesAway() {
  m_server.close();
  const auto sockets = m_server.findChildren<QTcpSocket*>();
  for (QTcpSocket* socket : sockets) {
    socket->abort();
  }
}

bool FakeApiServer::comesBack() {
  const bool listening = m_server.listen(QHostAddress::LocalHost, m_port);
  m_port = m_server.serverPort();
  return listening;
}

void FakeApiServer::serve(QTcpSocket* socket) {
  // A client without pipelining: what has come is one request or a part of one.
  if (!socket->peek(65536).contains("\r\n\r\n")) {
    return;
  }
  const QList<QByteArray> requestLine = socket->readAll().split('\r').first().split(' ');
  auto* exchange = new FakeExchange(socket, requestLine.value(1));
  m_requests += (exchange->isWatch ? u"WATCH "_s : QString::fromLatin1(requestLine.first()) + u' ') + exchange->path;
  if (m_handler) {
    m_handler(exchange);
  }
}

QJsonObject podList(const QJsonArray& items, const QString& resourceVersion) {
  return {{"kind"_L1, u"PodList"_s},
          {"metadata"_L1, QJsonObject{{"resourceVersion"_L1, resourceVersion}}},
          {"items"_L1, items}};
}

QJsonObject fakePod(const QString& name, const QString& phase, const QString& resourceVersion) {
  const QJsonObject ready{{"type"_L1, u"Ready"_s},
                          {"status"_L1, phase == "Running"_L1 ? u"True"_s : u"False"_s},
                          {"lastTransitionTime"_L1, u"2024-05-01T12:00:00Z"_s}};
  return {{"kind"_L1, u"Pod"_s},
          {"metadata"_L1, QJsonObject{{"name"_L1, name},
                                      {"uid"_L1, u"uid-"_s + name},
                                      {"resourceVersion"_L1, resourceVersion},
                                      {"creationTimestamp"_L1, u"2024-05-01T11:00:00Z"_s}}},
          {"spec"_L1, QJsonObject{{"nodeName"_L1, u"node"_s}}},
          {"status"_L1, QJsonObject{{"phase"_L1, phase}, {"conditions"_L1, QJsonArray{ready}}}}};
}

}  // namespace portolan
