#include "ui/window/stagepath.h"

#include <QBoxLayout>

#include "ui/widgets/sizes.h"
#include "ui/window/stagestep.h"

namespace portolan {

namespace {
/// Below so many text heights for each stage they do not stand side by side.
constexpr int kNarrow = 7;
}  // namespace

StagePath::StagePath(QWidget* parent) : QWidget(parent), m_layout(new QBoxLayout(QBoxLayout::LeftToRight, this)) {
  m_layout->setContentsMargins({});
  m_layout->setSpacing(0);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  setAccessibleName(tr("The way of this forward"));
  for (size_t i = 0; i < m_steps.size(); ++i) {
    m_steps[i] = new StageStep(Stage(i), this);
    m_layout->addWidget(m_steps[i]);
  }
}

void StagePath::setStages(const std::array<StageView, 5>& stages) {
  for (size_t i = 0; i < stages.size(); ++i) {
    m_steps[i]->setView(stages[i], i + 1 < stages.size() ? stages[i + 1].state : StageReport::State::NotReached);
  }
}

QSize StagePath::minimumSizeHint() const {
  return {12 * fontMetrics().height(), QWidget::minimumSizeHint().height()};
}

void StagePath::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  const bool vertical = width() < kNarrow * fontMetrics().height() * int(m_steps.size());
  if (vertical != (m_layout->direction() == QBoxLayout::TopToBottom)) {
    m_layout->setDirection(vertical ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    for (StageStep* step : m_steps) {
      step->setVertical(vertical);
    }
    updateGeometry();
  }
}

}  // namespace portolan
