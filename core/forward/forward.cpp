#include "core/forward/forward.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <QDeadlineTimer>
#include <QHostAddress>
#include <QTimer>
#include <algorithm>
#include <deque>
#include <map>
#include <vector>

#include "core/base/backoff.h"
#include "core/base/logging.h"
#include "core/forward/listener.h"
#include "core/forward/relay.h"
#include "core/target/podwatch.h"
#include "core/target/targetresolver.h"

using namespace std::chrono_literals;

namespace portolan {

namespace {

/// More local connections than this do not wait for a pod at the same time.
constexpr size_t kMostWaiting = 256;
/// A session that lived this long was a success: the next failure starts with the shortest pause again.
constexpr auto kStableAfter = 10s;
/// A connection that the pod refused waits so long for news that the pod is ending.
constexpr auto kNewsWait = 300ms;
/// A local port that is in use is looked at again so often.
constexpr auto kPortRetry = 2s;
/// The longest pause between two tries while a connection waits.
constexpr std::chrono::milliseconds kWaitedFor = 1s;
/// On demand, after a failure that needs a person: so long each connection gets the answer of the last try.
constexpr std::chrono::milliseconds kSameAnswer = 1s;
/// Connections are spread over so many pods at most: each costs a session.
constexpr size_t kMostPods = 16;

/// The way to the cluster's API server is the trouble, not what it says or what is behind it.
bool isAboutTheWay(const Error& error) {
  switch (error.code) {
    case ErrorCode::HostNotFound:
    case ErrorCode::ConnectionRefused:
    case ErrorCode::ConnectionTimedOut:
    case ErrorCode::ConnectionLost:
    case ErrorCode::NetworkUnreachable:
    case ErrorCode::ProxyFailed:
    case ErrorCode::LoginFailed:
    case ErrorCode::ServerBusy:
      return true;
    default:
      return false;
  }
}

struct Peer {
  QString text;
  quint16 port = 0;
  quint16 localPort = 0;  ///< ours
};

// sin_port and sin6_port are at the same place.
quint16 portOf(const sockaddr_storage& name) {
  return ntohs(reinterpret_cast<const sockaddr_in*>(&name)->sin_port);
}

Peer peerOf(const FileDescriptor& socket) {
  sockaddr_storage own{};
  sockaddr_storage name{};
  socklen_t ownSize = sizeof(own);
  socklen_t size = sizeof(name);
  if (::getsockname(socket.get(), reinterpret_cast<sockaddr*>(&own), &ownSize) != 0 ||
      ::getpeername(socket.get(), reinterpret_cast<sockaddr*>(&name), &size) != 0) {
    return {};
  }
  const QHostAddress address(reinterpret_cast<const sockaddr*>(&name));
  const bool isV6 = address.protocol() == QAbstractSocket::IPv6Protocol;
  const quint16 port = portOf(name);
  return {.text = QStringLiteral("%1:%2").arg(isV6 ? u'[' + address.toString() + u']' : address.toString()).arg(port),
          .port = port,
          .localPort = portOf(own)};
}

}  // namespace

bool isTransient(const Error& error) {
  switch (error.code) {
    case ErrorCode::HostNotFound:
    case ErrorCode::ConnectionRefused:
    case ErrorCode::ConnectionTimedOut:
    case ErrorCode::ConnectionLost:
    case ErrorCode::NetworkUnreachable:
    case ErrorCode::ProxyFailed:
    case ErrorCode::LoginFailed:
    case ErrorCode::Expired:
    case ErrorCode::ServerBusy:
    case ErrorCode::ApiError:
    case ErrorCode::PodNotRunning:
    case ErrorCode::NoPod:
    case ErrorCode::PodGone:
    case ErrorCode::SessionLost:
    case ErrorCode::AddressInUse:
      return true;
    default:
      return false;
  }
}

class Forward::Private final : private RetryGate::Waiter {
 public:
  Private(Forward* forward, std::shared_ptr<SessionPools> sharedPools, ForwardSpec forwardSpec)
      : q(forward), pools(std::move(sharedPools)), spec(std::move(forwardSpec)), ports(size_t(spec.ports.size())) {
    retryTimer.setSingleShot(true);
    QObject::connect(&retryTimer, &QTimer::timeout, q, [this] { retry(); });
    idleTimer.setSingleShot(true);
    idleTimer.setInterval(spec.onDemandIdle);
    QObject::connect(&idleTimer, &QTimer::timeout, q, [this] { rest(); });
  }
  ~Private() { closeAll(); }

  void start();
  void rest();
  void resolve();
  void onResolved(const Result<ResolvedTarget>& result);
  void retry();
  void tryNow() override;
  void mustWait(const Error& why, const QDateTime& when) override;
  [[nodiscard]] std::optional<ResolvedTarget> watchedTarget() const;
  bool useWatchedPod();
  void startMove();
  void finishMove();
  void cancelMove();
  void onDisplaced(Relay* relay, const Error& error);
  void lookAtRefused();
  void wait(Relay* relay);
  [[nodiscard]] bool isPodLeaving(const QString& uid) const;
  void updateOthers();
  void dropOther(const QString& uid);
  void openSession();
  void onSessionOpened();
  void onSessionsLost(const Error& reason);
  Result<void> listen();
  void watchPods();
  void unwatch();
  void onPodsChanged();
  void accept(size_t portIndex, FileDescriptor socket);
  [[nodiscard]] bool startRelay(Relay* relay, size_t portIndex);
  [[nodiscard]] bool startRelayInTurn(Relay* relay, size_t portIndex);
  void updateIdle();
  void startWaiting();
  void onRelayFinished(Relay* relay, size_t portIndex, const std::optional<Error>& error);

