#include <sys/stat.h>

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "core/cluster/kubeconfig.h"
#include "tests/unit/cluster/testcertificates.h"

using namespace Qt::StringLiterals;
using portolan::ConnectionConfig;
using portolan::ConnectionOverrides;
using portolan::ErrorCode;
using portolan::Kubeconfig;
using portolan::Result;

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
  void tokenFileWins();
  void overridesApply_data();
  void overridesApply();
  void serverAloneIsEnough();
  void tokenOverrideReplacesAllCredentials();

 private:
  QString write(const QString& name, const QByteArray& content) const;
  [[nodiscard]] QString path(const QString& name) const { return m_folder->filePath(name); }

  std::unique_ptr<QTemporaryDir> m_folder;
  TestCertificate m_authority;
  TestCertificate m_client;
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
  m_authority = makeTestCertificate({.commonName = "authority", .isAuthority = true});
  m_client = makeTestCertificate({.commonName = "client"}, &m_authority);
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
    write(kind, QByteArray(2 * 1024 * 1024 + 1, '#'));
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
  write(u"one/ca.crt"_s, m_authority.certificatePem);
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
  QCOMPARE(connection->server.caPem, m_authority.certificatePem);
  QCOMPARE(connection->identity.bearerToken, QByteArray("secret"));
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
  QTest::newRow("lists") << "a: " + QByteArray(2'000'000, '[');
  QTest::newRow("maps") << QByteArray("{a: ").repeated(500'000);
  QTest::newRow("blocks") << QByteArray("- ").repeated(1'000'000);
  QTest::newRow("keys") << QByteArray("? ").repeated(1'000'000);
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
    for (int i = 0; i < 10'000; ++i) {
      yaml += "- {name: u" + QByteArray::number(i) + ", user: *x}\n";
    }
    return yaml;
  }();
  QTest::newRow("many groups in many users") << [] {
    QByteArray yaml = "x: &x {as-groups: [" + QByteArray("g,").repeated(100'000) + "]}\nusers:\n";
    for (int i = 0; i < 10'000; ++i) {
      yaml += "- {name: u" + QByteArray::number(i) + ", user: *x}\n";
    }
    return yaml;
  }();
  QTest::newRow("extra of extras") << "x: &x [" + QByteArray("g,").repeated(100'000) +
                                          "]\nusers: [{name: a, user: {as-user-extra: {" +
                                          QByteArray("k: *x,").repeated(10'000) + "}}}]";
  QTest::newRow("merges of merges") << [] {
    QByteArray yaml = "a0: &a0 {x: y}\n";
    for (int i = 1; i < 8; ++i) {
      const QByteArray alias = "*a" + QByteArray::number(i - 1) + ",";
      yaml += "a" + QByteArray::number(i) + ": &a" + QByteArray::number(i) + " {<<: [" + alias.repeated(100) + "]}\n";
    }
    return yaml + "users: [{name: a, user: *a7}]\n";
  }();
  QTest::newRow("long names of fields") << "x: &x " + text + "\nusers: [{name: a, user: {" +
                                               QByteArray("*x : y, ").repeated(10'000) + "}}]";
}

void TestKubeconfig::aliasesAreBounded() {
  QFETCH(QByteArray, yaml);
  const auto kubeconfig = Kubeconfig::parse(yaml, u"/f"_s);
  QVERIFY(!kubeconfig);
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
      m_authority.certificatePem.toBase64() +
      "\n"
      "users:\n"
      "- name: u\n"
      "  user:\n"
      "    token: |\n"
      "      abc\n"
      "    client-certificate-data: " +
      m_client.certificatePem.toBase64() + "\n    client-key-data: " + m_client.keyPem.toBase64() +
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
  expected.server.caPem = m_authority.certificatePem;
  expected.server.tlsServerName = u"kube.example"_s;
  expected.identity.bearerToken = "abc";
  expected.identity.certificatePem = m_client.certificatePem;
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
    QTEST(connection.error().detail, "detail");
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
      << QString();
  QTest::newRow("context without a cluster")
      << QByteArray("contexts: [{name: c}]\ncurrent-context: c") << none << ErrorCode::ClusterUnknown
      << u"the context \"c\" names no cluster"_s << QString();
  QTest::newRow("unknown cluster") << good << ConnectionOverrides{.cluster = u"x"_s} << ErrorCode::ClusterUnknown
                                   << u"there is no cluster \"x\" in /etc/kube/config"_s
                                   << u"Choose one of these clusters: k."_s;
  QTest::newRow("user of the context is missing")
      << QByteArray(
             "clusters: [{name: k, cluster: {server: 'https://h'}}]\ncontexts: [{name: c, context: {cluster: k, user: "
             "u}}]\ncurrent-context: c")
      << none << ErrorCode::UserUnknown << u"the context \"c\" names the user \"u\", which is not in /etc/kube/config"_s
      << QString();
  QTest::newRow("unknown user") << good << ConnectionOverrides{.user = u"x"_s} << ErrorCode::UserUnknown
                                << u"there is no user \"x\" in /etc/kube/config"_s
                                << u"Choose one of these users: u."_s;
  QTest::newRow("no server") << config("{}") << none << ErrorCode::InvalidArgument << u"cluster \"k\" has no server"_s
                             << QString();
  QTest::newRow("insecure and CA") << config(https(", insecure-skip-tls-verify: true, certificate-authority: /ca"))
                                   << none << ErrorCode::InvalidArgument
                                   << u"cluster \"k\" has both a certificate authority and insecure-skip-tls-verify"_s
                                   << u"Remove one of the two."_s;
  QTest::newRow("proxy") << config(https(", proxy-url: 'http://user:secret@proxy'")) << none << ErrorCode::Unsupported
                         << u"cluster \"k\" is reached through a proxy (proxy-url), which this version cannot use"_s
                         << QString();
  QTest::newRow("exec") << config(https(), "{exec: {command: aws}}") << none << ErrorCode::Unsupported
                        << u"user \"u\" logs in with an exec plugin, which this version cannot run"_s
                        << u"Use a context whose user has a token or a client certificate."_s;
  QTest::newRow("auth-provider") << config(https(), "{auth-provider: {name: oidc}}") << none << ErrorCode::Unsupported
                                 << u"user \"u\" logs in with an auth-provider, which this version cannot use"_s
                                 << u"Use a context whose user has a token or a client certificate."_s;
  QTest::newRow("token and password") << config(https(), "{token: a, username: b, password: secret}") << none
                                      << ErrorCode::CredentialsInvalid
                                      << u"user \"u\" has both a token and a user name or password"_s
                                      << u"Remove one of the two."_s;
  QTest::newRow("line break in a token") << config(https(), "{token: \"a\\r\\nX: y\"}") << none
                                         << ErrorCode::CredentialsInvalid
                                         << u"the token of user \"u\" holds control characters"_s << QString();
  QTest::newRow("groups of nobody") << config(https(), "{token: a, as-groups: [x]}") << none
                                    << ErrorCode::CredentialsInvalid
                                    << u"user \"u\" impersonates a UID, groups or extra fields of no user"_s
                                    << u"Name the user to impersonate as well."_s;
  QTest::newRow("UID of nobody") << good << ConnectionOverrides{.asUid = u"1"_s} << ErrorCode::CredentialsInvalid
                                 << u"user \"u\" impersonates a UID, groups or extra fields of no user"_s
                                 << u"Name the user to impersonate as well."_s;
  QTest::newRow("line break in a group") << config(https(), "{as: a, as-groups: [\"x\\ny\"]}") << none
                                         << ErrorCode::CredentialsInvalid
                                         << u"user \"u\" impersonates a name with control characters"_s << QString();
  QTest::newRow("CA is no certificate")
      << config(https(", certificate-authority-data: aGVsbG8=")) << none << ErrorCode::CredentialsInvalid
      << u"the certificate authority of cluster \"k\" cannot be used: it holds no certificate in PEM format"_s
      << QString();
  QTest::newRow("certificate without a key")
      << config(https(), "{client-certificate-data: aGVsbG8=}") << none << ErrorCode::CredentialsInvalid
      << u"user \"u\" has a client certificate but no client key"_s << QString();
}

void TestKubeconfig::refuses() {
  QFETCH(QByteArray, yaml);
  QFETCH(ConnectionOverrides, overrides);
  const auto connection = resolve(yaml, overrides);
  QVERIFY(!connection);
  QTEST(connection.error().detail, "detail");
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
      https(", certificate-authority: /nowhere, certificate-authority-data: " + m_authority.certificatePem.toBase64()),
      "{client-certificate: /nowhere, client-key: /nowhere, client-certificate-data: " +
          m_client.certificatePem.toBase64() + ", client-key-data: " + m_client.keyPem.toBase64() + "}"));
  QVERIFY2(connection, connection ? "" : qPrintable(connection.error().detail));
  QCOMPARE(connection->server.caPem, m_authority.certificatePem);
  QCOMPARE(connection->identity.certificatePem, m_client.certificatePem);
}

void TestKubeconfig::filesAreRead() {
  const QByteArray ca = write(u"ca"_s, m_authority.certificatePem).toUtf8();
  // One file with both, as kubelet's.
  const QByteArray both = write(u"both"_s, m_client.certificatePem + m_client.keyPem).toUtf8();
  const auto connection = resolve(
      config(https(", certificate-authority: " + ca), "{client-certificate: " + both + ", client-key: " + both + "}"));
  QVERIFY2(connection, connection ? "" : qPrintable(connection.error().detail));
  QCOMPARE(connection->server.caPem, m_authority.certificatePem);
  QCOMPARE(connection->identity.privateKeyPem, m_client.certificatePem + m_client.keyPem);
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
  QTEST(connection.error().detail, "detail");
  QCOMPARE(connection.error().code, ErrorCode::FileUnreadable);
}

void TestKubeconfig::certificates_data() {
  QTest::addColumn<QByteArray>("certificate");
  QTest::addColumn<QByteArray>("key");
  QTest::addColumn<QString>("problem");
  using Key = TestCertificateOptions::Key;
  for (const auto& [name, kind] : {std::pair{"EC", Key::Ec}, {"RSA", Key::Rsa}, {"Ed25519", Key::Ed25519}}) {
    const TestCertificate made = makeTestCertificate({.commonName = "client", .key = kind}, &m_authority);
    QTest::newRow(name) << made.certificatePem << made.keyPem << QString();
  }
  QTest::newRow("chain") << m_client.certificatePem + m_authority.certificatePem << m_client.keyPem << QString();
  QTest::newRow("text around it") << "subject=x\n" + m_client.certificatePem
                                  << "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n" +
                                         m_client.keyPem
                                  << QString();
  const TestCertificate other = makeTestCertificate({.commonName = "other"}, &m_authority);
  QTest::newRow("key of another") << m_client.certificatePem << other.keyPem
                                  << u"the private key does not belong to the certificate"_s;
  QTest::newRow("key of another kind") << m_client.certificatePem << makeTestCertificate({.key = Key::Rsa}).keyPem
                                       << u"the private key does not belong to the certificate"_s;
  QTest::newRow("certificate as a key") << m_client.certificatePem << m_client.certificatePem
                                        << u"the private key is not in PEM format"_s;
  QTest::newRow("key as a certificate") << m_client.keyPem << m_client.keyPem
                                        << u"the certificate is not in PEM format"_s;
  QTest::newRow("passphrase") << m_client.certificatePem << encryptedKeyPem(m_client.keyPem)
                              << u"the private key is protected by a passphrase"_s;
  const TestCertificate old = makeTestCertificate({.commonName = "old", .firstDay = -20, .lastDay = -10});
  const QString day = QDateTime::currentDateTimeUtc().addDays(-10).date().toString(Qt::ISODate);
  QTest::newRow("expired") << old.certificatePem << old.keyPem << u"the certificate expired on "_s + day;
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

void TestKubeconfig::tokenFileWins() {
  const QByteArray file = write(u"token"_s, "  from-file\n").toUtf8();
  auto connection = resolve(config(https(), "{token: direct, tokenFile: " + file + "}"));
  QVERIFY(connection);
  QCOMPARE(connection->identity.bearerToken, QByteArray("from-file"));
  connection = resolve(config(https(), "{token: direct, tokenFile: /nowhere}"));
  QVERIFY(connection);
  QCOMPARE(connection->identity.bearerToken, QByteArray("direct"));
  write(u"token"_s, " \n");
  connection = resolve(config(https(), "{tokenFile: " + file + "}"));
  QVERIFY(!connection);
  QCOMPARE(connection.error().detail, u"the tokenFile of user \"u\" is empty: %1"_s.arg(path(u"token"_s)));
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
          m_authority.certificatePem.toBase64() +
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
  const QString ca = write(u"ca"_s, m_authority.certificatePem);
  const auto connection = Kubeconfig().resolve({.server = u"h:6443"_s, .certificateAuthority = ca, .token = u"t"_s});
  QVERIFY2(connection, connection ? "" : qPrintable(connection.error().detail));
  QCOMPARE(connection->contextName, QString());
  QCOMPARE(connection->ns, u"default"_s);
  QCOMPARE(connection->server.displayUrl(), u"https://h:6443"_s);
  QCOMPARE(connection->server.caPem, m_authority.certificatePem);
  QCOMPARE(connection->identity.bearerToken, QByteArray("t"));

  const auto nothing = Kubeconfig().resolve({});
  QVERIFY(!nothing);
  QCOMPARE(nothing.error().code, ErrorCode::KubeconfigMissing);
}

void TestKubeconfig::tokenOverrideReplacesAllCredentials() {
  for (const QByteArray& user :
       {QByteArray("{exec: {command: aws}}"), QByteArray("{username: a, password: b}"),
        QByteArray("{tokenFile: /nowhere}"), QByteArray("{client-certificate: /nowhere, client-key: /nowhere}"),
        QByteArray("{auth-provider: {name: x}}")}) {
    const auto connection = resolve(config(https(), user), {.token = u"mine"_s});
    QVERIFY2(connection, connection ? "" : qPrintable(connection.error().detail));
    portolan::Identity expected;
    expected.bearerToken = "mine";
    QCOMPARE(connection->identity, expected);
  }
}

QTEST_GUILESS_MAIN(TestKubeconfig)
#include "test_kubeconfig.moc"
