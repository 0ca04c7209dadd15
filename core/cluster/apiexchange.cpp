#include "core/cluster/apiexchange.h"

#include <QPointer>

#include "core/base/logging.h"
#include "core/cluster/apiclient.h"
#include "core/cluster/certificates.h"

using namespace Qt::StringLiterals;

namespace portolan {
namespace {

/// Of an answer that is an error only so much is kept; a Status has a few hundred bytes.
constexpr qsizetype kErrorBodyLimit = 64LL * 1024;
/// What Qt may hold of a body that has not been read yet.
constexpr qint64 kReadBufferSize = 4LL * 1024 * 1024;
/// One read: what a compressed body unpacks to at once.
constexpr qint64 kReadSize = 256LL * 1024;

Error failure(ErrorCode code, QString detail, QString hint = {}) {
  return {code, Stage::Authentication, std::move(detail), std::move(hint)};
}

/// Errors that say no more than that OpenSSL found no way from the chain to a root that it trusts.
bool isAboutTrust(QSslError::SslError error) {
  switch (error) {
    case QSslError::UnableToGetIssuerCertificate:
    case QSslError::UnableToGetLocalIssuerCertificate:
    case QSslError::UnableToVerifyFirstCertificate:
    case QSslError::SelfSignedCertificate:
    case QSslError::SelfSignedCertificateInChain:
    case QSslError::CertificateUntrusted:
    case QSslError::CertificateSignatureFailed:  // checked against another authority of the same name
      return true;
    default:
      return false;
  }
}

QString nameOf(const QStringList& commonNames, const QStringList& organizations) {
  const QString name = commonNames.isEmpty() ? organizations.join(u' ') : commonNames.join(u' ');
  return u'"' + oneLine(name.isEmpty() ? u"a nameless authority"_s : name, 100) + u'"';
}

QString namesOf(const QSslCertificate& certificate) {
  QStringList names;
  const auto alternatives = certificate.subjectAlternativeNames();
  for (const QString& name : alternatives) {
    names += oneLine(name, 100);
  }
  names.removeDuplicates();
  names.sort();
  constexpr qsizetype kShown = 6;
  if (names.isEmpty()) {
    return u"no name at all"_s;
  }
  const QString shown = names.first(qMin(names.size(), kShown)).join(u", "_s);
  return names.size() > kShown ? u"%1 and %2 more"_s.arg(shown).arg(names.size() - kShown) : shown;
}

}  // namespace

Error errorFromApiAnswer(int httpStatus, const QByteArray& body) {
  Error error = errorFromResponse(httpStatus, body, Stage::Authentication);
  if (error.code == ErrorCode::NotFound || error.code == ErrorCode::Expired || error.code == ErrorCode::ApiError) {
    error.stage = Stage::Target;
  }
  return error;
}

ApiExchange::ApiExchange(std::shared_ptr<ApiConnections> connections, ApiConnections::Use use, QString path,
                         const QUrlQuery& query, Deadlines deadlines, QObject* parent)
    : QObject(parent),
      m_connections(std::move(connections)),
      m_use(use),
      m_path(std::move(path)),
      m_query(query),
      m_deadlines(deadlines) {
  m_timer.setSingleShot(true);
  connect(&m_timer, &QTimer::timeout, this, &ApiExchange::timedOut);
}

ApiExchange::~ApiExchange() {
  release();
}

void ApiExchange::start() {
  IdentityRequest* request = m_connections->credentials().request(this);
  connect(request, &IdentityRequest::finished, this, [this, request](const Result<Identity>& identity) {
    request->deleteLater();
    if (identity) {
      send(*identity);
    } else {
      finish(std::unexpected(identity.error()));
    }
  });
}

void ApiExchange::send(const Identity& identity) {
  m_identity = identity;
  m_manager = m_connections->manager(m_use, identity);
  const Result<QNetworkRequest> request = m_connections->request(m_use, m_path, m_query, identity);
  if (!request) {
    finish(std::unexpected(request.error()));
    return;
  }
  qCDebug(lcCluster) << "GET" << serverUrl() + m_path;
  m_reply = m_manager->get(*request);
  m_reply->setReadBufferSize(kReadBufferSize);
  m_timer.start(m_deadlines.answer);
  connect(m_reply, &QNetworkReply::socketStartedConnecting, this,
          [this] { m_timer.start(qMin(m_deadlines.connect, m_deadlines.answer)); });
  connect(m_reply, &QNetworkReply::requestSent, this, [this] { m_timer.start(m_deadlines.answer); });
  connect(m_reply, &QNetworkReply::sslErrors, this, &ApiExchange::checkTls);
  connect(m_reply, &QNetworkReply::metaDataChanged, this, &ApiExchange::readHead);
  connect(m_reply, &QNetworkReply::readyRead, this, &ApiExchange::readBody);
  connect(m_reply, &QNetworkReply::finished, this, &ApiExchange::replyFinished);
}

int ApiExchange::httpStatus() const {
  return m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
}

void ApiExchange::readHead() {
  if (m_headSeen || httpStatus() < 200) {
    return;
  }
  m_headSeen = true;
  m_isGood = httpStatus() < 300;
  m_timer.start(m_deadlines.total.count() > 0 ? m_deadlines.total : m_deadlines.answer);
  if (m_isGood) {
    Q_EMIT accepted();
  }
}

void ApiExchange::readBody() {
  const QPointer<ApiExchange> self(this);
  readHead();
  // Each receiver may delete this object, or have it finish.
  while (self && m_reply != nullptr && m_reply->bytesAvailable() > 0) {
    const QByteArray bytes = m_reply->read(kReadSize);
    if (bytes.isEmpty()) {
      return;
    }
    if (m_deadlines.total.count() == 0) {
      m_timer.start(m_deadlines.answer);
    }
    if (m_isGood) {
      Q_EMIT received(bytes);
    } else if (m_errorBody.size() < kErrorBodyLimit) {
      m_errorBody.append(bytes.first(qMin(bytes.size(), kErrorBodyLimit - m_errorBody.size())));
    }
  }
}

void ApiExchange::checkTls(const QList<QSslError>& errors) {
  // OpenSSL as Qt sets it up wants a chain up to a self-signed root. A kubeconfig may name an intermediate or the
  // server's own certificate instead, which Go's TLS takes as they are.
  QList<QSslError> aboutTrust;
  for (const QSslError& error : errors) {
    if (isAboutTrust(error.error())) {
      aboutTrust += error;
    }
  }
  const auto& authorities = m_connections->authorities();
  if (!aboutTrust.isEmpty() && !authorities.isEmpty() &&
      isTrustedServerChain(m_reply->sslConfiguration().peerCertificateChain(), authorities)) {
    m_reply->ignoreSslErrors(aboutTrust);
    m_tlsErrors.clear();
    for (const QSslError& error : errors) {
      if (!isAboutTrust(error.error())) {
        m_tlsErrors += error;
      }
    }
  } else {
    m_tlsErrors = errors;
  }
}

void ApiExchange::replyFinished() {
  const QPointer<ApiExchange> self(this);
  readBody();
  if (!self || m_reply == nullptr) {
    return;
  }
  const int status = httpStatus();
  if (status == 401) {
    m_connections->credentials().reject(m_identity);
  }
  if (m_headSeen && !m_isGood) {
    finish(std::unexpected(errorOfAnswer()));
  } else if (!m_headSeen || m_reply->error() != QNetworkReply::NoError) {
    finish(std::unexpected(errorOfNetwork()));
  } else {
    finish({});
  }
}

void ApiExchange::timedOut() {
  const auto waited = m_timer.intervalAsDuration();
  const QString duration =
      waited.count() % 1000 == 0 ? u"%1 s"_s.arg(waited.count() / 1000) : u"%1 ms"_s.arg(waited.count());
  m_connections->abandon(m_manager);
  if (m_headSeen && m_deadlines.total.count() > 0) {
    finish(std::unexpected(
        failure(ErrorCode::ConnectionTimedOut, u"%1 did not end its answer within %2"_s.arg(serverUrl(), duration))));
    return;
  }
  finish(std::unexpected(
      failure(ErrorCode::ConnectionTimedOut, u"no answer from %1 within %2"_s.arg(serverUrl(), duration),
              u"Check that the address is right and that the network (a VPN, perhaps) leads there."_s)));
}

void ApiExchange::finish(Result<void> result) {
  release();
  Q_EMIT finished(result);
}

void ApiExchange::release() {
  m_timer.stop();
  if (m_reply != nullptr) {
    // Not deleted at once: this may be called from one of its signals. Its end aborts what goes on; abort() would warn
    // when the connection breaks at the same time.
    m_reply->disconnect(this);
    m_reply->deleteLater();
    m_reply = nullptr;
  }
  m_manager.reset();
}

Error ApiExchange::errorOfAnswer() const {
  const int status = httpStatus();
  if (status >= 300 && status < 400) {
    QUrl target = m_reply->attribute(QNetworkRequest::RedirectionTargetAttribute).toUrl();
    target = m_reply->url().resolved(target);
    return failure(
        ErrorCode::BadResponse,
        u"%1 redirects to %2 instead of answering"_s.arg(
            serverUrl(),
            oneLine(target.toDisplayString(QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment), 200)),
        u"Check the cluster's server in the kubeconfig."_s);
  }
  return errorFromApiAnswer(status, m_errorBody);
}

Error ApiExchange::errorOfNetwork() const {
  const ServerAddress& server = m_connections->server();
  const QString endpoint =
      (server.host.contains(u':') ? u'[' + server.host + u']' : server.host) + u':' + QString::number(server.port);
  const QString words = oneLine(m_reply->errorString(), 200);
  if (!m_tlsErrors.isEmpty()) {
    return errorOfCertificate();
  }
  switch (m_reply->error()) {
    case QNetworkReply::HostNotFoundError:
      return failure(ErrorCode::HostNotFound, u"the host \"%1\" was not found"_s.arg(server.host),
                     u"Check the name, and whether it is known only inside another network (a VPN, perhaps)."_s);
    case QNetworkReply::ConnectionRefusedError:
      return failure(ErrorCode::ConnectionRefused, u"nothing listens at %1"_s.arg(endpoint),
                     u"Check that the cluster is running and that the address is right."_s);
    case QNetworkReply::TimeoutError:
      return failure(ErrorCode::ConnectionTimedOut, u"no answer from %1"_s.arg(serverUrl()));
    case QNetworkReply::RemoteHostClosedError:
      return failure(ErrorCode::ConnectionLost, u"%1 closed the connection"_s.arg(serverUrl()));
    case QNetworkReply::SslHandshakeFailedError:
      return failure(ErrorCode::TlsFailed, u"no TLS connection to %1: %2"_s.arg(serverUrl(), words));
    case QNetworkReply::TemporaryNetworkFailureError:
    case QNetworkReply::NetworkSessionFailedError:
    case QNetworkReply::UnknownNetworkError:
      return failure(ErrorCode::NetworkUnreachable, u"%1 cannot be reached: %2"_s.arg(endpoint, words));
    case QNetworkReply::ProtocolFailure:
    case QNetworkReply::ProtocolUnknownError:
    case QNetworkReply::ProtocolInvalidOperationError:
    case QNetworkReply::UnknownContentError:
      return failure(ErrorCode::BadResponse, u"%1 sent no HTTP answer: %2"_s.arg(serverUrl(), words));
    default:
      return failure(ErrorCode::ConnectionLost, u"the connection to %1 broke: %2"_s.arg(serverUrl(), words));
  }
}

Error ApiExchange::errorOfCertificate() const {
  const ServerAddress& server = m_connections->server();
  for (const QSslError& error : m_tlsErrors) {
    if (isAboutTrust(error.error())) {
      const QList<QSslCertificate> chain = m_reply->sslConfiguration().peerCertificateChain();
      const QSslCertificate last = chain.isEmpty() ? error.certificate() : chain.last();
      const QString issuer =
          nameOf(last.issuerInfo(QSslCertificate::CommonName), last.issuerInfo(QSslCertificate::Organization));
      return failure(ErrorCode::CertificateUntrusted,
                     u"the certificate of %1 was issued by %2, which is not trusted"_s.arg(serverUrl(), issuer),
                     u"Set the cluster's certificate-authority or certificate-authority-data to the certificate of the "
                     "authority that issued it."_s);
    }
  }
  for (const QSslError& error : m_tlsErrors) {
    const QSslCertificate& certificate = error.certificate();
    if (error.error() == QSslError::CertificateExpired) {
      return failure(ErrorCode::CertificateUntrusted,
                     u"the certificate of %1 expired on %2"_s.arg(
                         serverUrl(), certificate.expiryDate().toUTC().toString(Qt::ISODate)),
                     u"It has to be renewed on the server; check this computer's clock too."_s);
    }
    if (error.error() == QSslError::CertificateNotYetValid) {
      return failure(ErrorCode::CertificateUntrusted,
                     u"the certificate of %1 is not valid before %2"_s.arg(
                         serverUrl(), certificate.effectiveDate().toUTC().toString(Qt::ISODate)),
                     u"Check this computer's clock."_s);
    }
  }
  for (const QSslError& error : m_tlsErrors) {
    if (error.error() == QSslError::HostNameMismatch) {
      const QString name = server.tlsServerName.isEmpty() ? server.host : server.tlsServerName;
      return failure(
          ErrorCode::CertificateHostMismatch,
          u"the certificate of %1 is for %2, not for \"%3\""_s.arg(serverUrl(), namesOf(error.certificate()), name),
          u"Set the cluster's tls-server-name to one of the names in the certificate."_s);
    }
  }
  return failure(ErrorCode::CertificateUntrusted, u"the certificate of %1 cannot be accepted: %2"_s.arg(
                                                      serverUrl(), oneLine(m_tlsErrors.first().errorString())));
}

}  // namespace portolan
