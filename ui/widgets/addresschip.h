#pragma once

#include <QAbstractButton>
#include <QTimer>

#include "ui/widgets/colorroles.h"

class QPainter;

namespace portolan {

/// "localhost:5432" with a border and a copy mark, as delegates paint it in the row in use. The address starts at the
/// leading edge of `rect`, so that it does not move when the chip appears; the border reaches addressChipOverhang()
/// before it.
void paintAddressChip(QPainter& painter, const QRectF& rect, const QString& address, bool isCopied, bool isHovered,
                      const ColorRoles& colors, Qt::LayoutDirection direction);
int addressChipOverhang();

/// The same as a widget: a click copies and says so for a moment, a double click asks to open it. Its name for screen
/// readers is the address.
class AddressChip : public QAbstractButton {
  Q_OBJECT
 public:
  explicit AddressChip(QWidget* parent = nullptr);

  void setAddress(const QString& address);
  [[nodiscard]] const QString& address() const { return m_address; }
  /// How long "Copied" stands instead of the address.
  static constexpr int kCopiedTime = 1500;  // ms
  static QString copiedText();

  [[nodiscard]] QSize sizeHint() const override;

 Q_SIGNALS:
  void openRequested();

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;

 private:
  QString m_address;
  QTimer m_copied;
};

}  // namespace portolan
