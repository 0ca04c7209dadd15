#include "app/demo/watchstream.h"

#include <QJsonArray>
#include <QJsonDocument>

#include "app/demo/tables.h"

using namespace Qt::StringLiterals;

namespace portolan::demo {

namespace {
QByteArray toJson(const QJsonObject& object) {
  return QJsonDocument(object).toJson(QJsonDocument::Compact);
}
QByteArray eventLine(const QByteArray& type, const QByteArray& object) {
  return "{\"type\":\"" + type + "\",\"object\":" + object + "}\n";
}
}  // namespace

WatchStream::WatchStream(HttpConnection& connection, const ObjectStore& store, const DemoFaults& faults, Query query,
                         std::chrono::milliseconds bookmarks)
    : QObject(&connection),
      m_connection(connection),
      m_store(store),
      m_faults(faults),
      m_query(std::move(query)),
      m_version(m_query.version.value_or(store.version())) {
  if (!m_query.version) {
    m_initial = store.list(*m_query.type, m_query.ns);
  }
  connect(&m_store, &ObjectStore::changed, this, &WatchStream::send);
  connect(&m_connection, &HttpConnection::writable, this, &WatchStream::send);
  m_timeout.setSingleShot(true);
  connect(&m_timeout, &QTimer::timeout, this, &WatchStream::end);
  m_timeout.start(m_query.timeout);
  if (m_query.bookmarks) {
    connect(&m_bookmarks, &QTimer::timeout, this, [this] { sendBookmark(); });
    m_bookmarks.start(bookmarks);
  }
  m_connection.beginChunks(m_query.asTable ? "application/json;as=Table;g=meta.k8s.io;v=v1" : "application/json");
  send();
}

void WatchStream::send() {
  while (!m_isOver && !m_isFrozen && m_faults.sendWatchEvents && m_connection.canSend()) {
    if (m_nextInitial < m_initial.size()) {
      const ObjectPtr object = std::move(m_initial[m_nextInitial++]);
      if (selects(object)) {
        sendEvent("ADDED", *object);
      }
      if (m_nextInitial == m_initial.size()) {
        m_initial.clear();
        m_nextInitial = 0;
        if (m_query.sendInitialEvents) {
          sendBookmark(true);
        }
      }
      continue;
    }
    if (m_version < m_store.oldestVersion(*m_query.type)) {
      expire();
      return;
    }
    const auto* const event = m_store.eventAfter(*m_query.type, m_version);
    if (event == nullptr) {
      return;
    }
    m_version = event->version;
    const bool was = event->before && selects(event->before);
    const bool is = event->after && selects(event->after);
    if (is) {
      sendEvent(was ? "MODIFIED" : "ADDED", *event->after);
    } else if (was) {
      // Deleted, or it left the selection: what it was, with the version of the change.
      if (event->after) {
        sendEvent("DELETED", *withVersion(event->before, event->version));
      } else {
        sendEvent("DELETED", *event->before);
      }
    }
  }
}

bool WatchStream::selects(const ObjectPtr& object) const {
  return (m_query.ns.isEmpty() || object->ns() == m_query.ns) && m_query.labels.matches(object->labels()) &&
         m_query.fields.matches(object->object);
}

void WatchStream::sendEvent(const QByteArray& type, const StoredObject& object) {
  if (m_query.asTable) {
    const auto table =
        makeTable(tableColumns(*m_query.type), {tableRow(*m_query.type, object.object, m_query.includeObject)},
                  {{u"resourceVersion"_s, QString::number(object.version)}});
    m_connection.sendChunk(eventLine(type, toJson(table)));
  } else {
    m_connection.sendChunk(eventLine(type, object.fullJson()));
  }
}

void WatchStream::sendBookmark(bool endsInitialEvents) {
  // Only what was sent before it is vouched for.
  if (m_isOver || m_isFrozen || !m_query.bookmarks || !m_faults.sendWatchEvents || !m_connection.canSend() ||
      !m_initial.empty() || m_store.eventAfter(*m_query.type, m_version) != nullptr) {
    return;
  }
  m_version = m_store.version();
  QJsonObject metadata{{u"resourceVersion"_s, QString::number(m_version)}};
  if (endsInitialEvents) {
    metadata.insert(u"annotations"_s, QJsonObject{{u"k8s.io/initial-events-end"_s, u"true"_s}});
  }
  m_connection.sendChunk(eventLine("BOOKMARK", toJson({{u"kind"_s, QString(m_query.type->kind)},
                                                       {u"apiVersion"_s, m_query.type->apiVersion()},
                                                       {u"metadata"_s, metadata}})));
}

void WatchStream::fail(const ApiStatus& status) {
  if (!m_isOver) {
    m_connection.sendChunk(eventLine("ERROR", toJson(status.body)));
    end();
  }
}

void WatchStream::expire() {
  fail(expired(u"too old resource version: %1 (%2)"_s.arg(m_version).arg(m_store.oldestVersion(*m_query.type))));
}

void WatchStream::end() {
  if (!m_isOver) {
    m_isOver = true;
    m_timeout.stop();
    m_bookmarks.stop();
    m_connection.endChunks();
    deleteLater();
  }
}

void WatchStream::cut() {
  if (!m_isOver) {
    m_isOver = true;
    m_timeout.stop();
    m_bookmarks.stop();
    // A chunk of 100 bytes, of which these come.
    m_connection.sendRaw("64\r\n{\"type\":\"MODIFIED\",\"object\":{\"metadata\":{\"na");
    m_connection.resetWhenSent();
  }
}

}  // namespace portolan::demo
