#pragma once

#include <QList>
#include <QSet>
#include <QString>
#include <chrono>
#include <optional>

namespace portolan {

/// What the embedded API server does with a request instead of answering it honestly.
enum class DemoMischief {
  Status,          ///< answers `status` with a Status body in Kubernetes' words
  PlainStatus,     ///< answers `status` with a line of text, as a proxy or gateway in between does
  Redirect,        ///< answers 307 with `location`
  NoAnswer,        ///< reads the request and stays silent
  UnfinishedHead,  ///< sends the beginning of a response head and then nothing
  EndlessHead,     ///< sends header lines without end
  NotHttp,         ///< answers with bytes that are no HTTP
  CutBody,         ///< announces the honest body, sends half of it and ends the connection with a reset
  InvalidJson,     ///< answers 200 with a body that is no JSON
  Reset,           ///< resets the connection
  WrongAccept,     ///< upgrade only: 101 with a Sec-WebSocket-Accept that does not fit the key
  NoProtocol,      ///< upgrade only: 101 without Sec-WebSocket-Protocol
};

/// A rule. Rules are tried in their order; the first that fits acts.
struct DemoRequestFault {
  DemoMischief mischief = DemoMischief::Status;
  int status = 503;
  QString location{};
  /// So many requests are hit, then the rule is gone; 0: no end.
  int times = 0;
  /// Only requests whose path contains this; empty: all.
  QString path{};
};

/// Where bytes that make no sense are put.
enum class DemoLayer { WebSocket, Spdy };
/// How a connection is broken.
enum class DemoCut {
  Reset,           ///< TCP reset
  Fin,             ///< TCP FIN without a TLS close_notify: what a load balancer that goes away sends
  GarbageFrame,    ///< a WebSocket frame with reserved bits and opcode
  UnfinishedFrame  ///< half a WebSocket frame, then TCP reset
};

/// What goes wrong, until it is set back. Everything here may be changed at any time; rules for sessions and programs
/// act on those that exist, too, unless said otherwise.
struct DemoFaults {
  // The server
  bool acceptAndIgnore = false;  ///< new TCP connections are accepted and never answered, not even with TLS

  // Requests to the API (get, list, watch, delete)
  QList<DemoRequestFault> api{};
  std::chrono::milliseconds apiDelay{0};  ///< before each answer

  // Upgrades to pods/portforward
  QList<DemoRequestFault> upgrade{};
  std::chrono::milliseconds upgradeDelay{0};

  // Sessions
  bool answerPings = true;   ///< SPDY and WebSocket
  bool readSessions = true;  ///< false: nothing is read from any session
  /// A session is cut when so many bytes of stream data were sent to (received from) the client on it. New sessions
  /// only, each counts for itself.
  std::optional<qint64> cutAfterSent{};
  std::optional<qint64> cutAfterReceived{};
  DemoCut cut = DemoCut::UnfinishedFrame;

  // Connections into pods
  std::chrono::milliseconds dialDelay{0};
  QSet<quint16> refusedPorts{};  ///< "connection refused", as for a port that nothing listens on
  QSet<quint16> resetPorts{};    ///< the program resets each connection that it gets, after the first bytes
  QSet<quint16> stalledPorts{};  ///< programs on these neither read nor write
};

}  // namespace portolan
