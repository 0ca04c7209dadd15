#include "ui/widgets/sparkline.h"

#include <QPainter>
#include <QPolygonF>
#include <algorithm>

namespace portolan {

void paintSparkline(QPainter& painter, const QRectF& rect, std::span<const float> values, const ColorRoles& colors) {
  if (values.size() < 2 || rect.width() < 4) {
    return;
  }
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  const float top = *std::max_element(values.begin(), values.end());
  const QRectF area = rect.adjusted(0.5, 1, -0.5, -1);
  if (top <= 0) {
    painter.setPen(QPen(colors.edge, 1));
    painter.drawLine(QPointF(area.left(), area.bottom() - 0.5), QPointF(area.right(), area.bottom() - 0.5));
    painter.restore();
    return;
  }
  QPolygonF line;
  line.reserve(qsizetype(values.size()) + 2);
  const qreal step = area.width() / qreal(values.size() - 1);
  for (size_t i = 0; i < values.size(); ++i) {
    line += QPointF(area.left() + step * qreal(i), area.bottom() - area.height() * qreal(values[i] / top));
  }
  QPolygonF body = line;
  body += area.bottomRight();
  body += area.bottomLeft();
  QColor fill = colors.link;
  fill.setAlphaF(0.18F);
  painter.setPen(Qt::NoPen);
  painter.setBrush(fill);
  painter.drawPolygon(body);
  painter.setPen(QPen(colors.link, 1.2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
  painter.setBrush(Qt::NoBrush);
  painter.drawPolyline(line);
  painter.restore();
}

}  // namespace portolan
