#include "app/demo/democluster.h"

#include <QFile>
#include <QJsonArray>
#include <QSaveFile>
#include <QTemporaryDir>

#include "app/demo/apiserver.h"
#include "app/demo/certificates.h"
#include "app/demo/controllers.h"
#include "app/demo/objectstore.h"
#include "app/demo/runtime.h"
#include "app/demo/users.h"

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace portolan {

using demo::resourceTypeOfKind;

DemoTimes DemoTimes::forPeople() {
  DemoTimes times;
  times.podStart = 1500ms;
  times.podStop = 3000ms;
  return times;
}

class DemoCluster::Private {
 public:
  Private(DemoOptions wanted, DemoCluster* cluster)
      : options(std::move(wanted)),
        controllers(store, {options.times.podStart, options.times.podStop}),
        runtime(store, controllers, faults,
                {.connection = {.oneSecond = options.times.oneSecond,
                                .passHalfClose = options.passHalfClose,
                                .resetOnExit = options.resetOnExit},
                 .pairTimeout = options.times.pairTimeout}) {
    connect(&runtime, &demo::Runtime::sessionOpened, cluster, &DemoCluster::sessionOpened);
    connect(&runtime, &demo::Runtime::sessionClosed, cluster, &DemoCluster::sessionClosed);
    connect(&runtime, &demo::Runtime::connectionOpened, cluster, &DemoCluster::streamOpened);
  }

  Result<void> writeKubeconfig() const;
  [[nodiscard]] QByteArray kubeconfig() const;

  const DemoOptions options;
  DemoFaults faults;
  bool faultsTouched = false;
  demo::ObjectStore store;
  demo::Controllers controllers;
  demo::Runtime runtime;
  demo::Users users;
  std::unique_ptr<demo::ApiServer> server;
  std::unique_ptr<QTemporaryDir> folder;
  QString kubeconfigPath;
  QByteArray caPem;
  quint16 port = 0;
};

DemoCluster::DemoCluster(DemoOptions options, QObject* parent)
    : QObject(parent), d(std::make_unique<Private>(std::move(options), this)) {}

DemoCluster::~DemoCluster() {
  if (!d->kubeconfigPath.isEmpty()) {
    QFile::remove(d->kubeconfigPath);
  }
}

Result<void> DemoCluster::start() {
  const auto authority = demo::CertificateAuthority::create();
  if (!authority) {
    return std::unexpected(authority.error());
  }
  const auto serverCertificate = authority->issueServer();
  const auto adminCertificate = authority->issueClient(u"admin"_s, u"system:masters"_s);
  if (!serverCertificate || !adminCertificate) {
    return std::unexpected(serverCertificate ? adminCertificate.error() : serverCertificate.error());
  }
  auto tls = TlsContext::server(serverCertificate->pem, serverCertificate->privateKeyPem,
                                {.caPem = authority->pem(), .required = false});
  if (!tls) {
    return std::unexpected(tls.error());
  }
  d->caPem = authority->pem();
  d->users.add({.name = u"dev"_s, .token = demo::Users::randomToken(), .certificate = {}, .forbidden = {}});
  d->users.add({.name = u"admin"_s, .token = {}, .certificate = *adminCertificate, .forbidden = {}});
  d->users.add({.name = u"guest"_s,
                .token = demo::Users::randomToken(),
                .certificate = {},
                .forbidden = {u"* pods/portforward"_s, u"delete *"_s}});
  d->server = std::make_unique<demo::ApiServer>(
      d->store, d->controllers, d->runtime, d->users, d->faults, std::move(*tls),
      demo::ApiServer::Rules{
          .slowClient = d->options.times.slowClient,
          .bookmarks = d->options.times.bookmarks,
          .spoken = {.tunnel = d->options.tunnel, .spdy = d->options.spdy, .channels = d->options.channels}});
  if (const auto listening = d->server->listen(0); !listening) {
    return listening;
  }
  d->port = d->server->port();

  d->kubeconfigPath = d->options.kubeconfigFile;
  if (d->kubeconfigPath.isEmpty()) {
    d->folder = std::make_unique<QTemporaryDir>();
    d->kubeconfigPath = d->folder->filePath(u"kubeconfig"_s);
  }
  if (const auto written = d->writeKubeconfig(); !written) {
    return written;
  }
  put(demoNamespace(u"default"_s));
  put(demoNamespace(u"kube-system"_s));
  put({{u"kind"_s, u"Node"_s},
       {u"metadata"_s, QJsonObject{{u"name"_s, QString::fromLatin1(demo::Controllers::kNodeName)}}}});
  return {};
}

Result<void> DemoCluster::Private::writeKubeconfig() const {
  QSaveFile file(kubeconfigPath);
  const bool isWritten = file.open(QIODevice::WriteOnly) &&
                         // It holds tokens and a key: before there is something in it.
                         file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner) &&
                         file.write(kubeconfig()) > 0 && file.commit();
  if (!isWritten) {
    return fail(ErrorCode::FileUnwritable, Stage::Configuration,
                u"the demo's kubeconfig cannot be written to %1: %2"_s.arg(kubeconfigPath, file.errorString()));
  }
  return {};
}

