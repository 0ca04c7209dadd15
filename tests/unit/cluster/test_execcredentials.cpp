#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonDocument>
#include <QPromise>
#include <QTemporaryDir>
#include <QTest>

#include "core/cluster/execcredential.h"
#include "core/cluster/execcredentials.h"
#include "tests/support/certificates.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using portolan::ErrorCode;
using portolan::ExecCredentials;
using portolan::ExecOptions;
using portolan::ExecPlugin;
using portolan::Identity;
using portolan::IdentityRequest;
using portolan::Result;

namespace {

constexpr auto kV1 = "client.authentication.k8s.io/v1";

QByteArray credential(const QByteArray& status, const QByteArray& version = kV1) {
  return R"({"kind":"ExecCredential","apiVersion":")" + version + R"(","status":)" + status + "}";
}

}  // namespace

class TestExecCredentials : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void initTestCase();
  void init();

  void info();
  void parses_data();
  void parses();
  void refuses_data();
  void refuses();

  void givesTheToken();
  void givesTheCertificate();
  void getsItsSurroundings();
  void baseIsImpersonated();
  void failures_data();
  void failures();
  void neverShowsStandardOutput();
  void isLookedUpInTheShellsPath();
  void waitsForTheShellsPath();
  void hangingPluginEndsAtItsLimit();
  void cancelledWithItsHelpers();
  void hasNoTerminalToAsk();
  void endlessOutputIsCut();
  void oneRunForFifty();

 private:
  QString script(const QByteArray& text, const QString& name = u"login"_s) const;
  [[nodiscard]] ExecPlugin plugin(const QString& command) const;
  [[nodiscard]] QString path(const QString& name) const { return m_folder->filePath(name); }
  QByteArray content(const QString& name) const;
  static Result<Identity> ask(ExecCredentials& credentials);

  std::unique_ptr<QTemporaryDir> m_folder;
  portolan::test::Certificate m_client;
};

void TestExecCredentials::initTestCase() {
  const portolan::test::CertificateAuthority authority(u"authority"_s);
  m_client = authority.issue({});
}

void TestExecCredentials::init() {
  m_folder = std::make_unique<QTemporaryDir>();
}

QString TestExecCredentials::script(const QByteArray& text, const QString& name) const {
  QDir().mkpath(QFileInfo(path(name)).path());
  QFile file(path(name));
  if (!file.open(QFile::WriteOnly) || file.write("#!/bin/sh\n" + text + "\n") < 0 ||
      !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner)) {
    qFatal("cannot write %s", qPrintable(name));
  }
  return path(name);
}

QByteArray TestExecCredentials::content(const QString& name) const {
  QFile file(path(name));
  return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
}

ExecPlugin TestExecCredentials::plugin(const QString& command) const {
  ExecPlugin plugin;
  plugin.user = u"dev"_s;
  plugin.apiVersion = QLatin1String(kV1);
  plugin.command = command;
  return plugin;
}

