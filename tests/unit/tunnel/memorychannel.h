#pragma once

#include <QByteArray>
#include <QList>
#include <functional>

#include "core/tunnel/bytechannel.h"

namespace portolan::test {

/// A ByteChannel without a network. The test plays the other end: it sees each write as the network would, can block
/// it, and hands bytes in with receive().
class MemoryChannel final : public ByteChannel {
  Q_OBJECT
 public:
  struct Sent {
    QByteArray head;
    QByteArrayView body;  ///< only its address and size may be looked at
  };
  QList<Sent> sends;
  /// What travelled together: one entry for each flush or turn of the event loop in which something was sent.
  QList<QByteArray> writes;
  std::function<void(const QByteArray&)> onWritten;
  bool readingPaused = false;
  bool isClosed = false;
  qsizetype highestBytesToWrite = 0;

  void send(QByteArrayView head, QByteArrayView body = {}) override {
    if (isClosed) {
      return;
    }
    sends.append({head.toByteArray(), body});
    m_queued.append(head);
    m_queued.append(body);
    highestBytesToWrite = std::max(highestBytesToWrite, m_queued.size());
    QMetaObject::invokeMethod(this, [this] { flush(); }, Qt::QueuedConnection);
  }
  void flush() override {
    if (!m_blocked) {
      drain(m_queued.size());
    }
  }
  [[nodiscard]] qsizetype bytesToWrite() const override { return m_queued.size(); }
  void setReadingPaused(bool paused) override {
    readingPaused = paused;
    QMetaObject::invokeMethod(this, [this] { receive({}); }, Qt::QueuedConnection);
  }
  void close() override {
    isClosed = true;
    QMetaObject::invokeMethod(
        this, [this] { Q_EMIT closed({ErrorCode::ConnectionLost, Stage::Session, QStringLiteral("closed"), {}}); },
        Qt::QueuedConnection);
  }

  /// What the other end does.
  void setBlocked(bool blocked) {
    m_blocked = blocked;
    flush();
  }
  void drain(qsizetype size) {
    if (size == 0) {
      return;
    }
    const QByteArray bytes = m_queued.first(size);
    const bool wasAbove = m_queued.size() > kLowWater;
    m_queued.remove(0, size);
    writes.append(bytes);
    if (onWritten) {
      onWritten(bytes);
    }
    if (wasAbove && m_queued.size() < kLowWater) {
      QMetaObject::invokeMethod(this, [this] { Q_EMIT writable(); }, Qt::QueuedConnection);
    }
  }
  void receive(const QByteArray& bytes) {
    m_waiting += bytes;
    if (!readingPaused && !isClosed && !m_waiting.isEmpty()) {
      Q_EMIT received(std::exchange(m_waiting, {}));
    }
  }
  void breakOff(const Error& reason) {
    isClosed = true;
    Q_EMIT closed(reason);
  }

 private:
  QByteArray m_queued;
  QByteArray m_waiting;
  bool m_blocked = false;
};

}  // namespace portolan::test
