#pragma once

#include <QDateTime>
#include <QList>
#include <QMetaType>
#include <QString>
#include <QStringList>
#include <array>
#include <chrono>
#include <optional>

#include "core/base/error.h"
#include "core/tunnel/session.h"

namespace portolan {

/// What is true of one forward at one moment, by value: the only thing that crosses from the engine's thread.
struct ForwardStatus {
  enum class State {
    Stopped,
    Starting,   ///< at work, at the stage in `stage`
    Listening,  ///< on demand: the local port is open, the cluster is not asked before a connection comes
    Ready,      ///< listening, a ready pod is known, and a session to it is open
    Waiting,    ///< goes on by itself: for a pod, a cluster; `error` says why, `nextTry` when
    /// A person must act; `error` says what to do. A local port that was taken is used once it is free; on demand, the
    /// next connection finds out whether somebody did.
    Failed,
    Stopping,
  };

  QString uid;
  QString context;  ///< as resolved: where the entry names none, the kubeconfig's current one. Empty until it was read
  QString ns;       ///< as resolved
  /// The cluster's certificate is not verified (insecure-skip-tls-verify): to be shown wherever the cluster is.
  bool isInsecure = false;
  State state = State::Stopped;
  Stage stage = Stage::Configuration;
  QDateTime since;
  QDateTime nextTry;  ///< Waiting only; invalid: when something changes
  /// From start to Ready, the last time; nothing: not ready since it was started.
  std::optional<std::chrono::milliseconds> readyAfter;
  /// How long the cluster took to answer the last request that was made for this forward.
  std::optional<std::chrono::milliseconds> clusterAnswersIn;
  std::optional<Error> error;
  QString pod;       ///< in use; with balance round_robin the first of `pods`
  QStringList pods;  ///< in use, by name
  /// Of the sessions to the pod: its kind, and how many there are. The forwards to one pod share them.
  std::optional<SessionKind> sessionKind;
  int sessions = 0;
  /// Connections share a session with one that moves much; if that one stalls, they wait.
  bool isCrowded = false;
  QStringList listening;  ///< "127.0.0.1:8080", "[::1]:8080"
  quint16 localPort = 0;  ///< of the first port, once listening
  int connections = 0;
  int waitingConnections = 0;  ///< of these: accepted, and waiting for a pod
  qint64 totalConnections = 0;
  qint64 bytesFromPod = 0;
  qint64 bytesToPod = 0;
  /// Of the last connection that ended, where it failed while the forward itself stayed up.
  std::optional<Error> lastConnectionError;

  bool operator==(const ForwardStatus&) const = default;
  [[nodiscard]] bool isOn() const { return state != State::Stopped && state != State::Stopping; }
};

/// How far one of the five stages got, the last time the forward went its way.
struct StageReport {
  enum class State {
    NotReached,
    Working,
    Done,
    /// Goes on by itself; ForwardStatus::error says what it waits for. Relay: the port is open, the way is not.
    Held,
    Failed,  ///< ForwardStatus::error says why
  };
  State state = State::NotReached;
  std::optional<std::chrono::microseconds> took;  ///< Done, or Failed after so long
  QString
      result;  ///< Done only, one line, no secrets: "token", "backend-7d9c, 2 of 2 pods ready", "SPDY in a WebSocket"

  bool operator==(const StageReport&) const = default;
};

/// One local connection.
struct ConnectionReport {
  QString peer;  ///< "psql 51764": the program and its port, where the system tells; else "127.0.0.1:51764"
  quint16 peerPort = 0;
  quint16 localPort = 0;  ///< the forward's, which it came to
  QDateTime since;
  QString pod;  ///< empty: it waits for one
  qint64 bytesFromPod = 0;
  qint64 bytesToPod = 0;

  bool operator==(const ConnectionReport&) const = default;
};

/// One pod that the target selects.
struct PodReport {
  QString name;
  bool isReady = false;
  bool isUsed = false;  ///< new connections go to it

  bool operator==(const PodReport&) const = default;
};

/// What a person wants to see of the one forward that they look at; too much to be sent for all of them.
struct ForwardDetails {
  static constexpr int kMostConnections = 200;

  QString uid;
  std::array<StageReport, 5> stages;  ///< by Stage, from Configuration to Relay
  QList<PodReport> pods;
  QList<ConnectionReport> connections;  ///< the newest first; at most kMostConnections
  /// When the connection that has waited longest is reset; invalid: none waits.
  QDateTime waitsUntil;
  /// The round trip of the session's last ping.
  std::optional<std::chrono::milliseconds> sessionAnswersIn;

  bool operator==(const ForwardDetails&) const = default;
};

/// "waiting", as files and the control socket have it.
QString stateName(ForwardStatus::State state);

}  // namespace portolan

Q_DECLARE_METATYPE(portolan::ForwardStatus)
Q_DECLARE_METATYPE(portolan::ForwardDetails)
