#include <QElapsedTimer>
#include <QHash>
#include <QTest>
#include <QTimer>
#include <algorithm>
#include <array>
#include <cstdio>
#include <functional>
#include <list>
#include <memory>
#include <random>
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

/// What a status may say wrong for so long: a ping every ten seconds, which has five to be answered.
constexpr qint64 kMostUntrueMs = 15'000;
/// Qt's coarse timers are up to 5 % late, a snapshot 100 ms, and both threads share what is left of the machine.
constexpr qint64 kSlackMs = 1'500;
/// A listener outlives everything but a stop, a restart and a changed kubeconfig.
constexpr qint64 kRestartMs = 3'000;
/// After the last fault: a ping that is not answered, a pause before the next try, and what that takes.
constexpr int kRecoverMs = 60'000;
constexpr size_t kClients = 20;
constexpr int kFaults = 3;  ///< at the same time
constexpr qint64 kClientPatienceMs = 6'000;

int fromEnvironment(const char* name, int otherwise) {
  bool isNumber = false;
  const int value = qEnvironmentVariableIntValue(name, &isNumber);
  return isNumber ? value : otherwise;
}

}  // namespace

/// Everything that can go wrong, at random and several things at once, under forwards of all kinds and clients that
/// check every byte. It must show that
///  - no byte is wrong and no truncated stream ends cleanly;
///  - a listener that is open stays open;
///  - no status is "ready" for more than 15 s while no session to its pod is alive;
///  - nothing but a start (a restart, a changed kubeconfig) under a fault leads to "failed";
///  - when the weather is fair again all forwards are up by themselves, and serve.
///
/// PORTOLAN_CHAOS_SECONDS and PORTOLAN_CHAOS_SEED say how long and which; the seed decides the kind of session (seed
/// modulo 4: 2 plain SPDY, 3 channels, else the tunnel), the faults and their times. How they meet the transfers is the
/// machine's doing. PORTOLAN_CHAOS_VERBOSE=1 tells each.
class TestChaos : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void everythingAtOnce();

 private:
  struct Forwarded {
    QString uid;
    CheckedClient::Kind kind = CheckedClient::Kind::Source;
    qint64 untrueSince = -1;
    QDateTime readySince;
    qint64 restarted = 0;
    QString toldState;
  };
  struct Running {
    std::unique_ptr<CheckedClient> client;
    size_t forward;
    qint64 giveUpMs;
    qint64 stallUntilMs;
  };
  /// What goes wrong, and what ends it; null: it is over at once.
  struct Fault {
    QString name;
    std::function<void()> begin;
    std::function<void()> end;
  };

  void makeWorld();
  void addForward(ForwardConfig config, CheckedClient::Kind kind);
  void makeFaults();
  void beginFault();
  void endFault(size_t fault);
  void makeFair();
  void work();
  void startClient(size_t forward);
  void look();
  void violated(const QString& what);
  void told(const QString& what);
  [[nodiscard]] QString randomPod();
  [[nodiscard]] int below(int limit) { return int(m_random() % unsigned(limit)); }
  [[nodiscard]] int clientBelow(int limit) { return int(m_clientRandom() % unsigned(limit)); }
  [[nodiscard]] size_t upCount() const;
  void restartsFrom(qint64 when);

  std::unique_ptr<DemoCluster> m_cluster;
  std::unique_ptr<Engine> m_engine;
  QList<ForwardConfig> m_configs;
  std::vector<Forwarded> m_forwards;
  std::vector<Fault> m_faults;
  std::vector<bool> m_isUnderWay;
  std::list<Running> m_clients;
  std::mt19937 m_random;
  std::mt19937 m_clientRandom;
  QElapsedTimer m_clock;
  SessionKind m_kind = SessionKind::SpdyOverWebSocket;
  bool m_isFair = true;
  bool m_isDown = false;
  bool m_startsClients = true;
  bool m_isLong = false;
  QStringList m_violations;
  QStringList m_log;
  QHash<QString, int> m_counts;
  qint64 m_bytes = 0;
  qint64 m_longestUntrue = 0;
};

