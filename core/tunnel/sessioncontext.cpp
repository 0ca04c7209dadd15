#include "core/tunnel/sessioncontext.h"

#include "core/cluster/proxyerror.h"

namespace portolan {

Result<std::shared_ptr<TlsContext>> SessionContext::tlsFor(const Identity& identity) {
  if (!m_tls || identity.certificatePem != m_certificatePem || identity.privateKeyPem != m_privateKeyPem) {
    auto made = TlsContext::client(m_cluster->server(), identity);
    if (!made) {
      return made;
    }
    m_tls = std::move(*made);
    m_certificatePem = identity.certificatePem;
    m_privateKeyPem = identity.privateKeyPem;
  }
  return m_tls;
}

Result<std::shared_ptr<TlsContext>> SessionContext::proxyTls() {
  const ServerAddress& server = m_cluster->server();
  if (server.proxy.kind == ProxyAddress::Kind::Https && !m_proxyTls) {
    auto made = TlsContext::client(proxyAsServer(server), Identity());
    if (!made) {
      return made;
    }
    m_proxyTls = std::move(*made);
  }
  return m_proxyTls;
}

std::optional<SessionKind> SessionContext::kindThatWorked(const QString& ns) const {
  const auto it = m_kinds.constFind(ns);
  if (it == m_kinds.cend() || it->until < std::chrono::steady_clock::now()) {
    return {};
  }
  return it->kind;
}

void SessionContext::remember(const QString& ns, SessionKind kind) {
  m_kinds.insert(ns, {kind, std::chrono::steady_clock::now() + m_rememberedFor});
}

}  // namespace portolan
