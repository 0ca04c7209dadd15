#pragma once

#include <QByteArray>
#include <QString>
#include <stop_token>

#include "core/base/filedescriptor.h"
#include "core/base/result.h"

namespace portolan {

/// Reading and replacing the files that a person's forwards and settings lie in. All of these block.

/// What tells two versions of a file apart; that of a file that does not exist is the default one.
struct FileStamp {
  quint64 device = 0;
  quint64 inode = 0;
  qint64 size = -1;
  qint64 seconds = 0;
  qint64 nanoseconds = 0;

  bool operator==(const FileStamp&) const = default;
  [[nodiscard]] bool exists() const { return size >= 0; }
  static FileStamp of(const QString& path);
};

/// A file's content, and which version that was.
struct FileContent {
  QByteArray bytes;
  FileStamp stamp;

  bool operator==(const FileContent&) const = default;
};

/// Reads a regular file of at most `limit` bytes; never waits for a pipe or a device. A missing file is an empty
/// content without a stamp only with `missingIsEmpty`. Errors: FileUnreadable, FileTooLarge.
Result<FileContent> readFile(const QString& path, qsizetype limit, bool missingIsEmpty);

/// Replaces a file, or makes it with mode 0600 and its folder with 0700. The content is on the disk before the name
/// leads to it, and the name before this returns: a crash leaves the old file or the new one. A symbolic link stays one
/// and what it points at is replaced. Two processes must not do it at once (FileLock). Error FileUnwritable: the old
/// file is as it was.
Result<FileStamp> replaceFile(const QString& path, QByteArrayView content);

/// Keeps the file as it is now in `folder`, under the next number, and only the newest `count` of those there.
Result<void> keepBackup(const QString& path, const QString& folder, int count);

/// Keeps other processes out while one changes a file: a lock of the open file description (fcntl(2), F_OFD_SETLK) on
/// `path`.lock, which ends with the process. Who waits comes before who had it last.
class FileLock {
 public:
  /// Waits for at most ten seconds, or until it is asked to stop. Errors: FileUnwritable.
  static Result<FileLock> take(const QString& path, const std::stop_token& stop = {});

 private:
  explicit FileLock(FileDescriptor file) : m_file(std::move(file)) {}
  FileDescriptor m_file;
};

/// Like `mkdir -p`, with mode 0700 for what is created (XDG Base Directory Specification).
Result<void> makeFolder(const QString& path);

}  // namespace portolan
