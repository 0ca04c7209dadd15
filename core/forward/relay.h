#pragma once

#include <QObject>
#include <chrono>
#include <memory>
#include <optional>

#include "core/base/filedescriptor.h"
#include "core/base/result.h"
#include "core/tunnel/session.h"

namespace portolan {

/// One local connection and one Stream, bytes both ways until both ends are done. DESIGN's invariants 1 and 2 live
/// here: what the pod wrote reaches the local client before its socket is closed; a broken session ends in a reset,
/// after what did arrive was delivered; at most about 1 MiB waits in each direction, then the source is not read.
///
/// The local side is a non-blocking descriptor with QSocketNotifier, not QTcpSocket, which closes itself when the
/// client half-closes. How a connection ends:
///
/// - The pod ends: everything reaches the client, then FIN; what the client still sends is read and dropped until it
///   ends too or the bounds pass, because closing a socket with unread input sends a reset that overtakes data.
/// - The stream breaks: what arrived reaches the client, then a reset.
/// - The client half-closes: held back (PROTOCOL 6.2: the runtime closes everything one second after either direction
///   ends); closeWrite goes out when the pod side has been silent for the half-close grace.
/// - The client closes or resets: when all that it wrote is in the stream, the stream is destroyed.
class Relay : public QObject, private StreamListener {
  Q_OBJECT
 public:
  /// What the end of a connection may take.
  struct Bounds {
    /// A broken stream: the client may go without taking anything of what arrived for this long.
    std::chrono::milliseconds stalledDelivery{5'000};
    /// The pod ended and the client has everything: it may go without sending anything for this long …
    std::chrono::milliseconds clientSilence{2'000};
    /// … and may take this long in all to end.
    std::chrono::milliseconds clientEnd{10'000};
  };

  explicit Relay(FileDescriptor local, QObject* parent = nullptr);
  /// Resets the connection if it is not over.
  ~Relay() override;

  /// Opens a stream to `port` in `session` (which must be open) with the bytes that the client has already sent; none
  /// is opened for a client that left without a word. Once, and once more after displaced().
  void start(Session& session, quint16 port);
  /// Ends the connection with a reset: nothing can be done for it. finished() follows with `reason`.
  void fail(const Error& reason);

  /// Default: 5 s.
  void setHalfCloseGrace(std::chrono::milliseconds grace);
  void setBounds(const Bounds& bounds);
  /// Where the pod could not be reached and has not said a word, and all that the client sent so far (64 KiB at most)
  /// is still here, displaced() comes instead of the end; once.
  void setMayMove(bool may);

  /// After finished() without an error: the pod ended after the client's half-close had been passed on, and so perhaps
  /// because of it, with something left to say (PROTOCOL 6.2).
  [[nodiscard]] bool endedByHalfClose() const;
  [[nodiscard]] qint64 bytesFromPod() const;
  [[nodiscard]] qint64 bytesToPod() const;

 Q_SIGNALS:
  /// The connection is over and its descriptor is closed; exactly once, never from inside a call. With an error it was
  /// reset. A client that left early is no error.
  void finished(const std::optional<portolan::Error>& error);
  /// See setMayMove. start() with another session, or fail(), is to follow. Never from inside a call.
  void displaced(const portolan::Error& error);

 private:
  void streamReceived(QByteArrayView bytes) override;
  void streamDrained() override;
  void streamFinished(const std::optional<Error>& error) override;
  void streamWritable() override;

  class Private;
  std::unique_ptr<Private> d;
};

}  // namespace portolan
