#include "core/cluster/readfile.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include <QFile>
#include <cerrno>

#include "core/base/filedescriptor.h"

using namespace Qt::StringLiterals;

namespace portolan {
namespace {

std::unexpected<ReadFailure> systemFailure(int error) {
  return std::unexpected(ReadFailure{ErrorCode::FileUnreadable, error == ENOENT, qt_error_string(error)});
}

bool isNullDevice(const struct stat& info) {
  return S_ISCHR(info.st_mode) && info.st_rdev == ::makedev(1, 3);
}

}  // namespace

std::expected<QByteArray, ReadFailure> readFile(const QString& path) {
  // O_NONBLOCK: opening a named pipe would wait for a writer.
  const FileDescriptor file(::open(QFile::encodeName(path).constData(), O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY));
  struct stat info{};
  if (!file.isValid() || ::fstat(file.get(), &info) != 0) {
    return systemFailure(errno);
  }
  if (isNullDevice(info)) {
    return QByteArray();
  }
  if (!S_ISREG(info.st_mode)) {
    return std::unexpected(ReadFailure{ErrorCode::FileUnreadable, false,
                                       S_ISDIR(info.st_mode) ? u"it is a folder"_s : u"it is not a regular file"_s});
  }

  // A file may grow between fstat and read, and some (in /proc) say that they are empty: what is read decides.
  QByteArray content;
  for (;;) {
    char buffer[16 * 1024];
    const ssize_t got = ::read(file.get(), buffer, sizeof(buffer));
    if (got < 0 && errno == EINTR) {
      continue;
    }
    if (got < 0) {
      return systemFailure(errno);
    }
    if (got == 0) {
      return content;
    }
    content.append(buffer, got);
    if (content.size() > kMaxFileSize) {
      return std::unexpected(
          ReadFailure{ErrorCode::FileTooLarge, false, u"it is larger than %1 MiB"_s.arg(kMaxFileSize / (1024 * 1024))});
    }
  }
}

}  // namespace portolan
