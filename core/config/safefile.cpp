#include "core/config/safefile.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <thread>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace portolan {

namespace {

constexpr qsizetype kMebibyte = qsizetype(1) << 20;
constexpr auto kLockPatience = 10s;
constexpr auto kLockPause = 1ms;

std::unexpected<Error> unwritable(const QString& path, const QString& why) {
  return fail(ErrorCode::FileUnwritable, Stage::Configuration, u"%1: %2"_s.arg(path, why),
              u"The file is as it was before."_s);
}

FileStamp stampOf(const struct stat& info) {
  return {info.st_dev, info.st_ino, info.st_size, info.st_mtim.tv_sec, info.st_mtim.tv_nsec};
}

FileDescriptor openFile(const QString& path, int flags, mode_t mode = 0) {
  int fd = -1;
  do {
    fd = ::open(QFile::encodeName(path).constData(), flags | O_CLOEXEC | O_NOCTTY, mode);
  } while (fd < 0 && errno == EINTR);
  return FileDescriptor(fd);
}

bool writeAll(int fd, QByteArrayView bytes) {
  while (!bytes.isEmpty()) {
    const ssize_t written = ::write(fd, bytes.data(), static_cast<size_t>(bytes.size()));
    if (written < 0 && errno != EINTR) {
      return false;
    }
    bytes = bytes.sliced(std::max<ssize_t>(written, 0));
  }
  return true;
}

bool setLock(int fd, off_t byte, short type) {
  struct flock lock{};
  lock.l_type = type;
  lock.l_whence = SEEK_SET;
  lock.l_start = byte;
  lock.l_len = 1;
  return ::fcntl(fd, F_OFD_SETLK, &lock) == 0;
}

/// A name is safe only when its folder is. File systems that cannot do it say EINVAL.
bool syncFolder(const QString& folder) {
  const FileDescriptor file = openFile(folder, O_RDONLY | O_DIRECTORY);
  return file.isValid() && (::fsync(file.get()) == 0 || errno == EINVAL);
}

/// Where a chain of symbolic links leads to, whether there is a file or not.
QString followed(const QString& path) {
  constexpr int kMostLinks = 40;  // as Linux: path_resolution(7)
  QString target = QFileInfo(path).absoluteFilePath();
  for (int links = 0; links < kMostLinks; ++links) {
    const QFileInfo info(target);
    if (!info.isSymLink()) {
      break;
    }
    target = info.symLinkTarget();
  }
  return target;
}

}  // namespace

FileStamp FileStamp::of(const QString& path) {
  struct stat info{};
  return ::stat(QFile::encodeName(path).constData(), &info) == 0 ? stampOf(info) : FileStamp();
}

Result<FileContent> readFile(const QString& path, qsizetype limit, bool missingIsEmpty) {
  const auto unreadable = [&path](const QString& why) {
    return fail(ErrorCode::FileUnreadable, Stage::Configuration, u"%1: %2"_s.arg(path, why));
  };
  const auto tooLarge = [&path, limit] {
    return fail(ErrorCode::FileTooLarge, Stage::Configuration,
                u"%1: is larger than %2 MiB"_s.arg(path).arg(limit / kMebibyte));
  };
  // O_NONBLOCK: opening a pipe that nobody writes to would wait for ever.
  const FileDescriptor file = openFile(path, O_RDONLY | O_NONBLOCK);
  if (!file.isValid()) {
    const int error = errno;
    if (error == ENOENT && missingIsEmpty) {
      return FileContent();
    }
    return unreadable(qt_error_string(error));
  }
  struct stat status{};
  if (::fstat(file.get(), &status) != 0 || !S_ISREG(status.st_mode)) {
    return unreadable(u"is not a regular file"_s);
  }
  if (status.st_size > limit) {
    return tooLarge();
  }
  // One byte more than expected tells a file that grows while it is read.
  FileContent content{{}, stampOf(status)};
  content.bytes.resize(status.st_size + 1);
  qsizetype had = 0;
  for (;;) {
    if (had == content.bytes.size()) {
      content.bytes.resize(std::min(had + kMebibyte, limit + 1));
    }
    const ssize_t got = ::read(file.get(), content.bytes.data() + had, static_cast<size_t>(content.bytes.size() - had));
    if (got < 0 && errno != EINTR) {
      return unreadable(qt_error_string(errno));
    }
    if (got == 0) {
      break;
    }
    had += std::max<ssize_t>(got, 0);
    if (had > limit) {
      return tooLarge();
    }
  }
  content.bytes.truncate(had);
  return content;
}

