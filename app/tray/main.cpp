#include <QApplication>
#include <QDir>
#include <algorithm>
#include <cstdio>

#include "app/tray/options.h"
#include "app/tray/trayapplication.h"
#include "core/base/descriptorlimit.h"
#include "core/base/unixsignals.h"
#include "core/cluster/opensslthreads.h"
#include "core/control/controlfolder.h"
#include "core/control/enginelock.h"
#include "ui/models/statewords.h"
#include "ui/widgets/flatstyle.h"

using namespace portolan;
using namespace Qt::StringLiterals;

namespace {

/// Asks for words only, which needs no display.
bool asksForHelpOnly(int argc, char** argv) {
  return std::any_of(argv + 1, argv + argc, [](const char* argument) {
    const QLatin1StringView word(argument);
    return word == "--help"_L1 || word == "-h"_L1 || word == "--version"_L1 || word == "-v"_L1 ||
           word == "--help-all"_L1;
  });
}

void describe() {
  QCoreApplication::setApplicationName(u"portolan-tray"_s);
  QCoreApplication::setApplicationVersion(QStringLiteral(PORTOLAN_VERSION));
}

void complain(const QString& message) {
  std::fprintf(stderr, "portolan-tray: %s\n", qUtf8Printable(message));
}

}  // namespace

int main(int argc, char** argv) {
  keepOpenSslAtExit();
  raiseDescriptorLimit();
  describe();
  if (asksForHelpOnly(argc, argv)) {
    const QCoreApplication application(argc, argv);
    TrayOptions::parse(application);  // does not return
  }
  if (!qEnvironmentVariableIsSet("DISPLAY") && !qEnvironmentVariableIsSet("WAYLAND_DISPLAY") &&
      !qEnvironmentVariableIsSet("QT_QPA_PLATFORM")) {
    complain(TrayApplication::tr("There is no display here. The command line, portolan, works without one."));
    return 1;
  }

  // Before QApplication, whose window system plugins start threads: all of them must inherit the blocked signals.
  UnixSignals::block();
  QApplication application(argc, argv);
  Q_INIT_RESOURCE(resources);
  QApplication::setApplicationDisplayName(u"Portolan"_s);
  QApplication::setDesktopFileName(u"portolan"_s);
  QApplication::setWindowIcon(QIcon(u":/portolan/icons/app.svg"_s));
  QApplication::setQuitOnLastWindowClosed(false);
  FlatStyle::installOverFusion();
  UnixSignals unixSignals;
  QObject::connect(&unixSignals, &UnixSignals::terminationRequested, &application, &QCoreApplication::quit);

  const TrayOptions options = TrayOptions::parse(application);
  const auto folder = controlFolder();
  if (!folder) {
    complain(StateWords::error(folder.error()));
    return 1;
  }
  EngineLock lock(*folder);
  if (const auto taken = lock.take(); !taken) {
    complain(StateWords::error(taken.error()));
    return 1;
  }
  TrayApplication tray(options, controlSocketPath(*folder));
  tray.start();
  return QApplication::exec();
}
