#include "ui/widgets/actionbutton.h"

#include <QEvent>
#include <QPainter>
#include <QStyleOptionButton>
#include <QStylePainter>

#include "ui/widgets/colorroles.h"
#include "ui/widgets/drawing.h"
#include "ui/widgets/sizes.h"

namespace portolan {

namespace {
constexpr int kGap = 6;  // between drawing and words
}

ActionButton::ActionButton(const QString& drawing, const QString& text, QWidget* parent)
    : QPushButton(parent), m_drawing(drawing), m_words(text) {
  setAutoDefault(false);
  setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
  apply();
}

void ActionButton::setDrawing(const QString& drawing) {
  if (drawing != m_drawing) {
    m_drawing = drawing;
    apply();
  }
}

void ActionButton::setPrimary(bool primary) {
  if (primary != m_primary) {
    m_primary = primary;
    setDefault(primary);
    apply();
  }
}

void ActionButton::setBare(bool bare) {
  m_bare = bare;
  setAttribute(Qt::WA_Hover);
  setCompact(bare);
}

void ActionButton::setCompact(bool compact) {
  if (compact != m_compact) {
    m_compact = compact;
    apply();
  }
}

void ActionButton::setWords(const QString& words) {
  if (words != m_words) {
    m_words = words;
    apply();
  }
}

void ActionButton::changeEvent(QEvent* event) {
  QPushButton::changeEvent(event);
  if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange ||
      event->type() == QEvent::StyleChange) {
    apply();
  }
}

void ActionButton::apply() {
  QString plain = m_words;
  plain.remove(u'…');
  setText(m_compact ? QString() : m_words);
  setAccessibleName(plain);
  setToolTip(m_compact ? plain : QString());
  updateGeometry();
  update();
}

QSize ActionButton::sizeHint() const {
  const QFontMetrics metrics = fontMetrics();
  const int mark = m_drawing.isEmpty() ? 0 : Sizes::mark(metrics);
  const int words = text().isEmpty() ? 0 : metrics.horizontalAdvance(text()) + 1;
  const int gap = mark > 0 && words > 0 ? kGap : 0;
  return {mark + gap + words + (m_bare ? 4 : 6) * Sizes::kUnit,
          m_bare && !m_compact ? metrics.height() + 2 * Sizes::kUnit : Sizes::control(metrics)};
}

/// Border and ground are the style's, in the middle of them stand drawing and words: styles put an icon at the edge in
/// layouts from right to left.
void ActionButton::paintEvent(QPaintEvent*) {
  QStylePainter painter(this);
  const ColorRoles colors(palette());
  QStyleOptionButton option;
  initStyleOption(&option);
  option.text.clear();
  option.icon = {};
  if (!m_bare) {
    painter.drawControl(QStyle::CE_PushButtonBevel, option);
  } else if (isEnabled() && (isDown() || underMouse())) {
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ColorRoles::mix(colors.window, colors.text, isDown() ? 0.16 : 0.08));
    painter.drawRoundedRect(rect(), Sizes::kControlRadius, Sizes::kControlRadius);
  }

  // Filled with the accent only where our own style paints it; others keep their words' colour on what they paint.
  const bool isFilled = m_primary && isEnabled() && style()->inherits("portolan::FlatStyle");
  const QColor color = isFilled
                           ? colors.onAccent
                           : palette().color(isEnabled() ? QPalette::Active : QPalette::Disabled, QPalette::ButtonText);
  const int side = m_drawing.isEmpty() ? 0 : Sizes::mark(fontMetrics());
  const int gap = side > 0 && !text().isEmpty() ? kGap : 0;
  const int words = qMin(text().isEmpty() ? 0 : fontMetrics().horizontalAdvance(text()) + 1, width() - side - gap - 4);
  const int left = (width() - side - gap - words) / 2;
  const auto place = [this](const QRect& at) { return QStyle::visualRect(layoutDirection(), rect(), at); };
  if (side > 0) {
    drawIcon(painter, m_drawing, place(QRect(left, (height() - side) / 2, side, side)), color);
  }
  painter.setPen(color);
  drawElided(painter, place(QRect(left + side + gap, 0, words, height())), Qt::AlignLeft | Qt::AlignVCenter, text(),
             layoutDirection());
  if (hasFocus() && (m_bare || !style()->inherits("portolan::FlatStyle")) &&
      window()->testAttribute(Qt::WA_KeyboardFocusChange)) {
    drawFocusRing(painter, rect(), Sizes::kControlRadius, colors.accent);
  }
}

}  // namespace portolan
