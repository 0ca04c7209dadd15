#include "core/cluster/certificates.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>

#include <QDateTime>
#include <algorithm>
#include <memory>

using namespace Qt::StringLiterals;

namespace portolan {
namespace {

struct Deleter {
  void operator()(BIO* bio) const { BIO_free(bio); }
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  void operator()(X509_STORE* store) const { X509_STORE_free(store); }
  void operator()(X509_STORE_CTX* context) const { X509_STORE_CTX_free(context); }
  void operator()(STACK_OF(X509) * stack) const { sk_X509_free(stack); }
};
using Key = std::unique_ptr<EVP_PKEY, Deleter>;

/// There is nobody to ask for a passphrase: remembers that one was wanted.
int refusePassphrase(char*, int, int, void* wanted) {
  *static_cast<bool*>(wanted) = true;
  return -1;
}

Key readKey(const QByteArray& pem, bool& passphraseWanted) {
  const std::unique_ptr<BIO, Deleter> bio(BIO_new_mem_buf(pem.constData(), static_cast<int>(pem.size())));
  Key key(PEM_read_bio_PrivateKey(bio.get(), nullptr, refusePassphrase, &passphraseWanted));
  ERR_clear_error();
  return key;
}

}  // namespace

QString problemWithAuthorities(const QByteArray& pem) {
  return QSslCertificate::fromData(pem, QSsl::Pem).isEmpty() ? u"it holds no certificate in PEM format"_s : QString();
}

QString problemWithClientCertificate(const QByteArray& certificatePem, const QByteArray& privateKeyPem) {
  const QList<QSslCertificate> chain = QSslCertificate::fromData(certificatePem, QSsl::Pem);
  if (chain.isEmpty()) {
    return u"the certificate is not in PEM format"_s;
  }
  bool passphraseWanted = false;
  const Key key = readKey(privateKeyPem, passphraseWanted);
  if (passphraseWanted) {
    return u"the private key is protected by a passphrase"_s;
  }
  if (!key) {
    return u"the private key is not in PEM format"_s;
  }
  const bool belongs = X509_check_private_key(static_cast<X509*>(chain.first().handle()), key.get()) == 1;
  ERR_clear_error();
  if (!belongs) {
    return u"the private key does not belong to the certificate"_s;
  }
  const QDateTime expiry = chain.first().expiryDate();
  if (expiry < QDateTime::currentDateTimeUtc()) {
    return u"the certificate expired on %1"_s.arg(expiry.toUTC().toString(Qt::ISODate));
  }
  return {};
}

QSslKey privateKeyFromPem(const QByteArray& pem) {
  bool passphraseWanted = false;
  Key key = readKey(pem, passphraseWanted);
  // QSslKey takes the handle over.
  return key ? QSslKey(Qt::HANDLE(key.release()), QSsl::PrivateKey) : QSslKey();
}

bool isTrustedServerChain(const QList<QSslCertificate>& chain, const QList<QSslCertificate>& anchors) {
  if (chain.isEmpty()) {
    return false;
  }
  // The stack borrows: the certificates belong to `chain`.
  const std::unique_ptr<STACK_OF(X509), Deleter> sent(sk_X509_new_null());
  for (const QSslCertificate& certificate : chain) {
    sk_X509_push(sent.get(), static_cast<X509*>(certificate.handle()));
  }
  // One by one: of two authorities with the same name, as after a rotation, OpenSSL would look at the first alone.
  return std::any_of(anchors.begin(), anchors.end(), [&](const QSslCertificate& anchor) {
    const std::unique_ptr<X509_STORE, Deleter> store(X509_STORE_new());
    X509_STORE_add_cert(store.get(), static_cast<X509*>(anchor.handle()));
    X509_STORE_set_flags(store.get(), X509_V_FLAG_PARTIAL_CHAIN);
    const std::unique_ptr<X509_STORE_CTX, Deleter> context(X509_STORE_CTX_new());
    const bool trusted =
        X509_STORE_CTX_init(context.get(), store.get(), static_cast<X509*>(chain.first().handle()), sent.get()) == 1 &&
        X509_STORE_CTX_set_default(context.get(), "ssl_server") == 1 && X509_verify_cert(context.get()) == 1;
    ERR_clear_error();
    return trusted;
  });
}

}  // namespace portolan
