#pragma once

#include <QCoreApplication>
#include <QString>

#include "ui/models/forwardentry.h"
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
  double down = 0;  ///< bytes a second, from pods
  double up = 0;

  bool operator==(const TraySummary&) const = default;

  /// `now` is the clock of the entry's rates.
  void add(const ForwardEntry& entry, qint64 now);

  /// Something goes through.
  [[nodiscard]] bool isMoving() const { return down + up >= 1; }
  /// "Portolan: 3 on, all ready", and in a second line what goes through; names the worst.
  [[nodiscard]] QString toolTip() const;
  [[nodiscard]] TrayLook look(bool onDarkPanel) const;

 private:
  [[nodiscard]] QString stateText() const;
};

}  // namespace portolan
