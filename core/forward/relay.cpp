#include "core/forward/relay.h"

#include <linux/sockios.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include <QSocketNotifier>
#include <QTimer>
#include <algorithm>
#include <array>
#include <cerrno>
#include <limits>

#include "core/base/bytequeue.h"
#include "core/base/logging.h"
#include "core/forward/peersockets.h"

using namespace std::chrono_literals;

namespace portolan {

namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr qsizetype kChunk = 64 * 1024;
// Chunks a turn of the event loop: enough to keep a fast transfer going, few enough that others get their turn.
constexpr int kChunksPerTurn = 4;
constexpr qsizetype kQueueLimit = 1024 * 1024;
/// What waits for the rest of what arrived with it until it is sent.
constexpr qsizetype kSendSize = 64 * 1024;

using Chunk = std::array<char, kChunk>;

/// What the client sent to a pod that has not answered, kept for another one (DESIGN 3.5).
constexpr qsizetype kMostHeld = 64 * 1024;

/// The runtime did not get through to a process in the pod: none of the bytes was read by anyone.
bool wasNeverReached(const Error& error) {
  return error.code == ErrorCode::PodGone || error.code == ErrorCode::PodPortRefused;
}

/// recv(2) and send(2) without EINTR.
ssize_t receive(int socket, void* data, size_t size, int flags = 0) {
  ssize_t got = 0;
  do {
    got = ::recv(socket, data, size, flags);
  } while (got < 0 && errno == EINTR);
  return got;
}

ssize_t send(int socket, QByteArrayView bytes) {
  ssize_t sent = 0;
  do {
    sent = ::send(socket, bytes.data(), static_cast<size_t>(bytes.size()), MSG_NOSIGNAL);
  } while (sent < 0 && errno == EINTR);
  return sent;
}

bool wouldBlock() {
  return errno == EAGAIN || errno == EWOULDBLOCK;
}

/// Bytes (and a FIN counts as one) that the client's kernel has not acknowledged. What it has acknowledged, the client
/// reads even if a reset follows: Linux keeps the receive queue. What it has not, a reset destroys.
qsizetype unacknowledged(int socket) {
  int bytes = 0;
  return ::ioctl(socket, SIOCOUTQ, &bytes) == 0 ? bytes : 0;
}

/// One for all relays of a thread: opening the netlink socket costs more than using it.
PeerSockets& peerSockets() {
  static thread_local PeerSockets sockets;
  return sockets;
}

}  // namespace

class Relay::Private {
 public:
  enum class State {
    Waiting,   ///< start() was not called
    Open,      ///< bytes go both ways, or the pod's alone when clientEnded
    Ending,    ///< the pod ended; what is queued goes to the client, then FIN
    Parting,   ///< our FIN is sent; what the client sends is dropped until it ends and has taken everything
    Breaking,  ///< the stream broke; what arrived goes to the client, then a reset
    Done,
  };

  Private(Relay* relay, FileDescriptor socket);
  ~Private();

  void start(Session& session, quint16 port);
  void received(QByteArrayView bytes);
  void flush();
  void podFinished(const std::optional<Error>& error);
  void finish(const std::optional<Error>& reason);
  void readFromClient();

  Relay* q;
  FileDescriptor local;
  std::unique_ptr<Stream> stream;
  milliseconds halfCloseGrace = 5s;
  bool mayMove = false;
  bool endedByHalfClose = false;
  Bounds bounds;
  qint64 bytesFromPod = 0;
  qint64 bytesToPod = 0;
  State state = State::Waiting;

 private:
  void updateReading();
  void hold(QByteArrayView bytes);
  void onReadable();
  void onUrgent();
  void onWritable();
  void onTimer();
  void clientEnded();
  void clientBroke();
  void leave();
  void discardFromClient();
  void watchHalfClosed();
  void delivered();
  void watchParting();
  void watchBreaking();
  [[nodiscard]] int takeError() const;

  std::unique_ptr<QSocketNotifier> m_reading;
  std::unique_ptr<QSocketNotifier> m_writing;
  std::unique_ptr<QSocketNotifier> m_urgent;
  QTimer m_timer;
  QByteArray m_held;  ///< what was written to a pod that has not answered yet
  ByteQueue m_toClient;
  bool m_podPaused = false;
  bool m_clientEnded = false;

  // A half-closed client.
  bool m_writeClosed = false;
  bool m_peerSeen = false;
  milliseconds m_lookEvery{};
  Clock::time_point m_podSilentSince;

  // Parting.
  Clock::time_point m_deliveredAt;
  Clock::time_point m_clientSilentSince;

  // Breaking.
  std::optional<Error> m_error;
  qsizetype m_undelivered = 0;
  Clock::time_point m_progressAt;

