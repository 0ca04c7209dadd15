#include "core/base/bytequeue.h"

#include <algorithm>
#include <cstring>

namespace portolan {

namespace {
constexpr qsizetype kMinimumCapacity = 4 * 1024;
constexpr qsizetype kKeptCapacity = 64 * 1024;
}  // namespace

std::span<char> ByteQueue::prepare(qsizetype wanted) {
  if (m_capacity - m_end < wanted) {
    const qsizetype used = size();
    // Moving to the front is cheap as long as at least half of the memory is free; else the capacity doubles, so that
    // each byte is moved a bounded number of times.
    if (m_capacity - used >= wanted && used <= m_capacity / 2) {
      std::memmove(m_data.get(), m_data.get() + m_begin, static_cast<size_t>(used));
    } else {
      const qsizetype capacity = std::max({kMinimumCapacity, 2 * m_capacity, used + wanted});
      auto data = std::make_unique_for_overwrite<char[]>(static_cast<size_t>(capacity));
      if (used > 0) {
        std::memcpy(data.get(), m_data.get() + m_begin, static_cast<size_t>(used));
      }
      m_data = std::move(data);
      m_capacity = capacity;
    }
    m_begin = 0;
    m_end = used;
  }
  return {m_data.get() + m_end, static_cast<size_t>(m_capacity - m_end)};
}

void ByteQueue::append(QByteArrayView bytes) {
  if (bytes.isEmpty()) {
    return;
  }
  std::memcpy(prepare(bytes.size()).data(), bytes.data(), static_cast<size_t>(bytes.size()));
  commit(bytes.size());
}

void ByteQueue::consume(qsizetype size) {
  m_begin += size;
  if (m_begin == m_end) {
    clear();
  }
}

void ByteQueue::clear() {
  m_begin = m_end = 0;
  if (m_capacity > kKeptCapacity && m_largest < m_capacity / 8) {
    m_data.reset();
    m_capacity = 0;
  }
  m_largest = 0;
}

}  // namespace portolan
