#include <QTest>

#include "app/cli/options.h"

using namespace portolan;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestOptions : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void kubectlsFlagsInEveryForm_data();
  void kubectlsFlagsInEveryForm();
  void theWholeCommand();
  void loginTakesAContext();
  void rejects_data();
  void rejects();
  void durations_data();
  void durations();
};

void TestOptions::kubectlsFlagsInEveryForm_data() {
  QTest::addColumn<QStringList>("arguments");
  const QStringList rest{u"svc/backend"_s, u"8080:80"_s};
  QTest::newRow("short, before the word") << (QStringList{u"-n"_s, u"prod"_s, u"port-forward"_s} + rest);
  QTest::newRow("short, after the word") << (QStringList{u"port-forward"_s, u"-n"_s, u"prod"_s} + rest);
  QTest::newRow("short, last") << (QStringList{u"port-forward"_s} + rest + QStringList{u"-n"_s, u"prod"_s});
  QTest::newRow("short, joined") << (QStringList{u"port-forward"_s, u"-nprod"_s} + rest);
  QTest::newRow("long") << (QStringList{u"port-forward"_s, u"--namespace"_s, u"prod"_s} + rest);
  QTest::newRow("long, equals sign") << (QStringList{u"port-forward"_s, u"--namespace=prod"_s} + rest);
  QTest::newRow("short, equals sign") << (QStringList{u"port-forward"_s, u"-n=prod"_s} + rest);
  QTest::newRow("behind it only words") << (QStringList{u"port-forward"_s, u"-n"_s, u"prod"_s, u"--"_s} + rest);
  QTest::newRow("flags that mean nothing here")
      << (QStringList{u"--request-timeout=5s"_s, u"--match-server-version"_s, u"-v"_s, u"2"_s, u"--namespace=prod"_s,
                      u"port-forward"_s} +
          rest);
}

void TestOptions::kubectlsFlagsInEveryForm() {
  QFETCH(QStringList, arguments);
  const auto options = parseOptions(arguments);
  QVERIFY2(options, options ? "" : qPrintable(options.error().detail));
  QCOMPARE(options->command, Options::Command::PortForward);
  QCOMPARE(options->connection.ns, u"prod"_s);
  QCOMPARE(options->target.kind, TargetKind::Service);
  QCOMPARE(options->target.name, u"backend"_s);
  QCOMPARE(options->ports.size(), 1);
}

void TestOptions::theWholeCommand() {
  const auto options = parseOptions({u"port-forward"_s,
                                     u"deployment/web"_s,
                                     u"8080:http"_s,
                                     u":9090"_s,
                                     u"--context=eu"_s,
                                     u"--kubeconfig"_s,
                                     u"/k"_s,
                                     u"--address"_s,
                                     u"127.0.0.2,localhost"_s,
                                     u"--address=::1"_s,
                                     u"--pod-running-timeout=90s"_s,
                                     u"--token=t"_s,
                                     u"--username=ann"_s,
                                     u"--password"_s,
                                     u"p:w"_s,
                                     u"--server"_s,
                                     u"https://h:6443"_s,
                                     u"--certificate-authority=/ca"_s,
                                     u"--insecure-skip-tls-verify=true"_s,
                                     u"--as=jane"_s,
                                     u"--as-group=a"_s,
                                     u"--as-group=b"_s,
                                     u"--as-uid=7"_s,
                                     u"--tls-server-name=n"_s,
                                     u"--client-certificate=/c"_s,
                                     u"--client-key=/k2"_s,
                                     u"--cluster=c"_s,
                                     u"--user=u"_s});
  QVERIFY2(options, options ? "" : qPrintable(options.error().detail));
  QCOMPARE(options->target, (TargetSpec{TargetKind::Deployment, u"web"_s, {}}));
  QCOMPARE(options->ports, (QList<PortSpec>{{quint16(8080), 0, u"http"_s}, {quint16(0), 9090, {}}}));
  QCOMPARE(options->addresses, (QStringList{u"127.0.0.2"_s, u"localhost"_s, u"::1"_s}));
  QCOMPARE(options->podRunningTimeout, 90s);
  QCOMPARE(options->kubeconfig, u"/k"_s);
  ConnectionOverrides expected;
  expected.context = u"eu"_s;
  expected.cluster = u"c"_s;
  expected.user = u"u"_s;
  expected.server = u"https://h:6443"_s;
  expected.certificateAuthority = u"/ca"_s;
  expected.tlsServerName = u"n"_s;
  expected.clientCertificate = u"/c"_s;
  expected.clientKey = u"/k2"_s;
  expected.token = u"t"_s;
  expected.username = u"ann"_s;
  expected.password = u"p:w"_s;
  expected.as = u"jane"_s;
  expected.asUid = u"7"_s;
  expected.asGroups = QStringList{u"a"_s, u"b"_s};
  expected.insecureSkipTlsVerify = true;
  QCOMPARE(options->connection, expected);
  QVERIFY(!parseOptions({u"port-forward"_s, u"p"_s, u"1"_s, u"--insecure-skip-tls-verify=false"_s})
               ->connection.insecureSkipTlsVerify);
}

