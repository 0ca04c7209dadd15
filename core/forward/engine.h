#pragma once

#include <QList>
#include <QObject>
#include <QString>
#include <memory>

#include "core/config/forwardconfig.h"
#include "core/forward/forwardstatus.h"

namespace portolan {

/// All saved forwards: start, stop and status. The engine itself runs in a thread of its own with its own event loop;
/// this object is its handle in the thread that made it. Commands and snapshots are values that cross through two
/// mailboxes, the only shared state; no call here waits for the network.
///
/// Nothing is started by setForwards. A forward whose entry changed while it runs is restarted with the new one; one
/// that is gone is stopped.
class Engine : public QObject {
  Q_OBJECT
 public:
  explicit Engine(QObject* parent = nullptr);
  /// Stops all forwards and the thread; bounded (well under a second), whatever the network does.
  ~Engine() override;

  void setForwards(const QList<ForwardConfig>& forwards);
  /// Unknown uids are ignored; starting one that is on, or stopping one that is off, does nothing.
  void start(const QString& uid);
  void stop(const QString& uid);
  void startAll();
  void stopAll();

  /// The last snapshot of each forward, in the order of setForwards.
  [[nodiscard]] QList<ForwardStatus> statuses() const;
  [[nodiscard]] ForwardStatus status(const QString& uid) const;

 Q_SIGNALS:
  /// A forward's snapshot changed; at most 10 a second for each forward, the last one always.
  void statusChanged(const portolan::ForwardStatus& status);

 private:
  class Private;
  std::unique_ptr<Private> d;
};

}  // namespace portolan
