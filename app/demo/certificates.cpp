#include "app/demo/certificates.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

using namespace Qt::StringLiterals;

namespace portolan::demo {

namespace {

struct BioDeleter {
  void operator()(BIO* bio) const { BIO_free(bio); }
};

template <typename Write>
QByteArray toPem(Write write) {
  const std::unique_ptr<BIO, BioDeleter> bio(BIO_new(BIO_s_mem()));
  if (!bio || write(bio.get()) != 1) {
    return {};
  }
  const char* data = nullptr;
  const long size = BIO_get_mem_data(bio.get(), &data);
  return {data, size};
}

bool addExtension(X509* certificate, X509* issuer, int id, const char* value) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  X509_EXTENSION* const extension = X509V3_EXT_conf_nid(nullptr, &context, id, value);
  const bool isAdded = extension != nullptr && X509_add_ext(certificate, extension, -1) == 1;
  X509_EXTENSION_free(extension);
  return isAdded;
}

bool addName(X509_NAME* name, const char* field, const QByteArray& value) {
  return value.isEmpty() ||
         X509_NAME_add_entry_by_txt(name, field, MBSTRING_UTF8, reinterpret_cast<const unsigned char*>(value.data()),
                                    static_cast<int>(value.size()), -1, 0) == 1;
}

std::unexpected<Error> failed() {
  return fail(ErrorCode::Internal, Stage::Authentication, u"the demo's certificates could not be made"_s);
}

}  // namespace

struct CertificateAuthority::Profile {
  QByteArray commonName;
  QByteArray organization;
  const char* basicConstraints = "critical,CA:FALSE";
  const char* keyUsage = "critical,digitalSignature";
  const char* extendedKeyUsage = nullptr;
  const char* alternativeNames = nullptr;
};

void CertificateAuthority::KeyDeleter::operator()(EVP_PKEY* key) const {
  EVP_PKEY_free(key);
}
void CertificateAuthority::CertificateDeleter::operator()(X509* certificate) const {
  X509_free(certificate);
}
CertificateAuthority::CertificateAuthority(CertificateAuthority&&) noexcept = default;
CertificateAuthority& CertificateAuthority::operator=(CertificateAuthority&&) noexcept = default;
CertificateAuthority::~CertificateAuthority() = default;

Result<CertificateAuthority> CertificateAuthority::create() {
  CertificateAuthority authority;
  authority.m_key.reset(EVP_EC_gen("P-256"));
  if (!authority.m_key) {
    return failed();
  }
  const Profile profile{.commonName = "portolan-demo-ca",
                        .organization = {},
                        .basicConstraints = "critical,CA:TRUE,pathlen:0",
                        .keyUsage = "critical,keyCertSign,cRLSign"};
  authority.m_certificate = makeCertificate(profile, authority.m_key.get(), nullptr, authority.m_key.get());
  if (!authority.m_certificate) {
    return failed();
  }
  authority.m_pem = toPem([&](BIO* bio) { return PEM_write_bio_X509(bio, authority.m_certificate.get()); });
  return authority;
}

Result<Certificate> CertificateAuthority::issueServer() const {
  return issue({.commonName = "kube-apiserver",
                .organization = {},
                .extendedKeyUsage = "serverAuth",
                .alternativeNames = "DNS:localhost,IP:127.0.0.1,IP:::1"});
}

Result<Certificate> CertificateAuthority::issueClient(const QString& user, const QString& group) const {
  return issue({.commonName = user.toUtf8(), .organization = group.toUtf8(), .extendedKeyUsage = "clientAuth"});
}

Result<Certificate> CertificateAuthority::issue(const Profile& profile) const {
  const KeyPtr key(EVP_EC_gen("P-256"));
  const auto certificate = key ? makeCertificate(profile, key.get(), m_certificate.get(), m_key.get()) : nullptr;
  if (!certificate) {
    return failed();
  }
  return Certificate{toPem([&](BIO* bio) { return PEM_write_bio_X509(bio, certificate.get()); }), toPem([&](BIO* bio) {
                       return PEM_write_bio_PrivateKey(bio, key.get(), nullptr, nullptr, 0, nullptr, nullptr);
                     })};
}

CertificateAuthority::CertificatePtr CertificateAuthority::makeCertificate(const Profile& profile, EVP_PKEY* subjectKey,
                                                                           X509* issuer, EVP_PKEY* issuerKey) {
  constexpr long kHour = 60 * 60;
  CertificatePtr certificate(X509_new());
  quint64 serial = 0;
  if (!certificate || RAND_bytes(reinterpret_cast<unsigned char*>(&serial), sizeof(serial)) != 1) {
    return {};
  }
  X509* const made = certificate.get();
  X509_NAME* const subject = X509_get_subject_name(made);
  X509* const signer = issuer != nullptr ? issuer : made;
  const bool isMade = X509_set_version(made, X509_VERSION_3) == 1 &&
                      // Positive and not zero (RFC 5280 4.1.2.2).
                      ASN1_INTEGER_set_uint64(X509_get_serialNumber(made), (serial >> 1) | 1) == 1 &&
                      // An hour back: a clock that was just set back is no reason for a demo to fail.
                      X509_gmtime_adj(X509_getm_notBefore(made), -kHour) != nullptr &&
                      X509_gmtime_adj(X509_getm_notAfter(made), 7 * 24 * kHour) != nullptr &&
                      addName(subject, "O", profile.organization) && addName(subject, "CN", profile.commonName) &&
                      X509_set_issuer_name(made, X509_get_subject_name(signer)) == 1 &&
                      X509_set_pubkey(made, subjectKey) == 1 &&
                      addExtension(made, signer, NID_basic_constraints, profile.basicConstraints) &&
                      addExtension(made, signer, NID_key_usage, profile.keyUsage) &&
                      addExtension(made, signer, NID_subject_key_identifier, "hash") &&
                      addExtension(made, signer, NID_authority_key_identifier, "keyid") &&
                      (profile.extendedKeyUsage == nullptr ||
                       addExtension(made, signer, NID_ext_key_usage, profile.extendedKeyUsage)) &&
                      (profile.alternativeNames == nullptr ||
                       addExtension(made, signer, NID_subject_alt_name, profile.alternativeNames)) &&
                      X509_sign(made, issuerKey, EVP_sha256()) > 0;
  if (!isMade) {
    return {};
  }
  return certificate;
}

}  // namespace portolan::demo
