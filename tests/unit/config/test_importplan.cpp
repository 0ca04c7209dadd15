#include <QJsonDocument>
#include <QTest>

#include "core/config/importplan.h"

using namespace portolan;
using namespace Qt::StringLiterals;
using Kind = ImportPlan::Kind;

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

/// The saved forwards after everything was imported, conflicts too.
QList<ForwardConfig> imported(const QList<ForwardConfig>& saved, const QList<ForwardConfig>& inFile,
                              bool kubeconfigConfirmed = false) {
  ImportPlan plan = ImportPlan::make(saved, inFile, kubeconfigConfirmed);
  plan.chooseAll();
  QList<ForwardConfig> result = saved;
  applyChange(result, plan.change());
  return result;
}

QList<Kind> kinds(const ImportPlan& plan) {
  QList<Kind> kinds;
  for (const auto& item : plan.items) {
    kinds += item.kind;
  }
  return kinds;
}

}  // namespace

class TestImportPlan : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void addsWhatIsNew();
  void importingTwiceChangesNothing();
  void kftraysIdSaysNothing();
  void knowsAForwardByItsUid();
  void aUidGoesBeforeWhatAnotherEntryDoes();
  void knowsAForwardThatNamesNothing();
  void knowsAForwardWithoutUid_data();
  void knowsAForwardWithoutUid();
  void saysWhatChangesFieldByField();
  void keepsWhatIsMine();
  void keepsWhatKftrayDrops();
  void nothingImportedActs();
  void kubeconfigOnlyIfConfirmed();
  void twinsInTheFileAreOne();
  void saysWhatCannotBeRun();
  void conflicts_data();
  void conflicts();
  void invalidEntriesAreToldApart();
  void onlyTheChosen();
};

void TestImportPlan::addsWhatIsNew() {
  const auto mine = parsed(R"([{"service": "mine", "local_port": 1000, "remote_port": 80}])");
  const auto plan = ImportPlan::make(mine, parsed(kKftray));
  QCOMPARE(kinds(plan), (QList<Kind>{Kind::New, Kind::New}));
  QCOMPARE(plan.chosenCount(), 2);
  const auto result = imported(mine, parsed(kKftray));
  QCOMPARE(result.size(), 3);
  QCOMPARE(result.constFirst(), mine.constFirst());
  QCOMPARE(result.at(2).localPort, 5432);
}

void TestImportPlan::importingTwiceChangesNothing() {
  const auto first = imported({}, parsed(kKftray));
  const auto again = ImportPlan::make(first, parsed(kKftray));
  QCOMPARE(kinds(again), (QList<Kind>{Kind::Same, Kind::Same}));
  QVERIFY(again.change().isEmpty());
  // And the export of what was imported.
  const auto exported = ImportPlan::make(first, parsed(serializeForwards(first)));
  QCOMPARE(exported.count(Kind::Same), 2);
}

void TestImportPlan::kftraysIdSaysNothing() {
  const auto saved = imported({}, parsed(R"([{"id": 7, "service": "web", "local_port": 8080, "remote_port": 80}])"));
  const auto plan = ImportPlan::make(saved, parsed(R"([
      {"id": 8, "service": "web", "local_port": 8080, "remote_port": 80},
      {"id": 7, "service": "db", "local_port": 5432, "remote_port": 5432}])"));
  QCOMPARE(kinds(plan), (QList<Kind>{Kind::Same, Kind::New}));
}

void TestImportPlan::knowsAForwardByItsUid() {
  const auto saved = imported({}, parsed(kKftray));
  auto inFile = parsed(serializeForwards(saved));
  inFile[0].localPort = 9090;
  inFile[0].ns = u"other"_s;
  const auto plan = ImportPlan::make(saved, inFile);
  QCOMPARE(kinds(plan), (QList<Kind>{Kind::Changed, Kind::Same}));
  const auto result = imported(saved, inFile);
  QCOMPARE(result.size(), 2);
  QCOMPARE(result.at(0).localPort, 9090);
  QCOMPARE(result.at(0).uid, saved.at(0).uid);
}

/// One entry does what a saved forward does, and another one has its uid: the second changes it, the first is new, and
/// a second import finds both.
void TestImportPlan::aUidGoesBeforeWhatAnotherEntryDoes() {
  const auto saved =
      parsed(R"([{"service": "web", "local_port": 8080, "remote_port": 80, "portolan": {"uid": "u1"}}])");
  const auto inFile = parsed(R"([{"service": "web", "local_port": 8080, "remote_port": 80},
      {"service": "other", "local_port": 9164, "remote_port": 80, "portolan": {"uid": "u1"}}])");
  QCOMPARE(kinds(ImportPlan::make(saved, inFile)), (QList{Kind::New, Kind::Changed}));
  const auto after = imported(saved, inFile);
  QCOMPARE(after.size(), 2);
  QCOMPARE(kinds(ImportPlan::make(after, inFile)), (QList{Kind::Same, Kind::Same}));
}

