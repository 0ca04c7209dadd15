#pragma once

#include <QString>
#include <QStringList>
#include <optional>

#include "core/base/result.h"

namespace portolan {

enum class TargetKind {
  Pod,
  Service,
  Deployment,
  ReplicaSet,
  StatefulSet,
  DaemonSet,
  Job,
  ReplicationController,
  PodSelector,  ///< no object: all pods that match a label selector (kftray's workload type "pod")
};

/// The singular resource type as kubectl writes it: "service". Empty for PodSelector.
QString typeName(TargetKind kind);

/// What a forward points at. As kubectl: `NAME` is a pod; TYPE may be singular, plural, short or carry its API group
/// ("svc/x", "deployments.apps/x").
struct TargetSpec {
  TargetKind kind = TargetKind::Pod;
  QString name;
  QString labelSelector;  ///< PodSelector only

  bool operator==(const TargetSpec&) const = default;
  /// "service/backend", "pod/x"; a selector as it is.
  [[nodiscard]] QString displayName() const;
};

/// Whether `text` can stand in a URL's path as the name of an object or a namespace: letters, digits, "-", "." and "_".
/// Whether there is such an object is the API server's to say.
bool isObjectName(const QString& text);

/// `[TYPE/]NAME`. Error InvalidArgument; the hint lists the types that can be forwarded.
Result<TargetSpec> parseTarget(const QString& text);

/// One `[LOCAL:]REMOTE` of a command line, before the target is known. Grammar and quirks: PROTOCOL 4.2; where kubectl
/// silently cuts off a second colon this is an error.
struct PortSpec {
  /// Local port: nothing means "the same as the remote one" (for a named service port: the service's port number).
  std::optional<quint16> local;  ///< 0: any free port
  quint16 remote = 0;            ///< 0: see remoteName
  QString remoteName;
  /// A service's `remote` may be the pod's port behind one of its ports, where it has no such port itself: kftray's
  /// files mean that (kftray crates/kftray-portforward/src/kube/listener.rs), kubectl's arguments do not.
  bool mayBeContainerPort = false;

  bool operator==(const PortSpec&) const = default;
};
Result<PortSpec> parsePort(const QString& text);

/// A port after resolution: what is listened on, and the container's port that it leads to.
struct PortMapping {
  quint16 local = 0;  ///< 0: any free port
  quint16 remote = 0;

  bool operator==(const PortMapping&) const = default;
};

}  // namespace portolan
