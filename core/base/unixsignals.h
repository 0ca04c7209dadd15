#pragma once

#include <QObject>
#include <QSocketNotifier>
#include <memory>

#include "core/base/filedescriptor.h"

namespace portolan {

/// SIGINT and SIGTERM as Qt signals, through a signalfd: no Qt call runs in a signal handler. Make it in main(), before
/// any other thread starts, so that all of them inherit the blocked mask. SIGPIPE is ignored from then on: a peer that
/// has gone is an error of send(), not the end of the process.
class UnixSignals : public QObject {
  Q_OBJECT
 public:
  explicit UnixSignals(QObject* parent = nullptr);

  /// What the constructor does first: for a main() whose application object starts threads.
  static void block();

 Q_SIGNALS:
  void terminationRequested(int signalNumber);

 private:
  FileDescriptor m_descriptor;
  std::unique_ptr<QSocketNotifier> m_notifier;
};

}  // namespace portolan
