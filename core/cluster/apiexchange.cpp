#include "core/cluster/apiexchange.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/ssl.h>
#include <sys/socket.h>

#include <QHostAddress>
#include <QHostInfo>
#include <QPointer>
#include <QUrl>
#include <utility>

#include "core/base/logging.h"
#include "core/cluster/apiclient.h"
#include "core/cluster/proxyerror.h"
#include "core/cluster/tcpconnector.h"
#include "core/cluster/tlscontext.h"

using namespace Qt::StringLiterals;

namespace portolan {
namespace {

/// Of an answer that is an error only so much is kept; a Status has a few hundred bytes.
constexpr qsizetype kErrorBodyLimit = 64LL * 1024;
/// What is held of a body before its receiver gets it; then the server waits.
constexpr qsizetype kArrivedLimit = 1024LL * 1024;
/// One read.
constexpr long kReadSize = 64L * 1024;
/// CURL_SSLVERSION_TLSv1_2 | CURL_SSLVERSION_MAX_TLSv1_3, whose enumerations GCC does not let be combined.
constexpr long kFromTls12ToTls13 = long{CURL_SSLVERSION_TLSv1_2} | (long{CURL_SSLVERSION_TLSv1_3} << 16);

Error failure(ErrorCode code, QString detail, QString hint = {}) {
  return {code, Stage::Authentication, std::move(detail), std::move(hint)};
}

template <typename Lists>
void append(Lists& list, const QByteArray& entry) {
  list.reset(curl_slist_append(list.release(), entry.constData()));
}

/// "[::1]" where it stands in a URL.
QByteArray bracketed(const QByteArray& host) {
  return host.contains(':') ? '[' + host + ']' : host;
}

/// The code in "OpenSSL SSL_connect: error:0A000086:SSL routines::certificate verify failed"; libcurl has taken it out
/// of OpenSSL's queue. 0: none.
unsigned long openSslCode(const QByteArray& text) {
  const qsizetype start = text.indexOf("error:");
  return start < 0 ? 0 : text.mid(start + 6, 8).toULong(nullptr, 16);
}

}  // namespace

Error errorFromApiAnswer(int httpStatus, const QByteArray& body) {
  Error error = errorFromResponse(httpStatus, body, Stage::Authentication);
  if (error.code == ErrorCode::NotFound || error.code == ErrorCode::Expired || error.code == ErrorCode::ApiError) {
    error.stage = Stage::Target;
  }
  return error;
}

ApiExchange::ApiExchange(std::shared_ptr<ApiConnections> connections, Use use, QString path, const QUrlQuery& query,
                         Deadlines deadlines, QObject* parent)
    : QObject(parent),
      m_connections(std::move(connections)),
      m_use(use),
      m_path(std::move(path)),
      m_query(query),
      m_deadlines(deadlines),
      m_errorText(CURL_ERROR_SIZE, '\0') {
  m_timer.setSingleShot(true);
  connect(&m_timer, &QTimer::timeout, this, &ApiExchange::timedOut);
}

ApiExchange::~ApiExchange() {
  release();
}

void ApiExchange::start() {
  if (m_use == Use::Watch) {
    begin();
  } else {
    m_hasEntered = true;
    m_connections->turns().enter(this, [this] { begin(); });
  }
}

void ApiExchange::begin() {
  IdentityRequest* request = m_connections->credentials().request(this);
  connect(request, &IdentityRequest::finished, this, [this, request](const Result<Identity>& identity) {
    request->deleteLater();
    if (identity && m_rejected == *identity) {
      finish(std::unexpected(m_firstError));
    } else if (identity) {
      lookUp(*identity);
    } else {
      finish(std::unexpected(identity.error()));
    }
  });
}

/// The first 401: whoever gave the identity may have a better one. False: it was not the first.
bool ApiExchange::beginAgain() {
  if (m_rejected) {
    return false;
  }
  m_rejected = m_identity;
  m_firstError = errorOfAnswer();
  m_timer.stop();
  m_multi.reset();
  m_easy.reset();
  m_headers.reset();
  m_addresses.reset();
  m_connectTo.reset();
  m_arrived.clear();
  m_errorBody.clear();
  m_httpStatus = 0;
  m_headSeen = false;
  m_isPaused = false;
  begin();
  return true;
}

/// libcurl would look names up in a thread that its end has to wait for, however long that takes.
void ApiExchange::lookUp(const Identity& identity) {
  m_identity = identity;
  m_timer.start(qMin(m_deadlines.connect, m_deadlines.answer));
  // A proxy looks the server's name up itself.
  const ServerAddress& server = m_connections->server();
  const QString host = server.proxy.isValid() ? server.proxy.host : server.host;
  if (!QHostAddress(host).isNull()) {
    send({});
    return;
  }
  m_lookUp = QHostInfo::lookupHost(host, this, [this, host](const QHostInfo& info) {
    m_lookUp = -1;
    QStringList addresses;
    for (const QHostAddress& address : info.addresses()) {
      addresses += address.toString();
    }
    if (addresses.isEmpty()) {
      const Error error =
          failure(ErrorCode::HostNotFound, u"the host \"%1\" was not found"_s.arg(host),
                  u"Check the name, and whether it is known only inside another network (a VPN, perhaps)."_s);
      finish(std::unexpected(m_connections->server().proxy.isValid() ? atProxy(error) : error));
      return;
    }
    send(addresses);
  });
}

QByteArray ApiExchange::url() const {
  const ServerAddress& server = m_connections->server();
  // SNI follows the URL: another name to be served for stands in it, and m_connectTo leads to the server.
  const QByteArray host = verifiedName(server.tlsServerName.isEmpty() ? server.host : server.tlsServerName);
  QUrl target;
  target.setPath(server.basePath + m_path, QUrl::TolerantMode);
  // A plus sign means a space to the server, and QUrlQuery leaves it as it is.
  target.setQuery(m_query.toString(QUrl::FullyEncoded).replace(u'+', "%2B"_L1), QUrl::TolerantMode);
  return server.scheme.toLatin1() + "://" + bracketed(host) + ':' + QByteArray::number(server.port) +
         target.toEncoded(QUrl::FullyEncoded);
}

void ApiExchange::send(const QStringList& addresses) {
  const ServerAddress& server = m_connections->server();
  qCDebug(lcCluster) << "GET" << serverUrl() + m_path;
  m_easy.reset(curl_easy_init());
  CURL* const easy = m_easy.get();
  curl_easy_setopt(easy, CURLOPT_URL, url().constData());
  curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
  // No HTTP/2: a connection that an API server ends with GOAWAY would take all watches along.
  curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1);
  curl_easy_setopt(easy, CURLOPT_HTTP09_ALLOWED, 0L);
  curl_easy_setopt(easy, CURLOPT_PATH_AS_IS, 1L);
  curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(easy, CURLOPT_BUFFERSIZE, kReadSize);
  curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, m_errorText.data());

  const QByteArray port = QByteArray::number(server.port);
  const QByteArray host = bracketed(server.host.toLatin1());
  append(m_headers, "Host: " + host + ':' + port);
  append(m_headers, "Accept: application/json");
  append(m_headers, "User-Agent: portolan/" PORTOLAN_VERSION);
  for (const auto& [name, value] : m_identity.headers()) {
    append(m_headers, name + ": " + value);
  }
  if (m_form) {
    append(m_headers, "Content-Type: application/x-www-form-urlencoded");
    curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE, static_cast<long>(m_form->size()));
    curl_easy_setopt(easy, CURLOPT_POSTFIELDS, m_form->constData());
  }
  curl_easy_setopt(easy, CURLOPT_HTTPHEADER, m_headers.get());
  curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING,
                   m_use == Use::Watch || server.disableCompression ? "identity" : "gzip");

  if (!addresses.isEmpty()) {
    QByteArrayList hosts;
    for (const QString& address : addresses) {
      hosts += bracketed(address.toLatin1());
    }
    const QString& name = server.proxy.isValid() ? server.proxy.host : server.host;
    const QByteArray atPort = server.proxy.isValid() ? QByteArray::number(server.proxy.port) : port;
    append(m_addresses, '+' + name.toLatin1() + ':' + atPort + ':' + hosts.join(','));
    curl_easy_setopt(easy, CURLOPT_RESOLVE, m_addresses.get());
  }
  if (server.isTls() && !server.tlsServerName.isEmpty()) {
    append(m_connectTo, "::" + host + ':' + port);
    curl_easy_setopt(easy, CURLOPT_CONNECT_TO, m_connectTo.get());
  }
  setUpProxy();
  setUpTls();
  curl_easy_setopt(easy, CURLOPT_SOCKOPTFUNCTION, &ApiExchange::onSocket);
  curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, &ApiExchange::onConnected);
  curl_easy_setopt(easy, CURLOPT_PREREQDATA, this);
  curl_easy_setopt(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
  curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, &ApiExchange::onHeader);
  curl_easy_setopt(easy, CURLOPT_HEADERDATA, this);
  curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, &ApiExchange::onBody);
  curl_easy_setopt(easy, CURLOPT_WRITEDATA, this);

  m_multi = m_connections->multi(m_identity, m_use == Use::Watch);
  m_multi->add(easy, [this](CURLcode result) { transferDone(result); });
}

