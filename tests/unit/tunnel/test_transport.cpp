#include <netinet/in.h>
#include <openssl/ssl.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include <QAbstractEventDispatcher>
#include <QCryptographicHash>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslServer>
#include <QSslSocket>
#include <QTemporaryFile>
#include <QTest>
#include <QTimer>
#include <csignal>
#include <thread>

#include "core/cluster/tcpconnector.h"
#include "core/tunnel/transport.h"
#include "tests/support/certificates.h"
#include "tests/unit/tunnel/transportpair.h"

using namespace portolan;
using namespace portolan::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(std::shared_ptr<portolan::TlsContext>)

namespace {

QByteArray randomBytes(qsizetype size) {
  QByteArray bytes(size, Qt::Uninitialized);
  QRandomGenerator generator(42);
  generator.generate(reinterpret_cast<quint32*>(bytes.data()), reinterpret_cast<quint32*>(bytes.data()) + size / 4);
  return bytes;
}

int unread(int socket) {
  int bytes = 0;
  ::ioctl(socket, FIONREAD, &bytes);
  return bytes;
}

/// A blocking TLS server of OpenSSL's own in a thread: the other end for what our own never does. It serves so many
/// connections, one after the other.
class RawTlsServer {
 public:
  using Script = std::function<void(SSL*)>;

  RawTlsServer(const Certificate& certificate, Script script, std::function<void(SSL_CTX*)> setUp = {},
               int connections = 1) {
    m_listening = FileDescriptor(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof(address);
    if (::bind(m_listening.get(), reinterpret_cast<sockaddr*>(&address), size) != 0 ||
        ::listen(m_listening.get(), 1) != 0) {
      qFatal("cannot listen");
    }
    ::getsockname(m_listening.get(), reinterpret_cast<sockaddr*>(&address), &size);
    port = ntohs(address.sin_port);
    auto context = TlsContext::server(certificate.pem, certificate.keyPem);
    if (!context) {
      qFatal("no TLS");
    }
    if (setUp) {
      setUp((*context)->handle());
    }
    m_thread = std::thread([this, context = *context, script = std::move(script), connections] {
      for (int i = 0; i < connections; ++i) {
        const FileDescriptor socket(::accept(m_listening.get(), nullptr, nullptr));
        const timeval limit{.tv_sec = 20, .tv_usec = 0};
        ::setsockopt(socket.get(), SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof(limit));
        SSL* const ssl = SSL_new(context->handle());
        SSL_set_fd(ssl, socket.get());
        SSL_accept(ssl);
        script(ssl);
        SSL_free(ssl);
      }
    });
  }
  ~RawTlsServer() { m_thread.join(); }

  quint16 port = 0;

 private:
  FileDescriptor m_listening;
  std::thread m_thread;
};

/// A port of 127.0.0.1 whose backlog is full: connections to it stay unanswered.
class BlackHole {
 public:
  BlackHole() {
    m_listening = FileDescriptor(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof(address);
    if (::bind(m_listening.get(), reinterpret_cast<sockaddr*>(&address), size) != 0 ||
        ::listen(m_listening.get(), 0) != 0) {
      qFatal("cannot listen");
    }
    ::getsockname(m_listening.get(), reinterpret_cast<sockaddr*>(&address), &size);
    port = ntohs(address.sin_port);
    for (FileDescriptor& filler : m_fillers) {
      filler = FileDescriptor(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
      ::connect(filler.get(), reinterpret_cast<sockaddr*>(&address), size);
    }
  }

  quint16 port = 0;

 private:
  FileDescriptor m_listening;
  std::array<FileDescriptor, 4> m_fillers;
};

}  // namespace

class TestTransport : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void initTestCase();

  void carriesBytesBothWays_data();
  void carriesBytesBothWays();
  void opensIpv6();
  void verifiesTheServer_data();
  void verifiesTheServer();
  void sendsTheServerName();
  void resumesTlsSessions();
  void explainsExpiry();
  void trustsTheSystemsRootsOnlyWithoutACa();
  void offersHttp11Alone();
  void presentsItsCertificate_data();
  void presentsItsCertificate();
  void explainsARefusedCertificate_data();
  void explainsARefusedCertificate();
  void readsTheClientsName();
  void refusesBadCredentials_data();
  void refusesBadCredentials();
  void ignoresSigpipe();

  void explainsConnectFailures_data();
  void explainsConnectFailures();
  void triesAllAddresses();
  void givesEachAddressItsShare();
  void namesTheTimeoutOfTheHandshake();
  void dropsClientsThatDoNotShakeHands();
  void explainsEndsDuringTheHandshake_data();
  void explainsEndsDuringTheHandshake();

  void worksWithQtsSockets_data();
  void worksWithQtsSockets();
  void movesManyBytes_data();
  void movesManyBytes();
  void boundsWhatItReceives_data();
  void boundsWhatItReceives();
  void handsOnWhatOpenSslHolds();
  void leavesOthersTheirTurn();
  void saysWhenItIsWritableAgain_data();
  void saysWhenItIsWritableAgain();
  void saysWhenNothingCanBeWritten();
  void saysSoAfterThePeersEnd();
  void survivesAKeyUpdate();

  void endsInOrder_data();
  void endsInOrder();
  void sendsEverythingBeforeItsEnd_data();
  void sendsEverythingBeforeItsEnd();
  void canAnswerAfterThePeersEnd();
  void tellsACutFromAnEnd_data();
  void tellsACutFromAnEnd();
  void deliversWhatCameBeforeAReset();
  void resets_data();
  void resets();
  void givesUpOnAnEndThatDoesNotCome();
  void dropsWhatComesAfterItsOwnEnd();
  void maySayNothingAfterAbort();
  void mayBeDestroyedInItsSignals_data();
  void mayBeDestroyedInItsSignals();
  void leavesNoDescriptors();

 private:
  [[nodiscard]] std::shared_ptr<TlsContext> clientTls(const QByteArray& ca, const Identity& identity = {}) const;
  [[nodiscard]] std::shared_ptr<TlsContext> serverTls(const Certificate& certificate,
                                                      const TlsContext::ClientCertificates& clients = {}) const;

