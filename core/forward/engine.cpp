#include "core/forward/engine.h"

#include <QHash>
#include <QSet>
#include <QSocketNotifier>
#include <QThread>
#include <QTimer>
#include <map>
#include <variant>
#include <vector>

#include "core/base/filewatch.h"
#include "core/base/mailbox.h"
#include "core/base/threadend.h"
#include "core/cluster/connectionloader.h"
#include "core/cluster/credentialspool.h"
#include "core/cluster/loginname.h"
#include "core/cluster/opensslthreads.h"
#include "core/forward/clientnames.h"
#include "core/forward/forward.h"

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace portolan {

namespace {

/// How often a forward's snapshot may be sent at most, and how often the byte counters of a busy one are looked at.
constexpr auto kSnapshotInterval = 100ms;
constexpr auto kCounterInterval = 1s;
/// How often the details of the forward that a person looks at are.
constexpr auto kDetailsInterval = 1s;

struct SetForwards {
  QList<ForwardConfig> forwards;
};
struct StartForward {
  QString uid;
};
struct StopForward {
  QString uid;
};
struct RestartForward {
  QString uid;
};
struct RetryForward {
  QString uid;
};
struct WatchDetails {
  QString uid;
};
struct Recheck {};
struct StartAll {};
struct StopAll {};
struct Quit {};
using Command = std::variant<SetForwards, StartForward, StopForward, RestartForward, RetryForward, WatchDetails,
                             Recheck, StartAll, StopAll, Quit>;
/// What comes back.
using Report = std::variant<ForwardStatus, ForwardDetails, JournalEntry>;

/// Lines about failed connections in one second, of one forward; the rest is counted.
constexpr int kFailuresToldPerSecond = 3;

/// The kubeconfig that an entry names.
QString kubeconfigOf(const ForwardConfig& config) {
  return config.namesKubeconfig() ? config.kubeconfig : QString();
}

QString sentence(const Error& error) {
  return error.hint.isEmpty() ? error.detail : u"%1. %2"_s.arg(error.detail, error.hint);
}

Result<ForwardSpec> specFor(const ForwardConfig& config, const ConnectionConfig& connection,
                            const EngineOptions& options) {
  ForwardSpec spec;
  spec.connectionWait = options.connectionWait;
  spec.onDemand = config.onDemand;
  spec.onDemandIdle = options.onDemandIdle;
  spec.halfCloseGrace = options.halfCloseGrace;
  spec.roundRobin = config.balance == ForwardConfig::Balance::RoundRobin;
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
  port->mayBeContainerPort = true;
  spec.ports = {*port};
  if (!config.localAddress.isEmpty()) {
    spec.addresses = {config.localAddress};
  }
  spec.persistence = ForwardSpec::Persistence::KeepTrying;
  spec.podRunningTimeout = std::chrono::milliseconds(-1);
  return spec;
}

}  // namespace

/// The half of the engine that lives in its thread: takes commands, owns the forwards, posts snapshots.
class EngineWorker : public QObject {
  Q_OBJECT
 public:
  EngineWorker(Mailbox<Command>& commands, Mailbox<Report>& reports, EngineOptions options)
      : m_commands(commands), m_reports(reports), m_options(std::move(options)), m_credentials(m_options.exec) {}

  /// In the engine's thread.
  void run();

 private:
  struct Item {
    ForwardConfig config;
    bool isLoading = false;  ///< the kubeconfig is being read for it
    std::unique_ptr<Forward> forward;
    ForwardStatus status;  ///< where there is no forward: stopped, loading, or why it could not begin
    ForwardStatus sent;
    std::optional<ConnectionConfig> connection;  ///< what the forward was made with
    std::unique_ptr<QTimer> deadline;            ///< disconnectTimeoutMinutes
    // The way up, the last time.
    std::chrono::steady_clock::time_point startedAt;
    std::optional<std::chrono::microseconds> configuredIn;
    std::optional<std::chrono::milliseconds> readyAfter;
    // The last lines of the journal, so that the same is not said twice.
    QString toldState;
    QString toldPod;
    std::chrono::steady_clock::time_point failuresSince;
    int failures = 0;
  };

  void takeCommands();
  void handle(const SetForwards& command);
  void handle(const StartForward& command);
  void handle(const StopForward& command);
  void handle(const RestartForward& command);
  void handle(const RetryForward& command);
  void handle(const WatchDetails& command);
  void handle(const Recheck&);
  void handle(const StartAll&);
  void handle(const StopAll&);
  void handle(const Quit&);

  void start(Item& item);
  void stop(Item& item);
  void load(Item& item);
  void watchKubeconfigs();
  void onKubeconfigsChanged();
  void tell(const Item& item, JournalEntry::Kind kind, const QString& text);
  void tellStep(const QString& uid, ForwardStatus::State state, const QString& pod, const std::optional<Error>& error);
  void tellFailure(const QString& uid, const Error& error);
  void tellOfConnection(const QString& uid, JournalEntry::Kind kind, const QString& text);
  void onConnectionLoaded(Item& item, const Result<ConnectionConfig>& connection);
  std::shared_ptr<SessionPools> poolsFor(const ConnectionConfig& connection);
  void setStatus(Item& item, ForwardStatus::State state, const std::optional<Error>& error = {});
  void markChanged(const QString& uid);
  void sendSnapshots();
  void sendDetails();
  [[nodiscard]] static ForwardDetails detailsOf(const Item& item);
  [[nodiscard]] static ForwardStatus statusOf(const Item& item);

  Mailbox<Command>& m_commands;
  Mailbox<Report>& m_reports;
  const EngineOptions m_options;
  std::unique_ptr<FileWatch> m_kubeconfigs;
  std::unique_ptr<QSocketNotifier> m_notifier;
  std::unique_ptr<QTimer> m_snapshotTimer;
  std::unique_ptr<QTimer> m_counterTimer;
  // Of the one forward that a person looks at.
  QString m_detailed;
  std::unique_ptr<QTimer> m_detailsTimer;
  std::optional<ForwardDetails> m_sentDetails;
  std::unique_ptr<ClientNames> m_clientNames;
  QStringList m_order;
  std::map<QString, Item> m_items;
  QSet<QString> m_changed;
  /// Under way, by file and context: forwards to one cluster share it.
  std::map<std::pair<QString, QString>, std::unique_ptr<ConnectionLoader>> m_loaders;
  std::vector<std::weak_ptr<SessionPools>> m_clusters;
  CredentialsPool m_credentials;
};

void EngineWorker::run() {
  m_kubeconfigs = std::make_unique<FileWatch>();
  connect(m_kubeconfigs.get(), &FileWatch::changed, this, &EngineWorker::onKubeconfigsChanged);
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
  m_detailsTimer = std::make_unique<QTimer>();
  m_detailsTimer->setInterval(kDetailsInterval);
  connect(m_detailsTimer.get(), &QTimer::timeout, this, &EngineWorker::sendDetails);
  m_clientNames = std::make_unique<ClientNames>();
  connect(m_clientNames.get(), &ClientNames::found, this, &EngineWorker::sendDetails);
  m_notifier = std::make_unique<QSocketNotifier>(m_commands.descriptor(), QSocketNotifier::Read);
  connect(m_notifier.get(), &QSocketNotifier::activated, this, &EngineWorker::takeCommands);
}

void EngineWorker::takeCommands() {
  for (const Command& command : m_commands.takeAll()) {
    std::visit([this](const auto& concrete) { handle(concrete); }, command);
  }
  if (m_kubeconfigs) {
    watchKubeconfigs();
  }
}

void EngineWorker::handle(const SetForwards& command) {
  std::map<QString, Item> items;
  QStringList changed;
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
      if (item.config != config && statusOf(item).isOn()) {
        changed += config.uid;
      }
      item.config = config;
    }
    m_order += config.uid;
    markChanged(config.uid);
  }
  m_items = std::move(items);  // what is left in the old map is gone, and stops here
  for (const QString& uid : std::as_const(changed)) {
    stop(m_items.at(uid));
    start(m_items.at(uid));
  }
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

