#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include "core/cluster/kubeconfig.h"
#include "core/cluster/oidccredentials.h"
#include "tests/unit/cluster/fakeapiserver.h"

using namespace Qt::StringLiterals;
using portolan::ErrorCode;
using portolan::Identity;
using portolan::IdentityRequest;
using portolan::OidcCredentials;
using portolan::OidcLogin;
using portolan::Result;
using portolan::withOidcTokens;

namespace {

/// An id-token that expires so many seconds from now. Nobody here looks at its signature.
QString idToken(int seconds, const QByteArray& subject = "me") {
  const auto part = [](const QByteArray& json) {
    return json.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
  };
  const QByteArray payload =
      R"({"sub":")" + subject + R"(","exp":)" + QByteArray::number(QDateTime::currentSecsSinceEpoch() + seconds) + "}";
  return QString::fromLatin1(part(R"({"alg":"none"})") + '.' + part(payload) + ".c2lnbmF0dXJl");
}

QByteArray kubeconfigWith(const QString& id, const QString& refresh) {
  return u"# mine\nusers:\n- name: other\n  user: {token: t}  # keep\n- name: dev\n  user:\n    auth-provider:\n"
         "      name: oidc\n      config:\n        client-id: c\n        id-token: %1\n        refresh-token: \"%2\"  "
         "# "
         "and this\ncontexts: []\n"_s.arg(id, refresh)
             .toUtf8();
}

}  // namespace

class TestOidcCredentials : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void initTestCase();
  void init();

  void expiryOfATokens_data();
  void expiryOfATokens();
  void replacesInPlace_data();
  void replacesInPlace();
  void cannotReplace_data();
  void cannotReplace();
  void storesWithItsPermissions();
  void waitsForKubectlsLock();

  void goodTokenIsUsedAsItIs();
  void refreshesAndWritesBack();
  void publicClientNamesItself();
  void secretInTheBodyWhereTheHeaderIsRefused();
  void whatKubectlRenewedServes();
  void rejectedTokenIsRefreshed();
  void rejectedTokenWithoutRefreshToken();
  void tokensServeWhereTheyCannotBeWritten();
  void failures_data();
  void failures();

 private:
  [[nodiscard]] QString file() const { return m_folder->filePath(u"config"_s); }
  void writeConfig(const QString& id, const QString& refresh) const;
  [[nodiscard]] QByteArray config() const;
  [[nodiscard]] OidcLogin login() const;
  void serve(const QByteArray& answer, int status = 200);
  static Result<Identity> ask(OidcCredentials& credentials);

  std::unique_ptr<QTemporaryDir> m_folder;
  const portolan::test::CertificateAuthority m_authority{u"authority"_s};
  portolan::test::Certificate m_certificate;
  std::unique_ptr<FakeApiServer> m_provider;
};

void TestOidcCredentials::initTestCase() {
  m_certificate = m_authority.issueLocalhost();
}

void TestOidcCredentials::init() {
  m_folder = std::make_unique<QTemporaryDir>();
  m_provider = std::make_unique<FakeApiServer>(m_certificate);
}

void TestOidcCredentials::writeConfig(const QString& id, const QString& refresh) const {
  QFile out(file());
  if (!out.open(QFile::WriteOnly) || out.write(kubeconfigWith(id, refresh)) < 0) {
    qFatal("cannot write the kubeconfig");
  }
}

QByteArray TestOidcCredentials::config() const {
  QFile in(file());
  return in.open(QFile::ReadOnly) ? in.readAll() : QByteArray();
}

OidcLogin TestOidcCredentials::login() const {
  return {.user = u"dev"_s,
          .file = file(),
          .issuer = u"https://localhost:%1/realm/"_s.arg(m_provider->serverPort()),
          .clientId = u"a client"_s,
          .clientSecret = u"s&cret"_s,
          .caPem = m_authority.pem()};
}

