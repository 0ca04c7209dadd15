#include <QCoreApplication>
#include <QEvent>
#include <QLoggingCategory>
#include <csignal>

#include "app/cli/contextscommand.h"
#include "app/cli/controlcommand.h"
#include "app/cli/democommand.h"
#include "app/cli/discovercommand.h"
#include "app/cli/errorhelp.h"
#include "app/cli/importcommand.h"
#include "app/cli/logincommand.h"
#include "app/cli/manpage.h"
#include "app/cli/options.h"
#include "app/cli/output.h"
#include "app/cli/portforwardcommand.h"
#include "app/cli/runcommand.h"
#include "app/cli/storecommand.h"
#include "app/cli/synccommand.h"
#include "core/base/descriptorlimit.h"
#include "core/base/unixsignals.h"
#include "core/cluster/opensslthreads.h"

using namespace portolan;
using namespace Qt::StringLiterals;

namespace {

/// Runs a command until it ends or the person ends it: 0 after Ctrl-C, as kubectl; 128 + 15 after SIGTERM, as the shell
/// would report of a program without a handler, unless the command has something else to say (terminate).
template <typename Command, typename CommandOptions>
int runToEnd(QCoreApplication& application, const CommandOptions& options) {
  UnixSignals unixSignals;
  int code = 0;
  {
    Command command(options);
    QObject::connect(&unixSignals, &UnixSignals::terminationRequested, &command, [&command](int number) {
      if constexpr (requires { command.terminate(number); }) {
        if (command.terminate(number)) {
          return;
        }
      }
      QCoreApplication::exit(number == SIGINT ? 0 : 128 + number);
    });
    QObject::connect(&command, &Command::finished, &application, [](int result) { QCoreApplication::exit(result); });
    command.start();
    code = QCoreApplication::exec();
  }
  // What the command left to an event loop that no longer runs: network managers, whose threads would go on while the
  // process ends.
  QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
  return code;
}

int runStoreCommand(QCoreApplication& application, const StoreOptions& options) {
  switch (options.command) {
    case StoreOptions::Command::Import:
      return runToEnd<ImportCommand>(application, options);
    case StoreOptions::Command::Discover:
      return runToEnd<DiscoverCommand>(application, options);
    case StoreOptions::Command::Sync:
      return runToEnd<SyncCommand>(application, options);
    case StoreOptions::Command::Completion: {
      const auto script = completionScript(options.shell);
      script ? printLine(script->trimmed()) : printError(script.error());
      return script ? 0 : 1;
    }
    case StoreOptions::Command::ManPages: {
      const auto written = writeManPages(options.folder);
      if (!written) {
        printError(written.error());
      }
      return written ? 0 : 1;
    }
    case StoreOptions::Command::Export:
    case StoreOptions::Command::Add:
    case StoreOptions::Command::Edit:
    case StoreOptions::Command::Remove:
    case StoreOptions::Command::List:
    case StoreOptions::Command::Validate:
      break;
  }
  return runToEnd<StoreCommand>(application, options);
}

}  // namespace

int main(int argc, char** argv) {
  keepOpenSslAtExit();
  raiseDescriptorLimit();
  QCoreApplication application(argc, argv);
  QCoreApplication::setApplicationName(u"portolan"_s);
  QCoreApplication::setApplicationVersion(QStringLiteral(PORTOLAN_VERSION));

  const auto options = parseOptions(QCoreApplication::arguments().sliced(1));
  if (!options) {
    printError(options.error());
    return 1;
  }
  if (options->verbosity >= 4) {
    QLoggingCategory::setFilterRules(u"portolan.*=true"_s);
  }
  if (options->helpForCommand) {
    const bool isStore = options->command == Options::Command::Store;
    printLine((isStore ? storeHelpText(options->store.word) : helpText(options->command)).trimmed());
    return 0;
  }
  switch (options->command) {
    case Options::Command::Help: {
      const auto about = errorHelp(options->helpTopic);
      printLine(about ? *about : helpText().trimmed());
      return 0;
    }
    case Options::Command::Version:
      printLine(u"portolan %1"_s.arg(QCoreApplication::applicationVersion()));
      return 0;
    case Options::Command::PortForward:
      return runToEnd<PortForwardCommand>(application, *options);
    case Options::Command::Demo:
      return runToEnd<DemoCommand>(application, *options);
    case Options::Command::Run:
      return runToEnd<RunCommand>(application, *options);
    case Options::Command::Contexts:
      return runContexts(*options);
    case Options::Command::Login:
    case Options::Command::Namespaces:
      return runToEnd<LoginCommand>(application, *options);
    case Options::Command::Status:
    case Options::Command::Start:
    case Options::Command::Stop:
    case Options::Command::Restart:
    case Options::Command::Retry:
    case Options::Command::Logs:
    case Options::Command::Events:
    case Options::Command::Metrics:
      return runToEnd<ControlCommand>(application, *options);
    case Options::Command::Store:
      return runStoreCommand(application, options->store);
  }
  return 1;
}
