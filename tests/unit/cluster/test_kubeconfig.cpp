#include <sys/stat.h>

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonObject>
#include <QProcess>
#include <QStringConverter>
#include <QTemporaryDir>
#include <QTest>
#include <ctime>

#include "core/cluster/filecredentials.h"
#include "core/cluster/kubeconfig.h"
#include "core/cluster/readfile.h"
#include "core/cluster/tlscontext.h"
#include "tests/support/certificates.h"
#include "tests/support/slowdown.h"

using namespace Qt::StringLiterals;
using portolan::ConnectionConfig;
using portolan::ConnectionOverrides;
using portolan::CredentialFiles;
using portolan::ErrorCode;
using portolan::ExecPlugin;
using portolan::Identity;
using portolan::Kubeconfig;
using portolan::LoginMethod;
using portolan::OidcLogin;
using portolan::Result;
using portolan::test::Certificate;
using portolan::test::CertificateOptions;
using portolan::test::KeyType;

Q_DECLARE_METATYPE(portolan::ConnectionOverrides)

class TestKubeconfig : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void initTestCase();
  void init();

  void sourcesAreThoseOfKubectl();
  void firstFileWinsPerName();
  void missingFilesOfAListAreSkipped();
  void missingFiles_data();
  void missingFiles();
  void unreadableFiles_data();
  void unreadableFiles();
  void nullDeviceIsAnEmptyFile();
  void relativePathsStartAtTheDefiningFile();

  void accepts_data();
  void accepts();
  void brokenYamlHasAPosition_data();
  void brokenYamlHasAPosition();
  void deepNestingIsRefused_data();
  void deepNestingIsRefused();
  void rejects_data();
  void rejects();
  void aliasesAreBounded_data();
  void aliasesAreBounded();

  void resolvesEverything();
  void servers_data();
  void servers();
  void refuses_data();
  void refuses();
  void contextHintIsShort();
  void dataWinsOverFiles();
  void filesAreRead();
  void unusableFiles_data();
  void unusableFiles();
  void certificates_data();
  void certificates();
  void credentialsStayOutOfPlainHttp();
  void tokenFiles();
  void keyFormats_data();
  void keyFormats();
  void execPlugins();
  void oidc();
  void proxies_data();
  void proxies();
  void warnings_data();
  void warnings();
  void warningsAreBounded();
  void strangeFiles_data();
  void strangeFiles();
  void hugeFileEndsAtOnce();
  void largestFileIsReadWithinASecond();
  void overridesApply_data();
  void overridesApply();
  void serverAloneIsEnough();
  void overridesReplaceAllCredentials();

 private:
  QString write(const QString& name, const QByteArray& content) const;
  [[nodiscard]] QString path(const QString& name) const { return m_folder->filePath(name); }

  std::unique_ptr<QTemporaryDir> m_folder;
  const portolan::test::CertificateAuthority m_authority{u"authority"_s};
  Certificate m_client;
};

namespace {

/// One context "c" on the cluster "k" as the user "u".
QByteArray config(const QByteArray& cluster, const QByteArray& user = "{}") {
  return "clusters: [{name: k, cluster: " + cluster + "}]\nusers: [{name: u, user: " + user +
         "}]\ncontexts: [{name: c, context: {cluster: k, user: u}}]\ncurrent-context: c\n";
}

QByteArray https(const QByteArray& more = {}) {
  return "{server: 'https://h:6443'" + more + "}";
}

/// Where the entry stands, as errors end that are about one.
const auto kPlace = u" (/etc/kube/config, line %1; context \"c\")"_s;

/// The detail without its place; "no place: …" where it has none and is about an entry.
QString withoutPlace(const portolan::Error& error) {
  switch (error.code) {
    case ErrorCode::ContextUnknown:
    case ErrorCode::ClusterUnknown:
    case ErrorCode::UserUnknown:
    case ErrorCode::KubeconfigMissing:
      return error.detail;
    default:
      break;
  }
  for (int line = 1; line <= 3; ++line) {
    if (const QString place = kPlace.arg(line); error.detail.endsWith(place)) {
      return error.detail.chopped(place.size());
    }
  }
  return u"no place: "_s + error.detail;
}

Result<ConnectionConfig> resolve(const QByteArray& yaml, const ConnectionOverrides& overrides = {}) {
  const Result<Kubeconfig> kubeconfig = Kubeconfig::parse(yaml, u"/etc/kube/config"_s);
  if (!kubeconfig) {
    return std::unexpected(kubeconfig.error());
  }
  return kubeconfig->resolve(overrides);
}

}  // namespace

QString TestKubeconfig::write(const QString& name, const QByteArray& content) const {
  QDir().mkpath(QFileInfo(path(name)).path());
  QFile file(path(name));
  if (!file.open(QFile::WriteOnly) || file.write(content) != content.size()) {
    qFatal("cannot write %s", qPrintable(name));
  }
  return path(name);
}

void TestKubeconfig::initTestCase() {
  m_client = m_authority.issue({});
}

void TestKubeconfig::init() {
  m_folder = std::make_unique<QTemporaryDir>();
}

void TestKubeconfig::sourcesAreThoseOfKubectl() {
  QProcessEnvironment environment;
  environment.insert(u"HOME"_s, u"/home/me"_s);
  auto sources = Kubeconfig::defaultSources({}, environment);
  QCOMPARE(sources.files, QStringList{u"/home/me/.kube/config"_s});
  QVERIFY(!sources.isExplicit);

  environment.insert(u"KUBECONFIG"_s, u"/a::b:/a:/c"_s);
  sources = Kubeconfig::defaultSources({}, environment);
  QCOMPARE(sources.files, (QStringList{u"/a"_s, u"b"_s, u"/c"_s}));
  QVERIFY(!sources.isExplicit);

  sources = Kubeconfig::defaultSources(u"/x:y"_s, environment);
  QCOMPARE(sources.files, QStringList{u"/x:y"_s});
  QVERIFY(sources.isExplicit);
}

void TestKubeconfig::firstFileWinsPerName() {
  const QString first = write(u"first"_s,
                              "clusters:\n"
                              "- name: k\n"
                              "  cluster: {server: 'https://first'}\n"
                              "contexts:\n"
                              "- name: a\n"
                              "  context: {cluster: k, namespace: one}\n"
                              "- name: b\n"
                              "  context: {cluster: l}\n");
  const QString second = write(u"second"_s,
                               "clusters:\n"
                               "- name: k\n"
                               "  cluster: {server: 'https://second', tls-server-name: other}\n"
                               "- name: l\n"
                               "  cluster: {server: 'https://l'}\n"
                               "contexts:\n"
                               "- name: a\n"
                               "  context: {cluster: l, user: u, namespace: two}\n"
                               "current-context: a\n");
  const QString third = write(u"third"_s, "current-context: b\n");
  const auto kubeconfig = Kubeconfig::load({{first, second, third}, false});
  QVERIFY(kubeconfig);
  QCOMPARE(kubeconfig->currentContext(), u"a"_s);
  QCOMPARE(kubeconfig->contextNames(), (QStringList{u"a"_s, u"b"_s}));
  QCOMPARE(kubeconfig->contexts()[u"a"_s].ns, u"one"_s);
  QCOMPARE(kubeconfig->contexts()[u"a"_s].file, first);

  const auto a = kubeconfig->resolve({});
  QVERIFY(a);
  QCOMPARE(a->server.host, u"first"_s);
  // The entry is taken whole: nothing of the second file's cluster "k" is mixed in.
  QCOMPARE(a->server.tlsServerName, QString());
  QCOMPARE(a->ns, u"one"_s);
  const auto b = kubeconfig->resolve({.context = u"b"_s});
  QVERIFY(b);
  QCOMPARE(b->server.host, u"l"_s);
  QCOMPARE(b->ns, u"default"_s);
}

void TestKubeconfig::missingFilesOfAListAreSkipped() {
  const QString file = write(u"config"_s, "current-context: x\n");
  const auto kubeconfig = Kubeconfig::load({{path(u"nothing"_s), file, path(u"no/folder"_s)}, false});
  QVERIFY(kubeconfig);
  QCOMPARE(kubeconfig->currentContext(), u"x"_s);
  QVERIFY(kubeconfig->isEmpty());
}

void TestKubeconfig::missingFiles_data() {
  QTest::addColumn<QStringList>("files");
  QTest::addColumn<bool>("isExplicit");
  QTest::addColumn<QString>("detail");
  QTest::newRow("home") << QStringList{u"/nowhere/.kube/config"_s} << false
                        << u"no kubeconfig was found at /nowhere/.kube/config"_s;
  QTest::newRow("list") << QStringList{u"/nowhere/a"_s, u"/nowhere/b"_s} << false
                        << u"no kubeconfig was found at /nowhere/a or /nowhere/b"_s;
  QTest::newRow("empty list") << QStringList() << false << u"no kubeconfig was found: KUBECONFIG names no file"_s;
  QTest::newRow("explicit") << QStringList{u"/nowhere/a"_s} << true << u"the kubeconfig /nowhere/a does not exist"_s;
}

