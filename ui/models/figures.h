#pragma once

#include <QCoreApplication>
#include <QDateTime>
#include <QString>
#include <chrono>

namespace portolan {

/// Numbers as people read them, in their locale, with decimal units (kB = 1,000 bytes).
class Figures {
  Q_DECLARE_TR_FUNCTIONS(Figures)

 public:
  /// "0 B", "184 MB", "1.2 GB": at most three digits.
  static QString bytes(qint64 count);
  /// "0 B/s", "3.4 MB/s".
  static QString rate(double bytesPerSecond);
  /// The same for a round number: "4 MB/s", "2.5 MB/s".
  static QString roundRate(double bytesPerSecond);
  /// A length of time that goes on: "38 s", "41 min", "2 h 14 min", "3 d 4 h". Negative ones are 0 s.
  static QString age(std::chrono::seconds time);
  /// How long something took: "0.4 ms", "187 ms", "1.3 s", "2 min 5 s".
  static QString took(std::chrono::microseconds time);
  /// Of a count down, rounded up; 0: `time` is over, or none.
  static qint64 secondsUntil(const QDateTime& time, const QDateTime& now);
  /// "3.4 megabytes per second", for screen readers.
  static QString spokenRate(double bytesPerSecond);

 private:
  static QString rateText(double bytesPerSecond, bool dropsZero);
};

}  // namespace portolan
