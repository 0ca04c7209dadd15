#pragma once

#include <QJsonObject>
#include <QObject>
#include <QStringList>
#include <chrono>
#include <memory>

#include "app/demo/demofaults.h"
#include "app/demo/demoobjects.h"
#include "core/base/result.h"
#include "core/cluster/identity.h"

namespace portolan {

/// How long things take in the embedded cluster. The defaults suit tests; forPeople() is slow enough to be watched.
struct DemoTimes {
  /// From a pod's creation until it is Ready.
  std::chrono::milliseconds podStart{0};
  /// From a pod's deletion (deletionTimestamp) until it is gone. A replacement is made at the deletion.
  std::chrono::milliseconds podStop{0};
  /// The runtime closes a connection this long after one direction ended (PROTOCOL 6.2). Zero would be a kinder
  /// cluster than there is.
  std::chrono::milliseconds oneSecond{1000};
  /// The runtime gives up on half a stream pair after this.
  std::chrono::milliseconds pairTimeout{30'000};
  std::chrono::milliseconds bookmarks{60'000};
  /// A client that has not sent its request head (or not read an answer) for so long is dropped.
  std::chrono::milliseconds slowClient{20'000};

  static DemoTimes forPeople();
};

struct DemoOptions {
  DemoTimes times{};
  /// Where the kubeconfig is written (0600); empty: into a temporary folder that goes with the cluster.
  QString kubeconfigFile{};
  /// False: an API server before 1.30, which does not know SPDY/3.1+portforward.k8s.io and answers as its runtime does.
  bool tunnel = true;
  /// False: a gateway in between lets no SPDY upgrade through.
  bool spdy = true;
  /// False: a gateway in between lets no WebSocket through but the tunnel's.
  bool channels = true;
  /// True: the runtime passes a half-close on to the program, which none does today (PROTOCOL 6.2).
  bool passHalfClose = false;
  /// True: a process that is ended resets its connections. A kernel ends them in order where everything was read, and
  /// then nobody can tell what was cut off from what is whole.
  bool resetOnExit = false;
};

/// A request that was answered, for tests that count them.
struct DemoRequest {
  QString method{};
  QString path{};
  QString query{};
  QString user{};  ///< empty: nobody was recognised
  int status = 0;  ///< 0: no answer
};

/// A small Kubernetes cluster inside the process: an API server on 127.0.0.1 with real TLS, users, get, list, watch and
/// delete for the kinds that a port forward needs, controllers that keep workloads' pods, and pods whose ports are
/// served by little programs through a faithful `portforward` (PROTOCOL 1.5, 2, 6). It serves `portolan demo`, the
/// desktop app's first run and the tests, which can also ask it to misbehave.
///
/// It lives on its thread's event loop and starts no threads. All buffers are bounded. Destroying it ends everything at
/// once: connections are reset and the kubeconfig is removed.
class DemoCluster : public QObject {
  Q_OBJECT
 public:
  // The kubeconfig's contexts; the first is current.
  static constexpr auto kContext = "portolan-demo";             ///< user "dev": may do everything, by token
  static constexpr auto kAdminContext = "portolan-demo-admin";  ///< user "admin": the same, by certificate
  static constexpr auto kGuestContext = "portolan-demo-guest";  ///< user "guest": may look, but not forward

  explicit DemoCluster(DemoOptions options = {}, QObject* parent = nullptr);
  ~DemoCluster() override;

  /// Makes the certificates, listens on a free port and writes the kubeconfig. Errors: AddressUnavailable,
  /// FileUnwritable, Internal. An empty cluster with the namespaces "default" and "kube-system" is ready at once.
  Result<void> start();
  /// What people see: deployments `web` (2 pods) and `echo`, services `web` (80 → http), `echo` and the headless
  /// `database`, statefulset `database`, and the pod `broken`, whose image cannot be pulled.
  void addSample();

  [[nodiscard]] QString kubeconfigPath() const;
  [[nodiscard]] quint16 port() const;
  /// https://127.0.0.1:PORT with the CA, for tests that need no kubeconfig.
  [[nodiscard]] ServerAddress server() const;
  /// "dev", "admin" or "guest".
  [[nodiscard]] Identity identity(const QString& user = QStringLiteral("dev")) const;

  // Permissions. A rule is "VERB RESOURCE", "*" for any ("* pods/portforward", "watch *").
  /// Replaces what the user is forbidden to do. guest starts with "* pods/portforward" and "delete *".
  void setForbidden(const QString& user, const QStringList& rules);
  /// The user's token is not accepted any more (401), and open requests go on, as in a real cluster.
  void revokeToken(const QString& user);
  /// The user gets a new token, which identity() then returns; the kubeconfig is written anew.
  Result<void> renewToken(const QString& user);

  // Objects. Kinds are as in the object's `kind`.
  /// Adds or replaces. Namespace "default" where it says none; uid, creationTimestamp and resourceVersion are the
  /// server's. Returns the object as stored; an empty one where the kind is unknown or the name is missing.
  QJsonObject put(const QJsonObject& object);
  [[nodiscard]] QJsonObject object(const QString& kind, const QString& name,
                                   const QString& ns = QStringLiteral("default")) const;
  /// Names of all objects of a kind in a namespace, sorted.
  [[nodiscard]] QStringList names(const QString& kind, const QString& ns = QStringLiteral("default")) const;
  /// Removes at once. A workload's pods go with it.
  bool remove(const QString& kind, const QString& name, const QString& ns = QStringLiteral("default"));
  /// As `kubectl delete pod`: it is marked, its workload makes another one, and after DemoTimes::podStop it is gone and
  /// its connections with it.
  bool deletePod(const QString& name, const QString& ns = QStringLiteral("default"));
  bool setPodReady(const QString& name, bool ready, const QString& ns = QStringLiteral("default"));
  /// The pod's containers start again in the same sandbox: its connections end, its restart count grows.
  bool restartPod(const QString& name, const QString& ns = QStringLiteral("default"));
  bool scale(const QString& kind, const QString& name, int replicas, const QString& ns = QStringLiteral("default"));
  /// A deployment's pods are replaced one by one, a new one first (maxSurge 1, maxUnavailable 0).
  bool rollOut(const QString& deployment, const QString& ns = QStringLiteral("default"));

  // Faults
  [[nodiscard]] DemoFaults& faults();
  /// Every open watch ends with an ERROR event 410 Expired; older resourceVersions are too old from now on.
  void expireWatches();
  /// Every open watch ends normally, as at its timeout.
  void endWatches();
  /// Every open watch gets half an event and a TCP reset.
  void cutWatches();
  /// Every open watch that asked for bookmarks gets one.
  void sendBookmarks();
  /// Every session is broken in this way, now.
  void cutSessions(DemoCut how);
  /// Every session is closed in order: a Close frame 1000, as when the runtime is done.
  void closeSessions();
  /// GOAWAY on every session.
  void sendGoAway();
  /// Bytes that make no sense, on every session.
  void sendGarbage(DemoLayer layer);
  /// The runtime's side of every session dies: the tunnel stays open and answers WebSocket pings, but nothing behind it
  /// lives; it closes when the client next sends data (PROTOCOL 1.5).
  void breakUpstream();
  /// The sessions to pods whose name begins so turn into black holes: their connections stay open, but nothing is read
  /// from them or sent any more until thawSessions.
  void freezeSessions(const QString& podPrefix = {});
  void thawSessions();
  /// The same for all connections to the API server that there are now (not the sessions), for good: what a computer
  /// finds that slept while a NAT forgot it. New ones are served.
  void freezeConnections();
  /// All connections to the API server are reset and it stops listening; up again on the same port.
  void goDown();
  Result<void> comeBack();

  // What there is
  [[nodiscard]] int connectionCount() const;  ///< TCP connections, sessions included
  [[nodiscard]] int sessionCount() const;
  /// Of the sessions to this pod, those that would answer a ping now, while the pod exists.
  [[nodiscard]] int aliveSessionCount(const QString& pod) const;
  [[nodiscard]] int streamCount() const;  ///< open connections into pods
  [[nodiscard]] int watchCount() const;
  [[nodiscard]] int upgradeCount() const;  ///< all that were asked for, since the start
  /// The last 1,000 requests, oldest first.
  [[nodiscard]] QList<DemoRequest> requests() const;
  void forgetRequests();

 Q_SIGNALS:
  void sessionOpened(const QString& pod);
  void sessionClosed(const QString& pod);
  /// The runtime connected to a port in a pod.
  void streamOpened(const QString& pod, quint16 port);

 private:
  class Private;
  std::unique_ptr<Private> d;
};

}  // namespace portolan
