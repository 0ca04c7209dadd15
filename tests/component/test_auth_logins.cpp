#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonDocument>
#include <QLoggingCategory>
#include <QMutex>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>
#include <algorithm>

#include "app/cli/contextscommand.h"
#include "app/demo/democluster.h"
#include "core/cluster/connectionloader.h"
#include "core/control/metrics.h"
#include "core/control/statusjson.h"
#include "core/forward/engine.h"
#include "core/tunnel/sessionopener.h"
#include "tests/component/localclient.h"
#include "tests/support/certificates.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace portolan;
using portolan::test::LocalClient;
using State = portolan::ForwardStatus::State;

/// Forwards whose users log in with plugins, tokens in files and the like, on the embedded cluster.
class TestAuthLogins : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void init();
  void cleanup();

  void fiftyForwardsStartThePluginOnce();
  void twoContextsOfOneUserStartItOnce();
  void pluginsThatAreToldTheClusterTakeTurns();
  void expiredTokenDropsNoConnection();
  void upgradeIsTriedOnceMoreAfterA401_data();
  void upgradeIsTriedOnceMoreAfterA401();
  void tokenThatExpiresEveryMoment();
  void pluginThatFailsIsTriedAgain();
  void oneDeadOneHangingOneHealthy();
  void stoppingEndsThePlugin();
  void tokenFileThatIsRotated();
  void certificateThatIsRotated();
  void changedKubeconfigReconnectsWhatChanged();
  void brokenKubeconfigKeepsTheLastGoodOne();
  void missingFileIsNamedWithItsPlace();
  void nothingSecretAnywhere();

 private:
  [[nodiscard]] QString path(const QString& name) const { return m_folder->filePath(name); }
  QString write(const QString& name, const QByteArray& text, bool runs = false) const;
  [[nodiscard]] QByteArray content(const QString& name) const;
  /// A plugin that prints what is in the file "token".
  QString plugin(const QByteArray& before = {},
                 const QByteArray& status = R"({\"token\":\"$(cat $DIR/token)\"})") const;
  [[nodiscard]] QByteArray cluster(const QByteArray& more = {}) const;
  QString kubeconfig(const QByteArray& user, const QByteArray& name = "config") const;
  [[nodiscard]] static QByteArray exec(const QString& command);
  static ForwardConfig config(const QString& uid, const QString& kubeconfig, const QString& context = u"c"_s);
  [[nodiscard]] QByteArray token() const { return m_cluster->identity().bearerToken; }
  static int ready(const Engine& engine);

  std::unique_ptr<QTemporaryDir> m_folder;
  std::unique_ptr<DemoCluster> m_cluster;
};

void TestAuthLogins::init() {
  m_folder = std::make_unique<QTemporaryDir>();
  m_cluster = std::make_unique<DemoCluster>(DemoOptions{.times = {.oneSecond = 100ms}});
  QVERIFY(m_cluster->start());
  m_cluster->put(demoPod({.name = u"every"_s}));
  m_cluster->put(demoPod({.name = u"second"_s}));
  write(u"token"_s, token());
  write(u"ca"_s, m_cluster->server().caPem);
}

void TestAuthLogins::cleanup() {
  m_cluster.reset();
}

QString TestAuthLogins::write(const QString& name, const QByteArray& text, bool runs) const {
  // As programs do it: another file in its place.
  const QString temporary = path(name) + u".new"_s;
  QFile file(temporary);
  if (!file.open(QFile::WriteOnly) || file.write(text) != text.size() ||
      !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | (runs ? QFile::ExeOwner : QFile::Permission()))) {
    qFatal("cannot write %s", qPrintable(name));
  }
  file.close();
  if (::rename(qPrintable(temporary), qPrintable(path(name))) != 0) {
    qFatal("cannot rename to %s", qPrintable(name));
  }
  return path(name);
}

QByteArray TestAuthLogins::content(const QString& name) const {
  QFile file(path(name));
  return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
}

