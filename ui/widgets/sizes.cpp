#include "ui/widgets/sizes.h"

#include <QFontDatabase>

namespace portolan {

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
