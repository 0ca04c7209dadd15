#include <QDir>
#include <QFileInfo>
#include <QJsonObject>
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
    return failAuth(content.error().code, u"%1 cannot be read: %2: %3"_s.arg(what, path, content.error().reason),
                    u"Check the path in the kubeconfig, and who may read the file."_s);
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

/// What is wrong with an entry, with the place where it stands.
Error at(Error error, const QString& file, int line, const QString& context) {
  QStringList where;
  if (!file.isEmpty()) {
    where += line > 0 ? u"%1, line %2"_s.arg(file).arg(line) : file;
  }
  if (!context.isEmpty()) {
    where += u"context %1"_s.arg(quoted(context));
  }
  if (!where.isEmpty()) {
    error.detail += u" (%1)"_s.arg(where.join(u"; "_s));
  }
  if (error.hint.isEmpty()) {
    error.hint = u"Correct this entry in the kubeconfig."_s;
  }
  return error;
}

/// client-go tools/clientcmd/client_config.go: a proxy-url is used always, the environment's where it is not empty.
Result<ProxyAddress> resolveProxy(const KubeconfigCluster& cluster, const QString& name, const ServerAddress& server,
                                  const QProcessEnvironment& environment) {
  if (cluster.proxyUrl.isEmpty()) {
    return proxyFromEnvironment(server.isTls(), server.host, server.port, environment);
  }
  auto proxy = ProxyAddress::parse(cluster.proxyUrl);
  if (!proxy) {
    Error error = proxy.error();
    error.detail = u"the proxy-url of %1 cannot be used: %2"_s.arg(name, error.detail);
    return std::unexpected(error);
  }
  return proxy;
}

Result<ServerAddress> resolveServer(const KubeconfigCluster& cluster, const QString& name, bool hasClientCertificate,
                                    const QProcessEnvironment& environment, QStringList& files) {
  const bool hasAuthority = !cluster.certificateAuthorityData.isEmpty() || !cluster.certificateAuthority.isEmpty();
  Result<ServerAddress> address =
      parseServer(cluster.server, hasAuthority || hasClientCertificate || cluster.insecureSkipTlsVerify);
  if (!address) {
    return address;
  }
  address->disableCompression = cluster.disableCompression;
  Result<ProxyAddress> proxy = resolveProxy(cluster, name, *address, environment);
  if (!proxy) {
    return std::unexpected(proxy.error());
  }
  address->proxy = *std::move(proxy);
  if (!address->isTls()) {
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
    if (cluster.certificateAuthorityData.isEmpty()) {
      files += cluster.certificateAuthority;
    }
    const QString what = u"the certificate authority of %1"_s.arg(name);
    const Result<QByteArray> pem = dataOrFile(cluster.certificateAuthorityData, cluster.certificateAuthority, what);
    if (!pem) {
      return std::unexpected(pem.error());
    }
    const QString problem = problemWithAuthorities(*pem);
    if (!problem.isEmpty()) {
      return failAuth(ErrorCode::CredentialsInvalid, u"%1 cannot be used: %2"_s.arg(what, problem),
                      u"Get a new kubeconfig for the cluster, or the authority's certificate as a PEM file."_s);
    }
    address->caPem = *pem;
  }
  return address;
}

/// What a plugin is told of the cluster (client-go rest/exec.go): the CA's file is read for it.
QJsonObject clusterInfo(const KubeconfigCluster& cluster, const ServerAddress& server) {
  QJsonObject info{{u"server"_s, cluster.server}};
  if (!server.tlsServerName.isEmpty()) {
    info.insert(u"tls-server-name"_s, server.tlsServerName);
  }
  if (server.insecureSkipTlsVerify) {
    info.insert(u"insecure-skip-tls-verify"_s, true);
  }
  if (!server.caPem.isEmpty()) {
    info.insert(u"certificate-authority-data"_s, QString::fromLatin1(server.caPem.toBase64()));
  }
  if (!cluster.proxyUrl.isEmpty()) {
    info.insert(u"proxy-url"_s, cluster.proxyUrl);
  }
  if (cluster.disableCompression) {
    info.insert(u"disable-compression"_s, true);
  }
  if (!cluster.execConfig.isUndefined()) {
    info.insert(u"config"_s, cluster.execConfig);
  }
  return info;
}

