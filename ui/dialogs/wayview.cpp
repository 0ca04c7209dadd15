#include "ui/dialogs/wayview.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>

#include "ui/widgets/paintedicon.h"
#include "ui/widgets/rolelabel.h"

using namespace Qt::StringLiterals;

namespace portolan {

namespace {

constexpr int kUnit = 4;
constexpr int kCircle = 28;
constexpr int kMark = 16;

/// The circle with the step's drawing, and the line to the next.
class StepMark : public QWidget {
 public:
  StepMark(const WayView::Step& step, bool isLast) : m_step(step), m_isLast(isLast) { setFixedWidth(kCircle); }

 protected:
  void paintEvent(QPaintEvent*) override {
    const ColorRoles colors(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF circle(0.75, 0.75, kCircle - 1.5, kCircle - 1.5);
    if (!m_isLast) {
      painter.setPen(QPen(colors.ready, 2));
      painter.drawLine(QPointF(kCircle / 2.0, kCircle + kUnit), QPointF(kCircle / 2.0, height() - kUnit));
    }
    painter.setPen(QPen(colors.edge, 1.5));
    painter.setBrush(palette().color(QPalette::Base));
    painter.drawEllipse(circle);
    constexpr int inset = (kCircle - kMark) / 2;
    tintedIcon(m_step.drawing, colors.*m_step.role).paint(&painter, QRect(inset, inset, kMark, kMark));
  }

 private:
  WayView::Step m_step;
  bool m_isLast;
};

}  // namespace

WayView::WayView(QWidget* parent) : QWidget(parent), m_rows(new QVBoxLayout(this)) {
  m_rows->setContentsMargins(0, 0, 0, 0);
  m_rows->setSpacing(0);
}

void WayView::setSteps(const QList<Step>& steps) {
  if (m_steps == steps) {
    return;
  }
  m_steps = steps;
  while (QLayoutItem* item = m_rows->takeAt(0)) {
    delete item->widget();
    delete item;
  }
  for (qsizetype i = 0; i < steps.size(); ++i) {
    const Step& step = steps.at(i);
    auto* row = new QWidget;
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(3 * kUnit);
    layout->addWidget(new StepMark(step, i == steps.size() - 1));
    auto* texts = new QVBoxLayout;
    texts->setContentsMargins(0, 0, 0, i == steps.size() - 1 ? 0 : 3 * kUnit);
    texts->setSpacing(0);
    auto* title = new RoleLabel(step.title);
    if (step.isAddress) {
      title->setFixedFont();
    }
    title->setWordWrap(true);
    auto* detail = new RoleLabel(step.detail, &ColorRoles::sub, RoleLabel::Size::Secondary);
    detail->setWordWrap(true);
    texts->addWidget(title);
    texts->addWidget(detail);
    texts->addStretch();
    layout->addLayout(texts, 1);
    m_rows->addWidget(row);
  }
}

}  // namespace portolan
