#include "app/cli/options.h"

#include <QCommandLineParser>
#include <QHash>
#include <QHostAddress>
#include <QRegularExpression>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace portolan {

namespace {

std::unexpected<Error> invalid(const QString& detail, const QString& hint = {}) {
  return fail(ErrorCode::InvalidArgument, Stage::Configuration, detail, hint);
}

struct Flag {
  QStringList names;
  bool takesValue;
};

/// Flags with a meaning here.
const QList<Flag>& knownFlags() {
  static const QList<Flag> flags{
      {{u"n"_s, u"namespace"_s}, true},
      {{u"context"_s}, true},
      {{u"kubeconfig"_s}, true},
      {{u"address"_s}, true},
      {{u"pod-running-timeout"_s}, true},
      {{u"session"_s}, true},
      {{u"token"_s}, true},
      {{u"username"_s}, true},
      {{u"password"_s}, true},
      {{u"s"_s, u"server"_s}, true},
      {{u"certificate-authority"_s}, true},
      {{u"tls-server-name"_s}, true},
      {{u"insecure-skip-tls-verify"_s}, false},
      {{u"client-certificate"_s}, true},
      {{u"client-key"_s}, true},
      {{u"cluster"_s}, true},
      {{u"user"_s}, true},
      {{u"as"_s}, true},
      {{u"as-uid"_s}, true},
      {{u"as-group"_s}, true},
      {{u"v"_s}, true},
      {{u"port"_s}, true},
      {{u"all"_s}, false},
      {{u"tag"_s}, true},
      {{u"socket"_s}, true},
      {{u"json"_s}, false},
      {{u"w"_s, u"watch"_s}, false},
      {{u"f"_s, u"follow"_s}, false},
      {{u"tail"_s}, true},
      {{u"timeout"_s}, true},
      {{u"autostart"_s}, false},
      {{u"allow-kubeconfig"_s}, false},
      {{u"keep-open"_s}, false},
      {{u"h"_s, u"help"_s}, false},
      {{u"version"_s}, false},
  };
  return flags;
}

/// Flags that kubectl takes and that change nothing here: taken, so that a script need not be changed.
const QList<Flag>& ignoredFlags() {
  static const QList<Flag> flags{
      {{u"cache-dir"_s}, true},           {{u"disable-compression"_s}, false},  {{u"kuberc"_s}, true},
      {{u"log-flush-frequency"_s}, true}, {{u"match-server-version"_s}, false}, {{u"profile"_s}, true},
      {{u"profile-output"_s}, true},      {{u"request-timeout"_s}, true},       {{u"vmodule"_s}, true},
      {{u"warnings-as-errors"_s}, false},
  };
  return flags;
}

bool isBooleanFlag(const QString& name) {
  for (const auto* flags : {&knownFlags(), &ignoredFlags()}) {
    for (const Flag& flag : *flags) {
      if (flag.names.contains(name)) {
        return !flag.takesValue;
      }
    }
  }
  return false;
}

using Command = Options::Command;

const QList<std::pair<QString, Command>>& commandWords() {
  static const QList<std::pair<QString, Command>> words{
      {u"port-forward"_s, Command::PortForward},
      {u"run"_s, Command::Run},
      {u"status"_s, Command::Status},
      {u"start"_s, Command::Start},
      {u"stop"_s, Command::Stop},
      {u"restart"_s, Command::Restart},
      {u"retry"_s, Command::Retry},
      {u"logs"_s, Command::Logs},
      {u"events"_s, Command::Events},
      {u"metrics"_s, Command::Metrics},
      {u"contexts"_s, Command::Contexts},
      {u"login"_s, Command::Login},
      {u"namespaces"_s, Command::Namespaces},
      {u"demo"_s, Command::Demo},
      {u"version"_s, Command::Version},
      {u"help"_s, Command::Help},
  };
  return words;
}

/// The flags of the commands around saved forwards. port-forward takes the others.
QStringList flagsOf(Command command) {
  static const QStringList selecting{u"all"_s, u"tag"_s, u"context"_s, u"socket"_s, u"json"_s};
  switch (command) {
    case Command::Status:
      return selecting + QStringList{u"watch"_s};
    case Command::Start:
    case Command::Stop:
    case Command::Restart:
      return selecting + QStringList{u"timeout"_s};
    case Command::Retry:
    case Command::Events:
      return selecting;
    case Command::Logs:
      return selecting + QStringList{u"follow"_s, u"tail"_s};
    case Command::Metrics:
      return {u"socket"_s};
    case Command::Run:
      return {u"all"_s,     u"tag"_s,       u"context"_s,          u"socket"_s,
              u"timeout"_s, u"autostart"_s, u"allow-kubeconfig"_s, u"kubeconfig"_s};
    case Command::Contexts:
      return {u"kubeconfig"_s, u"json"_s};
    case Command::Login:
      return {u"kubeconfig"_s, u"context"_s, u"keep-open"_s, u"socket"_s};
    case Command::Namespaces:
      return {u"kubeconfig"_s, u"context"_s, u"json"_s};
    case Command::Demo:
      return {u"port"_s};
    default:
      return {};
  }
}

/// A flag that the command does not take is a mistake that would else go unnoticed.
std::optional<QString> strangeFlag(const QCommandLineParser& parser, Command command) {
  static const QStringList everywhere{u"v"_s, u"help"_s, u"h"_s};
  QStringList taken = flagsOf(command) + everywhere;
  const bool isPortForward = command == Command::PortForward;
  for (const Flag& flag : knownFlags()) {
    const QString& name = flag.names.constLast();
    const bool ofOthers = flagsOf(Command::Run).contains(name) || flagsOf(Command::Status).contains(name) ||
                          flagsOf(Command::Logs).contains(name) || name == "port"_L1;
    const bool isTaken =
        isPortForward ? !ofOthers || name == "context"_L1 || name == "kubeconfig"_L1 : taken.contains(name);
    if (parser.isSet(name) && !isTaken) {
      return name;
    }
  }
  return {};
}

/// QCommandLineParser knows no "--flag=true": such arguments become "--flag" or nothing.
Result<QStringList> withPlainBooleans(const QStringList& arguments) {
  static const QSet<QString> yes{u"1"_s, u"t"_s, u"T"_s, u"true"_s, u"TRUE"_s, u"True"_s};
  static const QSet<QString> no{u"0"_s, u"f"_s, u"F"_s, u"false"_s, u"FALSE"_s, u"False"_s};
  QStringList plain;
  for (const QString& argument : arguments) {
    const qsizetype equals = argument.indexOf(u'=');
    const QString name = argument.first(qMax<qsizetype>(equals, 0));
    if (name.startsWith("--"_L1) && isBooleanFlag(name.sliced(2))) {
      const QString value = argument.sliced(equals + 1);
      if (yes.contains(value)) {
        plain += name;
      } else if (!no.contains(value)) {
        return invalid(u"invalid value \"%1\" for flag %2"_s.arg(value, name), u"Use true or false."_s);
      }
    } else {
      plain += argument;
    }
  }
  return plain;
}

Result<QStringList> parseAddresses(const QStringList& values) {
  QStringList addresses;
  for (const QString& value : values) {
    for (const QString& address : value.split(u',')) {
      if (address != "localhost"_L1 && QHostAddress(address).isNull()) {
        return invalid(u"%1 is not a valid IP"_s.arg(address.isEmpty() ? u"an empty address"_s : oneLine(address)),
                       u"Give IP addresses or localhost to --address, separated by commas."_s);
      }
      addresses += address;
    }
  }
  return addresses;
}

/// "90s"; a plain number is seconds.
Result<std::chrono::milliseconds> parseTimeout(const QString& text) {
  bool isNumber = false;
  const uint seconds = text.toUInt(&isNumber);
  return isNumber ? Result<std::chrono::milliseconds>(std::chrono::seconds(qMin(seconds, 31'536'000U)))
                  : parseDuration(text);
}

/// What the commands around saved forwards have in common.
std::optional<Error> readForwardsOptions(const QCommandLineParser& parser, const QStringList& words, Options& options) {
  options.selection = {.all = parser.isSet(u"all"_s),
                       .names = words,
                       .tags = parser.values(u"tag"_s),
                       .contexts = parser.values(u"context"_s)};
  options.socket = parser.value(u"socket"_s);
  options.json = parser.isSet(u"json"_s);
  options.follow = parser.isSet(u"watch"_s) || parser.isSet(u"follow"_s);
  options.onlyAutostart = parser.isSet(u"autostart"_s);
  options.allowKubeconfig = parser.isSet(u"allow-kubeconfig"_s);
  options.kubeconfig = parser.value(u"kubeconfig"_s);
  if (parser.isSet(u"timeout"_s)) {
    const auto timeout = parseTimeout(parser.value(u"timeout"_s));
    if (!timeout) {
      return timeout.error();
    }
    options.timeout = *timeout;
  }
  if (parser.isSet(u"tail"_s)) {
    bool isNumber = false;
    options.tail = parser.value(u"tail"_s).toInt(&isNumber);
    if (!isNumber || options.tail < 1 || options.tail > 5'000) {
      return invalid(u"--tail takes a number from 1 to 5000, not \"%1\""_s.arg(oneLine(parser.value(u"tail"_s), 40)))
          .error();
    }
  }
  const bool acts = options.command == Command::Start || options.command == Command::Stop ||
                    options.command == Command::Restart || options.command == Command::Retry;
  if (acts && options.selection.isEmpty()) {
    return invalid(u"which forwards?"_s, u"Give names, --tag, --context or --all; \"portolan status\" lists them."_s)
        .error();
  }
  return {};
}

/// contexts, login and namespaces: at most one context, as a word or a flag.
std::optional<Error> readClusterOptions(const QCommandLineParser& parser, const QStringList& words, Options& options) {
  options.kubeconfig = parser.value(u"kubeconfig"_s);
  options.json = parser.isSet(u"json"_s);
  options.socket = parser.value(u"socket"_s);
  options.keepOpen = parser.isSet(u"keep-open"_s);
  const QStringList contexts = words + parser.values(u"context"_s);
  const bool takesOne = options.command != Command::Contexts;
  if (contexts.size() > (takesOne ? 1 : 0)) {
    return invalid(takesOne ? u"one context at a time"_s
                            : u"contexts takes no argument \"%1\""_s.arg(oneLine(contexts.constFirst(), 100)))
        .error();
  }
  options.connection.context = contexts.value(0);
  return {};
}

/// `run` takes a file, or --all or another selection of the saved forwards; and a command behind "--".
std::optional<Error> readRunOptions(const QStringList& words, const QStringList& childCommand, Options& options) {
  options.childCommand = childCommand;
  options.selection.names.clear();
  if (words.size() > 1) {
    return invalid(u"run takes one file, not \"%1\" too"_s.arg(oneLine(words.at(1), 100)),
                   u"A command to run stands behind \"--\"."_s)
        .error();
  }
  if (!words.isEmpty()) {
    options.forwardsFile = words.constFirst();
  } else if (options.selection.isEmpty() && !options.onlyAutostart) {
    return invalid(u"run what?"_s,
                   u"Give it a file of forwards, or --all, --autostart, --tag or --context for the "
                   "saved ones."_s)
        .error();
  }
  return {};
}

constexpr auto kUsage = "Usage: portolan port-forward [TYPE/]NAME [LOCAL:]REMOTE [[LOCAL:]REMOTE ...] [flags]"_L1;

Result<std::optional<SessionKind>> parseSessionKind(const QString& text) {
  if (text == "auto"_L1) {
    return std::nullopt;
  }
  for (const SessionKind kind : {SessionKind::SpdyOverWebSocket, SessionKind::Spdy, SessionKind::WebSocketChannels}) {
    if (sessionKindName(kind).toLower() == text) {
      return kind;
    }
  }
  return invalid(u"--session: \"%1\" is no kind of session"_s.arg(oneLine(text, 40)),
                 u"Give it auto, websocket, spdy or channels."_s);
}

}  // namespace

