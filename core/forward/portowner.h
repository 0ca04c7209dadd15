#pragma once

#include <QHostAddress>
#include <QString>
#include <optional>

namespace portolan {

/// The process that keeps a local TCP port from being listened on.
struct PortOwner {
  QString name;  ///< as the kernel has it: at most 15 characters, chosen by the process
  qint64 pid = 0;

  bool operator==(const PortOwner&) const = default;
};

/// Finds it in /proc, where the system lets us: processes of other users hide their sockets. Looks for 100 ms at most,
/// because the caller's thread serves other connections; so nothing means "not known".
std::optional<PortOwner> findPortOwner(const QHostAddress& address, quint16 port);

}  // namespace portolan
