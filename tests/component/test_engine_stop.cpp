#include <netinet/in.h>
#include <sys/socket.h>

#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <QThreadPool>
#include <algorithm>
#include <functional>
#include <memory>
#include <vector>

#include "app/demo/democluster.h"
#include "core/forward/engine.h"
#include "core/forward/listener.h"
#include "tests/component/localclient.h"
#include "tests/support/slowdown.h"

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using namespace portolan;
using portolan::test::LocalClient;
using State = portolan::ForwardStatus::State;

namespace {

constexpr qint64 kMostMs = 500 * portolan::test::kSlowdown;

/// A port on which a connection attempt gets no answer at all: something listens, and its backlog is full.
class FullPort {
 public:
  FullPort() : m_listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof(address);
    ::bind(m_listener.get(), reinterpret_cast<sockaddr*>(&address), size);
    ::listen(m_listener.get(), 0);
    ::getsockname(m_listener.get(), reinterpret_cast<sockaddr*>(&address), &size);
    m_port = ntohs(address.sin_port);
    for (int i = 0; i < 4; ++i) {
      FileDescriptor filler(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
      ::connect(filler.get(), reinterpret_cast<const sockaddr*>(&address), size);
      m_fillers.push_back(std::move(filler));
    }
  }
  [[nodiscard]] quint16 port() const { return m_port; }

 private:
  FileDescriptor m_listener;
  std::vector<FileDescriptor> m_fillers;
  quint16 m_port = 0;
};

}  // namespace

/// DESIGN 3.7: stop always finishes, at once, whatever the network does: in every state that a forward can be in, by
/// each of the ways to stop.
class TestEngineStop : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void initTestCase();
  void init();
  void cleanup();
  void stopsAtOnce_data();
  void stopsAtOnce();

 private:
  enum class Way { Stop, StopAll, Remove, End };
  [[nodiscard]] ForwardConfig config(const QString& target, const QString& port) const;
  /// Starts the forward "a" and does what leads to the state. False: it did not get there.
  bool reach(const QString& where);
  [[nodiscard]] QString kubeconfigFor(quint16 port, qsizetype padding = 0);
  [[nodiscard]] ForwardStatus status() const { return m_engine->status(u"a"_s); }
  [[nodiscard]] bool staysIn(State state, Stage stage) const;
  void startWith(const ForwardConfig& forward);
  LocalClient* connectClient(const QByteArray& firstBytes = {});
  bool startReady(const QString& target, const QString& port);

  std::unique_ptr<DemoCluster> m_cluster;
  std::unique_ptr<Engine> m_engine;
  std::unique_ptr<QTemporaryDir> m_folder;
  std::unique_ptr<FullPort> m_fullPort;
  std::unique_ptr<Listener> m_portHolder;
  std::vector<std::unique_ptr<LocalClient>> m_clients;
};

void TestEngineStop::initTestCase() {
  qRegisterMetaType<Way>();
}

void TestEngineStop::init() {
  m_folder = std::make_unique<QTemporaryDir>();
  m_cluster = std::make_unique<DemoCluster>(DemoOptions{.times = {.oneSecond = 100ms}});
  QVERIFY(m_cluster->start());
  m_cluster->addSample();
  m_cluster->put(demoPod({.name = u"p"_s}));
  m_cluster->put(demoWorkload(u"Deployment"_s, {.name = u"many"_s, .replicas = 3, .labels = {}}));
  QTRY_VERIFY(m_cluster->names(u"Pod"_s).size() >= 9);
  m_engine = std::make_unique<Engine>();
}

void TestEngineStop::cleanup() {
  m_clients.clear();
  m_engine.reset();
  m_portHolder.reset();
  m_fullPort.reset();
  m_cluster.reset();
  // What was being loaded goes on without an engine, and the next row's would have to wait for it.
  QThreadPool::globalInstance()->waitForDone();
}

ForwardConfig TestEngineStop::config(const QString& target, const QString& port) const {
  ForwardConfig config;
  config.uid = u"a"_s;
  config.kubeconfig = m_cluster->kubeconfigPath();
  config.target = target;
  config.remotePort = port;
  return config;
}