void ApiExchange::setUpProxy() {
  CURL* const easy = m_easy.get();
  const ProxyAddress& proxy = m_connections->server().proxy;
  if (!proxy.isValid()) {
    curl_easy_setopt(easy, CURLOPT_PROXY, "");
    return;
  }
  const QByteArray scheme = proxy.kind == ProxyAddress::Kind::Socks5  ? "socks5h"
                            : proxy.kind == ProxyAddress::Kind::Https ? "https"
                                                                      : "http";
  const QByteArray url =
      scheme + "://" + bracketed(QUrl::toAce(proxy.host).isEmpty() ? proxy.host.toLatin1() : QUrl::toAce(proxy.host)) +
      ':' + QByteArray::number(proxy.port);
  curl_easy_setopt(easy, CURLOPT_PROXY, url.constData());
  curl_easy_setopt(easy, CURLOPT_NOPROXY, "");
  // A tunnel, as the sessions have it: the proxy sees no request, and has no part in what it means.
  curl_easy_setopt(easy, CURLOPT_HTTPPROXYTUNNEL, 1L);
  curl_easy_setopt(easy, CURLOPT_HEADEROPT, CURLHEADER_SEPARATE);
  if (!proxy.user.isEmpty() || !proxy.password.isEmpty()) {
    curl_easy_setopt(easy, CURLOPT_PROXYAUTH, CURLAUTH_BASIC);
    curl_easy_setopt(easy, CURLOPT_PROXYUSERNAME, proxy.user.constData());
    curl_easy_setopt(easy, CURLOPT_PROXYPASSWORD, proxy.password.constData());
  }
}

