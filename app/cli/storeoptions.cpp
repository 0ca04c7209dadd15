#include "app/cli/storeoptions.h"

#include <QCommandLineParser>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace portolan {

namespace {

using Command = StoreOptions::Command;

struct Flag {
  QStringList names;  ///< the short one first, if there is one
  QString value;      ///< what it takes, in capitals; empty: nothing
  QString text;
};

struct CommandTable {
  Command command;
  QString word;
  QString summary;
  QStringList usage;  ///< behind "portolan WORD"
  QString text;
  QList<Flag> flags;
  QString end;
};

const Flag kJson{{u"json"_s}, {}, u"for programs: JSON"_s};
const Flag kDryRun{{u"dry-run"_s}, {}, u"show what would be done, and do nothing"_s};
const Flag kTag{{u"tag"_s}, u"TAG"_s, u"those with this tag (may be repeated)"_s};
const Flag kOfContext{{u"context"_s}, u"NAME"_s, u"those of this context (may be repeated)"_s};
const Flag kContext{{u"context"_s}, u"NAME"_s, u"context of the kubeconfig"_s};
const Flag kNamespace{{u"n"_s, u"namespace"_s}, u"NAME"_s, u"namespace (default: the context's)"_s};
const Flag kKubeconfig{{u"kubeconfig"_s}, u"FILE"_s, u"kubeconfig (default: KUBECONFIG, then ~/.kube/config)"_s};
const Flag kSelector{{u"l"_s, u"selector"_s}, u"SELECTOR"_s, u"label selector"_s};

QList<Flag> previewFlags() {
  return {kDryRun,
          {{u"y"_s, u"yes"_s}, {}, u"do not ask"_s},
          {{u"only"_s}, u"NAME"_s, u"only this entry (may be repeated)"_s},
          {{u"skip-problems"_s}, {}, u"leave out what is invalid or conflicting, and take the rest"_s},
          {{u"allow-conflicts"_s}, {}, u"take forwards whose local port another one has, too"_s},
          {{u"allow-kubeconfig"_s}, {}, u"keep the kubeconfigs that entries name; one may name programs to run"_s},
          kJson};
}

QList<Flag> fieldFlags() {
  return {{{u"alias"_s}, u"NAME"_s, u"what it is called"_s},
          kNamespace,
          kContext,
          {{u"kubeconfig"_s}, u"FILE"_s, u"kubeconfig (default: whatever kubectl would use)"_s},
          {{u"address"_s}, u"ADDRESS"_s, u"local address to listen on (default: localhost)"_s},
          {{u"l"_s, u"selector"_s}, u"SELECTOR"_s, u"the pods with these labels, instead of TYPE/NAME"_s},
          {{u"tag"_s}, u"TAG"_s, u"add a tag (may be repeated)"_s},
          {{u"notes"_s}, u"TEXT"_s, u"what a person should know about it"_s},
          {{u"autostart"_s}, {}, u"start it with Portolan; --autostart=false: do not"_s},
          {{u"on-demand"_s}, {}, u"go to the cluster with the first local connection; --on-demand=false: at once"_s},
          {{u"balance"_s}, u"KIND"_s, u"which pod a connection goes to: first or round_robin"_s},
          {{u"set"_s}, u"FIELD=VALUE"_s, u"set any field of the format, such as portolan.order=3 (may be repeated)"_s}};
}

const QList<CommandTable>& tables() {
  static const QList<CommandTable> all{
      {Command::Import,
       u"import"_s,
       u"Take forwards over from a file, a pasted command or the clipboard."_s,
       {u"FILE|-|--clipboard [flags]"_s, u"-n NAMESPACE -l SELECTOR [flags]"_s},
       uR"(FILE is JSON of kftray or Portolan, or a text with "kubectl port-forward" commands: a shell script, a
Makefile, one line. With -n or -l, and from "kubefwd svc" lines, the services are asked for at the cluster.
First it is shown what would happen: new, same, changed, conflicting (another forward has the local port) and
invalid. Then all is taken or nothing. Nothing imported starts by itself.)"_s,
       QList<Flag>{{{u"clipboard"_s}, {}, u"instead of FILE (wl-paste, xclip or xsel reads it)"_s},
                   {{u"format"_s}, u"FORMAT"_s, u"auto (default), json or commands"_s},
                   kNamespace,
                   kSelector,
                   kContext} +
           previewFlags(),
       u"The exit code is 0 where all was taken or is there already, else 1."_s},
      {Command::Export,
       u"export"_s,
       u"Write saved forwards in the format that kftray exports."_s,
       {u"[NAME ...] [flags]"_s},
       uR"(Without names, tags and contexts all of them are written. What only this computer has (kubeconfig paths) and
what looks like a secret is left out.)"_s,
       {{{u"o"_s, u"output"_s}, u"FILE"_s, u"instead of standard output"_s},
        kTag,
        kOfContext,
        {{u"paths"_s}, {}, u"keep the paths of kubeconfigs"_s},
        {{u"kftray"_s}, {}, u"leave out what kftray would not take, and what only Portolan knows"_s}},
       {}},
      {Command::Add,
       u"add"_s,
       u"Save a forward."_s,
       {u"[TYPE/]NAME [LOCAL:]REMOTE ... [flags]"_s, u"-l SELECTOR [LOCAL:]REMOTE ... [flags]"_s,
        u"-- kubectl port-forward ..."_s},
       u"One forward is saved for each port. A REMOTE may be the name of a port; \":REMOTE\" listens on a free port."_s,
       fieldFlags() + QList<Flag>{kDryRun, kJson},
       {}},
      {Command::Edit,
       u"edit"_s,
       u"Change a saved forward."_s,
       {u"NAME [flags]"_s},
       u"NAME is an alias or a uid. What is on restarts with the change."_s,
       QList<Flag>{{{u"target"_s}, u"TYPE/NAME"_s, u"what it forwards to"_s},
                   {{u"port"_s}, u"[LOCAL:]REMOTE"_s, u"its ports"_s}} +
           fieldFlags() +
           QList<Flag>{{{u"remove-tag"_s}, u"TAG"_s, u"take a tag away (may be repeated)"_s},
                       {{u"unset"_s}, u"FIELD"_s, u"take a field away (may be repeated)"_s},
                       kDryRun,
                       kJson},
       {}},
      {Command::Remove,
       u"remove"_s,
       u"Remove saved forwards."_s,
       {u"NAME ... [--tag TAG] [--context NAME] [flags]"_s, u"--all [flags]"_s},
       u"The last versions of the file stay in forwards.json.backups beside it."_s,
       {{{u"all"_s}, {}, u"all of them"_s}, kTag, kOfContext, kDryRun, kJson},
       {}},
      {Command::List,
       u"list"_s,
       u"List the saved forwards."_s,
       {u"[NAME ...] [--tag TAG] [--context NAME] [flags]"_s},
       {},
       {kTag, kOfContext, {{u"names"_s}, {}, u"only their names, one a line"_s}, kJson},
       {}},
      {Command::Discover,
       u"discover"_s,
       u"Find what could be forwarded in a cluster."_s,
       {u"[NAME ...] [flags]"_s},
       uR"(Services and pods with the annotation kftray.app/enabled: "true" (or portolan.dev/enabled) say themselves how
they want to be forwarded, with kftray.app/configs: "ALIAS-LOCAL-REMOTE,..." or one forward a port. The others are
offered with a free local port. Where listing all namespaces is forbidden, only the context's is looked at.)"_s,
       QList<Flag>{kContext,
                   kNamespace,
                   {{u"A"_s, u"all-namespaces"_s}, {}, u"all namespaces (default, unless -n is given)"_s},
                   kSelector,
                   kKubeconfig,
                   {{u"annotated"_s}, {}, u"only what is annotated"_s},
                   {{u"w"_s, u"watch"_s}, {}, u"go on, and tell what comes and goes"_s},
                   {{u"save"_s}, {}, u"save the named ones, or what is annotated, as import would"_s}} +
           previewFlags(),
       {}},
      {Command::Sync,
       u"sync"_s,
       u"Follow a file of forwards in a Git repository."_s,
       {u"[--url URL --path PATH [--branch NAME]] [flags]"_s},
       uR"(What is given is remembered for the next time. The file is fetched with git, so with your own keys and credential
helpers; nothing is ever written to the repository. What was changed there since the last time is merged with what
was changed here; where both changed a field, what is here stays.)"_s,
       QList<Flag>{{{u"url"_s}, u"URL"_s, u"the repository, as git takes it; --url= forgets it"_s},
                   {{u"branch"_s}, u"NAME"_s, u"the branch (default: the repository's own)"_s},
                   {{u"path"_s}, u"PATH"_s, u"the file in it"_s},
                   {{u"poll"_s}, u"MINUTES"_s, u"go on, and look again so often"_s}} +
           previewFlags(),
       {}},
      {Command::Validate,
       u"validate"_s,
       u"Check a file of forwards."_s,
       {u"[FILE|-] [--json]"_s},
       u"Without FILE, the saved forwards are checked."_s,
       {kJson},
       u"The exit code is 0 where all entries are valid, else 1."_s},
      {Command::Completion,
       u"completion"_s,
       u"Print a completion script for a shell."_s,
       {u"bash|zsh|fish"_s},
       u"For bash: source <(portolan completion bash). The saved forwards' names are completed, too."_s,
       {},
       {}},
      {Command::ManPages, u"man-pages"_s, u"Write the manual pages."_s, {u"FOLDER"_s}, {}, {}, {}},
  };
  return all;
}