void TestKubeconfig::missingFiles() {
  QFETCH(QStringList, files);
  QFETCH(bool, isExplicit);
  const auto kubeconfig = Kubeconfig::load({files, isExplicit});
  QVERIFY(!kubeconfig);
  QCOMPARE(kubeconfig.error().code, ErrorCode::KubeconfigMissing);
  QTEST(kubeconfig.error().detail, "detail");
  QVERIFY(isExplicit || kubeconfig.error().hint.contains("portolan demo"_L1));
}

void TestKubeconfig::unreadableFiles_data() {
  QTest::addColumn<QString>("kind");
  QTest::addColumn<ErrorCode>("code");
  QTest::addColumn<QString>("reason");
  QTest::newRow("folder") << u"folder"_s << ErrorCode::FileUnreadable << u"it is a folder"_s;
  QTest::newRow("pipe") << u"pipe"_s << ErrorCode::FileUnreadable << u"it is not a regular file"_s;
  QTest::newRow("device") << u"device"_s << ErrorCode::FileUnreadable << u"it is not a regular file"_s;
  QTest::newRow("too large") << u"large"_s << ErrorCode::FileTooLarge << u"it is larger than 2 MiB"_s;
  QTest::newRow("file as a folder") << u"inside"_s << ErrorCode::FileUnreadable << u"Not a directory"_s;
}

void TestKubeconfig::unreadableFiles() {
  QFETCH(QString, kind);
  QFETCH(QString, reason);
  QString file = path(kind);
  if (kind == "folder"_L1) {
    QVERIFY(QDir().mkdir(file));
  } else if (kind == "pipe"_L1) {
    // Opening it would wait for ever for somebody who writes.
    QCOMPARE(::mkfifo(QFile::encodeName(file).constData(), 0600), 0);
  } else if (kind == "device"_L1) {
    file = u"/dev/zero"_s;
  } else if (kind == "large"_L1) {
    write(kind, QByteArray(2LL * 1024 * 1024 + 1, '#'));
  } else {
    file = write(kind, "") + u"/config"_s;
  }
  const auto kubeconfig = Kubeconfig::load({{file}, false});
  QVERIFY(!kubeconfig);
  QTEST(kubeconfig.error().code, "code");
  QCOMPARE(kubeconfig.error().detail, u"the kubeconfig %1 cannot be read: %2"_s.arg(file, reason));
}

void TestKubeconfig::nullDeviceIsAnEmptyFile() {
  const auto kubeconfig = Kubeconfig::load({{u"/dev/null"_s}, false});
  QVERIFY(kubeconfig);
  QVERIFY(kubeconfig->isEmpty());
  const auto connection = kubeconfig->resolve({});
  QVERIFY(!connection);
  QCOMPARE(connection.error().code, ErrorCode::KubeconfigMissing);
  QCOMPARE(connection.error().detail, u"there are no contexts in /dev/null"_s);
}

void TestKubeconfig::relativePathsStartAtTheDefiningFile() {
  write(u"one/ca.crt"_s, m_authority.pem());
  write(u"two/pki/token"_s, "secret\n");
  const QString one =
      write(u"one/config"_s, "clusters: [{name: k, cluster: {server: 'https://h', certificate-authority: ca.crt}}]");
  const QString two = write(u"two/config"_s,
                            "users: [{name: u, user: {tokenFile: pki/../pki/token}}]\n"
                            "contexts: [{name: c, context: {cluster: k, user: u}}]\n"
                            "current-context: c\n");
  const auto kubeconfig = Kubeconfig::load({{one, two}, false});
  QVERIFY(kubeconfig);
  const auto connection = kubeconfig->resolve({});
  QVERIFY2(connection, connection ? "" : qPrintable(connection.error().detail));
  QCOMPARE(connection->server.caPem, m_authority.pem());
  QCOMPARE(connection->login,
           LoginMethod(CredentialFiles{.token = path(u"two/pki/token"_s), .certificate = {}, .key = {}}));
}

void TestKubeconfig::accepts_data() {
  QTest::addColumn<QByteArray>("yaml");
  QTest::addColumn<QString>("currentContext");
  QTest::addColumn<QStringList>("contexts");
  const QStringList none;
  QTest::newRow("empty") << QByteArray() << QString() << none;
  QTest::newRow("comment") << QByteArray("# nothing\n") << QString() << none;
  QTest::newRow("head") << QByteArray("apiVersion: v1\nkind: Config\npreferences: {}\ncurrent-context: a\n") << u"a"_s
                        << none;
  QTest::newRow("null") << QByteArray("apiVersion:\nkind: ~\nclusters: null\ncontexts:\nusers: ~\ncurrent-context:\n")
                        << QString() << none;
  QTest::newRow("JSON")
      << QByteArray(R"({"kind":"Config","contexts":[{"name":"a\u00e4","context":{"cluster":"k"}}],"x":[{}]})")
      << QString() << QStringList{u"aä"_s};
  QTest::newRow("unknown fields") << QByteArray(
                                         "extensions: [{name: x}]\ncontexts: [{name: a, x: [y], context: {z: {}}}]\n? "
                                         "[list]\n: as a key\n")
                                  << QString() << QStringList{u"a"_s};
  QTest::newRow("first document only") << QByteArray("current-context: a\n---\ncurrent-context: b\n") << u"a"_s << none;
  QTest::newRow("last of two equal keys") << QByteArray("current-context: a\ncurrent-context: b\n") << u"b"_s << none;
  QTest::newRow("byte order mark") << QByteArray(
                                          "\xef\xbb\xbf"
                                          "current-context: a\n")
                                   << u"a"_s << none;
  QTest::newRow("no name") << QByteArray("contexts: [{context: {}}]") << QString() << QStringList{QString()};
  QTest::newRow("nothing in it") << QByteArray("contexts: [{name: a}, {name: b, context: }]") << QString()
                                 << QStringList{u"a"_s, u"b"_s};
  QTest::newRow("quoted") << QByteArray("current-context: \"a b\"\n") << u"a b"_s << none;
  QTest::newRow("anchors") << QByteArray("x: &x [{name: a}]\ncontexts: *x\n") << QString() << QStringList{u"a"_s};
}

void TestKubeconfig::accepts() {
  QFETCH(QByteArray, yaml);
  const auto kubeconfig = Kubeconfig::parse(yaml, u"/f"_s);
  QVERIFY2(kubeconfig, kubeconfig ? "" : qPrintable(kubeconfig.error().detail));
  QTEST(kubeconfig->currentContext(), "currentContext");
  QTEST(kubeconfig->contextNames(), "contexts");
}

void TestKubeconfig::brokenYamlHasAPosition_data() {
  // What comes after the position is in yaml-cpp's words.
  QTest::addColumn<QByteArray>("yaml");
  QTest::addColumn<QString>("position");
  QTest::newRow("indentation") << QByteArray("clusters:\n- name: a\n users: []\n") << u"/f, line 3, column 2: "_s;
  QTest::newRow("tab") << QByteArray("a: b\n\tc: d\n") << u"/f, line 2, column 1: "_s;
  QTest::newRow("unknown alias") << QByteArray("contexts: *x\n") << u"/f, line 1, column 11: "_s;
  QTest::newRow("unclosed list") << QByteArray("a: [b\nc: d\n") << u"/f, line 2, column 2: "_s;
}

void TestKubeconfig::brokenYamlHasAPosition() {
  QFETCH(QByteArray, yaml);
  QFETCH(QString, position);
  const auto kubeconfig = Kubeconfig::parse(yaml, u"/f"_s);
  QVERIFY(!kubeconfig);
  QCOMPARE(kubeconfig.error().code, ErrorCode::FileInvalid);
  QVERIFY2(kubeconfig.error().detail.startsWith(position), qPrintable(kubeconfig.error().detail));
  QVERIFY(kubeconfig.error().detail.size() > position.size());
}

