#include "app/cli/discovercommand.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <algorithm>

#include "app/cli/output.h"

using namespace Qt::StringLiterals;

namespace portolan {

namespace {

QJsonObject jsonOf(const DiscoveredForward& found) {
  QJsonObject object{{u"name"_s, found.config.displayName()},
                     {u"annotated"_s, found.isAnnotated},
                     {u"forward"_s, savedEntry(found.config)}};
  if (!found.problem.isEmpty()) {
    object.insert(u"problem"_s, found.problem);
  }
  if (const auto reason = found.config.reasonUnsupported(); reason && found.problem.isEmpty()) {
    object.insert(u"unsupported"_s, *reason);
  }
  return object;
}

QString lineOf(const DiscoveredForward& found) {
  const QString reason = found.problem.isEmpty() ? found.config.reasonUnsupported().value_or(QString()) : found.problem;
  return u"%1 %2 %3%4"_s.arg((found.isAnnotated ? u"annotated"_s : u"offered"_s).leftJustified(9),
                             oneLine(found.config.displayName(), 40).leftJustified(24),
                             found.problem.isEmpty()
                                 ? forwardText(found.config)
                                 : u"%1 in %2"_s.arg(oneLine(found.config.service, 60), oneLine(found.config.ns, 60)),
                             reason.isEmpty() ? QString() : u" ("_s + reason + u')');
}

}  // namespace

DiscoverCommand::DiscoverCommand(StoreOptions options, QObject* parent)
    : QObject(parent), m_options(std::move(options)), m_flow(m_store, m_options), m_discovery(m_options.query) {
  connect(&m_flow, &ImportFlow::finished, this, [this](int exitCode, bool) { Q_EMIT finished(exitCode); });
  connect(&m_discovery, &ClusterDiscovery::changed, this, &DiscoverCommand::onResult);
  connect(&m_discovery, &ClusterDiscovery::finished, this, [this](const Result<DiscoveryResult>& result) {
    if (!result) {
      return fail(result.error());
    }
    onResult(*result);
  });
  // The saved forwards say which local ports are taken.
  connect(&m_store, &ConfigStore::loaded, this, [this] { m_discovery.start(m_options.watch); });
}

void DiscoverCommand::start() {}

void DiscoverCommand::onResult(const DiscoveryResult& result) {
  if (!result.onlyNamespace.isEmpty() && !std::exchange(m_hasNoted, true)) {
    printErrorLine(
        u"note: listing all namespaces is not allowed here, so only \"%1\" is looked at; -n names another"_s.arg(
            oneLine(result.onlyNamespace, 100)));
  }
  QList<DiscoveredForward> found = result.forwards;
  if (!m_options.all || (m_options.save && m_options.only.isEmpty())) {
    erase_if(found, [](const DiscoveredForward& each) { return !each.isAnnotated; });
  }
  if (!m_options.only.isEmpty() && !m_options.save) {
    erase_if(found, [this](const DiscoveredForward& each) {
      return !m_options.only.contains(each.config.alias) && !m_options.only.contains(each.config.service);
    });
  }
  QSet<quint16> taken;
  for (const ForwardConfig& config : m_store.forwards()) {
    taken.insert(config.localPort);
  }
  reuseLocalPorts(found, m_store.forwards());
  suggestLocalPorts(found, taken);
  if (m_options.watch) {
    return showChanges(found);
  }
  if (m_options.save) {
    return save(found);
  }
  show(found);
}

void DiscoverCommand::show(const QList<DiscoveredForward>& forwards) {
  if (m_options.json) {
    QJsonArray array;
    for (const DiscoveredForward& each : forwards) {
      array += jsonOf(each);
    }
    printLine(QString::fromUtf8(QJsonDocument(array).toJson().trimmed()));
  } else if (forwards.isEmpty()) {
    printErrorLine(u"nothing there can be forwarded"_s);
  }
  for (const DiscoveredForward& each : m_options.json ? QList<DiscoveredForward>() : forwards) {
    printLine(lineOf(each));
  }
  Q_EMIT finished(0);
}

void DiscoverCommand::showChanges(const QList<DiscoveredForward>& forwards) {
  QStringList lines;
  for (const DiscoveredForward& each : forwards) {
    lines +=
        m_options.json ? QString::fromUtf8(QJsonDocument(jsonOf(each)).toJson(QJsonDocument::Compact)) : lineOf(each);
  }
  const auto tell = [this](const QString& sign, const QString& line) {
    printLine(m_options.json ? uR"({"event":"%1","found":%2})"_s.arg(sign == "+"_L1 ? u"added"_s : u"removed"_s, line)
                             : sign + u' ' + line);
  };
  for (const QString& line : std::as_const(m_shown)) {
    if (!lines.contains(line)) {
      tell(u"-"_s, line);
    }
  }
  for (const QString& line : std::as_const(lines)) {
    if (!m_shown.contains(line)) {
      tell(u"+"_s, line);
    }
  }
  m_shown = lines;
}

void DiscoverCommand::save(const QList<DiscoveredForward>& forwards) {
  if (m_store.loadError()) {
    return fail(*m_store.loadError());
  }
  QList<ParsedForward> entries;
  for (const DiscoveredForward& each : forwards) {
    if (each.problem.isEmpty()) {
      entries += ParsedForward{each.config, {}};
    } else {
      entries += ParsedForward{{},
                               Error{ErrorCode::FileInvalid,
                                     Stage::Configuration,
                                     u"%1 in %2: %3"_s.arg(each.config.service, each.config.ns, each.problem),
                                     {}}};
    }
  }
  m_flow.run(ImportPlan::make(m_store.forwards(), entries, true),
             m_options.query.context.isEmpty() ? u"the cluster"_s : m_options.query.context);
}

void DiscoverCommand::fail(const Error& error) {
  printError(error);
  Q_EMIT finished(1);
}

}  // namespace portolan
