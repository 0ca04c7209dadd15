#pragma once

#include <QHash>
#include <QHostAddress>
#include <QSet>
#include <QString>
#include <chrono>
#include <optional>

namespace portolan {

/// The process that keeps a local TCP port from being listened on.
struct PortOwner {
  QString name;  ///< as the kernel has it: at most 15 characters, chosen by the process
  qint64 pid = 0;

  bool operator==(const PortOwner&) const = default;
};

/// Finds it where the system lets us: processes of other users hide their sockets. Looks through /proc for 200 ms at
/// most, because the caller's thread serves other connections; so nothing means "not known".
std::optional<PortOwner> findPortOwner(const QHostAddress& address, quint16 port);

struct SocketOwners {
  QHash<quint16, PortOwner> byPort;
  bool isComplete = true;  ///< false: there was no time to look at all processes
};

/// Which programs hold TCP sockets with these local ports, as clients on this machine do, as far as the system tells
/// within `patience`. Looks through all of /proc: not for a thread that others wait for.
SocketOwners findSocketOwners(const QSet<quint16>& ports, std::chrono::milliseconds patience);

}  // namespace portolan
