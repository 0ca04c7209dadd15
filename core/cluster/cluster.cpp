#include "core/cluster/cluster.h"

namespace portolan {

Cluster::Cluster(const ConnectionConfig& config)
    : m_identity(config.identity),
      m_credentials(std::make_shared<StaticCredentials>(config.identity)),
      m_api(std::make_unique<ApiClient>(config.server, m_credentials)) {}

bool Cluster::serves(const ConnectionConfig& config) const {
  return server() == config.server && m_identity == config.identity;
}

}  // namespace portolan
