#include <QTest>
#include <numeric>

#include "ui/models/figures.h"
#include "ui/models/ratehistory.h"

using namespace portolan;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using Direction = RateHistory::Direction;

/// Numbers in words, and the history that they come from.
class TestFigures : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void initTestCase() { QLocale::setDefault(QLocale::c()); }
  void writesBytes_data();
  void writesBytes();
  void writesTimes();
  void measuresASteadyRate();
  void goesBackToZero();
  void spreadsWhatCameTogether();
  void startsWithoutAPast();
  void countersMayBeginAnew();
  void theClockIsSetBack();
  void keepsFiveMinutes();
  void rememberesBreaksForFiveMinutes();
};

void TestFigures::writesBytes_data() {
  QTest::addColumn<qint64>("count");
  QTest::addColumn<QString>("text");
  QTest::newRow("none") << qint64(0) << u"0 B"_s;
  QTest::newRow("negative") << qint64(-5) << u"0 B"_s;
  QTest::newRow("bytes") << qint64(999) << u"999 B"_s;
  QTest::newRow("kilo") << qint64(1000) << u"1.0 kB"_s;
  QTest::newRow("ten") << qint64(9'960) << u"10 kB"_s;
  QTest::newRow("rounds up to the next unit") << qint64(999'600) << u"1.0 MB"_s;
  QTest::newRow("mega") << qint64(184'000'000) << u"184 MB"_s;
  QTest::newRow("giga") << qint64(1'200'000'000) << u"1.2 GB"_s;
  QTest::newRow("beyond") << qint64(5'000'000'000'000'000) << u"5000 TB"_s;
}

void TestFigures::writesBytes() {
  QFETCH(const qint64, count);
  QFETCH(const QString, text);
  QCOMPARE(Figures::bytes(count), text);
  QCOMPARE(Figures::rate(double(count)), text + u"/s"_s);
}

void TestFigures::writesTimes() {
  QCOMPARE(Figures::age(-3s), u"0 s"_s);
  QCOMPARE(Figures::age(38s), u"38 s"_s);
  QCOMPARE(Figures::age(119s), u"1 min"_s);
  QCOMPARE(Figures::age(2h + 14min + 59s), u"2 h 14 min"_s);
  QCOMPARE(Figures::age(76h), u"3 d 4 h"_s);
  QCOMPARE(Figures::took(400us), u"0.4 ms"_s);
  QCOMPARE(Figures::took(1ms), u"1 ms"_s);
  QCOMPARE(Figures::took(187ms), u"187 ms"_s);
  QCOMPARE(Figures::took(999'600us), u"1.0 s"_s);
  QCOMPARE(Figures::took(125s), u"2 min 5 s"_s);
}

void TestFigures::measuresASteadyRate() {
  RateHistory history;
  for (int i = 0; i <= 20; ++i) {
    history.addTotals(100'300 + i * 1000, i * 5000, i * 100);
  }
  const qint64 now = 120'300;
  QCOMPARE(history.rate(Direction::FromPod, now), 5000.0);
  QCOMPARE(history.rate(Direction::ToPod, now), 100.0);
  const auto seconds = history.last(Direction::FromPod, now, 10);
  QCOMPARE(seconds.size(), size_t(10));
  for (const float each : seconds) {
    QVERIFY2(qAbs(each - 5000) < 1, qPrintable(QString::number(each)));
  }
  QVERIFY(history.isMoving(now, 60));
}

void TestFigures::goesBackToZero() {
  RateHistory history;
  history.addTotals(1000, 0, 0);
  history.addTotals(2000, 5000, 0);
  QVERIFY(history.rate(Direction::FromPod, 3000) > 0);
  QCOMPARE(history.rate(Direction::FromPod, 5000), 0.0);
  QVERIFY(!history.isMoving(70'000, 60));
  const auto seconds = history.last(Direction::FromPod, 200'000, 60);
  QCOMPARE(*std::max_element(seconds.begin(), seconds.end()), 0.0F);
}

void TestFigures::spreadsWhatCameTogether() {
  // A quiet minute, then counters: what they say happened within the last second, on both sides of a second's end.
  RateHistory history;
  history.addTotals(1000, 0, 0);
  history.addTotals(61'500, 1000, 0);
  const auto seconds = history.last(Direction::FromPod, 65'000, 10);
  // 54..63; the second 60 and the second 61 share it.
  QCOMPARE(seconds[6], 500.0F);
  QCOMPARE(seconds[7], 500.0F);
  QCOMPARE(seconds[8], 0.0F);
}

void TestFigures::startsWithoutAPast() {
  // The window opens while a forward has moved gigabytes: they are not of this second.
  RateHistory history;
  history.addTotals(1000, 5'000'000'000, 7);
  history.addTotals(2000, 5'000'000'100, 7);
  QCOMPARE(history.rate(Direction::FromPod, 2500), 100.0);
}

void TestFigures::countersMayBeginAnew() {
  RateHistory history;
  history.addTotals(1000, 900, 0);
  history.addTotals(2000, 1900, 0);
  history.addTotals(3000, 50, 0);  // restarted
  QCOMPARE(history.rate(Direction::FromPod, 3500), 50.0);
}

/// An hour back, and the rate stood still for an hour.
void TestFigures::theClockIsSetBack() {
  RateHistory history;
  const qint64 start = 10'000'000;
  history.addTotals(start, 0, 0);
  history.addTotals(start + 1000, 5000, 0);
  history.addBreak(start + 1000, u"session ended"_s);
  const qint64 before = start - 3'600'000;
  QCOMPARE(history.rate(Direction::FromPod, before), 0.0);
  QVERIFY(!history.isMoving(before, 60));
  QVERIFY(history.breaks(before).isEmpty());
  history.addTotals(before, 6000, 0);
  history.addTotals(before + 1000, 9000, 0);
  QCOMPARE(history.rate(Direction::FromPod, before + 1000), 3000.0);
  const auto seconds = history.last(Direction::FromPod, before + 3000, 10);
  QCOMPARE(std::accumulate(seconds.begin(), seconds.end(), 0.0F), 3000.0F);
}

void TestFigures::keepsFiveMinutes() {
  RateHistory history;
  for (int i = 0; i <= 1000; ++i) {
    history.addTotals(i * 1000LL, i * 10LL * (i + 1) / 2, 0);  // second i brings 10 i
  }
  const auto seconds = history.last(Direction::FromPod, 1'000'000, 1000);
  QCOMPARE(seconds.size(), size_t(RateHistory::kSeconds));
  QCOMPARE(seconds.back(), 9990.0F);
  QCOMPARE(seconds.front(), 9990.0F - 10 * 299);
}

void TestFigures::rememberesBreaksForFiveMinutes() {
  RateHistory history;
  history.addBreak(1000, u"one"_s);
  history.addBreak(200'000, u"two"_s);
  QCOMPARE(history.breaks(250'000).size(), 2);
  QCOMPARE(history.breaks(400'000).size(), 1);
  QCOMPARE(history.breaks(400'000).first().text, u"two"_s);
  for (int i = 0; i < 100; ++i) {
    history.addBreak(400'000 + i, u"again"_s);
  }
  QVERIFY(history.breaks(400'200).size() <= 16);
}

QTEST_APPLESS_MAIN(TestFigures)
#include "test_figures.moc"
