#include "ui/widgets/quietheader.h"

#include <QPaintEvent>
#include <QPainter>

#include "ui/widgets/colorroles.h"
#include "ui/widgets/drawing.h"
#include "ui/widgets/sizes.h"

namespace portolan {

QuietHeader::QuietHeader(QWidget* parent) : QHeaderView(Qt::Horizontal, parent) {
  setSectionsClickable(false);
  setSectionsMovable(false);
  setHighlightSections(false);
  setSectionResizeMode(QHeaderView::Fixed);
  setMinimumSectionSize(1);
  setStretchLastSection(false);
}

QSize QuietHeader::sizeHint() const {
  return {QHeaderView::sizeHint().width(), Sizes::tableRow(fontMetrics())};
}

QSize QuietHeader::sectionSizeFromContents(int logicalIndex) const {
  const QString title = model() ? model()->headerData(logicalIndex, Qt::Horizontal).toString() : QString();
  const int ends = (logicalIndex == count() - 1 ? 5 : 4) * Sizes::kUnit;
  return {QFontMetrics(Fonts::secondary(font())).horizontalAdvance(title) + 1 + ends, Sizes::tableRow(fontMetrics())};
}

void QuietHeader::paintSection(QPainter* painter, const QRect& rect, int logicalIndex) const {
  const ColorRoles colors(palette());
  painter->fillRect(rect, colors.base);
  painter->setFont(Fonts::secondary(font()));
  painter->setPen(colors.sub);
  const bool atEnd = model()->headerData(logicalIndex, Qt::Horizontal, Qt::TextAlignmentRole).toInt() & Qt::AlignRight;
  const int outer = logicalIndex == count() - 1 ? 3 * Sizes::kUnit : 2 * Sizes::kUnit;
  const bool mirrored = layoutDirection() == Qt::RightToLeft;
  const QRect text = rect.adjusted(mirrored ? outer : 2 * Sizes::kUnit, 0, mirrored ? -2 * Sizes::kUnit : -outer, 0);
  drawElided(*painter, text, (atEnd ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter,
             model()->headerData(logicalIndex, Qt::Horizontal).toString(), layoutDirection());
}

void QuietHeader::paintEvent(QPaintEvent* event) {
  QPainter(viewport()).fillRect(event->rect(), palette().color(QPalette::Base));
  QHeaderView::paintEvent(event);
  QPainter painter(viewport());
  painter.setPen(ColorRoles(palette()).line);
  painter.drawLine(0, height() - 1, width(), height() - 1);
}

}  // namespace portolan
