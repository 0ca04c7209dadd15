#pragma once

#include <QByteArray>

namespace portolan {

/// Tells systemd how a service of Type=notify does ("READY=1", "STOPPING=1"), by the protocol of sd_notify(3). Does
/// nothing where NOTIFY_SOCKET is not set.
void notifyServiceManager(const QByteArray& state);

}  // namespace portolan
