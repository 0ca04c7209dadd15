#pragma once

#include <QHash>
#include <QObject>
#include <QSet>
#include <QString>
#include <chrono>

#include "app/demo/objectstore.h"

namespace portolan::demo {

/// The controller manager and the kubelet of the embedded cluster, as small as they can be: they watch the store and
/// put things right.
///
/// A Deployment keeps a ReplicaSet for its template and moves replicas from older ones with maxSurge 1 and
/// maxUnavailable 0; ReplicaSet, ReplicationController and Job keep `replicas` pods, a DaemonSet one (there is one
/// node), a StatefulSet numbered ones. A pod without a status is started. Services with a selector get an
/// EndpointSlice. What an owner leaves behind is removed.
class Controllers : public QObject {
  Q_OBJECT
 public:
  struct Times {
    std::chrono::milliseconds podStart{0};
    std::chrono::milliseconds podStop{0};
  };

  static constexpr auto kNodeName = "demo-node";

  Controllers(ObjectStore& store, Times times, QObject* parent = nullptr);

  /// Puts a pod that nobody runs yet: it is Pending, and started. Null where it has no name.
  ObjectPtr addPod(QJsonObject pod);
  /// Puts a service, with an address in the cluster if it has none.
  ObjectPtr putService(QJsonObject service);
  /// Marks the pod as being deleted; it is gone after Times::podStop. False where there is none.
  bool deletePod(const QString& ns, const QString& name);
  bool setPodReady(const QString& ns, const QString& name, bool ready);
  /// Counts a restart of the pod's containers.
  bool restartPod(const QString& ns, const QString& name);
  bool scale(const ResourceType& type, const QString& ns, const QString& name, int replicas);
  /// As `kubectl rollout restart`: an annotation of the template changes, and with it the template.
  bool rollOut(const QString& ns, const QString& deployment);

 Q_SIGNALS:
  /// Everything that ran in the pod has ended.
  void podStopped(const QString& uid);
  void containersRestarted(const QString& uid);

 private:
  struct Owned;

  void reconcile();
  void podChanged(const ObjectPtr& before, const ObjectPtr& after);
  void workloadChanged(const ResourceType& type, const ObjectPtr& before, const ObjectPtr& after);
  void startPod(const ObjectPtr& pod);
  void podStarted(const QString& ns, const QString& name, const QString& uid);

  void reconcileDeployment(const ObjectPtr& deployment);
  void reconcileStatefulSet(const ObjectPtr& set);
  void reconcileReplicas(const ResourceType& type, const ObjectPtr& owner);
  void reconcileService(const ObjectPtr& service);
  void createPod(const ObjectPtr& owner, const QString& name);
  void updateStatus(const ResourceType& type, const ObjectPtr& object, const QJsonObject& status);
  [[nodiscard]] Owned podsOf(const ObjectPtr& owner) const;

  ObjectStore& m_store;
  Times m_times;
  QHash<const ResourceType*, quint64> m_seen;  ///< the version up to which changes were handled
  /// Workloads and services to look at in this round: type and uid's owner, by "namespace/name".
  QHash<const ResourceType*, QSet<QString>> m_dirty;
  QSet<QString> m_unstarted;  ///< uids of pods from addPod
  int m_nextPodAddress = 0;
  int m_nextServiceAddress = 0;
};

}  // namespace portolan::demo
