#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <algorithm>
#include <memory>

#include "app/demo/democluster.h"
#include "core/forward/engine.h"
#include "tests/component/localclient.h"

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using namespace portolan;
using portolan::test::LocalClient;
using State = portolan::ForwardStatus::State;

namespace {

const QByteArray kAskForName = "GET /name HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

QStringList texts(const Engine& engine, const QString& uid) {
  QStringList texts;
  for (const JournalEntry& entry : engine.journal().last(uid, 1000)) {
    texts += entry.text;
  }
  return texts;
}

void replaceFile(const QString& path, const QByteArray& content) {
  QFile next(path + u".next"_s);
  QVERIFY(next.open(QIODevice::WriteOnly));
  next.write(content);
  next.close();
  QVERIFY(::rename(QFile::encodeName(next.fileName()).constData(), QFile::encodeName(path).constData()) == 0);
}

}  // namespace

/// What the engine does by itself in the life of its forwards: waiting, spreading, resting, ending, keeping a journal.
class TestEngineLife : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void init();

  void tellsTheWayOfTheOneThatIsLookedAt();
  void tellsWhereAWayEnded();
  void manyWaitForTheFirstPodTogether();
  void manyAskLittle();
  void onDemandRests();
  void onDemandTellsWhoeverComesWhatIsWrong();
  void spreadsConnections();
  void endsAfterItsTime();
  void keepsTheLastGoodKubeconfig();
  void keepsAJournal();

 private:
  [[nodiscard]] ForwardConfig config(const QString& uid, const QString& target = u"service/web"_s,
                                     const QString& port = u"80"_s) const;
  [[nodiscard]] qsizetype count(const QString& method, const QString& path) const;

  std::unique_ptr<DemoCluster> m_cluster;
};

void TestEngineLife::init() {
  m_cluster = std::make_unique<DemoCluster>(DemoOptions{.times = {.oneSecond = 100ms}});
  QVERIFY(m_cluster->start());
  m_cluster->addSample();
  QTRY_VERIFY(m_cluster->names(u"Pod"_s).size() >= 5);
}

ForwardConfig TestEngineLife::config(const QString& uid, const QString& target, const QString& port) const {
  ForwardConfig config;
  config.uid = uid;
  config.kubeconfig = m_cluster->kubeconfigPath();
  config.context = QString::fromLatin1(DemoCluster::kContext);
  config.target = target;
  config.remotePort = port;
  return config;
}

qsizetype TestEngineLife::count(const QString& method, const QString& path) const {
  return std::ranges::count_if(m_cluster->requests(), [&](const DemoRequest& request) {
    return request.method == method && request.path.contains(path);
  });
}

