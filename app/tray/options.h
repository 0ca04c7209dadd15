#pragma once

#include <QCoreApplication>
#include <QString>
#include <QStringList>
#include <chrono>
#include <optional>

#include "ui/tray/systemtray.h"

namespace portolan {

/// What the tray app's command line asks for.
struct TrayOptions {
  Q_DECLARE_TR_FUNCTIONS(TrayOptions)

 public:
  QString forwards;    ///< file of the saved forwards; empty: the person's own, or none in the demo
  QString kubeconfig;  ///< for forwards that name none; empty: kubectl's rules
  bool demo = false;
  bool hidden = false;                     ///< no window, as at login
  std::optional<SystemTray::Panel> panel;  ///< nothing: as set
  std::chrono::seconds patience{5};        ///< how long to wait for a system tray before the window opens
  QStringList things;                      ///< files and portolan:// links to show the import preview of

  /// Parses the application's arguments; prints and exits on --help, --version and mistakes.
  static TrayOptions parse(const QCoreApplication& application);
};

}  // namespace portolan
