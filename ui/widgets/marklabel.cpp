#include "ui/widgets/marklabel.h"

#include <QPainter>

#include "ui/widgets/paintedicon.h"

namespace portolan {

MarkLabel::MarkLabel(QString name, Role role, int side, QWidget* parent)
    : QWidget(parent), m_name(std::move(name)), m_role(role), m_side(side) {
  setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void MarkLabel::setMark(const QString& name, Role role) {
  if (m_name != name || m_role != role) {
    m_name = name;
    m_role = role;
    update();
  }
}

void MarkLabel::paintEvent(QPaintEvent*) {
  if (!m_name.isEmpty()) {
    QPainter painter(this);
    tintedIcon(m_name, ColorRoles(palette()).*m_role).paint(&painter, rect());
  }
}

}  // namespace portolan
