#include "core/target/discovery.h"

#include <netinet/in.h>
#include <sys/socket.h>

#include <QJsonArray>
#include <QTimer>
#include <algorithm>
#include <chrono>

#include "core/base/filedescriptor.h"
#include "core/target/targetspec.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace portolan {

namespace {

/// Several changes at once are one.
constexpr auto kCalm = 200ms;

QJsonObject metadataOf(const QJsonObject& object) {
  return object.value("metadata"_L1).toObject();
}

QString nameOf(const QJsonObject& object) {
  return metadataOf(object).value("name"_L1).toString();
}

struct Port {
  QString name;
  quint16 number = 0;
  QString target;  ///< of a service: a number or a name
  bool isUdp = false;
};

QList<Port> portsIn(const QJsonArray& array, QLatin1StringView numberKey) {
  QList<Port> ports;
  for (const auto& value : array) {
    const QJsonObject port = value.toObject();
    const int number = port.value(numberKey).toInt();
    const QString protocol = port.value("protocol"_L1).toString();
    if (number < 1 || number > 65535 || protocol == "SCTP"_L1) {
      continue;
    }
    const QJsonValue target = port.value("targetPort"_L1);
    ports += {port.value("name"_L1).toString(), static_cast<quint16>(number),
              target.isDouble() ? QString::number(target.toInt()) : target.toString(), protocol == "UDP"_L1};
  }
  return ports;
}

/// An annotation's value, by kftray's name or by ours.
QString annotation(const QJsonObject& object, const QString& name) {
  const QJsonObject annotations = metadataOf(object).value("annotations"_L1).toObject();
  const QString ours = annotations.value(u"portolan.dev/"_s + name).toString();
  return ours.isEmpty() ? annotations.value(u"kftray.app/"_s + name).toString() : ours;
}

/// One forward for each port, called after the object, and after the port where there are several.
QList<DiscoveredForward> oneForEach(const ForwardConfig& base, const QList<Port>& ports, bool isAnnotated) {
  QList<DiscoveredForward> forwards;
  for (const Port& port : ports) {
    ForwardConfig config = base;
    config.remotePort = QString::number(port.number);
    config.protocol = port.isUdp ? ForwardConfig::Protocol::Udp : ForwardConfig::Protocol::Tcp;
    if (ports.size() > 1) {
      config.alias += u'-' + (port.name.isEmpty() ? config.remotePort : port.name);
    }
    forwards += {config, isAnnotated, {}};
  }
  return forwards;
}

/// What an annotation's REMOTE means: a port of the service, or the pod's port behind one, by number or by name.
QString remotePortOf(const QString& text, const QList<Port>& ports) {
  bool isNumber = false;
  const uint number = text.toUInt(&isNumber);
  for (const Port& port : ports) {
    if (isNumber ? port.number == number : port.name == text) {
      return QString::number(port.number);
    }
  }
  for (const Port& port : ports) {
    if (!text.isEmpty() && port.target == text) {
      return QString::number(port.number);
    }
  }
  return isNumber && number >= 1 && number <= 65535 ? text : QString();
}

QList<DiscoveredForward> byAnnotation(const ForwardConfig& base, const QString& configs, const QList<Port>& ports) {
  QList<DiscoveredForward> forwards;
  for (const QString& part : configs.split(u',', Qt::SkipEmptyParts)) {
    const QStringList words = part.trimmed().split(u'-');
    ForwardConfig config = base;
    QString problem;
    bool isNumber = false;
    const uint local = words.size() >= 3 ? words.at(words.size() - 2).toUInt(&isNumber) : 0;
    if (!isNumber || local > 65535) {
      problem = u"\"%1\" is not ALIAS-LOCAL-REMOTE"_s.arg(oneLine(part, 60));
    } else {
      config.alias = words.first(words.size() - 2).join(u'-');
      config.localPort = static_cast<quint16>(local);
      config.remotePort = remotePortOf(words.constLast(), ports);
      if (config.remotePort.isEmpty()) {
        problem = u"there is no port \"%1\""_s.arg(oneLine(words.constLast(), 60));
      }
    }
    forwards += {config, true, problem};
  }
  return forwards;
}

QList<DiscoveredForward> forwardsOfObject(const QJsonObject& object, const ForwardConfig& base,
                                          const QList<Port>& ports) {
  const bool isAnnotated = annotation(object, u"enabled"_s) == "true"_L1;
  const QString configs = isAnnotated ? annotation(object, u"configs"_s) : QString();
  return configs.isEmpty() ? oneForEach(base, ports, isAnnotated) : byAnnotation(base, configs, ports);
}

/// A pod's owner as a target: a forward shall outlive the pod. A replica set is a deployment's where its name ends with
/// the hash that the deployment controller gave its pods (kubernetes pkg/controller/deployment/sync.go).
QString workloadOf(const QJsonObject& pod) {
  const QJsonArray owners = metadataOf(pod).value("ownerReferences"_L1).toArray();
  for (const auto& value : owners) {
    const QJsonObject owner = value.toObject();
    const QString kind = owner.value("kind"_L1).toString();
    const QString name = owner.value("name"_L1).toString();
    if (!owner.value("controller"_L1).toBool() || !isObjectName(name)) {
      continue;
    }
    const QString hash = metadataOf(pod).value("labels"_L1).toObject().value("pod-template-hash"_L1).toString();
    if (kind == "ReplicaSet"_L1 && !hash.isEmpty() && name.endsWith(u'-' + hash)) {
      return u"deployment/"_s + name.chopped(hash.size() + 1);
    }
    for (const auto known : {"ReplicaSet"_L1, "StatefulSet"_L1, "DaemonSet"_L1, "Job"_L1, "ReplicationController"_L1}) {
      if (kind == known) {
        return kind.toLower() + u'/' + name;
      }
    }
  }
  return u"pod/"_s + nameOf(pod);
}

/// Both in one namespace.
bool isSelected(const QJsonObject& pod, const QJsonObject& service) {
  const QJsonObject selector = service.value("spec"_L1).toObject().value("selector"_L1).toObject();
  const QJsonObject labels = metadataOf(pod).value("labels"_L1).toObject();
  if (selector.isEmpty()) {
    return false;
  }
  for (auto label = selector.begin(); label != selector.end(); ++label) {
    if (labels.value(label.key()) != label.value()) {
      return false;
    }
  }
  return true;
}

bool canListen(quint16 port) {
  const FileDescriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  // As the listener binds: a port in TIME_WAIT is free.
  const int yes = 1;
  ::setsockopt(socket.get(), SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
  return socket.isValid() && ::bind(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0;
}

}  // namespace

QList<DiscoveredForward> forwardsOfService(const QJsonObject& service) {
  const QJsonObject spec = service.value("spec"_L1).toObject();
  if (spec.value("type"_L1).toString() == "ExternalName"_L1 || !isObjectName(nameOf(service))) {
    return {};  // there is no pod behind it
  }
  ForwardConfig base;
  base.service = nameOf(service);
  base.alias = base.service;
  base.ns = metadataOf(service).value("namespace"_L1).toString();
  return forwardsOfObject(service, base, portsIn(spec.value("ports"_L1).toArray(), "port"_L1));
}

QList<DiscoveredForward> forwardsOfPod(const QJsonObject& pod) {
  if (!isObjectName(nameOf(pod))) {
    return {};
  }
  ForwardConfig base;
  base.workloadType = ForwardConfig::WorkloadType::Pod;
  base.target = workloadOf(pod);
  base.alias = base.target.section(u'/', 1);
  base.ns = metadataOf(pod).value("namespace"_L1).toString();
  QList<Port> ports;
  const QJsonArray containers = pod.value("spec"_L1).toObject().value("containers"_L1).toArray();
  for (const auto& container : containers) {
    ports += portsIn(container.toObject().value("ports"_L1).toArray(), "containerPort"_L1);
  }
  return forwardsOfObject(pod, base, ports);
}

QList<DiscoveredForward> forwardsOf(const QList<QJsonObject>& services, const QList<QJsonObject>& pods) {
  QList<DiscoveredForward> forwards;
  for (const QJsonObject& service : services) {
    forwards += forwardsOfService(service);
  }
  QHash<QString, QList<const QJsonObject*>> servicesIn;
  for (const QJsonObject& service : services) {
    servicesIn[metadataOf(service).value("namespace"_L1).toString()] += &service;
  }
  QSet<QStringList> known;
  for (const QJsonObject& pod : pods) {
    const auto beside = servicesIn.value(metadataOf(pod).value("namespace"_L1).toString());
    const bool isOffered =
        annotation(pod, u"enabled"_s) == "true"_L1 ||
        std::ranges::none_of(beside, [&](const QJsonObject* service) { return isSelected(pod, *service); });
    for (const DiscoveredForward& each : isOffered ? forwardsOfPod(pod) : QList<DiscoveredForward>()) {
      const QStringList what{each.config.ns, each.config.target, each.config.remotePort, each.config.alias};
      if (!known.contains(what)) {
        known.insert(what);
        forwards += each;
      }
    }
  }
  std::ranges::stable_sort(forwards, [](const DiscoveredForward& a, const DiscoveredForward& b) {
    return std::tuple(!a.isAnnotated, a.config.ns, a.config.service.isEmpty(), a.config.alias) <
           std::tuple(!b.isAnnotated, b.config.ns, b.config.service.isEmpty(), b.config.alias);
  });
  return forwards;
}

void suggestLocalPorts(QList<DiscoveredForward>& forwards, QSet<quint16> taken) {
  for (const DiscoveredForward& each : std::as_const(forwards)) {
    taken.insert(each.config.localPort);
  }
  constexpr quint16 kFirst = 1024;  // ports below need rights
  for (DiscoveredForward& each : forwards) {
    if (each.config.localPort != 0 || !each.problem.isEmpty()) {
      continue;
    }
    const uint remote = each.config.remotePort.toUInt();
    // 80 is looked for from 8080 on, 443 from 8443 on, as people do.
    uint port = remote >= kFirst ? remote : 8000 + remote;
    for (int tries = 0; tries < 2000; ++tries, ++port) {
      const auto candidate = static_cast<quint16>(port > 65535 ? port - 65536 + kFirst : port);
      if (!taken.contains(candidate) && canListen(candidate)) {
        each.config.localPort = candidate;
        taken.insert(candidate);
        break;
      }
    }
  }
}

void reuseLocalPorts(QList<DiscoveredForward>& forwards, const QList<ForwardConfig>& saved) {
  for (DiscoveredForward& each : forwards) {
    const auto known = std::ranges::find_if(saved, [&each](const ForwardConfig& config) {
      return config.context == each.config.context && config.ns == each.config.ns &&
             config.targetText() == each.config.targetText() && config.remotePort == each.config.remotePort &&
             config.protocol == each.config.protocol;
    });
    if (each.config.localPort == 0 && known != saved.end()) {
      each.config.localPort = known->localPort;
    }
  }
}

class Discovery::Private {
 public:
  Private(Discovery& discovery, ApiClient& client, ServiceQuery asked, QString own)
      : q(discovery), api(client), query(std::move(asked)), ns(std::move(own)) {
    calm.setSingleShot(true);
    calm.setInterval(kCalm);
    QObject::connect(&calm, &QTimer::timeout, &q, [this] { Q_EMIT q.changed(result()); });
  }

  /// One kind of objects in one namespace, or in all (empty).
  struct Collection {
    QString path;
    bool ofServices = false;
    bool isListed = false;
    QString version;
    QHash<QString, QJsonObject> objects;  ///< by uid
  };

  void begin() {
    onlyNamespace.clear();
    collections.clear();
    QStringList namespaces = query.namespaces;
    if (query.allNamespaces) {
      namespaces = {QString()};
    } else if (namespaces.isEmpty()) {
      namespaces = {ns};
    }
    add(namespaces);
  }

  void add(const QStringList& namespaces) {
    for (const QString& each : namespaces) {
      if (!each.isEmpty() && !isObjectName(each)) {
        return end(
            fail(ErrorCode::InvalidArgument, Stage::Target, u"\"%1\" is no namespace"_s.arg(oneLine(each, 100))));
      }
      for (const bool ofServices : {true, false}) {
        auto collection = std::make_shared<Collection>();
        const QString kind = ofServices ? u"services"_s : u"pods"_s;
        collection->path = each.isEmpty() ? u"/api/v1/"_s + kind : u"/api/v1/namespaces/%1/%2"_s.arg(each, kind);
        collection->ofServices = ofServices;
        collections += collection;
      }
    }
    const auto all = collections;
    for (const auto& collection : all) {
      list(collection);
    }
  }

  void list(const std::shared_ptr<Collection>& collection) {
    QUrlQuery selector;
    if (!query.labelSelector.isEmpty()) {
      selector.addQueryItem(u"labelSelector"_s, QString::fromLatin1(QUrl::toPercentEncoding(query.labelSelector)));
    }
    ApiRequest* request = api.list(collection->path, selector, &q);
    QObject::connect(request, &ApiRequest::finished, &q, [this, request, collection](const Result<QJsonObject>& list) {
      request->deleteLater();
      if (!isOver && collections.contains(collection)) {
        onListed(collection, list);
      }
    });
  }

  void onListed(const std::shared_ptr<Collection>& collection, const Result<QJsonObject>& list) {
    if (!list) {
      const bool isForbidden = list.error().code == ErrorCode::Forbidden;
      if (isForbidden && collection->ofServices && query.allNamespaces && onlyNamespace.isEmpty()) {
        onlyNamespace = ns;
        collections.clear();
        return add({ns});
      }
      // Who may see services but no pods is shown the services.
      if (!isForbidden || collection->ofServices) {
        return end(std::unexpected(list.error()));
      }
    } else {
      collection->objects.clear();
      const QJsonArray items = list->value("items"_L1).toArray();
      for (const auto& item : items) {
        keep(*collection, item.toObject());
      }
      collection->version = metadataOf(*list).value("resourceVersion"_L1).toString();
    }
    collection->isListed = true;
    if (!std::ranges::all_of(collections, &Collection::isListed,
                             [](const auto& each) -> const Collection& { return *each; })) {
      return;
    }
    if (!isWatching) {
      return end(result());
    }
    Q_EMIT q.changed(result());
    for (const auto& each : std::as_const(collections)) {
      if (!each->version.isEmpty()) {
        watch(each);
      }
    }
  }

  void watch(const std::shared_ptr<Collection>& collection) {
    QUrlQuery selector;
    if (!query.labelSelector.isEmpty()) {
      selector.addQueryItem(u"labelSelector"_s, QString::fromLatin1(QUrl::toPercentEncoding(query.labelSelector)));
    }
    ApiWatch* watch = api.watch(collection->path, selector, collection->version, &q);
    QObject::connect(watch, &ApiWatch::received, &q,
                     [this, collection](const QString& type, const QJsonObject& object) {
                       const QString version = metadataOf(object).value("resourceVersion"_L1).toString();
                       collection->version = version.isEmpty() ? collection->version : version;
                       if (type == "DELETED"_L1) {
                         collection->objects.remove(metadataOf(object).value("uid"_L1).toString());
                       } else if (type != "BOOKMARK"_L1) {
                         keep(*collection, object);
                       }
                       if (type != "BOOKMARK"_L1 && !calm.isActive()) {
                         calm.start();
                       }
                     });
    QObject::connect(watch, &ApiWatch::finished, &q, [this, watch, collection](const Result<void>& ended) {
      watch->deleteLater();
      if (isOver) {
        return;
      }
      if (ended) {  // the server's own time limit; or a connection that broke, which must not become a loop
        QTimer::singleShot(1s, &q, [this, collection] {
          if (!isOver && collections.contains(collection)) {
            this->watch(collection);
          }
        });
        return;
      }
      if (ended.error().code == ErrorCode::Expired) {
        return begin();
      }
      end(std::unexpected(ended.error()));
    });
  }

  static void keep(Collection& collection, QJsonObject object) {
    object.remove("status"_L1);  // most of a pod's bytes
    collection.objects.insert(metadataOf(object).value("uid"_L1).toString(), object);
  }

  [[nodiscard]] DiscoveryResult result() const {
    QList<QJsonObject> services;
    QList<QJsonObject> pods;
    for (const auto& collection : collections) {
      (collection->ofServices ? services : pods) += collection->objects.values();
    }
    DiscoveryResult result{forwardsOf(services, pods), onlyNamespace};
    for (DiscoveredForward& each : result.forwards) {
      each.config.context = query.context;
      each.config.kubeconfig = query.kubeconfig;
    }
    return result;
  }

  void end(const Result<DiscoveryResult>& result) {
    isOver = true;
    QMetaObject::invokeMethod(&q, [this, result] { Q_EMIT q.finished(result); }, Qt::QueuedConnection);
  }

  Discovery& q;
  ApiClient& api;
  const ServiceQuery query;
  const QString ns;
  bool isWatching = false;
  bool isOver = false;
  QString onlyNamespace;
  QList<std::shared_ptr<Collection>> collections;
  QTimer calm;
};

Discovery::Discovery(ApiClient& api, ServiceQuery query, QString ns, QObject* parent)
    : QObject(parent), d(std::make_unique<Private>(*this, api, std::move(query), std::move(ns))) {}

Discovery::~Discovery() = default;

void Discovery::start(bool watch) {
  d->isWatching = watch;
  d->begin();
}

}  // namespace portolan
