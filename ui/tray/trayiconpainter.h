#pragma once

#include <QIcon>
#include <QImage>

namespace portolan {

/// What the tray icon shows: the sail says whether anything is on, the badge at the top right how it is going.
struct TrayLook {
  enum class Badge {
    None,
    Count,    ///< green, the number of forwards that are ready; "9+" past nine
    Waiting,  ///< amber, a clock
    Failed,   ///< red, a diamond with an exclamation mark
  };

  bool sailUp = false;
  Badge badge = Badge::None;
  int count = 0;  ///< Badge::Count only
  /// The panel behind the icon is dark, so the boat is light.
  bool onDarkPanel = false;

  bool operator==(const TrayLook&) const = default;
};

/// The icon in a square of `size` device pixels. Sizes from 22 to 31 and 44 to 47 have their own drawing, so that its
/// edges fall on whole pixels there too.
QImage paintTrayIcon(const TrayLook& look, int size);

/// The same as an icon that is drawn anew for each size and device pixel ratio that a tray asks for.
QIcon trayIcon(const TrayLook& look);

}  // namespace portolan
