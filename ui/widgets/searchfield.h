#pragma once

#include <QLineEdit>

namespace portolan {

/// A field to search in: with a mark before the text, and a button that clears it.
class SearchField : public QLineEdit {
  Q_OBJECT
 public:
  explicit SearchField(QWidget* parent = nullptr);

 Q_SIGNALS:
  /// Down was pressed: to what was found.
  void leftDownwards();

 protected:
  void keyPressEvent(QKeyEvent* event) override;
  void changeEvent(QEvent* event) override;

 private:
  void apply();

  QAction* m_mark;
  bool m_applying = false;
};

}  // namespace portolan
