#include "core/target/apipaths.h"

#include <QUrl>

using namespace Qt::StringLiterals;

namespace portolan {

QString collectionPath(TargetKind kind, const QString& ns) {
  const auto path = [&ns](QLatin1StringView api, QLatin1StringView resource) {
    return u"/%1/namespaces/%2/%3"_s.arg(api, ns, resource);
  };
  switch (kind) {
    case TargetKind::Pod:
    case TargetKind::PodSelector:
      return path("api/v1"_L1, "pods"_L1);
    case TargetKind::Service:
      return path("api/v1"_L1, "services"_L1);
    case TargetKind::ReplicationController:
      return path("api/v1"_L1, "replicationcontrollers"_L1);
    case TargetKind::Deployment:
      return path("apis/apps/v1"_L1, "deployments"_L1);
    case TargetKind::ReplicaSet:
      return path("apis/apps/v1"_L1, "replicasets"_L1);
    case TargetKind::StatefulSet:
      return path("apis/apps/v1"_L1, "statefulsets"_L1);
    case TargetKind::DaemonSet:
      return path("apis/apps/v1"_L1, "daemonsets"_L1);
    case TargetKind::Job:
      return path("apis/batch/v1"_L1, "jobs"_L1);
  }
  return {};
}

QUrlQuery selectorQuery(const QString& labelSelector, const QString& fieldSelector) {
  QUrlQuery query;
  const auto add = [&query](const QString& key, const QString& selector) {
    if (!selector.isEmpty()) {
      // Encoded here: QUrlQuery takes a percent sign in a value for the beginning of an encoded byte.
      query.addQueryItem(key, QString::fromLatin1(QUrl::toPercentEncoding(selector)));
    }
  };
  add(u"labelSelector"_s, labelSelector);
  add(u"fieldSelector"_s, fieldSelector);
  return query;
}

}  // namespace portolan
