#pragma once

#include <QAbstractButton>

namespace portolan {

/// One of the ways to begin: a drawing, a title, what it does in a sentence, and its key.
class ActionCard : public QAbstractButton {
  Q_OBJECT
 public:
  ActionCard(QString drawing, const QString& title, const QString& text, const QString& key = {},
             QWidget* parent = nullptr);

  void setSentence(const QString& text);

  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

 protected:
  void paintEvent(QPaintEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

 private:
  QString m_drawing;
  QString m_sentence;
  QString m_key;
};

}  // namespace portolan
