#pragma once

#include <QList>
#include <QStringList>

#include "core/config/forwardconfig.h"

namespace portolan {

/// Which of the saved forwards a command means: the union of all that is named here.
struct ForwardSelection {
  bool all = false;
  QStringList names;  ///< an alias, else a uid, else the name that is shown for an entry without an alias
  QStringList tags;
  QStringList contexts;

  [[nodiscard]] bool isEmpty() const { return !all && names.isEmpty() && tags.isEmpty() && contexts.isEmpty(); }
};

/// The uids that are meant, in the order of `forwards`. Errors: NotFound (a name, tag or context that no forward has;
/// the hint says which there are), InvalidArgument (a name that two forwards have, with their uids).
Result<QStringList> selectForwards(const QList<ForwardConfig>& forwards, const ForwardSelection& selection);

}  // namespace portolan
