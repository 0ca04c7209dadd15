#include "ui/widgets/addresschip.h"

#include <QPainter>

#include "ui/widgets/drawing.h"
#include "ui/widgets/sizes.h"

using namespace Qt::StringLiterals;

namespace portolan {

namespace {
constexpr int kUnit = Sizes::kUnit;
constexpr int kGap = 10;
}  // namespace

int addressChipOverhang() {
  return 2 * kUnit;
}

void paintAddressChip(QPainter& painter, const QRectF& rect, const QString& address, bool isCopied, bool isHovered,
                      const ColorRoles& colors, Qt::LayoutDirection direction) {
  const QFontMetrics metrics = painter.fontMetrics();
  const int side = Sizes::mark(metrics);
  const QString text = isCopied ? AddressChip::copiedText() : address;
  const auto place = [&](const QRectF& at) {
    return direction == Qt::RightToLeft
               ? QRectF(rect.left() + rect.right() - at.right(), at.top(), at.width(), at.height())
               : at;
  };
  const qreal room = rect.width() - kGap - side - 2 * kUnit;
  const qreal width = qMin(qreal(qMax(metrics.horizontalAdvance(address), metrics.horizontalAdvance(text)) + 1), room);
  const QRectF border(rect.left() - addressChipOverhang(), rect.top() + 3,
                      addressChipOverhang() + width + kGap + side + 2 * kUnit, rect.height() - 6);
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(isHovered ? colors.accent : ColorRoles::mix(colors.base, colors.edge, 0.7), 1));
  painter.setBrush(colors.base);
  painter.drawRoundedRect(place(border).adjusted(0.5, 0.5, -0.5, -0.5), Sizes::kControlRadius, Sizes::kControlRadius);
  painter.restore();
  painter.setPen(isCopied ? colors.ready : colors.text);
  drawElided(painter, place(QRectF(rect.left(), rect.top(), width, rect.height())), Qt::AlignLeft | Qt::AlignVCenter,
             text, direction);
  drawIcon(painter, isCopied ? u"check"_s : u"copy"_s,
           place(QRectF(rect.left() + width + kGap, rect.center().y() - side / 2.0, side, side)),
           isCopied ? colors.ready : colors.text);
}

QString AddressChip::copiedText() {
  return tr("Copied");
}

}  // namespace portolan
