#include "app/cli/clusterdiscovery.h"

#include "core/cluster/connectionloader.h"

namespace portolan {

ClusterDiscovery::ClusterDiscovery(ServiceQuery query, QObject* parent) : QObject(parent), m_query(std::move(query)) {}

ClusterDiscovery::~ClusterDiscovery() = default;

void ClusterDiscovery::start(bool watch) {
  ConnectionOverrides overrides;
  overrides.context = m_query.context;
  const auto connection = loadConnection(m_query.kubeconfig, overrides);
  if (!connection) {
    QMetaObject::invokeMethod(
        this, [this, error = connection.error()] { Q_EMIT finished(std::unexpected(error)); }, Qt::QueuedConnection);
    return;
  }
  // A saved forward names the context that was meant, so that it stays the same when another becomes the current one.
  m_query.context = connection->contextName;
  m_cluster = std::make_unique<Cluster>(*connection);
  m_discovery = std::make_unique<Discovery>(m_cluster->api(), m_query, connection->ns);
  connect(m_discovery.get(), &Discovery::changed, this, &ClusterDiscovery::changed);
  connect(m_discovery.get(), &Discovery::finished, this, &ClusterDiscovery::finished);
  m_discovery->start(watch);
}

}  // namespace portolan