void TestEngineLife::tellsTheWayOfTheOneThatIsLookedAt() {
  Engine engine;
  QList<ForwardDetails> seen;
  connect(&engine, &Engine::detailsChanged, this, [&seen](const ForwardDetails& details) { seen += details; });
  engine.setForwards({config(u"a"_s), config(u"b"_s)});
  engine.startAll();
  QTRY_COMPARE(engine.status(u"a"_s).state, State::Ready);
  QVERIFY(seen.isEmpty());
  const ForwardStatus status = engine.status(u"a"_s);
  QCOMPARE(status.context, QString::fromLatin1(DemoCluster::kContext));
  QCOMPARE(status.ns, u"default"_s);
  QVERIFY(status.readyAfter.has_value() && status.clusterAnswersIn.has_value() && !status.isInsecure);

  engine.watchDetails(u"a"_s);
  QTRY_VERIFY(!seen.isEmpty());
  const ForwardDetails details = seen.last();
  QCOMPARE(details.uid, u"a"_s);
  for (const StageReport& stage : details.stages) {
    QCOMPARE(stage.state, StageReport::State::Done);
    QVERIFY(stage.took.has_value());
    QVERIFY(!stage.result.isEmpty());
  }
  QCOMPARE(details.stages[size_t(Stage::Authentication)].result, u"token"_s);
  QCOMPARE(details.stages[size_t(Stage::Target)].result, u"%1, 2 of 2 pods ready"_s.arg(status.pod));
  QCOMPARE(details.pods.size(), 2);
  QCOMPARE(std::ranges::count_if(details.pods, &PodReport::isUsed), 1);
  QTRY_VERIFY(seen.last().sessionAnswersIn.has_value());

  LocalClient client(status.localPort, "GET /name HTTP/1.1\r\nHost: x\r\n\r\n");
  QTRY_VERIFY(!client.received.isEmpty());
  // This very program is the client.
  QTRY_VERIFY(!seen.last().connections.isEmpty() && seen.last().connections.first().peer.startsWith(u"test_enginelif"));
  const ConnectionReport connection = seen.last().connections.first();
  QCOMPARE(connection.pod, status.pod);
  QVERIFY(connection.peerPort != 0);
  QTRY_COMPARE(seen.last().connections.first().bytesFromPod, client.received.size());

  // Nothing is sent where nothing happens, and nothing about those that nobody looks at.
  QTest::qWait(300);
  seen.clear();
  QTest::qWait(1500);
  QVERIFY(seen.size() <= 1);  // a ping's time, perhaps
  engine.stop(u"a"_s);
  QTRY_VERIFY(!seen.isEmpty() && seen.last().stages[0].state == StageReport::State::NotReached);
  engine.watchDetails({});
  engine.start(u"a"_s);
  QTRY_COMPARE(engine.status(u"a"_s).state, State::Ready);
  QVERIFY(std::ranges::none_of(seen, [](const auto& each) { return each.uid != u"a"; }));
}

void TestEngineLife::tellsWhereAWayEnded() {
  Engine engine;
  std::optional<ForwardDetails> last;
  connect(&engine, &Engine::detailsChanged, this, [&last](const ForwardDetails& details) { last = details; });
  engine.setForwards({config(u"a"_s, u"service/nobody"_s)});
  engine.watchDetails(u"a"_s);
  engine.startAll();
  QTRY_COMPARE(engine.status(u"a"_s).state, State::Failed);
  using S = StageReport::State;
  const auto states = [&last] {
    QList<S> all;
    for (const StageReport& stage : last->stages) {
      all += stage.state;
    }
    return all;
  };
  QTRY_COMPARE(states(), (QList<S>{S::Done, S::Done, S::Failed, S::NotReached, S::NotReached}));
}

/// A deployment that is scaled to zero, and many forwards to it: one look at its pods serves all of them.
void TestEngineLife::manyWaitForTheFirstPodTogether() {
  QVERIFY(m_cluster->scale(u"Deployment"_s, u"web"_s, 0));
  QTRY_VERIFY(m_cluster->names(u"Pod"_s).filter(u"web-"_s).isEmpty());
  Engine engine;
  QList<ForwardConfig> configs;
  for (int i = 0; i < 50; ++i) {
    configs += config(QString::number(i), u"deployment/web"_s, u"8080"_s);
  }
  engine.setForwards(configs);
  engine.startAll();
  const auto all = [&engine](State state) {
    return std::ranges::all_of(engine.statuses(), [state](const auto& status) { return status.state == state; });
  };
  QTRY_VERIFY(all(State::Waiting));
  QCOMPARE(engine.status(u"7"_s).error->code, ErrorCode::NoPod);
  QCOMPARE(engine.status(u"7"_s).stage, Stage::Target);
  QTRY_COMPARE(m_cluster->watchCount(), 1);
  QVERIFY(m_cluster->scale(u"Deployment"_s, u"web"_s, 1));
  QTRY_VERIFY(all(State::Ready));
}

void TestEngineLife::manyAskLittle() {
  m_cluster->forgetRequests();
  Engine engine;
  QList<ForwardConfig> configs;
  for (int i = 0; i < 100; ++i) {
    configs += config(QString::number(i), u"deployment/web"_s, u"8080"_s);
  }
  engine.setForwards(configs);
  engine.startAll();
  QTRY_VERIFY(std::ranges::all_of(engine.statuses(), [](const auto& status) { return status.state == State::Ready; }));
  QCOMPARE(count(u"GET"_s, u"deployments/web"_s), 100);
  const auto pods = count(u"GET"_s, u"/pods"_s);
  QVERIFY2(pods <= 20, qPrintable(QString::number(pods)));
  QCOMPARE(m_cluster->upgradeCount(), 1);
}

