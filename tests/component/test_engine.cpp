#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>
#include <algorithm>
#include <memory>
#include <vector>

#include "app/demo/democluster.h"
#include "core/forward/engine.h"
#include "core/forward/listener.h"
#include "tests/component/localclient.h"

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using namespace portolan;
using portolan::test::LocalClient;
using State = portolan::ForwardStatus::State;

/// The engine as its owner sees it: values in, snapshots out, from another thread.
class TestEngine : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void initTestCase();

  void startsNothingUnasked();
  void startsAndStopsOne();
  void startsAndStopsAll();
  void manyForwardsShareAPodsSession();
  void ignoresWhatItDoesNotKnow();
  void failsWithReasons_data();
  void failsWithReasons();
  void takesAPortThatFreesUp();
  void runsPodsBySelector();
  void restartsWhatChanged();
  void stopsWhatIsGone();
  void changedKubeconfigIsNoNewStart();
  void isQuietWhenNothingHappens();
  void coalescesSnapshots();
  void endsAtOnce_data();
  void endsAtOnce();

 private:
  [[nodiscard]] ForwardConfig config(const QString& uid, const QString& target = u"service/web"_s,
                                     const QString& port = u"80"_s) const;

  std::unique_ptr<DemoCluster> m_cluster;
};

void TestEngine::initTestCase() {
  m_cluster = std::make_unique<DemoCluster>(DemoOptions{.times = {.oneSecond = 100ms}});
  QVERIFY(m_cluster->start());
  m_cluster->addSample();
  QTRY_VERIFY(m_cluster->names(u"Pod"_s).size() >= 5);
}

ForwardConfig TestEngine::config(const QString& uid, const QString& target, const QString& port) const {
  ForwardConfig config;
  config.uid = uid;
  config.kubeconfig = m_cluster->kubeconfigPath();
  config.context = QString::fromLatin1(DemoCluster::kContext);
  config.target = target;
  config.remotePort = port;
  return config;
}

void TestEngine::startsNothingUnasked() {
  m_cluster->forgetRequests();
  Engine engine;
  const QSignalSpy changes(&engine, &Engine::statusChanged);
  engine.setForwards({config(u"b"_s), config(u"a"_s)});
  QTest::qWait(300);
  const QList<ForwardStatus> statuses = engine.statuses();
  QCOMPARE(statuses.size(), 2);
  QCOMPARE(statuses[0].uid, u"b"_s);
  QCOMPARE(statuses[1].uid, u"a"_s);
  for (const ForwardStatus& status : statuses) {
    QCOMPARE(status.state, State::Stopped);
  }
  QVERIFY(m_cluster->requests().isEmpty());
}

