#pragma once

#include <QTimer>
#include <chrono>
#include <list>
#include <memory>
#include <vector>

#include "core/tunnel/session.h"
#include "core/tunnel/upgradedialer.h"

namespace portolan {

struct ChannelSessionOptions {
  std::chrono::milliseconds pingInterval{10'000};
  /// A connection that is silent for this long after a ping is lost.
  std::chrono::milliseconds pingTimeout{5'000};
  /// How often an empty message restarts the runtime's idle timer, which pings do not (PROTOCOL 1.3; four hours).
  std::chrono::milliseconds keepAlive{600'000};
};

/// The session over v4.channel.k8s.io (PROTOCOL 1.3), for servers that speak no SPDY: each stream is an upgraded
/// connection of its own, which dials the pod at once. There is none without a stream, so that the session itself is
/// never lost; it is closed when it was retired and its last stream is over.
///
/// Until its upgrade is done a stream keeps what is written to it, up to kWriteLimit. The protocol knows no half-close:
/// closeWrite() closes the connection when all is sent, and what the pod would still say is lost.
///
/// Liveness by WebSocket pings, held against a connection as SpdySession does it.
class ChannelSession final : public Session {
  Q_OBJECT
 public:
  static constexpr qsizetype kWriteLimit = qsizetype{256} * 1024;

  ChannelSession(std::shared_ptr<SessionContext> context, UpgradeDialer::Pod pod,
                 const ChannelSessionOptions& options = {}, QObject* parent = nullptr);
  ~ChannelSession() override;

  [[nodiscard]] SessionKind kind() const override { return SessionKind::WebSocketChannels; }
  [[nodiscard]] bool isOpen() const override { return !m_isRetired; }
  [[nodiscard]] std::unique_ptr<Stream> openStream(quint16 port, QByteArrayView firstBytes,
                                                   StreamListener& listener) override;
  void retire() override;
  void check() override;
  [[nodiscard]] int streamCount() const override { return static_cast<int>(m_streams.size()); }
  /// None: each has a connection of its own.
  [[nodiscard]] int bulkStreamCount() const override { return 0; }

 private:
  class ChannelStream;

  using Clock = std::chrono::steady_clock;

  void release(ChannelStream& stream);
  void letGo(std::unique_ptr<WebSocketConnection> connection);
  void letGo(std::unique_ptr<UpgradeDialer> dialer, const QByteArray& unsent);
  void checkStreams();
  void armTimer(Clock::time_point due);
  void endIfDone();

  const std::shared_ptr<SessionContext> m_context;
  const UpgradeDialer::Pod m_pod;
  const ChannelSessionOptions m_options;
  bool m_isRetired = false;
  bool m_isEndPosted = false;
  std::vector<ChannelStream*> m_streams;
  // Of streams that are no more, until all is sent:
  std::list<std::unique_ptr<UpgradeDialer>> m_dialing;
  std::list<std::unique_ptr<WebSocketConnection>> m_closing;
  QTimer m_timer;  ///< the only one: for what is due first on any of the streams
  Clock::time_point m_timerDue = Clock::time_point::max();
};

}  // namespace portolan
