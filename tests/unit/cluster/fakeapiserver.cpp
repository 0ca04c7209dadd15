#include "tests/unit/cluster/fakeapiserver.h"

#include <QSslCertificate>
#include <QSslKey>
#include <QSslSocket>

void FakeAnswer::send(const QByteArray& bytes) const {
  if (m_socket) {
    m_socket->write(bytes);
    m_socket->flush();
  }
}

void FakeAnswer::answer(int status, const QByteArray& body, const QByteArray& headers) const {
  send("HTTP/1.1 " + QByteArray::number(status) + " Words\r\nContent-Length: " + QByteArray::number(body.size()) +
       "\r\nContent-Type: application/json\r\n" + headers + "\r\n" + body);
}

void FakeAnswer::begin(const QByteArray& headers) const {
  send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n" + headers + "\r\n");
}

void FakeAnswer::chunk(const QByteArray& bytes) const {
  send(QByteArray::number(bytes.size(), 16) + "\r\n" + bytes + "\r\n");
}

void FakeAnswer::end() const {
  send("0\r\n\r\n");
}

void FakeAnswer::close() const {
  if (m_socket) {
    m_socket->disconnectFromHost();
  }
}

bool FakeAnswer::isConnected() const {
  return m_socket && m_socket->state() == QAbstractSocket::ConnectedState;
}

FakeApiServer::FakeApiServer(const std::optional<portolan::test::Certificate>& certificate,
                             const QByteArray& clientAuthority) {
  if (certificate) {
    m_tls = QSslConfiguration::defaultConfiguration();
    m_tls->setLocalCertificateChain(QSslCertificate::fromData(certificate->pem, QSsl::Pem));
    m_tls->setPrivateKey(QSslKey(certificate->keyPem, QSsl::Ec));
    m_tls->setPeerVerifyMode(clientAuthority.isEmpty() ? QSslSocket::VerifyNone : QSslSocket::VerifyPeer);
    m_tls->setCaCertificates(QSslCertificate::fromData(clientAuthority, QSsl::Pem));
    // As the API server: HTTP/2 for whoever offers it. This server does not speak it: nobody is to offer it.
    m_tls->setAllowedNextProtocols({QSslConfiguration::ALPNProtocolHTTP2, QSslConfiguration::NextProtocolHttp1_1});
  }
  if (!listen(QHostAddress::LocalHost)) {
    qFatal("no port: %s", qPrintable(errorString()));
  }
}

void FakeApiServer::incomingConnection(qintptr descriptor) {
  ++m_connections;
  QTcpSocket* socket = nullptr;
  if (m_tls) {
    auto* secure = new QSslSocket(this);
    secure->setSslConfiguration(*m_tls);
    secure->setSocketDescriptor(descriptor);
    secure->startServerEncryption();
    socket = secure;
  } else {
    socket = new QTcpSocket(this);
    socket->setSocketDescriptor(descriptor);
  }
  connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
  connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
    m_received.remove(socket);
    socket->deleteLater();
  });
}

void FakeApiServer::read(QTcpSocket* socket) {
  QByteArray& received = m_received[socket];
  received += socket->readAll();
  const qsizetype end = received.indexOf("\r\n\r\n");
  if (end < 0) {
    return;
  }
  const QByteArrayList lines = received.first(end).replace("\r\n", "\n").split('\n');
  qsizetype bodySize = -1;
  for (const QByteArray& line : lines) {
    if (line.toLower().startsWith("content-length:")) {
      bodySize = line.mid(line.indexOf(':') + 1).trimmed().toLongLong();
    }
  }
  if (received.size() < end + 4 + bodySize) {
    return;
  }
  if (bodySize >= 0) {
    m_bodies += received.sliced(end + 4, bodySize);
  }
  received.remove(0, end + 4 + qMax<qsizetype>(bodySize, 0));
  FakeRequest request;
  const QByteArrayList words = lines.first().split(' ');
  request.method = words.value(0);
  request.url = QUrl::fromEncoded(words.value(1));
  for (const QByteArray& line : lines.sliced(1)) {
    const qsizetype colon = line.indexOf(':');
    request.headers.emplaceBack(line.first(colon).toLower(), line.mid(colon + 1).trimmed());
  }
  if (const auto* secure = qobject_cast<QSslSocket*>(socket)) {
    request.peerCertificateName = secure->peerCertificate().subjectInfo(QSslCertificate::CommonName).value(0).toUtf8();
  }
  m_requests += request;
  if (m_handler) {
    m_handler(request, FakeAnswer(socket));
  }
}
