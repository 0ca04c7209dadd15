#pragma once

#include <QString>

#include "core/base/result.h"

namespace portolan {

/// The folder of the lock and the sockets: <runtime folder>/portolan, made with mode 0700. Errors: FileUnwritable, also
/// where a folder of that name belongs to somebody else or is open to others.
Result<QString> controlFolder();

/// Where the engine over the saved forwards listens.
QString controlSocketPath(const QString& folder);
/// Where `portolan run FILE` does, which may run beside it: run-PID.sock.
QString runSocketPath(const QString& folder, qint64 pid);
/// What a command without --socket talks to: the engine over the saved forwards, else the only `run FILE` that there
/// is. Empty: there is none, or more than one.
QString findControlSocket(const QString& folder);

}  // namespace portolan
