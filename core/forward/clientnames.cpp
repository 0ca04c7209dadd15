#include "core/forward/clientnames.h"

#include <QPromise>
#include <QThreadPool>
#include <memory>
#include <utility>

using namespace Qt::StringLiterals;

namespace portolan {

ClientNames::ClientNames(QObject* parent) : QObject(parent) {
  connect(&m_search, &QFutureWatcherBase::finished, this, &ClientNames::onFound);
}

void ClientNames::name(QList<ConnectionReport>& connections) {
  QHash<Key, QString> names;  // what is over is forgotten
  QList<Key> unknown;
  for (ConnectionReport& connection : connections) {
    if (!connection.peer.startsWith("127."_L1) && !connection.peer.startsWith("[::1]"_L1)) {
      continue;  // of another machine, perhaps
    }
    const Key key{connection.peerPort, connection.since};
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
  QSet<quint16> ports;
  for (const Key& key : std::as_const(unknown)) {
    ports.insert(key.first);
  }
  auto promise = std::make_shared<QPromise<Owners>>();
  m_search.setFuture(promise->future());
  QThreadPool::globalInstance()->start([promise, ports] {
    promise->start();
    promise->addResult(findSocketOwners(ports));
    promise->finish();
  });
}

void ClientNames::clear() {
  m_names.clear();
  m_asked.clear();
  m_search.setFuture({});
}

void ClientNames::onFound() {
  if (m_asked.isEmpty() || m_search.future().resultCount() == 0) {
    return;
  }
  const Owners owners = m_search.result();
  for (const Key& key : std::exchange(m_asked, {})) {
    m_names.insert(key, owners.value(key.first).name);
  }
  Q_EMIT found();
}

}  // namespace portolan
