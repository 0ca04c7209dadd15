#include "ui/widgets/sizes.h"

#include <QFontDatabase>
#include <QScreen>
#include <QWidget>

namespace portolan {

QSize Sizes::onScreen(const QWidget* window, const QSize& size) {
  const QSize frame(4 * kUnit, 12 * kUnit);
  return window->screen() ? size.boundedTo(window->screen()->availableSize() - frame) : size;
}

QFont Fonts::fixed(const QFont& font) {
  QFont result = QFontDatabase::systemFont(QFontDatabase::FixedFont);
  if (font.pointSizeF() > 0) {
    result.setPointSizeF(font.pointSizeF());
  } else {
    result.setPixelSize(font.pixelSize());
  }
  return scaled(result, 0.95);
}

}  // namespace portolan
