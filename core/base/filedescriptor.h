#pragma once

#include <utility>

namespace portolan {

/// Owns one file descriptor and closes it. Movable, not copyable. -1 means none.
class FileDescriptor {
 public:
  FileDescriptor() = default;
  explicit FileDescriptor(int fd) : m_fd(fd) {}
  FileDescriptor(FileDescriptor&& other) noexcept : m_fd(std::exchange(other.m_fd, -1)) {}
  FileDescriptor& operator=(FileDescriptor&& other) noexcept {
    if (this != &other) {
      close();
      m_fd = std::exchange(other.m_fd, -1);
    }
    return *this;
  }
  FileDescriptor(const FileDescriptor&) = delete;
  FileDescriptor& operator=(const FileDescriptor&) = delete;
  ~FileDescriptor() { close(); }

  [[nodiscard]] bool isValid() const { return m_fd >= 0; }
  [[nodiscard]] int get() const { return m_fd; }
  /// Gives the descriptor away: the caller closes it.
  [[nodiscard]] int release() { return std::exchange(m_fd, -1); }
  /// Closes; a socket with nothing unread ends with FIN.
  void close();
  /// Closes a TCP socket so that the peer gets a reset (SO_LINGER {1, 0}), never a clean end of file.
  void closeWithReset();

 private:
  int m_fd = -1;
};

}  // namespace portolan
