#include "tests/unit/cluster/testcertificates.h"

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <memory>

namespace {

struct Deleter {
  void operator()(BIO* bio) const { BIO_free(bio); }
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  void operator()(X509* certificate) const { X509_free(certificate); }
};
using Bio = std::unique_ptr<BIO, Deleter>;
using Key = std::unique_ptr<EVP_PKEY, Deleter>;
using Certificate = std::unique_ptr<X509, Deleter>;

QByteArray contentOf(const Bio& bio) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio.get(), &data);
  return {data, size};
}

Bio reader(const QByteArray& pem) {
  return Bio(BIO_new_mem_buf(pem.constData(), static_cast<int>(pem.size())));
}

Key makeKey(TestCertificateOptions::Key kind) {
  switch (kind) {
    case TestCertificateOptions::Key::Rsa:
      return Key(EVP_RSA_gen(2048));
    case TestCertificateOptions::Key::Ed25519:
      return Key(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"));
    case TestCertificateOptions::Key::Ec:
      break;
  }
  return Key(EVP_EC_gen("P-256"));
}

void addExtension(X509* certificate, X509* issuer, int nid, const QByteArray& value) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, nid, value.constData());
  Q_ASSERT(extension);
  X509_add_ext(certificate, extension, -1);
  X509_EXTENSION_free(extension);
}

QByteArray keyToPem(EVP_PKEY* key, const EVP_CIPHER* cipher = nullptr) {
  const Bio bio(BIO_new(BIO_s_mem()));
  QByteArray passphrase("secret");
  PEM_write_bio_PKCS8PrivateKey(bio.get(), key, cipher, cipher ? passphrase.data() : nullptr,
                                cipher ? static_cast<int>(passphrase.size()) : 0, nullptr, nullptr);
  return contentOf(bio);
}

}  // namespace

TestCertificate makeTestCertificate(const TestCertificateOptions& options, const TestCertificate* issuer) {
  static long serial = 1;
  const Key key = makeKey(options.key);
  const Certificate certificate(X509_new());
  X509_set_version(certificate.get(), X509_VERSION_3);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), serial++);
  X509_gmtime_adj(X509_getm_notBefore(certificate.get()), options.firstDay * 24L * 3600);
  X509_gmtime_adj(X509_getm_notAfter(certificate.get()), options.lastDay * 24L * 3600);
  X509_set_pubkey(certificate.get(), key.get());
  X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate.get()), "CN", MBSTRING_UTF8,
                             reinterpret_cast<const unsigned char*>(options.commonName.constData()), -1, -1, 0);

  Certificate issuerCertificate;
  Key issuerKey;
  if (issuer != nullptr) {
    issuerCertificate.reset(PEM_read_bio_X509(reader(issuer->certificatePem).get(), nullptr, nullptr, nullptr));
    issuerKey.reset(PEM_read_bio_PrivateKey(reader(issuer->keyPem).get(), nullptr, nullptr, nullptr));
  }
  X509* signer = issuer != nullptr ? issuerCertificate.get() : certificate.get();
  X509_set_issuer_name(certificate.get(), X509_get_subject_name(signer));
  addExtension(certificate.get(), signer, NID_basic_constraints,
               options.isAuthority ? "critical,CA:TRUE" : "critical,CA:FALSE");
  addExtension(certificate.get(), signer, NID_subject_key_identifier, "hash");
  if (!options.alternativeNames.isEmpty()) {
    addExtension(certificate.get(), signer, NID_subject_alt_name, options.alternativeNames);
  }
  EVP_PKEY* signingKey = issuer != nullptr ? issuerKey.get() : key.get();
  X509_sign(certificate.get(), signingKey, EVP_PKEY_is_a(signingKey, "ED25519") == 1 ? nullptr : EVP_sha256());

  const Bio bio(BIO_new(BIO_s_mem()));
  PEM_write_bio_X509(bio.get(), certificate.get());
  return {contentOf(bio), keyToPem(key.get())};
}

QByteArray encryptedKeyPem(const QByteArray& keyPem) {
  const Key key(PEM_read_bio_PrivateKey(reader(keyPem).get(), nullptr, nullptr, nullptr));
  return keyToPem(key.get(), EVP_aes_256_cbc());
}
