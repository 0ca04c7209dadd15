#include <QApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QSessionManager>
#include <QTranslator>
#include <algorithm>
#include <cstdio>

#include "app/tray/instanceclient.h"
#include "app/tray/instanceserver.h"
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

/// Another Portolan runs: it is told what this start was for.
int tellTheFirst(const TrayOptions& options, const QString& folder, const Error& whoHasTheLock) {
  InstanceClient client;
  QObject::connect(&client, &InstanceClient::finished, &client, [whoHasTheLock](const Result<void>& result) {
    if (!result) {
      complain(StateWords::error(whoHasTheLock));
    }
    QCoreApplication::exit(result ? 0 : 1);
  });
  client.send(InstanceServer::socketPath(folder), options.things, qgetenv("XDG_ACTIVATION_TOKEN"));
  return QCoreApplication::exec();
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
  Q_INIT_RESOURCE(translations);
  // Qt's own words (the buttons of its dialogs) come from its package, where that is installed.
  QTranslator qtWords;
  if (qtWords.load(QLocale(), u"qtbase"_s, u"_"_s, QLibraryInfo::path(QLibraryInfo::TranslationsPath))) {
    QApplication::installTranslator(&qtWords);
  }
  QTranslator words;
  if (words.load(QLocale(), u"portolan"_s, u"_"_s, u":/portolan/translations"_s) ||
      words.load(u":/portolan/translations/portolan_en.qm"_s)) {
    QApplication::installTranslator(&words);
  }
  QApplication::setApplicationDisplayName(u"Portolan"_s);
  QApplication::setDesktopFileName(u"portolan"_s);
  QApplication::setWindowIcon(QIcon(u":/portolan/icons/app.svg"_s));
  QApplication::setQuitOnLastWindowClosed(false);
  // An old session manager would start it again beside the autostart entry, which has a switch of its own.
  QObject::connect(
      &application, &QGuiApplication::saveStateRequest, &application,
      [](QSessionManager& manager) { manager.setRestartHint(QSessionManager::RestartNever); }, Qt::DirectConnection);
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
    return taken.error().code == ErrorCode::AddressInUse ? tellTheFirst(options, *folder, taken.error())
                                                         : (complain(StateWords::error(taken.error())), 1);
  }
  TrayApplication tray(options, *folder);
  tray.start();
  return QApplication::exec();
}
