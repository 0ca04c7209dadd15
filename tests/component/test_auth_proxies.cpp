#include <QSignalSpy>
#include <QTest>

#include "app/demo/democluster.h"
#include "core/cluster/credentialspool.h"
#include "core/forward/forward.h"
#include "tests/component/localclient.h"
#include "tests/support/certificates.h"
#include "tests/support/fakeproxy.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace portolan;
using portolan::test::FakeProxy;
using portolan::test::LocalClient;
using State = portolan::ForwardStatus::State;

Q_DECLARE_METATYPE(portolan::test::FakeProxy::Kind)

/// Forwards through proxies: what the API is asked, and the sessions.
class TestAuthProxies : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void initTestCase();
  void initTestCase_data();

  void carriesAllThatThereIs();
  void aLoginIsSent();
  void aWrongLogin();
  void aLoginThatIsMissing();
  void refusals_data();
  void refusals();
  void nothingListensBehindIt();
  void noProxyThere();
  void silentProxy();
  void proxyThatIsNone();
  void untrustedProxy();
  void muchDataBothWays();
  void serverNameBehindAProxy();
  void plainHttpBehindAProxy();

 private:
  static FakeProxy::Kind kind();
  [[nodiscard]] std::unique_ptr<FakeProxy> makeProxy() const;
  [[nodiscard]] ConnectionConfig connection(const FakeProxy& proxy, const QByteArray& login = {}) const;
  [[nodiscard]] std::unique_ptr<Forward> forward(const ConnectionConfig& connection) const;
  /// How requests and sessions fail, each with its own words: both have to be the same.
  [[nodiscard]] Error errorOf(const ConnectionConfig& connection) const;

  std::unique_ptr<DemoCluster> m_cluster;
  const test::CertificateAuthority m_authority{u"proxies"_s};
  test::Certificate m_certificate;
};

void TestAuthProxies::initTestCase_data() {
  QTest::addColumn<FakeProxy::Kind>("kind");
  QTest::newRow("http") << FakeProxy::Kind::Http;
  QTest::newRow("https") << FakeProxy::Kind::Https;
  QTest::newRow("socks5") << FakeProxy::Kind::Socks5;
}

FakeProxy::Kind TestAuthProxies::kind() {
  QFETCH_GLOBAL(FakeProxy::Kind, kind);
  return kind;
}

void TestAuthProxies::initTestCase() {
  m_certificate = m_authority.issueLocalhost();
  m_cluster = std::make_unique<DemoCluster>(DemoOptions{.times = {.oneSecond = 100ms}});
  QVERIFY(m_cluster->start());
  m_cluster->addSample();
  m_cluster->put(demoPod({.name = u"every"_s}));
}

std::unique_ptr<FakeProxy> TestAuthProxies::makeProxy() const {
  return std::make_unique<FakeProxy>(kind(), m_certificate);
}

ConnectionConfig TestAuthProxies::connection(const FakeProxy& proxy, const QByteArray& login) const {
  ConnectionConfig connection;
  connection.ns = u"default"_s;
  connection.server = m_cluster->server();
  // An https proxy may have a certificate of the cluster's authorities (as with Go).
  connection.server.caPem += m_authority.pem();
  connection.identity = m_cluster->identity();
  connection.server.proxy.kind = kind() == FakeProxy::Kind::Http    ? ProxyAddress::Kind::Http
                                 : kind() == FakeProxy::Kind::Https ? ProxyAddress::Kind::Https
                                                                    : ProxyAddress::Kind::Socks5;
  connection.server.proxy.host = u"localhost"_s;
  connection.server.proxy.port = proxy.serverPort();
  connection.server.proxy.user = login.split(':').value(0);
  connection.server.proxy.password = login.mid(login.indexOf(':') + 1);
  return connection;
}

