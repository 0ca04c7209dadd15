#include "core/tunnel/channelsession.h"

#include <QPointer>
#include <algorithm>
#include <array>
#include <utility>

#include "core/tunnel/podconnectionerror.h"

using namespace Qt::StringLiterals;

namespace portolan {

namespace {

// For the first port that was asked for (kubelet pkg/cri/streaming/portforward/websocket.go).
constexpr char kDataChannel = 0;
constexpr char kErrorChannel = 1;

/// The runtime takes one message at a time; the library that reads it closes at 32 MiB.
constexpr qsizetype kMessageSize = qsizetype{32} * 1024;
constexpr qsizetype kMaxErrorText = 8192;
/// As in SpdySession: what may lie unread in the pod, where it stops the runtime from answering.
constexpr qint64 kMaxUnanswered = 65'536;

void sendData(WebSocketConnection& connection, QByteArrayView bytes) {
  while (!bytes.isEmpty()) {
    const QByteArrayView piece = bytes.first(std::min(bytes.size(), kMessageSize));
    connection.send(QByteArrayView(&kDataChannel, 1), piece);
    bytes = bytes.sliced(piece.size());
  }
}

}  // namespace

class ChannelSession::ChannelStream final : public QObject, public Stream {
 public:
  ChannelStream(ChannelSession& session, quint16 port, QByteArrayView firstBytes, StreamListener& listener);
  ~ChannelStream() override;

  [[nodiscard]] bool canWrite() const override;
  void write(QByteArrayView bytes) override;
  void closeWrite() override;
  void setReadingPaused(bool paused) override;

  /// Sends what is due, and judges. When that is to be done next.
  Clock::time_point check(Clock::time_point now);
  /// Asks for a sign of life now.
  void ping(Clock::time_point now);
  void orphan();

 private:
  enum class State { Dialing, Open, Over };

  void onDialed(const Result<void>& result);
  void onReceived(QByteArrayView bytes);
  void onClosed(const Error& reason);
  void send(QByteArrayView bytes);
  void finish(const std::optional<Error>& error);
  [[nodiscard]] bool answersMayBeHeldUp() const;

  ChannelSession* m_session;
  const quint16 m_port;
  StreamListener& m_listener;
  State m_state = State::Dialing;
  std::unique_ptr<UpgradeDialer> m_dialer;
  std::unique_ptr<WebSocketConnection> m_connection;

  QByteArray m_waiting;  ///< written while dialing
  bool m_isPaused = false;
  bool m_isWriteClosed = false;
  mutable bool m_wantsToWrite = false;

  // The message that is being received: its channel, and how much of it came.
  int m_channel = -1;
  /// The first message on each channel is the port's number, little-endian.
  std::array<qsizetype, 2> m_portBytes{};
  QByteArray m_errorText;

