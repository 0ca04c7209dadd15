#include "core/config/commandlines.h"

#include <QHash>
#include <QRegularExpression>
#include <QSet>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace portolan {

namespace {

constexpr qsizetype kMaximumSize = qsizetype(1) << 20;
constexpr qsizetype kMostForwards = 10'000;
constexpr qsizetype kLongestValue = 4096;
constexpr qsizetype kMostExpanded = 4 * kMaximumSize;

bool isNameCharacter(QChar c) {
  return c == u'_' || (c.unicode() < 128 && c.isLetterOrNumber());
}

/// Splits a text into commands, as a shell would begin to.
class Splitter {
 public:
  explicit Splitter(const QString& text) : m_text(text) {}

  QList<ShellCommand> run() {
    while (m_at < m_text.size()) {
      step();
    }
    endCommand();
    return std::move(m_commands);
  }

 private:
  [[nodiscard]] QChar peek(qsizetype ahead = 0) const {
    return m_at + ahead < m_text.size() ? m_text.at(m_at + ahead) : QChar();
  }

  void step() {
    const QChar c = peek();
    if (c == u'\\') {
      if (peek(1) == u'\n' || (peek(1) == u'\r' && peek(2) == u'\n')) {  // the line goes on
        m_at += peek(1) == u'\r' ? 3 : 2;
        ++m_line;
        endWord();
        return;
      }
      put(peek(1));
      m_at += 2;
    } else if (c == u'\'') {
      quoted(u'\'');
    } else if (c == u'"') {
      quoted(u'"');
    } else if (c == u'$') {
      variable();
    } else if (c == u'`') {
      m_command.unknown = u"`…`"_s;
      put(c);
      ++m_at;
    } else if (c == u'\n') {
      endCommand();
      ++m_line;
      ++m_at;
    } else if (c == u';' || c == u'&' || c == u'|' || c == u'(' || c == u')' || c == u'{' || c == u'}') {
      // Braces may stand within a word, as in a template; there they end nothing.
      if ((c == u'{' || c == u'}') && m_hasWord) {
        put(c);
      } else {
        endCommand();
      }
      ++m_at;
    } else if (c == u'#' && !m_hasWord) {
      while (m_at < m_text.size() && peek() != u'\n') {
        ++m_at;
      }
    } else if (c == u'<' || c == u'>') {
      redirection();
    } else if (c.isSpace()) {
      endWord();
      ++m_at;
    } else {
      put(c);
      ++m_at;
    }
  }

  void quoted(QChar quote) {
    m_hasWord = true;
    for (++m_at; m_at < m_text.size() && peek() != quote;) {
      if (peek() == u'\n') {
        ++m_line;
      }
      if (quote == u'"' && peek() == u'\\' && (peek(1) == u'"' || peek(1) == u'\\' || peek(1) == u'$')) {
        put(peek(1));
        m_at += 2;
      } else if (quote == u'"' && peek() == u'$') {
        variable();
      } else {
        put(peek());
        ++m_at;
      }
    }
    ++m_at;
  }

  /// $NAME, ${NAME}, ${NAME:-default}, and make's $(NAME) and $$NAME.
  void variable() {
    ++m_at;
    if (peek() == u'$') {  // make's way to write one for the shell
      ++m_at;
    }
    QString name;
    QString fallback;
    bool hasFallback = false;
    bool isSubstitution = false;
    const QChar open = peek();
    if (open == u'{' || open == u'(') {
      const QChar close = open == u'{' ? u'}' : u')';
      const qsizetype end = m_text.indexOf(close, m_at);
      const qsizetype stop = end < 0 ? m_text.size() : end;
      QString inside = m_text.sliced(m_at + 1, std::max<qsizetype>(stop - m_at - 1, 0));
      m_line += inside.count(u'\n');
      m_at = std::min(stop + 1, m_text.size());
      const qsizetype minus = inside.indexOf(u":-"_s);
      if (minus >= 0) {
        hasFallback = true;
        fallback = inside.sliced(minus + 2);
        inside.truncate(minus);
      }
      name = inside;
      isSubstitution = !std::ranges::all_of(inside, isNameCharacter);
    } else {
      while (isNameCharacter(peek())) {
        name += peek();
        ++m_at;
      }
    }
    const auto known = m_variables.constFind(name);
    if (!isSubstitution && !name.isEmpty() && known != m_variables.constEnd()) {
      putAll(*known);
    } else if (!isSubstitution && hasFallback && !fallback.contains(u'$')) {
      putAll(fallback);
    } else {
      m_command.unknown = name.isEmpty() ? u"$"_s : u'$' + name;
      putAll(u'$' + name);
    }
  }

