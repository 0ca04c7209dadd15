#include "core/target/podselection.h"

#include <QJsonArray>
#include <QSet>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace portolan {

namespace {

/// metav1.Time: RFC 3339, or null for none.
QDateTime timeFrom(const QJsonValue& value) {
  return QDateTime::fromString(value.toString(), Qt::ISODate);
}

/// 0 where there is no port number.
quint16 portFrom(const QJsonValue& value) {
  const int number = value.toInt();
  return number > 0 && number <= 65535 ? static_cast<quint16>(number) : 0;
}

QString protocolFrom(const QJsonObject& port) {
  const QString protocol = port.value("protocol"_L1).toString();
  return protocol.isEmpty() ? u"TCP"_s : protocol;
}

/// The first condition of a type; empty where there is none.
QJsonObject conditionOf(const QJsonObject& status, QLatin1StringView type) {
  const QJsonArray conditions = status.value("conditions"_L1).toArray();
  for (const auto& condition : conditions) {
    if (condition["type"_L1].toString() == type) {
      return condition.toObject();
    }
  }
  return {};
}

bool isFalse(const QJsonObject& condition) {
  return condition.value("status"_L1).toString() == "False"_L1;
}

void appendPorts(QList<PodSummary::ContainerPort>& ports, const QJsonValue& containers, bool ofInitContainer) {
  const QJsonArray array = containers.toArray();
  for (const auto& container : array) {
    const QJsonArray declared = container["ports"_L1].toArray();
    for (const auto& value : declared) {
      const QJsonObject port = value.toObject();
      if (const quint16 number = portFrom(port.value("containerPort"_L1))) {
        ports += {port.value("name"_L1).toString(), number, protocolFrom(port), ofInitContainer};
      }
    }
  }
}

int mostRestarts(const QJsonArray& statuses) {
  int most = 0;
  for (const auto& status : statuses) {
    most = std::max(most, status["restartCount"_L1].toInt());
  }
  return most;
}

/// Only init containers that restart always count: the sidecars (podutils.go, maxContainerRestarts).
int mostSidecarRestarts(const QJsonObject& pod) {
  QSet<QString> sidecars;
  const QJsonArray containers = pod["spec"_L1]["initContainers"_L1].toArray();
  for (const auto& container : containers) {
    if (container["restartPolicy"_L1].toString() == "Always"_L1) {
      sidecars += container["name"_L1].toString();
    }
  }
  QJsonArray statuses;
  const QJsonArray all = pod["status"_L1]["initContainerStatuses"_L1].toArray();
  for (const auto& status : all) {
    if (sidecars.contains(status["name"_L1].toString())) {
      statuses += status;
    }
  }
  return mostRestarts(statuses);
}

/// Why the first of these containers waits or has failed. What only says that it waits for others counts as `patience`.
QString reasonOfContainers(const QJsonValue& statuses, QString& patience) {
  const QJsonArray array = statuses.toArray();
  for (const auto& status : array) {
    const QJsonValue state = status["state"_L1];
    QString waiting = state["waiting"_L1]["reason"_L1].toString();
    if (waiting == "PodInitializing"_L1 || waiting == "ContainerCreating"_L1) {
      patience = waiting;
    } else if (!waiting.isEmpty()) {
      return waiting;
    }
    const QJsonValue terminated = state["terminated"_L1];
    if (terminated["exitCode"_L1].toInt() != 0) {
      return terminated["reason"_L1].toString();
    }
  }
  return {};
}

/// What a person would look for in `kubectl describe pod`: the most telling of the reasons in a pod's status.
QString reasonOf(const QJsonObject& status, bool ready) {
  if (ready) {
    return {};
  }
  QString patience;
  const QJsonObject scheduled = conditionOf(status, "PodScheduled"_L1);
  const QString initReason = reasonOfContainers(status.value("initContainerStatuses"_L1), patience);
  const QString containerReason = reasonOfContainers(status.value("containerStatuses"_L1), patience);
  const QJsonObject readiness = conditionOf(status, "Ready"_L1);
  for (const QString& reason : {status.value("reason"_L1).toString(), initReason, containerReason,
                                isFalse(scheduled) ? scheduled.value("reason"_L1).toString() : QString(), patience,
                                isFalse(readiness) ? readiness.value("reason"_L1).toString() : QString()}) {
    if (!reason.isEmpty()) {
      return oneLine(reason, 100);
    }
  }
  return {};
}

int phaseRank(const QString& phase) {
  // podutils.go looks phases up in a map of three: the others get its zero value, like Pending.
  return phase == "Running"_L1 ? 2 : phase == "Unknown"_L1 ? 1 : 0;
}

/// podutils.go, afterOrZero: a time that is not set counts as later than any other.
bool isAfterOrZero(const QDateTime& a, const QDateTime& b) {
  return a.isValid() && b.isValid() ? a > b : !a.isValid();
}

/// True if `a` comes before `b` in kubectl's ActivePods: the worse pod is less. The numbers are those of its comments.
bool isLessActive(const PodSummary& a, const PodSummary& b) {
  // 1. not assigned to a node < assigned
  if (a.nodeName.isEmpty() != b.nodeName.isEmpty()) {
    return a.nodeName.isEmpty();
  }
  // 2. Pending < Unknown < Running
  if (phaseRank(a.phase) != phaseRank(b.phase)) {
    return phaseRank(a.phase) < phaseRank(b.phase);
  }
  // 3. not ready < ready
  if (a.ready != b.ready) {
    return !a.ready;
  }
  // 4. being deleted < not being deleted
  if (a.deletionTimestamp.isValid() != b.deletionTimestamp.isValid()) {
    return a.deletionTimestamp.isValid();
  }
  // 5. deleted earlier < deleted later
  if (a.deletionTimestamp.isValid() && a.deletionTimestamp != b.deletionTimestamp) {
    return a.deletionTimestamp < b.deletionTimestamp;
  }
  // 6. ready since an unknown time < for a short time < for a long time
  if (a.ready && a.readySince != b.readySince) {
    return isAfterOrZero(a.readySince, b.readySince);
  }
  // 7. more restarts < fewer restarts, of containers first, then of sidecars
  if (a.restarts != b.restarts) {
    return a.restarts > b.restarts;
  }
  if (a.sidecarRestarts != b.sidecarRestarts) {
    return a.sidecarRestarts > b.sidecarRestarts;
  }
  // 8. unknown age < newer < older
  return a.created != b.created && isAfterOrZero(a.created, b.created);
}

std::unexpected<Error> noSelector(const QString& detail, const QString& hint) {
  return fail(ErrorCode::InvalidArgument, Stage::Target, detail, hint);
}

/// A requirement of a selector, by the key that it is sorted by.
struct Requirement {
  QString key;
  QString text;
};

void appendLabels(QList<Requirement>& requirements, const QJsonObject& labels) {
  for (auto it = labels.begin(); it != labels.end(); ++it) {
    requirements += {it.key(), it.key() + u'=' + it.value().toString()};
  }
}

/// apimachinery pkg/apis/meta/v1/helpers.go, LabelSelectorAsSelector. False: an operator that does not exist.
bool appendExpressions(QList<Requirement>& requirements, const QJsonArray& expressions) {
  for (const auto& expression : expressions) {
    const QString key = expression["key"_L1].toString();
    const QString op = expression["operator"_L1].toString();
    QStringList values;
    const QJsonArray array = expression["values"_L1].toArray();
    for (const auto& value : array) {
      values += value.toString();
    }
    values.sort();
    const QString set = u'(' + values.join(u',') + u')';
    if (op == "In"_L1 && !values.isEmpty()) {
      requirements += {key, key + u" in "_s + set};
    } else if (op == "NotIn"_L1 && !values.isEmpty()) {
      requirements += {key, key + u" notin "_s + set};
    } else if (op == "Exists"_L1) {
      requirements += {key, key};
    } else if (op == "DoesNotExist"_L1) {
      requirements += {key, u'!' + key};
    } else {
      return false;
    }
  }
  return true;
}

/// The ports of a service's spec, as resolvePorts needs them.
struct ServicePort {
  QString name;
  quint16 port = 0;
  QString protocol;
  quint16 targetNumber = 0;
  QString targetName;
};

QList<ServicePort> portsOfService(const QJsonObject& service) {
  QList<ServicePort> ports;
  const QJsonArray array = service["spec"_L1]["ports"_L1].toArray();
  for (const auto& value : array) {
    const QJsonObject port = value.toObject();
    const QJsonValue target = port.value("targetPort"_L1);
    ports += {port.value("name"_L1).toString(), portFrom(port.value("port"_L1)), protocolFrom(port), portFrom(target),
              target.toString()};
  }
  return ports;
}

QString portText(const QString& name, quint16 number, const QString& protocol) {
  const QString text = name.isEmpty() ? QString::number(number) : u"%1 (%2)"_s.arg(name).arg(number);
  return protocol == "TCP"_L1 ? text : text + u'/' + protocol;
}

/// "It has http (8080), 9090." or that there is none. Long lists are cut.
QString portsHint(const QString& whose, QStringList ports, const QString& none) {
  constexpr qsizetype kShown = 12;
  if (ports.isEmpty()) {
    return none;
  }
  ports.removeDuplicates();
  const QString more = ports.size() > kShown ? u" and %1 more"_s.arg(ports.size() - kShown) : QString();
  return u"%1 has %2%3."_s.arg(whose, ports.first(std::min(ports.size(), kShown)).join(u", "_s), more);
}

std::unexpected<Error> portNotFound(const QString& detail, const QString& hint) {
  return fail(ErrorCode::PortNotFound, Stage::Target, detail, hint);
}

/// kubectl pkg/util/pod_port.go: the first port of that name, over containers, then init containers.
Result<quint16> containerPortByName(const PodSummary& pod, const QString& name) {
  const auto named = [&name](const PodSummary::ContainerPort& port) { return port.name == name; };
  const auto port = std::find_if(pod.ports.begin(), pod.ports.end(), named);
  if (port != pod.ports.end()) {
    return port->port;
  }
  QStringList existing;
  for (const PodSummary::ContainerPort& each : pod.ports) {
    existing += portText(each.name, each.port, each.protocol);
  }
  return portNotFound(u"Pod '%1' does not have a named port '%2'"_s.arg(pod.name, name),
                      portsHint(u"The pod"_s, existing, u"The pod declares no ports: give the port by number."_s));
}

QString portsHint(const QList<ServicePort>& ports) {
  QStringList existing;
  for (const ServicePort& port : ports) {
    existing += portText(port.name, port.port, port.protocol);
  }
  return portsHint(u"The service"_s, existing, u"The service has no ports."_s);
}

/// kubectl pkg/util/service_port.go, LookupServicePortNumberByName.
Result<quint16> servicePortByName(const QList<ServicePort>& ports, const QString& service, const QString& name) {
  const auto port =
      std::find_if(ports.begin(), ports.end(), [&](const ServicePort& each) { return each.name == name; });
  if (port != ports.end()) {
    return port->port;
  }
  return portNotFound(u"Service '%1' does not have a named port '%2'"_s.arg(service, name), portsHint(ports));
}

/// Whether a port of the service leads to this port of the pod.
bool leadsTo(const QList<ServicePort>& ports, const PodSummary& pod, quint16 number) {
  return std::any_of(ports.begin(), ports.end(), [&](const ServicePort& each) {
    return each.targetName.isEmpty() ? each.targetNumber == number
                                     : containerPortByName(pod, each.targetName) == Result<quint16>(number);
  });
}

/// kubectl pkg/util/service_port.go, LookupContainerPortNumberByServicePort: the first port of that number, whatever
/// its protocol is.
Result<quint16> containerPortOf(const QList<ServicePort>& ports, bool isHeadless, const PodSummary& pod,
                                const QString& service, quint16 number) {
  const auto port =
      std::find_if(ports.begin(), ports.end(), [number](const ServicePort& each) { return each.port == number; });
  if (port == ports.end()) {
    return portNotFound(u"Service %1 does not have a service port %2"_s.arg(service).arg(number), portsHint(ports));
  }
  if (isHeadless) {
    return number;
  }
  if (!port->targetName.isEmpty()) {
    return containerPortByName(pod, port->targetName);
  }
  return port->targetNumber == 0 ? number : port->targetNumber;
}

/// kubectl pkg/cmd/portforward/portforward.go, checkUDPPorts: what is declared for UDP and not for TCP as well. SCTP is
/// not looked at.
class UdpOnlyPorts {
 public:
  void add(quint16 port, const QString& protocol) {
    if (protocol == "UDP"_L1) {
      m_udp += port;
    } else if (protocol == "TCP"_L1) {
      m_tcp += port;
    }
  }
  [[nodiscard]] bool contains(quint16 port) const { return m_udp.contains(port) && !m_tcp.contains(port); }

