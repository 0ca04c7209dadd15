#include "core/tunnel/proxyconnector.h"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <sys/socket.h>

#include <cerrno>

#include "core/cluster/proxyerror.h"

using namespace Qt::StringLiterals;

namespace portolan {

void ProxyConnector::FreeSsl::operator()(SSL* ssl) const {
  SSL_free(ssl);
}

ProxyConnector::ProxyConnector(ProxyAddress proxy, const QString& host, quint16 port, std::shared_ptr<TlsContext> tls,
                               std::chrono::milliseconds timeout, QObject* parent)
    : QObject(parent),
      m_proxy(std::move(proxy)),
      m_tls(std::move(tls)),
      m_timeout(timeout),
      m_handshake(m_proxy, host, port) {
  m_timer.setSingleShot(true);
  connect(&m_timer, &QTimer::timeout, this, [this] {
    finish(
        fail(ErrorCode::ConnectionTimedOut, Stage::Authentication,
             u"the proxy %1 did not make the connection within %2"_s.arg(m_proxy.displayUrl(), durationText(m_timeout)),
             u"Check the proxy, and that the cluster's address is right."_s));
  });
}

ProxyConnector::~ProxyConnector() {
  for (auto* const notifier : {&m_readNotifier, &m_writeNotifier}) {
    if (*notifier) {
      (*notifier)->setEnabled(false);
      notifier->release()->deleteLater();
    }
  }
  m_ssl.reset();
  ERR_clear_error();
}

void ProxyConnector::start() {
  m_timer.start(m_timeout);
  m_connector = std::make_unique<TcpConnector>(m_proxy.host, m_proxy.port, m_timeout);
  connect(m_connector.get(), &TcpConnector::finished, this, &ProxyConnector::onConnected);
  m_connector->start();
}

TlsPeer ProxyConnector::peer() const {
  return {.name = endpointName(m_proxy.host, m_proxy.port), .verifyName = m_proxy.host};
}

void ProxyConnector::onConnected(const Result<void>& result) {
  m_socket = m_connector->takeSocket();
  m_connector.release()->deleteLater();  // this runs in its signal
  if (!result) {
    finish(std::unexpected(atProxy(result.error())));
    return;
  }
  m_readNotifier = std::make_unique<QSocketNotifier>(m_socket.get(), QSocketNotifier::Read);
  m_writeNotifier = std::make_unique<QSocketNotifier>(m_socket.get(), QSocketNotifier::Write);
  connect(m_readNotifier.get(), &QSocketNotifier::activated, this, &ProxyConnector::onReady);
  connect(m_writeNotifier.get(), &QSocketNotifier::activated, this, &ProxyConnector::onReady);
  m_toSend = m_handshake.takeOutput();
  m_step = Step::Asking;
  if (m_tls) {
    m_step = Step::Handshaking;
    m_ssl.reset(SSL_new(m_tls->handle()));
    const QByteArray name = verifiedName(m_proxy.host);
    if (!m_ssl || SSL_set_fd(m_ssl.get(), m_socket.get()) != 1 || !verifyFor(SSL_get0_param(m_ssl.get()), name) ||
        (!isAddress(name) && SSL_set_tlsext_host_name(m_ssl.get(), name.constData()) != 1)) {
      ERR_clear_error();
      finish(fail(ErrorCode::Internal, Stage::Authentication, u"OpenSSL cannot be set up for the proxy"_s));
      return;
    }
    SSL_set_app_data(m_ssl.get(), &m_verification);
    SSL_set_connect_state(m_ssl.get());
  }
  onReady();
}

void ProxyConnector::onReady() {
  if (m_step == Step::Handshaking) {
    handshake();
  } else {
    ask();
  }
}

void ProxyConnector::wait(bool forReading, bool forWriting) {
  m_readNotifier->setEnabled(forReading);
  m_writeNotifier->setEnabled(forWriting);
}

/// True: OpenSSL waits for the socket. False: it is broken, and finish() has said so.
bool ProxyConnector::blocked(int result) {
  const int systemError = errno;
  switch (const int reason = SSL_get_error(m_ssl.get(), result); reason) {
    case SSL_ERROR_WANT_READ:
      wait(true, false);
      return true;
    case SSL_ERROR_WANT_WRITE:
      wait(false, true);
      return true;
    default:
      finish(
          std::unexpected(atProxy(tlsError(peer(), m_verification, m_step == Step::Handshaking, reason, systemError))));
      return false;
  }
}

void ProxyConnector::handshake() {
  ERR_clear_error();
  errno = 0;
  const int result = SSL_do_handshake(m_ssl.get());
  if (result != 1) {
    blocked(result);
    return;
  }
  m_step = Step::Asking;
  ask();
}

void ProxyConnector::ask() {
  while (!m_handshake.isDone()) {
    if (!m_toSend.isEmpty()) {
      if (!write()) {
        return;
      }
      continue;
    }
    if (!read()) {
      return;
    }
    while (!m_handshake.isDone() && !m_received.isEmpty()) {
      const auto taken = m_handshake.feed(m_received);
      if (!taken) {
        finish(std::unexpected(taken.error()));
        return;
      }
      if (*taken == 0) {
        break;
      }
      m_received.remove(0, *taken);
    }
    if (m_received.size() >= ProxyHandshake::kMostBytes) {
      finish(std::unexpected(proxyBroken(m_proxy, u"its answer is too long"_s)));
      return;
    }
    m_toSend += m_handshake.takeOutput();
  }
  if (!m_received.isEmpty()) {
    // Of a connection where the client speaks first nothing can be here yet.
    finish(std::unexpected(proxyBroken(m_proxy, u"bytes follow its answer"_s)));
    return;
  }
  if (m_ssl) {
    SSL_set_app_data(m_ssl.get(), nullptr);
  }
  finish({});
}

/// False: it is to go on later, or broken.
bool ProxyConnector::write() {
  if (m_ssl) {
    size_t written = 0;
    ERR_clear_error();
    errno = 0;
    if (const int result =
            SSL_write_ex(m_ssl.get(), m_toSend.constData(), static_cast<size_t>(m_toSend.size()), &written);
        result != 1) {
      blocked(result);
      return false;
    }
    m_toSend.remove(0, static_cast<qsizetype>(written));
    return true;
  }
  const ssize_t written =
      ::send(m_socket.get(), m_toSend.constData(), static_cast<size_t>(m_toSend.size()), MSG_NOSIGNAL);
  if (written >= 0) {
    m_toSend.remove(0, written);
    return true;
  }
  if (errno == EAGAIN || errno == EWOULDBLOCK) {
    wait(false, true);
  } else if (errno != EINTR) {
    finish(std::unexpected(atProxy(connectionLost(peer().name, errno))));
  } else {
    return true;
  }
  return false;
}

/// As write().
bool ProxyConnector::read() {
  char buffer[4096];
  if (m_ssl) {
    size_t got = 0;
    ERR_clear_error();
    errno = 0;
    if (const int result = SSL_read_ex(m_ssl.get(), buffer, sizeof(buffer), &got); result != 1) {
      if (SSL_get_error(m_ssl.get(), result) == SSL_ERROR_ZERO_RETURN) {
        finish(std::unexpected(proxyBroken(m_proxy, u"it ended the connection"_s)));
        return false;
      }
      blocked(result);
      return false;
    }
    m_received.append(buffer, static_cast<qsizetype>(got));
    return true;
  }
  const ssize_t got = ::recv(m_socket.get(), buffer, sizeof(buffer), 0);
  if (got > 0) {
    m_received.append(buffer, got);
    return true;
  }
  if (got == 0) {
    finish(std::unexpected(proxyBroken(m_proxy, u"it ended the connection"_s)));
  } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
    wait(true, false);
  } else if (errno == EINTR) {
    return true;
  } else {
    finish(std::unexpected(atProxy(connectionLost(peer().name, errno))));
  }
  return false;
}

/// Runs inside a notifier's signal.
void ProxyConnector::finish(const Result<void>& result) {
  m_timer.stop();
  if (m_connector) {
    m_connector->disconnect(this);
    m_connector.release()->deleteLater();
  }
  for (auto* const notifier : {&m_readNotifier, &m_writeNotifier}) {
    if (*notifier) {
      (*notifier)->setEnabled(false);
      (*notifier)->disconnect();
      notifier->release()->deleteLater();
    }
  }
  Q_EMIT finished(result);
}

}  // namespace portolan
