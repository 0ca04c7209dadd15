#pragma once

#include <QByteArray>
#include <QList>
#include <QSslCertificate>
#include <QSslKey>
#include <QString>

namespace portolan {

/// What keeps the certificates in `pem` from being used as trust anchors; empty: nothing.
QString problemWithAuthorities(const QByteArray& pem);
/// What keeps this certificate and key from being used for client authentication; empty: nothing.
QString problemWithClientCertificate(const QByteArray& certificatePem, const QByteArray& privateKeyPem);
/// The first private key in `pem`, of any kind that OpenSSL reads; QSslKey itself reads no Ed25519. Null: none.
QSslKey privateKeyFromPem(const QByteArray& pem);
/// Whether a server's chain (its own certificate first) leads to one of `anchors`, each of which is trusted as it is,
/// an intermediate or the server's own certificate too, as Go does. Dates and purpose are checked, the host is not.
bool isTrustedServerChain(const QList<QSslCertificate>& chain, const QList<QSslCertificate>& anchors);

}  // namespace portolan
