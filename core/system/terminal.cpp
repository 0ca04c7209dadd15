#include "core/system/terminal.h"

#include <QProcess>
#include <array>
#include <csignal>

#include "core/base/childprocess.h"

using namespace Qt::StringLiterals;

namespace portolan {

namespace {

struct Terminal {
  QLatin1StringView program;
  QLatin1StringView runs;  ///< what stands before the command; empty: nothing
};

constexpr std::array kTerminals = {
    Terminal{"xdg-terminal-exec"_L1, {}},
    Terminal{"x-terminal-emulator"_L1, "-e"_L1},
    Terminal{"gnome-terminal"_L1, "--"_L1},
    Terminal{"ptyxis"_L1, "--"_L1},
    Terminal{"kgx"_L1, "--"_L1},
    Terminal{"konsole"_L1, "-e"_L1},
    Terminal{"xfce4-terminal"_L1, "-x"_L1},
    Terminal{"mate-terminal"_L1, "-x"_L1},
    Terminal{"alacritty"_L1, "-e"_L1},
    Terminal{"kitty"_L1, {}},
    Terminal{"foot"_L1, {}},
    Terminal{"xterm"_L1, "-e"_L1},
};

}  // namespace

QStringList terminalCommand(const QStringList& command, const QString& searchPath) {
  for (const Terminal& each : kTerminals) {
    if (const QString program = findProgram(each.program, searchPath); !program.isEmpty()) {
      QStringList line{program};
      if (!each.runs.isEmpty()) {
        line += each.runs;
      }
      return line + command;
    }
  }
  return {};
}

bool openTerminal(const QStringList& command, const QString& searchPath) {
  QStringList line = terminalCommand(command, searchPath);
  if (line.isEmpty()) {
    return false;
  }
  QProcess process;
  process.setProgram(line.takeFirst());
  process.setArguments(line);
  process.setChildProcessModifier([] {  // this program blocks signals that a terminal's must get: see UnixSignals
    sigset_t none;
    ::sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
  });
  return process.startDetached();
}

}  // namespace portolan
