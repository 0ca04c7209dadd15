#pragma once

#include <QHash>
#include <QString>
#include <memory>

#include "app/demo/certificates.h"
#include "core/tunnel/tlscontext.h"

using SSL = struct ssl_st;

namespace portolan::demo {

/// The API server's side of TLS: its certificate, and who a client proved to be with one of its own.
///
/// A Transport does not tell its peer's certificate: only this server wants to know it. OpenSSL tells it when the
/// handshake is done, and the descriptor says whose it was.
class TlsServer {
 public:
  /// Client certificates are asked for and must come from `authority`; who has none may come without.
  static Result<std::unique_ptr<TlsServer>> create(const Certificate& certificate,
                                                   const CertificateAuthority& authority);
  ~TlsServer();
  TlsServer(const TlsServer&) = delete;
  TlsServer& operator=(const TlsServer&) = delete;

  [[nodiscard]] const std::shared_ptr<TlsContext>& context() const { return m_context; }
  /// The common name in the certificate of the client on this descriptor; empty: it showed none.
  [[nodiscard]] QString clientName(int descriptor) const { return m_clientNames.value(descriptor); }
  /// The descriptor belongs to a new connection.
  void forget(int descriptor) { m_clientNames.remove(descriptor); }

 private:
  TlsServer() = default;
  static void handshakeReported(const SSL* ssl, int where, int result);

  std::shared_ptr<TlsContext> m_context;
  QHash<int, QString> m_clientNames;
};

}  // namespace portolan::demo
