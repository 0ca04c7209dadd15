#include "ui/widgets/statemark.h"

#include <QPainter>
#include <QStyle>

#include "ui/widgets/drawing.h"
#include "ui/widgets/sizes.h"

using namespace Qt::StringLiterals;

namespace portolan {

namespace {
constexpr int kUnit = Sizes::kUnit;
constexpr int kGap = 7;  // between mark and words
}  // namespace

StateMark StateMark::of(ForwardStatus::State state, const ColorRoles& colors) {
  switch (state) {
    case ForwardStatus::State::Stopped:
      break;
    case ForwardStatus::State::Starting:
      return {u"state-starting"_s, colors.accent, colors.text, {}, true};
    case ForwardStatus::State::Listening:
      return {u"state-listening"_s, colors.ready, colors.text, {}, false};
    case ForwardStatus::State::Ready:
      return {u"state-ready"_s, colors.ready, colors.text, {}, false};
    case ForwardStatus::State::Waiting:
      return {u"state-waiting"_s, colors.waiting, colors.waiting, colors.waitingTint, false};
    case ForwardStatus::State::Failed:
      return {u"state-failed"_s, colors.failed, colors.failed, colors.failedTint, false};
    case ForwardStatus::State::Stopping:
      return {u"state-stopping"_s, colors.sub, colors.sub, {}, false};
  }
  return {u"state-stopped"_s, colors.sub, colors.sub, {}, false};
}

void paintStateMark(QPainter& painter, const QRectF& rect, const StateMark& mark, qreal turn) {
  drawIcon(painter, mark.drawing, rect, mark.color, mark.turns ? turn : 0);
}

int pillOverhang() {
  return 2 * kUnit;
}

int statePillWidth(const QFontMetrics& metrics, const QString& words) {
  return Sizes::mark(metrics) + kGap + metrics.horizontalAdvance(words) + 2 + (words.isEmpty() ? 0 : 3 * kUnit);
}

bool paintStatePill(QPainter& painter, const QRectF& rect, const StateMark& mark, const QString& words,
                    const ColorRoles& colors, Qt::LayoutDirection direction, qreal turn) {
  const QFontMetrics metrics = painter.fontMetrics();
  const int side = Sizes::mark(metrics);
  const auto place = [&](const QRectF& at) {
    return direction == Qt::RightToLeft
               ? QRectF(rect.left() + rect.right() - at.right(), at.top(), at.width(), at.height())
               : at;
  };
  const qreal room = rect.width() - side - kGap - (mark.tint.isValid() ? 3 * kUnit : 0);
  const qreal width = qMin(qreal(metrics.horizontalAdvance(words) + 1), room);
  if (mark.tint.isValid()) {
    const int height = qMin(int(rect.height()) - 4, metrics.height() + 4);
    const QRectF pill(rect.left() - pillOverhang(), rect.center().y() - height / 2.0,
                      pillOverhang() + side + kGap + width + 3 * kUnit, height);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(colors.isHighContrast ? QPen(mark.words, 1) : QPen(Qt::NoPen));
    painter.setBrush(mark.tint);
    painter.drawRoundedRect(place(pill).adjusted(0.5, 0.5, -0.5, -0.5), height / 2.0, height / 2.0);
    painter.restore();
  }
  paintStateMark(painter, place(QRectF(rect.left(), rect.center().y() - side / 2.0, side, side)), mark, turn);
  painter.setPen(mark.words);
  return drawElided(painter, place(QRectF(rect.left() + side + kGap, rect.top(), width, rect.height())),
                    Qt::AlignLeft | Qt::AlignVCenter, words, direction);
}

}  // namespace portolan
