#include "core/base/childprocess.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <cerrno>
#include <csignal>
#include <utility>
#include <vector>

#include "core/base/descriptorlimit.h"
#include "core/base/error.h"
#include "core/base/pool.h"

using namespace Qt::StringLiterals;

namespace portolan {
namespace {

/// Pointers into `texts`, ended as exec wants it.
std::vector<char*> pointersTo(std::vector<QByteArray>& texts) {
  std::vector<char*> pointers;
  pointers.reserve(texts.size() + 1);
  for (QByteArray& text : texts) {
    pointers.push_back(text.data());
  }
  pointers.push_back(nullptr);
  return pointers;
}

struct FileActions {
  FileActions() { posix_spawn_file_actions_init(&actions); }
  ~FileActions() { posix_spawn_file_actions_destroy(&actions); }
  FileActions(const FileActions&) = delete;
  FileActions& operator=(const FileActions&) = delete;
  posix_spawn_file_actions_t actions{};
};

struct Attributes {
  Attributes() { posix_spawnattr_init(&attributes); }
  ~Attributes() { posix_spawnattr_destroy(&attributes); }
  Attributes(const Attributes&) = delete;
  Attributes& operator=(const Attributes&) = delete;
  posix_spawnattr_t attributes{};
};

/// Reads what there is. False: the other end is closed, or broken.
template <typename Take>
bool readAll(int descriptor, const Take& take) {
  char buffer[16 * 1024];
  while (true) {
    const ssize_t got = ::read(descriptor, buffer, sizeof(buffer));
    if (got > 0) {
      if (!take(QByteArrayView(buffer, got))) {
        return true;
      }
    } else if (got == 0 || (errno != EINTR && errno != EAGAIN && errno != EWOULDBLOCK)) {
      return false;
    } else if (errno != EINTR) {
      return true;
    }
  }
}

}  // namespace

ChildProcess::ChildProcess(Command command, QObject* parent) : QObject(parent), m_command(std::move(command)) {
  m_timer.setSingleShot(true);
  connect(&m_timer, &QTimer::timeout, this, [this] { stop(End::TimedOut); });
}

ChildProcess::~ChildProcess() {
  close(m_output);
  close(m_errors);
  if (m_endNotifier) {
    m_endNotifier->setEnabled(false);
    m_endNotifier.release()->deleteLater();
  }
  if (m_pid > 0) {
    kill();
    // It is gone in a moment; somebody has to take notice of it.
    runInPool([pid = m_pid] {
      while (::waitpid(pid, nullptr, 0) < 0 && errno == EINTR) {
      }
    });
  }
}

void ChildProcess::start() {
  if (const int number = spawn(); number != 0) {
    QMetaObject::invokeMethod(this, [this, number] { finish(End::NotStarted, number); }, Qt::QueuedConnection);
    return;
  }
  m_timer.start(m_command.timeLimit);
  m_output.notifier = std::make_unique<QSocketNotifier>(m_output.end.get(), QSocketNotifier::Read);
  connect(m_output.notifier.get(), &QSocketNotifier::activated, this, [this] {
    if (!takeOutput()) {
      stop(End::TooLong);
    }
  });
  if (m_errors.end.isValid()) {
    m_errors.notifier = std::make_unique<QSocketNotifier>(m_errors.end.get(), QSocketNotifier::Read);
    connect(m_errors.notifier.get(), &QSocketNotifier::activated, this, &ChildProcess::readErrors);
  }
  m_endNotifier = std::make_unique<QSocketNotifier>(m_handle.get(), QSocketNotifier::Read);
  connect(m_endNotifier.get(), &QSocketNotifier::activated, this, &ChildProcess::onEnded);
}

bool ChildProcess::openPipe(Pipe& pipe, FileDescriptor& childEnd) {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) {
    return false;
  }
  pipe.end = FileDescriptor(ends[0]);
  childEnd = FileDescriptor(ends[1]);
  return ::fcntl(ends[0], F_SETFL, O_NONBLOCK) == 0;
}

