#include "app/demo/apiserver.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QUuid>
#include <algorithm>

#include "app/demo/controllers.h"
#include "app/demo/discovery.h"
#include "app/demo/runtime.h"
#include "app/demo/tables.h"
#include "app/demo/upgrade.h"

using namespace Qt::StringLiterals;

namespace portolan::demo {

namespace {

constexpr size_t kMaxPagedLists = 16;
// The user name of somebody who shows nothing (apiserver pkg/authentication/user/user.go).
constexpr QLatin1String kAnonymous("system:anonymous");

QByteArray toJson(const QJsonObject& object) {
  return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

bool isTrue(const QString& value) {
  return value == "1"_L1 || value == "true"_L1;
}

bool wantsTable(const HttpRequest& request) {
  const auto accepted = request.headers.list("Accept");
  return !accepted.isEmpty() && accepted.first().contains("as=Table");
}

QString verbOf(const HttpRequest& request, const ApiTarget& target) {
  if (request.method == "GET") {
    return !target.name.isEmpty() ? u"get"_s : isTrue(request.queryValue(u"watch"_s)) ? u"watch"_s : u"list"_s;
  }
  if (request.method == "POST") {
    return u"create"_s;
  }
  if (request.method == "DELETE") {
    return target.name.isEmpty() ? u"deletecollection"_s : u"delete"_s;
  }
  return request.method == "PUT" ? u"update"_s : QString::fromLatin1(request.method.toLower());
}

}  // namespace

std::optional<ApiTarget> parseApiPath(const QString& path) {
  auto parts = path.split(u'/', Qt::SkipEmptyParts);
  QString group;
  if (parts.value(0) == "apis"_L1 && parts.size() > 1) {
    group = parts.takeAt(1);
  } else if (parts.value(0) != "api"_L1) {
    return {};
  }
  if (parts.size() < 3) {
    return {};
  }
  const QString version = parts[1];
  parts.remove(0, 2);
  ApiTarget target;
  if (parts[0] == "namespaces"_L1 && parts.size() > 2) {
    target.ns = parts[1];
    parts.remove(0, 2);
  }
  target.type = findResourceType(group, version, parts[0]);
  target.name = parts.value(1);
  target.subresource = parts.value(2);
  if (target.type == nullptr || parts.size() > 3) {
    return {};
  }
  if (target.type->kind == "Namespace"_L1) {
    // A namespace is in itself (apiserver pkg/endpoints/request/requestinfo.go).
    target.ns = target.name;
  }
  return target;
}

class ApiServer::Listener : public QTcpServer {
 public:
  explicit Listener(std::function<void(FileDescriptor)> accept) : m_accept(std::move(accept)) {}

 protected:
  void incomingConnection(qintptr descriptor) override { m_accept(FileDescriptor(static_cast<int>(descriptor))); }

