#include <malloc.h>

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QTest>
#include <algorithm>
#include <list>
#include <memory>
#include <random>

#include "app/demo/democluster.h"
#include "core/forward/engine.h"
#include "tests/component/checkedclient.h"
#include "tests/support/slowdown.h"

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using namespace portolan;
using portolan::test::CheckedClient;
using State = portolan::ForwardStatus::State;

namespace {

constexpr int kForwards = 20;

/// One for each: a port that a forward has just let go may be another's a moment later, of this program or another.
QString addressOf(size_t forward) {
  const auto pid = unsigned(QCoreApplication::applicationPid());
  return u"127.%1.%2.%3"_s.arg(1 + pid / 256 % 250).arg(pid % 256).arg(1 + forward);
}

constexpr size_t kClients = 16;

int fromEnvironment(const char* name, int otherwise) {
  bool isNumber = false;
  const int value = qEnvironmentVariableIntValue(name, &isNumber);
  return isNumber ? value : otherwise;
}

qsizetype entries(const QString& folder) {
  return QDir(folder).entryList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot).size();
}

/// MiB, without what the allocator keeps for later.
double residentMemory() {
  ::malloc_trim(0);
  QFile file(u"/proc/self/statm"_s);
  return file.open(QIODevice::ReadOnly) ? file.readAll().split(' ').value(1).toDouble() * 4096 / 1048576 : 0;
}

}  // namespace

/// A thousand starts, stops and restarts at random over twenty forwards that are in use: nothing is left behind, and
/// no state is stuck. PORTOLAN_CHURN_OPERATIONS says that it be another number, PORTOLAN_CHURN_SECONDS over how
/// long they are spread, PORTOLAN_CHURN_SEED which they are.
class TestEngineChurn : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void leavesNothingBehind();

 private:
  void makeForwards();
  void operate();
  void work();
  [[nodiscard]] int below(int limit) { return int(m_random() % unsigned(limit)); }
  [[nodiscard]] bool areAll(State state) const;
  [[nodiscard]] QString states() const;
  /// Everything is off, and the cluster knows of nobody.
  [[nodiscard]] bool isQuiet() const;

  std::unique_ptr<DemoCluster> m_cluster;
  std::unique_ptr<Engine> m_engine;
  QList<ForwardConfig> m_configs;
  std::mt19937 m_random;
  std::list<std::pair<size_t, std::unique_ptr<CheckedClient>>> m_clients;
  int m_whole = 0;
  int m_cut = 0;
  QStringList m_wrong;
};

void TestEngineChurn::makeForwards() {
  for (int i = 0; i < kForwards; ++i) {
    ForwardConfig config;
    config.uid = QString::number(i);
    config.kubeconfig = m_cluster->kubeconfigPath();
    config.localAddress = addressOf(size_t(i));
    config.target = i % 4 == 0   ? u"service/web"_s
                    : i % 4 == 1 ? u"deployment/web"_s
                    : i % 4 == 2 ? u"statefulset/db"_s
                                 : u"pod/db-0"_s;
    config.remotePort = QString::number(i % 2 == 0 ? 9003 : 9001);
    config.onDemand = i % 5 == 0;
    config.balance = i % 3 == 0 ? ForwardConfig::Balance::RoundRobin : ForwardConfig::Balance::First;
    if (i % 7 == 3) {
      config.context = QString::fromLatin1(DemoCluster::kAdminContext);
    }
    m_configs += config;
  }
}

bool TestEngineChurn::areAll(State state) const {
  return std::ranges::all_of(m_engine->statuses(), [state](const ForwardStatus& status) {
    return status.state == state || (state == State::Ready && status.state == State::Listening);
  });
}

QString TestEngineChurn::states() const {
  QStringList states;
  for (const ForwardStatus& status : m_engine->statuses()) {
    states += u"%1: %2%3"_s.arg(status.uid, stateName(status.state),
                                status.error ? u" ("_s + status.error->detail + u')' : QString());
  }
  return u"%1; in the cluster %2 sessions, %3 streams, %4 watches"_s.arg(states.join(u", "_s))
      .arg(m_cluster->sessionCount())
      .arg(m_cluster->streamCount())
      .arg(m_cluster->watchCount());
}

bool TestEngineChurn::isQuiet() const {
  return areAll(State::Stopped) && m_cluster->sessionCount() == 0 && m_cluster->streamCount() == 0 &&
         m_cluster->watchCount() == 0;
}

void TestEngineChurn::operate() {
  const QString uid = QString::number(below(kForwards));
  switch (below(150)) {
    case 0:
      m_engine->startAll();
      break;
    case 1:
      m_engine->stopAll();
      break;
    case 2:
      m_engine->recheck();
      break;
    case 3:
      m_engine->retryNow(uid);
      break;
    case 4: {  // edited
      auto& config = m_configs[uid.toInt()];
      config.onDemand = !config.onDemand;
      m_engine->setForwards(m_configs);
      break;
    }
    case 5:
      m_cluster->deletePod(m_cluster->names(u"Pod"_s).value(below(3)));
      break;
    case 6:
      m_cluster->cutSessions(DemoCut::Reset);
      break;
    default:
      switch (below(5)) {
        case 0:
          m_engine->restart(uid);
          break;
        case 1:
        case 2:
          m_engine->stop(uid);
          break;
        default:
          m_engine->start(uid);
          break;
      }
  }
}