Result<Identity> TestExecCredentials::ask(ExecCredentials& credentials) {
  std::optional<Result<Identity>> answer;
  IdentityRequest* const request = credentials.request(&credentials);
  connect(request, &IdentityRequest::finished, request, [&](const Result<Identity>& result) { answer = result; });
  if (!QTest::qWaitFor([&] { return answer.has_value(); }, 20'000)) {
    qFatal("no answer");
  }
  return *answer;
}

void TestExecCredentials::info() {
  ExecPlugin asked = plugin(u"x"_s);
  QCOMPARE(QJsonDocument::fromJson(portolan::execInfo(asked, true)).object(),
           (QJsonObject{{u"kind"_s, u"ExecCredential"_s},
                        {u"apiVersion"_s, QLatin1String(kV1)},
                        {u"spec"_s, QJsonObject{{u"interactive"_s, true}}}}));
  asked.cluster = {{u"server"_s, u"https://h"_s}};
  QCOMPARE(QJsonDocument::fromJson(portolan::execInfo(asked, false)).object().value(u"spec"_s).toObject(),
           (QJsonObject{{u"interactive"_s, false}, {u"cluster"_s, asked.cluster}}));
}

void TestExecCredentials::parses_data() {
  QTest::addColumn<QByteArray>("output");
  QTest::addColumn<QByteArray>("token");
  QTest::addColumn<bool>("hasCertificate");
  QTest::addColumn<QDateTime>("expiry");
  QTest::newRow("token") << credential(R"({"token":"t"})") << QByteArray("t") << false << QDateTime();
  QTest::newRow("with room around it") << "\n " + credential(R"({"token":"t"})") + "\n\n"
                                       << QByteArray("t") << false << QDateTime();
  const QByteArray pair = R"("clientCertificateData":")" + QByteArray(m_client.pem).replace("\n", "\\n") +
                          R"(","clientKeyData":")" + QByteArray(m_client.keyPem).replace("\n", "\\n") + "\"";
  QTest::newRow("certificate") << credential("{" + pair + "}") << QByteArray() << true << QDateTime();
  QTest::newRow("both") << credential(R"({"token":"t",)" + pair + "}") << QByteArray("t") << true << QDateTime();
  const QDateTime noon(QDate(2030, 1, 2), QTime(12, 0), Qt::UTC);
  QTest::newRow("expiry") << credential(R"({"token":"t","expirationTimestamp":"2030-01-02T12:00:00Z"})")
                          << QByteArray("t") << false << noon;
  QTest::newRow("expiry elsewhere") << credential(R"({"token":"t","expirationTimestamp":"2030-01-02T14:00:00+02:00"})")
                                    << QByteArray("t") << false << noon;
  QTest::newRow("expiry in parts of a second")
      << credential(R"({"token":"t","expirationTimestamp":"2030-01-02T12:00:00.25Z"})") << QByteArray("t") << false
      << noon.addMSecs(250);
  QTest::newRow("no expiry") << credential(R"({"token":"t","expirationTimestamp":null})") << QByteArray("t") << false
                             << QDateTime();
}

void TestExecCredentials::parses() {
  QFETCH(QByteArray, output);
  QFETCH(bool, hasCertificate);
  const auto read = portolan::parseExecCredential(output, plugin(u"login"_s));
  QVERIFY2(read, read ? "" : qPrintable(read.error().detail));
  QTEST(read->token, "token");
  QCOMPARE(read->certificatePem, hasCertificate ? m_client.pem : QByteArray());
  QCOMPARE(read->keyPem, hasCertificate ? m_client.keyPem : QByteArray());
  QTEST(read->expiry, "expiry");
}

void TestExecCredentials::refuses_data() {
  QTest::addColumn<QByteArray>("output");
  QTest::addColumn<QString>("problem");
  QTest::newRow("nothing") << QByteArray(" \n") << u"printed nothing"_s;
  QTest::newRow("text") << QByteArray("Please log in: secret") << u"printed something that is no JSON object"_s;
  QTest::newRow("text before it") << "Welcome!\n" + credential(R"({"token":"secret"})")
                                  << u"printed something that is no JSON object"_s;
  QTest::newRow("a list") << QByteArray(R"(["secret"])") << u"printed something that is no JSON object"_s;
  QTest::newRow("another kind") << QByteArray(R"({"kind":"secret"})") << u"printed JSON that is no ExecCredential"_s;
  QTest::newRow("another version") << credential(R"({"token":"secret"})", "client.authentication.k8s.io/v1beta1")
                                   << u"answered in another version than client.authentication.k8s.io/v1"_s;
  QTest::newRow("no status") << credential("null") << u"gave neither a token nor a client certificate"_s;
  QTest::newRow("empty status") << credential("{}") << u"gave neither a token nor a client certificate"_s;
  QTest::newRow("token of another type") << credential(R"({"token":17})")
                                         << u"gave neither a token nor a client certificate"_s;
  QTest::newRow("no key") << credential(R"({"clientCertificateData":"secret"})")
                          << u"gave a client certificate without its key"_s;
  QTest::newRow("no certificate") << credential(R"({"clientKeyData":"secret"})")
                                  << u"gave a client key without its certificate"_s;
  QTest::newRow("no PEM") << credential(R"({"clientCertificateData":"secret","clientKeyData":"secret"})")
                          << u"gave a client certificate that cannot be used: the certificate is not in PEM format"_s;
  QTest::newRow("a header of its own") << credential(R"({"token":"secret\r\nX: y"})")
                                       << u"gave a token with control characters"_s;
  QTest::newRow("no time") << credential(R"({"token":"t","expirationTimestamp":"secret"})")
                           << u"gave an expirationTimestamp that is no time"_s;
}

