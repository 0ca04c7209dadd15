#include "core/cluster/tlscontext.h"

#include <arpa/inet.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <QHostAddress>
#include <QUrl>
#include <algorithm>
#include <array>
#include <csignal>
#include <cstring>
#include <utility>
#include <vector>

#include "core/cluster/tlserror.h"

using namespace Qt::StringLiterals;

namespace portolan {
namespace {

struct Free {
  void operator()(BIO* bio) const { BIO_free(bio); }
  void operator()(X509* certificate) const { X509_free(certificate); }
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
  void operator()(X509_STORE* store) const { X509_STORE_free(store); }
  void operator()(X509_STORE_CTX* context) const { X509_STORE_CTX_free(context); }
  // The stack borrows its certificates.
  void operator()(STACK_OF(X509) * stack) const { sk_X509_free(stack); }
};
template <typename T>
using Owned = std::unique_ptr<T, Free>;

constexpr std::array<unsigned char, 9> kAlpn{8, 'h', 't', 't', 'p', '/', '1', '.', '1'};

/// OpenSSL's reasons stay out of it: what was read is a secret.
std::unexpected<Error> invalid(const QString& detail, const QString& hint) {
  ERR_clear_error();
  return fail(ErrorCode::CredentialsInvalid, Stage::Authentication, detail, hint);
}

Owned<BIO> readerOf(const QByteArray& pem) {
  return Owned<BIO>(BIO_new_mem_buf(pem.constData(), static_cast<int>(pem.size())));
}

/// A key with a passphrase has to fail, not to ask on the terminal.
int noPassphrase(char*, int, int, void*) {
  return -1;
}

struct Certificates {
  std::vector<Owned<X509>> all;
  bool hasBroken = false;
};

/// All CERTIFICATE blocks; others are passed over (a file may hold a key, too), as Go does it.
Certificates readCertificates(const QByteArray& pem) {
  Certificates read;
  const auto reader = readerOf(pem);
  while (true) {
    char* name = nullptr;
    char* header = nullptr;
    unsigned char* data = nullptr;
    long size = 0;
    ERR_clear_error();
    if (PEM_read_bio(reader.get(), &name, &header, &data, &size) != 1) {
      if (ERR_GET_REASON(ERR_peek_last_error()) == PEM_R_NO_START_LINE) {
        break;  // the end
      }
      read.hasBroken = true;
      if (BIO_pending(reader.get()) == 0) {
        break;
      }
      continue;
    }
    if (std::strcmp(name, PEM_STRING_X509) == 0) {
      const unsigned char* position = data;
      if (Owned<X509> certificate(d2i_X509(nullptr, &position, size)); certificate) {
        read.all.push_back(std::move(certificate));
      } else {
        read.hasBroken = true;
      }
    }
    OPENSSL_free(name);
    OPENSSL_free(header);
    OPENSSL_clear_free(data, static_cast<size_t>(size));
  }
  ERR_clear_error();
  return read;
}

/// `whose`: "the client certificate".
Result<void> useCertificate(SSL_CTX* context, const QByteArray& certificatePem, const QByteArray& keyPem,
                            const QString& whose) {
  const QString hint = u"Check client-certificate and client-key of this user in the kubeconfig."_s;
  const Certificates certificates = readCertificates(certificatePem);
  if (certificates.all.empty() || certificates.hasBroken) {
    return invalid(u"%1 cannot be read: it is no certificate in PEM format"_s.arg(whose), hint);
  }
  if (SSL_CTX_use_certificate(context, certificates.all.front().get()) != 1) {
    // The library's security level: an RSA key of less than 2048 bits, a signature with SHA-1.
    return invalid(u"%1 cannot be used: its key or signature is too weak"_s.arg(whose), hint);
  }
  for (size_t i = 1; i < certificates.all.size(); ++i) {
    if (SSL_CTX_add1_chain_cert(context, certificates.all[i].get()) != 1) {
      return invalid(u"%1 cannot be used: a certificate of its chain is too weak"_s.arg(whose), hint);
    }
  }
  if (keyPem.isEmpty()) {
    return invalid(u"the private key of %1 is missing"_s.arg(whose), hint);
  }
  const Owned<EVP_PKEY> key(PEM_read_bio_PrivateKey(readerOf(keyPem).get(), nullptr, noPassphrase, nullptr));
  if (!key) {
    const bool isEncrypted = keyPem.contains("ENCRYPTED");
    return invalid(isEncrypted ? u"the private key of %1 is encrypted, and kubeconfigs hold no passphrases"_s.arg(whose)
                               : u"the private key of %1 cannot be read: it is no key in PEM format"_s.arg(whose),
                   hint);
  }
  if (SSL_CTX_use_PrivateKey(context, key.get()) != 1 || SSL_CTX_check_private_key(context) != 1) {
    return invalid(u"the private key does not belong to %1"_s.arg(whose), hint);
  }
  ERR_clear_error();
  return {};
}

bool isIssuedUnder(X509* anchor, X509* certificate, STACK_OF(X509) * sent, const char* role) {
  const Owned<X509_STORE> store(X509_STORE_new());
  X509_STORE_add_cert(store.get(), anchor);
  X509_STORE_set_flags(store.get(), X509_V_FLAG_PARTIAL_CHAIN);
  const Owned<X509_STORE_CTX> check(X509_STORE_CTX_new());
  const bool isGood = X509_STORE_CTX_init(check.get(), store.get(), certificate, sent) == 1 &&
                      X509_STORE_CTX_set_default(check.get(), role) == 1 && X509_verify_cert(check.get()) == 1;
  ERR_clear_error();
  return isGood;
}

/// Of two authorities with the same name, as after a rotation, OpenSSL looks at the first alone where the certificate
/// does not name its issuer's key. Go tries each; here the right one is found first, and the full check uses it.
int verifyAmongNamesakes(X509_STORE_CTX* context, void* /*argument*/) {
  const Owned<STACK_OF(X509)> trusted(sk_X509_new_null());
  auto* const ssl = static_cast<SSL*>(X509_STORE_CTX_get_ex_data(context, SSL_get_ex_data_X509_STORE_CTX_idx()));
  STACK_OF(X509_OBJECT)* const anchors = X509_STORE_get0_objects(SSL_CTX_get_cert_store(SSL_get_SSL_CTX(ssl)));
  for (int i = 0; i < sk_X509_OBJECT_num(anchors); ++i) {
    X509* const anchor = X509_OBJECT_get0_X509(sk_X509_OBJECT_value(anchors, i));
    if (anchor != nullptr &&
        isIssuedUnder(anchor, X509_STORE_CTX_get0_cert(context), X509_STORE_CTX_get0_untrusted(context),
                      SSL_is_server(ssl) == 1 ? "ssl_client" : "ssl_server")) {
      sk_X509_push(trusted.get(), anchor);
      X509_STORE_CTX_set0_trusted_stack(context, trusted.get());
      break;
    }
  }
  return X509_verify_cert(context);
}

bool hasNamesakes(const Certificates& authorities) {
  for (auto one = authorities.all.begin(); one != authorities.all.end(); ++one) {
    if (std::any_of(authorities.all.begin(), one, [&](const auto& other) {
          return X509_NAME_cmp(X509_get_subject_name(one->get()), X509_get_subject_name(other.get())) == 0;
        })) {
      return true;
    }
  }
  return false;
}

/// False: there is no certificate in it.
bool trust(SSL_CTX* context, const QByteArray& caPem) {
  const Certificates authorities = readCertificates(caPem);
  for (const auto& authority : authorities.all) {
    X509_STORE_add_cert(SSL_CTX_get_cert_store(context), authority.get());
  }
  if (hasNamesakes(authorities)) {
    SSL_CTX_set_cert_verify_callback(context, verifyAmongNamesakes, nullptr);
  }
  ERR_clear_error();
  return !authorities.all.empty();
}

/// Where an SSL_CTX that is not ours keeps the TlsVerification of its one connection.
int verificationIndex() {
  static const int index = SSL_CTX_get_ex_new_index(0, nullptr, nullptr, nullptr, nullptr);
  return index;
}

void noteFailure(X509_STORE_CTX* store) {
  auto* const ssl = static_cast<SSL*>(X509_STORE_CTX_get_ex_data(store, SSL_get_ex_data_X509_STORE_CTX_idx()));
  void* noted = SSL_CTX_get_ex_data(SSL_get_SSL_CTX(ssl), verificationIndex());
  if (noted == nullptr) {
    noted = SSL_get_app_data(ssl);
  }
  auto* const verification = static_cast<TlsVerification*>(noted);
  X509* const certificate = X509_STORE_CTX_get_current_cert(store);
  if (verification != nullptr && certificate != nullptr && X509_up_ref(certificate) == 1) {
    verification->error = X509_STORE_CTX_get_error(store);
    verification->depth = X509_STORE_CTX_get_error_depth(store);
    verification->certificate.reset(certificate);
  }
}

int onVerified(int isGood, X509_STORE_CTX* store) {
  if (isGood != 1) {
    noteFailure(store);
  }
  return isGood;
}

/// The result stays in SSL_get_verify_result.
int onVerifiedOptionally(int /*isGood*/, X509_STORE_CTX* /*store*/) {
  return 1;
}

Result<Owned<SSL_CTX>> makeContext(const SSL_METHOD* method) {
  std::signal(SIGPIPE, SIG_IGN);  // see the class's description
  Owned<SSL_CTX> context(SSL_CTX_new(method));
  if (!context || SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION) != 1) {
    ERR_clear_error();
    return fail(ErrorCode::Internal, Stage::Authentication, u"OpenSSL cannot be set up"_s);
  }
  // RELEASE_BUFFERS: silent connections keep none.
  SSL_CTX_set_mode(context.get(),
                   SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_RELEASE_BUFFERS);
  SSL_CTX_set_options(context.get(), SSL_OP_NO_RENEGOTIATION);
  SSL_CTX_set_session_cache_mode(context.get(), SSL_SESS_CACHE_OFF);
  return context;
}

int selectAlpn(SSL*, const unsigned char** out, unsigned char* outLength, const unsigned char* in, unsigned inLength,
               void*) {
  unsigned char* chosen = nullptr;
  if (SSL_select_next_proto(&chosen, outLength, kAlpn.data(), kAlpn.size(), in, inLength) != OPENSSL_NPN_NEGOTIATED) {
    return SSL_TLSEXT_ERR_ALERT_FATAL;  // RFC 7301, 3.2
  }
  *out = chosen;
  return SSL_TLSEXT_ERR_OK;
}

}  // namespace

