#pragma once

#include <QAbstractButton>
#include <QLabel>
#include <QLineEdit>
#include <QStringList>
#include <QTranslator>
#include <QWidget>

namespace portolan {

/// Buttons and labels below `root` that are too small for their words, with the words; empty if all is well. Labels
/// that wrap or are cut with an ellipsis on purpose are left out.
inline QStringList cutOffTexts(QWidget& root) {
  QStringList cut;
  const auto check = [&](QWidget* widget, const QString& words) {
    // What a scroll area hides can be scrolled to, but no layout may make anything narrower than its words.
    if (widget->isVisibleTo(&root) && !words.isEmpty() &&
        (widget->width() < widget->sizeHint().width() || widget->height() < widget->fontMetrics().height())) {
      cut += QStringLiteral("%1: %2 of %3").arg(words).arg(widget->width()).arg(widget->sizeHint().width());
    }
  };
  const auto buttons = root.findChildren<QAbstractButton*>();
  for (QAbstractButton* button : buttons) {
    if (qobject_cast<QLineEdit*>(button->parentWidget())) {
      continue;  // the button that clears a field: the field's own business
    }
    check(button, button->text().isEmpty() ? button->accessibleName() : button->text());
  }
  const auto labels = root.findChildren<QLabel*>();
  for (QLabel* label : labels) {
    if (!label->wordWrap() && label->pixmap().isNull()) {
      check(label, label->text());
    }
  }
  return cut;
}

/// A language in which everything is half as long again: what breaks in it breaks in German, too.
class LongWords : public QTranslator {
 public:
  [[nodiscard]] bool isEmpty() const override { return false; }
  [[nodiscard]] QString translate(const char*, const char* sourceText, const char*, int n) const override {
    QString text = QString::fromUtf8(sourceText);
    if (n >= 0) {
      text.replace(QStringLiteral("%n"), QString::number(n));
    }
    return text + QString(text.size() / 2, u'o');
  }
};

}  // namespace portolan
