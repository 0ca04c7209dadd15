#include "app/demo/controllers.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRandomGenerator>
#include <QTimer>
#include <algorithm>
#include <array>

#include "core/target/labelselector.h"

using namespace Qt::StringLiterals;

namespace portolan::demo {

namespace {

const ResourceType& typeOf(QLatin1String kind) {
  return *resourceTypeOfKind(kind);
}

constexpr std::array kWorkloads{"Deployment"_L1,  "ReplicaSet"_L1, "ReplicationController"_L1,
                                "StatefulSet"_L1, "DaemonSet"_L1,  "Job"_L1};

// The letters of generated names: nothing that could form a word (apimachinery pkg/util/rand/rand.go).
constexpr QLatin1String kLetters("bcdfghjklmnpqrstvwxz2456789");

QString randomSuffix() {
  QString suffix;
  for (int i = 0; i < 5; ++i) {
    suffix += kLetters[QRandomGenerator::global()->bounded(kLetters.size())];
  }
  return suffix;
}

QString hashOf(const QByteArray& text, qsizetype size) {
  QString hash;
  const QByteArray digest = QCryptographicHash::hash(text, QCryptographicHash::Sha256).first(size);
  for (const char c : digest) {
    hash += kLetters[static_cast<unsigned char>(c) % kLetters.size()];
  }
  return hash;
}

QString address(const QString& network, int number) {
  return u"%1.%2.%3"_s.arg(network).arg(number / 250 % 250).arg(number % 250 + 1);
}

QString now() {
  return QDateTime::currentDateTimeUtc().toString(Qt::ISODate);
}

QString keyOf(const ObjectPtr& object) {
  return object->ns() + u'/' + object->name();
}

bool isDeleting(const ObjectPtr& object) {
  return object->object["metadata"_L1].toObject().contains("deletionTimestamp"_L1);
}

QJsonObject ownerOf(const ObjectPtr& object) {
  return object->object["metadata"_L1]["ownerReferences"_L1][0].toObject();
}

bool isOwnedBy(const ObjectPtr& object, const ObjectPtr& owner) {
  return ownerOf(object)["uid"_L1].toString() == owner->uid();
}

QJsonArray ownerReference(const ObjectPtr& owner) {
  return {QJsonObject{{u"apiVersion"_s, owner->object["apiVersion"_L1]},
                      {u"kind"_s, owner->object["kind"_L1]},
                      {u"name"_s, owner->name()},
                      {u"uid"_s, owner->uid()},
                      {u"controller"_s, true},
                      {u"blockOwnerDeletion"_s, true}}};
}

bool isReady(const QJsonObject& pod) {
  const auto conditions = pod["status"_L1]["conditions"_L1].toArray();
  return std::ranges::any_of(conditions, [](const QJsonValue& condition) {
    return condition["type"_L1] == "Ready"_L1 && condition["status"_L1] == "True"_L1;
  });
}

QJsonObject condition(const QString& type, bool isTrue) {
  return {{u"type"_s, type}, {u"status"_s, isTrue ? u"True"_s : u"False"_s}, {u"lastTransitionTime"_s, now()}};
}

QJsonArray podConditions(bool ready) {
  return {condition(u"PodScheduled"_s, true), condition(u"Initialized"_s, true), condition(u"ContainersReady"_s, ready),
          condition(u"Ready"_s, ready)};
}

QJsonArray containerStatuses(const QJsonObject& pod, bool ready, const QJsonObject& state) {
  QJsonArray statuses;
  const auto containers = pod["spec"_L1]["containers"_L1].toArray();
  for (qsizetype i = 0; i < containers.size(); ++i) {
    statuses.append(QJsonObject{
        {u"name"_s, containers[i]["name"_L1]},
        {u"image"_s, containers[i]["image"_L1]},
        {u"imageID"_s, QString()},
        {u"ready"_s, ready},
        {u"started"_s, ready},
        {u"restartCount"_s, pod["status"_L1]["containerStatuses"_L1][i]["restartCount"_L1].toInt()},
        {u"state"_s, state},
    });
  }
  return statuses;
}

QJsonObject running() {
  return {{u"running"_s, QJsonObject{{u"startedAt"_s, now()}}}};
}

QJsonObject withStatus(QJsonObject object, const QJsonObject& status) {
  object["status"_L1] = status;
  return object;
}

QJsonObject withReplicas(QJsonObject object, qsizetype replicas) {
  auto spec = object["spec"_L1].toObject();
  spec["replicas"_L1] = replicas;
  object["spec"_L1] = spec;
  return object;
}

qsizetype replicasOf(const ObjectPtr& owner) {
  const auto spec = owner->object["spec"_L1];
  if (owner->object["kind"_L1] == "DaemonSet"_L1) {
    return 1;
  }
  return spec["replicas"_L1].toInt(spec["parallelism"_L1].toInt(1));
}

}  // namespace

struct Controllers::Owned {
  QList<ObjectPtr> active;  ///< not being deleted
  QList<ObjectPtr> all;
  qsizetype ready = 0;  ///< of the active ones
};

Controllers::Controllers(ObjectStore& store, Times times, QObject* parent)
    : QObject(parent), m_store(store), m_times(times) {
  connect(&m_store, &ObjectStore::changed, this, &Controllers::reconcile);
}

ObjectPtr Controllers::addPod(QJsonObject pod) {
  pod["status"_L1] = QJsonObject{{u"phase"_s, u"Pending"_s}, {u"qosClass"_s, u"BestEffort"_s}};
  const ObjectPtr added = m_store.put(typeOf("Pod"_L1), pod);
  if (added) {
    m_unstarted.insert(added->uid());
  }
  return added;
}

ObjectPtr Controllers::putService(QJsonObject service) {
  const auto& type = typeOf("Service"_L1);
  auto spec = service["spec"_L1].toObject();
  if (!spec.contains("clusterIP"_L1) && spec["type"_L1] != "ExternalName"_L1) {
    const auto metadata = service["metadata"_L1].toObject();
    const ObjectPtr before =
        m_store.find(type, metadata["namespace"_L1].toString(u"default"_s), metadata["name"_L1].toString());
    spec["clusterIP"_L1] =
        before ? before->object["spec"_L1]["clusterIP"_L1].toString() : address(u"10.96"_s, m_nextServiceAddress++);
    service["spec"_L1] = spec;
  }
  return m_store.put(type, service);
}

bool Controllers::deletePod(const QString& ns, const QString& name) {
  const auto& pods = typeOf("Pod"_L1);
  const ObjectPtr pod = m_store.find(pods, ns, name);
  if (!pod) {
    return false;
  }
  if (isDeleting(pod)) {
    return true;
  }
  const auto grace = std::chrono::ceil<std::chrono::seconds>(m_times.podStop);
  QJsonObject object = pod->object;
  auto metadata = object["metadata"_L1].toObject();
  metadata["deletionTimestamp"_L1] = QDateTime::currentDateTimeUtc().addSecs(grace.count()).toString(Qt::ISODate);
  metadata["deletionGracePeriodSeconds"_L1] = static_cast<qint64>(grace.count());
  object["metadata"_L1] = metadata;
  m_store.put(pods, object);
  QTimer::singleShot(m_times.podStop, this, [this, ns, name, uid = pod->uid()] {
    const ObjectPtr last = m_store.find(typeOf("Pod"_L1), ns, name);
    if (last && last->uid() == uid) {
      m_store.remove(typeOf("Pod"_L1), ns, name);
    }
  });
  return true;
}

bool Controllers::setPodReady(const QString& ns, const QString& name, bool ready) {
  const ObjectPtr pod = m_store.find(typeOf("Pod"_L1), ns, name);
  if (!pod) {
    return false;
  }
  auto status = pod->object["status"_L1].toObject();
  status["conditions"_L1] = podConditions(ready);
  status["containerStatuses"_L1] = containerStatuses(pod->object, ready, running());
  m_store.put(typeOf("Pod"_L1), withStatus(pod->object, status));
  return true;
}

bool Controllers::restartPod(const QString& ns, const QString& name) {
  const ObjectPtr pod = m_store.find(typeOf("Pod"_L1), ns, name);
  if (!pod) {
    return false;
  }
  auto status = pod->object["status"_L1].toObject();
  auto containers = containerStatuses(pod->object, true, running());
  for (auto&& container : containers) {
    auto changed = container.toObject();
    changed["restartCount"_L1] = changed["restartCount"_L1].toInt() + 1;
    changed["lastState"_L1] = QJsonObject{
        {u"terminated"_s,
         QJsonObject{
             {u"exitCode"_s, 1}, {u"reason"_s, u"Error"_s}, {u"startedAt"_s, now()}, {u"finishedAt"_s, now()}}}};
    container = changed;
  }
  status["containerStatuses"_L1] = containers;
  m_store.put(typeOf("Pod"_L1), withStatus(pod->object, status));
  QMetaObject::invokeMethod(this, [this, uid = pod->uid()] { Q_EMIT containersRestarted(uid); }, Qt::QueuedConnection);
  return true;
}

bool Controllers::scale(const ResourceType& type, const QString& ns, const QString& name, int replicas) {
  const ObjectPtr owner = m_store.find(type, ns, name);
  return owner && m_store.put(type, withReplicas(owner->object, replicas));
}

bool Controllers::rollOut(const QString& ns, const QString& deployment) {
  const auto& type = typeOf("Deployment"_L1);
  const ObjectPtr found = m_store.find(type, ns, deployment);
  if (!found) {
    return false;
  }
  QJsonObject object = found->object;
  auto spec = object["spec"_L1].toObject();
  auto podTemplate = spec["template"_L1].toObject();
  auto metadata = podTemplate["metadata"_L1].toObject();
  auto annotations = metadata["annotations"_L1].toObject();
  annotations["kubectl.kubernetes.io/restartedAt"_L1] = QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs);
  metadata["annotations"_L1] = annotations;
  podTemplate["metadata"_L1] = metadata;
  spec["template"_L1] = podTemplate;
  object["spec"_L1] = spec;
  return m_store.put(type, object) != nullptr;
}

