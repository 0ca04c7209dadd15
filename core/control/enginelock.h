#pragma once

#include <QLockFile>

#include "core/base/result.h"

namespace portolan {

/// There is one engine over the saved forwards for each user: two would fight for the same ports, and write over each
/// other's forwards.
class EngineLock {
 public:
  /// `folder`: controlFolder().
  explicit EngineLock(const QString& folder);
  /// Error AddressInUse names the process that holds it; FileUnwritable.
  Result<void> take();

 private:
  QLockFile m_file;
};

}  // namespace portolan