 private:
  QSet<quint16> m_udp;
  QSet<quint16> m_tcp;
};

std::unexpected<Error> udpOnly(const PortSpec& port) {
  return fail(
      ErrorCode::Unsupported, Stage::Target,
      u"UDP protocol is not supported for %1"_s.arg(port.remote != 0 ? QString::number(port.remote) : port.remoteName),
      u"Kubernetes forwards TCP only."_s);
}

Result<QList<PortMapping>> resolveServicePorts(const QList<PortSpec>& specs, const PodSummary& pod, const QString& name,
                                               const QJsonObject& service) {
  const QList<ServicePort> ports = portsOfService(service);
  const bool isHeadless = service["spec"_L1]["clusterIP"_L1].toString() == "None"_L1;
  const auto servicePort = [&](const PortSpec& spec) -> Result<quint16> {
    return spec.remote != 0 ? Result<quint16>(spec.remote) : servicePortByName(ports, name, spec.remoteName);
  };

  UdpOnlyPorts udpOnlyPorts;
  for (const ServicePort& port : ports) {
    udpOnlyPorts.add(port.port, port.protocol);
  }
  for (const PortSpec& spec : specs) {
    const auto port = servicePort(spec);
    if (!port) {
      return std::unexpected(port.error());
    }
    if (udpOnlyPorts.contains(*port)) {
      return udpOnly(spec);
    }
  }

  QList<PortMapping> mappings;
  for (const PortSpec& spec : specs) {
    const auto port = servicePort(spec);
    const bool isServicePort =
        std::any_of(ports.begin(), ports.end(), [&port](const ServicePort& each) { return each.port == *port; });
    if (spec.mayBeContainerPort && !isServicePort && leadsTo(ports, pod, *port)) {
      mappings += {spec.local.value_or(*port), *port};
      continue;
    }
    const auto remote = containerPortOf(ports, isHeadless, pod, name, *port);
    if (!remote) {
      return std::unexpected(remote.error());
    }
    mappings += {spec.local.value_or(*port), *remote};
  }
  return mappings;
}

Result<QList<PortMapping>> resolvePodPorts(const QList<PortSpec>& specs, const PodSummary& pod) {
  UdpOnlyPorts udpOnlyPorts;
  for (const PodSummary::ContainerPort& port : pod.ports) {
    if (!port.ofInitContainer) {  // checkUDPPortInPod reads spec.containers only
      udpOnlyPorts.add(port.port, port.protocol);
    }
  }
  QList<PortMapping> mappings;
  for (const PortSpec& spec : specs) {
    const auto remote = spec.remote != 0 ? Result<quint16>(spec.remote) : containerPortByName(pod, spec.remoteName);
    if (!remote) {
      return std::unexpected(remote.error());
    }
    if (udpOnlyPorts.contains(*remote)) {
      return udpOnly(spec);
    }
    mappings += {spec.local.value_or(*remote), *remote};
  }
  return mappings;
}

}  // namespace