void TestExecCredentials::refuses() {
  QFETCH(QByteArray, output);
  QFETCH(QString, problem);
  const auto read = portolan::parseExecCredential(output, plugin(u"/opt/bin/login"_s));
  QVERIFY(!read);
  QCOMPARE(read.error().detail, u"user \"dev\" logs in with \"login\", which "_s + problem);
  QCOMPARE(read.error().code, ErrorCode::CredentialsInvalid);
  QVERIFY(!read.error().hint.contains(u"secret"_s));
}

void TestExecCredentials::givesTheToken() {
  const QString command = script("echo '" + credential(R"({"token":"t"})") + "'");
  ExecCredentials credentials(plugin(command), {}, u"c"_s, {});
  const auto identity = ask(credentials);
  QVERIFY2(identity, identity ? "" : qPrintable(identity.error().detail));
  QCOMPARE(identity->bearerToken, QByteArray("t"));
}

void TestExecCredentials::givesTheCertificate() {
  const QByteArray status = R"({"clientCertificateData":")" + QByteArray(m_client.pem).replace("\n", "\\n") +
                            R"(","clientKeyData":")" + QByteArray(m_client.keyPem).replace("\n", "\\n") + "\"}";
  QFile answer(path(u"answer"_s));
  QVERIFY(answer.open(QFile::WriteOnly));
  answer.write(credential(status));
  answer.close();
  ExecCredentials credentials(plugin(script("cat " + answer.fileName().toUtf8())), {}, u"c"_s, {});
  const auto identity = ask(credentials);
  QVERIFY2(identity, identity ? "" : qPrintable(identity.error().detail));
  QCOMPARE(identity->certificatePem, m_client.pem);
  QCOMPARE(identity->privateKeyPem, m_client.keyPem);
}

void TestExecCredentials::getsItsSurroundings() {
  ExecPlugin asked =
      plugin(script("for each in \"$@\" \"$MINE\" \"$HOME\" \"$KUBERNETES_EXEC_INFO\"; do echo \"$each\"; done "
                    ">\"$0.seen\"\nread line; echo \"input: $line\" >>\"$0.seen\"\necho '" +
                    credential(R"({"token":"t"})") + "'"));
  asked.arguments = {u"get-token"_s, u"a b"_s, u"$HOME"_s};
  // The kubeconfig's variables win over those of the process, and this one over both.
  asked.environment = {{u"MINE"_s, u"x"_s}, {u"HOME"_s, u"/elsewhere"_s}, {u"KUBERNETES_EXEC_INFO"_s, u"no"_s}};
  ExecCredentials credentials(asked, {}, u"c"_s, {});
  QVERIFY(ask(credentials));
  const QByteArray expected =
      "get-token\na b\n$HOME\nx\n/elsewhere\n" + portolan::execInfo(asked, false) + "\ninput: \n";
  QCOMPARE(content(u"login.seen"_s), expected);
}

void TestExecCredentials::baseIsImpersonated() {
  Identity base;
  base.impersonateUser = u"boss"_s;
  ExecCredentials credentials(plugin(script("echo '" + credential(R"({"token":"t"})") + "'")), base, u"c"_s, {});
  const auto identity = ask(credentials);
  QVERIFY(identity);
  QCOMPARE(identity->impersonateUser, u"boss"_s);
  QCOMPARE(identity->bearerToken, QByteArray("t"));
}

void TestExecCredentials::failures_data() {
  QTest::addColumn<QByteArray>("text");
  QTest::addColumn<QString>("problem");
  QTest::addColumn<QString>("hint");
  QTest::addColumn<ErrorCode>("code");
  const QString run = u"Run \"portolan login 'my context'\" in a terminal."_s;
  QTest::newRow("exit code") << QByteArray("exit 3") << u"failed with exit code 3"_s << run << ErrorCode::LoginFailed;
  QTest::newRow("its words") << QByteArray("echo secret; echo 'Session expired.' >&2; exit 1")
                             << u"failed with exit code 1: Session expired."_s << run << ErrorCode::LoginFailed;
  QTest::newRow("its last words, without colours")
      << QByteArray("printf '1\\n2\\n3\\n\\033[31merror:\\033[0m \\033]0;title\\007log in\\r\\n\\n' >&2; exit 1")
      << u"failed with exit code 1: 2 3 error: log in"_s << run << ErrorCode::LoginFailed;
  QTest::newRow("signal") << QByteArray("kill -9 $$") << u"was ended by signal 9"_s << run << ErrorCode::LoginFailed;
  QTest::newRow("an error that prints a token") << "echo '" + credential(R"({"token":"secret"})") + "'; exit 1"
                                                << u"failed with exit code 1"_s << run << ErrorCode::LoginFailed;
  QTest::newRow("garbage") << QByteArray("head -c 5000 /dev/urandom") << u"printed something that is no JSON object"_s
                           << u"Check the exec section of this user in the kubeconfig: the command has to print an "
                              "ExecCredential."_s
                           << ErrorCode::CredentialsInvalid;
}

