#pragma once

#include <QDateTime>
#include <QJsonObject>
#include <QList>
#include <QString>

#include "core/base/result.h"
#include "core/target/targetspec.h"

namespace portolan {

/// The few fields of a pod that choosing, port names and following need; everything else is dropped on arrival.
struct PodSummary {
  struct ContainerPort {
    QString name;
    quint16 port = 0;
    QString protocol;  ///< "TCP" where the pod says nothing
    bool ofInitContainer = false;
    bool operator==(const ContainerPort&) const = default;
  };

  QString name;
  QString uid;
  QString nodeName;
  QString phase;   ///< Pending, Running, Succeeded, Failed, Unknown
  QString reason;  ///< why it is not running or not ready, in Kubernetes' words ("ImagePullBackOff"); may be empty
  bool ready = false;
  QDateTime readySince;
  QDateTime deletionTimestamp;  ///< invalid: not being deleted
  QDateTime created;
  int restarts = 0;            ///< the most restarts of a container
  int sidecarRestarts = 0;     ///< of an init container that restarts always
  QList<ContainerPort> ports;  ///< containers first, then init containers
  QJsonObject labels;

  bool operator==(const PodSummary&) const = default;
  /// Running, ready, not being deleted.
  [[nodiscard]] bool isUsable() const {
    return ready && !deletionTimestamp.isValid() && phase == QLatin1String("Running");
  }
};

PodSummary summarizePod(const QJsonObject& pod);

/// True if kubectl prefers `a` to `b`: the reverse of ActivePods (kubectl pkg/util/podutils/podutils.go; PROTOCOL 4.1).
bool isPreferredPod(const PodSummary& a, const PodSummary& b);
/// The most preferred of `pods`; -1 where there is none.
qsizetype selectPod(const QList<PodSummary>& pods);

/// The label selector of a workload or a service in a list call's syntax ("app=x,tier in (a,b)"). Error TargetInvalid…
/// as InvalidArgument with kubectl's words where the object has none (a service without a selector).
Result<QString> labelSelectorOf(const TargetSpec& target, const QJsonObject& object);

/// Ports of a command line → ports of the chosen pod (kubectl pkg/cmd/portforward/portforward.go; PROTOCOL 4.2).
/// `service`: the object where the target is a service, else empty. Errors: PortNotFound (hint: what exists instead),
/// Unsupported (a UDP-only port).
Result<QList<PortMapping>> resolvePorts(const QList<PortSpec>& ports, const PodSummary& pod, const TargetSpec& target,
                                        const QJsonObject& service);

}  // namespace portolan
