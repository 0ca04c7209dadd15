#include "core/cluster/proxyerror.h"

using namespace Qt::StringLiterals;

namespace portolan {
namespace {

const auto kWhereProxiesAreSet =
    u"Check the proxy: proxy-url of the cluster in the kubeconfig, or the environment variable HTTPS_PROXY."_s;

Error failed(const QString& detail, const QString& hint) {
  return {ErrorCode::ProxyFailed, Stage::Authentication, detail, hint};
}

}  // namespace

Error atProxy(Error error) {
  error.detail = u"the proxy cannot be used: "_s + error.detail;
  error.hint = error.code == ErrorCode::CertificateUntrusted || error.code == ErrorCode::CertificateHostMismatch
                   ? u"The proxy's certificate has to be one that this computer, or the cluster's "
                     "certificate-authority, trusts."_s
                   : kWhereProxiesAreSet;
  return error;
}

Error connectRefusal(const ProxyAddress& proxy, int status) {
  if (status == 407 || status == 401) {  // tinyproxy says the latter
    return proxyWantsLogin(proxy);
  }
  const QString url = proxy.displayUrl();
  if (status == 403 || status == 405) {
    return failed(u"the proxy %1 does not let connections to this server through (HTTP %2)"_s.arg(url).arg(status),
                  u"Ask whoever runs the proxy, or except the server with NO_PROXY."_s);
  }
  if (status >= 500) {
    return failed(u"the proxy %1 cannot reach the server (HTTP %2)"_s.arg(url).arg(status),
                  u"Check the cluster's address, and whether the proxy leads there."_s);
  }
  return failed(u"the proxy %1 answered CONNECT with HTTP %2"_s.arg(url).arg(status), kWhereProxiesAreSet);
}

Error socksRefusal(const ProxyAddress& proxy, int reply) {
  static const QStringList kReplies{u"it failed"_s,
                                    u"its rules do not allow it"_s,
                                    u"the network is unreachable"_s,
                                    u"the host is unreachable"_s,
                                    u"nothing listens there"_s,
                                    u"the time to live is over"_s,
                                    u"it does not know the command"_s,
                                    u"it does not know this kind of address"_s};
  return failed(u"the proxy %1 did not connect to the server: %2"_s.arg(
                    proxy.displayUrl(), kReplies.value(reply - 1, u"reply %1"_s.arg(reply))),
                reply == 2 ? u"Ask whoever runs the proxy, or except the server with NO_PROXY."_s
                           : u"Check the cluster's address, and whether the proxy leads there."_s);
}

Error proxyWantsLogin(const ProxyAddress& proxy) {
  const bool hasLogin = !proxy.user.isEmpty() || !proxy.password.isEmpty();
  return failed(hasLogin ? u"the proxy %1 does not accept the user name and password"_s.arg(proxy.displayUrl())
                         : u"the proxy %1 wants a user name and password"_s.arg(proxy.displayUrl()),
                u"Write them into its URL: http://USER:PASSWORD@HOST:PORT."_s);
}

Error proxyBroken(const ProxyAddress& proxy, const QString& how) {
  return failed(u"%1 does not behave like a proxy: %2"_s.arg(proxy.displayUrl(), how), kWhereProxiesAreSet);
}

ServerAddress proxyAsServer(const ServerAddress& server) {
  ServerAddress address;
  address.scheme = u"https"_s;
  address.host = server.proxy.host;
  address.port = server.proxy.port;
  address.caPem = server.caPem;
  address.trustsSystemToo = true;
  address.insecureSkipTlsVerify = server.insecureSkipTlsVerify;
  return address;
}

}  // namespace portolan
