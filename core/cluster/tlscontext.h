#pragma once

#include <QByteArray>
#include <memory>

#include "core/base/result.h"
#include "core/cluster/identity.h"

using SSL = struct ssl_st;
using SSL_CTX = struct ssl_ctx_st;
using SSL_SESSION = struct ssl_session_st;
using X509_VERIFY_PARAM = struct X509_VERIFY_PARAM_st;

namespace portolan {

struct TlsVerification;

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

  /// The same on the SSL_CTX of a library that makes its own for each connection: whom to trust, for which name, and
  /// the client certificate. What is wrong with the server's certificates is noted in `verification`, which has to
  /// live as long as the handshake.
  static Result<void> configureClient(SSL_CTX* context, const ServerAddress& server, const Identity& identity,
                                      TlsVerification& verification);

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
  static Result<void> setUpClient(SSL_CTX* context, const ServerAddress& server, const Identity& identity);
  static int onNewSession(SSL* ssl, SSL_SESSION* session);
  explicit TlsContext(SSL_CTX* context) : m_context(context) {}

  SSL_CTX* m_context;
  QByteArray m_sessionName;
  SSL_SESSION* m_session = nullptr;
  bool m_verifiesPeer = false;
  bool m_hasOwnAuthorities = false;
  bool m_hasCertificate = false;
};

/// Has the certificate of a connection checked for this host name or address literal: the subject alternative names
/// count, never the subject's common name, and a wildcard is a whole label (RFC 9525, 6.3), as with Go.
[[nodiscard]] bool verifyFor(X509_VERIFY_PARAM* parameters, const QByteArray& name);
/// The host as certificates and SNI have it: without the dot that ends an absolute name, without the scope of a
/// link-local address, in ASCII.
[[nodiscard]] QByteArray verifiedName(const QString& host);
/// An address literal, which is no name for SNI (RFC 6066, 3).
[[nodiscard]] bool isAddress(const QByteArray& name);

}  // namespace portolan