void Controllers::reconcile() {
  const auto handleNew = [&](QLatin1String kind, auto&& handle) {
    const auto& type = typeOf(kind);
    auto& seen = m_seen[&type];
    // What the handler changes is a change, too, and is seen in the next round.
    const quint64 end = m_store.version();
    if (m_store.oldestVersion(type) > seen) {
      // More changed at once than the history holds.
      seen = end;
      for (const ObjectPtr& object : m_store.list(type)) {
        handle(type, ObjectPtr(), object);
      }
    }
    while (const auto* const event = m_store.eventAfter(type, seen)) {
      if (event->version > end) {
        break;
      }
      seen = event->version;
      handle(type, ObjectPtr(event->before), ObjectPtr(event->after));
    }
  };
  handleNew("Pod"_L1, [&](const auto&, const auto& before, const auto& after) { podChanged(before, after); });
  for (const auto kind : kWorkloads) {
    handleNew(kind,
              [&](const auto& type, const auto& before, const auto& after) { workloadChanged(type, before, after); });
  }
  handleNew("Service"_L1, [&](const auto& type, const auto& before, const auto& after) {
    m_dirty[&type].insert(keyOf(after ? after : before));
  });

  const auto dirty = std::exchange(m_dirty, {});
  for (auto entry = dirty.begin(); entry != dirty.end(); ++entry) {
    const auto& type = *entry.key();
    for (const QString& key : entry.value()) {
      const ObjectPtr object = m_store.find(type, key.section(u'/', 0, 0), key.section(u'/', 1));
      if (type.kind == "Service"_L1) {
        if (object) {
          reconcileService(object);
        }
      } else if (object && !isDeleting(object) && object->object["spec"_L1]["template"_L1].isObject()) {
        if (type.kind == "Deployment"_L1) {
          reconcileDeployment(object);
        } else if (type.kind == "StatefulSet"_L1) {
          reconcileStatefulSet(object);
        } else {
          reconcileReplicas(type, object);
        }
      }
    }
  }
}