void TestEngineLife::onDemandRests() {
  m_cluster->forgetRequests();
  Engine engine({.onDemandIdle = 300ms});
  ForwardConfig forward = config(u"a"_s);
  forward.onDemand = true;
  engine.setForwards({forward});
  engine.startAll();
  QTRY_COMPARE(engine.status(u"a"_s).state, State::Listening);
  QVERIFY(engine.status(u"a"_s).localPort != 0);
  QTest::qWait(200);
  QVERIFY(m_cluster->requests().isEmpty());

  for (int i = 0; i < 2; ++i) {
    LocalClient client(engine.status(u"a"_s).localPort, kAskForName);
    QTRY_VERIFY(client.isOver());
    QVERIFY(client.isEnded && client.received.contains("web-"));
    QTRY_COMPARE(engine.status(u"a"_s).state, State::Listening);
    QTRY_COMPARE(m_cluster->sessionCount(), 0);
    QTRY_COMPARE(m_cluster->watchCount(), 0);
  }
}

void TestEngineLife::onDemandTellsWhoeverComesWhatIsWrong() {
  Engine engine({.connectionWait = 500ms, .onDemandIdle = 300ms});
  ForwardConfig forward = config(u"a"_s);
  forward.onDemand = true;
  engine.setForwards({forward});
  engine.startAll();
  QTRY_COMPARE(engine.status(u"a"_s).state, State::Listening);
  m_cluster->goDown();
  LocalClient client(engine.status(u"a"_s).localPort, kAskForName);
  QTRY_VERIFY(client.isReset());
  // The port stays open, and the cluster is left alone until the next one comes.
  QTRY_COMPARE(engine.status(u"a"_s).state, State::Listening);
  QVERIFY(engine.status(u"a"_s).lastConnectionError.has_value());
  QVERIFY(m_cluster->comeBack());
  LocalClient next(engine.status(u"a"_s).localPort, kAskForName);
  QTRY_VERIFY(next.isEnded);
}

void TestEngineLife::spreadsConnections() {
  Engine engine;
  ForwardConfig forward = config(u"a"_s);
  forward.balance = ForwardConfig::Balance::RoundRobin;
  engine.setForwards({forward});
  engine.startAll();
  QTRY_COMPARE(engine.status(u"a"_s).pods.size(), 2);
  QHash<QByteArray, int> answers;
  for (int i = 0; i < 10; ++i) {
    LocalClient client(engine.status(u"a"_s).localPort, kAskForName);
    QTRY_VERIFY(client.isEnded);
    ++answers[client.received.mid(client.received.indexOf("web-"))];
  }
  QCOMPARE(answers.size(), 2);
  QCOMPARE(answers.values(), (QList<int>{5, 5}));
  // The one that goes takes no connection with it.
  QVERIFY(m_cluster->deletePod(engine.status(u"a"_s).pods.last()));
  for (int i = 0; i < 10; ++i) {
    LocalClient client(engine.status(u"a"_s).localPort, kAskForName);
    QTRY_VERIFY(client.isOver());
    QVERIFY(client.isEnded);
  }
}

void TestEngineLife::endsAfterItsTime() {
  Engine engine({.disconnectTimeout = 1s});
  ForwardConfig never = config(u"never"_s);
  never.disconnectTimeoutMinutes = 0;
  ForwardConfig later = config(u"later"_s);
  later.disconnectTimeoutMinutes = 60;
  engine.setForwards({config(u"a"_s), never, later});
  engine.startAll();
  QTRY_COMPARE(engine.status(u"a"_s).state, State::Ready);
  QTRY_COMPARE(engine.status(u"a"_s).state, State::Stopped);
  QVERIFY(texts(engine, u"a"_s).filter(u"as set"_s).size() == 1);
  QCOMPARE(engine.status(u"never"_s).state, State::Ready);
  QCOMPARE(engine.status(u"later"_s).state, State::Ready);
  // Its time begins anew with each start.
  engine.start(u"a"_s);
  QTRY_COMPARE(engine.status(u"a"_s).state, State::Ready);
  QTRY_COMPARE(engine.status(u"a"_s).state, State::Stopped);
}

