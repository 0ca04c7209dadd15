#include "core/cluster/cluster.h"

namespace portolan {

Cluster::Cluster(ConnectionConfig config)
    : m_config(std::move(config)),
      m_credentials(std::make_shared<StaticCredentials>(m_config.identity)),
      m_api(std::make_unique<ApiClient>(m_config.server, m_credentials)) {}

}  // namespace portolan
