#pragma once

#include <QWidget>
#include <array>

#include "ui/models/stagewords.h"

class QBoxLayout;

namespace portolan {

class StageStep;

/// The five stages of a forward's way, side by side, or one below the other where there is little width.
class StagePath : public QWidget {
  Q_OBJECT
 public:
  explicit StagePath(QWidget* parent = nullptr);

  void setStages(const std::array<StageView, 5>& stages);
  [[nodiscard]] QSize minimumSizeHint() const override;

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  std::array<StageStep*, 5> m_steps{};
  QBoxLayout* m_layout;
};

}  // namespace portolan
