#include <QTest>

#include "core/target/targetspec.h"

using namespace portolan;
using namespace Qt::StringLiterals;

class TestTargetSpec : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void targets_data();
  void targets();
  void targetsThatCannotBe_data();
  void targetsThatCannotBe();
  void hintNamesEveryTypeThatCanBeForwarded();
  void displayNameIsTakenBack_data();
  void displayNameIsTakenBack();
  void ports_data();
  void ports();
  void portsThatCannotBe_data();
  void portsThatCannotBe();
};

// Which type a word means was read in apimachinery's restmapper.go and client-go's shortcut.go (0.34.2).
void TestTargetSpec::targets_data() {
  QTest::addColumn<QString>("text");
  QTest::addColumn<TargetKind>("kind");
  QTest::addColumn<QString>("name");
  const auto row = [](const char* rule, const char* text, TargetKind kind, const char* name = "x") {
    QTest::addRow("%s: %s", rule, text) << QString::fromLatin1(text) << kind << QString::fromLatin1(name);
  };
  row("NAME alone is a pod", "backend-7d4b9-x2x1z", TargetKind::Pod, "backend-7d4b9-x2x1z");
  row("NAME alone, though a type is called so", "service", TargetKind::Pod, "service");
  row("NAME with dots", "node-1.example.com", TargetKind::Pod, "node-1.example.com");

  const struct {
    TargetKind kind;
    QStringList words;  // kind's name, singular, plural, short
    QString group;
  } types[] = {
      {TargetKind::Pod, {u"Pod"_s, u"pod"_s, u"pods"_s, u"po"_s}, {}},
      {TargetKind::Service, {u"Service"_s, u"service"_s, u"services"_s, u"svc"_s}, {}},
      {TargetKind::Deployment, {u"Deployment"_s, u"deployment"_s, u"deployments"_s, u"deploy"_s}, u"apps"_s},
      {TargetKind::ReplicaSet, {u"ReplicaSet"_s, u"replicaset"_s, u"replicasets"_s, u"rs"_s}, u"apps"_s},
      {TargetKind::StatefulSet, {u"StatefulSet"_s, u"statefulset"_s, u"statefulsets"_s, u"sts"_s}, u"apps"_s},
      {TargetKind::DaemonSet, {u"DaemonSet"_s, u"daemonset"_s, u"daemonsets"_s, u"ds"_s}, u"apps"_s},
      {TargetKind::Job, {u"Job"_s, u"job"_s, u"jobs"_s}, u"batch"_s},
      {TargetKind::ReplicationController,
       {u"ReplicationController"_s, u"replicationcontroller"_s, u"replicationcontrollers"_s, u"rc"_s},
       {}},
  };
  for (const auto& type : types) {
    for (const QString& word : type.words) {
      row("TYPE/NAME", qPrintable(word + u"/x"_s), type.kind);
      row("TYPE.VERSION.GROUP/NAME", qPrintable(word + u".v1."_s + type.group + u"/x"_s), type.kind);
      row("TYPE.GROUP/NAME", qPrintable(word + u'.' + type.group + u"/x"_s), type.kind);
    }
    row("TYPE in capitals", qPrintable(type.words.at(2).toUpper() + u"/x"_s), type.kind);
  }
  row("the beginning of a group is enough", "deployments.app/x", TargetKind::Deployment);
}

void TestTargetSpec::targets() {
  QFETCH(QString, text);
  QFETCH(TargetKind, kind);
  QFETCH(QString, name);
  const auto target = parseTarget(text);
  QVERIFY2(target, target ? "" : qPrintable(target.error().detail));
  QCOMPARE(*target, (TargetSpec{kind, name, {}}));
}

