#include "ui/widgets/card.h"

#include <QPainter>

#include "ui/widgets/colorroles.h"
#include "ui/widgets/sizes.h"

namespace portolan {

void Card::paintEvent(QPaintEvent*) {
  const ColorRoles colors(palette());
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(colors.isHighContrast ? QPen(colors.edge, 1) : QPen(Qt::NoPen));
  painter.setBrush(colors.window);
  painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), Sizes::kCardRadius, Sizes::kCardRadius);
}

}  // namespace portolan
