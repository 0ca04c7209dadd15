#pragma once

#include <QString>
#include <QStringList>

#include "core/base/result.h"

namespace portolan {

/// All commands with a manual page, "port-forward" first.
QStringList documentedCommands();

/// The manual page of a command, in man(7)'s macros, made from what its --help prints; of `portolan` itself where
/// `word` is empty.
QString manPage(const QString& word);

/// Writes portolan.1, portolan-import.1, … into a folder. Error FileUnwritable.
Result<void> writeManPages(const QString& folder);

/// A completion script for bash, zsh or fish, made from what --help prints. Completes commands, flags, files where they
/// belong, and the saved forwards' names by asking `portolan list --names`. Error InvalidArgument.
Result<QString> completionScript(const QString& shell);

}  // namespace portolan
