#pragma once

#include <QStyledItemDelegate>

namespace portolan {

/// Rows of words without frames, for the lists in the details and the log: text, before it a drawing, below it a note,
/// where the model has roles for them. `view` is the parent and gives font, palette and direction.
class QuietDelegate : public QStyledItemDelegate {
  Q_OBJECT
 public:
  explicit QuietDelegate(QWidget* view);

  /// The role in which `column` has the name of a drawing (QString).
  void setDrawing(int column, int role);
  /// The role of a second line (QString).
  void setNote(int role) { m_noteRole = role; }
  /// A column whose text is secondary.
  void setQuietColumn(int column) { m_quietColumn = column; }
  /// Room at the ends of each cell; 8 unless told.
  void setPadding(int padding) { m_padding = padding; }

  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
  [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
  bool helpEvent(QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem& option,
                 const QModelIndex& index) override;

 private:
  int m_drawingColumn = -1;
  int m_drawingRole = -1;
  int m_noteRole = -1;
  int m_quietColumn = -1;
  int m_padding = 8;
};

}  // namespace portolan