/// What the file leaves out is written down when it is saved, and it is the same forward all the same.
void TestImportPlan::knowsAForwardThatNamesNothing() {
  const auto saved = parsed(R"([{"something": 1}])");
  const auto inFile = parsed(R"([{"other": 2}])");
  const auto after = imported(saved, inFile);
  QCOMPARE(after.size(), 1);
  QCOMPARE(kinds(ImportPlan::make(after, inFile)), (QList{Kind::Same}));
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
  const auto saved = imported({}, parsed(kKftray).first(1));
  const auto result = imported(saved, parsed(entry));
  QCOMPARE(result.size(), total);
  QCOMPARE(result.at(0).uid, saved.at(0).uid);
}

void TestImportPlan::saysWhatChangesFieldByField() {
  auto saved = parsed(R"([{"service": "web", "local_port": 8080, "remote_port": 80, "alias": "web", "colour": "red",
      "http_logs_enabled": true, "portolan": {"uid": "u1", "tags": ["a"]}}])");
  const auto plan = ImportPlan::make(saved, parsed(R"([{"service": "web", "local_port": 8081, "remote_port": "http",
      "alias": "<b>", "http_logs_enabled": false, "portolan": {"uid": "u1", "tags": ["a", "b"]}}])"));
  QCOMPARE(kinds(plan), QList<Kind>{Kind::Changed});
  QMap<QString, QStringList> changes;
  for (const auto& change : plan.items.constFirst().changes) {
    changes.insert(change.field, {change.before, change.after});
  }
  const QMap<QString, QStringList> expected{
      {u"alias"_s, {u"web"_s, u"<b>"_s}},
      {u"local_port"_s, {u"8080"_s, u"8081"_s}},
      {u"remote_port"_s, {u"80"_s, QString()}},
      {u"portolan.remote_port"_s, {QString(), u"http"_s}},
      {u"http_logs_enabled"_s, {u"true"_s, u"false"_s}},
      {u"portolan.tags"_s, {uR"(["a"])"_s, uR"(["a","b"])"_s}},
  };
  QCOMPARE(changes, expected);
}

void TestImportPlan::keepsWhatIsMine() {
  auto saved = parsed(R"([{"service": "web", "namespace": "shop", "local_port": 8080, "remote_port": 80,
      "context": "prod-eu", "alias": "web", "kubeconfig": "/home/me/config", "http_logs_enabled": true,
      "portolan": {"uid": "u1", "autostart": true, "notes": "mine", "order": 3}}])");
  const auto result =
      imported(saved, parsed(R"([{"service": "web", "namespace": "shop", "local_port": 8080, "remote_port": 80,
      "context": "prod-eu", "alias": "shop", "portolan": {"uid": "u1", "tags": ["team"]}}])"));
  QCOMPARE(result.size(), 1);
  const ForwardConfig& both = result.constFirst();
  QCOMPARE(both.alias, u"shop"_s);
  QCOMPARE(both.tags, QStringList{u"team"_s});
  QVERIFY(both.autostart);
  QCOMPARE(both.kubeconfig, u"/home/me/config"_s);
  QCOMPARE(both.order, 3);
  const QByteArray written = serializeForwards(result);
  QVERIFY(written.contains("\"notes\": \"mine\""));
  QVERIFY(written.contains("http_logs_enabled"));
}

void TestImportPlan::keepsWhatKftrayDrops() {
  auto saved = parsed(kKftray);
  saved[0].tags = {u"shop"_s};
  saved[0].notes = u"ask Ann"_s;
  const auto plan = ImportPlan::make(saved, parsed(kKftray));
  QCOMPARE(plan.count(Kind::Same), 2);
}

void TestImportPlan::nothingImportedActs() {
  const auto inFile = parsed(R"([{"service": "web", "namespace": "shop", "local_port": 8080,
      "remote_port": 80, "local_address": "0.0.0.0", "alias": "web", "kubeconfig": "/tmp/evil",
      "portolan": {"autostart": true}}])");
  const auto plan = ImportPlan::make({}, inFile);
  const ForwardConfig& added = plan.items.constFirst().forward;
  QVERIFY(!added.autostart);
  QVERIFY(!added.namesKubeconfig());
  const QByteArray written = serializeForwards(imported({}, inFile));
  QVERIFY(!written.contains("autostart"));
  QVERIFY(!written.contains("/tmp/evil"));
  QCOMPARE(plan.kubeconfigs(), QStringList{u"/tmp/evil"_s});
  QList<ImportNotice::Kind> notices;
  for (const auto& notice : plan.items.constFirst().notices) {
    notices += notice.kind;
  }
  QCOMPARE(notices,
           (QList<ImportNotice::Kind>{ImportNotice::Kind::AutostartCleared, ImportNotice::Kind::KubeconfigDropped,
                                      ImportNotice::Kind::ReachableFromOutside}));
}

void TestImportPlan::kubeconfigOnlyIfConfirmed() {
  const auto inFile = parsed(R"([{"service": "web", "namespace": "shop", "local_port": 8080, "remote_port": 80,
      "kubeconfig": "/etc/team"}])");
  QCOMPARE(imported({}, inFile, true).at(0).kubeconfig, u"/etc/team"_s);
  QCOMPARE(imported({}, inFile, false).at(0).kubeconfig, QString());
}

