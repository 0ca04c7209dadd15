#pragma once

#include <QFutureWatcher>
#include <QHash>
#include <QList>
#include <QObject>

#include "core/forward/forwardstatus.h"
#include "core/forward/portowner.h"

namespace portolan {

/// The programs behind local connections, by name. The system is asked in a pool thread, and once for each connection.
/// Lives in one thread.
class ClientNames : public QObject {
  Q_OBJECT
 public:
  explicit ClientNames(QObject* parent = nullptr);

  /// Puts "NAME PORT" in place of each address whose program is known, and asks for the others; found() follows where
  /// that brought anything.
  void name(QList<ConnectionReport>& connections);
  /// Forgets all.
  void clear();

 Q_SIGNALS:
  void found();

 private:
  using Owners = QHash<quint16, PortOwner>;
  /// A port is used again by other programs.
  using Key = std::pair<quint16, QDateTime>;

  void onFound();

  QHash<Key, QString> m_names;  ///< empty: nobody knows
  QList<Key> m_asked;
  QFutureWatcher<Owners> m_search;
};

}  // namespace portolan
