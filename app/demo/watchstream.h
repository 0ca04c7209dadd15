#pragma once

#include <QObject>
#include <QTimer>
#include <chrono>
#include <optional>
#include <vector>

#include "app/demo/apistatus.h"
#include "app/demo/demofaults.h"
#include "app/demo/fieldselector.h"
#include "app/demo/httpconnection.h"
#include "app/demo/objectstore.h"
#include "core/target/labelselector.h"

namespace portolan::demo {

/// One watch: events as lines of JSON in a chunked answer (PROTOCOL section 8). It has a place in the store's history
/// and no queue of its own, so that a slow client costs nothing; one that falls behind the history gets 410.
/// A child of its connection; deletes itself when it has ended.
class WatchStream : public QObject {
  Q_OBJECT
 public:
  struct Query {
    const ResourceType* type = nullptr;
    QString ns{};
    LabelSelector labels{};
    FieldSelector fields{};
    /// Nothing: from what there is now, with an ADDED event for each object.
    std::optional<quint64> version{};
    bool bookmarks = false;
    bool sendInitialEvents = false;  ///< a bookmark says when those are over
    std::chrono::seconds timeout{0};
    bool asTable = false;
    QString includeObject{};
  };

  WatchStream(HttpConnection& connection, const ObjectStore& store, const DemoFaults& faults, Query query,
              std::chrono::milliseconds bookmarks);

  [[nodiscard]] bool isOver() const { return m_isOver; }
  void sendBookmark(bool endsInitialEvents = false);
  /// Ends with an ERROR event.
  void fail(const ApiStatus& status);
  /// As when its version is too old.
  void expire();
  void end();
  /// Half an event, and a reset.
  void cut();
  /// As behind a black hole, for good.
  void freeze() { m_isFrozen = true; }
  void applyFaults() { send(); }

 private:
  void send();
  void sendEvent(const QByteArray& type, const StoredObject& object);
  [[nodiscard]] bool selects(const ObjectPtr& object) const;

  HttpConnection& m_connection;
  const ObjectStore& m_store;
  const DemoFaults& m_faults;
  const Query m_query;
  quint64 m_version;  ///< up to which everything was sent
  std::vector<ObjectPtr> m_initial;
  size_t m_nextInitial = 0;
  QTimer m_timeout;
  QTimer m_bookmarks;
  bool m_isOver = false;
  bool m_isFrozen = false;
};

}  // namespace portolan::demo
