#include <QJsonDocument>
#include <QTest>

#include "tests/ui/samples.h"
#include "ui/models/importplan.h"

using namespace portolan;
using namespace Qt::StringLiterals;

namespace {

/// As read from a file.
QList<ForwardConfig> parsed(const QByteArray& json) {
  const auto forwards = parseForwards(json, u"team.json"_s);
  return forwards ? *forwards : QList<ForwardConfig>{};
}

const QByteArray kKftray = R"([
  {"service": "web", "namespace": "shop", "local_port": 8080, "remote_port": 80, "context": "prod-eu",
   "workload_type": "service", "protocol": "tcp", "alias": "web"},
  {"service": "db", "namespace": "shop", "local_port": "5432", "remote_port": "5432", "context": "prod-eu",
   "workload_type": "service", "protocol": "tcp", "alias": "db"}
])";

QStringList textsOf(const ImportPlan& plan) {
  QStringList texts;
  for (const auto& line : plan.lines()) {
    texts += line.text;
  }
  return texts;
}

}  // namespace

class TestImportPlan : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void addsWhatIsNew();
  void importingTwiceChangesNothing();
  void knowsAForwardByItsUid();
  void knowsAForwardWithoutUid_data();
  void knowsAForwardWithoutUid();
  void keepsWhatIsMine();
  void keepsWhatKftrayDrops();
  void nothingImportedActs();
  void kubeconfigOnlyIfConfirmed();
  void twinsInTheFileAreOne();
  void saysWhatCannotBeRun();
  void longListsAreCut();
};

void TestImportPlan::addsWhatIsNew() {
  const auto mine = sampleForward(u"mine"_s);
  const auto plan = ImportPlan::make({mine}, parsed(kKftray));
  QCOMPARE(plan.entries, 2);
  QCOMPARE(plan.added, (QStringList{u"web"_s, u"db"_s}));
  QCOMPARE(plan.changes(), 2);
  QCOMPARE(plan.result.size(), 3);
  QCOMPARE(plan.result.constFirst(), mine);
  QCOMPARE(textsOf(plan), QStringList{u"2 new: web, db"_s});
}

void TestImportPlan::importingTwiceChangesNothing() {
  const auto first = ImportPlan::make({}, parsed(kKftray));
  const auto again = ImportPlan::make(first.result, parsed(kKftray));
  QCOMPARE(again.same, (QStringList{u"web"_s, u"db"_s}));
  QCOMPARE(again.changes(), 0);
  QCOMPARE(again.result, first.result);
  QCOMPARE(textsOf(again), QStringList{u"2 already here and unchanged"_s});
  // And the export of what was imported.
  const auto exported = ImportPlan::make(first.result, parsed(serializeForwards(first.result)));
  QCOMPARE(exported.changes(), 0);
}

void TestImportPlan::knowsAForwardByItsUid() {
  const auto saved = ImportPlan::make({}, parsed(kKftray)).result;
  auto inFile = parsed(serializeForwards(saved));
  inFile[0].localPort = 9090;
  inFile[0].ns = u"other"_s;
  const auto plan = ImportPlan::make(saved, inFile);
  QCOMPARE(plan.changed, QStringList{u"web"_s});
  QCOMPARE(plan.same, QStringList{u"db"_s});
  QCOMPARE(plan.result.size(), 2);
  QCOMPARE(plan.result.at(0).localPort, 9090);
  QCOMPARE(plan.result.at(0).uid, saved.at(0).uid);
}

void TestImportPlan::knowsAForwardWithoutUid_data() {
  QTest::addColumn<QByteArray>("entry");
  QTest::addColumn<int>("total");
  QTest::newRow("other alias") << QByteArray(R"([{"service": "web", "namespace": "shop", "local_port": 8080,
      "remote_port": 80, "context": "prod-eu", "alias": "shop"}])")
                               << 1;
  QTest::newRow("localhost written out") << QByteArray(R"([{"service": "web", "namespace": "shop", "local_port": 8080,
      "remote_port": 80, "context": "prod-eu", "local_address": "127.0.0.1", "alias": "web"}])")
                                         << 1;
  QTest::newRow("other context") << QByteArray(R"([{"service": "web", "namespace": "shop", "local_port": 8080,
      "remote_port": 80, "context": "staging"}])")
                                 << 2;
  QTest::newRow("other port") << QByteArray(R"([{"service": "web", "namespace": "shop", "local_port": 8081,
      "remote_port": 80, "context": "prod-eu"}])")
                              << 2;
  QTest::newRow("other loopback address") << QByteArray(R"([{"service": "web", "namespace": "shop", "local_port": 8080,
      "remote_port": 80, "context": "prod-eu", "local_address": "127.0.0.2"}])")
                                          << 2;
}

void TestImportPlan::knowsAForwardWithoutUid() {
  QFETCH(const QByteArray, entry);
  QFETCH(const int, total);
  const auto saved = ImportPlan::make({}, parsed(kKftray).first(1)).result;
  const auto plan = ImportPlan::make(saved, parsed(entry));
  QCOMPARE(plan.entries, 1);
  QCOMPARE(plan.result.size(), total);
  QCOMPARE(plan.result.at(0).uid, saved.at(0).uid);
}

