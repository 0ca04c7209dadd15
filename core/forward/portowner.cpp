#include "core/forward/portowner.h"

#include <arpa/inet.h>
#include <dirent.h>
#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/sock_diag.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <QByteArray>
#include <QDeadlineTimer>
#include <QFile>
#include <QSet>
#include <array>
#include <cerrno>
#include <cstring>
#include <functional>
#include <memory>

#include "core/base/error.h"
#include "core/base/filedescriptor.h"

namespace portolan {

namespace {

constexpr quint32 kListening = 1U << TCP_LISTEN;
// Nobody has a socket in TIME_WAIT any more, and with SO_REUSEADDR it is no obstacle.
constexpr quint32 kOthers = ~(1U << TCP_LISTEN | 1U << TCP_TIME_WAIT);

constexpr std::chrono::milliseconds kPatience{200};

QHostAddress addressOf(const inet_diag_msg& socket) {
  if (socket.idiag_family == AF_INET) {
    return QHostAddress(ntohl(socket.id.idiag_src[0]));
  }
  Q_IPV6ADDR bytes;
  std::memcpy(&bytes, socket.id.idiag_src, sizeof(bytes));
  return QHostAddress(bytes);
}

QByteArray linkTo(const inet_diag_msg& socket) {
  return "socket:[" + QByteArray::number(socket.idiag_inode) + ']';
}

/// Calls `found` for each TCP socket with the local port `port` (0: with any) in one of `states`: the sock_diag(7) way,
/// which unlike a look at /proc/net/tcp does not take the kernel milliseconds to print.
void forEachSocket(int family, quint32 states, quint16 port, const std::function<void(const inet_diag_msg&)>& found) {
  const FileDescriptor netlink(::socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_SOCK_DIAG));
  struct {
    nlmsghdr header;
    inet_diag_req_v2 body;
  } request{};
  request.header.nlmsg_len = sizeof(request);
  request.header.nlmsg_type = SOCK_DIAG_BY_FAMILY;
  request.header.nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP;
  request.body.sdiag_family = static_cast<quint8>(family);
  request.body.sdiag_protocol = IPPROTO_TCP;
  request.body.idiag_states = states;
  request.body.id.idiag_sport = htons(port);
  if (::send(netlink.get(), &request, sizeof(request), 0) < 0) {
    return;
  }
  alignas(nlmsghdr) std::array<char, 32 * 1024> answer;
  for (;;) {
    const ssize_t got = ::recv(netlink.get(), answer.data(), answer.size(), 0);
    if (got < 0 && errno == EINTR) {
      continue;
    }
    if (got <= 0) {
      return;
    }
    auto left = static_cast<quint32>(got);
    for (auto* message = reinterpret_cast<const nlmsghdr*>(answer.data()); NLMSG_OK(message, left);
         message = NLMSG_NEXT(message, left)) {
      if (message->nlmsg_type != SOCK_DIAG_BY_FAMILY) {
        return;  // NLMSG_DONE or NLMSG_ERROR
      }
      inet_diag_msg socket{};
      std::memcpy(&socket, NLMSG_DATA(message), sizeof(socket));
      if (port == 0 || socket.id.idiag_sport == htons(port)) {
        found(socket);
      }
    }
  }
}

bool isWildcard(const QHostAddress& address) {
  return address == QHostAddress(QHostAddress::AnyIPv4) || address == QHostAddress(QHostAddress::AnyIPv6);
}

/// Whether a socket at `other` keeps one of ours (which are never for both families) from listening at `wanted`.
bool inTheWay(const QHostAddress& other, const QHostAddress& wanted) {
  if (other.protocol() == wanted.protocol()) {
    return other == wanted || isWildcard(other) || isWildcard(wanted);
  }
  if (wanted.protocol() != QAbstractSocket::IPv4Protocol) {
    return false;
  }
  bool isMapped = false;
  const QHostAddress mapped(other.toIPv4Address(&isMapped));
  return isWildcard(other) || (isMapped && inTheWay(mapped, wanted));
}

/// The sockets in the way, as links in /proc/PID/fd name them. A listener if there is one, else an outgoing connection
/// that has the port by chance.
QSet<QByteArray> socketsInTheWay(QHostAddress wanted, quint16 port) {
  wanted.setScopeId({});  // which sockets do not tell
  for (const quint32 states : {kListening, kOthers}) {
    QSet<QByteArray> sockets;
    for (const int family : {AF_INET, AF_INET6}) {
      forEachSocket(family, states, port, [&](const inet_diag_msg& socket) {
        if (socket.idiag_inode != 0 && inTheWay(addressOf(socket), wanted)) {
          sockets += linkTo(socket);
        }
      });
    }
    if (!sockets.isEmpty()) {
      return sockets;
    }
  }
  return {};
}

using Directory = std::unique_ptr<DIR, int (*)(DIR*)>;

Directory openDirectory(const QByteArray& path) {
  return {::opendir(path.constData()), ::closedir};
}

/// Calls `found` with the name and the open files, as links in /proc/PID/fd name them, of each process that we may look
/// at, until it says true or the time is over. Whether it was not the time.
bool forEachProcess(const QDeadlineTimer& deadline,
                    const std::function<bool(qint64 pid, const QSet<QByteArray>& files)>& found,
                    const std::function<bool(const QByteArray& file)>& isWanted) {
  const Directory proc = openDirectory("/proc");
  while (const dirent* entry = proc ? ::readdir(proc.get()) : nullptr) {
    if (deadline.hasExpired()) {
      return false;
    }
    bool isProcess = false;
    const qint64 pid = QByteArray(entry->d_name).toLongLong(&isProcess);
    const Directory directory =
        isProcess ? openDirectory(QByteArrayLiteral("/proc/") + entry->d_name + "/fd") : Directory(nullptr, ::closedir);
    QSet<QByteArray> files;
    std::array<char, 64> target;
    while (const dirent* file = directory ? ::readdir(directory.get()) : nullptr) {
      const ssize_t size = ::readlinkat(::dirfd(directory.get()), file->d_name, target.data(), target.size());
      if (size > 0 && isWanted(QByteArray::fromRawData(target.data(), size))) {
        files.insert(QByteArray(target.data(), size));
      }
    }
    if (!files.isEmpty() && found(pid, files)) {
      return true;
    }
  }
  return true;
}

std::optional<PortOwner> ownerOf(qint64 pid) {
  QFile comm(QStringLiteral("/proc/%1/comm").arg(pid));
  if (!comm.open(QIODevice::ReadOnly)) {
    return {};
  }
  return PortOwner{oneLine(QString::fromUtf8(comm.read(64))), pid};
}

}  // namespace

