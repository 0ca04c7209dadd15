#pragma once

#include <QByteArray>
#include <memory>

#include "core/base/result.h"
#include "core/cluster/identity.h"

using SSL_CTX = struct ssl_ctx_st;

namespace portolan {

/// The TLS settings of one cluster and identity (or of one server), shared by its connections: an SSL_CTX. TLS 1.2 at
/// least, ALPN http/1.1 alone (an upgrade does not exist in HTTP/2). Immutable once made.
class TlsContext {
 public:
  /// Client: trusts server.caPem alone where given, else the system's roots; a CA file may hold an intermediate or the
  /// server's own certificate (as with Go, each certificate in it is an anchor). Errors: CredentialsInvalid.
  static Result<std::shared_ptr<TlsContext>> client(const ServerAddress& server, const Identity& identity);
  /// Server, with a certificate chain and key in PEM.
  static Result<std::shared_ptr<TlsContext>> server(const QByteArray& certificatePem, const QByteArray& privateKeyPem);

  ~TlsContext();
  TlsContext(const TlsContext&) = delete;
  TlsContext& operator=(const TlsContext&) = delete;

  [[nodiscard]] SSL_CTX* handle() const { return m_context; }
  [[nodiscard]] bool verifiesPeer() const { return m_verifiesPeer; }

 private:
  TlsContext(SSL_CTX* context, bool verifiesPeer) : m_context(context), m_verifiesPeer(verifiesPeer) {}
  SSL_CTX* m_context;
  bool m_verifiesPeer;
};

}  // namespace portolan
