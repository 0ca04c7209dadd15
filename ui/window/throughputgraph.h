#pragma once

#include <QWidget>
#include <vector>

#include "ui/models/ratehistory.h"

namespace portolan {

/// What went through a forward in the last five minutes: down filled, up a line, with a mark where sessions ended. Time
/// runs from left to right in every language. Has its text value for screen readers.
class ThroughputGraph : public QWidget {
  Q_OBJECT
 public:
  explicit ThroughputGraph(QWidget* parent = nullptr);

  /// `now` on the clock of the history.
  void setHistory(const RateHistory& history, qint64 now);
  /// The graph's upper end for a highest value: 1, 2, 2.5, 4 or 5 times a power of ten, so that its half is round too.
  static double scaleFor(double highest);

  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  std::vector<float> m_down;
  std::vector<float> m_up;
  QList<RateHistory::Break> m_breaks;
  qint64 m_now = 0;
};

}  // namespace portolan