/// errno, or 0.
int ChildProcess::spawn() {
  FileDescriptor output;
  FileDescriptor errors;
  if (!openPipe(m_output, output) || (!m_command.inTerminal && !openPipe(m_errors, errors))) {
    return errno;
  }
  FileActions files;
  posix_spawn_file_actions_adddup2(&files.actions, output.get(), STDOUT_FILENO);
  if (!m_command.inTerminal) {
    posix_spawn_file_actions_addopen(&files.actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&files.actions, errors.get(), STDERR_FILENO);
  }
  posix_spawn_file_actions_addclosefrom_np(&files.actions, STDERR_FILENO + 1);

  Attributes how;
  sigset_t none;
  sigset_t all;
  sigemptyset(&none);
  sigfillset(&all);
  posix_spawnattr_setsigmask(&how.attributes, &none);
  posix_spawnattr_setsigdefault(&how.attributes, &all);
  int flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF;
  if (!m_command.inTerminal) {
    flags |= POSIX_SPAWN_SETSID;
  }
  posix_spawnattr_setflags(&how.attributes, static_cast<short>(flags));

  std::vector<QByteArray> arguments{QFile::encodeName(m_command.program)};
  for (const QString& argument : m_command.arguments) {
    arguments.push_back(argument.toLocal8Bit());
  }
  std::vector<QByteArray> environment;
  for (const QString& variable : m_command.environment) {
    environment.push_back(variable.toLocal8Bit());
  }
  const int number = ::posix_spawn(&m_pid, arguments.front().constData(), &files.actions, &how.attributes,
                                   pointersTo(arguments).data(), pointersTo(environment).data());
  if (number != 0) {
    m_pid = -1;
    return number;
  }
  restoreDescriptorLimitOf(m_pid);
  m_handle = FileDescriptor(static_cast<int>(::syscall(SYS_pidfd_open, m_pid, 0)));
  return m_handle.isValid() ? 0 : errno;
}

/// False: it printed too much.
bool ChildProcess::takeOutput() {
  const bool isOpen = readAll(m_output.end.get(), [this](QByteArrayView bytes) {
    m_outcome.output.append(bytes);
    return m_outcome.output.size() <= m_command.outputLimit;
  });
  if (!isOpen) {
    close(m_output);
  }
  return m_outcome.output.size() <= m_command.outputLimit;
}

void ChildProcess::readErrors() {
  const bool isOpen = readAll(m_errors.end.get(), [this](QByteArrayView bytes) {
    m_outcome.errors.append(bytes);
    if (m_outcome.errors.size() > m_command.errorsLimit) {
      m_outcome.errors.remove(0, m_outcome.errors.size() - m_command.errorsLimit);
    }
    return true;
  });
  if (!isOpen) {
    close(m_errors);
  }
}

void ChildProcess::onEnded() {
  int status = 0;
  if (::waitpid(m_pid, &status, WNOHANG) != m_pid) {
    return;
  }
  m_pid = -1;
  // What it printed last may not have been read yet.
  const bool isShort = !m_output.end.isValid() || takeOutput();
  if (m_errors.end.isValid()) {
    readErrors();
  }
  if (!isShort) {
    finish(End::TooLong, 0);
  } else if (WIFSIGNALED(status)) {
    finish(End::Killed, WTERMSIG(status));
  } else {
    finish(End::Exited, WEXITSTATUS(status));
  }
}

void ChildProcess::stop(End why) {
  if (m_pid > 0) {
    kill();
  }
  finish(why, 0);
}

void ChildProcess::kill() {
  ::kill(m_command.inTerminal ? m_pid : -m_pid, SIGKILL);
}

/// May run inside a notifier's signal.
void ChildProcess::finish(End end, int number) {
  m_timer.stop();
  close(m_output);
  close(m_errors);
  if (m_endNotifier) {
    m_endNotifier->setEnabled(false);
  }
  m_outcome.end = end;
  m_outcome.number = number;
  Q_EMIT finished(m_outcome);
}

void ChildProcess::close(Pipe& pipe) {
  if (pipe.notifier) {
    pipe.notifier->setEnabled(false);
    pipe.notifier.release()->deleteLater();
  }
  pipe.end.close();
}

QString findProgram(const QString& name, const QString& searchPath) {
  const auto canBeRun = [](const QString& path) {
    return QFileInfo(path).isFile() && ::access(QFile::encodeName(path).constData(), X_OK) == 0;
  };
  if (name.contains(u'/')) {
    return canBeRun(name) ? name : QString();
  }
  for (const QString& folder : searchPath.split(u':', Qt::SkipEmptyParts)) {
    if (const QString path = folder + u'/' + name; QDir::isAbsolutePath(folder) && canBeRun(path)) {
      return path;
    }
  }
  return {};
}

QString shellWord(const QString& word) {
  static const QRegularExpression kPlain(u"^[A-Za-z0-9_@%+=:,./-]+$"_s);
  if (kPlain.match(word).hasMatch()) {
    return word;
  }
  return u'\'' + QString(word).replace(u'\'', u"'\\''"_s) + u'\'';
}

QString shellCommand(const QStringList& words) {
  QStringList quoted;
  for (const QString& word : words) {
    quoted += shellWord(oneLine(word));
  }
  return quoted.join(u' ');
}

}  // namespace portolan
