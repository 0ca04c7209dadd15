#include "app/demo/tables.h"

#include <QDateTime>
#include <QStringList>

using namespace Qt::StringLiterals;

namespace portolan::demo {

namespace {

/// apimachinery pkg/util/duration, HumanDuration.
QString humanDuration(qint64 seconds) {
  const qint64 minutes = seconds / 60;
  const qint64 hours = minutes / 60;
  const auto pair = [](qint64 big, const char* bigUnit, qint64 small, const char* smallUnit) {
    QString text = QString::number(big) + QLatin1String(bigUnit);
    return small == 0 ? text : text + QString::number(small) + QLatin1String(smallUnit);
  };
  if (seconds < 120) {
    return u"%1s"_s.arg(qMax<qint64>(seconds, 0));
  }
  if (minutes < 10) {
    return pair(minutes, "m", seconds % 60, "s");
  }
  if (minutes < 180) {
    return u"%1m"_s.arg(minutes);
  }
  if (hours < 8) {
    return pair(hours, "h", minutes % 60, "m");
  }
  if (hours < 48) {
    return u"%1h"_s.arg(hours);
  }
  return hours < 24 * 8 ? pair(hours / 24, "d", hours % 24, "h") : u"%1d"_s.arg(hours / 24);
}

QString age(const QJsonValue& timestamp) {
  const auto time = QDateTime::fromString(timestamp.toString(), Qt::ISODate);
  return time.isValid() ? humanDuration(time.secsTo(QDateTime::currentDateTimeUtc())) : u"<unknown>"_s;
}

QJsonObject column(const QString& name, const QString& type = u"string"_s) {
  return {{u"name"_s, name},
          {u"type"_s, type},
          {u"format"_s, name == "Name"_L1 ? u"name"_s : QString()},
          {u"description"_s, QString()},
          {u"priority"_s, 0}};
}

QJsonArray podCells(const QJsonObject& pod) {
  const auto status = pod["status"_L1];
  QString reason = status["reason"_L1].toString(status["phase"_L1].toString());
  int ready = 0;
  int restarts = 0;
  const auto statuses = status["containerStatuses"_L1].toArray();
  for (const auto& container : statuses) {
    restarts += container["restartCount"_L1].toInt();
    const auto state = container["state"_L1].toObject();
    const QString waiting = state["waiting"_L1]["reason"_L1].toString();
    const QString terminated = state["terminated"_L1]["reason"_L1].toString();
    if (!waiting.isEmpty()) {
      reason = waiting;
    } else if (!terminated.isEmpty()) {
      reason = terminated;
    } else if (container["ready"_L1].toBool() && state.contains("running"_L1)) {
      ++ready;
    }
  }
  if (pod["metadata"_L1].toObject().contains("deletionTimestamp"_L1)) {
    reason = u"Terminating"_s;
  }
  return {pod["metadata"_L1]["name"_L1], u"%1/%2"_s.arg(ready).arg(pod["spec"_L1]["containers"_L1].toArray().size()),
          reason, QString::number(restarts), age(pod["metadata"_L1]["creationTimestamp"_L1])};
}

QJsonArray serviceCells(const QJsonObject& service) {
  const auto spec = service["spec"_L1];
  QStringList ports;
  const auto servicePorts = spec["ports"_L1].toArray();
  for (const auto& port : servicePorts) {
    ports.append(u"%1/%2"_s.arg(port["port"_L1].toInt()).arg(port["protocol"_L1].toString(u"TCP"_s)));
  }
  return {service["metadata"_L1]["name"_L1],
          spec["type"_L1].toString(u"ClusterIP"_s),
          spec["clusterIP"_L1].toString(u"<none>"_s),
          u"<none>"_s,
          ports.isEmpty() ? u"<none>"_s : ports.join(u','),
          age(service["metadata"_L1]["creationTimestamp"_L1])};
}

QJsonArray replicaCells(const QJsonObject& workload) {
  const auto status = workload["status"_L1];
  QJsonArray cells{workload["metadata"_L1]["name"_L1],
                   u"%1/%2"_s.arg(status["readyReplicas"_L1].toInt()).arg(workload["spec"_L1]["replicas"_L1].toInt(1))};
  if (workload["kind"_L1] == "Deployment"_L1) {
    cells << status["updatedReplicas"_L1].toInt() << status["availableReplicas"_L1].toInt();
  }
  return cells << age(workload["metadata"_L1]["creationTimestamp"_L1]);
}

QJsonArray namespaceCells(const QJsonObject& object) {
  return {object["metadata"_L1]["name"_L1], object["status"_L1]["phase"_L1].toString(u"Active"_s),
          age(object["metadata"_L1]["creationTimestamp"_L1])};
}

QJsonArray cells(const ResourceType& type, const QJsonObject& object) {
  if (type.kind == "Pod"_L1) {
    return podCells(object);
  }
  if (type.kind == "Service"_L1) {
    return serviceCells(object);
  }
  if (type.kind == "Deployment"_L1 || type.kind == "StatefulSet"_L1) {
    return replicaCells(object);
  }
  if (type.kind == "Namespace"_L1) {
    return namespaceCells(object);
  }
  return {object["metadata"_L1]["name"_L1], age(object["metadata"_L1]["creationTimestamp"_L1])};
}

}  // namespace

QJsonArray tableColumns(const ResourceType& type) {
  QJsonArray columns{column(u"Name"_s)};
  if (type.kind == "Pod"_L1) {
    columns << column(u"Ready"_s) << column(u"Status"_s) << column(u"Restarts"_s);
  } else if (type.kind == "Service"_L1) {
    columns << column(u"Type"_s) << column(u"Cluster-IP"_s) << column(u"External-IP"_s) << column(u"Port(s)"_s);
  } else if (type.kind == "Deployment"_L1) {
    columns << column(u"Ready"_s) << column(u"Up-to-date"_s, u"integer"_s) << column(u"Available"_s, u"integer"_s);
  } else if (type.kind == "StatefulSet"_L1) {
    columns << column(u"Ready"_s);
  } else if (type.kind == "Namespace"_L1) {
    columns << column(u"Status"_s);
  }
  return columns << column(u"Age"_s);
}

QJsonObject tableRow(const ResourceType& type, const QJsonObject& object, const QString& includeObject) {
  QJsonObject row{{u"cells"_s, cells(type, object)}};
  if (includeObject == "Object"_L1) {
    row.insert(u"object"_s, object);
  } else if (includeObject != "None"_L1) {
    row.insert(u"object"_s, QJsonObject{{u"kind"_s, u"PartialObjectMetadata"_s},
                                        {u"apiVersion"_s, u"meta.k8s.io/v1"_s},
                                        {u"metadata"_s, object["metadata"_L1]}});
  }
  return row;
}

QJsonObject makeTable(const QJsonArray& columns, const QJsonArray& rows, const QJsonObject& listMetadata) {
  return {{u"kind"_s, u"Table"_s},
          {u"apiVersion"_s, u"meta.k8s.io/v1"_s},
          {u"metadata"_s, listMetadata},
          {u"columnDefinitions"_s, columns},
          {u"rows"_s, rows}};
}

}  // namespace portolan::demo