QByteArray DemoCluster::Private::kubeconfig() const {
  const auto& admin = users.find(u"admin"_s)->certificate;
  return u"apiVersion: v1\n"
         "kind: Config\n"
         "clusters:\n"
         "- name: portolan-demo\n"
         "  cluster:\n"
         "    server: https://127.0.0.1:%1\n"
         "    certificate-authority-data: %2\n"
         "users:\n"
         "- name: dev\n"
         "  user: {token: %3}\n"
         "- name: guest\n"
         "  user: {token: %4}\n"
         "- name: admin\n"
         "  user:\n"
         "    client-certificate-data: %5\n"
         "    client-key-data: %6\n"
         "contexts:\n"
         "- name: portolan-demo\n"
         "  context: {cluster: portolan-demo, user: dev}\n"
         "- name: portolan-demo-admin\n"
         "  context: {cluster: portolan-demo, user: admin}\n"
         "- name: portolan-demo-guest\n"
         "  context: {cluster: portolan-demo, user: guest}\n"
         "current-context: portolan-demo\n"_s.arg(port)
             .arg(QString::fromLatin1(caPem.toBase64()), QString::fromLatin1(users.find(u"dev"_s)->token),
                  QString::fromLatin1(users.find(u"guest"_s)->token), QString::fromLatin1(admin.pem.toBase64()),
                  QString::fromLatin1(admin.privateKeyPem.toBase64()))
             .toUtf8();
}

void DemoCluster::addSample() {
  const DemoPort http{8080, u"http"_s, DemoProgram::Web};
  const DemoPort echo{7007, u"echo"_s, DemoProgram::Echo};
  const DemoPort greeting{5432, u"db"_s, DemoProgram::Greeting};
  put(demoWorkload(u"Deployment"_s, {.name = u"web"_s, .replicas = 2, .labels = {}, .ports = {http}}));
  put(demoService({.name = u"web"_s,
                   .selector = {{u"app"_s, u"web"_s}},
                   .ports = {{.port = 80, .targetPort = u"http"_s, .name = u"http"_s}}}));
  put(demoWorkload(u"Deployment"_s, {.name = u"echo"_s, .replicas = 1, .labels = {}, .ports = {echo}}));
  put(demoService({.name = u"echo"_s,
                   .selector = {{u"app"_s, u"echo"_s}},
                   .ports = {{.port = 7, .targetPort = u"echo"_s, .name = u"echo"_s}}}));
  put(demoWorkload(u"StatefulSet"_s, {.name = u"database"_s, .replicas = 1, .labels = {}, .ports = {greeting}}));
  put(demoService({.name = u"database"_s,
                   .selector = {{u"app"_s, u"database"_s}},
                   .ports = {{.port = 5432, .targetPort = u"db"_s, .name = u"db"_s}},
                   .headless = true}));

  QJsonObject broken = demoPod({.name = u"broken"_s, .labels = {{u"app"_s, u"broken"_s}}, .ports = {http}});
  const QString image = u"registry.example/nobody/has:this"_s;
  auto spec = broken["spec"_L1].toObject();
  auto container = spec["containers"_L1][0].toObject();
  container["image"_L1] = image;
  spec["containers"_L1] = QJsonArray{container};
  spec["nodeName"_L1] = QString::fromLatin1(demo::Controllers::kNodeName);
  broken["spec"_L1] = spec;
  const auto condition = [](const QString& type, const QString& status) {
    return QJsonObject{{u"type"_s, type}, {u"status"_s, status}, {u"reason"_s, u"ContainersNotReady"_s}};
  };
  broken["status"_L1] = QJsonObject{
      {u"phase"_s, u"Pending"_s},
      {u"conditions"_s, QJsonArray{condition(u"Ready"_s, u"False"_s), condition(u"ContainersReady"_s, u"False"_s)}},
      {u"containerStatuses"_s,
       QJsonArray{QJsonObject{
           {u"name"_s, u"main"_s},
           {u"image"_s, image},
           {u"ready"_s, false},
           {u"restartCount"_s, 0},
           {u"state"_s, QJsonObject{{u"waiting"_s,
                                     QJsonObject{{u"reason"_s, u"ImagePullBackOff"_s},
                                                 {u"message"_s, u"Back-off pulling image \"%1\""_s.arg(image)}}}}}}}}};
  put(broken);
}

