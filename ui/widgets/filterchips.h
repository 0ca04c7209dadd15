#pragma once

#include <QAbstractButton>
#include <QList>
#include <QWidget>

#include "ui/models/statecounts.h"

class QButtonGroup;

namespace portolan {

/// "All 13", "Ready 6", …: they count, and a click shows only those. One is always chosen. The arrow keys move between
/// them, as in any group of exclusive buttons.
class FilterChips : public QWidget {
  Q_OBJECT
 public:
  /// The popup has no chip for what is stopped.
  explicit FilterChips(QList<StateFilter> filters, QWidget* parent = nullptr);

  void setCounts(const StateCounts& counts);
  void setFilter(StateFilter filter);
  /// Marks and numbers alone, where there is little width.
  void setCompact(bool compact);
  [[nodiscard]] StateFilter filter() const { return m_filter; }
  [[nodiscard]] const QList<StateFilter>& filters() const { return m_filters; }

 Q_SIGNALS:
  /// By a person, or by setFilter.
  void filterChanged(portolan::StateFilter filter);

 private:
  void resized();

  QList<StateFilter> m_filters;
  StateFilter m_filter = StateFilter::All;
  QButtonGroup* m_buttons;
};

}  // namespace portolan