/// Discovery, and this answer to all that is posted.
void TestOidcCredentials::serve(const QByteArray& answer, int status) {
  m_provider->setHandler([this, answer, status](const FakeRequest& request, const FakeAnswer& respond) {
    if (request.url.path() == "/realm/.well-known/openid-configuration"_L1) {
      respond.answer(200, R"({"token_endpoint":"https://localhost:)" + QByteArray::number(m_provider->serverPort()) +
                              R"(/token?tenant=x"})");
    } else {
      respond.answer(status, answer);
    }
  });
}

Result<Identity> TestOidcCredentials::ask(OidcCredentials& credentials) {
  std::optional<Result<Identity>> answer;
  IdentityRequest* const request = credentials.request(&credentials);
  connect(request, &IdentityRequest::finished, request, [&](const Result<Identity>& result) { answer = result; });
  if (!QTest::qWaitFor([&] { return answer.has_value(); }, 20'000)) {
    qFatal("no answer");
  }
  return *answer;
}

void TestOidcCredentials::expiryOfATokens_data() {
  QTest::addColumn<QString>("token");
  QTest::addColumn<qint64>("expiry");  // 0: none
  // RFC 7519, 3.1
  QTest::newRow("of the RFC") << u"eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9."
                                 "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290"
                                 "Ijp0cnVlfQ.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"_s
                              << qint64{1300819380};
  QTest::newRow("nothing") << QString() << qint64{-1};
  QTest::newRow("no JWT") << u"opaque"_s << qint64{-1};
  QTest::newRow("no base64") << u"a.?!.c"_s << qint64{-1};
  QTest::newRow("no claim") << u"a.e30.c"_s << qint64{-1};
  QTest::newRow("beyond all time") << u"a.eyJleHAiOjJlODB9.c"_s << qint64{253402300799};
  QTest::newRow("before all time") << u"a.eyJleHAiOi0xZTMwMH0.c"_s << qint64{0};
}

void TestOidcCredentials::expiryOfATokens() {
  QFETCH(QString, token);
  const QDateTime expiry = portolan::jwtExpiry(token);
  QTEST(expiry.isValid() ? expiry.toSecsSinceEpoch() : qint64{-1}, "expiry");
}

void TestOidcCredentials::replacesInPlace_data() {
  QTest::addColumn<QByteArray>("before");
  QTest::addColumn<QByteArray>("after");
  QTest::newRow("block style") << kubeconfigWith(u"old.a.b"_s, u"old-r"_s)
                               << kubeconfigWith(u"new.a.b"_s, u"new-r/+="_s);
  QTest::newRow("CRLF") << kubeconfigWith(u"old"_s, u"r"_s).replace("\n", "\r\n")
                        << kubeconfigWith(u"new.a.b"_s, u"new-r/+="_s).replace("\n", "\r\n");
  QTest::newRow("flow style")
      << QByteArray(
             "users: [{name: dev, user: {auth-provider: {name: oidc, config: {id-token: a, refresh-token: b}}}}]")
      << QByteArray(
             "users: [{name: dev, user: {auth-provider: {name: oidc, config: {id-token: new.a.b, refresh-token: "
             "new-r/+=}}}}]");
  QTest::newRow("JSON")
      << QByteArray(
             R"({"users":[{"name":"dev","user":{"auth-provider":{"name":"oidc","config":{"refresh-token":"b","id-token":"a"}}}}]})")
      << QByteArray(
             R"({"users":[{"name":"dev","user":{"auth-provider":{"name":"oidc","config":{"refresh-token":"new-r/+=","id-token":"new.a.b"}}}}]})");
  QTest::newRow("no id-token yet")
      << QByteArray(
             "users:\n- name: dev\n  user:\n    auth-provider:\n      name: oidc\n      config:\n        client-id: c\n"
             "        refresh-token: r\n")
      << QByteArray(
             "users:\n- name: dev\n  user:\n    auth-provider:\n      name: oidc\n      config:\n        id-token: "
             "new.a.b\n        client-id: c\n        refresh-token: new-r/+=\n");
  QTest::newRow("JSON without an id-token")
      << QByteArray(
             R"({"users":[{"name":"dev","user":{"auth-provider":{"name":"oidc","config":{"refresh-token":"b"}}}}]})")
      << QByteArray(
             R"({"users":[{"name":"dev","user":{"auth-provider":{"name":"oidc","config":{"id-token": "new.a.b", "refresh-token":"new-r/+="}}}}]})");
}

void TestOidcCredentials::replacesInPlace() {
  QFETCH(QByteArray, before);
  const auto after =
      withOidcTokens(before, u"/f"_s, u"dev"_s, {.idToken = u"new.a.b"_s, .refreshToken = u"new-r/+="_s});
  QVERIFY2(after, after ? "" : qPrintable(after.error().detail));
  QTEST(*after, "after");
}

void TestOidcCredentials::cannotReplace_data() {
  QTest::addColumn<QByteArray>("before");
  QTest::newRow("no such user") << QByteArray("users: [{name: x}]");
  QTest::newRow("no kubeconfig") << QByteArray("users: [");
  QTest::newRow("an alias of another user's") << QByteArray(
      "x: &x {id-token: a, refresh-token: b}\nusers:\n- name: dev\n  user: {auth-provider: {name: oidc, "
      "config: {id-token: [a]}}}\n");
  QTest::newRow("folded") << QByteArray(
      "users:\n- name: dev\n  user:\n    auth-provider:\n      name: oidc\n      config:\n        id-token: >-\n"
      "          a\n          b\n        refresh-token: r\n");
}

void TestOidcCredentials::cannotReplace() {
  QFETCH(QByteArray, before);
  const auto after = withOidcTokens(before, u"/f"_s, u"dev"_s, {.idToken = u"i"_s, .refreshToken = u"r"_s});
  QVERIFY(!after);
  QCOMPARE(after.error().code, ErrorCode::FileInvalid);
}

void TestOidcCredentials::storesWithItsPermissions() {
  writeConfig(u"a"_s, u"b"_s);
  const QString link = m_folder->filePath(u"link"_s);
  QVERIFY(QFile::link(file(), link));
  QVERIFY(QFile::setPermissions(file(), QFile::ReadOwner | QFile::WriteOwner));
  const auto permissions = QFileInfo(file()).permissions();
  const auto stored = portolan::storeOidcTokens(link, u"dev"_s, {.idToken = u"i"_s, .refreshToken = u"r"_s});
  QVERIFY2(stored, stored ? "" : qPrintable(stored.error().detail));
  QCOMPARE(config(), kubeconfigWith(u"i"_s, u"r"_s));
  QCOMPARE(QFileInfo(file()).permissions(), permissions);
  QVERIFY(QFileInfo(link).isSymLink());
  QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files).size(), 2);  // and no lock
}

