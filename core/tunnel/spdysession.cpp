#include "core/tunnel/spdysession.h"

#include <algorithm>
#include <charconv>
#include <utility>
#include <vector>

#include "core/tunnel/podconnectionerror.h"

using namespace Qt::StringLiterals;

namespace portolan {

namespace {

// Request n has the streams 4n+1 (error) and 4n+3 (data): odd and increasing, as a client's ids have to be.
constexpr quint32 kErrorStream = 1;
constexpr quint32 kDataStream = 3;
constexpr quint32 kMaxRequest = spdy::kMaxStreamId / 4;

quint32 requestOf(quint32 streamId) {
  return streamId / 4;
}
bool isDataStream(quint32 streamId) {
  return streamId % 4 == kDataStream;
}

/// What is kept of the text on an error stream.
constexpr qsizetype kMaxErrorText = 8192;

/// More than this, sent and not yet followed by anything from the pod, may not fit the buffers between the runtime and
/// a process that does not read; then the runtime stops reading the session, and answers no pings.
constexpr qint64 kMaxUnanswered = 65'536;

/// A number as header text, without a QByteArray.
class NumberText {
 public:
  explicit NumberText(quint32 number)
      : m_end(std::to_chars(m_text.data(), m_text.data() + m_text.size(), number).ptr) {}
  [[nodiscard]] QByteArrayView view() const { return {m_text.data(), m_end}; }

 private:
  std::array<char, 10> m_text;
  char* m_end;
};

Error sessionLost(const QString& detail) {
  return {ErrorCode::SessionLost, Stage::Session, detail, {}};
}

}  // namespace

/// One connection: what the session knows of its two SPDY streams.
class SpdySession::PodStream final : public Stream {
 public:
  PodStream(SpdySession& session, quint32 request, quint16 port, StreamListener& listener)
      : m_session(&session), m_request(request), m_port(port), m_listener(listener) {}
  ~PodStream() override {
    if (m_session) {
      m_session->abandon(*this);
    }
  }
  PodStream(const PodStream&) = delete;
  PodStream& operator=(const PodStream&) = delete;

  [[nodiscard]] bool canWrite() const override {
    if (!m_session || m_writeEnd != WriteEnd::Open || m_session->m_isBroken) {
      return false;
    }
    if (m_session->m_channel->bytesToWrite() < kWriteLimit) {
      return true;
    }
    if (!m_waiting) {
      // Who asks in vain is told when there is room.
      m_waiting = true;
      m_session->m_waiting.push_back(const_cast<PodStream*>(this));
    }
    return false;
  }

  void write(QByteArrayView bytes) override {
    if (!m_session || bytes.isEmpty()) {
      return;
    }
    if (m_writeEnd == WriteEnd::Open) {
      m_session->sendData(*this, bytes);
    } else if (m_writeEnd == WriteEnd::BySession) {
      m_lostBytes = true;
    }
  }

  void closeWrite() override {
    if (!m_session) {
      return;
    }
    if (m_writeEnd == WriteEnd::Open) {
      m_session->sendFin(*this);
    }
    m_writeEnd = WriteEnd::ByUser;
  }

  void setReadingPaused(bool paused) override {
    if (m_session) {
      m_session->setStreamPaused(*this, paused);
    }
  }

 private:
  friend class SpdySession;
  enum class WriteEnd { Open, ByUser, BySession };

  [[nodiscard]] quint32 errorId() const { return 4 * m_request + kErrorStream; }
  [[nodiscard]] quint32 dataId() const { return 4 * m_request + kDataStream; }

