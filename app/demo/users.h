#pragma once

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

#include "app/demo/certificates.h"

namespace portolan::demo {

/// Who may ask the API server what. A user is known by a bearer token or a client certificate's common name.
class Users {
 public:
  struct User {
    QString name;
    QByteArray token;         ///< empty: none that is accepted
    Certificate certificate;  ///< empty: none
    /// "VERB RESOURCE" or "VERB RESOURCE/SUBRESOURCE", "*" for any.
    QStringList forbidden;
  };

  static QByteArray randomToken();

  void add(User user) { m_users.append(std::move(user)); }
  [[nodiscard]] User* find(const QString& name);
  [[nodiscard]] const User* find(const QString& name) const;
  [[nodiscard]] const User* findByToken(QByteArrayView token) const;

  /// What is not forbidden is allowed.
  [[nodiscard]] static bool isAllowed(const User& user, const QString& verb, const QString& resource);

 private:
  QList<User> m_users;
};

}  // namespace portolan::demo
