#pragma once

#include <QObject>
#include <QSystemTrayIcon>
#include <QTimer>

#include "ui/models/forwardsmodel.h"
#include "ui/tray/trayiconpainter.h"
#include "ui/tray/traymenu.h"

namespace portolan {

/// The icon in the system tray, its tooltip and its menu. Make it only when there is a tray (TrayHost); a tray that is
/// restarted gets it back.
class SystemTray : public QObject {
  Q_OBJECT
 public:
  /// What colour the panel behind the icon has.
  enum class Panel { Automatic, Light, Dark };

  /// `model` and `menu` stay the caller's and must outlive this.
  SystemTray(ForwardsModel& model, TrayMenu& menu, Panel panel, QObject* parent = nullptr);

  void setPanel(Panel panel);
  /// Where the icon is; where the host does not say (StatusNotifierItem), where the pointer is.
  [[nodiscard]] QRect place() const;
  /// For hosts without a notification service.
  void showMessage(const QString& title, const QString& text);

 Q_SIGNALS:
  /// The icon was clicked, or its message.
  void activated();
  void messageClicked();

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void refresh();
  [[nodiscard]] static bool isOnDarkPanel(Panel panel);

  ForwardsModel& m_model;
  Panel m_panel;
  bool m_onDarkPanel;
  std::optional<TrayLook> m_look;
  QSystemTrayIcon m_icon;
  QTimer m_soon;
};

}  // namespace portolan