Result<std::chrono::milliseconds> parseDuration(const QString& text) {
  static const QHash<QString, double> unitMs{{u"h"_s, 3'600'000.0}, {u"m"_s, 60'000.0}, {u"s"_s, 1'000.0},
                                             {u"ms"_s, 1.0},        {u"us"_s, 1e-3},    {u"ns"_s, 1e-6}};
  static const QRegularExpression whole(u"^(?:[0-9]+(?:\\.[0-9]+)?(?:h|ms|m|s|us|ns))+$"_s);
  static const QRegularExpression part(u"([0-9]+(?:\\.[0-9]+)?)(h|ms|m|s|us|ns)"_s);
  if (!whole.match(text).hasMatch()) {
    return invalid(u"invalid duration \"%1\""_s.arg(oneLine(text)), u"Write it as in 1m, 90s or 1m30s."_s);
  }
  double ms = 0;
  for (auto it = part.globalMatch(text); it.hasNext();) {
    const auto match = it.next();
    ms += match.captured(1).toDouble() * unitMs.value(match.captured(2));
  }
  constexpr double kMost = 365.0 * 24 * 3'600'000;
  return std::chrono::milliseconds(qint64(qMin(ms, kMost)));
}

namespace {

/// A command around the saved forwards, as `WORD …` or `help WORD`.
std::optional<Result<Options>> storeCommand(const QStringList& arguments) {
  const bool isHelp = arguments.size() == 2 && arguments.constFirst() == "help"_L1;
  const QString word = arguments.value(isHelp ? 1 : 0);
  if (!storeCommandWords().contains(word)) {
    return {};
  }
  const auto store = parseStoreOptions(isHelp ? QStringList{word, u"--help"_s} : arguments);
  if (!store) {
    return std::unexpected(store.error());
  }
  Options options;
  options.command = Options::Command::Store;
  options.store = *store;
  options.helpForCommand = store->help;
  return options;
}

}  // namespace

