#pragma once

#include <QHash>
#include <QObject>
#include <QSet>
#include <memory>

#include "core/cluster/apiclient.h"
#include "core/config/commandlines.h"
#include "core/config/forwardconfig.h"

namespace portolan {

/// Something in a cluster that could be forwarded.
struct DiscoveredForward {
  ForwardConfig config;  ///< without a local port of its own (0) where nothing says one: see suggestLocalPorts
  bool isAnnotated = false;
  QString problem;  ///< an annotation that cannot be understood, and why; `config` says where

  bool operator==(const DiscoveredForward&) const = default;
};

/// What a service or a pod offers. Annotated with `kftray.app/enabled: "true"` (or `portolan.dev/enabled`) it says
/// itself how: `kftray.app/configs: "ALIAS-LOCAL-REMOTE,…"`, where REMOTE is a port's number or name and an alias may
/// hold dashes; without that, or without any annotation, one forward for each port. kftray's rules:
/// kftray crates/kftray-portforward/src/kube/service.rs and operations.rs.
QList<DiscoveredForward> forwardsOfService(const QJsonObject& service);
QList<DiscoveredForward> forwardsOfPod(const QJsonObject& pod);
/// Services first; of pods only those that no service selects and that are not of a kind listed already: a forward to
/// a workload names the workload (a deployment, a stateful set …), because its pods come and go.
QList<DiscoveredForward> forwardsOf(const QList<QJsonObject>& services, const QList<QJsonObject>& pods);

/// Gives every forward without one a local port: the remote one if it is free, else one near it. `taken`: those of the
/// saved forwards. Asks the system whether it could listen there now.
void suggestLocalPorts(QList<DiscoveredForward>& forwards, QSet<quint16> taken);

/// Gives what is saved already the local port that it has there, so that it is found to be the same.
void reuseLocalPorts(QList<DiscoveredForward>& forwards, const QList<ForwardConfig>& saved);

struct DiscoveryResult {
  QList<DiscoveredForward> forwards;  ///< by namespace and name, the annotated ones first
  /// Where listing all namespaces was forbidden: the one that was looked at instead.
  QString onlyNamespace;

  bool operator==(const DiscoveryResult&) const = default;
};

/// Lists the services and pods of a cluster, or of some namespaces. Emits finished exactly once unless it watches,
/// never from inside start(); deleting it cancels. Errors: those of ApiClient. Watching: changed() after each change,
/// finished only with an error.
class Discovery : public QObject {
  Q_OBJECT
 public:
  /// `ns`: the connection's own namespace, for a query that names none.
  Discovery(ApiClient& api, ServiceQuery query, QString ns, QObject* parent = nullptr);
  ~Discovery() override;
  void start(bool watch = false);

 Q_SIGNALS:
  void changed(const portolan::DiscoveryResult& result);
  void finished(const portolan::Result<portolan::DiscoveryResult>& result);

 private:
  class Private;
  std::unique_ptr<Private> d;
};

}  // namespace portolan
