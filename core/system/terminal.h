#pragma once

#include <QStringList>

namespace portolan {

/// How a terminal window is opened that runs `command` (a program and its arguments): the whole command line, or
/// nothing where no terminal is installed. The desktop's own choice comes first: xdg-terminal-exec, Debian's
/// x-terminal-emulator, then those that are known. `searchPath`: folders, as in PATH. Looks into the file system.
QStringList terminalCommand(const QStringList& command, const QString& searchPath);

/// Opens it, without a shell between; false: there is no terminal, or it did not start. It outlives this program.
/// Starts a process: not for a thread that draws.
bool openTerminal(const QStringList& command, const QString& searchPath);

}  // namespace portolan
