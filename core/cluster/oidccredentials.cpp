#include "core/cluster/oidccredentials.h"

#include <QUrl>

#include "core/base/logging.h"
#include "core/base/pool.h"
#include "core/cluster/opensslthreads.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace portolan {
namespace {

/// An id-token that is about to expire is none (client-go: ten seconds).
constexpr auto kLeeway = 10s;
constexpr auto kTimeout = 30s;

QByteArray formEncoded(const QString& text) {
  return QUrl::toPercentEncoding(text);
}

}  // namespace

OidcCredentials::OidcCredentials(OidcLogin login, Identity base, const QProcessEnvironment& environment, Clock clock)
    : RenewingCredentials(std::move(clock)),
      m_login(std::move(login)),
      m_base(std::move(base)),
      m_environment(environment) {}

OidcCredentials::~OidcCredentials() = default;

template <typename Value, typename Work, typename Then>
void OidcCredentials::inPool(std::unique_ptr<QObject>& slot, Work work, Then then) {
  auto* const watcher = new QFutureWatcher<Value>;
  slot.reset(watcher);
  connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher, &slot, then] {
    const Value value = watcher->result();
    slot.release()->deleteLater();  // this runs in its signal
    (this->*then)(value);
  });
  watcher->setFuture(runInPool([work = std::move(work)] {
    Value value = work();
    endOpenSslThread();
    return value;
  }));
}

void OidcCredentials::reject(const Identity& identity) {
  m_rejected = identity.bearerToken;
  RenewingCredentials::reject(identity);
}

void OidcCredentials::beginRenewal() {
  // kubectl may have renewed them meanwhile.
  inPool<Result<OidcTokens>>(
      m_work, [file = m_login.file, user = m_login.user] { return readOidcTokens(file, user); },
      &OidcCredentials::onTokensRead);
}

void OidcCredentials::cancelRenewal() {
  m_work.reset();
  m_request.reset();
  m_provider.reset();
}

void OidcCredentials::onTokensRead(const Result<OidcTokens>& tokens) {
  if (!tokens && !m_unsaved) {
    renewed(std::unexpected(tokens.error()));
    return;
  }
  m_tokens = m_unsaved ? *m_unsaved : *tokens;
  const QDateTime expiry = jwtExpiry(m_tokens.idToken);
  const bool isGood = expiry.isValid() && now().addSecs(std::chrono::seconds(kLeeway).count()) < expiry;
  if (isGood && m_tokens.idToken.toUtf8() != m_rejected) {
    use(m_tokens.idToken);
  } else if (m_tokens.refreshToken.isEmpty()) {
    giveUp(ErrorCode::CredentialsInvalid,
           isGood ? u"is not accepted by the API server, and there is no refresh token"_s
                  : u"has expired, and there is no refresh token"_s,
           u"Log in to the identity provider again; the kubeconfig then gets a new id-token."_s);
  } else {
    discover();
  }
}

Result<ServerAddress> OidcCredentials::addressOf(const QString& text, QUrlQuery& query) const {
  const QUrl url(text, QUrl::StrictMode);
  ServerAddress address;
  address.scheme = url.scheme();
  address.host = url.host();
  address.port = static_cast<quint16>(url.port(443));
  if (!url.isValid() || address.host.isEmpty() || !address.isTls() || !url.userInfo().isEmpty()) {
    return fail(ErrorCode::CredentialsInvalid, Stage::Authentication, u"names an address that is no https URL"_s);
  }
  address.basePath = url.path(QUrl::FullyEncoded);
  while (address.basePath.endsWith(u'/')) {
    address.basePath.chop(1);
  }
  address.caPem = m_login.caPem;
  address.trustsSystemToo = true;
  query = QUrlQuery(url);
  auto proxy = proxyFromEnvironment(true, address.host, address.port, m_environment);
  if (!proxy) {
    return std::unexpected(proxy.error());
  }
  address.proxy = *std::move(proxy);
  return address;
}

