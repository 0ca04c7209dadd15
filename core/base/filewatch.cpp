#include "core/base/filewatch.h"

#include <sys/stat.h>

#include <QFile>
#include <QFileInfo>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace portolan {

namespace {

/// Empty where there is no such file.
QString stampOf(const QString& file) {
  struct stat info{};
  if (::stat(QFile::encodeName(file).constData(), &info) != 0) {
    return {};
  }
  return u"%1 %2 %3 %4"_s.arg(info.st_ino).arg(info.st_size).arg(info.st_mtim.tv_sec).arg(info.st_mtim.tv_nsec);
}

}  // namespace

FileWatch::FileWatch(QObject* parent) : QObject(parent) {
  m_calm.setSingleShot(true);
  m_calm.setInterval(300ms);
  connect(&m_calm, &QTimer::timeout, this, &FileWatch::look);
  connect(&m_watcher, &QFileSystemWatcher::fileChanged, &m_calm, qOverload<>(&QTimer::start));
  connect(&m_watcher, &QFileSystemWatcher::directoryChanged, &m_calm, qOverload<>(&QTimer::start));
}

void FileWatch::setFiles(const QStringList& files) {
  QHash<QString, QString> stamps;
  for (const QString& file : files) {
    const QString path = QFileInfo(file).absoluteFilePath();
    const auto known = m_stamps.constFind(path);
    stamps.insert(path, known == m_stamps.constEnd() ? stampOf(path) : *known);
  }
  m_stamps = std::move(stamps);
  rearm();
}

void FileWatch::look() {
  QStringList differ;
  for (auto it = m_stamps.begin(); it != m_stamps.end(); ++it) {
    if (const QString now = stampOf(it.key()); now != it.value()) {
      it.value() = now;
      differ += it.key();
    }
  }
  rearm();  // a replaced file is another one to the system
  if (!differ.isEmpty()) {
    Q_EMIT changed(differ);
  }
}

void FileWatch::rearm() {
  QStringList paths;
  for (auto it = m_stamps.cbegin(); it != m_stamps.cend(); ++it) {
    const QFileInfo info(it.key());
    for (const QString& path : {info.absolutePath(), info.exists() ? it.key() : QString(), info.canonicalPath()}) {
      if (!path.isEmpty() && QFileInfo::exists(path) && !paths.contains(path)) {
        paths += path;
      }
    }
  }
  QStringList gone = m_watcher.files() + m_watcher.directories();
  erase_if(gone, [&paths](const QString& path) { return paths.contains(path); });
  if (!gone.isEmpty()) {
    m_watcher.removePaths(gone);
  }
  if (!paths.isEmpty()) {
    m_watcher.addPaths(paths);  // those watched already are left alone
  }
}

}  // namespace portolan
