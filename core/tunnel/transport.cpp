#include "core/tunnel/transport.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <sys/socket.h>

#include <QCoreApplication>
#include <QEvent>
#include <QHostAddress>
#include <QPointer>
#include <QSocketNotifier>
#include <QTimer>
#include <QUrl>
#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

#include "core/base/bytequeue.h"
#include "core/base/logging.h"
#include "core/cluster/tcpconnector.h"
#include "core/cluster/tlserror.h"
#include "core/tunnel/proxyconnector.h"
#include "core/tunnel/socketbio.h"

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace portolan {
namespace {

/// What is read before the user hears of it: what ByteQueue keeps, and small enough to stay in the processor's cache on
/// its way through.
constexpr qsizetype kReadChunk = 64 * 1024;
/// What is read at most before others get their turn.
constexpr qsizetype kReadPerTurn = 4 * kReadChunk;
/// A peer that sends faster than this a turn, and slower than it could be read, would wake us for each piece. To let a
/// millisecond's worth of it come together costs a transfer nothing, and saves a sixth of its CPU.
constexpr qsizetype kBulkTurn = 64 * 1024;
constexpr auto kBreath = 1ms;
constexpr auto kCloseTimeout = 5s;

struct FreeSsl {
  void operator()(SSL* ssl) const { SSL_free(ssl); }
};

void setSocketOptions(int socket) {
  const auto set = [socket](int level, int option, int value) {
    ::setsockopt(socket, level, option, &value, sizeof(value));
  };
  set(IPPROTO_TCP, TCP_NODELAY, 1);
  // The sessions ping every ten seconds, so the kernel probes only where their pings do not get out, or nobody reads
  // the answers: then a machine that vanished is noticed within about 20 seconds.
  set(SOL_SOCKET, SO_KEEPALIVE, 1);
  set(IPPROTO_TCP, TCP_KEEPIDLE, 11);
  set(IPPROTO_TCP, TCP_KEEPINTVL, 2);
  set(IPPROTO_TCP, TCP_KEEPCNT, 5);
}

QStringList nameEntries(const X509_NAME* name, int field) {
  QStringList entries;
  for (int i = X509_NAME_get_index_by_NID(name, field, -1); i >= 0; i = X509_NAME_get_index_by_NID(name, field, i)) {
    unsigned char* text = nullptr;
    const int size = ASN1_STRING_to_UTF8(&text, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, i)));
    if (size >= 0) {
      entries += QString::fromUtf8(reinterpret_cast<const char*>(text), size);
      OPENSSL_free(text);
    }
  }
  return entries;
}

}  // namespace

/// How signals stay out of calls: a call notes what is due and posts one event (wake()), whose handler does the work
/// and emits. Notifiers and timers are in the event loop already and do the same directly.
class Transport::Private {
 public:
  enum class State {
    Idle,
    Connecting,
    Starting,  ///< connected; the handshake or opened() is due
    Handshaking,
    Open,
    Closing,  ///< close() was called
    Over,
  };
  enum class Progress { Some, Blocked, Ended, Failed };

  explicit Private(Transport* transport) : q(transport) {
    timer.setSingleShot(true);
    breather.setSingleShot(true);
    breather.setTimerType(Qt::PreciseTimer);
    QObject::connect(&breather, &QTimer::timeout, q, [this] { updateReading(); });
    QObject::connect(&timer, &QTimer::timeout, q, [this] { fromEventLoop([this] { onTimeout(); }); });
  }
  ~Private() { dropSocket(/*reset=*/!endSent); }

  template <typename Work>
  void fromEventLoop(Work work) {
    const QPointer<Transport> alive(q);
    work();
    if (alive) {
      emitDue();
    }
  }
  void wake();
  void onWake();
  void emitDue();

  void onConnected(const Result<void>& result);
  void onProxied(const Result<void>& result);
  void watch(FileDescriptor socket);
  void start();
  bool setUpTls();
  void handshake();
  void becomeOpen();

  void onReadable();
  void readTurn();
  bool mayRead() const;
  void updateReading();
  void resumeReading();
  Progress readSome(std::span<char> room, qsizetype& got);
  void inputOver(Progress how);

