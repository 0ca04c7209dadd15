#pragma once

#include <QCoreApplication>
#include <QDateTime>
#include <QString>

#include "core/config/forwardconfig.h"
#include "core/forward/forwardstatus.h"

namespace portolan {

/// A forward's state in words. `brief` fits beside the name, `sentence` says what happened and what to do.
class StateWords {
  Q_DECLARE_TR_FUNCTIONS(StateWords)

 public:
  /// "Ready", "Finding a pod…", "Waiting for cluster, 12 s", "Port 8081 is taken".
  static QString brief(const ForwardConfig& config, const ForwardStatus& status, const QDateTime& now);
  /// What happened: a sentence with a full stop; empty where there is nothing to add to `brief`.
  static QString cause(const ForwardStatus& status);
  /// What to do about it: a sentence; empty where core has no advice.
  static QString advice(const ForwardStatus& status);
  /// Both, and since when: for tooltips.
  static QString sentence(const ForwardConfig& config, const ForwardStatus& status, const QDateTime& now);

  /// Where a program connects to: "localhost:5432". A port that the system is yet to choose is said in words.
  static QString address(const ForwardConfig& config, const ForwardStatus& status);

  /// Detail and hint of any error as one text.
  static QString error(const Error& error);

 private:
  static QString failure(const ForwardConfig& config, const Error& error);
};

}  // namespace portolan
