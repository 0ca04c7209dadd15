#pragma once

#include <sys/types.h>

#include <QByteArray>
#include <QObject>
#include <QSocketNotifier>
#include <QStringList>
#include <QTimer>
#include <chrono>
#include <memory>

#include "core/base/filedescriptor.h"

namespace portolan {

/// One program that is run for its output. Everything is bounded: its time, what it may print, and what is kept of its
/// standard error. It gets none of our descriptors, the signals and the descriptor limit that programs are used to, and
/// unless it runs in the terminal a session of its own, so that it can ask nobody there, and its helpers end with it.
///
/// Emits finished exactly once, never from inside start(); deleting it cancels: the program is killed and nobody waits
/// for that. What it left running in the background is not waited for. Lives in one thread with an event loop. Not
/// QProcess: its destructor waits.
class ChildProcess : public QObject {
  Q_OBJECT
 public:
  struct Command {
    QString program;  ///< a path, not looked up
    QStringList arguments{};
    QStringList environment{};  ///< "NAME=VALUE"; all of it
    /// Standard input and error are ours, and it may use the terminal. Otherwise there is no input.
    bool inTerminal = false;
    std::chrono::milliseconds timeLimit{60'000};
    qsizetype outputLimit = 1024LL * 1024;
    qsizetype errorsLimit = 16LL * 1024;  ///< of standard error the last so many bytes are kept
  };
  enum class End {
    Exited,      ///< number: the exit code
    Killed,      ///< number: the signal
    TimedOut,    ///< and was killed
    TooLong,     ///< its output passed the limit, and it was killed
    NotStarted,  ///< number: errno
  };
  struct Outcome {
    End end = End::NotStarted;
    int number = 0;
    QByteArray output;
    QByteArray errors;
  };

  explicit ChildProcess(Command command, QObject* parent = nullptr);
  ~ChildProcess() override;
  void start();

 Q_SIGNALS:
  void finished(const portolan::ChildProcess::Outcome& outcome);

 private:
  struct Pipe {
    FileDescriptor end;
    std::unique_ptr<QSocketNotifier> notifier;
  };

  int spawn();
  bool openPipe(Pipe& pipe, FileDescriptor& childEnd);
  bool takeOutput();
  void readErrors();
  void onEnded();
  void stop(End why);
  void kill();
  void finish(End end, int number);
  static void close(Pipe& pipe);

  const Command m_command;
  pid_t m_pid = -1;
  FileDescriptor m_handle;  ///< readable when the child has ended
  std::unique_ptr<QSocketNotifier> m_endNotifier;
  Pipe m_output;
  Pipe m_errors;
  QTimer m_timer;
  Outcome m_outcome;
};

/// The file that a shell would run for `name` with this PATH; a name with a slash is taken as it is. Empty: there is
/// none that can be run. Relative entries of the PATH are passed over, as Go does (an executable of the current folder
/// is never meant).
QString findProgram(const QString& name, const QString& searchPath);

/// A word as a shell takes it, for commands that people copy.
QString shellWord(const QString& word);
/// A command of these words on one line, as a shell takes it; a word that is very long is cut.
QString shellCommand(const QStringList& words);

}  // namespace portolan