  void onSocketWritable();
  void writeQueued();
  Progress writeSome(QByteArrayView bytes, qsizetype& written);
  void written();
  void writeFailed();
  [[nodiscard]] bool holdsUnread() const;
  [[nodiscard]] bool hasUnreadBytes() const;
  void sendEnd();
  void bothEnded();

  void onTimeout();
  void fail(const Error& error);
  void dropSocket(bool reset);
  [[nodiscard]] TlsPeer tlsPeer() const;
  [[nodiscard]] bool accepts() const { return state != State::Over && state != State::Closing && !writeError; }

  Transport* const q;
  State state = State::Idle;
  QString peerName;
  Endpoint endpoint;  ///< of the client's role
  bool isServer = false;
  std::unique_ptr<TcpConnector> connector;
  std::unique_ptr<ProxyConnector> proxyConnector;
  std::chrono::steady_clock::time_point deadline;  ///< until it has to be open

  FileDescriptor fd;
  std::shared_ptr<TlsContext> tls;
  ProxyConnector::OwnedSsl proxySsl;  ///< with an https proxy; below `ssl`
  std::unique_ptr<SSL, FreeSsl> ssl;
  TlsVerification verification;
  std::unique_ptr<QSocketNotifier> readNotifier;
  std::unique_ptr<QSocketNotifier> writeNotifier;
  QTimer timer;
  QTimer breather;  ///< between two looks at a peer that sends much, but less than we could take

  ByteQueue in;
  bool isPaused = false;
  bool inputIsOver = false;     ///< the peer has ended, cleanly or not
  bool readNeedsWrite = false;  ///< OpenSSL has to write before it can read on
  std::optional<Error> readError;

  ByteQueue out;
  bool isAboveLowWater = false;
  std::optional<Error> writeError;  ///< nothing can be sent any more; what the peer sent before may still be there
  bool endSent = false;             ///< close_notify and FIN

  // What the next wake-up is for
  bool isWakePosted = false;
  bool flushDue = false;
  bool readDue = false;
  // What is to be emitted
  bool openedDue = false;
  bool readyReadDue = false;
  bool writableDue = false;
  bool brokenDue = false;
  bool endedDue = false;
  std::optional<Error> failedDue;
  bool endAnnounced = false;  ///< ended() or failed() was emitted
};

// ---- Wake-ups and signals ----

void Transport::Private::wake() {
  if (!isWakePosted) {
    isWakePosted = true;
    QCoreApplication::postEvent(q, new QEvent(QEvent::User));
  }
}

void Transport::Private::onWake() {
  isWakePosted = false;
  if (state == State::Starting) {
    start();
    return;
  }
  if (std::exchange(flushDue, false)) {
    writeQueued();
  }
  if (std::exchange(readDue, false)) {
    // Comes again for bytes that wait, as setReadingPaused promises, before more are read.
    const QPointer<Transport> alive(q);
    if (std::exchange(readyReadDue, false) && !in.isEmpty() && !isPaused) {
      Q_EMIT q->readyRead();
    }
    if (alive) {
      onReadable();
    }
  }
}

void Transport::Private::emitDue() {
  const QPointer<Transport> alive(q);
  if (std::exchange(openedDue, false)) {
    Q_EMIT q->opened();
    if (!alive) {
      return;
    }
  }
  if (std::exchange(writableDue, false) && state == State::Open) {
    Q_EMIT q->writable();
    if (!alive) {
      return;
    }
  }
  if (std::exchange(brokenDue, false) && (state == State::Open || state == State::Over)) {
    Q_EMIT q->broken();
    if (!alive) {
      return;
    }
  }
  if (endAnnounced) {
    return;
  }
  if (failedDue) {
    endAnnounced = true;
    const Error error = *failedDue;
    Q_EMIT q->failed(error);
  } else if (endedDue) {
    endAnnounced = true;
    Q_EMIT q->ended();
  }
}

// ---- Connecting ----

void Transport::Private::onConnected(const Result<void>& result) {
  FileDescriptor socket = connector->takeSocket();
  connector.release()->deleteLater();
  if (!result) {
    fail(result.error());
    return;
  }
  watch(std::move(socket));
  start();
}