  void begin(Stage stage);
  void done(Stage stage);
  [[nodiscard]] StageReport report(Stage stage) const;
  [[nodiscard]] ForwardDetails details() const;
  void enter(ForwardStatus::State state, Stage stage, const std::optional<Error>& error = {});
  [[nodiscard]] bool goesOnAfter(const Error& error) const;
  void attemptFailed(const Error& error);
  void leaveCluster();
  void giveUp(const Error& error);
  void fail(const Error& error);
  void moveToAnotherPod(const Error& reason);
  void useTarget(const ResolvedTarget& next);
  void usePool(std::shared_ptr<SessionPool> next);
  [[nodiscard]] ApiClient& api() const { return pools->context().cluster()->api(); }
  void closeAll();
  template <typename T>
  void dispose(std::unique_ptr<T>& object);

  struct Port {
    PortMapping mapping;
    std::unique_ptr<Listener> listener;
  };
  struct Connection {
    std::unique_ptr<Relay> relay;
    size_t portIndex;
    /// Keeps the sessions to a former pod until the last connection to it is over.
    std::shared_ptr<SessionPool> pool;
    QString podUid;
    QString podName;
    Peer peer;
    QDateTime since = QDateTime::currentDateTimeUtc();
  };
  struct Waiting {
    Relay* relay;
    QDateTime until;  ///< then it is reset
  };
  struct Refused {
    Relay* relay;
    Error error;
  };
  struct Other {
    ResolvedTarget target;
    std::shared_ptr<SessionPool> pool;
  };

  Forward* q;
  std::shared_ptr<SessionPools> pools;
  ForwardSpec spec;
  ForwardStatus current;
  bool everReady = spec.hasBeenReady;
  /// When each stage was last begun, and how long it took until it was got through or failed.
  std::array<std::optional<std::chrono::steady_clock::time_point>, 5> begun;
  std::array<std::optional<std::chrono::microseconds>, 5> took;
  Backoff backoff;
  QTimer retryTimer;
  QTimer idleTimer;  ///< on demand: nobody has used it for a while

  ResolvedTarget target;
  bool podWasSeen = false;  ///< among the watched ones
  std::unique_ptr<TargetResolver> resolver;
  std::shared_ptr<PodWatch> watch;
  std::shared_ptr<SessionPool> pool;  ///< of the pod in use
  bool isOpening = false;             ///< the pool's answer is awaited
  std::vector<Port> ports;
  std::vector<Connection> connections;
  std::deque<Waiting> waiting;   ///< accepted while there was no session for them; the first ones first
  std::vector<Refused> refused;  ///< by a pod of which it is not known yet whether it is ending
  QDeadlineTimer sameAnswer;     ///< until then no new connection is worth another try

  // On the way from a pod that is leaving to another one, while the first still serves.
  ResolvedTarget nextTarget;
  std::shared_ptr<SessionPool> nextPool;

  // Round robin: the other ready pods, by uid.
  std::map<QString, Other> others;
  size_t turn = 0;
};

void Forward::Private::enter(ForwardStatus::State state, Stage stage, const std::optional<Error>& error) {
  if (state != current.state) {
    current.since = QDateTime::currentDateTimeUtc();
  }
  current.state = state;
  current.stage = stage;
  current.error = error;
  if (state == ForwardStatus::State::Failed) {
    took[size_t(stage)].reset();  // a session that was opened and is lost has not taken so long to fail
    done(stage);
  }
  if (state != ForwardStatus::State::Waiting) {
    current.nextTry = {};
  }
  Q_EMIT q->stepped(state, current.pod, error);
  Q_EMIT q->statusChanged();
}

void Forward::Private::begin(Stage stage) {
  for (size_t i = size_t(stage); i < took.size(); ++i) {
    begun[i].reset();
    took[i].reset();
  }
  begun[size_t(stage)] = std::chrono::steady_clock::now();
}

void Forward::Private::done(Stage stage) {
  if (const auto since = std::exchange(begun[size_t(stage)], std::nullopt)) {
    took[size_t(stage)] =
        std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - *since);
  }
}

void Forward::Private::start() {
  if (!spec.onDemand) {
    resolve();
    return;
  }
  for (size_t i = 0; i < ports.size(); ++i) {
    const PortSpec& port = spec.ports.at(qsizetype(i));
    ports[i].mapping = {port.local.value_or(port.remote), port.remote};
  }
  if (const auto listening = listen(); !listening) {
    attemptFailed(listening.error());
  } else {
    enter(ForwardStatus::State::Listening, Stage::Relay);
  }
}

/// Nothing is asked of it any more, and no session held; the ports stay open.
void Forward::Private::leaveCluster() {
  idleTimer.stop();
  retryTimer.stop();
  pools->gate().leave(*this);
  cancelMove();
  dispose(resolver);
  unwatch();
  usePool(nullptr);
  current.pod.clear();
}

/// On demand, and nobody wants anything: the cluster is left alone until someone does.
void Forward::Private::rest() {
  leaveCluster();
  enter(ForwardStatus::State::Listening, Stage::Relay);
}