Result<std::shared_ptr<TlsContext>> TlsContext::client(const ServerAddress& server, const Identity& identity) {
  auto made = makeContext(TLS_client_method());
  if (!made) {
    return std::unexpected(made.error());
  }
  std::shared_ptr<TlsContext> context(new TlsContext(made->release()));
  SSL_CTX* const ssl = context->m_context;
  SSL_CTX_set_alpn_protos(ssl, kAlpn.data(), kAlpn.size());
  SSL_CTX_set_app_data(ssl, context.get());
  SSL_CTX_set_session_cache_mode(ssl, SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL);
  SSL_CTX_sess_set_new_cb(ssl, &TlsContext::onNewSession);
  context->m_verifiesPeer = !server.insecureSkipTlsVerify;
  context->m_hasOwnAuthorities = !server.caPem.isEmpty();
  context->m_hasCertificate = !identity.certificatePem.isEmpty();
  if (const auto set = setUpClient(ssl, server, identity); !set) {
    return std::unexpected(set.error());
  }
  return context;
}

Result<void> TlsContext::setUpClient(SSL_CTX* context, const ServerAddress& server, const Identity& identity) {
  if (!server.insecureSkipTlsVerify) {
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER, onVerified);
    // As with Go, each certificate that is trusted is an anchor, also an intermediate one or the server's own.
    X509_VERIFY_PARAM_set_flags(SSL_CTX_get0_param(context), X509_V_FLAG_PARTIAL_CHAIN);
    if (server.caPem.isEmpty() || server.trustsSystemToo) {
      SSL_CTX_set_default_verify_paths(context);
      ERR_clear_error();
    }
    if (!server.caPem.isEmpty() && !trust(context, server.caPem)) {
      return invalid(u"the certificate-authority of %1 holds no certificate in PEM format"_s.arg(server.displayUrl()),
                     u"Check the cluster's certificate-authority or certificate-authority-data in the kubeconfig."_s);
    }
  }
  if (!identity.certificatePem.isEmpty()) {
    return useCertificate(context, identity.certificatePem, identity.privateKeyPem, u"the client certificate"_s);
  }
  return {};
}

