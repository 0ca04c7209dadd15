#include "ui/widgets/rolelabel.h"

#include <QApplication>
#include <QEvent>
#include <QFontDatabase>

namespace portolan {

RoleLabel::RoleLabel(const QString& text, Role role, Size size, QWidget* parent)
    : QLabel(text, parent), m_role(role), m_size(size) {
  setTextFormat(Qt::PlainText);
  setForegroundRole(QPalette::WindowText);  // also on the ground of a list
  follow();
}

void RoleLabel::setFixedFont() {
  m_isFixed = true;
  follow();
}

QFont RoleLabel::fontOf(const QFont& base, Size size) {
  constexpr qreal kScales[] = {0.85, 0.92, 1.0, 1.05, 1.2, 1.5};
  QFont font = base;
  const qreal scale = kScales[int(size)];
  if (base.pointSizeF() > 0) {
    font.setPointSizeF(base.pointSizeF() * scale);
  } else if (base.pixelSize() > 0) {
    font.setPixelSize(qRound(base.pixelSize() * scale));
  }
  if (size >= Size::Section) {
    font.setWeight(QFont::DemiBold);
  }
  return font;
}

void RoleLabel::changeEvent(QEvent* event) {
  QLabel::changeEvent(event);
  if (event->type() == QEvent::PaletteChange || event->type() == QEvent::ApplicationFontChange) {
    follow();
  }
}

void RoleLabel::follow() {
  QFont wanted = fontOf(QApplication::font(), m_size);
  if (m_isFixed) {
    const QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    wanted.setFamilies(fixed.families());
    wanted.setStyleHint(QFont::Monospace);
  }
  if (font() != wanted) {
    setFont(wanted);
  }
  const QColor color = ColorRoles(palette()).*m_role;
  if (palette().color(QPalette::WindowText) != color) {
    QPalette changed = palette();
    changed.setColor(QPalette::WindowText, color);
    setPalette(changed);
  }
}

}  // namespace portolan
