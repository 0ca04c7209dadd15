#pragma once

#include <QString>
#include <memory>

#include "core/base/result.h"

using SSL = struct ssl_st;
using X509 = struct x509_st;

namespace portolan {

/// What OpenSSL found wrong with the other end's certificates. It is noted while it happens (TlsContext's verification
/// callback): a connection that failed keeps no certificate.
struct TlsVerification {
  struct Free {
    void operator()(X509* certificate) const;
  };

  int error = 0;                            ///< X509_V_…; 0: nothing
  int depth = 0;                            ///< 0: the other end's own certificate; above: of its authorities
  std::unique_ptr<X509, Free> certificate;  ///< the one it was found in
};

/// The connection that an error is about.
struct TlsPeer {
  QString name;                    ///< "host:port"
  QString verifyName;              ///< what the certificate has to be for; empty: a client, whose name does not matter
  bool hasOwnAuthorities = false;  ///< the kubeconfig says whom to trust
  bool sentCertificate = false;    ///< we have a client certificate
};

/// Why a TLS handshake failed, or an established connection broke, in words for a person. Takes what is in OpenSSL's
/// error queue; `result` is SSL_get_error's, `systemError` errno at that time.
///
/// Codes: CertificateUntrusted, CertificateHostMismatch; CredentialsInvalid where the server does not accept our client
/// certificate or misses one (with TLS 1.3 this comes with the first read); ConnectionLost for an end without
/// close_notify; TlsFailed for the rest.
Error tlsError(const TlsPeer& peer, const TlsVerification& verification, bool inHandshake, int result, int systemError);

/// The same where a library has taken OpenSSL's error and gives its code (0: the connection ended).
Error tlsError(const TlsPeer& peer, const TlsVerification& verification, bool inHandshake, unsigned long code);

/// A broken connection, in the words of errno.
Error connectionLost(const QString& peerName, int systemError);

}  // namespace portolan
