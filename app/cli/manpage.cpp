#include "app/cli/manpage.h"

#include <QRegularExpression>

#include "app/cli/options.h"
#include "core/config/safefile.h"

using namespace Qt::StringLiterals;

namespace portolan {

namespace {

/// As roff takes it: nothing in it is a command or an escape.
QString roff(QString text) {
  text.replace(u'\\', u"\\e"_s).replace(u'-', u"\\-"_s).replace(u'"', u"\\(dq"_s);
  return text.startsWith(u'.') || text.startsWith(u'\'') ? u"\\&"_s + text : text;
}

QString helpOf(const QString& word) {
  const auto options = parseOptions({word, u"--help"_s});
  if (word.isEmpty() || !options) {
    return helpText();
  }
  return storeCommandWords().contains(word) ? storeHelpText(word) : helpText(options->command);
}

/// A line of a help text that says what a flag does: "  -n, --namespace NAME   namespace".
struct FlagLine {
  QString flag;
  QString text;
};

std::optional<FlagLine> flagLine(const QString& line) {
  static const QRegularExpression form(u"^ {2,8}(-\\S.*?)(?: {2,}(\\S.*))?$"_s);
  const auto match = form.match(line);
  return match.hasMatch() ? std::optional(FlagLine{match.captured(1).trimmed(), match.captured(2)}) : std::nullopt;
}

struct Flags {
  QStringList longNames;
  QStringList shortNames;
  QStringList takingValues;  ///< of both
};

/// The flags that a command's help tells.
Flags flagsOf(const QString& word) {
  static const QRegularExpression name(u"(?:^|[ ,])(--?)([A-Za-z][-a-z0-9]*)(?: ([A-Z\\[][-A-Z:=/\\[\\]]*))?"_s);
  Flags flags;
  const QStringList lines = helpOf(word).split(u'\n');
  for (const QString& line : lines) {
    const auto flag = flagLine(line);
    if (!flag) {
      continue;
    }
    // "-o, --output FILE": the value belongs to both.
    const bool takesValue = flag->flag.contains(QRegularExpression(u" [A-Z\\[]"_s));
    for (auto it = name.globalMatch(flag->flag); it.hasNext();) {
      const auto match = it.next();
      const QString full = match.captured(1) + match.captured(2);
      (match.captured(1).size() == 2 ? flags.longNames : flags.shortNames) += full;
      if (takesValue) {
        flags.takingValues += full;
      }
    }
  }
  flags.longNames += u"--help"_s;
  flags.longNames.removeDuplicates();
  return flags;
}

/// Commands whose words are names of saved forwards, or files.
const QStringList& namingCommands() {
  static const QStringList words{u"status"_s, u"start"_s,  u"stop"_s, u"restart"_s, u"retry"_s, u"logs"_s,
                                 u"events"_s, u"export"_s, u"edit"_s, u"remove"_s,  u"list"_s};
  return words;
}
const QStringList& fileCommands() {
  static const QStringList words{u"run"_s, u"import"_s, u"validate"_s};
  return words;
}

QString bashScript() {
  QString cases;
  for (const QString& word : documentedCommands()) {
    const Flags flags = flagsOf(word);
    const QString words = namingCommands().contains(word) ? u"names"_s
                          : fileCommands().contains(word) ? u"files"_s
                          : word == "completion"_L1       ? u"shells"_s
                                                          : u"none"_s;
    cases += u"    %1) flags='%2'; values='%3'; words=%4 ;;\n"_s.arg(
        word, (flags.longNames + flags.shortNames).join(u' '), flags.takingValues.join(u' '), words);
  }
  return uR"sh(# bash completion for portolan; made by "portolan completion bash".
_portolan() {
  local current="${COMP_WORDS[COMP_CWORD]}" previous="${COMP_WORDS[COMP_CWORD-1]}" command= i
  local flags= values= words= IFS=$'\n'
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "${COMP_WORDS[i]}" in
      -*) ;;
      *) command="${COMP_WORDS[i]}"; break ;;
    esac
  done
  COMPREPLY=()
  if [[ -z $command ]]; then
    COMPREPLY=($(compgen -W "$(printf '%s\n' @COMMANDS@)" -- "$current"))
    return
  fi
  case "$command" in
@CASES@  esac
  if [[ " $values " == *" $previous "* ]]; then
    case "$previous" in
      --kubeconfig|--output|-o|--socket) COMPREPLY=($(compgen -f -- "$current")) ;;
    esac
    return
  fi
  if [[ $current == -* ]]; then
    COMPREPLY=($(IFS=' '; compgen -W "$flags" -- "$current"))
    return
  fi
  case "$words" in
    names)
      local name
      while read -r name; do
        [[ $name == "$current"* ]] && COMPREPLY+=("$(printf '%q' "$name")")
      done < <(portolan list --names 2>/dev/null) ;;
    files) COMPREPLY=($(compgen -f -- "$current")) ;;
    shells) COMPREPLY=($(IFS=' '; compgen -W "bash zsh fish" -- "$current")) ;;
  esac
}
complete -F _portolan portolan
)sh"_s.replace(u"@COMMANDS@"_s, documentedCommands().join(u' '))
      .replace(u"@CASES@"_s, cases);
}

