#pragma once

#include <QFutureWatcher>
#include <memory>

#include "core/cluster/apiclient.h"
#include "core/cluster/oidclogin.h"
#include "core/cluster/oidctokens.h"
#include "core/cluster/renewingcredentials.h"

namespace portolan {

/// The id-token of a kubeconfig's `auth-provider: oidc` (client-go plugin/pkg/client/auth/oidc/oidc.go): that in the
/// file as long as it is good; else the provider is asked for a new one with the refresh token (OpenID Connect Core,
/// 12), and both go back to the file. Where they cannot be written they serve until this object ends, and a line in the
/// log says so.
///
/// Errors: CredentialsInvalid where the person has to log in anew; LoginFailed where the provider cannot be reached or
/// is of no use now; those of the file.
class OidcCredentials final : public RenewingCredentials {
  Q_OBJECT
 public:
  /// `base`: whom to impersonate. The environment may name a proxy.
  OidcCredentials(
      OidcLogin login, Identity base, const QProcessEnvironment& environment,
      Clock clock = [] { return QDateTime::currentDateTimeUtc(); });
  ~OidcCredentials() override;
  void reject(const Identity& identity) override;

 protected:
  void beginRenewal() override;
  void cancelRenewal() override;

 private:
  template <typename Value, typename Work, typename Then>
  void inPool(std::unique_ptr<QObject>& slot, Work work, Then then);

  void onTokensRead(const Result<OidcTokens>& tokens);
  void discover();
  void refresh(const QString& endpoint, bool nameInBody);
  void onRefreshed(const QJsonObject& answer);
  void onStored(const Result<void>& result);
  void use(const QString& idToken);
  void giveUp(ErrorCode code, const QString& problem, const QString& hint);
  [[nodiscard]] Result<ServerAddress> addressOf(const QString& url, QUrlQuery& query) const;

  const OidcLogin m_login;
  const Identity m_base;
  const QProcessEnvironment m_environment;
  OidcTokens m_tokens;
  std::optional<OidcTokens> m_unsaved;  ///< newer than those in the file
  QByteArray m_rejected;                ///< the id-token that the API server did not accept
  std::unique_ptr<QObject> m_work;      ///< what is under way in a pool thread
  std::unique_ptr<QObject> m_storing;   ///< goes on when nobody waits any more
  std::unique_ptr<ApiClient> m_provider;
  std::unique_ptr<QObject> m_request;
};

}  // namespace portolan
