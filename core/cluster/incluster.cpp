#include "core/cluster/incluster.h"

#include <QFileInfo>

#include "core/cluster/certificates.h"
#include "core/cluster/readfile.h"

using namespace Qt::StringLiterals;

namespace portolan {

std::optional<Result<ConnectionConfig>> inClusterConnection(const QProcessEnvironment& environment,
                                                            const QString& folder) {
  const QString host = environment.value(u"KUBERNETES_SERVICE_HOST"_s);
  const QString port = environment.value(u"KUBERNETES_SERVICE_PORT"_s);
  const QString token = folder + u"/token"_s;
  if (host.isEmpty() || port.isEmpty() || !QFileInfo(token).isFile()) {
    return {};
  }
  ConnectionConfig connection;
  connection.server.scheme = u"https"_s;
  connection.server.host = host;
  connection.server.port = port.toUShort();
  if (connection.server.port == 0) {
    return fail(ErrorCode::InvalidArgument, Stage::Authentication,
                u"KUBERNETES_SERVICE_PORT is no port: \"%1\""_s.arg(oneLine(port, 20)));
  }
  auto proxy = proxyFromEnvironment(true, host, connection.server.port, environment);
  if (!proxy) {
    return std::unexpected(proxy.error());
  }
  connection.server.proxy = *std::move(proxy);
  // Without it the system's roots count (client-go rest/config.go).
  const QString authority = folder + u"/ca.crt"_s;
  if (const auto pem = readFile(authority); pem && problemWithAuthorities(*pem).isEmpty()) {
    connection.server.caPem = *pem;
  }
  connection.login = CredentialFiles{.token = token, .certificate = {}, .key = {}};
  connection.files = {token, authority};
  connection.ns = environment.value(u"POD_NAMESPACE"_s);
  if (connection.ns.isEmpty()) {
    const auto mounted = readFile(folder + u"/namespace"_s);
    connection.ns = mounted ? QString::fromUtf8(mounted->trimmed()) : QString();
  }
  if (connection.ns.isEmpty()) {
    connection.ns = u"default"_s;
  }
  return connection;
}

}  // namespace portolan
