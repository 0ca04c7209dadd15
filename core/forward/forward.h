#pragma once

#include <QObject>
#include <QStringList>
#include <chrono>
#include <memory>

#include "core/forward/forwardstatus.h"
#include "core/target/targetspec.h"
#include "core/tunnel/sessionpool.h"

namespace portolan {

/// What one forward is to do.
struct ForwardSpec {
  /// What happens when something fails or the pod is lost.
  enum class Persistence {
    Once,        ///< as kubectl: the first failure is final, and the forward ends with its pod
    FollowPod,   ///< a failure at the start is final; once ready it moves on to another pod and never gives up
    KeepTrying,  ///< saved forwards: also the start is tried again, unless only a person can help
  };

  QString ns;
  TargetSpec target;
  QList<PortSpec> ports;
  QStringList addresses{QStringLiteral("localhost")};
  std::chrono::milliseconds podRunningTimeout{60'000};  ///< see TargetResolver
  /// How long a local connection waits for a pod before it is reset.
  std::chrono::milliseconds connectionWait{30'000};
  Persistence persistence = Persistence::KeepTrying;
  /// Listens from the start, also after failures; the cluster is asked when a connection comes, and left when there was
  /// none for onDemandIdle.
  bool onDemand = false;
  std::chrono::milliseconds onDemandIdle{5 * 60'000};
  /// It takes the place of a forward that was up, with other credentials: from its start on it never gives up.
  bool hasBeenReady = false;
  std::chrono::milliseconds halfCloseGrace{5'000};  ///< see Relay
  /// New connections go to every ready pod in turn instead of the one that kubectl would choose.
  bool roundRobin = false;
};

/// The state machine of one forward: target, sessions, listeners, relays; and the only place that tries again and backs
/// off. The local ports stay open from the first success until stop(), also while there is no pod: connections that
/// arrive meanwhile wait. When the pod changes, new connections go to the new one while old ones drain. Lives in the
/// engine's thread.
class Forward : public QObject {
  Q_OBJECT
 public:
  /// `pools`: of the cluster, shared with its other forwards.
  Forward(std::shared_ptr<SessionPools> pools, ForwardSpec spec, QObject* parent = nullptr);
  /// Stops at once: listeners are closed, connections reset.
  ~Forward() override;

  void start();
  /// What waits to try again tries now, and what was asked and not answered yet is asked again.
  void retryNow();
  /// The same after the network changed, once SessionPools::recheck has seen to the sessions and to those who wait for
  /// the cluster.
  void recheck();

  /// The truth at this moment; `uid`, `context` and `readyAfter` are left empty.
  [[nodiscard]] ForwardStatus status() const;
  /// `uid` and what was before start() are left empty; peers are addresses.
  [[nodiscard]] ForwardDetails details() const;

 Q_SIGNALS:
  /// Anything in status() but the byte counters changed.
  void statusChanged();
  /// Its state, its reason or its pod did: worth a line in a journal.
  void stepped(portolan::ForwardStatus::State state, const QString& pod, const std::optional<portolan::Error>& error);
  /// A port is listened on, on these addresses ("127.0.0.1:8080").
  void listening(const QStringList& addresses, quint16 localPort, quint16 remotePort);
  /// One of several ports cannot be listened on; the forward goes on with the others.
  void listenFailed(const portolan::PortMapping& port, const portolan::Error& error);
  void connectionAccepted(quint16 localPort);
  /// One connection failed and was reset; the forward goes on.
  void connectionFailed(quint16 localPort, quint16 remotePort, const portolan::Error& error);
  /// One connection ended after our half-close, and not because the pod wanted it to: it may have had more to say.
  void connectionEndedByHalfClose(quint16 localPort, quint16 remotePort);

 private:
  class Private;
  std::unique_ptr<Private> d;
};

/// True for failures that may pass without a person: the network, a busy server, a pod that is not there yet.
bool isTransient(const Error& error);

}  // namespace portolan
