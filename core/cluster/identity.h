#pragma once

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>
#include <utility>

#include "core/cluster/proxyaddress.h"

namespace portolan {

/// Who is asking: everything that is sent to an API server to prove it. Held in memory only, never logged or shown.
struct Identity {
  QByteArray bearerToken;       ///< empty: none
  QByteArray basicCredentials;  ///< "user:password" for HTTP Basic; empty: none; the token wins
  QByteArray certificatePem;    ///< client certificate and what is to be sent with it; empty: none
  QByteArray privateKeyPem;
  QString impersonateUser;  ///< kubectl's --as; empty: nobody
  QString impersonateUid;
  QStringList impersonateGroups;
  QList<std::pair<QString, QString>> impersonateExtra;

  bool operator==(const Identity&) const = default;

  /// The Authorization and Impersonate-… headers, names and values ready for the wire
  /// (client-go transport/round_trippers.go: extra keys are percent-encoded).
  [[nodiscard]] QList<std::pair<QByteArray, QByteArray>> headers() const;
};

/// How to reach an API server and whom to trust there: one `cluster` of a kubeconfig.
struct ServerAddress {
  QString scheme;  ///< "https" or "http"
  QString host;
  quint16 port = 443;
  QString basePath;       ///< without a trailing slash; gateways put a cluster below one
  QByteArray caPem;       ///< only these are trusted; empty: the system's roots
  QString tlsServerName;  ///< checked and sent instead of host; empty: host
  bool insecureSkipTlsVerify = false;
  bool trustsSystemToo = false;  ///< beside caPem, the system's roots
  bool disableCompression = false;
  ProxyAddress proxy{};  ///< the way there; invalid: straight

  bool operator==(const ServerAddress&) const = default;

  [[nodiscard]] bool isTls() const { return scheme == QLatin1String("https"); }
  /// "https://host:port/base", for messages.
  [[nodiscard]] QString displayUrl() const;
};

}  // namespace portolan
