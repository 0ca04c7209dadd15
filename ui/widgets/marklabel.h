#pragma once

#include <QWidget>

#include "ui/widgets/colorroles.h"

namespace portolan {

/// One of the project's drawings in a colour role, at the screen's resolution; it follows the palette. Decoration: what
/// it says, words beside it say too.
class MarkLabel : public QWidget {
  Q_OBJECT
 public:
  using Role = QColor ColorRoles::*;

  /// `name`: as tintedIcon takes it; empty: nothing, but the place is kept.
  explicit MarkLabel(QString name = {}, Role role = &ColorRoles::sub, int side = 16, QWidget* parent = nullptr);
  void setMark(const QString& name, Role role);
  [[nodiscard]] const QString& name() const { return m_name; }
  [[nodiscard]] QSize sizeHint() const override { return {m_side, m_side}; }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  QString m_name;
  Role m_role;
  int m_side;
};

}  // namespace portolan