void TestOidcCredentials::waitsForKubectlsLock() {
  writeConfig(u"a"_s, u"b"_s);
  QFile lock(file() + u".lock"_s);
  QVERIFY(lock.open(QFile::WriteOnly));
  const auto stored = portolan::storeOidcTokens(file(), u"dev"_s, {.idToken = u"i"_s, .refreshToken = u"r"_s});
  QVERIFY(!stored);
  QCOMPARE(stored.error().code, ErrorCode::FileUnwritable);
  QVERIFY2(stored.error().detail.endsWith(u"another program holds %1.lock"_s.arg(file())),
           qPrintable(stored.error().detail));
  QVERIFY(lock.exists());
  QCOMPARE(config(), kubeconfigWith(u"a"_s, u"b"_s));
}

void TestOidcCredentials::goodTokenIsUsedAsItIs() {
  const QString good = idToken(3600);
  writeConfig(good, u"r"_s);
  Identity base;
  base.impersonateUser = u"boss"_s;
  OidcCredentials credentials(login(), base, {});
  const auto identity = ask(credentials);
  QVERIFY2(identity, identity ? "" : qPrintable(identity.error().detail));
  QCOMPARE(identity->bearerToken, good.toUtf8());
  QCOMPARE(identity->impersonateUser, u"boss"_s);
  QCOMPARE(m_provider->requests().size(), 0);
}