void TestExecCredentials::failures() {
  QFETCH(QByteArray, text);
  QFETCH(QString, problem);
  ExecCredentials credentials(plugin(script(text)), {}, u"my context"_s, {});
  const auto identity = ask(credentials);
  QVERIFY(!identity);
  QCOMPARE(identity.error().detail, u"user \"dev\" logs in with \"login\", which "_s + problem);
  QTEST(identity.error().hint, "hint");
  QTEST(identity.error().code, "code");
  QCOMPARE(identity.error().stage, portolan::Stage::Authentication);
}

void TestExecCredentials::neverShowsStandardOutput() {
  for (const QByteArray end : {"exit 1", "kill $$", "sleep 20", "yes planted-secret", "exit 0"}) {
    ExecOptions options;
    options.timeLimit = 200ms;
    ExecCredentials credentials(plugin(script("echo planted-secret; " + end)), {}, u"c"_s, options);
    const auto identity = ask(credentials);
    QVERIFY(!identity);
    QVERIFY2(!identity.error().detail.contains(u"planted"_s) && !identity.error().hint.contains(u"planted"_s),
             qPrintable(identity.error().detail));
  }
}

void TestExecCredentials::isLookedUpInTheShellsPath() {
  script("echo '" + credential(R"({"token":"t"})") + "'; helper >&2 || exit 7", u"bin/my-login"_s);
  script("exit 0", u"other/helper"_s);
  ExecOptions options;
  const QString shellPath = path(u"bin"_s) + u':' + path(u"other"_s) + u":/usr/bin:/bin"_s;
  options.searchPath = [shellPath] { return QtFuture::makeReadyFuture(shellPath); };
  ExecCredentials credentials(plugin(u"my-login"_s), {}, u"c"_s, options);
  const auto identity = ask(credentials);
  QVERIFY2(identity, identity ? "" : qPrintable(identity.error().detail));

  ExecPlugin missing = plugin(u"portolan-has-no-such-program"_s);
  ExecCredentials nowhere(missing, {}, u"c"_s, options);
  auto error = ask(nowhere);
  QVERIFY(!error);
  QCOMPARE(error.error().detail,
           u"user \"dev\" logs in with \"portolan-has-no-such-program\", which was not found in the PATH"_s);
  QCOMPARE(error.error().hint, u"Install it, or write its full path as this user's command in the kubeconfig."_s);
  QCOMPARE(error.error().code, ErrorCode::CredentialsInvalid);
  missing.installHint = u"Get it from the app store."_s;
  ExecCredentials hinted(missing, {}, u"c"_s, options);
  error = ask(hinted);
  QCOMPARE(error.error().hint, u"Get it from the app store."_s);

  QFile file(path(u"plain"_s));
  QVERIFY(file.open(QFile::WriteOnly));
  ExecCredentials plain(plugin(file.fileName()), {}, u"c"_s, options);
  error = ask(plain);
  QCOMPARE(error.error().detail,
           u"user \"dev\" logs in with \"plain\", which is not there, or cannot be run: %1"_s.arg(file.fileName()));
}

void TestExecCredentials::waitsForTheShellsPath() {
  QPromise<QString> promise;
  promise.start();
  ExecOptions options;
  options.searchPath = [&promise] { return promise.future(); };
  ExecCredentials credentials(plugin(script("touch \"$0.ran\"; echo '" + credential(R"({"token":"t"})") + "'")), {},
                              u"c"_s, options);
  IdentityRequest* const request = credentials.request(&credentials);
  bool isDone = false;
  connect(request, &IdentityRequest::finished, request,
          [&](const Result<Identity>& result) { isDone = result.has_value(); });
  QCoreApplication::processEvents();
  QVERIFY(!QFile::exists(path(u"login.ran"_s)));
  promise.addResult(u"/usr/bin:/bin"_s);
  promise.finish();
  QTRY_VERIFY(isDone);
}