void TestEngineChurn::work() {
  for (auto it = m_clients.begin(); it != m_clients.end();) {
    CheckedClient& client = *it->second;
    client.advance();
    if (client.isWrong()) {
      m_wrong += u"forward %1: %2"_s.arg(it->first).arg(client.wrong());
    }
    if (client.isOver() || client.ageMs() > 3000) {
      ++(client.isWhole() ? m_whole : m_cut);
      it = m_clients.erase(it);
    } else {
      ++it;
    }
  }
  for (int tries = 0; tries < 4 && m_clients.size() < kClients; ++tries) {
    const auto forward = size_t(m_random() % kForwards);
    const ForwardStatus status = m_engine->status(QString::number(forward));
    if (!status.listening.isEmpty()) {
      const auto kind = forward % 2 == 0 ? CheckedClient::Kind::Source : CheckedClient::Kind::Echo;
      m_clients.emplace_back(forward,
                             std::make_unique<CheckedClient>(kind, status.localPort, qint64(1) << (m_random() % 22), 0,
                                                             addressOf(forward)));
    }
  }
}

void TestEngineChurn::leavesNothingBehind() {
  const int seconds = fromEnvironment("PORTOLAN_CHURN_SECONDS", 10);
  const int operations = fromEnvironment("PORTOLAN_CHURN_OPERATIONS", 1000);
  const auto seed = unsigned(fromEnvironment("PORTOLAN_CHURN_SEED", 1));
  m_random.seed(seed);
  qInfo() << "seed" << seed << "-" << operations << "operations in" << seconds << "s";
  m_cluster = std::make_unique<DemoCluster>(DemoOptions{.times = {.oneSecond = 20ms}, .resetOnExit = true});
  QVERIFY(m_cluster->start());
  m_cluster->put(demoWorkload(u"Deployment"_s, {.name = u"web"_s, .replicas = 2, .labels = {}}));
  m_cluster->put(demoWorkload(u"StatefulSet"_s, {.name = u"db"_s, .labels = {}}));
  m_cluster->put(demoService(
      {.name = u"web"_s,
       .selector = {{u"app"_s, u"web"_s}},
       .ports = {{.port = 9001, .targetPort = {}, .name = u"a"_s}, {.port = 9003, .targetPort = {}, .name = u"b"_s}}}));
  QTRY_COMPARE(m_cluster->names(u"Pod"_s).size(), 3);
  makeForwards();
  m_engine = std::make_unique<Engine>();
  m_engine->setForwards(m_configs);

  const auto run = [&](int count, std::chrono::milliseconds length) {
    QElapsedTimer timer;
    timer.start();
    int done = 0;
    while (done < count || timer.elapsed() < length.count()) {
      while (done < count && timer.elapsed() * count >= length.count() * done) {
        operate();
        ++done;
      }
      work();
      QTest::qWait(2);
    }
    m_clients.clear();
    m_engine->stopAll();
    return QTest::qWaitFor([this] { return isQuiet(); }, 20'000);
  };
  // What is allocated once and kept: caches, pools, libraries.
  QVERIFY2(run(operations / 5, std::chrono::milliseconds(seconds * 200)), qPrintable(states()));
  QTest::qWait(200);
  const qsizetype descriptors = entries(u"/proc/self/fd"_s);
  const double memory = residentMemory();

  QVERIFY2(run(operations, std::chrono::seconds(seconds)), qPrintable(states()));
  QVERIFY2(m_wrong.isEmpty(), qPrintable(m_wrong.join(u'\n')));
  qInfo() << m_whole << "connections were whole," << m_cut << "were cut";
  QVERIFY(m_whole > 0);
  // The threads that read kubeconfigs have one each, and stay for five seconds.
  QTRY_VERIFY2_WITH_TIMEOUT(
      entries(u"/proc/self/fd"_s) <= descriptors,
      qPrintable(u"%1 descriptors, %2 before"_s.arg(entries(u"/proc/self/fd"_s)).arg(descriptors)), 15'000);
  const double after = residentMemory();
  qInfo() << "MiB:" << memory << "before," << after << "after";
  QVERIFY2(!portolan::test::kMemoryIsTrue || after < memory + 12,
           qPrintable(u"%1 MiB, %2 before"_s.arg(after).arg(memory)));

  // No state is stuck: all of them start, and serve.
  m_engine->startAll();
  QTRY_VERIFY2_WITH_TIMEOUT(areAll(State::Ready), qPrintable(states()), 30'000);
  for (int i = 0; i < kForwards; ++i) {
    const auto kind = i % 2 == 0 ? CheckedClient::Kind::Source : CheckedClient::Kind::Echo;
    CheckedClient client(kind, m_engine->status(QString::number(i)).localPort, 50'000, 0, addressOf(size_t(i)));
    QTRY_VERIFY2((client.advance(), client.isOver()), qPrintable(states()));
    QVERIFY2(client.isWhole(), qPrintable(u"forward %1: %2"_s.arg(i).arg(client.wrong())));
  }
  // Its thread goes with it; those of Qt's own pool go after half a minute.
  const qsizetype threads = entries(u"/proc/self/task"_s);
  m_engine.reset();
  QTRY_VERIFY(entries(u"/proc/self/task"_s) < threads);
  // Those that read kubeconfigs stay for some seconds.
  QVERIFY2(threads <= 3 + QThread::idealThreadCount() + 16, qPrintable(QString::number(threads)));
  QTRY_COMPARE(m_cluster->sessionCount(), 0);
}

QTEST_GUILESS_MAIN(TestEngineChurn)
#include "test_engine_churn.moc"
