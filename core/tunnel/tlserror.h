#pragma once

#include <QString>

#include "core/base/result.h"

using SSL = struct ssl_st;

namespace portolan {

/// Why a TLS handshake failed, in words for a person. Takes OpenSSL's error queue. `peer` is "host:port", `name` the
/// name that the certificate had to be for. Codes: CertificateUntrusted, CertificateHostMismatch, TlsFailed.
Error handshakeError(SSL* ssl, const QString& peer, const QString& name);

/// Why reading or writing failed on an established connection; `number` is errno at that time. A peer that is gone
/// without close_notify is ConnectionLost, a TLS alert TlsFailed (TLS 1.3: a client certificate is refused only now).
Error connectionEndError(const QString& peer, int number);

}  // namespace portolan
