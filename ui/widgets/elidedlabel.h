#pragma once

#include <QWidget>

namespace portolan {

/// One line of plain text that is cut with an ellipsis where there is not enough room; a tooltip has all of it then.
class ElidedLabel : public QWidget {
  Q_OBJECT
 public:
  /// What colour the words have.
  enum class Tone { Text, Sub };

  explicit ElidedLabel(QWidget* parent = nullptr);
  explicit ElidedLabel(const QString& text, Tone tone = Tone::Text, QWidget* parent = nullptr);

  void setText(const QString& text);
  [[nodiscard]] const QString& text() const { return m_text; }
  void setAlignment(Qt::Alignment alignment);
  /// The font's size relative to the system's, which is followed when it changes.
  void setScale(qreal factor, QFont::Weight weight = QFont::Normal);

  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;
  bool event(QEvent* event) override;

 private:
  [[nodiscard]] QFont shownFont() const;

  QString m_text;
  Tone m_tone = Tone::Text;
  Qt::Alignment m_alignment = Qt::AlignLeft | Qt::AlignVCenter;
  qreal m_factor = 1;
  QFont::Weight m_weight = QFont::Normal;
};

}  // namespace portolan
