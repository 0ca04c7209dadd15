#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include "tests/ui/samples.h"
#include "ui/models/forwardsfilter.h"
#include "ui/models/forwardsmodel.h"

using namespace portolan;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using State = ForwardStatus::State;
using Grouping = ForwardsFilter::Grouping;

/// The model of all forwards, and what a list shows of it.
class TestForwardsModel : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void keepsWhatItKnows();
  void tellsTogether();
  void countsEachState_data();
  void countsEachState();
  void aSwitchMovesAtOnce();
  void asksForEverything();
  void tellsTroubleOnce();
  void saysARowInWords();
  void groups_data();
  void groups();
  void filtersByText_data();
  void filtersByText();
  void filtersByState();
  void followsChangesOfState();
  void figuresAloneMoveNothing();
  void togglesGroups();
  void remembersFolds();
  void knowsTheCluster();
  void behavesAsAModel();

 private:
  static QList<ForwardConfig> four();
  static QStringList shown(const ForwardsFilter& filter);
};

QList<ForwardConfig> TestForwardsModel::four() {
  QList<ForwardConfig> all{sampleForward(u"orders"_s, u"prod"_s, 5432), sampleForward(u"grafana"_s, u"prod"_s, 3000),
                           sampleForward(u"web"_s, u"kind"_s, 8080), sampleForward(u"mail"_s, u"kind"_s, 8025)};
  all[0].tags = QStringList{u"team"_s, u"db"_s};
  all[2].tags = QStringList{u"team"_s, u"team"_s};
  all[3].ns = u"post"_s;
  return all;
}

/// "prod: orders grafana"
QStringList TestForwardsModel::shown(const ForwardsFilter& filter) {
  QStringList lines;
  for (int g = 0; g < filter.rowCount(); ++g) {
    const QModelIndex group = filter.index(g, 0);
    QString line = filter.group(group).name + u':';
    for (int row = 0; row < filter.rowCount(group); ++row) {
      line += u' ' + filter.entry(filter.index(row, 0, group))->config.alias;
    }
    lines += line;
  }
  return lines;
}

void TestForwardsModel::keepsWhatItKnows() {
  ForwardsModel model;
  model.setForwards(four());
  model.setStatus(sampleStatus(u"web"_s, State::Ready));
  model.setStatus(sampleStatus(u"nobody"_s, State::Ready));  // of a forward that was just deleted
  QList<ForwardConfig> changed = four();
  changed.removeFirst();
  changed[1].localPort = 9090;
  model.setForwards(changed);
  QCOMPARE(model.size(), 3);
  QCOMPARE(model.rowOf(u"uid-orders"_s), -1);
  QCOMPARE(model.find(u"uid-web"_s)->status.state, State::Ready);
  QCOMPARE(model.find(u"uid-web"_s)->config.localPort, 9090);
  QCOMPARE(model.find(u"uid-mail"_s)->status.state, State::Stopped);
  QVERIFY(!model.find(u"uid-orders"_s));
}

void TestForwardsModel::tellsTogether() {
  ForwardsModel model;
  model.setForwards(four());
  QSignalSpy rows(&model, &ForwardsModel::rowsChanged);
  QSignalSpy data(&model, &QAbstractItemModel::dataChanged);
  for (int i = 0; i < 100; ++i) {
    model.setStatus(sampleStatus(u"orders"_s, State::Starting));
    model.setStatus(sampleStatus(u"grafana"_s, State::Starting));
    model.setStatus(sampleStatus(u"mail"_s, State::Starting));
  }
  QCOMPARE(rows.size(), 0);
  QVERIFY(rows.wait());
  QCOMPARE(rows.size(), 1);
  QCOMPARE(rows.first().first().value<QList<int>>(), (QList{0, 1, 3}));
  QCOMPARE(data.size(), 2);  // 0 to 1, and 3
}

void TestForwardsModel::countsEachState_data() {
  QTest::addColumn<int>("state");
  QTest::addColumn<int>("filter");
  const auto row = [](const char* name, State state, StateFilter filter) {
    QTest::newRow(name) << int(state) << int(filter);
  };
  row("stopped", State::Stopped, StateFilter::Stopped);
  row("starting", State::Starting, StateFilter::Waiting);
  row("listening", State::Listening, StateFilter::Ready);
  row("ready", State::Ready, StateFilter::Ready);
  row("waiting", State::Waiting, StateFilter::Waiting);
  row("failed", State::Failed, StateFilter::Failed);
  row("stopping", State::Stopping, StateFilter::Stopped);
}

