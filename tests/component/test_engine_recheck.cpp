#include <QDateTime>
#include <QElapsedTimer>
#include <QTest>
#include <algorithm>
#include <memory>
#include <vector>

#include "app/demo/democluster.h"
#include "core/forward/engine.h"
#include "tests/component/checkedclient.h"

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using namespace portolan;
using portolan::test::CheckedClient;
using State = portolan::ForwardStatus::State;

namespace {
constexpr int kForwards = 50;
constexpr int kPods = 5;
}  // namespace

/// The computer has slept, or its network is another one: Engine::recheck. What is alive goes on; what died without a
/// word is found out and replaced within seconds; and the cluster is not stormed.
class TestEngineRecheck : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void init();
  void cleanup();
  void leavesAloneWhatIsAlive();
  void survivesAnHourOfSleep();
  void hurriesWhoWaitsForTheCluster();
  void asksAgainWhatIsUnderWay_data();
  void asksAgainWhatIsUnderWay();
  void manyInARowAreOne();

 private:
  [[nodiscard]] bool areAllReady() const {
    return std::ranges::all_of(m_engine->statuses(),
                               [](const ForwardStatus& status) { return status.state == State::Ready; });
  }
  [[nodiscard]] qsizetype pathRequests(bool isUpgrade) const {
    return std::ranges::count_if(m_cluster->requests(), [isUpgrade](const DemoRequest& request) {
      return request.path.endsWith("/portforward"_L1) == isUpgrade;
    });
  }
  void logRequests() const;

  std::unique_ptr<DemoCluster> m_cluster;
  std::unique_ptr<Engine> m_engine;
};