QString DemoCluster::kubeconfigPath() const {
  return d->kubeconfigPath;
}

quint16 DemoCluster::port() const {
  return d->port;
}

ServerAddress DemoCluster::server() const {
  return {.scheme = u"https"_s,
          .host = u"127.0.0.1"_s,
          .port = d->port,
          .basePath = {},
          .caPem = d->caPem,
          .tlsServerName = {}};
}

Identity DemoCluster::identity(const QString& user) const {
  Identity identity;
  if (const auto* const found = d->users.find(user)) {
    identity.bearerToken = found->token;
    identity.certificatePem = found->certificate.pem;
    identity.privateKeyPem = found->certificate.privateKeyPem;
  }
  return identity;
}

void DemoCluster::setForbidden(const QString& user, const QStringList& rules) {
  if (auto* const found = d->users.find(user)) {
    found->forbidden = rules;
  }
}

void DemoCluster::revokeToken(const QString& user) {
  if (auto* const found = d->users.find(user)) {
    found->token.clear();
  }
}

Result<void> DemoCluster::renewToken(const QString& user) {
  if (auto* const found = d->users.find(user)) {
    found->token = demo::Users::randomToken();
  }
  return d->writeKubeconfig();
}

QJsonObject DemoCluster::put(const QJsonObject& object) {
  const auto* const type = resourceTypeOfKind(object["kind"_L1].toString());
  if (type == nullptr) {
    return {};
  }
  const auto stored = type->kind == "Pod"_L1 && !object.contains("status"_L1) ? d->controllers.addPod(object)
                      : type->kind == "Service"_L1                            ? d->controllers.putService(object)
                                                                              : d->store.put(*type, object);
  return stored ? stored->object : QJsonObject();
}

QJsonObject DemoCluster::object(const QString& kind, const QString& name, const QString& ns) const {
  const auto* const type = resourceTypeOfKind(kind);
  const auto found = type != nullptr ? d->store.find(*type, type->namespaced ? ns : QString(), name) : nullptr;
  return found ? found->object : QJsonObject();
}

QStringList DemoCluster::names(const QString& kind, const QString& ns) const {
  QStringList names;
  if (const auto* const type = resourceTypeOfKind(kind)) {
    for (const auto& object : d->store.list(*type, type->namespaced ? ns : QString())) {
      names.append(object->name());
    }
  }
  return names;
}

bool DemoCluster::remove(const QString& kind, const QString& name, const QString& ns) {
  const auto* const type = resourceTypeOfKind(kind);
  return type != nullptr && d->store.remove(*type, type->namespaced ? ns : QString(), name);
}

bool DemoCluster::deletePod(const QString& name, const QString& ns) {
  return d->controllers.deletePod(ns, name);
}