Result<void> TlsContext::configureClient(SSL_CTX* context, const ServerAddress& server, const Identity& identity,
                                         TlsVerification& verification) {
  const QByteArray name = verifiedName(server.tlsServerName.isEmpty() ? server.host : server.tlsServerName);
  SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
  SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION);
  if (SSL_CTX_set_ex_data(context, verificationIndex(), &verification) != 1 ||
      !verifyFor(SSL_CTX_get0_param(context), name)) {
    ERR_clear_error();
    return fail(ErrorCode::Internal, Stage::Authentication, u"OpenSSL cannot be set up"_s);
  }
  return setUpClient(context, server, identity);
}

Result<std::shared_ptr<TlsContext>> TlsContext::server(const QByteArray& certificatePem,
                                                       const QByteArray& privateKeyPem,
                                                       const ClientCertificates& clients) {
  auto made = makeContext(TLS_server_method());
  if (!made) {
    return std::unexpected(made.error());
  }
  std::shared_ptr<TlsContext> context(new TlsContext(made->release()));
  SSL_CTX* const ssl = context->m_context;
  SSL_CTX_set_alpn_select_cb(ssl, selectAlpn, nullptr);
  // Without one OpenSSL ends the connections of clients that resume a session where it asks for certificates.
  constexpr std::array<unsigned char, 8> kSessionContext{'p', 'o', 'r', 't', 'o', 'l', 'a', 'n'};
  SSL_CTX_set_session_id_context(ssl, kSessionContext.data(), kSessionContext.size());
  context->m_hasCertificate = true;
  if (const auto used = useCertificate(ssl, certificatePem, privateKeyPem, u"the server's certificate"_s); !used) {
    return std::unexpected(used.error());
  }
  if (!clients.caPem.isEmpty()) {
    const Certificates authorities = readCertificates(clients.caPem);
    if (authorities.all.empty() || !trust(ssl, clients.caPem)) {
      return invalid(u"the authority for client certificates holds no certificate in PEM format"_s, {});
    }
    for (const auto& authority : authorities.all) {
      SSL_CTX_add_client_CA(ssl, authority.get());
    }
    context->m_verifiesPeer = clients.required;
    SSL_CTX_set_verify(ssl, SSL_VERIFY_PEER | (clients.required ? SSL_VERIFY_FAIL_IF_NO_PEER_CERT : 0),
                       clients.required ? onVerified : onVerifiedOptionally);
  }
  return context;
}

