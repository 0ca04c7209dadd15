#include "app/demo/tlsserver.h"

#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <array>

namespace portolan::demo {

Result<std::unique_ptr<TlsServer>> TlsServer::create(const Certificate& certificate,
                                                     const CertificateAuthority& authority) {
  auto context = TlsContext::server(certificate.pem, certificate.privateKeyPem);
  if (!context) {
    return std::unexpected(context.error());
  }
  std::unique_ptr<TlsServer> server(new TlsServer);
  server->m_context = std::move(*context);
  SSL_CTX* const handle = server->m_context->handle();
  X509_STORE_add_cert(SSL_CTX_get_cert_store(handle), authority.certificate());
  SSL_CTX_add_client_CA(handle, authority.certificate());
  SSL_CTX_set_verify(handle, SSL_VERIFY_PEER, nullptr);
  // Without it a client that resumes a session is refused (SSL_CTX_set_session_id_context(3)).
  SSL_CTX_set_session_id_context(handle, reinterpret_cast<const unsigned char*>("demo"), 4);
  SSL_CTX_set_app_data(handle, server.get());
  SSL_CTX_set_info_callback(handle, &TlsServer::handshakeReported);
  return server;
}

TlsServer::~TlsServer() {
  // Connections that still hold the context must not call back.
  SSL_CTX_set_info_callback(m_context->handle(), nullptr);
}

void TlsServer::handshakeReported(const SSL* ssl, int where, int) {
  if ((where & SSL_CB_HANDSHAKE_DONE) == 0) {
    return;
  }
  auto* const server = static_cast<TlsServer*>(SSL_CTX_get_app_data(SSL_get_SSL_CTX(ssl)));
  X509* const certificate = SSL_get0_peer_certificate(ssl);
  if (server == nullptr || certificate == nullptr) {
    return;
  }
  std::array<char, 256> name{};
  const int size = X509_NAME_get_text_by_NID(X509_get_subject_name(certificate), NID_commonName, name.data(),
                                             static_cast<int>(name.size()));
  if (size > 0) {
    server->m_clientNames.insert(SSL_get_fd(ssl), QString::fromUtf8(name.data(), size));
  }
}

}  // namespace portolan::demo
