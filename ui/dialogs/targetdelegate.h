#pragma once

#include <QStyledItemDelegate>

namespace portolan {

/// Paints the rows of a TargetListModel: the name with what was typed in bold, its ports, and how many pods are ready.
class TargetDelegate : public QStyledItemDelegate {
  Q_OBJECT
 public:
  using QStyledItemDelegate::QStyledItemDelegate;
  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
  [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

}  // namespace portolan
