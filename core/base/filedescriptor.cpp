#include "core/base/filedescriptor.h"

#include <sys/socket.h>
#include <unistd.h>

namespace portolan {

void FileDescriptor::close() {
  if (m_fd >= 0) {
    ::close(std::exchange(m_fd, -1));
  }
}

void FileDescriptor::closeWithReset() {
  if (m_fd >= 0) {
    const linger reset{1, 0};
    ::setsockopt(m_fd, SOL_SOCKET, SO_LINGER, &reset, sizeof(reset));
    close();
  }
}

}  // namespace portolan
