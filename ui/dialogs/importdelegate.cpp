#include "ui/dialogs/importdelegate.h"

#include <QApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include "ui/models/importlistmodel.h"
#include "ui/models/statewords.h"
#include "ui/widgets/colorroles.h"
#include "ui/widgets/drawing.h"
#include "ui/widgets/sizes.h"

using namespace Qt::StringLiterals;

namespace portolan {

namespace {

constexpr int kUnit = Sizes::kUnit;
constexpr int kMargin = 3 * kUnit;
constexpr int kCheck = 16;

using Kind = ImportPlan::Kind;

QColor kindColor(Kind kind, const ColorRoles& colors) {
  switch (kind) {
    case Kind::Invalid:
      return colors.failed;
    case Kind::Conflicting:
    case Kind::Gone:
      return colors.waiting;
    case Kind::Changed:
      return colors.accent;
    case Kind::New:
      return colors.ready;
    case Kind::Same:
      break;
  }
  return colors.sub;
}

}  // namespace

QRect ImportDelegate::checkRect(const QStyleOptionViewItem& option) {
  const QRect box(option.rect.left() + kMargin, option.rect.center().y() - kCheck / 2 + 1, kCheck, kCheck);
  return QStyle::visualRect(option.direction, option.rect, box);
}

void ImportDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
  const auto* model = qobject_cast<const ImportListModel*>(index.model());
  const ColorRoles colors(option.palette);
  const QRect row = option.rect;
  const auto place = [&](const QRect& rect) { return QStyle::visualRect(option.direction, row, rect); };
  const int textLeft = row.left() + kMargin + kCheck + 2 * kUnit + 2;
  const Kind kind = model->kindAt(index.row());
  painter->save();
  painter->setPen(colors.line);

  if (model->isHeader(index.row())) {
    painter->fillRect(row, colors.window);
    painter->drawLine(row.bottomLeft(), row.bottomRight());
    drawIcon(*painter, ImportListModel::kindDrawing(kind), checkRect(option), kindColor(kind, colors));
    painter->setFont(Fonts::strong(option.font));
    painter->setPen(colors.text);
    const QString name = index.data().toString();
    const int width = QFontMetrics(painter->font()).horizontalAdvance(name);
    drawElided(*painter, place(QRect(textLeft, row.top(), row.right() - textLeft, row.height())),
               Qt::AlignLeft | Qt::AlignVCenter, name, option.direction);
    painter->setFont(Fonts::secondary(option.font));
    painter->setPen(colors.sub);
    const int noteLeft = textLeft + width + 2 * kUnit + 2;
    drawElided(*painter, place(QRect(noteLeft, row.top(), row.right() - noteLeft, row.height())),
               Qt::AlignLeft | Qt::AlignVCenter, model->headerNote(kind), option.direction);
    painter->restore();
    return;
  }

  const ImportPlan::Item& item = *model->itemAt(index.row());
  if (option.state & QStyle::State_Selected) {
    painter->fillRect(row, colors.selection);
    painter->fillRect(place(QRect(row.left(), row.top(), 3, row.height())), colors.accent);
  }
  painter->drawLine(textLeft, row.bottom(), row.right(), row.bottom());
  if (option.state & QStyle::State_HasFocus) {
    drawFocusRing(*painter, QRectF(row).adjusted(1, 1, -1, -1), kUnit, colors.accent);
  }
  if (model->canChoose(index.row())) {
    QStyleOptionButton check;
    check.rect = checkRect(option);
    check.palette = option.palette;
    check.direction = option.direction;
    check.state = QStyle::State_Enabled | (item.isChosen ? QStyle::State_On : QStyle::State_Off);
    QApplication::style()->drawPrimitive(QStyle::PE_IndicatorCheckBox, &check, painter, option.widget);
  }
  const int portLeft = row.left() + row.width() * 31 / 100;
  const int noteLeft = row.left() + row.width() * 52 / 100;
  painter->setFont(option.font);
  painter->setPen(kind == Kind::Same ? colors.sub : colors.text);
  drawElided(*painter, place(QRect(textLeft, row.top(), portLeft - 2 * kUnit - textLeft, row.height())),
             Qt::AlignLeft | Qt::AlignVCenter, index.data().toString(), option.direction);
  painter->setFont(Fonts::fixed(option.font));
  QString port = StateWords::address(ImportListModel::shown(item), {});
  if (port.startsWith("localhost:"_L1)) {
    port.remove(0, 9);
  }
  if (item.kind != Kind::Invalid) {
    drawElided(*painter, place(QRect(portLeft, row.top(), noteLeft - 2 * kUnit - portLeft, row.height())),
               Qt::AlignLeft | Qt::AlignVCenter, port, option.direction);
  }
  painter->setFont(Fonts::secondary(option.font));
  painter->setPen(kind == Kind::Invalid                           ? colors.failed
                  : kind == Kind::Conflicting || item.unsupported ? colors.waiting
                                                                  : colors.sub);
  const int left = item.kind == Kind::Invalid ? portLeft : noteLeft;
  drawElided(*painter, place(QRect(left, row.top(), row.right() - kUnit - left, row.height())),
             Qt::AlignLeft | Qt::AlignVCenter, model->noteAt(index.row()), option.direction);
  painter->restore();
}

QSize ImportDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const {
  return {200, Sizes::tableRow(option.fontMetrics)};
}

bool ImportDelegate::editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option,
                                 const QModelIndex& index) {
  const bool isToggle =
      (event->type() == QEvent::MouseButtonRelease && static_cast<QMouseEvent*>(event)->button() == Qt::LeftButton &&
       checkRect(option).adjusted(-kMargin, -kUnit, kUnit, kUnit).contains(static_cast<QMouseEvent*>(event)->pos())) ||
      (event->type() == QEvent::KeyPress && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Space);
  if (!isToggle || !(index.flags() & Qt::ItemIsUserCheckable)) {
    return false;
  }
  const bool isOn = index.data(Qt::CheckStateRole).toInt() == Qt::Checked;
  return model->setData(index, isOn ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
}

}  // namespace portolan