void TestExecCredentials::hangingPluginEndsAtItsLimit() {
  ExecOptions options;
  options.timeLimit = 100ms;
  ExecCredentials credentials(plugin(script("echo 'Open https://login' >&2; sleep 600")), {}, u"c"_s, options);
  const auto identity = ask(credentials);
  QVERIFY(!identity);
  QCOMPARE(identity.error().detail,
           u"user \"dev\" logs in with \"login\", which did not end within 100 ms: Open https://login"_s);
  QCOMPARE(identity.error().hint, u"It may wait for a person. Run \"portolan login c\" in a terminal."_s);
  QCOMPARE(identity.error().code, ErrorCode::LoginFailed);
}

void TestExecCredentials::cancelledWithItsHelpers() {
  // The helper writes into a pipe that this test reads: its end is the end of all who hold it.
  ExecCredentials credentials(plugin(script("mkfifo \"$0.pipe\"; sleep 600 >\"$0.pipe\"")), {}, u"c"_s, {});
  auto request = std::unique_ptr<IdentityRequest>(credentials.request(nullptr));
  QTRY_VERIFY(QFile::exists(path(u"login.pipe"_s)));
  QFile pipe(path(u"login.pipe"_s));
  QVERIFY(pipe.open(QFile::ReadOnly | QFile::Unbuffered));  // waits for the helper
  request.reset();
  QCoreApplication::processEvents();
  QElapsedTimer timer;
  timer.start();
  QCOMPARE(pipe.readAll(), QByteArray());
  QVERIFY(timer.elapsed() < 5000);
}

void TestExecCredentials::hasNoTerminalToAsk() {
  ExecPlugin asked = plugin(script("touch \"$0.ran\"; exit 1"));
  asked.interactive = ExecPlugin::Interactive::Always;
  ExecCredentials always(asked, {}, u"my context"_s, {});
  const auto identity = ask(always);
  QVERIFY(!identity);
  QCOMPARE(identity.error().detail,
           u"user \"dev\" logs in with \"login\", which needs a terminal (interactiveMode: Always)"_s);
  QVERIFY(identity.error().hint.startsWith(u"Run \"portolan login 'my context'\" in a terminal."_s));
  QCOMPARE(identity.error().code, ErrorCode::CredentialsInvalid);
  QVERIFY(!QFile::exists(path(u"login.ran"_s)));

  // One that asks all the same gets no answer, not even from the terminal that this process may have.
  const QString prompt = script(
      "if (: </dev/tty) 2>/dev/null; then echo a terminal >&2; fi; printf 'Password: ' >&2; "
      "read answer || { echo no answer >&2; exit 1; }");
  ExecCredentials asking(plugin(prompt), {}, u"c"_s, {});
  const auto refused = ask(asking);
  QVERIFY(!refused);
  QCOMPARE(refused.error().detail,
           u"user \"dev\" logs in with \"login\", which failed with exit code 1: Password: no answer"_s);
}

void TestExecCredentials::endlessOutputIsCut() {
  ExecCredentials credentials(plugin(script("yes 0123456789012345678901234567890123456789")), {}, u"c"_s, {});
  const auto identity = ask(credentials);
  QVERIFY(!identity);
  QCOMPARE(identity.error().detail,
           u"user \"dev\" logs in with \"login\", which printed more than an ExecCredential can hold"_s);
  // Standard error may be endless, too: only its end is kept.
  ExecCredentials chatty(plugin(script("yes chatter | head -c 5000000 >&2; echo the end >&2; exit 1")), {}, u"c"_s, {});
  const auto error = ask(chatty);
  QVERIFY(!error);
  QVERIFY2(error.error().detail.endsWith(u"chatter the end"_s), qPrintable(error.error().detail));
}

void TestExecCredentials::oneRunForFifty() {
  ExecCredentials credentials(plugin(script("echo x >>\"$0.runs\"; echo '" + credential(R"({"token":"t"})") + "'")), {},
                              u"c"_s, {});
  int answers = 0;
  for (int i = 0; i < 50; ++i) {
    IdentityRequest* const request = credentials.request(&credentials);
    connect(request, &IdentityRequest::finished, request,
            [&](const Result<Identity>& result) { answers += result && result->bearerToken == "t" ? 1 : 0; });
  }
  QTRY_COMPARE(answers, 50);
  QCOMPARE(content(u"login.runs"_s), QByteArray("x\n"));
}

QTEST_GUILESS_MAIN(TestExecCredentials)
#include "test_execcredentials.moc"
