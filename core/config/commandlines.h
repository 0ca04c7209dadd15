#pragma once

#include "core/config/forwardconfig.h"

namespace portolan {

/// What a command line asks for that only the cluster can answer: all services that match, as kubefwd forwards them.
struct ServiceQuery {
  QString kubeconfig{};
  QString context{};
  QStringList namespaces{};  ///< empty: the context's
  bool allNamespaces = false;
  QString labelSelector{};

  bool operator==(const ServiceQuery&) const = default;
};

struct CommandLines {
  QList<ParsedForward> forwards;  ///< one for each port and address
  QList<ServiceQuery> queries;
  qsizetype commands = 0;  ///< how many commands were found

  bool operator==(const CommandLines&) const = default;
};

/// Finds `kubectl port-forward …` (and oc's and our own) and `kubefwd svc …` in a command line, a shell script or a
/// Makefile. Nothing is run: quotes, comments, continued lines, and variables that the text itself sets are understood;
/// a command whose values come from elsewhere, or that says what a saved forward cannot hold (a token), is an entry
/// with an error. `name` stands in messages, with the line. Errors of the whole: FileTooLarge above 1 MiB or 10,000
/// ports.
Result<CommandLines> parseCommandLines(const QByteArray& text, const QString& name);

/// The words of one command after another; what a shell would do with them is not done. For tests and fuzzing.
struct ShellCommand {
  QStringList words;
  qsizetype line = 0;  ///< from 1
  QString unknown;     ///< a variable or a substitution that the text does not tell; empty: none
  bool operator==(const ShellCommand&) const = default;
};
QList<ShellCommand> shellCommands(const QString& text);

}  // namespace portolan
