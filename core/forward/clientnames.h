#pragma once

#include <QFutureWatcher>
#include <QHash>
#include <QList>
#include <QObject>
#include <chrono>

#include "core/forward/forwardstatus.h"
#include "core/forward/portowner.h"

namespace portolan {

/// The programs behind local connections, by name. The system is asked in a pool thread, and once for each connection;
/// where it has so much to look through that the time is not enough, again with more of it, and then no more.
/// Lives in one thread.
class ClientNames : public QObject {
  Q_OBJECT
 public:
  explicit ClientNames(QObject* parent = nullptr);

  /// Puts "NAME PORT" in place of each address whose program is known, and asks for the others; found() follows, and
  /// with it this should be called again.
  void name(QList<ConnectionReport>& connections);
  /// Forgets all.
  void clear();

 Q_SIGNALS:
  void found();

 private:
  /// Ports are used again by other programs.
  using Key = std::pair<PortPair, QDateTime>;

  void onFound();

  QHash<Key, QString> m_names;  ///< empty: nobody knows
  QList<Key> m_asked;
  std::chrono::milliseconds m_patience;  ///< of the next search
  QFutureWatcher<SocketOwners> m_search;
};

}  // namespace portolan
