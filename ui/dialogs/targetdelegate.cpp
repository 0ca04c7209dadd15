#include "ui/dialogs/targetdelegate.h"

#include <QPainter>

#include "ui/models/targetlistmodel.h"
#include "ui/widgets/colorroles.h"
#include "ui/widgets/paintedicon.h"
#include "ui/widgets/rolelabel.h"

using namespace Qt::StringLiterals;

namespace portolan {

namespace {

constexpr int kUnit = 4;
constexpr int kMark = 16;
constexpr int kMargin = 3 * kUnit;

/// `text` from `x` on in `font`, cut before `right`; returns where it ended.
int draw(QPainter* painter, const QFont& font, const QString& text, int x, int right, const QRect& row) {
  const QFontMetrics metrics(font);
  const QString shown = metrics.elidedText(text, Qt::ElideRight, qMax(0, right - x));
  painter->setFont(font);
  painter->drawText(QRect(x, row.top(), right - x, row.height()), Qt::AlignVCenter | Qt::TextSingleLine, shown);
  return x + metrics.horizontalAdvance(shown);
}

}  // namespace

void TargetDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
  const ColorRoles colors(option.palette);
  const QRect row = option.rect;
  const bool isSelected = option.state & QStyle::State_Selected;
  painter->save();
  if (isSelected || (option.state & QStyle::State_MouseOver)) {
    painter->fillRect(row, isSelected ? colors.selection
                                      : ColorRoles::mix(option.palette.color(QPalette::Base), colors.selection, 0.5));
  }
  if (isSelected) {
    painter->fillRect(QStyle::visualRect(option.direction, row, QRect(row.left(), row.top(), 3, row.height())),
                      colors.accent);
  }
  // Left to right also in other layouts: names and ports are written so.
  QFont bold = option.font;
  bold.setWeight(QFont::Bold);
  const QFont small = RoleLabel::fontOf(option.font, RoleLabel::Size::Secondary);

  const QString ready = index.data(TargetListModel::Ready).toString();
  const bool allReady = index.data(TargetListModel::AllReady).toBool();
  const int readyWidth = QFontMetrics(small).horizontalAdvance(ready);
  const int readyLeft = row.right() - kMargin - readyWidth;
  const int markLeft = readyLeft - kMark - 2 * kUnit;
  tintedIcon(allReady ? u"state-ready"_s : u"state-waiting"_s, allReady ? colors.ready : colors.waiting)
      .paint(painter, QRect(markLeft, row.center().y() - kMark / 2 + 1, kMark, kMark));
  painter->setPen(allReady ? colors.sub : colors.waiting);
  draw(painter, small, ready, readyLeft, row.right(), row);

  const int portsLeft = row.left() + row.width() * 2 / 5;
  painter->setPen(colors.sub);
  draw(painter, small, index.data(TargetListModel::Ports).toString(), portsLeft, markLeft - 2 * kUnit, row);

  painter->setPen(colors.text);
  const QString name = index.data().toString();
  const int start = qMax(0, index.data(TargetListModel::MatchStart).toInt());
  const int length =
      index.data(TargetListModel::MatchStart).toInt() < 0 ? 0 : index.data(TargetListModel::MatchLength).toInt();
  const int right = portsLeft - 2 * kUnit;
  int x = draw(painter, option.font, name.left(start), row.left() + kMargin, right, row);
  x = draw(painter, bold, name.mid(start, length), x, right, row);
  draw(painter, option.font, name.mid(start + length), x, right, row);
  painter->restore();
}

QSize TargetDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const {
  return {200, option.fontMetrics.height() + 3 * kUnit};
}

}  // namespace portolan