std::unique_ptr<Forward> TestAuthProxies::forward(const ConnectionConfig& connection) const {
  ForwardSpec spec;
  spec.ns = u"default"_s;
  spec.target = {TargetKind::Pod, u"every"_s, {}};
  spec.ports = {parsePort(u":http"_s).value()};
  spec.persistence = ForwardSpec::Persistence::KeepTrying;
  auto made = std::make_unique<Forward>(SessionPools::forConnection(connection), spec);
  made->start();
  return made;
}

Error TestAuthProxies::errorOf(const ConnectionConfig& connection) const {
  const auto cluster = std::make_shared<Cluster>(connection);
  std::optional<Error> ofRequest;
  ApiRequest* const request = cluster->api().get(u"/api"_s, {}, &cluster->api());
  connect(request, &ApiRequest::finished, request,
          [&](const Result<QJsonObject>& answer) { ofRequest = answer ? Error() : answer.error(); });
  std::optional<Error> ofSession;
  SessionOpener opener(std::make_shared<SessionContext>(cluster), {u"default"_s, u"every"_s});
  connect(&opener, &SessionOpener::finished, &opener,
          [&](const Result<void>& result) { ofSession = result ? Error() : result.error(); });
  opener.start();
  if (!QTest::qWaitFor([&] { return ofRequest && ofSession; }, 30'000)) {
    qFatal("no answer");
  }
  [&] {
    QCOMPARE(ofSession->detail, ofRequest->detail);
    QCOMPARE(ofSession->hint, ofRequest->hint);
    QCOMPARE(ofSession->code, ofRequest->code);
    QVERIFY(!ofRequest->hint.isEmpty());
  }();
  return *ofSession;
}

void TestAuthProxies::carriesAllThatThereIs() {
  const auto proxy = makeProxy();
  const int before = m_cluster->connectionCount();
  const auto through = forward(connection(*proxy));
  QTRY_COMPARE_WITH_TIMEOUT(through->status().state, State::Ready, 10'000);
  LocalClient client(through->status().localPort, "GET /name HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  QTRY_VERIFY(client.isOver());
  QVERIFY(client.received.contains("every"));
  // Every connection that the cluster has from here came through the proxy.
  QVERIFY(proxy->targets().size() >= 2);
  for (const QByteArray& target : proxy->targets()) {
    QCOMPARE(target, "127.0.0.1:" + QByteArray::number(m_cluster->port()));
  }
  QVERIFY(m_cluster->connectionCount() - before <= proxy->targets().size());
  QVERIFY(!proxy->heard().contains(m_cluster->identity().bearerToken));
}

void TestAuthProxies::aLoginIsSent() {
  const auto proxy = makeProxy();
  proxy->setLogin("me@work:pass:word");
  proxy->setSlow(true);
  const auto through = forward(connection(*proxy, "me@work:pass:word"));
  QTRY_COMPARE_WITH_TIMEOUT(through->status().state, State::Ready, 10'000);
}

void TestAuthProxies::aWrongLogin() {
  const auto proxy = makeProxy();
  proxy->setLogin("me:right");
  const auto asked = connection(*proxy, "me:planted-secret");
  const Error error = errorOf(asked);
  QCOMPARE(error.detail,
           u"the proxy %1 does not accept the user name and password"_s.arg(asked.server.proxy.displayUrl()));
  QCOMPARE(error.code, ErrorCode::ProxyFailed);
}

void TestAuthProxies::aLoginThatIsMissing() {
  const auto proxy = makeProxy();
  proxy->setLogin("me:right");
  const auto asked = connection(*proxy);
  QCOMPARE(errorOf(asked).detail,
           u"the proxy %1 wants a user name and password"_s.arg(asked.server.proxy.displayUrl()));
}

void TestAuthProxies::refusals_data() {
  QTest::addColumn<bool>("isSocks");
  QTest::addColumn<int>("refusal");
  QTest::addColumn<QString>("words");
  QTest::newRow("general") << true << 1 << u"did not connect to the server: it failed"_s;
  QTest::newRow("rules") << true << 2 << u"did not connect to the server: its rules do not allow it"_s;
  QTest::newRow("network") << true << 3 << u"did not connect to the server: the network is unreachable"_s;
  QTest::newRow("host") << true << 4 << u"did not connect to the server: the host is unreachable"_s;
  QTest::newRow("refused") << true << 5 << u"did not connect to the server: nothing listens there"_s;
  QTest::newRow("unknown") << true << 99 << u"did not connect to the server: reply 99"_s;
  QTest::newRow("403") << false << 403 << u"does not let connections to this server through (HTTP 403)"_s;
  QTest::newRow("503") << false << 503 << u"cannot reach the server (HTTP 503)"_s;
  QTest::newRow("404") << false << 404 << u"answered CONNECT with HTTP 404"_s;
}

void TestAuthProxies::refusals() {
  QFETCH(bool, isSocks);
  QFETCH(int, refusal);
  QFETCH(QString, words);
  if (isSocks != (kind() == FakeProxy::Kind::Socks5)) {
    QSKIP("an answer of the other protocol");
  }
  const auto proxy = makeProxy();
  proxy->setRefusal(refusal);
  const auto asked = connection(*proxy);
  const Error error = errorOf(asked);
  QCOMPARE(error.detail, u"the proxy %1 %2"_s.arg(asked.server.proxy.displayUrl(), words));
  QCOMPARE(error.code, ErrorCode::ProxyFailed);
}

void TestAuthProxies::nothingListensBehindIt() {
  const auto proxy = makeProxy();
  auto asked = connection(*proxy);
  QTcpServer server;
  QVERIFY(server.listen(QHostAddress::LocalHost));
  asked.server.port = server.serverPort();
  server.close();
  QCOMPARE(errorOf(asked).code, ErrorCode::ProxyFailed);
}

void TestAuthProxies::noProxyThere() {
  const auto proxy = makeProxy();
  auto asked = connection(*proxy);
  proxy->close();
  const Error error = errorOf(asked);
  QCOMPARE(error.detail, u"the proxy cannot be used: nothing listens at localhost:%1"_s.arg(asked.server.proxy.port));
  QCOMPARE(error.code, ErrorCode::ConnectionRefused);

  asked.server.proxy.host = u"proxy.invalid"_s;
  QCOMPARE(errorOf(asked).code, ErrorCode::HostNotFound);
}

void TestAuthProxies::silentProxy() {
  const auto proxy = makeProxy();
  proxy->setSilent(true);
  const auto cluster = std::make_shared<Cluster>(connection(*proxy));
  // Stopping is at once, whatever it does.
  auto opener = std::make_unique<SessionOpener>(std::make_shared<SessionContext>(cluster),
                                                UpgradeDialer::Pod{u"default"_s, u"every"_s});
  opener->start();
  ApiRequest* const request = cluster->api().get(u"/api"_s, {}, nullptr);
  QTRY_VERIFY(proxy->heard().size() > 3);
  opener.reset();
  delete request;
  QTRY_COMPARE(proxy->findChildren<QTcpSocket*>().size(), 0);
}

void TestAuthProxies::proxyThatIsNone() {
  // The API server itself in the place of a proxy: it speaks TLS, and no CONNECT.
  const auto proxy = makeProxy();
  auto asked = connection(*proxy);
  asked.server.proxy.host = u"127.0.0.1"_s;
  asked.server.proxy.port = m_cluster->port();
  const auto cluster = std::make_shared<Cluster>(asked);
  SessionOpener opener(std::make_shared<SessionContext>(cluster), {u"default"_s, u"every"_s});
  QSignalSpy finished(&opener, &SessionOpener::finished);
  opener.start();
  QVERIFY(finished.wait(15'000));
  const auto result = finished.first().first().value<Result<void>>();
  QVERIFY(!result);
  QVERIFY2(result.error().detail.contains(u"proxy"_s), qPrintable(result.error().detail));
}

void TestAuthProxies::untrustedProxy() {
  if (kind() != FakeProxy::Kind::Https) {
    QSKIP("no TLS with this one");
  }
  const auto proxy = makeProxy();
  auto asked = connection(*proxy);
  asked.server.caPem = m_cluster->server().caPem;
  const Error error = errorOf(asked);
  QCOMPARE(
      error.detail,
      u"the proxy cannot be used: the certificate of localhost:%1 is signed by an unknown authority (CN=proxies)"_s.arg(
          proxy->serverPort()));
  QCOMPARE(error.code, ErrorCode::CertificateUntrusted);

  // insecure-skip-tls-verify holds for it, too.
  asked.server.caPem.clear();
  asked.server.insecureSkipTlsVerify = true;
  const auto through = forward(asked);
  QTRY_COMPARE_WITH_TIMEOUT(through->status().state, State::Ready, 10'000);
}

void TestAuthProxies::muchDataBothWays() {
  const auto proxy = makeProxy();
  ForwardSpec spec;
  spec.ns = u"default"_s;
  spec.target = {TargetKind::Deployment, u"echo"_s, {}};
  spec.ports = {parsePort(u":echo"_s).value()};
  Forward through(SessionPools::forConnection(connection(*proxy)), spec);
  through.start();
  QTRY_COMPARE_WITH_TIMEOUT(through.status().state, State::Ready, 10'000);
  LocalClient client(through.status().localPort);
  QByteArray sent;
  for (int i = 0; i < 400'000; ++i) {
    sent += QByteArray::number(i) + '\n';
  }
  client.write(sent);
  QTRY_COMPARE_WITH_TIMEOUT(client.received.size(), sent.size(), 30'000);
  QVERIFY(client.received == sent);
  // A proxy that goes away in mid-transfer is a reset, never a short file.
  client.write(sent);
  proxy->cutAll();
  QTRY_VERIFY(client.isOver());
  QVERIFY(client.isReset());
}

/// tls-server-name is what the certificate is for; the proxy is asked for the server's address.
void TestAuthProxies::serverNameBehindAProxy() {
  const auto proxy = makeProxy();
  auto asked = connection(*proxy);
  asked.server.host = u"localhost"_s;
  asked.server.tlsServerName = u"127.0.0.1"_s;
  const auto through = forward(asked);
  QTRY_COMPARE_WITH_TIMEOUT(through->status().state, State::Ready, 10'000);
  for (const QByteArray& target : proxy->targets()) {
    QCOMPARE(target, "localhost:" + QByteArray::number(m_cluster->port()));
  }
}

void TestAuthProxies::plainHttpBehindAProxy() {
  // What answers matters less than that both ask in the same way: by a tunnel.
  QTcpServer server;
  QVERIFY(server.listen(QHostAddress::LocalHost));
  connect(&server, &QTcpServer::newConnection, &server, [&server] {
    QTcpSocket* const socket = server.nextPendingConnection();
    connect(socket, &QTcpSocket::readyRead, socket, [socket] {
      socket->readAll();
      socket->write("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
      socket->disconnectFromHost();
    });
  });
  const auto proxy = makeProxy();
  auto asked = connection(*proxy);
  asked.server.scheme = u"http"_s;
  asked.server.host = u"127.0.0.1"_s;
  asked.server.port = server.serverPort();
  const auto cluster = std::make_shared<Cluster>(asked);
  ApiRequest* const request = cluster->api().get(u"/api"_s, {}, &cluster->api());
  QSignalSpy finished(request, &ApiRequest::finished);
  QVERIFY(finished.wait(10'000));
  SessionOpener opener(std::make_shared<SessionContext>(cluster), {u"default"_s, u"x"_s});
  QSignalSpy opened(&opener, &SessionOpener::finished);
  opener.start();
  QVERIFY(opened.wait(10'000));
  QVERIFY(proxy->targets().size() >= 2);
  for (const QByteArray& target : proxy->targets()) {
    QCOMPARE(target, "127.0.0.1:" + QByteArray::number(server.serverPort()));
  }
}

QTEST_GUILESS_MAIN(TestAuthProxies)
#include "test_auth_proxies.moc"
