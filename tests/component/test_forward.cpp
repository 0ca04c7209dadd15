#include <QCryptographicHash>
#include <QSignalSpy>
#include <QTest>
#include <vector>

#include "app/demo/democluster.h"
#include "core/forward/forward.h"
#include "tests/component/localclient.h"

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using namespace portolan;
using portolan::test::LocalClient;
using State = portolan::ForwardStatus::State;

Q_DECLARE_METATYPE(portolan::SessionKind)
Q_DECLARE_METATYPE(portolan::TargetSpec)

/// Whole forwards, from the local port to a program in a pod and back, against the embedded cluster: what DESIGN says
/// must always hold, in fair weather and in foul.
class TestForward : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void initTestCase_data();
  void init();
  void cleanup();

  // Fair weather
  void servesEachKindOfTarget_data();
  void servesEachKindOfTarget();
  void tellsTheTruthWhileItStarts();
  void carriesWhatThePodSaysFirst();
  void downloadsAreWhole();
  void uploadsAreWhole();
  void manyConnectionsAtOnce();
  void opensNothingIntoThePodUnasked();
  void halfClosedClientGetsItsAnswer();
  void podClosingFirstIsACleanEnd();

  // Failures of one connection
  void refusedPortFailsOneConnection();
  void resetInThePodIsAResetHere();
  void stalledConnectionDelaysNoOtherForward();
  void stalledConnectionHidesNoBrokenSession();

  // Lost sessions
  void brokenSessionIsAReset_data();
  void brokenSessionIsAReset();
  void sessionCutWhileUploadingIsAReset();
  void recoversFromALostSession_data();
  void recoversFromALostSession();

  // Pods that come and go
  void deletedPodIsFollowed();
  void endsWithItsPodAsKubectlDoes();
  void doesNotGoBackToAPodThatIsBeingDeleted();
  void connectionsWaitForTheNextPod();
  void aWaitingConnectionUsesASessionThatIsThere();
  void connectionsDoNotWaitForEver();
  void onlySoManyConnectionsWait();
  void whomALeavingPodRefusesWaitsForTheNext();
  void rolloutLosesNoRequest();
  void followsAfterWatchesExpired();
  void followsAfterWatchesWereCut();
  void restartedContainersNeedNothing();
  void waitsForAPodThatIsNotThereYet();

  // The API server
  void waitsForAnApiServerThatIsDown();
  void survivesAnApiServerThatGoesAway();
  void failsForGood_data();
  void failsForGood();
  void onDemandStaysOpenForWhenAPersonHasHelped();
  void triesAgainAfterAnUpgradeWentWrong_data();
  void triesAgainAfterAnUpgradeWentWrong();

  // Stopping
  void stopsAtOnce_data();
  void stopsAtOnce();

 private:
  struct Request {
    TargetSpec target{TargetKind::Service, u"web"_s, {}};
    PortSpec port{0, 80, {}};
    QString user = u"dev"_s;
    std::chrono::milliseconds connectionWait = 30s;
    ForwardSpec::Persistence persistence = ForwardSpec::Persistence::KeepTrying;
    bool onDemand = false;
    std::shared_ptr<SessionPools> pools = nullptr;  ///< its own unless given
  };
  void addContent();
  /// Made, but not started.
  std::unique_ptr<Forward> makeForward(const Request& request) const;
  std::shared_ptr<SessionPools> makePools(const QString& user) const;
  /// Started and Ready.
  std::unique_ptr<Forward> readyForward(const Request& request) const;
  std::unique_ptr<Forward> readyForward() const { return readyForward(Request()); }
  static Request to(const QString& pod, quint16 port);
  QStringList readyPods() const;
  static QString askName(quint16 port);
  static SessionKind kind();
  /// Channels: no connection to the pod, no session.
  static bool isSessionless() { return kind() == SessionKind::WebSocketChannels; }

  std::unique_ptr<DemoCluster> m_cluster;
};

/// Everything must hold for each kind of session.
void TestForward::initTestCase_data() {
  QTest::addColumn<SessionKind>("kind");
  QTest::newRow("tunnel") << SessionKind::SpdyOverWebSocket;
  QTest::newRow("SPDY") << SessionKind::Spdy;
  QTest::newRow("channels") << SessionKind::WebSocketChannels;
}

SessionKind TestForward::kind() {
  QFETCH_GLOBAL(SessionKind, kind);
  return kind;
}

void TestForward::init() {
  m_cluster = std::make_unique<DemoCluster>(DemoOptions{.times = {.oneSecond = 100ms}});
  QVERIFY(m_cluster->start());
}

void TestForward::cleanup() {
  m_cluster.reset();
}

/// Deployment and service `web` with one pod of every program, and the pod `p`.
void TestForward::addContent() {
  m_cluster->put(demoWorkload(u"Deployment"_s, {.name = u"web"_s, .replicas = 1}));
  m_cluster->put(demoService({.name = u"web"_s,
                              .selector = {{u"app"_s, u"web"_s}},
                              .ports = {{.port = 80, .targetPort = u"http"_s, .name = u"http"_s}}}));
  m_cluster->put(demoPod({.name = u"p"_s}));
  QTRY_COMPARE(readyPods().size(), 2);
}

