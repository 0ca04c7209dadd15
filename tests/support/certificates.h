#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QString>
#include <QStringList>
#include <memory>

using EVP_PKEY = struct evp_pkey_st;
using X509 = struct x509_st;

// Certificates made while a test runs. A failure inside OpenSSL ends the test program: it can only be the test's
// mistake.
namespace portolan::test {

enum class KeyType { EcP256, Ed25519, Rsa2048, Rsa1024 };

struct CertificateOptions {
  QString commonName = QStringLiteral("test");
  QStringList organizations;
  QStringList names;                                        ///< as OpenSSL writes them: "DNS:localhost", "IP:127.0.0.1"
  QString extendedKeyUsage = QStringLiteral("serverAuth");  ///< empty: none
  QDateTime notBefore = QDateTime::currentDateTimeUtc().addDays(-1);
  QDateTime notAfter = QDateTime::currentDateTimeUtc().addDays(1);
  KeyType key = KeyType::EcP256;
};

struct Certificate {
  QByteArray pem;
  QByteArray keyPem;  ///< PKCS #8
};

/// A certificate authority: a root, or below another one.
class CertificateAuthority {
 public:
  explicit CertificateAuthority(const QString& commonName, const CertificateAuthority* issuer = nullptr);
  ~CertificateAuthority();

  [[nodiscard]] const QByteArray& pem() const { return m_pem; }
  [[nodiscard]] Certificate issue(const CertificateOptions& options) const;
  /// A server's certificate for localhost, 127.0.0.1 and ::1.
  [[nodiscard]] Certificate issueLocalhost() const;

 private:
  struct Free {
    void operator()(EVP_PKEY* key) const;
    void operator()(X509* certificate) const;
  };
  std::unique_ptr<EVP_PKEY, Free> m_key;
  std::unique_ptr<X509, Free> m_certificate;
  QByteArray m_pem;
};

/// A certificate that signs itself.
Certificate selfSigned(const CertificateOptions& options);
/// The same key under a passphrase.
QByteArray encrypted(const QByteArray& keyPem, const QByteArray& passphrase);

}  // namespace portolan::test
