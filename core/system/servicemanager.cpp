#include "core/system/servicemanager.h"

#include <sys/socket.h>
#include <sys/un.h>

#include <QtGlobal>
#include <cstddef>
#include <cstring>

#include "core/base/filedescriptor.h"

namespace portolan {

void notifyServiceManager(const QByteArray& state) {
  const QByteArray path = qgetenv("NOTIFY_SOCKET");
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.size() < 2 || path.size() >= qsizetype(sizeof(address.sun_path)) ||
      (path.front() != '/' && path.front() != '@')) {
    return;
  }
  std::memcpy(address.sun_path, path.constData(), size_t(path.size()));
  if (path.front() == '@') {
    address.sun_path[0] = '\0';  // an abstract name
  }
  const FileDescriptor socket(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0));
  if (!socket.isValid()) {
    return;  // nobody can be told, and the program works as well
  }
  const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + size_t(path.size()));
  [[maybe_unused]] const auto sent =
      ::sendto(socket.get(), state.constData(), size_t(state.size()), MSG_NOSIGNAL | MSG_DONTWAIT,
               reinterpret_cast<const sockaddr*>(&address), size);
}

}  // namespace portolan