void Controllers::podChanged(const ObjectPtr& before, const ObjectPtr& after) {
  const ObjectPtr pod = after ? after : before;
  const auto owner = ownerOf(pod);
  if (const auto* const type = resourceTypeOfKind(owner["kind"_L1].toString())) {
    const QString name = owner["name"_L1].toString();
    m_dirty[type].insert(pod->ns() + u'/' + name);
    if (const ObjectPtr set = m_store.find(*type, pod->ns(), name); set && !after) {
      workloadChanged(*type, set, set);  // a deployment removes an old set with the set's last pod
    }
  }
  const auto& services = typeOf("Service"_L1);
  for (const ObjectPtr& service : m_store.list(services, pod->ns())) {
    const auto selector = LabelSelector::fromObject(service->object["spec"_L1]["selector"_L1].toObject());
    if (!selector.isEmpty() &&
        ((after && selector.matches(after->labels())) || (before && selector.matches(before->labels())))) {
      m_dirty[&services].insert(keyOf(service));
    }
  }
  if (!after || (before && before->uid() != after->uid())) {
    Q_EMIT podStopped(before->uid());
  }
  if (after && m_unstarted.remove(after->uid())) {
    // The pod may have changed since; only what it is now counts.
    const ObjectPtr current = m_store.find(typeOf("Pod"_L1), after->ns(), after->name());
    if (current && current->uid() == after->uid() && !isDeleting(current)) {
      startPod(current);
    }
  }
}

