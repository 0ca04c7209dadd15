#include "core/control/controlfolder.h"

#include <sys/stat.h>
#include <unistd.h>

#include <csignal>

#include <QDir>
#include <QFile>
#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace portolan {

Result<QString> controlFolder() {
  QString folder = QStandardPaths::writableLocation(QStandardPaths::RuntimeLocation) + u"/portolan"_s;
  const QByteArray path = QFile::encodeName(folder);
  const auto refused = [&folder](const QString& why) {
    return fail(ErrorCode::FileUnwritable, Stage::Configuration, u"the folder %1 %2"_s.arg(folder, why),
                u"Remove it, or set XDG_RUNTIME_DIR to a folder of your own."_s);
  };
  if (::mkdir(path.constData(), 0700) != 0 && errno != EEXIST) {
    return refused(u"cannot be made: %1"_s.arg(qt_error_string(errno)));
  }
  struct stat info{};
  if (::lstat(path.constData(), &info) != 0 || !S_ISDIR(info.st_mode)) {
    return refused(u"is no folder"_s);
  }
  if (info.st_uid != ::geteuid()) {
    return refused(u"belongs to another user"_s);
  }
  if ((info.st_mode & 0077) != 0 && ::chmod(path.constData(), 0700) != 0) {
    return refused(u"is open to other users"_s);
  }
  return folder;
}

QString controlSocketPath(const QString& folder) {
  return folder + u"/control.sock"_s;
}

QString runSocketPath(const QString& folder, qint64 pid) {
  return folder + u"/run-%1.sock"_s.arg(pid);
}

QString findControlSocket(const QString& folder) {
  if (QFile::exists(controlSocketPath(folder))) {
    return controlSocketPath(folder);
  }
  const QStringList runs = QDir(folder).entryList({u"run-*.sock"_s}, QDir::System);
  QString alive;
  for (const QString& run : runs) {
    const auto pid = run.sliced(4).chopped(5).toInt();
    if (pid > 0 && (::kill(pid, 0) == 0 || errno == EPERM)) {
      if (!alive.isEmpty()) {
        return {};
      }
      alive = folder + u'/' + run;
    }
  }
  return alive;
}

}  // namespace portolan