QString TestAuthLogins::plugin(const QByteArray& before, const QByteArray& status) const {
  return write(u"login"_s,
               "#!/bin/sh\nDIR=" + m_folder->path().toUtf8() + "\necho x >>$DIR/runs\n" + before +
                   "\necho \"{\\\"kind\\\":\\\"ExecCredential\\\",\\\"apiVersion\\\":\\\"client.authentication.k8s.io/"
                   "v1\\\",\\\"status\\\":" +
                   status + "}\"\n",
               true);
}

QByteArray TestAuthLogins::exec(const QString& command) {
  return "exec: {apiVersion: client.authentication.k8s.io/v1, interactiveMode: Never, command: '" + command.toUtf8() +
         "'}";
}

QByteArray TestAuthLogins::cluster(const QByteArray& more) const {
  return "{server: 'https://127.0.0.1:" + QByteArray::number(m_cluster->port()) + "', certificate-authority: ca" +
         more + "}";
}

/// One context "c".
QString TestAuthLogins::kubeconfig(const QByteArray& user, const QByteArray& name) const {
  return write(QString::fromUtf8(name),
               "clusters: [{name: k, cluster: " + cluster() + "}]\nusers:\n- name: u\n  user:\n    " + user +
                   "\ncontexts: [{name: c, context: {cluster: k, user: u}}]\ncurrent-context: c\n");
}

ForwardConfig TestAuthLogins::config(const QString& uid, const QString& kubeconfig, const QString& context) {
  ForwardConfig config;
  config.uid = uid;
  config.kubeconfig = kubeconfig;
  config.context = context;
  config.target = u"pod/every"_s;
  config.remotePort = u"http"_s;
  return config;
}

int TestAuthLogins::ready(const Engine& engine) {
  const auto statuses = engine.statuses();
  return static_cast<int>(std::ranges::count(statuses, State::Ready, &ForwardStatus::state));
}

