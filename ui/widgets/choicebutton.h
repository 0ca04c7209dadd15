#pragma once

#include <QAbstractButton>

namespace portolan {

/// One of a few alternatives in a row: outlined, and with a tick and a tint where it is the chosen one. Put several
/// into an exclusive QButtonGroup.
class ChoiceButton : public QAbstractButton {
  Q_OBJECT
 public:
  explicit ChoiceButton(const QString& text, QWidget* parent = nullptr);
  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

 protected:
  void paintEvent(QPaintEvent* event) override;
  void enterEvent(QEnterEvent* event) override;
  void leaveEvent(QEvent* event) override;
};

}  // namespace portolan