void TestImportPlan::twinsInTheFileAreOne() {
  const auto twins = parsed(kKftray).first(1) + parsed(kKftray).first(1);
  QCOMPARE(kinds(ImportPlan::make({}, twins)), (QList<Kind>{Kind::New, Kind::Same}));
  QCOMPARE(imported({}, twins).size(), 1);
}

void TestImportPlan::saysWhatCannotBeRun() {
  const auto plan = ImportPlan::make({}, parsed(R"([{"service": "dns", "namespace": "shop", "local_port": 53,
      "remote_port": 53, "protocol": "udp", "alias": "dns"}])"));
  QCOMPARE(kinds(plan), QList<Kind>{Kind::New});
  QVERIFY(plan.items.constFirst().unsupported);
  QCOMPARE(plan.chosenCount(), 1);  // kept
}

void TestImportPlan::conflicts_data() {
  QTest::addColumn<QByteArray>("saved");
  QTest::addColumn<QByteArray>("imported");
  QTest::addColumn<bool>("conflict");
  const auto at = [](const QByteArray& name, const QByteArray& more) {
    return QByteArray(R"({"service": ")" + name + R"(", "remote_port": 80, )" + more + "}");
  };
  const auto row = [&](const char* name, const QByteArray& saved, const QByteArray& imported, bool conflict) {
    QTest::newRow(name) << at("a", saved) << at("b", imported) << conflict;
  };
  row("one port", R"("local_port": 8080)", R"("local_port": 8080)", true);
  row("two ports", R"("local_port": 8080)", R"("local_port": 8081)", false);
  row("any port", R"("local_port": 0)", R"("local_port": 0)", false);
  row("localhost is 127.0.0.1", R"("local_port": 80)", R"("local_port": 80, "local_address": "127.0.0.1")", true);
  row("localhost is ::1", R"("local_port": 80)", R"("local_port": 80, "local_address": "::1")", true);
  row("two loopback addresses", R"("local_port": 80)", R"("local_port": 80, "local_address": "127.0.0.2")", false);
  row("all addresses", R"("local_port": 80, "local_address": "127.0.0.2")",
      R"("local_port": 80, "local_address": "0.0.0.0")", true);
  row("all of the other family", R"("local_port": 80, "local_address": "::1")",
      R"("local_port": 80, "local_address": "0.0.0.0")", false);
  row("all of both families", R"("local_port": 80, "local_address": "127.0.0.2")",
      R"("local_port": 80, "local_address": "::")", true);
  row("tcp and udp", R"("local_port": 53)", R"("local_port": 53, "protocol": "udp")", false);
  row("an address of its own", R"("local_port": 80, "auto_loopback_address": true)",
      R"("local_port": 80, "auto_loopback_address": true)", false);
}

void TestImportPlan::conflicts() {
  QFETCH(const QByteArray, saved);
  QFETCH(const QByteArray, imported);
  QFETCH(const bool, conflict);
  const auto plan = ImportPlan::make(parsed(saved), parsed(imported));
  const auto& item = plan.items.constFirst();
  QCOMPARE(item.kind, conflict ? Kind::Conflicting : Kind::New);
  QCOMPARE(item.conflicts.size(), conflict ? 1 : 0);
  QCOMPARE(item.isChosen, !conflict);
  // Among what is imported, too.
  const auto both = ImportPlan::make({}, parsed("[" + saved + "," + imported + "]"));
  QCOMPARE(both.count(Kind::Conflicting), conflict ? 2 : 0);
}

void TestImportPlan::invalidEntriesAreToldApart() {
  const auto entries = parseEntries(R"([{"service": "a", "local_port": 70000}, 7,
      {"service": "b", "local_port": 80, "remote_port": 80}])",
                                    u"team.json"_s);
  QVERIFY(entries.has_value());
  const auto plan = ImportPlan::make({}, *entries);
  QCOMPARE(kinds(plan), (QList<Kind>{Kind::Invalid, Kind::Invalid, Kind::New}));
  QCOMPARE(plan.items.at(0).error->detail,
           u"team.json: entry 1: \"local_port\" must be a port from 0 to 65535, not 70000"_s);
  QCOMPARE(plan.items.at(1).error->detail, u"team.json: entry 2: must be an object, not a number"_s);
  QCOMPARE(plan.items.at(2).entry, 2);
  QCOMPARE(plan.change().entries.size(), 1);
}

void TestImportPlan::onlyTheChosen() {
  auto plan = ImportPlan::make({}, parsed(kKftray));
  plan.chooseAll(false);
  QCOMPARE(plan.chosenCount(), 0);
  QVERIFY(plan.change().isEmpty());
  plan.items[1].isChosen = true;
  QCOMPARE(plan.change().entries.size(), 1);
  QCOMPARE(plan.change().entries.constFirst().after->alias, u"db"_s);
}

QTEST_APPLESS_MAIN(TestImportPlan)
#include "test_importplan.moc"