/// Whom to trust, and how strictly, is TlsContext's matter, the same for this and for the sessions.
void ApiExchange::setUpTls() {
  CURL* const easy = m_easy.get();
  const ServerAddress& server = m_connections->server();
  if (!server.isTls() && server.proxy.kind != ProxyAddress::Kind::Https) {
    return;
  }
  curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 0L);
  curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 0L);
  curl_easy_setopt(easy, CURLOPT_PROXY_SSL_VERIFYPEER, 0L);
  curl_easy_setopt(easy, CURLOPT_PROXY_SSL_VERIFYHOST, 0L);
  // How onTls() tells the proxy's settings from the server's: libcurl asks for both with the same words.
  curl_easy_setopt(easy, CURLOPT_PROXY_SSLVERSION, kFromTls12ToTls13);
  // It would keep them for this transfer alone (libcurl 7.88), and lose one now and then.
  curl_easy_setopt(easy, CURLOPT_SSL_SESSIONID_CACHE, 0L);
  curl_easy_setopt(easy, CURLOPT_SSL_CTX_FUNCTION, &ApiExchange::onTls);
  curl_easy_setopt(easy, CURLOPT_SSL_CTX_DATA, this);
}

/// A watch is silent for minutes: the kernel finds out whether its server is still there, within half a minute.
int ApiExchange::onSocket(void* /*self*/, curl_socket_t socket, curlsocktype /*purpose*/) {
  const auto set = [socket](int level, int option, int value) {
    ::setsockopt(socket, level, option, &value, sizeof(value));
  };
  set(SOL_SOCKET, SO_KEEPALIVE, 1);
  set(IPPROTO_TCP, TCP_KEEPIDLE, 15);
  set(IPPROTO_TCP, TCP_KEEPINTVL, 5);
  set(IPPROTO_TCP, TCP_KEEPCNT, 3);
  return CURL_SOCKOPT_OK;
}

CURLcode ApiExchange::onTls(CURL* /*easy*/, void* context, void* self) {
  auto* const exchange = static_cast<ApiExchange*>(self);
  exchange->m_verification = {};
  const ServerAddress& server = exchange->m_connections->server();
  exchange->m_isAtProxy = SSL_CTX_get_max_proto_version(static_cast<SSL_CTX*>(context)) != 0;
  const auto set = exchange->m_isAtProxy
                       ? TlsContext::configureClient(static_cast<SSL_CTX*>(context), proxyAsServer(server), Identity(),
                                                     exchange->m_verification)
                       : TlsContext::configureClient(static_cast<SSL_CTX*>(context), server, exchange->m_identity,
                                                     exchange->m_verification);
  if (!set) {
    exchange->m_tlsProblem = set.error();
    return CURLE_SSL_CERTPROBLEM;
  }
  return CURLE_OK;
}