  SpdySession* m_session;  ///< nothing: the stream is over
  const quint32 m_request;
  const quint16 m_port;
  StreamListener& m_listener;
  WriteEnd m_writeEnd = WriteEnd::Open;
  End m_dataEnd = End::Open;
  End m_errorEnd = End::Open;
  bool m_paused = false;
  mutable bool m_waiting = false;  ///< is in the session's m_waiting
  bool m_ending = false;           ///< one stream ended, or an error text came: the rest must follow
  bool m_lostBytes = false;        ///< bytes could not be delivered in one direction: no clean end any more
  qint64 m_unanswered = 0;         ///< bytes sent since the pod last sent something
  qint64 m_moved = 0;              ///< bytes both ways
  Clock::time_point m_endingSince;
  QByteArray m_errorText;
};

SpdySession::SpdySession(std::unique_ptr<ByteChannel> channel, SessionKind kind, const SpdySessionOptions& options,
                         QObject* parent)
    : Session(parent),
      m_channel(std::move(channel)),
      m_kind(kind),
      m_options(options),
      m_parser(*this),
      m_nextRequest(options.firstRequest) {
  connect(m_channel.get(), &ByteChannel::received, this, &SpdySession::onReceived);
  connect(m_channel.get(), &ByteChannel::drained, this, &SpdySession::onDrained);
  connect(m_channel.get(), &ByteChannel::writable, this, &SpdySession::onWritable);
  connect(m_channel.get(), &ByteChannel::broken, this, &SpdySession::onBroken);
  connect(m_channel.get(), &ByteChannel::closed, this, &SpdySession::onChannelClosed);
  m_timer.setSingleShot(true);
  // A coarse one may be a twentieth late, and a dead path would be noticed after nearly 16 s instead of 15.
  m_timer.setTimerType(Qt::PreciseTimer);
  connect(&m_timer, &QTimer::timeout, this, &SpdySession::onTimer);
  armTimer(Clock::now());
}

SpdySession::~SpdySession() {
  for (PodStream* stream : std::as_const(m_streams)) {
    stream->m_session = nullptr;
  }
}

bool SpdySession::isOpen() const {
  return m_state < State::Closing && !m_isRetired && !m_isBroken && hasRequestsLeft();
}

void SpdySession::retire() {
  m_isRetired = true;
  if (isDone()) {
    armTimer(Clock::now());
  }
}

bool SpdySession::hasRequestsLeft() const {
  return m_nextRequest <= kMaxRequest;
}

/// The last stream is over, and no other can be opened.
bool SpdySession::isDone() const {
  return m_streams.isEmpty() && (m_isRetired || !hasRequestsLeft());
}

// ---- Streams: what their users do ----

std::unique_ptr<Stream> SpdySession::openStream(quint16 port, QByteArrayView firstBytes, StreamListener& listener) {
  if (!isOpen()) {
    return nullptr;
  }
  auto stream = std::make_unique<PodStream>(*this, m_nextRequest++, port, listener);
  m_streams.insert(stream->m_request, stream.get());

  // Everything in one write; nothing waits for a reply. The error stream is only read (PROTOCOL 2.4).
  const NumberText portText(port);
  const NumberText requestText(stream->m_request);
  std::array<SpdyHeader, 3> headers{{
      {"streamtype", "error"},
      {"port", portText.view()},
      {"requestid", requestText.view()},
  }};
  m_out.resize(0);
  m_writer.synStream(m_out, stream->errorId(), headers);
  m_out.append(QByteArrayView(SpdyWriter::dataHeader(stream->errorId(), 0, true)));
  headers[0].value = "data";
  m_writer.synStream(m_out, stream->dataId(), headers);

  const QByteArrayView first = firstBytes.first(std::min(firstBytes.size(), spdy::kDataFrameSize));
  if (!first.isEmpty()) {
    m_out.append(QByteArrayView(SpdyWriter::dataHeader(stream->dataId(), first.size())));
    stream->m_unanswered += first.size();
    m_unanswered += first.size();
  }
  m_channel->send(m_out, first);
  countMoved(*stream, first.size());
  sendData(*stream, firstBytes.sliced(first.size()));
  return stream;
}

void SpdySession::countMoved(PodStream& stream, qsizetype size) {
  const bool wasBulk = stream.m_moved > kBulkAfter;
  stream.m_moved += size;
  if (!wasBulk && stream.m_moved > kBulkAfter) {
    ++m_bulkStreams;
    postLoadChanged();
  }
}

void SpdySession::postLoadChanged() {
  if (!std::exchange(m_isLoadPosted, true)) {
    QMetaObject::invokeMethod(
        this,
        [this] {
          m_isLoadPosted = false;
          Q_EMIT loadChanged();
        },
        Qt::QueuedConnection);
  }
}

void SpdySession::sendData(PodStream& stream, QByteArrayView bytes) {
  countMoved(stream, bytes.size());
  stream.m_unanswered += bytes.size();
  m_unanswered += bytes.size();
  if (stream.m_ending) {
    stream.m_endingSince = Clock::now();
  }
  while (!bytes.isEmpty()) {
    const QByteArrayView payload = bytes.first(std::min(bytes.size(), spdy::kDataFrameSize));
    m_channel->send(QByteArrayView(SpdyWriter::dataHeader(stream.dataId(), payload.size())), payload);
    bytes = bytes.sliced(payload.size());
  }
}

void SpdySession::sendFin(PodStream& stream) {
  m_channel->send(QByteArrayView(SpdyWriter::dataHeader(stream.dataId(), 0, true)));
}

void SpdySession::setStreamPaused(PodStream& stream, bool paused) {
  if (stream.m_paused == paused) {
    return;
  }
  stream.m_paused = paused;
  m_pausedStreams += paused ? 1 : -1;
  if (paused && m_pausedStreams == 1) {
    m_heldUp = true;
    m_channel->setReadingPaused(!m_isBroken);
  } else if (!paused && m_pausedStreams == 0) {
    m_resumed = Clock::now();
    m_channel->setReadingPaused(false);
    if (m_endingStreams > 0) {
      armTimer(m_resumed + m_options.endTimeout);
    }
  }
}

/// The user destroyed a stream that was not over. Frames that still come for it are ignored: ids are not used again.
void SpdySession::abandon(PodStream& stream) {
  reset(stream);
  release(stream);
}

/// Ends what is still open of both SPDY streams, so that the runtime forgets them (PROTOCOL 2.5).
void SpdySession::reset(PodStream& stream) {
  m_out.resize(0);
  if (stream.m_dataEnd == End::Open ||
      (stream.m_dataEnd == End::Fin && stream.m_writeEnd == PodStream::WriteEnd::Open)) {
    SpdyWriter::rstStream(m_out, stream.dataId(), spdy::kCancel);
  }
  if (stream.m_errorEnd == End::Open) {
    SpdyWriter::rstStream(m_out, stream.errorId(), spdy::kCancel);
  }
  if (!m_out.isEmpty()) {
    m_channel->send(m_out);
  }
}

void SpdySession::release(PodStream& stream) {
  setStreamPaused(stream, false);
  if (stream.m_waiting) {
    std::erase(m_waiting, &stream);
  }
  if (stream.m_ending) {
    --m_endingStreams;
  }
  m_unanswered -= stream.m_unanswered;
  m_streams.remove(stream.m_request);
  stream.m_session = nullptr;
  const bool wasBulk = stream.m_moved > kBulkAfter;
  m_bulkStreams -= wasBulk ? 1 : 0;
  if (wasBulk || m_streams.isEmpty()) {
    postLoadChanged();
  }
  if (isDone()) {
    armTimer(Clock::now());
  }
}

// ---- Streams: what the pod does ----

/// The stream that a frame is for. Nothing: it is over, and the frame is late; or it never was, and the session ends.
SpdySession::PodStream* SpdySession::findStream(quint32 streamId, QLatin1String frame) {
  const quint32 request = requestOf(streamId);
  if (streamId % 2 == 0 || request < m_options.firstRequest || request >= m_nextRequest) {
    violate(u"a %1 frame came for stream %2, which was never opened"_s.arg(frame).arg(streamId));
    return nullptr;
  }
  return m_streams.value(request);
}

void SpdySession::dataReceived(quint32 streamId, QByteArrayView piece, bool fin) {
  PodStream* stream = findStream(streamId, "data"_L1);
  if (!stream) {
    return;
  }
  if (!isDataStream(streamId)) {
    if (!piece.isEmpty()) {
      stream->m_errorText.append(piece.first(std::min(piece.size(), kMaxErrorText - stream->m_errorText.size())));
      beginEnding(*stream);
    }
  } else if (!piece.isEmpty()) {
    m_unanswered -= std::exchange(stream->m_unanswered, 0);
    countMoved(*stream, piece.size());
    if (stream->m_dataEnd != End::Open) {
      // The runtime's copy loop may run on after it closed the stream; what it sends then is of no use.
      stream->m_lostBytes = true;
    } else {
      if (m_received.empty() || m_received.back() != stream->m_request) {
        m_received.push_back(stream->m_request);
      }
      stream->m_listener.streamReceived(piece);  // may destroy it
    }
  }
  if (fin) {
    endReceived(streamId, End::Fin);
  }
}

void SpdySession::synReplyReceived(quint32 streamId, std::span<const SpdyHeader> /*headers*/, bool fin) {
  if (findStream(streamId, "SYN_REPLY"_L1) && fin) {
    endReceived(streamId, End::Fin);
  }
}

void SpdySession::headersReceived(quint32 streamId, std::span<const SpdyHeader> /*headers*/, bool fin) {
  if (findStream(streamId, "HEADERS"_L1) && fin) {
    endReceived(streamId, End::Fin);
  }
}

void SpdySession::rstStreamReceived(quint32 streamId, quint32 /*status*/) {
  if (findStream(streamId, "RST_STREAM"_L1)) {
    endReceived(streamId, End::Reset);
  }
}

void SpdySession::endReceived(quint32 streamId, End how) {
  PodStream* stream = m_streams.value(requestOf(streamId));
  if (!stream) {
    return;  // its user destroyed it on hearing the last bytes
  }
  End& streamEnd = isDataStream(streamId) ? stream->m_dataEnd : stream->m_errorEnd;
  // A reset after FIN still says that the connection broke.
  streamEnd = std::max(streamEnd, how);
  if (stream->m_dataEnd == End::Open || stream->m_errorEnd == End::Open) {
    beginEnding(*stream);
    return;
  }

  if (!stream->m_errorText.isEmpty()) {
    finish(*stream, podConnectionError(stream->m_port, stream->m_errorText));
  } else if (stream->m_dataEnd == End::Reset || stream->m_errorEnd == End::Reset) {
    finish(*stream, podConnectionReset());
  } else if (stream->m_lostBytes) {
    finish(*stream, Error{ErrorCode::PodConnectionFailed,
                          Stage::Relay,
                          u"the connection to port %1 in the pod was cut off"_s.arg(stream->m_port),
                          {}});
  } else {
    finish(*stream, std::nullopt);
  }
}

void SpdySession::beginEnding(PodStream& stream) {
  if (!stream.m_ending) {
    stream.m_ending = true;
    stream.m_endingSince = Clock::now();
    ++m_endingStreams;
    armTimer(stream.m_endingSince + m_options.endTimeout);
  }
}

void SpdySession::finish(PodStream& stream, const std::optional<Error>& error) {
  reset(stream);
  release(stream);
  stream.m_listener.streamFinished(error);
}

void SpdySession::checkEndings(Clock::time_point now) {
  if (m_endingStreams == 0 || m_pausedStreams > 0) {
    return;  // what is missing cannot arrive while reading is paused
  }
  std::vector<quint32> expired;
  for (const PodStream* stream : std::as_const(m_streams)) {
    if (!stream->m_ending) {
      continue;
    }
    const auto due = std::max(stream->m_endingSince, m_resumed) + m_options.endTimeout;
    if (due <= now) {
      expired.push_back(stream->m_request);
    } else {
      armTimer(due);
    }
  }
  for (const quint32 request : expired) {
    if (PodStream* stream = m_streams.value(request)) {
      expire(*stream, now);
    }
  }
}

/// The end of one of a connection's two streams, or an error text, came, and the rest does not follow.
void SpdySession::expire(PodStream& stream, Clock::time_point now) {
  if (!stream.m_errorText.isEmpty()) {
    finish(stream, podConnectionError(stream.m_port, stream.m_errorText));
  } else if (stream.m_dataEnd == End::Reset || stream.m_errorEnd == End::Reset) {
    finish(stream, podConnectionReset());
  } else if (stream.m_errorEnd == End::Open && stream.m_writeEnd == PodStream::WriteEnd::Open) {
    // A runtime that lets each direction end by itself waits for our end before it says how it went.
    sendFin(stream);
    stream.m_writeEnd = PodStream::WriteEnd::BySession;
    stream.m_endingSince = now;
    armTimer(now + m_options.endTimeout);
  } else {
    finish(stream, Error{ErrorCode::PodConnectionFailed, Stage::Relay,
                         u"the runtime did not say how the connection to port %1 in the pod ended"_s.arg(stream.m_port),
                         u"What arrived may be incomplete."_s});
  }
}

// ---- The session ----

void SpdySession::onReceived(QByteArrayView bytes) {
  m_silent = false;
  if (const auto parsed = m_parser.parse(bytes); !parsed) {
    end(parsed.error());
  }
}

void SpdySession::onDrained() {
  for (const quint32 request : m_received) {
    if (PodStream* const stream = m_streams.value(request)) {
      stream->m_listener.streamDrained();  // may destroy it
    }
  }
  m_received.clear();
}

void SpdySession::onWritable() {
  while (!m_waiting.empty() && m_channel->bytesToWrite() < kWriteLimit) {
    PodStream* stream = m_waiting.front();
    m_waiting.pop_front();
    stream->m_waiting = false;
    if (stream->canWrite()) {
      stream->m_listener.streamWritable();
    }
  }
}

/// A stream that stalls does not hide from the others that the session is lost: what arrived, which is not much, is
/// handed on, and then its end.
void SpdySession::onBroken() {
  m_isBroken = true;
  m_channel->setReadingPaused(false);
}

void SpdySession::synStreamReceived(quint32 streamId, std::span<const SpdyHeader> /*headers*/, bool /*fin*/) {
  violate(u"the server opened stream %1"_s.arg(streamId));
}

void SpdySession::goAwayReceived(quint32 /*lastGoodStreamId*/, quint32 /*status*/) {
  end(sessionLost(u"the pod's runtime ended the session"_s));
}

void SpdySession::onChannelClosed(const Error& reason) {
  Error error = reason;
  if (error.code != ErrorCode::ProtocolViolation) {
    error.code = ErrorCode::SessionLost;
  }
  error.stage = Stage::Session;
  end(error);
}

void SpdySession::violate(const QString& detail) {
  end(Error{ErrorCode::ProtocolViolation, Stage::Session, u"SPDY: "_s + detail, {}});
}

void SpdySession::end(const Error& reason) {
  if (m_state == State::Closed) {
    return;
  }
  m_state = State::Closed;
  m_parser.stop();
  m_timer.stop();
  m_channel->disconnect(this);
  m_channel->close();
  while (!m_streams.isEmpty()) {
    PodStream& stream = **m_streams.cbegin();
    release(stream);
    stream.m_listener.streamFinished(reason);
  }
  Q_EMIT closed(reason);
}

// ---- Pings and the timer ----

void SpdySession::onTimer() {
  // A timer may come a little early; what it was set for is due all the same.
  const auto now = std::max(Clock::now(), std::exchange(m_timerDue, Clock::time_point::max()));
  if (m_state == State::New) {
    m_state = State::Open;
    sendPings();
    Q_EMIT opened();
  }
  if (isDone()) {
    if (m_isRetired) {
      m_state = State::Closing;  // closed() comes when the last bytes are sent
      m_channel->close();
    } else {
      end(sessionLost(u"all stream ids of the session are used up"_s));
    }
    return;
  }
  checkPing(now);
  if (m_state >= State::Closing) {
    return;
  }
  checkEndings(now);
  armTimer(m_pingDue);
}

void SpdySession::armTimer(Clock::time_point due) {
  if (m_state >= State::Closing || due >= m_timerDue) {
    return;
  }
  m_timerDue = due;
  m_timer.start(std::chrono::ceil<std::chrono::milliseconds>(std::max(due - Clock::now(), Clock::duration::zero())));
}

void SpdySession::checkPing(Clock::time_point now) {
  if (now < m_pingDue) {
    return;
  }
  if (m_pinging && m_silent) {
    if (!m_heldUp && !answersMayBeHeldUp()) {
      end(sessionLost(
          u"no answer to a ping for %1 s"_s.arg(static_cast<double>(m_options.pingTimeout.count()) / 1000)));
      return;
    }
    if (m_channel->isPathDead()) {
      end(sessionLost(u"the other host acknowledges nothing any more"_s));
      return;
    }
    m_heldUp = answersMayBeHeldUp();
    m_pingDue = now + m_options.pingTimeout;
    return;
  }
  m_pinging = false;
  m_pingDue = m_pingSent + m_options.pingInterval;
  if (now >= m_pingDue) {
    sendPings();
  }
}

void SpdySession::sendPings() {
  m_out.resize(0);
  // Two, because the runtime spreads pings over five workers: one that waits for a pod that does not read answers
  // none, but it does not hold up the next.
  for (quint32& ping : m_pings) {
    ping = m_nextPing;
    m_nextPing = m_nextPing == spdy::kMaxStreamId ? 1 : m_nextPing + 2;
    SpdyWriter::ping(m_out, ping);
  }
  m_channel->send(m_out);
  m_channel->flush();
  m_pinging = true;
  m_silent = true;
  m_heldUp = answersMayBeHeldUp();
  m_pingSent = Clock::now();
  m_pingDue = m_pingSent + m_options.pingTimeout;
}

void SpdySession::check() {
  if (m_state == State::Open && !m_pinging) {
    sendPings();
    m_timerDue = Clock::time_point::max();
    armTimer(m_pingDue);
  }
}

bool SpdySession::answersMayBeHeldUp() const {
  return m_pausedStreams > 0 || m_channel->bytesToWrite() > 0 || m_unanswered > kMaxUnanswered;
}

void SpdySession::pingReceived(quint32 id) {
  if (id % 2 == 0) {
    // The other end's own ping. Answers may pile up only as far as everything else.
    if (m_channel->bytesToWrite() < kWriteLimit) {
      m_out.resize(0);
      SpdyWriter::ping(m_out, id);
      m_channel->send(m_out);
    }
    return;
  }
  if (!m_pinging || std::ranges::find(m_pings, id) == m_pings.end()) {
    return;
  }
  m_pinging = false;
  m_pingDue = m_pingSent + m_options.pingInterval;
  if (m_endingStreams == 0) {
    m_timerDue = Clock::time_point::max();  // no look for an answer is needed: one wake-up less
  }
  armTimer(m_pingDue);
  m_answersIn = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - m_pingSent);
  Q_EMIT pingAnswered(*m_answersIn);
}

}  // namespace portolan