Result<FileStamp> replaceFile(const QString& path, QByteArrayView content) {
  const QString target = followed(path);
  const QFileInfo info(target);
  if (info.exists() && !info.isFile()) {
    return unwritable(path, u"is not a regular file"_s);
  }
  if (const auto made = makeFolder(info.path()); !made) {
    return std::unexpected(made.error());
  }
  // One name for all attempts, so that those that were killed leave at most one file behind. A link put there by
  // someone else is not followed.
  const QString temporary = u"%1/.%2.new"_s.arg(info.path(), info.fileName());
  QFile::remove(temporary);
  const FileDescriptor file = openFile(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, S_IRUSR | S_IWUSR);
  const auto failed = [&](const QString& what) {
    const QString why = u"%1: %2"_s.arg(what, qt_error_string(errno));
    if (file.isValid()) {
      QFile::remove(temporary);
    }
    return unwritable(path, why);
  };
  if (!file.isValid()) {
    return failed(u"cannot be replaced"_s);
  }
  struct stat status{};
  if (!writeAll(file.get(), content) || ::fsync(file.get()) != 0 || ::fstat(file.get(), &status) != 0) {
    return failed(u"cannot be written"_s);
  }
  if (::rename(QFile::encodeName(temporary).constData(), QFile::encodeName(target).constData()) != 0) {
    return failed(u"cannot be replaced"_s);
  }
  if (!syncFolder(info.path())) {
    return unwritable(info.path(), qt_error_string(errno));
  }
  return stampOf(status);
}

Result<void> keepBackup(const QString& path, const QString& folder, int count) {
  if (!QFileInfo::exists(path)) {
    return {};
  }
  if (const auto made = makeFolder(folder); !made) {
    return made;
  }
  const QString suffix = u'.' + QFileInfo(path).suffix();
  QList<qulonglong> numbers;
  for (const QString& name : QDir(folder).entryList(QDir::Files)) {
    bool isNumber = false;
    const qulonglong number = name.chopped(std::min(suffix.size(), name.size())).toULongLong(&isNumber);
    if (isNumber && name.endsWith(suffix)) {
      numbers += number;
    }
  }
  std::ranges::sort(numbers);
  const auto named = [&](qulonglong number) { return u"%1/%2%3"_s.arg(folder).arg(number).arg(suffix); };
  const QString backup = named(numbers.isEmpty() ? 1 : numbers.constLast() + 1);
  // A second name for the file costs nothing, whatever its size; it is replaced afterwards, never written into.
  const QByteArray from = QFile::encodeName(followed(path));
  if (::link(from.constData(), QFile::encodeName(backup).constData()) != 0 && !QFile::copy(path, backup)) {
    return unwritable(backup, u"the backup cannot be made"_s);
  }
  for (qsizetype i = 0; i + count <= numbers.size(); ++i) {
    QFile::remove(named(numbers.at(i)));
  }
  return {};
}

Result<FileLock> FileLock::take(const QString& path, const std::stop_token& stop) {
  if (const auto made = makeFolder(QFileInfo(path).absolutePath()); !made) {
    return std::unexpected(made.error());
  }
  const QString name = path + u".lock"_s;
  FileDescriptor file = openFile(name, O_RDWR | O_CREAT, S_IRUSR | S_IWUSR);
  if (!file.isValid()) {
    return unwritable(name, qt_error_string(errno));
  }
  // The first byte is the lock, the second the place in front of it: whoever waits there keeps out those who come back
  // at once, and would else always be faster than who looks every now and then.
  constexpr off_t kLock = 0;
  constexpr off_t kNext = 1;
  const auto deadline = std::chrono::steady_clock::now() + kLockPatience;
  for (const off_t byte : {kNext, kLock}) {
    while (!setLock(file.get(), byte, F_WRLCK)) {
      if (errno != EAGAIN && errno != EACCES && errno != EINTR) {
        return unwritable(name, qt_error_string(errno));
      }
      if (stop.stop_requested() || std::chrono::steady_clock::now() > deadline) {
        return unwritable(path, u"another program keeps it locked"_s);
      }
      std::this_thread::sleep_for(kLockPause);
    }
  }
  setLock(file.get(), kNext, F_UNLCK);
  return FileLock(std::move(file));
}

Result<void> makeFolder(const QString& path) {
  if (QFileInfo(path).isDir()) {
    return {};
  }
  const QString parent = QFileInfo(path).path();
  if (parent != path) {
    if (auto made = makeFolder(parent); !made) {
      return made;
    }
  }
  if (::mkdir(QFile::encodeName(path).constData(), S_IRWXU) != 0 && errno != EEXIST) {
    return unwritable(path, u"the folder cannot be created: %1"_s.arg(qt_error_string(errno)));
  }
  return {};
}

}  // namespace portolan