Result<ExecPlugin> resolveExec(const KubeconfigExec& exec, const QString& user, const QString& title,
                               const KubeconfigCluster& cluster, const ServerAddress& server) {
  const auto invalid = [&](const QString& problem, const QString& hint) {
    return failAuth(ErrorCode::CredentialsInvalid, u"the exec plugin of %1 %2"_s.arg(title, problem), hint);
  };
  if (exec.command.isEmpty()) {
    return invalid(u"has no command"_s, u"Write the program that logs in as exec.command of this user."_s);
  }
  const bool isV1 = exec.apiVersion == "client.authentication.k8s.io/v1"_L1;
  if (!isV1 && exec.apiVersion != "client.authentication.k8s.io/v1beta1"_L1) {
    const bool isAlpha = exec.apiVersion == "client.authentication.k8s.io/v1alpha1"_L1;
    return invalid(exec.apiVersion.isEmpty()
                       ? u"has no apiVersion"_s
                       : u"has the apiVersion %1, which is %2"_s.arg(
                             quoted(exec.apiVersion), isAlpha ? u"no longer supported"_s : u"not known"_s),
                   u"Use client.authentication.k8s.io/v1 or client.authentication.k8s.io/v1beta1, whichever the plugin "
                   "speaks; updating it may write a new kubeconfig."_s);
  }
  ExecPlugin plugin;
  if (exec.interactiveMode == "Never"_L1) {
    plugin.interactive = ExecPlugin::Interactive::Never;
  } else if (exec.interactiveMode == "Always"_L1) {
    plugin.interactive = ExecPlugin::Interactive::Always;
  } else if (exec.interactiveMode.isEmpty() && isV1) {
    return invalid(u"has no interactiveMode"_s, u"Set it to Never, IfAvailable or Always."_s);
  } else if (!exec.interactiveMode.isEmpty() && exec.interactiveMode != "IfAvailable"_L1) {
    return invalid(u"has the interactiveMode %1, which is not known"_s.arg(quoted(exec.interactiveMode)),
                   u"Set it to Never, IfAvailable or Always."_s);
  }
  plugin.user = user;
  plugin.apiVersion = exec.apiVersion;
  plugin.command = exec.command;
  plugin.arguments = exec.arguments;
  plugin.environment = exec.environment;
  plugin.installHint = oneLine(exec.installHint, 500);
  if (exec.provideClusterInfo) {
    plugin.cluster = clusterInfo(cluster, server);
  }
  return plugin;
}

