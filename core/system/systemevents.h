#pragma once

#include <QObject>
#include <QSocketNotifier>
#include <QTimer>
#include <memory>

#include "core/base/filedescriptor.h"

namespace portolan {

/// Tells when connections may have died without a word: the addresses or routes of this machine changed (rtnetlink), or
/// its clock jumped, as it does after a sleep (a timerfd that the kernel cancels then), or logind said that it woke up.
/// Costs no wake-up as long as nothing happens. Asks nobody on the network, and does without a system bus where there
/// is none.
///
/// Not QNetworkInformation: it said nothing about a changed address or a route that went (DESIGN 8), and has nothing to
/// say that rtnetlink does not.
class SystemEvents : public QObject {
  Q_OBJECT
 public:
  explicit SystemEvents(QObject* parent = nullptr);

 Q_SIGNALS:
  /// At most once in half a second, after the last change of a burst.
  void changed();

 private Q_SLOTS:
  /// logind's signal, before a sleep and after it.
  void onPrepareForSleep(bool isAhead);

 private:
  void watchNetwork();
  void readNetwork();
  void watchClock();
  void armClock();
  void readClock();
  void watchSleep();

  FileDescriptor m_network;
  FileDescriptor m_clock;
  std::unique_ptr<QSocketNotifier> m_networkNotifier;
  std::unique_ptr<QSocketNotifier> m_clockNotifier;
  QTimer m_calm;
};

}  // namespace portolan
