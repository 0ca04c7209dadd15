#pragma once

#include <memory>

#include "core/cluster/apiclient.h"
#include "core/cluster/kubeconfig.h"

namespace portolan {

/// One cluster as one user, shared by all forwards that use it. Lives in the engine's thread.
class Cluster {
 public:
  /// With the identity that the kubeconfig holds.
  explicit Cluster(ConnectionConfig config);

  [[nodiscard]] const ConnectionConfig& config() const { return m_config; }
  [[nodiscard]] const ServerAddress& server() const { return m_config.server; }
  [[nodiscard]] Credentials& credentials() const { return *m_credentials; }
  [[nodiscard]] ApiClient& api() const { return *m_api; }

 private:
  ConnectionConfig m_config;
  std::shared_ptr<Credentials> m_credentials;
  std::unique_ptr<ApiClient> m_api;
};

}  // namespace portolan