int ApiExchange::onConnected(void* self, char*, char*, int, int) {
  auto* const exchange = static_cast<ApiExchange*>(self);
  exchange->m_timer.start(exchange->m_deadlines.answer);
  return CURL_PREREQFUNC_OK;
}

size_t ApiExchange::onHeader(char* data, size_t size, size_t count, void* self) {
  auto* const exchange = static_cast<ApiExchange*>(self);
  if (const QByteArrayView line(data, static_cast<qsizetype>(size) * static_cast<qsizetype>(count));
      line == "\r\n" || line == "\n") {
    long status = 0;
    curl_easy_getinfo(exchange->m_easy.get(), CURLINFO_RESPONSE_CODE, &status);
    if (status >= 200) {
      exchange->m_httpStatus = static_cast<int>(status);
      exchange->scheduleDelivery();
    }
  }
  return size * count;
}

size_t ApiExchange::onBody(char* data, size_t size, size_t count, void* self) {
  auto* const exchange = static_cast<ApiExchange*>(self);
  if (exchange->m_arrived.size() >= kArrivedLimit) {
    exchange->m_isPaused = true;
    return CURL_WRITEFUNC_PAUSE;
  }
  exchange->m_arrived.append(data, static_cast<qsizetype>(size) * static_cast<qsizetype>(count));
  exchange->scheduleDelivery();
  return size * count;
}

void ApiExchange::scheduleDelivery() {
  if (!std::exchange(m_deliveryDue, true)) {
    QMetaObject::invokeMethod(this, &ApiExchange::deliver, Qt::QueuedConnection);
  }
}

void ApiExchange::deliver() {
  m_deliveryDue = false;
  if (!m_easy) {
    return;  // finished in the meantime
  }
  const QPointer<ApiExchange> self(this);
  if (!m_headSeen && m_httpStatus != 0) {
    m_headSeen = true;
    m_isGood = m_httpStatus < 300;
    m_timer.start(m_deadlines.total.count() > 0 ? m_deadlines.total : m_deadlines.answer);
    if (m_use == Use::Request) {
      curl_off_t sent = 0;
      curl_off_t answered = 0;
      curl_easy_getinfo(m_easy.get(), CURLINFO_PRETRANSFER_TIME_T, &sent);
      curl_easy_getinfo(m_easy.get(), CURLINFO_STARTTRANSFER_TIME_T, &answered);
      m_connections->answered(std::chrono::milliseconds((answered - sent) / 1000));
    }
    if (m_isGood) {
      Q_EMIT accepted();
    }
  }
  // Each receiver may delete this object.
  while (self && !m_arrived.isEmpty()) {
    const QByteArray bytes = std::exchange(m_arrived, {});
    if (m_deadlines.total.count() == 0) {
      m_timer.start(m_deadlines.answer);
    }
    if (m_isGood) {
      Q_EMIT received(bytes);
    } else if (m_errorBody.size() < kErrorBodyLimit) {
      m_errorBody.append(bytes.first(qMin(bytes.size(), kErrorBodyLimit - m_errorBody.size())));
    }
    if (self && m_easy && std::exchange(m_isPaused, false)) {
      curl_easy_pause(m_easy.get(), CURLPAUSE_CONT);  // may call onBody
    }
  }
}

void ApiExchange::transferDone(CURLcode result) {
  const QPointer<ApiExchange> self(this);
  deliver();
  if (!self || !m_easy) {
    return;
  }
  if (m_httpStatus == 401) {
    m_connections->credentials().reject(m_identity);
    if (m_headSeen && beginAgain()) {
      return;
    }
  }
  if (m_headSeen && !m_isGood) {
    finish(std::unexpected(errorOfAnswer()));
  } else if (result != CURLE_OK) {
    finish(std::unexpected(errorOfTransfer(result)));
  } else {
    finish({});
  }
}

void ApiExchange::timedOut() {
  const QString duration = durationText(m_timer.intervalAsDuration());
  if (m_multi) {
    m_connections->abandon(m_multi);
  }
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
  if (m_lookUp >= 0) {
    QHostInfo::abortHostLookup(std::exchange(m_lookUp, -1));
  }
  if (m_multi) {
    m_multi->remove(m_easy.get());
    m_multi.reset();
  }
  m_easy.reset();
  if (std::exchange(m_hasEntered, false)) {
    m_connections->turns().leave(this);
  }
}