void TestForwardsModel::countsEachState() {
  QFETCH(const int, state);
  QFETCH(const int, filter);
  ForwardsModel model;
  model.setForwards({sampleForward(u"a"_s), sampleForward(u"b"_s)});
  model.setStatus(sampleStatus(u"a"_s, State(state)));
  model.flush();
  QCOMPARE(model.counts().all, 2);
  QCOMPARE(model.counts().of(StateFilter(filter)), StateFilter(filter) == StateFilter::Stopped ? 2 : 1);
  QCOMPARE(model.counts().ready + model.counts().waiting + model.counts().failed + model.counts().stopped, 2);
}

void TestForwardsModel::aSwitchMovesAtOnce() {
  ForwardsModel model;
  model.setForwards(four());
  const ForwardEntry& entry = model.entry(0);
  QSignalSpy changed(&model, &ForwardsModel::rowsChanged);
  model.requestOn({u"uid-orders"_s}, true);
  QVERIFY(entry.isWanted());
  QCOMPARE(changed.size(), 1);
  // A status from before it was asked for does not move it back.
  model.setStatus(sampleStatus(u"orders"_s, State::Stopped));
  QVERIFY(entry.isWanted());
  model.setStatus(sampleStatus(u"orders"_s, State::Starting));
  QVERIFY(!entry.asked);
  // Stopped from elsewhere.
  model.setStatus(sampleStatus(u"orders"_s, State::Stopped));
  QVERIFY(!entry.isWanted());
}

void TestForwardsModel::asksForEverything() {
  ForwardsModel model;
  model.setForwards(four());
  QSignalSpy start(&model, &ForwardsModel::startRequested);
  QSignalSpy stop(&model, &ForwardsModel::stopRequested);
  QSignalSpy restart(&model, &ForwardsModel::restartRequested);
  QSignalSpy retry(&model, &ForwardsModel::retryRequested);
  QSignalSpy startAll(&model, &ForwardsModel::startAllRequested);
  model.requestOn({u"uid-orders"_s, u"nobody"_s, u"uid-web"_s}, true);
  QCOMPARE(start.size(), 2);
  model.requestOn({u"uid-web"_s}, false);
  QCOMPARE(stop.size(), 1);
  model.requestRestart({u"uid-web"_s, u"nobody"_s});
  QCOMPARE(restart.size(), 1);
  model.requestRetry(u"nobody"_s);
  QCOMPARE(retry.size(), 0);
  model.requestAll(true);
  QCOMPARE(startAll.size(), 1);
  QVERIFY(model.entry(3).isWanted());
  QCOMPARE(start.size(), 2);
}

void TestForwardsModel::tellsTroubleOnce() {
  ForwardsModel model;
  model.setForwards(four());
  QSignalSpy changed(&model, &ForwardsModel::stateChanged);
  model.setStatus(sampleStatus(u"orders"_s, State::Starting));
  model.setStatus(sampleStatus(u"orders"_s, State::Ready));
  QCOMPARE(changed.size(), 0);
  model.setStatus(sampleTrouble(u"orders"_s, State::Waiting, ErrorCode::NoPod, u"none"_s));
  model.setStatus(sampleTrouble(u"orders"_s, State::Waiting, ErrorCode::NoPod, u"still none"_s));
  QCOMPARE(changed.size(), 1);
  model.setStatus(sampleStatus(u"orders"_s, State::Ready));
  QCOMPARE(changed.size(), 2);
  QCOMPARE(model.entry(0).rates.breaks(model.nowMs()).size(), 1);  // the session ended once
}

void TestForwardsModel::saysARowInWords() {
  QDateTime now(QDate(2026, 11, 26), QTime(10, 0), Qt::UTC);
  ForwardsModel model([&now] { return now; });
  model.setForwards({sampleForward(u"orders"_s, u"prod"_s, 5432)});
  ForwardStatus status = sampleStatus(u"orders"_s, State::Ready);
  status.connections = 6;
  model.setStatus(status);
  now = now.addSecs(1);
  status.bytesFromPod = 3'400'000;
  model.setStatus(status);
  QCOMPARE(model.spoken(model.entry(0)),
           u"orders, on, Ready, localhost 5432, 3.4 megabytes per second, 6 connections"_s);
  status.state = State::Waiting;
  status.waitingConnections = 1;
  model.setStatus(status);
  QVERIFY(model.spoken(model.entry(0)).endsWith(u"1 connection waiting"_s));
}

