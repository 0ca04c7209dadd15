#pragma once

#include <QByteArray>
#include <QHash>
#include <QTimer>
#include <array>
#include <chrono>
#include <deque>
#include <memory>
#include <span>
#include <vector>

#include "core/tunnel/bytechannel.h"
#include "core/tunnel/session.h"
#include "core/tunnel/spdyparser.h"
#include "core/tunnel/spdywriter.h"

namespace portolan {

struct SpdySessionOptions {
  /// With the timeout, and timers that are 5 % late: a dead path is found out within 15 s.
  std::chrono::milliseconds pingInterval{9'000};
  /// A session that is silent for this long after a ping is lost.
  std::chrono::milliseconds pingTimeout{5'000};
  /// How long one of a connection's two SPDY streams may stay open after the other one ended.
  std::chrono::milliseconds endTimeout{5'000};
  /// The first requestid. SPDY's stream ids follow from it; a session can open 2^29 connections.
  quint32 firstRequest = 0;
};

/// The session over SPDY/3.1, tunnelled in a WebSocket or plain (PROTOCOL 2.4 to 2.7): many connections at once. Each
/// is two SPDY streams, one for its data and one on which the runtime says how it went. It ended cleanly only if both
/// ended, and neither an error text nor a reset came.
///
/// There is no flow control in this protocol. Outwards, all streams share one bounded buffer (kWriteLimit), and those
/// that wait for room get it in turn. Inwards, a paused stream pauses the whole session.
///
/// Two pings every nine seconds; any byte from the other end counts as life. Silence proves nothing, and is not held
/// against the session, while it is not read, while our own writes are blocked, or while the pod may be holding up
/// what we sent: the runtime reads a session's frames one after the other, and a process in the pod that does not read
/// stops it (PROTOCOL 2.6).
///
/// Its owner deletes it with deleteLater when it may be inside one of its signals or one of a stream's calls. Streams
/// that outlive it are dead: they hear nothing more.
class SpdySession final : public Session, private SpdyFrameHandler {
  Q_OBJECT
 public:
  /// Streams may write while fewer bytes than this wait to be sent. Twice the channel's low-water mark keeps the
  /// sender busy; more would only make new connections and pings wait behind it.
  static constexpr qsizetype kWriteLimit = 2 * ByteChannel::kLowWater;

  /// A stream that moved more than this, both ways together, counts as bulk.
  static constexpr qint64 kBulkAfter = qint64{256} * 1024;

  /// On an open channel. Streams can be opened at once; opened() follows.
  SpdySession(std::unique_ptr<ByteChannel> channel, SessionKind kind, const SpdySessionOptions& options = {},
              QObject* parent = nullptr);
  ~SpdySession() override;

  [[nodiscard]] SessionKind kind() const override { return m_kind; }
  [[nodiscard]] bool isOpen() const override;
  /// Nothing if the session is not open.
  [[nodiscard]] std::unique_ptr<Stream> openStream(quint16 port, QByteArrayView firstBytes,
                                                   StreamListener& listener) override;
  void retire() override;
  void check() override;
  [[nodiscard]] std::optional<std::chrono::milliseconds> answersIn() const override { return m_answersIn; }
  [[nodiscard]] int streamCount() const override { return static_cast<int>(m_streams.size()); }
  [[nodiscard]] int bulkStreamCount() const override { return m_bulkStreams; }

 Q_SIGNALS:
  /// The runtime itself answered a ping: the way to the pod's node works, both ways. The first one is sent with
  /// opened().
  void pingAnswered(std::chrono::milliseconds roundTrip);

 private:
  class PodStream;
  enum class End { Open, Fin, Reset };
  using Clock = std::chrono::steady_clock;

  void synStreamReceived(quint32 streamId, std::span<const SpdyHeader> headers, bool fin) override;
  void synReplyReceived(quint32 streamId, std::span<const SpdyHeader> headers, bool fin) override;
  void headersReceived(quint32 streamId, std::span<const SpdyHeader> headers, bool fin) override;
  void dataReceived(quint32 streamId, QByteArrayView piece, bool fin) override;
  void rstStreamReceived(quint32 streamId, quint32 status) override;
  void pingReceived(quint32 id) override;
  void goAwayReceived(quint32 lastGoodStreamId, quint32 status) override;

  void onReceived(QByteArrayView bytes);
  void onDrained();
  void onWritable();
  void onBroken();
  void onChannelClosed(const Error& reason);
  void onTimer();

  [[nodiscard]] PodStream* findStream(quint32 streamId, QLatin1String frame);
  void sendData(PodStream& stream, QByteArrayView bytes);
  void sendFin(PodStream& stream);
  void setStreamPaused(PodStream& stream, bool paused);
  void endReceived(quint32 streamId, End how);
  void beginEnding(PodStream& stream);
  void countMoved(PodStream& stream, qsizetype size);
  void postLoadChanged();
  void finish(PodStream& stream, const std::optional<Error>& error);
  void abandon(PodStream& stream);
  void release(PodStream& stream);
  void reset(PodStream& stream);
  void checkEndings(Clock::time_point now);
  void expire(PodStream& stream, Clock::time_point now);
  [[nodiscard]] bool hasRequestsLeft() const;
  [[nodiscard]] bool isDone() const;

  void checkPing(Clock::time_point now);
  void sendPings();
  [[nodiscard]] bool answersMayBeHeldUp() const;

  void armTimer(Clock::time_point due);
  void violate(const QString& detail);
  void end(const Error& reason);

  const std::unique_ptr<ByteChannel> m_channel;
  const SessionKind m_kind;
  const SpdySessionOptions m_options;
  SpdyParser m_parser;
  SpdyWriter m_writer;
  QByteArray m_out;  ///< where control frames are put together

  enum class State { New, Open, Closing, Closed };
  State m_state = State::New;
  bool m_isRetired = false;
  bool m_isBroken = false;  ///< nothing can be sent any more, and the end follows
  quint32 m_nextRequest;

  QHash<quint32, PodStream*> m_streams;  ///< by request
  std::deque<PodStream*> m_waiting;      ///< for room to write, the longest first
  std::vector<quint32> m_received;       ///< requests whose streams received something since the last drained()
  int m_pausedStreams = 0;
  int m_endingStreams = 0;
  int m_bulkStreams = 0;
  bool m_isLoadPosted = false;
  qint64 m_unanswered = 0;  ///< the sum of the streams'

  QTimer m_timer;  ///< the only one: pings, and ends that do not come
  Clock::time_point m_timerDue = Clock::time_point::max();
  Clock::time_point m_resumed = Clock::time_point::min();  ///< when reading went on after a pause

  quint32 m_nextPing = 1;
  std::array<quint32, 2> m_pings{};  ///< the last ones that were sent
  bool m_pinging = false;            ///< they were not answered yet
  bool m_silent = true;              ///< nothing at all was received since
  bool m_heldUp = false;             ///< silence since the last look proves nothing
  std::optional<std::chrono::milliseconds> m_answersIn;
  Clock::time_point m_pingSent;
  Clock::time_point m_pingDue;  ///< the next ping, or the look whether there was an answer
};

}  // namespace portolan