  qint64 m_unanswered = 0;  ///< bytes sent since the pod last sent something
  bool m_isPinging = false;
  bool m_isSilent = true;  ///< nothing was received since the last ping
  bool m_heldUp = false;   ///< silence since the last look proves nothing
  Clock::time_point m_pingSent;
  Clock::time_point m_lookDue;  ///< whether the ping was answered
  Clock::time_point m_keptAlive;
};

ChannelSession::ChannelStream::ChannelStream(ChannelSession& session, quint16 port, QByteArrayView firstBytes,
                                             StreamListener& listener)
    : m_session(&session), m_port(port), m_listener(listener), m_waiting(firstBytes.toByteArray()) {
  m_dialer = std::make_unique<UpgradeDialer>(session.m_context, SessionKind::WebSocketChannels, session.m_pod,
                                             "?ports=" + QByteArray::number(port));
  connect(m_dialer.get(), &UpgradeDialer::finished, this, &ChannelStream::onDialed);
  m_dialer->start();
}

ChannelSession::ChannelStream::~ChannelStream() {
  if (m_session == nullptr) {
    return;
  }
  if (m_connection) {
    m_connection->disconnect(this);
    m_session->letGo(std::move(m_connection));
  } else if (m_dialer && !m_waiting.isEmpty()) {
    m_dialer->disconnect(this);
    m_session->letGo(std::move(m_dialer), m_waiting);
  }
  m_session->release(*this);
}

void ChannelSession::ChannelStream::orphan() {
  m_session = nullptr;
  m_state = State::Over;
  m_dialer.reset();
  m_connection.reset();
}

bool ChannelSession::ChannelStream::canWrite() const {
  if (m_state == State::Over || m_isWriteClosed) {
    return false;
  }
  const qsizetype waiting = m_state == State::Dialing ? m_waiting.size() : m_connection->bytesToWrite();
  m_wantsToWrite = waiting >= kWriteLimit;
  return !m_wantsToWrite;
}

void ChannelSession::ChannelStream::write(QByteArrayView bytes) {
  if (m_isWriteClosed) {
    return;
  }
  if (m_state == State::Dialing) {
    m_waiting.append(bytes);
  } else if (m_state == State::Open) {
    send(bytes);
  }
}

void ChannelSession::ChannelStream::send(QByteArrayView bytes) {
  m_unanswered += bytes.size();
  sendData(*m_connection, bytes);
}

void ChannelSession::ChannelStream::closeWrite() {
  if (std::exchange(m_isWriteClosed, true)) {
    return;
  }
  if (m_state == State::Open) {
    m_connection->close();
  }
}

void ChannelSession::ChannelStream::setReadingPaused(bool paused) {
  m_isPaused = paused;
  m_heldUp |= paused;
  if (m_state == State::Open) {
    m_connection->setReadingPaused(paused);
  }
}

void ChannelSession::ChannelStream::onDialed(const Result<void>& result) {
  if (!result) {
    Error error = result.error();
    if (error.code == ErrorCode::NotFound) {
      error.code = ErrorCode::PodGone;  // it was there when the session was begun
    }
    finish(error);
    return;
  }
  m_state = State::Open;
  m_connection = m_dialer->takeWebSocket();
  m_dialer.release()->deleteLater();  // this runs in its signal
  connect(m_connection.get(), &ByteChannel::received, this, &ChannelStream::onReceived);
  connect(m_connection.get(), &WebSocketConnection::messageEnded, this, [this] { m_channel = -1; });
  connect(m_connection.get(), &WebSocketConnection::pongReceived, this, [this] { m_isSilent = false; });
  connect(m_connection.get(), &ByteChannel::drained, this, [this] { m_listener.streamDrained(); });
  connect(m_connection.get(), &ByteChannel::closed, this, &ChannelStream::onClosed);
  connect(m_connection.get(), &ByteChannel::writable, this, [this] {
    if (std::exchange(m_wantsToWrite, false)) {
      m_listener.streamWritable();
    }
  });
  m_connection->setReadingPaused(m_isPaused);
  m_pingSent = m_keptAlive = Clock::now();
  const auto& options = m_session->m_options;
  m_session->armTimer(m_pingSent + std::min(options.pingInterval, options.keepAlive));
  send(std::exchange(m_waiting, {}));
  if (m_isWriteClosed) {
    m_connection->close();
  } else if (m_wantsToWrite && canWrite()) {
    m_listener.streamWritable();
  }
}

void ChannelSession::ChannelStream::onReceived(QByteArrayView bytes) {
  m_isSilent = false;
  if (m_channel < 0) {
    m_channel = static_cast<quint8>(bytes.front());
    bytes = bytes.sliced(1);
  }
  if (m_channel > kErrorChannel || bytes.isEmpty()) {
    return;
  }
  qsizetype& portBytes = m_portBytes[static_cast<size_t>(m_channel)];
  const qsizetype ofPort = std::min(2 - portBytes, bytes.size());
  for (qsizetype i = 0; i < ofPort; ++i, ++portBytes) {
    if (static_cast<quint8>(bytes[i]) != static_cast<quint8>(m_port >> (8 * portBytes))) {
      finish(Error{ErrorCode::ProtocolViolation,
                   Stage::Session,
                   u"channels: the server named another port than %1"_s.arg(m_port),
                   {}});
      return;
    }
  }
  bytes = bytes.sliced(ofPort);
  if (bytes.isEmpty()) {
    return;
  }
  if (m_channel == kErrorChannel) {
    m_errorText.append(bytes.first(std::min(bytes.size(), kMaxErrorText - m_errorText.size())));
  } else {
    m_unanswered = 0;
    m_listener.streamReceived(bytes);  // may destroy this
  }
}

void ChannelSession::ChannelStream::onClosed(const Error& reason) {
  if (!m_errorText.isEmpty()) {
    finish(podConnectionError(m_port, m_errorText));
  } else if (m_isWriteClosed || m_connection->closeCode() == websocket::kNormalClosure) {
    finish({});
  } else {
    finish(reason);
  }
}

void ChannelSession::ChannelStream::finish(const std::optional<Error>& error) {
  m_state = State::Over;
  if (m_dialer) {
    m_dialer.release()->deleteLater();
  }
  if (m_connection) {
    m_connection->disconnect(this);
    m_connection.release()->deleteLater();
  }
  std::exchange(m_session, nullptr)->release(*this);
  m_listener.streamFinished(error);
}

bool ChannelSession::ChannelStream::answersMayBeHeldUp() const {
  return m_isPaused || m_connection->bytesToWrite() > 0 || m_unanswered > kMaxUnanswered;
}

ChannelSession::Clock::time_point ChannelSession::ChannelStream::check(Clock::time_point now) {
  if (m_state != State::Open) {
    return Clock::time_point::max();
  }
  const auto& options = m_session->m_options;
  if (now >= m_keptAlive + options.keepAlive) {
    m_connection->send({});
    m_keptAlive = now;
  }
  if (m_isPinging && m_isSilent && now >= m_lookDue) {
    if ((!m_heldUp && !answersMayBeHeldUp()) || m_connection->isPathDead()) {
      finish(Error{ErrorCode::SessionLost, Stage::Session, u"the connection to the pod answers no more"_s, {}});
      return Clock::time_point::max();
    }
    m_heldUp = answersMayBeHeldUp();
    m_lookDue = now + options.pingTimeout;
  }
  m_isPinging = m_isPinging && m_isSilent;
  if (!m_isPinging && now >= m_pingSent + options.pingInterval) {
    ping(now);
  }
  return std::min(m_isPinging ? m_lookDue : m_pingSent + options.pingInterval, m_keptAlive + options.keepAlive);
}

void ChannelSession::ChannelStream::ping(Clock::time_point now) {
  if (m_state != State::Open || (m_isPinging && m_isSilent)) {
    return;
  }
  m_connection->ping({});
  m_connection->flush();  // else the ping itself would be what holds up its answer
  m_isPinging = true;
  m_isSilent = true;
  m_heldUp = answersMayBeHeldUp();
  m_pingSent = now;
  m_lookDue = now + m_session->m_options.pingTimeout;
}

// ---- The session ----

ChannelSession::ChannelSession(std::shared_ptr<SessionContext> context, UpgradeDialer::Pod pod,
                               const ChannelSessionOptions& options, QObject* parent)
    : Session(parent), m_context(std::move(context)), m_pod(std::move(pod)), m_options(options) {
  m_timer.setSingleShot(true);
  // A coarse one would be up to three quarters of a second late, in all.
  m_timer.setTimerType(Qt::PreciseTimer);
  connect(&m_timer, &QTimer::timeout, this, &ChannelSession::checkStreams);
  QMetaObject::invokeMethod(this, &Session::opened, Qt::QueuedConnection);
}

ChannelSession::~ChannelSession() {
  for (ChannelStream* const stream : m_streams) {
    stream->orphan();
  }
}

std::unique_ptr<Stream> ChannelSession::openStream(quint16 port, QByteArrayView firstBytes, StreamListener& listener) {
  if (!isOpen()) {
    return nullptr;
  }
  auto stream = std::make_unique<ChannelStream>(*this, port, firstBytes, listener);
  m_streams.push_back(stream.get());
  return stream;
}

void ChannelSession::release(ChannelStream& stream) {
  std::erase(m_streams, &stream);
  if (m_streams.empty()) {
    m_timer.stop();
    m_timerDue = Clock::time_point::max();
    QMetaObject::invokeMethod(this, &Session::loadChanged, Qt::QueuedConnection);
  }
  endIfDone();
}

/// What was written to a stream that its user destroyed is still sent (PROTOCOL 1.3: the runtime delivers it).
void ChannelSession::letGo(std::unique_ptr<WebSocketConnection> connection) {
  m_closing.push_back(std::move(connection));
  const auto it = std::prev(m_closing.end());
  WebSocketConnection* const closing = it->get();
  connect(closing, &ByteChannel::closed, this, [this, it] {
    it->release()->deleteLater();
    m_closing.erase(it);
    endIfDone();
  });
  closing->setReadingPaused(false);
  closing->close();
}

void ChannelSession::letGo(std::unique_ptr<UpgradeDialer> dialer, const QByteArray& unsent) {
  m_dialing.push_back(std::move(dialer));
  const auto it = std::prev(m_dialing.end());
  connect(it->get(), &UpgradeDialer::finished, this, [this, it, unsent](const Result<void>& result) {
    if (result) {
      auto connection = (*it)->takeWebSocket();
      sendData(*connection, unsent);
      letGo(std::move(connection));
    }
    it->release()->deleteLater();
    m_dialing.erase(it);
    endIfDone();
  });
}

void ChannelSession::checkStreams() {
  m_timerDue = Clock::time_point::max();
  const auto now = Clock::now();
  const QPointer<ChannelSession> alive(this);
  for (ChannelStream* const stream : std::vector(m_streams)) {
    // One that finishes may take others with it.
    if (alive && std::ranges::find(m_streams, stream) != m_streams.end()) {
      const auto due = stream->check(now);
      if (alive) {
        armTimer(due);
      }
    }
  }
}

void ChannelSession::check() {
  const auto now = Clock::now();
  for (ChannelStream* const stream : m_streams) {
    stream->ping(now);
  }
  armTimer(now + m_options.pingTimeout);
}

void ChannelSession::armTimer(Clock::time_point due) {
  if (due >= m_timerDue || m_streams.empty()) {
    return;
  }
  m_timerDue = due;
  m_timer.start(std::chrono::ceil<std::chrono::milliseconds>(std::max(due - Clock::now(), Clock::duration::zero())));
}

void ChannelSession::retire() {
  m_isRetired = true;
  endIfDone();
}

void ChannelSession::endIfDone() {
  if (m_isRetired && m_streams.empty() && m_dialing.empty() && m_closing.empty() &&
      !std::exchange(m_isEndPosted, true)) {
    QMetaObject::invokeMethod(
        this, [this] { Q_EMIT closed({ErrorCode::SessionLost, Stage::Session, u"the session was closed"_s, {}}); },
        Qt::QueuedConnection);
  }
}

}  // namespace portolan
