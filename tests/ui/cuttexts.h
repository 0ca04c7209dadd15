#pragma once

#include <QAbstractButton>
#include <QLabel>
#include <QStringList>
#include <QWidget>

namespace portolan {

/// Words below `root` that do not fit where they stand, as "class: words". What is made to be cut (an ellipsis with the
/// whole in a tooltip) is no label and no button.
inline QStringList cutTexts(QWidget& root) {
  QStringList cut;
  const auto children = root.findChildren<QWidget*>();
  for (QWidget* widget : children) {
    if (!widget->isVisibleTo(&root)) {
      continue;
    }
    QString text;
    bool fits = true;
    if (const auto* label = qobject_cast<QLabel*>(widget); label && !label->text().isEmpty()) {
      text = label->text();
      fits = label->wordWrap() ? label->heightForWidth(label->width()) <= label->height() + 1
                               : label->sizeHint().width() <= label->width() + 1;
    } else if (const auto* button = qobject_cast<QAbstractButton*>(widget); button && !button->text().isEmpty()) {
      text = button->text();
      fits = button->sizeHint().width() <= button->width() + 1 && button->sizeHint().height() <= button->height() + 1;
    }
    if (!fits) {
      cut += QStringLiteral("%1: %2").arg(QString::fromLatin1(widget->metaObject()->className()), text);
    }
  }
  return cut;
}

}  // namespace portolan
