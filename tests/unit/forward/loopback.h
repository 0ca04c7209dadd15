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

inline FileDescriptor listenOn(int family, in_port_t port = 0, int flags = 0) {
  FileDescriptor fd(::socket(family, SOCK_STREAM | SOCK_CLOEXEC | flags, 0));
  const int on = 1;
  ::setsockopt(fd.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
  sockaddr_storage name{};
  socklen_t size = sizeof(sockaddr_in);
  if (family == AF_INET6) {
    auto* v6 = reinterpret_cast<sockaddr_in6*>(&name);
    *v6 = {.sin6_family = AF_INET6,
           .sin6_port = htons(port),
           .sin6_flowinfo = 0,
           .sin6_addr = in6addr_loopback,
           .sin6_scope_id = 0};
    size = sizeof(sockaddr_in6);
    ::setsockopt(fd.get(), IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof(on));
  } else {
    auto* v4 = reinterpret_cast<sockaddr_in*>(&name);
    v4->sin_family = AF_INET;
    v4->sin_port = htons(port);
    v4->sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  }
  if (::bind(fd.get(), reinterpret_cast<sockaddr*>(&name), size) != 0 || ::listen(fd.get(), 16) != 0) {
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

inline FileDescriptor connectTo(int family, in_port_t port, int flags = 0) {
  FileDescriptor fd(::socket(family, SOCK_STREAM | SOCK_CLOEXEC | flags, 0));
  sockaddr_storage name{};
  socklen_t size = sizeof(sockaddr_in);
  if (family == AF_INET6) {
    auto* v6 = reinterpret_cast<sockaddr_in6*>(&name);
    v6->sin6_family = AF_INET6;
    v6->sin6_port = htons(port);
    v6->sin6_addr = in6addr_loopback;
    size = sizeof(sockaddr_in6);
  } else {
    auto* v4 = reinterpret_cast<sockaddr_in*>(&name);
    v4->sin_family = AF_INET;
    v4->sin_port = htons(port);
    v4->sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  }
  if (::connect(fd.get(), reinterpret_cast<sockaddr*>(&name), size) != 0 && errno != EINPROGRESS) {
    fd.close();
  }
  return fd;
}

inline Connection connection(int family = AF_INET) {
  const FileDescriptor listening = listenOn(family);
  Connection made;
  made.client = connectTo(family, portOf(listening));
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
