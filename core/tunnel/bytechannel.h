#pragma once

#include <QByteArrayView>
#include <QObject>
#include <array>
#include <span>

#include "core/base/error.h"

namespace portolan {

/// An ordered, reliable byte channel that SPDY runs on: the messages of a WebSocket, or (plain SPDY) a Transport
/// itself. Signals never come from inside a call; exactly one closed().
class ByteChannel : public QObject {
  Q_OBJECT
 public:
  using QObject::QObject;
  /// Takes all of `head` and `body`, as one message where the channel has messages. `body` may be large; neither is
  /// kept.
  virtual void send(QByteArrayView head, QByteArrayView body = {}) = 0;
  /// Sends what is queued now and not at the end of the event loop's turn.
  virtual void flush() = 0;
  [[nodiscard]] virtual qsizetype bytesToWrite() const = 0;
  virtual void setReadingPaused(bool paused) = 0;
  /// Ends the channel in an orderly way. closed() still follows.
  virtual void close() = 0;

 Q_SIGNALS:
  /// Bytes as they arrived; valid during the call. The receiver takes them all.
  void received(QByteArrayView bytes);
  /// bytesToWrite() fell below the low-water mark after it was above.
  void writable();
  void closed(const portolan::Error& reason);
};

}  // namespace portolan