Result<Options> parseOptions(const QStringList& arguments) {
  if (auto options = storeCommand(arguments)) {
    return std::move(*options);
  }
  const qsizetype end = arguments.indexOf(u"--"_s);
  const auto plain = withPlainBooleans(end < 0 ? arguments : arguments.first(end));
  if (!plain) {
    return std::unexpected(plain.error());
  }
  QCommandLineParser parser;
  for (const auto* flags : {&knownFlags(), &ignoredFlags()}) {
    for (const Flag& flag : *flags) {
      parser.addOption(QCommandLineOption(flag.names, {}, flag.takesValue ? u"value"_s : QString()));
    }
  }
  Options options;
  // QCommandLineParser expects the program's name first.
  const bool understood = parser.parse(QStringList{u"portolan"_s} + *plain);
  QStringList words = parser.positionalArguments();
  if (!parser.unknownOptionNames().isEmpty()) {
    const QString name = parser.unknownOptionNames().constFirst();
    return invalid(u"unknown flag: %1%2"_s.arg(name.size() == 1 ? u"-"_s : u"--"_s, oneLine(name)),
                   u"See portolan --help."_s);
  }
  if (!understood) {
    return invalid(oneLine(parser.errorText()), u"See portolan --help."_s);
  }
  options.verbosity = parser.value(u"v"_s).toInt();
  options.helpForCommand = parser.isSet(u"help"_s);
  if (words.isEmpty()) {
    options.command = parser.isSet(u"version"_s) ? Options::Command::Version : Options::Command::Help;
    return options;
  }
  const QString word = words.constFirst();
  const auto known = std::ranges::find(commandWords(), word, &std::pair<QString, Command>::first);
  if (known == commandWords().end()) {
    return invalid(u"unknown command \"%1\""_s.arg(oneLine(word)), u"\"portolan help\" lists the commands."_s);
  }
  options.command = known->second;
  const QStringList childCommand = end < 0 ? QStringList() : arguments.sliced(end + 1);
  if (options.command == Command::PortForward) {
    words += childCommand;  // kubectl takes them so: nothing behind "--" is a flag
  } else if (end >= 0 && (options.command != Command::Run || childCommand.isEmpty())) {
    return invalid(u"a command after \"--\" belongs to run"_s, u"portolan run FILE -- COMMAND [ARGUMENT ...]"_s);
  }
  if (options.command == Command::Help) {
    if (words.size() > 1) {
      const auto about = std::ranges::find(commandWords(), words.at(1), &std::pair<QString, Command>::first);
      if (about != commandWords().end()) {
        options.command = about->second;
        options.helpForCommand = true;
      } else {
        options.helpTopic = words.at(1);
      }
    }
    return options;
  }
  if (options.command == Command::Version || options.helpForCommand) {
    return options;
  }
  if (const auto flag = strangeFlag(parser, options.command)) {
    return invalid(u"%1 takes no flag --%2"_s.arg(word, *flag), u"See portolan %1 --help."_s.arg(word));
  }
  if (options.command == Command::Demo) {
    if (parser.isSet(u"port"_s)) {
      const auto port = parsePort(parser.value(u"port"_s));
      if (!port || port->remote == 0) {
        return invalid(u"invalid port \"%1\""_s.arg(oneLine(parser.value(u"port"_s))),
                       u"Give --port a number from 1 to 65535."_s);
      }
      options.demoPort = port->remote;
    }
    if (words.size() > 1) {
      return invalid(u"demo takes no argument \"%1\""_s.arg(oneLine(words.at(1))));
    }
    return options;
  }
  if (options.command == Command::Contexts || options.command == Command::Login ||
      options.command == Command::Namespaces) {
    if (const auto mistake = readClusterOptions(parser, words.sliced(1), options)) {
      return std::unexpected(*mistake);
    }
    return options;
  }
  if (options.command != Command::PortForward) {
    auto mistake = readForwardsOptions(parser, words.sliced(1), options);
    if (!mistake && options.command == Command::Run) {
      mistake = readRunOptions(words.sliced(1), childCommand, options);
    }
    if (mistake) {
      return std::unexpected(*mistake);
    }
    return options;
  }
  if (words.size() < 2) {
    return invalid(u"TYPE/NAME and list of ports are required for port-forward"_s, kUsage);
  }
  if (words.size() < 3) {
    return invalid(u"at least one port is required"_s, kUsage);
  }
  const auto target = parseTarget(words.at(1));
  if (!target) {
    return std::unexpected(target.error());
  }
  options.target = *target;
  for (const QString& text : words.sliced(2)) {
    const auto port = parsePort(text);
    if (!port) {
      return std::unexpected(port.error());
    }
    options.ports += *port;
  }
  if (parser.isSet(u"address"_s)) {
    const auto addresses = parseAddresses(parser.values(u"address"_s));
    if (!addresses) {
      return std::unexpected(addresses.error());
    }
    options.addresses = *addresses;
  }
  if (parser.isSet(u"pod-running-timeout"_s)) {
    const auto timeout = parseDuration(parser.value(u"pod-running-timeout"_s));
    if (!timeout) {
      return std::unexpected(timeout.error());
    }
    if (timeout->count() <= 0) {
      return invalid(u"--pod-running-timeout must be higher than zero"_s, u"Give it a time such as 1m."_s);
    }
    options.podRunningTimeout = *timeout;
  }
  if (parser.isSet(u"session"_s)) {
    const auto kind = parseSessionKind(parser.value(u"session"_s));
    if (!kind) {
      return std::unexpected(kind.error());
    }
    options.sessionKind = *kind;
  }
  options.kubeconfig = parser.value(u"kubeconfig"_s);
  ConnectionOverrides& connection = options.connection;
  connection.context = parser.value(u"context"_s);
  connection.cluster = parser.value(u"cluster"_s);
  connection.user = parser.value(u"user"_s);
  connection.ns = parser.value(u"namespace"_s);
  connection.server = parser.value(u"server"_s);
  connection.certificateAuthority = parser.value(u"certificate-authority"_s);
  connection.tlsServerName = parser.value(u"tls-server-name"_s);
  connection.clientCertificate = parser.value(u"client-certificate"_s);
  connection.clientKey = parser.value(u"client-key"_s);
  connection.token = parser.value(u"token"_s);
  connection.username = parser.value(u"username"_s);
  connection.password = parser.value(u"password"_s);
  connection.as = parser.value(u"as"_s);
  connection.asUid = parser.value(u"as-uid"_s);
  connection.asGroups = parser.values(u"as-group"_s);
  if (parser.isSet(u"insecure-skip-tls-verify"_s)) {
    connection.insecureSkipTlsVerify = true;
  }
  return options;
}

