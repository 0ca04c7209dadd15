#pragma once

#include <QColor>
#include <QRectF>
#include <QString>

class QPainter;
class QStyleOption;
class QWidget;

namespace portolan {

/// One of the project's one-colour drawings ("copy" for icons/copy.svg) in the middle of `rect`, at the painter's
/// device pixel ratio; `turn` in degrees. Kept in QPixmapCache.
void drawIcon(QPainter& painter, const QString& name, const QRectF& rect, const QColor& color, qreal turn = 0);

/// Text of one line, cut with an ellipsis where it is too long. `alignment` is as seen in a left-to-right layout and
/// mirrored for others. Returns whether it was cut.
bool drawElided(QPainter& painter, const QRectF& rect, Qt::Alignment alignment, const QString& text,
                Qt::LayoutDirection direction, Qt::TextElideMode mode = Qt::ElideRight);

/// The ring of two pixels around what has the keyboard's focus.
void drawFocusRing(QPainter& painter, const QRectF& rect, qreal radius, const QColor& accent);

/// Whether the desktop wants motion at all (QStyle::SH_Widget_Animation_Duration).
bool wantsMotion(const QWidget* widget);

}  // namespace portolan
