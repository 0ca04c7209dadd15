#include "ui/tray/systemtray.h"

#include <QCursor>
#include <QEvent>
#include <QGuiApplication>
#include <QPalette>

#include "ui/models/traysummary.h"
#include "ui/tray/trayhost.h"

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace portolan {

namespace {

constexpr auto kTooltipPause = 2s;

}  // namespace

SystemTray::SystemTray(ForwardsModel& model, TrayMenu& menu, Panel panel, QObject* parent)
    : QObject(parent), m_model(model), m_panel(panel), m_onDarkPanel(isOnDarkPanel(panel)) {
  // Each change of the tooltip is a message to a tray on D-Bus.
  m_soon.setSingleShot(true);
  m_soon.setInterval(kTooltipPause);
  connect(&m_soon, &QTimer::timeout, this, &SystemTray::refresh);
  connect(&m_model, &ForwardsModel::countsChanged, this, &SystemTray::refresh);
  connect(&m_model, &QAbstractItemModel::modelReset, this, &SystemTray::refresh);
  connect(&m_model, &ForwardsModel::rowsChanged, this, [this] {
    if (!m_soon.isActive()) {
      m_soon.start();
    }
  });
  qGuiApp->installEventFilter(this);
  m_icon.setContextMenu(&menu);
  connect(&m_icon, &QSystemTrayIcon::activated, this, [this](QSystemTrayIcon::ActivationReason reason) {
    if (reason == QSystemTrayIcon::Trigger) {
      Q_EMIT activated();
    }
  });
  connect(&m_icon, &QSystemTrayIcon::messageClicked, this, &SystemTray::messageClicked);
  refresh();
  m_icon.show();
}

void SystemTray::setPanel(Panel panel) {
  m_panel = panel;
  m_onDarkPanel = isOnDarkPanel(panel);
  refresh();
}

QRect SystemTray::place() const {
  const QRect icon = m_icon.geometry();
  return icon.isEmpty() ? QRect(QCursor::pos(), QSize(1, 1)) : icon;
}

void SystemTray::showMessage(const QString& title, const QString& text) {
  m_icon.showMessage(title, text);
}

bool SystemTray::eventFilter(QObject* watched, QEvent* event) {
  if (watched == qGuiApp && event->type() == QEvent::ApplicationPaletteChange) {
    m_onDarkPanel = isOnDarkPanel(m_panel);
    refresh();
  }
  return QObject::eventFilter(watched, event);
}

void SystemTray::refresh() {
  TraySummary summary;
  for (int row = 0; row < m_model.size(); ++row) {
    summary.add(m_model.entry(row), m_model.nowMs());
  }
  m_icon.setToolTip(summary.toolTip());
  if (summary.isMoving() && !m_soon.isActive()) {
    m_soon.start();  // until the rates say that nothing moves
  }
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

}  // namespace portolan
