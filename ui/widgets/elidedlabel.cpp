#include "ui/widgets/elidedlabel.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include "ui/widgets/colorroles.h"
#include "ui/widgets/drawing.h"
#include "ui/widgets/sizes.h"

using namespace Qt::StringLiterals;

namespace portolan {

ElidedLabel::ElidedLabel(QWidget* parent) : QWidget(parent) {
  setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

ElidedLabel::ElidedLabel(const QString& text, Tone tone, QWidget* parent) : ElidedLabel(parent) {
  m_tone = tone;
  setText(text);
}

void ElidedLabel::setText(const QString& text) {
  if (text != m_text) {
    m_text = text;
    setAccessibleName(text);
    updateGeometry();
    update();
  }
}

void ElidedLabel::setAlignment(Qt::Alignment alignment) {
  m_alignment = alignment;
  update();
}

void ElidedLabel::setScale(qreal factor, QFont::Weight weight) {
  m_factor = factor;
  m_weight = weight;
  updateGeometry();
  update();
}

QFont ElidedLabel::shownFont() const {
  return Fonts::scaled(font(), m_factor, m_weight);
}

QSize ElidedLabel::sizeHint() const {
  const QFontMetrics metrics(shownFont());
  return {metrics.horizontalAdvance(m_text) + 1, metrics.height()};
}

QSize ElidedLabel::minimumSizeHint() const {
  const QFontMetrics metrics(shownFont());
  return {qMin(metrics.horizontalAdvance(m_text) + 1, 3 * metrics.height()), metrics.height()};
}

void ElidedLabel::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const ColorRoles colors(palette());
  painter.setFont(shownFont());
  painter.setPen(m_tone == Tone::Sub ? colors.sub : colors.text);
  drawElided(painter, rect(), m_alignment, m_text, layoutDirection());
}

bool ElidedLabel::event(QEvent* event) {
  if (event->type() == QEvent::ToolTip && QFontMetrics(shownFont()).horizontalAdvance(m_text) > width()) {
    QToolTip::showText(static_cast<QHelpEvent*>(event)->globalPos(), u"<qt>%1</qt>"_s.arg(m_text.toHtmlEscaped()),
                       this);
    return true;
  }
  return QWidget::event(event);
}

}  // namespace portolan
