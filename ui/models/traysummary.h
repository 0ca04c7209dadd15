#pragma once

#include <QCoreApplication>
#include <QString>

#include "core/config/forwardconfig.h"
#include "core/forward/forwardstatus.h"
#include "ui/tray/trayiconpainter.h"

namespace portolan {

/// All forwards at one glance: what the tray icon and its tooltip say.
class TraySummary {
  Q_DECLARE_TR_FUNCTIONS(TraySummary)

 public:
  int total = 0;
  int on = 0;
  int starting = 0;
  int ready = 0;
  int waiting = 0;
  int failed = 0;
  /// The first forward of the worst kind, where something waits or failed.
  QString worstName;
  QString worstState;

  bool operator==(const TraySummary&) const = default;

  void add(const ForwardConfig& config, const ForwardStatus& status);

  /// "Portolan: 3 on, all ready"; names the worst.
  [[nodiscard]] QString toolTip() const;
  [[nodiscard]] TrayLook look(bool onDarkPanel) const;
};

}  // namespace portolan
