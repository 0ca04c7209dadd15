#include "app/cli/democommand.h"

#include <QTimer>

#include "app/cli/output.h"
#include "core/cluster/connectionloader.h"
#include "core/forward/listener.h"

using namespace Qt::StringLiterals;

namespace portolan {

namespace {

DemoOptions demoOptions() {
  DemoOptions options;
  options.times = DemoTimes::forPeople();
  return options;
}

/// The first port from `wanted` on that can be listened on; any free one where a hundred are taken.
quint16 freePort(quint16 wanted) {
  for (int port = wanted; port < qMin(wanted + 100, 65'536); ++port) {
    Listener probe([](FileDescriptor) {});
    if (probe.listen({u"localhost"_s}, quint16(port))) {
      return quint16(port);
    }
  }
  return 0;
}

}  // namespace

DemoCommand::DemoCommand(const Options& options, QObject* parent)
    : QObject(parent), m_port(options.demoPort), m_cluster(demoOptions()) {}

void DemoCommand::start() {
  if (const auto started = m_cluster.start(); !started) {
    printError(started.error());
    QTimer::singleShot(0, this, [this] { Q_EMIT finished(1); });
    return;
  }
  m_cluster.addSample();
  m_addresses.kubeconfig = m_cluster.kubeconfigPath();
  const auto connection = loadConnection(m_cluster.kubeconfigPath(), {});
  if (!connection) {
    printError(connection.error());
    QTimer::singleShot(0, this, [this] { Q_EMIT finished(1); });
    return;
  }
  m_pools = SessionPools::forConnection(*connection);
  const quint16 port = freePort(m_port);
  forward(u"web"_s, port, 80, &DemoAddresses::web);
  forward(u"echo"_s, freePort(quint16(qMin(port + 1, 65'535))), 7, &DemoAddresses::echo);
}

void DemoCommand::forward(const QString& service, quint16 localPort, quint16 remotePort,
                          quint16 DemoAddresses::* address) {
  ForwardSpec spec;
  spec.ns = u"default"_s;
  spec.target = {TargetKind::Service, service, {}};
  spec.ports = {PortSpec{localPort, remotePort, {}}};
  spec.persistence = ForwardSpec::Persistence::KeepTrying;
  m_forwards.push_back(std::make_unique<Forward>(m_pools, spec));
  Forward* forward = m_forwards.back().get();
  connect(forward, &Forward::statusChanged, this, [this, forward, address] {
    const ForwardStatus status = forward->status();
    if (status.state == ForwardStatus::State::Failed) {
      printError(*status.error);
      Q_EMIT finished(1);
    } else if (status.state == ForwardStatus::State::Ready) {
      m_addresses.*address = status.localPort;
      printHelpWhenReady();
    }
  });
  forward->start();
}

void DemoCommand::printHelpWhenReady() {
  if (m_printed || m_addresses.web == 0 || m_addresses.echo == 0) {
    return;
  }
  m_printed = true;
  for (const QString& line : demoHelp(m_addresses)) {
    printLine(line);
  }
}

}  // namespace portolan
