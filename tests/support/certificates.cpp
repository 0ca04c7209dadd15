#include "tests/support/certificates.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/rsa.h>
#include <openssl/x509v3.h>

namespace portolan::test {
namespace {

void require(bool isGood, const char* what) {
  if (!isGood) {
    qFatal("test certificates: %s", what);
  }
}

EVP_PKEY* makeKey(KeyType type) {
  switch (type) {
    case KeyType::EcP256:
      return EVP_EC_gen("P-256");
    case KeyType::Ed25519:
      return EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519");
    case KeyType::Rsa2048:
      return EVP_RSA_gen(2048);
    case KeyType::Rsa1024:
      return EVP_RSA_gen(1024);
  }
  return nullptr;
}

template <typename Write>
QByteArray toPem(Write write) {
  BIO* const bio = BIO_new(BIO_s_mem());
  require(bio != nullptr && write(bio) == 1, "cannot write PEM");
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio, &data);
  const QByteArray pem(data, size);
  BIO_free(bio);
  return pem;
}

QByteArray keyPem(EVP_PKEY* key) {
  return toPem(
      [key](BIO* bio) { return PEM_write_bio_PKCS8PrivateKey(bio, key, nullptr, nullptr, 0, nullptr, nullptr); });
}

QByteArray certificatePem(X509* certificate) {
  return toPem([certificate](BIO* bio) { return PEM_write_bio_X509(bio, certificate); });
}

void addExtension(X509* certificate, X509* issuer, int id, const QByteArray& value) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  X509_EXTENSION* const extension = X509V3_EXT_conf_nid(nullptr, &context, id, value.constData());
  require(extension != nullptr && X509_add_ext(certificate, extension, -1) == 1, "cannot add an extension");
  X509_EXTENSION_free(extension);
}

void addName(X509_NAME* name, const char* field, const QString& text) {
  const QByteArray value = text.toUtf8();
  require(X509_NAME_add_entry_by_txt(name, field, MBSTRING_UTF8, reinterpret_cast<const unsigned char*>(value.data()),
                                     static_cast<int>(value.size()), -1, 0) == 1,
          "cannot set a name");
}

/// Without an issuer it signs itself.
X509* makeCertificate(const CertificateOptions& options, bool isAuthority, EVP_PKEY* key, X509* issuer,
                      EVP_PKEY* issuerKey) {
  X509* const certificate = X509_new();
  X509_set_version(certificate, X509_VERSION_3);
  unsigned char serial[8];
  require(RAND_bytes(serial, sizeof(serial)) == 1, "no random bytes");
  serial[0] &= 0x7f;
  BIGNUM* const number = BN_bin2bn(serial, sizeof(serial), nullptr);
  BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate));
  BN_free(number);
  ASN1_TIME_set(X509_getm_notBefore(certificate), options.notBefore.toSecsSinceEpoch());
  ASN1_TIME_set(X509_getm_notAfter(certificate), options.notAfter.toSecsSinceEpoch());
  X509_NAME* const subject = X509_get_subject_name(certificate);
  addName(subject, "CN", options.commonName);
  for (const QString& organization : options.organizations) {
    addName(subject, "O", organization);
  }
  X509_set_issuer_name(certificate, issuer != nullptr ? X509_get_subject_name(issuer) : subject);
  X509_set_pubkey(certificate, key);
  X509* const signer = issuer != nullptr ? issuer : certificate;
  addExtension(certificate, signer, NID_subject_key_identifier, "hash");
  addExtension(certificate, signer, NID_basic_constraints, isAuthority ? "critical,CA:TRUE" : "critical,CA:FALSE");
  addExtension(certificate, signer, NID_key_usage,
               isAuthority ? "critical,keyCertSign,cRLSign" : "critical,digitalSignature");
  if (issuer != nullptr) {
    addExtension(certificate, signer, NID_authority_key_identifier, "keyid:always");
  }
  if (!isAuthority && !options.extendedKeyUsage.isEmpty()) {
    addExtension(certificate, signer, NID_ext_key_usage, options.extendedKeyUsage.toLatin1());
  }
  if (!options.names.isEmpty()) {
    addExtension(certificate, signer, NID_subject_alt_name, options.names.join(u',').toLatin1());
  }
  EVP_PKEY* const signingKey = issuerKey != nullptr ? issuerKey : key;
  const bool hasOwnDigest = EVP_PKEY_get_id(signingKey) == EVP_PKEY_ED25519;
  require(X509_sign(certificate, signingKey, hasOwnDigest ? nullptr : EVP_sha256()) > 0, "cannot sign");
  return certificate;
}

}  // namespace

void CertificateAuthority::Free::operator()(EVP_PKEY* key) const {
  EVP_PKEY_free(key);
}
void CertificateAuthority::Free::operator()(X509* certificate) const {
  X509_free(certificate);
}

CertificateAuthority::CertificateAuthority(const QString& commonName, const CertificateAuthority* issuer)
    : m_key(makeKey(KeyType::EcP256)) {
  CertificateOptions options;
  options.commonName = commonName;
  m_certificate.reset(makeCertificate(options, true, m_key.get(), issuer ? issuer->m_certificate.get() : nullptr,
                                      issuer ? issuer->m_key.get() : nullptr));
  m_pem = certificatePem(m_certificate.get());
}

CertificateAuthority::~CertificateAuthority() = default;

Certificate CertificateAuthority::issue(const CertificateOptions& options) const {
  EVP_PKEY* const key = makeKey(options.key);
  X509* const certificate = makeCertificate(options, false, key, m_certificate.get(), m_key.get());
  Certificate issued{.pem = certificatePem(certificate), .keyPem = keyPem(key)};
  X509_free(certificate);
  EVP_PKEY_free(key);
  return issued;
}

Certificate CertificateAuthority::issueLocalhost() const {
  CertificateOptions options;
  options.names = {QStringLiteral("DNS:localhost"), QStringLiteral("IP:127.0.0.1"), QStringLiteral("IP:::1")};
  return issue(options);
}

Certificate selfSigned(const CertificateOptions& options) {
  EVP_PKEY* const key = makeKey(options.key);
  X509* const certificate = makeCertificate(options, false, key, nullptr, nullptr);
  Certificate made{.pem = certificatePem(certificate), .keyPem = keyPem(key)};
  X509_free(certificate);
  EVP_PKEY_free(key);
  return made;
}

QByteArray encrypted(const QByteArray& pem, const QByteArray& passphrase) {
  BIO* const bio = BIO_new_mem_buf(pem.constData(), static_cast<int>(pem.size()));
  EVP_PKEY* const key = PEM_read_bio_PrivateKey(bio, nullptr, nullptr, nullptr);
  BIO_free(bio);
  require(key != nullptr, "no key");
  const QByteArray result = toPem([&](BIO* out) {
    return PEM_write_bio_PKCS8PrivateKey(out, key, EVP_aes_128_cbc(), passphrase.constData(),
                                         static_cast<int>(passphrase.size()), nullptr, nullptr);
  });
  EVP_PKEY_free(key);
  return result;
}

}  // namespace portolan::test
