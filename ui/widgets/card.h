#pragma once

#include <QWidget>

namespace portolan {

/// A quiet ground with round corners behind what belongs together.
class Card : public QWidget {
  Q_OBJECT
 public:
  using QWidget::QWidget;

 protected:
  void paintEvent(QPaintEvent* event) override;
};

}  // namespace portolan
