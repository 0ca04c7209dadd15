#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QString>

#include "core/base/result.h"

namespace portolan {

/// The tokens of one OIDC user in a kubeconfig.
struct OidcTokens {
  QString idToken;
  QString refreshToken;

  bool operator==(const OidcTokens&) const = default;
};

/// When a JWT expires: its claim "exp" (RFC 7519, 4.1.4), without any look at its signature, which is the API server's
/// matter; one outside 1970 to 9999 is the nearer end of that. Invalid: it has none, or is no JWT.
QDateTime jwtExpiry(const QString& token);

/// What the file holds for the user now. Blocking. Errors: those of Kubeconfig::load; UserUnknown, CredentialsInvalid
/// where it is no OIDC user any more.
Result<OidcTokens> readOidcTokens(const QString& file, const QString& user);

/// The text with other tokens for this user and every other byte as it was: comments, order and style stay. Errors:
/// FileInvalid where the place cannot be found.
Result<QByteArray> withOidcTokens(const QByteArray& kubeconfig, const QString& file, const QString& user,
                                  const OidcTokens& tokens);

/// Writes them back into the file, atomically and with its permissions, while kubectl's lock is held (FILE.lock, as in
/// client-go tools/clientcmd/config.go). Blocking, half a second at most for a lock that another one holds. Errors:
/// FileUnreadable, FileInvalid, FileUnwritable.
Result<void> storeOidcTokens(const QString& file, const QString& user, const OidcTokens& tokens);

}  // namespace portolan
