#include "ui/widgets/groupheader.h"

#include <QPainter>
#include <QStyle>

#include "ui/models/figures.h"
#include "ui/widgets/drawing.h"
#include "ui/widgets/sizes.h"
#include "ui/widgets/switchpainter.h"

using namespace Qt::StringLiterals;

namespace portolan {

namespace {

constexpr int kUnit = Sizes::kUnit;

QRect placed(const GroupHeader::Look& look, const QRect& rect) {
  return QStyle::visualRect(look.direction, look.rect, rect);
}

/// Where the chevron begins, in a left-to-right layout.
int chevronLeft(const GroupHeader::Look& look, const QFontMetrics& metrics) {
  const int left = look.rect.left() + look.margin;
  return look.side == GroupHeader::SwitchSide::Leading ? left + Sizes::switchSize(metrics).width() + 3 * kUnit - 1
                                                       : left;
}

}  // namespace

QRect GroupHeader::switchRect(const Look& look) {
  const QSize size = Sizes::switchSize(QFontMetrics(look.font));
  const int left = look.side == SwitchSide::Leading ? look.rect.left() + look.margin
                                                    : look.rect.right() + 1 - look.margin - size.width();
  return placed(look, QRect(QPoint(left, look.rect.top() + (look.rect.height() - size.height()) / 2), size));
}

QRect GroupHeader::chevronRect(const Look& look) {
  const QFontMetrics metrics(look.font);
  const int side = Sizes::mark(metrics);
  return placed(look, QRect(chevronLeft(look, metrics), look.rect.top() + (look.rect.height() - side) / 2, side, side));
}

QString GroupHeader::countText(const ForwardGroup& group) {
  return tr("%1 of %2 on").arg(group.on).arg(group.rows.size());
}

QString GroupHeader::clusterText(const ForwardGroup& group) {
  if (!group.trouble.isEmpty()) {
    return group.trouble;
  }
  return group.answersIn ? tr("cluster answers in %1").arg(Figures::took(*group.answersIn)) : QString();
}

void GroupHeader::paint(QPainter& painter, const Look& look, const ForwardGroup& group, const ColorRoles& colors) {
  const QFontMetrics metrics(look.font);
  const QFont strong = Fonts::strong(look.font);
  const QFont secondary = Fonts::secondary(look.font);
  const int side = Sizes::mark(metrics);

  paintSwitch(painter, switchRect(look),
              {.position = look.switchPosition,
               .isMixed = group.wanted == ForwardGroup::Switch::Mixed,
               .isHovered = look.isHovered},
              colors, look.direction);
  drawIcon(
      painter,
      look.isFolded ? look.direction == Qt::RightToLeft ? u"chevron-left"_s : u"chevron-right"_s : u"chevron-down"_s,
      chevronRect(look), colors.sub);

  int left = chevronLeft(look, metrics) + side + (look.side == SwitchSide::Leading ? 2 * kUnit : 2 * kUnit - 2);
  int right = look.rect.right() + 1 - look.margin - (look.side == SwitchSide::Leading ? kUnit : 0);
  if (look.side == SwitchSide::Trailing) {
    right -= Sizes::switchSize(metrics).width() + 2 * kUnit;
  }

  const auto draw = [&](const QString& text, const QFont& font, const QColor& color, int mostWidth) {
    const int width = qMin(QFontMetrics(font).horizontalAdvance(text) + 1, mostWidth);
    painter.setFont(font);
    painter.setPen(color);
    drawElided(painter, placed(look, QRect(left, look.rect.top(), width, look.rect.height())),
               Qt::AlignLeft | Qt::AlignVCenter, text, look.direction);
    left += qMax(width, 0);
  };

  // What is said of the cluster gives way first, then the name is cut.
  const QString count = countText(group);
  const int countWidth = QFontMetrics(secondary).horizontalAdvance(count) + 1;
  draw(group.name, strong, colors.text, right - left - countWidth - 3 * kUnit);
  left += 10;
  draw(count, secondary, colors.sub, right - left);
  if (group.isInsecure) {
    left += 4 * kUnit;
    const QString warning = tr("Certificate not verified");
    const int width = QFontMetrics(secondary).horizontalAdvance(warning) + 1;
    if (left + side <= right) {
      drawIcon(painter, u"unverified"_s,
               placed(look, QRect(left, look.rect.top() + (look.rect.height() - side) / 2, side, side)),
               colors.waiting);
      left += side + kUnit;
      draw(warning, secondary, colors.waiting, qMin(width, right - left));
    }
  }
  if (look.withCluster) {
    const QString text = clusterText(group);
    const int width = QFontMetrics(secondary).horizontalAdvance(text) + 1;
    if (!text.isEmpty() && left + 4 * kUnit + width <= right) {
      painter.setFont(secondary);
      painter.setPen(colors.sub);
      drawElided(painter, placed(look, QRect(right - width, look.rect.top(), width, look.rect.height())),
                 Qt::AlignRight | Qt::AlignVCenter, text, look.direction);
    }
  }
}

}  // namespace portolan
