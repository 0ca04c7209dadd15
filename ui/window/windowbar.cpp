#include "ui/window/windowbar.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QSignalBlocker>

#include "ui/widgets/actionbutton.h"
#include "ui/widgets/colorroles.h"
#include "ui/widgets/filterchips.h"
#include "ui/widgets/searchfield.h"
#include "ui/widgets/sizes.h"

using namespace Qt::StringLiterals;

namespace portolan {

namespace {
constexpr int kUnit = Sizes::kUnit;
}  // namespace

WindowBar::WindowBar(QWidget* parent) : QWidget(parent) {
  setAccessibleName(tr("Commands and filters"));
  m_add = new ActionButton(u"add"_s, tr("Add"));
  m_import = new ActionButton(u"import"_s, tr("Import"));
  m_search = new SearchField;
  m_grouping = new QComboBox;
  m_grouping->setAccessibleName(tr("Group"));
  m_grouping->addItem(tr("By context"), int(ForwardsFilter::Grouping::Context));
  m_grouping->addItem(tr("By namespace"), int(ForwardsFilter::Grouping::Namespace));
  m_grouping->addItem(tr("By tag"), int(ForwardsFilter::Grouping::Tag));
  m_grouping->addItem(tr("One list"), int(ForwardsFilter::Grouping::None));
  m_chips = new FilterChips(
      {StateFilter::All, StateFilter::Ready, StateFilter::Waiting, StateFilter::Failed, StateFilter::Stopped});
  m_startAll = new ActionButton(u"start"_s, tr("Start all"));
  m_stopAll = new ActionButton(u"stop"_s, tr("Stop all"));
  m_menu = new ActionButton(u"menu"_s, tr("Menu"));
  m_menu->setBare(true);

  auto* layout = new QHBoxLayout(this);
  layout->setContentsMargins(3 * kUnit, 2 * kUnit + 2, 3 * kUnit, 2 * kUnit + 2);
  layout->setSpacing(2 * kUnit);
  layout->addWidget(m_add);
  layout->addWidget(m_import);
  layout->addSpacing(kUnit);
  layout->addWidget(m_search, 100);
  layout->addWidget(m_grouping);
  layout->addSpacing(kUnit);
  layout->addWidget(m_chips);
  layout->addStretch(1);
  layout->addWidget(m_startAll);
  layout->addWidget(m_stopAll);
  layout->addWidget(m_menu);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);

  connect(m_add, &QPushButton::clicked, this, &WindowBar::addRequested);
  connect(m_import, &QPushButton::clicked, this, &WindowBar::importRequested);
  connect(m_search, &QLineEdit::textChanged, this, &WindowBar::textChanged);
  connect(m_search, &SearchField::leftDownwards, this, &WindowBar::listRequested);
  connect(m_grouping, &QComboBox::currentIndexChanged, this,
          [this] { Q_EMIT groupingChanged(ForwardsFilter::Grouping(m_grouping->currentData().toInt())); });
  connect(m_startAll, &QPushButton::clicked, this, &WindowBar::startAllRequested);
  connect(m_stopAll, &QPushButton::clicked, this, &WindowBar::stopAllRequested);
  connect(m_menu, &QPushButton::clicked, this, &WindowBar::menuRequested);
  updateSizes();
  setCounts({});
}

void WindowBar::updateSizes() {
  const int height = fontMetrics().height();
  m_search->setMinimumWidth(8 * height);
  m_search->setMaximumWidth(14 * height);
  m_grouping->setMinimumHeight(Sizes::control(fontMetrics()));
}

void WindowBar::setGrouping(ForwardsFilter::Grouping grouping) {
  const QSignalBlocker quiet(m_grouping);
  m_grouping->setCurrentIndex(m_grouping->findData(int(grouping)));
}

void WindowBar::setCounts(const StateCounts& counts) {
  m_empty = counts.all == 0;
  m_search->setPlaceholderText(m_empty ? tr("Nothing to search yet") : tr("Search name, port, pod, tag"));
  m_add->setPrimary(!m_empty);
  m_chips->setCounts(counts);
  for (QWidget* widget : {static_cast<QWidget*>(m_grouping), static_cast<QWidget*>(m_chips),
                          static_cast<QWidget*>(m_startAll), static_cast<QWidget*>(m_stopAll)}) {
    widget->setVisible(!m_empty);
  }
  setCanStartAndStop(counts.stopped > 0 || counts.failed > 0, counts.stopped < counts.all);
  fit();
}

void WindowBar::setCanStartAndStop(bool canStart, bool canStop) {
  m_startAll->setEnabled(canStart);
  m_stopAll->setEnabled(canStop);
}

/// Takes words away until what is left fits: first of what is said elsewhere too.
void WindowBar::fit() {
  if (m_fitting) {
    return;
  }
  m_fitting = true;
  constexpr int kLevels = 4;
  for (int level = 0; level < kLevels; ++level) {
    m_startAll->setCompact(level >= 1);
    m_stopAll->setCompact(level >= 1);
    m_chips->setCompact(level >= 2);
    m_add->setCompact(level >= 3);
    m_import->setCompact(level >= 3);
    layout()->invalidate();
    if (layout()->minimumSize().width() <= width()) {
      break;
    }
  }
  m_fitting = false;
}

QSize WindowBar::minimumSizeHint() const {
  return {20 * fontMetrics().height(), QWidget::minimumSizeHint().height()};
}

void WindowBar::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const ColorRoles colors(palette());
  painter.fillRect(rect(), colors.window);
  painter.setPen(colors.line);
  painter.drawLine(0, height() - 1, width(), height() - 1);
}

void WindowBar::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  fit();
}

void WindowBar::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) {
    updateSizes();
    fit();
  }
}

}  // namespace portolan