void EngineWorker::handle(const RestartForward& command) {
  if (const auto it = m_items.find(command.uid); it != m_items.end()) {
    stop(it->second);
    start(it->second);
  }
}

void EngineWorker::handle(const RetryForward& command) {
  const auto it = m_items.find(command.uid);
  if (it == m_items.end()) {
    return;
  }
  if (it->second.forward && statusOf(it->second).state != ForwardStatus::State::Failed) {
    it->second.forward->retryNow();
  } else if (statusOf(it->second).state == ForwardStatus::State::Failed) {
    start(it->second);
  }
}

void EngineWorker::handle(const WatchDetails& command) {
  m_detailed = command.uid;
  m_sentDetails.reset();
  m_clientNames->clear();
  if (m_items.contains(m_detailed)) {
    m_detailsTimer->start();
    sendDetails();
  } else {
    m_detailsTimer->stop();  // nothing wakes an idle engine
  }
}

void EngineWorker::handle(const Recheck&) {
  for (const auto& weak : m_clusters) {
    if (const auto pools = weak.lock()) {
      pools->recheck();
    }
  }
  for (const auto& [uid, item] : m_items) {
    if (item.forward) {
      item.forward->recheck();
    }
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
  m_loaders.clear();
  m_items.clear();
  m_clusters.clear();
  m_kubeconfigs.reset();
  m_notifier.release()->deleteLater();  // this runs in its signal
  m_snapshotTimer.reset();
  m_counterTimer.reset();
  m_detailsTimer.reset();
  m_clientNames.reset();
  leaveThread();
}

void EngineWorker::start(Item& item) {
  const ForwardStatus status = statusOf(item);
  if (status.isOn() && status.state != ForwardStatus::State::Failed) {
    return;
  }
  item.forward.reset();
  item.connection.reset();
  item.deadline.reset();
  if (const auto reason = item.config.reasonUnsupported()) {
    setStatus(item, ForwardStatus::State::Failed, Error{ErrorCode::Unsupported, Stage::Configuration, *reason, {}});
    return;
  }
  item.startedAt = std::chrono::steady_clock::now();
  item.configuredIn.reset();
  item.readyAfter.reset();
  setStatus(item, ForwardStatus::State::Starting);
  const auto timeout = item.config.disconnectTimeoutMinutes
                           ? std::chrono::milliseconds(std::chrono::minutes(*item.config.disconnectTimeoutMinutes))
                           : m_options.disconnectTimeout;
  if (timeout > 0ms) {
    item.deadline = std::make_unique<QTimer>();
    item.deadline->setSingleShot(true);
    connect(item.deadline.get(), &QTimer::timeout, this, [this, uid = item.config.uid, timeout] {
      Item& due = m_items.at(uid);
      tell(due, JournalEntry::Kind::Note,
           u"stopped after %1 min, as set"_s.arg(double(timeout.count()) / 60'000, 0, 'g', 4));
      due.deadline.release()->deleteLater();  // this runs in its signal
      stop(due);
      watchKubeconfigs();
    });
    item.deadline->start(timeout);
  }
  load(item);
}

void EngineWorker::load(Item& item) {
  item.isLoading = true;
  const std::pair key(kubeconfigOf(item.config), item.config.context);
  std::unique_ptr<ConnectionLoader>& loader = m_loaders[key];
  if (loader) {
    return;  // for another forward; it serves this one too
  }
  loader = std::make_unique<ConnectionLoader>(key.first, ConnectionOverrides{.context = key.second});
  connect(loader.get(), &ConnectionLoader::finished, this, [this, key](const Result<ConnectionConfig>& connection) {
    m_loaders.extract(key).mapped().release()->deleteLater();  // this runs in its signal
    for (auto& [uid, each] : m_items) {
      if (each.isLoading && key == std::pair(kubeconfigOf(each.config), each.config.context)) {
        onConnectionLoaded(each, connection);
      }
    }
    watchKubeconfigs();  // and the files that it names
  });
  loader->start();
}

void EngineWorker::stop(Item& item) {
  if (!statusOf(item).isOn()) {
    return;
  }
  item.isLoading = false;
  item.forward.reset();
  item.connection.reset();
  item.deadline.reset();
  setStatus(item, ForwardStatus::State::Stopped);
}

void EngineWorker::watchKubeconfigs() {
  QSet<QString> named;
  QStringList files;
  for (const auto& [uid, item] : m_items) {
    if (statusOf(item).isOn()) {
      named.insert(kubeconfigOf(item.config));
      files += item.connection ? item.connection->files : QStringList();
    }
  }
  for (const QString& file : std::as_const(named)) {
    files += Kubeconfig::defaultSources(file, QProcessEnvironment::systemEnvironment()).files;
  }
  m_kubeconfigs->setFiles(files);
}

void EngineWorker::onKubeconfigsChanged() {
  m_loaders.clear();  // they may have read what was there before
  for (auto& [uid, item] : m_items) {
    if (statusOf(item).isOn()) {
      load(item);
    }
  }
}

void EngineWorker::tell(const Item& item, JournalEntry::Kind kind, const QString& text) {
  m_reports.post(JournalEntry{QDateTime::currentDateTimeUtc(), item.config.uid, kind, oneLine(text, 1000)});
}

void EngineWorker::tellStep(const QString& uid, ForwardStatus::State state, const QString& pod,
                            const std::optional<Error>& error) {
  Item& item = m_items.at(uid);
  if (state == ForwardStatus::State::Ready && !item.readyAfter) {
    item.readyAfter =
        std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - item.startedAt);
  }
  QString text = stateName(state);
  if (error) {
    text += u": "_s + sentence(*error);
  }
  const bool isNew = text != std::exchange(item.toldState, text);
  if (isNew) {
    tell(item, JournalEntry::Kind::State, text);
  }
  if (state == ForwardStatus::State::Ready && pod != std::exchange(item.toldPod, pod)) {
    tell(item, JournalEntry::Kind::Pod, u"connections go to pod %1"_s.arg(pod));
  }
}

/// A client that asks a closed port over and over is one piece of news, not a thousand.
void EngineWorker::tellFailure(const QString& uid, const Error& error) {
  tellOfConnection(uid, JournalEntry::Kind::ConnectionFailed, sentence(error));
}

void EngineWorker::tellOfConnection(const QString& uid, JournalEntry::Kind kind, const QString& text) {
  Item& item = m_items.at(uid);
  const auto now = std::chrono::steady_clock::now();
  if (now - item.failuresSince >= 1s) {
    if (item.failures > kFailuresToldPerSecond) {
      tell(item, JournalEntry::Kind::ConnectionFailed,
           u"%1 more connections did"_s.arg(item.failures - kFailuresToldPerSecond));
    }
    item.failuresSince = now;
    item.failures = 0;
  }
  if (++item.failures <= kFailuresToldPerSecond) {
    tell(item, kind, text);
  }
}

void EngineWorker::onConnectionLoaded(Item& item, const Result<ConnectionConfig>& connection) {
  item.isLoading = false;
  if (item.forward) {  // a changed kubeconfig
    const auto state = item.forward->status().state;
    if (!connection) {
      tell(item, JournalEntry::Kind::Note,
           u"the changed kubeconfig cannot be used, so the old one is: %1"_s.arg(sentence(connection.error())));
      return;
    }
    if (connection == *item.connection) {
      // What it says is the same, but the files that it names may hold something new.
      if (state == ForwardStatus::State::Failed) {
        start(item);
      } else if (state == ForwardStatus::State::Waiting) {
        item.forward->retryNow();
      }
      return;
    }
    tell(item, JournalEntry::Kind::Note, u"the kubeconfig has changed"_s);
    item.forward.reset();
  }
  if (!connection) {
    setStatus(item, ForwardStatus::State::Failed, connection.error());
    return;
  }
  auto spec = specFor(item.config, *connection, m_options);
  if (!spec) {
    setStatus(item, ForwardStatus::State::Failed, spec.error());
    return;
  }
  spec->hasBeenReady = item.readyAfter.has_value();
  const QString uid = item.config.uid;
  item.configuredIn =
      std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - item.startedAt);
  item.connection = *connection;
  item.forward = std::make_unique<Forward>(poolsFor(*connection), *spec);
  connect(item.forward.get(), &Forward::stepped, this,
          [this, uid](ForwardStatus::State state, const QString& pod, const std::optional<Error>& error) {
            tellStep(uid, state, pod, error);
          });
  connect(item.forward.get(), &Forward::connectionFailed, this,
          [this, uid](quint16, quint16, const Error& error) { tellFailure(uid, error); });
  connect(item.forward.get(), &Forward::connectionEndedByHalfClose, this, [this, uid](quint16 local, quint16) {
    tellOfConnection(
        uid, JournalEntry::Kind::Note,
        u"a connection to port %1 ended after the client's half-close was passed on, which ends it within a "
        "second whatever the pod had left to say"_s.arg(local));
  });
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
  auto pools = SessionPools::forConnection(connection, {}, m_credentials.forConnection(connection));
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
  tellStep(item.config.uid, state, {}, error);
  markChanged(item.config.uid);
}

ForwardStatus EngineWorker::statusOf(const Item& item) {
  if (!item.forward) {
    return item.status;
  }
  ForwardStatus status = item.forward->status();
  status.uid = item.config.uid;
  status.context = item.connection->contextName;
  status.readyAfter = item.readyAfter;
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
      m_reports.post(status);
      if (uid == m_detailed) {
        sendDetails();
      }
    }
    if (status.connections > 0 && !m_counterTimer->isActive()) {
      m_counterTimer->start();
    }
  }
  m_snapshotTimer->start();
}

