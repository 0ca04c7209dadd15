#pragma once

#include <QObject>
#include <QPalette>
#include <QPointer>
#include <QSet>
#include <QTimer>
#include <memory>

#include "app/tray/demothread.h"
#include "app/tray/editorcontroller.h"
#include "app/tray/importcontroller.h"
#include "app/tray/instanceserver.h"
#include "app/tray/options.h"
#include "app/tray/windowcontroller.h"
#include "core/config/configstore.h"
#include "core/config/settings.h"
#include "core/control/controlserver.h"
#include "core/forward/engine.h"
#include "core/system/autostart.h"
#include "core/system/loginshell.h"
#include "core/system/systemevents.h"
#include "ui/models/forwardsmodel.h"
#include "ui/models/troublenotices.h"
#include "ui/tray/desktopnotifier.h"
#include "ui/tray/systemtray.h"
#include "ui/tray/trayhost.h"
#include "ui/tray/traymenu.h"
#include "ui/tray/traypopup.h"

class QMessageBox;
class QTemporaryDir;

namespace portolan {

class AboutDialog;
class SettingsDialog;

/// Puts the desktop app together: the saved forwards, the engine, the model behind all views, the tray icon with its
/// menu and popup, the window and the dialogs.
class TrayApplication : public QObject {
  Q_OBJECT
 public:
  /// `controlFolder`: where the command line and a second start reach this one. The caller holds the engine's lock.
  TrayApplication(const TrayOptions& options, const QString& controlFolder, QObject* parent = nullptr);
  ~TrayApplication() override;

  void start();
  /// Opens the popup beside the icon, or closes it.
  void togglePopup(const QRect& icon);

 private:
  void connectEngine();
  void connectViews();
  void onLoaded();
  void showForwards();
  [[nodiscard]] QList<ForwardConfig> allForwards() const;
  [[nodiscard]] bool isDemo(const QString& uid) const;
  /// Saves an edit, and starts the forward then if told to.
  void save(const ForwardConfig& before, const ForwardConfig& after, bool isNew, bool start);
  void applySettings();
  void applyTheme();

  void showTray();
  void onTrayActivated();
  TrayPopup& popup();
  void showWindow(const QString& uid = {}, const QString& reason = {});
  void connectWindow(MainWindow* window);
  void open(const QStringList& things, const QByteArray& activationToken);
  void startDemo();
  void edit(const QString& uid);
  void add();
  void duplicate(const QString& uid);
  void exportForwards(const QStringList& uids);
  void remove(const QStringList& uids);
  void undo();
  void updateUndo();
  void act(const QString& uid, const TroubleAction& action);
  void logIn(const ForwardEntry& entry);
  void openInBrowser(const QString& uid);
  void silence(const QString& uid, bool silenced);
  void remember(const QString& uid);
  void showSettings();
  void setStartsAtLogin(bool starts);
  void showAbout();
  void say(const QString& title, const QString& text);

  TrayOptions m_options;
  QString m_controlFolder;
  std::unique_ptr<QTemporaryDir> m_demoFolder;
  Settings m_settings;
  ConfigStore m_store;
  QList<ForwardConfig> m_demoForwards;  ///< never saved
  /// Before the last one of them was removed, while that is what undo() takes back.
  std::optional<QList<ForwardConfig>> m_demoBefore;
  QStringList m_recent;
  QPalette m_desktopPalette;
  QSet<QString> m_startWhenSaved;
  QTimer m_gitPoll;

  std::unique_ptr<DemoThread> m_demo;
  LoginShell m_loginShell;
  Engine m_engine;
  ControlServer m_control;
  InstanceServer m_instance;
  SystemEvents m_systemEvents;
  Autostart m_autostart;
  ForwardsModel m_model;
  TrayMenu m_menu;
  TroubleNotices m_notices;
  DesktopNotifier m_notifier;
  EditorController m_editors;
  ImportController m_imports;
  WindowController m_window;
  TrayHost m_host;
  std::unique_ptr<SystemTray> m_tray;
  std::unique_ptr<TrayPopup> m_popup;
  QPointer<SettingsDialog> m_settingsDialog;
  QPointer<AboutDialog> m_aboutDialog;
  QPointer<QMessageBox> m_said;
};

}  // namespace portolan
