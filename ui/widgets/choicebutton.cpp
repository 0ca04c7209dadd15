#include "ui/widgets/choicebutton.h"

#include <QPainter>
#include <QStyle>

#include "ui/widgets/colorroles.h"
#include "ui/widgets/paintedicon.h"

using namespace Qt::StringLiterals;

namespace portolan {

namespace {

constexpr int kUnit = 4;
constexpr int kMark = 16;
constexpr int kPadding = 3 * kUnit;
constexpr qreal kRadius = 6;

}  // namespace

ChoiceButton::ChoiceButton(const QString& text, QWidget* parent) : QAbstractButton(parent) {
  setText(text);
  setCheckable(true);
  setFocusPolicy(Qt::StrongFocus);
  setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

QSize ChoiceButton::sizeHint() const {
  // With the tick's place, so that nothing moves when another one is chosen.
  return {fontMetrics().horizontalAdvance(text()) + 2 * kPadding + kMark + kUnit, fontMetrics().height() + 14};
}

void ChoiceButton::paintEvent(QPaintEvent*) {
  const ColorRoles colors(palette());
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const qreal border = isChecked() || hasFocus() ? 1.5 : 1;
  const QRectF box = QRectF(rect()).adjusted(border / 2, border / 2, -border / 2, -border / 2);
  QColor fill = isChecked() ? colors.selection : palette().color(QPalette::Base);
  if (isEnabled() && (isDown() || underMouse())) {
    fill = ColorRoles::mix(fill, colors.accent, isDown() ? 0.2 : 0.1);
  }
  painter.setPen(QPen(isChecked() ? colors.accent : isEnabled() ? colors.edge : colors.line, border));
  painter.setBrush(fill);
  painter.drawRoundedRect(box, kRadius, kRadius);
  if (hasFocus()) {
    painter.setPen(QPen(colors.accent, 2));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), kRadius, kRadius);
  }

  QRect textRect = rect().adjusted(kPadding, 0, -kPadding, 0);
  if (isChecked()) {
    const QRect mark(textRect.left(), (height() - kMark) / 2, kMark, kMark);
    tintedIcon(u"check"_s, colors.accent).paint(&painter, QStyle::visualRect(layoutDirection(), rect(), mark));
    textRect.setLeft(mark.right() + 1 + kUnit);
  }
  painter.setPen(isEnabled() ? colors.text : colors.sub);
  const int alignment = isChecked() ? int(QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft)) | Qt::AlignVCenter
                                    : int(Qt::AlignCenter);
  painter.drawText(QStyle::visualRect(layoutDirection(), rect(), textRect), alignment | Qt::TextSingleLine, text());
}

void ChoiceButton::enterEvent(QEnterEvent* event) {
  update();
  QAbstractButton::enterEvent(event);
}

void ChoiceButton::leaveEvent(QEvent* event) {
  update();
  QAbstractButton::leaveEvent(event);
}

}  // namespace portolan
