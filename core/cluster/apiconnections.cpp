#include "core/cluster/apiconnections.h"

#include <QMap>
#include <QNetworkProxy>

#include "core/cluster/certificates.h"

using namespace Qt::StringLiterals;

namespace portolan {
namespace {

/// QNetworkAccessManager opens at most six connections to a host. Each watch holds one as long as it lasts, and a
/// seventh would wait for its turn.
constexpr long kWatchesPerManager = 5;

std::shared_ptr<QNetworkAccessManager> makeManager() {
  // deleteLater: the last user lets go from inside a signal of its reply.
  std::shared_ptr<QNetworkAccessManager> manager(new QNetworkAccessManager,
                                                 [](QNetworkAccessManager* object) { object->deleteLater(); });
  manager->setProxy(QNetworkProxy::NoProxy);
  manager->setAutoDeleteReplies(false);
  manager->setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
  return manager;
}

/// Sets headers that may come more than once with different values (Impersonate-Group).
bool setHeaders(QNetworkRequest& request, const QList<std::pair<QByteArray, QByteArray>>& headers) {
  QMap<QByteArray, QByteArrayList> values;
  for (const auto& [name, value] : headers) {
    values[name].append(value);
  }
  for (auto it = values.cbegin(); it != values.cend(); ++it) {
    // A QNetworkRequest holds one value a name, and the API server does not split at commas. What Qt writes to an
    // HTTP/1.1 connection is the value as it is (Identity's values were checked for line breaks of their own); newer
    // versions of Qt refuse such a value, which shows when it is read back.
    const QByteArray joined = it.value().join("\r\n" + it.key() + ": ");
    request.setRawHeader(it.key(), joined);
    if (request.rawHeader(it.key()) != joined) {
      return false;
    }
  }
  return true;
}

}  // namespace

ApiConnections::ApiConnections(ServerAddress server, std::shared_ptr<Credentials> credentials)
    : m_server(std::move(server)),
      m_credentials(std::move(credentials)),
      m_authorities(QSslCertificate::fromData(m_server.caPem, QSsl::Pem)) {
  configureTls({});
}

void ApiConnections::configureTls(const Identity& identity) {
  m_certificatePem = identity.certificatePem;
  m_privateKeyPem = identity.privateKeyPem;
  m_requests.reset();
  m_watches.clear();
  if (!m_server.isTls()) {
    return;
  }
  m_tls = QSslConfiguration::defaultConfiguration();
  m_tls.setProtocol(QSsl::TlsV1_2OrLater);
  if (m_server.insecureSkipTlsVerify) {
    m_tls.setPeerVerifyMode(QSslSocket::VerifyNone);
  } else {
    m_tls.setPeerVerifyMode(QSslSocket::VerifyPeer);
    if (!m_server.caPem.isEmpty()) {
      m_tls.setCaCertificates(m_authorities);
    }
  }
  if (!m_certificatePem.isEmpty()) {
    m_tls.setLocalCertificateChain(QSslCertificate::fromData(m_certificatePem, QSsl::Pem));
    m_tls.setPrivateKey(privateKeyFromPem(m_privateKeyPem));
  }
}

std::shared_ptr<QNetworkAccessManager> ApiConnections::manager(Use use, const Identity& identity) {
  if (identity.certificatePem != m_certificatePem || identity.privateKeyPem != m_privateKeyPem) {
    configureTls(identity);
  }
  if (use == Use::Request) {
    if (!m_requests) {
      m_requests = makeManager();
    }
    return m_requests;
  }
  // Each watch holds its manager: the count of owners is how many it carries, and this list.
  std::erase_if(m_watches, [](const auto& manager) { return manager.use_count() == 1; });
  for (const auto& manager : m_watches) {
    if (manager.use_count() <= kWatchesPerManager) {
      return manager;
    }
  }
  return m_watches.emplace_back(makeManager());
}

void ApiConnections::abandon(const std::shared_ptr<QNetworkAccessManager>& manager) {
  if (m_requests == manager) {
    m_requests.reset();
  }
  std::erase(m_watches, manager);
}

Result<QNetworkRequest> ApiConnections::request(Use use, const QString& path, const QUrlQuery& query,
                                                const Identity& identity) const {
  QUrl url;
  url.setScheme(m_server.scheme);
  url.setHost(m_server.host);
  url.setPort(m_server.port);
  url.setPath(m_server.basePath + path, QUrl::TolerantMode);
  // A plus sign means a space to the server, and QUrlQuery leaves it as it is.
  url.setQuery(query.toString(QUrl::FullyEncoded).replace(u'+', "%2B"_L1), QUrl::TolerantMode);

  QNetworkRequest request(url);
  request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
  request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
  request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
  request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
  // Qt's HTTP/2 (6.4.2, against Go's server) hangs every other request where a connection was ended with GOAWAY, as an
  // API server does when it shuts down or spreads its clients (--goaway-chance), and it never stops reading.
  request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
  request.setRawHeader("Accept", "application/json");
  request.setRawHeader("User-Agent", "portolan/" PORTOLAN_VERSION);
  if (use == Use::Watch) {
    // A compressed stream may hold an event back.
    request.setRawHeader("Accept-Encoding", "identity");
  } else {
    // Qt takes more than 40 : 1 for an attack, which a list of like pods reaches. The limit on the body is ours.
    request.setDecompressedSafetyCheckThreshold(-1);
  }
  if (m_server.isTls()) {
    request.setSslConfiguration(m_tls);
    request.setPeerVerifyName(m_server.tlsServerName);
  }
  if (!setHeaders(request, identity.headers())) {
    return fail(ErrorCode::Unsupported, Stage::Authentication,
                u"this version of Qt cannot send several impersonated groups or extra fields"_s);
  }
  return request;
}

}  // namespace portolan