  milliseconds m_checkEvery{};  ///< how often unacknowledged() is asked
};

Relay::Private::Private(Relay* relay, FileDescriptor socket) : q(relay), local(std::move(socket)) {
  m_timer.setSingleShot(true);
  QObject::connect(&m_timer, &QTimer::timeout, q, [this] { onTimer(); });
}

Relay::Private::~Private() {
  stream.reset();
  // Before their descriptor is closed.
  m_reading.reset();
  m_writing.reset();
  m_urgent.reset();
  local.closeWithReset();
}

void Relay::Private::start(Session& session, quint16 port) {
  if (state != State::Waiting) {
    return;
  }
  const int on = 1;
  ::setsockopt(local.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));

  Chunk chunk;
  const ssize_t got = receive(local.get(), chunk.data(), chunk.size());
  if (got < 0 && !wouldBlock()) {
    return finish({});
  }
  // A port scanner, a health check, a client that gave up waiting: the pod need not hear of it.
  if (got == 0 && m_held.isEmpty() && peerSockets().look(local.get()) == PeerSockets::State::Closed) {
    return finish({});
  }
  m_held.append(chunk.data(), std::max<ssize_t>(got, 0));
  bytesToPod = m_held.size();
  state = State::Open;
  stream = session.openStream(port, m_held, *q);
  if (!mayMove) {
    m_held = {};
  }
  if (!stream) {
    return finish(
        Error{ErrorCode::SessionLost, Stage::Session, QStringLiteral("the session takes no more connections"), {}});
  }
  if (!m_reading) {
    m_reading = std::make_unique<QSocketNotifier>(local.get(), QSocketNotifier::Read);
    QObject::connect(m_reading.get(), &QSocketNotifier::activated, q, [this] { onReadable(); });
  }
  if (got == 0) {
    clientEnded();
  } else {
    updateReading();
  }
}

/// The client is read while there is a place for what it sends. While it is not, a notifier for urgent data hears of a
/// reset (poll reports POLLERR whatever is asked for), which would else go unnoticed for as long as the pod stalls.
void Relay::Private::updateReading() {
  const bool read = !m_clientEnded && (state == State::Parting || (state == State::Open && stream->canWrite()));
  if (read != m_reading->isEnabled()) {
    m_reading->setEnabled(read);
  }
  if (!read && !m_urgent) {
    m_urgent = std::make_unique<QSocketNotifier>(local.get(), QSocketNotifier::Exception);
    QObject::connect(m_urgent.get(), &QSocketNotifier::activated, q, [this] { onUrgent(); });
  }
  if (m_urgent) {
    m_urgent->setEnabled(!read);
  }
}

void Relay::Private::hold(QByteArrayView bytes) {
  if (!mayMove) {
    return;
  }
  if (m_held.size() + bytes.size() > kMostHeld) {
    mayMove = false;
    m_held = {};
  } else {
    m_held.append(bytes);
  }
}

void Relay::Private::onReadable() {
  if (state == State::Open) {
    readFromClient();
  } else if (state == State::Parting) {
    discardFromClient();
  }
}

void Relay::Private::readFromClient() {
  if (state != State::Open || m_clientEnded) {
    return;
  }
  Chunk chunk;
  for (int i = 0; i < kChunksPerTurn && stream->canWrite(); ++i) {
    const ssize_t got = receive(local.get(), chunk.data(), chunk.size());
    if (got == 0) {
      return clientEnded();
    }
    if (got < 0) {
      if (!wouldBlock()) {
        return leave();
      }
      break;
    }
    bytesToPod += got;
    hold({chunk.data(), got});
    stream->write({chunk.data(), got});
    if (got < kChunk) {
      break;
    }
  }
  updateReading();
}

void Relay::Private::onUrgent() {
  if (takeError() != 0) {
    clientBroke();
  } else {
    m_urgent->setEnabled(false);  // really urgent data: it stays until it is read, and would call again at once
  }
}

int Relay::Private::takeError() const {
  int error = 0;
  socklen_t size = sizeof(error);
  return ::getsockopt(local.get(), SOL_SOCKET, SO_ERROR, &error, &size) == 0 ? error : errno;
}

void Relay::Private::received(QByteArrayView bytes) {
  if (state != State::Open) {
    return;
  }
  bytesFromPod += bytes.size();
  if (mayMove) {
    mayMove = false;
    m_held = {};
  }
  if (m_clientEnded) {
    m_podSilentSince = Clock::now();
  }
  // What arrives together goes out in one send: of a download's pieces, a send each costs more than all else.
  m_toClient.append(bytes);
  if (m_toClient.size() >= kSendSize) {
    flush();
  }
  if (state == State::Open && m_toClient.size() >= kQueueLimit && !m_podPaused) {
    m_podPaused = true;
    stream->setReadingPaused(true);
  }
}

