#include "app/tray/portprobe.h"

#include <netinet/in.h>
#include <sys/socket.h>

#include <QHostAddress>
#include <algorithm>
#include <cerrno>
#include <cstring>

#include "core/base/filedescriptor.h"
#include "core/forward/portowner.h"

using namespace Qt::StringLiterals;

namespace portolan {

namespace {

constexpr int kMostTries = 1000;

QList<QHostAddress> addressesOf(const QString& address) {
  if (address.isEmpty() || address == "localhost"_L1) {
    return {QHostAddress(QHostAddress::LocalHost), QHostAddress(QHostAddress::LocalHostIPv6)};
  }
  const QHostAddress literal(address);
  return literal.isNull() ? QList<QHostAddress>() : QList<QHostAddress>{literal};
}

/// As a listener would: an address family that this computer does not have is no obstacle.
bool isFree(const QHostAddress& address, quint16 port) {
  const bool isV6 = address.protocol() == QAbstractSocket::IPv6Protocol;
  const FileDescriptor socket(::socket(isV6 ? AF_INET6 : AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (socket.get() < 0) {
    return true;
  }
  const int on = 1;
  ::setsockopt(socket.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
  int result = 0;
  if (isV6) {
    ::setsockopt(socket.get(), IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof(on));
    sockaddr_in6 place{};
    place.sin6_family = AF_INET6;
    place.sin6_port = htons(port);
    const Q_IPV6ADDR bytes = address.toIPv6Address();
    std::memcpy(&place.sin6_addr, &bytes, sizeof(bytes));
    result = ::bind(socket.get(), reinterpret_cast<const sockaddr*>(&place), sizeof(place));
  } else {
    sockaddr_in place{};
    place.sin_family = AF_INET;
    place.sin_port = htons(port);
    place.sin_addr.s_addr = htonl(address.toIPv4Address());
    result = ::bind(socket.get(), reinterpret_cast<const sockaddr*>(&place), sizeof(place));
  }
  // Only listening tells of another listener that allows its address to be used again.
  return (result == 0 && ::listen(socket.get(), 1) == 0) || (result != 0 && errno == EADDRNOTAVAIL);
}

bool isFree(const QList<QHostAddress>& addresses, quint16 port) {
  return std::all_of(addresses.begin(), addresses.end(),
                     [port](const QHostAddress& address) { return isFree(address, port); });
}

}  // namespace

PortReport probePort(const QString& address, quint16 port, const QList<quint16>& avoid) {
  PortReport report;
  report.address = address;
  report.port = port;
  const QList<QHostAddress> addresses = addressesOf(address);
  report.isFree = isFree(addresses, port);
  if (!report.isFree) {
    for (const QHostAddress& each : addresses) {
      if (const auto owner = findPortOwner(each, port)) {
        report.owner = owner->name;
        report.ownerPid = owner->pid;
        break;
      }
    }
  }
  for (int next = port + 1; next <= qMin(port + kMostTries, 65'535); ++next) {
    if (!avoid.contains(quint16(next)) && isFree(addresses, quint16(next))) {
      report.nextFree = quint16(next);
      break;
    }
  }
  return report;
}

}  // namespace portolan
