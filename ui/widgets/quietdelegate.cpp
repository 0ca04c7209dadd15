#include "ui/widgets/quietdelegate.h"

#include <QAbstractItemView>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include "ui/widgets/colorroles.h"
#include "ui/widgets/drawing.h"
#include "ui/widgets/sizes.h"

using namespace Qt::StringLiterals;

namespace portolan {

namespace {

constexpr int kUnit = Sizes::kUnit;

const QColor& colorOf(const QString& drawing, const ColorRoles& colors) {
  if (drawing == "state-ready"_L1 || drawing == "state-listening"_L1) {
    return colors.ready;
  }
  if (drawing == "state-waiting"_L1 || drawing == "warning"_L1) {
    return colors.waiting;
  }
  return drawing == "state-failed"_L1 ? colors.failed : colors.sub;
}

}  // namespace

QuietDelegate::QuietDelegate(QWidget* view) : QStyledItemDelegate(view) {}

void QuietDelegate::setDrawing(int column, int role) {
  m_drawingColumn = column;
  m_drawingRole = role;
}

void QuietDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
  const ColorRoles colors(option.palette);
  painter->save();
  if (option.state & QStyle::State_Selected) {
    painter->fillRect(option.rect, colors.selection);
  }
  const QFontMetrics metrics(option.font);
  const auto place = [&option](const QRect& at) { return QStyle::visualRect(option.direction, option.rect, at); };
  QRect room = option.rect.adjusted(m_padding, 0, -m_padding, 0);
  const QString note = m_noteRole >= 0 ? index.data(m_noteRole).toString() : QString();
  const int lineHeight = note.isEmpty() ? option.rect.height() : metrics.height();
  const int top =
      note.isEmpty() ? option.rect.top() : option.rect.top() + (option.rect.height() - 2 * metrics.height()) / 2;
  if (index.column() == m_drawingColumn) {
    const int side = Sizes::mark(metrics);
    const QString drawing = index.data(m_drawingRole).toString();
    drawIcon(*painter, drawing, place(QRect(room.left(), top + (lineHeight - side) / 2, side, side)),
             colorOf(drawing, colors));
    room.setLeft(room.left() + side + 2 * kUnit + 1);
  }
  const auto alignment = Qt::Alignment(index.data(Qt::TextAlignmentRole).toInt());
  painter->setFont(index.column() == m_quietColumn ? Fonts::secondary(option.font) : option.font);
  painter->setPen(index.column() == m_quietColumn ? colors.sub : colors.text);
  drawElided(*painter, place(QRect(room.left(), top, room.width(), lineHeight)),
             alignment == Qt::Alignment() ? Qt::AlignLeft | Qt::AlignVCenter : alignment, index.data().toString(),
             option.direction);
  if (!note.isEmpty()) {
    painter->setFont(Fonts::secondary(option.font));
    painter->setPen(colors.sub);
    drawElided(*painter, place(QRect(room.left(), top + metrics.height(), room.width(), metrics.height())),
               Qt::AlignLeft | Qt::AlignVCenter, note, option.direction);
  }
  if (option.state & QStyle::State_HasFocus && option.state & QStyle::State_KeyboardFocusChange) {
    drawFocusRing(*painter, option.rect, 3, colors.accent);
  }
  painter->restore();
}

QSize QuietDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
  const QFontMetrics metrics(option.font);
  const int width = metrics.horizontalAdvance(index.data().toString()) + 2 * m_padding + 2 +
                    (index.column() == m_drawingColumn ? Sizes::mark(metrics) + 2 * kUnit + 1 : 0);
  return {width, m_noteRole >= 0 ? 2 * metrics.height() + 2 * kUnit : metrics.height() + 2 * kUnit - 1};
}

bool QuietDelegate::helpEvent(QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem&,
                              const QModelIndex& index) {
  const QString text = index.data(Qt::ToolTipRole).toString();
  if (event->type() != QEvent::ToolTip || text.isEmpty()) {
    return false;
  }
  QToolTip::showText(event->globalPos(), u"<qt>%1</qt>"_s.arg(text.toHtmlEscaped()), view);
  return true;
}

}  // namespace portolan
