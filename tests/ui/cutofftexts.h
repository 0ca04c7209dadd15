#pragma once

#include <QAbstractButton>
#include <QAbstractSpinBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QStringList>
#include <QStyle>
#include <QStyleOptionComboBox>
#include <QTranslator>
#include <QWidget>

namespace portolan {

/// Buttons and labels below `root` that are too small for their words, with the words; empty if all is well. What is
/// made to be cut (an ellipsis, with the whole in a tooltip) is no label. What a scroll area hides can be scrolled to,
/// but no layout may make anything smaller than its words.
inline QStringList cutOffTexts(QWidget& root) {
  QStringList cut;
  const auto children = root.findChildren<QWidget*>();
  for (QWidget* widget : children) {
    if (!widget->isVisibleTo(&root)) {
      continue;
    }
    QString words;
    QSize wanted = widget->sizeHint();
    if (const auto* label = qobject_cast<QLabel*>(widget); label && label->pixmap().isNull()) {
      words = label->text();
      wanted = label->wordWrap() ? QSize(0, label->heightForWidth(label->width()))
                                 : QSize(wanted.width(), label->fontMetrics().height());
    } else if (const auto* button = qobject_cast<QAbstractButton*>(widget);
               button && !qobject_cast<QLineEdit*>(button->parentWidget())) {  // those are the field's own business
      words = button->text().isEmpty() ? button->accessibleName() : button->text();
    }
    if (const auto* box = qobject_cast<QComboBox*>(widget); box && !box->isEditable()) {
      words = box->currentText();
      QStyleOptionComboBox option;
      option.initFrom(box);
      const int room =
          box->style()->subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxEditField, box).width();
      wanted = QSize(box->width() + box->fontMetrics().horizontalAdvance(words) - room, 0);
    }
    if (auto* box = qobject_cast<QAbstractSpinBox*>(widget)) {
      const auto* field = box->findChild<QLineEdit*>();
      words = field->text();
      wanted = QSize(box->width() + box->fontMetrics().horizontalAdvance(words) + 4 - field->width(), 0);
    }
    if (!words.isEmpty() && (widget->width() < wanted.width() || widget->height() < wanted.height())) {
      cut += QStringLiteral("%1: %2x%3 of %4x%5")
                 .arg(words)
                 .arg(widget->width())
                 .arg(widget->height())
                 .arg(wanted.width())
                 .arg(wanted.height());
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
