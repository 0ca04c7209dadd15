#pragma once

#include <QDialog>

namespace portolan {

/// The window's keys and what they do.
class ShortcutsDialog : public QDialog {
  Q_OBJECT
 public:
  explicit ShortcutsDialog(QWidget* parent = nullptr);
};

}  // namespace portolan
