#include "tests/support/fakeproxy.h"

#include <QHostAddress>
#include <QSslCertificate>
#include <QSslKey>
#include <QSslSocket>

namespace portolan::test {

FakeProxy::FakeProxy(Kind kind, const Certificate& certificate) : m_kind(kind) {
  if (kind == Kind::Https) {
    m_tls = QSslConfiguration::defaultConfiguration();
    m_tls->setLocalCertificateChain(QSslCertificate::fromData(certificate.pem, QSsl::Pem));
    m_tls->setPrivateKey(QSslKey(certificate.keyPem, QSsl::Ec));
    m_tls->setPeerVerifyMode(QSslSocket::VerifyNone);
  }
  if (!listen(QHostAddress::LocalHost)) {
    qFatal("no port: %s", qPrintable(errorString()));
  }
}

void FakeProxy::incomingConnection(qintptr descriptor) {
  QTcpSocket* client = nullptr;
  if (m_tls) {
    auto* const secure = new QSslSocket(this);
    secure->setSslConfiguration(*m_tls);
    secure->setSocketDescriptor(descriptor);
    secure->startServerEncryption();
    client = secure;
  } else {
    client = new QTcpSocket(this);
    client->setSocketDescriptor(descriptor);
  }
  client->setSocketOption(QAbstractSocket::LowDelayOption, 1);
  m_received.insert(client, {});
  connect(client, &QTcpSocket::readyRead, this, [this, client] { onRead(client); });
  connect(client, &QTcpSocket::disconnected, this, [this, client] {
    m_received.remove(client);
    m_step.remove(client);
    client->deleteLater();
  });
}

void FakeProxy::onRead(QTcpSocket* client) {
  const auto received = m_received.find(client);
  if (received == m_received.end()) {
    return;
  }
  const QByteArray bytes = client->readAll();
  m_heard += bytes;
  *received += bytes;
  if (m_isSilent) {
    return;
  }
  if (m_kind == Kind::Socks5) {
    readSocks(client, *received);
  } else {
    readConnect(client, *received);
  }
}

void FakeProxy::answer(QTcpSocket* client, const QByteArray& bytes) const {
  for (qsizetype i = 0; i < bytes.size(); i += m_isSlow ? 1 : bytes.size()) {
    client->write(m_isSlow ? bytes.sliced(i, 1) : bytes);
    client->flush();
  }
}

void FakeProxy::readConnect(QTcpSocket* client, QByteArray& received) {
  if (!received.contains("\r\n\r\n")) {
    return;
  }
  const QByteArray head = received;
  const bool isKnown = m_login.isEmpty() || head.contains("Proxy-Authorization: Basic " + m_login.toBase64() + "\r\n");
  const int refusal = m_refusal != 0 ? m_refusal : isKnown ? 0 : 407;
  const QByteArray target = head.split(' ').value(1);
  if (refusal != 0 || !head.startsWith("CONNECT ")) {
    const QByteArray status = QByteArray::number(refusal != 0 ? refusal : 405);
    answer(client, "HTTP/1.1 " + status + " No\r\n" +
                       (refusal == 407 ? "Proxy-Authenticate: Basic realm=\"x\"\r\n" : "") +
                       "Content-Length: 3\r\n\r\nno\n");
    client->disconnectFromHost();
    return;
  }
  const qsizetype colon = target.lastIndexOf(':');
  connectTo(client, target.first(colon), target.sliced(colon + 1).toUShort(), "HTTP/1.1 200 Connected\r\n\r\n");
}

void FakeProxy::readSocks(QTcpSocket* client, QByteArray& received) {
  int& step = m_step[client];
  const auto byte = [&received](qsizetype i) { return static_cast<unsigned char>(received.at(i)); };
  if (step == 0 && received.size() >= 2 && received.size() >= 2 + byte(1)) {
    const char method = m_login.isEmpty() ? '\0' : received.mid(2, byte(1)).contains('\2') ? '\2' : '\xFF';
    received.remove(0, 2 + byte(1));
    answer(client, QByteArray(1, 5) + method);
    step = method == 2 ? 1 : 2;
  }
  if (step == 1 && received.size() >= 2) {
    const qsizetype user = byte(1);
    if (received.size() < 3 + user || received.size() < 3 + user + byte(2 + user)) {
      return;
    }
    const qsizetype password = byte(2 + user);
    const QByteArray login = received.mid(2, user) + ':' + received.mid(3 + user, password);
    received.remove(0, 3 + user + password);
    answer(client, QByteArray(1, 1) + (login == m_login ? '\0' : '\1'));
    step = 2;
  }
  if (step == 2 && received.size() >= 5) {
    const int kind = byte(3);
    const qsizetype length = kind == 1 ? 4 : kind == 4 ? 16 : 1 + byte(4);
    if (received.size() < 4 + length + 2) {
      return;
    }
    const QByteArray name = received.sliced(4, length);
    const quint16 port = static_cast<quint16>(byte(4 + length) << 8 | byte(5 + length));
    QByteArray host = name.sliced(kind == 3 ? 1 : 0);
    if (kind == 1) {
      host = QHostAddress(static_cast<quint32>(byte(4) << 24 | byte(5) << 16 | byte(6) << 8 | byte(7)))
                 .toString()
                 .toLatin1();
    } else if (kind == 4) {
      host = QHostAddress(reinterpret_cast<const quint8*>(name.constData())).toString().toLatin1();
    }
    if (m_refusal != 0) {
      answer(client, QByteArray(1, 5) + static_cast<char>(m_refusal) + QByteArray::fromHex("0001000000000000"));
      client->disconnectFromHost();
      return;
    }
    connectTo(client, host, port, QByteArray::fromHex("05000001000000000000"));
  }
}

void FakeProxy::connectTo(QTcpSocket* client, const QByteArray& host, quint16 port, const QByteArray& answering) {
  m_targets += host + ':' + QByteArray::number(port);
  m_received.remove(client);
  auto* const server = new QTcpSocket(client);
  server->setSocketOption(QAbstractSocket::LowDelayOption, 1);
  connect(server, &QTcpSocket::connected, this, [this, client, answering] { answer(client, answering); });
  connect(server, &QTcpSocket::readyRead, client, [client, server] { client->write(server->readAll()); });
  connect(client, &QTcpSocket::readyRead, server, [client, server] { server->write(client->readAll()); });
  connect(server, &QTcpSocket::disconnected, client, &QTcpSocket::disconnectFromHost);
  connect(client, &QTcpSocket::disconnected, server, &QTcpSocket::disconnectFromHost);
  connect(server, &QTcpSocket::errorOccurred, this, [this, client, server] {
    if (server->state() != QAbstractSocket::ConnectedState &&
        server->error() == QAbstractSocket::ConnectionRefusedError) {
      answer(client, m_kind == Kind::Socks5 ? QByteArray::fromHex("05050001000000000000")
                                            : QByteArray("HTTP/1.1 502 No\r\nContent-Length: 0\r\n\r\n"));
      client->disconnectFromHost();
    }
  });
  QByteArray name = host;
  if (name.startsWith('[')) {
    name = name.sliced(1, name.size() - 2);
  }
  server->connectToHost(QString::fromLatin1(name), port);
}

void FakeProxy::cutAll() {
  for (auto* const client : findChildren<QTcpSocket*>(QString(), Qt::FindDirectChildrenOnly)) {
    client->abort();
  }
}

}  // namespace portolan::test
