#pragma once

#include <QRectF>
#include <Qt>

#include "ui/widgets/colorroles.h"

class QPainter;

namespace portolan {

/// How a switch looks at one moment.
struct SwitchLook {
  qreal position = 0;  ///< 0 off, 1 on, between them on its way
  bool isMixed = false;
  bool isHovered = false;
  bool isEnabled = true;
};

/// Off is hollow with a small knob, on filled with a tick, mixed has a bar: told apart without colour. `rect` has the
/// proportions of Sizes::switchSize.
void paintSwitch(QPainter& painter, const QRectF& rect, const SwitchLook& look, const ColorRoles& colors,
                 Qt::LayoutDirection direction);

}  // namespace portolan
