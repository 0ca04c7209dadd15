#include "ui/models/figures.h"

#include <QLocale>
#include <algorithm>
#include <array>
#include <cmath>

namespace portolan {

namespace {

constexpr int kLargestUnit = 4;

/// At most three digits: one after the point below ten, none above. `unit`: how often it was divided by 1,000.
QString digits(double count, int& unit, bool dropsZero = false) {
  unit = 0;
  // 999.6 kB would be written as "1000 kB".
  while (count >= 999.5 && unit < kLargestUnit) {
    count /= 1000;
    ++unit;
  }
  const bool isWhole = dropsZero && std::abs(count - std::round(count)) < 0.01;
  return QLocale().toString(count, 'f', unit > 0 && count < 9.95 && !isWhole ? 1 : 0);
}

}  // namespace

QString Figures::bytes(qint64 count) {
  int unit = 0;
  const QString number = digits(double(std::max<qint64>(count, 0)), unit);
  const std::array texts{tr("%1 B"), tr("%1 kB"), tr("%1 MB"), tr("%1 GB"), tr("%1 TB")};
  return texts.at(size_t(unit)).arg(number);
}

QString Figures::rate(double bytesPerSecond) {
  return rateText(bytesPerSecond, false);
}

QString Figures::roundRate(double bytesPerSecond) {
  return rateText(bytesPerSecond, true);
}

QString Figures::rateText(double bytesPerSecond, bool dropsZero) {
  int unit = 0;
  const QString number = digits(std::max(bytesPerSecond, 0.0), unit, dropsZero);
  const std::array texts{tr("%1 B/s"), tr("%1 kB/s"), tr("%1 MB/s"), tr("%1 GB/s"), tr("%1 TB/s")};
  return texts.at(size_t(unit)).arg(number);
}

QString Figures::spokenRate(double bytesPerSecond) {
  int unit = 0;
  const QString number = digits(std::max(bytesPerSecond, 0.0), unit);
  const std::array texts{tr("%1 bytes per second"), tr("%1 kilobytes per second"), tr("%1 megabytes per second"),
                         tr("%1 gigabytes per second"), tr("%1 terabytes per second")};
  return texts.at(size_t(unit)).arg(number);
}

QString Figures::age(std::chrono::seconds time) {
  constexpr qint64 kMinute = 60;
  constexpr qint64 kHour = 60 * kMinute;
  constexpr qint64 kDay = 24 * kHour;
  const qint64 seconds = std::max<qint64>(time.count(), 0);
  if (seconds < kMinute) {
    return tr("%1 s").arg(seconds);
  }
  if (seconds < kHour) {
    return tr("%1 min").arg(seconds / kMinute);
  }
  if (seconds < kDay) {
    return tr("%1 h %2 min").arg(seconds / kHour).arg(seconds % kHour / kMinute);
  }
  return tr("%1 d %2 h").arg(seconds / kDay).arg(seconds % kDay / kHour);
}

QString Figures::took(std::chrono::microseconds time) {
  const double ms = double(std::max<qint64>(time.count(), 0)) / 1000;
  if (ms < 9.95) {
    return tr("%1 ms").arg(QLocale().toString(ms, 'f', time.count() % 1000 == 0 ? 0 : 1));
  }
  if (ms < 999.5) {
    return tr("%1 ms").arg(qRound(ms));
  }
  if (ms < 59'950) {
    return tr("%1 s").arg(QLocale().toString(ms / 1000, 'f', 1));
  }
  const auto seconds = qint64(std::round(ms / 1000));
  return tr("%1 min %2 s").arg(seconds / 60).arg(seconds % 60);
}

qint64 Figures::secondsUntil(const QDateTime& time, const QDateTime& now) {
  return time.isValid() ? std::max<qint64>((now.msecsTo(time) + 999) / 1000, 0) : 0;
}

}  // namespace portolan
