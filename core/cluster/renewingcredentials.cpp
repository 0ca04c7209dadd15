#include "core/cluster/renewingcredentials.h"

#include <QPointer>
#include <algorithm>
#include <utility>

using namespace std::chrono_literals;

namespace portolan {
namespace {

constexpr auto kMostMargin = 30s;
constexpr int kMarginShare = 10;
/// A plugin that gives what has expired already is not asked for each request.
constexpr auto kLeastUse = 1s;
constexpr auto kErrorServes = 1s;
/// After a renewal that failed while there is something good left.
constexpr auto kTryAgainAfter = 5s;
constexpr auto kRejectedAgain = 10s;

bool isWithin(const QDateTime& since, const QDateTime& now, std::chrono::milliseconds duration) {
  // A clock that was set back makes nothing last.
  const qint64 passed = since.msecsTo(now);
  return since.isValid() && passed >= 0 && passed < duration.count();
}

}  // namespace

RenewingCredentials::RenewingCredentials(Clock clock) : m_clock(std::move(clock)) {}

RenewingCredentials::~RenewingCredentials() = default;

void RenewingCredentials::answer(IdentityRequest* request, const Result<Identity>& identity) {
  QMetaObject::invokeMethod(request, [request, identity] { Q_EMIT request->finished(identity); }, Qt::QueuedConnection);
}

bool RenewingCredentials::isGood() const {
  return m_current &&
         (!m_current->expiry.isValid() || now() < m_current->expiry || isWithin(m_current->since, now(), kLeastUse));
}

bool RenewingCredentials::isDue() const {
  return m_current && m_current->renewAt.isValid() && now() >= m_current->renewAt &&
         !isWithin(m_current->since, now(), kLeastUse) && !isWithin(m_failedAt, now(), kTryAgainAfter);
}

IdentityRequest* RenewingCredentials::request(QObject* parent) {
  auto* const request = new IdentityRequest(parent);
  if (isGood() && !isDue()) {
    answer(request, m_current->identity);
    return request;
  }
  if (!m_isRenewing && m_failure && !isGood() && isWithin(m_failedAt, now(), kErrorServes)) {
    answer(request, std::unexpected(*m_failure));
    return request;
  }
  m_waiting.push_back(request);
  connect(request, &QObject::destroyed, this, &RenewingCredentials::forget);
  if (!std::exchange(m_isRenewing, true)) {
    beginRenewal();
  }
  return request;
}

void RenewingCredentials::reject(const Identity& identity) {
  if (!m_current || m_current->identity != identity ||
      (m_rejected == identity && isWithin(m_rejectedAt, now(), kRejectedAgain))) {
    return;
  }
  m_rejected = identity;
  m_rejectedAt = now();
  m_current.reset();
  m_failure.reset();
}

void RenewingCredentials::forget(const QObject* request) {
  std::erase(m_waiting, request);
  if (m_waiting.empty() && m_isRenewing) {
    // Another one may follow at once: a forward that begins anew.
    QMetaObject::invokeMethod(this, &RenewingCredentials::cancelIfUnwanted, Qt::QueuedConnection);
  }
}

void RenewingCredentials::cancelIfUnwanted() {
  if (m_waiting.empty() && std::exchange(m_isRenewing, false)) {
    cancelRenewal();
  }
}

void RenewingCredentials::renewed(const Result<Renewal>& result) {
  m_isRenewing = false;
  const QDateTime time = now();
  if (result) {
    Current current{.identity = result->identity, .since = time, .expiry = result->expiry, .renewAt = result->renewAt};
    if (result->expiry.isValid() && !current.renewAt.isValid()) {
      const auto life = std::chrono::milliseconds(std::max<qint64>(time.msecsTo(result->expiry), 0));
      const auto margin = std::min<std::chrono::milliseconds>(kMostMargin, life / kMarginShare);
      current.renewAt = result->expiry.addMSecs(-margin.count());
    }
    m_current = std::move(current);
    m_failure.reset();
    m_failedAt = {};
  } else {
    m_failure = result.error();
    m_failedAt = time;
  }
  const Result<Identity> identity =
      isGood() ? Result<Identity>(m_current->identity) : Result<Identity>(std::unexpected(*m_failure));
  // Each receiver may delete others, and this object.
  std::vector<QPointer<IdentityRequest>> waiting;
  for (IdentityRequest* const request : std::exchange(m_waiting, {})) {
    request->disconnect(this);
    waiting.emplace_back(request);
  }
  for (const auto& request : waiting) {
    if (request) {
      Q_EMIT request->finished(identity);
    }
  }
}

}  // namespace portolan