void TestTargetSpec::targetsThatCannotBe_data() {
  QTest::addColumn<QString>("text");
  QTest::addColumn<QString>("detail");
  const auto row = [](const char* rule, const QString& text, const QString& detail) {
    QTest::newRow(rule) << text << detail;
  };
  row("empty", {}, u"\"\" is no name that Kubernetes allows"_s);
  row("slash alone", u"/"_s, u"\"/\" has no type before the slash"_s);
  row("no type", u"/x"_s, u"\"/x\" has no type before the slash"_s);
  row("no name", u"svc/"_s, u"\"svc/\" has no name behind the slash"_s);
  row("two slashes", u"svc/x/y"_s, u"\"svc/x/y\" has more than one slash"_s);
  row("unknown type", u"foo/x"_s, u"unknown resource type \"foo\""_s);
  row("list of types", u"svc,pod/x"_s, u"unknown resource type \"svc,pod\""_s);
  row("short name in capitals, which kubectl refuses too", u"SVC/x"_s, u"unknown resource type \"SVC\""_s);
  row("unknown group", u"deployments.example.com/x"_s, u"unknown resource type \"deployments.example.com\""_s);
  row("version that is gone", u"deployments.v1beta1.apps/x"_s, u"unknown resource type \"deployments.v1beta1.apps\""_s);
  row("version without a group", u"pods.v1/x"_s, u"unknown resource type \"pods.v1\""_s);
  row("group of another type", u"jobs.apps/x"_s, u"unknown resource type \"jobs.apps\""_s);
  row("group in capitals", u"deployments.APPS/x"_s, u"unknown resource type \"deployments.APPS\""_s);
  row("group only", u".apps/x"_s, u"unknown resource type \".apps\""_s);
  row("space before the type", u" svc/x"_s, u"unknown resource type \"svc\""_s);
  row("cron job", u"cronjob/x"_s, u"cannot attach to *v1.CronJob: selector for *v1.CronJob not implemented"_s);
  row("cron job by its short name and group", u"cj.batch/x"_s,
      u"cannot attach to *v1.CronJob: selector for *v1.CronJob not implemented"_s);
  row("ingress", u"ing/x"_s, u"cannot attach to *v1.Ingress: selector for *v1.Ingress not implemented"_s);
  row("config map", u"ConfigMaps/x"_s, u"cannot attach to *v1.ConfigMap: selector for *v1.ConfigMap not implemented"_s);
  row("dot", u"pod/."_s, u"\".\" is no name that Kubernetes allows"_s);
  row("dots", u"pod/.."_s, u"\"..\" is no name that Kubernetes allows"_s);
  row("percent", u"pod/%2e%2e"_s, u"\"%2e%2e\" is no name that Kubernetes allows"_s);
  row("question mark", u"pod/x?watch=1"_s, u"\"x?watch=1\" is no name that Kubernetes allows"_s);
  row("space", u"my pod"_s, u"\"my pod\" is no name that Kubernetes allows"_s);
  row("line break", u"pod/x\ny"_s, u"\"x y\" is no name that Kubernetes allows"_s);
  row("letter of another alphabet", u"pod/b\u00e4r"_s, u"\"b\u00e4r\" is no name that Kubernetes allows"_s);
  row("longer than a name may be", QString(254, u'x'),
      u'"' + QString(99, u'x') + QChar(0x2026) + u"\" is no name that Kubernetes allows"_s);
}

void TestTargetSpec::targetsThatCannotBe() {
  QFETCH(QString, text);
  QFETCH(QString, detail);
  const auto target = parseTarget(text);
  QVERIFY(!target);
  QCOMPARE(target.error().code, ErrorCode::InvalidArgument);
  QCOMPARE(target.error().stage, Stage::Configuration);
  QCOMPARE(target.error().detail, detail);
  QVERIFY(!target.error().hint.isEmpty());
}

void TestTargetSpec::hintNamesEveryTypeThatCanBeForwarded() {
  for (const QString& text : {u"foo/x"_s, u"cronjob/x"_s}) {
    QCOMPARE(
        parseTarget(text).error().hint,
        u"What can be forwarded: pod (po), service (svc), deployment (deploy), replicaset (rs), statefulset (sts), "
        "daemonset (ds), job, replicationcontroller (rc)."_s);
  }
}

void TestTargetSpec::displayNameIsTakenBack_data() {
  QTest::addColumn<TargetKind>("kind");
  QTest::addColumn<QString>("displayName");
  QTest::newRow("pod") << TargetKind::Pod << u"pod/x"_s;
  QTest::newRow("service") << TargetKind::Service << u"service/x"_s;
  QTest::newRow("deployment") << TargetKind::Deployment << u"deployment/x"_s;
  QTest::newRow("replica set") << TargetKind::ReplicaSet << u"replicaset/x"_s;
  QTest::newRow("stateful set") << TargetKind::StatefulSet << u"statefulset/x"_s;
  QTest::newRow("daemon set") << TargetKind::DaemonSet << u"daemonset/x"_s;
  QTest::newRow("job") << TargetKind::Job << u"job/x"_s;
  QTest::newRow("replication controller") << TargetKind::ReplicationController << u"replicationcontroller/x"_s;
}

void TestTargetSpec::displayNameIsTakenBack() {
  QFETCH(TargetKind, kind);
  QFETCH(QString, displayName);
  const TargetSpec target{kind, u"x"_s, {}};
  QCOMPARE(target.displayName(), displayName);
  QCOMPARE(parseTarget(displayName), Result<TargetSpec>(target));
  QCOMPARE((TargetSpec{TargetKind::PodSelector, {}, u"app=x,tier in (a,b)"_s}.displayName()), u"app=x,tier in (a,b)"_s);
}

