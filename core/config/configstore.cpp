#include "core/config/configstore.h"

#include <QFileInfo>
#include <QMetaMethod>
#include <QPointer>
#include <QSet>
#include <algorithm>

#include "core/base/filewatch.h"
#include "core/config/forwardsfile.h"
#include "core/config/workerthread.h"

namespace portolan {

namespace {

constexpr size_t kUndoable = 50;

}  // namespace

/// What lives in the other thread: the file and the watch over it.
class ConfigStore::Worker {
 public:
  explicit Worker(const QString& path) : file(path) {}

  ForwardsFile file;           ///< the other thread's
  FileWatch* watch = nullptr;  ///< the other thread's, a child of its context
  std::optional<Error> told;   ///< the other thread's: the last error of reading
  WorkerThread thread;         ///< last, so that it ends before what its jobs use
};

bool StoreChange::isHeard() const {
  static const QMetaMethod signal = QMetaMethod::fromSignal(&StoreChange::finished);
  return isSignalConnected(signal);
}

ConfigStore::ConfigStore(const QString& path, QObject* parent)
    : QObject(parent),
      m_path(path.isEmpty() ? defaultForwardsPath() : path),
      m_worker(std::make_unique<Worker>(m_path)) {
  Worker* worker = m_worker.get();
  const auto read = [this, worker] {
    const auto fresh = worker->file.refresh();
    if (fresh && !*fresh && !worker->told) {
      return;  // our own writing, or nothing
    }
    Result<QList<ForwardConfig>> result = worker->file.forwards();
    worker->told.reset();
    if (!fresh) {
      worker->told = fresh.error();
      result = std::unexpected(fresh.error());
    }
    worker->thread.reply([this, result] { onRead(result); });
  };
  worker->thread.post([worker, read] {
    // The watch needs the folder; where there cannot be one there is nothing to watch.
    static_cast<void>(makeFolder(QFileInfo(worker->file.path()).absolutePath()));
    worker->watch = new FileWatch(worker->thread.context());
    worker->watch->setFiles({worker->file.path()});
    QObject::connect(worker->watch, &FileWatch::changed, worker->thread.context(), read);
    read();
  });
}

ConfigStore::~ConfigStore() = default;

const ForwardConfig* ConfigStore::find(const QString& uid) const {
  const auto found = std::ranges::find(m_forwards, uid, &ForwardConfig::uid);
  return found == m_forwards.end() ? nullptr : &*found;
}

StoreChange* ConfigStore::add(const QList<ForwardConfig>& forwards) {
  QSet<QString> taken;
  for (const ForwardConfig& config : std::as_const(m_forwards)) {
    taken.insert(config.uid);
  }
  ForwardsChange change;
  for (ForwardConfig config : forwards) {
    if (config.uid.isEmpty() || taken.contains(config.uid)) {
      config.uid = newForwardUid();
    }
    taken.insert(config.uid);
    change.entries += {{}, std::move(config), -1};
  }
  return begin(change, false);
}

StoreChange* ConfigStore::replace(const QList<ForwardConfig>& edited) {
  ForwardsChange change;
  for (const ForwardConfig& config : edited) {
    const ForwardConfig* before = find(config.uid);
    change.entries += {before ? std::optional(*before) : std::nullopt, config, -1};
  }
  return begin(change, false);
}

StoreChange* ConfigStore::replace(const ForwardConfig& before, const ForwardConfig& after) {
  ForwardsChange change;
  change.entries += {before, after, -1};
  return begin(change, false);
}

StoreChange* ConfigStore::remove(const QStringList& uids) {
  ForwardsChange change;
  for (const QString& uid : uids) {
    if (const ForwardConfig* config = find(uid)) {
      change.entries += {*config, {}, -1};
    }
  }
  return begin(change, false);
}

StoreChange* ConfigStore::reorder(const QStringList& uids) {
  ForwardsChange change;
  int order = 0;
  const auto put = [&](const ForwardConfig& config) {
    ForwardConfig after = config;
    after.order = ++order;
    if (after != config) {
      change.entries += {config, std::move(after), -1};
    }
  };
  for (const QString& uid : uids) {
    if (const ForwardConfig* config = find(uid)) {
      put(*config);
    }
  }
  for (const ForwardConfig& config : std::as_const(m_forwards)) {
    if (config.order && !uids.contains(config.uid)) {
      put(config);
    }
  }
  return begin(change, false);
}

StoreChange* ConfigStore::import(const ImportPlan& plan) {
  return begin(plan.change(), false);
}

StoreChange* ConfigStore::apply(const ForwardsChange& change) {
  return begin(change, false);
}

StoreChange* ConfigStore::undo() {
  ForwardsChange change;
  if (!m_undo.empty()) {
    change = inverseOf(m_undo.back());
    m_undo.pop_back();
    if (m_undo.empty()) {
      Q_EMIT canUndoChanged(false);
    }
  }
  return begin(change, true);
}

StoreChange* ConfigStore::begin(const ForwardsChange& change, bool isUndo) {
  auto* pending = new StoreChange(this);
  Worker* worker = m_worker.get();
  worker->thread.post([this, worker, change, isUndo, pending = QPointer(pending)] {
    const auto done = worker->file.apply(change, worker->thread.stopToken());
    const QList<ForwardConfig> forwards = worker->file.forwards();
    if (done) {
      worker->told.reset();
    }
    worker->thread.reply([this, change, done, forwards, isUndo, pending] {
      if (done) {
        if (!isUndo && !done->isEmpty()) {
          const bool could = canUndo();
          m_undo.push_back(*done);
          if (m_undo.size() > kUndoable) {
            m_undo.pop_front();
          }
          if (!could) {
            Q_EMIT canUndoChanged(true);
          }
        }
        m_loadError.reset();
        setForwards(forwards);
      } else if (isUndo) {  // it can be tried again
        m_undo.push_back(inverseOf(change));
        Q_EMIT canUndoChanged(true);
      }
      if (!done && !(pending && pending->isHeard())) {
        Q_EMIT failed(done.error());
      }
      if (pending) {
        Q_EMIT pending->finished(done ? Result<void>() : std::unexpected(done.error()));
        pending->deleteLater();
      }
    });
  });
  return pending;
}

void ConfigStore::onRead(const Result<QList<ForwardConfig>>& forwards) {
  if (forwards) {
    m_loadError.reset();
    setForwards(*forwards);
  } else {
    m_loadError = forwards.error();
  }
  if (!m_isLoaded) {
    m_isLoaded = true;
    Q_EMIT loaded();
  }
  if (!forwards) {
    Q_EMIT failed(forwards.error());
  }
}

void ConfigStore::setForwards(const QList<ForwardConfig>& forwards) {
  if (m_forwards != forwards) {
    m_forwards = forwards;
    Q_EMIT changed();
  }
}

}  // namespace portolan
