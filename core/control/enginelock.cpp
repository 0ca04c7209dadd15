#include "core/control/enginelock.h"

using namespace Qt::StringLiterals;

namespace portolan {

EngineLock::EngineLock(const QString& folder) : m_file(folder + u"/engine.lock"_s) {
  m_file.setStaleLockTime(0);  // a lock is stale when its process is gone, however old it is
}

Result<void> EngineLock::take() {
  if (m_file.tryLock(0)) {
    return {};
  }
  qint64 process = 0;
  QString host;
  QString name;
  if (m_file.error() == QLockFile::LockFailedError && m_file.getLockInfo(&process, &host, &name)) {
    return fail(ErrorCode::AddressInUse, Stage::Configuration,
                u"the saved forwards are already run by %1 (process %2)"_s.arg(oneLine(name, 60)).arg(process),
                u"\"portolan status\" shows them, \"portolan start\" and \"portolan stop\" switch them."_s);
  }
  return fail(ErrorCode::FileUnwritable, Stage::Configuration,
              u"the lock file %1 cannot be made"_s.arg(m_file.fileName()));
}

}  // namespace portolan