/// With so many bytes of other clusters that nobody uses.
QString TestEngineStop::kubeconfigFor(quint16 port, qsizetype padding) {
  QByteArray yaml =
      "apiVersion: v1\nkind: Config\ncurrent-context: c\ncontexts:\n- {name: c, context: {cluster: c, user: u}}\n"
      "users:\n- {name: u, user: {token: t}}\nclusters:\n- {name: c, cluster: {server: \"https://127.0.0.1:" +
      QByteArray::number(port) + "\"}}\n";
  for (int i = 0; yaml.size() < padding; ++i) {
    yaml += "- {name: other-" + QByteArray::number(i) + ", cluster: {server: \"https://192.0.2.1:6443\"}}\n";
  }
  const QString path = m_folder->filePath(u"kubeconfig"_s);
  QFile file(path);
  return file.open(QIODevice::WriteOnly) && file.write(yaml) == yaml.size() ? path : QString();
}

bool TestEngineStop::staysIn(State state, Stage stage) const {
  const auto isThere = [&] { return status().state == state && status().stage == stage; };
  return QTest::qWaitFor(isThere, 5000) && !QTest::qWaitFor([&] { return !isThere(); }, 150);
}

void TestEngineStop::startWith(const ForwardConfig& forward) {
  m_engine->setForwards({forward});
  m_engine->startAll();
}

LocalClient* TestEngineStop::connectClient(const QByteArray& firstBytes) {
  m_clients.push_back(std::make_unique<LocalClient>(status().localPort, firstBytes));
  return m_clients.back().get();
}

bool TestEngineStop::startReady(const QString& target, const QString& port) {
  startWith(config(target, port));
  return QTest::qWaitFor([&] { return status().state == State::Ready; });
}

