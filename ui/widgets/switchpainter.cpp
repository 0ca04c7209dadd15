#include "ui/widgets/switchpainter.h"

#include <QPainter>

namespace portolan {

void paintSwitch(QPainter& painter, const QRectF& rect, const SwitchLook& look, const ColorRoles& colors,
                 Qt::LayoutDirection direction) {
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.translate(rect.topLeft());
  const qreal unit = rect.height() / 18;
  painter.scale(unit, unit);
  const qreal width = rect.width() / unit;
  const QRectF body(0.6, 0.6, width - 1.2, 16.8);
  const QColor accent = look.isEnabled ? colors.accent : colors.edge;

  if (look.isMixed) {
    painter.setPen(QPen(accent, 1.4));
    painter.setBrush(look.isHovered ? colors.selection : colors.base);
    painter.drawRoundedRect(body, 8.4, 8.4);
    painter.setPen(Qt::NoPen);
    painter.setBrush(accent);
    painter.drawRoundedRect(QRectF(width / 2 - 7, 6.5, 14, 5), 2.5, 2.5);
    painter.restore();
    return;
  }

  const qreal t = qBound(0.0, look.position, 1.0);
  const QColor off = look.isHovered ? colors.selection : colors.base;
  painter.setPen(QPen(ColorRoles::mix(colors.edge, accent, t), 1.2));
  painter.setBrush(ColorRoles::mix(off, look.isHovered ? ColorRoles::mix(accent, colors.text, 0.12) : accent, t));
  painter.drawRoundedRect(body, 8.4, 8.4);

  const qreal radius = 5 + 2 * t;
  const qreal x = 9 + (width - 18) * (direction == Qt::RightToLeft ? 1 - t : t);
  painter.setPen(Qt::NoPen);
  painter.setBrush(ColorRoles::mix(colors.edge, colors.onAccent, t));
  painter.drawEllipse(QPointF(x, 9), radius, radius);
  if (t > 0.5) {
    painter.setPen(QPen(accent, 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    const QPointF tick[] = {{x - 3, 9.3}, {x - 0.9, 11.4}, {x + 3.1, 6.9}};
    painter.drawPolyline(tick, 3);
  }
  painter.restore();
}

}  // namespace portolan
