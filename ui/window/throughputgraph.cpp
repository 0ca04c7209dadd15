#include "ui/window/throughputgraph.h"

#include <QDateTime>
#include <QLocale>
#include <QPainter>
#include <QPolygonF>
#include <algorithm>
#include <cmath>

#include "ui/models/figures.h"
#include "ui/widgets/colorroles.h"
#include "ui/widgets/drawing.h"
#include "ui/widgets/sizes.h"

using namespace Qt::StringLiterals;

namespace portolan {

namespace {

constexpr int kUnit = Sizes::kUnit;
/// A point of the graph is the mean of so many seconds.
constexpr int kPoint = 4;
constexpr double kLeastScale = 1000;

std::vector<float> averaged(const std::vector<float>& seconds) {
  std::vector<float> points;
  for (size_t i = 0; i + kPoint <= seconds.size(); i += kPoint) {
    float sum = 0;
    for (size_t j = 0; j < kPoint; ++j) {
      sum += seconds[i + j];
    }
    points.push_back(sum / float(kPoint));
  }
  return points;
}

}  // namespace

ThroughputGraph::ThroughputGraph(QWidget* parent) : QWidget(parent) {
  setFocusPolicy(Qt::TabFocus);
  setAccessibleName(tr("Throughput of the last five minutes"));
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

double ThroughputGraph::scaleFor(double highest) {
  const double least = std::max(highest, kLeastScale);
  const double power = std::pow(10.0, std::floor(std::log10(least)));
  for (const double step : {1.0, 2.0, 2.5, 4.0, 5.0, 10.0}) {
    if (step * power >= least * 0.9999) {
      return step * power;
    }
  }
  return 10 * power;
}

void ThroughputGraph::setHistory(const RateHistory& history, qint64 now) {
  m_down = averaged(history.last(RateHistory::Direction::FromPod, now, RateHistory::kSeconds));
  m_up = averaged(history.last(RateHistory::Direction::ToPod, now, RateHistory::kSeconds));
  m_breaks = history.breaks(now);
  m_now = now;
  const auto highest = [](const std::vector<float>& values) {
    return values.empty() ? 0.0 : double(*std::max_element(values.begin(), values.end()));
  };
  setAccessibleDescription(tr("Now down %1, up %2; at most down %3, up %4")
                               .arg(Figures::spokenRate(history.rate(RateHistory::Direction::FromPod, now)),
                                    Figures::spokenRate(history.rate(RateHistory::Direction::ToPod, now)),
                                    Figures::spokenRate(highest(m_down)), Figures::spokenRate(highest(m_up))));
  update();
}

QSize ThroughputGraph::sizeHint() const {
  return {16 * fontMetrics().height(), 8 * fontMetrics().height()};
}

QSize ThroughputGraph::minimumSizeHint() const {
  return {10 * fontMetrics().height(), 5 * fontMetrics().height()};
}

void ThroughputGraph::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const ColorRoles colors(palette());
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setLayoutDirection(Qt::LeftToRight);
  painter.setFont(Fonts::axis(font()));
  const QFontMetrics metrics = painter.fontMetrics();

  double highest = 0;
  for (const auto* values : {&m_down, &m_up}) {
    for (const float value : *values) {
      highest = std::max(highest, double(value));
    }
  }
  const double scale = scaleFor(highest);
  const QString top = Figures::roundRate(scale);
  const QString middle = Figures::roundRate(scale / 2);
  const int labels = std::max(metrics.horizontalAdvance(top), metrics.horizontalAdvance(middle)) + 2 * kUnit;
  const QRectF plot = QRectF(rect()).adjusted(labels, metrics.height() / 2.0, -1, -metrics.height() - kUnit);
  if (plot.height() < 10 || plot.width() < 10) {
    return;
  }

  for (const auto& [part, text] :
       {std::pair(0.0, QLocale().toString(0)), std::pair(0.5, middle), std::pair(1.0, top)}) {
    const qreal y = std::round(plot.bottom() - plot.height() * part) + 0.5;
    painter.setPen(QPen(colors.line, 1));
    painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
    painter.setPen(colors.sub);
    painter.drawText(QRectF(0, y - metrics.height() / 2.0, labels - 2 * kUnit, metrics.height()),
                     Qt::AlignRight | Qt::AlignVCenter, text);
  }
  for (int minute = 0; minute <= 5; ++minute) {
    const qreal x = plot.left() + plot.width() * minute / 5;
    const QString text = minute == 5   ? tr("now")
                         : minute == 0 ? tr("−%1 min").arg(5)
                                       : tr("−%1", "minutes ago").arg(5 - minute);
    const int width = metrics.horizontalAdvance(text) + 2;
    const qreal left = minute == 0 ? plot.left() : minute == 5 ? plot.right() - width : x - width / 2.0;
    // Where it is narrow, only the ends: the first is the longest, and begins at the edge.
    if (minute == 0 || minute == 5 || plot.width() / 5 > metrics.horizontalAdvance(tr("−%1 min").arg(5)) + width) {
      painter.drawText(QRectF(left, plot.bottom() + kUnit, width, metrics.height()), Qt::AlignCenter, text);
    }
  }

  const auto lineOf = [&](const std::vector<float>& values) {
    QPolygonF line;
    for (size_t i = 0; i < values.size(); ++i) {
      line += QPointF(plot.left() + plot.width() * qreal(i) / qreal(values.size() - 1),
                      plot.bottom() - plot.height() * qreal(values[i]) / scale);
    }
    return line;
  };
  painter.setClipRect(plot.adjusted(-1, -2, 1, 2));
  if (m_down.size() > 1) {
    QPolygonF body = lineOf(m_down);
    body += plot.bottomRight();
    body += plot.bottomLeft();
    QColor fill = colors.link;
    fill.setAlphaF(colors.isDark ? 0.20F : 0.16F);
    painter.setPen(Qt::NoPen);
    painter.setBrush(fill);
    painter.drawPolygon(body);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(colors.link, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPolyline(lineOf(m_down));
  }
  if (m_up.size() > 1) {
    painter.setPen(QPen(colors.upload, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPolyline(lineOf(m_up));
  }
  painter.setClipping(false);

  qreal free = plot.left();
  for (const RateHistory::Break& each : m_breaks) {
    const qreal part = 1 - qreal(RateHistory::endOfLast(m_now) - each.time) / (1000.0 * RateHistory::kSeconds);
    const qreal x = plot.left() + plot.width() * std::clamp(part, 0.0, 1.0);
    painter.setPen(QPen(colors.failed, 1.2, Qt::DashLine));
    painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
    const QString text =
        QLocale().toString(QDateTime::fromMSecsSinceEpoch(each.time).time(), u"HH:mm:ss"_s) + u' ' + each.text;
    const int width = metrics.horizontalAdvance(text) + 2;
    const bool before = x + 6 + width > plot.right();
    const qreal left = before ? x - 6 - width : x + 6;
    if (left >= free) {
      painter.setPen(colors.failed);
      painter.drawText(QRectF(left, plot.top() + 2, width, metrics.height()), Qt::AlignCenter, text);
      free = left + width + kUnit;
    }
  }
  if (hasFocus()) {
    drawFocusRing(painter, rect(), Sizes::kControlRadius, colors.accent);
  }
}

}  // namespace portolan
