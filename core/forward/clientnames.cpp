#include "core/forward/clientnames.h"

#include <utility>

#include "core/base/pool.h"

using namespace Qt::StringLiterals;

namespace portolan {

namespace {

constexpr std::chrono::milliseconds kPatience{500};
constexpr std::chrono::milliseconds kLongestPatience{2000};

}  // namespace

ClientNames::ClientNames(QObject* parent) : QObject(parent), m_patience(kPatience) {
  connect(&m_search, &QFutureWatcherBase::finished, this, &ClientNames::onFound);
}

void ClientNames::name(QList<ConnectionReport>& connections) {
  QHash<Key, QString> names;  // what is over is forgotten
  QList<Key> unknown;
  for (ConnectionReport& connection : connections) {
    if (!connection.peer.startsWith("127."_L1) && !connection.peer.startsWith("[::1]"_L1)) {
      continue;  // of another machine, perhaps
    }
    const Key key{{.own = connection.peerPort, .peer = connection.localPort}, connection.since};
    const auto known = m_names.find(key);
    if (known == m_names.end()) {
      unknown += key;
      continue;
    }
    names.insert(key, *known);
    if (!known->isEmpty()) {
      connection.peer = u"%1 %2"_s.arg(*known).arg(connection.peerPort);
    }
  }
  m_names = std::move(names);
  if (unknown.isEmpty() || !m_asked.isEmpty()) {
    return;
  }
  m_asked = unknown;
  QSet<PortPair> ports;
  for (const Key& key : std::as_const(unknown)) {
    ports.insert(key.first);
  }
  m_search.setFuture(runInPool([ports, patience = m_patience] { return findSocketOwners(ports, patience); }));
}

void ClientNames::clear() {
  m_names.clear();
  m_asked.clear();
  m_patience = kPatience;
  m_search.setFuture({});
}

void ClientNames::onFound() {
  if (m_asked.isEmpty() || m_search.future().resultCount() == 0) {
    return;
  }
  const SocketOwners owners = m_search.result();
  const bool isAskedAgain = !owners.isComplete && m_patience < kLongestPatience;
  for (const Key& key : std::exchange(m_asked, {})) {
    const auto owner = owners.byPorts.find(key.first);
    if (owner != owners.byPorts.end() || !isAskedAgain) {
      m_names.insert(key, owner != owners.byPorts.end() ? owner->name : QString());
    }
  }
  m_patience = isAskedAgain ? m_patience * 2 : kPatience;
  Q_EMIT found();
}

}  // namespace portolan
