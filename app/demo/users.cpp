#include "app/demo/users.h"

#include <openssl/crypto.h>
#include <openssl/rand.h>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace portolan::demo {

QByteArray Users::randomToken() {
  QByteArray random(24, Qt::Uninitialized);
  if (RAND_bytes(reinterpret_cast<unsigned char*>(random.data()), static_cast<int>(random.size())) != 1) {
    return {};
  }
  return "demo-" + random.toHex();
}

Users::User* Users::find(const QString& name) {
  const auto user = std::ranges::find(m_users, name, &User::name);
  return user == m_users.end() ? nullptr : &*user;
}

const Users::User* Users::find(const QString& name) const {
  const auto user = std::ranges::find(m_users, name, &User::name);
  return user == m_users.end() ? nullptr : &*user;
}

const Users::User* Users::findByToken(QByteArrayView token) const {
  const auto user = std::ranges::find_if(m_users, [&](const User& candidate) {
    return !candidate.token.isEmpty() && candidate.token.size() == token.size() &&
           CRYPTO_memcmp(candidate.token.data(), token.data(), static_cast<size_t>(token.size())) == 0;
  });
  return user == m_users.end() ? nullptr : &*user;
}

bool Users::isAllowed(const User& user, const QString& verb, const QString& resource) {
  return std::ranges::none_of(user.forbidden, [&](const QString& rule) {
    const QString ruleVerb = rule.section(u' ', 0, 0);
    const QString ruleResource = rule.section(u' ', 1);
    return (ruleVerb == "*"_L1 || ruleVerb == verb) && (ruleResource == "*"_L1 || ruleResource == resource);
  });
}

}  // namespace portolan::demo
