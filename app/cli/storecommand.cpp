#include "app/cli/storecommand.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <algorithm>

#include "app/cli/importflow.h"
#include "app/cli/output.h"
#include "core/config/safefile.h"
#include "core/target/targetspec.h"

using namespace Qt::StringLiterals;

namespace portolan {

namespace {

/// A file is replaced; a pipe or a device is written to as it is.
Result<void> writeOutput(const QString& path, const QByteArray& bytes) {
  const auto written = replaceFile(path, bytes);
  return written ? Result<void>() : std::unexpected(written.error());
}

bool looksSecret(const QString& key) {
  static const QRegularExpression words(
      u"pass(word|wd|phrase)|token|secret|credential|private_?key|api_?key|client_?key|authorization"_s,
      QRegularExpression::CaseInsensitiveOption);
  return words.match(key).hasMatch();
}

QJsonValue withoutSecrets(const QJsonValue& value) {
  static const QRegularExpression userInAddress(u"(://)[^/@\\s\"]+@"_s);
  if (value.isObject()) {
    QJsonObject object = value.toObject();
    const QStringList keys = object.keys();
    for (const QString& key : keys) {
      if (looksSecret(key)) {
        object.remove(key);
      } else {
        object.insert(key, withoutSecrets(object.value(key)));
      }
    }
    return object;
  }
  if (value.isArray()) {
    QJsonArray array;
    const QJsonArray all = value.toArray();
    for (const auto& each : all) {
      array += withoutSecrets(each);
    }
    return array;
  }
  if (value.isString() && value.toString().contains("://"_L1)) {
    return value.toString().replace(userInAddress, u"\\1"_s);
  }
  return value;
}

QString padded(const QString& text, qsizetype width) {
  return text.leftJustified(width);
}

/// Sets a field of an entry, "portolan.order" too. The value is JSON, or else a text.
void assign(QJsonObject& entry, const QString& field, const QJsonValue& value) {
  const auto put = [&value](QJsonObject& object, const QString& key) {
    if (value.isUndefined()) {
      object.remove(key);
    } else {
      object.insert(key, value);
    }
  };
  const QString ours = u"portolan."_s;
  if (field.startsWith(ours)) {
    QJsonObject object = entry.value("portolan"_L1).toObject();
    put(object, field.sliced(ours.size()));
    entry.insert("portolan"_L1, object);
  } else {
    put(entry, field);
  }
}

QJsonValue valueOf(const QString& text) {
  QJsonParseError error;
  const QJsonDocument document = QJsonDocument::fromJson("[" + text.toUtf8() + "]", &error);
  return error.error == QJsonParseError::NoError && document.array().size() == 1 ? document.array().at(0)
                                                                                 : QJsonValue(text);
}

Result<void> setPort(ForwardConfig& config, const QString& text) {
  const auto port = parsePort(text);
  if (!port) {
    return std::unexpected(port.error());
  }
  config.remotePort = port->remote != 0 ? QString::number(port->remote) : port->remoteName;
  config.localPort = port->local.value_or(port->remote);
  return {};
}

Result<void> setTarget(ForwardConfig& config, const QString& text) {
  const auto target = parseTarget(text);
  if (!target) {
    return std::unexpected(target.error());
  }
  config.podSelector.clear();
  config.service.clear();
  config.target.clear();
  if (target->kind == TargetKind::Service) {
    config.workloadType = ForwardConfig::WorkloadType::Service;
    config.service = target->name;
  } else {
    config.workloadType = ForwardConfig::WorkloadType::Pod;
    config.target = target->displayName();
  }
  return {};
}

}  // namespace

QJsonObject exportedEntry(const ForwardConfig& config, bool withPaths, bool forKftray) {
  QJsonObject entry = withoutSecrets(savedEntry(config)).toObject();
  if (!withPaths) {
    entry.remove("kubeconfig"_L1);
  }
  if (forKftray) {
    entry.remove("portolan"_L1);
  }
  return entry;
}

StoreCommand::StoreCommand(StoreOptions options, QObject* parent) : QObject(parent), m_options(std::move(options)) {}

void StoreCommand::start() {
  if (m_options.command == StoreOptions::Command::Validate && !m_options.input.isEmpty()) {
    return validate();
  }
  m_store = std::make_unique<ConfigStore>();
  connect(m_store.get(), &ConfigStore::loaded, this, &StoreCommand::run);
}

void StoreCommand::run() {
  if (m_options.command == StoreOptions::Command::Validate) {
    return validate();
  }
  if (m_store->loadError()) {
    return fail(*m_store->loadError());
  }
  switch (m_options.command) {
    case StoreOptions::Command::List:
      return list();
    case StoreOptions::Command::Export:
      return exportForwards();
    case StoreOptions::Command::Add:
      return add();
    case StoreOptions::Command::Edit:
      return edit();
    default:
      return remove();
  }
}

std::optional<QList<ForwardConfig>> StoreCommand::selected(bool emptyIsAll) {
  ForwardSelection selection = m_options.selection;
  selection.all = selection.all || (emptyIsAll && selection.isEmpty());
  const auto uids = selectForwards(m_store->forwards(), selection);
  if (!uids) {
    fail(uids.error());
    return {};
  }
  QList<ForwardConfig> forwards;
  for (const ForwardConfig& config : m_store->forwards()) {
    if (uids->contains(config.uid)) {
      forwards += config;
    }
  }
  return forwards;
}

void StoreCommand::list() {
  const auto forwards = selected(true);
  if (!forwards) {
    return;
  }
  if (m_options.onlyNames) {
    for (const ForwardConfig& config : *forwards) {
      // For completion: a name that a line cannot hold is not offered, its uid is.
      for (const QString& name : {config.alias, config.uid}) {
        if (!name.isEmpty() && oneLine(name) == name) {
          printLine(name);
          break;
        }
      }
    }
    return finish(0);
  }
  if (m_options.json) {
    QJsonArray array;
    for (const ForwardConfig& config : *forwards) {
      QJsonObject entry = savedEntry(config);
      entry.insert(u"name"_s, config.displayName());
      if (const auto reason = config.reasonUnsupported()) {
        entry.insert(u"unsupported"_s, *reason);
      }
      array += entry;
    }
    printLine(QString::fromUtf8(QJsonDocument(array).toJson().trimmed()));
    return finish(0);
  }
  if (forwards->isEmpty()) {
    printErrorLine(u"no forwards are saved; \"portolan import\", \"portolan add\" and \"portolan discover\" help"_s);
  }
  QList<QStringList> rows{{u"NAME"_s, u"FORWARD"_s, u"TAGS"_s}};
  for (const ForwardConfig& config : *forwards) {
    QString text = forwardText(config);
    if (const auto reason = config.reasonUnsupported()) {
      text += u" (%1)"_s.arg(*reason);
    }
    rows += {oneLine(config.displayName(), 40), text, oneLine(config.tags.join(u", "_s), 60)};
  }
  qsizetype names = 0;
  qsizetype texts = 0;
  for (const QStringList& row : std::as_const(rows)) {
    names = std::max(names, row.at(0).size());
    texts = std::max(texts, row.at(1).size());
  }
  for (const QStringList& row : forwards->isEmpty() ? QList<QStringList>() : rows) {
    printLine((padded(row.at(0), names) + u"  "_s + padded(row.at(1), texts) + u"  "_s + row.at(2)).trimmed());
  }
  finish(0);
}

void StoreCommand::exportForwards() {
  const auto forwards = selected(true);
  if (!forwards) {
    return;
  }
  QJsonArray entries;
  for (const ForwardConfig& config : *forwards) {
    // kftray refuses the whole file for one entry that it does not know (crates/kftray-commons/src/utils/config.rs).
    const bool isForeign =
        config.workloadType == ForwardConfig::WorkloadType::Other || !config.target.isEmpty() || config.ns.isEmpty() ||
        (config.remotePort.toUInt() == 0 && config.workloadType != ForwardConfig::WorkloadType::Expose);
    if (m_options.forKftray && isForeign) {
      printErrorLine(u"%1 is left out: kftray cannot say it"_s.arg(oneLine(config.displayName(), 80)));
      continue;
    }
    entries += exportedEntry(config, m_options.paths, m_options.forKftray);
  }
  const QByteArray json = QJsonDocument(entries).toJson();
  if (m_options.output.isEmpty() || m_options.output == "-"_L1) {
    printLine(QString::fromUtf8(json.trimmed()));
    return finish(0);
  }
  if (const auto written = writeOutput(m_options.output, json); !written) {
    return fail(written.error());
  }
  finish(0);
}

/// What the flags say, on top of `config`.
Result<ForwardConfig> StoreCommand::edited(const ForwardConfig& config) const {
  ForwardConfig result = config;
  const auto take = [](QString& field, const std::optional<QString>& value) {
    if (value) {
      field = *value;
    }
  };
  take(result.alias, m_options.alias);
  take(result.context, m_options.context);
  take(result.ns, m_options.ns);
  take(result.kubeconfig, m_options.kubeconfig);
  take(result.localAddress, m_options.address);
  take(result.notes, m_options.notes);
  if (m_options.selector) {
    result.workloadType = ForwardConfig::WorkloadType::Pod;
    result.podSelector = *m_options.selector;
    result.target.clear();
    result.service.clear();
  }
  if (!m_options.target.isEmpty()) {
    if (const auto set = setTarget(result, m_options.target); !set) {
      return std::unexpected(set.error());
    }
  }
  if (m_options.command == StoreOptions::Command::Edit && !m_options.ports.isEmpty()) {
    if (const auto set = setPort(result, m_options.ports.constFirst()); !set) {
      return std::unexpected(set.error());
    }
  }
  for (const QString& tag : m_options.removedTags) {
    result.tags.removeAll(tag);
  }
  for (const QString& tag : m_options.tags) {
    if (!result.tags.contains(tag)) {
      result.tags += tag;
    }
  }
  result.autostart = m_options.autostart.value_or(result.autostart);
  result.onDemand = m_options.onDemand.value_or(result.onDemand);
  if (m_options.balance) {
    result.balance =
        *m_options.balance == "round_robin"_L1 ? ForwardConfig::Balance::RoundRobin : ForwardConfig::Balance::First;
  }
  if (m_options.assignments.isEmpty() && m_options.removals.isEmpty()) {
    return result;
  }
  QJsonObject entry = savedEntry(result);
  for (const QString& assignment : m_options.assignments) {
    const qsizetype equals = assignment.indexOf(u'=');
    if (equals <= 0) {
      return portolan::fail(ErrorCode::InvalidArgument, Stage::Configuration,
                            u"--set takes FIELD=VALUE, not \"%1\""_s.arg(oneLine(assignment, 60)));
    }
    assign(entry, assignment.first(equals), valueOf(assignment.sliced(equals + 1)));
  }
  for (const QString& field : m_options.removals) {
    assign(entry, field, QJsonValue(QJsonValue::Undefined));
  }
  const auto parsed = parseForwards(QJsonDocument(entry).toJson(), u"\"%1\""_s.arg(oneLine(result.displayName(), 60)));
  if (!parsed) {
    return std::unexpected(parsed.error());
  }
  ForwardConfig changed = parsed->constFirst();
  changed.uid = config.uid;
  return changed;
}

void StoreCommand::add() {
  QList<ForwardConfig> forwards;
  if (!m_options.commandLine.isEmpty()) {
    QStringList quoted;
    for (QString word : m_options.commandLine) {
      quoted += u'\'' + word.replace(u'\'', u"'\\''"_s) + u'\'';
    }
    const auto commands = parseCommandLines(quoted.join(u' ').toUtf8(), u"the command"_s);
    if (!commands) {
      return fail(commands.error());
    }
    for (const ParsedForward& each : commands->forwards) {
      if (each.error) {
        return fail(*each.error);
      }
      forwards += each.config;
    }
    if (forwards.isEmpty()) {
      return fail({ErrorCode::InvalidArgument, Stage::Configuration, u"that is no \"kubectl port-forward\""_s,
                   u"\"portolan import\" takes other commands, too."_s});
    }
  } else {
    for (const QString& port : std::as_const(m_options.ports)) {
      ForwardConfig config;
      if (const auto set = setPort(config, port); !set) {
        return fail(set.error());
      }
      forwards += config;
    }
  }
  QStringList names;
  for (ForwardConfig& config : forwards) {
    auto complete = edited(config);
    if (!complete) {
      return fail(complete.error());
    }
    config = std::move(*complete);
    if (config.alias.isEmpty()) {
      const QString name = config.service.isEmpty() ? config.target.section(u'/', 1) : config.service;
      config.alias = forwards.size() == 1 || name.isEmpty() ? name : name + u'-' + config.remotePort;
    } else if (forwards.size() > 1 && m_options.alias) {
      config.alias += u'-' + config.remotePort;
    }
    names += oneLine(config.displayName(), 60);
  }
  // Warnings never keep it from being saved: two forwards of one port may be used one at a time.
  ImportPlan plan = ImportPlan::make(m_store->forwards(), forwards, true);
  for (const ImportPlan::Item& item : plan.items) {
    for (const QString& uid : item.conflicts) {
      if (const ForwardConfig* other = m_store->find(uid)) {
        printErrorLine(u"warning: %1 has the local port %2, too"_s.arg(oneLine(other->displayName(), 60))
                           .arg(item.forward.localPort));
      }
    }
  }
  if (m_options.dryRun) {
    show(u"%1 would be saved"_s.arg(names.join(u", "_s)), forwards, false);
    return finish(0);
  }
  for (ForwardConfig& config : forwards) {
    config.uid = newForwardUid();
  }
  save(m_store->add(forwards), u"%1 saved"_s.arg(names.join(u", "_s)), forwards);
}

void StoreCommand::edit() {
  const auto forwards = selected(false);
  if (!forwards) {
    return;
  }
  const ForwardConfig& before = forwards->constFirst();
  const auto after = edited(before);
  if (!after) {
    return fail(after.error());
  }
  const auto changes = fieldChanges(before, *after);
  const QString name = oneLine(before.displayName(), 60);
  if (changes.isEmpty()) {
    show(u"%1: nothing to change"_s.arg(name), {before}, false);
    return finish(0);
  }
  QStringList texts;
  for (const auto& change : changes) {
    texts += u"%1: %2 -> %3"_s.arg(change.field, change.before.isEmpty() ? u"(none)"_s : oneLine(change.before, 80),
                                   change.after.isEmpty() ? u"(none)"_s : oneLine(change.after, 80));
  }
  const QString text = u"%1: %2"_s.arg(name, texts.join(u", "_s));
  if (m_options.dryRun) {
    show(text, {*after}, false);
    return finish(0);
  }
  save(m_store->replace(before, *after), text, {*after});
}

void StoreCommand::remove() {
  const auto forwards = selected(false);
  if (!forwards) {
    return;
  }
  QStringList names;
  QStringList uids;
  for (const ForwardConfig& config : *forwards) {
    names += oneLine(config.displayName(), 60);
    uids += config.uid;
  }
  if (m_options.dryRun) {
    show(u"%1 would be removed"_s.arg(names.join(u", "_s)), *forwards, false);
    return finish(0);
  }
  save(m_store->remove(uids), u"%1 removed"_s.arg(names.join(u", "_s)), *forwards);
}

void StoreCommand::validate() {
  if (m_options.input.isEmpty()) {
    m_options.input = m_store->path();
    if (!FileStamp::of(m_options.input).exists()) {
      return check("[]", m_options.input);
    }
  }
  const QString name = m_options.input == "-"_L1 ? u"standard input"_s : m_options.input;
  connect(&m_input, &TextInput::finished, this, [this, name](const Result<QByteArray>& text) {
    if (!text) {
      return fail(text.error());
    }
    check(*text, name);
  });
  m_input.readFile(m_options.input);
}

void StoreCommand::check(const QByteArray& text, const QString& name) {
  const auto entries = parseEntries(text, name);
  if (!entries) {
    if (m_options.json) {
      printLine(QString::fromUtf8(
          QJsonDocument(QJsonObject{{u"valid"_s, false}, {u"error"_s, entries.error().detail}}).toJson().trimmed()));
      return finish(1);
    }
    return fail(entries.error());
  }
  const QList<ParsedForward>& fresh = *entries;
  const ImportPlan plan = ImportPlan::make({}, fresh, true);
  const qsizetype invalid = plan.count(ImportPlan::Kind::Invalid);
  if (m_options.json) {
    QJsonObject object = previewJson(plan, {});
    object.insert(u"valid"_s, invalid == 0);
    printLine(QString::fromUtf8(QJsonDocument(object).toJson().trimmed()));
    return finish(invalid == 0 ? 0 : 1);
  }
  for (const ImportPlan::Item& item : plan.items) {
    if (item.kind == ImportPlan::Kind::Invalid) {
      printErrorLine(u"error: "_s + errorLine(*item.error));
    } else if (item.unsupported) {
      printErrorLine(u"note: entry %1 (%2) cannot be run: %3"_s.arg(item.entry + 1)
                         .arg(oneLine(item.forward.displayName(), 60), oneLine(*item.unsupported, 200)));
    }
    if (item.kind == ImportPlan::Kind::Conflicting) {
      printErrorLine(u"note: entry %1 (%2) has a local port that another one has, too: %3"_s.arg(item.entry + 1)
                         .arg(oneLine(item.forward.displayName(), 60))
                         .arg(item.forward.localPort));
    }
  }
  printLine(u"%1: %2 entries, %3 of them invalid"_s.arg(oneLine(name, 200)).arg(plan.items.size()).arg(invalid));
  finish(invalid == 0 ? 0 : 1);
}

void StoreCommand::save(StoreChange* change, const QString& done, const QList<ForwardConfig>& forwards) {
  connect(change, &StoreChange::finished, this, [this, done, forwards](const Result<void>& saved) {
    if (!saved) {
      return fail(saved.error());
    }
    show(done, forwards, true);
    finish(0);
  });
}

void StoreCommand::show(const QString& text, const QList<ForwardConfig>& forwards, bool isSaved) {
  if (!m_options.json) {
    return printLine(text);
  }
  QJsonArray entries;
  for (const ForwardConfig& config : forwards) {
    entries += savedEntry(config);
  }
  printLine(QString::fromUtf8(
      QJsonDocument(QJsonObject{{u"forwards"_s, entries}, {u"saved"_s, isSaved}, {u"outcome"_s, text}})
          .toJson()
          .trimmed()));
}

void StoreCommand::fail(const Error& error) {
  printError(error);
  finish(1);
}

void StoreCommand::finish(int exitCode) {
  QMetaObject::invokeMethod(this, [this, exitCode] { Q_EMIT finished(exitCode); }, Qt::QueuedConnection);
}

}  // namespace portolan
