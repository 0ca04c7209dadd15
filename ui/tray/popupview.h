#pragma once

#include <QTreeView>

#include "ui/tray/popupdelegate.h"

namespace portolan {

/// The popup's list: groups and forwards by a ForwardsFilter, painted by PopupDelegate. Keeps the current forward by
/// its uid when the rows change. Keys: arrows, Left and Right fold, Space switches, Enter copies the address.
class PopupView : public QTreeView {
  Q_OBJECT
 public:
  /// `filter` stays the caller's and must outlive this.
  explicit PopupView(ForwardsFilter& filter, QWidget* parent = nullptr);

  /// The height of all rows.
  [[nodiscard]] int contentHeight() const;
  /// The current forward's; empty: none, or a group.
  [[nodiscard]] QString currentUid() const;
  void setCurrentUid(const QString& uid);
  /// Says "Copied" for a moment in the forward's row.
  void showCopied(const QString& uid);
  void selectFirst();

 Q_SIGNALS:
  void copyRequested(const QString& uid);
  void openRequested(const QString& uid);
  /// At `position` on the screen.
  void moreRequested(const QString& uid, const QPoint& position);
  void actionRequested(const QString& uid, const portolan::TroubleAction& action);
  /// Up was pressed in the first row.
  void leftUpwards();
  void contentChanged();

 protected:
  void keyPressEvent(QKeyEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent* event) override;
  bool viewportEvent(QEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;
  void drawBranches(QPainter*, const QRect&, const QModelIndex&) const override {}

 private:
  using Part = PopupDelegate::Part;

  [[nodiscard]] QStyleOptionViewItem optionFor(const QModelIndex& index) const;
  [[nodiscard]] Part partAt(const QPoint& position, QModelIndex& index) const;
  void hover(const QPoint& position);
  void trigger(const QModelIndex& index, Part part);
  void toggleFold(const QModelIndex& group, bool folded);
  void arrange();

  ForwardsFilter& m_filter;
  PopupDelegate* m_delegate;
  QString m_current;  ///< uid, across resets
  QPersistentModelIndex m_pressed;
  Part m_pressedPart = Part::None;
};

}  // namespace portolan