QString helpText() {
  return uR"(Portolan keeps Kubernetes ports open on this machine.

  portolan port-forward [TYPE/]NAME [LOCAL:]REMOTE ...   forward local ports to a pod, as kubectl does
  portolan run FILE|--all [-- COMMAND]                   run saved forwards without a desktop
  portolan status [NAME ...]                             what the forwards are doing
  portolan start|stop|restart NAME ...|--all             switch forwards in the running app
  portolan retry NAME ...|--all                          what waits to try again tries now
  portolan logs [NAME ...]                               what happened to the forwards
  portolan events                                        every change, as it happens
  portolan metrics                                       figures for Prometheus
  portolan contexts                                      what the kubeconfig holds
  portolan login [CONTEXT]                               log in to a cluster in this terminal
  portolan namespaces [CONTEXT]                          the namespaces of a cluster
  portolan import FILE|-                                 take forwards over: kftray's JSON, kubectl commands
  portolan export [NAME ...]                             write them in kftray's format
  portolan add|edit|remove ...                           change the saved forwards
  portolan list [NAME ...]                               list them
  portolan discover                                      find what could be forwarded in a cluster
  portolan sync                                          follow a file in a Git repository
  portolan validate [FILE]                               check a file of forwards
  portolan completion bash|zsh|fish                      complete commands and names in a shell
  portolan demo                                          try it without a cluster
  portolan version                                       print the version

`portolan COMMAND --help` says more, `portolan help ERROR` what to do about an error. The desktop application
is portolan-tray.
)"_s;
}