void TestEngine::startsAndStopsOne() {
  Engine engine;
  engine.setForwards({config(u"a"_s), config(u"b"_s)});
  engine.start(u"a"_s);
  engine.start(u"a"_s);  // once is enough
  QTRY_COMPARE(engine.status(u"a"_s).state, State::Ready);
  QCOMPARE(engine.status(u"b"_s).state, State::Stopped);
  const ForwardStatus ready = engine.status(u"a"_s);
  QVERIFY(m_cluster->names(u"Pod"_s).contains(ready.pod));
  QVERIFY(ready.listening.contains(u"127.0.0.1:%1"_s.arg(ready.localPort)));
  QVERIFY(ready.since.isValid() && !ready.error);

  LocalClient client(ready.localPort, "GET /name HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  QTRY_VERIFY(client.isOver());
  QVERIFY(client.isEnded);
  QVERIFY(client.received.contains(ready.pod.toUtf8()));
  QTRY_COMPARE(engine.status(u"a"_s).connections, 0);
  QTRY_COMPARE(engine.status(u"a"_s).bytesFromPod, client.received.size());
  QCOMPARE(engine.status(u"a"_s).totalConnections, 1);

  engine.stop(u"a"_s);
  QTRY_COMPARE(engine.status(u"a"_s).state, State::Stopped);
  LocalClient late(ready.localPort);
  QTRY_VERIFY(late.isReset());
  QCOMPARE(late.error->code, ErrorCode::ConnectionRefused);
  QTRY_COMPARE(m_cluster->sessionCount(), 0);
}

void TestEngine::startsAndStopsAll() {
  Engine engine;
  QList<ForwardConfig> configs;
  for (int i = 0; i < 30; ++i) {
    configs += config(QString::number(i), i % 2 == 0 ? u"service/web"_s : u"deployment/echo"_s,
                      i % 2 == 0 ? u"http"_s : u"echo"_s);
  }
  engine.setForwards(configs);
  engine.startAll();
  const auto count = [&](State state) {
    return std::ranges::count_if(engine.statuses(), [state](const auto& status) { return status.state == state; });
  };
  QTRY_COMPARE_WITH_TIMEOUT(count(State::Ready), 30, 20'000);
  engine.stopAll();
  QTRY_COMPARE(count(State::Stopped), 30);
  QTRY_COMPARE(m_cluster->sessionCount(), 0);
  QTRY_COMPARE(m_cluster->watchCount(), 0);
}

/// DESIGN 7.
void TestEngine::manyForwardsShareAPodsSession() {
  Engine engine;
  QList<ForwardConfig> configs;
  for (int i = 0; i < 200; ++i) {
    configs += config(QString::number(i), u"statefulset/database"_s, u"5432"_s);
  }
  engine.setForwards(configs);
  QElapsedTimer timer;
  timer.start();
  engine.startAll();
  const auto ready = [&] {
    return std::ranges::count_if(engine.statuses(), [](const auto& status) { return status.state == State::Ready; });
  };
  QTRY_COMPARE_WITH_TIMEOUT(ready(), 200, 20'000);
  qInfo() << "200 forwards after" << timer.elapsed() << "ms";
  QCOMPARE(m_cluster->sessionCount(), 1);
  QCOMPARE(engine.status(u"0"_s).sessions, 1);
  QCOMPARE(engine.status(u"199"_s).sessionKind, SessionKind::SpdyOverWebSocket);
}

void TestEngine::ignoresWhatItDoesNotKnow() {
  Engine engine;
  engine.start(u"nobody"_s);
  engine.stop(u"nobody"_s);
  engine.setForwards({config(u"a"_s)});
  engine.stop(u"a"_s);
  QCOMPARE(engine.status(u"nobody"_s).state, State::Stopped);
  engine.start(u"a"_s);
  QTRY_COMPARE(engine.status(u"a"_s).state, State::Ready);
}

void TestEngine::failsWithReasons_data() {
  QTest::addColumn<ForwardConfig>("forward");
  QTest::addColumn<ErrorCode>("code");
  QTest::addColumn<Stage>("stage");
  QTest::addColumn<QString>("words");

  ForwardConfig udp = config(u"x"_s);
  udp.protocol = ForwardConfig::Protocol::Udp;
  QTest::newRow("UDP") << udp << ErrorCode::Unsupported << Stage::Configuration << u"UDP"_s;
  ForwardConfig noContext = config(u"x"_s);
  noContext.context = u"elsewhere"_s;
  QTest::newRow("unknown context") << noContext << ErrorCode::ContextUnknown << Stage::Authentication << u"elsewhere"_s;
  ForwardConfig noFile = config(u"x"_s);
  noFile.kubeconfig = u"/nonexistent/config"_s;
  QTest::newRow("no kubeconfig") << noFile << ErrorCode::KubeconfigMissing << Stage::Authentication
                                 << u"/nonexistent/config"_s;
  QTest::newRow("no such service") << config(u"x"_s, u"service/nothing"_s) << ErrorCode::NotFound << Stage::Target
                                   << u"nothing"_s;
  QTest::newRow("no such kind") << config(u"x"_s, u"cronjob/x"_s) << ErrorCode::InvalidArgument << Stage::Configuration
                                << u"CronJob"_s;
  ForwardConfig guest = config(u"x"_s);
  guest.context = QString::fromLatin1(DemoCluster::kGuestContext);
  QTest::newRow("not allowed") << guest << ErrorCode::Forbidden << Stage::Authentication << u"guest"_s;
}

void TestEngine::failsWithReasons() {
  QFETCH(ForwardConfig, forward);
  QFETCH(ErrorCode, code);
  QFETCH(Stage, stage);
  QFETCH(QString, words);
  Engine engine;
  engine.setForwards({forward, config(u"good"_s)});
  engine.startAll();
  QTRY_COMPARE(engine.status(u"x"_s).state, State::Failed);
  const ForwardStatus failed = engine.status(u"x"_s);
  QVERIFY(failed.error);
  QCOMPARE(failed.error->code, code);
  QCOMPARE(failed.error->stage, stage);
  QVERIFY2(failed.error->detail.contains(words), qPrintable(failed.error->detail));
  QVERIFY(failed.listening.isEmpty());
  // It is nobody else's failure.
  QTRY_COMPARE(engine.status(u"good"_s).state, State::Ready);
}

/// Another program holds the port, and gives it up: nobody has to click.
void TestEngine::takesAPortThatFreesUp() {
  auto holder = std::make_unique<Listener>([](FileDescriptor) {});
  QVERIFY(holder->listen({u"localhost"_s}, 0));
  Engine engine;
  ForwardConfig forward = config(u"a"_s);
  forward.localPort = holder->port();
  engine.setForwards({forward});
  engine.start(u"a"_s);
  QTRY_COMPARE(engine.status(u"a"_s).state, State::Failed);
  QCOMPARE(engine.status(u"a"_s).error->code, ErrorCode::AddressInUse);
  // No click is needed.
  holder.reset();
  QTRY_COMPARE(engine.status(u"a"_s).state, State::Ready);
  QCOMPARE(engine.status(u"a"_s).localPort, forward.localPort);
}

void TestEngine::runsPodsBySelector() {
  Engine engine;
  ForwardConfig forward = config(u"a"_s, {}, u"http"_s);
  forward.workloadType = ForwardConfig::WorkloadType::Pod;
  forward.podSelector = u"app=web"_s;
  // A selector that a service's entry happens to have says nothing.
  ForwardConfig service = config(u"b"_s, {}, u"80"_s);
  service.service = u"web"_s;
  service.podSelector = u"app=nothing"_s;
  engine.setForwards({forward, service});
  engine.startAll();
  QTRY_COMPARE(engine.status(u"a"_s).state, State::Ready);
  QVERIFY(engine.status(u"a"_s).pod.startsWith(u"web-"));
  QTRY_COMPARE(engine.status(u"b"_s).state, State::Ready);
}

void TestEngine::restartsWhatChanged() {
  Engine engine;
  engine.setForwards({config(u"a"_s), config(u"b"_s)});
  engine.startAll();
  QTRY_COMPARE(engine.status(u"a"_s).state, State::Ready);
  QTRY_COMPARE(engine.status(u"b"_s).state, State::Ready);
  const ForwardStatus untouched = engine.status(u"b"_s);

  ForwardConfig changed = config(u"a"_s, u"deployment/echo"_s, u"echo"_s);
  engine.setForwards({config(u"b"_s), changed});
  QTRY_VERIFY(engine.status(u"a"_s).state == State::Ready && engine.status(u"a"_s).pod.startsWith(u"echo-"));
  QCOMPARE(engine.status(u"b"_s).since, untouched.since);
  QCOMPARE(engine.status(u"b"_s).localPort, untouched.localPort);
  QCOMPARE(engine.statuses().first().uid, u"b"_s);
}

void TestEngine::stopsWhatIsGone() {
  Engine engine;
  engine.setForwards({config(u"a"_s)});
  engine.startAll();
  QTRY_COMPARE(engine.status(u"a"_s).state, State::Ready);
  const quint16 port = engine.status(u"a"_s).localPort;
  engine.setForwards({});
  QVERIFY(engine.statuses().isEmpty());
  QTRY_COMPARE(m_cluster->sessionCount(), 0);
  LocalClient client(port);
  QTRY_VERIFY(client.isReset());
}

/// Clouds' tools write a new token into the kubeconfig every hour. Trouble in that moment was taken for a failure of
/// the start, and a forward that had been up for days needed a person.
void TestEngine::changedKubeconfigIsNoNewStart() {
  Engine engine;
  engine.setForwards({config(u"a"_s)});
  engine.start(u"a"_s);
  QTRY_COMPARE(engine.status(u"a"_s).state, State::Ready);
  m_cluster->setForbidden(u"dev"_s, {u"* pods/portforward"_s});
  QVERIFY(m_cluster->renewToken(u"dev"_s));
  QTRY_VERIFY(engine.status(u"a"_s).error);
  QCOMPARE(engine.status(u"a"_s).error->code, ErrorCode::Forbidden);
  QCOMPARE(engine.status(u"a"_s).state, State::Waiting);
  m_cluster->setForbidden(u"dev"_s, {});
  QTRY_COMPARE(engine.status(u"a"_s).state, State::Ready);
}

void TestEngine::isQuietWhenNothingHappens() {
  Engine engine;
  engine.setForwards({config(u"a"_s)});
  engine.startAll();
  QTRY_COMPARE(engine.status(u"a"_s).state, State::Ready);
  LocalClient client(engine.status(u"a"_s).localPort);
  QTRY_COMPARE(engine.status(u"a"_s).connections, 1);
  QTest::qWait(300);
  const QSignalSpy changes(&engine, &Engine::statusChanged);
  QTest::qWait(1500);
  QCOMPARE(changes.size(), 0);
}

void TestEngine::coalescesSnapshots() {
  Engine engine;
  engine.setForwards({config(u"a"_s)});
  engine.startAll();
  QTRY_COMPARE(engine.status(u"a"_s).state, State::Ready);
  const QSignalSpy changes(&engine, &Engine::statusChanged);
  QElapsedTimer timer;
  timer.start();
  constexpr int kConnections = 200;
  for (int i = 0; i < kConnections; i += 40) {
    std::vector<std::unique_ptr<LocalClient>> clients;
    for (int j = 0; j < 40; ++j) {
      clients.push_back(std::make_unique<LocalClient>(engine.status(u"a"_s).localPort,
                                                      "GET /name HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"));
    }
    QTRY_VERIFY(std::ranges::all_of(clients, &LocalClient::isOver));
  }
  QTRY_COMPARE(engine.status(u"a"_s).totalConnections, kConnections);
  QTRY_COMPARE(engine.status(u"a"_s).connections, 0);
  const auto most = timer.elapsed() / 100 + 2;
  QVERIFY2(!changes.isEmpty() && changes.size() <= most,
           qPrintable(u"%1 snapshots in %2 ms"_s.arg(changes.size()).arg(timer.elapsed())));
}

void TestEngine::endsAtOnce_data() {
  QTest::addColumn<QString>("where");
  for (const char* where : {"stopped", "starting", "ready", "waiting", "not even TLS"}) {
    QTest::newRow(where) << QString::fromLatin1(where);
  }
}

void TestEngine::endsAtOnce() {
  QFETCH(QString, where);
  auto engine = std::make_unique<Engine>();
  engine->setForwards({config(u"a"_s, where == "waiting"_L1 ? u"pod/broken"_s : u"service/web"_s,
                              where == "waiting"_L1 ? u"8080"_s : u"80"_s)});
  m_cluster->faults().acceptAndIgnore = where == "not even TLS"_L1;
  if (where != "stopped"_L1) {
    engine->startAll();
  }
  if (where == "ready"_L1) {
    QTRY_COMPARE(engine->status(u"a"_s).state, State::Ready);
  } else if (where == "waiting"_L1) {
    QTRY_COMPARE(engine->status(u"a"_s).state, State::Starting);
    QTest::qWait(200);
  } else if (where == "not even TLS"_L1) {
    QTest::qWait(200);
  }
  QElapsedTimer timer;
  timer.start();
  engine.reset();
  QVERIFY2(timer.elapsed() < 500, qPrintable(QString::number(timer.elapsed())));
  m_cluster->faults().acceptAndIgnore = false;
  QTRY_COMPARE(m_cluster->sessionCount(), 0);
}

QTEST_GUILESS_MAIN(TestEngine)
#include "test_engine.moc"
