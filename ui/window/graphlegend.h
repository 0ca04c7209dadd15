#pragma once

#include <QWidget>

namespace portolan {

/// Which line of the graph is which, and what it is at now: "↓ 3.4 MB/s  ↑ 310 kB/s".
class GraphLegend : public QWidget {
  Q_OBJECT
 public:
  explicit GraphLegend(QWidget* parent = nullptr);

  /// Bytes per second.
  void setRates(double down, double up);
  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override { return {0, sizeHint().height()}; }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  QString m_down;
  QString m_up;
};

}  // namespace portolan
