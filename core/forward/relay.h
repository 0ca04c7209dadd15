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
/// client half-closes. A local half-close is held back (PROTOCOL 6.2: the runtime closes everything one second after
/// either direction ends): closeWrite goes out when the pod side has been silent for `halfCloseGrace`.
class Relay : public QObject, private StreamListener {
  Q_OBJECT
 public:
  explicit Relay(FileDescriptor local, QObject* parent = nullptr);
  ~Relay() override;

  /// Opens a stream to `port` in `session` (which must be open) with the bytes that the client has already sent.
  void start(Session& session, quint16 port);
  /// Ends the connection with a reset: nothing can be done for it. finished() follows with `reason`.
  void fail(const Error& reason);

  void setHalfCloseGrace(std::chrono::milliseconds grace);

  [[nodiscard]] qint64 bytesFromPod() const;
  [[nodiscard]] qint64 bytesToPod() const;

 Q_SIGNALS:
  /// The connection is over and its descriptor is closed; exactly once, never from inside a call. With an error it was
  /// reset.
  void finished(const std::optional<portolan::Error>& error);

 private:
  void streamReceived(QByteArrayView bytes) override;
  void streamFinished(const std::optional<Error>& error) override;
  void streamWritable() override;

  class Private;
  std::unique_ptr<Private> d;
};

}  // namespace portolan