  /// `> file`, `2>&1`: nothing of it is a word.
  void redirection() {
    if (m_hasWord && std::ranges::all_of(m_word, [](QChar c) { return c.isDigit(); })) {
      m_word.clear();
      m_hasWord = false;
    }
    endWord();
    while (peek() == u'<' || peek() == u'>' || peek() == u'&') {
      ++m_at;
    }
    while (peek() == u' ' || peek() == u'\t') {
      ++m_at;
    }
    while (m_at < m_text.size() && !peek().isSpace() && peek() != u';' && peek() != u'&' && peek() != u'|') {
      ++m_at;
    }
  }

  void put(QChar c) {
    if (c.isNull() || c == QChar::ByteOrderMark) {  // invisible, nobody meant it, and no file of forwards may hold it
      return;
    }
    if (m_word.isEmpty() && m_command.words.isEmpty() && !m_hasWord) {
      m_command.line = m_line;
    }
    m_hasWord = true;
    if (m_word.size() < kLongestValue) {
      m_word += c;
    }
  }
  void putAll(const QString& text) {
    m_expanded += text.size();
    if (m_expanded > kMostExpanded) {  // a text of a MiB could become one of GiBs
      m_command.unknown = u"$"_s;
      return;
    }
    for (const QChar c : text) {
      put(c);
    }
    m_hasWord = m_hasWord || !text.isEmpty();
  }

  void endWord() {
    if (m_hasWord) {
      m_command.words += m_word;
    }
    m_word.clear();
    m_hasWord = false;
  }

  void endCommand() {
    endWord();
    QStringList& words = m_command.words;
    if (!words.isEmpty() && !rememberVariable(words)) {
      m_commands += m_command;
    }
    m_command = {};
  }

  /// NAME=value, export NAME=value; make's NAME := value and NAME = value.
  bool rememberVariable(const QStringList& words) {
    static const QRegularExpression plain(u"\\A([A-Za-z_][A-Za-z0-9_]*)[:?]?=(.*)\\z"_s,
                                          QRegularExpression::DotMatchesEverythingOption);
    static const QSet<QString> signs{u"="_s, u":="_s, u"?="_s};
    if (!m_command.unknown.isEmpty()) {
      return false;
    }
    if (words.size() == 3 && signs.contains(words.at(1))) {
      m_variables.insert(words.constFirst(), words.at(2));
      return true;
    }
    const bool isExport =
        words.constFirst() == "export"_L1 || words.constFirst() == "local"_L1 || words.constFirst() == "readonly"_L1;
    bool all = words.size() > (isExport ? 1 : 0);
    for (const QString& word : words.sliced(isExport ? 1 : 0)) {
      const auto match = plain.match(word);
      if (match.hasMatch()) {
        m_variables.insert(match.captured(1), match.captured(2));
      } else {
        all = false;
        break;  // what follows is a command with this in its environment
      }
    }
    return all;
  }