  std::unique_ptr<CertificateAuthority> m_authority;
  Certificate m_localhost;
  std::shared_ptr<TlsContext> m_clientTls;
  std::shared_ptr<TlsContext> m_serverTls;
};

std::shared_ptr<TlsContext> TestTransport::clientTls(const QByteArray& ca, const Identity& identity) const {
  ServerAddress server;
  server.scheme = u"https"_s;
  server.caPem = ca;
  const auto made = TlsContext::client(server, identity);
  return made ? *made : nullptr;
}

std::shared_ptr<TlsContext> TestTransport::serverTls(const Certificate& certificate,
                                                     const TlsContext::ClientCertificates& clients) const {
  const auto made = TlsContext::server(certificate.pem, certificate.keyPem, clients);
  return made ? *made : nullptr;
}

void TestTransport::initTestCase() {
  m_authority = std::make_unique<CertificateAuthority>(u"kubernetes"_s);
  m_localhost = m_authority->issueLocalhost();
  m_clientTls = clientTls(m_authority->pem());
  m_serverTls = serverTls(m_localhost);
  QVERIFY(m_clientTls);
  QVERIFY(m_serverTls);
}

// ---- Opening ----

void TestTransport::carriesBytesBothWays_data() {
  QTest::addColumn<std::shared_ptr<TlsContext>>("server");
  QTest::addColumn<std::shared_ptr<TlsContext>>("client");
  QTest::addRow("plain") << std::shared_ptr<TlsContext>() << std::shared_ptr<TlsContext>();
  QTest::addRow("TLS 1.3") << m_serverTls << m_clientTls;
  const auto old = serverTls(m_localhost);
  SSL_CTX_set_max_proto_version(old->handle(), TLS1_2_VERSION);
  QTest::addRow("TLS 1.2") << old << m_clientTls;
}

void TestTransport::carriesBytesBothWays() {
  QFETCH(std::shared_ptr<TlsContext>, server);
  QFETCH(std::shared_ptr<TlsContext>, client);
  TransportPair pair(server, client);
  pair.clientLog.inCall([&] { pair.client->write("before it is open"); });
  QVERIFY(!pair.client->isOpen());
  QTRY_COMPARE(pair.serverLog.data, "before it is open");
  QCOMPARE(pair.clientLog.events, QStringList{u"opened"_s});
  QCOMPARE(pair.serverLog.events, QStringList{u"opened"_s});
  QVERIFY(pair.client->isOpen());
  QVERIFY(pair.server->isOpen());
  QCOMPARE(pair.client->peerName(), u"127.0.0.1:%1"_s.arg(pair.endpoint.port));
  QVERIFY(pair.server->peerName().startsWith(u"127.0.0.1:"_s));
  QVERIFY(pair.client->descriptor() >= 0);

  pair.serverLog.inCall([&] {
    const auto room = pair.server->prepareWrite(100);
    QVERIFY(room.size() >= 100);
    std::memcpy(room.data(), "in place, and not sent", 22);
    pair.server->commitWrite(8);
    QCOMPARE(pair.server->bytesToWrite(), 8);
    pair.server->write(", and flushed");
    pair.server->flush();
    QCOMPARE(pair.server->bytesToWrite(), 0);
  });
  QTRY_COMPARE(pair.clientLog.data, "in place, and flushed");
  QCOMPARE(pair.clientLog.signalsInsideCalls + pair.serverLog.signalsInsideCalls, 0);
}

void TestTransport::opensIpv6() {
  TransportPair pair(m_serverTls, m_clientTls, u"::1"_s);
  QTRY_COMPARE(pair.clientLog.events, QStringList{u"opened"_s});
  QCOMPARE(pair.client->peerName(), u"[::1]:%1"_s.arg(pair.endpoint.port));
  QTRY_VERIFY(pair.server->peerName().startsWith(u"[::1]:"_s));
}

/// Each row: what the server shows, whom the client trusts and for which name, and what becomes of it.
void TestTransport::verifiesTheServer_data() {
  QTest::addColumn<Certificate>("certificate");
  QTest::addColumn<QByteArray>("trusted");
  QTest::addColumn<QString>("name");
  QTest::addColumn<QString>("problem");  // part of the error; empty: it opens
  QTest::addColumn<ErrorCode>("code");
  const auto good = [](const char* row, const Certificate& certificate, const QByteArray& trusted,
                       const QString& name = u"localhost"_s) {
    QTest::addRow("%s", row) << certificate << trusted << name << QString() << ErrorCode::Internal;
  };
  const auto bad = [](const char* row, const Certificate& certificate, const QByteArray& trusted, const QString& name,
                      const QString& problem, ErrorCode code = ErrorCode::CertificateUntrusted) {
    QTest::addRow("%s", row) << certificate << trusted << name << problem << code;
  };
  const auto issue = [this](const QStringList& names, const QString& commonName = u"test"_s) {
    CertificateOptions options;
    options.names = names;
    options.commonName = commonName;
    return m_authority->issue(options);
  };
  const auto joined = [](Certificate leaf, const QByteArray& more) {
    leaf.pem += more;
    return leaf;
  };
  constexpr auto kMismatch = ErrorCode::CertificateHostMismatch;

  good("DNS name", m_localhost, m_authority->pem());
  good("DNS name in other case", m_localhost, m_authority->pem(), u"LocalHost"_s);
  good("DNS name with a dot at its end", m_localhost, m_authority->pem(), u"localhost."_s);
  good("IPv4 address", m_localhost, m_authority->pem(), u"127.0.0.1"_s);
  good("IPv6 address", m_localhost, m_authority->pem(), u"::1"_s);
  good("IPv6 address with a scope", issue({u"IP:fe80::1"_s}), m_authority->pem(), u"fe80::1%eth0"_s);
  bad("another name", m_localhost, m_authority->pem(), u"api.example.test"_s,
      u"is for localhost, 127.0.0.1, ::1, not for api.example.test"_s, kMismatch);
  bad("another address", m_localhost, m_authority->pem(), u"127.0.0.2"_s, u"not for 127.0.0.2"_s, kMismatch);
  bad("common name alone", issue({}, u"localhost"_s), m_authority->pem(), u"localhost"_s, u"is for no name at all"_s,
      kMismatch);
  bad("address as a DNS name", issue({u"DNS:127.0.0.1"_s}), m_authority->pem(), u"127.0.0.1"_s, u"not for 127.0.0.1"_s,
      kMismatch);
  bad("address as the common name", issue({u"DNS:other"_s}, u"127.0.0.1"_s), m_authority->pem(), u"127.0.0.1"_s,
      u"not for 127.0.0.1"_s, kMismatch);
  good("wildcard", issue({u"DNS:*.example.test"_s}), m_authority->pem(), u"api.example.test"_s);
  bad("wildcard for two labels", issue({u"DNS:*.example.test"_s}), m_authority->pem(), u"a.b.example.test"_s,
      u"is for *.example.test, not for"_s, kMismatch);
  bad("wildcard for none", issue({u"DNS:*.example.test"_s}), m_authority->pem(), u"example.test"_s, u"not for"_s,
      kMismatch);
  bad("partial wildcard", issue({u"DNS:a*.example.test"_s}), m_authority->pem(), u"api.example.test"_s, u"not for"_s,
      kMismatch);
  bad("many names", issue({u"DNS:a.test,DNS:b.test,DNS:c.test,DNS:d.test,DNS:e.test,DNS:f.test,DNS:g.test"_s}),
      m_authority->pem(), u"localhost"_s, u"f.test and 1 more, not for localhost"_s, kMismatch);

  const CertificateAuthority other(u"someone else"_s);
  const CertificateAuthority namesake(u"kubernetes"_s);
  const QString unknown = u"is signed by an unknown authority (CN=kubernetes)"_s;
  bad("unknown authority", m_localhost, other.pem(), u"localhost"_s, unknown);
  bad("unknown authority of the same name", m_localhost, namesake.pem(), u"localhost"_s, unknown);
  CertificateOptions unspecific;
  unspecific.names = {u"DNS:localhost"_s};
  unspecific.namesIssuerKey = false;
  const Certificate ambiguous = m_authority->issue(unspecific);
  good("the second of two authorities of the same name", ambiguous, namesake.pem() + m_authority->pem());
  bad("another name, and two authorities of the same name", ambiguous, namesake.pem() + m_authority->pem(),
      u"api.example.test"_s, u"not for api.example.test"_s, kMismatch);
  bad("two unknown authorities of the same name", ambiguous,
      namesake.pem() + CertificateAuthority(u"kubernetes"_s).pem(), u"localhost"_s, unknown);
  good("one of several authorities", m_localhost, other.pem() + m_authority->pem());
  good("an authority behind a broken one", m_localhost,
       "-----BEGIN CERTIFICATE-----\n!!!!\n-----END CERTIFICATE-----\n" + m_authority->pem());
  good("a key in the authorities' file", m_localhost, m_localhost.keyPem + m_authority->pem());

  const CertificateAuthority intermediate(u"intermediate"_s, m_authority.get());
  const Certificate below = intermediate.issueLocalhost();
  good("chain", joined(below, intermediate.pem()), m_authority->pem());
  bad("chain with a gap", below, m_authority->pem(), u"localhost"_s,
      u"is signed by an unknown authority (CN=intermediate)"_s);
  good("the intermediate authority is trusted", below, intermediate.pem());
  good("the certificate itself is trusted", m_localhost, m_localhost.pem);
  CertificateOptions options;
  options.names = {u"DNS:localhost"_s};
  const Certificate own = selfSigned(options);
  good("signed by itself and trusted", own, own.pem);
  bad("signed by itself", own, m_authority->pem(), u"localhost"_s, u"is signed by an unknown authority (CN=test)"_s);

  options.notBefore = QDateTime::currentDateTimeUtc().addDays(-3);
  options.notAfter = QDateTime(QDate(2024, 2, 29), QTime(12, 34), Qt::UTC);
  bad("expired", m_authority->issue(options), m_authority->pem(), u"localhost"_s, u"expired on 2024-02-29 12:34 UTC"_s);
  options.notBefore = QDateTime(QDate(2124, 2, 29), QTime(12, 34), Qt::UTC);
  options.notAfter = options.notBefore.addDays(1);
  bad("not yet valid", m_authority->issue(options), m_authority->pem(), u"localhost"_s,
      u"is not valid before 2124-02-29 12:34 UTC"_s);
  options = {};
  options.names = {u"DNS:localhost"_s};
  options.extendedKeyUsage = u"clientAuth"_s;
  bad("a client's certificate", m_authority->issue(options), m_authority->pem(), u"localhost"_s,
      u"is not meant for this purpose"_s);
  options.extendedKeyUsage.clear();
  good("without a purpose", m_authority->issue(options), m_authority->pem());
  options.key = KeyType::Ed25519;
  good("Ed25519", m_authority->issue(options), m_authority->pem());
  options.key = KeyType::Rsa2048;
  good("RSA", m_authority->issue(options), m_authority->pem());
}

void TestTransport::verifiesTheServer() {
  QFETCH(Certificate, certificate);
  QFETCH(QByteArray, trusted);
  QFETCH(QString, name);
  QFETCH(QString, problem);
  QFETCH(ErrorCode, code);
  for (const int version : {TLS1_3_VERSION, TLS1_2_VERSION}) {
    const auto server = serverTls(certificate);
    QVERIFY(server);
    SSL_CTX_set_max_proto_version(server->handle(), version);
    TransportPair pair(server, clientTls(trusted), u"127.0.0.1"_s, name);
    if (problem.isEmpty()) {
      QTRY_COMPARE(pair.clientLog.events.value(0), u"opened"_s);
      continue;
    }
    QTRY_COMPARE(pair.clientLog.events, QStringList{u"failed"_s});
    QCOMPARE(pair.clientLog.error->code, code);
    QCOMPARE(pair.clientLog.error->stage, Stage::Authentication);
    QVERIFY2(pair.clientLog.error->detail.contains(problem), qPrintable(pair.clientLog.error->detail));
    QVERIFY2(pair.clientLog.error->detail.contains(u"certificate of 127.0.0.1:%1 "_s.arg(pair.endpoint.port)),
             qPrintable(pair.clientLog.error->detail));
    QVERIFY(!pair.clientLog.error->hint.isEmpty());
    QTRY_VERIFY(pair.serverLog.isOver());
  }
  // Nothing of this matters to who asked for no verification.
  ServerAddress insecure;
  insecure.scheme = u"https"_s;
  insecure.caPem = trusted;
  insecure.insecureSkipTlsVerify = true;
  const auto blind = TlsContext::client(insecure, {});
  QVERIFY(blind);
  QVERIFY(!(*blind)->verifiesPeer());
  TransportPair pair(serverTls(certificate), *blind, u"127.0.0.1"_s, name);
  QTRY_COMPARE(pair.clientLog.events.value(0), u"opened"_s);
}

void TestTransport::sendsTheServerName() {
  QByteArray sent;
  for (const QString& name : {u"localhost"_s, u"127.0.0.1"_s, u"bücher.example"_s}) {
    std::string received;
    {
      const RawTlsServer server(m_localhost, [&received](SSL* ssl) {
        const char* const asked = SSL_get_servername(ssl, TLSEXT_NAMETYPE_host_name);
        received = asked != nullptr ? asked : "none";
      });
      Transport client;
      const TransportLog log(client);
      client.connectTo({.host = u"127.0.0.1"_s, .port = server.port, .tls = m_clientTls, .tlsServerName = name});
      QTRY_VERIFY(!log.events.isEmpty());
    }
    sent += QByteArray::fromStdString(received) + ' ';
  }
  // An address is never sent (RFC 6066, 3).
  QCOMPARE(sent, "localhost none xn--bcher-kva.example ");
}

/// For the same name alone: another one has to be looked at.
void TestTransport::resumesTlsSessions() {
  std::vector<bool> reused;
  std::optional<RawTlsServer> server(
      std::in_place, m_localhost,
      [&reused](SSL* ssl) {
        reused.push_back(SSL_session_reused(ssl) == 1);
        SSL_write(ssl, "x", 1);
      },
      nullptr, 5);
  const auto tls = clientTls(m_authority->pem());
  const auto connectFor = [&](const QString& name) {
    Transport client;
    const TransportLog log(client);
    client.connectTo({.host = u"127.0.0.1"_s, .port = server->port, .tls = tls, .tlsServerName = name});
    [&] { QTRY_VERIFY(log.error || !log.data.isEmpty()); }();
    return log.data.isEmpty() ? log.error->code : ErrorCode::Internal;
  };
  QCOMPARE(connectFor(u"localhost"_s), ErrorCode::Internal);
  QCOMPARE(connectFor(u"localhost"_s), ErrorCode::Internal);
  QCOMPARE(connectFor(u"other.test"_s), ErrorCode::CertificateHostMismatch);
  QCOMPARE(connectFor(u"127.0.0.1"_s), ErrorCode::Internal);
  QCOMPARE(connectFor(u"127.0.0.1"_s), ErrorCode::Internal);
  server.reset();  // its thread is over
  QCOMPARE(reused, (std::vector<bool>{false, true, false, false, true}));
}

void TestTransport::explainsExpiry() {
  // An authority's certificate that expired is not blamed on the server's own.
  CertificateOptions options;
  options.names = {u"DNS:localhost"_s};
  options.notAfter = QDateTime(QDate(2024, 1, 1), QTime(0, 0), Qt::UTC);
  options.notBefore = options.notAfter.addDays(-1);
  const Certificate expired = selfSigned(options);
  TransportPair pair(serverTls(expired), clientTls(expired.pem), u"127.0.0.1"_s, u"localhost"_s);
  QTRY_COMPARE(pair.clientLog.events, QStringList{u"failed"_s});
  QVERIFY2(pair.clientLog.error->detail.contains(u"expired on 2024-01-01 00:00 UTC"_s),
           qPrintable(pair.clientLog.error->detail));
  QVERIFY(pair.clientLog.error->hint.contains(u"clock"_s));
}

void TestTransport::trustsTheSystemsRootsOnlyWithoutACa() {
  // SSL_CERT_FILE is where OpenSSL and Go look for the system's roots first.
  QTemporaryFile roots;
  QVERIFY(roots.open());
  roots.write(m_authority->pem());
  roots.close();
  qputenv("SSL_CERT_FILE", roots.fileName().toLocal8Bit());
  {
    TransportPair pair(m_serverTls, clientTls({}));
    QTRY_COMPARE(pair.clientLog.events, QStringList{u"opened"_s});
  }
  const CertificateAuthority other(u"someone else"_s);
  {
    TransportPair pair(m_serverTls, clientTls(other.pem()));
    QTRY_COMPARE(pair.clientLog.events, QStringList{u"failed"_s});
    QVERIFY(pair.clientLog.error->hint.contains(u"belongs to another"_s));
  }
  qunsetenv("SSL_CERT_FILE");
  TransportPair pair(m_serverTls, clientTls({}));
  QTRY_COMPARE(pair.clientLog.events, QStringList{u"failed"_s});
  QCOMPARE(pair.clientLog.error->code, ErrorCode::CertificateUntrusted);
  QVERIFY(pair.clientLog.error->hint.contains(u"Set the cluster's certificate-authority"_s));
}

void TestTransport::offersHttp11Alone() {
  std::string chosen;
  {
    const RawTlsServer server(m_localhost, [&chosen](SSL* ssl) {
      const unsigned char* protocol = nullptr;
      unsigned size = 0;
      SSL_get0_alpn_selected(ssl, &protocol, &size);
      chosen.assign(reinterpret_cast<const char*>(protocol), size);
    });
    Transport client;
    const TransportLog log(client);
    client.connectTo({.host = u"127.0.0.1"_s, .port = server.port, .tls = m_clientTls, .tlsServerName = {}});
    QTRY_COMPARE(log.events.value(0), u"opened"_s);
  }
  QCOMPARE(chosen, "http/1.1");

  // A client that offers HTTP/2 and HTTP/1.1 gets HTTP/1.1; one that offers HTTP/2 alone gets nothing.
  for (const auto& [offer, expected] : {std::pair(QList<QByteArray>{"h2", "http/1.1"}, true), {{"h2"}, false}}) {
    Transport server;
    const TransportLog log(server);
    const Acceptor acceptor([&](FileDescriptor socket) { server.adopt(std::move(socket), m_serverTls); });
    QSslSocket client;
    client.setPeerVerifyMode(QSslSocket::VerifyNone);
    auto configuration = client.sslConfiguration();
    configuration.setAllowedNextProtocols(offer);
    client.setSslConfiguration(configuration);
    client.connectToHostEncrypted(u"127.0.0.1"_s, acceptor.serverPort());
    QTRY_COMPARE(log.events.value(0), expected ? u"opened"_s : u"failed"_s);
    if (expected) {
      QTRY_COMPARE(client.sslConfiguration().nextNegotiatedProtocol(), "http/1.1");
    }
  }
}

// ---- Client certificates ----

void TestTransport::presentsItsCertificate_data() {
  QTest::addColumn<Certificate>("certificate");
  CertificateOptions options;
  options.commonName = u"jane"_s;
  options.extendedKeyUsage = u"clientAuth"_s;
  QTest::addRow("EC") << m_authority->issue(options);
  options.key = KeyType::Ed25519;
  QTest::addRow("Ed25519") << m_authority->issue(options);
  options.key = KeyType::Rsa2048;
  QTest::addRow("RSA") << m_authority->issue(options);
  const CertificateAuthority intermediate(u"intermediate"_s, m_authority.get());
  Certificate below = intermediate.issue(options);
  below.pem += intermediate.pem();
  QTest::addRow("chain") << below;
  Certificate together = m_authority->issue(options);
  together.pem = together.keyPem + "some text\n" + together.pem;
  together.keyPem = together.pem;
  QTest::addRow("certificate and key in one file") << together;
}

void TestTransport::presentsItsCertificate() {
  QFETCH(Certificate, certificate);
  Identity identity;
  identity.certificatePem = certificate.pem;
  identity.privateKeyPem = certificate.keyPem;
  const auto server = serverTls(m_localhost, {.caPem = m_authority->pem(), .required = true});
  TransportPair pair(server, clientTls(m_authority->pem(), identity));
  pair.client->write("hello");
  QTRY_COMPARE(pair.serverLog.data, "hello");
  QVERIFY(pair.server->peerCertificate().has_value());
  QCOMPARE(pair.server->peerCertificate()->commonName, u"jane"_s);
}

void TestTransport::explainsARefusedCertificate_data() {
  QTest::addColumn<Certificate>("certificate");
  QTest::addColumn<int>("version");
  QTest::addColumn<QString>("problem");
  CertificateOptions options;
  options.extendedKeyUsage = u"clientAuth"_s;
  const Certificate foreign = CertificateAuthority(u"someone else"_s).issue(options);
  options.notAfter = QDateTime::currentDateTimeUtc().addSecs(-60);
  const Certificate expired = m_authority->issue(options);
  for (const auto& [name, version] : {std::pair("TLS 1.3", TLS1_3_VERSION), {"TLS 1.2", TLS1_2_VERSION}}) {
    QTest::addRow("none, %s", name) << Certificate() << version << u"asks for a client certificate"_s;
    QTest::addRow("unknown authority, %s", name)
        << foreign << version << u"does not accept the client certificate (unknown ca)"_s;
    QTest::addRow("expired, %s", name) << expired << version
                                       << u"does not accept the client certificate (certificate expired)"_s;
  }
}

/// With TLS 1.3 the client's handshake is over before the server looks at the certificate: the refusal comes with the
/// first read, often after what the client wrote met a closed socket.
void TestTransport::explainsARefusedCertificate() {
  QFETCH(Certificate, certificate);
  QFETCH(int, version);
  QFETCH(QString, problem);
  Identity identity;
  identity.certificatePem = certificate.pem;
  identity.privateKeyPem = certificate.keyPem;
  const auto server = serverTls(m_localhost, {.caPem = m_authority->pem(), .required = true});
  SSL_CTX_set_max_proto_version(server->handle(), version);
  TransportPair pair(server, clientTls(m_authority->pem(), identity));
  connect(pair.client.get(), &Transport::opened, &pair.clientLog, [&pair] {
    pair.client->write(QByteArray(200'000, 'x'));
    pair.client->flush();
  });
  QTRY_COMPARE(pair.clientLog.events.value(pair.clientLog.events.size() - 1), u"failed"_s);
  const QString place = u"127.0.0.1:%1"_s.arg(pair.endpoint.port);
  if (certificate.pem.isEmpty() && version == TLS1_2_VERSION) {
    // TLS 1.2 has no alert of its own for it.
    QCOMPARE(pair.clientLog.error->code, ErrorCode::TlsFailed);
    QCOMPARE(pair.clientLog.error->detail, u"TLS with %1 failed: handshake failure"_s.arg(place));
    return;
  }
  QCOMPARE(pair.clientLog.error->code, ErrorCode::CredentialsInvalid);
  QCOMPARE(pair.clientLog.error->detail, place + u' ' + problem);
  QVERIFY(!pair.clientLog.error->hint.isEmpty());
}

void TestTransport::readsTheClientsName() {
  const TlsContext::ClientCertificates optional{.caPem = m_authority->pem(), .required = false};
  CertificateOptions options;
  options.commonName = u"Jörg"_s;
  options.organizations = {u"system:masters"_s, u"team"_s};
  options.extendedKeyUsage = u"clientAuth"_s;
  const Certificate good = m_authority->issue(options);
  const Certificate foreign = CertificateAuthority(u"someone else"_s).issue(options);
  struct Case {
    Certificate certificate;
    bool isKnown;
  };
  for (const auto& [certificate, isKnown] : {Case{good, true}, Case{foreign, false}, Case{{}, false}}) {
    Identity identity;
    identity.certificatePem = certificate.pem;
    identity.privateKeyPem = certificate.keyPem;
    TransportPair pair(serverTls(m_localhost, optional), clientTls(m_authority->pem(), identity));
    QTRY_COMPARE(pair.serverLog.events, QStringList{u"opened"_s});
    const auto peer = pair.server->peerCertificate();
    QCOMPARE(peer.has_value(), isKnown);
    if (isKnown) {
      QCOMPARE(peer->commonName, u"Jörg"_s);
      QCOMPARE(peer->organizations, options.organizations);
    }
  }
}

void TestTransport::refusesBadCredentials_data() {
  QTest::addColumn<QByteArray>("ca");
  QTest::addColumn<QByteArray>("certificate");
  QTest::addColumn<QByteArray>("key");
  QTest::addColumn<QString>("detail");
  const QByteArray none;
  const Certificate other = m_authority->issueLocalhost();
  CertificateOptions weak;
  weak.key = KeyType::Rsa1024;
  const Certificate small = m_authority->issue(weak);
  QByteArray brokenKey = m_localhost.keyPem;
  brokenKey.replace(60, 8, "AAAAAAAA");
  QByteArray brokenCertificate = m_localhost.pem;
  brokenCertificate.replace(100, 8, "!!!!!!!!");
  QTest::addRow("CA without a certificate")
      << QByteArray("no certificate") << none << none
      << u"the certificate-authority of https://api.test:6443 holds no certificate in PEM format"_s;
  QTest::addRow("CA is a key") << m_localhost.keyPem << none << none
                               << u"the certificate-authority of https://api.test:6443 holds no certificate in PEM "
                                  "format"_s;
  QTest::addRow("garbage") << none << QByteArray("garbage") << m_localhost.keyPem
                           << u"the client certificate cannot be read: it is no certificate in PEM format"_s;
  QTest::addRow("broken certificate") << none << brokenCertificate << m_localhost.keyPem
                                      << u"the client certificate cannot be read: it is no certificate in PEM format"_s;
  QTest::addRow("broken chain") << none << m_localhost.pem + brokenCertificate << m_localhost.keyPem
                                << u"the client certificate cannot be read: it is no certificate in PEM format"_s;
  QTest::addRow("no key") << none << m_localhost.pem << none
                          << u"the private key of the client certificate is missing"_s;
  QTest::addRow("garbage key") << none << m_localhost.pem << QByteArray("garbage")
                               << u"the private key of the client certificate cannot be read: it is no key in PEM "
                                  "format"_s;
  QTest::addRow("broken key") << none << m_localhost.pem << brokenKey
                              << u"the private key of the client certificate cannot be read: it is no key in PEM "
                                 "format"_s;
  QTest::addRow("encrypted key") << none << m_localhost.pem << encrypted(m_localhost.keyPem, "secret")
                                 << u"the private key of the client certificate is encrypted, and kubeconfigs hold no "
                                    "passphrases"_s;
  QTest::addRow("another's key") << none << m_localhost.pem << other.keyPem
                                 << u"the private key does not belong to the client certificate"_s;
  QTest::addRow("weak key") << none << small.pem << small.keyPem
                            << u"the client certificate cannot be used: its key or signature is too weak"_s;
}

void TestTransport::refusesBadCredentials() {
  QFETCH(QByteArray, ca);
  QFETCH(QByteArray, certificate);
  QFETCH(QByteArray, key);
  QFETCH(QString, detail);
  ServerAddress server;
  server.scheme = u"https"_s;
  server.host = u"api.test"_s;
  server.port = 6443;
  server.caPem = ca;
  Identity identity;
  identity.certificatePem = certificate;
  identity.privateKeyPem = key;
  const auto context = TlsContext::client(server, identity);
  QVERIFY(!context);
  QCOMPARE(context.error().code, ErrorCode::CredentialsInvalid);
  QCOMPARE(context.error().stage, Stage::Authentication);
  QCOMPARE(context.error().detail, detail);  // and so nothing of the key
  QVERIFY(!context.error().hint.isEmpty());
}

void TestTransport::ignoresSigpipe() {
  // Also where somebody else has a handler: Qt Test's ends the program.
  std::signal(SIGPIPE, [](int) { qFatal("SIGPIPE"); });
  TransportPair pair(m_serverTls, clientTls(m_authority->pem()));
  QTRY_VERIFY(pair.client->isOpen() && pair.server->isOpen());
  pair.server->abort();
  const auto write = [&] {
    pair.client->write("into the void");
    pair.client->flush();
    return !pair.client->isOpen();
  };
  QTRY_VERIFY(write());
}

// ---- Connecting ----

void TestTransport::explainsConnectFailures_data() {
  QTest::addColumn<QString>("host");
  QTest::addColumn<QString>("server");
  QTest::addColumn<ErrorCode>("code");
  QTest::addColumn<QString>("detail");
  QTest::addRow("refused") << u"127.0.0.1"_s << u"nobody"_s << ErrorCode::ConnectionRefused
                           << u"nothing listens at 127.0.0.1:%1"_s;
  QTest::addRow("refused on every address")
      << u"localhost"_s << u"nobody"_s << ErrorCode::ConnectionRefused << u"nothing listens at localhost:%1"_s;
  QTest::addRow("refused on IPv6") << u"::1"_s << u"nobody"_s << ErrorCode::ConnectionRefused
                                   << u"nothing listens at [::1]:%1"_s;
  QTest::addRow("a name that cannot be") << u"a..b"_s << u"nobody"_s << ErrorCode::HostNotFound
                                         << u"the host \"a..b\" was not found"_s;
  QTest::addRow("no answer") << u"127.0.0.1"_s << u"black hole"_s << ErrorCode::ConnectionTimedOut
                             << u"no answer from 127.0.0.1:%1 within 300 ms"_s;
  QTest::addRow("no route") << u"255.255.255.255"_s << u"nobody"_s << ErrorCode::NetworkUnreachable
                            << u"255.255.255.255:%1 cannot be reached: Network is unreachable"_s;
}

void TestTransport::explainsConnectFailures() {
  QFETCH(QString, host);
  QFETCH(QString, server);
  QFETCH(ErrorCode, code);
  QFETCH(QString, detail);
  quint16 port = 0;
  std::optional<BlackHole> blackHole;
  if (server == u"black hole"_s) {
    port = blackHole.emplace().port;
  } else {
    port = Acceptor([](FileDescriptor) {}).serverPort();  // closed again
  }
  Transport transport;
  TransportLog log(transport);
  log.inCall([&] {
    transport.connectTo({.host = host, .port = port, .tls = m_clientTls, .tlsServerName = {}, .timeout = 300ms});
  });
  QTRY_COMPARE(log.events, QStringList{u"failed"_s});
  QCOMPARE(log.error->code, code);
  if (code == ErrorCode::NetworkUnreachable) {
    QVERIFY2(log.error->detail.startsWith(u"255.255.255.255:%1 cannot be reached: "_s.arg(port)),
             qPrintable(log.error->detail));
  } else {
    QCOMPARE(log.error->detail, detail.contains(u"%1"_s) ? detail.arg(port) : detail);
  }
  QVERIFY(!log.error->hint.isEmpty());
  QCOMPARE(log.signalsInsideCalls, 0);
  QCOMPARE(transport.descriptor(), -1);
  QVERIFY(!transport.isOpen());
}

void TestTransport::triesAllAddresses() {
  FileDescriptor accepted;
  const Acceptor acceptor([&](FileDescriptor socket) { accepted = std::move(socket); }, QHostAddress(u"127.0.0.3"_s));
  TcpConnector connector(u"three"_s, acceptor.serverPort(), 10s);
  QSignalSpy finished(&connector, &TcpConnector::finished);
  connector.start({QHostAddress(u"255.255.255.255"_s), QHostAddress(u"127.0.0.1"_s), QHostAddress(u"127.0.0.3"_s)});
  QCOMPARE(finished.count(), 0);
  QTRY_COMPARE(finished.count(), 1);
  QVERIFY(finished.at(0).at(0).value<Result<void>>().has_value());
  QVERIFY(connector.takeSocket().isValid());
  QTRY_VERIFY(accepted.isValid());

  // Of the errors, the first that came from a machine counts.
  TcpConnector refused(u"three"_s, acceptor.serverPort(), 10s);
  QSignalSpy refusals(&refused, &TcpConnector::finished);
  refused.start({QHostAddress(u"255.255.255.255"_s), QHostAddress(u"127.0.0.1"_s), QHostAddress(u"255.255.255.255"_s)});
  QTRY_COMPARE(refusals.count(), 1);
  QCOMPARE(refusals.at(0).at(0).value<Result<void>>().error().code, ErrorCode::ConnectionRefused);
}

void TestTransport::givesEachAddressItsShare() {
  const BlackHole blackHole;
  FileDescriptor accepted;
  const Acceptor acceptor([&](FileDescriptor socket) { accepted = std::move(socket); }, QHostAddress(u"127.0.0.3"_s),
                          blackHole.port);
  TcpConnector connector(u"two"_s, blackHole.port, 5s);
  QSignalSpy finished(&connector, &TcpConnector::finished);
  QElapsedTimer clock;
  clock.start();
  connector.start({QHostAddress(u"127.0.0.1"_s), QHostAddress(u"127.0.0.3"_s)});
  QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 8000);
  QVERIFY(finished.at(0).at(0).value<Result<void>>().has_value());
  QVERIFY(clock.elapsed() >= 2000);
}

void TestTransport::namesTheTimeoutOfTheHandshake() {
  FileDescriptor silent;
  const Acceptor acceptor([&](FileDescriptor socket) { silent = std::move(socket); });
  Transport transport;
  const TransportLog log(transport);
  transport.connectTo({.host = u"127.0.0.1"_s,
                       .port = acceptor.serverPort(),
                       .tls = m_clientTls,
                       .tlsServerName = {},
                       .timeout = 300ms});
  QTRY_COMPARE(log.events, QStringList{u"failed"_s});
  QCOMPARE(log.error->code, ErrorCode::ConnectionTimedOut);
  QCOMPARE(log.error->detail,
           u"127.0.0.1:%1 did not complete the TLS handshake within 300 ms"_s.arg(acceptor.serverPort()));
}

void TestTransport::dropsClientsThatDoNotShakeHands() {
  Transport server;
  const TransportLog log(server);
  const Acceptor acceptor([&](FileDescriptor socket) { server.adopt(std::move(socket), m_serverTls, 200ms); });
  QTcpSocket client;
  client.connectToHost(QHostAddress::LocalHost, acceptor.serverPort());
  QTRY_COMPARE(log.events, QStringList{u"failed"_s});
  QCOMPARE(log.error->code, ErrorCode::ConnectionTimedOut);
  QTRY_COMPARE(client.state(), QAbstractSocket::UnconnectedState);
}

void TestTransport::explainsEndsDuringTheHandshake_data() {
  QTest::addColumn<QByteArray>("answer");
  QTest::addColumn<bool>("reset");
  QTest::addColumn<ErrorCode>("code");
  QTest::addColumn<QString>("problem");
  QTest::addRow("HTTP") << QByteArray("HTTP/1.0 400 Bad Request\r\n\r\nClient sent an HTTPS request to an HTTP server.")
                        << false << ErrorCode::TlsFailed << u"does not speak TLS"_s;
  QTest::addRow("SSH") << QByteArray("SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n") << false << ErrorCode::TlsFailed
                       << u"does not speak TLS"_s;
  QTest::addRow("end") << QByteArray() << false << ErrorCode::ConnectionLost
                       << u"ended the connection during the TLS handshake"_s;
  QTest::addRow("reset") << QByteArray() << true << ErrorCode::ConnectionLost
                         << u"reset the connection during the TLS handshake"_s;
  QTest::addRow("alert") << QByteArray("\x15\x03\x03\x00\x02\x02\x28", 7) << false << ErrorCode::TlsFailed
                         << u"handshake failure"_s;
  QTest::addRow("too old") << QByteArray("\x15\x03\x03\x00\x02\x02\x46", 7) << false << ErrorCode::TlsFailed
                           << u"supports no version of TLS from 1.2 on"_s;
}

void TestTransport::explainsEndsDuringTheHandshake() {
  QFETCH(QByteArray, answer);
  QFETCH(bool, reset);
  QFETCH(ErrorCode, code);
  QFETCH(QString, problem);
  QTcpSocket peer;
  const Acceptor acceptor([&](FileDescriptor socket) {
    peer.setSocketDescriptor(socket.release());
    connect(&peer, &QTcpSocket::readyRead, &peer, [&peer, answer, reset] {
      peer.readAll();
      peer.write(answer);
      if (reset) {
        const linger hard{1, 0};
        ::setsockopt(static_cast<int>(peer.socketDescriptor()), SOL_SOCKET, SO_LINGER, &hard, sizeof(hard));
        peer.abort();
      } else {
        peer.disconnectFromHost();
      }
    });
  });
  Transport transport;
  const TransportLog log(transport);
  transport.connectTo({.host = u"127.0.0.1"_s, .port = acceptor.serverPort(), .tls = m_clientTls, .tlsServerName = {}});
  QTRY_COMPARE(log.events, QStringList{u"failed"_s});
  QVERIFY2(log.error->detail.contains(problem), qPrintable(log.error->detail));
  QVERIFY(log.error->detail.contains(u"127.0.0.1:%1"_s.arg(acceptor.serverPort())));
  QCOMPARE(log.error->code, code);
}

// ---- Carrying ----

void TestTransport::worksWithQtsSockets_data() {
  QTest::addColumn<bool>("qtIsServer");
  QTest::addRow("QSslServer") << true;
  QTest::addRow("QSslSocket") << false;
}

/// The other end is not ours.
void TestTransport::worksWithQtsSockets() {
  QFETCH(bool, qtIsServer);
  const QByteArray sent = randomBytes(3'000'000);
  QByteArray returned;
  const auto echo = [](QSslSocket* socket) {
    connect(socket, &QSslSocket::readyRead, socket, [socket] { socket->write(socket->readAll()); });
  };
  Transport transport;
  TransportLog log(transport);
  QSslServer qtServer;
  QSslSocket qtClient;
  const Acceptor acceptor([&](FileDescriptor socket) { transport.adopt(std::move(socket), m_serverTls); });
  if (qtIsServer) {
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setLocalCertificate(QSslCertificate(m_localhost.pem));
    configuration.setPrivateKey(QSslKey(m_localhost.keyPem, QSsl::Ec));
    qtServer.setSslConfiguration(configuration);
    connect(&qtServer, &QTcpServer::pendingConnectionAvailable, &qtServer,
            [&] { echo(qobject_cast<QSslSocket*>(qtServer.nextPendingConnection())); });
    QVERIFY(qtServer.listen(QHostAddress::LocalHost));
    transport.connectTo(
        {.host = u"127.0.0.1"_s, .port = qtServer.serverPort(), .tls = m_clientTls, .tlsServerName = {}});
  } else {
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setCaCertificates(QSslCertificate::fromData(m_authority->pem()));
    qtClient.setSslConfiguration(configuration);
    qtClient.connectToHostEncrypted(u"127.0.0.1"_s, acceptor.serverPort());
    echo(&qtClient);
  }
  transport.write(sent);
  QTRY_COMPARE(log.data.size(), sent.size());
  QCOMPARE(log.data, sent);
  // Qt closes with close_notify.
  if (qtIsServer) {
    for (QSslSocket* const socket : qtServer.findChildren<QSslSocket*>()) {
      socket->disconnectFromHost();
    }
  } else {
    qtClient.disconnectFromHost();
  }
  QTRY_COMPARE(log.events.value(log.events.size() - 1), u"ended"_s);
}

void TestTransport::movesManyBytes_data() {
  carriesBytesBothWays_data();
}

/// 64 MiB each way at once, by writers that stop at a mark and go on when they hear writable().
void TestTransport::movesManyBytes() {
  QFETCH(std::shared_ptr<TlsContext>, server);
  QFETCH(std::shared_ptr<TlsContext>, client);
  constexpr qsizetype kTotal = 64 * 1024 * 1024;
  constexpr qsizetype kMark = 512 * 1024;
  const QByteArray block = randomBytes(1'000'003);
  struct End {
    Transport* transport;
    QCryptographicHash sent{QCryptographicHash::Md5};
    QCryptographicHash got{QCryptographicHash::Md5};
    qsizetype sentBytes = 0;
    qsizetype gotBytes = 0;
    qsizetype mostQueued = 0;
    qsizetype mostReceived = 0;
    bool isWriting = false;
  };
  TransportPair pair(server, client);
  pair.clientLog.takes = pair.serverLog.takes = false;
  End ends[2] = {{pair.client.get()}, {pair.server.get()}};
  for (End& end : ends) {
    const auto pump = [&end, &block] {
      while (end.sentBytes < kTotal && end.transport->bytesToWrite() < kMark) {
        const qsizetype offset = end.sentBytes % block.size();
        const QByteArrayView piece = QByteArrayView(block).sliced(offset).first(
            std::min({block.size() - offset, qsizetype(70'001), kTotal - end.sentBytes}));
        end.transport->write(piece);
        end.sent.addData(piece);
        end.sentBytes += piece.size();
        end.mostQueued = qMax(end.mostQueued, end.transport->bytesToWrite());
      }
    };
    connect(end.transport, &Transport::opened, end.transport, pump);
    connect(end.transport, &Transport::writable, end.transport, pump);
    connect(end.transport, &Transport::readyRead, end.transport, [&end] {
      // Takes some and leaves some, to stir the buffer.
      const QByteArrayView all = end.transport->received();
      end.mostReceived = qMax(end.mostReceived, all.size());
      const QByteArrayView some = end.gotBytes + all.size() == kTotal ? all : all.first((all.size() + 1) / 2);
      end.got.addData(some);
      end.gotBytes += some.size();
      end.transport->consume(some.size());
    });
  }
  const auto done = [&] {
    for (End& end : ends) {
      const QByteArrayView rest = end.transport->received();
      if (end.gotBytes + rest.size() == kTotal) {
        end.got.addData(rest);
        end.gotBytes += rest.size();
        end.transport->consume(rest.size());
      }
    }
    return ends[0].gotBytes == kTotal && ends[1].gotBytes == kTotal;
  };
  QTRY_VERIFY_WITH_TIMEOUT(done(), 60'000);
  QCOMPARE(ends[0].got.result(), ends[1].sent.result());
  QCOMPARE(ends[1].got.result(), ends[0].sent.result());
  for (const End& end : ends) {
    QVERIFY(end.mostQueued < kMark + 70'001);
    QVERIFY(end.mostReceived <= Transport::kReceiveLimit);
  }
}

void TestTransport::boundsWhatItReceives_data() {
  QTest::addColumn<bool>("isTls");
  QTest::addColumn<bool>("pauses");
  QTest::addRow("plain, not consumed") << false << false;
  QTest::addRow("plain, paused") << false << true;
  QTest::addRow("TLS, not consumed") << true << false;
  QTest::addRow("TLS, paused") << true << true;
}

void TestTransport::boundsWhatItReceives() {
  QFETCH(bool, isTls);
  QFETCH(bool, pauses);
  TransportPair pair(isTls ? m_serverTls : nullptr, isTls ? m_clientTls : nullptr);
  pair.clientLog.takes = false;
  QTRY_COMPARE(pair.clientLog.events, QStringList{u"opened"_s});
  QTRY_VERIFY(pair.server->isOpen());
  if (pauses) {
    pair.client->setReadingPaused(true);
  }
  // More than the socket buffers of both ends together hold.
  const QByteArray sent = randomBytes(32 * 1024 * 1024);
  pair.server->write(sent);
  qsizetype left = 0;
  do {
    left = pair.server->bytesToWrite();
    QTest::qWait(100);
  } while (pair.server->bytesToWrite() != left);
  QVERIFY(left > 1024 * 1024);
  QCOMPARE(pair.client->received().size(), pauses ? 0 : Transport::kReceiveLimit);
  const int before = pair.clientLog.readyReads;
  QTest::qWait(20);
  QCOMPARE(pair.clientLog.readyReads, before);

  pair.clientLog.takes = true;
  pair.clientLog.inCall([&] {
    if (pauses) {
      pair.client->setReadingPaused(false);
    } else {
      pair.clientLog.data += pair.client->received();
      pair.client->consume(pair.client->received().size());
    }
  });
  QTRY_COMPARE_WITH_TIMEOUT(pair.clientLog.data.size(), sent.size(), 30'000);
  QVERIFY(pair.clientLog.data == sent);
  QCOMPARE(pair.clientLog.signalsInsideCalls, 0);
  QVERIFY(pair.clientLog.most <= Transport::kReceiveLimit);
}

/// Bytes that OpenSSL has taken from the socket and not handed out wake no notifier.
void TestTransport::handsOnWhatOpenSslHolds() {
  TransportPair pair(m_serverTls, m_clientTls);
  QTRY_COMPARE(pair.clientLog.events, QStringList{u"opened"_s});
  QTRY_VERIFY(pair.server->isOpen());
  pair.client->setReadingPaused(true);
  // Seven records of 10,000 bytes: the first 64 KiB end within one.
  for (int i = 0; i < 7; ++i) {
    pair.server->write(QByteArray(10'000, static_cast<char>('a' + i)));
    pair.server->flush();
  }
  QTRY_VERIFY(unread(pair.client->descriptor()) >= 70'000);
  bool pauseOnce = true;
  connect(pair.client.get(), &Transport::readyRead, this, [&] {
    if (std::exchange(pauseOnce, false)) {
      pair.client->setReadingPaused(true);
    }
  });
  pair.client->setReadingPaused(false);
  QTRY_VERIFY(!pauseOnce);
  QTest::qWait(10);
  QVERIFY(pair.clientLog.data.size() < 70'000);
  QCOMPARE(unread(pair.client->descriptor()), 0);
  pair.client->setReadingPaused(false);
  QTRY_COMPARE(pair.clientLog.data.size(), 70'000);

  // And bytes that were left in received() are told of again.
  pair.clientLog.takes = false;
  pair.server->write("more");
  QTRY_COMPARE(pair.client->received(), "more");
  pair.client->setReadingPaused(true);
  pair.clientLog.takes = true;
  const int before = pair.clientLog.readyReads;
  pair.client->setReadingPaused(false);
  QCOMPARE(pair.clientLog.readyReads, before);
  QTRY_COMPARE(pair.clientLog.readyReads, before + 1);
  QVERIFY(pair.clientLog.data.endsWith("more"));
}

void TestTransport::leavesOthersTheirTurn() {
  TransportPair pair(m_serverTls, m_clientTls);
  QTRY_VERIFY(pair.client->isOpen() && pair.server->isOpen());
  pair.client->setReadingPaused(true);
  pair.server->write(QByteArray(8 * 1024 * 1024, 'x'));
  QTRY_VERIFY(unread(pair.client->descriptor()) > 100 * 1024);
  qsizetype thisTurn = 0;
  qsizetype mostATurn = 0;
  int turns = 0;
  const QObject here;
  connect(QAbstractEventDispatcher::instance(), &QAbstractEventDispatcher::awake, &here, [&] { thisTurn = 0; });
  qsizetype before = 0;
  connect(pair.client.get(), &Transport::readyRead, this, [&] {
    thisTurn += pair.clientLog.data.size() - before;
    before = pair.clientLog.data.size();
    mostATurn = qMax(mostATurn, thisTurn);
    ++turns;
  });
  pair.client->setReadingPaused(false);
  QTRY_COMPARE_WITH_TIMEOUT(pair.clientLog.data.size(), 8 * 1024 * 1024, 30'000);
  QVERIFY2(mostATurn <= 2 * 256 * 1024, QByteArray::number(mostATurn).constData());
  QVERIFY(turns > 16);
}

void TestTransport::saysWhenItIsWritableAgain_data() {
  QTest::addColumn<bool>("flushes");
  QTest::addRow("at the turn's end") << false;
  QTest::addRow("by flush") << true;
}

void TestTransport::saysWhenItIsWritableAgain() {
  QFETCH(bool, flushes);
  TransportPair pair(m_serverTls, m_clientTls);
  QTRY_VERIFY(pair.client->isOpen() && pair.server->isOpen());
  pair.clientLog.inCall([&] {
    pair.client->write(QByteArray(Transport::kLowWater - 1, 'x'));
    pair.client->flush();
  });
  QTRY_COMPARE(pair.serverLog.data.size(), Transport::kLowWater - 1);
  QCOMPARE(pair.clientLog.events, QStringList{u"opened"_s});  // it was never above
  pair.clientLog.inCall([&] {
    pair.client->write(QByteArray(Transport::kLowWater, 'x'));
    if (flushes) {
      pair.client->flush();
      QCOMPARE(pair.client->bytesToWrite(), 0);
    }
  });
  QTRY_COMPARE(pair.clientLog.events, (QStringList{u"opened"_s, u"writable"_s}));

  // The peer does not read: nothing until it does.
  pair.server->setReadingPaused(true);
  pair.client->write(QByteArray(32 * 1024 * 1024, 'x'));
  QTest::qWait(100);
  QCOMPARE(pair.clientLog.events.size(), 2);
  QVERIFY(pair.client->bytesToWrite() > Transport::kLowWater);
  pair.server->setReadingPaused(false);
  QTRY_COMPARE_WITH_TIMEOUT(pair.clientLog.events.size(), 3, 30'000);
  QVERIFY(pair.client->bytesToWrite() < Transport::kLowWater);
  QCOMPARE(pair.clientLog.signalsInsideCalls, 0);
}

/// Whoever does not read for a while would not hear that the connection is gone.
void TestTransport::saysWhenNothingCanBeWritten() {
  TransportPair pair;
  QTRY_VERIFY(pair.client->isOpen() && pair.server->isOpen());
  const QSignalSpy broken(pair.server.get(), &Transport::broken);
  pair.server->setReadingPaused(true);
  pair.client->write("unread");
  pair.client->flush();
  QTest::qWait(100);
  pair.client->abort();
  QTest::qWait(100);
  QCOMPARE(broken.size(), 0);
  pair.serverLog.inCall([&] {
    pair.server->write("a");
    pair.server->flush();
  });
  QTRY_COMPARE(broken.size(), 1);
  QVERIFY(!pair.server->isOpen());
  QCOMPARE(pair.server->bytesToWrite(), 0);
  QCOMPARE(pair.serverLog.events, QStringList{u"opened"_s});
  pair.server->write("b");
  pair.server->setReadingPaused(false);
  QTRY_COMPARE(pair.serverLog.events, (QStringList{u"opened"_s, u"failed"_s}));
  QCOMPARE(pair.serverLog.data, "unread");
  QCOMPARE(broken.size(), 1);
}

void TestTransport::saysSoAfterThePeersEnd() {
  TransportPair pair;
  QTRY_VERIFY(pair.client->isOpen() && pair.server->isOpen());
  const QSignalSpy broken(pair.server.get(), &Transport::broken);
  pair.serverLog.takes = false;
  pair.client->setReadingPaused(true);
  pair.client->write("unread");
  pair.client->flush();
  ::shutdown(pair.client->descriptor(), SHUT_WR);
  QTRY_COMPARE(pair.serverLog.events, (QStringList{u"opened"_s, u"ended"_s}));
  pair.server->write(QByteArray(32 * 1024 * 1024, 'x'));
  QTest::qWait(100);
  QVERIFY(pair.server->bytesToWrite() > Transport::kLowWater);
  QCOMPARE(broken.size(), 0);
  pair.client->abort();
  QTRY_COMPARE(broken.size(), 1);
  QCOMPARE(pair.serverLog.events, (QStringList{u"opened"_s, u"ended"_s}));
  QCOMPARE(pair.server->received(), "unread");
}

void TestTransport::survivesAKeyUpdate() {
  const RawTlsServer server(m_localhost, [](SSL* ssl) {
    char byte = 0;
    SSL_read(ssl, &byte, 1);
    for (int i = 0; i < 3; ++i) {
      SSL_key_update(ssl, SSL_KEY_UPDATE_REQUESTED);
      SSL_write(ssl, "fresh keys", 10);
      SSL_read(ssl, &byte, 1);
    }
    SSL_shutdown(ssl);
  });
  Transport client;
  const TransportLog log(client);
  client.connectTo({.host = u"127.0.0.1"_s, .port = server.port, .tls = m_clientTls, .tlsServerName = {}});
  client.write("1");
  for (int i = 1; i <= 3; ++i) {
    QTRY_COMPARE(log.data.size(), 10 * i);
    client.write("2");
  }
  QTRY_COMPARE(log.events, (QStringList{u"opened"_s, u"ended"_s}));
}

// ---- Ending ----

void TestTransport::endsInOrder_data() {
  carriesBytesBothWays_data();
}

void TestTransport::endsInOrder() {
  QFETCH(std::shared_ptr<TlsContext>, server);
  QFETCH(std::shared_ptr<TlsContext>, client);
  TransportPair pair(server, client);
  QTRY_VERIFY(pair.client->isOpen() && pair.server->isOpen());
  pair.client->write("last words");
  pair.clientLog.inCall([&] { pair.client->close(); });
  QVERIFY(!pair.client->isOpen());
  pair.client->write("too late");
  QTRY_COMPARE(pair.serverLog.events, (QStringList{u"opened"_s, u"ended"_s}));
  QCOMPARE(pair.serverLog.data, "last words");
  QVERIFY(!pair.server->isOpen());
  QCOMPARE(pair.clientLog.events, QStringList{u"opened"_s});  // the other end has not ended yet
  pair.server->close();
  QTRY_COMPARE(pair.clientLog.events, (QStringList{u"opened"_s, u"ended"_s}));
  QCOMPARE(pair.client->descriptor(), -1);
  QTRY_COMPARE(pair.server->descriptor(), -1);
  QCOMPARE(pair.clientLog.signalsInsideCalls, 0);
}

void TestTransport::sendsEverythingBeforeItsEnd_data() {
  QTest::addColumn<bool>("isTls");
  QTest::addColumn<bool>("isDestroyed");
  QTest::addRow("plain") << false << false;
  QTest::addRow("TLS") << true << false;
  QTest::addRow("plain, destroyed then") << false << true;
  QTest::addRow("TLS, destroyed then") << true << true;
}

/// What close() has handed to the kernel arrives, also if the object goes away then.
void TestTransport::sendsEverythingBeforeItsEnd() {
  QFETCH(bool, isTls);
  QFETCH(bool, isDestroyed);
  TransportPair pair(isTls ? m_serverTls : nullptr, isTls ? m_clientTls : nullptr);
  QTRY_VERIFY(pair.client->isOpen() && pair.server->isOpen());
  const QByteArray sent = randomBytes(isDestroyed ? 20'000 : 8'000'000);
  pair.client->write(sent);
  pair.client->close();
  if (isDestroyed) {
    QCOMPARE(pair.client->bytesToWrite(), 0);
    pair.client.reset();
  }
  QTRY_COMPARE(pair.serverLog.events, (QStringList{u"opened"_s, u"ended"_s}));
  QVERIFY(pair.serverLog.data == sent);
}

void TestTransport::canAnswerAfterThePeersEnd() {
  TransportPair pair(m_serverTls, m_clientTls);
  QTRY_VERIFY(pair.client->isOpen() && pair.server->isOpen());
  pair.server->close();
  QTRY_COMPARE(pair.clientLog.events, (QStringList{u"opened"_s, u"ended"_s}));
  // It goes out, though the other end, which said that it has finished, drops it.
  pair.client->write("answer");
  pair.client->flush();
  QCOMPARE(pair.client->bytesToWrite(), 0);
  pair.client->close();
  QTRY_COMPARE(pair.serverLog.events, (QStringList{u"opened"_s, u"ended"_s}));
  QCOMPARE(pair.clientLog.events, (QStringList{u"opened"_s, u"ended"_s}));
}

void TestTransport::tellsACutFromAnEnd_data() {
  QTest::addColumn<bool>("isTls");
  QTest::addColumn<bool>("reset");
  QTest::addColumn<bool>("isEnd");
  QTest::addColumn<QString>("problem");
  QTest::addRow("plain FIN") << false << false << true << QString();
  QTest::addRow("plain reset") << false << true << false << u"reset the connection"_s;
  QTest::addRow("TLS FIN without close_notify") << true << false << false << u"ended the connection without notice"_s;
  QTest::addRow("TLS reset") << true << true << false << u"reset the connection"_s;
}

void TestTransport::tellsACutFromAnEnd() {
  QFETCH(bool, isTls);
  QFETCH(bool, reset);
  QFETCH(bool, isEnd);
  QFETCH(QString, problem);
  TransportPair pair(isTls ? m_serverTls : nullptr, isTls ? m_clientTls : nullptr);
  QTRY_VERIFY(pair.client->isOpen() && pair.server->isOpen());
  pair.server->write("part of it");
  pair.server->flush();
  if (reset) {
    pair.server->abort();
  } else {
    ::shutdown(pair.server->descriptor(), SHUT_WR);
  }
  QTRY_VERIFY(pair.clientLog.isOver());
  QCOMPARE(pair.clientLog.data, "part of it");
  QCOMPARE(pair.clientLog.events, (QStringList{u"opened"_s, isEnd ? u"ended"_s : u"failed"_s}));
  if (!isEnd) {
    QCOMPARE(pair.clientLog.error->code, ErrorCode::ConnectionLost);
    QCOMPARE(pair.clientLog.error->stage, Stage::Session);
    QCOMPARE(pair.clientLog.error->detail, u"127.0.0.1:%1 "_s.arg(pair.endpoint.port) + problem);
  }
}

/// A write that meets a reset must not throw away what came before it; nor may it be noticed while reading is paused
/// and bytes wait.
void TestTransport::deliversWhatCameBeforeAReset() {
  for (const bool isTls : {false, true}) {
    TransportPair pair(isTls ? m_serverTls : nullptr, isTls ? m_clientTls : nullptr);
    QTRY_VERIFY(pair.client->isOpen() && pair.server->isOpen());
    pair.client->setReadingPaused(true);
    const QByteArray sent = randomBytes(100'000);
    pair.server->write(sent);
    pair.server->flush();
    QTRY_VERIFY(unread(pair.client->descriptor()) >= 100'000);
    pair.server->abort();
    pair.clientLog.inCall([&] {
      for (int i = 0; i < 3; ++i) {
        pair.client->write("into the void");
        pair.client->flush();
      }
    });
    QTest::qWait(20);
    QCOMPARE(pair.clientLog.events, QStringList{u"opened"_s});
    QVERIFY(!pair.client->isOpen());
    QCOMPARE(pair.client->bytesToWrite(), 0);
    pair.client->setReadingPaused(false);
    QTRY_COMPARE(pair.clientLog.events, (QStringList{u"opened"_s, u"failed"_s}));
    QVERIFY(pair.clientLog.data == sent);
    QCOMPARE(pair.clientLog.error->code, ErrorCode::ConnectionLost);
    QCOMPARE(pair.clientLog.signalsInsideCalls, 0);
  }
  // With nothing to be read, a failed write is told of at once, paused or not.
  TransportPair pair(m_serverTls, m_clientTls);
  QTRY_VERIFY(pair.client->isOpen() && pair.server->isOpen());
  QTest::qWait(10);  // the server's session tickets
  pair.client->setReadingPaused(true);
  pair.server->abort();
  const auto write = [&] {
    pair.client->write("into the void");
    pair.client->flush();
    return !pair.client->isOpen();
  };
  QTRY_VERIFY(write());
  QTRY_COMPARE(pair.clientLog.events, (QStringList{u"opened"_s, u"failed"_s}));
}

void TestTransport::resets_data() {
  QTest::addColumn<bool>("isTls");
  QTest::addColumn<QString>("how");
  for (const bool isTls : {false, true}) {
    for (const char* const how : {"abort", "destruction", "destruction with bytes unsent after close"}) {
      QTest::addRow("%s, %s", isTls ? "TLS" : "plain", how) << isTls << QString::fromLatin1(how);
    }
  }
}

void TestTransport::resets() {
  QFETCH(bool, isTls);
  QFETCH(QString, how);
  TransportPair pair(isTls ? m_serverTls : nullptr, isTls ? m_clientTls : nullptr);
  QTRY_VERIFY(pair.client->isOpen() && pair.server->isOpen());
  if (how == u"abort"_s) {
    pair.client->abort();
    QVERIFY(!pair.client->isOpen());
    QCOMPARE(pair.client->descriptor(), -1);
  } else if (how == u"destruction"_s) {
    pair.client.reset();
  } else {
    pair.server->setReadingPaused(true);
    pair.client->write(QByteArray(32 * 1024 * 1024, 'x'));
    pair.client->close();
    QVERIFY(pair.client->bytesToWrite() > 0);
    pair.client.reset();
    pair.server->setReadingPaused(false);
  }
  QTRY_COMPARE(pair.serverLog.events, (QStringList{u"opened"_s, u"failed"_s}));
  QCOMPARE(pair.serverLog.error->code, ErrorCode::ConnectionLost);
  QVERIFY2(pair.serverLog.error->detail.endsWith(u"reset the connection"_s), qPrintable(pair.serverLog.error->detail));
}

void TestTransport::givesUpOnAnEndThatDoesNotCome() {
  TransportPair pair(m_serverTls, m_clientTls);
  QTRY_VERIFY(pair.client->isOpen() && pair.server->isOpen());
  pair.server->setReadingPaused(true);
  pair.client->close();
  QTRY_COMPARE_WITH_TIMEOUT(pair.clientLog.events, (QStringList{u"opened"_s, u"failed"_s}), 10'000);
  QCOMPARE(pair.clientLog.error->code, ErrorCode::ConnectionTimedOut);
  QVERIFY(pair.clientLog.error->detail.endsWith(u"did not end the connection within 5 s"_s));
}

/// Else a peer that is in the middle of sending would never get to our end.
void TestTransport::dropsWhatComesAfterItsOwnEnd() {
  TransportPair pair(m_serverTls, m_clientTls);
  QTRY_VERIFY(pair.client->isOpen() && pair.server->isOpen());
  pair.client->setReadingPaused(true);
  pair.clientLog.takes = false;
  pair.server->write(QByteArray(32 * 1024 * 1024, 'x'));
  pair.server->close();
  pair.client->close();
  QTRY_COMPARE_WITH_TIMEOUT(pair.clientLog.events, (QStringList{u"opened"_s, u"ended"_s}), 30'000);
  QTRY_VERIFY(pair.serverLog.isOver());
  QCOMPARE(pair.clientLog.readyReads, 0);
}

void TestTransport::maySayNothingAfterAbort() {
  TransportPair pair(m_serverTls, m_clientTls);
  QTRY_VERIFY(pair.client->isOpen() && pair.server->isOpen());
  pair.server->write("unread");
  pair.server->flush();
  pair.client->write(QByteArray(Transport::kLowWater, 'x'));
  pair.client->flush();
  QTRY_VERIFY(unread(pair.client->descriptor()) > 0);
  pair.client->abort();
  pair.client->write("x");
  pair.client->flush();
  pair.client->close();
  pair.client->abort();
  QTRY_VERIFY(pair.serverLog.isOver());
  QTest::qWait(10);
  QCOMPARE(pair.clientLog.events, QStringList{u"opened"_s});
  QCOMPARE(pair.clientLog.readyReads, 0);

  // While it connects, too.
  Transport connecting;
  const TransportLog log(connecting);
  connecting.connectTo(pair.endpoint);
  connecting.abort();
  Transport looking;
  const TransportLog lookingLog(looking);
  looking.connectTo({.host = u"localhost"_s, .port = 1, .tls = {}, .tlsServerName = {}});
  looking.close();
  QTest::qWait(50);
  QCOMPARE(log.events + lookingLog.events, QStringList());
}

void TestTransport::mayBeDestroyedInItsSignals_data() {
  QTest::addColumn<bool>("isTls");
  QTest::addColumn<QString>("signal");
  for (const bool isTls : {false, true}) {
    for (const char* const signal : {"opened", "readyRead", "writable", "ended", "failed", "refused"}) {
      QTest::addRow("%s, %s", isTls ? "TLS" : "plain", signal) << isTls << QString::fromLatin1(signal);
    }
  }
}

void TestTransport::mayBeDestroyedInItsSignals() {
  QFETCH(bool, isTls);
  QFETCH(QString, signal);
  auto pair = std::make_unique<TransportPair>(isTls ? m_serverTls : nullptr, isTls ? m_clientTls : nullptr);
  const QPointer<Transport> alive = pair->client.get();
  const auto destroy = [&] { pair->client.reset(); };
  if (signal == u"refused"_s) {
    const quint16 port = Acceptor([](FileDescriptor) {}).serverPort();
    pair->client = std::make_unique<Transport>();
    connect(pair->client.get(), &Transport::failed, this, destroy);
    pair->client->connectTo({.host = u"127.0.0.1"_s, .port = port, .tls = {}, .tlsServerName = {}});
  } else if (signal == u"opened"_s) {
    connect(pair->client.get(), &Transport::opened, this, destroy);
  } else if (signal == u"readyRead"_s) {
    pair->clientLog.takes = false;
    connect(pair->client.get(), &Transport::readyRead, this, destroy);
    pair->server->write(QByteArray(500'000, 'x'));
  } else if (signal == u"writable"_s) {
    connect(pair->client.get(), &Transport::writable, this, destroy);
    pair->client->write(QByteArray(Transport::kLowWater, 'x'));
  } else if (signal == u"ended"_s) {
    connect(pair->client.get(), &Transport::ended, this, destroy);
    connect(pair->server.get(), &Transport::opened, this, [&] { pair->server->close(); });
  } else {
    connect(pair->client.get(), &Transport::failed, this, destroy);
    connect(pair->server.get(), &Transport::opened, this, [&] { pair->server->abort(); });
  }
  QTRY_VERIFY(!pair->client);
  QVERIFY(!alive);
}

void TestTransport::leavesNoDescriptors() {
  const auto count = [] {
    return QDir(u"/proc/self/fd"_s).entryList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot).size();
  };
  const auto before = count();
  for (int i = 0; i < 3; ++i) {
    TransportPair pair(m_serverTls, m_clientTls);
    QTRY_VERIFY(pair.client->isOpen() && pair.server->isOpen());
    pair.client->close();
    pair.server->close();
    QTRY_VERIFY(pair.clientLog.isOver() && pair.serverLog.isOver());
    Transport unfinished;
    unfinished.connectTo(pair.endpoint);
  }
  QTRY_COMPARE(count(), before);
}

QTEST_GUILESS_MAIN(TestTransport)
#include "test_transport.moc"
