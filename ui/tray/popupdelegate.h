#pragma once

#include <QStyledItemDelegate>
#include <optional>

#include "ui/models/forwardsfilter.h"
#include "ui/models/troubleaction.h"
#include "ui/widgets/groupheader.h"
#include "ui/widgets/viewmotion.h"

namespace portolan {

/// Paints the popup's rows: a forward with mark, name, port, what goes through it or what keeps it, and its switch at
/// the trailing end; below it, in trouble, the cause in one line with the button that helps. The row in use shows its
/// actions instead of the rate. Says where the parts are, for clicks and tooltips.
class PopupDelegate : public QStyledItemDelegate {
  Q_OBJECT
 public:
  enum class Part { None, Switch, Chevron, Copy, Open, More, Action };

  /// `filter` must outlive this; `surface` is the view's viewport.
  PopupDelegate(const ForwardsFilter& filter, QWidget* surface, QObject* parent = nullptr);

  /// The row under the pointer, and the part of it.
  void setHovered(const QModelIndex& index, Part part);
  /// The forward whose address was copied just now, or none.
  void setCopied(const QString& uid) { m_copied = uid; }

  [[nodiscard]] Part partAt(const QStyleOptionViewItem& option, const QModelIndex& index, const QPoint& position) const;
  [[nodiscard]] QRect partRect(const QStyleOptionViewItem& option, const QModelIndex& index, Part part) const;
  /// What a click on Part::Action does.
  [[nodiscard]] static std::optional<TroubleAction> actionOf(const ForwardEntry& entry);

  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
  [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

 private:
  struct Columns {
    QRect line;  ///< the first line of the row
    QRect mark, name, port, middle, actions[3], toggle;
    QRect cause, action;
  };
  [[nodiscard]] Columns columns(const QStyleOptionViewItem& option, const ForwardEntry& entry) const;
  [[nodiscard]] GroupHeader::Look headerLook(const QStyleOptionViewItem& option, const QModelIndex& index) const;
  [[nodiscard]] bool showsActions(const QStyleOptionViewItem& option, const QModelIndex& index) const;
  void paintForward(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index,
                    const ForwardEntry& entry) const;
  void paintMiddle(QPainter& painter, const QStyleOptionViewItem& option, const QRect& rect, const ForwardEntry& entry,
                   const ColorRoles& colors) const;

  const ForwardsFilter& m_filter;
  ViewMotion* m_motion;
  QPersistentModelIndex m_hovered;
  Part m_hoveredPart = Part::None;
  QString m_copied;
};

}  // namespace portolan