QString helpText(Options::Command command) {
  switch (command) {
    case Options::Command::PortForward:
      return uR"(Forward one or more local ports to a pod.

Usage:
  portolan port-forward [TYPE/]NAME [LOCAL:]REMOTE [[LOCAL:]REMOTE ...] [flags]

TYPE is pod (the default), service, deployment, replicaset, statefulset, daemonset, job or
replicationcontroller, or a short name of it. REMOTE is a number or the name of a port;
":REMOTE" listens on a free local port. A forward to a pod ends with that pod; one to
anything else moves on to the next pod.

Examples:
  portolan port-forward svc/backend 8080:80
  portolan port-forward deployment/web 8080:http 9090:metrics
  portolan port-forward web-0 :80

Flags:
  -n, --namespace NAME            namespace (default: the context's)
      --context NAME              context of the kubeconfig
      --kubeconfig FILE           kubeconfig (default: KUBECONFIG, then ~/.kube/config)
      --address LIST              addresses to listen on: IPs or localhost (default localhost)
      --pod-running-timeout TIME  how long to wait while there is no pod at all (default 1m)
      --session KIND              auto (default), websocket, spdy or channels: how to speak to the server
  -s, --server URL                API server
      --cluster NAME, --user NAME entries of the kubeconfig to use
      --token TOKEN               bearer token
      --username NAME, --password PASSWORD
      --client-certificate FILE, --client-key FILE
      --certificate-authority FILE, --tls-server-name NAME, --insecure-skip-tls-verify
      --as USER, --as-group GROUP, --as-uid UID
  -v N                            log more to standard error, from 4 on

The exit code is 0 after Ctrl-C and 1 after an error.
)"_s;
    case Options::Command::Demo:
      return uR"(Start a small Kubernetes API server inside this process and forward a port of its pods.

Usage:
  portolan demo [--port PORT]

  --port PORT   local port to listen on (default 8080; the next free one if it is taken)
)"_s;
    case Options::Command::Run:
      return uR"(Run forwards in the foreground, without a desktop.

Usage:
  portolan run FILE [flags] [-- COMMAND [ARGUMENT ...]]
  portolan run --all|--autostart|--tag TAG|--context CONTEXT [flags] [-- COMMAND [ARGUMENT ...]]

FILE is a file of forwards: Portolan's or kftray's JSON. Without it the saved forwards are run, which only
one program can do at a time. With a COMMAND, that is run as soon as all forwards are ready, and when it
ends so do they; the exit code is its own. Meanwhile "portolan status" and the like work in another terminal.

Flags:
      --all                  all saved forwards
      --autostart            those that start with Portolan; the others can be started later
      --tag TAG, --context CONTEXT
                             those with this tag, or of this context
      --kubeconfig FILE      for forwards that name none
      --allow-kubeconfig     take forwards from FILE that name a kubeconfig, which may name programs to run
      --timeout TIME         how long COMMAND may wait for the forwards (default 30s)
      --socket PATH          listen there for "portolan status" and the like

The exit code is that of COMMAND; else 0 after Ctrl-C, and 1 after an error.
)"_s;
    case Options::Command::Status:
      return uR"(Show what the forwards of the running engine are doing.

