#include "core/cluster/proxyaddress.h"

#include <QHostAddress>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace portolan {
namespace {

std::unexpected<Error> invalid(const QString& problem) {
  return fail(ErrorCode::InvalidArgument, Stage::Authentication, problem,
              u"A proxy is written like http://HOST:PORT; https and socks5 are possible, too."_s);
}

QString variable(const QProcessEnvironment& environment, const QString& name) {
  const QString value = environment.value(name);
  return value.isEmpty() ? environment.value(name.toLower()) : value;
}

bool isLoopback(const QString& host) {
  if (host.compare("localhost"_L1, Qt::CaseInsensitive) == 0) {
    return true;
  }
  const QHostAddress address(host);
  return !address.isNull() && address.isLoopback();
}

/// "name", "name:port", "[::1]:port", "::1".
std::pair<QString, quint16> splitPort(const QString& entry) {
  const qsizetype colon = entry.lastIndexOf(u':');
  const bool hasPort = colon > 0 && (entry.count(u':') == 1 || entry.at(colon - 1) == u']');
  QString name = hasPort ? entry.first(colon) : entry;
  if (name.startsWith(u'[') && name.endsWith(u']')) {
    name = name.sliced(1, name.size() - 2);
  }
  return {name, hasPort ? entry.sliced(colon + 1).toUShort() : quint16{0}};
}

/// One entry of NO_PROXY.
bool excepts(const QString& entry, const QString& host, quint16 port) {
  if (entry == "*"_L1) {
    return true;
  }
  const QHostAddress address(host);
  if (entry.contains(u'/')) {
    const auto range = QHostAddress::parseSubnet(entry);
    return !address.isNull() && !range.first.isNull() && range.first.protocol() == address.protocol() &&
           address.isInSubnet(range);
  }
  const auto [name, onlyPort] = splitPort(entry);
  if (onlyPort != 0 && onlyPort != port) {
    return false;
  }
  if (const QHostAddress literal(name); !literal.isNull()) {
    return literal == address;
  }
  if (!address.isNull()) {
    return false;
  }
  const QString below = name.startsWith("*."_L1) ? name.sliced(1) : name;
  if (below.startsWith(u'.')) {
    return host.endsWith(below);
  }
  return host == below || host.endsWith(u'.' + below);
}

}  // namespace

QString ProxyAddress::displayUrl() const {
  const QString scheme = kind == Kind::Socks5 ? u"socks5"_s : kind == Kind::Https ? u"https"_s : u"http"_s;
  return scheme + u"://"_s + (host.contains(u':') ? u'[' + host + u']' : host) + u':' + QString::number(port);
}

Result<ProxyAddress> ProxyAddress::parse(const QString& text, bool schemeIsOptional) {
  const bool hasScheme = text.contains("://"_L1);
  if (!hasScheme && !schemeIsOptional) {
    return invalid(u"the proxy's URL has no scheme"_s);
  }
  const QUrl url(hasScheme ? text : u"http://"_s + text, QUrl::StrictMode);
  if (!url.isValid() || url.host().isEmpty() || url.port() == 0) {
    return invalid(u"the proxy's URL is not valid"_s);
  }
  ProxyAddress proxy;
  const QString scheme = url.scheme();
  if (scheme == "http"_L1) {
    proxy.kind = Kind::Http;
  } else if (scheme == "https"_L1) {
    proxy.kind = Kind::Https;
  } else if (scheme == "socks5"_L1 || scheme == "socks5h"_L1) {
    proxy.kind = Kind::Socks5;
  } else {
    return invalid(
        u"the proxy's URL begins with \"%1\", which is none of http, https and socks5"_s.arg(oneLine(scheme, 20)));
  }
  proxy.host = url.host();
  const int usualPort = proxy.kind == Kind::Http ? 80 : proxy.kind == Kind::Https ? 443 : 1080;
  proxy.port = static_cast<quint16>(url.port(usualPort));
  proxy.user = url.userName(QUrl::FullyDecoded).toUtf8();
  proxy.password = url.password(QUrl::FullyDecoded).toUtf8();
  // RFC 1929: one byte says how long each is. The first colon ends a user name of HTTP (RFC 7617).
  if (proxy.user.size() > 255 || proxy.password.size() > 255 || proxy.user.contains(':')) {
    return invalid(u"the user name or password in the proxy's URL is too long, or has a colon in the name"_s);
  }
  return proxy;
}

Result<ProxyAddress> proxyFromEnvironment(bool isTls, const QString& host, quint16 port,
                                          const QProcessEnvironment& environment) {
  const QString name = isTls ? u"HTTPS_PROXY"_s : u"HTTP_PROXY"_s;
  const QString url = variable(environment, name);
  if (url.isEmpty() || isLoopback(host)) {
    return ProxyAddress();
  }
  QString canonical = host.toLower();
  while (canonical.endsWith(u'.')) {
    canonical.chop(1);
  }
  for (const QString& entry : variable(environment, u"NO_PROXY"_s).split(u',', Qt::SkipEmptyParts)) {
    if (const QString word = entry.trimmed().toLower(); !word.isEmpty() && excepts(word, canonical, port)) {
      return ProxyAddress();
    }
  }
  auto proxy = ProxyAddress::parse(url, /*schemeIsOptional=*/true);
  if (!proxy) {
    Error error = proxy.error();
    error.detail = u"the environment variable %1 cannot be used: %2"_s.arg(name, error.detail);
    return std::unexpected(error);
  }
  return proxy;
}

}  // namespace portolan
