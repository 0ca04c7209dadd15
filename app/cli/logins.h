#pragma once

#include "core/cluster/execcredentials.h"

namespace portolan {

class LoginShell;

/// How the commands of this program run plugins that log in: in the terminal, if there is one. `loginShell`: for what
/// is started without any shell around it (a service, an autostart), its PATH is asked for; a script's PATH is left as
/// it is. It outlives whoever uses the options.
ExecOptions execOptions(LoginShell* loginShell = nullptr);

}  // namespace portolan