void TestEngineLife::keepsTheLastGoodKubeconfig() {
  DemoCluster other(DemoOptions{.times = {.oneSecond = 100ms}});
  QVERIFY(other.start());
  other.addSample();
  const QTemporaryDir folder;
  const auto copy = [&folder](const DemoCluster& cluster, const QString& name) {
    const QString path = folder.filePath(name);
    QFile::copy(cluster.kubeconfigPath(), path);
    return path;
  };
  ForwardConfig a = config(u"a"_s);
  a.kubeconfig = copy(*m_cluster, u"one"_s);
  ForwardConfig b = config(u"b"_s);
  b.kubeconfig = copy(other, u"other"_s);
  Engine engine;
  engine.setForwards({a, b});
  engine.startAll();
  QTRY_COMPARE(engine.status(u"a"_s).state, State::Ready);
  QTRY_COMPARE(engine.status(u"b"_s).state, State::Ready);
  const auto since = engine.status(u"a"_s).since;
  const auto untouched = engine.status(u"b"_s).since;
  QFile file(a.kubeconfig);
  QVERIFY(file.open(QIODevice::ReadOnly));
  const QByteArray good = file.readAll();

  replaceFile(a.kubeconfig, "clusters: [unfinished");
  QTRY_VERIFY(!texts(engine, u"a"_s).filter(u"cannot be used"_s).isEmpty());
  QCOMPARE(engine.status(u"a"_s).since, since);
  LocalClient client(engine.status(u"a"_s).localPort, kAskForName);
  QTRY_VERIFY(client.isEnded);

  // A remark changes nothing; another user does, for the one that it concerns.
  replaceFile(a.kubeconfig, "# nothing new\n" + good);
  QTest::qWait(700);
  QCOMPARE(engine.status(u"a"_s).since, since);
  replaceFile(a.kubeconfig, QByteArray(good).replace("user: dev", "user: admin"));
  QTRY_VERIFY(engine.status(u"a"_s).state == State::Ready && engine.status(u"a"_s).since > since);
  QCOMPARE(engine.status(u"b"_s).since, untouched);
}

void TestEngineLife::keepsAJournal() {
  const QTemporaryDir folder;
  const QString path = folder.filePath(u"state/journal.jsonl"_s);
  {
    Engine engine({.journalPath = path});
    engine.setForwards({config(u"a"_s, u"service/web"_s), config(u"b"_s, u"service/nobody"_s)});
    engine.startAll();
    QTRY_COMPARE(engine.status(u"a"_s).state, State::Ready);
    QTRY_COMPARE(engine.status(u"b"_s).state, State::Failed);
    QTRY_VERIFY(texts(engine, u"a"_s).last().startsWith(u"connections go to pod web-"));
    QTRY_VERIFY(texts(engine, u"b"_s).last().startsWith(u"failed: "));
    engine.stop(u"a"_s);
    QTRY_COMPARE(texts(engine, u"a"_s).last(), u"stopped"_s);
  }
  QFile file(path);
  QVERIFY(file.open(QIODevice::ReadOnly));
  QCOMPARE(file.permissions() & ~(QFile::ReadUser | QFile::WriteUser), QFile::ReadOwner | QFile::WriteOwner);
  const QByteArray text = file.readAll();
  QVERIFY(text.contains(R"("text":"stopped","time":)"));
  QVERIFY(!text.contains(m_cluster->identity().bearerToken));
}

QTEST_GUILESS_MAIN(TestEngineLife)
#include "test_enginelife.moc"
