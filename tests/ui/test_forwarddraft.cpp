#include <QTest>

#include "tests/ui/samples.h"
#include "ui/models/forwarddraft.h"

using namespace portolan;
using namespace Qt::StringLiterals;

class TestForwardDraft : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void remotePorts_data();
  void remotePorts();
  void labelSelectors_data();
  void labelSelectors();
  void problems_data();
  void problems();
  void suggestsPortsThatNeedNoRights();
  void knowsWhosePortItIs_data();
  void knowsWhosePortItIs();
};

void TestForwardDraft::remotePorts_data() {
  QTest::addColumn<QString>("text");
  QTest::addColumn<bool>("valid");
  for (const auto& text : {u"1"_s, u"80"_s, u"65535"_s, u"http"_s, u"http-metrics"_s, u"9p"_s, u"a"_s}) {
    QTest::newRow(qPrintable(text)) << text << true;
  }
  for (const auto& text : {u""_s, u"0"_s, u"65536"_s, u"-1"_s, u"+80"_s, u"8080 "_s, u"abc_d"_s, u"HTTP"_s, u"-http"_s,
                           u"http-"_s, u"a--b"_s, u"sixteen-letters-"_s, u"80:80"_s, u"４"_s, u"99999999999"_s}) {
    QTest::newRow(qPrintable(u"no: "_s + text)) << text << false;
  }
}

void TestForwardDraft::remotePorts() {
  QFETCH(const QString, text);
  QFETCH(const bool, valid);
  QCOMPARE(ForwardDraft::isRemotePort(text), valid);
}

void TestForwardDraft::labelSelectors_data() {
  QTest::addColumn<QString>("text");
  QTest::addColumn<bool>("valid");
  for (const auto& text :
       {u"app=web"_s, u"app==web,tier!=front"_s, u"app.kubernetes.io/name=web"_s, u"app"_s, u"!app"_s, u"app="_s,
        u"tier in (front, back)"_s, u"tier notin (a),app=b"_s, u" app = web "_s}) {
    QTest::newRow(qPrintable(text)) << text << true;
  }
  for (const auto& text : {u""_s, u"="_s, u"app=web,"_s, u"app=we b"_s, u"app in front"_s, u"app in ()x"_s, u"a=b=c"_s,
                           u"app=web&limit=1"_s, u"app=web\nb"_s}) {
    QTest::newRow(qPrintable(u"no: "_s + text)) << text << false;
  }
}

void TestForwardDraft::labelSelectors() {
  QFETCH(const QString, text);
  QFETCH(const bool, valid);
  QCOMPARE(ForwardDraft::isLabelSelector(text), valid);
}

void TestForwardDraft::problems_data() {
  QTest::addColumn<ForwardConfig>("config");
  QTest::addColumn<QString>("begin");
  const auto good = sampleForward(u"web"_s);
  QTest::newRow("none") << good << QString();
  auto config = good;
  config.service.clear();
  QTest::newRow("no target") << config << u"Pick what to forward to"_s;
  config = good;
  config.service = u"a b/c"_s;
  QTest::newRow("nonsense") << config << u"“a b/c” is not a name"_s;
  config = good;
  config.ns = u"x/y"_s;
  QTest::newRow("namespace") << config << u"“x/y” is not a namespace"_s;
  config = good;
  config.remotePort.clear();
  QTest::newRow("no port") << config << u"Pick a port"_s;
  config.remotePort = u"70000"_s;
  QTest::newRow("no such port") << config << u"“70000” is not a port"_s;
  config = good;
  config.workloadType = ForwardConfig::WorkloadType::Pod;
  QTest::newRow("no selector") << config << u"Write a label selector"_s;
  config.podSelector = u"a=b=c"_s;
  QTest::newRow("no selector's form") << config << u"“a=b=c” is not a label selector"_s;
  config.podSelector = u"app=web"_s;
  QTest::newRow("selector") << config << QString();
}

void TestForwardDraft::problems() {
  QFETCH(const ForwardConfig, config);
  QFETCH(const QString, begin);
  const auto problem = ForwardDraft::problem(config);
  QCOMPARE(problem.has_value(), !begin.isEmpty());
  QVERIFY2(!problem || problem->startsWith(begin), qPrintable(problem.value_or(QString())));
}

void TestForwardDraft::suggestsPortsThatNeedNoRights() {
  QCOMPARE(ForwardDraft::localPortFor(5432), quint16(5432));
  QCOMPARE(ForwardDraft::localPortFor(80), quint16(8080));
  QCOMPARE(ForwardDraft::localPortFor(443), quint16(8443));
  QCOMPARE(ForwardDraft::localPortFor(0), quint16(0));
  for (int port = 1; port < 1024; ++port) {
    QVERIFY(ForwardDraft::localPortFor(quint16(port)) >= 1024);
  }
}

void TestForwardDraft::knowsWhosePortItIs_data() {
  QTest::addColumn<QString>("mine");
  QTest::addColumn<QString>("theirs");
  QTest::addColumn<bool>("collides");
  QTest::newRow("both usual") << u""_s << u""_s << true;
  QTest::newRow("by name and number") << u"localhost"_s << u"127.0.0.1"_s << true;
  QTest::newRow("another loopback address") << u"127.0.0.2"_s << u""_s << false;
  QTest::newRow("all addresses") << u"127.0.0.2"_s << u"0.0.0.0"_s << true;
}

void TestForwardDraft::knowsWhosePortItIs() {
  QFETCH(const QString, mine);
  QFETCH(const QString, theirs);
  QFETCH(const bool, collides);
  auto config = sampleForward(u"a"_s);
  config.localAddress = mine;
  auto other = sampleForward(u"b"_s);
  other.localAddress = theirs;
  const QList<ForwardConfig> others{config, other};  // never its own
  const ForwardConfig* owner = ForwardDraft::portOwner(config, others);
  QCOMPARE(owner != nullptr, collides);
  QVERIFY(!owner || owner->uid == other.uid);
  config.localPort = 0;
  QVERIFY(!ForwardDraft::portOwner(config, others));
}

QTEST_MAIN(TestForwardDraft)
#include "test_forwarddraft.moc"
