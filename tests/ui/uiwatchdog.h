#pragma once

#include <time.h>

#include <QElapsedTimer>
#include <QTimer>
#include <algorithm>

namespace portolan {

/// How long the thread that made it was away from its event loop. Other load on the machine makes everybody late, so
/// what counts is the CPU time that the thread itself took in one turn; a turn that waited for something (a file, a
/// socket, a lock) shows in the time on the clock, for which the caller allows more.
class UiWatchdog {
 public:
  UiWatchdog() : m_cpu(cpuNow()) {
    m_clock.start();
    QObject::connect(&m_pulse, &QTimer::timeout, &m_pulse, [this] {
      m_worstBusy = std::max(m_worstBusy, cpuNow() - m_cpu);
      m_worstTurn = std::max(m_worstTurn, m_clock.restart());
      m_cpu = cpuNow();
    });
    m_pulse.start(1);
  }

  /// The most milliseconds of CPU in one turn, and the longest turn by the clock.
  [[nodiscard]] double worstBusy() const { return m_worstBusy; }
  [[nodiscard]] qint64 worstTurn() const { return m_worstTurn; }
  void forget() {
    m_cpu = cpuNow();
    m_clock.restart();
    m_worstBusy = 0;
    m_worstTurn = 0;
  }

 private:
  static double cpuNow() {
    timespec time{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return double(time.tv_sec) * 1e3 + double(time.tv_nsec) / 1e6;
  }

  QTimer m_pulse;
  QElapsedTimer m_clock;
  double m_cpu;
  double m_worstBusy = 0;
  qint64 m_worstTurn = 0;
};

}  // namespace portolan