void TestAuthLogins::fiftyForwardsStartThePluginOnce() {
  const QString file = kubeconfig(exec(plugin("sleep 0.3")));
  Engine engine;
  QList<ForwardConfig> configs;
  for (int i = 0; i < 50; ++i) {
    configs += config(QString::number(i), file);
  }
  engine.setForwards(configs);
  engine.startAll();
  QTRY_COMPARE_WITH_TIMEOUT(ready(engine), 50, 20'000);
  QCOMPARE(content(u"runs"_s), QByteArray("x\n"));
}

void TestAuthLogins::twoContextsOfOneUserStartItOnce() {
  const QString file = write(
      u"config"_s, "clusters: [{name: k, cluster: " + cluster() +
                       "}, {name: l, cluster: " + cluster(", tls-server-name: localhost") +
                       "}]\nusers: [{name: u, user: {" + exec(plugin("sleep 0.3")) +
                       "}}]\ncontexts: [{name: c, context: {cluster: k, user: u}}, {name: d, context: {cluster: l, "
                       "user: u}}]\n");
  Engine engine;
  engine.setForwards({config(u"1"_s, file, u"c"_s), config(u"2"_s, file, u"d"_s)});
  engine.startAll();
  QTRY_COMPARE_WITH_TIMEOUT(ready(engine), 2, 20'000);
  QCOMPARE(content(u"runs"_s), QByteArray("x\n"));
}

/// kubelogin#389: two at once collide.
void TestAuthLogins::pluginsThatAreToldTheClusterTakeTurns() {
  const QString command = plugin("mkdir $DIR/running || touch $DIR/collision; sleep 0.3; rmdir $DIR/running");
  const QByteArray user = exec(command).chopped(1) + ", provideClusterInfo: true}";
  const QString file = write(
      u"config"_s, "clusters: [{name: k, cluster: " + cluster() + "}, {name: l, cluster: " +
                       cluster(", tls-server-name: localhost") + "}]\nusers: [{name: u, user: {" + user +
                       "}}]\ncontexts: [{name: c, context: {cluster: k, user: u}}, {name: d, context: {cluster: l, "
                       "user: u}}]\n");
  Engine engine;
  engine.setForwards({config(u"1"_s, file, u"c"_s), config(u"2"_s, file, u"d"_s)});
  engine.startAll();
  QTRY_COMPARE_WITH_TIMEOUT(ready(engine), 2, 20'000);
  QCOMPARE(content(u"runs"_s), QByteArray("x\nx\n"));
  QVERIFY(!QFile::exists(path(u"collision"_s)));
}

void TestAuthLogins::expiredTokenDropsNoConnection() {
  const QString file = kubeconfig(exec(plugin()));
  Engine engine;
  ForwardConfig echo = config(u"echo"_s, file);
  echo.remotePort = u"echo"_s;
  ForwardConfig other = config(u"other"_s, file);
  other.target = u"pod/second"_s;  // what the watch of the first one knows is not asked for
  engine.setForwards({echo, other});
  engine.start(u"echo"_s);
  QTRY_COMPARE_WITH_TIMEOUT(ready(engine), 1, 20'000);
  LocalClient client(engine.status(u"echo"_s).localPort, "before");
  QTRY_COMPARE(client.received, QByteArray("before"));

  const QByteArray old = token();
  QVERIFY(m_cluster->renewToken(u"dev"_s));
  QVERIFY(token() != old);
  write(u"token"_s, token());
  // A request with the old token is answered 401: the plugin runs once more, and the request is made again.
  engine.start(u"other"_s);
  QTRY_COMPARE_WITH_TIMEOUT(ready(engine), 2, 20'000);
  QCOMPARE(content(u"runs"_s), QByteArray("x\nx\n"));
  client.write(" after");
  QTRY_COMPARE(client.received, QByteArray("before after"));
  QCOMPARE(engine.status(u"echo"_s).state, State::Ready);
  QCOMPARE(engine.status(u"echo"_s).connections, 1);
  const auto entries = engine.journal().last({}, 100);
  for (const JournalEntry& entry : entries) {
    QVERIFY2(!entry.text.contains(u"waiting"_s) && !entry.text.contains(u"401"_s), qPrintable(entry.text));
  }
}

namespace {

/// Has a better identity than the first one.
class TwoIdentities final : public Credentials {
 public:
  TwoIdentities(Identity first, Identity second) : m_first(std::move(first)), m_second(std::move(second)) {}
  IdentityRequest* request(QObject* parent) override {
    auto* const request = new IdentityRequest(parent);
    QMetaObject::invokeMethod(
        request, [this, request] { Q_EMIT request->finished(rejections == 0 ? m_first : m_second); },
        Qt::QueuedConnection);
    return request;
  }
  void reject(const Identity&) override { ++rejections; }

  int rejections = 0;

 private:
  const Identity m_first;
  const Identity m_second;
};

}  // namespace

void TestAuthLogins::upgradeIsTriedOnceMoreAfterA401_data() {
  QTest::addColumn<bool>("isSecondGood");
  QTest::newRow("the second is good") << true;
  QTest::newRow("neither is") << false;
}

void TestAuthLogins::upgradeIsTriedOnceMoreAfterA401() {
  QFETCH(bool, isSecondGood);
  Identity bad = m_cluster->identity();
  bad.bearerToken = "old";
  Identity worse = bad;
  worse.bearerToken = "older";
  const auto credentials = std::make_shared<TwoIdentities>(bad, isSecondGood ? m_cluster->identity() : worse);
  ConnectionConfig connection;
  connection.ns = u"default"_s;
  connection.server = m_cluster->server();
  SessionOpener opener(std::make_shared<SessionContext>(std::make_shared<Cluster>(connection, credentials)),
                       {u"default"_s, u"every"_s});
  std::optional<Result<void>> result;
  connect(&opener, &SessionOpener::finished, this, [&](const Result<void>& end) { result = end; });
  opener.start();
  QTRY_VERIFY_WITH_TIMEOUT(result, 10'000);
  QCOMPARE(result->has_value(), isSecondGood);
  QCOMPARE(credentials->rejections, isSecondGood ? 1 : 2);
  if (!isSecondGood) {
    QCOMPARE(result->error().code, ErrorCode::Unauthorized);
  }
}

void TestAuthLogins::tokenThatExpiresEveryMoment() {
  const QString file = kubeconfig(exec(plugin(
      {},
      R"({\"token\":\"$(cat $DIR/token)\",\"expirationTimestamp\":\"$(date -u -d '+3 seconds' +%Y-%m-%dT%H:%M:%SZ)\"})")));
  Engine engine;
  ForwardConfig second = config(u"b"_s, file);
  second.target = u"pod/second"_s;
  engine.setForwards({config(u"a"_s, file), second});
  engine.startAll();
  QTRY_COMPARE_WITH_TIMEOUT(ready(engine), 2, 20'000);
  LocalClient client(engine.status(u"a"_s).localPort);
  QTRY_VERIFY(client.isOpen);
  // New sessions and watches go on to be opened, each with a token that is good.
  for (int i = 0; i < 4; ++i) {
    QTest::qWait(1000);  // so that it expires
    const QDateTime before = engine.status(u"b"_s).since;
    engine.restart(u"b"_s);
    QTRY_VERIFY(engine.status(u"b"_s).since != before);
    QTRY_COMPARE_WITH_TIMEOUT(ready(engine), 2, 20'000);
  }
  QCOMPARE(engine.status(u"a"_s).state, State::Ready);
  QVERIFY(content(u"runs"_s).size() >= 4);
  QVERIFY(!client.isOver());
  const auto requests = m_cluster->requests();
  QVERIFY(std::ranges::none_of(requests, [](const DemoRequest& request) { return request.status == 401; }));
}

void TestAuthLogins::pluginThatFailsIsTriedAgain() {
  const QString file = kubeconfig(exec(plugin("if [ ! -e $DIR/online ]; then echo 'no network' >&2; exit 1; fi")));
  Engine engine;
  engine.setForwards({config(u"a"_s, file), config(u"b"_s, file)});
  engine.startAll();
  QTRY_COMPARE_WITH_TIMEOUT(engine.status(u"a"_s).state, State::Waiting, 20'000);
  QTRY_COMPARE(engine.status(u"b"_s).state, State::Waiting);
  const auto error = engine.status(u"a"_s).error;
  QVERIFY(error);
  QCOMPARE(error->stage, Stage::Authentication);
  QCOMPARE(error->detail, u"user \"u\" logs in with \"login\", which failed with exit code 1: no network"_s);
  QCOMPARE(error->hint, u"Run \"portolan login c\" in a terminal."_s);
  write(u"online"_s, "x");
  QTRY_COMPARE_WITH_TIMEOUT(ready(engine), 2, 20'000);
}

/// One unreachable cluster, one with a hanging plugin, one healthy one.
void TestAuthLogins::oneDeadOneHangingOneHealthy() {
  QTcpServer silent;  // accepts, and says nothing
  QVERIFY(silent.listen(QHostAddress::LocalHost));
  const QString hanging = plugin("sleep 600");
  const QByteArray dead =
      "{server: 'https://127.0.0.1:" + QByteArray::number(silent.serverPort()) + "', certificate-authority: ca}";
  const QString file =
      write(u"config"_s,
            "clusters: [{name: k, cluster: " + cluster() + "}, {name: dead, cluster: " + dead +
                "}]\nusers: [{name: good, user: {token: " + token() + "}}, {name: hanging, user: {" + exec(hanging) +
                "}}]\ncontexts: [{name: dead, context: {cluster: dead, user: good}}, {name: hanging, context: "
                "{cluster: k, user: hanging}}, {name: healthy, context: {cluster: k, user: good}}]\n");
  QList<ForwardConfig> healthy;
  QList<ForwardConfig> others;
  for (int i = 0; i < 20; ++i) {
    healthy += config(u"healthy%1"_s.arg(i), file, u"healthy"_s);
    others += config(u"dead%1"_s.arg(i), file, u"dead"_s);
    others += config(u"hanging%1"_s.arg(i), file, u"hanging"_s);
  }
  const auto startAll = [](Engine& engine, const QList<ForwardConfig>& configs) {
    engine.setForwards(configs);
    QElapsedTimer timer;
    timer.start();
    engine.startAll();
    [&] { QTRY_COMPARE_WITH_TIMEOUT(ready(engine), 20, 20'000); }();
    return timer.elapsed();
  };
  qint64 alone = 0;
  {
    Engine engine;
    alone = startAll(engine, healthy);
  }
  Engine engine;
  const qint64 together = startAll(engine, others + healthy);
  qInfo("20 healthy forwards: %lld ms alone, %lld ms beside 20 dead and 20 hanging ones", alone, together);
  // A machine that is busy with other things takes longer for both.
  QVERIFY(together < qMax<qint64>(1000, 2 * alone + 500));
  QTRY_COMPARE(content(u"runs"_s), QByteArray("x\n"));
  for (int i = 0; i < 20; ++i) {
    QCOMPARE(engine.status(u"hanging%1"_s.arg(i)).state, State::Starting);
  }
}

void TestAuthLogins::stoppingEndsThePlugin() {
  const QString file = kubeconfig(exec(plugin("echo $$ >$DIR/pid; sleep 600")));
  Engine engine;
  engine.setForwards({config(u"a"_s, file), config(u"b"_s, file)});
  engine.startAll();
  QTRY_VERIFY_WITH_TIMEOUT(content(u"pid"_s).endsWith('\n'), 20'000);
  const auto isRunning = [pid = content(u"pid"_s).trimmed()] {
    return QFile::exists(u"/proc/"_s + QString::fromLatin1(pid));
  };
  engine.stop(u"a"_s);
  QTRY_COMPARE(engine.status(u"a"_s).state, State::Stopped);
  QTest::qWait(100);
  QVERIFY(isRunning());
  engine.stop(u"b"_s);
  QTRY_COMPARE(engine.status(u"b"_s).state, State::Stopped);
  QTRY_VERIFY(!isRunning());
}

void TestAuthLogins::tokenFileThatIsRotated() {
  const QString file = kubeconfig("tokenFile: token");
  Engine engine;
  engine.setForwards({config(u"a"_s, file), config(u"b"_s, file)});
  engine.start(u"a"_s);
  QTRY_COMPARE_WITH_TIMEOUT(ready(engine), 1, 20'000);
  LocalClient client(engine.status(u"a"_s).localPort);
  QTRY_VERIFY(client.isOpen);
  QVERIFY(m_cluster->renewToken(u"dev"_s));
  write(u"token"_s, token());
  engine.start(u"b"_s);
  QTRY_COMPARE_WITH_TIMEOUT(ready(engine), 2, 20'000);
  QVERIFY(!client.isOver());
}

void TestAuthLogins::certificateThatIsRotated() {
  const Identity admin = m_cluster->identity(u"admin"_s);
  const test::CertificateAuthority stranger(u"stranger"_s);
  const test::Certificate unknown = stranger.issue({});
  write(u"crt"_s, unknown.pem);
  write(u"key"_s, unknown.keyPem);
  const QString file = kubeconfig("{client-certificate: crt, client-key: key}");
  Engine engine;
  engine.setForwards({config(u"a"_s, file)});
  engine.startAll();
  QTRY_COMPARE_WITH_TIMEOUT(engine.status(u"a"_s).state, State::Failed, 20'000);
  write(u"key"_s, admin.privateKeyPem);
  write(u"crt"_s, admin.certificatePem);
  // The change is noticed: nobody has to ask.
  QTRY_COMPARE_WITH_TIMEOUT(ready(engine), 1, 20'000);
}

void TestAuthLogins::changedKubeconfigReconnectsWhatChanged() {
  const auto text = [this](const QByteArray& other) {
    return "clusters: [{name: k, cluster: " + cluster() + "}]\nusers: [{name: u, user: {token: " + token() +
           "}}, {name: v, user: {token: " + other +
           "}}]\ncontexts: [{name: c, context: {cluster: k, user: u}}, {name: d, context: {cluster: k, user: v}}]\n";
  };
  const QString file = write(u"config"_s, text("wrong"));
  Engine engine;
  engine.setForwards({config(u"same"_s, file, u"c"_s), config(u"other"_s, file, u"d"_s)});
  engine.startAll();
  QTRY_COMPARE_WITH_TIMEOUT(engine.status(u"same"_s).state, State::Ready, 20'000);
  QTRY_COMPARE_WITH_TIMEOUT(engine.status(u"other"_s).state, State::Failed, 20'000);
  LocalClient client(engine.status(u"same"_s).localPort);
  QTRY_VERIFY(client.isOpen);
  write(u"config"_s, text(token()));
  QTRY_COMPARE_WITH_TIMEOUT(ready(engine), 2, 20'000);
  QVERIFY(!client.isOver());
}

void TestAuthLogins::brokenKubeconfigKeepsTheLastGoodOne() {
  const QString file = kubeconfig("token: " + token());
  Engine engine;
  engine.setForwards({config(u"a"_s, file)});
  engine.startAll();
  QTRY_COMPARE_WITH_TIMEOUT(ready(engine), 1, 20'000);
  LocalClient client(engine.status(u"a"_s).localPort);
  QTRY_VERIFY(client.isOpen);
  write(u"config"_s, "clusters: [\n");
  const auto said = [&engine] {
    const auto entries = engine.journal().last({}, 100);
    return std::ranges::any_of(entries, [](const JournalEntry& entry) {
      return entry.text.startsWith("the changed kubeconfig cannot be used, so the old one is: "_L1);
    });
  };
  QTRY_VERIFY(said());
  QCOMPARE(ready(engine), 1);
  QVERIFY(!client.isOver());
}

void TestAuthLogins::missingFileIsNamedWithItsPlace() {
  QFile::remove(path(u"ca"_s));
  const QString file = kubeconfig("token: " + token());
  Engine engine;
  engine.setForwards({config(u"a"_s, file)});
  engine.startAll();
  QTRY_COMPARE_WITH_TIMEOUT(engine.status(u"a"_s).state, State::Failed, 20'000);
  QVERIFY(
      engine.status(u"a"_s).error->detail.startsWith(u"the certificate authority of cluster \"k\" cannot be read: "_s));
  QVERIFY2(engine.status(u"a"_s).error->detail.endsWith(u" (%1, line 1; context \"c\")"_s.arg(file)),
           qPrintable(engine.status(u"a"_s).error->detail));
}

namespace {

QMutex logMutex;
QByteArray logged;

void keepMessage(QtMsgType, const QMessageLogContext&, const QString& message) {
  const QMutexLocker lock(&logMutex);
  logged += message.toUtf8() + '\n';
}

}  // namespace

/// Whatever is planted in the credentials is in no status, journal, log, table or file but those it was planted in.
void TestAuthLogins::nothingSecretAnywhere() {
  const QByteArray secret = "planted";  // in each of them
  const test::CertificateAuthority authority(u"authority"_s);
  const test::Certificate client = authority.issue({});
  const QString printing = write(u"printing"_s, "#!/bin/sh\necho planted-output\nexit 1\n", true);
  const QString giving =
      write(u"giving"_s,
            "#!/bin/sh\necho '{\"kind\":\"ExecCredential\",\"apiVersion\":\"client.authentication.k8s.io/"
            "v1\",\"status\":{\"token\":\"planted-plugin-token\"}}'\n",
            true);
  const QByteArray k = cluster();
  const QList<std::pair<QByteArray, QByteArray>> users{
      {"token", "{token: planted-token}"},
      {"basic", "{username: me, password: planted-password}"},
      {"file", "{tokenFile: tokens}"},
      {"printing", "{exec: {apiVersion: client.authentication.k8s.io/v1, interactiveMode: Never, command: '" +
                       printing.toUtf8() + "', args: [planted-argument], env: [{name: X, value: planted-variable}]}}"},
      {"giving", "{" + exec(giving) + "}"},
      {"certificate",
       "{client-certificate-data: " + client.pem.toBase64() + ", client-key-data: " + client.keyPem.toBase64() + "}"},
      {"oidc",
       "{auth-provider: {name: oidc, config: {idp-issuer-url: 'https://127.0.0.1:1', client-id: i, client-secret: "
       "planted-client, refresh-token: planted-refresh, id-token: planted-id}}}"},
      {"both", "{token: planted-token, username: me, password: planted-password}"},
      {"lines", "{token: \"planted\\nX: y\"}"},
  };
  write(u"tokens"_s, "planted-file-token");
  QByteArray text = "clusters: [{name: k, cluster: " + k +
                    "}, {name: proxied, cluster: " + cluster(", proxy-url: 'http://me:planted-proxy@127.0.0.1:1'") +
                    "}, {name: odd, cluster: {server: 'https://me:planted-user@127.0.0.1:1/?planted-query'}},"
                    " {name: badproxy, cluster: " +
                    cluster(", proxy-url: 'ftp://me:planted-proxy@127.0.0.1:1'") + "}]\nusers:\n";
  QByteArray contexts;
  for (const auto& [name, user] : users) {
    text += "- {name: " + name + ", user: " + user + "}\n";
    contexts += "- {name: " + name + ", context: {cluster: k, user: " + name + "}}\n";
  }
  for (const QByteArray name : {"proxied", "odd", "badproxy"}) {
    contexts += "- {name: " + name + ", context: {cluster: " + name + ", user: token}}\n";
  }
  const QString file = write(u"config"_s, text + "contexts:\n" + contexts);

  logged.clear();
  QLoggingCategory::setFilterRules(u"portolan.*=true"_s);
  const auto before = qInstallMessageHandler(keepMessage);
  QByteArray seen;
  {
    EngineOptions options;
    options.journalPath = path(u"journal/journal.jsonl"_s);
    QDir().mkpath(path(u"journal"_s));
    Engine engine(options);
    connect(&engine, &Engine::statusChanged, &engine, [&](const ForwardStatus& status) {
      seen += QJsonDocument(statusJson(config(status.uid, file), status)).toJson() + '\n';
    });
    QList<ForwardConfig> configs;
    for (const auto& [name, user] : users) {
      configs += config(QString::fromLatin1(name), file, QString::fromLatin1(name));
    }
    for (const QString& name : {u"proxied"_s, u"odd"_s, u"badproxy"_s}) {
      configs += config(name, file, name);
    }
    engine.setForwards(configs);
    engine.startAll();
    const auto isSettled = [&engine] {
      const auto statuses = engine.statuses();
      return std::ranges::all_of(statuses, [](const ForwardStatus& status) { return status.error.has_value(); });
    };
    QTRY_VERIFY_WITH_TIMEOUT(isSettled(), 30'000);
    for (const JournalEntry& entry : engine.journal().last({}, 1000)) {
      seen += QJsonDocument(journalJson(entry, {})).toJson() + '\n';
    }
    seen += metricsText(configs, engine.statuses());
    const auto environment = QProcessEnvironment::systemEnvironment();
    const auto kubeconfig = Kubeconfig::load({{file}, true});
    QVERIFY(kubeconfig);
    seen += contextsText(*kubeconfig, environment).toUtf8();
    seen += contextsJson(*kubeconfig, environment);
  }
  qInstallMessageHandler(before);
  QLoggingCategory::setFilterRules({});
  for (const QString& name : QDir(path(u"journal"_s)).entryList(QDir::Files)) {
    seen += content(u"journal/"_s + name);
  }
  const QMutexLocker lock(&logMutex);
  QVERIFY(logged.size() > 200);
  QVERIFY(seen.size() > 5000);
  QVERIFY(seen.contains("exit code 1"));
  for (const QByteArray& all : {logged, seen}) {
    const qsizetype at = all.indexOf(secret);
    QVERIFY2(at < 0, all.mid(qMax<qsizetype>(at - 200, 0), 300).constData());
    QVERIFY(!all.contains("PRIVATE KEY"));
    QVERIFY(!all.contains(QByteArray("planted").toBase64().first(8)));
    QVERIFY(!all.contains(client.keyPem.split('\n').at(1)));
  }
}

QTEST_GUILESS_MAIN(TestAuthLogins)
#include "test_auth_logins.moc"
