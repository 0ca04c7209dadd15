#pragma once

#include <QObject>
#include <QProcess>
#include <QTimer>
#include <functional>

#include "core/base/result.h"
#include "core/config/settings.h"

namespace portolan {

/// A file of a Git repository as it is there now.
struct FetchedFile {
  QByteArray content;
  QString commit;  ///< its full hash

  bool operator==(const FetchedFile&) const = default;
};

/// Fetches one file of a Git repository into a bare copy in the cache folder, with the git command: only git itself
/// knows a person's ssh settings, credential helpers, proxies and rewritten addresses (libgit2 knows none of the
/// helpers). Only `git init`, `fetch` and `cat-file` are run, so nothing is ever written to the repository; no hooks,
/// no submodules, and only the last commit. Errors: NotFound (no git, no such branch or file), FileUnreadable with
/// git's last words, FileTooLarge (above 32 MiB), ConnectionTimedOut. Emits finished exactly once, never from inside
/// start(); deleting it cancels.
class GitFetch : public QObject {
  Q_OBJECT
 public:
  /// `cacheFolder`: a folder of our own in it, one for each repository.
  GitFetch(GitSource source, QString cacheFolder, QObject* parent = nullptr);
  ~GitFetch() override;
  /// `mayAsk`: git may ask on the terminal for a password.
  void start(bool mayAsk = false);

 Q_SIGNALS:
  void finished(const portolan::Result<portolan::FetchedFile>& file);

 private:
  void fetch();
  void readCommit();
  void readSize();
  void readContent();
  void run(const QStringList& arguments, const std::function<void()>& then);
  void end(const Result<FetchedFile>& file);

  GitSource m_source;
  QString m_repository;
  QProcess m_git;
  QTimer m_patience;
  std::function<void()> m_then;
  QString m_what;  ///< git's command, for messages
  FetchedFile m_file;
  QByteArray m_output;
  QByteArray m_words;  ///< what git said on standard error
  bool m_isOver = false;
};

}  // namespace portolan
