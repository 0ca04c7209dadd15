#include "core/config/gitfetch.h"

#include <QCryptographicHash>
#include <QRegularExpression>
#include <chrono>

#include "core/config/forwardconfig.h"
#include "core/config/safefile.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace portolan {

namespace {

constexpr auto kPatience = 2min;
constexpr qsizetype kMostWords = 16 * 1024;
constexpr auto kRef = "refs/portolan/fetched"_L1;

/// "https://user:secret@host/x?token=…" without what nobody should read.
QString withoutSecrets(QString text) {
  static const QRegularExpression user(u"://[^/@\\s]+@"_s);
  static const QRegularExpression query(u"(://[^\\s?]*)\\?\\S+"_s);
  return text.replace(user, u"://"_s).replace(query, u"\\1"_s);
}

std::unexpected<Error> gitFailed(ErrorCode code, const QString& detail, const QString& hint = {}) {
  return fail(code, Stage::Configuration, detail, hint);
}

}  // namespace

GitFetch::GitFetch(GitSource source, QString cacheFolder, QObject* parent)
    : QObject(parent), m_source(std::move(source)), m_repository(std::move(cacheFolder)) {
  const QByteArray hash = QCryptographicHash::hash(m_source.url.toUtf8(), QCryptographicHash::Sha256).toHex();
  m_repository += u"/git/"_s + QString::fromLatin1(hash.first(20));
  m_patience.setSingleShot(true);
  connect(&m_patience, &QTimer::timeout, this, [this] {
    end(gitFailed(ErrorCode::ConnectionTimedOut, u"git %1 takes longer than two minutes"_s.arg(m_what)));
  });
  connect(&m_git, &QProcess::readyReadStandardOutput, this, [this] {
    m_output += m_git.readAllStandardOutput();
    if (m_output.size() > kMaximumForwardsSize) {
      end(gitFailed(ErrorCode::FileTooLarge, u"%1: is larger than 32 MiB"_s.arg(m_source.path)));
    }
  });
  connect(&m_git, &QProcess::readyReadStandardError, this,
          [this] { m_words = (m_words + m_git.readAllStandardError()).right(kMostWords); });
  connect(&m_git, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
    if (error == QProcess::FailedToStart) {
      end(gitFailed(ErrorCode::NotFound, u"git cannot be run: %1"_s.arg(m_git.errorString()),
                    u"Install git: it fetches the repository with your own keys and credentials."_s));
    }
  });
  connect(&m_git, &QProcess::finished, this, [this](int code, QProcess::ExitStatus status) {
    if (m_isOver) {
      return;
    }
    m_output += m_git.readAllStandardOutput();
    m_words = (m_words + m_git.readAllStandardError()).right(kMostWords);
    if (status == QProcess::NormalExit && code == 0) {
      return m_then();
    }
    const QString words = withoutSecrets(oneLine(QString::fromUtf8(m_words), 400));
    const bool isMissing = m_what == "cat-file"_L1 || words.contains("couldn't find remote ref"_L1);
    const QString what = m_what == "cat-file"_L1 ? u"there is no file \"%1\" in %2"_s.arg(oneLine(m_source.path, 200),
                                                                                          withoutSecrets(m_source.url))
                                                 : u"git %1 failed: %2"_s.arg(m_what, words);
    end(gitFailed(isMissing ? ErrorCode::NotFound : ErrorCode::FileUnreadable, what,
                  isMissing ? u"Check the branch and the path."_s
                            : u"Try \"git ls-remote %1\" in a terminal."_s.arg(withoutSecrets(m_source.url))));
  });
}

GitFetch::~GitFetch() {
  m_git.disconnect(this);
  if (m_git.state() != QProcess::NotRunning) {
    m_git.kill();
  }
}

void GitFetch::start(bool mayAsk) {
  QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
  if (!mayAsk) {
    environment.insert(u"GIT_TERMINAL_PROMPT"_s, u"0"_s);
    if (!environment.contains(u"GIT_SSH_COMMAND"_s) && !environment.contains(u"GIT_SSH"_s)) {
      environment.insert(u"GIT_SSH_COMMAND"_s, u"ssh -o BatchMode=yes"_s);
    }
  }
  // Its messages are read here, and another repository's variables may be set around us.
  environment.insert(u"LC_ALL"_s, u"C.UTF-8"_s);
  for (const auto* name : {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_NAMESPACE"}) {
    environment.remove(QString::fromLatin1(name));
  }
  m_git.setProcessEnvironment(environment);
  if (const auto made = makeFolder(m_repository); !made) {
    return end(std::unexpected(made.error()));
  }
  m_patience.start(kPatience);
  run({u"init"_s, u"--quiet"_s, u"--bare"_s, u"--"_s, m_repository}, [this] { fetch(); });
}

void GitFetch::fetch() {
  const QString branch = m_source.branch.isEmpty() ? u"HEAD"_s : u"refs/heads/"_s + m_source.branch;
  run({u"fetch"_s, u"--quiet"_s, u"--depth=1"_s, u"--no-tags"_s, u"--no-recurse-submodules"_s,
       u"--no-write-fetch-head"_s, u"--"_s, m_source.url, u"+%1:%2"_s.arg(branch, kRef)},
      [this] { readCommit(); });
}

void GitFetch::readCommit() {
  run({u"rev-parse"_s, u"--verify"_s, u"--quiet"_s, u"%1^{commit}"_s.arg(kRef)}, [this] {
    m_file.commit = QString::fromLatin1(m_output.trimmed());
    readSize();
  });
}

void GitFetch::readSize() {
  run({u"cat-file"_s, u"-s"_s, u"%1:%2"_s.arg(kRef, m_source.path)}, [this] {
    if (m_output.trimmed().toLongLong() > kMaximumForwardsSize) {
      return end(gitFailed(ErrorCode::FileTooLarge, u"%1: is larger than 32 MiB"_s.arg(m_source.path)));
    }
    readContent();
  });
}

void GitFetch::readContent() {
  run({u"cat-file"_s, u"blob"_s, u"%1:%2"_s.arg(kRef, m_source.path)}, [this] {
    m_file.content = m_output;
    end(m_file);
  });
}

void GitFetch::run(const QStringList& arguments, const std::function<void()>& then) {
  m_then = then;
  m_what = arguments.constFirst();
  m_output.clear();
  m_words.clear();
  QStringList all{u"-c"_s, u"core.hooksPath=/dev/null"_s, u"-c"_s, u"gc.auto=0"_s};
  if (m_what != "init"_L1) {
    all += {u"--git-dir"_s, m_repository};
  }
  m_git.start(u"git"_s, all + arguments);
}

void GitFetch::end(const Result<FetchedFile>& file) {
  if (std::exchange(m_isOver, true)) {
    return;
  }
  m_patience.stop();
  if (m_git.state() != QProcess::NotRunning) {
    m_git.kill();
  }
  QMetaObject::invokeMethod(this, [this, file] { Q_EMIT finished(file); }, Qt::QueuedConnection);
}

}  // namespace portolan