void OidcCredentials::discover() {
  QUrlQuery none;
  const auto address = addressOf(m_login.issuer, none);
  if (!address) {
    giveUp(address.error().code, address.error().detail, address.error().hint);
    return;
  }
  m_provider = std::make_unique<ApiClient>(*address, std::make_shared<StaticCredentials>(Identity()));
  auto* const request = m_provider->get(u"/.well-known/openid-configuration"_s, {}, nullptr, kTimeout);
  m_request.reset(request);
  connect(request, &ApiRequest::finished, this, [this](const Result<QJsonObject>& answer) {
    m_request.release()->deleteLater();  // this runs in its signal
    if (!answer) {
      giveUp(ErrorCode::LoginFailed, u"could not be renewed: %1"_s.arg(answer.error().detail), answer.error().hint);
      return;
    }
    refresh(answer->value("token_endpoint"_L1).toString(), m_login.clientSecret.isEmpty());
  });
}

/// The client says who it is in a header (RFC 6749, 2.3.1), or, where that is not accepted, or there is no secret, in
/// the body.
void OidcCredentials::refresh(const QString& endpoint, bool nameInBody) {
  QUrlQuery query;
  const auto address = addressOf(endpoint, query);
  if (!address) {
    giveUp(ErrorCode::CredentialsInvalid, u"could not be renewed: the provider's token endpoint is no https URL"_s, {});
    return;
  }
  Identity client;
  QByteArray form = "grant_type=refresh_token&refresh_token=" + formEncoded(m_tokens.refreshToken);
  if (nameInBody) {
    form += "&client_id=" + formEncoded(m_login.clientId);
    if (!m_login.clientSecret.isEmpty()) {
      form += "&client_secret=" + formEncoded(m_login.clientSecret);
    }
  } else {
    client.basicCredentials = formEncoded(m_login.clientId) + ':' + formEncoded(m_login.clientSecret);
  }
  m_provider = std::make_unique<ApiClient>(*address, std::make_shared<StaticCredentials>(client));
  auto* const request = m_provider->postForm(QString(), query, form, nullptr, kTimeout);
  m_request.reset(request);
  connect(request, &ApiRequest::finished, this, [this, endpoint, nameInBody](const Result<QJsonObject>& answer) {
    m_request.release()->deleteLater();  // this runs in its signal
    if (answer) {
      onRefreshed(*answer);
      return;
    }
    const ErrorCode code = answer.error().code;
    const bool isRefused = code == ErrorCode::Unauthorized || code == ErrorCode::ApiError ||
                           code == ErrorCode::Forbidden || code == ErrorCode::NotFound;
    if (isRefused && !nameInBody) {
      refresh(endpoint, true);
    } else if (isRefused) {
      // Its words may quote what it was sent.
      giveUp(ErrorCode::CredentialsInvalid, u"could not be renewed: the provider does not accept the refresh token"_s,
             u"Log in to the identity provider again; the kubeconfig then gets new tokens."_s);
    } else {
      giveUp(ErrorCode::LoginFailed, u"could not be renewed: %1"_s.arg(answer.error().detail), answer.error().hint);
    }
  });
}

void OidcCredentials::onRefreshed(const QJsonObject& answer) {
  const QString idToken = answer.value("id_token"_L1).toString();
  if (idToken.isEmpty()) {
    giveUp(ErrorCode::CredentialsInvalid, u"could not be renewed: the provider's answer holds no id_token"_s,
           u"The provider has to give one with a refresh (scope openid)."_s);
    return;
  }
  // A provider that does not rotate refresh tokens sends none.
  if (const QString next = answer.value("refresh_token"_L1).toString(); !next.isEmpty()) {
    m_tokens.refreshToken = next;
  }
  m_tokens.idToken = idToken;
  m_unsaved = m_tokens;
  inPool<Result<void>>(
      m_storing,
      [file = m_login.file, user = m_login.user, tokens = m_tokens] { return storeOidcTokens(file, user, tokens); },
      &OidcCredentials::onStored);
  use(idToken);
}

void OidcCredentials::onStored(const Result<void>& result) {
  if (result) {
    m_unsaved.reset();
  } else {
    qCWarning(lcCluster).noquote() << result.error().detail;
  }
}

void OidcCredentials::use(const QString& idToken) {
  Renewal renewal{.identity = m_base, .expiry = jwtExpiry(idToken)};
  renewal.identity.bearerToken = idToken.toUtf8();
  m_provider.reset();
  renewed(renewal);
}

void OidcCredentials::giveUp(ErrorCode code, const QString& problem, const QString& hint) {
  renewed(fail(code, Stage::Authentication,
               u"the OIDC login of user \"%1\" %2 (%3)"_s.arg(oneLine(m_login.user, 100), problem, m_login.file),
               hint));
}

}  // namespace portolan