void TestOidcCredentials::refreshesAndWritesBack() {
  const QString renewed = idToken(3600, "renewed");
  writeConfig(idToken(5), u"r+/="_s);
  serve(R"({"id_token":")" + renewed.toUtf8() + R"(","refresh_token":"next"})");
  OidcCredentials credentials(login(), {}, {});
  const auto identity = ask(credentials);
  QVERIFY2(identity, identity ? "" : qPrintable(identity.error().detail));
  QCOMPARE(identity->bearerToken, renewed.toUtf8());
  QTRY_COMPARE(config(), kubeconfigWith(renewed, u"next"_s));
  const FakeRequest request = m_provider->requests().last();
  QCOMPARE(request.method, QByteArray("POST"));
  QCOMPARE(request.url.path(QUrl::FullyEncoded) + u'?' + request.url.query(), u"/token?tenant=x"_s);
  QCOMPARE(request.header("authorization"), QList<QByteArray>{"Basic " + QByteArray("a%20client:s%26cret").toBase64()});
  QCOMPARE(request.header("content-type"), QList<QByteArray>{"application/x-www-form-urlencoded"});
  QCOMPARE(m_provider->bodies().last(), QByteArray("grant_type=refresh_token&refresh_token=r%2B%2F%3D"));
}

void TestOidcCredentials::publicClientNamesItself() {
  writeConfig(idToken(-5), u"r"_s);
  serve(R"({"id_token":")" + idToken(3600).toUtf8() + R"("})");
  OidcLogin asked = login();
  asked.clientSecret.clear();
  OidcCredentials credentials(asked, {}, {});
  QVERIFY(ask(credentials));
  QCOMPARE(m_provider->requests().last().header("authorization"), QList<QByteArray>());
  QCOMPARE(m_provider->bodies().last(), QByteArray("grant_type=refresh_token&refresh_token=r&client_id=a%20client"));
  // It keeps its refresh token.
  QTRY_VERIFY(config().contains("refresh-token: \"r\""));
}