// The table of PROTOCOL 4.2, and the numbers that Go's strconv.ParseUint(…, 10, 16) takes.
void TestTargetSpec::ports_data() {
  QTest::addColumn<QString>("text");
  QTest::addColumn<PortSpec>("port");
  const auto row = [](const char* rule, const char* text, const PortSpec& port) {
    QTest::addRow("%s: %s", rule, text) << QString::fromLatin1(text) << port;
  };
  row("REMOTE: the same port on both sides", "5000", {{}, 5000, {}});
  row("LOCAL:REMOTE", "8888:5000", {8888, 5000, {}});
  row("LOCAL:REMOTE, both equal", "5000:5000", {5000, 5000, {}});
  row(":REMOTE: any free port", ":80", {0, 80, {}});
  row("0:REMOTE: any free port", "0:80", {0, 80, {}});
  row("NAME", "https", {{}, 0, u"https"_s});
  row("LOCAL:NAME", "5000:https", {5000, 0, u"https"_s});
  row(":NAME: any free port", ":https", {0, 0, u"https"_s});
  row("0:NAME: any free port", "0:https", {0, 0, u"https"_s});
  row("NAME:NAME is NAME", "https:https", {{}, 0, u"https"_s});
  row("name that begins with a digit", "8080-web", {{}, 0, u"8080-web"_s});
  row("name in capitals: looked up, and not found", "HTTP", {{}, 0, u"HTTP"_s});
  row("smallest", "1:1", {1, 1, {}});
  row("largest", "65535:65535", {65535, 65535, {}});
  row("leading zeros", "00080:0443", {80, 443, {}});
}

void TestTargetSpec::ports() {
  QFETCH(QString, text);
  QFETCH(PortSpec, port);
  const auto parsed = parsePort(text);
  QVERIFY2(parsed, parsed ? "" : qPrintable(parsed.error().detail));
  QCOMPARE(*parsed, port);
}

void TestTargetSpec::portsThatCannotBe_data() {
  QTest::addColumn<QString>("text");
  QTest::addColumn<QString>("reason");
  const auto row = [](const char* rule, const QString& text, const QString& reason) {
    QTest::newRow(rule) << text << reason;
  };
  const auto noRemote = [](const QString& text) {
    return u"\"%1\" is neither a port from 1 to 65535 nor the name of one"_s.arg(text);
  };
  const auto noLocal = [](const QString& text) { return u"\"%1\" is no local port from 0 to 65535"_s.arg(text); };
  row("empty", {}, u"remote port cannot be empty"_s);
  row("colon alone", u":"_s, u"remote port cannot be empty"_s);
  row("empty remote port", u"80:"_s, u"remote port cannot be empty"_s);
  row("two colons, which kubectl cuts off", u"80:81:82"_s, u"more than one colon"_s);
  row("two colons at the end", u"80:81:"_s, u"more than one colon"_s);
  row("three colons", u":::"_s, u"more than one colon"_s);
  row("an address", u"127.0.0.1:80:80"_s, u"more than one colon"_s);
  row("remote port 0", u"0"_s, u"remote port must be > 0"_s);
  row("remote port 0 behind a local one", u"8080:0"_s, u"remote port must be > 0"_s);
  row("remote port 0, twice", u"0:0"_s, u"remote port must be > 0"_s);
  row("remote port too large", u"65536"_s, noRemote(u"65536"_s));
  row("remote port too large behind a local one", u"80:65536"_s, noRemote(u"65536"_s));
  row("remote port that wraps round 32 bits", u"4294967376"_s, noRemote(u"4294967376"_s));
  row("remote port that wraps round 64 bits", u"18446744073709551696"_s, noRemote(u"18446744073709551696"_s));
  row("negative", u"-80"_s, noRemote(u"-80"_s));
  row("plus sign", u"+80"_s, noRemote(u"+80"_s));
  row("fraction", u"80.0"_s, noRemote(u"80.0"_s));
  row("hexadecimal local port", u"0x50:80"_s, noLocal(u"0x50"_s));
  row("space before", u" 80"_s, noRemote(u"80"_s));
  row("space behind", u"80 "_s, noRemote(u"80"_s));
  row("spaces round the colon", u"80 : 81"_s, noRemote(u"81"_s));
  row("space in the local port", u"8 0:81"_s, noLocal(u"8 0"_s));
  row("line break", u"80\n"_s, noRemote(u"80"_s));
  row("protocol behind the port", u"80/tcp"_s, noRemote(u"80/tcp"_s));
  row("digits of another script", u"\u0664\u0662"_s, noRemote(u"\u0664\u0662"_s));
  row("name that is too long", QString(64, u'a'), noRemote(QString(39, u'a') + QChar(0x2026)));
  row("local port too large", u"65536:80"_s, noLocal(u"65536"_s));
  row("local port negative", u"-1:80"_s, noLocal(u"-1"_s));
  row("local port is a name", u"http:80"_s, noLocal(u"http"_s));
  row("local port is another name", u"http:https"_s, noLocal(u"http"_s));
}

void TestTargetSpec::portsThatCannotBe() {
  QFETCH(QString, text);
  QFETCH(QString, reason);
  const auto port = parsePort(text);
  QVERIFY(!port);
  QCOMPARE(port.error().code, ErrorCode::InvalidArgument);
  QCOMPARE(port.error().stage, Stage::Configuration);
  QCOMPARE(port.error().detail, u"port \"%1\": %2"_s.arg(oneLine(text, 100), reason));
  QCOMPARE(port.error().hint, u"Write [LOCAL:]REMOTE, for example 8080:80, :80, 80 or 8080:http."_s);
}

QTEST_APPLESS_MAIN(TestTargetSpec)
#include "test_targetspec.moc"
