#pragma once

#include "core/cluster/kubeconfig.h"

namespace portolan {

/// By what the user is known to the cluster, without a secret: "token", "client certificate and token", "plugin aws",
/// "OIDC", "password", "anonymous".
QString loginName(const ConnectionConfig& connection);

}  // namespace portolan
