#include "core/cluster/loginname.h"

using namespace Qt::StringLiterals;

namespace portolan {

QString loginName(const ConnectionConfig& connection) {
  if (const auto* const plugin = std::get_if<ExecPlugin>(&connection.login)) {
    return u"plugin %1"_s.arg(oneLine(plugin->command.section(u'/', -1), 40));
  }
  if (std::holds_alternative<OidcLogin>(connection.login)) {
    return u"OIDC"_s;
  }
  const auto* const files = std::get_if<CredentialFiles>(&connection.login);
  const Identity& identity = connection.identity;
  QStringList ways;
  if (!identity.certificatePem.isEmpty() || (files != nullptr && !files->certificate.isEmpty())) {
    ways += u"client certificate"_s;
  }
  if (!identity.bearerToken.isEmpty() || (files != nullptr && !files->token.isEmpty())) {
    ways += u"token"_s;
  } else if (!identity.basicCredentials.isEmpty()) {
    ways += u"password"_s;
  }
  return ways.isEmpty() ? u"anonymous"_s : ways.join(u" and "_s);
}

}  // namespace portolan
