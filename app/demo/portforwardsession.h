#pragma once

#include <QHash>
#include <QMap>
#include <QObject>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <unordered_map>

#include "app/demo/demofaults.h"
#include "app/demo/podconnection.h"
#include "core/tunnel/bytechannel.h"
#include "core/tunnel/spdyparser.h"
#include "core/tunnel/spdywriter.h"

namespace portolan::demo {

/// A pod as the container runtime knows it. A session holds on to the sandbox that its pod had at the upgrade, also
/// when the pod is gone or has a successor of the same name (PROTOCOL section 0).
struct Sandbox {
  QString id;  ///< 64 hexadecimal digits
  PodFacts pod;
  QMap<quint16, DemoProgram> programs;
  bool exists = true;
  bool isRunning = false;  ///< its containers do, and listen
};

/// The container runtime's side of one upgraded connection: SPDY/3.1 in, connections into the pod out, as containerd
/// with moby/spdystream does it (PROTOCOL 2.4 to 2.7, 6.2, 6.3), and as wrongly as the faults ask for.
class PortForwardSession final : public QObject, private SpdyFrameHandler, private PodConnection::Streams {
  Q_OBJECT
 public:
  struct Rules {
    PodConnection::Rules connection;
    std::chrono::milliseconds pairTimeout{30'000};
  };

  /// Breaks the connection below the channel; calls its second argument where the channel will not emit closed().
  using Cut = std::function<void(DemoCut, const std::function<void()>&)>;

  /// All connections together leave at most about this much to be sent.
  static constexpr qsizetype kWriteLimit = 256 * 1024;

  /// `faults` outlives the session.
  PortForwardSession(std::unique_ptr<ByteChannel> channel, std::shared_ptr<const Sandbox> sandbox,
                     const DemoFaults& faults, const Rules& rules, Cut cut, QObject* parent = nullptr);
  ~PortForwardSession() override;

  [[nodiscard]] const Sandbox& sandbox() const { return *m_sandbox; }
  /// Connections into the pod that are open.
  [[nodiscard]] int connectionCount() const { return static_cast<int>(m_connections.size()); }

  /// The faults have changed.
  void applyFaults();
  /// The pod's processes are gone: its connections end; the session stays.
  void processesEnded();
  /// The runtime's side is gone, but the tunnel stays: it closes when the client next sends something.
  void breakUpstream();
  void sendGoAway();
  void sendGarbage();
  void cutNow(DemoCut how);
  /// As behind a black hole: nothing is read, and what would be sent is kept until it is over.
  void setFrozen(bool frozen);
  /// Its pod is there, and a ping that is sent now is answered.
  [[nodiscard]] bool isAlive() const;
  /// In order, by the channel's own means.
  void close();

 Q_SIGNALS:
  void connectionOpened(quint16 port);
  /// Once.
  void closed();

 private:
  struct Half {
    bool isError = false;
    bool localEnded = false;
    bool remoteEnded = false;
    QByteArray request;
    quint32 partner = 0;  ///< the pair's other stream; 0: it has not come yet
  };

  // SpdyFrameHandler
  void synStreamReceived(quint32 streamId, std::span<const SpdyHeader> headers, bool fin) override;
  void synReplyReceived(quint32, std::span<const SpdyHeader>, bool) override {}
  void headersReceived(quint32, std::span<const SpdyHeader>, bool) override {}
  void dataReceived(quint32 streamId, QByteArrayView piece, bool fin) override;
  void rstStreamReceived(quint32 streamId, quint32 status) override;
  void pingReceived(quint32 id) override;
  void goAwayReceived(quint32 lastGoodStreamId, quint32 status) override;

  // PodConnection::Streams
  [[nodiscard]] qsizetype roomFor(const PodConnection& connection) const override;
  void sendData(PodConnection& connection, QByteArrayView bytes) override;
  void schedule(PodConnection& connection) override;
  void connectionEnded(PodConnection& connection, const QByteArray& error) override;

  void onReceived(QByteArrayView bytes);
  void onWritable();
  void acceptHalf(quint32 streamId, const QByteArray& type, quint16 port, const QByteArray& request);
  void dial(quint32 dataStream);
  void refuse(quint32 dataStream, const QByteArray& why);
  void removeConnection(quint32 dataStream);
  void remoteEnded(quint32 streamId);
  void sendFin(quint32 streamId);
  void sendReset(quint32 streamId, spdy::ResetStatus status);
  void sendText(quint32 streamId, const QByteArray& text);
  void sendControl();
  void forgetIfDone(quint32 streamId);
  void runPrograms();
  void updateReading();
  void endAll();
  void finish();

  const std::unique_ptr<ByteChannel> m_channel;
  const std::shared_ptr<const Sandbox> m_sandbox;
  const DemoFaults& m_faults;
  const Rules m_rules;
  const Cut m_cut;
  SpdyParser m_parser;
  SpdyWriter m_writer;
  QByteArray m_control;  ///< where control frames are put together

  QHash<quint32, Half> m_streams;
  quint32 m_nextStream = 1;
  QHash<QByteArray, quint32> m_pending;                                       ///< first halves of pairs, by request
  std::unordered_map<quint32, std::unique_ptr<PodConnection>> m_connections;  ///< by data stream
  /// Connections that ended, until no call can be inside them any more.
  std::vector<std::unique_ptr<PodConnection>> m_ended;
  std::deque<quint32> m_runnable;
  std::optional<qint64> m_leftToSend;
  std::optional<qint64> m_leftToReceive;
  bool m_isReadingPaused = false;
  bool m_isRunPosted = false;
  bool m_isBroken = false;  ///< nothing more is sent; what is received ends the channel
  bool m_isCut = false;
  bool m_isFrozen = false;
  bool m_isClosed = false;
};

}  // namespace portolan::demo
