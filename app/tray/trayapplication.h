#pragma once

#include <QObject>
#include <memory>
#include <optional>

#include "app/tray/demothread.h"
#include "app/tray/options.h"
#include "core/control/controlserver.h"
#include "core/forward/engine.h"
#include "core/system/loginshell.h"
#include "core/system/systemevents.h"
#include "ui/tray/forwardswindow.h"
#include "ui/tray/systemtray.h"
#include "ui/tray/trayhost.h"
#include "ui/tray/traymenu.h"

class QFileDialog;
class QMessageBox;

namespace portolan {

/// Puts the desktop app together: the saved forwards, the engine, the menu, and the tray icon or the window.
class TrayApplication : public QObject {
  Q_OBJECT
 public:
  /// `controlSocket`: where the command line reaches the engine.
  TrayApplication(const TrayOptions& options, QString controlSocket, QObject* parent = nullptr);
  ~TrayApplication() override;

  void start();

 private:
  void load();
  void showForwards();
  [[nodiscard]] QList<ForwardConfig> forwardsForEngine() const;

  void showTray();
  void showWindow(const QString& reason);
  void startDemo();
  void chooseImport();
  void import(const QString& file);
  void showAbout();
  void say(const QString& title, const QString& text);

  TrayOptions m_options;
  QString m_controlSocket;
  QString m_path;
  QList<ForwardConfig> m_forwards;
  QList<ForwardConfig> m_demoForwards;  ///< never saved
  /// Why the saved forwards could not be read: nothing may be written over them.
  std::optional<Error> m_loadError;

  std::unique_ptr<DemoThread> m_demo;
  LoginShell m_loginShell;
  Engine m_engine;
  ControlServer m_control;
  SystemEvents m_systemEvents;
  TrayMenu m_menu;
  ForwardsWindow m_window;
  TrayHost m_host;
  std::unique_ptr<SystemTray> m_tray;
};

}  // namespace portolan
