#pragma once

#include <QObject>
#include <QSystemTrayIcon>

#include "ui/tray/trayiconpainter.h"
#include "ui/tray/traymenu.h"

namespace portolan {

/// The icon in the system tray and its menu. Make it only when there is a tray (TrayHost).
class SystemTray : public QObject {
  Q_OBJECT
 public:
  /// What colour the panel behind the icon has.
  enum class Panel { Automatic, Light, Dark };

  /// `menu` stays the caller's and must outlive this.
  SystemTray(TrayMenu& menu, Panel panel, QObject* parent = nullptr);

 Q_SIGNALS:
  /// The icon was clicked where a menu cannot be opened at a place of our choosing (Wayland): open a window instead.
  void windowRequested();

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void refresh();
  void popUpMenu();
  [[nodiscard]] static bool isOnDarkPanel(Panel panel);

  TrayMenu& m_menu;
  Panel m_panel;
  bool m_onDarkPanel;
  std::optional<TrayLook> m_look;
  QSystemTrayIcon m_icon;
};

}  // namespace portolan
