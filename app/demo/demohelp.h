#pragma once

#include <QString>
#include <QStringList>

namespace portolan {

/// What `portolan demo` prints once its forwards stand, a line each, without line ends.
struct DemoAddresses {
  quint16 web = 0;       ///< local port of service/web:80
  quint16 echo = 0;      ///< local port of service/echo; 0: not forwarded
  QString kubeconfig{};  ///< path of the demo's kubeconfig
  QString address = QStringLiteral("localhost");
};
QStringList demoHelp(const DemoAddresses& addresses);

}  // namespace portolan
