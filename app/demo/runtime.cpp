#include "app/demo/runtime.h"

#include <QCryptographicHash>
#include <algorithm>

#include "app/demo/controllers.h"

using namespace Qt::StringLiterals;

namespace portolan::demo {

Runtime::Runtime(const ObjectStore& store, Controllers& controllers, const DemoFaults& faults,
                 PortForwardSession::Rules rules, QObject* parent)
    : QObject(parent), m_store(store), m_controllers(controllers), m_faults(faults), m_rules(rules) {
  connect(&m_store, &ObjectStore::changed, this, &Runtime::updateSandboxes);
  connect(&m_controllers, &Controllers::podStopped, this, [this](const QString& uid) {
    updateSandboxes();
    endProcesses(uid);
  });
  connect(&m_controllers, &Controllers::containersRestarted, this, &Runtime::endProcesses);
}

Runtime::~Runtime() {
  dropSessions();
}

void Runtime::openSession(const ObjectPtr& pod, std::unique_ptr<ByteChannel> channel, PortForwardSession::Cut cut) {
  auto* const session =
      new PortForwardSession(std::move(channel), sandboxOf(pod), m_faults, m_rules, std::move(cut), this);
  m_sessions.push_back(session);
  const QString name = pod->name();
  connect(session, &PortForwardSession::connectionOpened, this,
          [this, name](quint16 port) { Q_EMIT connectionOpened(name, port); });
  connect(session, &PortForwardSession::closed, this, [this, session, name] {
    std::erase(m_sessions, session);
    session->deleteLater();
    Q_EMIT sessionClosed(name);
  });
  Q_EMIT sessionOpened(name);
}

int Runtime::connectionCount() const {
  int count = 0;
  for (const PortForwardSession* session : m_sessions) {
    count += session->connectionCount();
  }
  return count;
}

void Runtime::forEachSession(const std::function<void(PortForwardSession&)>& action) {
  const auto sessions = m_sessions;
  for (PortForwardSession* session : sessions) {
    action(*session);
  }
}

void Runtime::dropSessions() {
  for (PortForwardSession* session : std::exchange(m_sessions, {})) {
    const QString name = session->sandbox().pod.name;
    delete session;
    Q_EMIT sessionClosed(name);
  }
}

std::shared_ptr<Sandbox> Runtime::sandboxOf(const ObjectPtr& pod) {
  if (auto known = m_sandboxes.value(pod->uid()).lock()) {
    return known;
  }
  auto sandbox = std::make_shared<Sandbox>();
  sandbox->id = QString::fromLatin1(QCryptographicHash::hash(pod->uid().toUtf8(), QCryptographicHash::Sha256).toHex());
  sandbox->programs = programsOf(pod->object);
  sandbox->pod = {.name = pod->name(),
                  .ns = pod->ns(),
                  .uid = pod->uid(),
                  .address = pod->object["status"_L1]["podIP"_L1].toString(),
                  .deletePod = [controllers = &m_controllers, ns = pod->ns(), name = pod->name()] {
                    controllers->deletePod(ns, name);
                  }};
  sandbox->isRunning = pod->object["status"_L1]["phase"_L1] == "Running"_L1;
  m_sandboxes.insert(pod->uid(), sandbox);
  return sandbox;
}

void Runtime::updateSandboxes() {
  for (auto entry = m_sandboxes.begin(); entry != m_sandboxes.end();) {
    const auto sandbox = entry->lock();
    if (!sandbox) {
      entry = m_sandboxes.erase(entry);
      continue;
    }
    const ObjectPtr pod = m_store.find(*resourceTypeOfKind("Pod"_L1), sandbox->pod.ns, sandbox->pod.name);
    sandbox->exists = pod && pod->uid() == sandbox->pod.uid;
    sandbox->isRunning = sandbox->exists && pod->object["status"_L1]["phase"_L1] == "Running"_L1;
    ++entry;
  }
}

void Runtime::endProcesses(const QString& uid) {
  forEachSession([&](PortForwardSession& session) {
    if (session.sandbox().pod.uid == uid) {
      session.processesEnded();
    }
  });
}

}  // namespace portolan::demo
