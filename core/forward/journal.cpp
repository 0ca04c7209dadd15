#include "core/forward/journal.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStandardPaths>

#include "core/base/filedescriptor.h"
#include "core/base/logging.h"
#include "core/base/pool.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace portolan {

namespace {

constexpr size_t kMostEntries = 5'000;
constexpr qint64 kFileSize = 1 << 20;
constexpr int kOldFiles = 3;
/// A disk that takes nothing does not make the memory grow.
constexpr qsizetype kMostUnwritten = 1 << 20;

void rotate(const QByteArray& path) {
  for (int i = kOldFiles - 1; i >= 0; --i) {
    const QByteArray from = i == 0 ? path : path + '.' + QByteArray::number(i);
    ::rename(from.constData(), (path + '.' + QByteArray::number(i + 1)).constData());
  }
}

/// In the writer's thread.
void appendToFile(const QByteArray& path, const QByteArray& lines) {
  struct stat info{};
  if (::stat(path.constData(), &info) == 0 && info.st_size + lines.size() > kFileSize) {
    rotate(path);
  }
  const FileDescriptor file(
      ::open(path.constData(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0600));
  if (!file.isValid() || ::write(file.get(), lines.constData(), size_t(lines.size())) != lines.size()) {
    qCWarning(lcForward).noquote() << "cannot write the journal" << QFile::decodeName(path) << ":"
                                   << qt_error_string(errno);
  }
}

}  // namespace

QString journalKindName(JournalEntry::Kind kind) {
  switch (kind) {
    case JournalEntry::Kind::State:
      return u"state"_s;
    case JournalEntry::Kind::Pod:
      return u"pod"_s;
    case JournalEntry::Kind::ConnectionFailed:
      return u"connection"_s;
    case JournalEntry::Kind::Note:
      break;
  }
  return u"note"_s;
}

Journal::Journal(QString path, QObject* parent) : QObject(parent), m_path(std::move(path)) {
  m_writer.setMaxThreadCount(1);  // lines stay in order
  m_writer.setExpiryTimeout(1000);
  m_soon.setSingleShot(true);
  m_soon.setInterval(200ms);
  connect(&m_soon, &QTimer::timeout, this, &Journal::write);
  if (!m_path.isEmpty()) {
    const QString folder = QFileInfo(m_path).absolutePath();
    if (!QDir(folder).exists()) {
      QDir().mkpath(QFileInfo(folder).absolutePath());
      ::mkdir(QFile::encodeName(folder).constData(), 0700);
    }
  }
}

Journal::~Journal() {
  if (!m_unwritten.isEmpty()) {
    startWriting();
  }
  // Destroying the pool, the last member, waits for what it has begun.
}

void Journal::add(const JournalEntry& entry) {
  m_entries.push_back(entry);
  if (m_entries.size() > kMostEntries) {
    m_entries.pop_front();
  }
  if (!m_path.isEmpty() && m_unwritten.size() < kMostUnwritten) {
    const QJsonObject line{{u"time"_s, entry.time.toString(Qt::ISODateWithMs)},
                           {u"uid"_s, entry.uid},
                           {u"kind"_s, journalKindName(entry.kind)},
                           {u"text"_s, entry.text}};
    m_unwritten += QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n';
    if (!m_soon.isActive()) {
      m_soon.start();
    }
  }
  Q_EMIT added(entry);
}

QList<JournalEntry> Journal::last(const QString& uid, qsizetype limit) const {
  QList<JournalEntry> found;
  for (auto it = m_entries.rbegin(); it != m_entries.rend() && found.size() < limit; ++it) {
    if (uid.isEmpty() || it->uid == uid) {
      found += *it;
    }
  }
  std::reverse(found.begin(), found.end());
  return found;
}

QString Journal::defaultPath() {
  const QString state = qEnvironmentVariable("XDG_STATE_HOME");
  return (QDir::isAbsolutePath(state) ? state : QDir::homePath() + u"/.local/state"_s) + u"/portolan/journal.jsonl"_s;
}

void Journal::write() {
  if (m_unwritten.isEmpty()) {
    return;
  }
  if (m_writer.activeThreadCount() > 0) {
    m_soon.start();  // a slow disk: what comes meanwhile goes out together
    return;
  }
  startWriting();
}

void Journal::startWriting() {
  runInPool([path = QFile::encodeName(m_path), lines = std::exchange(m_unwritten, {})] { appendToFile(path, lines); },
            m_writer);
}

}  // namespace portolan