void Forward::Private::updateIdle() {
  if (!spec.onDemand || !connections.empty()) {
    idleTimer.stop();
  } else if (current.state == ForwardStatus::State::Waiting) {
    rest();
  } else if (current.state == ForwardStatus::State::Ready && !idleTimer.isActive()) {
    idleTimer.start();
  }
}

void Forward::Private::unwatch() {
  if (watch) {
    watch->disconnect(q);
    watch.reset();
  }
  while (!others.empty()) {
    dropOther(others.begin()->first);
  }
}

void Forward::Private::resolve() {
  // While trying again the state stays "waiting" with its reason; only its stage moves.
  const bool again = current.state == ForwardStatus::State::Waiting;
  enter(again ? current.state : ForwardStatus::State::Starting, Stage::Authentication,
        again ? current.error : std::nullopt);
  isOpening = false;
  cancelMove();
  dispose(resolver);
  if (!pools->gate().enter(*this)) {
    return;  // another forward finds out whether the cluster can be reached
  }
  begin(Stage::Authentication);
  resolver = std::make_unique<TargetResolver>(api(), pools->watches(), spec.ns, spec.target, spec.ports,
                                              spec.podRunningTimeout);
  QObject::connect(resolver.get(), &TargetResolver::finished, q,
                   [this](const Result<ResolvedTarget>& result) { onResolved(result); });
  QObject::connect(resolver.get(), &TargetResolver::admitted, q, [this] {
    done(Stage::Authentication);
    begin(Stage::Target);
    enter(current.state, Stage::Target, current.error);
  });
  QObject::connect(resolver.get(), &TargetResolver::waiting, q, [this](const Error& reason) {
    if (goesOnAfter(reason)) {
      pools->gate().reached(*this);
      enter(ForwardStatus::State::Waiting, reason.stage, reason);
    }
  });
  resolver->start();
}

void Forward::Private::onResolved(const Result<ResolvedTarget>& result) {
  dispose(resolver);
  if (result || !isAboutTheWay(result.error())) {
    pools->gate().reached(*this);
  }
  if (!result) {
    attemptFailed(result.error());
    return;
  }
  // kubectl prefers a running pod that is being deleted to one that is still pending (PROTOCOL 4.1). Once up, a forward
  // waits for the new one instead of moving to where it came from.
  if (everReady && result->pod.deletionTimestamp.isValid()) {
    attemptFailed({ErrorCode::NoPod,
                   Stage::Target,
                   QStringLiteral("%1 is being deleted and no other pod is ready").arg(result->pod.name),
                   {}});
    return;
  }
  done(Stage::Target);
  useTarget(*result);
  watchPods();
  openSession();
}

void Forward::Private::openSession() {
  const bool again = current.state == ForwardStatus::State::Waiting;
  enter(current.state, Stage::Session, again ? current.error : std::nullopt);
  begin(Stage::Session);
  usePool(pools->pool(spec.ns, target.pod.name, target.pod.uid));
  isOpening = true;
  pool->open();
}

/// Those that were accepted keep the pool that they use.
void Forward::Private::usePool(std::shared_ptr<SessionPool> next) {
  if (next == pool) {
    return;
  }
  isOpening = false;
  if (pool) {
    pool->disconnect(q);
  }
  pool = std::move(next);
  if (!pool) {
    return;
  }
  QObject::connect(pool.get(), &SessionPool::opened, q, [this] {
    if (std::exchange(isOpening, false)) {
      onSessionOpened();
    }
  });
  QObject::connect(pool.get(), &SessionPool::openFailed, q, [this](const Error& error) {
    if (std::exchange(isOpening, false)) {
      attemptFailed(error);
    }
  });
  QObject::connect(pool.get(), &SessionPool::available, q, [this] { startWaiting(); });
  QObject::connect(pool.get(), &SessionPool::lost, q, [this](const Error& reason) { onSessionsLost(reason); });
  QObject::connect(pool.get(), &SessionPool::changed, q, [this] { Q_EMIT q->statusChanged(); });
}

void Forward::Private::onSessionOpened() {
  done(Stage::Session);
  if (const auto listening = listen(); !listening) {
    attemptFailed(listening.error());
    return;
  }
  everReady = true;
  enter(ForwardStatus::State::Ready, Stage::Relay);
  startWaiting();
  updateIdle();
  onPodsChanged();  // what changed meanwhile
}

Result<void> Forward::Private::listen() {
  if (std::any_of(ports.begin(), ports.end(), [](const Port& port) { return port.listener != nullptr; })) {
    return {};
  }
  begin(Stage::Relay);
  std::vector<std::pair<PortMapping, Error>> failures;
  QStringList all;
  for (size_t i = 0; i < ports.size(); ++i) {
    Port& port = ports[i];
    auto listener = std::make_unique<Listener>([this, i](FileDescriptor socket) { accept(i, std::move(socket)); });
    if (const auto listening = listener->listen(spec.addresses, port.mapping.local); !listening) {
      failures.emplace_back(port.mapping, listening.error());
      continue;
    }
    QStringList addresses;
    for (const QHostAddress& address : listener->addresses()) {
      const bool v6 = address.protocol() == QAbstractSocket::IPv6Protocol;
      addresses +=
          QStringLiteral("%1:%2").arg(v6 ? u'[' + address.toString() + u']' : address.toString()).arg(listener->port());
    }
    port.mapping.local = listener->port();
    port.listener = std::move(listener);
    all += addresses;
    Q_EMIT q->listening(addresses, port.mapping.local, port.mapping.remote);
  }
  if (all.isEmpty()) {
    return std::unexpected(failures.front().second);
  }
  for (const auto& [mapping, error] : failures) {
    Q_EMIT q->listenFailed(mapping, error);
  }
  current.listening = all;
  const auto first =
      std::find_if(ports.begin(), ports.end(), [](const Port& port) { return port.listener != nullptr; });
  current.localPort = first->mapping.local;
  done(Stage::Relay);
  return {};
}