bool TestEngineStop::reach(const QString& where) {
  DemoFaults& faults = m_cluster->faults();
  ForwardConfig forward = config(u"pod/p"_s, u"9003"_s);
  const QByteArray download("2000000000\n");
  const auto transfers = [&](const LocalClient* client) {
    return QTest::qWaitFor([&] { return client->received.size() > 1'000'000; });
  };

  if (where == "stopped"_L1) {
    m_engine->setForwards({forward});
    return true;
  }
  if (where == "loading the kubeconfig"_L1) {
    forward.kubeconfig = kubeconfigFor(m_cluster->port(), 1'900'000);  // half a second's work
    startWith(forward);
    return QTest::qWaitFor([&] { return status().state == State::Starting && status().stage == Stage::Configuration; },
                           400);
  }
  if (where == "starting, no answer to TCP"_L1) {
    m_fullPort = std::make_unique<FullPort>();
    forward.kubeconfig = kubeconfigFor(m_fullPort->port());
    startWith(forward);
    return staysIn(State::Starting, Stage::Authentication);
  }
  if (where == "starting, no answer to TLS"_L1) {
    faults.acceptAndIgnore = true;
    startWith(forward);
    return staysIn(State::Starting, Stage::Authentication);
  }
  if (where == "starting, the API is silent"_L1) {
    faults.api = {{.mischief = DemoMischief::NoAnswer}};
    startWith(forward);
    return staysIn(State::Starting, Stage::Authentication);
  }
  if (where == "starting, the upgrade is silent"_L1 || where == "starting, the upgrade never ends"_L1) {
    faults.upgrade = {
        {.mischief = where.endsWith("silent"_L1) ? DemoMischief::NoAnswer : DemoMischief::UnfinishedHead}};
    startWith(forward);
    return staysIn(State::Starting, Stage::Session);
  }
  if (where == "starting, no ping is answered"_L1) {
    faults.answerPings = false;
    startWith(forward);
    return staysIn(State::Starting, Stage::Session) && m_cluster->sessionCount() == 1;
  }
  if (where == "listening"_L1 || where == "listening, connections wait"_L1) {
    forward.onDemand = true;
    faults.api = {{.mischief = DemoMischief::NoAnswer}};
    startWith(forward);
    if (!staysIn(State::Listening, Stage::Relay)) {
      return false;
    }
    if (where != "listening"_L1) {
      connectClient("x");
      return QTest::qWaitFor([&] { return status().connections == 1 && status().state == State::Starting; });
    }
    return true;
  }
  if (where == "ready"_L1) {
    return startReady(u"pod/p"_s, u"9003"_s);
  }
  if (where == "ready, downloading"_L1) {
    return startReady(u"pod/p"_s, u"9003"_s) && transfers(connectClient(download));
  }
  if (where == "ready, uploading"_L1) {
    return startReady(u"pod/p"_s, u"9002"_s) &&
           connectClient("200000000\n" + QByteArray(50'000'000, 'x'))->error == std::nullopt &&
           QTest::qWaitFor([&] { return status().bytesToPod > 1'000'000; });
  }
  if (where == "ready, nobody reads"_L1 || where == "ready, black hole"_L1) {
    // All buffers are full in both directions.
    if (!startReady(u"pod/p"_s, u"9001"_s)) {
      return false;
    }
    LocalClient* const client = connectClient(QByteArray(50'000'000, 'x'));
    if (!transfers(client)) {
      return false;
    }
    client->setReadingPaused(true);
    if (where.endsWith("hole"_L1)) {
      m_cluster->freezeSessions();
      m_cluster->faults().acceptAndIgnore = true;
    } else {
      m_cluster->faults().readSessions = false;
    }
    // Until nothing moves any more.
    qint64 before = -1;
    return QTest::qWaitFor([&] {
      QTest::qWait(150);
      return std::exchange(before, status().bytesToPod) == status().bytesToPod;
    });
  }
  if (where == "ready, round robin"_L1) {
    ForwardConfig spread = config(u"deployment/many"_s, u"9003"_s);
    spread.balance = ForwardConfig::Balance::RoundRobin;
    startWith(spread);
    return QTest::qWaitFor([&] { return status().pods.size() == 3; }) && transfers(connectClient(download)) &&
           transfers(connectClient(download)) && transfers(connectClient(download));
  }
  if (where == "ready, moving to another pod"_L1) {
    if (!startReady(u"deployment/many"_s, u"9003"_s) || !transfers(connectClient(download))) {
      return false;
    }
    const int upgrades = m_cluster->upgradeCount();
    m_cluster->faults().upgrade = {{.mischief = DemoMischief::NoAnswer}};
    return m_cluster->setPodReady(status().pod, false) &&
           QTest::qWaitFor([&] { return m_cluster->upgradeCount() > upgrades; }) && status().state == State::Ready;
  }
  if (where == "waiting for a pod"_L1) {
    startWith(config(u"pod/broken"_s, u"8080"_s));
    return QTest::qWaitFor([&] { return status().state == State::Waiting; }) && status().error.has_value();
  }
  if (where == "waiting for a pod, and so do connections"_L1) {
    if (!startReady(u"pod/p"_s, u"9003"_s) || !m_cluster->remove(u"Pod"_s, u"p"_s) ||
        !QTest::qWaitFor([&] { return status().state == State::Waiting; })) {
      return false;
    }
    connectClient("x");
    connectClient("x");
    return QTest::qWaitFor([&] { return status().connections == 2; });
  }
  if (where == "waiting for the cluster"_L1 || where == "in line at the cluster's gate"_L1) {
    m_cluster->goDown();
    ForwardConfig other = forward;
    other.uid = u"first"_s;
    m_engine->setForwards(where.startsWith("in line"_L1) ? QList{other, forward} : QList{forward});
    m_engine->startAll();
    return QTest::qWaitFor(
        [&] { return status().state == State::Waiting && status().error->code == ErrorCode::ConnectionRefused; });
  }
  if (where == "failed"_L1) {
    startWith(config(u"service/nothing"_s, u"80"_s));
    return QTest::qWaitFor([&] { return status().state == State::Failed; });
  }
  if (where == "failed, the port is taken"_L1) {
    m_portHolder = std::make_unique<Listener>([](FileDescriptor) {});
    if (!m_portHolder->listen({u"localhost"_s}, 0)) {
      return false;
    }
    forward.localPort = m_portHolder->port();
    startWith(forward);
    return QTest::qWaitFor([&] { return status().state == State::Failed; });
  }
  return false;
}

