#pragma once

#include <QHash>
#include <QObject>
#include <memory>
#include <vector>

#include "app/demo/objectstore.h"
#include "app/demo/portforwardsession.h"

namespace portolan::demo {

class Controllers;

/// The container runtime: the sandboxes of pods that somebody is connected to, and the sessions into them.
class Runtime : public QObject {
  Q_OBJECT
 public:
  Runtime(const ObjectStore& store, Controllers& controllers, const DemoFaults& faults, PortForwardSession::Rules rules,
          QObject* parent = nullptr);
  ~Runtime() override;

  void openSession(const ObjectPtr& pod, std::unique_ptr<ByteChannel> channel, PortForwardSession::Cut cut);

  [[nodiscard]] int sessionCount() const { return static_cast<int>(m_sessions.size()); }
  [[nodiscard]] int connectionCount() const;
  /// Also when `action` ends sessions.
  void forEachSession(const std::function<void(PortForwardSession&)>& action);
  /// All sessions end at once, with a reset.
  void dropSessions();

 Q_SIGNALS:
  void sessionOpened(const QString& pod);
  void sessionClosed(const QString& pod);
  void connectionOpened(const QString& pod, quint16 port);

 private:
  std::shared_ptr<Sandbox> sandboxOf(const ObjectPtr& pod);
  void updateSandboxes();
  void endProcesses(const QString& uid);

  const ObjectStore& m_store;
  Controllers& m_controllers;
  const DemoFaults& m_faults;
  const PortForwardSession::Rules m_rules;
  QHash<QString, std::weak_ptr<Sandbox>> m_sandboxes;  ///< by the pod's uid
  std::vector<PortForwardSession*> m_sessions;         ///< children
};

}  // namespace portolan::demo
