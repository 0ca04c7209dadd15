#pragma once

#include <QByteArrayView>
#include <memory>
#include <span>

namespace portolan {

/// A growing first-in-first-out buffer of bytes in one contiguous piece of memory: bytes are appended at the end (or
/// written there in place with prepare and commit) and consumed from the front. It has no limit of its own: whoever
/// fills it checks size() first. Memory above 64 KiB is given back when the queue runs empty, but not while it is used:
/// a queue that is filled and emptied over and over again keeps what it needs for that.
class ByteQueue {
 public:
  [[nodiscard]] qsizetype size() const { return m_end - m_begin; }
  [[nodiscard]] bool isEmpty() const { return m_end == m_begin; }
  /// The bytes in the queue. Valid until the next call that is not const.
  [[nodiscard]] QByteArrayView view() const { return {m_data.get() + m_begin, size()}; }

  /// Room for `size` bytes behind the last one; what commit() then takes from its beginning becomes part of the queue.
  [[nodiscard]] std::span<char> prepare(qsizetype size);
  void commit(qsizetype size) {
    m_end += size;
    m_largest = qMax(m_largest, m_end - m_begin);
  }
  void append(QByteArrayView bytes);
  /// Drops `size` bytes (at most size()) from the front.
  void consume(qsizetype size);
  void clear();

 private:
  std::unique_ptr<char[]> m_data;
  qsizetype m_capacity = 0;
  qsizetype m_begin = 0;
  qsizetype m_end = 0;
  qsizetype m_largest = 0;  ///< size since it was last empty
};

}  // namespace portolan