void Transport::Private::onProxied(const Result<void>& result) {
  FileDescriptor socket = proxyConnector->takeSocket();
  proxySsl = proxyConnector->takeTls();
  proxyConnector.release()->deleteLater();
  if (!result) {
    fail(result.error());
    return;
  }
  watch(std::move(socket));
  start();
}

void Transport::Private::watch(FileDescriptor socket) {
  fd = std::move(socket);
  setSocketOptions(fd.get());
  readNotifier = std::make_unique<QSocketNotifier>(fd.get(), QSocketNotifier::Read);
  writeNotifier = std::make_unique<QSocketNotifier>(fd.get(), QSocketNotifier::Write);
  readNotifier->setEnabled(false);
  writeNotifier->setEnabled(false);
  QObject::connect(readNotifier.get(), &QSocketNotifier::activated, q,
                   [this] { fromEventLoop([this] { onReadable(); }); });
  QObject::connect(writeNotifier.get(), &QSocketNotifier::activated, q,
                   [this] { fromEventLoop([this] { onSocketWritable(); }); });
}

void Transport::Private::start() {
  if (!tls) {
    ssl.reset(proxySsl.release());  // what is sent goes through the TLS with the proxy, if there is one
    becomeOpen();
    return;
  }
  state = State::Handshaking;
  if (!setUpTls()) {
    ERR_clear_error();
    fail({ErrorCode::Internal, Stage::Authentication, u"OpenSSL cannot be set up for %1"_s.arg(peerName), {}});
    return;
  }
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
  timer.start(std::max(left, 0ms));
  handshake();
}

bool Transport::Private::setUpTls() {
  ssl.reset(SSL_new(tls->handle()));
  if (!ssl) {
    return false;
  }
  BIO* const below = proxySsl ? BIO_new(BIO_f_ssl()) : newSocketBio(fd.get());
  if (below == nullptr) {
    return false;
  }
  if (proxySsl) {
    BIO_set_ssl(below, proxySsl.get(), BIO_NOCLOSE);
  }
  SSL_set_bio(ssl.get(), below, below);
  SSL_set_app_data(ssl.get(), &verification);
  if (isServer) {
    SSL_set_accept_state(ssl.get());
    return true;
  }
  SSL_set_connect_state(ssl.get());
  const QByteArray name = verifiedName(endpoint.tlsServerName);
  tls->resume(ssl.get(), name);
  return verifyFor(SSL_get0_param(ssl.get()), name) &&
         (isAddress(name) || SSL_set_tlsext_host_name(ssl.get(), name.constData()) == 1);
}

void Transport::Private::handshake() {
  ERR_clear_error();
  errno = 0;
  const int result = SSL_do_handshake(ssl.get());
  const int systemError = errno;
  if (result == 1) {
    const unsigned char* protocol = nullptr;
    unsigned size = 0;
    SSL_get0_alpn_selected(ssl.get(), &protocol, &size);
    // Nothing is what servers without ALPN choose.
    if (size != 0 && QByteArrayView(protocol, size) != "http/1.1") {
      fail({ErrorCode::TlsFailed, Stage::Authentication, u"%1 does not speak HTTP/1.1"_s.arg(peerName), {}});
      return;
    }
    becomeOpen();
    return;
  }
  switch (const int reason = SSL_get_error(ssl.get(), result); reason) {
    case SSL_ERROR_WANT_READ:
      readNotifier->setEnabled(true);
      writeNotifier->setEnabled(false);
      return;
    case SSL_ERROR_WANT_WRITE:
      readNotifier->setEnabled(false);
      writeNotifier->setEnabled(true);
      return;
    default:
      fail(tlsError(tlsPeer(), verification, /*inHandshake=*/true, reason, systemError));
  }
}

void Transport::Private::becomeOpen() {
  timer.stop();
  verification = {};
  state = State::Open;
  openedDue = true;
  writeNotifier->setEnabled(false);
  if (!out.isEmpty()) {
    flushDue = true;
    wake();
  }
  // The first bytes may have come together with the end of the handshake: no notifier tells of them.
  readDue = true;
  wake();
}

