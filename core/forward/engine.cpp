#include "core/forward/engine.h"

#include <QCoreApplication>
#include <QHash>
#include <QSet>
#include <QSocketNotifier>
#include <QThread>
#include <QTimer>
#include <map>
#include <variant>
#include <vector>

#include "core/base/mailbox.h"
#include "core/cluster/connectionloader.h"
#include "core/cluster/opensslthreads.h"
#include "core/forward/forward.h"

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace portolan {

namespace {

/// How often a forward's snapshot may be sent at most, and how often the byte counters of a busy one are looked at.
constexpr auto kSnapshotInterval = 100ms;
constexpr auto kCounterInterval = 1s;

struct SetForwards {
  QList<ForwardConfig> forwards;
};
struct StartForward {
  QString uid;
};
struct StopForward {
  QString uid;
};
struct StartAll {};
struct StopAll {};
struct Quit {};
using Command = std::variant<SetForwards, StartForward, StopForward, StartAll, StopAll, Quit>;

Result<ForwardSpec> specFor(const ForwardConfig& config, const ConnectionConfig& connection) {
  ForwardSpec spec;
  spec.ns = config.ns.isEmpty() ? connection.ns : config.ns;
  if (config.workloadType == ForwardConfig::WorkloadType::Pod && config.target.isEmpty()) {
    spec.target = {TargetKind::PodSelector, {}, config.podSelector};
  } else {
    const auto target = parseTarget(config.targetText());
    if (!target) {
      return std::unexpected(target.error());
    }
    spec.target = *target;
  }
  auto port = parsePort(config.remotePort);
  if (!port) {
    return std::unexpected(port.error());
  }
  port->local = config.localPort;
  spec.ports = {*port};
  if (!config.localAddress.isEmpty()) {
    spec.addresses = {config.localAddress};
  }
  spec.persistence = ForwardSpec::Persistence::KeepTrying;
  return spec;
}

}  // namespace

/// The half of the engine that lives in its thread: takes commands, owns the forwards, posts snapshots.
class EngineWorker : public QObject {
  Q_OBJECT
 public:
  EngineWorker(Mailbox<Command>& commands, Mailbox<ForwardStatus>& snapshots)
      : m_commands(commands), m_snapshots(snapshots) {}

  /// In the engine's thread.
  void run();

 private:
  struct Item {
    ForwardConfig config;
    std::unique_ptr<ConnectionLoader> loader;
    std::unique_ptr<Forward> forward;
    ForwardStatus status;  ///< where there is no forward: stopped, loading, or why it could not begin
    ForwardStatus sent;
  };

  void handle(const SetForwards& command);
  void handle(const StartForward& command);
  void handle(const StopForward& command);
  void handle(const StartAll&);
  void handle(const StopAll&);
  void handle(const Quit&);

  void start(Item& item);
  void stop(Item& item);
  void onConnectionLoaded(const QString& uid, const Result<ConnectionConfig>& connection);
  std::shared_ptr<SessionPools> poolsFor(const ConnectionConfig& connection);
  void setStatus(Item& item, ForwardStatus::State state, const std::optional<Error>& error = {});
  void markChanged(const QString& uid);
  void sendSnapshots();
  [[nodiscard]] static ForwardStatus statusOf(const Item& item);

  Mailbox<Command>& m_commands;
  Mailbox<ForwardStatus>& m_snapshots;
  std::unique_ptr<QSocketNotifier> m_notifier;
  std::unique_ptr<QTimer> m_snapshotTimer;
  std::unique_ptr<QTimer> m_counterTimer;
  QStringList m_order;
  std::map<QString, Item> m_items;
  QSet<QString> m_changed;
  std::vector<std::weak_ptr<SessionPools>> m_clusters;
};

void EngineWorker::run() {
  m_snapshotTimer = std::make_unique<QTimer>();
  m_snapshotTimer->setSingleShot(true);
  m_snapshotTimer->setInterval(kSnapshotInterval);
  connect(m_snapshotTimer.get(), &QTimer::timeout, this, &EngineWorker::sendSnapshots);
  m_counterTimer = std::make_unique<QTimer>();
  m_counterTimer->setInterval(kCounterInterval);
  connect(m_counterTimer.get(), &QTimer::timeout, this, [this] {
    bool anyConnection = false;
    for (const auto& [uid, item] : m_items) {
      if (item.forward && item.sent.connections > 0) {
        anyConnection = true;
        markChanged(uid);
      }
    }
    if (!anyConnection) {
      m_counterTimer->stop();  // nothing wakes an idle engine
    }
  });
  m_notifier = std::make_unique<QSocketNotifier>(m_commands.descriptor(), QSocketNotifier::Read);
  connect(m_notifier.get(), &QSocketNotifier::activated, this, [this] {
    for (const Command& command : m_commands.takeAll()) {
      std::visit([this](const auto& concrete) { handle(concrete); }, command);
    }
  });
}

void EngineWorker::handle(const SetForwards& command) {
  std::map<QString, Item> items;
  m_order.clear();
  for (const ForwardConfig& config : command.forwards) {
    auto node = m_items.extract(config.uid);
    if (node.empty()) {
      Item item;
      item.config = config;
      item.status.uid = config.uid;
      items.emplace(config.uid, std::move(item));
    } else {
      Item& item = items.insert(std::move(node)).position->second;
      const bool restart = item.config != config && statusOf(item).isOn();
      item.config = config;
      if (restart) {
        stop(item);
        start(item);
      }
    }
    m_order += config.uid;
    markChanged(config.uid);
  }
  m_items = std::move(items);  // what is left in the old map is gone, and stops here
}

void EngineWorker::handle(const StartForward& command) {
  if (const auto it = m_items.find(command.uid); it != m_items.end()) {
    start(it->second);
  }
}

void EngineWorker::handle(const StopForward& command) {
  if (const auto it = m_items.find(command.uid); it != m_items.end()) {
    stop(it->second);
  }
}

void EngineWorker::handle(const StartAll&) {
  for (const QString& uid : std::as_const(m_order)) {
    start(m_items.at(uid));
  }
}

void EngineWorker::handle(const StopAll&) {
  for (auto& [uid, item] : m_items) {
    stop(item);
  }
}

void EngineWorker::handle(const Quit&) {
  m_items.clear();
  m_clusters.clear();
  m_notifier.reset();
  m_snapshotTimer.reset();
  m_counterTimer.reset();
  QThread::currentThread()->quit();
}

void EngineWorker::start(Item& item) {
  const ForwardStatus status = statusOf(item);
  if (status.isOn() && status.state != ForwardStatus::State::Failed) {
    return;
  }
  item.forward.reset();
  if (const auto reason = item.config.reasonUnsupported()) {
    setStatus(item, ForwardStatus::State::Failed, Error{ErrorCode::Unsupported, Stage::Configuration, *reason, {}});
    return;
  }
  setStatus(item, ForwardStatus::State::Starting);
  ConnectionOverrides overrides;
  overrides.context = item.config.context;
  const QString file = item.config.kubeconfig == "default"_L1 ? QString() : item.config.kubeconfig;
  item.loader = std::make_unique<ConnectionLoader>(file, overrides);
  connect(item.loader.get(), &ConnectionLoader::finished, this,
          [this, uid = item.config.uid](const Result<ConnectionConfig>& connection) {
            onConnectionLoaded(uid, connection);
          });
  item.loader->start();
}

void EngineWorker::stop(Item& item) {
  if (!statusOf(item).isOn()) {
    return;
  }
  item.loader.reset();
  item.forward.reset();
  setStatus(item, ForwardStatus::State::Stopped);
}

void EngineWorker::onConnectionLoaded(const QString& uid, const Result<ConnectionConfig>& connection) {
  Item& item = m_items.at(uid);
  item.loader.release()->deleteLater();
  if (!connection) {
    setStatus(item, ForwardStatus::State::Failed, connection.error());
    return;
  }
  const auto spec = specFor(item.config, *connection);
  if (!spec) {
    setStatus(item, ForwardStatus::State::Failed, spec.error());
    return;
  }
  item.forward = std::make_unique<Forward>(poolsFor(*connection), *spec);
  connect(item.forward.get(), &Forward::statusChanged, this, [this, uid] { markChanged(uid); });
  item.forward->start();
}

std::shared_ptr<SessionPools> EngineWorker::poolsFor(const ConnectionConfig& connection) {
  std::erase_if(m_clusters, [](const auto& pools) { return pools.expired(); });
  for (const auto& weak : m_clusters) {
    if (auto pools = weak.lock(); pools && pools->context().cluster()->serves(connection)) {
      return pools;
    }
  }
  auto pools = SessionPools::forConnection(connection);
  m_clusters.push_back(pools);
  return pools;
}

void EngineWorker::setStatus(Item& item, ForwardStatus::State state, const std::optional<Error>& error) {
  item.status = {};
  item.status.uid = item.config.uid;
  item.status.state = state;
  item.status.stage = error ? error->stage : Stage::Configuration;
  item.status.since = QDateTime::currentDateTimeUtc();
  item.status.error = error;
  markChanged(item.config.uid);
}

ForwardStatus EngineWorker::statusOf(const Item& item) {
  if (!item.forward) {
    return item.status;
  }
  ForwardStatus status = item.forward->status();
  status.uid = item.config.uid;
  return status;
}

void EngineWorker::markChanged(const QString& uid) {
  m_changed.insert(uid);
  if (!m_snapshotTimer->isActive()) {
    // The first change goes out at the end of this turn, those that follow within the interval together.
    QMetaObject::invokeMethod(this, &EngineWorker::sendSnapshots, Qt::QueuedConnection);
    m_snapshotTimer->start();
  }
}

void EngineWorker::sendSnapshots() {
  if (m_changed.isEmpty() || !m_snapshotTimer) {
    return;
  }
  for (const QString& uid : std::exchange(m_changed, {})) {
    const auto it = m_items.find(uid);
    if (it == m_items.end()) {
      continue;
    }
    const ForwardStatus status = statusOf(it->second);
    if (status != it->second.sent) {
      it->second.sent = status;
      m_snapshots.post(status);
    }
    if (status.connections > 0 && !m_counterTimer->isActive()) {
      m_counterTimer->start();
    }
  }
  m_snapshotTimer->start();
}

class Engine::Private {
 public:
  Mailbox<Command> commands;
  Mailbox<ForwardStatus> snapshots;
  QStringList order;
  QHash<QString, ForwardStatus> statuses;
  EngineWorker worker{commands, snapshots};
  QThread thread;
  std::unique_ptr<QSocketNotifier> notifier;
};

Engine::Engine(QObject* parent) : QObject(parent), d(std::make_unique<Private>()) {
  d->notifier = std::make_unique<QSocketNotifier>(d->snapshots.descriptor(), QSocketNotifier::Read);
  connect(d->notifier.get(), &QSocketNotifier::activated, this, [this] {
    for (const ForwardStatus& status : d->snapshots.takeAll()) {
      if (const auto it = d->statuses.find(status.uid); it != d->statuses.end()) {
        *it = status;
        Q_EMIT statusChanged(status);
      }
    }
  });
  d->worker.moveToThread(&d->thread);
  connect(&d->thread, &QThread::started, &d->worker, &EngineWorker::run);
  // What is deleted from the event loop lets others go there in turn (a forward its session, that its connection, that
  // its notifiers), and a thread that ends looks for them only once.
  connect(
      &d->thread, &QThread::finished, &d->worker,
      [] {
        constexpr int kGenerations = 8;
        for (int i = 0; i < kGenerations; ++i) {
          QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        }
        endOpenSslThread();
      },
      Qt::DirectConnection);
  d->thread.setObjectName(u"engine"_s);
  d->thread.start();
}

Engine::~Engine() {
  d->commands.post(Quit{});
  d->thread.wait();
}

void Engine::setForwards(const QList<ForwardConfig>& forwards) {
  QHash<QString, ForwardStatus> statuses;
  d->order.clear();
  for (const ForwardConfig& config : forwards) {
    ForwardStatus status = d->statuses.value(config.uid);
    status.uid = config.uid;
    statuses.insert(config.uid, status);
    d->order += config.uid;
  }
  d->statuses = std::move(statuses);
  d->commands.post(SetForwards{forwards});
}

void Engine::start(const QString& uid) {
  d->commands.post(StartForward{uid});
}
void Engine::stop(const QString& uid) {
  d->commands.post(StopForward{uid});
}
void Engine::startAll() {
  d->commands.post(StartAll{});
}
void Engine::stopAll() {
  d->commands.post(StopAll{});
}

QList<ForwardStatus> Engine::statuses() const {
  QList<ForwardStatus> statuses;
  for (const QString& uid : std::as_const(d->order)) {
    statuses += d->statuses.value(uid);
  }
  return statuses;
}

ForwardStatus Engine::status(const QString& uid) const {
  return d->statuses.value(uid);
}

}  // namespace portolan

#include "engine.moc"