void Forward::Private::watchPods() {
  if (watch && watch->labelSelector() == target.labelSelector && watch->fieldSelector() == target.fieldSelector) {
    return;
  }
  unwatch();  // a service was pointed at other pods
  watch = pools->watches().watch(spec.ns, target.labelSelector, target.fieldSelector);
  QObject::connect(watch.get(), &PodWatch::changed, q, [this] { onPodsChanged(); });
  QObject::connect(watch.get(), &PodWatch::failed, q, [this](const Error& error) {
    // Where no session stands for the way to the cluster, the watch does.
    if (current.state == ForwardStatus::State::Ready && pool->kind() == SessionKind::WebSocketChannels) {
      attemptFailed(error);
    }
  });
  // Where it was there before, its first list is not news to anybody.
  QMetaObject::invokeMethod(q, [this] { onPodsChanged(); }, Qt::QueuedConnection);
}

void Forward::Private::onPodsChanged() {
  if (!watch || !watch->isCurrent()) {
    return;
  }
  lookAtRefused();
  if (current.state == ForwardStatus::State::Waiting && retryTimer.isActive()) {
    // The event that was waited for: no need to sit out the pause.
    if (current.stage == Stage::Target) {
      useWatchedPod();
    }
    return;
  }
  if (current.state != ForwardStatus::State::Ready) {
    return;
  }
  updateOthers();
  const auto& pods = watch->pods();
  const auto mine = pods.find(target.pod.uid);
  podWasSeen |= mine != pods.end();
  if (!podWasSeen) {
    return;  // it was read by its name, and the watch is behind; if it is gone, its session will say so
  }
  if (mine == pods.end()) {
    moveToAnotherPod(
        {ErrorCode::PodGone, Stage::Target, QStringLiteral("pod %1 was deleted").arg(target.pod.name), {}});
  } else if (spec.persistence != ForwardSpec::Persistence::Once && !mine->isUsable()) {
    startMove();
  }
}

void Forward::Private::moveToAnotherPod(const Error& reason) {
  qCInfo(lcForward).noquote() << reason.detail;
  if (spec.persistence == ForwardSpec::Persistence::Once) {
    fail({reason.code, reason.stage, QStringLiteral("lost connection to pod: %1").arg(reason.detail), reason.hint});
    return;
  }
  usePool(nullptr);
  if (nextPool) {
    // The next one is known, and on its way.
    nextPool->disconnect(q);
    const auto opening = std::exchange(nextPool, nullptr);
    useTarget(nextTarget);
    enter(ForwardStatus::State::Starting, Stage::Session);
    openSession();
  } else if (!useWatchedPod()) {
    resolve();
  }
}

void Forward::Private::useTarget(const ResolvedTarget& next) {
  dropOther(next.pod.uid);
  target = next;
  podWasSeen = false;
  current.pod = target.pod.name;
  for (size_t i = 0; i < ports.size(); ++i) {
    ports[i].mapping.remote = target.ports[qsizetype(i)].remote;
    if (!ports[i].listener) {
      ports[i].mapping.local = target.ports[qsizetype(i)].local;
    }
  }
}

/// The pod that a new resolution would choose, known from the watch; nothing: there is none that is ready.
std::optional<ResolvedTarget> Forward::Private::watchedTarget() const {
  if (!watch || !watch->isCurrent()) {
    return {};
  }
  QList<PodSummary> usable;
  std::ranges::copy_if(watch->pods(), std::back_inserter(usable), &PodSummary::isUsable);
  if (usable.isEmpty()) {
    return {};
  }
  const auto moved = withPod(target, usable.at(selectPod(usable)), spec.target, spec.ports);
  return moved ? std::optional(*moved) : std::nullopt;
}

/// False: only a new resolution can tell where to go.
bool Forward::Private::useWatchedPod() {
  const auto next = watchedTarget();
  if (!next) {
    return false;
  }
  retryTimer.stop();
  cancelMove();
  dispose(resolver);
  useTarget(*next);
  if (current.state == ForwardStatus::State::Ready) {
    enter(ForwardStatus::State::Starting, Stage::Session);
  }
  openSession();
  return true;
}

/// The pod in use serves on while a session to another one is opened: no connection has to wait.
void Forward::Private::startMove() {
  const auto next = nextPool ? std::nullopt : watchedTarget();
  if (!next) {
    return;  // the next change of a pod, or the end of this one, leads here again
  }
  qCInfo(lcForward).noquote() << "pod" << target.pod.name << "is leaving, on the way to" << next->pod.name;
  nextTarget = *next;
  nextPool = pools->pool(spec.ns, nextTarget.pod.name, nextTarget.pod.uid);
  QObject::connect(nextPool.get(), &SessionPool::opened, q, [this] { finishMove(); });
  QObject::connect(nextPool.get(), &SessionPool::openFailed, q, [this](const Error& error) {
    qCInfo(lcForward).noquote() << "no session to" << nextTarget.pod.name << ":" << error.detail;
    cancelMove();
  });
  nextPool->open();
}

