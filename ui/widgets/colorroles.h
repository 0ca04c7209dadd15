#pragma once

#include <QColor>
#include <QPalette>

namespace portolan {

/// The colours of our own painting, computed from the desktop's palette so that each can be read on it: text and marks
/// at a contrast of at least 4.5, borders and fills at least 3 (WCAG 2.1, 1.4.3 and 1.4.11).
struct ColorRoles {
  explicit ColorRoles(const QPalette& palette);

  bool isDark = false;
  /// Tints are dropped, borders kept.
  bool isHighContrast = false;
  QColor base;    ///< what lists and fields lie on
  QColor window;  ///< what bars and headers lie on
  QColor text;
  QColor sub;  ///< secondary text
  QColor accent;
  QColor onAccent;
  QColor link;  ///< text that does something
  QColor ready;
  QColor waiting;
  QColor failed;
  QColor edge;  ///< borders of controls
  QColor line;  ///< separators
  QColor selection;
  QColor waitingTint;  ///< behind words in `waiting`
  QColor failedTint;   ///< behind words in `failed`
  QColor upload;       ///< of a graph's second line

  /// `a` with the part `t` of `b` in it.
  static QColor mix(const QColor& a, const QColor& b, qreal t);
  /// `color`, moved towards black or white until its contrast to `background` is `ratio`.
  static QColor ensure(const QColor& color, const QColor& background, qreal ratio);
  /// Contrast of two colours by WCAG: 1 to 21.
  static qreal contrast(const QColor& a, const QColor& b);
};

}  // namespace portolan
