#pragma once

#include <QHeaderView>

namespace portolan {

/// The titles above a table: quiet words on a flat ground, on every desktop. Alignment comes from the model.
class QuietHeader : public QHeaderView {
  Q_OBJECT
 public:
  explicit QuietHeader(QWidget* parent = nullptr);

  [[nodiscard]] QSize sizeHint() const override;

 protected:
  [[nodiscard]] QSize sectionSizeFromContents(int logicalIndex) const override;
  void paintSection(QPainter* painter, const QRect& rect, int logicalIndex) const override;
  void paintEvent(QPaintEvent* event) override;
};

}  // namespace portolan
