#include "ui/models/troublenotices.h"

#include <algorithm>

#include "ui/models/statewords.h"

using namespace Qt::StringLiterals;

namespace portolan {

namespace {

constexpr qsizetype kNamesShown = 4;

}  // namespace

TroubleNotices::TroubleNotices(ForwardsModel& model, QObject* parent) : TroubleNotices(model, Times(), parent) {}

TroubleNotices::TroubleNotices(ForwardsModel& model, const Times& times, QObject* parent)
    : QObject(parent), m_model(model), m_times(times) {
  m_age.start();
  m_timer.setSingleShot(true);
  connect(&m_timer, &QTimer::timeout, this, &TroubleNotices::tell);
  connect(&m_model, &ForwardsModel::stateChanged, this, &TroubleNotices::onStateChanged);
}

void TroubleNotices::setEnabled(bool enabled) {
  m_isEnabled = enabled;
  if (!enabled) {
    m_failed.clear();
    m_recovered.clear();
    m_waiting.clear();
    m_told.clear();
    m_timer.stop();
  }
}

void TroubleNotices::onStateChanged(const QString& uid, ForwardStatus::State before, ForwardStatus::State after) {
  using State = ForwardStatus::State;
  if (!m_isEnabled || m_silenced.contains(uid)) {
    return;
  }
  switch (after) {
    case State::Failed:
      m_waiting.remove(uid);
      m_recovered.removeOne(uid);
      if (!m_failed.contains(uid)) {
        m_failed += uid;
      }
      break;
    case State::Waiting:
      m_failed.removeOne(uid);
      m_recovered.removeOne(uid);
      if (before == State::Ready && !m_told.contains(uid)) {
        m_waiting.insert(uid, now() + m_times.waiting.count());
      }
      break;
    case State::Ready:
    case State::Listening:
      m_failed.removeOne(uid);
      m_waiting.remove(uid);
      if (m_told.contains(uid) && !m_recovered.contains(uid)) {
        m_recovered += uid;
      }
      break;
    case State::Stopped:
    case State::Stopping:
      m_failed.removeOne(uid);
      m_recovered.removeOne(uid);
      m_waiting.remove(uid);
      m_told.remove(uid);
      break;
    case State::Starting:
      break;
  }
  schedule();
}

void TroubleNotices::schedule() {
  qint64 due = -1;
  if (!m_failed.isEmpty() || !m_recovered.isEmpty()) {
    due = m_times.together.count();
  } else if (!m_waiting.isEmpty()) {
    due = std::max<qint64>(1, *std::ranges::min_element(m_waiting) - now());
  }
  if (due < 0) {
    m_timer.stop();
    return;
  }
  if (m_lastNotice >= 0) {
    due = std::max(due, m_lastNotice + m_times.pause.count() - now());
  }
  // What is due already stays so: a forward that flaps does not put the others' notice off.
  if (!m_timer.isActive() || m_timer.remainingTime() > due) {
    m_timer.start(int(due));
  }
}

QString TroubleNotices::nameOf(const QString& uid) const {
  const ForwardEntry* entry = m_model.find(uid);
  return entry ? oneLine(entry->config.displayName(), 60) : QString();
}

void TroubleNotices::tell() {
  QStringList troubled = std::exchange(m_failed, {});
  for (auto each = m_waiting.begin(); each != m_waiting.end();) {
    if (each.value() <= now()) {
      troubled += each.key();
      each = m_waiting.erase(each);
    } else {
      ++each;
    }
  }
  QStringList recovered = std::exchange(m_recovered, {});
  for (const QString& uid : std::as_const(recovered)) {
    m_told.remove(uid);
  }
  // What was true when it was noted may be over: started again, stopped, deleted.
  using State = ForwardStatus::State;
  const auto isNot = [this](State one, State other) {
    return [this, one, other](const QString& uid) {
      const ForwardEntry* entry = m_model.find(uid);
      return !entry || (entry->status.state != one && entry->status.state != other);
    };
  };
  troubled.removeIf(isNot(State::Failed, State::Waiting));
  recovered.removeIf(isNot(State::Ready, State::Listening));
  for (const QString& uid : std::as_const(troubled)) {
    m_told.insert(uid);
  }

  const auto names = [this](const QStringList& uids) {
    QStringList list;
    for (const QString& uid : uids.first(qMin(uids.size(), kNamesShown))) {
      list += nameOf(uid);
    }
    return list.join(u", "_s) + (uids.size() > kNamesShown ? u", …"_s : QString());
  };
  if (!troubled.isEmpty() || !recovered.isEmpty()) {
    m_lastNotice = now();
  }
  if (troubled.size() == 1) {
    const ForwardEntry* entry = m_model.find(troubled.constFirst());
    const bool isFailed = entry->status.state == ForwardStatus::State::Failed;
    const QString name = nameOf(troubled.constFirst());
    Q_EMIT notice(isFailed ? tr("%1 failed").arg(name) : tr("%1 is waiting").arg(name),
                  StateWords::sentence(entry->config, entry->status, m_model.now()), troubled.constFirst());
  } else if (!troubled.isEmpty()) {
    Q_EMIT notice(tr("%n forward(s) do not work", nullptr, int(troubled.size())), names(troubled),
                  troubled.constFirst());
  }
  if (recovered.size() == 1) {
    const ForwardEntry* entry = m_model.find(recovered.constFirst());
    Q_EMIT notice(tr("%1 works again").arg(nameOf(recovered.constFirst())),
                  StateWords::address(entry->config, entry->status), recovered.constFirst());
  } else if (!recovered.isEmpty()) {
    Q_EMIT notice(tr("%n forward(s) work again", nullptr, int(recovered.size())), names(recovered),
                  recovered.constFirst());
  }
  schedule();
}

}  // namespace portolan
