#include "core/tunnel/transport.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <sys/socket.h>

#include <QHostAddress>
#include <QHostInfo>
#include <QPointer>
#include <QSocketNotifier>
#include <QTimer>
#include <QUrl>
#include <algorithm>
#include <cerrno>
#include <system_error>

#include "core/base/bytequeue.h"
#include "core/base/logging.h"
#include "core/tunnel/tlserror.h"

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace portolan {

namespace {

/// What is read before the user hears of it. Small enough to stay in the processor's cache on its way through.
constexpr qsizetype kReadChunk = 64 * 1024;
/// What is read at most before others get their turn.
constexpr qsizetype kReadPerTurn = 4 * kReadChunk;
constexpr auto kCloseTimeout = 5s;

QString errnoText(int number) {
  return QString::fromStdString(std::generic_category().message(number));
}

}  // namespace

class Transport::Private {
 public:
  enum class State { Idle, LookingUp, Connecting, Handshaking, Open, Closing, Over };

  explicit Private(Transport* transport) : q(transport) {
    timer.setSingleShot(true);
    QObject::connect(&timer, &QTimer::timeout, q, [this] { onTimeout(); });
  }
  ~Private() { dropSocket(/*reset=*/!endedInOrder); }

  void lookUp();
  void connectNext();
  void onConnected();
  void startTls(bool server);
  void handshake();
  void becomeOpen();
  void onReadable();
  void onWritable();
  void onTimeout();
  bool readChunk(qsizetype& budget);
  void writeQueued();
  void finishClosing();
  void fail(const Error& error);
  void failLater(const Error& error);
  void report(ErrorCode code, const QString& detail, const QString& hint = {});
  void watch(FileDescriptor socket);
  void updateReading();
  void scheduleRead();
  void scheduleFlush();
  void dropSocket(bool reset);
  [[nodiscard]] QString peerName() const;
  [[nodiscard]] Error connectError(int number) const;

  Transport* q;
  State state = State::Idle;
  Endpoint endpoint;
  QList<QHostAddress> addresses;
  qsizetype nextAddress = 0;
  int lookupId = -1;
  FileDescriptor fd;
  std::shared_ptr<TlsContext> tlsContext;
  SSL* ssl = nullptr;
  std::unique_ptr<QSocketNotifier> reading;
  std::unique_ptr<QSocketNotifier> writing;
  QTimer timer;
  ByteQueue in;
  ByteQueue out;
  bool paused = false;
  bool moreToRead = false;  ///< stopped although OpenSSL or the kernel may hold more; no notifier will tell
  bool readScheduled = false;
  bool flushScheduled = false;
  bool aboveLowWater = false;
  bool writableDue = false;
  bool peerEnded = false;
  bool shutdownSent = false;
  bool endedInOrder = false;
};

QString Transport::Private::peerName() const {
  const QString host = endpoint.host.contains(u':') ? u"[%1]"_s.arg(endpoint.host) : endpoint.host;
  return u"%1:%2"_s.arg(host).arg(endpoint.port);
}

// ---- Connecting ----

void Transport::Private::lookUp() {
  state = State::LookingUp;
  timer.start(endpoint.timeout);
  const QHostAddress literal(endpoint.host);
  if (!literal.isNull()) {
    addresses = {literal};
    QMetaObject::invokeMethod(
        q,
        [this] {
          if (state == State::LookingUp) {
            connectNext();
          }
        },
        Qt::QueuedConnection);
    return;
  }
  lookupId = QHostInfo::lookupHost(endpoint.host, q, [this](const QHostInfo& info) {
    lookupId = -1;
    if (state != State::LookingUp) {
      return;
    }
    addresses = info.addresses();
    if (info.error() != QHostInfo::NoError || addresses.isEmpty()) {
      report(ErrorCode::HostNotFound, u"the name %1 is not known"_s.arg(endpoint.host),
             u"Check the server's address in the kubeconfig, the network and the VPN."_s);
      return;
    }
    connectNext();
  });
}

void Transport::Private::connectNext() {
  state = State::Connecting;
  Error lastError = connectError(EADDRNOTAVAIL);
  while (nextAddress < addresses.size()) {
    const QHostAddress address = addresses.at(nextAddress++);
    sockaddr_storage storage{};
    socklen_t size = 0;
    const bool v6 = address.protocol() == QAbstractSocket::IPv6Protocol;
    if (v6) {
      auto* in6 = reinterpret_cast<sockaddr_in6*>(&storage);
      in6->sin6_family = AF_INET6;
      in6->sin6_port = htons(endpoint.port);
      const Q_IPV6ADDR bytes = address.toIPv6Address();
      std::copy(std::begin(bytes.c), std::end(bytes.c), in6->sin6_addr.s6_addr);
      in6->sin6_scope_id = address.scopeId().toUInt();
      size = sizeof(sockaddr_in6);
    } else {
      auto* in4 = reinterpret_cast<sockaddr_in*>(&storage);
      in4->sin_family = AF_INET;
      in4->sin_port = htons(endpoint.port);
      in4->sin_addr.s_addr = htonl(address.toIPv4Address());
      size = sizeof(sockaddr_in);
    }
    FileDescriptor socket(::socket(v6 ? AF_INET6 : AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    if (!socket.isValid()) {
      lastError = connectError(errno);
      continue;
    }
    if (::connect(socket.get(), reinterpret_cast<const sockaddr*>(&storage), size) != 0 && errno != EINPROGRESS) {
      lastError = connectError(errno);
      continue;
    }
    watch(std::move(socket));
    writing->setEnabled(true);
    // An address that does not answer must leave time for the others.
    if (const qsizetype left = addresses.size() - nextAddress; left > 0) {
      QTimer::singleShot(endpoint.timeout / (left + 1), reading.get(), [this] {
        if (state == State::Connecting) {
          dropSocket(true);
          connectNext();
        }
      });
    }
    return;
  }
  fail(lastError);
}

Error Transport::Private::connectError(int number) const {
  switch (number) {
    case ECONNREFUSED:
      return {ErrorCode::ConnectionRefused, Stage::Session, u"nothing listens at %1"_s.arg(peerName()),
              u"Check the server's address in the kubeconfig, and whether the cluster runs."_s};
    case ENETUNREACH:
    case EHOSTUNREACH:
      return {ErrorCode::NetworkUnreachable, Stage::Session, u"there is no route to %1"_s.arg(peerName()),
              u"Check the network and the VPN."_s};
    default:
      return {ErrorCode::ConnectionLost, Stage::Session,
              u"connecting to %1 failed: %2"_s.arg(peerName(), errnoText(number)), u"Check the network."_s};
  }
}

void Transport::Private::watch(FileDescriptor socket) {
  fd = std::move(socket);
  reading = std::make_unique<QSocketNotifier>(fd.get(), QSocketNotifier::Read);
  writing = std::make_unique<QSocketNotifier>(fd.get(), QSocketNotifier::Write);
  reading->setEnabled(false);
  writing->setEnabled(false);
  QObject::connect(reading.get(), &QSocketNotifier::activated, q, [this] { onReadable(); });
  QObject::connect(writing.get(), &QSocketNotifier::activated, q, [this] { onWritable(); });
}

void Transport::Private::onConnected() {
  int number = 0;
  socklen_t size = sizeof(number);
  ::getsockopt(fd.get(), SOL_SOCKET, SO_ERROR, &number, &size);
  if (number != 0) {
    dropSocket(false);
    if (nextAddress < addresses.size()) {
      connectNext();
    } else {
      fail(connectError(number));
    }
    return;
  }
  writing->setEnabled(false);
  const int on = 1;
  ::setsockopt(fd.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
  ::setsockopt(fd.get(), SOL_SOCKET, SO_KEEPALIVE, &on, sizeof(on));
  if (endpoint.tls) {
    tlsContext = endpoint.tls;
    startTls(/*server=*/false);
  } else {
    becomeOpen();
  }
}

void Transport::Private::startTls(bool server) {
  state = State::Handshaking;
  ssl = SSL_new(tlsContext->handle());
  if (!ssl || SSL_set_fd(ssl, fd.get()) != 1) {
    report(ErrorCode::Internal, u"OpenSSL cannot be set up"_s);
    return;
  }
  if (server) {
    SSL_set_accept_state(ssl);
  } else {
    SSL_set_connect_state(ssl);
    const QString name = endpoint.tlsServerName.isEmpty() ? endpoint.host : endpoint.tlsServerName;
    const QByteArray ascii = QHostAddress(name).isNull() ? QUrl::toAce(name) : name.toLatin1();
    X509_VERIFY_PARAM* const parameters = SSL_get0_param(ssl);
    if (QHostAddress(name).isNull()) {
      SSL_set_tlsext_host_name(ssl, ascii.constData());
      // As browsers and Go: the subject alternative names count, never the subject's common name (RFC 6125 6.4.4).
      X509_VERIFY_PARAM_set_hostflags(parameters,
                                      X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS | X509_CHECK_FLAG_NEVER_CHECK_SUBJECT);
      X509_VERIFY_PARAM_set1_host(parameters, ascii.constData(), size_t(ascii.size()));
    } else {
      X509_VERIFY_PARAM_set1_ip_asc(parameters, ascii.constData());
    }
  }
  handshake();
}

void Transport::Private::handshake() {
  ERR_clear_error();
  const int result = SSL_do_handshake(ssl);
  if (result == 1) {
    writing->setEnabled(false);
    becomeOpen();
    return;
  }
  const int number = errno;
  switch (SSL_get_error(ssl, result)) {
    case SSL_ERROR_WANT_READ:
      reading->setEnabled(true);
      writing->setEnabled(false);
      return;
    case SSL_ERROR_WANT_WRITE:
      writing->setEnabled(true);
      return;
    case SSL_ERROR_SYSCALL:
      report(ErrorCode::ConnectionLost, number == 0
                                            ? u"%1 ended the connection during the TLS handshake"_s.arg(peerName())
                                            : u"%1: %2"_s.arg(peerName(), errnoText(number)));
      return;
    default:
      fail(handshakeError(ssl, peerName(), endpoint.tlsServerName.isEmpty() ? endpoint.host : endpoint.tlsServerName));
  }
}

void Transport::Private::becomeOpen() {
  timer.stop();
  state = State::Open;
  // The first bytes may have come with the end of the handshake.
  moreToRead = ssl != nullptr;
  updateReading();
  if (!out.isEmpty()) {
    scheduleFlush();
  }
  Q_EMIT q->opened();
}

// ---- Reading ----

void Transport::Private::updateReading() {
  if (!reading || (state != State::Open && state != State::Closing)) {
    return;
  }
  const bool wanted = !paused && !peerEnded && in.size() < kReceiveLimit;
  reading->setEnabled(wanted);
  if (wanted && moreToRead) {
    scheduleRead();
  }
}

void Transport::Private::scheduleRead() {
  if (!readScheduled) {
    readScheduled = true;
    QMetaObject::invokeMethod(
        q,
        [this] {
          readScheduled = false;
          onReadable();
        },
        Qt::QueuedConnection);
  }
}

/// True if there may be more.
bool Transport::Private::readChunk(qsizetype& budget) {
  const qsizetype before = in.size();
  while (in.size() - before < kReadChunk) {
    const auto room = in.prepare(qMin(kReadChunk, kReadChunk - (in.size() - before)));
    const size_t most = qMin(room.size(), size_t(kReadChunk));
    if (ssl) {
      size_t got = 0;
      ERR_clear_error();
      const int result = SSL_read_ex(ssl, room.data(), most, &got);
      if (result == 1) {
        in.commit(qsizetype(got));
        budget -= qsizetype(got);
        continue;
      }
      const int number = errno;
      switch (SSL_get_error(ssl, result)) {
        case SSL_ERROR_WANT_READ:
          return false;
        case SSL_ERROR_WANT_WRITE:
          writing->setEnabled(true);
          return false;
        case SSL_ERROR_ZERO_RETURN:
          peerEnded = true;
          return false;
        default:
          failLater(connectionEndError(peerName(), number));
          return false;
      }
    }
    const ssize_t got = ::recv(fd.get(), room.data(), most, 0);
    if (got > 0) {
      in.commit(got);
      budget -= got;
      continue;
    }
    if (got == 0) {
      peerEnded = true;
    } else if (errno == EINTR) {
      continue;
    } else if (errno != EAGAIN && errno != EWOULDBLOCK) {
      failLater({ErrorCode::ConnectionLost, Stage::Session, u"%1: %2"_s.arg(peerName(), errnoText(errno)), {}});
    }
    return false;
  }
  return true;
}

void Transport::Private::onReadable() {
  if (state == State::Handshaking) {
    handshake();
    return;
  }
  if ((state != State::Open && state != State::Closing) || paused || peerEnded) {
    return;
  }
  const QPointer<Transport> guard(q);
  qsizetype budget = kReadPerTurn;
  moreToRead = true;
  while (moreToRead && budget > 0 && !paused && in.size() < kReceiveLimit &&
         (state == State::Open || state == State::Closing)) {
    const qsizetype before = in.size();
    moreToRead = readChunk(budget);
    if (in.size() > before) {
      Q_EMIT q->readyRead();
      if (!guard) {
        return;
      }
    }
  }
  if (peerEnded && (state == State::Open || state == State::Closing)) {
    reading->setEnabled(false);
    if (state == State::Closing) {
      finishClosing();
      if (!guard) {
        return;
      }
    }
    Q_EMIT q->ended();
    return;
  }
  updateReading();
}

// ---- Writing ----

void Transport::Private::scheduleFlush() {
  if (!flushScheduled) {
    flushScheduled = true;
    QMetaObject::invokeMethod(
        q,
        [this] {
          flushScheduled = false;
          writeQueued();
        },
        Qt::QueuedConnection);
  }
}

void Transport::Private::writeQueued() {
  if (state != State::Open && state != State::Closing) {
    return;
  }
  while (!out.isEmpty()) {
    const QByteArrayView bytes = out.view();
    if (ssl) {
      size_t written = 0;
      ERR_clear_error();
      const int result = SSL_write_ex(ssl, bytes.data(), size_t(bytes.size()), &written);
      if (result == 1) {
        out.consume(qsizetype(written));
        continue;
      }
      const int number = errno;
      const int reason = SSL_get_error(ssl, result);
      if (reason == SSL_ERROR_WANT_WRITE) {
        writing->setEnabled(true);
      } else if (reason != SSL_ERROR_WANT_READ) {
        failLater(connectionEndError(peerName(), number));
      }
      break;
    }
    const ssize_t written = ::send(fd.get(), bytes.data(), size_t(bytes.size()), MSG_NOSIGNAL);
    if (written >= 0) {
      out.consume(written);
    } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
      writing->setEnabled(true);
      break;
    } else if (errno != EINTR) {
      failLater({ErrorCode::ConnectionLost, Stage::Session, u"%1: %2"_s.arg(peerName(), errnoText(errno)), {}});
      break;
    }
  }
  if (out.isEmpty()) {
    writing->setEnabled(false);
    if (state == State::Closing) {
      finishClosing();
    }
  }
  if (aboveLowWater && out.size() < kLowWater && !writableDue) {
    writableDue = true;
    QMetaObject::invokeMethod(
        q,
        [this] {
          writableDue = false;
          if (aboveLowWater && out.size() < kLowWater && state == State::Open) {
            aboveLowWater = false;
            Q_EMIT q->writable();
          }
        },
        Qt::QueuedConnection);
  }
}

void Transport::Private::onWritable() {
  switch (state) {
    case State::Connecting:
      onConnected();
      return;
    case State::Handshaking:
      handshake();
      return;
    case State::Open:
    case State::Closing:
      writing->setEnabled(false);
      if (moreToRead) {
        scheduleRead();
      }
      writeQueued();
      return;
    default:
      return;
  }
}

// ---- Ending ----

void Transport::Private::finishClosing() {
  if (!shutdownSent && out.isEmpty()) {
    shutdownSent = true;
    if (ssl) {
      ERR_clear_error();
      SSL_shutdown(ssl);  // one small record; a full socket loses it, and the FIN says the same
    }
    ::shutdown(fd.get(), SHUT_WR);
    endedInOrder = true;
  }
  if (shutdownSent && peerEnded) {
    timer.stop();
    state = State::Over;
    dropSocket(false);
  }
}

void Transport::Private::onTimeout() {
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(endpoint.timeout).count();
  switch (state) {
    case State::LookingUp:
      report(ErrorCode::ConnectionTimedOut,
             u"the name %1 could not be looked up within %2 s"_s.arg(endpoint.host).arg(seconds),
             u"Check the network and the VPN."_s);
      return;
    case State::Connecting:
      report(ErrorCode::ConnectionTimedOut, u"no answer from %1 within %2 s"_s.arg(peerName()).arg(seconds),
             u"Check the network, the VPN, and whether the cluster runs."_s);
      return;
    case State::Handshaking:
      report(ErrorCode::ConnectionTimedOut,
             u"%1 did not complete the TLS handshake within %2 s"_s.arg(peerName()).arg(seconds),
             u"Check that the kubeconfig's server is a Kubernetes API server."_s);
      return;
    case State::Closing:
      report(ErrorCode::ConnectionTimedOut, u"%1 did not end the connection"_s.arg(peerName()));
      return;
    default:
      return;
  }
}

void Transport::Private::report(ErrorCode code, const QString& detail, const QString& hint) {
  fail({code, Stage::Session, detail, hint});
}

/// Only from the event loop.
void Transport::Private::fail(const Error& error) {
  if (state == State::Over) {
    return;
  }
  qCDebug(lcTunnel).noquote() << "transport:" << error.detail;
  timer.stop();
  state = State::Over;
  dropSocket(true);
  Q_EMIT q->failed(error);
}

void Transport::Private::failLater(const Error& error) {
  if (reading) {
    reading->setEnabled(false);
    writing->setEnabled(false);
  }
  QMetaObject::invokeMethod(q, [this, error] { fail(error); }, Qt::QueuedConnection);
}

void Transport::Private::dropSocket(bool reset) {
  // This may run inside a notifier's signal.
  for (auto* notifier : {&reading, &writing}) {
    if (*notifier) {
      (*notifier)->setEnabled(false);
      (*notifier)->disconnect();
      notifier->release()->deleteLater();
    }
  }
  if (ssl) {
    SSL_free(std::exchange(ssl, nullptr));
    ERR_clear_error();
  }
  if (reset) {
    fd.closeWithReset();
  } else {
    fd.close();
  }
}

Transport::Transport(QObject* parent) : QObject(parent), d(std::make_unique<Private>(this)) {}

Transport::~Transport() {
  if (d->lookupId >= 0) {
    QHostInfo::abortHostLookup(d->lookupId);
  }
}

void Transport::connectTo(const Endpoint& endpoint) {
  d->endpoint = endpoint;
  d->lookUp();
}

void Transport::adopt(FileDescriptor socket, std::shared_ptr<TlsContext> tls) {
  const int flags = ::fcntl(socket.get(), F_GETFL);
  ::fcntl(socket.get(), F_SETFL, flags | O_NONBLOCK);
  const int on = 1;
  ::setsockopt(socket.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
  d->endpoint.host = u"the client"_s;
  d->watch(std::move(socket));
  d->tlsContext = std::move(tls);
  d->state = Private::State::Handshaking;
  d->timer.start(d->endpoint.timeout);
  QMetaObject::invokeMethod(
      this,
      [this] {
        if (d->state != Private::State::Handshaking) {
          return;
        }
        if (d->tlsContext) {
          d->startTls(/*server=*/true);
        } else {
          d->becomeOpen();
        }
      },
      Qt::QueuedConnection);
}

bool Transport::isOpen() const {
  return d->state == Private::State::Open;
}

QByteArrayView Transport::received() const {
  return d->in.view();
}

void Transport::consume(qsizetype size) {
  d->in.consume(size);
  if (d->reading && !d->reading->isEnabled()) {
    d->updateReading();
  }
}

void Transport::setReadingPaused(bool paused) {
  if (d->paused != paused) {
    d->paused = paused;
    d->updateReading();
  }
}

std::span<char> Transport::prepareWrite(qsizetype size) {
  return d->out.prepare(size);
}

void Transport::commitWrite(qsizetype size) {
  d->out.commit(size);
  d->aboveLowWater |= d->out.size() >= kLowWater;
  d->scheduleFlush();
}

void Transport::write(QByteArrayView bytes) {
  d->out.append(bytes);
  d->aboveLowWater |= d->out.size() >= kLowWater;
  d->scheduleFlush();
}

void Transport::flush() {
  d->writeQueued();
}

qsizetype Transport::bytesToWrite() const {
  return d->out.size();
}

void Transport::close() {
  if (d->state != Private::State::Open) {
    if (d->state != Private::State::Closing) {
      abort();
    }
    return;
  }
  d->state = Private::State::Closing;
  d->timer.start(kCloseTimeout);
  d->writeQueued();
}

void Transport::abort() {
  d->timer.stop();
  d->state = Private::State::Over;
  d->dropSocket(true);
}

int Transport::descriptor() const {
  return d->fd.get();
}

}  // namespace portolan