void TestChaos::told(const QString& what) {
  const QString line = u"%1 ms: %2"_s.arg(m_clock.elapsed(), 6).arg(what);
  m_log += line;
  if (m_log.size() > 300) {
    m_log.removeFirst();
  }
  if (qEnvironmentVariableIsSet("PORTOLAN_CHAOS_VERBOSE")) {
    qInfo().noquote() << line;
  }
}

void TestChaos::violated(const QString& what) {
  told(u"!!! "_s + what);
  if (m_violations.size() < 20) {
    m_violations += u"%1 ms: %2"_s.arg(m_clock.elapsed()).arg(what);
  }
}

void TestChaos::addForward(ForwardConfig config, CheckedClient::Kind kind) {
  config.uid = u"%1 %2"_s.arg(m_configs.size() + 1).arg(config.target.isEmpty() ? config.podSelector : config.target);
  if (config.kubeconfig.isEmpty()) {
    config.kubeconfig = m_cluster->kubeconfigPath();
  }
  if (config.remotePort.isEmpty()) {
    config.remotePort = QString::number(CheckedClient::portFor(kind));
  }
  config.localAddress = u"127.0.0.1"_s;
  m_configs += config;
  Forwarded forward;
  forward.uid = config.uid;
  forward.kind = kind;
  m_forwards.push_back(forward);
}

void TestChaos::makeWorld() {
  using Kind = CheckedClient::Kind;
  DemoOptions options{.times = {.podStart = 150ms, .podStop = 200ms, .oneSecond = 100ms, .bookmarks = 2s},
                      .resetOnExit = true};
  options.tunnel = m_kind == SessionKind::SpdyOverWebSocket;
  options.spdy = m_kind != SessionKind::WebSocketChannels;
  m_cluster = std::make_unique<DemoCluster>(options);
  QVERIFY(m_cluster->start());
  m_cluster->put(demoNamespace(u"team"_s));
  m_cluster->put(demoWorkload(u"Deployment"_s, {.name = u"web"_s, .replicas = 2, .labels = {}}));
  m_cluster->put(demoWorkload(u"Deployment"_s, {.name = u"spread"_s, .replicas = 3, .labels = {}}));
  m_cluster->put(demoWorkload(u"Deployment"_s, {.name = u"web"_s, .ns = u"team"_s, .replicas = 1, .labels = {}}));
  m_cluster->put(demoWorkload(u"StatefulSet"_s, {.name = u"db"_s, .replicas = 1, .labels = {}}));
  m_cluster->put(demoPod({.name = u"lone"_s}));
  const auto service = [&](const QString& name, const QString& ns) {
    DemoServiceSpec spec{.name = name, .ns = ns, .selector = {{u"app"_s, name}}, .ports = {}};
    for (const auto kind : {Kind::Source, Kind::Echo, Kind::Sink, Kind::Greeting}) {
      const quint16 port = CheckedClient::portFor(kind);
      spec.ports += {.port = port, .targetPort = QString::number(port), .name = u"p%1"_s.arg(port)};
    }
    m_cluster->put(demoService(spec));
  };
  service(u"web"_s, u"default"_s);
  service(u"spread"_s, u"default"_s);
  service(u"web"_s, u"team"_s);

  const auto to = [](const QString& target) {
    ForwardConfig config;
    config.target = target;
    return config;
  };
  addForward(to(u"service/web"_s), Kind::Source);
  addForward(to(u"deployment/web"_s), Kind::Echo);
  ForwardConfig selector;
  selector.workloadType = ForwardConfig::WorkloadType::Pod;
  selector.podSelector = u"app=web"_s;
  addForward(selector, Kind::Sink);
  addForward(to(u"statefulset/db"_s), Kind::Greeting);
  addForward(to(u"pod/db-0"_s), Kind::Dialogue);
  addForward(to(u"pod/lone"_s), Kind::Source);
  ForwardConfig spread = to(u"service/spread"_s);
  spread.balance = ForwardConfig::Balance::RoundRobin;
  addForward(spread, Kind::Source);
  spread.target = u"deployment/spread"_s;
  addForward(spread, Kind::Dialogue);
  spread.onDemand = true;
  addForward(spread, Kind::Echo);
  ForwardConfig onDemand = to(u"service/web"_s);
  onDemand.onDemand = true;
  addForward(onDemand, Kind::Sink);
  ForwardConfig byCertificate = to(u"deployment/web"_s);
  byCertificate.context = QString::fromLatin1(DemoCluster::kAdminContext);
  addForward(byCertificate, Kind::Source);
  byCertificate.target = u"service/spread"_s;
  addForward(byCertificate, Kind::Sink);
  ForwardConfig elsewhere = to(u"service/web"_s);
  elsewhere.ns = u"team"_s;
  addForward(elsewhere, Kind::Dialogue);
  elsewhere.target = u"deployment/web"_s;
  elsewhere.onDemand = true;
  addForward(elsewhere, Kind::Greeting);
}

