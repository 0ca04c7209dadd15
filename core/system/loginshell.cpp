#include "core/system/loginshell.h"

#include <pwd.h>
#include <unistd.h>

#include <vector>

#include "core/base/logging.h"

using namespace Qt::StringLiterals;

namespace portolan {
namespace {

constexpr auto kMark = "portolan-path-9b1d"_L1;

QString shellOf(const QProcessEnvironment& environment) {
  if (const QString shell = environment.value(u"SHELL"_s); !shell.isEmpty()) {
    return shell;
  }
  std::vector<char> buffer(16 * 1024);
  passwd entry{};
  passwd* found = nullptr;
  if (::getpwuid_r(::getuid(), &entry, buffer.data(), buffer.size(), &found) == 0 && found != nullptr) {
    return QString::fromLocal8Bit(found->pw_shell);
  }
  return {};
}

}  // namespace

LoginShell::LoginShell(const QProcessEnvironment& environment, std::chrono::milliseconds limit, QObject* parent)
    : QObject(parent), m_environment(environment), m_limit(limit) {}

LoginShell::~LoginShell() {
  // Whoever waits waits no longer.
  if (m_promise && !m_promise->future().isFinished()) {
    m_promise->addResult(m_environment.value(u"PATH"_s));
    m_promise->finish();
  }
}

QFuture<QString> LoginShell::path() {
  const QMutexLocker lock(&m_mutex);
  if (!m_promise) {
    m_promise.emplace();
    m_promise->start();
    QMetaObject::invokeMethod(this, &LoginShell::ask, Qt::QueuedConnection);
  }
  return m_promise->future();
}

void LoginShell::ask() {
  const QString shell = shellOf(m_environment);
  if (!shell.startsWith(u'/')) {
    answer({});
    return;
  }
  ChildProcess::Command command;
  command.program = shell;
  // Both kinds of files: people write into .bashrc and .zshrc (interactive) as well as into .profile (login). A form
  // that bash, zsh, dash, ksh and fish understand.
  command.arguments = {u"-i"_s, u"-l"_s, u"-c"_s, u"echo %1; /usr/bin/printenv PATH; echo %1"_s.arg(kMark)};
  command.environment = m_environment.toStringList();
  command.timeLimit = m_limit;
  m_shell = std::make_unique<ChildProcess>(std::move(command));
  connect(m_shell.get(), &ChildProcess::finished, this, [this, shell](const ChildProcess::Outcome& outcome) {
    m_shell.release()->deleteLater();  // this runs in its signal
    const QString path = pathInOutput(outcome.output);
    if (path.isEmpty()) {
      qCWarning(lcSystem).noquote() << shell << "did not say what its PATH is; the desktop's is used";
    }
    answer(path);
  });
  m_shell->start();
}

void LoginShell::answer(const QString& shellPath) {
  m_promise->addResult(merged(shellPath, m_environment.value(u"PATH"_s)));
  m_promise->finish();
}

QString LoginShell::pathInOutput(const QByteArray& output) {
  const QString text = QString::fromLocal8Bit(output);
  const QString mark = kMark + u'\n';
  const qsizetype start = text.indexOf(mark);
  const qsizetype end = start < 0 ? -1 : text.indexOf(kMark, start + mark.size());
  return end < 0 ? QString() : text.sliced(start + mark.size(), end - start - mark.size()).trimmed();
}

QString LoginShell::merged(const QString& shellPath, const QString& desktopPath) {
  QStringList folders = shellPath.split(u':', Qt::SkipEmptyParts) + desktopPath.split(u':', Qt::SkipEmptyParts);
  folders.removeDuplicates();
  return folders.join(u':');
}

}  // namespace portolan
