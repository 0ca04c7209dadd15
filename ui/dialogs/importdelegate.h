#pragma once

#include <QStyledItemDelegate>

namespace portolan {

/// Paints the rows of an ImportListModel: headers with the kind's mark and number; entries with their check box, name,
/// port, and what is to be known of them.
class ImportDelegate : public QStyledItemDelegate {
  Q_OBJECT
 public:
  using QStyledItemDelegate::QStyledItemDelegate;

  [[nodiscard]] static QRect checkRect(const QStyleOptionViewItem& option);
  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
  [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

 protected:
  bool editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option,
                   const QModelIndex& index) override;
};

}  // namespace portolan