void TestImportPlan::keepsWhatIsMine() {
  auto saved = parsed(R"([{"service": "web", "namespace": "shop", "local_port": 8080, "remote_port": 80,
      "context": "prod-eu", "alias": "web", "kubeconfig": "/home/me/config", "http_logs_enabled": true,
      "portolan": {"uid": "u1", "autostart": true, "notes": "mine"}}])");
  const auto plan = ImportPlan::make(saved, parsed(R"([{"service": "web", "namespace": "shop", "local_port": 8080,
      "remote_port": 80, "context": "prod-eu", "alias": "shop", "portolan": {"uid": "u1", "tags": ["team"]}}])"));
  QCOMPARE(plan.changed, QStringList{u"shop"_s});
  const ForwardConfig& both = plan.result.constFirst();
  QCOMPARE(both.alias, u"shop"_s);
  QCOMPARE(both.tags, QStringList{u"team"_s});
  QVERIFY(both.autostart);
  QCOMPARE(both.kubeconfig, u"/home/me/config"_s);
  const QByteArray written = serializeForwards(plan.result);
  QVERIFY(written.contains("\"notes\": \"mine\""));
  QVERIFY(written.contains("http_logs_enabled"));
}

void TestImportPlan::keepsWhatKftrayDrops() {
  auto saved = parsed(kKftray);
  saved[0].tags = {u"shop"_s};
  const auto plan = ImportPlan::make(saved, parsed(kKftray));
  QCOMPARE(plan.changes(), 0);
  QCOMPARE(plan.result.at(0).tags, QStringList{u"shop"_s});
}

void TestImportPlan::nothingImportedActs() {
  const auto plan = ImportPlan::make({}, parsed(R"([{"service": "web", "namespace": "shop", "local_port": 8080,
      "remote_port": 80, "local_address": "0.0.0.0", "alias": "web", "kubeconfig": "/tmp/evil",
      "portolan": {"autostart": true}}])"));
  const ForwardConfig& added = plan.result.constFirst();
  QVERIFY(!added.autostart);
  QVERIFY(!added.namesKubeconfig());
  const QByteArray written = serializeForwards(plan.result);
  QVERIFY(!written.contains("autostart"));
  QVERIFY(!written.contains("/tmp/evil"));
  QCOMPARE(plan.autostartCleared, 1);
  QCOMPARE(plan.kubeconfigs, QStringList{u"/tmp/evil"_s});
  QCOMPARE(plan.reachable, QStringList{u"web (0.0.0.0)"_s});
  QCOMPARE(textsOf(plan), (QStringList{u"Reachable from other computers while on: web (0.0.0.0)"_s, u"1 new: web"_s,
                                       u"Starting with Portolan is switched off for 1 of them"_s}));
}

void TestImportPlan::kubeconfigOnlyIfConfirmed() {
  const auto inFile = parsed(R"([{"service": "web", "namespace": "shop", "local_port": 8080, "remote_port": 80,
      "kubeconfig": "/etc/team"}])");
  QCOMPARE(ImportPlan::make({}, inFile, true).result.at(0).kubeconfig, u"/etc/team"_s);
  QCOMPARE(ImportPlan::make({}, inFile, false).result.at(0).kubeconfig, QString());
}

void TestImportPlan::twinsInTheFileAreOne() {
  const auto plan = ImportPlan::make({}, parsed(kKftray).first(1) + parsed(kKftray).first(1));
  QCOMPARE(plan.added, QStringList{u"web"_s});
  QCOMPARE(plan.same, QStringList{u"web"_s});
  QCOMPARE(plan.result.size(), 1);
}

void TestImportPlan::saysWhatCannotBeRun() {
  const auto plan = ImportPlan::make({}, parsed(R"([{"service": "dns", "namespace": "shop", "local_port": 53,
      "remote_port": 53, "protocol": "udp", "alias": "dns"}])"));
  QCOMPARE(plan.unsupported.size(), 1);
  QCOMPARE(plan.result.size(), 1);  // kept
  QCOMPARE(plan.lines().constFirst().kind, ImportPlan::Line::Kind::Problem);
  QVERIFY2(plan.lines().constFirst().text.startsWith(u"dns cannot be run: "_s),
           qPrintable(plan.lines().constFirst().text));
}

void TestImportPlan::longListsAreCut() {
  QList<ForwardConfig> many;
  for (int i = 0; i < 300; ++i) {
    auto config = sampleForward(u"f%1"_s.arg(i), u"prod-eu"_s, quint16(1000 + i));
    config.protocol = ForwardConfig::Protocol::Udp;
    many += config;
  }
  const auto texts = textsOf(ImportPlan::make({}, many));
  QCOMPARE(texts.size(), 7);  // five problems, how many more, and what is new
  QCOMPARE(texts.at(5), u"295 more cannot be run."_s);
  QVERIFY(texts.at(6).size() < 100);
}

QTEST_APPLESS_MAIN(TestImportPlan)
#include "test_importplan.moc"