void TestForwardsModel::groups_data() {
  QTest::addColumn<int>("grouping");
  QTest::addColumn<QStringList>("lines");
  QTest::newRow("context") << int(Grouping::Context) << QStringList{u"prod: orders grafana"_s, u"kind: web mail"_s};
  QTest::newRow("namespace") << int(Grouping::Namespace) << QStringList{u"shop: orders grafana web"_s, u"post: mail"_s};
  QTest::newRow("tag, in each of them, once")
      << int(Grouping::Tag) << QStringList{u"team: orders web"_s, u"db: orders"_s, u"No tag: grafana mail"_s};
  QTest::newRow("none") << int(Grouping::None) << QStringList{u"All forwards: orders grafana web mail"_s};
}

void TestForwardsModel::groups() {
  QFETCH(const int, grouping);
  QFETCH(const QStringList, lines);
  ForwardsModel model;
  model.setForwards(four());
  ForwardsFilter filter(model);
  filter.setGrouping(Grouping(grouping));
  QCOMPARE(shown(filter), lines);
  QCOMPARE(filter.indexOf(u"uid-mail"_s).isValid(), true);
  QCOMPARE(filter.uids(filter.indexOf(u"uid-mail"_s)), QStringList{u"uid-mail"_s});
}

void TestForwardsModel::filtersByText_data() {
  QTest::addColumn<QString>("text");
  QTest::addColumn<QStringList>("lines");
  QTest::newRow("name") << u"GRAF"_s << QStringList{u"prod: grafana"_s};
  QTest::newRow("port") << u"8025"_s << QStringList{u"kind: mail"_s};
  QTest::newRow("context") << u"kind"_s << QStringList{u"kind: web mail"_s};
  QTest::newRow("tag") << u"db"_s << QStringList{u"prod: orders"_s};
  QTest::newRow("namespace") << u"post"_s << QStringList{u"kind: mail"_s};
  QTest::newRow("pod") << u"x2lqp"_s << QStringList{u"prod: grafana"_s};
  QTest::newRow("all words") << u"  team prod "_s << QStringList{u"prod: orders"_s};
  QTest::newRow("nothing") << u"nowhere"_s << QStringList();
  QTest::newRow("spaces alone") << u"  "_s << QStringList{u"prod: orders grafana"_s, u"kind: web mail"_s};
  QTest::newRow("not a pattern") << u".*"_s << QStringList();
}

void TestForwardsModel::filtersByText() {
  QFETCH(const QString, text);
  QFETCH(const QStringList, lines);
  ForwardsModel model;
  model.setForwards(four());
  ForwardStatus status = sampleStatus(u"grafana"_s, State::Ready);
  status.pod = u"grafana-6d8f7b9c4-x2lqp"_s;
  model.setStatus(status);
  ForwardsFilter filter(model);
  filter.setText(text);
  QCOMPARE(shown(filter), lines);
  filter.setText({});
  QCOMPARE(filter.shown(), 4);
}

void TestForwardsModel::filtersByState() {
  ForwardsModel model;
  model.setForwards(four());
  model.setStatus(sampleStatus(u"web"_s, State::Ready));
  ForwardsFilter filter(model);
  filter.setState(StateFilter::Ready);
  QCOMPARE(shown(filter), QStringList{u"kind: web"_s});
  filter.setState(StateFilter::Failed);
  QCOMPARE(shown(filter), QStringList());
  QVERIFY(!filter.indexOf(u"uid-web"_s).isValid());
}

void TestForwardsModel::followsChangesOfState() {
  ForwardsModel model;
  model.setForwards(four());
  ForwardsFilter filter(model);
  filter.setState(StateFilter::Failed);
  model.setStatus(sampleTrouble(u"web"_s, State::Failed, ErrorCode::Forbidden, u"no"_s));
  model.flush();
  QCOMPARE(shown(filter), QStringList{u"kind: web"_s});
  model.setStatus(sampleStatus(u"web"_s, State::Ready));
  model.flush();
  QCOMPARE(shown(filter), QStringList());
  // The kubeconfig's current context is known once it was read.
  ForwardConfig nameless = sampleForward(u"x"_s, {});
  model.setForwards({nameless});
  filter.setState(StateFilter::All);
  QCOMPARE(shown(filter), QStringList{u"Current context: x"_s});
  ForwardStatus status = sampleStatus(u"x"_s, State::Ready);
  status.context = u"kind"_s;
  model.setStatus(status);
  model.flush();
  QCOMPARE(shown(filter), QStringList{u"kind: x"_s});
}

