#pragma once

#include <QByteArray>
#include <QHash>
#include <QJsonObject>
#include <QMap>
#include <QObject>
#include <deque>
#include <memory>
#include <optional>
#include <vector>

#include "app/demo/resourcetypes.h"

namespace portolan::demo {

/// One version of an object. Immutable and shared by lists, watches and the history.
struct StoredObject {
  QJsonObject object;  ///< with apiVersion and kind
  QByteArray json;     ///< the same as text, without apiVersion and kind: what a list's `items` hold
  quint64 version = 0;

  [[nodiscard]] QString name() const;
  [[nodiscard]] QString ns() const;
  [[nodiscard]] QString uid() const;
  [[nodiscard]] QJsonObject labels() const;
  /// The text with apiVersion and kind.
  [[nodiscard]] QByteArray fullJson() const;
};
using ObjectPtr = std::shared_ptr<const StoredObject>;
/// The same object with another resourceVersion.
ObjectPtr withVersion(const ObjectPtr& object, quint64 version);

/// What etcd and the watch cache are to an API server: the objects, one resourceVersion for all of them, and a bounded
/// history of changes a type, from which watches are served.
class ObjectStore : public QObject {
  Q_OBJECT
 public:
  struct Event {
    quint64 version = 0;
    ObjectPtr before;  ///< none: added
    ObjectPtr after;   ///< none: deleted
  };

  /// Changes that are kept for each type.
  static constexpr size_t kHistory = 4096;

  using QObject::QObject;

  /// Adds or replaces an object; fills in what a server does. Null where it has no name.
  ObjectPtr put(const ResourceType& type, QJsonObject object);
  /// The last version, whose resourceVersion is that of the deletion; null where there was none.
  ObjectPtr remove(const ResourceType& type, const QString& ns, const QString& name);

  [[nodiscard]] ObjectPtr find(const ResourceType& type, const QString& ns, const QString& name) const;
  /// In the order of namespace and name; an empty `ns` means all.
  [[nodiscard]] std::vector<ObjectPtr> list(const ResourceType& type, const QString& ns = {}) const;

  [[nodiscard]] quint64 version() const { return m_version; }
  /// A watch can be resumed from versions that are not below this one.
  [[nodiscard]] quint64 oldestVersion(const ResourceType& type) const;
  /// The first change after `version`; null where there is none yet.
  [[nodiscard]] const Event* eventAfter(const ResourceType& type, quint64 version) const;
  /// Makes all versions up to now too old to be resumed from.
  void forgetHistory();

 Q_SIGNALS:
  /// Something changed; comes once for all changes of a turn of the event loop, never from inside a call.
  void changed();

 private:
  struct Table {
    QMap<QString, ObjectPtr> objects;  ///< by "namespace/name"
    std::deque<Event> history;
    quint64 oldest = 0;
  };
  void record(Table& table, Event event);
  [[nodiscard]] const Table* table(const ResourceType& type) const;

  QHash<const ResourceType*, std::shared_ptr<Table>> m_tables;
  quint64 m_version = 100;
  bool m_announced = false;
};

}  // namespace portolan::demo
