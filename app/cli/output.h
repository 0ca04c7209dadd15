#pragma once

#include <QString>

#include "core/base/error.h"

namespace portolan {

/// One line on standard output or standard error, written at once (scripts wait for it).
void printLine(const QString& line);
void printErrorLine(const QString& line);

/// "error: what happened. What to do." on standard error; on a terminal a second line says where more about it is.
void printError(const Error& error);

/// Detail and hint as one line: "detail. hint".
QString errorLine(const Error& error);

}  // namespace portolan
