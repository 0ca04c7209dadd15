#pragma once

#include <QAbstractButton>
#include <QVariantAnimation>

namespace portolan {

/// A switch as a widget. It moves at once and takes 120 ms for it, where the desktop wants motion. A click on a mixed
/// one turns all on: it is unchecked before, and checked after. Give it an accessible name.
class Switch : public QAbstractButton {
  Q_OBJECT
 public:
  explicit Switch(QWidget* parent = nullptr);

  /// Some on, some off; the button is unchecked then.
  void setMixed(bool mixed);
  [[nodiscard]] bool isMixed() const { return m_mixed; }

  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

 protected:
  void paintEvent(QPaintEvent* event) override;
  bool hitButton(const QPoint& position) const override { return rect().contains(position); }
  void nextCheckState() override;

 private:
  [[nodiscard]] QRect body() const;
  void move(bool on);

  bool m_mixed = false;
  QVariantAnimation m_motion;
};

}  // namespace portolan
