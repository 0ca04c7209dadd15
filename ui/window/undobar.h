#pragma once

#include <QTimer>
#include <QWidget>

namespace portolan {

/// "Deleted old-billing  9 s  Undo": says what was done and offers to undo it, for ten seconds that stand still while
/// the pointer is on it. Never takes the focus.
class UndoBar : public QWidget {
  Q_OBJECT
 public:
  explicit UndoBar(QWidget* parent = nullptr);

  static constexpr int kSeconds = 10;
  /// Shows itself.
  void offer(const QString& text);
  /// Hides itself.
  void dismiss();

  [[nodiscard]] QSize sizeHint() const override;

 Q_SIGNALS:
  void undoRequested();
  /// It came or went.
  void shownChanged();

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void changeEvent(QEvent* event) override;

 private:
  void tick();
  [[nodiscard]] QRect closeRect() const;
  [[nodiscard]] QRect undoRect() const;
  [[nodiscard]] QString timeText() const;

  QString m_text;
  int m_left = 0;
  QTimer m_clock;
};

}  // namespace portolan
