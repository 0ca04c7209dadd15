#include <QSignalSpy>
#include <QTest>

#include "core/cluster/credentials.h"
#include "core/cluster/identity.h"

using namespace Qt::StringLiterals;
using portolan::Identity;
using portolan::ServerAddress;
using Headers = QList<std::pair<QByteArray, QByteArray>>;

class TestIdentity : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void tokenWinsOverNameAndPassword();
  void impersonatesOnlyWithAUser();
  void extraKeysArePercentEncoded_data();
  void extraKeysArePercentEncoded();
  void displayUrl_data();
  void displayUrl();
  void staticCredentialsAnswerLater();
  void deletedRequestIsCancelled();
};

void TestIdentity::tokenWinsOverNameAndPassword() {
  Identity identity;
  QCOMPARE(identity.headers(), Headers());
  identity.basicCredentials = "user:pass:word";
  QCOMPARE(identity.headers(), (Headers{{"Authorization", "Basic dXNlcjpwYXNzOndvcmQ="}}));
  identity.bearerToken = "abc";
  QCOMPARE(identity.headers(), (Headers{{"Authorization", "Bearer abc"}}));
}

void TestIdentity::impersonatesOnlyWithAUser() {
  Identity identity;
  identity.impersonateGroups = {u"dev"_s, u"ops"_s};
  identity.impersonateUid = u"17"_s;
  identity.impersonateExtra = {{u"scopes"_s, u"view"_s}, {u"scopes"_s, u"edit"_s}};
  QCOMPARE(identity.headers(), Headers());
  identity.impersonateUser = u"jörg"_s;
  QCOMPARE(identity.headers(), (Headers{{"Impersonate-User", "j\xc3\xb6rg"},
                                        {"Impersonate-Uid", "17"},
                                        {"Impersonate-Group", "dev"},
                                        {"Impersonate-Group", "ops"},
                                        {"Impersonate-Extra-scopes", "view"},
                                        {"Impersonate-Extra-scopes", "edit"}}));
}

void TestIdentity::extraKeysArePercentEncoded_data() {
  // The expected values are client-go's (transport/round_trippers_test.go, TestHeaderEscapeRoundTrip).
  QTest::addColumn<QString>("key");
  QTest::addColumn<QByteArray>("encoded");
  QTest::newRow("alpha") << u"alphaNumeric0123"_s << QByteArray("alphaNumeric0123");
  QTest::newRow("legal punctuation") << u"!#$&'*+-.^_`|~"_s << QByteArray("!#$&'*+-.^_`|~");
  QTest::newRow("percent") << u"100%"_s << QByteArray("100%25");
  QTest::newRow("slash") << u"example.com/a b"_s << QByteArray("example.com%2Fa%20b");
  QTest::newRow("line break") << u"a\r\nX: y"_s << QByteArray("a%0D%0AX%3A%20y");
  QTest::newRow("utf-8") << u"ÄY"_s << QByteArray("%C3%84Y");
  QTest::newRow("zero") << QString(QChar(0)) << QByteArray("%00");
}

void TestIdentity::extraKeysArePercentEncoded() {
  QFETCH(QString, key);
  QFETCH(QByteArray, encoded);
  Identity identity;
  identity.impersonateUser = u"u"_s;
  identity.impersonateExtra = {{key, u"v"_s}};
  QCOMPARE(identity.headers().last(), (std::pair<QByteArray, QByteArray>("Impersonate-Extra-" + encoded, "v")));
}

void TestIdentity::displayUrl_data() {
  QTest::addColumn<QString>("host");
  QTest::addColumn<QString>("basePath");
  QTest::addColumn<QString>("url");
  QTest::newRow("name") << u"example.com"_s << QString() << u"https://example.com:6443"_s;
  QTest::newRow("IPv6") << u"::1"_s << QString() << u"https://[::1]:6443"_s;
  QTest::newRow("path") << u"rancher"_s << u"/k8s/clusters/c-1"_s << u"https://rancher:6443/k8s/clusters/c-1"_s;
}

void TestIdentity::displayUrl() {
  QFETCH(QString, host);
  QFETCH(QString, basePath);
  ServerAddress address;
  address.scheme = u"https"_s;
  address.host = host;
  address.port = 6443;
  address.basePath = basePath;
  QTEST(address.displayUrl(), "url");
}

void TestIdentity::staticCredentialsAnswerLater() {
  Identity identity;
  identity.bearerToken = "abc";
  portolan::StaticCredentials credentials(identity);
  QObject owner;
  portolan::IdentityRequest* request = credentials.request(&owner);
  QCOMPARE(request->parent(), &owner);
  QSignalSpy spy(request, &portolan::IdentityRequest::finished);
  QCOMPARE(spy.size(), 0);
  QTRY_COMPARE(spy.size(), 1);
  const auto result = spy[0][0].value<portolan::Result<Identity>>();
  QVERIFY(result.has_value());
  QCOMPARE(result->bearerToken, QByteArray("abc"));
  QCoreApplication::processEvents();
  QCOMPARE(spy.size(), 1);
}

void TestIdentity::deletedRequestIsCancelled() {
  portolan::StaticCredentials credentials{Identity()};
  auto* owner = new QObject;
  bool called = false;
  connect(credentials.request(owner), &portolan::IdentityRequest::finished, this, [&called] { called = true; });
  delete owner;
  QCoreApplication::processEvents();
  QVERIFY(!called);
}

QTEST_GUILESS_MAIN(TestIdentity)
#include "test_identity.moc"
