#include "core/forward/forward.h"

#include <QTimer>
#include <algorithm>
#include <deque>
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

/// The way to the cluster's API server is the trouble, not what it says or what is behind it.
bool isAboutTheWay(const Error& error) {
  switch (error.code) {
    case ErrorCode::HostNotFound:
    case ErrorCode::ConnectionRefused:
    case ErrorCode::ConnectionTimedOut:
    case ErrorCode::ConnectionLost:
    case ErrorCode::NetworkUnreachable:
    case ErrorCode::ServerBusy:
      return true;
    default:
      return false;
  }
}

}  // namespace

bool isTransient(const Error& error) {
  switch (error.code) {
    case ErrorCode::HostNotFound:
    case ErrorCode::ConnectionRefused:
    case ErrorCode::ConnectionTimedOut:
    case ErrorCode::ConnectionLost:
    case ErrorCode::NetworkUnreachable:
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

class Forward::Private : private RetryGate::Waiter {
 public:
  Private(Forward* forward, std::shared_ptr<SessionPools> sharedPools, ForwardSpec forwardSpec)
      : q(forward), pools(std::move(sharedPools)), spec(std::move(forwardSpec)), ports(size_t(spec.ports.size())) {
    retryTimer.setSingleShot(true);
    QObject::connect(&retryTimer, &QTimer::timeout, q, [this] { retry(); });
  }
  ~Private() { closeAll(); }

  void resolve();
  void onResolved(const Result<ResolvedTarget>& result);
  void retry();
  void tryNow() override;
  void nextTryIs(const QDateTime& when) override;
  void startMove();
  void onMoveResolved(const Result<ResolvedTarget>& result);
  void finishMove();
  void cancelMove();
  void onDisplaced(Relay* relay, const Error& error);
  void wait(Relay* relay);
  [[nodiscard]] bool isPodLeaving() const;
  void openSession();
  void onSessionOpened();
  void onSessionsLost(const Error& reason);
  Result<void> listen();
  void watchPods();
  void onPodsChanged();
  void accept(size_t portIndex, FileDescriptor socket);
  [[nodiscard]] bool startRelay(Relay* relay, size_t portIndex);
  void startWaiting();
  void onRelayFinished(Relay* relay, size_t portIndex, const std::optional<Error>& error);

  void enter(ForwardStatus::State state, Stage stage, const std::optional<Error>& error = {});
  void attemptFailed(const Error& error);
  void fail(const Error& error);
  void moveToAnotherPod(const Error& reason);
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
  };

  Forward* q;
  std::shared_ptr<SessionPools> pools;
  ForwardSpec spec;
  ForwardStatus current;
  bool everReady = false;
  Backoff backoff;
  QTimer retryTimer;

  ResolvedTarget target;
  std::unique_ptr<TargetResolver> resolver;
  std::shared_ptr<PodWatch> watch;
  std::shared_ptr<SessionPool> pool;  ///< of the pod in use
  bool isOpening = false;             ///< the pool's answer is awaited
  std::vector<Port> ports;
  std::vector<Connection> connections;
  std::deque<Relay*> waiting;  ///< accepted while there was no session for them

  // On the way from a pod that is leaving to another one, while the first still serves.
  std::unique_ptr<TargetResolver> moveResolver;
  ResolvedTarget nextTarget;
  std::shared_ptr<SessionPool> nextPool;
};

void Forward::Private::enter(ForwardStatus::State state, Stage stage, const std::optional<Error>& error) {
  if (state != current.state) {
    current.since = QDateTime::currentDateTimeUtc();
  }
  current.state = state;
  current.stage = stage;
  current.error = error;
  if (state != ForwardStatus::State::Waiting) {
    current.nextTry = {};
  }
  Q_EMIT q->statusChanged();
}

void Forward::Private::resolve() {
  // While trying again the state stays "waiting" with its reason; only its stage moves.
  const bool again = current.state == ForwardStatus::State::Waiting;
  enter(again ? current.state : ForwardStatus::State::Starting, Stage::Target, again ? current.error : std::nullopt);
  isOpening = false;
  cancelMove();
  dispose(resolver);
  if (!pools->gate().enter(*this)) {
    return;  // another forward finds out whether the cluster can be reached
  }
  resolver = std::make_unique<TargetResolver>(api(), spec.ns, spec.target, spec.ports, spec.podRunningTimeout);
  QObject::connect(resolver.get(), &TargetResolver::finished, q,
                   [this](const Result<ResolvedTarget>& result) { onResolved(result); });
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
  target = *result;
  current.pod = target.pod.name;
  for (size_t i = 0; i < ports.size(); ++i) {
    ports[i].mapping.remote = target.ports[qsizetype(i)].remote;
    if (!ports[i].listener) {
      ports[i].mapping.local = target.ports[qsizetype(i)].local;
    }
  }
  watchPods();
  openSession();
}

void Forward::Private::openSession() {
  const bool again = current.state == ForwardStatus::State::Waiting;
  enter(current.state, Stage::Session, again ? current.error : std::nullopt);
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
  if (const auto listening = listen(); !listening) {
    attemptFailed(listening.error());
    return;
  }
  everReady = true;
  enter(ForwardStatus::State::Ready, Stage::Relay);
  startWaiting();
}

Result<void> Forward::Private::listen() {
  if (std::any_of(ports.begin(), ports.end(), [](const Port& port) { return port.listener != nullptr; })) {
    return {};
  }
  enter(current.state, Stage::Relay);
  std::optional<Error> firstError;
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
  return {};
}

void Forward::Private::watchPods() {
  if (watch) {
    return;  // the selectors of a target do not change while it is forwarded
  }
  watch = pools->podWatch(spec.ns, target.labelSelector, target.fieldSelector);
  QObject::connect(watch.get(), &PodWatch::changed, q, [this] { onPodsChanged(); });
  QObject::connect(watch.get(), &PodWatch::failed, q, [this](const Error& error) {
    // Where no session stands for the way to the cluster, the watch does.
    if (current.state == ForwardStatus::State::Ready && pool->kind() == SessionKind::WebSocketChannels) {
      attemptFailed(error);
    }
  });
  // Where it was there before, its first list is not news to anybody.
  QMetaObject::invokeMethod(
      q,
      [this] {
        if (watch && watch->isCurrent()) {
          onPodsChanged();
        }
      },
      Qt::QueuedConnection);
}

void Forward::Private::onPodsChanged() {
  const auto& pods = watch->pods();
  const bool anotherUsable = std::any_of(
      pods.begin(), pods.end(), [this](const PodSummary& pod) { return pod.uid != target.pod.uid && pod.isUsable(); });
  if (current.state == ForwardStatus::State::Waiting && retryTimer.isActive()) {
    // The event that was waited for: no need to sit out the pause.
    if (std::any_of(pods.begin(), pods.end(), [](const PodSummary& pod) { return pod.isUsable(); }) &&
        current.stage == Stage::Target) {
      retryTimer.stop();
      resolve();
    }
    return;
  }
  if (current.state != ForwardStatus::State::Ready) {
    return;
  }
  const auto mine = pods.find(target.pod.uid);
  if (mine == pods.end()) {
    moveToAnotherPod(
        {ErrorCode::PodGone, Stage::Target, QStringLiteral("pod %1 was deleted").arg(target.pod.name), {}});
  } else if (spec.persistence != ForwardSpec::Persistence::Once && anotherUsable && !mine->isUsable()) {
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
  resolve();
}

/// The pod in use serves on while another one is found and a session to it is opened: no connection has to wait.
void Forward::Private::startMove() {
  if (moveResolver || nextPool) {
    return;
  }
  qCInfo(lcForward).noquote() << "pod" << target.pod.name << "is leaving";
  moveResolver = std::make_unique<TargetResolver>(api(), spec.ns, spec.target, spec.ports, spec.podRunningTimeout);
  QObject::connect(moveResolver.get(), &TargetResolver::finished, q,
                   [this](const Result<ResolvedTarget>& result) { onMoveResolved(result); });
  moveResolver->start();
}

void Forward::Private::onMoveResolved(const Result<ResolvedTarget>& result) {
  dispose(moveResolver);
  if (!result || result->pod.uid == target.pod.uid || !result->pod.isUsable()) {
    return;  // the next change of a pod, or the end of this one, leads here again
  }
  nextTarget = *result;
  nextPool = pools->pool(spec.ns, nextTarget.pod.name, nextTarget.pod.uid);
  QObject::connect(nextPool.get(), &SessionPool::opened, q, [this] { finishMove(); });
  QObject::connect(nextPool.get(), &SessionPool::openFailed, q, [this](const Error& error) {
    qCInfo(lcForward).noquote() << "no session to" << nextTarget.pod.name << ":" << error.detail;
    cancelMove();
  });
  nextPool->open();
}

void Forward::Private::finishMove() {
  target = nextTarget;
  current.pod = target.pod.name;
  for (size_t i = 0; i < ports.size(); ++i) {
    ports[i].mapping.remote = target.ports[qsizetype(i)].remote;
  }
  nextPool->disconnect(q);
  usePool(std::exchange(nextPool, nullptr));
  Q_EMIT q->statusChanged();
  startWaiting();
}

void Forward::Private::cancelMove() {
  dispose(moveResolver);
  if (nextPool) {
    nextPool->disconnect(q);
    nextPool.reset();
  }
}

/// After a pause of its own. What the cluster's gate lets through comes to tryNow.
void Forward::Private::retry() {
  if (current.error && current.error->code == ErrorCode::AddressInUse && pool && pool->isOpen()) {
    onSessionOpened();  // all else is ready
  } else {
    resolve();
  }
}

void Forward::Private::tryNow() {
  retryTimer.stop();
  resolve();
}

void Forward::Private::nextTryIs(const QDateTime& when) {
  if (current.state == ForwardStatus::State::Waiting && current.nextTry != when) {
    current.nextTry = when;
    Q_EMIT q->statusChanged();
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
  if (wasStable) {
    backoff.reset();
    resolve();
  } else {
    attemptFailed(reason);
  }
}

void Forward::Private::attemptFailed(const Error& error) {
  qCInfo(lcForward).noquote() << stageName(error.stage) << "failed:" << error.detail;
  using Persistence = ForwardSpec::Persistence;
  const bool goesOn = (spec.persistence == Persistence::KeepTrying && isTransient(error)) ||
                      (spec.persistence != Persistence::Once && everReady);
  if (!goesOn) {
    fail(error);
    return;
  }
  if (error.code == ErrorCode::AddressInUse) {
    current.nextTry = QDateTime::currentDateTimeUtc().addMSecs(std::chrono::milliseconds(kPortRetry).count());
    enter(ForwardStatus::State::Waiting, error.stage, error);
    retryTimer.start(kPortRetry);
    return;
  }
  usePool(nullptr);
  if (isAboutTheWay(error)) {
    current.nextTry = {};
    enter(ForwardStatus::State::Waiting, error.stage, error);
    pools->gate().failed(*this);
    return;
  }
  const auto pause = backoff.next();
  current.nextTry = QDateTime::currentDateTimeUtc().addMSecs(pause.count());
  enter(ForwardStatus::State::Waiting, error.stage, error);
  retryTimer.start(pause);
}

void Forward::Private::fail(const Error& error) {
  closeAll();
  enter(ForwardStatus::State::Failed, error.stage, error);
}

void Forward::Private::closeAll() {
  retryTimer.stop();
  pools->gate().leave(*this);
  cancelMove();
  dispose(resolver);
  if (watch) {
    watch->disconnect(q);
    watch.reset();
  }
  waiting.clear();
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
  connections.push_back({std::make_unique<Relay>(std::move(socket)), portIndex, {}});
  Relay* relay = connections.back().relay.get();
  QObject::connect(relay, &Relay::finished, q, [this, relay, portIndex](const std::optional<Error>& error) {
    onRelayFinished(relay, portIndex, error);
  });
  QObject::connect(relay, &Relay::displaced, q, [this, relay](const Error& error) { onDisplaced(relay, error); });
  relay->setMayMove(spec.persistence != ForwardSpec::Persistence::Once);
  if (!startRelay(relay, portIndex)) {
    wait(relay);
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
    waiting.push_back(relay);
    QTimer::singleShot(spec.connectionWait, relay, [this, relay] {
      if (std::erase(waiting, relay) > 0) {
        const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(spec.connectionWait).count();
        relay->fail({ErrorCode::NoPod, Stage::Relay, QStringLiteral("no pod within %1 s").arg(seconds), {}});
      }
    });
  }
}

/// Not to be used by new connections if there is another one.
bool Forward::Private::isPodLeaving() const {
  if (!watch || !watch->isCurrent()) {
    return false;
  }
  const auto mine = watch->pods().find(target.pod.uid);
  return mine == watch->pods().end() || !mine->isUsable();
}

/// The pod could not be reached by this connection. A pod that is ending closes its ports first; where it is, the
/// connection moves to another one (DESIGN 3.5). On a healthy pod nothing listens there, and that is the answer.
void Forward::Private::onDisplaced(Relay* relay, const Error& error) {
  const auto it = std::ranges::find(connections, relay, [](const Connection& each) { return each.relay.get(); });
  if (it->pool != pool || current.state != ForwardStatus::State::Ready) {
    it->pool.reset();
    wait(relay);
    startWaiting();
  } else if (error.code == ErrorCode::PodGone || isPodLeaving()) {
    it->pool.reset();
    wait(relay);
    moveToAnotherPod({ErrorCode::PodGone, Stage::Target, QStringLiteral("pod %1 is ending").arg(target.pod.name), {}});
  } else {
    QTimer::singleShot(kNewsWait, relay, [this, relay, error] {
      const auto connection =
          std::ranges::find(connections, relay, [](const Connection& each) { return each.relay.get(); });
      if (connection->pool != pool || current.state != ForwardStatus::State::Ready || isPodLeaving()) {
        onDisplaced(relay, error);
      } else {
        relay->fail(error);
      }
    });
  }
}

/// False: there is no session for it now.
bool Forward::Private::startRelay(Relay* relay, size_t portIndex) {
  Session* const session = pool && !isOpening ? pool->sessionForStream() : nullptr;
  if (session == nullptr) {
    return false;
  }
  const auto it = std::ranges::find(connections, relay, [](const Connection& each) { return each.relay.get(); });
  it->pool = pool;
  relay->start(*session, ports[portIndex].mapping.remote);
  return true;
}

void Forward::Private::startWaiting() {
  while (!waiting.empty() && current.state == ForwardStatus::State::Ready) {
    Relay* const relay = waiting.front();
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
  std::erase(waiting, relay);
  const auto it = std::ranges::find(connections, relay, [](const Connection& each) { return each.relay.get(); });
  it->relay.release()->deleteLater();
  std::swap(*it, connections.back());
  connections.pop_back();
  if (error) {
    current.lastConnectionError = error;
    Q_EMIT q->connectionFailed(ports[portIndex].mapping.local, ports[portIndex].mapping.remote, *error);
    if (error->code == ErrorCode::PodGone && current.state == ForwardStatus::State::Ready) {
      moveToAnotherPod(*error);  // the stream knew before the watch did
      return;
    }
  }
  Q_EMIT q->statusChanged();
}

Forward::Forward(std::shared_ptr<SessionPools> pools, ForwardSpec spec, QObject* parent)
    : QObject(parent), d(std::make_unique<Private>(this, std::move(pools), std::move(spec))) {}

Forward::~Forward() = default;

void Forward::start() {
  d->resolve();
}

void Forward::retryNow() {
  if (d->current.state == ForwardStatus::State::Waiting) {
    d->retryTimer.stop();
    d->pools->gate().hurry();
    if (!d->resolver) {
      d->retry();
    }
  }
}

ForwardStatus Forward::status() const {
  ForwardStatus status = d->current;
  status.connections = int(d->connections.size());
  for (const auto& connection : d->connections) {
    status.bytesFromPod += connection.relay->bytesFromPod();
    status.bytesToPod += connection.relay->bytesToPod();
  }
  if (d->pool && d->pool->isOpen()) {
    status.sessionKind = d->pool->kind();
    status.sessions = d->pool->sessionCount();
    status.isCrowded = d->pool->isCrowded();
  }
  return status;
}

}  // namespace portolan
