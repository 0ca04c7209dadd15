#include "app/demo/resourcetypes.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace portolan::demo {

namespace {
constexpr std::array kTypes{
    ResourceType{{}, "v1"_L1, "namespaces"_L1, "namespace"_L1, "Namespace"_L1, "ns"_L1, false},
    ResourceType{{}, "v1"_L1, "nodes"_L1, "node"_L1, "Node"_L1, "no"_L1, false},
    ResourceType{{}, "v1"_L1, "pods"_L1, "pod"_L1, "Pod"_L1, "po"_L1},
    ResourceType{{}, "v1"_L1, "services"_L1, "service"_L1, "Service"_L1, "svc"_L1},
    ResourceType{
        {}, "v1"_L1, "replicationcontrollers"_L1, "replicationcontroller"_L1, "ReplicationController"_L1, "rc"_L1},
    ResourceType{"apps"_L1, "v1"_L1, "deployments"_L1, "deployment"_L1, "Deployment"_L1, "deploy"_L1},
    ResourceType{"apps"_L1, "v1"_L1, "replicasets"_L1, "replicaset"_L1, "ReplicaSet"_L1, "rs"_L1},
    ResourceType{"apps"_L1, "v1"_L1, "statefulsets"_L1, "statefulset"_L1, "StatefulSet"_L1, "sts"_L1},
    ResourceType{"apps"_L1, "v1"_L1, "daemonsets"_L1, "daemonset"_L1, "DaemonSet"_L1, "ds"_L1},
    ResourceType{"batch"_L1, "v1"_L1, "jobs"_L1, "job"_L1, "Job"_L1, {}},
    ResourceType{"discovery.k8s.io"_L1, "v1"_L1, "endpointslices"_L1, "endpointslice"_L1, "EndpointSlice"_L1, {}},
};
}  // namespace

QString ResourceType::apiVersion() const {
  return group.isEmpty() ? QString(version) : group + u'/' + version;
}

QString ResourceType::qualifiedName() const {
  return group.isEmpty() ? QString(plural) : plural + u'.' + group;
}

std::span<const ResourceType> resourceTypes() {
  return kTypes;
}

const ResourceType* resourceTypeOfKind(QAnyStringView kind) {
  const auto* const found = std::ranges::find_if(kTypes, [&](const auto& type) { return type.kind == kind; });
  return found == kTypes.end() ? nullptr : found;
}

const ResourceType* findResourceType(QAnyStringView group, QAnyStringView version, QAnyStringView plural) {
  const auto* const found = std::ranges::find_if(kTypes, [&](const auto& type) {
    return type.group == group && type.version == version && type.plural == plural;
  });
  return found == kTypes.end() ? nullptr : found;
}

}  // namespace portolan::demo