void TestForwardsModel::figuresAloneMoveNothing() {
  ForwardsModel model;
  model.setForwards(four());
  ForwardsFilter filter(model);
  ForwardStatus status = sampleStatus(u"web"_s, State::Ready);
  model.setStatus(status);
  model.flush();
  QSignalSpy reset(&filter, &QAbstractItemModel::modelReset);
  QSignalSpy changed(&filter, &QAbstractItemModel::dataChanged);
  status.bytesFromPod = 12345;
  model.setStatus(status);
  model.flush();
  // Views look at figures with their own clock.
  QCOMPARE(reset.size(), 0);
  QCOMPARE(changed.size(), 0);
  QCOMPARE(model.find(u"uid-web"_s)->status.bytesFromPod, 12345);
  status.pod = u"web-1"_s;
  model.setStatus(status);
  model.flush();
  QCOMPARE(reset.size(), 0);
  QCOMPARE(changed.size(), 2);  // the row, and its group
  QCOMPARE(filter.entry(changed.first().first().toModelIndex())->config.alias, u"web"_s);
}

void TestForwardsModel::togglesGroups() {
  ForwardsModel model;
  model.setForwards(four());
  ForwardsFilter filter(model);
  const QModelIndex group = filter.index(0, 0);
  QCOMPARE(filter.group(group).wanted, ForwardGroup::Switch::Off);
  filter.toggle(filter.indexOf(u"uid-orders"_s));
  QCOMPARE(filter.group(group).wanted, ForwardGroup::Switch::Mixed);
  QSignalSpy start(&model, &ForwardsModel::startRequested);
  filter.toggle(group);  // mixed: all on
  QCOMPARE(start.size(), 1);
  QCOMPARE(filter.group(group).wanted, ForwardGroup::Switch::On);
  QSignalSpy stop(&model, &ForwardsModel::stopRequested);
  filter.toggle(group);
  QCOMPARE(stop.size(), 2);
  // Only what is shown: a switch does nothing that cannot be seen.
  filter.setText(u"graf"_s);
  filter.toggle(filter.index(0, 0));
  QVERIFY(!model.find(u"uid-orders"_s)->isWanted());
  QVERIFY(model.find(u"uid-grafana"_s)->isWanted());
}

void TestForwardsModel::remembersFolds() {
  ForwardsModel model;
  model.setForwards(four());
  ForwardsFilter filter(model);
  filter.setFolded(filter.index(1, 0), true);
  QCOMPARE(filter.foldedGroups(), QStringList{u"kind"_s});
  filter.setText(u"mail"_s);
  QVERIFY(!filter.isFolded(filter.index(0, 0)));  // what was found is seen
  filter.setText({});
  QVERIFY(filter.isFolded(filter.index(1, 0)));
}

void TestForwardsModel::knowsTheCluster() {
  ForwardsModel model;
  model.setForwards(four());
  ForwardsFilter filter(model);
  ForwardStatus status = sampleStatus(u"orders"_s, State::Ready);
  status.clusterAnswersIn = 24ms;
  status.isInsecure = true;
  model.setStatus(status);
  model.flush();
  QVERIFY(filter.group(filter.index(0, 0)).isInsecure);
  QVERIFY(!filter.group(filter.index(1, 0)).isInsecure);
  QCOMPARE(filter.group(filter.index(0, 0)).answersIn, std::optional(24ms));
  QVERIFY(filter.index(0, 0).data(Qt::AccessibleTextRole).toString().contains(u"switch"_s));
  QVERIFY(filter.index(0, 1).data(Qt::AccessibleTextRole).toString().contains(u"Certificate not verified"_s));
  model.setStatus(sampleTrouble(u"orders"_s, State::Failed, ErrorCode::Unauthorized, u"expired"_s));
  model.flush();
  QVERIFY(filter.group(filter.index(0, 0)).trouble.startsWith(u"login expired since"_s));
  // What holds for one forward alone says nothing of the cluster.
  model.setStatus(sampleTrouble(u"orders"_s, State::Failed, ErrorCode::AddressInUse, u"taken"_s));
  model.flush();
  QCOMPARE(filter.group(filter.index(0, 0)).trouble, QString());
}

void TestForwardsModel::behavesAsAModel() {
  ForwardsModel model;
  const QAbstractItemModelTester testsModel(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
  ForwardsFilter filter(model);
  const QAbstractItemModelTester testsFilter(&filter, QAbstractItemModelTester::FailureReportingMode::QtTest);
  model.setForwards(four());
  model.setStatus(sampleStatus(u"web"_s, State::Ready));
  model.flush();
  for (const Grouping grouping : {Grouping::Namespace, Grouping::Tag, Grouping::None, Grouping::Context}) {
    filter.setGrouping(grouping);
    filter.setText(u"we"_s);
    filter.setText(u"wexx"_s);
    filter.setText({});
  }
  model.setForwards({});
}

QTEST_GUILESS_MAIN(TestForwardsModel)
#include "test_forwardsmodel.moc"