QStringList TestForward::readyPods() const {
  QStringList ready;
  for (const QString& name : m_cluster->names(u"Pod"_s)) {
    const QJsonObject pod = m_cluster->object(u"Pod"_s, name);
    const bool isDeleting = pod["metadata"_L1].toObject().contains("deletionTimestamp"_L1);
    if (pod["status"_L1]["phase"_L1] == "Running"_L1 && !isDeleting) {
      ready.append(name);
    }
  }
  return ready;
}

TestForward::Request TestForward::to(const QString& pod, quint16 port) {
  return {.target = {TargetKind::Pod, pod, {}}, .port = {0, port, {}}};
}

std::shared_ptr<SessionPools> TestForward::makePools(const QString& user) const {
  return SessionPools::forConnection(
      {.contextName = {}, .ns = u"default"_s, .server = m_cluster->server(), .identity = m_cluster->identity(user)},
      kind());
}

std::unique_ptr<Forward> TestForward::makeForward(const Request& request) const {
  ForwardSpec spec;
  spec.ns = u"default"_s;
  spec.target = request.target;
  spec.ports = {request.port};
  spec.connectionWait = request.connectionWait;
  spec.persistence = request.persistence;
  spec.onDemand = request.onDemand;
  return std::make_unique<Forward>(request.pools ? request.pools : makePools(request.user), spec);
}

std::unique_ptr<Forward> TestForward::readyForward(const Request& request) const {
  auto forward = makeForward(request);
  forward->start();
  [&] { QTRY_COMPARE(forward->status().state, State::Ready); }();
  return forward;
}

