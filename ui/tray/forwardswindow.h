#pragma once

#include <QTimer>
#include <QWidget>

#include "ui/tray/traymenu.h"

class QLabel;
class QScrollArea;

namespace portolan {

/// The tray menu's entries and commands in a window, for desktops without a system tray. It shows the menu's actions
/// themselves, so that both always say the same. Closing it minimises: there would be no way back otherwise.
class ForwardsWindow : public QWidget {
  Q_OBJECT
 public:
  /// `menu` stays the caller's and must outlive this.
  explicit ForwardsWindow(TrayMenu& menu, QWidget* parent = nullptr);

  /// One line that says why there is a window; empty: none.
  void setReason(const QString& reason);
  /// Closing hides it; without, it minimises.
  void setClosable(bool closable) { m_closable = closable; }

 protected:
  void closeEvent(QCloseEvent* event) override;
  void showEvent(QShowEvent* event) override;
  void hideEvent(QHideEvent* event) override;

 private:
  void rebuild();

  TrayMenu& m_menu;
  QLabel* m_reason;
  QLabel* m_empty;
  QScrollArea* m_entries;
  QTimer m_clock;
  bool m_closable = false;
};

}  // namespace portolan