Result<OidcLogin> resolveOidc(const KubeconfigAuthProvider& provider, const KubeconfigUser& user, const QString& name,
                              const QString& title) {
  const auto invalid = [&](ErrorCode code, const QString& problem, const QString& hint) {
    return failAuth(code, u"the auth-provider of %1 %2"_s.arg(title, problem), hint);
  };
  if (provider.name == "gcp"_L1 || provider.name == "azure"_L1 || provider.name == "openstack"_L1) {
    // client-go removed them: openstack in 0.21, the others in 0.26.
    const QString instead = provider.name == "gcp"_L1     ? u"gke-gcloud-auth-plugin"_s
                            : provider.name == "azure"_L1 ? u"kubelogin convert-kubeconfig"_s
                                                          : u"client-keystone-auth"_s;
    return invalid(ErrorCode::Unsupported, u"is \"%1\", which Kubernetes has removed"_s.arg(provider.name),
                   u"Get a kubeconfig with an exec plugin instead (%1)."_s.arg(instead));
  }
  if (provider.name != "oidc"_L1) {
    return invalid(ErrorCode::Unsupported, u"is %1, which is not known"_s.arg(quoted(provider.name)),
                   u"Use a context whose user has a token, a client certificate or an exec plugin."_s);
  }
  OidcLogin login;
  login.user = name;
  login.file = user.file;
  login.issuer = provider.config.value(u"idp-issuer-url"_s);
  login.clientId = provider.config.value(u"client-id"_s);
  login.clientSecret = provider.config.value(u"client-secret"_s);
  const QString check = u"Check the auth-provider's config of this user in the kubeconfig."_s;
  if (login.issuer.isEmpty() || login.clientId.isEmpty()) {
    return invalid(ErrorCode::CredentialsInvalid,
                   login.issuer.isEmpty() ? u"has no idp-issuer-url"_s : u"has no client-id"_s, check);
  }
  const auto issuer = parseServer(login.issuer, /*tlsByDefault=*/true);
  if (!issuer || !issuer->isTls()) {
    return invalid(ErrorCode::CredentialsInvalid, u"has an idp-issuer-url that is no https URL"_s, check);
  }
  const QString caFile = provider.config.value(u"idp-certificate-authority"_s);
  if (const QString data = provider.config.value(u"idp-certificate-authority-data"_s); !data.isEmpty()) {
    login.caPem = QByteArray::fromBase64(data.toLatin1());
  } else if (!caFile.isEmpty()) {
    const QDir folder = QFileInfo(user.file).absoluteDir();
    const auto pem =
        readNamedFile(folder.absoluteFilePath(caFile), u"the idp-certificate-authority of %1"_s.arg(title));
    if (!pem) {
      return std::unexpected(pem.error());
    }
    login.caPem = *pem;
  }
  if (!login.caPem.isEmpty()) {
    if (const QString problem = problemWithAuthorities(login.caPem); !problem.isEmpty()) {
      return invalid(ErrorCode::CredentialsInvalid, u"has an authority that cannot be used: %1"_s.arg(problem), check);
    }
  }
  return login;
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

/// What goes out with https alone: token, name and password, certificate, or what a plugin or provider gives.
Result<void> resolveCredentials(const KubeconfigUser& user, const QString& userName, const QString& name,
                                const KubeconfigCluster& cluster, ConnectionConfig& connection) {
  Identity& identity = connection.identity;
  const bool hasCertificate = !user.clientCertificateData.isEmpty() || !user.clientCertificate.isEmpty();
  const bool hasKey = !user.clientKeyData.isEmpty() || !user.clientKey.isEmpty();
  const bool hasToken = !user.token.isEmpty() || !user.tokenFile.isEmpty();
  const bool hasBasic = !user.username.isEmpty() || !user.password.isEmpty();
  if (user.exec && user.authProvider) {
    return failAuth(ErrorCode::CredentialsInvalid, u"%1 has both an exec plugin and an auth-provider"_s.arg(name),
                    u"Remove one of the two."_s);
  }
  // client-go, too, runs a plugin only where nothing else is configured (plugin/pkg/client/auth/exec/exec.go).
  if (!hasCertificate && !hasToken && !hasBasic && user.exec) {
    auto plugin = resolveExec(*user.exec, userName, name, cluster, connection.server);
    if (!plugin) {
      return std::unexpected(plugin.error());
    }
    connection.login = *std::move(plugin);
    return {};
  }
  if (!hasCertificate && !hasToken && !hasBasic && user.authProvider) {
    auto oidc = resolveOidc(*user.authProvider, user, userName, name);
    if (!oidc) {
      return std::unexpected(oidc.error());
    }
    connection.login = *std::move(oidc);
    return {};
  }
  if (!user.token.isEmpty() && hasBasic) {
    return failAuth(ErrorCode::CredentialsInvalid, u"%1 has both a token and a user name or password"_s.arg(name),
                    u"Remove one of the two."_s);
  }

  CredentialFiles files;
  if (hasToken) {
    const Result<QByteArray> token = resolveToken(user, name);
    if (!token) {
      return std::unexpected(token.error());
    }
    if (user.tokenFile.isEmpty()) {
      identity.bearerToken = *token;
    } else {
      identity.bearerToken = user.token.toUtf8().trimmed();
      files.token = user.tokenFile;
    }
  }
  if (hasBasic) {
    if (user.username.contains(u':')) {
      return failAuth(ErrorCode::CredentialsInvalid, u"the user name of %1 has a colon in it"_s.arg(name),
                      u"HTTP cannot carry it (RFC 7617)."_s);
    }
    identity.basicCredentials = (user.username + u':' + user.password).toUtf8();
  }
  if (hasCertificate) {
    if (!hasKey) {
      return failAuth(ErrorCode::CredentialsInvalid, u"%1 has a client certificate but no client key"_s.arg(name),
                      u"Set client-key or client-key-data of this user in the kubeconfig."_s);
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
                      u"the client certificate of %1 cannot be used: %2"_s.arg(name, problem),
                      u"Get a new one for this user, or log in to the cluster again."_s);
    }
    if (user.clientCertificateData.isEmpty()) {
      files.certificate = user.clientCertificate;
    } else {
      identity.certificatePem = *std::move(certificate);
    }
    if (user.clientKeyData.isEmpty()) {
      files.key = user.clientKey;
    } else {
      identity.privateKeyPem = *std::move(key);
    }
  }
  if (files != CredentialFiles()) {
    for (const QString& file : {files.token, files.certificate, files.key}) {
      if (!file.isEmpty()) {
        connection.files += file;
      }
    }
    connection.login = files;
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
  if (!overrides.token.isEmpty() || !overrides.username.isEmpty() || !overrides.password.isEmpty()) {
    // All of the entry's ways to log in give way: an API server asked with a certificate does not look at the token.
    const KubeconfigUser entry = std::exchange(user, {});
    user.token = overrides.token;
    user.username = overrides.username;
    user.password = overrides.password;
    user.file = entry.file;
    user.line = entry.line;
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

Result<ConnectionConfig> Kubeconfig::resolve(const ConnectionOverrides& overrides,
                                             const QProcessEnvironment& environment) const {
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
                        ? u"%1 names no cluster (%2, line %3)"_s.arg(ofContext, context.file).arg(context.line)
                        : u"%1 names the cluster %2, which is not in %3"_s.arg(ofContext, quoted(clusterName), here),
                    u"Correct the context in the kubeconfig, or choose another one."_s);
  }
  applyOverrides(cluster, overrides);
  const QString clusterTitle = clusterName.isEmpty() ? u"the server"_s : u"cluster %1"_s.arg(quoted(clusterName));
  if (cluster.server.isEmpty()) {
    return std::unexpected(
        at({ErrorCode::InvalidArgument, Stage::Authentication, u"%1 has no server"_s.arg(clusterTitle),
            u"Set the cluster's server in the kubeconfig."_s},
           cluster.file, cluster.line, connection.contextName));
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
                    u"%1 names the user %2, which is not in %3"_s.arg(ofContext, quoted(userName), here),
                    u"Correct the context in the kubeconfig, or choose another one."_s);
  }
  applyOverrides(user, overrides);
  const QString userTitle = userName.isEmpty() ? u"the user"_s : u"user %1"_s.arg(quoted(userName));

  const bool hasClientCertificate = !user.clientCertificateData.isEmpty() || !user.clientCertificate.isEmpty();
  Result<ServerAddress> server =
      resolveServer(cluster, clusterTitle, hasClientCertificate, environment, connection.files);
  if (!server) {
    return std::unexpected(at(server.error(), cluster.file, cluster.line, connection.contextName));
  }
  connection.server = *std::move(server);
  if (connection.server.isTls()) {
    // Over plain http credentials would be there for everybody to read: none are sent, as with kubectl.
    const Result<void> done = resolveCredentials(user, userName, userTitle, cluster, connection);
    if (!done) {
      return std::unexpected(at(done.error(), user.file, user.line, connection.contextName));
    }
  }
  const Result<void> done = resolveImpersonation(user, userTitle, connection.identity);
  if (!done) {
    return std::unexpected(at(done.error(), user.file, user.line, connection.contextName));
  }
  return connection;
}

}  // namespace portolan
