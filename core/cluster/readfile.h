#pragma once

#include <QByteArray>
#include <QString>

#include "core/base/result.h"

namespace portolan {

/// The most that a kubeconfig, or a file that it names, may hold.
inline constexpr qint64 kMaxFileSize = 2 * 1024 * 1024;

/// Why a file could not be read. `reason` is in the system's words ("No such file or directory").
struct ReadFailure {
  ErrorCode code = ErrorCode::FileUnreadable;
  bool doesNotExist = false;
  QString reason;
};

/// Reads a regular file of at most kMaxFileSize; never waits for the other end of a pipe. /dev/null is an empty file:
/// people set KUBECONFIG to it.
std::expected<QByteArray, ReadFailure> readFile(const QString& path);

}  // namespace portolan
