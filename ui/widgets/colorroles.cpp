#include "ui/widgets/colorroles.h"

#include <cmath>

namespace portolan {

namespace {

constexpr qreal kDarkBelow = 0.18;

/// Relative luminance of sRGB (WCAG 2.1).
qreal luminance(const QColor& color) {
  const auto linear = [](qreal channel) {
    return channel <= 0.03928 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

}  // namespace

QColor ColorRoles::mix(const QColor& a, const QColor& b, qreal t) {
  const auto blend = [t](int from, int to) { return qRound(from + (to - from) * t); };
  return {blend(a.red(), b.red()), blend(a.green(), b.green()), blend(a.blue(), b.blue())};
}

qreal ColorRoles::contrast(const QColor& a, const QColor& b) {
  const qreal x = luminance(a);
  const qreal y = luminance(b);
  return (qMax(x, y) + 0.05) / (qMin(x, y) + 0.05);
}

QColor ColorRoles::ensure(const QColor& color, const QColor& background, qreal ratio) {
  const QColor end = luminance(background) < kDarkBelow ? QColor(Qt::white) : QColor(Qt::black);
  QColor moved = color;
  for (qreal t = 0.04; t <= 1 && contrast(moved, background) < ratio; t += 0.04) {
    moved = mix(color, end, t);
  }
  return moved;
}

ColorRoles::ColorRoles(const QPalette& palette) {
  const QColor base = palette.color(QPalette::Active, QPalette::Base);
  const QColor window = palette.color(QPalette::Active, QPalette::Window);
  const bool isDark = luminance(base) < kDarkBelow;
  text = palette.color(QPalette::Active, QPalette::Text);
  accent = ensure(palette.color(QPalette::Active, QPalette::Highlight), base, 3);
  onAccent = contrast(Qt::white, accent) >= 4.5 ? QColor(Qt::white) : QColor(0x10161c);
  selection = mix(base, accent, isDark ? 0.24 : 0.14);
  // What can be read on the selection can be read on the rest.
  sub = ensure(mix(text, base, 0.38), selection, 4.5);
  ready = ensure(QColor(isDark ? 0x5fd39a : 0x0f7245), selection, 4.5);
  waiting = ensure(QColor(isDark ? 0xf0b64c : 0x8a5600), selection, 4.5);
  failed = ensure(QColor(isDark ? 0xff938a : 0xb81d2c), selection, 4.5);
  edge = ensure(mix(window, text, 0.42), base, 3);
  line = mix(window, text, 0.13);
}

}  // namespace portolan
