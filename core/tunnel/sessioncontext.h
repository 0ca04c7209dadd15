#pragma once

#include <QHash>
#include <QString>
#include <chrono>
#include <memory>
#include <optional>

#include "core/base/result.h"
#include "core/cluster/cluster.h"
#include "core/cluster/tlscontext.h"
#include "core/tunnel/session.h"

namespace portolan {

/// What all sessions to one cluster as one user share. Lives in the thread of the cluster.
class SessionContext {
 public:
  /// `only`: this kind of session is used and no other is tried. `rememberedFor`: see kindThatWorked.
  explicit SessionContext(std::shared_ptr<Cluster> cluster, std::optional<SessionKind> only = {},
                          std::chrono::milliseconds rememberedFor = std::chrono::hours(1))
      : m_cluster(std::move(cluster)), m_only(only), m_rememberedFor(rememberedFor) {}

  [[nodiscard]] const std::shared_ptr<Cluster>& cluster() const { return m_cluster; }
  [[nodiscard]] std::optional<SessionKind> onlyKind() const { return m_only; }

  /// The TLS settings for the server and this identity; made anew when the identity's certificate changes, so that a
  /// TLS session is resumed for the one that it was made for alone.
  Result<std::shared_ptr<TlsContext>> tlsFor(const Identity& identity);

  /// The same for an https proxy; nothing where there is none.
  Result<std::shared_ptr<TlsContext>> proxyTls();

  /// The kind that worked in this namespace last (a role may differ from one to the next), as long as it is remembered:
  /// then a server that was upgraded, or a role that was widened, is given a chance again.
  [[nodiscard]] std::optional<SessionKind> kindThatWorked(const QString& ns) const;
  void remember(const QString& ns, SessionKind kind);
  void forget(const QString& ns) { m_kinds.remove(ns); }

 private:
  struct Remembered {
    SessionKind kind;
    std::chrono::steady_clock::time_point until;
  };

  std::shared_ptr<Cluster> m_cluster;
  std::optional<SessionKind> m_only;
  const std::chrono::milliseconds m_rememberedFor;
  QByteArray m_certificatePem;
  QByteArray m_privateKeyPem;
  std::shared_ptr<TlsContext> m_tls;
  std::shared_ptr<TlsContext> m_proxyTls;
  QHash<QString, Remembered> m_kinds;
};

}  // namespace portolan
