#pragma once

#include <QAbstractButton>

#include "ui/models/statecounts.h"

namespace portolan {

/// One of the FilterChips.
class FilterChip : public QAbstractButton {
  Q_OBJECT
 public:
  explicit FilterChip(StateFilter filter, QWidget* parent = nullptr);

  void setCount(int count);
  void setCompact(bool compact);
  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  [[nodiscard]] QString name() const;
  /// What is painted of it.
  [[nodiscard]] QString words() const;

  StateFilter m_filter;
  int m_count = 0;
  bool m_compact = false;
};

}  // namespace portolan
