#pragma once

#include <QByteArrayView>
#include <QObject>
#include <QString>
#include <chrono>
#include <memory>
#include <optional>

#include "core/base/result.h"

namespace portolan {

enum class SessionKind {
  SpdyOverWebSocket,  ///< SPDY/3.1+portforward.k8s.io in a WebSocket (KEP-4006)
  Spdy,               ///< SPDY/3.1 upgrade by POST
  WebSocketChannels,  ///< v4.channel.k8s.io: one local connection a session
};

/// "WebSocket", "SPDY" or "channels": for statuses, options and logs.
[[nodiscard]] QString sessionKindName(SessionKind kind);

/// Hears what happens on one Stream. All calls come from the event loop, never from inside a call to the stream.
/// During each of them the stream may be destroyed.
class StreamListener {
 public:
  /// Bytes from the pod. They must be taken whole; Stream::setReadingPaused stops more from coming (what is already in
  /// flight may still arrive: at most what one read of the transport holds).
  virtual void streamReceived(QByteArrayView bytes) = 0;
  /// The stream is over and every byte of it was delivered: without an error it ended cleanly on the pod's side; with
  /// one, what was delivered may be cut off. Called exactly once, unless the stream is destroyed first.
  virtual void streamFinished(const std::optional<Error>& error) = 0;
  /// After the last of several streamReceived that arrived together: time to do what was put off.
  virtual void streamDrained() {}
  /// Stream::canWrite said no before; now it says yes.
  virtual void streamWritable() = 0;

 protected:
  ~StreamListener() = default;
};

/// One connection into the pod: a bounded byte pipe in both directions. Owned by who opened it; destroying it before it
/// finished resets it, on this stream alone. The reset follows what was written, and the runtime delivers that
/// (PROTOCOL 2.5).
class Stream {
 public:
  virtual ~Stream() = default;
  /// False while the session's outgoing buffer is full (some 100 KiB; the kernel has its own). Who asked in vain hears
  /// streamWritable.
  [[nodiscard]] virtual bool canWrite() const = 0;
  /// Queues all of `bytes`. Only while canWrite(); at most 256 KiB a call.
  virtual void write(QByteArrayView bytes) = 0;
  /// No more will be written. The runtime closes everything one second after this (PROTOCOL 6.2).
  virtual void closeWrite() = 0;
  /// Stops bytes from coming. SPDY here has no flow control: as long as one stream of a session is paused, the whole
  /// session is not read.
  virtual void setReadingPaused(bool paused) = 0;
};

/// One upgraded connection to one pod's portforward subresource, and the streams in it (or, with channels, one for each
/// stream). Lives in one thread. Emits either opened() and later closed(), or closed() alone; never from inside a call.
class Session : public QObject {
  Q_OBJECT
 public:
  using QObject::QObject;
  [[nodiscard]] virtual SessionKind kind() const = 0;
  /// Streams can be opened.
  [[nodiscard]] virtual bool isOpen() const = 0;
  /// Opens a connection to `port` in the pod, and sends `firstBytes` in the same write as the opening. Only while open.
  [[nodiscard]] virtual std::unique_ptr<Stream> openStream(quint16 port, QByteArrayView firstBytes,
                                                           StreamListener& listener) = 0;
  /// Opens no more streams. When the last one is over and all that they wrote was sent, the session ends in order;
  /// closed() follows.
  virtual void retire() = 0;
  /// Asks the other end for a sign of life at once: the network may have changed under it. Where none comes in the
  /// usual time, closed() follows.
  virtual void check() {}
  /// The round trip to the other end of the session, when last measured.
  [[nodiscard]] virtual std::optional<std::chrono::milliseconds> answersIn() const { return {}; }
  /// Streams that are open now.
  [[nodiscard]] virtual int streamCount() const = 0;
  /// Those among them that moved so much that they may hold up what shares the session with them.
  [[nodiscard]] virtual int bulkStreamCount() const = 0;

 Q_SIGNALS:
  /// streamCount() fell to zero, or bulkStreamCount() changed; after the fact, from the event loop.
  void loadChanged();
  void opened();
  /// The session is over: it could not be opened, or it was lost. Every stream was told before. Exactly once.
  void closed(const portolan::Error& reason);
};

}  // namespace portolan