  const QString& m_text;
  qsizetype m_at = 0;
  qsizetype m_line = 1;
  QString m_word;
  bool m_hasWord = false;
  ShellCommand m_command;
  QList<ShellCommand> m_commands;
  QHash<QString, QString> m_variables;
  qsizetype m_expanded = 0;  ///< characters that came from variables
};

/// A program's name without its folder, make's marks before it, and .exe.
QString programName(QString word) {
  while (!word.isEmpty() && (word.front() == u'@' || word.front() == u'-' || word.front() == u'+')) {
    word.remove(0, 1);
  }
  word = word.sliced(word.lastIndexOf(u'/') + 1);
  word = word.sliced(word.lastIndexOf(u'\\') + 1);
  return word.endsWith(".exe"_L1) ? word.chopped(4) : word;
}

enum class Tool { None, PortForward, Kubefwd };

/// Which of the tools a command calls, and from which word on its arguments stand.
Tool toolOf(const QStringList& words, qsizetype& arguments) {
  static const QSet<QString> forwarders{u"kubectl"_s, u"oc"_s, u"portolan"_s, u"kubectl-portolan"_s, u"k"_s};
  for (qsizetype i = 0; i < words.size(); ++i) {
    const QString program = programName(words.at(i));
    if (program == "kubefwd"_L1) {
      arguments = i + 1;
      return Tool::Kubefwd;
    }
    if (forwarders.contains(program)) {
      arguments = i + 1;
      return words.indexOf(u"port-forward"_s, arguments) > 0 ? Tool::PortForward : Tool::None;
    }
  }
  return Tool::None;
}

/// kubectl's flags that take a value, with their short forms (PROTOCOL 4); the others are booleans.
const QHash<QString, QString>& valueFlags() {
  static const QHash<QString, QString> flags = [] {
    QHash<QString, QString> names{{u"n"_s, u"namespace"_s},
                                  {u"s"_s, u"server"_s},
                                  {u"l"_s, u"selector"_s},
                                  {u"v"_s, u"v"_s},
                                  {u"c"_s, u"kubeconfig-of-kubefwd"_s},
                                  {u"x"_s, u"context"_s},
                                  {u"d"_s, u"domain"_s},
                                  {u"f"_s, u"field-selector"_s},
                                  {u"m"_s, u"mapping"_s},
                                  {u"r"_s, u"reserve"_s},
                                  {u"z"_s, u"hosts-path"_s}};
    for (const auto* name : {"namespace",
                             "context",
                             "kubeconfig",
                             "address",
                             "pod-running-timeout",
                             "token",
                             "server",
                             "certificate-authority",
                             "tls-server-name",
                             "client-certificate",
                             "client-key",
                             "cluster",
                             "user",
                             "as",
                             "as-uid",
                             "as-group",
                             "selector",
                             "session",
                             "cache-dir",
                             "kuberc",
                             "log-flush-frequency",
                             "profile",
                             "profile-output",
                             "request-timeout",
                             "vmodule",
                             "password",
                             "username",
                             "domain",
                             "field-selector",
                             "mapping",
                             "reserve",
                             "hosts-path"}) {
      names.insert(QString::fromLatin1(name), QString::fromLatin1(name));
    }
    return names;
  }();
  return flags;
}

struct Arguments {
  QMultiHash<QString, QString> values;
  QSet<QString> switches;
  QStringList words;
};

Arguments argumentsOf(const QStringList& words) {
  Arguments result;
  bool onlyWords = false;
  for (qsizetype i = 0; i < words.size(); ++i) {
    const QString& word = words.at(i);
    if (onlyWords || !word.startsWith(u'-') || word.size() == 1) {
      result.words += word;
      continue;
    }
    if (word == "--"_L1) {
      onlyWords = true;
      continue;
    }
    const bool isLong = word.startsWith("--"_L1);
    const qsizetype equals = word.indexOf(u'=');
    QString name = isLong ? word.sliced(2, (equals < 0 ? word.size() : equals) - 2) : word.sliced(1, 1);
    QString attached = equals >= 0 ? word.sliced(equals + 1) : isLong ? QString() : word.sliced(2);
    const bool isAttached = equals >= 0 || (!isLong && word.size() > 2);
    const auto known = valueFlags().constFind(name);
    if (known == valueFlags().constEnd()) {
      result.switches.insert(name);
    } else if (isAttached) {
      result.values.insert(*known, attached);
    } else if (i + 1 < words.size()) {
      result.values.insert(*known, words.at(++i));
    }
  }
  return result;
}

/// The parts of a list in a flag that may come several times, in the order given.
QStringList listOf(const Arguments& arguments, const QString& flag) {
  QStringList all;
  QStringList values = arguments.values.values(flag);
  std::ranges::reverse(values);  // QMultiHash gives the newest first
  for (const QString& value : std::as_const(values)) {
    all += value.split(u',', Qt::SkipEmptyParts);
  }
  return all;
}

/// What a saved forward cannot hold: it would connect as somebody else, or the file would hold a secret.
QString whatCannotBeSaved(const Arguments& arguments) {
  for (const auto* flag : {"token", "password", "username", "server", "certificate-authority", "tls-server-name",
                           "client-certificate", "client-key", "cluster", "user", "as", "as-uid", "as-group"}) {
    if (arguments.values.contains(QString::fromLatin1(flag))) {
      return QString::fromLatin1(flag);
    }
  }
  return arguments.switches.contains(u"insecure-skip-tls-verify"_s) ? u"insecure-skip-tls-verify"_s : QString();
}

class Reader {
 public:
  Reader(const QString& name, CommandLines& result) : m_name(name), m_result(result) {}

