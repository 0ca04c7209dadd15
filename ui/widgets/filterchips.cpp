#include "ui/widgets/filterchips.h"

#include <QButtonGroup>
#include <QHBoxLayout>

#include "ui/widgets/filterchip.h"
#include "ui/widgets/sizes.h"

namespace portolan {

FilterChips::FilterChips(QList<StateFilter> filters, QWidget* parent)
    : QWidget(parent), m_filters(std::move(filters)), m_buttons(new QButtonGroup(this)) {
  auto* layout = new QHBoxLayout(this);
  layout->setContentsMargins({});
  layout->setSpacing(2 * Sizes::kUnit);
  for (const StateFilter filter : std::as_const(m_filters)) {
    auto* chip = FilterChip::of(filter, this);
    m_buttons->addButton(chip, int(filter));
    layout->addWidget(chip);
    chip->setChecked(filter == m_filter);
  }
  setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
  setAccessibleName(tr("Show by state"));
  connect(m_buttons, &QButtonGroup::idToggled, this, [this](int id, bool on) {
    if (on && StateFilter(id) != m_filter) {
      m_filter = StateFilter(id);
      Q_EMIT filterChanged(m_filter);
    }
  });
}

void FilterChips::setCounts(const StateCounts& counts) {
  for (const StateFilter filter : std::as_const(m_filters)) {
    static_cast<FilterChip*>(m_buttons->button(int(filter)))->setCount(counts.of(filter));
  }
  resized();
}

void FilterChips::setFilter(StateFilter filter) {
  if (auto* button = m_buttons->button(int(filter))) {
    button->setChecked(true);
  }
}

void FilterChips::setCompact(bool compact) {
  for (QAbstractButton* button : m_buttons->buttons()) {
    static_cast<FilterChip*>(button)->setCompact(compact);
  }
  resized();
}

/// At once, not with the next turn of the event loop: whoever lays this out asks for the size right now.
void FilterChips::resized() {
  layout()->invalidate();
  updateGeometry();
}

}  // namespace portolan
