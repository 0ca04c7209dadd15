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

/// A connected TCP socket's own port and its peer's. Its own alone is not enough: many connections to different peers
/// can have the same one.
struct PortPair {
  quint16 own = 0;
  quint16 peer = 0;

  bool operator==(const PortPair&) const = default;
  friend size_t qHash(const PortPair& pair, size_t seed = 0) { return qHashMulti(seed, pair.own, pair.peer); }
};

struct SocketOwners {
  QHash<PortPair, PortOwner> byPorts;
  bool isComplete = true;  ///< false: there was no time to look at all processes
};

/// Which programs hold TCP sockets with these ports, as clients on this machine do, as far as the system tells within
/// `patience`. Looks through all of /proc: not for a thread that others wait for.
SocketOwners findSocketOwners(const QSet<PortPair>& ports, std::chrono::milliseconds patience);

}  // namespace portolan
