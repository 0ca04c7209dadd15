#pragma once

#include <QObject>
#include <memory>
#include <optional>

#include "core/tunnel/httpupgrade.h"
#include "core/tunnel/sessioncontext.h"
#include "core/tunnel/websocketconnection.h"

namespace portolan {

/// One upgraded connection to a pod's portforward subresource: asks for the identity, connects, upgrades. After a 401
/// it asks for the identity once more, and tries again if it is another one. Emits finished exactly once, never from
/// inside start(); deleting it cancels.
class UpgradeDialer : public QObject {
  Q_OBJECT
 public:
  struct Pod {
    QString ns;
    QString name;
  };

  /// `query`: behind the path, with its question mark; or nothing.
  UpgradeDialer(std::shared_ptr<SessionContext> context, SessionKind kind, Pod pod, QByteArray query = {},
                QObject* parent = nullptr);
  ~UpgradeDialer() override;
  void start();

  /// After finished. Final, too, where the failure came before the upgrade.
  [[nodiscard]] UpgradeOutcome outcome() const;
  [[nodiscard]] int httpStatus() const { return m_upgrade ? m_upgrade->httpStatus() : 0; }
  /// Once, after finished with a value: what the kind runs on.
  [[nodiscard]] std::unique_ptr<Transport> takeTransport() { return m_upgrade->takeTransport(); }
  [[nodiscard]] std::unique_ptr<WebSocketConnection> takeWebSocket();

 Q_SIGNALS:
  void finished(const portolan::Result<void>& result);

 private:
  void askForIdentity();
  void connectAs(const Identity& identity);
  void onRejected(const Identity& identity, const Error& error);
  void upgrade(const Identity& identity);
  void finish(const Result<void>& result);

  const std::shared_ptr<SessionContext> m_context;
  const SessionKind m_kind;
  const Pod m_pod;
  const QByteArray m_query;
  std::unique_ptr<Transport> m_transport;
  std::unique_ptr<HttpUpgrade> m_upgrade;
  std::optional<Identity> m_rejected;  ///< with which the first try was answered 401
  Error m_firstError;                  ///< of that try
  bool m_isOver = false;
};

}  // namespace portolan