/// Hands what waits for the client to the kernel, unless the kernel has to have room first.
void Relay::Private::flush() {
  if (m_toClient.isEmpty() || (m_writing && m_writing->isEnabled())) {
    return;
  }
  const ssize_t sent = send(local.get(), m_toClient.view());
  if (sent < 0 && !wouldBlock()) {
    return clientBroke();
  }
  m_toClient.consume(std::max<ssize_t>(sent, 0));
  if (m_toClient.isEmpty()) {
    return;
  }
  if (!m_writing) {
    m_writing = std::make_unique<QSocketNotifier>(local.get(), QSocketNotifier::Write);
    QObject::connect(m_writing.get(), &QSocketNotifier::activated, q, [this] { onWritable(); });
  }
  m_writing->setEnabled(true);
}

void Relay::Private::onWritable() {
  if (!m_toClient.isEmpty()) {
    const ssize_t sent = send(local.get(), m_toClient.view());
    if (sent < 0) {
      if (!wouldBlock()) {
        clientBroke();
      }
      return;
    }
    m_toClient.consume(sent);
  }
  if (m_toClient.isEmpty()) {
    m_writing->setEnabled(false);
    if (state == State::Ending) {
      return delivered();
    }
  }
  if (m_podPaused && state == State::Open && m_toClient.size() < kQueueLimit / 2) {
    m_podPaused = false;
    stream->setReadingPaused(false);
  }
}

/// Sending failed. A reset does not destroy what the client sent before it, so that still goes to the pod as far as
/// the stream takes it now. (After a failed send the end of that input reads like an orderly one; it is not.)
void Relay::Private::clientBroke() {
  if (state == State::Open && !m_clientEnded) {
    Chunk chunk;
    while (stream->canWrite()) {
      const ssize_t got = receive(local.get(), chunk.data(), chunk.size());
      if (got <= 0) {
        break;
      }
      bytesToPod += got;
      stream->write({chunk.data(), got});
    }
  }
  leave();
}

/// Nobody is there any more to deliver anything to. Destroying the stream resets it behind the last byte written, and
/// the runtime passes on what came before the reset (PROTOCOL 2.5). A closeWrite would do no more for the pod (the
/// same second, PROTOCOL 6.2), and would keep stream and relay until that second has passed.
void Relay::Private::leave() {
  finish(m_error);
}

void Relay::Private::clientEnded() {
  m_clientEnded = true;
  m_podSilentSince = Clock::now();
  m_lookEvery = 10ms;
  updateReading();
  watchHalfClosed();
}

/// A FIN from the client says that it sends no more. Whether it still wants an answer, only a look at its socket tells;
/// again and again, because shutdown and close are often two calls, and an interrupted client closes much later.
void Relay::Private::watchHalfClosed() {
  const auto peer = peerSockets().look(local.get());
  if (peer == PeerSockets::State::Closed || (peer == PeerSockets::State::Unseen && m_peerSeen)) {
    return leave();
  }
  m_peerSeen |= peer == PeerSockets::State::Open;

  const auto now = Clock::now();
  if (m_podPaused || !m_toClient.isEmpty()) {
    m_podSilentSince = now;  // it is the client that keeps the pod waiting
  }
  const auto remaining = std::chrono::ceil<milliseconds>(m_podSilentSince + halfCloseGrace - now);
  if (!m_writeClosed && remaining <= 0ms) {
    m_writeClosed = true;
    stream->closeWrite();
  }
  auto next = milliseconds::max();
  if (m_peerSeen) {
    next = m_lookEvery;
    m_lookEvery = std::min<milliseconds>(2 * m_lookEvery, 1s);
  }
  if (!m_writeClosed) {
    next = std::min(next, remaining);
  }
  if (next != milliseconds::max()) {
    m_timer.start(next);
  }
}

void Relay::Private::podFinished(const std::optional<Error>& error) {
  if (state == State::Open) {
    flush();
  }
  stream.reset();
  if (state != State::Open) {
    return;
  }
  m_timer.stop();
  if (error && mayMove && wasNeverReached(*error)) {
    mayMove = false;
    state = State::Waiting;
    m_reading->setEnabled(false);
    if (m_urgent) {
      m_urgent->setEnabled(false);
    }
    QMetaObject::invokeMethod(
        q, [relay = q, reason = *error] { Q_EMIT relay->displaced(reason); }, Qt::QueuedConnection);
    return;
  }
  if (error) {
    state = State::Breaking;
    m_error = error;
    m_undelivered = std::numeric_limits<qsizetype>::max();
    m_checkEvery = 1ms;
    updateReading();
    watchBreaking();
    return;
  }
  endedByHalfClose = m_writeClosed;
  if (endedByHalfClose) {
    qCInfo(lcForward) << "the pod ended a connection after the client's half-close was passed on";
  }
  state = State::Ending;
  updateReading();
  if (m_toClient.isEmpty()) {
    delivered();
  }
}