void TestOptions::loginTakesAContext() {
  for (const QStringList& arguments : {QStringList{u"login"_s, u"a b"_s, u"--kubeconfig=/k"_s},
                                       QStringList{u"login"_s, u"--context"_s, u"a b"_s, u"--kubeconfig"_s, u"/k"_s}}) {
    const auto options = parseOptions(arguments);
    QVERIFY2(options, options ? "" : qPrintable(options.error().detail));
    QCOMPARE(options->command, Options::Command::Login);
    QCOMPARE(options->connection.context, u"a b"_s);
    QCOMPARE(options->kubeconfig, u"/k"_s);
  }
  const auto current = parseOptions({u"namespaces"_s, u"--json"_s});
  QVERIFY(current);
  QCOMPARE(current->command, Options::Command::Namespaces);
  QCOMPARE(current->connection.context, QString());
  QVERIFY(current->json);
}

void TestOptions::rejects_data() {
  QTest::addColumn<QStringList>("arguments");
  QTest::addColumn<QString>("detail");
  const QString word = u"port-forward"_s;
  QTest::newRow("no target") << QStringList{word} << u"TYPE/NAME and list of ports are required for port-forward"_s;
  QTest::newRow("no port") << QStringList{word, u"web"_s} << u"at least one port is required"_s;
  QTest::newRow("unknown flag") << QStringList{word, u"--nope"_s, u"web"_s, u"80"_s} << u"unknown flag: --nope"_s;
  QTest::newRow("unknown short flag") << QStringList{word, u"-x"_s, u"web"_s, u"80"_s} << u"unknown flag: -x"_s;
  QTest::newRow("unknown command") << QStringList{u"portforward"_s} << u"unknown command \"portforward\""_s;
  QTest::newRow("bad boolean") << QStringList{word, u"--insecure-skip-tls-verify=perhaps"_s, u"web"_s, u"80"_s}
                               << u"invalid value \"perhaps\" for flag --insecure-skip-tls-verify"_s;
  QTest::newRow("address is a name") << QStringList{word, u"--address=example.com"_s, u"web"_s, u"80"_s}
                                     << u"example.com is not a valid IP"_s;
  QTest::newRow("timeout zero") << QStringList{word, u"--pod-running-timeout=0s"_s, u"web"_s, u"80"_s}
                                << u"--pod-running-timeout must be higher than zero"_s;
  QTest::newRow("timeout without a unit")
      << QStringList{word, u"--pod-running-timeout=5"_s, u"web"_s, u"80"_s} << u"invalid duration \"5\""_s;
  QTest::newRow("two contexts to log in to")
      << QStringList{u"login"_s, u"a"_s, u"--context=b"_s} << u"one context at a time"_s;
  QTest::newRow("contexts of what") << QStringList{u"contexts"_s, u"a"_s} << u"contexts takes no argument \"a\""_s;
  QTest::newRow("a flag of others") << QStringList{u"login"_s, u"--json"_s} << u"login takes no flag --json"_s;
  QTest::newRow("demo port") << QStringList{u"demo"_s, u"--port=0"_s} << u"invalid port \"0\""_s;
}

void TestOptions::rejects() {
  QFETCH(QStringList, arguments);
  QFETCH(QString, detail);
  const auto options = parseOptions(arguments);
  QVERIFY(!options);
  QCOMPARE(options.error().detail, detail);
}

void TestOptions::durations_data() {
  QTest::addColumn<QString>("text");
  QTest::addColumn<qint64>("milliseconds");
  QTest::newRow("minute") << u"1m"_s << qint64(60'000);
  QTest::newRow("mixed") << u"1m30s"_s << qint64(90'000);
  QTest::newRow("fraction") << u"1.5h"_s << qint64(5'400'000);
  QTest::newRow("milliseconds") << u"250ms"_s << qint64(250);
  QTest::newRow("empty") << QString() << qint64(-1);
  QTest::newRow("negative") << u"-1m"_s << qint64(-1);
  QTest::newRow("words") << u"1 minute"_s << qint64(-1);
}

void TestOptions::durations() {
  QFETCH(QString, text);
  QFETCH(qint64, milliseconds);
  const auto duration = parseDuration(text);
  QCOMPARE(duration ? qint64(duration->count()) : qint64(-1), milliseconds);
}

QTEST_APPLESS_MAIN(TestOptions)
#include "test_options.moc"
