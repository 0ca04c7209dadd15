#include "core/control/controlserver.h"

#include <sys/socket.h>
#include <unistd.h>

#include <QCoreApplication>
#include <QJsonArray>
#include <QLocalSocket>
#include <QTimer>
#include <algorithm>

#include "core/base/logging.h"
#include "core/control/jsonrpc.h"
#include "core/control/metrics.h"
#include "core/control/statusjson.h"

using namespace Qt::StringLiterals;

namespace portolan {

namespace {

constexpr qsizetype kJournalLimit = 100;
/// Who is refused may read why for so long.
constexpr auto kFarewell = std::chrono::seconds(1);

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
  values.removeDuplicates();  // each is looked for among all forwards
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
  qint64 answered = 0;  ///< what waited to be read after the last answer, which may be long
};

ControlServer::ControlServer(Engine& engine, QObject* parent) : QObject(parent), m_engine(engine) {
  m_server.setSocketOptions(QLocalServer::UserAccessOption);
  connect(&m_server, &QLocalServer::newConnection, this, &ControlServer::onConnection);
  connect(&m_engine, &Engine::statusChanged, this, [this](const ForwardStatus& status) {
    if (std::ranges::none_of(m_clients, [](const auto& client) { return client->wantsStatus; })) {
      return;
    }
    const QByteArray line = jsonrpc::line(jsonrpc::notification(u"status"_s, statusOf(status.uid)));
    for (size_t i = m_clients.size(); i-- > 0;) {  // a client that is dropped leaves the list
      if (m_clients[i]->wantsStatus) {
        notify(*m_clients[i], line);
      }
    }
  });
  connect(&m_engine.journal(), &Journal::added, this, [this](const JournalEntry& entry) {
    if (std::ranges::none_of(m_clients, [](const auto& client) { return client->wantsJournal; })) {
      return;
    }
    const ForwardConfig* const forward = config(entry.uid);
    const QByteArray line = jsonrpc::line(jsonrpc::notification(
        u"journal"_s, journalJson(entry, forward != nullptr ? forward->displayName() : QString())));
    for (size_t i = m_clients.size(); i-- > 0;) {
      if (m_clients[i]->wantsJournal) {
        notify(*m_clients[i], line);
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
  m_indexes.clear();
  for (qsizetype i = 0; i < m_forwards.size(); ++i) {
    m_indexes.insert(m_forwards[i].uid, i);
  }
}

void ControlServer::onConnection() {
  while (QLocalSocket* const socket = m_server.nextPendingConnection()) {
    if (!isSameUser(socket->socketDescriptor())) {
      qCWarning(lcForward) << "control socket: a client of another user";
      socket->abort();
      socket->deleteLater();
      continue;
    }
    if (m_clients.size() >= kMostClients) {
      refuse(socket);
      continue;
    }
    auto client = std::make_unique<Client>();
    client->socket = socket;
    socket->setReadBufferSize(kLongestLine + 1);
    connect(socket, &QLocalSocket::readyRead, this, [this, raw = client.get()] { read(*raw); });
    connect(socket, &QLocalSocket::bytesWritten, this, [this, raw = client.get()] { read(*raw); });
    connect(socket, &QLocalSocket::disconnected, this, [this, raw = client.get()] { drop(*raw); });
    m_clients.push_back(std::move(client));
  }
}

/// It is told why, and has a moment to read it: one that is writing its first request finds a closed socket, and looks
/// no further.
void ControlServer::refuse(QLocalSocket* socket) {
  qCWarning(lcForward) << "control socket: too many clients";
  if (m_refused >= kMostClients) {
    socket->abort();
    socket->deleteLater();
    return;
  }
  ++m_refused;
  connect(socket, &QObject::destroyed, this, [this] { --m_refused; });
  connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
  QTimer::singleShot(kFarewell, socket, [socket] { socket->abort(); });
  socket->setReadBufferSize(1);
  socket->write(jsonrpc::line(
      jsonrpc::error(QJsonValue::Null, jsonrpc::kRefused, u"%1 clients are connected already"_s.arg(kMostClients))));
}

void ControlServer::read(Client& client) {
  QLocalSocket* const socket = client.socket;
  while (socket->bytesToWrite() <= kMostUnread && socket->canReadLine()) {
    const QByteArray line = socket->readLine(kLongestLine + 2);
    if (!line.trimmed().isEmpty()) {
      handle(client, line);
    }
  }
  if (socket->bytesAvailable() > kLongestLine && !socket->canReadLine()) {
    answer(client, jsonrpc::error(QJsonValue::Null, jsonrpc::kInvalidRequest,
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

void ControlServer::answer(Client& client, const QJsonObject& object) {
  client.socket->write(jsonrpc::line(object));
  client.answered = client.socket->bytesToWrite();
}

void ControlServer::notify(Client& client, const QByteArray& line) {
  if (client.socket->bytesToWrite() > kMostUnread + client.answered) {
    qCWarning(lcForward) << "control socket: a client that does not read was dropped";
    drop(client);
  } else {
    client.socket->write(line);
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
  const auto it = m_indexes.constFind(uid);
  return it == m_indexes.cend() ? nullptr : &m_forwards[*it];
}

QJsonObject ControlServer::statusOf(const QString& uid) const {
  const ForwardConfig* const forward = config(uid);
  return forward != nullptr ? statusJson(*forward, m_engine.status(uid)) : QJsonObject{{u"uid"_s, uid}};
}

void ControlServer::handle(Client& client, const QByteArray& line) {
  QJsonObject mistake;
  const auto request = jsonrpc::parseRequest(line, mistake);
  if (!request) {
    answer(client, mistake);
    return;
  }
  const auto reply = [&](const QJsonObject& result) {
    if (!request->id.isUndefined()) {
      answer(client, jsonrpc::result(request->id, result));
    }
  };
  const auto refuse = [&](const Error& error) {
    if (!request->id.isUndefined()) {
      answer(client, jsonrpc::error(request->id, error));
    }
  };
  const QJsonObject& params = request->params;
  const QString& method = request->method;
  if (method == "hello"_L1) {
    return reply({{u"protocol"_s, kVersion},
                  {u"program"_s, QCoreApplication::applicationName()},
                  {u"version"_s, QCoreApplication::applicationVersion()},
                  {u"pid"_s, QCoreApplication::applicationPid()}});
  }
  if (method == "subscribe"_L1) {
    client.wantsStatus = params.value("status"_L1).toBool();
    client.wantsJournal = params.value("journal"_L1).toBool();
    return reply({});
  }
  if (method == "metrics"_L1) {
    QList<ForwardStatus> statuses;
    for (const ForwardConfig& forward : std::as_const(m_forwards)) {
      statuses += m_engine.status(forward.uid);
    }
    return reply({{u"text"_s, QString::fromUtf8(metricsText(m_forwards, statuses))}});
  }
  const bool isCommand = method == "start"_L1 || method == "stop"_L1 || method == "restart"_L1 || method == "retry"_L1;
  if (!isCommand && method != "status"_L1 && method != "journal"_L1) {
    if (!request->id.isUndefined()) {
      answer(client, jsonrpc::error(request->id, jsonrpc::kMethodNotFound,
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
    return reply({{u"forwards"_s, forwards}});
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
    return reply({{u"entries"_s, lines}});
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
  reply({{u"uids"_s, QJsonArray::fromStringList(*uids)}});
}

}  // namespace portolan