Error ApiExchange::errorOfAnswer() const {
  const char* location = nullptr;
  curl_easy_getinfo(m_easy.get(), CURLINFO_REDIRECT_URL, &location);
  if (location != nullptr && m_httpStatus < 400) {
    const QUrl target(QString::fromUtf8(location));
    return failure(
        ErrorCode::BadResponse,
        u"%1 redirects to %2 instead of answering"_s.arg(
            serverUrl(),
            oneLine(target.toDisplayString(QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment), 200)),
        u"Check the cluster's server in the kubeconfig."_s);
  }
  return errorFromApiAnswer(m_httpStatus, m_errorBody);
}

/// What went wrong on the near side of a proxy, or at it.
std::optional<Error> ApiExchange::errorOfProxy(CURLcode result, const QString& words) const {
  const ProxyAddress& proxy = m_connections->server().proxy;
  if (!proxy.isValid()) {
    return {};
  }
  long number = 0;
  switch (result) {
    case CURLE_COULDNT_CONNECT:
      curl_easy_getinfo(m_easy.get(), CURLINFO_OS_ERRNO, &number);
      return atProxy(
          connectError(number == 0 ? ECONNREFUSED : static_cast<int>(number), endpointName(proxy.host, proxy.port)));
    case CURLE_PROXY:
      curl_easy_getinfo(m_easy.get(), CURLINFO_PROXY_ERROR, &number);
      if (number >= CURLPX_REPLY_ADDRESS_TYPE_NOT_SUPPORTED && number <= CURLPX_REPLY_UNASSIGNED) {
        // "Can't complete SOCKS5 connection to server.example. (5)": the codes of libcurl are in another order.
        return socksRefusal(proxy, words.section(u'(', -1).section(u')', 0, 0).toInt());
      }
      if (number == CURLPX_USER_REJECTED || number == CURLPX_NO_AUTH) {
        return proxyWantsLogin(proxy);
      }
      return proxyBroken(proxy, words);
    default:
      break;
  }
  curl_easy_getinfo(m_easy.get(), CURLINFO_HTTP_CONNECTCODE, &number);
  if (number >= 300) {
    return connectRefusal(proxy, static_cast<int>(number));
  }
  if ((result == CURLE_SSL_CONNECT_ERROR || result == CURLE_PEER_FAILED_VERIFICATION) && m_isAtProxy && !m_tlsProblem) {
    const TlsPeer peer{.name = endpointName(proxy.host, proxy.port), .verifyName = proxy.host};
    return atProxy(tlsError(peer, m_verification, /*inHandshake=*/true, openSslCode(m_errorText.constData())));
  }
  return {};
}

Error ApiExchange::errorOfTransfer(CURLcode result) const {
  const ServerAddress& server = m_connections->server();
  const QString endpoint = endpointName(server.host, server.port);
  const QByteArray text(m_errorText.constData());
  const QString words =
      oneLine(text.isEmpty() ? QString::fromLatin1(curl_easy_strerror(result)) : QString::fromUtf8(text), 200);
  const TlsPeer peer{.name = endpoint,
                     .verifyName = server.tlsServerName.isEmpty() ? server.host : server.tlsServerName,
                     .hasOwnAuthorities = !server.caPem.isEmpty(),
                     .sentCertificate = !m_identity.certificatePem.isEmpty()};
  if (const auto error = errorOfProxy(result, words)) {
    return *error;
  }
  switch (result) {
    case CURLE_COULDNT_CONNECT: {
      long number = 0;
      curl_easy_getinfo(m_easy.get(), CURLINFO_OS_ERRNO, &number);
      return connectError(number == 0 ? ECONNREFUSED : static_cast<int>(number), endpoint);
    }
    case CURLE_SSL_CERTPROBLEM:
      if (m_tlsProblem) {
        return *m_tlsProblem;
      }
      [[fallthrough]];
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
      return tlsError(peer, m_verification, /*inHandshake=*/true, openSslCode(text));
    case CURLE_SEND_ERROR:
    case CURLE_RECV_ERROR:
      if (const unsigned long code = openSslCode(text); code != 0) {
        // With TLS 1.3 a server refuses a client's certificate after the client has taken the handshake for done.
        return tlsError(peer, m_verification, /*inHandshake=*/false, code);
      }
      return failure(ErrorCode::ConnectionLost, u"the connection to %1 broke: %2"_s.arg(endpoint, words));
    case CURLE_GOT_NOTHING:
    case CURLE_PARTIAL_FILE:
      return failure(ErrorCode::ConnectionLost, u"%1 closed the connection"_s.arg(endpoint));
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_BAD_CONTENT_ENCODING:
      return failure(ErrorCode::BadResponse, u"%1 sent no HTTP answer: %2"_s.arg(serverUrl(), words));
    default:
      return failure(ErrorCode::ConnectionLost, u"the connection to %1 broke: %2"_s.arg(endpoint, words));
  }
}

}  // namespace portolan