/// 50 forwards to five deployments of one pod each: half of them by service, half by deployment.
void TestEngineRecheck::init() {
  m_cluster = std::make_unique<DemoCluster>(DemoOptions{.times = {.oneSecond = 100ms}});
  QVERIFY(m_cluster->start());
  for (int i = 0; i < kPods; ++i) {
    const QString name = u"web-%1"_s.arg(i);
    m_cluster->put(demoWorkload(u"Deployment"_s, {.name = name, .labels = {}}));
    m_cluster->put(
        demoService({.name = name, .selector = {{u"app"_s, name}}, .ports = {{.port = 9003, .targetPort = {}}}}));
  }
  QTRY_COMPARE(m_cluster->names(u"Pod"_s).size(), kPods);
  m_engine = std::make_unique<Engine>();
  QList<ForwardConfig> configs;
  for (int i = 0; i < kForwards; ++i) {
    ForwardConfig config;
    config.uid = QString::number(i);
    config.kubeconfig = m_cluster->kubeconfigPath();
    config.target = u"%1/web-%2"_s.arg(i % 2 == 0 ? u"service"_s : u"deployment"_s).arg(i % kPods);
    config.remotePort = u"9003"_s;
    configs += config;
  }
  m_engine->setForwards(configs);
  m_engine->startAll();
  QTRY_VERIFY_WITH_TIMEOUT(areAllReady(), 20'000);
  QTRY_COMPARE(m_cluster->watchCount(), kPods);
  m_cluster->forgetRequests();
}

void TestEngineRecheck::cleanup() {
  m_engine.reset();
  m_cluster.reset();
}

void TestEngineRecheck::logRequests() const {
  QMap<QString, int> counts;
  for (const DemoRequest& request : m_cluster->requests()) {
    const QString last = request.path.section(u'/', 5, 5);
    ++counts[request.path.endsWith("/portforward"_L1)  ? u"upgrade"_s
             : request.query.contains("watch=true"_L1) ? u"watch "_s + last
             : request.path.count(u'/') > 5            ? u"get "_s + last
                                                       : u"list "_s + last];
  }
  qInfo() << "requests:" << counts;
}

void TestEngineRecheck::leavesAloneWhatIsAlive() {
  const QList<ForwardStatus> before = m_engine->statuses();
  CheckedClient client(CheckedClient::Kind::Source, before.first().localPort, 200'000'000, 0);
  QTRY_VERIFY((client.advance(), client.got() > 1'000'000));
  m_engine->recheck();
  // Each watch is opened anew, over new connections; nothing else happens, and no state changes.
  QTRY_COMPARE(pathRequests(false), 2 * kPods);
  QVERIFY(!QTest::qWaitFor([&] { return client.advance(), pathRequests(false) > 2 * kPods; }, 500));
  const QList<ForwardStatus> after = m_engine->statuses();
  for (qsizetype i = 0; i < after.size(); ++i) {
    QCOMPARE(after[i].state, State::Ready);
    QCOMPARE(after[i].since, before[i].since);
    QCOMPARE(after[i].localPort, before[i].localPort);
  }
  QTRY_VERIFY_WITH_TIMEOUT((client.advance(), client.isOver()), 60'000);
  QVERIFY(client.isWhole());
}

/// Every connection there was is a black hole now, and nothing says so. Once found out, the pods are known from the
/// watches, so that fifty forwards that all lose their sessions do not ask for their targets anew (130 requests).
void TestEngineRecheck::survivesAnHourOfSleep() {
  const QList<ForwardStatus> before = m_engine->statuses();
  CheckedClient download(CheckedClient::Kind::Source, before.first().localPort, 1'000'000'000'000, 0);
  QTRY_VERIFY((download.advance(), download.got() > 1'000'000));
  QTRY_COMPARE(m_cluster->sessionCount(), kPods + 1);  // the download has a session to itself
  // A session that ends sooner than this is suspicious, and its forward begins at the beginning.
  QTRY_VERIFY_WITH_TIMEOUT((download.advance(), before.last().since.secsTo(QDateTime::currentDateTimeUtc()) > 10),
                           20'000);
  m_cluster->forgetRequests();
  m_cluster->freezeSessions();
  m_cluster->freezeConnections();
  QElapsedTimer timer;
  timer.start();
  m_engine->recheck();
  // Within the time that a ping has, the old sessions are found out, and new ones are opened.
  const auto areAllAlive = [&] {
    return areAllReady() && std::ranges::all_of(m_engine->statuses(), [&](const ForwardStatus& status) {
             return m_cluster->aliveSessionCount(status.pod) > 0;
           });
  };
  QTRY_VERIFY_WITH_TIMEOUT((download.advance(), areAllAlive()), 20'000);
  const qint64 aliveAfter = timer.elapsed();
  logRequests();
  qInfo() << "alive after" << aliveAfter << "ms," << m_cluster->requests().size() << "requests";
  QVERIFY2(aliveAfter < 8'000, qPrintable(QString::number(aliveAfter)));
  // One session a pod is opened, not one a forward, and the download's is not: it is gone with its connection.
  QVERIFY2(pathRequests(true) <= kPods + 1, qPrintable(QString::number(pathRequests(true))));
  QVERIFY2(pathRequests(false) <= 4 * kPods, qPrintable(QString::number(pathRequests(false))));
  // No truncated download looks whole.
  QTRY_VERIFY_WITH_TIMEOUT((download.advance(), download.isOver()), 20'000);
  QVERIFY2(download.isReset(), qPrintable(download.wrong()));
  // Nobody had to do anything, and the ports are the same.
  const QList<ForwardStatus> after = m_engine->statuses();
  for (qsizetype i = 0; i < after.size(); ++i) {
    QCOMPARE(after[i].localPort, before[i].localPort);
  }
  std::vector<std::unique_ptr<CheckedClient>> clients;
  for (const ForwardStatus& status : after) {
    clients.push_back(std::make_unique<CheckedClient>(CheckedClient::Kind::Source, status.localPort, 10'000, 0));
  }
  QTRY_VERIFY_WITH_TIMEOUT(std::ranges::all_of(clients,
                                               [](const auto& client) {
                                                 client->advance();
                                                 return client->isWhole();
                                               }),
                           10'000);
  QVERIFY(!QTest::qWaitFor([&] { return pathRequests(false) > 4 * kPods; }, 1000));
}

/// The cluster was out of reach for so long that the pauses have grown; then the network is back.
void TestEngineRecheck::hurriesWhoWaitsForTheCluster() {
  m_cluster->goDown();
  const auto waiting = [&] {
    return std::ranges::count_if(m_engine->statuses(),
                                 [](const ForwardStatus& status) { return status.state == State::Waiting; });
  };
  QTRY_COMPARE_WITH_TIMEOUT(waiting(), kForwards, 20'000);
  // The pause before the next try is three seconds at least.
  QTRY_VERIFY_WITH_TIMEOUT(std::ranges::any_of(m_engine->statuses(),
                                               [](const ForwardStatus& status) {
                                                 return QDateTime::currentDateTimeUtc().msecsTo(status.nextTry) > 2'900;
                                               }),
                           30'000);
  QVERIFY(m_cluster->comeBack());
  m_cluster->forgetRequests();
  QElapsedTimer timer;
  timer.start();
  m_engine->recheck();
  QTRY_VERIFY_WITH_TIMEOUT(areAllReady(), 20'000);
  logRequests();
  qInfo() << "back after" << timer.elapsed() << "ms," << m_cluster->requests().size() << "requests";
  QVERIFY2(timer.elapsed() < 2'500, qPrintable(QString::number(timer.elapsed())));
  QVERIFY2(m_cluster->requests().size() <= 4 * kForwards, qPrintable(QString::number(m_cluster->requests().size())));
}

void TestEngineRecheck::asksAgainWhatIsUnderWay_data() {
  QTest::addColumn<QString>("what");
  QTest::addColumn<bool>("byHand");
  QTest::newRow("a request to the API") << u"API"_s << false;
  QTest::newRow("a request to the API, retried by hand") << u"API"_s << true;
  QTest::newRow("an upgrade") << u"upgrade"_s << false;
}

/// What was asked just before the path died is not answered any more: a request would be given up after 30 s, an
/// upgrade after ten.
void TestEngineRecheck::asksAgainWhatIsUnderWay() {
  QFETCH(QString, what);
  QFETCH(bool, byHand);
  m_engine->stopAll();
  QTRY_COMPARE(m_cluster->sessionCount(), 0);
  QTRY_VERIFY(std::ranges::all_of(m_engine->statuses(),
                                  [](const ForwardStatus& status) { return status.state == State::Stopped; }));
  QList<DemoRequestFault>& rules = what == "API"_L1 ? m_cluster->faults().api : m_cluster->faults().upgrade;
  rules = {{.mischief = DemoMischief::NoAnswer}};
  m_cluster->forgetRequests();
  m_engine->startAll();
  QTRY_VERIFY(pathRequests(what == "upgrade"_L1) > 0);
  QVERIFY(!QTest::qWaitFor([&] { return areAllReady(); }, 300));
  rules.clear();
  QElapsedTimer timer;
  timer.start();
  if (byHand) {
    for (int i = 0; i < kForwards; ++i) {
      m_engine->retryNow(QString::number(i));
    }
  } else {
    m_engine->recheck();
  }
  QTRY_VERIFY_WITH_TIMEOUT(areAllReady(), 40'000);
  QVERIFY2(timer.elapsed() < 5'000, qPrintable(QString::number(timer.elapsed())));
}

/// A new network tells of itself in pieces.
void TestEngineRecheck::manyInARowAreOne() {
  for (int i = 0; i < 20; ++i) {
    m_engine->recheck();
  }
  QTRY_VERIFY(pathRequests(false) >= 2 * kPods);
  QVERIFY(!QTest::qWaitFor([&] { return pathRequests(false) > 3 * kPods; }, 700));
  QVERIFY(areAllReady());
}

QTEST_GUILESS_MAIN(TestEngineRecheck)
#include "test_engine_recheck.moc"