TlsPeer Transport::Private::tlsPeer() const {
  return {.name = peerName,
          .verifyName = isServer ? QString() : endpoint.tlsServerName,
          .hasOwnAuthorities = tls && tls->hasOwnAuthorities(),
          .sentCertificate = tls && tls->hasCertificate()};
}

// ---- Reading ----

bool Transport::Private::mayRead() const {
  if (inputIsOver) {
    return false;
  }
  return state == State::Closing || (state == State::Open && !isPaused && in.size() < kReceiveLimit);
}

void Transport::Private::updateReading() {
  if (readNotifier && state != State::Handshaking) {
    readNotifier->setEnabled(mayRead() && !readNeedsWrite && !breather.isActive());
  }
}

/// OpenSSL may hold bytes that no notifier tells of: it has to be asked.
void Transport::Private::resumeReading() {
  readDue = true;
  wake();
}

void Transport::Private::onReadable() {
  if (state == State::Handshaking) {
    handshake();
  } else if (state == State::Open || state == State::Closing) {
    readTurn();
  }
}

void Transport::Private::readTurn() {
  const QPointer<Transport> alive(q);
  // What came before opened() is told of is told of after it.
  if (openedDue) {
    emitDue();
    if (!alive) {
      return;
    }
  }
  readNeedsWrite = false;
  qsizetype budget = kReadPerTurn;
  Progress progress = Progress::Some;
  while (budget > 0 && progress == Progress::Some && mayRead()) {
    // SSL_get_error looks into the queue of errors. Reading that succeeds leaves none there, but our user's doings may.
    ERR_clear_error();
    if (state == State::Closing) {
      std::array<char, 16 * 1024> dropped;  // NOLINT(cppcoreguidelines-pro-type-member-init)
      qsizetype got = 0;
      progress = readSome(dropped, got);
      budget -= got;
      continue;
    }
    qsizetype arrived = 0;
    while (arrived < kReadChunk && in.size() < kReceiveLimit && progress == Progress::Some) {
      const std::span<char> room = in.prepare(1);
      const auto most = static_cast<size_t>(std::min(kReadChunk - arrived, kReceiveLimit - in.size()));
      qsizetype got = 0;
      progress = readSome(room.first(std::min(room.size(), most)), got);
      in.commit(got);
      arrived += got;
    }
    budget -= arrived;
    if (arrived > 0) {
      readyReadDue = false;
      Q_EMIT q->readyRead();
      if (!alive) {
        return;
      }
    }
  }
  if (progress == Progress::Ended || progress == Progress::Failed) {
    inputOver(progress);
    return;
  }
  if (progress == Progress::Some && mayRead() && holdsUnread()) {
    resumeReading();
  }
  if (progress == Progress::Blocked && kReadPerTurn - budget >= kBulkTurn) {
    breather.start(kBreath);
  }
  updateReading();
}

Transport::Private::Progress Transport::Private::readSome(std::span<char> room, qsizetype& got) {
  if (ssl) {
    size_t size = 0;
    errno = 0;
    const int result = SSL_read_ex(ssl.get(), room.data(), room.size(), &size);
    const int systemError = errno;
    if (result == 1) {
      got = static_cast<qsizetype>(size);
      return Progress::Some;
    }
    switch (const int reason = SSL_get_error(ssl.get(), result); reason) {
      case SSL_ERROR_WANT_READ:
        return Progress::Blocked;
      case SSL_ERROR_WANT_WRITE:  // the answer to a key update (RFC 8446, 4.6.3)
        readNeedsWrite = true;
        writeNotifier->setEnabled(true);
        return Progress::Blocked;
      case SSL_ERROR_ZERO_RETURN:
        return Progress::Ended;
      default:
        readError = tlsError(tlsPeer(), verification, /*inHandshake=*/false, reason, systemError);
        return Progress::Failed;
    }
  }
  while (true) {
    const ssize_t size = ::recv(fd.get(), room.data(), room.size(), 0);
    if (size > 0) {
      got = size;
      return Progress::Some;
    }
    if (size == 0) {
      return Progress::Ended;
    }
    if (errno == EAGAIN || errno == EWOULDBLOCK) {
      return Progress::Blocked;
    }
    if (errno != EINTR) {
      readError = connectionLost(peerName, errno);
      return Progress::Failed;
    }
  }
}

