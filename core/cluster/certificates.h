#pragma once

#include <QByteArray>
#include <QString>

namespace portolan {

/// What keeps the certificates in `pem` from being used as trust anchors; empty: nothing.
QString problemWithAuthorities(const QByteArray& pem);
/// What keeps this certificate and key from being used for client authentication; empty: nothing.
QString problemWithClientCertificate(const QByteArray& certificatePem, const QByteArray& privateKeyPem);

}  // namespace portolan
