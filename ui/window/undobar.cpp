#include "ui/window/undobar.h"

#include <QAccessible>
#include <QMouseEvent>
#include <QPainter>
#include <QStyle>

#include "ui/widgets/colorroles.h"
#include "ui/widgets/drawing.h"
#include "ui/widgets/sizes.h"

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace portolan {

namespace {
constexpr int kUnit = Sizes::kUnit;
constexpr int kMargin = 4 * kUnit;
}  // namespace

UndoBar::UndoBar(QWidget* parent) : QWidget(parent) {
  setFocusPolicy(Qt::NoFocus);
  setMouseTracking(true);
  setAttribute(Qt::WA_Hover);
  setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
  m_clock.setInterval(1s);
  connect(&m_clock, &QTimer::timeout, this, &UndoBar::tick);
  hide();
}

void UndoBar::offer(const QString& text) {
  m_text = text;
  m_left = kSeconds;
  setAccessibleName(tr("%1. Ctrl+Z undoes it").arg(text));
  updateGeometry();
  show();
  m_clock.start();
  update();
  Q_EMIT shownChanged();
  QAccessibleEvent event(this, QAccessible::Alert);
  QAccessible::updateAccessibility(&event);
}

void UndoBar::dismiss() {
  if (!isHidden()) {
    m_clock.stop();
    hide();
    Q_EMIT shownChanged();
  }
}

void UndoBar::tick() {
  if (underMouse()) {
    return;
  }
  if (--m_left <= 0) {
    dismiss();
  } else {
    update();
  }
}

QString UndoBar::timeText() const {
  return tr("%1 s").arg(m_left);
}

QRect UndoBar::closeRect() const {
  const int side = fontMetrics().height() + 2 * kUnit;
  return QStyle::visualRect(layoutDirection(), rect(),
                            QRect(width() - side - 2 * kUnit, (height() - side) / 2, side, side));
}

QRect UndoBar::undoRect() const {
  const int side = fontMetrics().height() + 2 * kUnit;
  const int words = QFontMetrics(Fonts::strong(font())).horizontalAdvance(tr("Undo")) + 1 + 4 * kUnit;
  return QStyle::visualRect(layoutDirection(), rect(), QRect(width() - side - 3 * kUnit - words, 0, words, height()));
}

QSize UndoBar::sizeHint() const {
  const QFontMetrics metrics = fontMetrics();
  const int end = undoRect().width() + metrics.height() + 5 * kUnit;
  const int time = metrics.horizontalAdvance(tr("%1 s").arg(88));
  return {kMargin + metrics.horizontalAdvance(m_text) + 1 + 14 * kUnit + time + end, metrics.height() + 4 * kUnit};
}

void UndoBar::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const QColor ground = palette().color(QPalette::Text);
  const QColor words = palette().color(QPalette::Base);
  const ColorRoles colors(palette());
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(Qt::NoPen);
  painter.setBrush(ground);
  painter.drawRoundedRect(rect(), Sizes::kControlRadius, Sizes::kControlRadius);
  const auto place = [this](const QRect& at) { return QStyle::visualRect(layoutDirection(), rect(), at); };

  const int undoWidth = undoRect().width();
  const int closeWidth = closeRect().width() + 3 * kUnit;
  painter.setFont(Fonts::secondary(font()));
  const int time = painter.fontMetrics().horizontalAdvance(timeText()) + 1;
  int right = width() - closeWidth - undoWidth;
  painter.setPen(ColorRoles::ensure(ColorRoles::mix(words, ground, 0.3), ground, 4.5));
  painter.drawText(place(QRect(right - time, 0, time, height())), Qt::AlignCenter, timeText());
  right -= time + 2 * kUnit;
  painter.setFont(font());
  painter.setPen(words);
  drawElided(painter, place(QRect(kMargin, 0, right - kMargin, height())), Qt::AlignLeft | Qt::AlignVCenter, m_text,
             layoutDirection());
  painter.setFont(Fonts::strong(font()));
  painter.setPen(ColorRoles::ensure(colors.accent, ground, 4.5));
  painter.drawText(undoRect(), Qt::AlignCenter, tr("Undo"));
  const int side = Sizes::mark(fontMetrics());
  QRect close(0, 0, side, side);
  close.moveCenter(closeRect().center());
  drawIcon(painter, u"close"_s, close, words);
}

void UndoBar::mouseMoveEvent(QMouseEvent* event) {
  const bool isButton = undoRect().contains(event->pos()) || closeRect().contains(event->pos());
  setCursor(isButton ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

void UndoBar::mousePressEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) {
    return;
  }
  if (undoRect().contains(event->pos())) {
    dismiss();
    Q_EMIT undoRequested();
  } else if (closeRect().contains(event->pos())) {
    dismiss();
  }
}

void UndoBar::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::FontChange) {
    updateGeometry();
  }
}

}  // namespace portolan
