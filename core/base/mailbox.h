#pragma once

#include <sys/eventfd.h>
#include <unistd.h>

#include <cstdint>
#include <mutex>
#include <utility>
#include <vector>

#include "core/base/filedescriptor.h"

namespace portolan {

/// A queue of values from any thread to one reading thread: the only state that two threads share. The reader watches
/// descriptor() for reading (QSocketNotifier) and calls takeAll() when it becomes readable.
template <typename T>
class Mailbox {
 public:
  Mailbox() : m_event(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {}

  /// Any thread.
  void post(T value) {
    {
      const std::lock_guard lock(m_mutex);
      m_values.push_back(std::move(value));
    }
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto written = ::write(m_event.get(), &one, sizeof(one));
  }

  /// Reading thread only: what was posted since the last call, oldest first.
  [[nodiscard]] std::vector<T> takeAll() {
    std::uint64_t count = 0;
    [[maybe_unused]] const auto got = ::read(m_event.get(), &count, sizeof(count));
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_values, {});
  }

  [[nodiscard]] int descriptor() const { return m_event.get(); }

 private:
  FileDescriptor m_event;
  std::mutex m_mutex;
  std::vector<T> m_values;
};

}  // namespace portolan