void Transport::Private::inputOver(Progress how) {
  inputIsOver = true;
  updateReading();
  if (how == Progress::Failed || writeError) {
    // What the peer said at last (an alert, above all) explains more than a write that failed.
    const bool saysMore = readError && (readError->code != ErrorCode::ConnectionLost || !writeError);
    fail(saysMore ? *readError : *writeError);
    return;
  }
  if (state != State::Closing) {
    endedDue = true;
  } else if (endSent) {
    bothEnded();
  }
}

// ---- Writing ----

void Transport::Private::onSocketWritable() {
  if (state == State::Handshaking) {
    handshake();
    return;
  }
  writeNotifier->setEnabled(false);
  if (readNeedsWrite) {
    resumeReading();
  }
  writeQueued();
}

void Transport::Private::writeQueued() {
  if ((state != State::Open && state != State::Closing) || writeError || endSent) {
    return;
  }
  bool isBlocked = false;
  const bool hadBytes = !out.isEmpty();
  while (!out.isEmpty() && !isBlocked) {
    qsizetype size = 0;
    switch (writeSome(out.view(), size)) {
      case Progress::Some:
        out.consume(size);
        if (state == State::Closing) {
          timer.start(kCloseTimeout);
        }
        break;
      case Progress::Blocked:
        isBlocked = true;
        break;
      default:
        writeFailed();
        return;
    }
  }
  if (isBlocked) {
    writeNotifier->setEnabled(true);
  }
  if (hadBytes && isAboveLowWater && out.size() < kLowWater) {
    isAboveLowWater = false;
    writableDue = true;
    wake();
  }
  if (out.isEmpty() && state == State::Closing) {
    sendEnd();
  }
}

Transport::Private::Progress Transport::Private::writeSome(QByteArrayView bytes, qsizetype& written) {
  const auto size = static_cast<size_t>(bytes.size());
  if (ssl) {
    size_t accepted = 0;
    ERR_clear_error();
    errno = 0;
    const int result = SSL_write_ex(ssl.get(), bytes.data(), size, &accepted);
    const int systemError = errno;
    if (result == 1) {
      written = static_cast<qsizetype>(accepted);
      return Progress::Some;
    }
    const int reason = SSL_get_error(ssl.get(), result);
    if (reason == SSL_ERROR_WANT_WRITE) {
      return Progress::Blocked;
    }
    // WANT_READ does not happen: there is no renegotiation.
    writeError = tlsError(tlsPeer(), verification, /*inHandshake=*/false, reason, systemError);
    return Progress::Failed;
  }
  while (true) {
    const ssize_t accepted = ::send(fd.get(), bytes.data(), size, MSG_NOSIGNAL);
    if (accepted >= 0) {
      written = accepted;
      return Progress::Some;
    }
    if (errno == EAGAIN || errno == EWOULDBLOCK) {
      return Progress::Blocked;
    }
    if (errno != EINTR) {
      writeError = connectionLost(peerName, errno);
      return Progress::Failed;
    }
  }
}

/// The peer is gone, but what it sent before may still wait to be read: data, and the reason.
void Transport::Private::writeFailed() {
  out.clear();
  writeNotifier->setEnabled(false);
  if (state == State::Open) {
    brokenDue = true;
    wake();
  }
  if (state == State::Closing || inputIsOver || (in.isEmpty() && !hasUnreadBytes())) {
    fail(*writeError);
    return;
  }
  resumeReading();
}

/// OpenSSL or its BIO has read ahead of us.
bool Transport::Private::holdsUnread() const {
  const auto holds = [](SSL* each) {
    return each != nullptr && (SSL_has_pending(each) == 1 || BIO_pending(SSL_get_rbio(each)) > 0);
  };
  return holds(ssl.get()) || holds(proxySsl.get());
}

bool Transport::Private::hasUnreadBytes() const {
  char byte = 0;
  return holdsUnread() || ::recv(fd.get(), &byte, 1, MSG_PEEK | MSG_DONTWAIT) > 0;
}