/// Round robin: a session to each ready pod, so that each has its turn.
void Forward::Private::updateOthers() {
  if (!spec.roundRobin) {
    return;
  }
  const auto& pods = watch->pods();
  for (auto it = others.begin(); it != others.end();) {
    const auto pod = pods.find(it->first);
    const QString uid = (it++)->first;
    if (pod == pods.end() || !pod->isUsable() || uid == target.pod.uid) {
      dropOther(uid);
    }
  }
  for (const PodSummary& pod : pods) {
    if (!pod.isUsable() || pod.uid == target.pod.uid || others.contains(pod.uid) || others.size() + 1 >= kMostPods) {
      continue;
    }
    const auto resolved = withPod(target, pod, spec.target, spec.ports);
    if (!resolved) {
      continue;  // a pod of another make, without the port
    }
    const auto other = pools->pool(spec.ns, pod.name, pod.uid);
    others[pod.uid] = {*resolved, other};
    QObject::connect(other.get(), &SessionPool::opened, q, [this] { Q_EMIT q->statusChanged(); });
    QObject::connect(other.get(), &SessionPool::available, q, [this] { startWaiting(); });
    QObject::connect(other.get(), &SessionPool::openFailed, q, [this, uid = pod.uid] { dropOther(uid); });
    QObject::connect(other.get(), &SessionPool::lost, q, [this, uid = pod.uid] { dropOther(uid); });
    other->open();
  }
}

/// The next change of the pods brings it back if it is still there.
void Forward::Private::dropOther(const QString& uid) {
  const auto it = others.find(uid);
  if (it == others.end()) {
    return;
  }
  if (it->second.pool != pool && it->second.pool != nextPool) {
    it->second.pool->disconnect(q);
  }
  others.erase(it);
  Q_EMIT q->statusChanged();
}

void Forward::Private::finishMove() {
  useTarget(nextTarget);
  nextPool->disconnect(q);
  usePool(std::exchange(nextPool, nullptr));
  Q_EMIT q->stepped(current.state, current.pod, current.error);
  Q_EMIT q->statusChanged();
  startWaiting();
  lookAtRefused();
  onPodsChanged();
}

void Forward::Private::cancelMove() {
  if (nextPool) {
    nextPool->disconnect(q);
    nextPool.reset();
  }
}

/// After a pause of its own. What the cluster's gate lets through comes to tryNow.
void Forward::Private::retry() {
  if (current.error && current.error->code == ErrorCode::AddressInUse && current.listening.isEmpty() &&
      (spec.onDemand || (pool && pool->isOpen()))) {
    // All else is ready. A look that finds no change shows none, and does not search again for who is in the way.
    if (std::ranges::none_of(
            ports, [this](const Port& port) { return Listener::canListen(spec.addresses, port.mapping.local); })) {
      retryTimer.start(kPortRetry);
    } else if (const auto listening = listen(); !listening) {
      attemptFailed(listening.error());
    } else if (spec.onDemand) {
      enter(ForwardStatus::State::Listening, Stage::Relay);
    } else {
      onSessionOpened();
    }
  } else {
    resolve();
  }
}

void Forward::Private::tryNow() {
  retryTimer.stop();
  resolve();
}

void Forward::Private::mustWait(const Error& why, const QDateTime& when) {
  if (!goesOnAfter(why)) {
    giveUp(why);
  } else if (spec.onDemand && connections.empty()) {
    current.lastConnectionError = why;
    rest();
  } else if (current.state != ForwardStatus::State::Waiting) {
    enter(ForwardStatus::State::Waiting, why.stage, why);
  }
  if (current.state == ForwardStatus::State::Waiting && current.nextTry != when) {
    current.nextTry = when;
    Q_EMIT q->statusChanged();
  }
  if (!waiting.empty()) {
    pools->gate().nudge();
  }
}

/// Deletes from the event loop: the object may be in the middle of emitting the signal that led here. Until then it may
/// go on to use the cluster.
template <typename T>
void Forward::Private::dispose(std::unique_ptr<T>& object) {
  if (object) {
    object->disconnect();
    QObject::connect(object.get(), &QObject::destroyed, object.get(), [pools = this->pools] {});
    object.release()->deleteLater();
  }
}

void Forward::Private::onSessionsLost(const Error& reason) {
  if (current.state != ForwardStatus::State::Ready) {
    return;  // on the way to another one, or waiting for it
  }
  qCInfo(lcForward).noquote() << "session to" << target.pod.name << "closed:" << reason.detail;
  const bool wasStable = current.since.secsTo(QDateTime::currentDateTimeUtc()) >= kStableAfter.count();
  if (spec.persistence == ForwardSpec::Persistence::Once) {
    fail({reason.code, reason.stage, QStringLiteral("lost connection to pod: %1").arg(reason.detail), reason.hint});
    return;
  }
  if (!wasStable) {
    attemptFailed(reason);
    return;
  }
  backoff.reset();
  if (spec.onDemand && connections.empty()) {
    rest();
  } else {
    enter(ForwardStatus::State::Waiting, reason.stage, reason);
    // Where the watch knows the pods nobody has to be asked: after a sleep all sessions of all forwards end together.
    if (!pools->gate().isReached() || !useWatchedPod()) {
      resolve();
    }
  }
}

