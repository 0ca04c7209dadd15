#pragma once

#include <QByteArrayView>
#include <QObject>

#include "core/base/error.h"

namespace portolan {

/// An ordered, reliable byte channel that SPDY runs on: the messages of a WebSocket, or (plain SPDY) a Transport
/// itself. It is open when it is handed over. Signals never come from inside a call, not even from inside send() or
/// setReadingPaused(false); exactly one closed().
class ByteChannel : public QObject {
  Q_OBJECT
 public:
  /// writable() comes when bytesToWrite() falls below this after it was above. Who writes more stops at a mark of its
  /// own that is at least this high.
  static constexpr qsizetype kLowWater = qsizetype{128} * 1024;

  using QObject::QObject;
  /// Takes all of `head` and `body`, as one message where the channel has messages. `body` may be large; neither is
  /// kept. What was sent in one turn of the event loop travels together. After close() or closed(): nothing.
  virtual void send(QByteArrayView head, QByteArrayView body = {}) = 0;
  /// Sends what is queued now and not at the end of the event loop's turn.
  virtual void flush() = 0;
  /// Bytes accepted and not yet handed to the kernel.
  [[nodiscard]] virtual qsizetype bytesToWrite() const = 0;
  virtual void setReadingPaused(bool paused) = 0;
  /// The kernel has had no answer from the other host for a while, although it asked for one. Judged without reading:
  /// for when silence proves nothing.
  [[nodiscard]] virtual bool isPathDead() const { return false; }
  /// Ends the channel in an orderly way; nothing more is received. closed() still follows, once.
  virtual void close() = 0;

 Q_SIGNALS:
  /// Bytes as they arrived; valid during the call. The receiver takes them all.
  void received(QByteArrayView bytes);
  /// What had arrived was all handed on; comes after the last of several received() that belong together. Who put
  /// something off until then, to do it once, does it now.
  void drained();
  void writable();
  /// Nothing can be sent any more, and what was queued is gone; closed() follows when what arrived before is handed on,
  /// for which reading must not stay paused.
  void broken();
  /// The channel is over, and every byte that arrived before was handed on: while reading is paused with bytes
  /// waiting, this waits too.
  void closed(const portolan::Error& reason);
};

}  // namespace portolan
