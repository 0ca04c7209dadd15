#include "app/cli/portforwardcommand.h"

#include <QTimer>

#include "app/cli/logins.h"
#include "app/cli/output.h"
#include "core/cluster/connectionloader.h"
#include "core/cluster/credentialspool.h"

using namespace Qt::StringLiterals;

namespace portolan {

PortForwardCommand::PortForwardCommand(Options options, QObject* parent)
    : QObject(parent), m_options(std::move(options)) {}

void PortForwardCommand::start() {
  const auto connection = loadConnection(m_options.kubeconfig, m_options.connection);
  if (!connection) {
    printError(connection.error());
    QTimer::singleShot(0, this, [this] { Q_EMIT finished(1); });
    return;
  }
  ForwardSpec spec;
  spec.ns = connection->ns;
  spec.target = m_options.target;
  spec.ports = m_options.ports;
  spec.addresses = m_options.addresses;
  spec.podRunningTimeout = m_options.podRunningTimeout;
  // kubectl's forward to a pod ends with it, and scripts rely on that. What stands for many pods lives on.
  spec.persistence =
      m_options.target.kind == TargetKind::Pod ? ForwardSpec::Persistence::Once : ForwardSpec::Persistence::FollowPod;
  m_pools = SessionPools::forConnection(*connection, m_options.sessionKind,
                                        CredentialsPool(execOptions()).forConnection(*connection));
  connect(&m_systemEvents, &SystemEvents::changed, this, [this] { m_pools->recheck(); });
  m_forward = std::make_unique<Forward>(m_pools, spec);

  connect(m_forward.get(), &Forward::statusChanged, this, &PortForwardCommand::onStatusChanged);
  connect(m_forward.get(), &Forward::listening, this, [](const QStringList& addresses, quint16, quint16 remotePort) {
    for (const QString& address : addresses) {
      printLine(u"Forwarding from %1 -> %2"_s.arg(address).arg(remotePort));
    }
  });
  connect(m_forward.get(), &Forward::listenFailed, this,
          [](const PortMapping&, const Error& error) { printError(error); });
  connect(m_forward.get(), &Forward::connectionAccepted, this,
          [](quint16 localPort) { printLine(u"Handling connection for %1"_s.arg(localPort)); });
  connect(m_forward.get(), &Forward::connectionFailed, this,
          [](quint16 localPort, quint16 remotePort, const Error& error) {
            printErrorLine(u"connection %1 -> %2 was reset: %3"_s.arg(localPort).arg(remotePort).arg(errorLine(error)));
          });
  m_forward->start();
}

void PortForwardCommand::onStatusChanged() {
  const ForwardStatus status = m_forward->status();
  switch (status.state) {
    case ForwardStatus::State::Ready:
      if (m_wasReady && m_shownWaiting) {
        printErrorLine(u"forwarding to %1 again"_s.arg(status.pod));
      }
      m_wasReady = true;
      m_shownWaiting.reset();
      break;
    case ForwardStatus::State::Waiting:
      if (status.error && status.error != m_shownWaiting) {
        m_shownWaiting = status.error;
        printErrorLine(u"waiting: "_s + errorLine(*status.error));
      }
      break;
    case ForwardStatus::State::Failed:
      printError(*status.error);
      Q_EMIT finished(1);
      break;
    case ForwardStatus::State::Stopped:
    case ForwardStatus::State::Starting:
    case ForwardStatus::State::Listening:
    case ForwardStatus::State::Stopping:
      break;
  }
}

}  // namespace portolan
