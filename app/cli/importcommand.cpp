#include "app/cli/importcommand.h"

#include "app/cli/output.h"

using namespace Qt::StringLiterals;

namespace portolan {

ImportCommand::ImportCommand(StoreOptions options, QObject* parent)
    : QObject(parent), m_options(std::move(options)), m_flow(m_store, m_options) {
  m_source = m_options.clipboard         ? u"the clipboard"_s
             : m_options.input == "-"_L1 ? u"standard input"_s
             : m_options.input.isEmpty() ? u"the cluster"_s
                                         : m_options.input;
  m_flow.setMayAsk(m_options.input != "-"_L1);
  connect(&m_flow, &ImportFlow::finished, this, [this](int exitCode, bool) { Q_EMIT finished(exitCode); });
  connect(&m_store, &ConfigStore::loaded, this, &ImportCommand::preview);
  connect(&m_input, &TextInput::finished, this, &ImportCommand::onText);
}

void ImportCommand::start() {
  if (m_options.clipboard) {
    m_input.readClipboard();
  } else if (!m_options.input.isEmpty()) {
    m_input.readFile(m_options.input);
  } else {
    m_queries = {m_options.query};
    askNext();
  }
}

void ImportCommand::onText(const Result<QByteArray>& text) {
  if (!text) {
    return fail(text.error());
  }
  if (const auto parsed = parse(*text); !parsed) {
    return fail(parsed.error());
  }
  askNext();
}

Result<void> ImportCommand::parse(const QByteArray& text) {
  QByteArray start = text.first(std::min<qsizetype>(text.size(), 1024));
  if (start.startsWith("\xEF\xBB\xBF")) {
    start.remove(0, 3);
  }
  start = start.trimmed();
  const bool looksLikeJson =
      start.startsWith('[') || start.startsWith('{') || m_options.input.endsWith(".json"_L1, Qt::CaseInsensitive);
  if (m_options.format == StoreOptions::Format::Json ||
      (m_options.format == StoreOptions::Format::Automatic && looksLikeJson)) {
    auto entries = parseEntries(text, m_source);
    if (!entries) {
      return std::unexpected(entries.error());
    }
    m_entries = std::move(*entries);
    return {};
  }
  auto commands = parseCommandLines(text, m_source);
  if (!commands) {
    return std::unexpected(commands.error());
  }
  if (commands->commands == 0) {
    return portolan::fail(ErrorCode::FileInvalid, Stage::Configuration,
                          u"%1: is no JSON and has no \"kubectl port-forward\" in it"_s.arg(m_source));
  }
  m_entries = std::move(commands->forwards);
  m_queries = std::move(commands->queries);
  for (ServiceQuery& query : m_queries) {
    if (!query.kubeconfig.isEmpty() && !m_options.allowKubeconfig) {  // it may name programs to run
      printErrorLine(
          u"note: the kubeconfig %1 is not used; --allow-kubeconfig uses it"_s.arg(oneLine(query.kubeconfig, 200)));
      query.kubeconfig.clear();
    }
  }
  return {};
}

void ImportCommand::askNext() {
  if (m_queries.isEmpty()) {
    m_isParsed = true;
    return preview();
  }
  const ServiceQuery query = m_queries.takeFirst();
  m_discovery = std::make_unique<ClusterDiscovery>(query);
  connect(m_discovery.get(), &ClusterDiscovery::finished, this, [this](const Result<DiscoveryResult>& result) {
    if (!result) {
      return fail(result.error());
    }
    QList<DiscoveredForward> found = result->forwards;
    // As kubefwd: services; what has none is not meant by a label.
    erase_if(found, [](const DiscoveredForward& each) { return each.config.service.isEmpty(); });
    QSet<quint16> taken;
    for (const ForwardConfig& config : m_store.forwards()) {
      taken.insert(config.localPort);
    }
    for (const ParsedForward& each : std::as_const(m_entries)) {
      taken.insert(each.config.localPort);
    }
    reuseLocalPorts(found, m_store.forwards());
    suggestLocalPorts(found, taken);
    for (const DiscoveredForward& each : std::as_const(found)) {
      if (each.problem.isEmpty()) {
        m_entries += ParsedForward{each.config, {}};
      } else {
        m_entries += ParsedForward{{},
                                   Error{ErrorCode::FileInvalid,
                                         Stage::Configuration,
                                         u"%1 in %2: %3"_s.arg(each.config.service, each.config.ns, each.problem),
                                         {}}};
      }
    }
    askNext();
  });
  m_discovery->start();
}

void ImportCommand::preview() {
  if (!m_isParsed || !m_store.isLoaded()) {
    return;
  }
  if (m_store.loadError()) {
    return fail(*m_store.loadError());
  }
  m_flow.run(ImportPlan::make(m_store.forwards(), m_entries, m_options.allowKubeconfig), m_source);
}

void ImportCommand::fail(const Error& error) {
  printError(error);
  Q_EMIT finished(1);
}

}  // namespace portolan
