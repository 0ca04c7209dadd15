#pragma once

#include <QList>
#include <QObject>
#include <QString>
#include <chrono>
#include <memory>

#include "core/cluster/execcredentials.h"
#include "core/config/forwardconfig.h"
#include "core/config/settings.h"
#include "core/forward/forwardstatus.h"
#include "core/forward/journal.h"

namespace portolan {

struct EngineOptions {
  /// Forwards stop so long after they were started, unless their entry says otherwise; 0: never.
  std::chrono::milliseconds disconnectTimeout{0};
  /// How long a local connection waits for a pod before it is reset.
  std::chrono::milliseconds connectionWait{30'000};
  /// A forward on demand leaves the cluster alone after so long without a connection.
  std::chrono::milliseconds onDemandIdle{5 * 60'000};
  /// See Relay::setHalfCloseGrace.
  std::chrono::milliseconds halfCloseGrace{5'000};
  /// Of the journal; empty: in memory only.
  QString journalPath{};
  /// How plugins that log in are run. Its search path is asked for in the engine's thread.
  ExecOptions exec{};

  /// What a person has set; the rest as it is by default.
  static EngineOptions from(const SettingsValues& settings);
};

/// All saved forwards: start, stop and status. The engine itself runs in a thread of its own with its own event loop;
/// this object is its handle in the thread that made it. Commands and snapshots are values that cross through two
/// mailboxes, the only shared state; no call here waits for the network.
///
/// The kubeconfigs of the forwards that are on are watched: a forward whose connection they change is restarted with
/// the new one; where the new one cannot be used, a forward that is up stays so.
///
/// Nothing is started by setForwards. A forward whose entry changed while it runs is restarted with the new one; one
/// that is gone is stopped.
class Engine : public QObject {
  Q_OBJECT
 public:
  explicit Engine(const EngineOptions& options = {}, QObject* parent = nullptr);
  /// Stops all forwards and the thread; bounded (well under a second), whatever the network does.
  ~Engine() override;

  void setForwards(const QList<ForwardConfig>& forwards);
  /// Unknown uids are ignored; starting one that is on, or stopping one that is off, does nothing.
  void start(const QString& uid);
  void stop(const QString& uid);
  void restart(const QString& uid);
  /// What waits to try again tries now.
  void retryNow(const QString& uid);
  void startAll();
  void stopAll();
  /// The network may have changed, or the computer have slept: sessions prove that they are alive, and who waits for a
  /// cluster tries now.
  void recheck();

  /// Whose details are wanted (detailsChanged); empty: none. One at a time: that which a person looks at.
  void watchDetails(const QString& uid);

  /// The last snapshot of each forward, in the order of setForwards.
  [[nodiscard]] QList<ForwardStatus> statuses() const;
  [[nodiscard]] ForwardStatus status(const QString& uid) const;
  [[nodiscard]] const Journal& journal() const;

 Q_SIGNALS:
  /// A forward's snapshot changed; at most 10 a second for each forward, the last one always.
  void statusChanged(const portolan::ForwardStatus& status);
  /// Of the forward that watchDetails named: once soon after, then at most once a second, and only what is new.
  void detailsChanged(const portolan::ForwardDetails& details);

 private:
  class Private;
  std::unique_ptr<Private> d;
};

}  // namespace portolan
