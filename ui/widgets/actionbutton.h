#pragma once

#include <QPushButton>

namespace portolan {

/// A push button with one of the project's drawings, in the colour of its words also after the palette changed.
class ActionButton : public QPushButton {
  Q_OBJECT
 public:
  /// `drawing` as drawIcon has it; empty: words alone.
  explicit ActionButton(const QString& drawing, const QString& text = {}, QWidget* parent = nullptr);

  void setDrawing(const QString& drawing);
  /// Looks like the one that Enter presses.
  void setPrimary(bool primary);
  /// Without a border, for what stands beside: "…", the menu. Words become tooltip and accessible name.
  void setBare(bool bare);
  /// Without its words, which become tooltip and accessible name.
  void setCompact(bool compact);
  [[nodiscard]] bool isCompact() const { return m_compact; }
  void setWords(const QString& words);

  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

 protected:
  void paintEvent(QPaintEvent* event) override;
  void changeEvent(QEvent* event) override;

 private:
  void apply();

  QString m_drawing;
  QString m_words;
  bool m_primary = false;
  bool m_bare = false;
  bool m_compact = false;
};

}  // namespace portolan
