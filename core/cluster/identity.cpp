#include "core/cluster/identity.h"

#include <cstring>

namespace portolan {
namespace {

/// The key of Impersonate-Extra-KEY: bytes that no header name may hold (RFC 9110, 5.6.2) and '%' itself are
/// percent-encoded; the API server decodes them (client-go transport/round_trippers.go).
QByteArray escapedHeaderKey(const QString& key) {
  static constexpr char kTokenPunctuation[] = "!#$&'*+-.^_`|~";
  static constexpr char kHexDigits[] = "0123456789ABCDEF";
  QByteArray escaped;
  for (const char c : key.toUtf8()) {
    const bool alphanumeric = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    if (alphanumeric || (c != '\0' && std::strchr(kTokenPunctuation, c) != nullptr)) {
      escaped += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      escaped += '%';
      escaped += kHexDigits[byte >> 4];
      escaped += kHexDigits[byte & 0xF];
    }
  }
  return escaped;
}

}  // namespace

QList<std::pair<QByteArray, QByteArray>> Identity::headers() const {
  QList<std::pair<QByteArray, QByteArray>> headers;
  if (!bearerToken.isEmpty()) {
    headers.emplaceBack("Authorization", "Bearer " + bearerToken);
  } else if (!basicCredentials.isEmpty()) {
    headers.emplaceBack("Authorization", "Basic " + basicCredentials.toBase64());
  }
  if (!impersonateUser.isEmpty()) {
    headers.emplaceBack("Impersonate-User", impersonateUser.toUtf8());
    if (!impersonateUid.isEmpty()) {
      headers.emplaceBack("Impersonate-Uid", impersonateUid.toUtf8());
    }
    for (const QString& group : impersonateGroups) {
      headers.emplaceBack("Impersonate-Group", group.toUtf8());
    }
    for (const auto& [key, value] : impersonateExtra) {
      headers.emplaceBack("Impersonate-Extra-" + escapedHeaderKey(key), value.toUtf8());
    }
  }
  return headers;
}

QString ServerAddress::displayUrl() const {
  const QString bracketed = host.contains(u':') ? u'[' + host + u']' : host;
  return scheme + QStringLiteral("://") + bracketed + u':' + QString::number(port) + basePath;
}

}  // namespace portolan
