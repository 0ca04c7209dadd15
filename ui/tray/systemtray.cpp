#include "ui/tray/systemtray.h"

#include <QCursor>
#include <QEvent>
#include <QGuiApplication>
#include <QPalette>
#include <QScreen>

#include "ui/tray/trayhost.h"

using namespace Qt::StringLiterals;

namespace portolan {

SystemTray::SystemTray(TrayMenu& menu, Panel panel, QObject* parent)
    : QObject(parent), m_menu(menu), m_panel(panel), m_onDarkPanel(isOnDarkPanel(panel)) {
  connect(&m_menu, &TrayMenu::summaryChanged, this, &SystemTray::refresh);
  qGuiApp->installEventFilter(this);
  m_icon.setContextMenu(&m_menu);
  connect(&m_icon, &QSystemTrayIcon::activated, this, [this](QSystemTrayIcon::ActivationReason reason) {
    if (reason == QSystemTrayIcon::Trigger) {
      popUpMenu();
    }
  });
  refresh();
  m_icon.show();
}

bool SystemTray::eventFilter(QObject* watched, QEvent* event) {
  if (watched == qGuiApp && event->type() == QEvent::ApplicationPaletteChange) {
    m_onDarkPanel = isOnDarkPanel(m_panel);
    refresh();
  }
  return QObject::eventFilter(watched, event);
}

void SystemTray::refresh() {
  const TraySummary& summary = m_menu.summary();
  m_icon.setToolTip(summary.toolTip());
  if (const TrayLook look = summary.look(m_onDarkPanel); look != m_look) {
    m_look = look;
    m_icon.setIcon(trayIcon(look));
  }
}

bool SystemTray::isOnDarkPanel(Panel panel) {
  if (panel != Panel::Automatic) {
    return panel == Panel::Dark;
  }
  if (const auto light = TrayHost::wantsLightSymbols()) {
    return *light;
  }
  // These desktops have a dark panel with every theme.
  const QString desktop = qEnvironmentVariable("XDG_CURRENT_DESKTOP");
  if (desktop.contains("GNOME"_L1) || desktop.contains("Unity"_L1)) {
    return true;
  }
  return QGuiApplication::palette().color(QPalette::Window).lightness() < 128;
}

void SystemTray::popUpMenu() {
  if (QGuiApplication::platformName().startsWith("wayland"_L1)) {
    Q_EMIT windowRequested();
    return;
  }
  // StatusNotifierItem hosts do not say where the icon is.
  const QRect icon = m_icon.geometry();
  if (icon.isEmpty()) {
    m_menu.popup(QCursor::pos());
    return;
  }
  const QScreen* screen = QGuiApplication::screenAt(icon.center());
  const bool isAtBottom = screen && icon.center().y() > screen->geometry().center().y();
  m_menu.popup(isAtBottom ? icon.topLeft() - QPoint(0, m_menu.sizeHint().height()) : icon.bottomLeft() + QPoint(0, 1));
}

}  // namespace portolan