ForwardDetails EngineWorker::detailsOf(const Item& item) {
  using State = StageReport::State;
  ForwardDetails details;
  if (item.forward) {
    details = item.forward->details();
  }
  details.uid = item.config.uid;
  StageReport& configuration = details.stages[size_t(Stage::Configuration)];
  StageReport& authentication = details.stages[size_t(Stage::Authentication)];
  if (item.forward && item.connection) {
    configuration = {State::Done, item.configuredIn, item.connection->contextName};
    if (authentication.state == State::Done) {
      authentication.result = loginName(*item.connection);
    }
    return details;
  }
  // Where there is no forward it got no further than what its entry and the kubeconfig say.
  if (item.status.state == ForwardStatus::State::Starting) {
    configuration.state = State::Working;
  } else if (item.status.state == ForwardStatus::State::Failed) {
    details.stages[size_t(item.status.stage)].state = State::Failed;
    if (item.status.stage != Stage::Configuration) {
      configuration.state = State::Done;
    }
  }
  return details;
}

void EngineWorker::sendDetails() {
  const auto it = m_items.find(m_detailed);
  if (it == m_items.end()) {
    return;
  }
  ForwardDetails details = detailsOf(it->second);
  m_clientNames->name(details.connections);
  if (details != m_sentDetails) {
    m_sentDetails = details;
    m_reports.post(details);
  }
}