PodSummary summarizePod(const QJsonObject& pod) {
  const QJsonObject metadata = pod.value("metadata"_L1).toObject();
  const QJsonObject spec = pod.value("spec"_L1).toObject();
  const QJsonObject status = pod.value("status"_L1).toObject();
  const QJsonObject readiness = conditionOf(status, "Ready"_L1);
  PodSummary summary;
  summary.name = metadata.value("name"_L1).toString();
  summary.uid = metadata.value("uid"_L1).toString();
  summary.labels = metadata.value("labels"_L1).toObject();
  summary.nodeName = spec.value("nodeName"_L1).toString();
  summary.phase = oneLine(status.value("phase"_L1).toString(), 40);
  summary.ready = readiness.value("status"_L1).toString() == "True"_L1;
  summary.reason = reasonOf(status, summary.ready);
  if (summary.ready) {
    summary.readySince = timeFrom(readiness.value("lastTransitionTime"_L1));
  }
  summary.deletionTimestamp = timeFrom(metadata.value("deletionTimestamp"_L1));
  summary.created = timeFrom(metadata.value("creationTimestamp"_L1));
  summary.restarts = mostRestarts(status.value("containerStatuses"_L1).toArray());
  summary.sidecarRestarts = mostSidecarRestarts(pod);
  appendPorts(summary.ports, spec.value("containers"_L1), false);
  appendPorts(summary.ports, spec.value("initContainers"_L1), true);
  return summary;
}