void Transport::Private::sendEnd() {
  if (ssl) {
    ERR_clear_error();
    const int result = SSL_shutdown(ssl.get());
    if (result < 0 && SSL_get_error(ssl.get(), result) == SSL_ERROR_WANT_WRITE) {
      writeNotifier->setEnabled(true);
      return;
    }
    ERR_clear_error();
  }
  ::shutdown(fd.get(), SHUT_WR);
  endSent = true;
  if (inputIsOver) {
    bothEnded();
  } else {
    timer.start(kCloseTimeout);
    resumeReading();
  }
}

void Transport::Private::bothEnded() {
  timer.stop();
  state = State::Over;
  dropSocket(/*reset=*/false);
  endedDue = true;
  wake();
}

// ---- Ending ----

void Transport::Private::onTimeout() {
  if (state == State::Handshaking) {
    const auto timeout = endpoint.timeout;
    fail({ErrorCode::ConnectionTimedOut, Stage::Authentication,
          u"%1 did not complete the TLS handshake within %2"_s.arg(peerName, durationText(timeout)),
          isServer ? QString() : u"Check that the address is that of a Kubernetes API server."_s});
  } else if (state == State::Closing) {
    fail({ErrorCode::ConnectionTimedOut,
          Stage::Session,
          u"%1 did not end the connection within %2"_s.arg(peerName, durationText(kCloseTimeout)),
          {}});
  }
}

void Transport::Private::fail(const Error& error) {
  qCDebug(lcTunnel).noquote() << "transport:" << error.detail;
  timer.stop();
  state = State::Over;
  out.clear();
  dropSocket(/*reset=*/true);
  if (!endedDue) {
    failedDue = error;
    wake();
  }
}

/// This may run inside a notifier's signal.
void Transport::Private::dropSocket(bool reset) {
  for (auto* const notifier : {&readNotifier, &writeNotifier}) {
    if (*notifier) {
      (*notifier)->setEnabled(false);
      (*notifier)->disconnect();
      notifier->release()->deleteLater();
    }
  }
  ssl.reset();
  proxySsl.reset();
  ERR_clear_error();
  if (reset) {
    fd.closeWithReset();
  } else {
    fd.close();
  }
}

// ---- The public face ----

Transport::Transport(QObject* parent) : QObject(parent), d(std::make_unique<Private>(this)) {}

Transport::~Transport() = default;

bool Transport::event(QEvent* event) {
  if (event->type() == QEvent::User) {
    d->fromEventLoop([this] { d->onWake(); });
    return true;
  }
  return QObject::event(event);
}

void Transport::connectTo(const Endpoint& endpoint) {
  d->endpoint = endpoint;
  if (endpoint.tlsServerName.isEmpty()) {
    d->endpoint.tlsServerName = endpoint.host;
  }
  d->tls = endpoint.tls;
  d->peerName = endpointName(endpoint.host, endpoint.port);
  d->deadline = std::chrono::steady_clock::now() + endpoint.timeout;
  d->state = Private::State::Connecting;
  if (endpoint.proxy.isValid()) {
    d->proxyConnector = std::make_unique<ProxyConnector>(endpoint.proxy, endpoint.host, endpoint.port,
                                                         endpoint.proxyTls, endpoint.timeout);
    connect(d->proxyConnector.get(), &ProxyConnector::finished, this,
            [this](const Result<void>& result) { d->fromEventLoop([&] { d->onProxied(result); }); });
    d->proxyConnector->start();
    return;
  }
  d->connector = std::make_unique<TcpConnector>(endpoint.host, endpoint.port, endpoint.timeout);
  connect(d->connector.get(), &TcpConnector::finished, this,
          [this](const Result<void>& result) { d->fromEventLoop([&] { d->onConnected(result); }); });
  d->connector->start();
}