EngineOptions EngineOptions::from(const SettingsValues& settings) {
  EngineOptions options;
  options.connectionWait = std::chrono::seconds(settings.connectionWaitSeconds);
  options.disconnectTimeout = std::chrono::minutes(settings.disconnectTimeoutMinutes);
  options.onDemandIdle = std::chrono::minutes(settings.onDemandIdleMinutes);
  options.halfCloseGrace = std::chrono::seconds(settings.halfCloseGraceSeconds);
  return options;
}

class Engine::Private {
 public:
  explicit Private(const EngineOptions& options) : journal(options.journalPath), worker(commands, reports, options) {}

  Mailbox<Command> commands;
  Mailbox<Report> reports;
  Journal journal;
  QStringList order;
  QHash<QString, ForwardStatus> statuses;
  EngineWorker worker;
  QThread thread;
  std::unique_ptr<QSocketNotifier> notifier;
};

Engine::Engine(const EngineOptions& options, QObject* parent) : QObject(parent), d(std::make_unique<Private>(options)) {
  d->notifier = std::make_unique<QSocketNotifier>(d->reports.descriptor(), QSocketNotifier::Read);
  connect(d->notifier.get(), &QSocketNotifier::activated, this, [this] {
    for (const Report& report : d->reports.takeAll()) {
      if (const auto* entry = std::get_if<JournalEntry>(&report)) {
        d->journal.add(*entry);
        continue;
      }
      if (const auto* details = std::get_if<ForwardDetails>(&report)) {
        Q_EMIT detailsChanged(*details);
        continue;
      }
      const auto& status = std::get<ForwardStatus>(report);
      if (const auto it = d->statuses.find(status.uid); it != d->statuses.end()) {
        *it = status;
        Q_EMIT statusChanged(status);
      }
    }
  });
  d->worker.moveToThread(&d->thread);
  connect(&d->thread, &QThread::started, &d->worker, &EngineWorker::run);
  tidyAtEnd(d->thread, d->worker);
  d->thread.setObjectName(u"engine"_s);
  d->thread.start();
}

Engine::~Engine() {
  d->commands.post(Quit{});
  joinThread(d->thread);
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
void Engine::restart(const QString& uid) {
  d->commands.post(RestartForward{uid});
}
void Engine::retryNow(const QString& uid) {
  d->commands.post(RetryForward{uid});
}
void Engine::recheck() {
  d->commands.post(Recheck{});
}
void Engine::startAll() {
  d->commands.post(StartAll{});
}
void Engine::stopAll() {
  d->commands.post(StopAll{});
}

void Engine::watchDetails(const QString& uid) {
  d->commands.post(WatchDetails{uid});
}

QList<ForwardStatus> Engine::statuses() const {
  QList<ForwardStatus> statuses;
  for (const QString& uid : std::as_const(d->order)) {
    statuses += d->statuses.value(uid);
  }
  return statuses;
}

const Journal& Engine::journal() const {
  return d->journal;
}

ForwardStatus Engine::status(const QString& uid) const {
  return d->statuses.value(uid);
}

}  // namespace portolan

#include "engine.moc"
