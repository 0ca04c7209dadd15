#pragma once

#include <QObject>
#include <memory>

#include "core/base/result.h"
#include "core/cluster/cluster.h"
#include "core/tunnel/session.h"

namespace portolan {

class Transport;
class WebSocketUpgrade;

/// Opens one session to a pod: asks for the identity, connects, upgrades. Emits finished exactly once, never from
/// inside start(); deleting it cancels. Lives in the thread of the cluster, which must outlive it.
///
/// Errors: those of Credentials and Transport; Unauthorized, Forbidden, NotFound and others from the API server's
/// answer to the upgrade; UpgradeRefused where the server does not speak the tunnelling protocol; ProtocolViolation.
class SessionOpener : public QObject {
  Q_OBJECT
 public:
  SessionOpener(Cluster& cluster, QString ns, QString pod, QObject* parent = nullptr);
  ~SessionOpener() override;
  void start();

  /// Once, after finished with a value. The session is open; if it is lost before it is taken, its closed() comes later
  /// all the same.
  [[nodiscard]] std::unique_ptr<Session> takeSession();

 Q_SIGNALS:
  void finished(const portolan::Result<void>& result);

 private:
  void connectAs(const Identity& identity);
  void upgrade(const Identity& identity);
  void finish(const Result<void>& result);

  Cluster& m_cluster;
  const QString m_ns;
  const QString m_pod;
  std::unique_ptr<Transport> m_transport;
  std::unique_ptr<WebSocketUpgrade> m_upgrade;
  std::unique_ptr<Session> m_session;
  bool m_isOver = false;
};

}  // namespace portolan
