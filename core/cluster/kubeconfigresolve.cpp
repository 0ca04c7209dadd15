#include <QUrl>
#include <algorithm>

#include "core/cluster/certificates.h"
#include "core/cluster/kubeconfig.h"
#include "core/cluster/readfile.h"

// Kubeconfig::resolve: from entries to one connection, by the rules of client-go's tools/clientcmd/client_config.go.

using namespace Qt::StringLiterals;

namespace portolan {
namespace {

std::unexpected<Error> failAuth(ErrorCode code, QString detail, QString hint = {}) {
  return fail(code, Stage::Authentication, std::move(detail), std::move(hint));
}

/// A name that came from a file, for a message.
QString quoted(const QString& name) {
  return u'"' + oneLine(name, 100) + u'"';
}

/// "Choose one of these contexts: a, b, c and 4 more."
QString chooseHint(const QString& kinds, const QStringList& names) {
  constexpr qsizetype kShown = 8;
  if (names.isEmpty()) {
    return {};
  }
  QStringList shown;
  for (const QString& name : names.first(qMin(names.size(), kShown))) {
    shown += oneLine(name, 60);
  }
  QString hint = u"Choose one of these %1: %2"_s.arg(kinds, shown.join(u", "_s));
  if (names.size() > kShown) {
    hint += u" and %1 more"_s.arg(names.size() - kShown);
  }
  return hint + u'.';
}

/// A server as written, without what could be secret in it.
QString shownServer(const QString& server) {
  QString shown = server.section(u'?', 0, 0).section(u'#', 0, 0);
  const qsizetype at = shown.lastIndexOf(u'@');
  return quoted(at < 0 ? shown : u"…@"_s + shown.mid(at + 1));
}

/// The scheme, host, port and path of a server (client-go rest/url_utils.go). Query and fragment are dropped.
Result<ServerAddress> parseServer(const QString& server, bool tlsByDefault) {
  const auto invalid = [&](const QString& problem) {
    return failAuth(ErrorCode::InvalidArgument, u"the server %1 %2"_s.arg(shownServer(server), problem),
                    u"A server is written like https://HOST:PORT."_s);
  };
  const bool hasScheme = server.contains("://"_L1);
  const QUrl url(hasScheme ? server : (tlsByDefault ? u"https://"_s : u"http://"_s) + server, QUrl::StrictMode);
  if (!url.isValid() || url.host().isEmpty() || url.port() == 0) {
    return invalid(u"is not a valid URL"_s);
  }
  if (url.scheme() != "https"_L1 && url.scheme() != "http"_L1) {
    return invalid(u"is reached over neither https nor http"_s);
  }
  if (!url.userInfo().isEmpty()) {
    return invalid(u"has a user name in its URL"_s);
  }
  ServerAddress address;
  address.scheme = url.scheme();
  address.host = url.host();
  address.port = static_cast<quint16>(url.port(address.isTls() ? 443 : 80));
  address.basePath = url.path(QUrl::FullyEncoded);
  while (address.basePath.endsWith(u'/')) {
    address.basePath.chop(1);
  }
  if (!hasScheme && !address.basePath.isEmpty()) {
    return invalid(u"has a path but no scheme"_s);
  }
  return address;
}

/// Reads a file that the kubeconfig names; `what` begins the message.
Result<QByteArray> readNamedFile(const QString& path, const QString& what) {
  auto content = readFile(path);
  if (!content) {
    return failAuth(content.error().code, u"%1 cannot be read: %2: %3"_s.arg(what, path, content.error().reason));
  }
  return *std::move(content);
}

/// Data where it is given, else the file's content.
Result<QByteArray> dataOrFile(const QByteArray& data, const QString& path, const QString& what) {
  return data.isEmpty() ? readNamedFile(path, what) : Result<QByteArray>(data);
}

/// Whether a header can carry it: anything else could smuggle in a header of its own.
bool isHeaderSafe(const QByteArray& value) {
  return std::none_of(value.begin(), value.end(), [](char c) { return (c >= 0 && c < 0x20) || c == 0x7F; });
}

Result<ServerAddress> resolveServer(const KubeconfigCluster& cluster, const QString& name, bool hasClientCertificate) {
  if (!cluster.proxyUrl.isEmpty()) {
    return failAuth(ErrorCode::Unsupported,
                    u"%1 is reached through a proxy (proxy-url), which this version cannot use"_s.arg(name));
  }
  const bool hasAuthority = !cluster.certificateAuthorityData.isEmpty() || !cluster.certificateAuthority.isEmpty();
  Result<ServerAddress> address =
      parseServer(cluster.server, hasAuthority || hasClientCertificate || cluster.insecureSkipTlsVerify);
  if (!address || !address->isTls()) {
    return address;
  }
  if (hasAuthority && cluster.insecureSkipTlsVerify) {
    return failAuth(ErrorCode::InvalidArgument,
                    u"%1 has both a certificate authority and insecure-skip-tls-verify"_s.arg(name),
                    u"Remove one of the two."_s);
  }
  address->tlsServerName = cluster.tlsServerName;
  address->insecureSkipTlsVerify = cluster.insecureSkipTlsVerify;
  if (hasAuthority) {
    const QString what = u"the certificate authority of %1"_s.arg(name);
    const Result<QByteArray> pem = dataOrFile(cluster.certificateAuthorityData, cluster.certificateAuthority, what);
    if (!pem) {
      return std::unexpected(pem.error());
    }
    const QString problem = problemWithAuthorities(*pem);
    if (!problem.isEmpty()) {
      return failAuth(ErrorCode::CredentialsInvalid, u"%1 cannot be used: %2"_s.arg(what, problem));
    }
    address->caPem = *pem;
  }
  return address;
}

Result<QByteArray> resolveToken(const KubeconfigUser& user, const QString& name) {
  QByteArray token = user.token.toUtf8().trimmed();
  if (!user.tokenFile.isEmpty()) {
    // The file wins; the token beside it is for when it cannot be read (client-go transport/token_source.go).
    const Result<QByteArray> content = readNamedFile(user.tokenFile, u"the tokenFile of %1"_s.arg(name));
    if (content && !content->trimmed().isEmpty()) {
      token = content->trimmed();
    } else if (token.isEmpty()) {
      return content ? failAuth(ErrorCode::CredentialsInvalid,
                                u"the tokenFile of %1 is empty: %2"_s.arg(name, user.tokenFile))
                     : content;
    }
  }
  if (!isHeaderSafe(token)) {
    return failAuth(ErrorCode::CredentialsInvalid, u"the token of %1 holds control characters"_s.arg(name));
  }
  return token;
}

/// What goes out with https alone: token, name and password, certificate.
Result<void> resolveCredentials(const KubeconfigUser& user, const QString& name, Identity& identity) {
  const bool hasCertificate = !user.clientCertificateData.isEmpty() || !user.clientCertificate.isEmpty();
  const bool hasKey = !user.clientKeyData.isEmpty() || !user.clientKey.isEmpty();
  const bool hasToken = !user.token.isEmpty() || !user.tokenFile.isEmpty();
  const bool hasBasic = !user.username.isEmpty() || !user.password.isEmpty();
  if (!hasCertificate && !hasToken && !hasBasic) {
    // client-go, too, runs a plugin only where nothing else is configured (plugin/pkg/client/auth/exec/exec.go).
    if (user.hasExec) {
      return failAuth(ErrorCode::Unsupported,
                      u"%1 logs in with an exec plugin, which this version cannot run"_s.arg(name),
                      u"Use a context whose user has a token or a client certificate."_s);
    }
    if (user.hasAuthProvider) {
      return failAuth(ErrorCode::Unsupported,
                      u"%1 logs in with an auth-provider, which this version cannot use"_s.arg(name),
                      u"Use a context whose user has a token or a client certificate."_s);
    }
  }
  if (!user.token.isEmpty() && hasBasic) {
    return failAuth(ErrorCode::CredentialsInvalid, u"%1 has both a token and a user name or password"_s.arg(name),
                    u"Remove one of the two."_s);
  }

  if (hasToken) {
    Result<QByteArray> token = resolveToken(user, name);
    if (!token) {
      return std::unexpected(token.error());
    }
    identity.bearerToken = *std::move(token);
  }
  if (hasBasic) {
    identity.basicCredentials = (user.username + u':' + user.password).toUtf8();
  }
  if (hasCertificate) {
    if (!hasKey) {
      return failAuth(ErrorCode::CredentialsInvalid, u"%1 has a client certificate but no client key"_s.arg(name));
    }
    Result<QByteArray> certificate =
        dataOrFile(user.clientCertificateData, user.clientCertificate, u"the client certificate of %1"_s.arg(name));
    if (!certificate) {
      return std::unexpected(certificate.error());
    }
    Result<QByteArray> key = dataOrFile(user.clientKeyData, user.clientKey, u"the client key of %1"_s.arg(name));
    if (!key) {
      return std::unexpected(key.error());
    }
    const QString problem = problemWithClientCertificate(*certificate, *key);
    if (!problem.isEmpty()) {
      return failAuth(ErrorCode::CredentialsInvalid,
                      u"the client certificate of %1 cannot be used: %2"_s.arg(name, problem));
    }
    identity.certificatePem = *std::move(certificate);
    identity.privateKeyPem = *std::move(key);
  }
  return {};
}

Result<void> resolveImpersonation(const KubeconfigUser& user, const QString& name, Identity& identity) {
  if (user.as.isEmpty() && (!user.asUid.isEmpty() || !user.asGroups.isEmpty() || !user.asExtra.isEmpty())) {
    return failAuth(ErrorCode::CredentialsInvalid,
                    u"%1 impersonates a UID, groups or extra fields of no user"_s.arg(name),
                    u"Name the user to impersonate as well."_s);
  }
  QStringList values = user.asGroups;
  values << user.as << user.asUid;
  for (const auto& extra : user.asExtra) {
    values += extra.second;
  }
  for (const QString& value : values) {
    if (!isHeaderSafe(value.toUtf8())) {
      return failAuth(ErrorCode::CredentialsInvalid, u"%1 impersonates a name with control characters"_s.arg(name));
    }
  }
  identity.impersonateUser = user.as;
  identity.impersonateUid = user.asUid;
  identity.impersonateGroups = user.asGroups;
  identity.impersonateExtra = user.asExtra;
  return {};
}

void applyOverrides(KubeconfigCluster& cluster, const ConnectionOverrides& overrides) {
  if (!overrides.server.isEmpty()) {
    cluster.server = overrides.server;
  }
  // The name in the kubeconfig is that of the server in the kubeconfig.
  if (!overrides.server.isEmpty() || !overrides.tlsServerName.isEmpty()) {
    cluster.tlsServerName = overrides.tlsServerName;
  }
  if (!overrides.certificateAuthority.isEmpty()) {
    cluster.certificateAuthority = overrides.certificateAuthority;
    cluster.certificateAuthorityData.clear();
    cluster.insecureSkipTlsVerify = false;
  }
  if (overrides.insecureSkipTlsVerify) {
    cluster.insecureSkipTlsVerify = *overrides.insecureSkipTlsVerify;
    if (cluster.insecureSkipTlsVerify) {
      cluster.certificateAuthority = overrides.certificateAuthority;
      cluster.certificateAuthorityData.clear();
    }
  }
}

void applyOverrides(KubeconfigUser& user, const ConnectionOverrides& overrides) {
  if (!overrides.token.isEmpty()) {
    // All of the entry's ways to log in give way: an API server asked with a certificate does not look at the token.
    const KubeconfigUser entry = std::exchange(user, {});
    user.token = overrides.token;
    user.as = entry.as;
    user.asUid = entry.asUid;
    user.asGroups = entry.asGroups;
    user.asExtra = entry.asExtra;
  }
  if (!overrides.clientCertificate.isEmpty()) {
    user.clientCertificate = overrides.clientCertificate;
    user.clientCertificateData.clear();
  }
  if (!overrides.clientKey.isEmpty()) {
    user.clientKey = overrides.clientKey;
    user.clientKeyData.clear();
  }
  if (!overrides.as.isEmpty()) {
    user.as = overrides.as;
  }
  if (!overrides.asUid.isEmpty()) {
    user.asUid = overrides.asUid;
  }
  if (!overrides.asGroups.isEmpty()) {
    user.asGroups = overrides.asGroups;
  }
}

}  // namespace

Result<ConnectionConfig> Kubeconfig::resolve(const ConnectionOverrides& overrides) const {
  const QString here = m_files.isEmpty() ? u"the kubeconfig"_s : m_files.join(u" or "_s);
  ConnectionConfig connection;

  connection.contextName = overrides.context.isEmpty() ? m_currentContext : overrides.context;
  KubeconfigContext context;
  if (!connection.contextName.isEmpty()) {
    const auto it = m_contexts.constFind(connection.contextName);
    if (it == m_contexts.cend()) {
      return failAuth(ErrorCode::ContextUnknown,
                      u"there is no context %1 in %2"_s.arg(quoted(connection.contextName), here),
                      chooseHint(u"contexts"_s, contextNames()));
    }
    context = *it;
  } else if (overrides.server.isEmpty() && overrides.cluster.isEmpty()) {
    if (m_contexts.isEmpty()) {
      return failAuth(ErrorCode::KubeconfigMissing, u"there are no contexts in %1"_s.arg(here), missingHint());
    }
    return failAuth(ErrorCode::ContextUnknown, u"no context is chosen and no current-context is set in %1"_s.arg(here),
                    chooseHint(u"contexts"_s, contextNames()));
  }
  const QString ofContext = u"the context %1"_s.arg(quoted(connection.contextName));
  const QString ns = overrides.ns.isEmpty() ? context.ns : overrides.ns;
  connection.ns = ns.isEmpty() ? u"default"_s : ns;

  const QString clusterName = overrides.cluster.isEmpty() ? context.cluster : overrides.cluster;
  KubeconfigCluster cluster;
  if (const auto it = m_clusters.constFind(clusterName); it != m_clusters.cend()) {
    cluster = *it;
  } else if (!overrides.cluster.isEmpty()) {
    return failAuth(ErrorCode::ClusterUnknown, u"there is no cluster %1 in %2"_s.arg(quoted(clusterName), here),
                    chooseHint(u"clusters"_s, m_clusters.keys()));
  } else if (overrides.server.isEmpty()) {
    return failAuth(ErrorCode::ClusterUnknown,
                    clusterName.isEmpty()
                        ? u"%1 names no cluster"_s.arg(ofContext)
                        : u"%1 names the cluster %2, which is not in %3"_s.arg(ofContext, quoted(clusterName), here));
  }
  applyOverrides(cluster, overrides);
  const QString clusterTitle = clusterName.isEmpty() ? u"the server"_s : u"cluster %1"_s.arg(quoted(clusterName));
  if (cluster.server.isEmpty()) {
    return failAuth(ErrorCode::InvalidArgument, u"%1 has no server"_s.arg(clusterTitle));
  }

  const QString userName = overrides.user.isEmpty() ? context.user : overrides.user;
  KubeconfigUser user;
  if (const auto it = m_users.constFind(userName); it != m_users.cend()) {
    user = *it;
  } else if (!overrides.user.isEmpty()) {
    return failAuth(ErrorCode::UserUnknown, u"there is no user %1 in %2"_s.arg(quoted(userName), here),
                    chooseHint(u"users"_s, m_users.keys()));
  } else if (!userName.isEmpty() && overrides.token.isEmpty() && overrides.clientCertificate.isEmpty()) {
    return failAuth(ErrorCode::UserUnknown,
                    u"%1 names the user %2, which is not in %3"_s.arg(ofContext, quoted(userName), here));
  }
  applyOverrides(user, overrides);
  const QString userTitle = userName.isEmpty() ? u"the user"_s : u"user %1"_s.arg(quoted(userName));

  const bool hasClientCertificate = !user.clientCertificateData.isEmpty() || !user.clientCertificate.isEmpty();
  Result<ServerAddress> server = resolveServer(cluster, clusterTitle, hasClientCertificate);
  if (!server) {
    return std::unexpected(server.error());
  }
  connection.server = *std::move(server);
  if (connection.server.isTls()) {
    // Over plain http credentials would be there for everybody to read: none are sent, as with kubectl.
    const Result<void> done = resolveCredentials(user, userTitle, connection.identity);
    if (!done) {
      return std::unexpected(done.error());
    }
  }
  const Result<void> done = resolveImpersonation(user, userTitle, connection.identity);
  if (!done) {
    return std::unexpected(done.error());
  }
  return connection;
}

}  // namespace portolan