Usage:
  portolan status [NAME ...] [--tag TAG] [--context CONTEXT] [--watch] [--json]

NAME is an alias or a uid.

Flags:
  -w, --watch        go on, with a line for each change
      --json         for programs: an object, and with --watch an object a line
      --socket PATH  of the engine to ask

The exit code is 0 where all forwards that are on can be used, 3 where one waits or has failed, 4 where no
engine runs, and 1 after another error.
)"_s;
    case Options::Command::Start:
    case Options::Command::Stop:
    case Options::Command::Restart:
    case Options::Command::Retry:
      return uR"(Switch forwards of the running engine: portolan-tray, or portolan run.

Usage:
  portolan start|stop|restart|retry NAME ... [--tag TAG] [--context CONTEXT] [--timeout TIME] [--json]
  portolan start|stop|restart|retry --all

NAME is an alias or a uid. start and restart wait until the forwards can be used.

Flags:
      --all           all forwards
      --tag TAG, --context CONTEXT
                      those with this tag, or of this context
      --timeout TIME  how long to wait (default 30s; 0: not at all)
      --json          for programs: the forwards' statuses as one object
      --socket PATH   of the engine to ask

The exit code is 0 where all is as asked, 3 where a forward waits or has failed, 4 where no engine runs,
and 1 after another error.
)"_s;
    case Options::Command::Logs:
    case Options::Command::Events:
      return uR"(Show what happened to the forwards of the running engine.