  void read(const ShellCommand& command) {
    m_line = command.line;
    qsizetype start = 0;
    const Tool tool = toolOf(command.words, start);
    if (tool == Tool::None) {
      return;
    }
    ++m_result.commands;
    if (!command.unknown.isEmpty()) {
      mistake(u"%1 comes from elsewhere"_s.arg(oneLine(command.unknown, 60)), u"Write the value in its place."_s);
      return;
    }
    const Arguments arguments = argumentsOf(command.words.sliced(start));
    if (const QString flag = whatCannotBeSaved(arguments); !flag.isEmpty()) {
      mistake(u"--%1 cannot be saved with a forward"_s.arg(flag),
              u"Put it into a context of your kubeconfig and name that with --context."_s);
    } else if (tool == Tool::Kubefwd) {
      readQuery(arguments);
    } else {
      readForward(arguments);
    }
  }

 private:
  void readQuery(const Arguments& arguments) {
    ServiceQuery query;
    query.context = arguments.values.value(u"context"_s);
    query.kubeconfig = arguments.values.value(u"kubeconfig"_s, arguments.values.value(u"kubeconfig-of-kubefwd"_s));
    query.namespaces = listOf(arguments, u"namespace"_s);
    query.allNamespaces = arguments.switches.contains(u"A"_s) || arguments.switches.contains(u"all-namespaces"_s);
    query.labelSelector = arguments.values.value(u"selector"_s);
    m_result.queries += query;
  }

  void readForward(const Arguments& arguments) {
    QStringList words = arguments.words;
    words.removeOne(u"port-forward"_s);
    const QString selector = arguments.values.value(u"selector"_s);
    if (words.isEmpty() && selector.isEmpty()) {
      mistake(u"it names nothing to forward to"_s);
      return;
    }
    ForwardConfig config;
    config.context = arguments.values.value(u"context"_s);
    config.ns = arguments.values.value(u"namespace"_s);
    config.kubeconfig = arguments.values.value(u"kubeconfig"_s);
    QString name;
    if (!selector.isEmpty()) {
      config.workloadType = ForwardConfig::WorkloadType::Pod;
      config.podSelector = selector;
    } else if (!readTarget(words.takeFirst(), config, name)) {
      return;
    }
    if (words.isEmpty()) {
      mistake(u"it names no port"_s);
      return;
    }
    QStringList addresses = listOf(arguments, u"address"_s);
    if (addresses.isEmpty() || addresses == QStringList{u"localhost"_s}) {
      addresses = {QString()};
    }
    for (const QString& port : std::as_const(words)) {
      for (const QString& address : std::as_const(addresses)) {
        ForwardConfig each = config;
        each.localAddress = address;
        each.alias = words.size() == 1 || name.isEmpty() ? name : name + u'-' + port.section(u':', -1);
        if (m_result.forwards.size() > kMostForwards || !readPort(port, each)) {
          return;
        }
        put(each);
      }
    }
  }

