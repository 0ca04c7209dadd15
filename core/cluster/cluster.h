#pragma once

#include <memory>

#include "core/cluster/apiclient.h"
#include "core/cluster/kubeconfig.h"

namespace portolan {

/// One cluster as one user, shared by all forwards that use it. Lives in the engine's thread.
class Cluster {
 public:
  /// With the server that the kubeconfig names; its namespace belongs to each forward. `credentials`: of the
  /// connection, from the CredentialsPool that clusters share; nothing: of its own.
  explicit Cluster(const ConnectionConfig& config, const std::shared_ptr<Credentials>& credentials = {});

  /// True if it reaches the same server as the same user.
  [[nodiscard]] bool serves(const ConnectionConfig& config) const;
  [[nodiscard]] const ServerAddress& server() const { return m_api->server(); }
  [[nodiscard]] Credentials& credentials() const { return *m_credentials; }
  [[nodiscard]] ApiClient& api() const { return *m_api; }

 private:
  Identity m_identity;
  LoginMethod m_login;
  std::shared_ptr<Credentials> m_credentials;
  std::unique_ptr<ApiClient> m_api;
};

}  // namespace portolan