Usage:
  portolan logs [NAME ...] [--tag TAG] [--context CONTEXT] [--tail N] [--follow] [--json]
  portolan events [NAME ...] [--tag TAG] [--context CONTEXT] [--json]

logs shows the journal. events shows from now on every change of a status and every line of the journal.

Flags:
      --tail N       the last N entries (default 100)
  -f, --follow       go on
      --json         an object a line
      --socket PATH  of the engine to ask

The exit code is 0, 4 where no engine runs, and 1 after another error.
)"_s;
    case Options::Command::Metrics:
      return uR"(Print the figures of the running engine in Prometheus' text format.

Usage:
  portolan metrics [--socket PATH]

For a scrape, let the node exporter's textfile collector read what a timer writes with it.
)"_s;
    case Options::Command::Contexts:
      return uR"(Show the contexts of the kubeconfig, whether they can be used, and what in it has no effect.

Usage:
  portolan contexts [--kubeconfig FILE] [--json]

Nobody is asked for it, and no plugin is run. Fields that have no effect are warnings on standard error, each with its
file, line and column.
)"_s;
    case Options::Command::Login:
      return uR"(Log in to a cluster in this terminal.

Usage:
  portolan login [CONTEXT] [--kubeconfig FILE] [--keep-open] [--socket PATH]

A plugin (exec) that asks for a password or shows a code does so here; what it remembers then serves the desktop app,
too, whose forwards of that context try again at once. For any other kind of login it is checked whether the server
accepts it. CONTEXT: the current one unless given.

  --keep-open    at the end wait for Enter, which after a failure tries again: for a terminal window of its own
  --socket PATH  the control socket of the engine that is told; the one that runs unless given
)"_s;
    case Options::Command::Namespaces:
      return uR"(List the namespaces of a cluster.

Usage:
  portolan namespaces [CONTEXT] [--kubeconfig FILE] [--json]

Where the role does not allow it, forwards work all the same: name the namespace by hand.
)"_s;
    case Options::Command::Help:
    case Options::Command::Version:
    case Options::Command::Store:  // storeHelpText
      break;
  }
  return helpText();
}

}  // namespace portolan