void Transport::adopt(FileDescriptor socket, std::shared_ptr<TlsContext> tls, std::chrono::milliseconds timeout) {
  ::fcntl(socket.get(), F_SETFL, ::fcntl(socket.get(), F_GETFL) | O_NONBLOCK);
  sockaddr_storage storage{};
  socklen_t size = sizeof(storage);
  if (::getpeername(socket.get(), reinterpret_cast<sockaddr*>(&storage), &size) == 0 && storage.ss_family != AF_UNIX) {
    const QHostAddress address(reinterpret_cast<const sockaddr*>(&storage));
    // The port is at the same place in both families.
    d->peerName = endpointName(address.toString(), ntohs(reinterpret_cast<const sockaddr_in*>(&storage)->sin_port));
  } else {
    d->peerName = u"the other end"_s;
  }
  d->isServer = true;
  d->tls = std::move(tls);
  d->endpoint.timeout = timeout;
  d->deadline = std::chrono::steady_clock::now() + timeout;
  d->watch(std::move(socket));
  d->state = Private::State::Starting;
  d->wake();
}

bool Transport::isOpen() const {
  return d->state == Private::State::Open && !d->inputIsOver && !d->writeError;
}

QString Transport::peerName() const {
  return d->peerName;
}

std::optional<Transport::PeerCertificate> Transport::peerCertificate() const {
  const X509* const certificate = d->ssl ? SSL_get0_peer_certificate(d->ssl.get()) : nullptr;
  if (certificate == nullptr || SSL_get_verify_result(d->ssl.get()) != X509_V_OK) {
    return {};
  }
  const X509_NAME* const subject = X509_get_subject_name(certificate);
  return PeerCertificate{.commonName = nameEntries(subject, NID_commonName).value(0),
                         .organizations = nameEntries(subject, NID_organizationName)};
}

QByteArrayView Transport::received() const {
  return d->in.view();
}

void Transport::consume(qsizetype size) {
  const bool wasFull = d->in.size() >= kReceiveLimit;
  d->in.consume(size);
  if (wasFull && d->mayRead()) {
    d->resumeReading();
  }
}

void Transport::setReadingPaused(bool paused) {
  if (d->isPaused == paused) {
    return;
  }
  d->isPaused = paused;
  if (paused) {
    d->updateReading();
  } else {
    d->readyReadDue = true;
    d->resumeReading();
  }
}

std::span<char> Transport::prepareWrite(qsizetype size) {
  return d->out.prepare(size);
}

void Transport::commitWrite(qsizetype size) {
  if (!d->accepts()) {
    return;
  }
  d->out.commit(size);
  d->isAboveLowWater |= d->out.size() >= kLowWater;
  d->flushDue = true;
  d->wake();
}

void Transport::write(QByteArrayView bytes) {
  if (!bytes.isEmpty() && d->accepts()) {
    d->out.append(bytes);
    commitWrite(0);
  }
}

void Transport::flush() {
  d->flushDue = false;
  d->writeQueued();
}

qsizetype Transport::bytesToWrite() const {
  return d->out.size();
}

void Transport::close() {
  if (d->state == Private::State::Closing || d->state == Private::State::Over) {
    return;
  }
  if (d->state != Private::State::Open) {
    abort();
    return;
  }
  d->state = Private::State::Closing;
  if (d->writeError) {
    d->fail(*d->writeError);
    return;
  }
  d->timer.start(kCloseTimeout);
  d->resumeReading();
  d->writeQueued();
}

void Transport::abort() {
  d->timer.stop();
  d->connector.reset();
  d->proxyConnector.reset();
  d->state = Private::State::Over;
  d->endAnnounced = true;
  d->openedDue = d->writableDue = d->brokenDue = d->readyReadDue = false;
  d->out.clear();
  d->dropSocket(/*reset=*/true);
}

bool Transport::isPathDead() const {
  constexpr quint32 kUnanswered = 3;       // sent again, or asked
  constexpr quint32 kSilence = 10 * 1000;  // ms
  tcp_info info{};
  socklen_t size = sizeof(info);
  return d->fd.isValid() && ::getsockopt(d->fd.get(), IPPROTO_TCP, TCP_INFO, &info, &size) == 0 &&
         std::max(info.tcpi_retransmits, info.tcpi_probes) >= kUnanswered && info.tcpi_last_ack_recv >= kSilence;
}

int Transport::descriptor() const {
  return d->fd.get();
}

}  // namespace portolan