bool Forward::Private::goesOnAfter(const Error& error) const {
  using Persistence = ForwardSpec::Persistence;
  return (spec.persistence == Persistence::KeepTrying && isTransient(error)) ||
         (spec.persistence != Persistence::Once && everReady);
}

void Forward::Private::attemptFailed(const Error& error) {
  qCInfo(lcForward).noquote() << stageName(error.stage) << "failed:" << error.detail;
  if (!goesOnAfter(error)) {
    giveUp(error);
    return;
  }
  if (error.code == ErrorCode::AddressInUse) {
    // Most often a person has to choose another port; if the other program ends first, so much the better.
    if (current.state != ForwardStatus::State::Failed || current.error != error) {
      enter(ForwardStatus::State::Failed, error.stage, error);
    }
    retryTimer.start(kPortRetry);
    return;
  }
  if (spec.onDemand && connections.empty()) {
    current.lastConnectionError = error;
    rest();
    return;
  }
  usePool(nullptr);
  if (isAboutTheWay(error)) {
    current.nextTry = {};
    enter(ForwardStatus::State::Waiting, error.stage, error);
    pools->gate().failed(*this, error);
    return;
  }
  auto pause = backoff.next();
  if (!waiting.empty()) {
    pause = std::min(pause, kWaitedFor);
  }
  current.nextTry = QDateTime::currentDateTimeUtc().addMSecs(pause.count());
  enter(ForwardStatus::State::Waiting, error.stage, error);
  retryTimer.start(pause);
}

/// A person is needed. On demand the ports stay open: a connection that comes later finds out whether one has helped.
void Forward::Private::giveUp(const Error& error) {
  if (!spec.onDemand || current.listening.isEmpty()) {
    fail(error);
    return;
  }
  leaveCluster();
  sameAnswer.setRemainingTime(kSameAnswer);
  enter(ForwardStatus::State::Failed, error.stage, error);
  for (const Waiting& each : std::exchange(waiting, {})) {
    each.relay->fail(error);
  }
}

void Forward::Private::fail(const Error& error) {
  closeAll();
  enter(ForwardStatus::State::Failed, error.stage, error);
}

void Forward::Private::closeAll() {
  retryTimer.stop();
  pools->gate().leave(*this);
  cancelMove();
  idleTimer.stop();
  dispose(resolver);
  unwatch();
  waiting.clear();
  refused.clear();
  for (Port& port : ports) {
    port.listener.reset();
  }
  current.listening.clear();
  // What is still open is reset.
  for (const Connection& connection : connections) {
    current.bytesFromPod += connection.relay->bytesFromPod();
    current.bytesToPod += connection.relay->bytesToPod();
    connection.relay->disconnect(q);
  }
  connections.clear();
  usePool(nullptr);
}

void Forward::Private::accept(size_t portIndex, FileDescriptor socket) {
  ++current.totalConnections;
  Q_EMIT q->connectionAccepted(ports[portIndex].mapping.local);
  Connection accepted;
  accepted.peer = peerOf(socket);
  accepted.relay = std::make_unique<Relay>(std::move(socket));
  accepted.relay->setHalfCloseGrace(spec.halfCloseGrace);
  accepted.portIndex = portIndex;
  connections.push_back(std::move(accepted));
  Relay* relay = connections.back().relay.get();
  QObject::connect(relay, &Relay::finished, q, [this, relay, portIndex](const std::optional<Error>& error) {
    onRelayFinished(relay, portIndex, error);
  });
  QObject::connect(relay, &Relay::displaced, q, [this, relay](const Error& error) { onDisplaced(relay, error); });
  relay->setMayMove(spec.persistence != ForwardSpec::Persistence::Once);
  idleTimer.stop();
  const bool hasFailed = current.state == ForwardStatus::State::Failed;
  if (hasFailed && !sameAnswer.hasExpired()) {
    relay->fail(*current.error);
    return;
  }
  if (!startRelay(relay, portIndex)) {
    wait(relay);
  }
  if (hasFailed || current.state == ForwardStatus::State::Listening) {
    resolve();
  }
  Q_EMIT q->statusChanged();
}

void Forward::Private::wait(Relay* relay) {
  if (waiting.size() >= kMostWaiting) {
    relay->fail({ErrorCode::NoPod,
                 Stage::Relay,
                 QStringLiteral("%1 connections are already waiting for a pod").arg(kMostWaiting),
                 {}});
  } else {
    waiting.push_back({relay, QDateTime::currentDateTimeUtc().addMSecs(spec.connectionWait.count())});
    pools->gate().nudge();
    QTimer::singleShot(spec.connectionWait, relay, [this, relay] {
      if (std::erase_if(waiting, [relay](const Waiting& each) { return each.relay == relay; }) > 0) {
        const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(spec.connectionWait).count();
        relay->fail({ErrorCode::NoPod, Stage::Relay, QStringLiteral("no pod within %1 s").arg(seconds), {}});
      }
    });
  }
}

/// Not to be used by new connections if there is another one.
bool Forward::Private::isPodLeaving(const QString& uid) const {
  if (!watch || !watch->isCurrent()) {
    return false;
  }
  const auto mine = watch->pods().find(uid);
  return mine == watch->pods().end() || !mine->isUsable();
}

