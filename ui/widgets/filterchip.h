#pragma once

#include <QAbstractButton>

#include "ui/models/statecounts.h"
#include "ui/widgets/colorroles.h"

namespace portolan {

/// A mark, a name and how many there are; checked, only those are shown.
class FilterChip : public QAbstractButton {
  Q_OBJECT
 public:
  using Role = QColor ColorRoles::*;
  /// `drawing`: of the mark; empty: none, and the name is never left out.
  FilterChip(QString name, QString drawing, Role role, QWidget* parent = nullptr);
  static FilterChip* of(StateFilter filter, QWidget* parent);

  void setCount(int count);
  void setCompact(bool compact);
  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  /// What is painted of it.
  [[nodiscard]] QString words() const;

  QString m_name;
  QString m_drawing;
  Role m_role;
  int m_count = 0;
  bool m_compact = false;
};

}  // namespace portolan
