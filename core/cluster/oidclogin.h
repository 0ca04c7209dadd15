#pragma once

#include <QByteArray>
#include <QString>

namespace portolan {

/// `auth-provider: {name: oidc}` of a kubeconfig's user, resolved. Its tokens are not here: they are read from the file
/// when they are needed, because others renew them, too.
struct OidcLogin {
  QString user;    ///< its name in the file
  QString file;    ///< where it stands, and where renewed tokens go
  QString issuer;  ///< an https URL
  QString clientId;
  QString clientSecret;  ///< empty: a public client
  QByteArray caPem;      ///< whom to trust there besides the system's roots; empty: nobody

  bool operator==(const OidcLogin&) const = default;
};

}  // namespace portolan
