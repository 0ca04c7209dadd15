#pragma once

#include <QProcessEnvironment>
#include <memory>
#include <vector>

#include "core/cluster/execcredentials.h"
#include "core/cluster/kubeconfig.h"

namespace portolan {

/// Makes the credentials of connections, and lets those that log in the same way share one object: then a plugin runs
/// once for two contexts of one user as well. Where it is told of the cluster it has to run for each, one run after the
/// other: plugins started together were seen to collide over a browser, a port or a cache. Lives in one thread with an
/// event loop.
class CredentialsPool {
 public:
  explicit CredentialsPool(ExecOptions options = {},
                           const QProcessEnvironment& environment = QProcessEnvironment::systemEnvironment());

  [[nodiscard]] std::shared_ptr<Credentials> forConnection(const ConnectionConfig& connection);

 private:
  struct Known {
    Identity base;
    LoginMethod login;
    std::weak_ptr<Credentials> credentials;
    std::shared_ptr<Turns> turns;  ///< of a plugin
  };

  [[nodiscard]] std::shared_ptr<Turns> turnsOf(const ExecPlugin& plugin) const;

  const ExecOptions m_options;
  const QProcessEnvironment m_environment;
  std::vector<Known> m_known;
};

}  // namespace portolan
