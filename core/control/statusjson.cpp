#include "core/control/statusjson.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace portolan {

namespace {

QString timeText(const QDateTime& time) {
  return time.toUTC().toString(Qt::ISODateWithMs);
}

void put(QJsonObject& object, const QString& key, const QString& text) {
  if (!text.isEmpty()) {
    object.insert(key, text);
  }
}

}  // namespace

QJsonObject errorJson(const Error& error) {
  QJsonObject object{
      {u"code"_s, errorName(error.code)}, {u"stage"_s, stageName(error.stage)}, {u"detail"_s, error.detail}};
  put(object, u"hint"_s, error.hint);
  return object;
}

QJsonObject statusJson(const ForwardConfig& config, const ForwardStatus& status) {
  QJsonObject object{{u"uid"_s, config.uid},
                     {u"name"_s, config.displayName()},
                     {u"target"_s, config.targetText()},
                     {u"remote_port"_s, config.remotePort},
                     {u"state"_s, stateName(status.state)},
                     {u"stage"_s, stageName(status.stage)},
                     {u"connections"_s, status.connections},
                     {u"connections_waiting"_s, status.waitingConnections},
                     {u"connections_total"_s, status.totalConnections},
                     {u"bytes_from_pod"_s, status.bytesFromPod},
                     {u"bytes_to_pod"_s, status.bytesToPod}};
  put(object, u"context"_s, status.context.isEmpty() ? config.context : status.context);
  put(object, u"namespace"_s, status.ns.isEmpty() ? config.ns : status.ns);
  put(object, u"pod"_s, status.pod);
  if (config.localPort != 0) {
    object.insert(u"local_port"_s, config.localPort);
  }
  if (status.localPort != 0) {
    object.insert(u"local_port"_s, status.localPort);
  }
  if (!config.tags.isEmpty()) {
    object.insert(u"tags"_s, QJsonArray::fromStringList(config.tags));
  }
  if (!status.pods.isEmpty()) {
    object.insert(u"pods"_s, QJsonArray::fromStringList(status.pods));
  }
  if (!status.listening.isEmpty()) {
    object.insert(u"listening"_s, QJsonArray::fromStringList(status.listening));
  }
  if (status.since.isValid()) {
    object.insert(u"since"_s, timeText(status.since));
  }
  if (status.nextTry.isValid()) {
    object.insert(u"next_try"_s, timeText(status.nextTry));
  }
  if (status.readyAfter) {
    object.insert(u"ready_after_ms"_s, qint64(status.readyAfter->count()));
  }
  if (status.isInsecure) {
    object.insert(u"insecure"_s, true);
  }
  if (status.error) {
    object.insert(u"error"_s, errorJson(*status.error));
  }
  if (status.lastConnectionError) {
    object.insert(u"last_connection_error"_s, errorJson(*status.lastConnectionError));
  }
  if (status.sessionKind) {
    object.insert(u"session"_s, QJsonObject{{u"kind"_s, sessionKindName(*status.sessionKind).toLower()},
                                            {u"count"_s, status.sessions},
                                            {u"crowded"_s, status.isCrowded}});
  }
  return object;
}

QJsonObject journalJson(const JournalEntry& entry, const QString& name) {
  return {{u"time"_s, timeText(entry.time)},
          {u"uid"_s, entry.uid},
          {u"name"_s, name},
          {u"kind"_s, journalKindName(entry.kind)},
          {u"text"_s, entry.text}};
}

}  // namespace portolan