/// All that the pod wrote is with the kernel. The descriptor stays open nevertheless: to close it with unread input, or
/// to get any after that, means a reset that destroys what the client's kernel has not taken; and the kernel gives a
/// closed socket up whose peer does not read for some minutes.
void Relay::Private::delivered() {
  ::shutdown(local.get(), SHUT_WR);
  state = State::Parting;
  m_clientSilentSince = m_deliveredAt = Clock::now();
  m_checkEvery = 10ms;
  updateReading();
  watchParting();
}

void Relay::Private::discardFromClient() {
  Chunk chunk;
  for (int i = 0; i < kChunksPerTurn; ++i) {
    const ssize_t got = receive(local.get(), chunk.data(), chunk.size());
    if (got < 0) {
      if (!wouldBlock()) {
        leave();
      }
      return;
    }
    if (got == 0) {
      m_clientEnded = true;
      updateReading();
      return watchParting();
    }
    m_clientSilentSince = Clock::now();
  }
}

/// The bounds count from when the client's kernel has everything; a client that does not read may take its time.
void Relay::Private::watchParting() {
  const auto now = Clock::now();
  if (unacknowledged(local.get()) > 0) {
    m_clientSilentSince = m_deliveredAt = now;
    m_timer.start(m_checkEvery);
    m_checkEvery = std::min<milliseconds>(2 * m_checkEvery, 1s);
    return;
  }
  const auto until = std::min(m_clientSilentSince + bounds.clientSilence, m_deliveredAt + bounds.clientEnd);
  if (m_clientEnded || now >= until) {
    return finish({});
  }
  m_timer.start(std::chrono::ceil<milliseconds>(until - now));
}

/// A reset destroys what the client's kernel has not taken, and nothing tells when it has: so this asks. On loopback
/// that is 40 ms at the longest (a delayed acknowledgement), unless the client does not read.
void Relay::Private::watchBreaking() {
  const auto now = Clock::now();
  const qsizetype undelivered = m_toClient.size() + unacknowledged(local.get());
  if (undelivered < m_undelivered) {
    m_undelivered = undelivered;
    m_progressAt = now;
  }
  if (undelivered == 0 || now >= m_progressAt + bounds.stalledDelivery) {
    return finish(m_error);
  }
  m_timer.start(m_checkEvery);
  m_checkEvery = std::min<milliseconds>(2 * m_checkEvery, 50ms);
}

void Relay::Private::onTimer() {
  switch (state) {
    case State::Open:
      return watchHalfClosed();
    case State::Parting:
      return watchParting();
    case State::Breaking:
      return watchBreaking();
    case State::Waiting:
    case State::Ending:
    case State::Done:
      return;
  }
}

void Relay::Private::finish(const std::optional<Error>& reason) {
  if (state == State::Done) {
    return;
  }
  state = State::Done;
  m_timer.stop();
  // Not deleted: this may run inside one of them.
  for (auto* notifier : {m_reading.get(), m_writing.get(), m_urgent.get()}) {
    if (notifier != nullptr) {
      notifier->setEnabled(false);
    }
  }
  stream.reset();
  if (reason) {
    local.closeWithReset();
  } else {
    local.close();
  }
  QMetaObject::invokeMethod(q, [relay = q, reason] { Q_EMIT relay->finished(reason); }, Qt::QueuedConnection);
}

Relay::Relay(FileDescriptor local, QObject* parent)
    : QObject(parent), d(std::make_unique<Private>(this, std::move(local))) {}

Relay::~Relay() = default;

void Relay::start(Session& session, quint16 port) {
  d->start(session, port);
}

void Relay::fail(const Error& reason) {
  d->finish(reason);
}

void Relay::setHalfCloseGrace(std::chrono::milliseconds grace) {
  d->halfCloseGrace = grace;
}

void Relay::setMayMove(bool may) {
  d->mayMove = may;
}

void Relay::setBounds(const Bounds& bounds) {
  d->bounds = bounds;
}

bool Relay::endedByHalfClose() const {
  return d->endedByHalfClose;
}

qint64 Relay::bytesFromPod() const {
  return d->bytesFromPod;
}

qint64 Relay::bytesToPod() const {
  return d->bytesToPod;
}

void Relay::streamDrained() {
  if (d->state == Private::State::Open) {
    d->flush();
  }
}

void Relay::streamReceived(QByteArrayView bytes) {
  d->received(bytes);
}

void Relay::streamFinished(const std::optional<Error>& error) {
  d->podFinished(error);
}

void Relay::streamWritable() {
  d->readFromClient();
}

}  // namespace portolan
