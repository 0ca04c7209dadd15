#pragma once

#include <QFuture>
#include <QMutex>
#include <QObject>
#include <QProcessEnvironment>
#include <QPromise>
#include <chrono>
#include <optional>

#include "core/base/childprocess.h"

namespace portolan {

/// The PATH that the person's programs are found by: a desktop starts its applications without what the shell's files
/// add to it. The login shell is asked once, when somebody wants to know, and has `limit` to answer; if it does not,
/// the desktop's own PATH is all there is.
///
/// Lives in a thread with an event loop; path() may be called from any.
class LoginShell : public QObject {
  Q_OBJECT
 public:
  explicit LoginShell(const QProcessEnvironment& environment = QProcessEnvironment::systemEnvironment(),
                      std::chrono::milliseconds limit = std::chrono::seconds(5), QObject* parent = nullptr);
  ~LoginShell() override;

  /// The shell's folders, then those of the desktop's PATH that are not among them.
  [[nodiscard]] QFuture<QString> path();

  /// What there is between the marks in a shell's output (its files may print, too); empty: nothing.
  static QString pathInOutput(const QByteArray& output);
  static QString merged(const QString& shellPath, const QString& desktopPath);

 private:
  void ask();
  void answer(const QString& shellPath);

  const QProcessEnvironment m_environment;
  const std::chrono::milliseconds m_limit;
  QMutex m_mutex;
  std::optional<QPromise<QString>> m_promise;  ///< once it was asked for
  std::unique_ptr<ChildProcess> m_shell;
};

}  // namespace portolan
