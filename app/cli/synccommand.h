#pragma once

#include <QObject>
#include <QTimer>
#include <memory>

#include "app/cli/importflow.h"
#include "core/config/gitfetch.h"
#include "core/config/settings.h"
#include "core/config/syncplan.h"

namespace portolan {

/// `portolan sync`: fetches the file of a Git repository, shows what it would change, and merges it with what was
/// changed here.
class SyncCommand : public QObject {
  Q_OBJECT
 public:
  explicit SyncCommand(StoreOptions options, QObject* parent = nullptr);
  void start();

 Q_SIGNALS:
  void finished(int exitCode);

 private:
  void look();
  void onFetched(const Result<FetchedFile>& file);
  void onSaved(int exitCode, bool isSaved);
  void fail(const Error& error);
  void endOrWait(int exitCode);

  StoreOptions m_options;
  Settings m_settings;
  GitSource m_source;
  ConfigStore m_store;
  std::unique_ptr<GitFetch> m_fetch;
  std::unique_ptr<ImportFlow> m_flow;
  SyncBase m_base;
  QList<ParsedForward> m_entries;
  QString m_commit;
  QString m_basePath;
  QTimer m_poll;
};

}  // namespace portolan
