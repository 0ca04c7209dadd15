#pragma once

#include <QFileSystemWatcher>
#include <QHash>
#include <QObject>
#include <QStringList>
#include <QTimer>

namespace portolan {

/// Tells when one of some files was written, replaced, made or removed. Looks at their folders too, because most
/// programs replace a file instead of writing into it. A file in a folder that does not exist is not seen to come.
class FileWatch : public QObject {
  Q_OBJECT
 public:
  explicit FileWatch(QObject* parent = nullptr);
  /// Instead of those watched before.
  void setFiles(const QStringList& files);

 Q_SIGNALS:
  /// Once things are quiet for a moment, and only for files that really differ.
  void changed(const QStringList& files);

 private:
  void look();
  void rearm();

  QFileSystemWatcher m_watcher;
  QTimer m_calm;
  QHash<QString, QString> m_stamps;  ///< by file: what tells two versions apart
};

}  // namespace portolan
