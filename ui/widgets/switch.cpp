#include "ui/widgets/switch.h"

#include <QPainter>

#include "ui/widgets/drawing.h"
#include "ui/widgets/sizes.h"
#include "ui/widgets/switchpainter.h"

namespace portolan {

namespace {
constexpr int kMotion = 120;  // ms
constexpr int kRing = 3;
}  // namespace

Switch::Switch(QWidget* parent) : QAbstractButton(parent) {
  setCheckable(true);
  setFocusPolicy(Qt::StrongFocus);
  setAttribute(Qt::WA_Hover);
  setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
  m_motion.setDuration(kMotion);
  m_motion.setEndValue(0.0);
  m_motion.setEasingCurve(QEasingCurve::OutCubic);
  connect(&m_motion, &QVariantAnimation::valueChanged, this, [this] { update(); });
  connect(this, &QAbstractButton::toggled, this, &Switch::move);
}

void Switch::move(bool on) {
  m_motion.stop();
  m_motion.setStartValue(on ? 0.0 : 1.0);
  m_motion.setEndValue(on ? 1.0 : 0.0);
  if (isVisible() && wantsMotion(this)) {
    m_motion.start();
  } else {
    m_motion.setCurrentTime(kMotion);
  }
  update();
}

void Switch::setMixed(bool mixed) {
  if (mixed != m_mixed) {
    m_mixed = mixed;
    if (mixed) {
      setChecked(false);
    }
    update();
  }
}

void Switch::nextCheckState() {
  m_mixed = false;
  setChecked(!isChecked());
}

QRect Switch::body() const {
  QRect rect(QPoint(), Sizes::switchSize(fontMetrics()));
  rect.moveCenter(this->rect().center());
  return rect;
}

QSize Switch::sizeHint() const {
  return Sizes::switchSize(fontMetrics()) + QSize(2 * kRing, 2 * kRing);
}

void Switch::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const ColorRoles colors(palette());
  const qreal position =
      m_motion.state() == QAbstractAnimation::Running ? m_motion.currentValue().toReal() : qreal(isChecked());
  paintSwitch(painter, body(),
              {.position = position, .isMixed = m_mixed, .isHovered = underMouse(), .isEnabled = isEnabled()}, colors,
              layoutDirection());
  if (hasFocus()) {
    const QRectF ring = QRectF(body()).adjusted(-kRing, -kRing, kRing, kRing);
    drawFocusRing(painter, ring, ring.height() / 2, colors.accent);
  }
}

}  // namespace portolan
