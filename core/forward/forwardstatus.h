#pragma once

#include <QDateTime>
#include <QMetaType>
#include <QString>
#include <QStringList>
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
    Failed,     ///< a person must act; `error` says what to do. A local port that was taken is used once it is free
    Stopping,
  };

  QString uid;
  State state = State::Stopped;
  Stage stage = Stage::Configuration;
  QDateTime since;
  QDateTime nextTry;  ///< Waiting only; invalid: when something changes
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
  qint64 totalConnections = 0;
  qint64 bytesFromPod = 0;
  qint64 bytesToPod = 0;
  /// The last connection that failed while the forward itself stayed up.
  std::optional<Error> lastConnectionError;

  bool operator==(const ForwardStatus&) const = default;
  [[nodiscard]] bool isOn() const { return state != State::Stopped && state != State::Stopping; }
};

/// "waiting", as files and the control socket have it.
QString stateName(ForwardStatus::State state);

}  // namespace portolan

Q_DECLARE_METATYPE(portolan::ForwardStatus)
