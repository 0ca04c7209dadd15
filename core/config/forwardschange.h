#pragma once

#include <QList>
#include <optional>

#include "core/config/forwardconfig.h"

namespace portolan {

/// What is to be done to the saved forwards, as a whole or not at all.
struct ForwardsChange {
  struct Entry {
    std::optional<ForwardConfig> before;  ///< nothing: `after` is new
    std::optional<ForwardConfig> after;   ///< nothing: `before` is removed
    qsizetype position = -1;              ///< of what is new; -1: behind all others

    bool operator==(const Entry&) const = default;
  };
  QList<Entry> entries;

  bool operator==(const ForwardsChange&) const = default;
  [[nodiscard]] bool isEmpty() const { return entries.isEmpty(); }

  /// Everything that is different in `after`; a forward is known by its uid.
  static ForwardsChange between(const QList<ForwardConfig>& before, const QList<ForwardConfig>& after);
};

/// `mine` with everything that differs between `base` and `theirs`, field by field; where both changed a field theirs
/// is taken, and the field is named in `conflicts` (if given) as "local_port" or "portolan.tags".
ForwardConfig mergedForward(const ForwardConfig& base, const ForwardConfig& mine, const ForwardConfig& theirs,
                            QStringList* conflicts = nullptr);

/// Does a change to forwards that may have changed themselves since the change was thought of: an entry that differs
/// from its `before` keeps what the change does not touch, one that is gone comes back with its edit. Returns what was
/// really done, whose inverse undoes it.
ForwardsChange applyChange(QList<ForwardConfig>& forwards, const ForwardsChange& change);
ForwardsChange inverseOf(const ForwardsChange& change);

}  // namespace portolan