bool DemoCluster::setPodReady(const QString& name, bool ready, const QString& ns) {
  return d->controllers.setPodReady(ns, name, ready);
}

bool DemoCluster::restartPod(const QString& name, const QString& ns) {
  return d->controllers.restartPod(ns, name);
}

bool DemoCluster::scale(const QString& kind, const QString& name, int replicas, const QString& ns) {
  const auto* const type = resourceTypeOfKind(kind);
  return type != nullptr && d->controllers.scale(*type, ns, name, replicas);
}

bool DemoCluster::rollOut(const QString& deployment, const QString& ns) {
  return d->controllers.rollOut(ns, deployment);
}

DemoFaults& DemoCluster::faults() {
  // What the caller is about to change reaches the sessions that exist when its turn is over.
  if (!std::exchange(d->faultsTouched, true)) {
    QMetaObject::invokeMethod(
        this,
        [this] {
          d->faultsTouched = false;
          d->runtime.forEachSession([](auto& session) { session.applyFaults(); });
          if (d->server) {
            d->server->forEachWatch([](auto& watch) { watch.applyFaults(); });
          }
        },
        Qt::QueuedConnection);
  }
  return d->faults;
}

void DemoCluster::expireWatches() {
  d->store.forgetHistory();
  d->server->forgetPages();
  d->server->forEachWatch([](auto& watch) { watch.expire(); });
}

void DemoCluster::endWatches() {
  d->server->forEachWatch([](auto& watch) { watch.end(); });
}

void DemoCluster::cutWatches() {
  d->server->forEachWatch([](auto& watch) { watch.cut(); });
}

void DemoCluster::sendBookmarks() {
  d->server->forEachWatch([](auto& watch) { watch.sendBookmark(); });
}

void DemoCluster::cutSessions(DemoCut how) {
  d->runtime.forEachSession([&](auto& session) { session.cutNow(how); });
}

void DemoCluster::closeSessions() {
  d->runtime.forEachSession([](auto& session) { session.close(); });
}

void DemoCluster::sendGoAway() {
  d->runtime.forEachSession([](auto& session) { session.sendGoAway(); });
}

void DemoCluster::sendGarbage(DemoLayer layer) {
  d->runtime.forEachSession(
      [&](auto& session) { layer == DemoLayer::Spdy ? session.sendGarbage() : session.cutNow(DemoCut::GarbageFrame); });
}

void DemoCluster::breakUpstream() {
  d->runtime.forEachSession([](auto& session) { session.breakUpstream(); });
}

void DemoCluster::freezeSessions(const QString& podPrefix) {
  d->runtime.forEachSession([&](auto& session) {
    if (session.sandbox().pod.name.startsWith(podPrefix)) {
      session.setFrozen(true);
    }
  });
}

void DemoCluster::thawSessions() {
  d->runtime.forEachSession([](auto& session) { session.setFrozen(false); });
}

void DemoCluster::freezeConnections() {
  d->server->freezeConnections();
}

void DemoCluster::goDown() {
  d->server->shutDown();
  d->runtime.dropSessions();
}

Result<void> DemoCluster::comeBack() {
  return d->server->listen(d->port);
}

int DemoCluster::connectionCount() const {
  return d->server->connectionCount() + d->runtime.sessionCount();
}

int DemoCluster::sessionCount() const {
  return d->runtime.sessionCount();
}

int DemoCluster::aliveSessionCount(const QString& pod) const {
  int count = 0;
  d->runtime.forEachSession(
      [&](const auto& session) { count += session.sandbox().pod.name == pod && session.isAlive() ? 1 : 0; });
  return count;
}

int DemoCluster::streamCount() const {
  return d->runtime.connectionCount();
}

int DemoCluster::watchCount() const {
  return d->server->watchCount();
}

int DemoCluster::upgradeCount() const {
  return d->server->upgradeCount();
}

QList<DemoRequest> DemoCluster::requests() const {
  return d->server->requests();
}

void DemoCluster::forgetRequests() {
  d->server->forgetRequests();
}

}  // namespace portolan
