#include "core/tunnel/tlscontext.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>

#include <array>

using namespace Qt::StringLiterals;

namespace portolan {

namespace {

struct Free {
  void operator()(BIO* bio) const { BIO_free(bio); }
  void operator()(X509* certificate) const { X509_free(certificate); }
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
};
template <typename T>
using Owned = std::unique_ptr<T, Free>;

constexpr std::array<unsigned char, 9> kAlpn{8, 'h', 't', 't', 'p', '/', '1', '.', '1'};

std::unexpected<Error> invalid(const QString& detail, const QString& hint) {
  ERR_clear_error();
  return fail(ErrorCode::CredentialsInvalid, Stage::Authentication, detail, hint);
}

Owned<BIO> readerOf(const QByteArray& pem) {
  return Owned<BIO>(BIO_new_mem_buf(pem.constData(), int(pem.size())));
}

/// A key with a passphrase must fail, not ask on the terminal.
int noPassphrase(char*, int, int, void*) {
  return -1;
}

Result<void> useCertificate(SSL_CTX* context, const QByteArray& certificatePem, const QByteArray& keyPem) {
  const QString hint = u"Check the client certificate and key of this user in the kubeconfig."_s;
  const auto certificates = readerOf(certificatePem);
  Owned<X509> leaf(PEM_read_bio_X509(certificates.get(), nullptr, noPassphrase, nullptr));
  if (!leaf || SSL_CTX_use_certificate(context, leaf.get()) != 1) {
    return invalid(u"the certificate cannot be read as PEM"_s, hint);
  }
  while (X509* issuer = PEM_read_bio_X509(certificates.get(), nullptr, noPassphrase, nullptr)) {
    if (SSL_CTX_add_extra_chain_cert(context, issuer) != 1) {  // takes it over
      X509_free(issuer);
      return invalid(u"the certificate's chain cannot be used"_s, hint);
    }
  }
  const Owned<EVP_PKEY> key(PEM_read_bio_PrivateKey(readerOf(keyPem).get(), nullptr, noPassphrase, nullptr));
  if (!key) {
    return invalid(u"the private key cannot be read as PEM, or needs a passphrase"_s, hint);
  }
  if (SSL_CTX_use_PrivateKey(context, key.get()) != 1 || SSL_CTX_check_private_key(context) != 1) {
    return invalid(u"the private key does not belong to the certificate"_s, hint);
  }
  ERR_clear_error();  // reading PEM to its end leaves "no start line" behind
  return {};
}

Result<Owned<SSL_CTX>> makeContext(const SSL_METHOD* method) {
  Owned<SSL_CTX> context(SSL_CTX_new(method));
  if (!context || SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION) != 1) {
    return fail(ErrorCode::Internal, Stage::Authentication, u"OpenSSL cannot be set up"_s);
  }
  SSL_CTX_set_mode(context.get(),
                   SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_RELEASE_BUFFERS);
  SSL_CTX_set_options(context.get(), SSL_OP_NO_RENEGOTIATION);
  return context;
}

int selectAlpn(SSL*, const unsigned char** out, unsigned char* outLength, const unsigned char* in, unsigned inLength,
               void*) {
  unsigned char* chosen = nullptr;
  if (SSL_select_next_proto(&chosen, outLength, kAlpn.data(), kAlpn.size(), in, inLength) != OPENSSL_NPN_NEGOTIATED) {
    return SSL_TLSEXT_ERR_NOACK;
  }
  *out = chosen;
  return SSL_TLSEXT_ERR_OK;
}

}  // namespace

Result<std::shared_ptr<TlsContext>> TlsContext::client(const ServerAddress& server, const Identity& identity) {
  auto context = makeContext(TLS_client_method());
  if (!context) {
    return std::unexpected(context.error());
  }
  SSL_CTX* const ssl = context->get();
  // An upgrade exists in HTTP/1.1 only.
  SSL_CTX_set_alpn_protos(ssl, kAlpn.data(), kAlpn.size());
  if (server.insecureSkipTlsVerify) {
    SSL_CTX_set_verify(ssl, SSL_VERIFY_NONE, nullptr);
  } else {
    SSL_CTX_set_verify(ssl, SSL_VERIFY_PEER, nullptr);
    // As with Go, each certificate that is trusted is an anchor, also an intermediate one or the server's own.
    X509_VERIFY_PARAM_set_flags(SSL_CTX_get0_param(ssl), X509_V_FLAG_PARTIAL_CHAIN);
    if (server.caPem.isEmpty()) {
      SSL_CTX_set_default_verify_paths(ssl);
    } else {
      X509_STORE* const store = SSL_CTX_get_cert_store(ssl);
      const auto reader = readerOf(server.caPem);
      int count = 0;
      while (const auto certificate = Owned<X509>(PEM_read_bio_X509(reader.get(), nullptr, noPassphrase, nullptr))) {
        X509_STORE_add_cert(store, certificate.get());
        ++count;
      }
      ERR_clear_error();
      if (count == 0) {
        return invalid(u"the certificate authority of %1 holds no certificate in PEM"_s.arg(server.displayUrl()),
                       u"Check certificate-authority or certificate-authority-data in the kubeconfig."_s);
      }
    }
  }
  if (!identity.certificatePem.isEmpty()) {
    if (const auto used = useCertificate(ssl, identity.certificatePem, identity.privateKeyPem); !used) {
      return std::unexpected(used.error());
    }
  }
  return std::shared_ptr<TlsContext>(new TlsContext(context->release(), !server.insecureSkipTlsVerify));
}

Result<std::shared_ptr<TlsContext>> TlsContext::server(const QByteArray& certificatePem,
                                                       const QByteArray& privateKeyPem) {
  auto context = makeContext(TLS_server_method());
  if (!context) {
    return std::unexpected(context.error());
  }
  SSL_CTX_set_alpn_select_cb(context->get(), selectAlpn, nullptr);
  if (const auto used = useCertificate(context->get(), certificatePem, privateKeyPem); !used) {
    return std::unexpected(used.error());
  }
  return std::shared_ptr<TlsContext>(new TlsContext(context->release(), false));
}

TlsContext::~TlsContext() {
  SSL_CTX_free(m_context);
}

}  // namespace portolan
