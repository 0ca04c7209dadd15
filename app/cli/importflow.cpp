#include "app/cli/importflow.h"

#include <unistd.h>

#include <QJsonArray>
#include <QJsonDocument>
#include <algorithm>
#include <cstdio>

#include "app/cli/output.h"

using namespace Qt::StringLiterals;

namespace portolan {

namespace {

using Kind = ImportPlan::Kind;

QString kindText(Kind kind) {
  switch (kind) {
    case Kind::New:
      return u"new"_s;
    case Kind::Same:
      return u"same"_s;
    case Kind::Changed:
      return u"changed"_s;
    case Kind::Conflicting:
      return u"conflicting"_s;
    case Kind::Invalid:
      return u"invalid"_s;
    case Kind::Gone:
      return u"gone"_s;
  }
  return {};
}

QString shownName(const ForwardConfig& config) {
  return oneLine(config.displayName(), 60);
}

QString noticeText(const ImportNotice& notice) {
  switch (notice.kind) {
    case ImportNotice::Kind::AutostartCleared:
      return u"it will not start with Portolan, though it asks to"_s;
    case ImportNotice::Kind::KubeconfigDropped:
      return u"its kubeconfig %1 is left out; --allow-kubeconfig keeps it"_s.arg(oneLine(notice.value, 200));
    case ImportNotice::Kind::KubeconfigKept:
      return u"it uses the kubeconfig %1"_s.arg(oneLine(notice.value, 200));
    case ImportNotice::Kind::ReachableFromOutside:
      return u"other computers can reach it at %1"_s.arg(oneLine(notice.value, 60));
  }
  return {};
}

QString noticeKey(ImportNotice::Kind kind) {
  switch (kind) {
    case ImportNotice::Kind::AutostartCleared:
      return u"autostart_cleared"_s;
    case ImportNotice::Kind::KubeconfigDropped:
      return u"kubeconfig_dropped"_s;
    case ImportNotice::Kind::KubeconfigKept:
      return u"kubeconfig_kept"_s;
    case ImportNotice::Kind::ReachableFromOutside:
      return u"reachable_from_outside"_s;
  }
  return {};
}

QString changeText(const ImportPlan::FieldChange& change) {
  const auto shown = [](const QString& value) { return value.isEmpty() ? u"(none)"_s : oneLine(value, 60); };
  return u"%1: %2 -> %3"_s.arg(oneLine(change.field, 60), shown(change.before), shown(change.after));
}

QString conflictsText(const ImportPlan::Item& item, const ImportPlan& plan, const QList<ForwardConfig>& saved) {
  QStringList names;
  for (const QString& uid : item.conflicts) {
    const auto other = std::ranges::find(saved, uid, &ForwardConfig::uid);
    const auto imported =
        std::ranges::find(plan.items, uid, [](const ImportPlan::Item& each) { return each.forward.uid; });
    names += other != saved.end()           ? shownName(*other)
             : imported != plan.items.end() ? shownName(imported->forward)
                                            : uid;
  }
  return u"%1:%2 is also that of %3"_s.arg(
      item.forward.localAddress.isEmpty() ? u"localhost"_s : oneLine(item.forward.localAddress, 60),
      QString::number(item.forward.localPort), names.join(u", "_s));
}

}  // namespace

QString forwardText(const ForwardConfig& config) {
  const QString target = config.targetText();
  QString text = oneLine(target.isEmpty() ? config.displayName() : target, 80);
  text += u" in "_s + (config.ns.isEmpty() ? u"the context's namespace"_s : oneLine(config.ns, 60));
  if (!config.context.isEmpty()) {
    text += u" of "_s + oneLine(config.context, 80);
  }
  return text +
         u", %1:%2 -> %3"_s.arg(config.localAddress.isEmpty() ? u"localhost"_s : oneLine(config.localAddress, 60),
                                config.localPort == 0 ? u"any port"_s : QString::number(config.localPort),
                                config.remotePort.isEmpty() ? u"?"_s : oneLine(config.remotePort, 60));
}

QStringList previewLines(const ImportPlan& plan, const QList<ForwardConfig>& saved) {
  QStringList lines;
  const auto add = [&lines](Kind kind, const QString& name, const QString& text) {
    lines += u"  %1 %2 %3"_s.arg(kindText(kind).leftJustified(11), name.leftJustified(20), text);
  };
  const auto more = [&lines](const QString& text) { lines += QString(35, u' ') + text; };
  if (const auto same = plan.count(Kind::Same); same > 0) {
    lines += u"  %1 %2"_s.arg(kindText(Kind::Same).leftJustified(11),
                              same == 1 ? u"1 is here already"_s : u"%1 are here already"_s.arg(same));
  }
  for (const Kind kind : {Kind::Same, Kind::New, Kind::Changed, Kind::Gone, Kind::Conflicting, Kind::Invalid}) {
    for (const ImportPlan::Item& item : plan.items) {
      if (item.kind != kind || (kind == Kind::Same && item.contested.isEmpty())) {
        continue;
      }
      if (kind == Kind::Invalid) {
        add(kind, u"entry %1"_s.arg(item.entry + 1), errorLine(*item.error));
        continue;
      }
      QStringList texts;
      if (kind == Kind::Gone) {
        texts += item.changes.isEmpty() ? u"it is not there any more, and would be removed"_s
                                        : u"it is not there any more, but was changed here: it stays"_s;
      } else if (kind == Kind::Conflicting) {
        texts += conflictsText(item, plan, saved);
      }
      if (!item.saved) {
        texts.prepend(forwardText(item.forward));
      } else if (kind != Kind::Gone) {
        for (const auto& change : item.changes) {
          texts += changeText(change);
        }
      }
      for (const QString& field : item.contested) {
        texts += u"%1 was changed there, too; what is here stays"_s.arg(oneLine(field, 60));
      }
      for (const ImportNotice& notice : item.notices) {
        texts += noticeText(notice);
      }
      if (item.unsupported) {
        texts += u"it is kept, but not run: %1"_s.arg(oneLine(*item.unsupported, 200));
      }
      add(kind, shownName(item.forward), texts.value(0));
      for (const QString& text : texts.sliced(std::min<qsizetype>(1, texts.size()))) {
        more(text);
      }
    }
  }
  return lines;
}

QJsonObject previewJson(const ImportPlan& plan, const QList<ForwardConfig>& saved) {
  Q_UNUSED(saved)
  QJsonArray entries;
  for (const ImportPlan::Item& item : plan.items) {
    QJsonObject entry{{u"kind"_s, kindText(item.kind)}};
    if (item.entry >= 0) {
      entry.insert(u"entry"_s, item.entry + 1);
    }
    if (item.error) {
      entry.insert(u"error"_s, item.error->detail);
      entry.insert(u"hint"_s, item.error->hint);
    } else {
      entry.insert(u"name"_s, item.forward.displayName());
      entry.insert(u"forward"_s, savedEntry(item.forward));
      entry.insert(u"chosen"_s, item.isChosen);
    }
    QJsonArray changes;
    for (const auto& change : item.changes) {
      changes += QJsonObject{{u"field"_s, change.field}, {u"before"_s, change.before}, {u"after"_s, change.after}};
    }
    QJsonArray notices;
    for (const ImportNotice& notice : item.notices) {
      notices += QJsonObject{{u"kind"_s, noticeKey(notice.kind)}, {u"value"_s, notice.value}};
    }
    const auto put = [&entry](const QString& key, const QJsonArray& array) {
      if (!array.isEmpty()) {
        entry.insert(key, array);
      }
    };
    put(u"changes"_s, changes);
    put(u"notices"_s, notices);
    put(u"conflicts"_s, QJsonArray::fromStringList(item.conflicts));
    put(u"contested"_s, QJsonArray::fromStringList(item.contested));
    if (item.unsupported) {
      entry.insert(u"unsupported"_s, *item.unsupported);
    }
    entries += entry;
  }
  QJsonObject counts;
  for (const Kind kind : {Kind::New, Kind::Same, Kind::Changed, Kind::Conflicting, Kind::Invalid, Kind::Gone}) {
    counts.insert(kindText(kind), plan.count(kind));
  }
  return {{u"entries"_s, entries}, {u"counts"_s, counts}};
}

ImportFlow::ImportFlow(ConfigStore& store, StoreOptions options, QObject* parent)
    : QObject(parent), m_store(store), m_options(std::move(options)) {}

bool ImportFlow::isNamed(const ImportPlan::Item& item) const {
  return std::ranges::any_of(m_options.only, [&](const QString& name) {
    return item.kind != Kind::Invalid && (item.forward.alias == name || item.forward.uid == name ||
                                          item.forward.displayName() == name || item.forward.service == name);
  });
}

void ImportFlow::choose() {
  for (ImportPlan::Item& item : m_plan.items) {
    if (item.kind == Kind::Conflicting) {
      item.isChosen = m_options.allowConflicts;
    }
    if (!m_options.only.isEmpty()) {
      item.isChosen =
          isNamed(item) && item.changesAnything() && (item.kind != Kind::Conflicting || m_options.allowConflicts);
    }
  }
}

void ImportFlow::run(const ImportPlan& plan, const QString& source) {
  m_plan = plan;
  m_source = source;
  choose();
  if (!m_options.json) {
    printLine(m_plan.items.size() == 1 ? u"%1: 1 entry"_s.arg(oneLine(source, 200))
                                       : u"%1: %2 entries"_s.arg(oneLine(source, 200)).arg(m_plan.items.size()));
    for (const QString& line : previewLines(m_plan, m_store.forwards())) {
      printLine(line);
    }
  }
  for (const QString& name : std::as_const(m_options.only)) {
    const auto named = [&](const ImportPlan::Item& item) {
      return item.kind != Kind::Invalid && (item.forward.alias == name || item.forward.uid == name ||
                                            item.forward.displayName() == name || item.forward.service == name);
    };
    if (std::ranges::none_of(m_plan.items, named)) {
      print(u"nothing there is called \"%1\", so nothing was saved"_s.arg(oneLine(name, 100)), false);
      return finish(1, false);
    }
  }
  // All or nothing, unless it was said what to do about the others.
  const bool hasProblems = std::ranges::any_of(m_plan.items, [&](const ImportPlan::Item& item) {
    const bool isMeant = m_options.only.isEmpty() || isNamed(item);
    return isMeant && (item.kind == Kind::Invalid || (item.kind == Kind::Conflicting && !item.isChosen));
  });
  if (hasProblems && !m_options.skipProblems) {
    print(
        u"nothing is saved while there are problems; --skip-problems leaves them out, --allow-conflicts takes "
        "conflicting ones, too"_s,
        false);
    return finish(1, false);
  }
  if (m_plan.chosenCount() == 0) {
    print(u"nothing to save"_s, false, true);
    return finish(0, !m_options.dryRun);
  }
  if (m_options.dryRun) {
    print(u"%1 would be saved"_s.arg(m_plan.chosenCount()), false, true);
    return finish(0, false);
  }
  if (m_options.yes) {
    return save();
  }
  ask();
}

void ImportFlow::ask() {
  if (!m_mayAsk || m_options.json || ::isatty(STDIN_FILENO) == 0 || ::isatty(STDOUT_FILENO) == 0) {
    print(u"nothing was saved: there is nobody to ask; --yes says it"_s, false);
    return finish(1, false);
  }
  std::fputs(qPrintable(u"Save %1? [y/N] "_s.arg(m_plan.chosenCount())), stdout);
  std::fflush(stdout);
  m_input = std::make_unique<QSocketNotifier>(STDIN_FILENO, QSocketNotifier::Read);
  connect(m_input.get(), &QSocketNotifier::activated, this, &ImportFlow::onAnswer);
}

void ImportFlow::onAnswer() {
  m_input->setEnabled(false);
  char line[64] = {};
  const ssize_t got = ::read(STDIN_FILENO, line, sizeof(line) - 1);
  const QString answer = QString::fromLocal8Bit(line, std::max<ssize_t>(got, 0)).trimmed().toLower();
  if (answer == "y"_L1 || answer == "yes"_L1) {
    return save();
  }
  print(u"nothing was saved"_s, false);
  finish(1, false);
}

void ImportFlow::save() {
  connect(m_store.import(m_plan), &StoreChange::finished, this, [this](const Result<void>& saved) {
    if (!saved) {
      printError(saved.error());
      return finish(1, false);
    }
    print(u"%1 saved"_s.arg(m_plan.chosenCount()), true, true);
    finish(0, true);
  });
}

void ImportFlow::print(const QString& outcome, bool isSaved, bool isFine) {
  if (!m_options.json) {
    return isFine ? printLine(outcome) : printErrorLine(outcome);
  }
  QJsonObject object = previewJson(m_plan, m_store.forwards());
  object.insert(u"source"_s, m_source);
  object.insert(u"saved"_s, isSaved);
  object.insert(u"outcome"_s, outcome);
  for (auto more = m_more.constBegin(); more != m_more.constEnd(); ++more) {
    object.insert(more.key(), more.value());
  }
  printLine(QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Indented).trimmed()));
}

void ImportFlow::finish(int exitCode, bool isSaved) {
  QMetaObject::invokeMethod(
      this, [this, exitCode, isSaved] { Q_EMIT finished(exitCode, isSaved); }, Qt::QueuedConnection);
}

}  // namespace portolan
