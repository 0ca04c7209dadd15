#include "ui/window/graphlegend.h"

#include <QPainter>
#include <QStyle>

#include "ui/models/figures.h"
#include "ui/widgets/colorroles.h"
#include "ui/widgets/drawing.h"
#include "ui/widgets/sizes.h"

using namespace Qt::StringLiterals;

namespace portolan {

namespace {
constexpr int kUnit = Sizes::kUnit;
constexpr int kSwatch = 14;
constexpr int kGap = 6;
constexpr int kBetween = 5 * kUnit;
}  // namespace

GraphLegend::GraphLegend(QWidget* parent) : QWidget(parent) {
  setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
  setRates(0, 0);
}

void GraphLegend::setRates(double down, double up) {
  m_down = u"↓ "_s + Figures::rate(down);
  m_up = u"↑ "_s + Figures::rate(up);
  setAccessibleName(tr("down %1, up %2").arg(Figures::spokenRate(down), Figures::spokenRate(up)));
  updateGeometry();
  update();
}

QSize GraphLegend::sizeHint() const {
  const QFontMetrics metrics(Fonts::secondary(font()));
  // As wide as for the widest figures, or it would dance.
  const int width = metrics.horizontalAdvance(u"↓ "_s + Figures::rate(888e6)) + 1;
  return {2 * (kSwatch + kGap + width) + kBetween, fontMetrics().height()};
}

void GraphLegend::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const ColorRoles colors(palette());
  painter.setFont(Fonts::secondary(font()));
  const QFontMetrics metrics = painter.fontMetrics();
  int right = width();
  const auto place = [this](const QRect& at) { return QStyle::visualRect(layoutDirection(), rect(), at); };
  for (const auto& [text, color, thick] : {std::tuple(m_up, colors.upload, 2), std::tuple(m_down, colors.link, 3)}) {
    const int width = metrics.horizontalAdvance(text) + 1;
    if (right - width - kSwatch - kGap < 0) {
      return;
    }
    painter.setPen(colors.text);
    drawElided(painter, place(QRect(right - width, 0, width, height())), Qt::AlignCenter, text, layoutDirection());
    painter.fillRect(place(QRect(right - width - kGap - kSwatch, (height() - thick) / 2, kSwatch, thick)), color);
    right -= width + kGap + kSwatch + kBetween;
  }
}

}  // namespace portolan