bool isPreferredPod(const PodSummary& a, const PodSummary& b) {
  return isLessActive(b, a);
}

qsizetype selectPod(const QList<PodSummary>& pods) {
  const auto best = std::min_element(pods.begin(), pods.end(), isPreferredPod);
  return best == pods.end() ? -1 : best - pods.begin();
}

Result<QString> labelSelectorOf(const TargetSpec& target, const QJsonObject& object) {
  const QJsonValue selector = object["spec"_L1]["selector"_L1];
  QList<Requirement> requirements;
  if (target.kind == TargetKind::PodSelector) {
    return target.labelSelector;
  }
  if (target.kind == TargetKind::Service || target.kind == TargetKind::ReplicationController) {
    appendLabels(requirements, selector.toObject());
  } else {
    appendLabels(requirements, selector["matchLabels"_L1].toObject());
    if (!appendExpressions(requirements, selector["matchExpressions"_L1].toArray())) {
      return noSelector(u"%1 has a label selector that this version does not understand"_s.arg(target.displayName()),
                        u"Forward one of its pods by name."_s);
    }
  }
  if (requirements.isEmpty()) {
    if (target.kind != TargetKind::Service) {
      return noSelector(u"%1 is defined without a selector"_s.arg(target.displayName()),
                        u"Forward one of its pods by name."_s);
    }
    const QString host = oneLine(object["spec"_L1]["externalName"_L1].toString(), 100);
    return noSelector(
        u"cannot attach to *v1.Service: invalid service '%1': Service is defined without a selector"_s.arg(target.name),
        host.isEmpty() ? u"Its endpoints are managed by somebody else: forward one of their pods by name."_s
                       : u"It only stands for the name %1 outside the cluster."_s.arg(host));
  }
  std::stable_sort(requirements.begin(), requirements.end(),
                   [](const Requirement& a, const Requirement& b) { return a.key < b.key; });
  QStringList texts;
  for (const Requirement& requirement : requirements) {
    texts += requirement.text;
  }
  return texts.join(u',');
}

Result<QList<PortMapping>> resolvePorts(const QList<PortSpec>& ports, const PodSummary& pod, const TargetSpec& target,
                                        const QJsonObject& service) {
  return target.kind == TargetKind::Service ? resolveServicePorts(ports, pod, target.name, service)
                                            : resolvePodPorts(ports, pod);
}

}  // namespace portolan
