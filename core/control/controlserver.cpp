#include "core/control/controlserver.h"

#include <sys/socket.h>
#include <unistd.h>

#include <QCoreApplication>
#include <QJsonArray>
#include <QLocalSocket>
#include <algorithm>

#include "core/base/logging.h"
#include "core/control/jsonrpc.h"
#include "core/control/metrics.h"
#include "core/control/statusjson.h"

using namespace Qt::StringLiterals;

namespace portolan {

namespace {

constexpr qsizetype kJournalLimit = 100;

/// Error: a parameter of another type.
Result<QStringList> texts(const QJsonObject& params, QLatin1StringView key) {
  QStringList values;
  const QJsonValue list = params.value(key);
  const auto wrong = [key] {
    return fail(ErrorCode::InvalidArgument, Stage::Configuration, u"\"%1\" must be a list of texts"_s.arg(key));
  };
  if (!list.isUndefined() && !list.isArray()) {
    return wrong();
  }
  const QJsonArray array = list.toArray();
  for (const auto& value : array) {
    if (!value.isString()) {
      return wrong();
    }
    values += value.toString();
  }
  return values;
}

bool isSameUser(qintptr socket) {
  ucred peer{};
  socklen_t size = sizeof(peer);
  return ::getsockopt(static_cast<int>(socket), SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0 && peer.uid == ::geteuid();
}

}  // namespace

struct ControlServer::Client {
  QLocalSocket* socket = nullptr;
  bool wantsStatus = false;
  bool wantsJournal = false;
};

ControlServer::ControlServer(Engine& engine, QObject* parent) : QObject(parent), m_engine(engine) {
  m_server.setSocketOptions(QLocalServer::UserAccessOption);
  connect(&m_server, &QLocalServer::newConnection, this, &ControlServer::onConnection);
  connect(&m_engine, &Engine::statusChanged, this, [this](const ForwardStatus& status) {
    if (std::ranges::none_of(m_clients, [](const auto& client) { return client->wantsStatus; })) {
      return;
    }
    const QJsonObject notification = jsonrpc::notification(u"status"_s, statusOf(status.uid));
    for (size_t i = m_clients.size(); i-- > 0;) {  // a client that is dropped leaves the list
      if (m_clients[i]->wantsStatus) {
        send(*m_clients[i], notification);
      }
    }
  });
  connect(&m_engine.journal(), &Journal::added, this, [this](const JournalEntry& entry) {
    const ForwardConfig* const forward = config(entry.uid);
    const QJsonObject notification = jsonrpc::notification(
        u"journal"_s, journalJson(entry, forward != nullptr ? forward->displayName() : QString()));
    for (size_t i = m_clients.size(); i-- > 0;) {
      if (m_clients[i]->wantsJournal) {
        send(*m_clients[i], notification);
      }
    }
  });
}

ControlServer::~ControlServer() {
  for (const auto& client : m_clients) {
    client->socket->disconnect(this);
  }
}

Result<void> ControlServer::listen(const QString& path) {
  QLocalServer::removeServer(path);
  if (!m_server.listen(path)) {
    return fail(ErrorCode::FileUnwritable, Stage::Configuration,
                u"cannot listen on the control socket %1: %2"_s.arg(path, m_server.errorString()));
  }
  return {};
}

void ControlServer::setForwards(const QList<ForwardConfig>& forwards) {
  m_forwards = forwards;
}

void ControlServer::onConnection() {
  while (QLocalSocket* const socket = m_server.nextPendingConnection()) {
    const bool isWelcome = isSameUser(socket->socketDescriptor());
    if (!isWelcome || m_clients.size() >= kMostClients) {
      qCWarning(lcForward) << "control socket:" << (isWelcome ? "too many clients" : "a client of another user");
      if (isWelcome) {
        socket->write(jsonrpc::line(jsonrpc::error(QJsonValue::Null, jsonrpc::kRefused,
                                                   u"%1 clients are connected already"_s.arg(kMostClients))));
        socket->flush();
      }
      socket->abort();
      socket->deleteLater();
      continue;
    }
    auto client = std::make_unique<Client>();
    client->socket = socket;
    socket->setReadBufferSize(kLongestLine + 1);
    connect(socket, &QLocalSocket::readyRead, this, [this, raw = client.get()] { read(*raw); });
    connect(socket, &QLocalSocket::disconnected, this, [this, raw = client.get()] { drop(*raw); });
    m_clients.push_back(std::move(client));
  }
}

void ControlServer::read(Client& client) {
  QLocalSocket* const socket = client.socket;
  while (socket->canReadLine()) {
    const QByteArray line = socket->readLine(kLongestLine + 2);
    if (!line.trimmed().isEmpty()) {
      handle(client, line);
    }
    if (std::ranges::none_of(m_clients, [socket](const auto& each) { return each->socket == socket; })) {
      return;  // dropped
    }
  }
  if (socket->bytesAvailable() > kLongestLine) {
    send(client, jsonrpc::error(QJsonValue::Null, jsonrpc::kInvalidRequest,
                                u"a line is at most %1 bytes long"_s.arg(kLongestLine)));
    drop(client);
  }
}

void ControlServer::drop(Client& client) {
  const auto it = std::ranges::find(m_clients, &client, [](const auto& each) { return each.get(); });
  if (it == m_clients.end()) {
    return;
  }
  QLocalSocket* const socket = client.socket;
  m_clients.erase(it);
  socket->disconnect(this);
  socket->flush();
  socket->abort();
  socket->deleteLater();
}

void ControlServer::send(Client& client, const QJsonObject& object) {
  client.socket->write(jsonrpc::line(object));
  if (client.socket->bytesToWrite() > kMostUnread) {
    qCWarning(lcForward) << "control socket: a client that does not read was dropped";
    drop(client);
  }
}

Result<QStringList> ControlServer::selected(const QJsonObject& params, bool emptyMeansAll) const {
  ForwardSelection selection;
  selection.all = params.value("all"_L1).toBool();
  for (const auto& [key, list] : {std::pair{"names"_L1, &selection.names}, std::pair{"tags"_L1, &selection.tags},
                                  std::pair{"contexts"_L1, &selection.contexts}}) {
    const auto values = texts(params, key);
    if (!values) {
      return std::unexpected(values.error());
    }
    *list = *values;
  }
  if (selection.isEmpty()) {
    if (!emptyMeansAll) {
      return fail(ErrorCode::InvalidArgument, Stage::Configuration, u"nothing is selected"_s,
                  u"Give names, tags or contexts, or all."_s);
    }
    selection.all = true;
  }
  return selectForwards(m_forwards, selection);
}

const ForwardConfig* ControlServer::config(const QString& uid) const {
  const auto it = std::ranges::find(m_forwards, uid, &ForwardConfig::uid);
  return it == m_forwards.end() ? nullptr : &*it;
}

QJsonObject ControlServer::statusOf(const QString& uid) const {
  const ForwardConfig* const forward = config(uid);
  return forward != nullptr ? statusJson(*forward, m_engine.status(uid)) : QJsonObject{{u"uid"_s, uid}};
}

void ControlServer::handle(Client& client, const QByteArray& line) {
  QJsonObject mistake;
  const auto request = jsonrpc::parseRequest(line, mistake);
  if (!request) {
    send(client, mistake);
    return;
  }
  const auto answer = [&](const QJsonObject& result) {
    if (!request->id.isUndefined()) {
      send(client, jsonrpc::result(request->id, result));
    }
  };
  const auto refuse = [&](const Error& error) {
    if (!request->id.isUndefined()) {
      send(client, jsonrpc::error(request->id, error));
    }
  };
  const QJsonObject& params = request->params;
  const QString& method = request->method;
  if (method == "hello"_L1) {
    return answer({{u"protocol"_s, kVersion},
                   {u"program"_s, QCoreApplication::applicationName()},
                   {u"version"_s, QCoreApplication::applicationVersion()},
                   {u"pid"_s, QCoreApplication::applicationPid()}});
  }
  if (method == "subscribe"_L1) {
    client.wantsStatus = params.value("status"_L1).toBool();
    client.wantsJournal = params.value("journal"_L1).toBool();
    return answer({});
  }
  if (method == "metrics"_L1) {
    QList<ForwardStatus> statuses;
    for (const ForwardConfig& forward : std::as_const(m_forwards)) {
      statuses += m_engine.status(forward.uid);
    }
    return answer({{u"text"_s, QString::fromUtf8(metricsText(m_forwards, statuses))}});
  }
  const bool isCommand = method == "start"_L1 || method == "stop"_L1 || method == "restart"_L1 || method == "retry"_L1;
  if (!isCommand && method != "status"_L1 && method != "journal"_L1) {
    if (!request->id.isUndefined()) {
      send(client, jsonrpc::error(request->id, jsonrpc::kMethodNotFound,
                                  u"there is no method \"%1\""_s.arg(oneLine(method, 60))));
    }
    return;
  }
  const auto uids = selected(params, !isCommand);
  if (!uids) {
    return refuse(uids.error());
  }
  if (method == "status"_L1) {
    QJsonArray forwards;
    for (const QString& uid : *uids) {
      forwards += statusOf(uid);
    }
    return answer({{u"forwards"_s, forwards}});
  }
  if (method == "journal"_L1) {
    const qsizetype limit = std::clamp(params.value("limit"_L1).toInt(kJournalLimit), 1, 5'000);
    QList<JournalEntry> entries;
    const bool isAll = uids->size() == m_forwards.size();
    for (const JournalEntry& entry : m_engine.journal().last({}, isAll ? limit : 5'000)) {
      if (isAll || uids->contains(entry.uid)) {
        entries += entry;
      }
    }
    QJsonArray lines;
    for (const JournalEntry& entry : entries.sliced(std::max<qsizetype>(0, entries.size() - limit))) {
      const ForwardConfig* const forward = config(entry.uid);
      lines += journalJson(entry, forward != nullptr ? forward->displayName() : QString());
    }
    return answer({{u"entries"_s, lines}});
  }
  for (const QString& uid : *uids) {
    if (method == "start"_L1) {
      m_engine.start(uid);
    } else if (method == "stop"_L1) {
      m_engine.stop(uid);
    } else if (method == "restart"_L1) {
      m_engine.restart(uid);
    } else {
      m_engine.retryNow(uid);
    }
  }
  answer({{u"uids"_s, QJsonArray::fromStringList(*uids)}});
}

}  // namespace portolan