void Controllers::startPod(const ObjectPtr& pod) {
  QJsonObject object = pod->object;
  auto spec = object["spec"_L1].toObject();
  spec["nodeName"_L1] = QString::fromLatin1(kNodeName);
  object["spec"_L1] = spec;
  const QString podAddress = address(u"10.244"_s, m_nextPodAddress++);
  object["status"_L1] = QJsonObject{
      {u"phase"_s, u"Pending"_s},
      {u"qosClass"_s, u"BestEffort"_s},
      {u"hostIP"_s, u"127.0.0.1"_s},
      {u"podIP"_s, podAddress},
      {u"podIPs"_s, QJsonArray{QJsonObject{{u"ip"_s, podAddress}}}},
      {u"startTime"_s, now()},
      {u"conditions"_s, podConditions(false)},
      {u"containerStatuses"_s,
       containerStatuses(object, false, {{u"waiting"_s, QJsonObject{{u"reason"_s, u"ContainerCreating"_s}}}})}};
  m_store.put(typeOf("Pod"_L1), object);
  QTimer::singleShot(m_times.podStart, this,
                     [this, ns = pod->ns(), name = pod->name(), uid = pod->uid()] { podStarted(ns, name, uid); });
}

void Controllers::podStarted(const QString& ns, const QString& name, const QString& uid) {
  const ObjectPtr pod = m_store.find(typeOf("Pod"_L1), ns, name);
  if (!pod || pod->uid() != uid || isDeleting(pod) || pod->object["status"_L1]["phase"_L1] != "Pending"_L1) {
    return;
  }
  auto status = pod->object["status"_L1].toObject();
  status["phase"_L1] = u"Running"_s;
  status["conditions"_L1] = podConditions(true);
  status["containerStatuses"_L1] = containerStatuses(pod->object, true, running());
  m_store.put(typeOf("Pod"_L1), withStatus(pod->object, status));
}

void Controllers::workloadChanged(const ResourceType& type, const ObjectPtr& before, const ObjectPtr& after) {
  const ObjectPtr workload = after ? after : before;
  const auto owner = ownerOf(workload);
  if (owner["kind"_L1] == "Deployment"_L1) {
    m_dirty[&typeOf("Deployment"_L1)].insert(workload->ns() + u'/' + owner["name"_L1].toString());
  }
  if (after) {
    m_dirty[&type].insert(keyOf(after));
    return;
  }
  // Garbage collection.
  for (const ObjectPtr& set : m_store.list(typeOf("ReplicaSet"_L1), before->ns())) {
    if (isOwnedBy(set, before)) {
      m_store.remove(typeOf("ReplicaSet"_L1), set->ns(), set->name());
    }
  }
  for (const ObjectPtr& pod : podsOf(before).all) {
    deletePod(pod->ns(), pod->name());
  }
}

Controllers::Owned Controllers::podsOf(const ObjectPtr& owner) const {
  Owned owned;
  for (const ObjectPtr& pod : m_store.list(typeOf("Pod"_L1), owner->ns())) {
    if (!isOwnedBy(pod, owner)) {
      continue;
    }
    owned.all.push_back(pod);
    if (!isDeleting(pod)) {
      owned.active.push_back(pod);
      owned.ready += isReady(pod->object) ? 1 : 0;
    }
  }
  return owned;
}

void Controllers::createPod(const ObjectPtr& owner, const QString& name) {
  const auto podTemplate = owner->object["spec"_L1]["template"_L1];
  auto metadata = podTemplate["metadata"_L1].toObject();
  metadata["name"_L1] = name;
  metadata["namespace"_L1] = owner->ns();
  metadata["ownerReferences"_L1] = ownerReference(owner);
  addPod({{u"metadata"_s, metadata}, {u"spec"_s, podTemplate["spec"_L1]}});
}

void Controllers::updateStatus(const ResourceType& type, const ObjectPtr& object, const QJsonObject& status) {
  if (object->object["status"_L1].toObject() != status) {
    m_store.put(type, withStatus(object->object, status));
  }
}

