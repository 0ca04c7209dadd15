#pragma once

#include <QByteArray>
#include <QProcessEnvironment>
#include <QString>

#include "core/base/result.h"

namespace portolan {

/// A proxy on the way to a server.
struct ProxyAddress {
  enum class Kind { None, Http, Https, Socks5 };

  Kind kind = Kind::None;
  QString host;
  quint16 port = 0;
  QByteArray user;  ///< empty: it wants no credentials
  QByteArray password;

  bool operator==(const ProxyAddress&) const = default;

  [[nodiscard]] bool isValid() const { return kind != Kind::None; }
  /// "http://host:port", for messages: never with credentials.
  [[nodiscard]] QString displayUrl() const;

  /// A proxy-url, or a value of HTTPS_PROXY ("host:port" is an http proxy there). socks5 and socks5h are the same here:
  /// the proxy looks names up. Errors: InvalidArgument, without what may be secret.
  static Result<ProxyAddress> parse(const QString& url, bool schemeIsOptional = false);
};

/// The proxy that HTTPS_PROXY, HTTP_PROXY and NO_PROXY (or the same in lower case) name for a server; an invalid one
/// where it is reached straight. As Go does it (golang.org/x/net/http/httpproxy): loopback addresses and localhost
/// never go through a proxy; NO_PROXY is a list of names (with what is below them), ".names" and "*.names" (only what
/// is below), addresses, CIDR ranges, each with or without a port, or "*". Errors: as of ProxyAddress::parse.
Result<ProxyAddress> proxyFromEnvironment(bool isTls, const QString& host, quint16 port,
                                          const QProcessEnvironment& environment);

}  // namespace portolan