 private:
  std::function<void(FileDescriptor)> m_accept;
};

ApiServer::ApiServer(ObjectStore& store, Controllers& controllers, Runtime& runtime, const Users& users,
                     DemoFaults& faults, std::shared_ptr<TlsContext> tls, Rules rules, QObject* parent)
    : QObject(parent),
      m_store(store),
      m_controllers(controllers),
      m_runtime(runtime),
      m_users(users),
      m_faults(faults),
      m_tls(std::move(tls)),
      m_rules(rules) {}

ApiServer::~ApiServer() {
  shutDown();
}

Result<void> ApiServer::listen(quint16 port) {
  m_listener = std::make_unique<Listener>([this](FileDescriptor socket) { accept(std::move(socket)); });
  m_listener->setListenBacklogSize(1024);
  if (!m_listener->listen(QHostAddress::LocalHost, port)) {
    const bool isInUse = m_listener->serverError() == QAbstractSocket::AddressInUseError;
    const QString why = m_listener->errorString();
    m_listener.reset();
    return fail(isInUse ? ErrorCode::AddressInUse : ErrorCode::AddressUnavailable, Stage::Configuration,
                u"the demo cluster cannot listen on 127.0.0.1: %1"_s.arg(why));
  }
  return {};
}

void ApiServer::shutDown() {
  m_listener.reset();
  m_ignored.clear();
  for (HttpConnection* connection : std::exchange(m_connections, {})) {
    connection->disconnect(this);
    connection->reset();
    connection->deleteLater();
  }
}

quint16 ApiServer::port() const {
  return m_listener ? m_listener->serverPort() : quint16(0);
}

int ApiServer::watchCount() const {
  return static_cast<int>(std::ranges::count_if(m_connections, [](const HttpConnection* connection) {
    const auto* const watch = connection->findChild<WatchStream*>(QString(), Qt::FindDirectChildrenOnly);
    return watch != nullptr && !watch->isOver();
  }));
}

void ApiServer::forEachWatch(const std::function<void(WatchStream&)>& action) {
  const auto connections = m_connections;
  for (HttpConnection* connection : connections) {
    if (auto* const watch = connection->findChild<WatchStream*>(QString(), Qt::FindDirectChildrenOnly)) {
      action(*watch);
    }
  }
}

void ApiServer::freezeConnections() {
  for (HttpConnection* const connection : m_connections) {
    connection->transport().setReadingPaused(true);
  }
  forEachWatch([](WatchStream& watch) { watch.freeze(); });
}

void ApiServer::accept(FileDescriptor socket) {
  if (m_faults.acceptAndIgnore) {
    m_ignored.push_back(std::move(socket));
    return;
  }
  if (m_connections.size() >= kMaxConnections) {
    return;
  }
  auto* const connection = new HttpConnection(std::move(socket), m_tls, m_rules.slowClient, this);
  m_connections.push_back(connection);
  connect(connection, &HttpConnection::requested, this, [this, connection] { handle(*connection); });
  connect(connection, &HttpConnection::closed, this, [this, connection] { drop(connection); });
}

void ApiServer::drop(HttpConnection* connection) {
  std::erase(m_connections, connection);
  connection->deleteLater();
}

void ApiServer::handle(HttpConnection& connection) {
  const bool isUpgrade = connection.request().path.endsWith("/portforward"_L1);
  m_upgrades += isUpgrade ? 1 : 0;
  const auto delay = isUpgrade ? m_faults.upgradeDelay : m_faults.apiDelay;
  if (delay > std::chrono::milliseconds(0)) {
    QTimer::singleShot(delay, &connection, [this, &connection] { answer(connection); });
  } else {
    answer(connection);
  }
}

void ApiServer::answer(HttpConnection& connection) {
  const HttpRequest& request = connection.request();
  const auto mischief = misbehave(connection, request.path.endsWith("/portforward"_L1));
  if (mischief && *mischief != DemoMischief::WrongAccept && *mischief != DemoMischief::NoProtocol) {
    return;
  }
  const Users::User user = identify(connection);
  if (user.name.isEmpty()) {
    respond(connection, unauthorized());
    return;
  }
  connection.setUser(user.name);
  if (request.path == "/healthz"_L1 || request.path == "/livez"_L1 || request.path == "/readyz"_L1) {
    respond(connection, 200, {"ok"}, "text/plain; charset=utf-8");
    return;
  }
  const auto target = parseApiPath(request.path);
  const QString verb = verbOf(request, target.value_or(ApiTarget()));
  if (!target) {
    if (user.name == kAnonymous && request.path != "/version"_L1) {
      respond(connection, forbiddenPath(user.name, QString::fromLatin1(request.method.toLower()), request.path));
    } else if (const auto document = discoveryDocument(request.path, u"127.0.0.1:%1"_s.arg(port()))) {
      respond(connection, *document);
    } else {
      // Not a Status: nothing that speaks for an API is behind such a path.
      respond(connection, 404, {"404 page not found\n"}, "text/plain; charset=utf-8");
    }
    return;
  }
  const QString resource =
      target->subresource.isEmpty() ? QString(target->type->plural) : target->type->plural + u'/' + target->subresource;
  if (user.name == kAnonymous || !Users::isAllowed(user, verb, resource)) {
    respond(connection, forbidden(user.name, verb, *target->type, target->subresource, target->name, target->ns));
    return;
  }
  if (target->subresource == "portforward"_L1 && target->type->kind == "Pod"_L1) {
    if (request.method == "GET" || request.method == "POST") {
      portForward(connection, *target, mischief);
    } else {
      respond(connection, methodNotAllowed());
    }
  } else if (!target->subresource.isEmpty()) {
    respond(connection, 404, {"404 page not found\n"}, "text/plain; charset=utf-8");
  } else if (verb == "get"_L1) {
    get(connection, *target);
  } else if (verb == "list"_L1) {
    list(connection, *target);
  } else if (verb == "watch"_L1) {
    watch(connection, *target);
  } else if (verb == "delete"_L1 && target->type->namespaced) {
    remove(connection, *target);
  } else {
    respond(connection, methodNotAllowed());
  }
}

Users::User ApiServer::identify(HttpConnection& connection) const {
  const QByteArray authorization = connection.request().headers.value("Authorization");
  if (!authorization.isEmpty()) {
    // A bad token is refused even where a certificate would do (apiserver pkg/authentication/request/union).
    const bool isBearer = authorization.first(qMin<qsizetype>(7, authorization.size())).toLower() == "bearer ";
    const auto* const user = isBearer ? m_users.findByToken(authorization.sliced(7).trimmed()) : nullptr;
    return user != nullptr ? *user : Users::User();
  }
  const auto certificate = connection.transport().peerCertificate();
  if (const auto* const user = certificate ? m_users.find(certificate->commonName) : nullptr) {
    return *user;
  }
  return {.name = QString(kAnonymous), .token = {}, .certificate = {}, .forbidden = {}};
}

std::optional<DemoMischief> ApiServer::misbehave(HttpConnection& connection, bool isUpgrade) {
  auto& rules = isUpgrade ? m_faults.upgrade : m_faults.api;
  const HttpRequest& request = connection.request();
  const auto found = std::ranges::find_if(rules, [&](const DemoRequestFault& rule) {
    return request.path.contains(rule.path) && request.query.toString().contains(rule.query);
  });
  if (found == rules.end()) {
    return {};
  }
  const DemoMischief mischief = found->mischief;
  const int status = found->status;
  const QByteArray location = found->location.toUtf8();
  if (found->times == 1) {
    rules.erase(found);
  } else if (found->times > 1) {
    --found->times;
  }
  switch (mischief) {
    case DemoMischief::Status:
      respond(connection, genericStatus(status));
      break;
    case DemoMischief::PlainStatus:
      respond(connection, status, {"the gateway has a bad day\n"}, "text/plain");
      break;
    case DemoMischief::Redirect:
      record(connection, 307);
      connection.respond(307, "text/plain", {}, {{"Location", location}});
      break;
    case DemoMischief::NoAnswer:
      record(connection, 0);
      break;
    case DemoMischief::UnfinishedHead:
      record(connection, 0);
      connection.sendRaw("HTTP/1.1 200 OK\r\nContent-Type: applica");
      break;
    case DemoMischief::EndlessHead:
      record(connection, 0);
      connection.sendRaw("HTTP/1.1 200 OK\r\n");
      // Each piece is above the mark below which the connection asks for more.
      connect(&connection, &HttpConnection::writable, &connection,
              [&connection] { connection.sendRaw(QByteArray("X-Filler: abcdefghijklmnopqrs\r\n").repeated(8192)); });
      connection.sendRaw(QByteArray("X-Filler: abcdefghijklmnopqrs\r\n").repeated(8192));
      break;
    case DemoMischief::NotHttp:
      record(connection, 0);
      connection.sendRaw("SSH-2.0-OpenSSH_9.2p1\r\n\x01\x02\x03\x04");
      break;
    case DemoMischief::CutBody:
      record(connection, 200);
      connection.sendRaw(
          "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n"
          "{\"kind\":\"PodList\",\"apiVersion\":\"v1\",\"items\":[{\"metadata\":{\"na");
      connection.resetWhenSent();
      break;
    case DemoMischief::InvalidJson:
      respond(connection, 200, {"{\"kind\":\"PodList\",\"items\":[{]}"});
      break;
    case DemoMischief::Reset:
      record(connection, 0);
      connection.reset();
      break;
    case DemoMischief::WrongAccept:
    case DemoMischief::NoProtocol:
      break;
  }
  return mischief;
}

void ApiServer::get(HttpConnection& connection, const ApiTarget& target) {
  const ObjectPtr object = m_store.find(*target.type, target.type->namespaced ? target.ns : QString(), target.name);
  if (!object) {
    respond(connection, notFound(*target.type, target.name));
  } else if (wantsTable(connection.request())) {
    respond(connection,
            makeTable(tableColumns(*target.type),
                      {tableRow(*target.type, object->object, connection.request().queryValue(u"includeObject"_s))},
                      {{u"resourceVersion"_s, QString::number(object->version)}}));
  } else {
    respond(connection, 200, {object->fullJson()});
  }
}

void ApiServer::list(HttpConnection& connection, const ApiTarget& target) {
  const HttpRequest& request = connection.request();
  const size_t limit = request.queryValue(u"limit"_s).toUInt();
  if (const QString token = request.queryValue(u"continue"_s); !token.isEmpty()) {
    const auto page = std::ranges::find(m_pages, token.section(u'.', 0, 0), &Page::id);
    if (page == m_pages.end()) {
      respond(connection,
              expired(u"The provided continue parameter is too old to display a consistent list result. You can start "
                      "a new list without the continue parameter."_s));
    } else {
      sendPage(connection, target, *page, token.section(u'.', 1).toUInt(), limit);
    }
    return;
  }
  const quint64 atLeast = request.queryValue(u"resourceVersion"_s).toULongLong();
  if (atLeast > m_store.version()) {
    respond(connection, tooLargeResourceVersion(atLeast, m_store.version()));
    return;
  }
  const auto labels = LabelSelector::parse(request.queryValue(u"labelSelector"_s));
  const auto fields = FieldSelector::parse(request.queryValue(u"fieldSelector"_s), target.type->kind);
  if (!labels || !fields) {
    respond(connection, badRequest(labels ? fields.error().detail : labels.error().detail));
    return;
  }
  Page page;
  page.version = m_store.version();
  page.objects = m_store.list(*target.type, target.type->namespaced ? target.ns : QString());
  const size_t all = page.objects.size();
  std::erase_if(page.objects, [&](const ObjectPtr& object) {
    return !labels->matches(object->labels()) || !fields->matches(object->object);
  });
  page.isFiltered = page.objects.size() != all;
  if (limit > 0 && page.objects.size() > limit) {
    // The rest is read from what there is now: pages are consistent.
    page.id = QUuid::createUuid().toString(QUuid::Id128);
    if (m_pages.size() == kMaxPagedLists) {
      m_pages.pop_front();
    }
    m_pages.push_back(page);
  }
  sendPage(connection, target, page, 0, limit);
}

void ApiServer::sendPage(HttpConnection& connection, const ApiTarget& target, const Page& page, size_t first,
                         size_t limit) {
  const auto& type = *target.type;
  const size_t total = page.objects.size();
  const size_t end = limit > 0 ? std::min(first + limit, total) : total;
  QJsonObject metadata{{u"resourceVersion"_s, QString::number(page.version)}};
  if (end < total) {
    metadata.insert(u"continue"_s, u"%1.%2"_s.arg(page.id).arg(end));
    if (!page.isFiltered) {
      metadata.insert(u"remainingItemCount"_s, static_cast<qint64>(total - end));
    }
  }
  const auto objects = std::span(page.objects).subspan(std::min(first, total), end - std::min(first, end));
  if (wantsTable(connection.request())) {
    QJsonArray rows;
    for (const ObjectPtr& object : objects) {
      rows.append(tableRow(type, object->object, connection.request().queryValue(u"includeObject"_s)));
    }
    respond(connection, makeTable(tableColumns(type), rows, metadata));
    return;
  }
  // The items are the store's own bytes: a list of thousands costs no copy while it waits to be read.
  QList<QByteArray> body{"{\"kind\":\"" + QByteArray(type.kind.data()) + "List\",\"apiVersion\":\"" +
                         type.apiVersion().toLatin1() + "\",\"metadata\":" + toJson(metadata) + ",\"items\":["};
  for (size_t i = 0; i < objects.size(); ++i) {
    if (i > 0) {
      body.append(QByteArrayLiteral(","));
    }
    body.append(objects[i]->json);
  }
  body.append(QByteArrayLiteral("]}\n"));
  respond(connection, 200, std::move(body));
}

void ApiServer::watch(HttpConnection& connection, const ApiTarget& target) {
  const HttpRequest& request = connection.request();
  const auto labels = LabelSelector::parse(request.queryValue(u"labelSelector"_s));
  const auto fields = FieldSelector::parse(request.queryValue(u"fieldSelector"_s), target.type->kind);
  if (!labels || !fields) {
    respond(connection, badRequest(labels ? fields.error().detail : labels.error().detail));
    return;
  }
  WatchStream::Query query{.type = target.type,
                           .ns = target.type->namespaced ? target.ns : QString(),
                           .labels = *labels,
                           .fields = *fields,
                           .version = {},
                           .bookmarks = isTrue(request.queryValue(u"allowWatchBookmarks"_s)),
                           .sendInitialEvents = isTrue(request.queryValue(u"sendInitialEvents"_s)),
                           .timeout = std::chrono::seconds(request.queryValue(u"timeoutSeconds"_s).toUInt()),
                           .asTable = wantsTable(request),
                           .includeObject = request.queryValue(u"includeObject"_s)};
  if (query.timeout == std::chrono::seconds(0)) {
    query.timeout = std::chrono::minutes(30);
  }
  const QString version = request.queryValue(u"resourceVersion"_s);
  if (!version.isEmpty() && version != "0"_L1 && !query.sendInitialEvents) {
    bool isNumber = false;
    query.version = version.toULongLong(&isNumber);
    if (!isNumber) {
      respond(connection,
              badRequest(u"Invalid value: \"%1\": strconv.ParseUint: parsing \"%1\": invalid syntax"_s.arg(version)));
      return;
    }
  }
  record(connection, 200);
  auto* const stream = new WatchStream(connection, m_store, m_faults, query, m_rules.bookmarks);
  if (query.version > m_store.version()) {
    stream->fail(tooLargeResourceVersion(*query.version, m_store.version()));
  }
}

void ApiServer::remove(HttpConnection& connection, const ApiTarget& target) {
  const ObjectPtr object = m_store.find(*target.type, target.ns, target.name);
  if (!object) {
    respond(connection, notFound(*target.type, target.name));
  } else if (target.type->kind == "Pod"_L1) {
    m_controllers.deletePod(target.ns, target.name);
    respond(connection, 200, {m_store.find(*target.type, target.ns, target.name)->fullJson()});
  } else {
    m_store.remove(*target.type, target.ns, target.name);
    respond(connection, deleted(*target.type, target.name, object->uid()));
  }
}

void ApiServer::portForward(HttpConnection& connection, const ApiTarget& target, std::optional<DemoMischief> mischief) {
  const ObjectPtr pod = m_store.find(*target.type, target.ns, target.name);
  if (!pod) {
    respond(connection, notFound(*target.type, target.name));
    return;
  }
  if (pod->object["spec"_L1]["nodeName"_L1].toString().isEmpty()) {
    respond(connection, badRequest(u"pod %1 does not have a host assigned"_s.arg(target.name)));
    return;
  }
  const HttpRequest& request = connection.request();
  const UpgradeAnswer answer = answerUpgrade(request, m_rules.spoken, mischief);
  if (answer.kind == UpgradeKind::None) {
    respond(connection, answer.status, {answer.text}, "text/plain; charset=utf-8");
    return;
  }
  record(connection, 101);
  auto transport = connection.takeTransport();
  drop(&connection);
  transport->write(answer.head);
  Transport* const wire = transport.get();
  auto channel = makeServerChannel(answer, std::move(transport));
  m_runtime.openSession(pod, std::move(channel),
                        [wire](DemoCut how, const auto& gone) { breakWire(*wire, how, gone); });
}

void ApiServer::respond(HttpConnection& connection, int code, QList<QByteArray> body, const QByteArray& type) {
  record(connection, code);
  HttpConnection::Headers headers;
  if (code == 429) {
    headers.emplaceBack("Retry-After", "1");
  } else if (code == 401) {
    headers.emplaceBack("Www-Authenticate", "Bearer");
  }
  connection.respond(code, type, std::move(body), headers);
}

void ApiServer::respond(HttpConnection& connection, const ApiStatus& status) {
  respond(connection, status.code, {toJson(status.body) + '\n'});
}

void ApiServer::respond(HttpConnection& connection, const QJsonObject& object) {
  respond(connection, 200, {toJson(object) + '\n'});
}

void ApiServer::record(const HttpConnection& connection, int status) {
  const HttpRequest& request = connection.request();
  if (m_log.size() == kRequestLog) {
    m_log.pop_front();
  }
  m_log.push_back({.method = QString::fromLatin1(request.method),
                   .path = request.path,
                   .query = request.query.toString(),
                   .user = request.user,
                   .status = status});
}

}  // namespace portolan::demo
