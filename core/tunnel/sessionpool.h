#pragma once

#include <QObject>
#include <QTimer>
#include <chrono>
#include <list>
#include <map>
#include <memory>
#include <vector>

#include "core/base/retrygate.h"
#include "core/target/podwatches.h"
#include "core/tunnel/session.h"
#include "core/tunnel/sessioncontext.h"
#include "core/tunnel/sessionopener.h"

namespace portolan {

struct SessionPoolOptions {
  /// What a new connection waits for a session of its own rather than share one that moves much. Opening takes four
  /// round trips.
  std::chrono::milliseconds worthWaiting{500};
  /// After another session could not be opened the pool makes do with those it has for so long.
  std::chrono::milliseconds noMoreFor{10'000};
  /// How long sessions without streams stay before all but one end.
  std::chrono::milliseconds idleAfter{30'000};
};

/// What the pods of a cluster are reached by: the pools in use, each shared by all who ask for the same pod, and the
/// sessions that end. Lives in the thread of the cluster.
class SessionPools : public QObject, public std::enable_shared_from_this<SessionPools> {
  Q_OBJECT
 public:
  explicit SessionPools(std::shared_ptr<SessionContext> context, const SessionPoolOptions& options = {});
  /// For a cluster of its own. `only`: this kind of session and no other. `credentials`: see Cluster.
  static std::shared_ptr<SessionPools> forConnection(const ConnectionConfig& connection,
                                                     std::optional<SessionKind> only = {},
                                                     const std::shared_ptr<Credentials>& credentials = {});
  ~SessionPools() override;

  [[nodiscard]] SessionContext& context() const { return *m_context; }
  /// Where all who use this cluster wait when it cannot be reached.
  [[nodiscard]] RetryGate& gate() { return m_gate; }
  /// The pods behind the selectors in use.
  [[nodiscard]] PodWatches& watches() { return m_watches; }
  /// The network may have changed: the sessions prove that they are alive, the watches list anew, and who waits for the
  /// cluster tries now.
  void recheck();
  /// A pod that was made anew under its name has another uid, and another pool.
  [[nodiscard]] std::shared_ptr<class SessionPool> pool(const QString& ns, const QString& podName,
                                                        const QString& podUid);

 private:
  friend class SessionPool;
  /// Lets it send what it has, and end.
  void retire(std::unique_ptr<Session> session);

  const std::shared_ptr<SessionContext> m_context;
  const SessionPoolOptions m_options;
  std::map<QString, std::weak_ptr<SessionPool>> m_pools;  ///< by uid
  PodWatches m_watches;
  std::list<std::unique_ptr<Session>> m_retired;
  RetryGate m_gate;
};

/// The sessions to one pod. One is kept warm. Streams share it; but SPDY here has no flow control, so a session with a
/// stream that moved more than 256 KiB takes no new ones while there is another, and another is opened, up to
/// kMaxSessions. When they are idle one is left.
///
/// It does not try again: whoever needs it calls open() (the Forward, which backs off). When its last user lets go, its
/// sessions send what they still have, and end.
class SessionPool : public QObject {
  Q_OBJECT
 public:
  static constexpr size_t kMaxSessions = 8;

  SessionPool(std::shared_ptr<SessionPools> pools, UpgradeDialer::Pod pod);
  ~SessionPool() override;

  /// Opens the first session where there is none: opened() or openFailed() follows, for all who asked meanwhile. Where
  /// there is one: opened() follows.
  void open();
  /// A session is open.
  [[nodiscard]] bool isOpen() const;
  /// Of the sessions that are open; of the last one where there is none.
  [[nodiscard]] SessionKind kind() const { return m_kind; }
  [[nodiscard]] int sessionCount() const { return static_cast<int>(m_sessions.size()); }
  /// Streams that share a session with one that moves much, because there are kMaxSessions already.
  [[nodiscard]] bool isCrowded() const;
  /// See Session::answersIn; of the first one.
  [[nodiscard]] std::optional<std::chrono::milliseconds> answersIn() const;
  /// See Session::check. One that is being opened is begun anew.
  void check();

  /// The session for a new stream. Nothing: none is open, or one is being opened that is worth waiting for; then
  /// available() follows, at the latest after
  /// SessionPoolOptions::worthWaiting.
  [[nodiscard]] Session* sessionForStream();

 Q_SIGNALS:
  void opened();
  void openFailed(const portolan::Error& error);
  void available();
  /// The last session is gone; its streams were told before.
  void lost(const portolan::Error& reason);
  /// sessionCount() or isCrowded() may have changed.
  void changed();

 private:
  void startOpening();
  void onOpened(const Result<void>& result);
  void onClosed(Session* session, const Error& reason);
  void onLoadChanged();
  void retireIdle();
  [[nodiscard]] Session* freeSession() const;
  [[nodiscard]] bool mayOpenAnother() const;

  const std::shared_ptr<SessionPools> m_pools;
  const UpgradeDialer::Pod m_pod;
  SessionKind m_kind = SessionKind::SpdyOverWebSocket;
  std::vector<std::unique_ptr<Session>> m_sessions;
  std::unique_ptr<SessionOpener> m_opener;
  std::chrono::steady_clock::time_point m_noMoreUntil;  ///< after another one could not be opened
  QTimer m_patience;                                    ///< with the one that is being opened
  QTimer m_idle;
};

}  // namespace portolan
