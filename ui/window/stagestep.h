#pragma once

#include <QWidget>

#include "ui/models/stagewords.h"
#include "ui/widgets/viewmotion.h"

namespace portolan {

/// One stage of the way: its mark, the line to the next one, title, time and result. Can be focused, so that a screen
/// reader says it.
class StageStep : public QWidget {
  Q_OBJECT
 public:
  explicit StageStep(Stage stage, QWidget* parent = nullptr);

  /// `next`: of the one that the line leads to; the last has none.
  void setView(const StageView& view, StageReport::State next);
  /// One below the other instead of side by side.
  void setVertical(bool vertical);
  [[nodiscard]] const StageView& view() const { return m_view; }

  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;
  bool event(QEvent* event) override;
  void focusInEvent(QFocusEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;

 private:
  [[nodiscard]] int disc() const;
  [[nodiscard]] QString title() const;

  const Stage m_stage;
  StageView m_view;
  StageReport::State m_next = StageReport::State::NotReached;
  bool m_vertical = false;
  ViewMotion* m_motion;
};

}  // namespace portolan