Result<std::shared_ptr<TlsContext>> TlsContext::server(const QByteArray& certificatePem,
                                                       const QByteArray& privateKeyPem) {
  return server(certificatePem, privateKeyPem, {});
}

void TlsContext::resume(SSL* ssl, const QByteArray& name) {
  if (name != m_sessionName) {
    SSL_SESSION_free(std::exchange(m_session, nullptr));
    m_sessionName = name;
  }
  if (m_session != nullptr) {
    // A copy: OpenSSL spoils the session of a connection that breaks.
    SSL_SESSION* const copy = SSL_SESSION_dup(m_session);
    SSL_set_session(ssl, copy);
    SSL_SESSION_free(copy);
  }
}

int TlsContext::onNewSession(SSL* ssl, SSL_SESSION* session) {
  auto* const context = static_cast<TlsContext*>(SSL_CTX_get_app_data(SSL_get_SSL_CTX(ssl)));
  // Of a connection to the server that was asked for last.
  const char* const name = SSL_get_servername(ssl, TLSEXT_NAMETYPE_host_name);
  if (name != nullptr && context->m_sessionName != name) {
    return 0;
  }
  SSL_SESSION_free(std::exchange(context->m_session, SSL_SESSION_dup(session)));
  return 0;
}

bool verifyFor(X509_VERIFY_PARAM* parameters, const QByteArray& name) {
  if (isAddress(name)) {
    return X509_VERIFY_PARAM_set1_ip_asc(parameters, name.constData()) == 1;
  }
  X509_VERIFY_PARAM_set_hostflags(parameters,
                                  X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS | X509_CHECK_FLAG_NEVER_CHECK_SUBJECT);
  return !name.isEmpty() &&
         X509_VERIFY_PARAM_set1_host(parameters, name.constData(), static_cast<size_t>(name.size())) == 1;
}

QByteArray verifiedName(const QString& host) {
  QByteArray name = QHostAddress(host).isNull() ? QUrl::toAce(host) : host.toLatin1();
  if (const qsizetype scope = name.indexOf('%'); scope >= 0) {
    name.truncate(scope);
  }
  if (name.endsWith('.')) {
    name.chop(1);
  }
  return name;
}

bool isAddress(const QByteArray& name) {
  std::array<unsigned char, sizeof(in6_addr)> bytes{};
  return ::inet_pton(AF_INET, name.constData(), bytes.data()) == 1 ||
         ::inet_pton(AF_INET6, name.constData(), bytes.data()) == 1;
}

TlsContext::~TlsContext() {
  SSL_SESSION_free(m_session);
  SSL_CTX_free(m_context);
}

}  // namespace portolan
