#include "app/demo/objectstore.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QUuid>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace portolan::demo {

namespace {

QString keyOf(const QString& ns, const QString& name) {
  return ns + u'/' + name;
}

std::shared_ptr<StoredObject> stored(QJsonObject object, quint64 version) {
  auto metadata = object["metadata"_L1].toObject();
  metadata["resourceVersion"_L1] = QString::number(version);
  object["metadata"_L1] = metadata;
  QJsonObject bare = object;
  bare.remove("apiVersion"_L1);
  bare.remove("kind"_L1);
  return std::make_shared<StoredObject>(
      StoredObject{object, QJsonDocument(bare).toJson(QJsonDocument::Compact), version});
}

}  // namespace

QString StoredObject::name() const {
  return object["metadata"_L1]["name"_L1].toString();
}
QString StoredObject::ns() const {
  return object["metadata"_L1]["namespace"_L1].toString();
}
QString StoredObject::uid() const {
  return object["metadata"_L1]["uid"_L1].toString();
}
QJsonObject StoredObject::labels() const {
  return object["metadata"_L1]["labels"_L1].toObject();
}

QByteArray StoredObject::fullJson() const {
  return "{\"kind\":\"" + object["kind"_L1].toString().toUtf8() + "\",\"apiVersion\":\"" +
         object["apiVersion"_L1].toString().toUtf8() + "\"," + json.sliced(1);
}

ObjectPtr withVersion(const ObjectPtr& object, quint64 version) {
  return stored(object->object, version);
}

ObjectPtr ObjectStore::put(const ResourceType& type, QJsonObject object) {
  auto metadata = object["metadata"_L1].toObject();
  const QString name = metadata["name"_L1].toString();
  if (name.isEmpty()) {
    return {};
  }
  QString ns;
  if (type.namespaced) {
    ns = metadata["namespace"_L1].toString(u"default"_s);
    metadata["namespace"_L1] = ns;
  } else {
    metadata.remove("namespace"_L1);
  }
  auto& table = m_tables[&type];
  if (!table) {
    table = std::make_shared<Table>();
  }
  const ObjectPtr before = table->objects.value(keyOf(ns, name));
  const auto old = before ? before->object["metadata"_L1].toObject() : QJsonObject();
  // uid and creationTimestamp belong to the server, unless a new object brings them along.
  const auto keep = [&](QLatin1String field, const QString& fresh) {
    if (before) {
      metadata[field] = old[field];
    } else if (!metadata.contains(field)) {
      metadata[field] = fresh;
    }
  };
  keep("uid"_L1, QUuid::createUuid().toString(QUuid::WithoutBraces));
  keep("creationTimestamp"_L1, QDateTime::currentDateTimeUtc().toString(Qt::ISODate));
  object["metadata"_L1] = metadata;
  object["apiVersion"_L1] = type.apiVersion();
  object["kind"_L1] = QString(type.kind);
  const ObjectPtr after = stored(std::move(object), ++m_version);
  table->objects.insert(keyOf(ns, name), after);
  record(*table, {m_version, before, after});
  return after;
}

ObjectPtr ObjectStore::remove(const ResourceType& type, const QString& ns, const QString& name) {
  const auto table = m_tables.value(&type);
  const ObjectPtr before = table ? table->objects.take(keyOf(ns, name)) : nullptr;
  if (!before) {
    return {};
  }
  const ObjectPtr last = stored(before->object, ++m_version);
  record(*table, {m_version, last, nullptr});
  return last;
}

ObjectPtr ObjectStore::find(const ResourceType& type, const QString& ns, const QString& name) const {
  const Table* const found = table(type);
  return found ? found->objects.value(keyOf(ns, name)) : nullptr;
}

std::vector<ObjectPtr> ObjectStore::list(const ResourceType& type, const QString& ns) const {
  const Table* const found = table(type);
  if (!found) {
    return {};
  }
  std::vector<ObjectPtr> objects;
  auto at = ns.isEmpty() ? found->objects.begin() : found->objects.lowerBound(keyOf(ns, {}));
  for (; at != found->objects.end() && (ns.isEmpty() || at.value()->ns() == ns); ++at) {
    objects.push_back(at.value());
  }
  return objects;
}

quint64 ObjectStore::oldestVersion(const ResourceType& type) const {
  const Table* const found = table(type);
  return found ? found->oldest : 0;
}

const ObjectStore::Event* ObjectStore::eventAfter(const ResourceType& type, quint64 version) const {
  const Table* const found = table(type);
  if (!found) {
    return nullptr;
  }
  const auto next = std::ranges::upper_bound(found->history, version, {}, &Event::version);
  return next == found->history.end() ? nullptr : &*next;
}

void ObjectStore::forgetHistory() {
  ++m_version;
  for (const auto& table : std::as_const(m_tables)) {
    table->history.clear();
    table->oldest = m_version;
  }
}

void ObjectStore::record(Table& table, Event event) {
  table.history.push_back(std::move(event));
  if (table.history.size() > kHistory) {
    table.oldest = table.history.front().version;
    table.history.pop_front();
  }
  if (!m_announced) {
    m_announced = true;
    QMetaObject::invokeMethod(
        this,
        [this] {
          m_announced = false;
          Q_EMIT changed();
        },
        Qt::QueuedConnection);
  }
}

const ObjectStore::Table* ObjectStore::table(const ResourceType& type) const {
  return m_tables.value(&type).get();
}

}  // namespace portolan::demo
