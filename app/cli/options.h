#pragma once

#include <QStringList>
#include <chrono>

#include "app/cli/storeoptions.h"
#include "core/base/result.h"
#include "core/cluster/kubeconfig.h"
#include "core/config/forwardselection.h"
#include "core/target/targetspec.h"
#include "core/tunnel/session.h"

namespace portolan {

/// What a command line asks for.
struct Options {
  enum class Command {
    Help,
    Version,
    PortForward,
    Demo,
    Run,
    Contexts,
    Login,
    Namespaces,
    // What follows talks to an engine that runs already.
    Status,
    Start,
    Stop,
    Restart,
    Retry,
    Logs,
    Events,
    Metrics,
    Store,  ///< the saved forwards: see `store`
  };

  Command command = Command::Help;
  /// Help for this command instead of running it.
  bool helpForCommand = false;
  QString helpTopic;  ///< help: a word that is no command; perhaps the name of an error
  int verbosity = 0;

  // port-forward; login, namespaces: kubeconfig and connection.context
  QString kubeconfig;
  ConnectionOverrides connection;
  QStringList addresses{QStringLiteral("localhost")};
  std::chrono::milliseconds podRunningTimeout{60'000};
  std::optional<SessionKind> sessionKind;  ///< nothing: what the server speaks
  TargetSpec target;
  QList<PortSpec> ports;

  // demo
  quint16 demoPort = 8080;

  // run, status, start, …
  ForwardSelection selection;
  QString socket;  ///< the control socket; empty: see findControlSocket
  bool json = false;
  bool keepOpen = false;  ///< login
  bool follow = false;    ///< status --watch, logs --follow
  int tail = 100;         ///< logs
  /// start, stop, restart, run -- CMD: how long to wait until the forwards are where they should be; zero: not at all.
  std::chrono::milliseconds timeout{30'000};

  // run
  QString forwardsFile;  ///< empty: the saved forwards
  bool onlyAutostart = false;
  bool allowKubeconfig = false;
  QStringList childCommand;

  StoreOptions store;
};

/// Parses arguments (without the program's name). kubectl's flags are taken before and after the command's word, in
/// every form that kubectl takes them: --flag value, --flag=value, -n value, -nvalue, --bool, --bool=false. Errors:
/// InvalidArgument, Unsupported.
Result<Options> parseOptions(const QStringList& arguments);

/// A Go duration such as "1m30s", "500ms", "1.5h" (kubectl's --pod-running-timeout).
Result<std::chrono::milliseconds> parseDuration(const QString& text);

/// The text of `portolan --help`, and of `portolan COMMAND --help`.
QString helpText();
QString helpText(Options::Command command);

}  // namespace portolan
