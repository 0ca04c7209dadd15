#pragma once

#include <QList>
#include <QString>

#include "core/forward/forwardstatus.h"

namespace portolan {

/// What a person may paste into a bug report without looking at it first: versions, the desktop, and how many forwards
/// stand in which state with which kind of trouble. No name, address, file or text of an error is in it.
struct Diagnostics {
  QString version;
  QString openSsl;
  QString tray;  ///< "StatusNotifierItem", "XEmbed", "none"

  /// In English, for whoever reads the report.
  [[nodiscard]] QString text(const QList<ForwardStatus>& forwards) const;
};

}  // namespace portolan
