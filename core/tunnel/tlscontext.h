#pragma once

#include <QByteArray>
#include <memory>

#include "core/base/result.h"
#include "core/cluster/identity.h"

using SSL = struct ssl_st;
using SSL_CTX = struct ssl_ctx_st;
using SSL_SESSION = struct ssl_session_st;

namespace portolan {

/// The TLS settings of one cluster and identity (or of one server), shared by its connections: an SSL_CTX. TLS 1.2 at
/// least, ALPN http/1.1 alone (an upgrade does not exist in HTTP/2), no renegotiation. Immutable once made, but for the
/// TLS session that clients resume.
///
/// OpenSSL writes to sockets with write(), which raises SIGPIPE when the peer is gone. Making a context therefore
/// ignores that signal in the whole process, whatever was set before. (Our programs ignore it from their start,
/// core/base/unixsignals.h; Qt Test, for one, does not.)
class TlsContext {
 public:
  /// Which certificates a server asks its clients for.
  struct ClientCertificates {
    QByteArray caPem;       ///< who signs them; empty: none are asked for
    bool required = false;  ///< without a good one there is no connection; else Transport::peerCertificate says nothing
  };

  /// Client: trusts server.caPem alone where given, else the system's roots; a CA file may hold an intermediate or the
  /// server's own certificate (as with Go, each certificate in it is an anchor). Errors: CredentialsInvalid; they never
  /// hold any part of a key.
  static Result<std::shared_ptr<TlsContext>> client(const ServerAddress& server, const Identity& identity);
  /// Server, with a certificate chain and key in PEM.
  static Result<std::shared_ptr<TlsContext>> server(const QByteArray& certificatePem, const QByteArray& privateKeyPem,
                                                    const ClientCertificates& clients);
  static Result<std::shared_ptr<TlsContext>> server(const QByteArray& certificatePem, const QByteArray& privateKeyPem);

  ~TlsContext();
  TlsContext(const TlsContext&) = delete;
  TlsContext& operator=(const TlsContext&) = delete;

  [[nodiscard]] SSL_CTX* handle() const { return m_context; }
  /// The other end's certificate has to be good. (False on a client: insecureSkipTlsVerify.)
  [[nodiscard]] bool verifiesPeer() const { return m_verifiesPeer; }
  /// The kubeconfig names the authorities: the system's roots do not count.
  [[nodiscard]] bool hasOwnAuthorities() const { return m_hasOwnAuthorities; }
  [[nodiscard]] bool hasCertificate() const { return m_hasCertificate; }

  /// Client: lets a new connection resume the last TLS session with the server of this name, and remembers the one that
  /// comes of it. Half the CPU of a handshake, and no second look at the server's certificate: it was for this name,
  /// and for these settings.
  void resume(SSL* ssl, const QByteArray& name);

 private:
  static int onNewSession(SSL* ssl, SSL_SESSION* session);
  explicit TlsContext(SSL_CTX* context) : m_context(context) {}

  SSL_CTX* m_context;
  QByteArray m_sessionName;
  SSL_SESSION* m_session = nullptr;
  bool m_verifiesPeer = false;
  bool m_hasOwnAuthorities = false;
  bool m_hasCertificate = false;
};

}  // namespace portolan
