#pragma once

#include <QObject>
#include <chrono>
#include <memory>

#include "core/cluster/apiclient.h"
#include "core/target/podselection.h"
#include "core/target/podwatches.h"

namespace portolan {

/// One pod and its ports, chosen as kubectl does.
struct ResolvedTarget {
  PodSummary pod;
  QList<PortMapping> ports;  ///< in the order asked for
  /// A list call's selectors for the pods that the target stands for: one of the two is set.
  QString labelSelector;
  QString fieldSelector;
  QJsonObject service;  ///< where the target is one: what its ports lead to

  bool operator==(const ResolvedTarget&) const = default;
};

/// The same target with another one of its pods, without asking anybody. Errors: those of resolvePorts.
Result<ResolvedTarget> withPod(const ResolvedTarget& resolved, const PodSummary& pod, const TargetSpec& target,
                               const QList<PortSpec>& ports);

/// From a target's name to one running pod and its ports: reads the object, looks at its pods through the watch that
/// all who follow them share, prefers as kubectl does. While the selector matches no pod at all it watches for the
/// first one for `podRunningTimeout` (zero: not at all; negative: without end, and until one of them runs). Emits
/// finished exactly once, never from inside start(); deleting it cancels. Errors: InvalidArgument (a name, or an object
/// without a selector), NotFound (hint: what exists instead, where listing is allowed), NoPod, PodNotRunning,
/// PortNotFound, Unsupported, and those of ApiClient.
class TargetResolver : public QObject {
  Q_OBJECT
 public:
  TargetResolver(ApiClient& api, PodWatches& watches, QString ns, TargetSpec target, QList<PortSpec> ports,
                 std::chrono::milliseconds podRunningTimeout, QObject* parent = nullptr);
  ~TargetResolver() override;
  void start();

 Q_SIGNALS:
  /// The API server took the first question for one that this user may ask. At most once, before anything else.
  void admitted();
  /// There is no pod yet, so that it waits for the first one; why, in a person's words (NoPod; PodNotRunning where it
  /// waits without end). Again where the reason is another one.
  void waiting(const portolan::Error& reason);
  void finished(const portolan::Result<portolan::ResolvedTarget>& target);

 private:
  class Private;
  std::unique_ptr<Private> d;
};

}  // namespace portolan
