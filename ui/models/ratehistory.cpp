#include "ui/models/ratehistory.h"

#include <algorithm>
#include <cstdlib>

namespace portolan {

namespace {

constexpr qint64 kSecond = 1000;
/// While bytes move, the counters come at least this often; what they say after a longer pause happened in so much.
constexpr qint64 kReportInterval = 1000;
/// A rate is measured over no less: counters that come at every turn would make it jump.
constexpr qint64 kShortest = 900;
constexpr qint64 kStale = 2200;
constexpr qsizetype kMostBreaks = 16;
/// The five minutes, and the seconds that are not whole yet.
constexpr int kRing = RateHistory::kSeconds + 4;

}  // namespace

void RateHistory::advance(qint64 second) {
  if (second <= m_newest) {
    return;
  }
  for (Counter* counter : {&m_fromPod, &m_toPod}) {
    if (!counter->seconds.empty()) {
      const qint64 first = std::max(m_newest + 1, second - kRing + 1);
      for (qint64 s = first; s <= second; ++s) {
        counter->seconds[size_t(s % kRing)] = 0;
      }
    }
  }
  m_newest = second;
}

void RateHistory::count(Counter& counter, qint64 total, qint64 from, qint64 to) {
  const qint64 bytes = total >= counter.total ? total - counter.total : total;
  counter.total = total;
  if (bytes == 0) {
    return;
  }
  counter.sinceMark += double(bytes);
  m_lastMove = to;
  if (counter.seconds.empty()) {
    counter.seconds.resize(kRing);
  }
  // Spread over the seconds in which they may have come.
  for (qint64 at = from; at < to;) {
    const qint64 end = std::min(to, (at / kSecond + 1) * kSecond);
    counter.seconds[size_t(at / kSecond % kRing)] += float(double(bytes) * double(end - at) / double(to - from));
    at = end;
  }
}

void RateHistory::addTotals(qint64 time, qint64 fromPod, qint64 toPod) {
  fromPod = std::max<qint64>(fromPod, 0);
  toPod = std::max<qint64>(toPod, 0);
  if (time < m_last - kStale) {
    *this = RateHistory();  // what was before has no place any more
  }
  if (m_last < 0) {
    // What went through before is not known by the second.
    m_fromPod.total = fromPod;
    m_toPod.total = toPod;
    m_newest = time / kSecond;
    m_last = m_mark = time;
    return;
  }
  if (time <= m_last) {
    return;
  }
  advance(time / kSecond);
  if (time - m_mark > 2 * kReportInterval) {
    m_mark = time - kReportInterval;
    m_fromPod.sinceMark = m_toPod.sinceMark = 0;
  }
  const qint64 from = std::max(m_last, time - kReportInterval);
  count(m_fromPod, fromPod, from, time);
  count(m_toPod, toPod, from, time);
  m_last = time;
  if (time - m_mark >= kShortest) {
    for (Counter* each : {&m_fromPod, &m_toPod}) {
      each->rate = each->sinceMark * double(kSecond) / double(time - m_mark);
      each->sinceMark = 0;
    }
    m_mark = time;
  }
}

void RateHistory::addBreak(qint64 time, const QString& text) {
  m_breaks += Break{time, text};
  if (m_breaks.size() > kMostBreaks) {
    m_breaks.removeFirst();
  }
}

double RateHistory::rate(Direction direction, qint64 now) const {
  return m_mark >= 0 && std::abs(now - m_mark) <= kStale ? counter(direction).rate : 0;
}

std::vector<float> RateHistory::last(Direction direction, qint64 now, int seconds) const {
  const std::vector<float>& ring = counter(direction).seconds;
  std::vector<float> values(size_t(std::clamp(seconds, 0, kSeconds)), 0.0F);
  const qint64 end = endOfLast(now) / kSecond;  // exclusive
  for (size_t i = 0; i < values.size() && !ring.empty(); ++i) {
    const qint64 second = end - qint64(values.size()) + qint64(i);
    if (second >= 0 && second <= m_newest && second > m_newest - kRing) {
      values[i] = ring[size_t(second % kRing)];
    }
  }
  return values;
}

bool RateHistory::isMoving(qint64 now, int seconds) const {
  return m_lastMove >= 0 && std::abs(now - m_lastMove) <= seconds * kSecond;
}

QList<RateHistory::Break> RateHistory::breaks(qint64 now) const {
  QList<Break> result;
  std::copy_if(m_breaks.begin(), m_breaks.end(), std::back_inserter(result),
               [now](const Break& each) { return std::abs(now - each.time) < kSeconds * kSecond; });
  return result;
}

}  // namespace portolan
