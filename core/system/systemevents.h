#pragma once

#include <QObject>
#include <QSocketNotifier>
#include <QTimer>
#include <memory>

#include "core/base/filedescriptor.h"

namespace portolan {

/// Tells when connections may have died without a word: the addresses or routes of this machine changed (rtnetlink), or
/// its clock jumped, as it does after a sleep (a timerfd that the kernel cancels then). Costs no wake-up as long as
/// nothing happens. Asks nobody on the network.
///
/// Not QNetworkInformation: it said nothing about a changed address or a route that went (DESIGN 8).
class SystemEvents : public QObject {
  Q_OBJECT
 public:
  explicit SystemEvents(QObject* parent = nullptr);

 Q_SIGNALS:
  /// At most once in half a second, after the last change of a burst.
  void changed();

 private:
  void watchNetwork();
  void readNetwork();
  void watchClock();
  void armClock();
  void readClock();

  FileDescriptor m_network;
  FileDescriptor m_clock;
  std::unique_ptr<QSocketNotifier> m_networkNotifier;
  std::unique_ptr<QSocketNotifier> m_clockNotifier;
  QTimer m_calm;
};

}  // namespace portolan
