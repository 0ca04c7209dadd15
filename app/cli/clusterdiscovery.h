#pragma once

#include <QObject>
#include <memory>

#include "core/cluster/cluster.h"
#include "core/target/discovery.h"

namespace portolan {

/// Asks the cluster that a query names what could be forwarded there. As Discovery, which it owns with its connection.
class ClusterDiscovery : public QObject {
  Q_OBJECT
 public:
  explicit ClusterDiscovery(ServiceQuery query, QObject* parent = nullptr);
  ~ClusterDiscovery() override;
  void start(bool watch = false);

 Q_SIGNALS:
  void changed(const portolan::DiscoveryResult& result);
  void finished(const portolan::Result<portolan::DiscoveryResult>& result);

 private:
  ServiceQuery m_query;
  std::unique_ptr<Cluster> m_cluster;
  std::unique_ptr<Discovery> m_discovery;
};

}  // namespace portolan
