#pragma once

#include "ui/models/forwarddraft.h"

namespace portolan {

/// Whether a TCP port can be listened on, by trying it for an instant; who has it, where the system tells; and the next
/// one that is free and not in `avoid`. Looks through /proc for up to 200 ms: not for the thread of the widgets.
/// `address`: an IP address; empty or "localhost": both loopback addresses.
PortReport probePort(const QString& address, quint16 port, const QList<quint16>& avoid);

}  // namespace portolan