const CommandTable* tableOf(const QString& word) {
  const auto found = std::ranges::find(tables(), word, &CommandTable::word);
  return found == tables().end() ? nullptr : &*found;
}

std::unexpected<Error> invalid(const QString& detail, const QString& hint = {}) {
  return fail(ErrorCode::InvalidArgument, Stage::Configuration, detail, hint);
}

/// `--flag=false` of the few booleans that can be switched off: QCommandLineParser does not know it.
void takeFalse(QStringList& arguments, const QString& flag, std::optional<bool>& value) {
  for (const QString& text : {u"--%1=false"_s.arg(flag), u"--%1=no"_s.arg(flag), u"--%1=0"_s.arg(flag)}) {
    if (arguments.removeAll(text) > 0) {
      value = false;
    }
  }
  if (arguments.removeAll(u"--%1=true"_s.arg(flag)) > 0 || arguments.contains(u"--"_s + flag)) {
    value = true;
  }
}

std::optional<QString> optionalValue(const QCommandLineParser& parser, const CommandTable& table, const QString& flag) {
  const bool isKnown = std::ranges::any_of(table.flags, [&](const Flag& each) { return each.names.contains(flag); });
  return isKnown && parser.isSet(flag) ? std::optional(parser.value(flag)) : std::nullopt;
}

