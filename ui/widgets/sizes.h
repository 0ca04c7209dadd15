#pragma once

#include <QFont>
#include <QFontMetrics>
#include <QSize>

class QWidget;

namespace portolan {

/// The grid: a unit of four pixels, and what derives from the height of the system's font.
struct Sizes {
  static constexpr int kUnit = 4;
  static constexpr qreal kControlRadius = 6;
  static constexpr qreal kCardRadius = 8;
  static constexpr qreal kPopupRadius = 10;

  static int tableRow(const QFontMetrics& metrics) { return metrics.height() + 3 * kUnit; }
  static int popupRow(const QFontMetrics& metrics) { return metrics.height() + 4 * kUnit; }
  static int popupRowWithCause(const QFontMetrics& metrics) { return metrics.height() + 9 * kUnit; }
  static int groupRow(const QFontMetrics& metrics) { return metrics.height() + 4 * kUnit; }
  static int control(const QFontMetrics& metrics) { return metrics.height() + 14; }
  /// 32 by 18 at the usual size.
  static QSize switchSize(const QFontMetrics& metrics) {
    const int height = qMax(18, metrics.height());
    return {height * 16 / 9, height};
  }
  /// `size`, or what of it fits on the screen with a window's frame around it.
  static QSize onScreen(const QWidget* window, const QSize& size);
  /// Of a state's mark and of icons in controls: 14 at the usual size.
  static int mark(const QFontMetrics& metrics) { return qMax(14, metrics.height() * 7 / 9); }
};

/// Fonts by what they are for, from the font of the widget that shows them.
struct Fonts {
  static QFont scaled(const QFont& font, qreal factor, QFont::Weight weight = QFont::Normal) {
    QFont result = font;
    if (font.pointSizeF() > 0) {
      result.setPointSizeF(font.pointSizeF() * factor);
    } else {
      result.setPixelSize(qMax(1, qRound(font.pixelSize() * factor)));
    }
    result.setWeight(weight);
    return result;
  }
  static QFont title(const QFont& font) { return scaled(font, 1.2, QFont::DemiBold); }
  static QFont section(const QFont& font) { return scaled(font, 1.05, QFont::DemiBold); }
  static QFont strong(const QFont& font) { return scaled(font, 1, QFont::DemiBold); }
  static QFont secondary(const QFont& font) { return scaled(font, 0.92); }
  static QFont axis(const QFont& font) { return scaled(font, 0.85); }
  static QFont emptyTitle(const QFont& font) { return scaled(font, 1.5, QFont::DemiBold); }
  /// For addresses and commands: the system's fixed font at the size of `font`.
  static QFont fixed(const QFont& font);
};

}  // namespace portolan