std::optional<PortOwner> findPortOwner(const QHostAddress& address, quint16 port) {
  const QDeadlineTimer deadline(kPatience);
  const QSet<QByteArray> sockets = socketsInTheWay(address, port);
  if (sockets.isEmpty()) {
    return {};
  }
  std::optional<PortOwner> owner;
  forEachProcess(
      deadline,
      [&](qint64 pid, const QSet<QByteArray>&) {
        owner = ownerOf(pid);
        return owner.has_value();
      },
      [&](const QByteArray& file) { return sockets.contains(file); });
  return owner;
}

SocketOwners findSocketOwners(const QSet<PortPair>& ports, std::chrono::milliseconds patience) {
  const QDeadlineTimer deadline(patience);
  QHash<QByteArray, PortPair> sockets;
  for (const int family : {AF_INET, AF_INET6}) {
    forEachSocket(family, kOthers, 0, [&](const inet_diag_msg& socket) {
      const PortPair pair{.own = ntohs(socket.id.idiag_sport), .peer = ntohs(socket.id.idiag_dport)};
      if (socket.idiag_inode != 0 && ports.contains(pair)) {
        sockets.insert(linkTo(socket), pair);
      }
    });
  }
  SocketOwners owners;
  if (sockets.isEmpty()) {
    return owners;
  }
  owners.isComplete = forEachProcess(
      deadline,
      [&](qint64 pid, const QSet<QByteArray>& files) {
        if (const auto owner = ownerOf(pid)) {
          for (const QByteArray& file : files) {
            // The first: its children may have it from it.
            if (const PortPair& pair = sockets[file]; !owners.byPorts.contains(pair)) {
              owners.byPorts.insert(pair, *owner);
            }
          }
        }
        return owners.byPorts.size() >= ports.size();
      },
      [&](const QByteArray& file) { return sockets.contains(file); });
  return owners;
}

}  // namespace portolan
