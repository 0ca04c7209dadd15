#include "ui/widgets/colorroles.h"

#include <cmath>
#include <utility>
#include <vector>

namespace portolan {

namespace {

constexpr qreal kDarkBelow = 0.18;
constexpr size_t kKnown = 8;  // palettes
/// Text as far from its background as palettes for people who need it so have it.
constexpr qreal kHighContrast = 20.5;

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

ColorRoles::ColorRoles(const QPalette& palette)
    : base(palette.color(QPalette::Active, QPalette::Base)),
      window(palette.color(QPalette::Active, QPalette::Window)),
      text(palette.color(QPalette::Active, QPalette::Text)) {
  const QColor highlight = palette.color(QPalette::Active, QPalette::Highlight);
  // Every cell that is painted asks for them, and computing them takes dozens of powers. In the widgets
  // thread only, as all of this.
  static std::vector<std::pair<QColor, ColorRoles>> known;
  for (const auto& [itsHighlight, roles] : known) {
    if (itsHighlight == highlight && roles.base == base && roles.window == window && roles.text == text) {
      *this = roles;
      return;
    }
  }
  isDark = luminance(base) < kDarkBelow;
  isHighContrast = contrast(text, base) >= kHighContrast;
  accent = ensure(highlight, base, 3);
  onAccent = contrast(Qt::white, accent) >= 4.5 ? QColor(Qt::white) : QColor(0x10161c);
  selection = mix(base, accent, isDark ? 0.24 : 0.14);
  waitingTint = isHighContrast ? base : mix(base, QColor(isDark ? 0xf0b64c : 0xe3a11b), isDark ? 0.17 : 0.18);
  failedTint = isHighContrast ? base : mix(base, QColor(isDark ? 0xff938a : 0xb81d2c), isDark ? 0.18 : 0.09);
  // All that words may lie on.
  const auto readable = [this](QColor color, const QColor& tint) {
    for (const QColor& background : {base, window, selection, tint}) {
      color = ensure(color, background, 4.5);
    }
    return color;
  };
  sub = readable(mix(text, base, 0.38), selection);
  link = readable(accent, failedTint);
  ready = readable(QColor(isDark ? 0x5fd39a : 0x0f7245), selection);
  waiting = readable(QColor(isDark ? 0xf0b64c : 0x8a5600), waitingTint);
  failed = readable(QColor(isDark ? 0xff938a : 0xb81d2c), failedTint);
  upload = ensure(QColor(isDark ? 0x6fd0c8 : 0x0b6e6a), base, 3);
  edge = ensure(ensure(mix(window, text, 0.42), base, 3), window, 3);
  line = isHighContrast ? edge : mix(window, text, 0.13);
  if (known.size() >= kKnown) {
    known.clear();
  }
  known.emplace_back(highlight, *this);
}

}  // namespace portolan
