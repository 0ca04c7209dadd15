#pragma once

#include <QCoreApplication>

#include "ui/widgets/colorroles.h"

class QPainter;

namespace portolan {

/// "localhost:5432" with a border and a copy mark, as delegates paint it in the row in use. The address starts at the
/// leading edge of `rect`, so that it does not move when the chip appears; the border reaches addressChipOverhang()
/// before it.
void paintAddressChip(QPainter& painter, const QRectF& rect, const QString& address, bool isCopied, bool isHovered,
                      const ColorRoles& colors, Qt::LayoutDirection direction);
int addressChipOverhang();

/// What the chip shows for a moment after a click.
class AddressChip {
  Q_DECLARE_TR_FUNCTIONS(portolan::AddressChip)
 public:
  /// How long "Copied" stands instead of the address.
  static constexpr int kCopiedTime = 1500;  // ms
  static QString copiedText();
};

}  // namespace portolan
