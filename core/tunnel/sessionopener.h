#pragma once

#include <QList>
#include <QObject>
#include <memory>
#include <optional>

#include "core/tunnel/session.h"
#include "core/tunnel/sessioncontext.h"
#include "core/tunnel/upgradedialer.h"

namespace portolan {

/// Which kind of session is tried after an upgrade to `failed` ended so; nothing: the failure is the answer.
/// `mayGet`: no WebSocket was refused for want of the verb get, which the channels need, too.
[[nodiscard]] std::optional<SessionKind> kindAfter(SessionKind failed, UpgradeOutcome outcome, bool mayGet);

/// Opens one session to a pod, of the first kind that works (PROTOCOL 3.2 and 10): SPDY in a WebSocket, plain SPDY,
/// then channels in WebSockets. What worked last in the namespace comes first. Emits finished exactly once, never from
/// inside start(); deleting it cancels. Lives in the thread of the cluster.
///
/// A SPDY session is open when the runtime has answered a ping. Channels dial the pod with their upgrade, so none is
/// made here: the kubelet is asked without a port, and its complaint shows that it would do it.
///
/// Errors: those of Credentials and Transport; Unauthorized, Forbidden, NotFound and others from the API server's
/// answers; UpgradeRefused where no kind is spoken; ProtocolViolation.
class SessionOpener : public QObject {
  Q_OBJECT
 public:
  SessionOpener(std::shared_ptr<SessionContext> context, UpgradeDialer::Pod pod, QObject* parent = nullptr);
  ~SessionOpener() override;
  void start();

  /// Once, after finished with a value. The session is open; if it is lost before it is taken, its closed() comes later
  /// all the same.
  [[nodiscard]] std::unique_ptr<Session> takeSession();

 Q_SIGNALS:
  void finished(const portolan::Result<void>& result);

 private:
  struct Failure {
    UpgradeOutcome outcome;
    Error error;
  };

  void tryKind(SessionKind kind);
  void onDialed(const Result<void>& result);
  void onRefused(UpgradeOutcome outcome, const Error& error);
  void open(std::unique_ptr<Session> session);
  [[nodiscard]] Error summary() const;
  void finish(const Result<void>& result);

  const std::shared_ptr<SessionContext> m_context;
  const UpgradeDialer::Pod m_pod;
  SessionKind m_kind = SessionKind::SpdyOverWebSocket;
  bool m_startedWithMemory = false;
  QList<Failure> m_failures;
  std::unique_ptr<UpgradeDialer> m_dialer;
  std::unique_ptr<Session> m_session;
  bool m_isOver = false;
};

}  // namespace portolan