void TestKubeconfig::deepNestingIsRefused_data() {
  QTest::addColumn<QByteArray>("yaml");
  QTest::newRow("lists") << "a: " + QByteArray(200'000, '[');
  QTest::newRow("maps") << QByteArray("{a: ").repeated(50'000);
  QTest::newRow("blocks") << QByteArray("- ").repeated(100'000);
  QTest::newRow("keys") << QByteArray("? ").repeated(100'000);
}

void TestKubeconfig::deepNestingIsRefused() {
  QFETCH(QByteArray, yaml);
  const auto kubeconfig = Kubeconfig::parse(yaml, u"/f"_s);
  QVERIFY(!kubeconfig);
  QCOMPARE(kubeconfig.error().code, ErrorCode::FileInvalid);
  QVERIFY2(kubeconfig.error().detail.endsWith(": it is nested too deeply"_L1), qPrintable(kubeconfig.error().detail));
}

void TestKubeconfig::rejects_data() {
  QTest::addColumn<QByteArray>("yaml");
  QTest::addColumn<QString>("detail");
  QTest::newRow("text") << QByteArray("hello\n") << u"/f, line 1, column 1: a kubeconfig must be a map"_s;
  QTest::newRow("list") << QByteArray("\n- a\n") << u"/f, line 2, column 1: a kubeconfig must be a map"_s;
  QTest::newRow("a pod") << QByteArray("apiVersion: v1\nkind: Pod\n")
                         << u"/f, line 2, column 7: this is no kubeconfig: its kind is \"Pod\""_s;
  QTest::newRow("version") << QByteArray("apiVersion: v2\n")
                           << u"/f, line 1, column 13: the apiVersion \"v2\" is not known"_s;
  QTest::newRow("clusters is a map") << QByteArray("clusters:\n  a: {}\n")
                                     << u"/f, line 2, column 3: clusters must be a list"_s;
  QTest::newRow("an entry is text") << QByteArray("users:\n- a\n")
                                    << u"/f, line 2, column 3: an entry of users must be a map"_s;
  QTest::newRow("a cluster is text") << QByteArray("clusters: [{name: a, cluster: b}]")
                                     << u"/f, line 1, column 31: cluster must be a map"_s;
  QTest::newRow("server is a list") << QByteArray("clusters:\n- name: a\n  cluster:\n    server: [x]\n")
                                    << u"/f, line 4, column 13: server must be text"_s;
  QTest::newRow("boolean in quotes") << QByteArray(
                                            "clusters: [{name: a, cluster: {insecure-skip-tls-verify: \"true\"}}]")
                                     << u"/f, line 1, column 58: insecure-skip-tls-verify must be true or false"_s;
  QTest::newRow("groups are text") << QByteArray("users: [{name: a, user: {as-groups: x}}]")
                                   << u"/f, line 1, column 37: as-groups must be a list"_s;
  QTest::newRow("extra of text") << QByteArray("users: [{name: a, user: {as-user-extra: {k: v}}}]")
                                 << u"/f, line 1, column 45: as-user-extra must be a list"_s;
  QTest::newRow("base64") << QByteArray("users:\n- name: a\n  user:\n    client-key-data: 'a b!'\n")
                          << u"/f, line 4, column 22: client-key-data is not valid base64"_s;
  QTest::newRow("name twice") << QByteArray("contexts:\n- name: a\n- name: b\n- name: a\n")
                              << u"/f, line 4, column 3: contexts has the name \"a\" twice"_s;
  QTest::newRow("contains itself") << QByteArray("clusters: &a [*a]")
                                   << u"/f, line 1, column 11: an entry of clusters must be a map"_s;
}

void TestKubeconfig::rejects() {
  QFETCH(QByteArray, yaml);
  const auto kubeconfig = Kubeconfig::parse(yaml, u"/f"_s);
  QVERIFY(!kubeconfig);
  QTEST(kubeconfig.error().detail, "detail");
  QCOMPARE(kubeconfig.error().code, ErrorCode::FileInvalid);
  QCOMPARE(kubeconfig.error().stage, portolan::Stage::Authentication);
}

void TestKubeconfig::aliasesAreBounded_data() {
  QTest::addColumn<QByteArray>("yaml");
  const QByteArray text(100'000, 'x');
  QTest::newRow("one long text in many users") << [&] {
    QByteArray yaml = "x: &x {token: " + text + "}\nusers:\n";
    for (int i = 0; i < 200; ++i) {
      yaml += "- {name: u" + QByteArray::number(i) + ", user: *x}\n";
    }
    return yaml;
  }();
  QTest::newRow("many groups in many users") << [] {
    QByteArray yaml = "x: &x {as-groups: [" + QByteArray("g,").repeated(100'000) + "]}\nusers:\n";
    for (int i = 0; i < 200; ++i) {
      yaml += "- {name: u" + QByteArray::number(i) + ", user: *x}\n";
    }
    return yaml;
  }();
  QTest::newRow("extra of extras") << "x: &x [" + QByteArray("g,").repeated(100'000) +
                                          "]\nusers: [{name: a, user: {as-user-extra: {" +
                                          QByteArray("k: *x,").repeated(200) + "}}}]";
  QTest::newRow("merges of merges") << [] {
    QByteArray yaml = "a0: &a0 {x: y}\n";
    for (int i = 1; i < 8; ++i) {
      const QByteArray alias = "*a" + QByteArray::number(i - 1) + ",";
      yaml += "a" + QByteArray::number(i) + ": &a" + QByteArray::number(i) + " {<<: [" + alias.repeated(100) + "]}\n";
    }
    return yaml + "users: [{name: a, user: *a7}]\n";
  }();
  QTest::newRow("long names of fields") << "x: &x " + text + "\nusers: [{name: a, user: {" +
                                               QByteArray("*x : y, ").repeated(200) + "}}]";
}

void TestKubeconfig::aliasesAreBounded() {
  QFETCH(QByteArray, yaml);
  const std::clock_t start = std::clock();
  const auto kubeconfig = Kubeconfig::parse(yaml, u"/f"_s);
  const double seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
  QVERIFY(!kubeconfig);
  QVERIFY2(seconds < 3 * portolan::test::kSlowdown, qPrintable(QString::number(seconds)));
  qInfo("%.2f s", seconds);
  QCOMPARE(kubeconfig.error().code, ErrorCode::FileTooLarge);
  QCOMPARE(kubeconfig.error().detail, u"/f: its aliases make it larger than Portolan reads"_s);
}

void TestKubeconfig::resolvesEverything() {
  const auto connection = resolve(
      "defaults: &defaults {tls-server-name: kube.example, server: 'https://overridden'}\n"
      "clusters:\n"
      "- name: k\n"
      "  cluster:\n"
      "    <<: *defaults\n"
      "    server: https://gateway.example/k8s/clusters/c-1/?q=1#f\n"
      "    certificate-authority-data: " +
      m_authority.pem().toBase64() +
      "\n"
      "users:\n"
      "- name: u\n"
      "  user:\n"
      "    token: |\n"
      "      abc\n"
      "    client-certificate-data: " +
      m_client.pem.toBase64() + "\n    client-key-data: " + m_client.keyPem.toBase64() +
      "\n"
      "    as: boss\n"
      "    as-uid: \"17\"\n"
      "    as-groups: [dev, ops]\n"
      "    as-user-extra: {scopes: [view, edit], reason: [test]}\n"
      "contexts:\n"
      "- name: c\n"
      "  context: {cluster: k, user: u, namespace: web}\n"
      "current-context: c\n");
  QVERIFY2(connection, connection ? "" : qPrintable(connection.error().detail));
  ConnectionConfig expected;
  expected.contextName = u"c"_s;
  expected.ns = u"web"_s;
  expected.server.scheme = u"https"_s;
  expected.server.host = u"gateway.example"_s;
  expected.server.port = 443;
  expected.server.basePath = u"/k8s/clusters/c-1"_s;
  expected.server.caPem = m_authority.pem();
  expected.server.tlsServerName = u"kube.example"_s;
  expected.identity.bearerToken = "abc";
  expected.identity.certificatePem = m_client.pem;
  expected.identity.privateKeyPem = m_client.keyPem;
  expected.identity.impersonateUser = u"boss"_s;
  expected.identity.impersonateUid = u"17"_s;
  expected.identity.impersonateGroups = {u"dev"_s, u"ops"_s};
  expected.identity.impersonateExtra = {{u"scopes"_s, u"view"_s}, {u"scopes"_s, u"edit"_s}, {u"reason"_s, u"test"_s}};
  QCOMPARE(*connection, expected);
}

void TestKubeconfig::servers_data() {
  QTest::addColumn<QByteArray>("cluster");
  QTest::addColumn<QString>("url");  // empty: refused
  QTest::addColumn<QString>("detail");
  QTest::newRow("default port") << QByteArray("{server: 'https://h'}") << u"https://h:443"_s << QString();
  QTest::newRow("http") << QByteArray("{server: 'http://h'}") << u"http://h:80"_s << QString();
  QTest::newRow("upper case") << QByteArray("{server: 'HTTPS://H:1'}") << u"https://h:1"_s << QString();
  QTest::newRow("IPv6") << QByteArray("{server: 'https://[fd00::1]:6443'}") << u"https://[fd00::1]:6443"_s << QString();
  QTest::newRow("path") << QByteArray("{server: 'https://h/a%20b//'}") << u"https://h:443/a%20b"_s << QString();
  QTest::newRow("query") << QByteArray("{server: 'https://h?secret=1'}") << u"https://h:443"_s << QString();
  QTest::newRow("no scheme") << QByteArray("{server: 'localhost:8080'}") << u"http://localhost:8080"_s << QString();
  QTest::newRow("no scheme, address") << QByteArray("{server: '127.0.0.1:6443'}") << u"http://127.0.0.1:6443"_s
                                      << QString();
  QTest::newRow("no scheme, insecure") << QByteArray("{server: 'h:6443', insecure-skip-tls-verify: yes}")
                                       << u"https://h:6443"_s << QString();
  QTest::newRow("no scheme, slash") << QByteArray("{server: 'h/'}") << u"http://h:80"_s << QString();
  QTest::newRow("no scheme, path") << QByteArray("{server: 'h/path'}") << QString()
                                   << u"the server \"h/path\" has a path but no scheme"_s;
  QTest::newRow("other scheme") << QByteArray("{server: 'ftp://h'}") << QString()
                                << u"the server \"ftp://h\" is reached over neither https nor http"_s;
  QTest::newRow("no host") << QByteArray("{server: 'https://'}") << QString()
                           << u"the server \"https://\" is not a valid URL"_s;
  QTest::newRow("space") << QByteArray("{server: 'https://a b'}") << QString()
                         << u"the server \"https://a b\" is not a valid URL"_s;
  QTest::newRow("port 0") << QByteArray("{server: 'https://h:0'}") << QString()
                          << u"the server \"https://h:0\" is not a valid URL"_s;
  QTest::newRow("port too large") << QByteArray("{server: 'https://h:65536'}") << QString()
                                  << u"the server \"https://h:65536\" is not a valid URL"_s;
  QTest::newRow("password") << QByteArray("{server: 'https://me:secret@h?secret'}") << QString()
                            << u"the server \"…@h\" has a user name in its URL"_s;
}

void TestKubeconfig::servers() {
  QFETCH(QByteArray, cluster);
  QFETCH(QString, url);
  const auto connection = resolve(config(cluster));
  if (url.isEmpty()) {
    QVERIFY(!connection);
    QTEST(withoutPlace(connection.error()), "detail");
    QCOMPARE(connection.error().code, ErrorCode::InvalidArgument);
  } else {
    QVERIFY2(connection, connection ? "" : qPrintable(connection.error().detail));
    QCOMPARE(connection->server.displayUrl(), url);
  }
}

void TestKubeconfig::refuses_data() {
  QTest::addColumn<QByteArray>("yaml");
  QTest::addColumn<ConnectionOverrides>("overrides");
  QTest::addColumn<ErrorCode>("code");
  QTest::addColumn<QString>("detail");
  QTest::addColumn<QString>("hint");
  const ConnectionOverrides none;
  const QByteArray good = config(https());
  const QString correctHint = u"Correct this entry in the kubeconfig."_s;

  QTest::newRow("unknown context") << good << ConnectionOverrides{.context = u"x"_s} << ErrorCode::ContextUnknown
                                   << u"there is no context \"x\" in /etc/kube/config"_s
                                   << u"Choose one of these contexts: c."_s;
  QTest::newRow("unknown current-context")
      << QByteArray("contexts: [{name: b}, {name: a}]\ncurrent-context: gone") << none << ErrorCode::ContextUnknown
      << u"there is no context \"gone\" in /etc/kube/config"_s << u"Choose one of these contexts: a, b."_s;
  QTest::newRow("no current-context") << QByteArray("contexts: [{name: a}]") << none << ErrorCode::ContextUnknown
                                      << u"no context is chosen and no current-context is set in /etc/kube/config"_s
                                      << u"Choose one of these contexts: a."_s;
  QTest::newRow("no contexts")
      << QByteArray() << none << ErrorCode::KubeconfigMissing << u"there are no contexts in /etc/kube/config"_s
      << u"Get a kubeconfig from the cluster's administrator and set KUBECONFIG to its path, or try \"portolan demo\"."_s;
  QTest::newRow("cluster of the context is missing")
      << QByteArray("contexts: [{name: c, context: {cluster: k}}]\ncurrent-context: c") << none
      << ErrorCode::ClusterUnknown << u"the context \"c\" names the cluster \"k\", which is not in /etc/kube/config"_s
      << u"Correct the context in the kubeconfig, or choose another one."_s;
  QTest::newRow("context without a cluster")
      << QByteArray("contexts: [{name: c}]\ncurrent-context: c") << none << ErrorCode::ClusterUnknown
      << u"the context \"c\" names no cluster (/etc/kube/config, line 1)"_s
      << u"Correct the context in the kubeconfig, or choose another one."_s;
  QTest::newRow("unknown cluster") << good << ConnectionOverrides{.cluster = u"x"_s} << ErrorCode::ClusterUnknown
                                   << u"there is no cluster \"x\" in /etc/kube/config"_s
                                   << u"Choose one of these clusters: k."_s;
  QTest::newRow("user of the context is missing")
      << QByteArray(
             "clusters: [{name: k, cluster: {server: 'https://h'}}]\ncontexts: [{name: c, context: {cluster: k, user: "
             "u}}]\ncurrent-context: c")
      << none << ErrorCode::UserUnknown << u"the context \"c\" names the user \"u\", which is not in /etc/kube/config"_s
      << u"Correct the context in the kubeconfig, or choose another one."_s;
  QTest::newRow("unknown user") << good << ConnectionOverrides{.user = u"x"_s} << ErrorCode::UserUnknown
                                << u"there is no user \"x\" in /etc/kube/config"_s
                                << u"Choose one of these users: u."_s;
  QTest::newRow("no server") << config("{}") << none << ErrorCode::InvalidArgument << u"cluster \"k\" has no server"_s
                             << u"Set the cluster's server in the kubeconfig."_s;
  QTest::newRow("insecure and CA") << config(https(", insecure-skip-tls-verify: true, certificate-authority: /ca"))
                                   << none << ErrorCode::InvalidArgument
                                   << u"cluster \"k\" has both a certificate authority and insecure-skip-tls-verify"_s
                                   << u"Remove one of the two."_s;
  const QString proxyHint = u"A proxy is written like http://HOST:PORT; https and socks5 are possible, too."_s;
  QTest::newRow("proxy of another kind")
      << config(https(", proxy-url: 'ftp://user:secret@proxy'")) << none << ErrorCode::InvalidArgument
      << u"the proxy-url of cluster \"k\" cannot be used: the proxy's URL begins with \"ftp\", which is none of http, "
         "https and socks5"_s
      << proxyHint;
  QTest::newRow("proxy without a scheme")
      << config(https(", proxy-url: 'proxy:3128'")) << none << ErrorCode::InvalidArgument
      << u"the proxy-url of cluster \"k\" cannot be used: the proxy's URL has no scheme"_s << proxyHint;
  const QString versionHint =
      u"Use client.authentication.k8s.io/v1 or client.authentication.k8s.io/v1beta1, whichever the plugin speaks; "
      "updating it may write a new kubeconfig."_s;
  QTest::newRow("exec without a version")
      << config(https(), "{exec: {command: aws}}") << none << ErrorCode::CredentialsInvalid
      << u"the exec plugin of user \"u\" has no apiVersion"_s << versionHint;
  QTest::newRow("exec of an old version")
      << config(https(), "{exec: {command: aws, apiVersion: client.authentication.k8s.io/v1alpha1}}") << none
      << ErrorCode::CredentialsInvalid
      << u"the exec plugin of user \"u\" has the apiVersion \"client.authentication.k8s.io/v1alpha1\", which is no "
         "longer supported"_s
      << versionHint;
  QTest::newRow("exec of an unknown version")
      << config(https(), "{exec: {command: aws, apiVersion: v2}}") << none << ErrorCode::CredentialsInvalid
      << u"the exec plugin of user \"u\" has the apiVersion \"v2\", which is not known"_s << versionHint;
  QTest::newRow("exec without a command")
      << config(https(), "{exec: {apiVersion: client.authentication.k8s.io/v1}}") << none
      << ErrorCode::CredentialsInvalid << u"the exec plugin of user \"u\" has no command"_s
      << u"Write the program that logs in as exec.command of this user."_s;
  QTest::newRow("exec v1 without a mode")
      << config(https(), "{exec: {command: aws, apiVersion: client.authentication.k8s.io/v1}}") << none
      << ErrorCode::CredentialsInvalid << u"the exec plugin of user \"u\" has no interactiveMode"_s
      << u"Set it to Never, IfAvailable or Always."_s;
  QTest::newRow("exec with a wrong mode")
      << config(https(),
                "{exec: {command: aws, apiVersion: client.authentication.k8s.io/v1beta1, interactiveMode: Sometimes}}")
      << none << ErrorCode::CredentialsInvalid
      << u"the exec plugin of user \"u\" has the interactiveMode \"Sometimes\", which is not known"_s
      << u"Set it to Never, IfAvailable or Always."_s;
  QTest::newRow("exec and auth-provider")
      << config(https(), "{exec: {command: aws}, auth-provider: {name: oidc}}") << none << ErrorCode::CredentialsInvalid
      << u"user \"u\" has both an exec plugin and an auth-provider"_s << u"Remove one of the two."_s;
  for (const auto& [name, instead] : {std::pair{"gcp", "gke-gcloud-auth-plugin"},
                                      {"azure", "kubelogin convert-kubeconfig"},
                                      {"openstack", "client-keystone-auth"}}) {
    QTest::addRow("auth-provider %s", name)
        << config(https(), QByteArray("{auth-provider: {name: ") + name + "}}") << none << ErrorCode::Unsupported
        << u"the auth-provider of user \"u\" is \"%1\", which Kubernetes has removed"_s.arg(QLatin1String(name))
        << u"Get a kubeconfig with an exec plugin instead (%1)."_s.arg(QLatin1String(instead));
  }
  QTest::newRow("auth-provider foo")
      << config(https(), "{auth-provider: {name: foo}}") << none << ErrorCode::Unsupported
      << u"the auth-provider of user \"u\" is \"foo\", which is not known"_s
      << u"Use a context whose user has a token, a client certificate or an exec plugin."_s;
  const QString oidcHint = u"Check the auth-provider's config of this user in the kubeconfig."_s;
  QTest::newRow("oidc without an issuer")
      << config(https(), "{auth-provider: {name: oidc, config: {client-id: i}}}") << none
      << ErrorCode::CredentialsInvalid << u"the auth-provider of user \"u\" has no idp-issuer-url"_s << oidcHint;
  QTest::newRow("oidc without a client") << config(
                                                https(),
                                                "{auth-provider: {name: oidc, config: {idp-issuer-url: 'https://i'}}}")
                                         << none << ErrorCode::CredentialsInvalid
                                         << u"the auth-provider of user \"u\" has no client-id"_s << oidcHint;
  QTest::newRow("oidc over plain http")
      << config(https(), "{auth-provider: {name: oidc, config: {client-id: i, idp-issuer-url: 'http://i'}}}") << none
      << ErrorCode::CredentialsInvalid
      << u"the auth-provider of user \"u\" has an idp-issuer-url that is no https URL"_s << oidcHint;
  QTest::newRow("user name with a colon")
      << config(https(), "{username: 'a:b', password: secret}") << none << ErrorCode::CredentialsInvalid
      << u"the user name of user \"u\" has a colon in it"_s << u"HTTP cannot carry it (RFC 7617)."_s;
  QTest::newRow("token and password") << config(https(), "{token: a, username: b, password: secret}") << none
                                      << ErrorCode::CredentialsInvalid
                                      << u"user \"u\" has both a token and a user name or password"_s
                                      << u"Remove one of the two."_s;
  QTest::newRow("line break in a token") << config(https(), "{token: \"a\\r\\nX: y\"}") << none
                                         << ErrorCode::CredentialsInvalid
                                         << u"the token of user \"u\" holds control characters"_s << correctHint;
  QTest::newRow("groups of nobody") << config(https(), "{token: a, as-groups: [x]}") << none
                                    << ErrorCode::CredentialsInvalid
                                    << u"user \"u\" impersonates a UID, groups or extra fields of no user"_s
                                    << u"Name the user to impersonate as well."_s;
  QTest::newRow("UID of nobody") << good << ConnectionOverrides{.asUid = u"1"_s} << ErrorCode::CredentialsInvalid
                                 << u"user \"u\" impersonates a UID, groups or extra fields of no user"_s
                                 << u"Name the user to impersonate as well."_s;
  QTest::newRow("line break in a group") << config(https(), "{as: a, as-groups: [\"x\\ny\"]}") << none
                                         << ErrorCode::CredentialsInvalid
                                         << u"user \"u\" impersonates a name with control characters"_s << correctHint;
  QTest::newRow("CA is no certificate")
      << config(https(", certificate-authority-data: aGVsbG8=")) << none << ErrorCode::CredentialsInvalid
      << u"the certificate authority of cluster \"k\" cannot be used: it holds no certificate in PEM format"_s
      << u"Get a new kubeconfig for the cluster, or the authority's certificate as a PEM file."_s;
  QTest::newRow("certificate without a key")
      << config(https(), "{client-certificate-data: aGVsbG8=}") << none << ErrorCode::CredentialsInvalid
      << u"user \"u\" has a client certificate but no client key"_s
      << u"Set client-key or client-key-data of this user in the kubeconfig."_s;
}

void TestKubeconfig::refuses() {
  QFETCH(QByteArray, yaml);
  QFETCH(ConnectionOverrides, overrides);
  const auto connection = resolve(yaml, overrides);
  QVERIFY(!connection);
  QTEST(withoutPlace(connection.error()), "detail");
  QTEST(connection.error().hint, "hint");
  QTEST(connection.error().code, "code");
  QCOMPARE(connection.error().stage, portolan::Stage::Authentication);
}

void TestKubeconfig::contextHintIsShort() {
  QByteArray yaml = "contexts:\n";
  for (char c = 'a'; c <= 'l'; ++c) {
    yaml += QByteArray("- name: ") + c + "\n";
  }
  const auto connection = resolve(yaml, {.context = u"x"_s});
  QVERIFY(!connection);
  QCOMPARE(connection.error().hint, u"Choose one of these contexts: a, b, c, d, e, f, g, h and 4 more."_s);
}

void TestKubeconfig::dataWinsOverFiles() {
  const auto connection = resolve(config(
      https(", certificate-authority: /nowhere, certificate-authority-data: " + m_authority.pem().toBase64()),
      "{client-certificate: /nowhere, client-key: /nowhere, client-certificate-data: " + m_client.pem.toBase64() +
          ", client-key-data: " + m_client.keyPem.toBase64() + "}"));
  QVERIFY2(connection, connection ? "" : qPrintable(connection.error().detail));
  QCOMPARE(connection->server.caPem, m_authority.pem());
  QCOMPARE(connection->identity.certificatePem, m_client.pem);
}

void TestKubeconfig::filesAreRead() {
  const QByteArray ca = write(u"ca"_s, m_authority.pem()).toUtf8();
  // One file with both, as kubelet's.
  const QByteArray both = write(u"both"_s, m_client.pem + m_client.keyPem).toUtf8();
  const auto connection = resolve(
      config(https(", certificate-authority: " + ca), "{client-certificate: " + both + ", client-key: " + both + "}"));
  QVERIFY2(connection, connection ? "" : qPrintable(connection.error().detail));
  QCOMPARE(connection->server.caPem, m_authority.pem());
  // What is in files is read again when it is used: FileCredentials.
  QCOMPARE(connection->identity, Identity());
  const QString file = QString::fromUtf8(both);
  QCOMPARE(connection->login, LoginMethod(CredentialFiles{.token = {}, .certificate = file, .key = file}));
  QCOMPARE(connection->files, (QStringList{QString::fromUtf8(ca), file, file}));
}

void TestKubeconfig::unusableFiles_data() {
  QTest::addColumn<QByteArray>("cluster");
  QTest::addColumn<QByteArray>("user");
  QTest::addColumn<QString>("detail");
  QTest::newRow("CA")
      << https(", certificate-authority: /nowhere/ca") << QByteArray("{}")
      << u"the certificate authority of cluster \"k\" cannot be read: /nowhere/ca: No such file or directory"_s;
  QTest::newRow("certificate")
      << https() << QByteArray("{client-certificate: /nowhere/c, client-key: /nowhere/k}")
      << u"the client certificate of user \"u\" cannot be read: /nowhere/c: No such file or directory"_s;
  QTest::newRow("key") << https() << QByteArray("{client-certificate-data: eA==, client-key: /dev}")
                       << u"the client key of user \"u\" cannot be read: /dev: it is a folder"_s;
  QTest::newRow("token") << https() << QByteArray("{tokenFile: /nowhere/t}")
                         << u"the tokenFile of user \"u\" cannot be read: /nowhere/t: No such file or directory"_s;
}

void TestKubeconfig::unusableFiles() {
  QFETCH(QByteArray, cluster);
  QFETCH(QByteArray, user);
  const auto connection = resolve(config(cluster, user));
  QVERIFY(!connection);
  QTEST(withoutPlace(connection.error()), "detail");
  QCOMPARE(connection.error().code, ErrorCode::FileUnreadable);
}

void TestKubeconfig::certificates_data() {
  QTest::addColumn<QByteArray>("certificate");
  QTest::addColumn<QByteArray>("key");
  QTest::addColumn<QString>("problem");
  for (const auto& [name, kind] :
       {std::pair{"EC", KeyType::EcP256}, {"RSA", KeyType::Rsa2048}, {"Ed25519", KeyType::Ed25519}}) {
    CertificateOptions options;
    options.key = kind;
    const Certificate made = m_authority.issue(options);
    QTest::newRow(name) << made.pem << made.keyPem << QString();
  }
  QTest::newRow("chain") << m_client.pem + m_authority.pem() << m_client.keyPem << QString();
  QTest::newRow("text around it") << "subject=x\n" + m_client.pem
                                  << "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n" +
                                         m_client.keyPem
                                  << QString();
  const Certificate other = m_authority.issue({});
  CertificateOptions rsa;
  rsa.key = KeyType::Rsa2048;
  QTest::newRow("key of another") << m_client.pem << other.keyPem
                                  << u"the private key does not belong to the certificate"_s;
  QTest::newRow("key of another kind") << m_client.pem << m_authority.issue(rsa).keyPem
                                       << u"the private key does not belong to the certificate"_s;
  QTest::newRow("certificate as a key") << m_client.pem << m_client.pem << u"the private key is not in PEM format"_s;
  QTest::newRow("key as a certificate") << m_client.keyPem << m_client.keyPem
                                        << u"the certificate is not in PEM format"_s;
  QTest::newRow("passphrase") << m_client.pem << portolan::test::encrypted(m_client.keyPem, "secret")
                              << u"the private key is protected by a passphrase"_s;
  CertificateOptions past;
  past.notBefore = QDateTime::currentDateTimeUtc().addDays(-20);
  past.notAfter = QDateTime::currentDateTimeUtc().addDays(-10);
  const Certificate old = m_authority.issue(past);
  const QString day = past.notAfter.date().toString(Qt::ISODate);
  QTest::newRow("expired") << old.pem << old.keyPem << u"the certificate expired on "_s + day;
}

void TestKubeconfig::certificates() {
  QFETCH(QByteArray, certificate);
  QFETCH(QByteArray, key);
  QFETCH(QString, problem);
  const auto connection = resolve(config(
      https(), "{client-certificate-data: " + certificate.toBase64() + ", client-key-data: " + key.toBase64() + "}"));
  if (problem.isEmpty()) {
    QVERIFY2(connection, connection ? "" : qPrintable(connection.error().detail));
    return;
  }
  QVERIFY(!connection);
  QCOMPARE(connection.error().code, ErrorCode::CredentialsInvalid);
  const QString detail = u"the client certificate of user \"u\" cannot be used: "_s + problem;
  QVERIFY2(connection.error().detail.startsWith(detail), qPrintable(connection.error().detail));
}

void TestKubeconfig::credentialsStayOutOfPlainHttp() {
  const auto connection = resolve(config("{server: 'http://h'}", "{token: secret, username: a, as: boss}"));
  QVERIFY2(connection, connection ? "" : qPrintable(connection.error().detail));
  portolan::Identity expected;
  expected.impersonateUser = u"boss"_s;
  QCOMPARE(connection->identity, expected);
  // Nor is a plugin run for it.
  QVERIFY(resolve(config("{server: 'http://h'}", "{exec: {command: aws}}")));
}

void TestKubeconfig::tokenFiles() {
  const QByteArray file = write(u"token"_s, "  from-file\n").toUtf8();
  const LoginMethod inFile = CredentialFiles{.token = path(u"token"_s), .certificate = {}, .key = {}};
  auto connection = resolve(config(https(), "{tokenFile: " + file + "}"));
  QVERIFY(connection);
  QCOMPARE(connection->login, inFile);
  QCOMPARE(connection->identity.bearerToken, QByteArray());
  // The token beside it is for when the file cannot be read.
  connection = resolve(config(https(), "{token: direct, tokenFile: " + file + "}"));
  QVERIFY(connection);
  QCOMPARE(connection->login, inFile);
  QCOMPARE(connection->identity.bearerToken, QByteArray("direct"));
  QVERIFY(resolve(config(https(), "{token: direct, tokenFile: /nowhere}")));
  write(u"token"_s, " \n");
  connection = resolve(config(https(), "{tokenFile: " + file + "}"));
  QVERIFY(!connection);
  QCOMPARE(withoutPlace(connection.error()), u"the tokenFile of user \"u\" is empty: %1"_s.arg(path(u"token"_s)));
}

void TestKubeconfig::keyFormats_data() {
  QTest::addColumn<QString>("generate");
  QTest::addColumn<QString>("convert");
  QTest::newRow("RSA, PKCS #1") << u"genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048"_s << u"pkey -traditional"_s;
  QTest::newRow("RSA, PKCS #8") << u"genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048"_s << u"pkey"_s;
  QTest::newRow("EC, SEC 1") << u"genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256"_s << u"pkey -traditional"_s;
  QTest::newRow("EC, SEC 1, P-384") << u"genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-384"_s
                                    << u"pkey -traditional"_s;
  QTest::newRow("EC, PKCS #8") << u"genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256"_s << u"pkey"_s;
  QTest::newRow("Ed25519, PKCS #8") << u"genpkey -algorithm ED25519"_s << u"pkey"_s;
}

void TestKubeconfig::keyFormats() {
  QFETCH(QString, generate);
  QFETCH(QString, convert);
  const auto openssl = [](const QString& arguments) {
    QProcess process;
    process.start(u"openssl"_s, arguments.split(u' '));
    return process.waitForFinished() && process.exitCode() == 0;
  };
  QVERIFY(openssl(generate + u" -out "_s + path(u"key0"_s)));
  QVERIFY(openssl(convert + u" -in %1 -out %2"_s.arg(path(u"key0"_s), path(u"key"_s))));
  QVERIFY(openssl(u"req -x509 -new -subj /CN=me -days 1 -key %1 -out %2"_s.arg(path(u"key"_s), path(u"crt"_s))));
  QFile file(path(u"key"_s));
  QVERIFY(file.open(QFile::ReadOnly));
  const QByteArray kind = file.readLine();
  QCOMPARE(kind.contains("RSA ") || kind.contains("EC "), convert.contains("traditional"_L1));
  const QString user = u"{client-certificate: %1, client-key: %2}"_s.arg(path(u"crt"_s), path(u"key"_s));
  const auto connection = resolve(config(https(), user.toUtf8()));
  QVERIFY2(connection, connection ? "" : qPrintable(connection.error().detail));
  const auto identity = portolan::readCredentials(std::get<CredentialFiles>(connection->login), connection->identity);
  QVERIFY(identity);
  QVERIFY(portolan::TlsContext::client(connection->server, *identity));
}

void TestKubeconfig::execPlugins() {
  const QByteArray user =
      "{exec: {apiVersion: client.authentication.k8s.io/v1, command: bin/login, args: [-a, 'b c'],"
      " env: [{name: A, value: b}, {name: C, value: ''}], installHint: \"Get it\\n\\e[31mhere\","
      " provideClusterInfo: true, interactiveMode: Never}}";
  const auto connection = resolve(config(
      "{server: 'https://h:6443/x', tls-server-name: n, certificate-authority-data: " + m_authority.pem().toBase64() +
          ", proxy-url: 'http://p:1', disable-compression: true, extensions: [{name: other, extension: {a: b}},"
          " {name: client.authentication.k8s.io/exec, extension: {audience: me, n: 3, s: '3', b: true, l: [1.5, "
          "~]}}]}",
      user));
  QVERIFY2(connection, connection ? "" : qPrintable(connection.error().detail));
  ExecPlugin expected;
  expected.user = u"u"_s;
  expected.apiVersion = u"client.authentication.k8s.io/v1"_s;
  expected.command = u"/etc/kube/bin/login"_s;
  expected.arguments = {u"-a"_s, u"b c"_s};
  expected.environment = {{u"A"_s, u"b"_s}, {u"C"_s, u""_s}};
  expected.installHint = u"Get it [31mhere"_s;
  expected.interactive = ExecPlugin::Interactive::Never;
  expected.cluster = QJsonObject{{u"server"_s, u"https://h:6443/x"_s},
                                 {u"tls-server-name"_s, u"n"_s},
                                 {u"certificate-authority-data"_s, QString::fromLatin1(m_authority.pem().toBase64())},
                                 {u"proxy-url"_s, u"http://p:1"_s},
                                 {u"disable-compression"_s, true},
                                 {u"config"_s, QJsonObject{{u"audience"_s, u"me"_s},
                                                           {u"n"_s, 3},
                                                           {u"s"_s, u"3"_s},
                                                           {u"b"_s, true},
                                                           {u"l"_s, QJsonArray{1.5, QJsonValue::Null}}}}};
  QCOMPARE(std::get<ExecPlugin>(connection->login), expected);
  QVERIFY(connection->server.disableCompression);

  // A plugin that is not to know the cluster, by its name; v1beta1 needs no mode.
  const auto beta =
      resolve(config(https(), "{exec: {apiVersion: client.authentication.k8s.io/v1beta1, command: login}}"));
  QVERIFY(beta);
  QCOMPARE(std::get<ExecPlugin>(beta->login).command, u"login"_s);
  QCOMPARE(std::get<ExecPlugin>(beta->login).interactive, ExecPlugin::Interactive::IfAvailable);
  QVERIFY(std::get<ExecPlugin>(beta->login).cluster.isEmpty());

  // It runs only where there is nothing else (client-go plugin/pkg/client/auth/exec/exec.go).
  for (const QByteArray& more : {QByteArray("token: t"), QByteArray("username: a")}) {
    const auto other = resolve(config(https(), "{" + more + ", exec: {command: x}}"));
    QVERIFY(other);
    QCOMPARE(other->login, LoginMethod());
  }
}

void TestKubeconfig::oidc() {
  const QByteArray user =
      "{auth-provider: {name: oidc, config: {idp-issuer-url: 'https://issuer/x', client-id: c, client-secret: s,"
      " id-token: i, refresh-token: r, idp-certificate-authority-data: " +
      m_authority.pem().toBase64() + "}}}";
  const auto connection = resolve(config(https(), user));
  QVERIFY2(connection, connection ? "" : qPrintable(connection.error().detail));
  const OidcLogin expected{.user = u"u"_s,
                           .file = u"/etc/kube/config"_s,
                           .issuer = u"https://issuer/x"_s,
                           .clientId = u"c"_s,
                           .clientSecret = u"s"_s,
                           .caPem = m_authority.pem()};
  QCOMPARE(std::get<OidcLogin>(connection->login), expected);
  // Others renew the tokens, too: a kubeconfig with other ones is the same login.
  const auto later = resolve(config(https(), QByteArray(user).replace("id-token: i", "id-token: j")));
  QVERIFY(later);
  QCOMPARE(*later, *connection);
}

void TestKubeconfig::proxies_data() {
  QTest::addColumn<QByteArray>("cluster");
  QTest::addColumn<QString>("environment");
  QTest::addColumn<QString>("proxy");
  QTest::newRow("none") << https() << QString() << u"-"_s;
  QTest::newRow("proxy-url") << https(", proxy-url: 'socks5://p:1'") << QString() << u"socks5://p:1"_s;
  QTest::newRow("environment") << https() << u"HTTPS_PROXY=http://e:2"_s << u"http://e:2"_s;
  QTest::newRow("proxy-url wins, whatever NO_PROXY says")
      << https(", proxy-url: 'https://p'") << u"HTTPS_PROXY=http://e:2 NO_PROXY=h"_s << u"https://p:443"_s;
  QTest::newRow("excepted") << https() << u"HTTPS_PROXY=http://e:2 NO_PROXY=h"_s << u"-"_s;
  QTest::newRow("plain http") << QByteArray("{server: 'http://h:1'}")
                              << u"HTTP_PROXY=http://e:2 HTTPS_PROXY=http://f:3"_s << u"http://e:2"_s;
}

void TestKubeconfig::proxies() {
  QFETCH(QByteArray, cluster);
  QFETCH(QString, environment);
  QProcessEnvironment variables;
  for (const QString& variable : environment.split(u' ', Qt::SkipEmptyParts)) {
    variables.insert(variable.section(u'=', 0, 0), variable.section(u'=', 1));
  }
  const auto kubeconfig = Kubeconfig::parse(config(cluster), u"/f"_s);
  QVERIFY(kubeconfig);
  const auto connection = kubeconfig->resolve({}, variables);
  QVERIFY2(connection, connection ? "" : qPrintable(connection.error().detail));
  const auto& proxy = connection->server.proxy;
  QTEST(proxy.isValid() ? proxy.displayUrl() : u"-"_s, "proxy");
}

void TestKubeconfig::warnings_data() {
  QTest::addColumn<QByteArray>("yaml");
  QTest::addColumn<QStringList>("warnings");
  const QStringList none;
  QTest::newRow("all that is known")
      << QByteArray(
             "apiVersion: v1\nkind: Config\npreferences: {}\nextensions: []\ncurrent-context: c\n"
             "clusters: [{name: k, cluster: {server: s, tls-server-name: n, insecure-skip-tls-verify: false,"
             " certificate-authority: a, certificate-authority-data: eA==, proxy-url: p, disable-compression: true,"
             " extensions: [{name: x, extension: {y: z}}]}}]\n"
             "users: [{name: u, user: {client-certificate: c, client-certificate-data: eA==, client-key: k,"
             " client-key-data: eA==, token: t, tokenFile: f, as: a, as-uid: b, as-groups: [c],"
             " as-user-extra: {x: [y]}, username: n, password: p, extensions: [],"
             " auth-provider: {name: oidc, config: {client-id: c}}, exec: {command: c, args: [], env: [{name: n, "
             "value: v}],"
             " apiVersion: a, installHint: h, provideClusterInfo: true, interactiveMode: m}}}]\n"
             "contexts: [{name: c, context: {cluster: k, user: u, namespace: n, extensions: []}}]\n")
      << none;
  QTest::newRow("unknown") << QByteArray(
                                  "colour: blue\n"
                                  "clusters:\n"
                                  "- name: k\n"
                                  "  zone: x\n"
                                  "  cluster:\n"
                                  "    servers: https://h\n"
                                  "users:\n"
                                  "- name: u\n"
                                  "  user:\n"
                                  "    token-file: /t\n"
                                  "    exec: {command: c, timeout: 3, env: [{name: a, values: b}]}\n"
                                  "    auth-provider: {name: oidc, configuration: {}, config: {extra-scopes: a}}\n"
                                  "contexts:\n"
                                  "- name: c\n"
                                  "  context: {ns: x}\n"
                                  "preferences: {colors: true}\n")
                           << QStringList{
                                  u"1:1 a kubeconfig has no field \"colour\": it has no effect"_s,
                                  u"4:3 an entry of clusters has no field \"zone\": it has no effect"_s,
                                  u"6:5 a cluster has no field \"servers\": it has no effect"_s,
                                  u"10:5 a user has no field \"token-file\": it has no effect"_s,
                                  u"11:24 exec has no field \"timeout\": it has no effect"_s,
                                  u"11:52 an entry of env has no field \"values\": it has no effect"_s,
                                  u"12:33 auth-provider has no field \"configuration\": it has no effect"_s,
                                  u"12:61 an auth-provider's config has no field \"extra-scopes\": it has no effect"_s,
                                  u"15:13 a context has no field \"ns\": it has no effect"_s,
                                  u"16:1 preferences have no effect, as in kubectl"_s};
  QTest::newRow("twice") << QByteArray("clusters:\n- name: k\n  cluster: {server: a, server: b}\n")
                         << QStringList{u"3:24 cluster has the field \"server\" twice: the last one counts"_s};
  QTest::newRow("merged from another is not twice")
      << QByteArray("clusters: [{name: a, cluster: &a {server: x}}, {name: b, cluster: {<<: *a, server: y}}]") << none;
}

void TestKubeconfig::warnings() {
  QFETCH(QByteArray, yaml);
  const auto kubeconfig = Kubeconfig::parse(yaml, u"/f"_s);
  QVERIFY2(kubeconfig, kubeconfig ? "" : qPrintable(kubeconfig.error().detail));
  QStringList found;
  for (const auto& warning : kubeconfig->warnings()) {
    QCOMPARE(warning.file, u"/f"_s);
    found += u"%1:%2 %3"_s.arg(warning.line).arg(warning.column).arg(warning.text);
  }
  QFETCH(QStringList, warnings);
  QCOMPARE(found.join(u'\n'), warnings.join(u'\n'));
}

void TestKubeconfig::warningsAreBounded() {
  QByteArray yaml;
  for (int i = 0; i < 1000; ++i) {
    yaml += "x" + QByteArray::number(i) + ": y\n";
  }
  const auto kubeconfig = Kubeconfig::parse(yaml, u"/f"_s);
  QVERIFY(kubeconfig);
  QCOMPARE(kubeconfig->warnings().size(), 50);
}

void TestKubeconfig::strangeFiles_data() {
  QTest::addColumn<QByteArray>("content");
  QTest::addColumn<QString>("detail");  // empty: it is read
  const QByteArray good = "contexts:\n- name: a\n- name: b\ncurrent-context: b\n";
  QTest::newRow("CRLF") << QByteArray(good).replace("\n", "\r\n") << QString();
  QTest::newRow("JSON") << QByteArray(R"({"contexts": [{"name": "a"}, {"name": "b"}], "current-context": "b"})")
                        << QString();
  const auto wide = [&good](QStringConverter::Encoding encoding) {
    QStringEncoder encoder(encoding, QStringConverter::Flag::WriteBom);
    return QByteArray(encoder.encode(QString::fromUtf8(good)));
  };
  QTest::newRow("UTF-16, as PowerShell writes it") << wide(QStringConverter::Utf16LE) << QString();
  QTest::newRow("UTF-16, big end first") << wide(QStringConverter::Utf16BE) << QString();
  QTest::newRow("UTF-32") << wide(QStringConverter::Utf32LE) << QString();
  QTest::newRow("NUL") << QByteArray("contexts:\n- name: a") + '\0' + "b\n"
                       << u"FILE, line 2: it holds a NUL byte, so it is no text"_s;
  QTest::newRow("nothing but NUL") << QByteArray(100'000, '\0')
                                   << u"FILE, line 1: it holds a NUL byte, so it is no text"_s;
  QTest::newRow("a program") << QByteArray(
                                    "\x7f"
                                    "ELF\x02\x01\x01") +
                                    QByteArray(9, '\0')
                             << u"FILE, line 1: it holds a NUL byte, so it is no text"_s;
}

void TestKubeconfig::strangeFiles() {
  QFETCH(QByteArray, content);
  QFETCH(QString, detail);
  const QString file = write(u"config"_s, content);
  const auto kubeconfig = Kubeconfig::load({{file}, true});
  if (detail.isEmpty()) {
    QVERIFY2(kubeconfig, kubeconfig ? "" : qPrintable(kubeconfig.error().detail));
    QCOMPARE(kubeconfig->contextNames(), (QStringList{u"a"_s, u"b"_s}));
    QCOMPARE(kubeconfig->currentContext(), u"b"_s);
  } else {
    QVERIFY(!kubeconfig);
    QCOMPARE(kubeconfig.error().code, ErrorCode::FileInvalid);
    QCOMPARE(QString(kubeconfig.error().detail).replace(file, u"FILE"_s), detail);
  }
}

void TestKubeconfig::hugeFileEndsAtOnce() {
  const QString file = write(u"config"_s, "contexts: []\n#");
  QVERIFY(QFile::resize(file, 100LL * 1024 * 1024));
  QElapsedTimer timer;
  timer.start();
  const auto kubeconfig = Kubeconfig::load({{file}, true});
  QVERIFY(!kubeconfig);
  QCOMPARE(kubeconfig.error().code, ErrorCode::FileTooLarge);
  QVERIFY2(timer.elapsed() < 1000 * portolan::test::kSlowdown, qPrintable(QString::number(timer.elapsed())));
}

void TestKubeconfig::largestFileIsReadWithinASecond() {
  QByteArray yaml = "clusters:\n";
  while (yaml.size() < portolan::kMaxFileSize - 400) {
    const QByteArray number = QByteArray::number(yaml.size());
    yaml += "- name: c" + number + "\n  cluster:\n    server: https://h" + number +
            ".example:6443\n    tls-server-name: n\n";
  }
  const QString file = write(u"config"_s, yaml);
  // The processor's time: what else the machine does is no matter here.
  const std::clock_t start = std::clock();
  QVERIFY(Kubeconfig::load({{file}, true}));
  const double seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
  QVERIFY2(seconds < 2 * portolan::test::kSlowdown,
           qPrintable(QString::number(seconds)));  // 0.8 alone, 1.2 beside builds
}

void TestKubeconfig::overridesApply_data() {
  QTest::addColumn<ConnectionOverrides>("overrides");
  QTest::addColumn<QString>("summary");
  QTest::newRow("none") << ConnectionOverrides() << u"c k:443 one ca=1 name=n insecure=0 token=t as=- groups="_s;
  QTest::newRow("context") << ConnectionOverrides{.context = u"d"_s}
                           << u"d l:443 default ca=0 name= insecure=1 token=v as=- groups="_s;
  QTest::newRow("namespace") << ConnectionOverrides{.ns = u"two"_s}
                             << u"c k:443 two ca=1 name=n insecure=0 token=t as=- groups="_s;
  QTest::newRow("cluster") << ConnectionOverrides{.cluster = u"l"_s}
                           << u"c l:443 one ca=0 name= insecure=1 token=t as=- groups="_s;
  QTest::newRow("user") << ConnectionOverrides{.user = u"v"_s}
                        << u"c k:443 one ca=1 name=n insecure=0 token=v as=- groups="_s;
  QTest::newRow("server") << ConnectionOverrides{.server = u"https://other:1"_s}
                          << u"c other:1 one ca=1 name= insecure=0 token=t as=- groups="_s;
  QTest::newRow("server and its name") << ConnectionOverrides{.server = u"https://other:1"_s, .tlsServerName = u"m"_s}
                                       << u"c other:1 one ca=1 name=m insecure=0 token=t as=- groups="_s;
  QTest::newRow("insecure") << ConnectionOverrides{.insecureSkipTlsVerify = true}
                            << u"c k:443 one ca=0 name=n insecure=1 token=t as=- groups="_s;
  QTest::newRow("secure") << ConnectionOverrides{.context = u"d"_s, .insecureSkipTlsVerify = false}
                          << u"d l:443 default ca=0 name= insecure=0 token=v as=- groups="_s;
  QTest::newRow("as") << ConnectionOverrides{.as = u"boss"_s, .asGroups = {u"a"_s, u"b"_s}}
                      << u"c k:443 one ca=1 name=n insecure=0 token=t as=boss groups=a,b"_s;
  QTest::newRow("token") << ConnectionOverrides{.token = u"mine"_s}
                         << u"c k:443 one ca=1 name=n insecure=0 token=mine as=- groups="_s;
}

void TestKubeconfig::overridesApply() {
  QFETCH(ConnectionOverrides, overrides);
  const auto connection = resolve(
      "clusters:\n"
      "- {name: k, cluster: {server: 'https://k', tls-server-name: n, certificate-authority-data: " +
          m_authority.pem().toBase64() +
          "}}\n"
          "- {name: l, cluster: {server: 'https://l', insecure-skip-tls-verify: true}}\n"
          "users: [{name: u, user: {token: t}}, {name: v, user: {token: v}}]\n"
          "contexts: [{name: c, context: {cluster: k, user: u, namespace: one}}, {name: d, context: {cluster: l, user: "
          "v}}]\n"
          "current-context: c\n",
      overrides);
  QVERIFY2(connection, connection ? "" : qPrintable(connection.error().detail));
  const QString as = connection->identity.impersonateUser;
  const QStringList summary{connection->contextName,
                            connection->server.host + u':' + QString::number(connection->server.port),
                            connection->ns,
                            u"ca=%1"_s.arg(connection->server.caPem.isEmpty() ? 0 : 1),
                            u"name="_s + connection->server.tlsServerName,
                            u"insecure=%1"_s.arg(connection->server.insecureSkipTlsVerify ? 1 : 0),
                            u"token="_s + QString::fromUtf8(connection->identity.bearerToken),
                            u"as="_s + (as.isEmpty() ? u"-"_s : as),
                            u"groups="_s + connection->identity.impersonateGroups.join(u',')};
  QTEST(summary.join(u' '), "summary");
}

void TestKubeconfig::serverAloneIsEnough() {
  const QString ca = write(u"ca"_s, m_authority.pem());
  const auto connection = Kubeconfig().resolve({.server = u"h:6443"_s, .certificateAuthority = ca, .token = u"t"_s});
  QVERIFY2(connection, connection ? "" : qPrintable(connection.error().detail));
  QCOMPARE(connection->contextName, QString());
  QCOMPARE(connection->ns, u"default"_s);
  QCOMPARE(connection->server.displayUrl(), u"https://h:6443"_s);
  QCOMPARE(connection->server.caPem, m_authority.pem());
  QCOMPARE(connection->identity.bearerToken, QByteArray("t"));

  const auto nothing = Kubeconfig().resolve({});
  QVERIFY(!nothing);
  QCOMPARE(nothing.error().code, ErrorCode::KubeconfigMissing);
}

void TestKubeconfig::overridesReplaceAllCredentials() {
  for (const QByteArray& user :
       {QByteArray("{exec: {command: aws}}"), QByteArray("{username: a, password: b}"),
        QByteArray("{tokenFile: /nowhere}"), QByteArray("{client-certificate: /nowhere, client-key: /nowhere}"),
        QByteArray("{auth-provider: {name: x}}")}) {
    const auto connection = resolve(config(https(), user), {.token = u"mine"_s});
    QVERIFY2(connection, connection ? "" : qPrintable(connection.error().detail));
    portolan::Identity expected;
    expected.bearerToken = "mine";
    QCOMPARE(connection->identity, expected);
    const auto basic = resolve(config(https(), user), {.username = u"ann"_s, .password = u"p:w"_s});
    QVERIFY2(basic, basic ? "" : qPrintable(basic.error().detail));
    portolan::Identity expectedBasic;
    expectedBasic.basicCredentials = "ann:p:w";
    QCOMPARE(basic->identity, expectedBasic);
  }
  const auto both = resolve(config(https()), {.token = u"mine"_s, .username = u"ann"_s});
  QVERIFY(!both);
  QCOMPARE(both.error().code, ErrorCode::CredentialsInvalid);
}

QTEST_GUILESS_MAIN(TestKubeconfig)
#include "test_kubeconfig.moc"
