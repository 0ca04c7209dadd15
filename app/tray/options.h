#pragma once

#include <QCoreApplication>
#include <QString>
#include <chrono>

#include "ui/tray/systemtray.h"

namespace portolan {

/// What the tray app's command line asks for.
struct TrayOptions {
  Q_DECLARE_TR_FUNCTIONS(TrayOptions)

 public:
  QString forwards;    ///< file of the saved forwards; empty: the person's own, or none in the demo
  QString kubeconfig;  ///< for forwards that name none; empty: kubectl's rules
  bool demo = false;
  SystemTray::Panel panel = SystemTray::Panel::Automatic;
  std::chrono::seconds patience{5};  ///< how long to wait for a system tray before the window opens

  /// Parses the application's arguments; prints and exits on --help, --version and mistakes.
  static TrayOptions parse(const QCoreApplication& application);
};

}  // namespace portolan