void TestOidcCredentials::secretInTheBodyWhereTheHeaderIsRefused() {
  writeConfig(idToken(-5), u"r"_s);
  const QByteArray renewed = idToken(3600).toUtf8();
  m_provider->setHandler([&](const FakeRequest& request, const FakeAnswer& respond) {
    if (request.method == "GET") {
      respond.answer(200,
                     R"({"token_endpoint":"https://localhost:)" + QByteArray::number(m_provider->serverPort()) + "\"}");
    } else if (!request.header("authorization").isEmpty()) {
      respond.answer(401, R"({"error":"invalid_client"})");
    } else {
      respond.answer(200, R"({"id_token":")" + renewed + R"("})");
    }
  });
  OidcCredentials credentials(login(), {}, {});
  const auto identity = ask(credentials);
  QVERIFY2(identity, identity ? "" : qPrintable(identity.error().detail));
  QCOMPARE(identity->bearerToken, renewed);
  QVERIFY(m_provider->bodies().last().endsWith("&client_id=a%20client&client_secret=s%26cret"));
}

void TestOidcCredentials::whatKubectlRenewedServes() {
  writeConfig(idToken(3600, "first"), u"r"_s);
  QDateTime time = QDateTime::currentDateTimeUtc();
  OidcCredentials credentials(login(), {}, {}, [&time] { return time; });
  QVERIFY(ask(credentials));
  const QString other = idToken(7200, "second");
  writeConfig(other, u"s"_s);
  time = time.addSecs(3595);
  const auto identity = ask(credentials);
  QVERIFY(identity);
  QCOMPARE(identity->bearerToken, other.toUtf8());
  QCOMPARE(m_provider->requests().size(), 0);
}

void TestOidcCredentials::rejectedTokenIsRefreshed() {
  const QString renewed = idToken(3600, "renewed");
  writeConfig(idToken(3600), u"r"_s);
  serve(R"({"id_token":")" + renewed.toUtf8() + R"("})");
  OidcCredentials credentials(login(), {}, {});
  const auto first = ask(credentials);
  QVERIFY(first);
  credentials.reject(*first);
  const auto second = ask(credentials);
  QVERIFY(second);
  QCOMPARE(second->bearerToken, renewed.toUtf8());
}

void TestOidcCredentials::tokensServeWhereTheyCannotBeWritten() {
  writeConfig(idToken(-5), u"r"_s);
  QFile lock(file() + u".lock"_s);
  QVERIFY(lock.open(QFile::WriteOnly));
  const QString renewed = idToken(3600, "renewed");
  serve(R"({"id_token":")" + renewed.toUtf8() + R"(","refresh_token":"planted-secret"})");
  QTest::ignoreMessage(
      QtWarningMsg, QRegularExpression(u"^the renewed login cannot be written to .*: another program holds .*lock$"_s));
  OidcCredentials credentials(login(), {}, {});
  const auto first = ask(credentials);
  QVERIFY(first);
  QCOMPARE(first->bearerToken, renewed.toUtf8());
  QTest::qWait(700);  // until it has been given up: nothing else tells
  credentials.reject(*first);
  serve(R"({"id_token":")" + idToken(3600, "third").toUtf8() + R"("})");
  lock.remove();
  QVERIFY(ask(credentials));
  // The rotated refresh token is used, not that of the file.
  QCOMPARE(m_provider->bodies().last(), QByteArray("grant_type=refresh_token&refresh_token=planted-secret"));
  QTRY_VERIFY(config().contains("planted-secret"));
}

void TestOidcCredentials::rejectedTokenWithoutRefreshToken() {
  writeConfig(idToken(3600), {});
  OidcCredentials credentials(login(), {}, {});
  const auto first = ask(credentials);
  QVERIFY(first);
  credentials.reject(*first);
  const auto second = ask(credentials);
  QVERIFY(!second);
  QCOMPARE(
      second.error().detail,
      u"the OIDC login of user \"dev\" is not accepted by the API server, and there is no refresh token (%1)"_s.arg(
          file()));
}

void TestOidcCredentials::failures_data() {
  QTest::addColumn<QString>("refresh");
  QTest::addColumn<int>("status");
  QTest::addColumn<QByteArray>("answer");
  QTest::addColumn<QString>("problem");
  QTest::addColumn<ErrorCode>("code");
  QTest::newRow("no refresh token") << QString() << 200 << QByteArray()
                                    << u"has expired, and there is no refresh token"_s << ErrorCode::CredentialsInvalid;
  QTest::newRow("refused") << u"r"_s << 400
                           << QByteArray(R"({"error":"invalid_grant","error_description":"planted-secret is stale"})")
                           << u"could not be renewed: the provider does not accept the refresh token"_s
                           << ErrorCode::CredentialsInvalid;
  QTest::newRow("busy") << u"r"_s << 503 << QByteArray("later")
                        << u"could not be renewed: the server answered 503 Service Unavailable: later"_s
                        << ErrorCode::LoginFailed;
  QTest::newRow("no id_token") << u"r"_s << 200 << QByteArray(R"({"access_token":"planted-secret"})")
                               << u"could not be renewed: the provider's answer holds no id_token"_s
                               << ErrorCode::CredentialsInvalid;
}

void TestOidcCredentials::failures() {
  QFETCH(QString, refresh);
  QFETCH(int, status);
  QFETCH(QByteArray, answer);
  QFETCH(QString, problem);
  writeConfig(idToken(-5), refresh);
  serve(answer, status);
  OidcCredentials credentials(login(), {}, {});
  const auto identity = ask(credentials);
  QVERIFY(!identity);
  QCOMPARE(identity.error().detail, u"the OIDC login of user \"dev\" %1 (%2)"_s.arg(problem, file()));
  QTEST(identity.error().code, "code");
  QVERIFY(!identity.error().hint.contains(u"planted"_s));
}

QTEST_GUILESS_MAIN(TestOidcCredentials)
#include "test_oidccredentials.moc"
