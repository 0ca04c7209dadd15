#include "core/forward/peersockets.h"

#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <linux/sock_diag.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <optional>

namespace portolan {

namespace {

constexpr std::uint8_t kReceiveShutdown = 1;  // RCV_SHUTDOWN in the kernel's include/net/sock.h

struct Request {
  nlmsghdr header;
  inet_diag_req_v2 body;
};

/// One end of the connection as sock_diag wants it: in network byte order, as sockaddr has it.
struct End {
  sa_family_t family = AF_UNSPEC;
  in_port_t port = 0;
  std::array<std::uint32_t, 4> address{};
  std::uint32_t interface = 0;
};

std::optional<End> endOf(int socket, int (*nameOf)(int, sockaddr*, socklen_t*)) {
  sockaddr_storage name{};
  socklen_t size = sizeof(name);
  if (nameOf(socket, reinterpret_cast<sockaddr*>(&name), &size) != 0) {
    return {};
  }
  End end;
  end.family = name.ss_family;
  if (name.ss_family == AF_INET) {
    sockaddr_in v4{};
    std::memcpy(&v4, &name, sizeof(v4));
    end.port = v4.sin_port;
    end.address[0] = v4.sin_addr.s_addr;
    return end;
  }
  if (name.ss_family == AF_INET6) {
    sockaddr_in6 v6{};
    std::memcpy(&v6, &name, sizeof(v6));
    end.port = v6.sin6_port;
    std::memcpy(end.address.data(), &v6.sin6_addr, sizeof(v6.sin6_addr));
    end.interface = v6.sin6_scope_id;
    return end;
  }
  return {};
}

/// The kernel's answer about one socket (net/ipv4/inet_diag.c: inet_sk_diag_fill and, for one that the kernel finishes
/// by itself after its process closed it, inet_twsk_diag_fill).
PeerSockets::State stateIn(const char* message, std::size_t size, in_port_t peersPeer) {
  inet_diag_msg socket{};
  if (size < sizeof(socket)) {
    return PeerSockets::State::Unseen;
  }
  std::memcpy(&socket, message, sizeof(socket));
  // Where no connection matches, the kernel answers with a listening socket on the same port.
  if (socket.id.idiag_dport != peersPeer) {
    return PeerSockets::State::Unseen;
  }
  if (socket.idiag_inode == 0) {
    return PeerSockets::State::Closed;
  }
  std::size_t offset = NLMSG_ALIGN(sizeof(socket));
  while (offset + sizeof(rtattr) <= size) {
    rtattr attribute{};
    std::memcpy(&attribute, message + offset, sizeof(attribute));
    if (attribute.rta_len < sizeof(attribute) || offset + attribute.rta_len > size) {
      break;
    }
    if (attribute.rta_type == INET_DIAG_SHUTDOWN && attribute.rta_len > sizeof(attribute)) {
      const auto shutdown = static_cast<std::uint8_t>(message[offset + sizeof(attribute)]);
      return (shutdown & kReceiveShutdown) != 0 ? PeerSockets::State::Closed : PeerSockets::State::Open;
    }
    offset += RTA_ALIGN(attribute.rta_len);
  }
  return PeerSockets::State::Open;
}

}  // namespace

PeerSockets::State PeerSockets::look(int socket) {
  const auto peer = endOf(socket, ::getpeername);
  const auto own = endOf(socket, ::getsockname);
  if (!peer || !own || peer->family != own->family) {
    return State::Unknown;
  }
  if (!m_netlink.isValid()) {
    m_netlink = FileDescriptor(::socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, NETLINK_SOCK_DIAG));
    if (!m_netlink.isValid()) {
      return State::Unknown;
    }
  }

  Request request{};
  request.header.nlmsg_len = sizeof(request);
  request.header.nlmsg_type = SOCK_DIAG_BY_FAMILY;
  request.header.nlmsg_flags = NLM_F_REQUEST;
  request.header.nlmsg_seq = ++m_sequence;
  request.body.sdiag_family = static_cast<std::uint8_t>(peer->family);
  request.body.sdiag_protocol = IPPROTO_TCP;
  request.body.idiag_ext = 1U << (INET_DIAG_SHUTDOWN - 1);
  request.body.idiag_states = ~0U;
  request.body.id.idiag_sport = peer->port;
  request.body.id.idiag_dport = own->port;
  std::memcpy(request.body.id.idiag_src, peer->address.data(), sizeof(request.body.id.idiag_src));
  std::memcpy(request.body.id.idiag_dst, own->address.data(), sizeof(request.body.id.idiag_dst));
  request.body.id.idiag_if = peer->interface;
  request.body.id.idiag_cookie[0] = INET_DIAG_NOCOOKIE;
  request.body.id.idiag_cookie[1] = INET_DIAG_NOCOOKIE;
  if (::send(m_netlink.get(), &request, sizeof(request), 0) < 0) {
    m_netlink.close();
    return State::Unknown;
  }

  // The kernel answers a question about one socket while it is sent. An answer that an earlier look left behind is
  // skipped.
  alignas(nlmsghdr) std::array<char, 2048> answer;
  for (;;) {
    const ssize_t got = ::recv(m_netlink.get(), answer.data(), answer.size(), 0);
    if (got < 0 && errno == EINTR) {
      continue;
    }
    nlmsghdr header{};
    if (got < static_cast<ssize_t>(sizeof(header))) {
      m_netlink.close();
      return State::Unknown;
    }
    std::memcpy(&header, answer.data(), sizeof(header));
    if (header.nlmsg_seq != m_sequence) {
      continue;
    }
    if (header.nlmsg_type == NLMSG_ERROR) {
      nlmsgerr error{};
      std::memcpy(&error, answer.data() + NLMSG_HDRLEN, sizeof(error));
      return error.error == -ENOENT ? State::Unseen : State::Unknown;
    }
    return stateIn(answer.data() + NLMSG_HDRLEN, static_cast<std::size_t>(got) - NLMSG_HDRLEN, own->port);
  }
}

}  // namespace portolan
