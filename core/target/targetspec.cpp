#include "core/target/targetspec.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace portolan {

namespace {

/// A resource type as the API server's discovery names it.
struct ResourceType {
  QLatin1StringView singular;  ///< also the kind in lower case
  QLatin1StringView plural;
  QLatin1StringView shortName;  ///< empty: none
  QLatin1StringView group;      ///< empty: the core group
  QLatin1StringView version;
  std::optional<TargetKind> kind;  ///< nothing: kubectl knows no selector for it
  QLatin1StringView goKind;        ///< as kubectl's message names it; only where there is no kind
};

// The order is that of the hint. What stands behind the eight that can be forwarded is there to explain itself.
constexpr std::array kTypes = {
    ResourceType{"pod"_L1, "pods"_L1, "po"_L1, ""_L1, "v1"_L1, TargetKind::Pod, {}},
    ResourceType{"service"_L1, "services"_L1, "svc"_L1, ""_L1, "v1"_L1, TargetKind::Service, {}},
    ResourceType{"deployment"_L1, "deployments"_L1, "deploy"_L1, "apps"_L1, "v1"_L1, TargetKind::Deployment, {}},
    ResourceType{"replicaset"_L1, "replicasets"_L1, "rs"_L1, "apps"_L1, "v1"_L1, TargetKind::ReplicaSet, {}},
    ResourceType{"statefulset"_L1, "statefulsets"_L1, "sts"_L1, "apps"_L1, "v1"_L1, TargetKind::StatefulSet, {}},
    ResourceType{"daemonset"_L1, "daemonsets"_L1, "ds"_L1, "apps"_L1, "v1"_L1, TargetKind::DaemonSet, {}},
    ResourceType{"job"_L1, "jobs"_L1, ""_L1, "batch"_L1, "v1"_L1, TargetKind::Job, {}},
    ResourceType{"replicationcontroller"_L1,
                 "replicationcontrollers"_L1,
                 "rc"_L1,
                 ""_L1,
                 "v1"_L1,
                 TargetKind::ReplicationController,
                 {}},
    ResourceType{"cronjob"_L1, "cronjobs"_L1, "cj"_L1, "batch"_L1, "v1"_L1, {}, "CronJob"_L1},
    ResourceType{"ingress"_L1, "ingresses"_L1, "ing"_L1, "networking.k8s.io"_L1, "v1"_L1, {}, "Ingress"_L1},
    ResourceType{"endpoints"_L1, "endpoints"_L1, "ep"_L1, ""_L1, "v1"_L1, {}, "Endpoints"_L1},
    ResourceType{"node"_L1, "nodes"_L1, "no"_L1, ""_L1, "v1"_L1, {}, "Node"_L1},
    ResourceType{"namespace"_L1, "namespaces"_L1, "ns"_L1, ""_L1, "v1"_L1, {}, "Namespace"_L1},
    ResourceType{"configmap"_L1, "configmaps"_L1, "cm"_L1, ""_L1, "v1"_L1, {}, "ConfigMap"_L1},
    ResourceType{"secret"_L1, "secrets"_L1, ""_L1, ""_L1, "v1"_L1, {}, "Secret"_L1},
};

std::unexpected<Error> invalid(const QString& detail, const QString& hint) {
  return fail(ErrorCode::InvalidArgument, Stage::Configuration, detail, hint);
}

QString typesHint() {
  QStringList types;
  for (const ResourceType& type : kTypes) {
    if (type.kind) {
      types += type.shortName.isEmpty() ? QString(type.singular) : u"%1 (%2)"_s.arg(type.singular, type.shortName);
    }
  }
  return u"What can be forwarded: %1."_s.arg(types.join(u", "_s));
}

/// Which type kubectl takes `text` for: `TYPE`, `TYPE.GROUP` or `TYPE.VERSION.GROUP`. Type names are compared without
/// regard to case, short names and groups with it; the beginning of a group is enough (apimachinery
/// pkg/api/meta/restmapper.go: KindsFor, client-go restmapper/shortcut.go: expandResourceShortcut).
const ResourceType* findType(const QString& text) {
  const QString name = text.section(u'.', 0, 0);
  const QString lowerName = name.toLower();
  const QString group = text.section(u'.', 1);
  for (const ResourceType& type : kTypes) {
    const bool isShortName = !type.shortName.isEmpty() && name == type.shortName;
    if (!isShortName && lowerName != type.singular && lowerName != type.plural) {
      continue;
    }
    const bool namesVersion = group == type.version + u'.' + type.group;
    if (group.isEmpty() || namesVersion || type.group.startsWith(group)) {
      return &type;
    }
  }
  return nullptr;
}

/// One port number of a command line.
std::optional<quint16> portNumber(const QString& text) {
  const bool isNumber =
      !text.isEmpty() && std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
  bool fits = false;
  const uint number = isNumber ? text.toUInt(&fits) : 0;
  return fits && number <= 65535 ? std::optional(static_cast<quint16>(number)) : std::nullopt;
}

bool isAsciiLetterOrDigit(QChar c) {
  return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z');
}

/// Anything that could be a port's name: kubectl looks it up, and so does resolvePorts, which can say what exists.
bool isPortName(const QString& text) {
  return text.size() <= 63 &&
         std::all_of(text.begin(), text.end(), [](QChar c) { return isAsciiLetterOrDigit(c) || c == u'-'; }) &&
         std::any_of(text.begin(), text.end(), [](QChar c) { return c.isLetter(); });
}

}  // namespace