QString TestChaos::randomPod() {
  const QStringList pods = m_cluster->names(u"Pod"_s);
  return pods.isEmpty() ? QString() : pods[below(int(pods.size()))];
}

void TestChaos::restartsFrom(qint64 when) {
  for (Forwarded& forward : m_forwards) {
    forward.restarted = when;
  }
}

void TestChaos::makeFaults() {
  const auto add = [&](const QString& name, std::function<void()> begin, std::function<void()> end = {}) {
    m_faults.push_back({name, std::move(begin), std::move(end)});
  };
  // The API server, and the upgrades that it makes.
  add(
      u"server down"_s,
      [this] {
        m_isDown = true;
        m_cluster->goDown();
      },
      [this] { m_isDown = !m_cluster->comeBack(); });
  add(
      u"new connections are ignored"_s, [this] { m_cluster->faults().acceptAndIgnore = true; },
      [this] { m_cluster->faults().acceptAndIgnore = false; });
  add(
      u"slow answers"_s, [this] { m_cluster->faults().apiDelay = std::chrono::milliseconds(below(1500)); },
      [this] { m_cluster->faults().apiDelay = 0ms; });
  add(
      u"slow upgrades"_s, [this] { m_cluster->faults().upgradeDelay = std::chrono::milliseconds(below(1500)); },
      [this] { m_cluster->faults().upgradeDelay = 0ms; });
  using M = DemoMischief;
  const auto addRule = [&](const QString& name, const DemoRequestFault& rule, bool isApi) {
    add((isApi ? u"API: "_s : u"upgrade: "_s) + name,
        [this, rule, isApi] { (isApi ? m_cluster->faults().api : m_cluster->faults().upgrade) = {rule}; },
        [this, isApi] { (isApi ? m_cluster->faults().api : m_cluster->faults().upgrade).clear(); });
  };
  for (const int status : {401, 403, 404, 410, 429, 500, 503}) {
    addRule(QString::number(status), {.mischief = M::Status, .status = status}, true);
    addRule(QString::number(status), {.mischief = M::Status, .status = status}, false);
  }
  for (const auto& [name, mischief] :
       {std::pair{"gateway", M::PlainStatus}, std::pair{"redirect", M::Redirect}, std::pair{"silence", M::NoAnswer},
        std::pair{"half a head", M::UnfinishedHead}, std::pair{"endless head", M::EndlessHead},
        std::pair{"no HTTP", M::NotHttp}, std::pair{"reset", M::Reset}}) {
    const DemoRequestFault rule{.mischief = mischief, .status = 502, .location = u"https://example.invalid/"_s};
    addRule(QString::fromLatin1(name), rule, true);
    addRule(QString::fromLatin1(name), rule, false);
  }
  addRule(u"half a body"_s, {.mischief = M::CutBody}, true);
  addRule(u"no JSON"_s, {.mischief = M::InvalidJson}, true);
  addRule(u"wrong accept key"_s, {.mischief = M::WrongAccept}, false);
  addRule(u"no protocol"_s, {.mischief = M::NoProtocol}, false);
  // Who may do what.
  add(
      u"token revoked"_s, [this] { m_cluster->revokeToken(u"dev"_s); },
      [this] {
        QVERIFY(m_cluster->renewToken(u"dev"_s));
        restartsFrom(m_clock.elapsed());
      });
  for (const char* rule : {"watch *", "list *", "get *", "* pods/portforward", "* *"}) {
    add(
        u"forbidden: %1"_s.arg(QLatin1String(rule)),
        [this, rule] { m_cluster->setForbidden(u"dev"_s, {QString::fromLatin1(rule)}); },
        [this] { m_cluster->setForbidden(u"dev"_s, {}); });
  }
  // Watches.
  add(u"watches expire"_s, [this] { m_cluster->expireWatches(); });
  add(u"watches end"_s, [this] { m_cluster->endWatches(); });
  add(u"watches are cut"_s, [this] { m_cluster->cutWatches(); });
  add(
      u"watches are silent"_s, [this] { m_cluster->faults().sendWatchEvents = false; },
      [this] { m_cluster->faults().sendWatchEvents = true; });
  // Sessions.
  for (const auto& [name, how] :
       {std::pair{"reset", DemoCut::Reset}, std::pair{"FIN", DemoCut::Fin}, std::pair{"garbage", DemoCut::GarbageFrame},
        std::pair{"in mid-frame", DemoCut::UnfinishedFrame}}) {
    add(u"sessions cut: %1"_s.arg(QLatin1String(name)), [this, how] { m_cluster->cutSessions(how); });
    add(
        u"sessions cut after some bytes: %1"_s.arg(QLatin1String(name)),
        [this, how] {
          DemoFaults& faults = m_cluster->faults();
          faults.cut = how;
          faults.cutAfterSent = below(300'000);
          faults.cutAfterReceived = below(300'000);
        },
        [this] {
          m_cluster->faults().cutAfterSent.reset();
          m_cluster->faults().cutAfterReceived.reset();
        });
  }
  if (m_kind != SessionKind::WebSocketChannels) {
    // With channels all of these would be a Close frame: how a pod says that it is done (PROTOCOL 1.3).
    add(u"sessions closed"_s, [this] { m_cluster->closeSessions(); });
    add(u"GOAWAY"_s, [this] { m_cluster->sendGoAway(); });
    add(u"upstream breaks"_s, [this] { m_cluster->breakUpstream(); });
  }
  add(u"SPDY garbage"_s, [this] { m_cluster->sendGarbage(DemoLayer::Spdy); });
  add(
      u"no pongs"_s, [this] { m_cluster->faults().answerPings = false; },
      [this] { m_cluster->faults().answerPings = true; });
  add(
      u"sessions are not read"_s, [this] { m_cluster->faults().readSessions = false; },
      [this] { m_cluster->faults().readSessions = true; });
  add(u"sessions to a pod freeze"_s, [this] { m_cluster->freezeSessions(randomPod()); });
  add(
      u"black hole"_s,
      [this] {
        m_cluster->freezeSessions();
        m_cluster->faults().acceptAndIgnore = true;
        m_cluster->faults().sendWatchEvents = false;
      },
      [this] {
        m_cluster->thawSessions();
        m_cluster->faults().acceptAndIgnore = false;
        m_cluster->faults().sendWatchEvents = true;
      });
  // Pods.
  const auto addPort = [&](const QString& name, QSet<quint16> DemoFaults::* ports) {
    add(
        u"port "_s + name, [this, ports] { m_cluster->faults().*ports = {quint16(9001 + below(4))}; },
        [this, ports] { (m_cluster->faults().*ports).clear(); });
  };
  addPort(u"refused"_s, &DemoFaults::refusedPorts);
  addPort(u"resets"_s, &DemoFaults::resetPorts);
  addPort(u"stalls"_s, &DemoFaults::stalledPorts);
  add(
      u"slow dialling"_s, [this] { m_cluster->faults().dialDelay = std::chrono::milliseconds(below(800)); },
      [this] { m_cluster->faults().dialDelay = 0ms; });
  add(u"a pod is deleted"_s, [this] { m_cluster->deletePod(randomPod()); });
  add(u"a pod vanishes"_s, [this] { m_cluster->remove(u"Pod"_s, randomPod()); });
  add(u"all pods are deleted"_s, [this] {
    for (const QString& pod : m_cluster->names(u"Pod"_s)) {
      m_cluster->deletePod(pod);
    }
  });
  add(
      u"pods are not ready"_s,
      [this] {
        for (const QString& pod : m_cluster->names(u"Pod"_s)) {
          if (below(2) == 0) {
            m_cluster->setPodReady(pod, false);
          }
        }
      },
      [this] {
        for (const QString& pod : m_cluster->names(u"Pod"_s)) {
          m_cluster->setPodReady(pod, true);
        }
      });
  add(u"the lone pod is made anew"_s, [this] {
    m_cluster->remove(u"Pod"_s, u"lone"_s);
    m_cluster->put(demoPod({.name = u"lone"_s}));
  });
  add(u"containers restart"_s, [this] { m_cluster->restartPod(randomPod()); });
  add(u"rollout"_s, [this] { m_cluster->rollOut(below(2) == 0 ? u"web"_s : u"spread"_s); });
  add(
      u"scaled to zero"_s, [this] { m_cluster->scale(u"Deployment"_s, u"web"_s, 0); },
      [this] { m_cluster->scale(u"Deployment"_s, u"web"_s, 2); });
  add(
      u"scaled down"_s, [this] { m_cluster->scale(u"Deployment"_s, u"spread"_s, 1); },
      [this] { m_cluster->scale(u"Deployment"_s, u"spread"_s, 3 + below(3)); });
  // People, and their computers.
  add(u"the network changed"_s, [this] { m_engine->recheck(); });
  add(u"retry"_s, [this] { m_engine->retryNow(m_forwards[size_t(below(int(m_forwards.size())))].uid); });
  add(u"restart"_s, [this] {
    Forwarded& forward = m_forwards[size_t(below(int(m_forwards.size())))];
    forward.restarted = m_clock.elapsed();
    m_engine->restart(forward.uid);
  });
  add(u"stop and start"_s, [this] {
    Forwarded& forward = m_forwards[size_t(below(int(m_forwards.size())))];
    forward.restarted = m_clock.elapsed();
    m_engine->stop(forward.uid);
    m_engine->start(forward.uid);
  });
  m_isUnderWay.assign(m_faults.size(), false);
}

void TestChaos::beginFault() {
  if (m_isFair) {
    return;
  }
  const auto fault = size_t(below(int(m_faults.size())));
  // The time of the next one is drawn in any case, so that a seed is one sequence.
  const auto length = std::chrono::milliseconds(100 + below(m_isLong && below(12) == 0 ? 22'000 : 1'500));
  const auto next = std::chrono::milliseconds(20 + below(400));
  if (!m_isUnderWay[fault] && std::ranges::count(m_isUnderWay, true) < kFaults) {
    told(m_faults[fault].name);
    ++m_counts[m_faults[fault].name];
    m_faults[fault].begin();
    if (m_faults[fault].end) {
      m_isUnderWay[fault] = true;
      QTimer::singleShot(length, this, [this, fault] { endFault(fault); });
    }
  }
  QTimer::singleShot(next, this, &TestChaos::beginFault);
}

void TestChaos::endFault(size_t fault) {
  if (m_isUnderWay[fault]) {
    m_isUnderWay[fault] = false;
    told(u"over: "_s + m_faults[fault].name);
    m_faults[fault].end();
  }
}

void TestChaos::makeFair() {
  told(u"the weather is fair"_s);
  m_isFair = true;
  for (size_t fault = 0; fault < m_faults.size(); ++fault) {
    endFault(fault);
  }
  m_cluster->faults() = {};
  m_cluster->thawSessions();
}

void TestChaos::startClient(size_t forward) {
  const ForwardStatus status = m_engine->status(m_forwards[forward].uid);
  if (status.listening.isEmpty()) {
    return;
  }
  static constexpr std::array<qint64, 6> kSizes{1, 500, 30'000, 200'000, 1'000'000, 3'000'000};
  const auto kind = m_forwards[forward].kind;
  const qint64 size =
      kind == CheckedClient::Kind::Dialogue ? 2'000 + clientBelow(20'000) : kSizes[size_t(clientBelow(kSizes.size()))];
  const bool stalls = clientBelow(10) == 0;
  m_clients.push_back({.client = std::make_unique<CheckedClient>(kind, status.localPort, size, m_clientRandom()),
                       .forward = forward,
                       .giveUpMs = clientBelow(12) == 0 ? clientBelow(300) : kClientPatienceMs,
                       .stallUntilMs = stalls ? clientBelow(4'000) : 0});
  if (stalls) {
    m_clients.back().client->setReadingPaused(true);
  }
}

void TestChaos::work() {
  const qint64 now = m_clock.elapsed();
  for (auto it = m_clients.begin(); it != m_clients.end();) {
    CheckedClient& client = *it->client;
    const Forwarded& forward = m_forwards[it->forward];
    if (client.ageMs() >= it->stallUntilMs) {
      client.setReadingPaused(false);
    }
    client.advance();
    if (client.isWrong()) {
      violated(u"%1: %2"_s.arg(forward.uid, client.wrong()));
    }
    if (client.isRefused() && now - forward.restarted > kRestartMs) {
      violated(u"%1: the port was closed"_s.arg(forward.uid));
    }
    if (client.isOver() || client.ageMs() > it->giveUpMs) {
      ++m_counts[client.isWhole() ? u"~ whole"_s : client.isReset() ? u"~ reset"_s : u"~ given up"_s];
      m_bytes += client.got();
      it = m_clients.erase(it);
    } else {
      ++it;
    }
  }
  while (m_startsClients && m_clients.size() < kClients) {
    const size_t before = m_clients.size();
    startClient(size_t(clientBelow(int(m_forwards.size()))));
    if (m_clients.size() == before) {
      break;  // that one does not listen; perhaps another one in the next turn
    }
  }
}

/// Is what the statuses say true?
void TestChaos::look() {
  const qint64 now = m_clock.elapsed();
  for (Forwarded& forward : m_forwards) {
    const ForwardStatus status = m_engine->status(forward.uid);
    const bool isUntrue = status.state == State::Ready && m_kind != SessionKind::WebSocketChannels &&
                          m_cluster->aliveSessionCount(status.pod) == 0;
    if (!isUntrue || status.since != forward.readySince) {
      forward.untrueSince = -1;
      forward.readySince = status.since;
    }
    if (isUntrue && forward.untrueSince < 0) {
      forward.untrueSince = now;
    }
    const qint64 untrueFor = isUntrue ? now - forward.untrueSince : 0;
    m_longestUntrue = std::max(m_longestUntrue, untrueFor);
    if (untrueFor > kMostUntrueMs + kSlackMs) {
      violated(
          u"%1 has been ready for %2 ms with no session to %3 alive"_s.arg(forward.uid).arg(untrueFor).arg(status.pod));
      forward.untrueSince = now;
    }
    QString state = stateName(status.state);
    if (status.error) {
      state += u" at the stage %1: %2"_s.arg(stageName(status.error->stage), status.error->detail.left(150));
    }
    if (state != std::exchange(forward.toldState, state)) {
      told(u"    %1 is %2"_s.arg(forward.uid, state));
    }
    if (status.state == State::Failed && status.readyAfter) {
      violated(u"%1 was up and has failed: %2"_s.arg(forward.uid, status.error->detail));
    }
  }
}

size_t TestChaos::upCount() const {
  return size_t(std::ranges::count_if(m_engine->statuses(), [](const ForwardStatus& status) {
    return status.state == State::Ready || status.state == State::Listening;
  }));
}

void TestChaos::everythingAtOnce() {
  const int seconds = fromEnvironment("PORTOLAN_CHAOS_SECONDS", 12);
  const auto seed = unsigned(fromEnvironment("PORTOLAN_CHAOS_SEED", 1));
  m_random.seed(seed);
  m_clientRandom.seed(seed + 1);
  m_isLong = seconds >= 60;
  m_kind = std::array{SessionKind::SpdyOverWebSocket, SessionKind::SpdyOverWebSocket, SessionKind::Spdy,
                      SessionKind::WebSocketChannels}[seed % 4];
  qInfo().noquote() << "seed" << seed << "for" << seconds << "s, sessions of the kind" << sessionKindName(m_kind);

  makeWorld();
  EngineOptions options;
  options.connectionWait = 4s;
  options.onDemandIdle = 1s;
  m_engine = std::make_unique<Engine>(options);
  m_engine->setForwards(m_configs);
  m_engine->startAll();
  QTRY_COMPARE_WITH_TIMEOUT(upCount(), m_forwards.size(), 20'000);
  makeFaults();

  m_clock.start();
  QTimer worker;
  connect(&worker, &QTimer::timeout, this, &TestChaos::work);
  worker.start(10ms);
  QTimer looker;
  connect(&looker, &QTimer::timeout, this, &TestChaos::look);
  looker.start(100ms);

  m_isFair = false;
  beginFault();
  QTest::qWait(seconds * 1000);
  makeFair();
  m_startsClients = false;

  // No owner brings the lone pod back.
  QTest::qWait(300);
  if (m_cluster->object(u"Pod"_s, u"lone"_s).isEmpty()) {
    m_cluster->put(demoPod({.name = u"lone"_s}));
  }
  // The person looks after what could not begin.
  for (const ForwardStatus& status : m_engine->statuses()) {
    if (status.state == State::Failed) {
      ++m_counts[u"~ retried by hand"_s];
      m_engine->retryNow(status.uid);
    }
  }
  const qint64 fairSince = m_clock.elapsed();
  const bool areUp = QTest::qWaitFor([this] { return upCount() == m_forwards.size(); }, kRecoverMs);
  if (!areUp) {
    for (const ForwardStatus& status : m_engine->statuses()) {
      if (status.state != State::Ready && status.state != State::Listening) {
        violated(u"%1 is still %2 at the stage %3: %4"_s.arg(status.uid, stateName(status.state),
                                                             stageName(status.stage),
                                                             status.error ? status.error->detail : QString()));
      }
    }
  }
  qInfo() << "all up again after" << m_clock.elapsed() - fairSince << "ms";

  // And they serve.
  m_clients.clear();
  QTRY_VERIFY_WITH_TIMEOUT(m_cluster->streamCount() == 0, 10'000);
  worker.stop();
  for (const Forwarded& forward : m_forwards) {
    const ForwardStatus status = m_engine->status(forward.uid);
    const qint64 size = forward.kind == CheckedClient::Kind::Dialogue ? 2'000 : 100'000;
    CheckedClient client(forward.kind, status.localPort, size, seed);
    const bool isOver = QTest::qWaitFor(
        [&client] {
          client.advance();
          return client.isOver();
        },
        20'000);
    if (!isOver || !client.isWhole()) {
      violated(u"%1 does not serve: %2"_s.arg(forward.uid, client.isReset()   ? u"reset"_s
                                                           : client.isWrong() ? client.wrong()
                                                                              : u"nothing comes"_s));
    }
  }
  QStringList counts;
  for (auto it = m_counts.cbegin(); it != m_counts.cend(); ++it) {
    counts += u"%1 %2"_s.arg(it.key()).arg(it.value());
  }
  counts.sort();
  qInfo().noquote() << "faults and connections:" << counts.join(u", "_s);
  qInfo() << m_bytes / 1'000'000 << "MB checked; a status was untrue for" << m_longestUntrue << "ms at most";
  if (!m_violations.isEmpty()) {
    // More than a test's message may hold.
    std::fprintf(stderr, "What happened last, seed %u:\n%s\n", seed, qPrintable(m_log.join(u'\n')));
  }
  QVERIFY2(m_violations.isEmpty(), qPrintable(u"seed %1:\n%2"_s.arg(seed).arg(m_violations.join(u'\n'))));
  QVERIFY(m_bytes > 0);
  looker.stop();
  m_engine.reset();
  QTRY_COMPARE(m_cluster->sessionCount(), 0);
}

QTEST_GUILESS_MAIN(TestChaos)
#include "test_chaos.moc"
