#pragma once

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include <QDir>

#include "core/base/filedescriptor.h"

// Real TCP connections on 127.0.0.1 and [::1] for the tests of the local side.
namespace portolan::test {

/// The client's end (blocking) and the accepted one (as Listener hands it over).
struct Connection {
  FileDescriptor client;
  FileDescriptor accepted;
};

struct LoopbackName {
  LoopbackName(int family, in_port_t port) {
    if (family == AF_INET6) {
      auto* v6 = reinterpret_cast<sockaddr_in6*>(&storage);
      v6->sin6_family = AF_INET6;
      v6->sin6_port = htons(port);
      v6->sin6_addr = in6addr_loopback;
      size = sizeof(*v6);
    } else {
      auto* v4 = reinterpret_cast<sockaddr_in*>(&storage);
      v4->sin_family = AF_INET;
      v4->sin_port = htons(port);
      v4->sin_addr.s_addr = htonl(INADDR_LOOPBACK);
      size = sizeof(*v4);
    }
  }
  [[nodiscard]] const sockaddr* get() const { return reinterpret_cast<const sockaddr*>(&storage); }

  sockaddr_storage storage{};
  socklen_t size = 0;
};

inline FileDescriptor listenOn(int family, in_port_t port = 0) {
  FileDescriptor fd(::socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0));
  const int on = 1;
  ::setsockopt(fd.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
  const LoopbackName name(family, port);
  if (::bind(fd.get(), name.get(), name.size) != 0 || ::listen(fd.get(), 16) != 0) {
    fd.close();
  }
  return fd;
}

inline in_port_t portOf(const FileDescriptor& fd) {
  sockaddr_storage name{};
  socklen_t size = sizeof(name);
  ::getsockname(fd.get(), reinterpret_cast<sockaddr*>(&name), &size);
  // The port is at the same place in both families.
  return ntohs(reinterpret_cast<const sockaddr_in*>(&name)->sin_port);
}

/// `ownPort` 0: any.
inline FileDescriptor connectTo(int family, in_port_t port, in_port_t ownPort = 0) {
  FileDescriptor fd(::socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0));
  const LoopbackName own(family, ownPort);
  const LoopbackName name(family, port);
  if ((ownPort != 0 && ::bind(fd.get(), own.get(), own.size) != 0) || ::connect(fd.get(), name.get(), name.size) != 0) {
    fd.close();
  }
  return fd;
}

inline Connection connection(int family = AF_INET, in_port_t clientPort = 0) {
  const FileDescriptor listening = listenOn(family);
  Connection made;
  made.client = connectTo(family, portOf(listening), clientPort);
  made.accepted = FileDescriptor(::accept4(listening.get(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC));
  return made;
}

inline qsizetype openDescriptors() {
  return QDir(QStringLiteral("/proc/self/fd")).entryList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot).size();
}

/// Bytes that wait unread in a socket.
inline int unread(int socket) {
  int bytes = 0;
  ::ioctl(socket, FIONREAD, &bytes);
  return bytes;
}

}  // namespace portolan::test
