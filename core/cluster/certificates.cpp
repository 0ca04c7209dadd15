#include "core/cluster/certificates.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <QDateTime>
#include <memory>

using namespace Qt::StringLiterals;

namespace portolan {
namespace {

struct Deleter {
  void operator()(BIO* bio) const { BIO_free(bio); }
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  void operator()(X509* certificate) const { X509_free(certificate); }
};
template <typename T>
using Owned = std::unique_ptr<T, Deleter>;

Owned<BIO> readerOf(const QByteArray& pem) {
  return Owned<BIO>(BIO_new_mem_buf(pem.constData(), static_cast<int>(pem.size())));
}

/// The first one; whatever else is in the text is passed over.
Owned<X509> readCertificate(const QByteArray& pem) {
  Owned<X509> certificate(PEM_read_bio_X509(readerOf(pem).get(), nullptr, nullptr, nullptr));
  ERR_clear_error();
  return certificate;
}

/// There is nobody to ask for a passphrase: remembers that one was wanted.
int refusePassphrase(char*, int, int, void* wanted) {
  *static_cast<bool*>(wanted) = true;
  return -1;
}

Owned<EVP_PKEY> readKey(const QByteArray& pem, bool& passphraseWanted) {
  Owned<EVP_PKEY> key(PEM_read_bio_PrivateKey(readerOf(pem).get(), nullptr, refusePassphrase, &passphraseWanted));
  ERR_clear_error();
  return key;
}

QDateTime timeOf(const ASN1_TIME* time) {
  tm parts{};
  if (ASN1_TIME_to_tm(time, &parts) != 1) {
    return {};
  }
  return {QDate(parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday),
          QTime(parts.tm_hour, parts.tm_min, parts.tm_sec), Qt::UTC};
}

}  // namespace

QString problemWithAuthorities(const QByteArray& pem) {
  return readCertificate(pem) ? QString() : u"it holds no certificate in PEM format"_s;
}

QString problemWithClientCertificate(const QByteArray& certificatePem, const QByteArray& privateKeyPem) {
  const Owned<X509> certificate = readCertificate(certificatePem);
  if (!certificate) {
    return u"the certificate is not in PEM format"_s;
  }
  bool passphraseWanted = false;
  const Owned<EVP_PKEY> key = readKey(privateKeyPem, passphraseWanted);
  if (passphraseWanted) {
    return u"the private key is protected by a passphrase"_s;
  }
  if (!key) {
    return u"the private key is not in PEM format"_s;
  }
  const bool belongs = X509_check_private_key(certificate.get(), key.get()) == 1;
  ERR_clear_error();
  if (!belongs) {
    return u"the private key does not belong to the certificate"_s;
  }
  const QDateTime expiry = timeOf(X509_get0_notAfter(certificate.get()));
  if (expiry < QDateTime::currentDateTimeUtc()) {
    return u"the certificate expired on %1"_s.arg(expiry.toString(Qt::ISODate));
  }
  return {};
}

}  // namespace portolan