/// The pod could not be reached by this connection. A pod that is ending closes its ports first; where it is, the
/// connection moves to another one (DESIGN 3.5). On a healthy pod nothing listens there, and that is the answer.
void Forward::Private::onDisplaced(Relay* relay, const Error& error) {
  const auto it = std::ranges::find(connections, relay, [](const Connection& each) { return each.relay.get(); });
  const bool isOther = others.contains(it->podUid);
  if ((it->podUid != target.pod.uid && !isOther) || current.state != ForwardStatus::State::Ready) {
    it->pool.reset();
    wait(relay);
    startWaiting();
  } else if (error.code == ErrorCode::PodGone || isPodLeaving(it->podUid)) {
    it->pool.reset();
    wait(relay);
    if (isOther) {
      dropOther(it->podUid);
      startWaiting();
      return;
    }
    moveToAnotherPod({ErrorCode::PodGone, Stage::Target, QStringLiteral("pod %1 is ending").arg(target.pod.name), {}});
  } else {
    refused.push_back({relay, error});
    QTimer::singleShot(kNewsWait, relay, [this, relay, error] {
      if (std::erase_if(refused, [relay](const Refused& each) { return each.relay == relay; }) > 0) {
        relay->fail(error);  // there was none
      }
    });
  }
}

/// There is news of the pods: who was refused by one that is ending, or is no longer used, moves.
void Forward::Private::lookAtRefused() {
  for (const Refused& each : std::vector(refused)) {
    const auto it = std::ranges::find(connections, each.relay, [](const Connection& c) { return c.relay.get(); });
    const QString& uid = it->podUid;
    if ((uid != target.pod.uid && !others.contains(uid)) || current.state != ForwardStatus::State::Ready ||
        isPodLeaving(uid)) {
      std::erase_if(refused, [&each](const Refused& other) { return other.relay == each.relay; });
      onDisplaced(each.relay, each.error);
    }
  }
}

/// Round robin. False: there is no other pod with a session, or it is not its turn.
bool Forward::Private::startRelayInTurn(Relay* relay, size_t portIndex) {
  size_t mine = turn++ % (others.size() + 1);
  for (const auto& [uid, other] : others) {
    if (mine-- != 1) {
      continue;
    }
    Session* const session = other.pool->isOpen() ? other.pool->sessionForStream() : nullptr;
    if (session == nullptr) {
      return false;
    }
    const auto it = std::ranges::find(connections, relay, [](const Connection& each) { return each.relay.get(); });
    it->pool = other.pool;
    it->podUid = uid;
    it->podName = other.target.pod.name;
    relay->start(*session, other.target.ports.at(qsizetype(portIndex)).remote);
    return true;
  }
  return false;
}

/// False: there is no session for it now.
bool Forward::Private::startRelay(Relay* relay, size_t portIndex) {
  if (!others.empty() && startRelayInTurn(relay, portIndex)) {
    return true;
  }
  Session* const session = pool && !isOpening ? pool->sessionForStream() : nullptr;
  if (session == nullptr) {
    return false;
  }
  const auto it = std::ranges::find(connections, relay, [](const Connection& each) { return each.relay.get(); });
  it->pool = pool;
  it->podUid = target.pod.uid;
  it->podName = target.pod.name;
  relay->start(*session, ports[portIndex].mapping.remote);
  return true;
}

void Forward::Private::startWaiting() {
  while (!waiting.empty() && current.state == ForwardStatus::State::Ready) {
    Relay* const relay = waiting.front().relay;
    const auto it = std::ranges::find(connections, relay, [](const Connection& each) { return each.relay.get(); });
    if (!startRelay(relay, it->portIndex)) {
      return;
    }
    waiting.pop_front();
  }
}

void Forward::Private::onRelayFinished(Relay* relay, size_t portIndex, const std::optional<Error>& error) {
  current.bytesFromPod += relay->bytesFromPod();
  current.bytesToPod += relay->bytesToPod();
  std::erase_if(waiting, [relay](const Waiting& each) { return each.relay == relay; });
  std::erase_if(refused, [relay](const Refused& each) { return each.relay == relay; });
  if (!error && relay->endedByHalfClose()) {
    Q_EMIT q->connectionEndedByHalfClose(ports[portIndex].mapping.local, ports[portIndex].mapping.remote);
  }
  const auto it = std::ranges::find(connections, relay, [](const Connection& each) { return each.relay.get(); });
  it->relay.release()->deleteLater();
  const QString podUid = it->podUid;
  std::swap(*it, connections.back());
  connections.pop_back();
  current.lastConnectionError = error;
  if (error) {
    Q_EMIT q->connectionFailed(ports[portIndex].mapping.local, ports[portIndex].mapping.remote, *error);
    if (error->code == ErrorCode::PodGone && current.state == ForwardStatus::State::Ready) {
      // The stream knew before the watch did.
      if (podUid == target.pod.uid) {
        moveToAnotherPod(*error);
        return;
      }
      dropOther(podUid);
    }
  }
  updateIdle();
  Q_EMIT q->statusChanged();
}

Forward::Forward(std::shared_ptr<SessionPools> pools, ForwardSpec spec, QObject* parent)
    : QObject(parent), d(std::make_unique<Private>(this, std::move(pools), std::move(spec))) {}