  bool readTarget(const QString& text, ForwardConfig& config, QString& name) {
    static const QRegularExpression form(u"\\A(?:([a-z][a-z0-9.]*)/)?([A-Za-z0-9][-A-Za-z0-9_.]*)\\z"_s);
    static const QSet<QString> services{u"service"_s, u"services"_s, u"svc"_s};
    const auto match = form.match(text);
    if (!match.hasMatch()) {
      mistake(u"\"%1\" is no TYPE/NAME"_s.arg(oneLine(text, 60)));
      return false;
    }
    name = match.captured(2);
    if (services.contains(match.captured(1))) {
      config.service = name;
    } else {
      config.workloadType = ForwardConfig::WorkloadType::Pod;
      config.target = (match.captured(1).isEmpty() ? u"pod"_s : match.captured(1)) + u'/' + name;
    }
    return true;
  }

  bool readPort(const QString& text, ForwardConfig& config) {
    const QStringList parts = text.split(u':');
    const QString& remote = parts.constLast();
    const bool hasLocal = parts.size() == 2;
    bool isNumber = false;
    const uint remoteNumber = remote.toUInt(&isNumber);
    // An entry that is wrong is told by the parser of entries, which knows what a port or its name may be.
    QJsonObject entry{
        {u"remote_port"_s, isNumber ? QJsonValue(int(std::min(remoteNumber, 70'000U))) : QJsonValue(remote)}};
    const QString local = hasLocal ? parts.constFirst() : isNumber ? remote : u"0"_s;
    entry.insert(u"local_port"_s, local.isEmpty() ? u"0"_s : local);
    const auto parsed = forwardFromEntry(entry);
    if (parts.size() > 2 || !parsed || remote.isEmpty() || (isNumber && remoteNumber == 0)) {
      mistake(u"\"%1\" is no port"_s.arg(oneLine(text, 60)), u"A port is written as [LOCAL:]REMOTE."_s);
      return false;
    }
    config.localPort = parsed->localPort;
    config.remotePort = parsed->remotePort;
    return true;
  }

  void put(ForwardConfig& config) {
    config.uid = newForwardUid();
    ForwardConfig clean = config;
    clean.uid.clear();
    config.original = savedEntry(clean);  // its uid was made here and says nothing
    m_result.forwards += ParsedForward{config, {}};
  }

  void mistake(const QString& what, const QString& hint = {}) {
    m_result.forwards += ParsedForward{{},
                                       Error{ErrorCode::FileInvalid, Stage::Configuration,
                                             u"%1: line %2: %3"_s.arg(m_name).arg(m_line).arg(what), hint}};
  }

  const QString& m_name;
  CommandLines& m_result;
  qsizetype m_line = 0;
};

}  // namespace

QList<ShellCommand> shellCommands(const QString& text) {
  return Splitter(text).run();
}

Result<CommandLines> parseCommandLines(const QByteArray& text, const QString& name) {
  if (text.size() > kMaximumSize) {
    return fail(ErrorCode::FileTooLarge, Stage::Configuration, u"%1: is larger than 1 MiB"_s.arg(name));
  }
  CommandLines result;
  Reader reader(name, result);
  const QList<ShellCommand> commands = shellCommands(QString::fromUtf8(text));
  for (const ShellCommand& command : commands) {
    reader.read(command);
    if (result.forwards.size() > kMostForwards) {
      return fail(ErrorCode::FileTooLarge, Stage::Configuration,
                  u"%1: has more than %2 forwards"_s.arg(name).arg(kMostForwards));
    }
  }
  return result;
}

}  // namespace portolan