/// The words that are not flags.
std::optional<Error> readWords(const QStringList& words, StoreOptions& options) {
  switch (options.command) {
    case Command::Import:
    case Command::Validate: {
      const int sources = int(words.size()) + (options.clipboard ? 1 : 0);
      if (sources > 1) {
        return invalid(u"one file at a time, not \"%1\" too"_s.arg(oneLine(words.constLast(), 100))).error();
      }
      options.input = words.value(0);
      const bool asksCluster = !options.query.namespaces.isEmpty() || !options.query.labelSelector.isEmpty();
      if (options.command == Command::Import && sources == 0 && !asksCluster) {
        return invalid(u"import what?"_s, u"Give it a file, - for standard input, or --clipboard."_s).error();
      }
      return {};
    }
    case Command::Add: {
      QStringList rest = words;
      if (!options.commandLine.isEmpty()) {
        if (!rest.isEmpty()) {
          return invalid(u"either a target or a command behind \"--\", not both"_s).error();
        }
        return {};
      }
      if (!options.selector && !rest.isEmpty()) {
        options.target = rest.takeFirst();
      }
      options.ports = rest;
      if (options.ports.isEmpty()) {
        return invalid(u"add what?"_s, u"Usage: portolan add [TYPE/]NAME [LOCAL:]REMOTE"_s).error();
      }
      return {};
    }
    case Command::Edit:
    case Command::Remove:
    case Command::Export:
    case Command::List:
      options.selection.names = words;
      if (options.command == Command::Edit && words.size() != 1) {
        return invalid(u"edit takes the name of one forward"_s, u"\"portolan list\" shows them."_s).error();
      }
      if (options.command == Command::Remove && options.selection.isEmpty()) {
        return invalid(u"remove which forwards?"_s, u"Give names, --tag, --context or --all."_s).error();
      }
      return {};
    case Command::Discover:
      options.only += words;
      return {};
    case Command::Completion:
    case Command::ManPages:
      if (words.size() != 1) {
        return invalid(options.command == Command::Completion ? u"completion for which shell: bash, zsh or fish?"_s
                                                              : u"man-pages takes a folder"_s)
            .error();
      }
      options.shell = words.constFirst();
      options.folder = words.constFirst();
      return {};
    case Command::Sync:
      if (!words.isEmpty()) {
        return invalid(u"sync takes no argument \"%1\""_s.arg(oneLine(words.constFirst(), 100))).error();
      }
      return {};
  }
  return {};
}