void TestEngineStop::stopsAtOnce_data() {
  QTest::addColumn<QString>("where");
  QTest::addColumn<Way>("way");
  for (const char* where : {"stopped",
                            "loading the kubeconfig",
                            "starting, no answer to TCP",
                            "starting, no answer to TLS",
                            "starting, the API is silent",
                            "starting, the upgrade is silent",
                            "starting, the upgrade never ends",
                            "starting, no ping is answered",
                            "listening",
                            "listening, connections wait",
                            "ready",
                            "ready, downloading",
                            "ready, uploading",
                            "ready, nobody reads",
                            "ready, black hole",
                            "ready, round robin",
                            "ready, moving to another pod",
                            "waiting for a pod",
                            "waiting for a pod, and so do connections",
                            "waiting for the cluster",
                            "in line at the cluster's gate",
                            "failed",
                            "failed, the port is taken"}) {
    QTest::addRow("%s: stop", where) << QString::fromLatin1(where) << Way::Stop;
    QTest::addRow("%s: end", where) << QString::fromLatin1(where) << Way::End;
  }
  for (const char* where : {"starting, the API is silent", "ready", "ready, black hole", "waiting for the cluster"}) {
    QTest::addRow("%s: stop all", where) << QString::fromLatin1(where) << Way::StopAll;
    QTest::addRow("%s: remove", where) << QString::fromLatin1(where) << Way::Remove;
  }
}

void TestEngineStop::stopsAtOnce() {
  QFETCH(QString, where);
  QFETCH(Way, way);
  const bool isReached = reach(where);
  QVERIFY2(isReached, qPrintable(u"it did not get there: %1 at %2, %3"_s.arg(
                          stateName(status().state), stageName(status().stage),
                          status().error ? status().error->detail : QString())));
  const quint16 port = status().localPort;

  QElapsedTimer timer;
  timer.start();
  switch (way) {
    case Way::Stop:
      m_engine->stop(u"a"_s);
      break;
    case Way::StopAll:
      m_engine->stopAll();
      break;
    case Way::Remove:
      m_engine->setForwards({});
      break;
    case Way::End:
      m_engine.reset();
      break;
  }
  if (way == Way::Stop || way == Way::StopAll) {
    while (status().state != State::Stopped && timer.elapsed() < 5000) {
      QTest::qWait(5);
    }
    QCOMPARE(status().connections, 0);
    QVERIFY(status().listening.isEmpty());
  }
  const auto isOver = [](const auto& client) { return client->isOver(); };
  while (!std::ranges::all_of(m_clients, isOver) && timer.elapsed() < 5000) {
    for (const auto& client : m_clients) {
      client->setReadingPaused(false);
    }
    QTest::qWait(5);
  }
  // Nothing listens there any more.
  const auto isRefused = [port] {
    const LocalClient late(port);
    return QTest::qWaitFor([&] { return late.isOver(); }) && late.error &&
           late.error->code == ErrorCode::ConnectionRefused;
  };
  while (port != 0 && !m_portHolder && !isRefused() && timer.elapsed() < 5000) {
    QTest::qWait(5);
  }
  const qint64 elapsed = timer.elapsed();
  QVERIFY2(elapsed < kMostMs, qPrintable(u"%1 ms"_s.arg(elapsed)));
  for (const auto& client : m_clients) {
    QVERIFY2(client->isReset(), "a clean end");
  }
  // And the cluster is left alone. A server that does not read learns of nothing.
  m_cluster->thawSessions();
  m_cluster->faults() = {};
  QTRY_COMPARE(m_cluster->sessionCount(), 0);
  QTRY_COMPARE(m_cluster->watchCount(), 0);
  QTest::qWait(100);  // one that was broken off is written down a little later
  const auto requests = m_cluster->requests().size();
  if (m_engine) {
    // It can be started again.
    m_engine->setForwards({config(u"service/web"_s, u"80"_s)});
    if (where == "waiting for the cluster"_L1 || where == "in line at the cluster's gate"_L1) {
      QVERIFY(m_cluster->comeBack());
    }
    m_engine->start(u"a"_s);
    QTRY_COMPARE_WITH_TIMEOUT(status().state, State::Ready, 10'000);
  } else {
    QVERIFY(!QTest::qWaitFor([&] { return m_cluster->requests().size() > requests; }, 100));
  }
}

QTEST_GUILESS_MAIN(TestEngineStop)
#include "test_engine_stop.moc"
