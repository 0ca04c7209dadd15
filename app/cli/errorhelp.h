#pragma once

#include <QString>
#include <optional>

namespace portolan {

/// What docs/troubleshooting.md (a resource of the program) says about an error, by the name that errorName gives it.
/// Nothing where no error has that name.
std::optional<QString> errorHelp(const QString& name);

}  // namespace portolan
