#include "core/cluster/credentialspool.h"

#include "core/cluster/filecredentials.h"
#include "core/cluster/oidccredentials.h"

namespace portolan {
namespace {

/// Whoever lets go last may do so inside one of its signals.
template <typename T, typename... Arguments>
std::shared_ptr<Credentials> makeShared(Arguments&&... arguments) {
  return std::shared_ptr<T>(new T(std::forward<Arguments>(arguments)...), [](T* unused) { unused->deleteLater(); });
}

}  // namespace

CredentialsPool::CredentialsPool(ExecOptions options, const QProcessEnvironment& environment)
    : m_options(std::move(options)), m_environment(environment) {}

std::shared_ptr<Credentials> CredentialsPool::forConnection(const ConnectionConfig& connection) {
  if (std::holds_alternative<std::monostate>(connection.login)) {
    return std::make_shared<StaticCredentials>(connection.identity);
  }
  std::erase_if(m_known, [](const Known& known) { return known.credentials.expired(); });
  for (const Known& known : m_known) {
    if (known.login == connection.login && known.base == connection.identity) {
      if (auto credentials = known.credentials.lock()) {
        return credentials;
      }
    }
  }
  std::shared_ptr<Credentials> made;
  std::shared_ptr<Turns> turns;
  if (const auto* const files = std::get_if<CredentialFiles>(&connection.login)) {
    made = makeShared<FileCredentials>(*files, connection.identity);
  } else if (const auto* const plugin = std::get_if<ExecPlugin>(&connection.login)) {
    turns = turnsOf(*plugin);
    made = makeShared<ExecCredentials>(*plugin, connection.identity, connection.contextName, m_options, turns);
  } else {
    made = makeShared<OidcCredentials>(std::get<OidcLogin>(connection.login), connection.identity, m_environment);
  }
  m_known.push_back({connection.identity, connection.login, made, turns});
  return made;
}

std::shared_ptr<Turns> CredentialsPool::turnsOf(const ExecPlugin& plugin) const {
  for (const Known& known : m_known) {
    if (const auto* const other = std::get_if<ExecPlugin>(&known.login)) {
      ExecPlugin alike = *other;
      alike.cluster = plugin.cluster;
      if (alike == plugin) {
        return known.turns;
      }
    }
  }
  return std::make_shared<Turns>(1);
}

}  // namespace portolan