/// The name of the pod that answers a request on a new connection; empty where none does.
QString TestForward::askName(quint16 port) {
  LocalClient client(port, "GET /name HTTP/1.1\r\nConnection: close\r\n\r\n");
  const auto body = [&client] {
    const qsizetype end = client.received.indexOf("\r\n\r\n");
    return end < 0 ? QByteArray() : client.received.sliced(end + 4);
  };
  if (!QTest::qWaitFor([&] { return client.isOver() || body().endsWith('\n'); }, 20'000)) {
    return {};
  }
  return QString::fromUtf8(body()).trimmed();
}

// ---- Fair weather ----

void TestForward::servesEachKindOfTarget_data() {
  QTest::addColumn<TargetSpec>("target");
  QTest::addColumn<QString>("port");
  const auto row = [](const char* name, TargetKind kind, const QString& object, const QString& port) {
    QTest::newRow(name) << TargetSpec{kind, object, {}} << port;
  };
  row("pod", TargetKind::Pod, u"p"_s, u"8080"_s);
  row("pod, named port", TargetKind::Pod, u"p"_s, u"http"_s);
  row("service", TargetKind::Service, u"web"_s, u"80"_s);
  row("service, named port", TargetKind::Service, u"web"_s, u"http"_s);
  row("headless service", TargetKind::Service, u"headless"_s, u"8080"_s);
  row("deployment", TargetKind::Deployment, u"web"_s, u"8080"_s);
  row("statefulset", TargetKind::StatefulSet, u"stateful"_s, u"8080"_s);
  row("daemonset", TargetKind::DaemonSet, u"daemon"_s, u"8080"_s);
  row("job", TargetKind::Job, u"job"_s, u"8080"_s);
  row("replicationcontroller", TargetKind::ReplicationController, u"controller"_s, u"8080"_s);
  QTest::newRow("selector") << TargetSpec{TargetKind::PodSelector, {}, u"app in (web),!none"_s} << u"8080"_s;
}

void TestForward::servesEachKindOfTarget() {
  QFETCH(TargetSpec, target);
  QFETCH(QString, port);
  addContent();
  m_cluster->put(demoWorkload(u"StatefulSet"_s, {.name = u"stateful"_s}));
  m_cluster->put(demoWorkload(u"DaemonSet"_s, {.name = u"daemon"_s}));
  m_cluster->put(demoWorkload(u"Job"_s, {.name = u"job"_s}));
  m_cluster->put(demoWorkload(u"ReplicationController"_s, {.name = u"controller"_s}));
  m_cluster->put(demoService({.name = u"headless"_s,
                              .selector = {{u"app"_s, u"web"_s}},
                              .ports = {{.port = 8080, .targetPort = u"http"_s}},
                              .headless = true}));
  QTRY_COMPARE(readyPods().size(), 6);
  PortSpec spec = parsePort(u":"_s + port).value();
  const auto forward = readyForward({.target = target, .port = spec});
  const ForwardStatus status = forward->status();
  QVERIFY(readyPods().contains(status.pod));
  QCOMPARE(askName(status.localPort), status.pod);
}

/// DESIGN 3.4: Ready means listening, a pod known, a session open.
void TestForward::tellsTheTruthWhileItStarts() {
  addContent();
  m_cluster->faults().apiDelay = 100ms;
  m_cluster->faults().upgradeDelay = 100ms;
  const auto forward = makeForward({});
  QList<Stage> stages;
  connect(forward.get(), &Forward::statusChanged, this, [&] {
    const ForwardStatus status = forward->status();
    if (status.state == State::Starting && (stages.isEmpty() || stages.last() != status.stage)) {
      stages.append(status.stage);
    }
    if (status.state == State::Ready) {
      QVERIFY(!status.listening.isEmpty());
      QVERIFY(status.localPort != 0);
      QVERIFY(!status.pod.isEmpty());
      QVERIFY(!status.error);
      QCOMPARE(m_cluster->sessionCount(), isSessionless() ? 0 : 1);
      QCOMPARE(status.sessionKind, kind());
    } else {
      QVERIFY(status.listening.isEmpty() || status.stage == Stage::Relay);
    }
  });
  QCOMPARE(forward->status().state, State::Stopped);
  forward->start();
  QTRY_COMPARE(forward->status().state, State::Ready);
  QVERIFY(stages.startsWith(Stage::Authentication));
  QVERIFY(stages.contains(Stage::Target));
  QVERIFY(stages.contains(Stage::Session));
}

void TestForward::carriesWhatThePodSaysFirst() {
  addContent();
  const auto forward = readyForward(to(u"p"_s, 9004));
  LocalClient client(forward->status().localPort);
  QTRY_COMPARE(client.received, QByteArray("220 p ready\r\n"));
  client.write("hello\r\n");
  QTRY_COMPARE(client.received, QByteArray("220 p ready\r\n250 hello\r\n"));
  QCOMPARE(forward->status().connections, 1);
  QVERIFY(forward->status().bytesFromPod >= client.received.size());
  QVERIFY(forward->status().bytesToPod >= 7);
}

void TestForward::downloadsAreWhole() {
  addContent();
  const auto forward = readyForward(to(u"p"_s, 9003));
  constexpr qsizetype kSize = 48 * 1024 * 1024;
  LocalClient client(forward->status().localPort, QByteArray::number(kSize) + '\n');
  QTRY_VERIFY_WITH_TIMEOUT(client.isOver(), 60'000);
  QVERIFY(client.isEnded);
  QCOMPARE(client.received.size(), kSize);
  QVERIFY(client.received == demoBytes(0, kSize));
}

void TestForward::uploadsAreWhole() {
  addContent();
  const auto forward = readyForward(to(u"p"_s, 9002));
  const QByteArray data = demoBytes(7, 48 * 1024 * 1024);
  LocalClient client(forward->status().localPort, QByteArray::number(data.size()) + '\n');
  client.write(data);
  const QByteArray hash = QCryptographicHash::hash(data, QCryptographicHash::Sha256).toHex();
  QTRY_COMPARE_WITH_TIMEOUT(client.received, QByteArray::number(data.size()) + ' ' + hash + '\n', 60'000);
}

void TestForward::manyConnectionsAtOnce() {
  addContent();
  const auto forward = readyForward(to(u"p"_s, 9001));
  std::vector<std::unique_ptr<LocalClient>> clients;
  for (int i = 0; i < 200; ++i) {
    clients.push_back(std::make_unique<LocalClient>(forward->status().localPort, demoBytes(quint64(i), 2000)));
  }
  for (size_t i = 0; i < clients.size(); ++i) {
    QTRY_COMPARE_WITH_TIMEOUT(clients[i]->received.size(), 2000, 20'000);
    QVERIFY(clients[i]->received == demoBytes(i, 2000));
  }
  QCOMPARE(forward->status().totalConnections, 200);
  if (!isSessionless()) {
    QCOMPARE(m_cluster->sessionCount(), 1);
  }
}

/// DESIGN 3.6.
void TestForward::opensNothingIntoThePodUnasked() {
  addContent();
  QSignalSpy opened(m_cluster.get(), &DemoCluster::streamOpened);
  const auto forward = readyForward(to(u"p"_s, 9004));
  QVERIFY(!QTest::qWaitFor([&] { return !opened.isEmpty(); }, 300));
  LocalClient client(forward->status().localPort);
  QTRY_COMPARE(opened.size(), 1);
}

/// PROTOCOL 6.2: the runtime does not pass a half-close on; to pass it to the runtime at once would cost the answer.
void TestForward::halfClosedClientGetsItsAnswer() {
  addContent();
  m_cluster->faults().dialDelay = 300ms;
  const auto forward = readyForward();
  LocalClient client(forward->status().localPort, "GET /name HTTP/1.1\r\nConnection: close\r\n\r\n");
  QTRY_VERIFY(client.isOpen);
  client.halfClose();
  QTRY_VERIFY(client.isOver());
  QVERIFY(client.isEnded);
  QVERIFY(client.received.endsWith(forward->status().pod.toUtf8() + '\n'));
}

void TestForward::podClosingFirstIsACleanEnd() {
  addContent();
  const auto forward = readyForward(to(u"p"_s, 9004));
  LocalClient client(forward->status().localPort, "QUIT\r\n");
  QTRY_VERIFY(client.isOver());
  QVERIFY(client.isEnded);
  QCOMPARE(client.received, QByteArray("220 p ready\r\n250 QUIT\r\n"));
  QTRY_COMPARE(forward->status().connections, 0);
  QVERIFY(!forward->status().lastConnectionError);
}

// ---- Failures of one connection ----

/// DESIGN 3.3: a refused port in the pod fails that one connection and nothing else.
void TestForward::refusedPortFailsOneConnection() {
  addContent();
  const auto forward = readyForward(to(u"p"_s, 9001));
  LocalClient other(forward->status().localPort, "before");
  QTRY_COMPARE(other.received, QByteArray("before"));
  m_cluster->faults().refusedPorts = {9001};
  LocalClient refused(forward->status().localPort, "x");
  QTRY_VERIFY(refused.isOver());
  QVERIFY(refused.isReset());
  QTRY_VERIFY(forward->status().lastConnectionError);
  QCOMPARE(forward->status().lastConnectionError->code, ErrorCode::PodPortRefused);
  QCOMPARE(forward->status().state, State::Ready);
  m_cluster->faults().refusedPorts.clear();
  other.write(" after");
  QTRY_COMPARE(other.received, QByteArray("before after"));
  {
    LocalClient good(forward->status().localPort, "y");
    QTRY_COMPARE(good.received, QByteArray("y"));
  }
  QTRY_VERIFY(!forward->status().lastConnectionError);  // it was not the last one any more
}

void TestForward::resetInThePodIsAResetHere() {
  addContent();
  const auto forward = readyForward(to(u"p"_s, 9001));
  m_cluster->faults().resetPorts = {9001};
  LocalClient client(forward->status().localPort, "x");
  QTRY_VERIFY(client.isOver());
  QVERIFY(client.isReset());
  QCOMPARE(forward->status().state, State::Ready);
}

void TestForward::stalledConnectionDelaysNoOtherForward() {
  addContent();
  m_cluster->put(demoPod({.name = u"q"_s}));
  QTRY_COMPARE(readyPods().size(), 3);
  const auto stalled = readyForward(to(u"p"_s, 9006));
  const auto other = readyForward(to(u"q"_s, 9001));
  LocalClient held(stalled->status().localPort, QByteArray(32 * 1024 * 1024, 'x'));
  QVERIFY(!QTest::qWaitFor([&] { return held.isWritten(); }, 300));
  LocalClient reader(stalled->status().localPort, "x");
  reader.setReadingPaused(true);
  for (int i = 0; i < 20; ++i) {
    LocalClient client(other->status().localPort, "y");
    QTRY_COMPARE(client.received, QByteArray("y"));
  }
  QCOMPARE(stalled->status().state, State::Ready);
}

/// A session that is not read, because of one client, does not hear that the server is gone until it writes.
void TestForward::stalledConnectionHidesNoBrokenSession() {
  if (isSessionless()) {
    QSKIP("each connection has one of its own");
  }
  addContent();
  const auto forward = readyForward(to(u"p"_s, 9001));
  LocalClient beside(forward->status().localPort, "y");
  QTRY_COMPARE(beside.received, QByteArray("y"));
  QCOMPARE(m_cluster->sessionCount(), 1);
  const QByteArray sent = demoBytes(0, 64 * 1024 * 1024);
  LocalClient held(forward->status().localPort, sent);
  held.setReadingPaused(true);
  QTest::qWait(1000);
  QVERIFY(!held.isWritten());
  m_cluster->cutSessions(DemoCut::Reset);
  // The server sends what it has for a while before it goes.
  QTRY_VERIFY_WITH_TIMEOUT((beside.write("z"), beside.isReset()), 15'000);
  // What arrived is the stalled client's all the same, for as long as it may take nothing of it.
  QVERIFY(!held.isOver());
  held.setReadingPaused(false);
  QTRY_VERIFY(held.isReset());
  QVERIFY(held.received.size() > 256 * 1024);
  QVERIFY(sent.startsWith(held.received));
}

// ---- Lost sessions ----

void TestForward::brokenSessionIsAReset_data() {
  QTest::addColumn<int>("cut");
  QTest::newRow("reset") << int(DemoCut::Reset);
  QTest::newRow("FIN without close_notify") << int(DemoCut::Fin);
  QTest::newRow("garbage") << int(DemoCut::GarbageFrame);
  QTest::newRow("half a frame") << int(DemoCut::UnfinishedFrame);
}

/// DESIGN 3.1: a truncated download looks like an error, not like a short file; what did arrive is delivered before.
void TestForward::brokenSessionIsAReset() {
  QFETCH(int, cut);
  constexpr qsizetype kCut = 5'000'000;
  addContent();
  m_cluster->faults().cutAfterSent = kCut;
  m_cluster->faults().cut = DemoCut(cut);
  const auto forward = readyForward(to(u"p"_s, 9003));
  LocalClient client(forward->status().localPort, "100000000\n");
  QTRY_VERIFY_WITH_TIMEOUT(client.isOver(), 20'000);
  QVERIFY2(client.isReset(), "a cut download ended like a whole one");
  // In plain SPDY what breaks the connection stands inside a frame, where it looks like data.
  const qsizetype most = kind() == SessionKind::Spdy ? kCut + 17 : kCut;
  QVERIFY2(client.received.size() >= kCut && client.received.size() <= most,
           qPrintable(QString::number(client.received.size())));
  QVERIFY(client.received.first(kCut) == demoBytes(0, kCut));
  QTRY_VERIFY(forward->status().lastConnectionError);

  // And it comes back by itself; the local port was open all the time.
  m_cluster->faults().cutAfterSent.reset();
  LocalClient next(forward->status().localPort, "1000\n");
  QTRY_VERIFY_WITH_TIMEOUT(next.isOver(), 20'000);
  QVERIFY(next.isEnded);
  QCOMPARE(next.received, demoBytes(0, 1000));
  QCOMPARE(forward->status().state, State::Ready);
}

void TestForward::sessionCutWhileUploadingIsAReset() {
  addContent();
  m_cluster->faults().cutAfterReceived = 3'000'000;
  m_cluster->faults().cut = DemoCut::Reset;
  const auto forward = readyForward(to(u"p"_s, 9002));
  LocalClient client(forward->status().localPort, "50000000\n" + QByteArray(50'000'000, 'x'));
  QTRY_VERIFY_WITH_TIMEOUT(client.isOver(), 20'000);
  QVERIFY(client.isReset());
}

void TestForward::recoversFromALostSession_data() {
  QTest::addColumn<QString>("how");
  for (const char* how : {"reset", "closed", "GOAWAY", "garbage in WebSocket", "garbage in SPDY", "server restarted"}) {
    QTest::newRow(how) << QString::fromLatin1(how);
  }
}

void TestForward::recoversFromALostSession() {
  QFETCH(QString, how);
  if (isSessionless()) {
    QSKIP("Without a connection there is no session to lose.");
  }
  if (kind() == SessionKind::Spdy && how == "garbage in WebSocket"_L1) {
    QSKIP("There is no WebSocket.");
  }
  addContent();
  const auto forward = readyForward();
  const quint16 port = forward->status().localPort;
  QCOMPARE(askName(port), forward->status().pod);
  const int upgrades = m_cluster->upgradeCount();
  if (how == "reset"_L1) {
    m_cluster->cutSessions(DemoCut::Reset);
  } else if (how == "closed"_L1) {
    m_cluster->closeSessions();
  } else if (how == "GOAWAY"_L1) {
    m_cluster->sendGoAway();
  } else if (how == "garbage in WebSocket"_L1) {
    m_cluster->sendGarbage(DemoLayer::WebSocket);
  } else if (how == "garbage in SPDY"_L1) {
    m_cluster->sendGarbage(DemoLayer::Spdy);
  } else {
    m_cluster->goDown();
    QVERIFY(m_cluster->comeBack());
  }
  // The idle session is replaced without anybody asking.
  QTRY_VERIFY_WITH_TIMEOUT(m_cluster->upgradeCount() > upgrades || forward->status().state == State::Failed, 10'000);
  QVERIFY(forward->status().state != State::Failed);
  QTRY_COMPARE_WITH_TIMEOUT(forward->status().state, State::Ready, 10'000);
  QCOMPARE(forward->status().localPort, port);
  QCOMPARE(askName(port), forward->status().pod);
}

// ---- Pods that come and go ----

void TestForward::deletedPodIsFollowed() {
  addContent();
  const auto forward = readyForward();
  const QString before = forward->status().pod;
  const quint16 port = forward->status().localPort;
  QVERIFY(m_cluster->deletePod(before));
  QTRY_VERIFY_WITH_TIMEOUT(forward->status().state == State::Ready && forward->status().pod != before, 10'000);
  QCOMPARE(forward->status().localPort, port);
  QCOMPARE(askName(port), forward->status().pod);
}

/// DESIGN 3.5: while a pod is replaced the local port stays open, and connections that arrive wait.
void TestForward::endsWithItsPodAsKubectlDoes() {
  addContent();
  Request request;
  request.persistence = ForwardSpec::Persistence::Once;
  const auto forward = readyForward(request);
  const quint16 port = forward->status().localPort;
  QVERIFY(m_cluster->deletePod(forward->status().pod));
  QTRY_COMPARE_WITH_TIMEOUT(forward->status().state, State::Failed, 10'000);
  QVERIFY(forward->status().error->detail.startsWith(u"lost connection to pod"_s));
  QVERIFY(forward->status().listening.isEmpty());
  const LocalClient late(port);
  QTRY_VERIFY(late.error);
  QCOMPARE(late.error->code, ErrorCode::ConnectionRefused);
}

/// Its session is lost while it is being deleted and still runs: kubectl's choice (PROTOCOL 4.1), until the next one
/// runs.
void TestForward::doesNotGoBackToAPodThatIsBeingDeleted() {
  if (isSessionless()) {
    QSKIP("Without a connection there is no session to lose.");
  }
  m_cluster = std::make_unique<DemoCluster>(DemoOptions{.times = {.podStart = 2s, .podStop = 10s, .oneSecond = 100ms}});
  QVERIFY(m_cluster->start());
  addContent();
  const auto forward = readyForward();
  const QString before = forward->status().pod;
  QVERIFY(m_cluster->deletePod(before));
  QTRY_VERIFY(!readyPods().contains(before));
  m_cluster->cutSessions(DemoCut::Reset);
  QTRY_COMPARE(forward->status().state, State::Waiting);
  QTRY_VERIFY(forward->status().error && forward->status().error->code == ErrorCode::NoPod);
  QTRY_VERIFY_WITH_TIMEOUT(forward->status().state == State::Ready, 10'000);
  QVERIFY(forward->status().pod != before);
  QVERIFY(m_cluster->names(u"Pod"_s).contains(before));
}

void TestForward::connectionsWaitForTheNextPod() {
  addContent();
  const auto forward = readyForward();
  const quint16 port = forward->status().localPort;
  QVERIFY(m_cluster->scale(u"Deployment"_s, u"web"_s, 0));
  QTRY_VERIFY(forward->status().state != State::Ready);
  QTRY_COMPARE(forward->status().stage, Stage::Target);
  QVERIFY(!forward->status().listening.isEmpty());
  LocalClient early(port, "GET /name HTTP/1.1\r\nConnection: close\r\n\r\n");
  QVERIFY(!QTest::qWaitFor([&] { return early.isOver(); }, 500));
  QVERIFY(early.isOpen);
  const ForwardDetails details = forward->details();
  QCOMPARE(details.stages.back().state, StageReport::State::Held);
  const qint64 left = QDateTime::currentDateTimeUtc().msecsTo(details.waitsUntil);
  QVERIFY2(left > 0 && left < 30'000, qPrintable(QString::number(left)));
  QVERIFY(m_cluster->scale(u"Deployment"_s, u"web"_s, 1));
  QTRY_COMPARE_WITH_TIMEOUT(forward->status().state, State::Ready, 10'000);
  QTRY_VERIFY(early.isOver());
  QVERIFY(early.isEnded);
  QVERIFY(early.received.endsWith(forward->status().pod.toUtf8() + '\n'));
  QVERIFY(!forward->details().waitsUntil.isValid());
}

/// The connection that starts a forward on demand, where another forward has the session already.
void TestForward::aWaitingConnectionUsesASessionThatIsThere() {
  addContent();
  Request request;
  request.pools = makePools(request.user);
  const auto other = readyForward(request);
  request.onDemand = true;
  const auto forward = makeForward(request);
  forward->start();
  QTRY_COMPARE(forward->status().state, State::Listening);
  QCOMPARE(askName(forward->status().localPort), other->status().pod);
  QCOMPARE(forward->status().state, State::Ready);
}

void TestForward::connectionsDoNotWaitForEver() {
  addContent();
  const auto forward = readyForward({.connectionWait = 300ms});
  QVERIFY(m_cluster->scale(u"Deployment"_s, u"web"_s, 0));
  QTRY_VERIFY(forward->status().state != State::Ready);
  LocalClient client(forward->status().localPort, "x");
  QTRY_VERIFY(client.isOver());
  QVERIFY(client.isReset());
  QVERIFY(forward->status().isOn());
}

void TestForward::onlySoManyConnectionsWait() {
  addContent();
  const auto forward = readyForward();
  const quint16 port = forward->status().localPort;
  QVERIFY(m_cluster->scale(u"Deployment"_s, u"web"_s, 0));
  QTRY_VERIFY(forward->status().state != State::Ready);
  std::vector<std::unique_ptr<LocalClient>> clients;
  const auto open = [&](int count) {
    for (int i = 0; i < count; ++i) {
      clients.push_back(std::make_unique<LocalClient>(port, "GET /name HTTP/1.1\r\nConnection: close\r\n\r\n"));
    }
  };
  open(256);
  QTRY_COMPARE(forward->status().waitingConnections, 256);
  open(4);
  QTRY_VERIFY(std::ranges::all_of(clients.end() - 4, clients.end(), [](const auto& each) { return each->isOver(); }));
  QCOMPARE(forward->status().waitingConnections, 256);
  QVERIFY(m_cluster->scale(u"Deployment"_s, u"web"_s, 1));
  QTRY_VERIFY_WITH_TIMEOUT(
      std::ranges::all_of(clients.begin(), clients.end() - 4, [](const auto& each) { return each->isEnded; }), 20'000);
}

/// Programs close their ports before their pod is gone.
void TestForward::whomALeavingPodRefusesWaitsForTheNext() {
  m_cluster =
      std::make_unique<DemoCluster>(DemoOptions{.times = {.podStart = 1'500ms, .podStop = 5s, .oneSecond = 100ms}});
  QVERIFY(m_cluster->start());
  addContent();
  const auto forward = readyForward();
  const QString before = forward->status().pod;
  QVERIFY(m_cluster->deletePod(before));
  m_cluster->faults().refusedPorts = {8080};
  LocalClient client(forward->status().localPort, "GET /name HTTP/1.1\r\nConnection: close\r\n\r\n");
  QTRY_VERIFY(client.isOver() || forward->status().state != State::Ready);
  m_cluster->faults().refusedPorts = {};
  QTRY_VERIFY_WITH_TIMEOUT(client.isOver(), 15'000);
  QVERIFY(client.isEnded);
  QVERIFY(forward->status().pod != before);
  QVERIFY(client.received.endsWith(forward->status().pod.toUtf8() + '\n'));
}

/// DESIGN 7: a rollout with surge fails no request.
void TestForward::rolloutLosesNoRequest() {
  init();
  m_cluster =
      std::make_unique<DemoCluster>(DemoOptions{.times = {.podStart = 200ms, .podStop = 300ms, .oneSecond = 100ms}});
  QVERIFY(m_cluster->start());
  addContent();
  QVERIFY(m_cluster->scale(u"Deployment"_s, u"web"_s, 2));
  QTRY_COMPARE(readyPods().size(), 3);
  const auto forward = readyForward();
  const QStringList before = readyPods();
  QVERIFY(m_cluster->rollOut(u"web"_s));
  QStringList answers;
  const auto isReplaced = [&] {
    const QStringList now = m_cluster->names(u"Pod"_s);
    return std::ranges::none_of(before, [&](const QString& pod) { return pod != "p"_L1 && now.contains(pod); });
  };
  while (!isReplaced()) {
    answers.append(askName(forward->status().localPort));
    const auto error = forward->status().lastConnectionError;
    QVERIFY2(!answers.last().isEmpty(), error ? qPrintable(error->detail) : "a request failed during the rollout");
  }
  QTRY_VERIFY_WITH_TIMEOUT(forward->status().state == State::Ready && readyPods().contains(forward->status().pod),
                           10'000);
  QVERIFY(!before.contains(askName(forward->status().localPort)));
  QVERIFY(!forward->status().lastConnectionError);
}

void TestForward::followsAfterWatchesExpired() {
  addContent();
  const auto forward = readyForward();
  QTRY_VERIFY(m_cluster->watchCount() > 0);
  m_cluster->expireWatches();
  const QString before = forward->status().pod;
  QVERIFY(m_cluster->deletePod(before));
  QTRY_VERIFY_WITH_TIMEOUT(forward->status().state == State::Ready && forward->status().pod != before, 10'000);
}

void TestForward::followsAfterWatchesWereCut() {
  addContent();
  const auto forward = readyForward();
  QTRY_VERIFY(m_cluster->watchCount() > 0);
  m_cluster->cutWatches();
  const QString before = forward->status().pod;
  QVERIFY(m_cluster->deletePod(before));
  QTRY_VERIFY_WITH_TIMEOUT(forward->status().state == State::Ready && forward->status().pod != before, 10'000);
}

void TestForward::restartedContainersNeedNothing() {
  addContent();
  const auto forward = readyForward(to(u"p"_s, 9001));
  LocalClient client(forward->status().localPort, "x");
  QTRY_COMPARE(client.received, QByteArray("x"));
  const int upgrades = m_cluster->upgradeCount();
  QVERIFY(m_cluster->restartPod(u"p"_s));
  QTRY_VERIFY(client.isOver());
  LocalClient next(forward->status().localPort, "y");
  QTRY_COMPARE(next.received, QByteArray("y"));
  QCOMPARE(m_cluster->upgradeCount(), isSessionless() ? upgrades + 1 : upgrades);
}

void TestForward::waitsForAPodThatIsNotThereYet() {
  m_cluster->put(demoWorkload(u"Deployment"_s, {.name = u"web"_s, .replicas = 0}));
  const auto forward = makeForward({.target = {TargetKind::Deployment, u"web"_s, {}}, .port = {0, 8080, {}}});
  forward->start();
  QVERIFY(!QTest::qWaitFor([&] { return forward->status().state == State::Failed; }, 300));
  QVERIFY(m_cluster->scale(u"Deployment"_s, u"web"_s, 1));
  QTRY_COMPARE_WITH_TIMEOUT(forward->status().state, State::Ready, 10'000);
}

// ---- The API server ----

void TestForward::waitsForAnApiServerThatIsDown() {
  addContent();
  m_cluster->goDown();
  const auto forward = makeForward({});
  forward->start();
  QTRY_COMPARE(forward->status().state, State::Waiting);
  QVERIFY(forward->status().error);
  QCOMPARE(forward->status().error->code, ErrorCode::ConnectionRefused);
  QVERIFY(forward->status().nextTry.isValid());
  QVERIFY(forward->status().listening.isEmpty());
  QVERIFY(m_cluster->comeBack());
  QTRY_COMPARE_WITH_TIMEOUT(forward->status().state, State::Ready, 10'000);
}

void TestForward::survivesAnApiServerThatGoesAway() {
  addContent();
  const auto forward = readyForward();
  const quint16 port = forward->status().localPort;
  m_cluster->goDown();
  QTRY_COMPARE(forward->status().state, State::Waiting);
  LocalClient waiting(port, "GET /name HTTP/1.1\r\nConnection: close\r\n\r\n");
  QTRY_VERIFY(waiting.isOpen);
  QVERIFY(m_cluster->comeBack());
  QTRY_COMPARE_WITH_TIMEOUT(forward->status().state, State::Ready, 10'000);
  QTRY_VERIFY(waiting.isOver());
  QVERIFY(waiting.received.endsWith(forward->status().pod.toUtf8() + '\n'));
}

void TestForward::failsForGood_data() {
  QTest::addColumn<QString>("case_");
  QTest::addColumn<int>("code");
  QTest::addColumn<int>("stage");
  QTest::newRow("may not forward") << u"guest"_s << int(ErrorCode::Forbidden) << int(Stage::Authentication);
  QTest::newRow("token revoked") << u"revoked"_s << int(ErrorCode::Unauthorized) << int(Stage::Authentication);
  QTest::newRow("no such service") << u"service"_s << int(ErrorCode::NotFound) << int(Stage::Target);
  QTest::newRow("no such port") << u"port"_s << int(ErrorCode::PortNotFound) << int(Stage::Target);
}

void TestForward::failsForGood() {
  QFETCH(QString, case_);
  QFETCH(int, code);
  QFETCH(int, stage);
  addContent();
  Request request;
  if (case_ == "guest"_L1) {
    request.user = u"guest"_s;
  } else if (case_ == "service"_L1) {
    request.target.name = u"nothing"_s;
  } else if (case_ == "port"_L1) {
    request.port = {0, 4711, {}};
  }
  const auto forward = makeForward(request);
  if (case_ == "revoked"_L1) {
    QVERIFY(m_cluster->renewToken(u"dev"_s));
  }
  forward->start();
  QTRY_COMPARE(forward->status().state, State::Failed);
  const Error error = forward->status().error.value();
  QCOMPARE(int(error.code), code);
  QCOMPARE(int(error.stage), stage);
  QVERIFY(!error.detail.isEmpty());
  QVERIFY(!error.hint.isEmpty());
  QVERIFY(!error.detail.contains(QString::fromLatin1(m_cluster->identity().bearerToken)));
  QVERIFY(forward->status().listening.isEmpty());
  const StageReport report = forward->details().stages.at(size_t(error.stage));
  QCOMPARE(report.state, StageReport::State::Failed);
  // Who may not forward is told so when the session opens; the authentication was over then.
  QCOMPARE(report.took.has_value(), case_ != "guest"_L1);
}

/// On demand, the first way to a pod begins with a connection to a port that is open already.
void TestForward::onDemandStaysOpenForWhenAPersonHasHelped() {
  const auto forward = makeForward({.connectionWait = 20s, .onDemand = true});
  forward->start();
  QTRY_COMPARE(forward->status().state, State::Listening);
  const QStringList open = forward->status().listening;
  const quint16 port = forward->status().localPort;
  LocalClient client(port, "GET /name HTTP/1.1\r\n\r\n");
  QTRY_VERIFY(client.isReset());
  QCOMPARE(forward->status().state, State::Failed);
  QCOMPARE(forward->status().error->code, ErrorCode::NotFound);
  QCOMPARE(forward->status().listening, open);
  // Whoever comes at once learns the same, without the cluster being asked again.
  m_cluster->forgetRequests();
  LocalClient next(port, "x");
  QTRY_VERIFY(next.isReset());
  QVERIFY(m_cluster->requests().isEmpty());

  addContent();
  QString pod;
  const auto answers = [&] {
    pod = askName(port);
    return !pod.isEmpty();
  };
  QTRY_VERIFY(answers());
  QCOMPARE(forward->status().state, State::Ready);
  QCOMPARE(pod, forward->status().pod);
}

void TestForward::triesAgainAfterAnUpgradeWentWrong_data() {
  QTest::addColumn<int>("mischief");
  QTest::addColumn<int>("status");
  QTest::newRow("503") << int(DemoMischief::Status) << 503;
  QTest::newRow("500") << int(DemoMischief::Status) << 500;
  QTest::newRow("a gateway's 502") << int(DemoMischief::PlainStatus) << 502;
  QTest::newRow("reset") << int(DemoMischief::Reset) << 0;
}

void TestForward::triesAgainAfterAnUpgradeWentWrong() {
  QFETCH(int, mischief);
  QFETCH(int, status);
  addContent();
  m_cluster->faults().upgrade = {{.mischief = DemoMischief(mischief), .status = status, .times = 1}};
  const auto forward = makeForward({});
  forward->start();
  QTRY_COMPARE_WITH_TIMEOUT(forward->status().state, State::Ready, 10'000);
  QVERIFY(m_cluster->upgradeCount() >= 2);
}

// ---- Stopping ----

void TestForward::stopsAtOnce_data() {
  QTest::addColumn<QString>("where");
  for (const char* where : {"not even TLS", "API silent", "upgrade silent", "endless head", "waiting to try again",
                            "ready and idle", "transfer under way", "session not read", "waiting connections"}) {
    QTest::newRow(where) << QString::fromLatin1(where);
  }
}

/// DESIGN 3.7: stop always finishes, at once, whatever the network does.
void TestForward::stopsAtOnce() {
  QFETCH(QString, where);
  addContent();
  DemoFaults& faults = m_cluster->faults();
  auto forward = makeForward(to(u"p"_s, 9003));
  std::unique_ptr<LocalClient> client;
  if (where == "not even TLS"_L1) {
    faults.acceptAndIgnore = true;
  } else if (where == "API silent"_L1) {
    faults.api = {{.mischief = DemoMischief::NoAnswer}};
  } else if (where == "upgrade silent"_L1) {
    faults.upgrade = {{.mischief = DemoMischief::NoAnswer}};
  } else if (where == "endless head"_L1) {
    faults.upgrade = {{.mischief = DemoMischief::EndlessHead}};
  } else if (where == "waiting to try again"_L1) {
    m_cluster->goDown();
  }
  forward->start();
  if (where == "waiting to try again"_L1) {
    QTRY_COMPARE(forward->status().state, State::Waiting);
  } else if (faults.upgrade.isEmpty() && faults.api.isEmpty() && !faults.acceptAndIgnore) {
    QTRY_COMPARE(forward->status().state, State::Ready);
  } else {
    QVERIFY(!QTest::qWaitFor([&] { return forward->status().state == State::Ready; }, 200));
  }
  if (where == "transfer under way"_L1 || where == "session not read"_L1) {
    client = std::make_unique<LocalClient>(forward->status().localPort, "2000000000\n");
    QTRY_VERIFY(client->received.size() > 1'000'000);
    if (where == "session not read"_L1) {
      m_cluster->faults().readSessions = false;
      client->write(QByteArray(10'000'000, 'x'));
    }
  } else if (where == "waiting connections"_L1) {
    QVERIFY(m_cluster->remove(u"Pod"_s, u"p"_s));
    QTRY_COMPARE(forward->status().state, State::Waiting);
    client = std::make_unique<LocalClient>(forward->status().localPort, "x");
    QTRY_VERIFY(client->isOpen);
    QTRY_COMPARE(forward->status().connections, 1);
  }
  QElapsedTimer timer;
  timer.start();
  forward.reset();
  QVERIFY2(timer.elapsed() < 200, qPrintable(QString::number(timer.elapsed())));
  if (client) {
    QTRY_VERIFY(client->isOver());
    QVERIFY(client->isReset());
  }
  // A server that does not read learns of nothing.
  m_cluster->faults().readSessions = true;
  QTRY_COMPARE(m_cluster->sessionCount(), 0);
}

QTEST_GUILESS_MAIN(TestForward)
#include "test_forward.moc"
