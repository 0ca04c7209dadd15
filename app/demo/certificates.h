#pragma once

#include <QByteArray>
#include <QString>
#include <memory>

#include "core/base/result.h"

using EVP_PKEY = struct evp_pkey_st;
using X509 = struct x509_st;

namespace portolan::demo {

struct Certificate {
  QByteArray pem;
  QByteArray privateKeyPem;
};

/// A certificate authority that lives as long as the process: its key is never written anywhere. EC P-256 throughout,
/// certificates last a week. Errors: Internal.
class CertificateAuthority {
 public:
  static Result<CertificateAuthority> create();
  CertificateAuthority(CertificateAuthority&&) noexcept;
  CertificateAuthority& operator=(CertificateAuthority&&) noexcept;
  ~CertificateAuthority();

  [[nodiscard]] const QByteArray& pem() const { return m_pem; }
  /// For localhost, 127.0.0.1 and ::1.
  [[nodiscard]] Result<Certificate> issueServer() const;
  /// CN is the user's name to an API server, O the group.
  [[nodiscard]] Result<Certificate> issueClient(const QString& user, const QString& group) const;

 private:
  struct KeyDeleter {
    void operator()(EVP_PKEY* key) const;
  };
  struct CertificateDeleter {
    void operator()(X509* certificate) const;
  };
  using KeyPtr = std::unique_ptr<EVP_PKEY, KeyDeleter>;
  using CertificatePtr = std::unique_ptr<X509, CertificateDeleter>;
  struct Profile;

  CertificateAuthority() = default;
  static CertificatePtr makeCertificate(const Profile& profile, EVP_PKEY* subjectKey, X509* issuer,
                                        EVP_PKEY* issuerKey);
  [[nodiscard]] Result<Certificate> issue(const Profile& profile) const;

  KeyPtr m_key;
  CertificatePtr m_certificate;
  QByteArray m_pem;
};

}  // namespace portolan::demo
