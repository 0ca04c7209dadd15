#pragma once

#include <QLabel>

#include "ui/widgets/colorroles.h"

namespace portolan {

/// Plain text in one of our colour roles and sizes, which follows the palette and the system's font.
class RoleLabel : public QLabel {
  Q_OBJECT
 public:
  enum class Size { Small, Secondary, Body, Section, Title, Huge };
  using Role = QColor ColorRoles::*;

  explicit RoleLabel(const QString& text = {}, Role role = &ColorRoles::text, Size size = Size::Body,
                     QWidget* parent = nullptr);
  /// For addresses and commands: the system's fixed font.
  void setFixedFont();

  /// The application's font at the size; Section and above are semibold.
  static QFont fontOf(const QFont& base, Size size);

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void follow();

  Role m_role;
  Size m_size;
  bool m_isFixed = false;
};

}  // namespace portolan
