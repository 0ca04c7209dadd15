#include "app/cli/logins.h"

#include <unistd.h>

#include <QtGlobal>

#include "core/system/loginshell.h"

namespace portolan {

ExecOptions execOptions(LoginShell* loginShell) {
  ExecOptions options;
  options.hasTerminal = ::isatty(STDIN_FILENO) == 1 && ::isatty(STDERR_FILENO) == 1;
  if (loginShell != nullptr && qEnvironmentVariableIsEmpty("TERM")) {
    options.searchPath = [loginShell] { return loginShell->path(); };
  }
  return options;
}

}  // namespace portolan
