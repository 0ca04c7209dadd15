#include "core/tunnel/sessionpool.h"

#include <algorithm>

#include "core/base/logging.h"

namespace portolan {

// ---- The pools ----

SessionPools::SessionPools(std::shared_ptr<SessionContext> context, const SessionPoolOptions& options)
    : m_context(std::move(context)), m_options(options), m_watches(m_context->cluster()->api()) {}

SessionPools::~SessionPools() = default;

std::shared_ptr<SessionPools> SessionPools::forConnection(const ConnectionConfig& connection,
                                                          std::optional<SessionKind> only,
                                                          const std::shared_ptr<Credentials>& credentials) {
  return std::make_shared<SessionPools>(
      std::make_shared<SessionContext>(std::make_shared<Cluster>(connection, credentials), only));
}

std::shared_ptr<SessionPool> SessionPools::pool(const QString& ns, const QString& podName, const QString& podUid) {
  std::erase_if(m_pools, [](const auto& entry) { return entry.second.expired(); });
  auto& known = m_pools[podUid];
  auto pool = known.lock();
  if (!pool) {
    // The last user may let go inside one of its signals.
    pool = std::shared_ptr<SessionPool>(new SessionPool(shared_from_this(), {ns, podName}),
                                        [](SessionPool* unused) { unused->deleteLater(); });
    known = pool;
  }
  return pool;
}

void SessionPools::recheck() {
  m_context->cluster()->api().renewConnections();
  m_watches.refresh();
  for (const auto& [uid, pool] : m_pools) {
    if (const auto used = pool.lock()) {
      used->check();
    }
  }
  m_gate.hurry();
}

void SessionPools::retire(std::unique_ptr<Session> session) {
  session->disconnect();
  m_retired.push_back(std::move(session));
  const auto it = std::prev(m_retired.end());
  connect(it->get(), &Session::closed, this, [this, it] {
    it->release()->deleteLater();
    m_retired.erase(it);
  });
  (*it)->retire();
}

// ---- One pod's ----

SessionPool::SessionPool(std::shared_ptr<SessionPools> pools, UpgradeDialer::Pod pod)
    : m_pools(std::move(pools)), m_pod(std::move(pod)) {
  m_patience.setSingleShot(true);
  m_patience.setInterval(m_pools->m_options.worthWaiting);
  connect(&m_patience, &QTimer::timeout, this, &SessionPool::available);
  m_idle.setSingleShot(true);
  m_idle.setInterval(m_pools->m_options.idleAfter);
  connect(&m_idle, &QTimer::timeout, this, &SessionPool::retireIdle);
}

SessionPool::~SessionPool() {
  for (auto& session : m_sessions) {
    m_pools->retire(std::move(session));
  }
}

void SessionPool::open() {
  if (isOpen()) {
    QMetaObject::invokeMethod(
        this,
        [this] {
          if (isOpen()) {
            Q_EMIT opened();
          }
        },
        Qt::QueuedConnection);
  } else {
    startOpening();
  }
}

bool SessionPool::isOpen() const {
  return std::ranges::any_of(m_sessions, &Session::isOpen, &std::unique_ptr<Session>::operator*);
}

bool SessionPool::isCrowded() const {
  return std::ranges::any_of(m_sessions,
                             [](const auto& each) { return each->bulkStreamCount() > 0 && each->streamCount() > 1; });
}

std::optional<std::chrono::milliseconds> SessionPool::answersIn() const {
  return m_sessions.empty() ? std::nullopt : m_sessions.front()->answersIn();
}

void SessionPool::check() {
  for (const auto& session : m_sessions) {
    session->check();
  }
  if (m_opener) {
    // It may be waiting for an answer over a path that is gone.
    m_opener.reset();
    startOpening();
  }
}

void SessionPool::startOpening() {
  if (m_opener) {
    return;
  }
  m_opener = std::make_unique<SessionOpener>(m_pools->m_context, m_pod);
  connect(m_opener.get(), &SessionOpener::finished, this, &SessionPool::onOpened);
  m_opener->start();
  m_patience.start();
}

void SessionPool::onOpened(const Result<void>& result) {
  m_patience.stop();
  const bool wasOpen = isOpen();
  auto session = result ? m_opener->takeSession() : nullptr;
  m_opener.release()->deleteLater();  // this runs in its signal
  if (!result) {
    if (wasOpen) {
      qCInfo(lcTunnel).noquote() << "no further session to" << m_pod.name << "-" << result.error().detail;
      m_noMoreUntil = std::chrono::steady_clock::now() + m_pools->m_options.noMoreFor;
      Q_EMIT available();
    } else {
      Q_EMIT openFailed(result.error());
    }
    return;
  }
  Session* const opened = session.get();
  m_kind = opened->kind();
  connect(opened, &Session::closed, this, [this, opened](const Error& reason) { onClosed(opened, reason); });
  connect(opened, &Session::loadChanged, this, &SessionPool::onLoadChanged);
  m_sessions.push_back(std::move(session));
  if (!wasOpen) {
    Q_EMIT this->opened();
  }
  Q_EMIT available();
  Q_EMIT changed();
}

void SessionPool::onClosed(Session* session, const Error& reason) {
  const auto it = std::ranges::find(m_sessions, session, &std::unique_ptr<Session>::get);
  it->release()->deleteLater();  // this runs in its signal
  m_sessions.erase(it);
  if (isOpen()) {
    onLoadChanged();
  } else {
    Q_EMIT changed();
    Q_EMIT lost(reason);
  }
}

Session* SessionPool::freeSession() const {
  const auto it =
      std::ranges::find_if(m_sessions, [](const auto& each) { return each->isOpen() && each->bulkStreamCount() == 0; });
  return it == m_sessions.end() ? nullptr : it->get();
}

bool SessionPool::mayOpenAnother() const {
  return m_sessions.size() < kMaxSessions && std::chrono::steady_clock::now() >= m_noMoreUntil;
}

Session* SessionPool::sessionForStream() {
  if (Session* const session = freeSession()) {
    return session;
  }
  if (!isOpen()) {
    return nullptr;
  }
  if (mayOpenAnother()) {
    startOpening();
  }
  if (m_opener && m_patience.isActive()) {
    return nullptr;
  }
  // Beside as few as possible.
  const auto least = std::ranges::min_element(m_sessions, {}, [](const auto& each) {
    return std::tuple(!each->isOpen(), each->bulkStreamCount(), each->streamCount());
  });
  return least->get();
}

/// Another session is opened before a connection asks for it, so that none has to wait.
void SessionPool::onLoadChanged() {
  if (isOpen() && freeSession() == nullptr && mayOpenAnother()) {
    startOpening();
  }
  const auto idle = std::ranges::count_if(m_sessions, [](const auto& each) { return each->streamCount() == 0; });
  if (idle < 2) {
    m_idle.stop();
  } else if (!m_idle.isActive()) {
    m_idle.start();
  }
  Q_EMIT changed();
}

void SessionPool::retireIdle() {
  bool keepsOne = false;
  for (auto& session : m_sessions) {
    if (session->streamCount() == 0 && std::exchange(keepsOne, true)) {
      m_pools->retire(std::move(session));
    }
  }
  std::erase(m_sessions, nullptr);
  Q_EMIT changed();
}

}  // namespace portolan
