#include "ui/window/actioncard.h"

#include <QKeyEvent>
#include <QPainter>
#include <QStyle>

#include "ui/widgets/colorroles.h"
#include "ui/widgets/drawing.h"
#include "ui/widgets/sizes.h"

namespace portolan {

namespace {
constexpr int kUnit = Sizes::kUnit;
constexpr int kMargin = 4 * kUnit;
}  // namespace

ActionCard::ActionCard(QString drawing, const QString& title, const QString& text, const QString& key, QWidget* parent)
    : QAbstractButton(parent), m_drawing(std::move(drawing)), m_key(key) {
  setText(title);
  setFocusPolicy(Qt::StrongFocus);
  setAttribute(Qt::WA_Hover);
  setAccessibleName(title);
  setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
  setSentence(text);
}

void ActionCard::setSentence(const QString& text) {
  m_sentence = text;
  setAccessibleDescription(text);
  updateGeometry();
  update();
}

QSize ActionCard::sizeHint() const {
  const int line = fontMetrics().height();
  const int width = 33 * line / 2;
  // Three lines, or what the language needs.
  const QRect words =
      fontMetrics().boundingRect(QRect(0, 0, width - 2 * kMargin, 100 * line), Qt::TextWordWrap, m_sentence);
  return {width, kMargin + line + 2 * kUnit + 3 * kUnit + qMax(3 * line, words.height()) + kMargin - kUnit};
}

void ActionCard::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const ColorRoles colors(palette());
  painter.setRenderHint(QPainter::Antialiasing);
  const bool isMarked = hasFocus();
  const qreal width = isMarked ? 2 : 1;
  painter.setPen(QPen(isMarked       ? colors.accent
                      : underMouse() ? colors.edge
                                     : ColorRoles::mix(colors.line, colors.edge, 0.25),
                      width));
  painter.setBrush(isDown() ? colors.selection : colors.base);
  painter.drawRoundedRect(QRectF(rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2), Sizes::kCardRadius,
                          Sizes::kCardRadius);

  const int line = fontMetrics().height();
  const int icon = line + kUnit;
  const auto place = [this](const QRect& at) { return QStyle::visualRect(layoutDirection(), rect(), at); };
  const QRect top(kMargin, kMargin, this->width() - 2 * kMargin, line + 2 * kUnit);
  drawIcon(painter, m_drawing, place(QRect(top.left(), top.center().y() - icon / 2, icon, icon)), colors.link);
  painter.setFont(Fonts::axis(font()));
  const int keyWidth = m_key.isEmpty() ? 0 : painter.fontMetrics().horizontalAdvance(m_key) + 1;
  painter.setPen(colors.sub);
  painter.drawText(place(QRect(top.right() - keyWidth, top.top(), keyWidth, top.height())), Qt::AlignCenter, m_key);
  painter.setFont(Fonts::scaled(font(), 1.1, QFont::DemiBold));
  painter.setPen(colors.text);
  const int titleLeft = top.left() + icon + 3 * kUnit;
  drawElided(painter, place(QRect(titleLeft, top.top(), top.right() - keyWidth - kUnit - titleLeft, top.height())),
             Qt::AlignLeft | Qt::AlignVCenter, text(), layoutDirection());
  painter.setFont(font());
  painter.setPen(colors.sub);
  const QRect words(kMargin, top.bottom() + 2 * kUnit, this->width() - 2 * kMargin, height());
  painter.drawText(place(words), int(QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft)) | Qt::TextWordWrap,
                   m_sentence);
}

void ActionCard::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
    click();
    return;
  }
  QAbstractButton::keyPressEvent(event);
}

}  // namespace portolan
