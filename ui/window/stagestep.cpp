#include "ui/window/stagestep.h"

#include <QHelpEvent>
#include <QPainter>
#include <QPainterPath>
#include <QStyle>
#include <QToolTip>

#include "ui/models/statewords.h"
#include "ui/widgets/colorroles.h"
#include "ui/widgets/drawing.h"
#include "ui/widgets/sizes.h"

using namespace Qt::StringLiterals;
using State = portolan::StageReport::State;

namespace portolan {

namespace {

constexpr int kUnit = Sizes::kUnit;
constexpr int kLineGap = 6;  // between a mark and the line

QString drawingOf(Stage stage) {
  switch (stage) {
    case Stage::Configuration:
      return u"stage-configuration"_s;
    case Stage::Authentication:
      return u"stage-authentication"_s;
    case Stage::Target:
      return u"stage-target"_s;
    case Stage::Session:
      return u"stage-session"_s;
    case Stage::Relay:
      return u"stage-relay"_s;
  }
  return {};
}

void paintMark(QPainter& painter, const QRectF& rect, Stage stage, State state, const ColorRoles& colors, qreal turn) {
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  const qreal side = rect.width();
  const QRectF icon = rect.adjusted(side * 0.22, side * 0.22, -side * 0.22, -side * 0.22);
  switch (state) {
    case State::Done: {
      painter.setPen(Qt::NoPen);
      painter.setBrush(colors.ready);
      painter.drawEllipse(rect);
      painter.setPen(QPen(ColorRoles::contrast(Qt::white, colors.ready) >= 4.5 ? QColor(Qt::white) : QColor(0x10161c),
                          side / 13, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
      painter.setBrush(Qt::NoBrush);
      const QPointF at = rect.topLeft();
      const QPointF tick[] = {at + QPointF(side * 0.29, side * 0.52), at + QPointF(side * 0.44, side * 0.67),
                              at + QPointF(side * 0.72, side * 0.35)};
      painter.drawPolyline(tick, 3);
      break;
    }
    case State::Failed: {
      painter.translate(rect.center());
      painter.rotate(45);
      painter.setPen(Qt::NoPen);
      painter.setBrush(colors.failed);
      const qreal half = side * 0.40;
      painter.drawRoundedRect(QRectF(-half, -half, 2 * half, 2 * half), side * 0.08, side * 0.08);
      painter.rotate(-45);
      painter.setPen(QPen(ColorRoles::contrast(Qt::white, colors.failed) >= 4.5 ? QColor(Qt::white) : QColor(0x10161c),
                          side / 11, Qt::SolidLine, Qt::RoundCap));
      painter.drawLine(QPointF(0, -side * 0.22), QPointF(0, side * 0.05));
      painter.drawPoint(QPointF(0, side * 0.22));
      break;
    }
    case State::Working:
      painter.setPen(QPen(colors.line, 1.4));
      painter.setBrush(colors.base);
      painter.drawEllipse(rect.adjusted(0.7, 0.7, -0.7, -0.7));
      painter.setPen(QPen(colors.accent, 2, Qt::SolidLine, Qt::RoundCap));
      painter.drawArc(rect.adjusted(1, 1, -1, -1), int((90 - turn) * 16), -270 * 16);
      drawIcon(painter, drawingOf(stage), icon, colors.link);
      break;
    case State::Held:
      painter.setPen(QPen(colors.waiting, 1.6));
      painter.setBrush(colors.base);
      painter.drawEllipse(rect.adjusted(0.8, 0.8, -0.8, -0.8));
      drawIcon(painter, drawingOf(stage), icon, colors.waiting);
      break;
    case State::NotReached:
      painter.setPen(QPen(colors.edge, 1.2));
      painter.setBrush(colors.base);
      painter.drawEllipse(rect.adjusted(0.6, 0.6, -0.6, -0.6));
      drawIcon(painter, drawingOf(stage), icon, colors.sub);
      break;
  }
  painter.restore();
}

}  // namespace

StageStep::StageStep(Stage stage, QWidget* parent) : QWidget(parent), m_stage(stage), m_motion(new ViewMotion(this)) {
  setFocusPolicy(Qt::TabFocus);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  setView({}, State::NotReached);
}

void StageStep::setView(const StageView& view, State next) {
  m_view = view;
  m_next = next;
  setAccessibleName(StageWords::spoken(m_stage, view));
  update();
}

void StageStep::setVertical(bool vertical) {
  if (vertical != m_vertical) {
    m_vertical = vertical;
    updateGeometry();
    update();
  }
}

int StageStep::disc() const {
  return fontMetrics().height() + 2 * kUnit;
}

QString StageStep::title() const {
  return u"%1  %2"_s.arg(int(m_stage) + 1).arg(StateWords::stage(m_stage));
}

QSize StageStep::sizeHint() const {
  const QFontMetrics metrics = fontMetrics();
  const int width = QFontMetrics(Fonts::strong(font())).horizontalAdvance(title()) + 6 * metrics.height();
  return m_vertical ? QSize(width + disc() + 3 * kUnit, 2 * metrics.height() + 4 * kUnit)
                    : QSize(width, disc() + 2 * metrics.height() + 2 * kUnit);
}

QSize StageStep::minimumSizeHint() const {
  return {QFontMetrics(Fonts::strong(font())).horizontalAdvance(title()) + 2 * kUnit, sizeHint().height()};
}

void StageStep::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const ColorRoles colors(palette());
  const int side = disc();
  const auto place = [this](const QRect& at) { return QStyle::visualRect(layoutDirection(), rect(), at); };
  const QRect mark = place(QRect(0, m_vertical ? kUnit : 0, side, side));
  paintMark(painter, mark, m_stage, m_view.state, colors,
            m_view.state == State::Working ? m_motion->arcTurn(rect()) : 0);

  if (m_stage != Stage::Relay) {
    painter.save();
    const bool isWalked = m_view.state == State::Done && m_next != State::NotReached;
    painter.setPen(isWalked ? QPen(colors.ready, 2) : QPen(colors.edge, 1.4, Qt::DashLine));
    if (m_vertical) {
      painter.drawLine(mark.center().x(), mark.bottom() + kLineGap / 2, mark.center().x(), height());
    } else {
      const QRect line = place(QRect(side + kLineGap, side / 2, width() - side - 2 * kLineGap, 1));
      painter.drawLine(line.left(), side / 2, line.right(), side / 2);
    }
    painter.restore();
  }

  const QFontMetrics metrics = fontMetrics();
  const int textLeft = m_vertical ? side + 3 * kUnit : 0;
  int top = m_vertical ? 2 : side + kUnit + 2;
  const bool isQuiet = m_view.state == State::NotReached;
  const QColor titleColor = m_view.state == State::Failed ? colors.failed : isQuiet ? colors.sub : colors.text;
  painter.setFont(Fonts::strong(font()));
  painter.setPen(titleColor);
  const int titleWidth = qMin(painter.fontMetrics().horizontalAdvance(title()) + 1, width() - textLeft);
  drawElided(painter, place(QRect(textLeft, top, titleWidth, metrics.height())), Qt::AlignLeft | Qt::AlignVCenter,
             title(), layoutDirection());
  painter.setFont(Fonts::secondary(font()));
  painter.setPen(colors.sub);
  const int timeLeft = textLeft + titleWidth + 2 * kUnit;
  drawElided(painter, place(QRect(timeLeft, top, width() - timeLeft, metrics.height())),
             Qt::AlignLeft | Qt::AlignVCenter, m_view.time, layoutDirection());
  top += metrics.height();
  painter.setPen(m_view.state == State::Failed ? colors.text : colors.sub);
  drawElided(painter, place(QRect(textLeft, top, width() - textLeft - 2 * kUnit, metrics.height())),
             Qt::AlignLeft | Qt::AlignVCenter, m_view.result, layoutDirection());

  if (hasFocus()) {
    drawFocusRing(painter, rect(), Sizes::kControlRadius, colors.accent);
  }
}

bool StageStep::event(QEvent* event) {
  if (event->type() == QEvent::ToolTip) {
    QToolTip::showText(static_cast<QHelpEvent*>(event)->globalPos(),
                       u"<qt>%1</qt>"_s.arg(accessibleName().toHtmlEscaped()), this);
    return true;
  }
  return QWidget::event(event);
}

void StageStep::focusInEvent(QFocusEvent*) {
  update();
}

void StageStep::focusOutEvent(QFocusEvent*) {
  update();
}

}  // namespace portolan