bool isObjectName(const QString& text) {
  return !text.isEmpty() && text.size() <= 253 && text != u"."_s && text != u".."_s &&
         std::all_of(text.begin(), text.end(),
                     [](QChar c) { return isAsciiLetterOrDigit(c) || c == u'-' || c == u'.' || c == u'_'; });
}

QString typeName(TargetKind kind) {
  const auto type = std::find_if(kTypes.begin(), kTypes.end(), [kind](const auto& each) { return each.kind == kind; });
  return type == kTypes.end() ? QString() : QString(type->singular);
}

QString TargetSpec::displayName() const {
  return kind == TargetKind::PodSelector ? labelSelector : typeName(kind) + u'/' + name;
}

Result<TargetSpec> parseTarget(const QString& text) {
  const QString shown = oneLine(text, 100);
  const qsizetype slash = text.indexOf(u'/');
  TargetSpec target;
  if (slash >= 0) {
    const QString typeText = text.first(slash);
    target.name = text.sliced(slash + 1);
    if (target.name.contains(u'/')) {
      return invalid(u"\"%1\" has more than one slash"_s.arg(shown),
                     u"Write TYPE/NAME, for example service/backend."_s);
    }
    if (typeText.isEmpty() || target.name.isEmpty()) {
      return invalid(u"\"%1\" has no %2"_s.arg(
                         shown, typeText.isEmpty() ? u"type before the slash"_s : u"name behind the slash"_s),
                     u"Write TYPE/NAME, for example service/backend."_s);
    }
    const ResourceType* type = findType(typeText);
    if (type == nullptr) {
      return invalid(u"unknown resource type \"%1\""_s.arg(oneLine(typeText, 100)), typesHint());
    }
    if (!type->kind) {
      return invalid(u"cannot attach to *v1.%1: selector for *v1.%1 not implemented"_s.arg(type->goKind), typesHint());
    }
    target.kind = *type->kind;
  } else {
    target.name = text;
  }
  if (!isObjectName(target.name)) {
    return invalid(u"\"%1\" is no name that Kubernetes allows"_s.arg(oneLine(target.name, 100)),
                   u"Write NAME or TYPE/NAME, for example service/backend."_s);
  }
  return target;
}

Result<PortSpec> parsePort(const QString& text) {
  const auto wrong = [&text](const QString& what) {
    return invalid(u"port \"%1\": %2"_s.arg(oneLine(text, 100), what),
                   u"Write [LOCAL:]REMOTE, for example 8080:80, :80, 80 or 8080:http."_s);
  };
  const QStringList parts = text.split(u':');
  if (parts.size() > 2) {
    return wrong(u"more than one colon"_s);
  }
  const QString& localText = parts.first();
  const QString& remoteText = parts.last();

  PortSpec port;
  if (remoteText.isEmpty()) {
    return wrong(u"remote port cannot be empty"_s);
  }
  if (const auto number = portNumber(remoteText)) {
    if (*number == 0) {
      return wrong(u"remote port must be > 0"_s);
    }
    port.remote = *number;
  } else if (isPortName(remoteText)) {
    port.remoteName = remoteText;
  } else {
    return wrong(u"\"%1\" is neither a port from 1 to 65535 nor the name of one"_s.arg(oneLine(remoteText, 40)));
  }

  // "http:http" is the same as "http": kubectl cannot tell them apart either (splitPort, convertPodNamedPortToNumber).
  if (parts.size() == 2 && (port.remote != 0 || localText != remoteText)) {
    const auto local = localText.isEmpty() ? std::optional<quint16>(0) : portNumber(localText);
    if (!local) {
      return wrong(u"\"%1\" is no local port from 0 to 65535"_s.arg(oneLine(localText, 40)));
    }
    port.local = local;
  }
  return port;
}

}  // namespace portolan