QString zshScript() {
  QString cases;
  for (const QString& word : documentedCommands()) {
    const Flags flags = flagsOf(word);
    const QString words = namingCommands().contains(word) ? u"_portolan_names"_s
                          : fileCommands().contains(word) ? u"_files"_s
                          : word == "completion"_L1       ? u"compadd bash zsh fish"_s
                                                          : u"true"_s;
    cases +=
        u"    %1) flags=(%2); words_of='%3' ;;\n"_s.arg(word, (flags.longNames + flags.shortNames).join(u' '), words);
  }
  return uR"sh(#compdef portolan
# zsh completion for portolan; made by "portolan completion zsh".
_portolan_names() {
  local -a names
  names=("${(@f)$(portolan list --names 2>/dev/null)}")
  compadd -- "${(@)names:#}"
}
_portolan() {
  local command='' words_of=true word
  local -a flags
  for word in "${(@)words[2,CURRENT-1]}"; do
    if [[ $word != -* ]]; then
      command=$word
      break
    fi
  done
  if [[ -z $command ]]; then
    compadd -- @COMMANDS@
    return
  fi
  case $command in
@CASES@  esac
  case ${words[CURRENT-1]} in
    --kubeconfig|--output|-o|--socket) _files; return ;;
  esac
  if [[ ${words[CURRENT]} == -* ]]; then
    compadd -- $flags
  else
    ${=words_of}
  fi
}
if [[ $funcstack[1] == _portolan ]]; then
  _portolan "$@"
elif (( $+functions[compdef] )); then
  compdef _portolan portolan
fi
)sh"_s.replace(u"@COMMANDS@"_s, documentedCommands().join(u' '))
      .replace(u"@CASES@"_s, cases);
}

QString fishScript() {
  QString script =
      u"# fish completion for portolan; made by \"portolan completion fish\".\n"
      "complete -c portolan -f\n"_s;
  for (const QString& word : documentedCommands()) {
    QString summary = helpOf(word).section(u'\n', 0, 0);
    summary.replace(u'\\', u"\\\\"_s).replace(u'\'', u"\\'"_s);
    script += u"complete -c portolan -n __fish_use_subcommand -a %1 -d '%2'\n"_s.arg(word, summary);
    const QString seen = u"complete -c portolan -n '__fish_seen_subcommand_from %1'"_s.arg(word);
    const Flags flags = flagsOf(word);
    for (const QString& flag : flags.longNames + flags.shortNames) {
      const bool isLong = flag.startsWith("--"_L1);
      script += u"%1 -%2 %3%4\n"_s.arg(seen, isLong ? u"l"_s : u"s"_s, flag.sliced(isLong ? 2 : 1),
                                       flags.takingValues.contains(flag) ? u" -r"_s : QString());
    }
    if (namingCommands().contains(word)) {
      script += seen + u" -a '(portolan list --names 2>/dev/null)'\n"_s;
    } else if (fileCommands().contains(word)) {
      script += seen + u" -F\n"_s;
    } else if (word == "completion"_L1) {
      script += seen + u" -a 'bash zsh fish'\n"_s;
    }
  }
  return script;
}

}  // namespace

QStringList documentedCommands() {
  static const QRegularExpression line(u"^  portolan ([a-z|-]+)"_s, QRegularExpression::MultilineOption);
  QStringList words;
  for (auto it = line.globalMatch(helpText()); it.hasNext();) {
    words += it.next().captured(1).split(u'|');
  }
  words.removeDuplicates();
  return words;
}

