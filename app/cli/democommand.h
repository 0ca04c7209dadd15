#pragma once

#include <QObject>
#include <memory>
#include <vector>

#include "app/cli/options.h"
#include "app/demo/democluster.h"
#include "app/demo/demohelp.h"
#include "core/forward/forward.h"

namespace portolan {

/// `portolan demo`: the embedded cluster and real forwards to its pods, in this thread, and what to try with them.
class DemoCommand : public QObject {
  Q_OBJECT
 public:
  explicit DemoCommand(const Options& options, QObject* parent = nullptr);

  void start();

 Q_SIGNALS:
  /// Something failed, and it was printed.
  void finished(int exitCode);

 private:
  /// Forwards `service` from the first free port at or after `localPort`.
  void forward(const QString& service, quint16 localPort, quint16 remotePort, quint16 DemoAddresses::* address);
  void printHelpWhenReady();

  quint16 m_port;
  DemoCluster m_cluster;
  std::shared_ptr<SessionPools> m_pools;
  std::vector<std::unique_ptr<Forward>> m_forwards;
  DemoAddresses m_addresses;
  bool m_printed = false;
};

}  // namespace portolan
