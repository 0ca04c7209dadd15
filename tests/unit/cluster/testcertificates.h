#pragma once

#include <QByteArray>
#include <QMetaType>

/// A certificate and its key in PEM, made at run time so that none expires in the repository.
struct TestCertificate {
  QByteArray certificatePem;
  QByteArray keyPem;
};

struct TestCertificateOptions {
  enum class Key { Ec, Rsa, Ed25519 };

  QByteArray commonName{};
  QByteArray alternativeNames{};  ///< as OpenSSL writes them: "DNS:localhost,IP:127.0.0.1"
  bool isAuthority = false;
  Key key = Key::Ec;
  int firstDay = -1;  ///< validity in days from now
  int lastDay = 30;
};

/// Signed by `issuer`, or by itself.
TestCertificate makeTestCertificate(const TestCertificateOptions& options, const TestCertificate* issuer = nullptr);
/// The key protected by the passphrase "secret".
QByteArray encryptedKeyPem(const QByteArray& keyPem);