QString manPage(const QString& word) {
  const QString name = word.isEmpty() ? u"portolan"_s : u"portolan-"_s + word;
  const QStringList lines = helpOf(word).trimmed().split(u'\n');
  QString summary = lines.constFirst();
  if (summary.endsWith(u'.')) {
    summary.chop(1);
  }
  QString page = u".TH \"%1\" 1 \"\" \"Portolan %2\" \"Portolan\"\n.SH NAME\n%3 \\- %4\n"_s.arg(
      name.toUpper(), QStringLiteral(PORTOLAN_VERSION), roff(name), roff(summary));
  QString section = u"NAME"_s;
  const auto begin = [&](const QString& title) {
    if (section != title) {
      section = title;
      page += u".SH %1\n"_s.arg(roff(title));
    }
  };
  bool isVerbatim = false;
  const auto setVerbatim = [&](bool on) {
    if (on != isVerbatim) {
      page += on ? u".nf\n"_s : u".fi\n"_s;
      isVerbatim = on;
    }
  };
  bool isAfterBlank = true;
  for (const QString& line : lines.sliced(1)) {
    static const QRegularExpression heading(u"^([A-Z][A-Za-z ]*):$"_s);
    const auto flag = flagLine(line);
    if (line.isEmpty()) {
      setVerbatim(false);
    } else if (const auto match = heading.match(line); match.hasMatch()) {
      setVerbatim(false);
      begin(match.captured(1) == "Usage"_L1 ? u"SYNOPSIS"_s : match.captured(1).toUpper());
    } else if (flag) {
      setVerbatim(false);
      begin(u"FLAGS"_s);
      page += u".TP\n.B %1\n%2"_s.arg(roff(flag->flag), flag->text.isEmpty() ? QString() : roff(flag->text) + u'\n');
    } else if (line.startsWith(u' ') && section == "FLAGS"_L1 && !isAfterBlank) {  // what did not fit beside the flag
      page += roff(line.trimmed()) + u'\n';
    } else if (line.startsWith(u"  "_s)) {
      if (section == "NAME"_L1) {
        begin(u"SYNOPSIS"_s);
      }
      setVerbatim(true);
      page += roff(line.sliced(2)) + u'\n';
    } else {
      setVerbatim(false);
      if (section == "FLAGS"_L1 || section == "EXAMPLES"_L1) {
        begin(line.startsWith("The exit code"_L1) ? u"EXIT STATUS"_s : u"NOTES"_s);
      } else if (section == "NAME"_L1 || section == "SYNOPSIS"_L1) {
        begin(u"DESCRIPTION"_s);
      } else if (isAfterBlank) {
        page += u".PP\n"_s;
      }
      page += roff(line) + u'\n';
    }
    isAfterBlank = line.isEmpty();
  }
  setVerbatim(false);
  QStringList others;
  for (const QString& each : word.isEmpty() ? documentedCommands() : QStringList{QString()}) {
    if (!each.isEmpty() && helpOf(each) == helpText()) {
      continue;
    }
    others += u"\\fB%1\\fR(1)"_s.arg(roff(each.isEmpty() ? u"portolan"_s : u"portolan-"_s + each));
  }
  return page + u".SH SEE ALSO\n"_s + others.join(u",\n"_s) + u'\n';
}

Result<void> writeManPages(const QString& folder) {
  const QStringList words = QStringList{QString()} + documentedCommands();
  for (const QString& word : words) {
    const QString file = u"%1/portolan%2.1"_s.arg(folder, word.isEmpty() ? QString() : u'-' + word);
    if (const auto written = replaceFile(file, manPage(word).toUtf8()); !written) {
      return std::unexpected(written.error());
    }
  }
  return {};
}

Result<QString> completionScript(const QString& shell) {
  if (shell == "bash"_L1) {
    return bashScript();
  }
  if (shell == "zsh"_L1) {
    return zshScript();
  }
  if (shell == "fish"_L1) {
    return fishScript();
  }
  return fail(ErrorCode::InvalidArgument, Stage::Configuration,
              u"there is no completion for \"%1\""_s.arg(oneLine(shell, 40)),
              u"There is one for bash, zsh and fish."_s);
}

}  // namespace portolan
