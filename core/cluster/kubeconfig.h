#pragma once

#include <QHash>
#include <QJsonValue>
#include <QMap>
#include <QProcessEnvironment>
#include <QString>
#include <QStringList>
#include <optional>
#include <variant>

#include "core/base/result.h"
#include "core/cluster/execplugin.h"
#include "core/cluster/identity.h"
#include "core/cluster/oidclogin.h"

namespace portolan {

/// One cluster, user and context of a kubeconfig, as read (client-go tools/clientcmd/api/v1/types.go). Relative paths
/// are already resolved against the folder of the file that defined the entry; data and files are not read yet.
struct KubeconfigCluster {
  QString server;
  QString certificateAuthority;
  QByteArray certificateAuthorityData;  ///< decoded PEM
  QString tlsServerName;
  bool insecureSkipTlsVerify = false;
  QString proxyUrl;
  bool disableCompression = false;
  QJsonValue execConfig;  ///< of the extension client.authentication.k8s.io/exec
  QString file;           ///< where it was defined, for messages
  int line = 0;
};

/// `exec` of a user, as read.
struct KubeconfigExec {
  QString apiVersion;
  QString command;
  QStringList arguments;
  QList<std::pair<QString, QString>> environment;
  QString installHint;
  bool provideClusterInfo = false;
  QString interactiveMode;
};

/// `auth-provider` of a user, as read.
struct KubeconfigAuthProvider {
  QString name;
  QMap<QString, QString> config;
};

struct KubeconfigUser {
  QString clientCertificate;
  QByteArray clientCertificateData;
  QString clientKey;
  QByteArray clientKeyData;
  QString token;
  QString tokenFile;
  QString username;
  QString password;
  QString as;
  QString asUid;
  QStringList asGroups;
  QList<std::pair<QString, QString>> asExtra;
  std::optional<KubeconfigExec> exec{};
  std::optional<KubeconfigAuthProvider> authProvider{};
  QString file;
  int line = 0;
};

struct KubeconfigContext {
  QString cluster;
  QString user;
  QString ns;
  QString file;
  int line = 0;
};

/// Something in a kubeconfig that has no effect, and looks as if it should have one.
struct KubeconfigWarning {
  QString file;
  int line = 0;
  int column = 0;
  QString text;  ///< one line, no full stop

  bool operator==(const KubeconfigWarning&) const = default;
};

/// What a command line or a saved forward may say on top of the kubeconfig. Empty means: as the kubeconfig says.
struct ConnectionOverrides {
  QString context{};
  QString cluster{};
  QString user{};
  QString ns{};
  QString server{};
  QString certificateAuthority{};
  QString tlsServerName{};
  QString clientCertificate{};
  QString clientKey{};
  QString token{};
  QString username{};
  QString password{};
  QString as{};
  QString asUid{};
  QStringList asGroups{};
  std::optional<bool> insecureSkipTlsVerify{};

  bool operator==(const ConnectionOverrides&) const = default;
};

/// Parts of an identity that lie in files, which are read again as long as they are used. Empty: not in a file.
struct CredentialFiles {
  QString token;
  QString certificate;
  QString key;

  bool operator==(const CredentialFiles&) const = default;
};

/// Where the identity comes from beyond what the kubeconfig itself holds.
using LoginMethod = std::variant<std::monostate, CredentialFiles, ExecPlugin, OidcLogin>;

/// Everything needed to talk to one cluster as one user.
struct ConnectionConfig {
  QString contextName;  ///< empty where only flags were given
  QString ns;           ///< never empty
  ServerAddress server;
  /// As far as the kubeconfig holds it: all of it without a `login`.
  Identity identity;
  LoginMethod login{};
  /// The files that were read for it besides the kubeconfigs: another content may make it usable.
  QStringList files{};

  bool operator==(const ConnectionConfig&) const = default;
};

/// The merged kubeconfig of a person: files found and merged by kubectl's rules (client-go tools/clientcmd/loader.go):
/// per name the first file wins, the entry taken whole; current-context is the first that is not empty.
class Kubeconfig {
 public:
  /// The files that kubectl would read: `explicitFile` if not empty, else KUBECONFIG's list, else ~/.kube/config.
  struct Sources {
    QStringList files;
    bool isExplicit = false;  ///< named by a flag: a missing file is an error
  };
  static Sources defaultSources(const QString& explicitFile, const QProcessEnvironment& environment);

  /// Reads and merges. Blocking file reads of at most 2 MiB each, regular files only. Errors: KubeconfigMissing,
  /// FileUnreadable, FileTooLarge, FileInvalid (file, line and column in the detail).
  static Result<Kubeconfig> load(const Sources& sources);
  /// The same from text, for tests and the embedded cluster; `file` stands in messages and resolves relative paths.
  static Result<Kubeconfig> parse(const QByteArray& yaml, const QString& file);

  [[nodiscard]] QString currentContext() const { return m_currentContext; }
  [[nodiscard]] QStringList contextNames() const { return m_contexts.keys(); }
  [[nodiscard]] const QMap<QString, KubeconfigContext>& contexts() const { return m_contexts; }
  [[nodiscard]] const QMap<QString, KubeconfigCluster>& clusters() const { return m_clusters; }
  [[nodiscard]] const QMap<QString, KubeconfigUser>& users() const { return m_users; }
  /// The files that were found, in their order.
  [[nodiscard]] const QStringList& files() const { return m_files; }
  /// In the order of the files and lines; of each file the first 50.
  [[nodiscard]] const QList<KubeconfigWarning>& warnings() const { return m_warnings; }
  [[nodiscard]] bool isEmpty() const { return m_contexts.isEmpty() && m_clusters.isEmpty() && m_users.isEmpty(); }

  /// The connection for a context with overrides on top; reads the CA, certificate, key and token files it names and
  /// checks that they can be used. The environment may name a proxy. Credentials are taken for https servers only. A
  /// token, user name or password in the overrides replaces all of the kubeconfig's credentials; an empty Kubeconfig is
  /// enough where the overrides name a server. Errors: KubeconfigMissing (no contexts), ContextUnknown (hint lists
  /// those that exist), ClusterUnknown, UserUnknown, CredentialsInvalid, FileUnreadable, FileTooLarge, Unsupported,
  /// InvalidArgument; they say in which file and line the entry stands.
  [[nodiscard]] Result<ConnectionConfig> resolve(const ConnectionOverrides& overrides,
                                                 const QProcessEnvironment& environment = {}) const;

 private:
  static QString missingHint();
  void mergeFrom(const Kubeconfig& other);

  QStringList m_files;
  QList<KubeconfigWarning> m_warnings;
  QString m_currentContext;
  QMap<QString, KubeconfigContext> m_contexts;
  QMap<QString, KubeconfigCluster> m_clusters;
  QMap<QString, KubeconfigUser> m_users;
};

}  // namespace portolan