void Controllers::reconcileReplicas(const ResourceType& type, const ObjectPtr& owner) {
  Owned pods = podsOf(owner);
  const qsizetype wanted = replicasOf(owner);
  for (auto missing = wanted - pods.active.size(); missing > 0; --missing) {
    createPod(owner, owner->name() + u'-' + randomSuffix());
  }
  // Those that serve nobody go first, then the youngest.
  std::ranges::stable_sort(pods.active, [](const ObjectPtr& a, const ObjectPtr& b) {
    const bool readyA = isReady(a->object);
    const bool readyB = isReady(b->object);
    return readyA != readyB ? readyB : a->version > b->version;
  });
  for (qsizetype i = 0; i < pods.active.size() - wanted; ++i) {
    deletePod(owner->ns(), pods.active[i]->name());
  }
  QJsonObject status;
  if (type.kind == "DaemonSet"_L1) {
    status = {{u"desiredNumberScheduled"_s, wanted},
              {u"currentNumberScheduled"_s, pods.active.size()},
              {u"numberMisscheduled"_s, 0},
              {u"numberReady"_s, pods.ready}};
  } else if (type.kind == "Job"_L1) {
    status = {{u"active"_s, pods.active.size()}, {u"ready"_s, pods.ready}};
  } else {
    status = {
        {u"replicas"_s, pods.active.size()}, {u"readyReplicas"_s, pods.ready}, {u"availableReplicas"_s, pods.ready}};
  }
  updateStatus(type, owner, status);
}

void Controllers::reconcileStatefulSet(const ObjectPtr& set) {
  const Owned pods = podsOf(set);
  const qsizetype wanted = replicasOf(set);
  for (qsizetype ordinal = 0; ordinal < wanted; ++ordinal) {
    const QString name = u"%1-%2"_s.arg(set->name()).arg(ordinal);
    // The name is free only when the old pod is gone.
    if (!m_store.find(typeOf("Pod"_L1), set->ns(), name)) {
      createPod(set, name);
    }
  }
  for (const ObjectPtr& pod : pods.active) {
    if (pod->name().section(u'-', -1).toLongLong() >= wanted) {
      deletePod(pod->ns(), pod->name());
    }
  }
  updateStatus(typeOf("StatefulSet"_L1), set, {{u"replicas"_s, pods.active.size()}, {u"readyReplicas"_s, pods.ready}});
}

void Controllers::reconcileDeployment(const ObjectPtr& deployment) {
  const auto& sets = typeOf("ReplicaSet"_L1);
  const auto podTemplate = deployment->object["spec"_L1]["template"_L1].toObject();
  const QString hash = hashOf(QJsonDocument(podTemplate).toJson(QJsonDocument::Compact), 10);
  const QString currentName = deployment->name() + u'-' + hash;
  const qsizetype wanted = replicasOf(deployment);

  ObjectPtr current;
  std::vector<ObjectPtr> older;
  qsizetype olderReplicas = 0;
  qsizetype ready = 0;
  qsizetype replicas = 0;
  for (const ObjectPtr& set : m_store.list(sets, deployment->ns())) {
    if (!isOwnedBy(set, deployment)) {
      continue;
    }
    const Owned pods = podsOf(set);
    ready += pods.ready;
    replicas += pods.active.size();
    if (set->name() == currentName) {
      current = set;
    } else if (replicasOf(set) == 0 && pods.all.isEmpty()) {
      m_store.remove(sets, set->ns(), set->name());
    } else {
      older.push_back(set);
      olderReplicas += replicasOf(set);
    }
  }

  // At most one pod more than wanted; never fewer ready ones than wanted.
  const qsizetype currentReplicas =
      olderReplicas == 0 ? wanted : std::clamp<qsizetype>(wanted + 1 - olderReplicas, 0, wanted);
  if (!current) {
    auto withHash = [&](QJsonObject labels) {
      labels["pod-template-hash"_L1] = hash;
      return labels;
    };
    auto selector = deployment->object["spec"_L1]["selector"_L1].toObject();
    selector["matchLabels"_L1] = withHash(selector["matchLabels"_L1].toObject());
    auto setTemplate = podTemplate;
    auto templateMetadata = setTemplate["metadata"_L1].toObject();
    templateMetadata["labels"_L1] = withHash(templateMetadata["labels"_L1].toObject());
    setTemplate["metadata"_L1] = templateMetadata;
    current = m_store.put(
        sets,
        {{u"metadata"_s, QJsonObject{{u"name"_s, currentName},
                                     {u"namespace"_s, deployment->ns()},
                                     {u"labels"_s, templateMetadata["labels"_L1]},
                                     {u"ownerReferences"_s, ownerReference(deployment)}}},
         {u"spec"_s,
          QJsonObject{{u"replicas"_s, currentReplicas}, {u"selector"_s, selector}, {u"template"_s, setTemplate}}}});
  } else if (replicasOf(current) != currentReplicas) {
    current = m_store.put(sets, withReplicas(current->object, currentReplicas));
  }
  const Owned currentPods = podsOf(current);
  qsizetype surplus = ready - wanted;
  for (const ObjectPtr& set : older) {
    const qsizetype has = replicasOf(set);
    // Those that are not ready can go in any case.
    const Owned pods = podsOf(set);
    const qsizetype keeps = std::clamp<qsizetype>(pods.ready - std::max<qsizetype>(surplus, 0), 0, has);
    surplus -= pods.ready - keeps;
    if (keeps != has) {
      m_store.put(sets, withReplicas(set->object, keeps));
    }
  }
  updateStatus(typeOf("Deployment"_L1), deployment,
               {{u"replicas"_s, replicas},
                {u"updatedReplicas"_s, currentPods.active.size()},
                {u"readyReplicas"_s, ready},
                {u"availableReplicas"_s, ready}});
}

