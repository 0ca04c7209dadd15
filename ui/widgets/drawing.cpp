#include "ui/widgets/drawing.h"

#include <QApplication>
#include <QPainter>
#include <QPixmapCache>
#include <QStyle>
#include <QWidget>

#include "ui/widgets/paintedicon.h"

using namespace Qt::StringLiterals;

namespace portolan {

void drawIcon(QPainter& painter, const QString& name, const QRectF& rect, const QColor& color, qreal turn) {
  const qreal ratio = painter.device()->devicePixelRatioF();
  const qreal side = qMin(rect.width(), rect.height());
  const int pixels = qMax(1, qRound(side * ratio));
  const QString key = u"portolan/%1/%2/%3"_s.arg(name, color.name(QColor::HexArgb)).arg(pixels);
  QPixmap pixmap;
  if (!QPixmapCache::find(key, &pixmap)) {
    pixmap = QPixmap::fromImage(tintedDrawing(name, color, pixels));
    QPixmapCache::insert(key, pixmap);
  }
  pixmap.setDevicePixelRatio(pixels / side);
  if (turn == 0) {
    // On whole device pixels, or it is blurred.
    const QPointF at = rect.center() - QPointF(side, side) / 2;
    painter.drawPixmap(QPointF(qRound(at.x() * ratio) / ratio, qRound(at.y() * ratio) / ratio), pixmap);
    return;
  }
  painter.save();
  painter.setRenderHint(QPainter::SmoothPixmapTransform);
  painter.translate(rect.center());
  painter.rotate(turn);
  painter.drawPixmap(QPointF(-side / 2, -side / 2), pixmap);
  painter.restore();
}

bool drawElided(QPainter& painter, const QRectF& rect, Qt::Alignment alignment, const QString& text,
                Qt::LayoutDirection direction, Qt::TextElideMode mode) {
  if (rect.width() <= 0 || text.isEmpty()) {
    return !text.isEmpty();
  }
  // Rounded up: a width that was measured from the very text must not cut it.
  const QString shown = painter.fontMetrics().elidedText(text, mode, int(rect.width() + 0.999));
  // The text's own direction: "2 h 14 min" reads the same in a window that is laid out from right to left.
  const Qt::LayoutDirection before = painter.layoutDirection();
  painter.setLayoutDirection(text.isRightToLeft() ? Qt::RightToLeft : Qt::LeftToRight);
  painter.drawText(rect, int(QStyle::visualAlignment(direction, alignment) | Qt::AlignAbsolute) | Qt::TextSingleLine,
                   shown);
  painter.setLayoutDirection(before);
  return shown != text;
}

void drawFocusRing(QPainter& painter, const QRectF& rect, qreal radius, const QColor& accent) {
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(accent, 2));
  painter.setBrush(Qt::NoBrush);
  painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), radius, radius);
  painter.restore();
}

bool wantsMotion(const QWidget* widget) {
  const QStyle* style = widget ? widget->style() : QApplication::style();
  return style->styleHint(QStyle::SH_Widget_Animation_Duration, nullptr, widget) > 0;
}

}  // namespace portolan
