#pragma once

#include "core/base/result.h"
#include "core/cluster/identity.h"

namespace portolan {

// What can go wrong at a proxy, in the same words for requests and sessions.

/// An error on the way to the proxy, or in its TLS, which must not read as one of the API server.
Error atProxy(Error error);
/// It answered CONNECT with this HTTP status.
Error connectRefusal(const ProxyAddress& proxy, int status);
/// It answered with this reply code of SOCKS5 (RFC 1928, 6).
Error socksRefusal(const ProxyAddress& proxy, int reply);
/// It wants other credentials, or any.
Error proxyWantsLogin(const ProxyAddress& proxy);
/// It did not speak its protocol, or ended.
Error proxyBroken(const ProxyAddress& proxy, const QString& how);

/// An https proxy as a server, for the TLS with it: the cluster's authorities count there as well as the system's, and
/// insecure-skip-tls-verify holds for it, too, as with Go, where both have the same settings.
ServerAddress proxyAsServer(const ServerAddress& server);

}  // namespace portolan