std::optional<Error> readValues(const QCommandLineParser& parser, const CommandTable& table, StoreOptions& options) {
  const auto isSet = [&](const QString& flag) {
    return std::ranges::any_of(table.flags, [&](const Flag& each) { return each.names.contains(flag); }) &&
           parser.isSet(flag);
  };
  const auto value = [&](const QString& flag) { return optionalValue(parser, table, flag); };
  options.json = isSet(u"json"_s);
  options.dryRun = isSet(u"dry-run"_s);
  options.clipboard = isSet(u"clipboard"_s);
  options.yes = isSet(u"yes"_s);
  options.allowKubeconfig = isSet(u"allow-kubeconfig"_s);
  options.allowConflicts = isSet(u"allow-conflicts"_s);
  options.skipProblems = isSet(u"skip-problems"_s);
  options.only = isSet(u"only"_s) ? parser.values(u"only"_s) : QStringList();
  options.output = value(u"output"_s).value_or(QString());
  options.paths = isSet(u"paths"_s);
  options.forKftray = isSet(u"kftray"_s);
  options.onlyNames = isSet(u"names"_s);
  options.selection.all = isSet(u"all"_s);
  options.watch = isSet(u"watch"_s);
  options.all = !isSet(u"annotated"_s);
  options.save = isSet(u"save"_s);
  options.alias = value(u"alias"_s);
  options.address = value(u"address"_s);
  options.notes = value(u"notes"_s);
  options.balance = value(u"balance"_s);
  options.context = value(u"context"_s);
  options.ns = value(u"namespace"_s);
  options.kubeconfig = value(u"kubeconfig"_s);
  options.selector = value(u"selector"_s);
  options.target = value(u"target"_s).value_or(QString());
  if (const auto port = value(u"port"_s)) {
    options.ports = {*port};
  }
  options.tags = isSet(u"tag"_s) ? parser.values(u"tag"_s) : QStringList();
  options.removedTags = isSet(u"remove-tag"_s) ? parser.values(u"remove-tag"_s) : QStringList();
  options.assignments = isSet(u"set"_s) ? parser.values(u"set"_s) : QStringList();
  options.removals = isSet(u"unset"_s) ? parser.values(u"unset"_s) : QStringList();
  options.url = value(u"url"_s);
  options.branch = value(u"branch"_s);
  options.path = value(u"path"_s);
  if (const auto poll = value(u"poll"_s)) {
    bool isNumber = false;
    options.pollMinutes = poll->toInt(&isNumber);
    if (!isNumber || *options.pollMinutes < 0 || *options.pollMinutes > 24 * 60) {
      return invalid(u"--poll takes minutes from 0 to 1440, not \"%1\""_s.arg(oneLine(*poll, 40))).error();
    }
  }
  if (const auto format = value(u"format"_s)) {
    const qsizetype known = QStringList{u"auto"_s, u"json"_s, u"commands"_s}.indexOf(*format);
    if (known < 0) {
      return invalid(u"--format takes auto, json or commands, not \"%1\""_s.arg(oneLine(*format, 40))).error();
    }
    options.format = StoreOptions::Format(known);
  }
  if (options.balance && *options.balance != "first"_L1 && *options.balance != "round_robin"_L1) {
    return invalid(u"--balance takes first or round_robin, not \"%1\""_s.arg(oneLine(*options.balance, 40))).error();
  }
  switch (options.command) {
    case Command::Export:
    case Command::Remove:
    case Command::List:
      options.selection.tags = options.tags;
      options.selection.contexts = isSet(u"context"_s) ? parser.values(u"context"_s) : QStringList();
      break;
    case Command::Import:
    case Command::Discover:
      options.query.context = options.context.value_or(QString());
      options.query.kubeconfig = options.kubeconfig.value_or(QString());
      options.query.labelSelector = options.selector.value_or(QString());
      options.query.namespaces = options.ns ? options.ns->split(u',', Qt::SkipEmptyParts) : QStringList();
      options.query.allNamespaces = options.command == Command::Discover && options.query.namespaces.isEmpty();
      break;
    default:
      break;
  }
  return {};
}

}  // namespace