void Controllers::reconcileService(const ObjectPtr& service) {
  const auto spec = service->object["spec"_L1];
  const auto selector = LabelSelector::fromObject(spec["selector"_L1].toObject());
  if (selector.isEmpty()) {
    return;
  }
  QJsonArray endpoints;
  QJsonObject firstPod;
  for (const ObjectPtr& pod : m_store.list(typeOf("Pod"_L1), service->ns())) {
    const QString address = pod->object["status"_L1]["podIP"_L1].toString();
    if (address.isEmpty() || !selector.matches(pod->labels())) {
      continue;
    }
    if (firstPod.isEmpty()) {
      firstPod = pod->object;
    }
    const bool ready = isReady(pod->object);
    endpoints.append(QJsonObject{
        {u"addresses"_s, QJsonArray{address}},
        {u"conditions"_s,
         QJsonObject{
             {u"ready"_s, ready && !isDeleting(pod)}, {u"serving"_s, ready}, {u"terminating"_s, isDeleting(pod)}}},
        {u"nodeName"_s, QString::fromLatin1(kNodeName)},
        {u"targetRef"_s,
         QJsonObject{
             {u"kind"_s, u"Pod"_s}, {u"namespace"_s, pod->ns()}, {u"name"_s, pod->name()}, {u"uid"_s, pod->uid()}}}});
  }
  QJsonArray ports;
  const auto servicePorts = spec["ports"_L1].toArray();
  for (const auto& port : servicePorts) {
    int number = port["targetPort"_L1].toInt();
    const auto containers = firstPod["spec"_L1]["containers"_L1].toArray();
    for (const auto& container : containers) {
      const auto containerPorts = container["ports"_L1].toArray();
      for (const auto& containerPort : containerPorts) {
        if (number == 0 && containerPort["name"_L1].toString() == port["targetPort"_L1].toString()) {
          number = containerPort["containerPort"_L1].toInt();
        }
      }
    }
    if (number != 0) {
      ports.append(QJsonObject{{u"name"_s, port["name"_L1].toString()},
                               {u"port"_s, number},
                               {u"protocol"_s, port["protocol"_L1].toString()}});
    }
  }
  const auto& slices = typeOf("EndpointSlice"_L1);
  const QString name = service->name() + u'-' + hashOf(service->uid().toUtf8(), 5);
  const ObjectPtr before = m_store.find(slices, service->ns(), name);
  if (before && before->object["endpoints"_L1].toArray() == endpoints &&
      before->object["ports"_L1].toArray() == ports) {
    return;
  }
  m_store.put(slices, {{u"metadata"_s,
                        QJsonObject{{u"name"_s, name},
                                    {u"namespace"_s, service->ns()},
                                    {u"labels"_s, QJsonObject{{u"kubernetes.io/service-name"_s, service->name()}}},
                                    {u"ownerReferences"_s, ownerReference(service)}}},
                       {u"addressType"_s, u"IPv4"_s},
                       {u"endpoints"_s, endpoints},
                       {u"ports"_s, ports}});
}

}  // namespace portolan::demo