Forward::~Forward() = default;

void Forward::start() {
  d->start();
}

void Forward::retryNow() {
  if (d->current.state == ForwardStatus::State::Waiting || d->retryTimer.isActive() || d->resolver) {
    d->retryTimer.stop();
    const TargetResolver* const asking = d->resolver.get();
    d->pools->gate().hurry();
    if (!d->resolver) {
      d->retry();
    } else if (d->resolver.get() == asking) {
      d->resolve();
    }
  }
}

void Forward::recheck() {
  if (!d->pools->gate().isReached()) {
    return;  // the gate has hurried who waits there
  }
  if (d->resolver) {
    d->resolve();
  } else if (d->current.state == ForwardStatus::State::Waiting && d->retryTimer.isActive()) {
    d->retryTimer.stop();
    d->retry();
  }
}

StageReport Forward::Private::report(Stage stage) const {
  using State = ForwardStatus::State;
  StageReport report;
  const bool isHere = stage == current.stage;
  if (current.state == State::Stopped || current.state == State::Stopping) {
    return report;
  }
  if (current.state == State::Listening) {
    // On demand: the port is open, what lies between is not gone through before somebody comes.
    report.state = stage == Stage::Configuration || stage == Stage::Relay ? StageReport::State::Done
                                                                          : StageReport::State::NotReached;
  } else if (isHere && current.state == State::Starting) {
    // The first answer of the server is what ends the authentication; the resolver is at work at both.
    report.state = StageReport::State::Working;
  } else if (isHere && current.state == State::Failed) {
    report.state = StageReport::State::Failed;
  } else if (stage < current.stage || (isHere && current.state == State::Ready)) {
    report.state = StageReport::State::Done;
  } else if (isHere || (stage == Stage::Relay && !current.listening.isEmpty())) {
    report.state = StageReport::State::Held;  // it waits; and the listener outlives the pod
  }
  if (report.state == StageReport::State::Done || report.state == StageReport::State::Failed) {
    report.took = took[size_t(stage)];
  }
  return report;
}

ForwardDetails Forward::Private::details() const {
  ForwardDetails details;
  for (size_t i = 0; i < details.stages.size(); ++i) {
    details.stages[i] = report(Stage(i));
  }
  if (watch) {
    for (const PodSummary& pod : watch->pods()) {
      details.pods += {pod.name, pod.isUsable(), pool && (pod.uid == target.pod.uid || others.contains(pod.uid))};
    }
    std::ranges::sort(details.pods, {}, &PodReport::name);
  }
  std::vector<const Connection*> newest;
  newest.reserve(connections.size());
  for (const Connection& connection : connections) {
    newest.push_back(&connection);
  }
  const auto shown = std::min(newest.size(), size_t(ForwardDetails::kMostConnections));
  std::ranges::partial_sort(newest, newest.begin() + qsizetype(shown), std::ranges::greater(), &Connection::since);
  newest.resize(shown);
  for (const Connection* connection : newest) {
    const bool isWaiting = std::ranges::find(waiting, connection->relay.get(), &Waiting::relay) != waiting.end();
    details.connections += {connection->peer.text,
                            connection->peer.port,
                            connection->peer.localPort,
                            connection->since,
                            isWaiting ? QString() : connection->podName,
                            connection->relay->bytesFromPod(),
                            connection->relay->bytesToPod()};
  }
  if (!waiting.empty()) {
    details.waitsUntil = waiting.front().until;
  }
  if (pool) {
    details.sessionAnswersIn = pool->answersIn();
  }
  // What each stage came to.
  using S = StageReport::State;
  if (StageReport& stage = details.stages[size_t(Stage::Target)]; stage.state == S::Done) {
    const auto ready = std::ranges::count_if(details.pods, &PodReport::isReady);
    stage.result =
        details.pods.isEmpty()
            ? target.pod.name
            : QStringLiteral("%1, %2 of %3 pods ready").arg(target.pod.name).arg(ready).arg(details.pods.size());
  }
  if (StageReport& stage = details.stages[size_t(Stage::Session)]; stage.state == S::Done && pool) {
    stage.result = sessionKindName(pool->kind());
  }
  if (StageReport& stage = details.stages[size_t(Stage::Relay)]; stage.state == S::Done) {
    stage.result = current.listening.join(QStringLiteral(", "));
  }
  return details;
}

ForwardDetails Forward::details() const {
  return d->details();
}

ForwardStatus Forward::status() const {
  ForwardStatus status = d->current;
  status.ns = d->spec.ns;
  status.isInsecure = d->api().server().insecureSkipTlsVerify;
  status.clusterAnswersIn = d->api().answersIn();
  status.waitingConnections = int(d->waiting.size());
  status.connections = int(d->connections.size());
  for (const auto& connection : d->connections) {
    status.bytesFromPod += connection.relay->bytesFromPod();
    status.bytesToPod += connection.relay->bytesToPod();
  }
  if (!status.pod.isEmpty()) {
    status.pods = {status.pod};
  }
  for (const auto& [uid, other] : d->others) {
    if (other.pool->isOpen()) {
      status.pods += other.target.pod.name;
    }
  }
  if (d->pool && d->pool->isOpen()) {
    status.sessionKind = d->pool->kind();
    status.sessions = d->pool->sessionCount();
    status.isCrowded = d->pool->isCrowded();
  }
  return status;
}

}  // namespace portolan