QStringList storeCommandWords() {
  QStringList words;
  for (const CommandTable& table : tables()) {
    words += table.word;
  }
  return words;
}

Result<StoreOptions> parseStoreOptions(const QStringList& arguments) {
  const CommandTable* table = tableOf(arguments.value(0));
  if (!table) {
    return invalid(u"unknown command \"%1\""_s.arg(oneLine(arguments.value(0), 100)));
  }
  StoreOptions options;
  options.command = table->command;
  options.word = table->word;
  QStringList own = arguments;
  if (const qsizetype end = arguments.indexOf(u"--"_s); end >= 0) {
    own = arguments.first(end);
    options.commandLine = arguments.sliced(end + 1);
    if (table->command != Command::Add) {
      return invalid(u"%1 takes nothing behind \"--\""_s.arg(table->word));
    }
  }
  if (table->command == Command::Add || table->command == Command::Edit) {
    takeFalse(own, u"autostart"_s, options.autostart);
    takeFalse(own, u"on-demand"_s, options.onDemand);
  }
  QCommandLineParser parser;
  for (const Flag& flag : table->flags) {
    parser.addOption(QCommandLineOption(flag.names, {}, flag.value));
  }
  parser.addOption(QCommandLineOption(QStringList{u"h"_s, u"help"_s}));
  parser.addOption(QCommandLineOption(u"v"_s, {}, u"N"_s));
  const bool understood = parser.parse(own);  // the word stands where it expects the program's name
  if (!parser.unknownOptionNames().isEmpty()) {
    const QString name = parser.unknownOptionNames().constFirst();
    return invalid(u"%1 takes no flag %2%3"_s.arg(table->word, name.size() == 1 ? u"-"_s : u"--"_s, oneLine(name, 60)),
                   u"See portolan %1 --help."_s.arg(table->word));
  }
  if (!understood) {
    return invalid(oneLine(parser.errorText()), u"See portolan %1 --help."_s.arg(table->word));
  }
  options.help = parser.isSet(u"help"_s);
  if (options.help) {
    return options;
  }
  auto mistake = readValues(parser, *table, options);
  if (!mistake) {
    mistake = readWords(parser.positionalArguments(), options);
  }
  if (mistake) {
    return std::unexpected(std::move(*mistake));
  }
  return options;
}

QString storeHelpText(const QString& word) {
  const CommandTable* table = tableOf(word);
  if (!table) {
    return {};
  }
  QString text = table->summary + u"\n\nUsage:\n"_s;
  for (const QString& usage : table->usage) {
    text += u"  portolan %1 %2\n"_s.arg(table->word, usage);
  }
  if (!table->text.isEmpty()) {
    text += u'\n' + table->text + u'\n';
  }
  if (!table->flags.isEmpty()) {
    text += u"\nFlags:\n"_s;
    constexpr qsizetype kColumn = 30;
    for (const Flag& flag : table->flags) {
      QString left = flag.names.size() == 2 ? u"  -%1, --%2"_s.arg(flag.names.at(0), flag.names.at(1))
                                            : u"      --%1"_s.arg(flag.names.at(0));
      left += flag.value.isEmpty() ? QString() : u' ' + flag.value;
      text += left.size() < kColumn - 1 ? left.leftJustified(kColumn) : left + u'\n' + QString(kColumn, u' ');
      text += flag.text + u'\n';
    }
  }
  return table->end.isEmpty() ? text : text + u'\n' + table->end + u'\n';
}

}  // namespace portolan
