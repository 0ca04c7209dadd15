#pragma once

#include <QSet>
#include <QTimer>
#include <QTreeView>
#include <array>
#include <optional>

#include "ui/models/forwardsfilter.h"
#include "ui/widgets/colorroles.h"
#include "ui/widgets/groupheader.h"
#include "ui/widgets/viewmotion.h"

namespace portolan {

/// The window's table of all forwards, in groups. It paints its rows itself, from the filter's values. Switches act at
/// once and leave the selection alone; a click on an address copies it, a double click asks to open it.
///
/// Columns take the width that their words need and share what is left; where there is not enough, Since, Pod and
/// Target go, in this order.
class ForwardsView : public QTreeView {
  Q_OBJECT
 public:
  /// `filter` stays the caller's and must outlive this.
  explicit ForwardsView(ForwardsFilter& filter, QWidget* parent = nullptr);

  /// Of the row in use: a forward, or nothing on a group. It stays when the filter hides the forward.
  [[nodiscard]] QString currentUid() const { return m_current; }
  /// Of all selected rows that are shown, those of a selected group too; without a selection the row in use.
  [[nodiscard]] QStringList selectedUids() const;
  void select(const QString& uid);
  /// Turns what is selected on or off, as the row in use says.
  void toggleSelected();
  void foldAll(bool folded);
  /// Says "Copied" in the forward's row for a moment.
  void showCopied(const QString& uid);

  [[nodiscard]] bool isColumnChosen(ForwardsFilter::Column column) const { return !m_unwanted.contains(column); }
  void setColumnChosen(ForwardsFilter::Column column, bool chosen);
  /// The columns that a person hid, by number: to be remembered.
  [[nodiscard]] QList<int> hiddenByChoice() const;

  /// Places in a forward's row, for tests and the accessible interface: in the viewport's coordinates.
  [[nodiscard]] QRect switchRect(const QModelIndex& index) const;

 Q_SIGNALS:
  void currentChangedTo(const QString& uid);
  /// The selection, or what is true of it.
  void selectionChangedByPerson();
  void copyRequested(const QString& uid);
  void openRequested(const QString& uid);
  /// Enter.
  void detailsRequested();
  void menuRequested(const QPoint& globalPosition);

 protected:
  void drawRow(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
  void drawBranches(QPainter*, const QRect&, const QModelIndex&) const override {}
  void resizeEvent(QResizeEvent* event) override;
  void changeEvent(QEvent* event) override;
  void showEvent(QShowEvent* event) override;
  void hideEvent(QHideEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;
  void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
  void selectionChanged(const QItemSelection& selected, const QItemSelection& deselected) override;
  bool viewportEvent(QEvent* event) override;

 private:
  enum class Part { Row, Switch, Chevron, Address };
  [[nodiscard]] Part partAt(const QModelIndex& index, const QPoint& position) const;
  [[nodiscard]] GroupHeader::Look groupLook(const QModelIndex& index, const QRect& rect) const;
  [[nodiscard]] QRect rowRect(const QModelIndex& index) const;
  [[nodiscard]] QRect cellRect(int column, const QRect& row) const;
  [[nodiscard]] QRect addressRect(const ForwardEntry& entry, const QRect& row) const;
  void paintGroup(QPainter& painter, const QRect& rect, const QModelIndex& index) const;
  void paintForward(QPainter& painter, const QRect& rect, const QModelIndex& index) const;
  void paintCell(QPainter& painter, const QRect& cell, const QModelIndex& index, const ForwardEntry& entry) const;
  void setHovered(const QModelIndex& index, Part part);
  void layoutColumns();
  void updateFonts();
  /// Folds, selection and place, by what they were before the rows were arranged anew.
  void restore();
  [[nodiscard]] int widest(ForwardsFilter::Column column) const;
  /// How wide each column's words are: when they changed, not when fewer rows are shown.
  void measureColumns();

  ForwardsFilter& m_filter;
  ViewMotion* m_motion;
  ColorRoles m_colors;
  QFont m_fixed;
  QFont m_secondary;
  QTimer m_clock;
  QTimer m_columnsLater;
  std::array<int, ForwardsFilter::kColumns> m_widths{};
  QTimer m_copiedTimer;
  QString m_copied;
  QString m_current;
  QString m_currentGroup;
  QSet<QString> m_selected;
  QSet<int> m_unwanted;
  bool m_restoring = false;
  int m_scroll = 0;
  std::optional<Part> m_pressed;
  QPersistentModelIndex m_pressedIndex;
  QPersistentModelIndex m_hovered;
  Part m_hoveredPart = Part::Row;
};

}  // namespace portolan
