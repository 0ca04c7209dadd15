#include "app/cli/synccommand.h"

#include <unistd.h>

#include <QStandardPaths>
#include <chrono>

#include "app/cli/output.h"

using namespace Qt::StringLiterals;

namespace portolan {

SyncCommand::SyncCommand(StoreOptions options, QObject* parent) : QObject(parent), m_options(std::move(options)) {
  m_poll.setSingleShot(true);
  connect(&m_poll, &QTimer::timeout, this, &SyncCommand::look);
  connect(&m_store, &ConfigStore::loaded, this, &SyncCommand::look);
}

void SyncCommand::start() {
  m_source = m_settings.values().git;
  if (m_options.url && m_options.url != m_source.url) {
    m_source = {*m_options.url, {}, {}, 0};
  }
  m_source.branch = m_options.branch.value_or(m_source.branch);
  m_source.path = m_options.path.value_or(m_source.path);
  m_source.pollMinutes = m_options.pollMinutes.value_or(m_source.pollMinutes);
  if (m_options.url && m_options.url->isEmpty()) {
    m_source = {};
  }
  if (!m_options.dryRun) {
    m_settings.change([this](SettingsValues& values) { values.git = m_source; });
  }
}

void SyncCommand::look() {
  if (m_options.url && m_options.url->isEmpty()) {
    printLine(u"no repository is followed any more"_s);
    Q_EMIT finished(0);
    return;
  }
  if (m_source.url.isEmpty() || m_source.path.isEmpty()) {
    return fail({ErrorCode::InvalidArgument, Stage::Configuration,
                 m_source.url.isEmpty() ? u"no repository is followed"_s : u"which file of the repository?"_s,
                 u"portolan sync --url https://example.com/team/forwards.git --path forwards.json"_s});
  }
  if (m_store.loadError()) {
    return fail(*m_store.loadError());
  }
  m_basePath = syncBasePath(m_source.url, m_source.branch, m_source.path);
  auto base = loadSyncBase(m_basePath);
  if (!base) {
    return fail(base.error());
  }
  m_base = std::move(*base);
  m_fetch = std::make_unique<GitFetch>(
      m_source, QStandardPaths::writableLocation(QStandardPaths::GenericCacheLocation) + u"/portolan"_s);
  connect(m_fetch.get(), &GitFetch::finished, this, &SyncCommand::onFetched);
  m_fetch->start(::isatty(STDIN_FILENO) != 0);
}

void SyncCommand::onFetched(const Result<FetchedFile>& file) {
  if (!file) {
    return fail(file.error());
  }
  auto entries = parseEntries(file->content, m_source.path);
  if (!entries) {
    return fail(entries.error());
  }
  m_entries = std::move(*entries);
  m_commit = file->commit;
  const ImportPlan plan = makeSyncPlan(m_store.forwards(), m_base, m_entries, m_options.allowKubeconfig);
  m_flow = std::make_unique<ImportFlow>(m_store, m_options);
  m_flow->addToJson(u"commit"_s, m_commit);
  connect(m_flow.get(), &ImportFlow::finished, this, &SyncCommand::onSaved);
  m_flow->run(plan, u"%1 at %2"_s.arg(m_source.path, m_commit.first(12)));
}

void SyncCommand::onSaved(int exitCode, bool isSaved) {
  if (isSaved) {
    const SyncBase after = baseAfter(m_flow->plan(), m_base, m_entries, m_commit);
    if (const auto saved = saveSyncBase(m_basePath, after); !saved) {
      return fail(saved.error());
    }
  }
  endOrWait(exitCode);
}

void SyncCommand::fail(const Error& error) {
  printError(error);
  endOrWait(1);
}

void SyncCommand::endOrWait(int exitCode) {
  // Only who asked for it waits for the next time; what cannot work is not tried again and again.
  if (m_options.pollMinutes.value_or(0) == 0 || m_source.url.isEmpty() || m_source.path.isEmpty()) {
    QMetaObject::invokeMethod(this, [this, exitCode] { Q_EMIT finished(exitCode); }, Qt::QueuedConnection);
    return;
  }
  m_poll.start(std::chrono::minutes(*m_options.pollMinutes));
}

}  // namespace portolan
