#pragma once

#include <QList>
#include <QString>
#include <QtGlobal>
#include <vector>

namespace portolan {

/// What went through a forward in the last five minutes, second by second, from its byte counters. Times are
/// milliseconds of any one clock; where it is set back, the history begins anew. Memory is taken with the first byte
/// (2.4 kB). Two seconds late: the counters come about once a second, and a second is shown when it is whole.
class RateHistory {
 public:
  static constexpr int kSeconds = 300;

  enum class Direction { FromPod, ToPod };

  /// A moment at which sessions ended.
  struct Break {
    qint64 time = 0;
    QString text;

    bool operator==(const Break&) const = default;
  };

  /// The counters at a moment. Counters that went back have begun anew.
  void addTotals(qint64 time, qint64 fromPod, qint64 toPod);
  void addBreak(qint64 time, const QString& text);

  /// Bytes a second, as measured last; 0 once nothing came for two seconds.
  [[nodiscard]] double rate(Direction direction, qint64 now) const;
  /// Both directions together.
  [[nodiscard]] double total(qint64 now) const { return rate(Direction::FromPod, now) + rate(Direction::ToPod, now); }
  /// Bytes a second for each of the last `seconds`, the oldest first; at most kSeconds.
  [[nodiscard]] std::vector<float> last(Direction direction, qint64 now, int seconds) const;
  /// Something went through within the last `seconds`.
  [[nodiscard]] bool isMoving(qint64 now, int seconds) const;
  /// Those of the last five minutes.
  [[nodiscard]] QList<Break> breaks(qint64 now) const;
  /// The newest of last() is of the second that ends here.
  [[nodiscard]] static qint64 endOfLast(qint64 now) { return (now / 1000 - 1) * 1000; }

 private:
  struct Counter {
    qint64 total = 0;
    double sinceMark = 0;
    double rate = 0;
    std::vector<float> seconds;
  };

  void advance(qint64 second);
  void count(Counter& counter, qint64 total, qint64 from, qint64 to);
  [[nodiscard]] const Counter& counter(Direction direction) const {
    return direction == Direction::FromPod ? m_fromPod : m_toPod;
  }

  Counter m_fromPod;
  Counter m_toPod;
  qint64 m_newest = -1;  ///< second
  qint64 m_last = -1;    ///< ms, of the last counters
  qint64 m_mark = -1;    ///< ms, where the rate is measured from
  qint64 m_lastMove = -1;
  QList<Break> m_breaks;
};

}  // namespace portolan
