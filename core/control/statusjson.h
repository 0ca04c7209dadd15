#pragma once

#include <QJsonObject>

#include "core/config/forwardconfig.h"
#include "core/forward/forwardstatus.h"
#include "core/forward/journal.h"

namespace portolan {

/// What the control socket, `portolan status --json` and `portolan events` say of a forward; docs/control-socket.md has
/// every field. What has nothing to say is left out.
QJsonObject statusJson(const ForwardConfig& config, const ForwardStatus& status);
QJsonObject errorJson(const Error& error);
QJsonObject journalJson(const JournalEntry& entry, const QString& name);

}  // namespace portolan
