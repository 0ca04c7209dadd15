#include "core/cluster/cluster.h"

#include "core/cluster/credentialspool.h"

namespace portolan {

Cluster::Cluster(const ConnectionConfig& config, const std::shared_ptr<Credentials>& credentials)
    : m_identity(config.identity),
      m_login(config.login),
      m_credentials(credentials ? credentials : CredentialsPool().forConnection(config)),
      m_api(std::make_unique<ApiClient>(config.server, m_credentials)) {}

bool Cluster::serves(const ConnectionConfig& config) const {
  return server() == config.server && m_identity == config.identity && m_login == config.login;
}

}  // namespace portolan
