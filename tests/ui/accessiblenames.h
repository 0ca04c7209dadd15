#pragma once

#include <QAccessible>
#include <QStringList>
#include <QWidget>

namespace portolan {

/// What a screen reader could only call "button" or "check box" below `root`: class names, empty if all is well. The
/// field inside a combo or spin box is left out: the focus goes to the box.
inline QStringList controlsWithoutName(QWidget& root) {
  QStringList nameless;
  const auto children = root.findChildren<QWidget*>();
  for (QWidget* widget : children) {
    if (widget->isVisibleTo(&root) && (widget->focusPolicy() & Qt::TabFocus) && !widget->focusProxy()) {
      QAccessibleInterface* accessible = QAccessible::queryAccessibleInterface(widget);
      if (!accessible || accessible->text(QAccessible::Name).isEmpty()) {
        nameless += QString::fromLatin1(widget->metaObject()->className());
      }
    }
  }
  return nameless;
}

}  // namespace portolan
