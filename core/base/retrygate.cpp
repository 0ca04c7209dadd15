#include "core/base/retrygate.h"

#include <algorithm>
#include <utility>

using namespace std::chrono_literals;

namespace portolan {

namespace {

constexpr auto kNudged = 1s;

}  // namespace

RetryGate::RetryGate(const Backoff& pauses, QObject* parent) : QObject(parent), m_pauses(pauses) {
  m_timer.setSingleShot(true);
  connect(&m_timer, &QTimer::timeout, this, &RetryGate::tryNext);
}

bool RetryGate::enter(Waiter& waiter) {
  if (m_isReached || m_trying == &waiter) {
    return true;
  }
  if (m_trying == nullptr && !m_timer.isActive()) {
    m_trying = &waiter;
    return true;
  }
  lineUp(waiter);
  return false;
}

void RetryGate::failed(Waiter& waiter, const Error& why) {
  m_isReached = false;
  m_why = why;
  if (m_trying == &waiter) {
    m_trying = nullptr;
  }
  if (m_trying == nullptr && !m_timer.isActive()) {
    m_failedAt = std::chrono::steady_clock::now();
    scheduleAfter(m_pauses.next());
  }
  lineUp(waiter);
}

void RetryGate::scheduleAfter(std::chrono::milliseconds pause) {
  m_nextTry = QDateTime::currentDateTimeUtc().addMSecs(pause.count());
  m_timer.start(pause);
  for (Waiter* const each : std::vector(m_line)) {
    tell(*each);
  }
}

void RetryGate::nudge() {
  const auto due =
      std::chrono::ceil<std::chrono::milliseconds>(m_failedAt + kNudged - std::chrono::steady_clock::now());
  if (m_timer.isActive() && m_timer.remainingTimeAsDuration() > std::max(due, 10ms)) {
    scheduleAfter(std::max(due, 0ms));
  }
}

void RetryGate::reached(const Waiter& waiter) {
  std::erase(m_line, &waiter);
  m_isReached = true;
  m_why.reset();
  m_trying = nullptr;
  m_timer.stop();
  m_pauses.reset();
  for (Waiter* const each : std::exchange(m_line, {})) {
    each->tryNow();
  }
}

void RetryGate::leave(const Waiter& waiter) {
  std::erase(m_line, &waiter);
  if (m_trying == &waiter) {
    m_trying = nullptr;
    if (!m_line.empty() && !m_timer.isActive()) {
      m_timer.start(0);  // not from inside this call
    }
  }
  if (m_line.empty() && m_trying == nullptr) {
    m_timer.stop();
  }
}

void RetryGate::hurry() {
  m_pauses.reset();
  if (m_trying != nullptr) {
    m_trying->tryNow();
  } else if (!m_line.empty()) {
    m_timer.start(0);
  }
}

void RetryGate::tryNext() {
  if (m_trying != nullptr || m_line.empty()) {
    return;
  }
  m_trying = m_line.front();
  m_line.erase(m_line.begin());
  m_trying->tryNow();
}

void RetryGate::lineUp(Waiter& waiter) {
  if (std::ranges::find(m_line, &waiter) == m_line.end()) {
    m_line.push_back(&waiter);
  }
  tell(waiter);
}

void RetryGate::tell(Waiter& waiter) {
  if (m_why) {
    waiter.mustWait(*m_why, m_timer.isActive() ? m_nextTry : QDateTime());
  }
}

}  // namespace portolan
