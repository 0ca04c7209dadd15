#include <QTest>
#include <memory>
#include <vector>

#include "core/base/retrygate.h"

using namespace portolan;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

const Error kAway{ErrorCode::ConnectionRefused, Stage::Authentication, u"nobody listens"_s, {}};

class Waiter final : public RetryGate::Waiter {
 public:
  void tryNow() override { ++tries; }
  void mustWait(const Error& why, const QDateTime& when) override {
    ++waits;
    lastWhy = why;
    lastWhen = when;
  }
  int tries = 0;
  int waits = 0;
  std::optional<Error> lastWhy;
  QDateTime lastWhen;
};

}  // namespace

/// A hundred forwards to one dead cluster must not be a hundred probes.
class TestRetryGate : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void oneFindsOut();
  void oneProbesForAll();
  void pausesGrowAndResetBySuccess();
  void hurryTriesAtOnce();
  void aNudgeShortensThePause();
  void whoLeavesIsReplaced();
};

void TestRetryGate::oneFindsOut() {
  RetryGate gate(Backoff(1h, 1h));
  Waiter first;
  Waiter second;
  QVERIFY(gate.enter(first));
  QVERIFY(!gate.enter(second));
  QVERIFY(gate.enter(first));
  gate.reached(first);
  QCOMPARE(second.tries, 1);
  QVERIFY(gate.enter(second));
  Waiter third;
  QVERIFY(gate.enter(third));  // it is known to be there
  for (Waiter* each : {&first, &second, &third}) {
    gate.leave(*each);
  }
}

void TestRetryGate::oneProbesForAll() {
  RetryGate gate(Backoff(20ms, 20ms));
  std::vector<std::unique_ptr<Waiter>> many;
  for (int i = 0; i < 100; ++i) {
    many.push_back(std::make_unique<Waiter>());
    if (gate.enter(*many.back())) {
      gate.failed(*many.back(), kAway);
    }
  }
  const auto tries = [&many] {
    int sum = 0;
    for (const auto& each : many) {
      sum += each->tries;
    }
    return sum;
  };
  QCOMPARE(tries(), 0);
  for (const auto& each : many) {
    QCOMPARE(each->lastWhy, kAway);
    QVERIFY(each->lastWhen.isValid());
  }
  QTRY_COMPARE(tries(), 1);
  QTest::qWait(60);
  QCOMPARE(tries(), 1);  // as long as that one has not heard
  Waiter* trying = nullptr;
  for (const auto& each : many) {
    trying = each->tries == 1 ? each.get() : trying;
  }
  gate.failed(*trying, kAway);
  QTRY_COMPARE(tries(), 2);
  for (const auto& each : many) {
    if (each->tries == 1 && each.get() != trying) {
      gate.reached(*each);
      break;
    }
  }
  QCOMPARE(tries(), 2 + 99);  // all who were in line
  for (const auto& each : many) {
    gate.leave(*each);
  }
}

void TestRetryGate::pausesGrowAndResetBySuccess() {
  RetryGate gate(Backoff(40ms, 1h));
  Waiter waiter;
  QVERIFY(gate.enter(waiter));
  QList<qint64> pauses;
  for (int i = 1; i <= 3; ++i) {
    QElapsedTimer timer;
    timer.start();
    gate.failed(waiter, kAway);
    QTRY_COMPARE(waiter.tries, i);
    pauses += timer.elapsed();
  }
  QVERIFY(pauses[0] >= 30 && pauses[1] >= 60 && pauses[2] >= 120);  // a quarter less at most
  gate.reached(waiter);
  gate.failed(waiter, kAway);
  QVERIFY(QDateTime::currentDateTimeUtc().msecsTo(waiter.lastWhen) <= 50);
  gate.leave(waiter);
}

void TestRetryGate::hurryTriesAtOnce() {
  RetryGate gate(Backoff(1h, 1h));
  Waiter waiter;
  QVERIFY(gate.enter(waiter));
  gate.hurry();
  QCOMPARE(waiter.tries, 1);  // over the new path
  gate.failed(waiter, kAway);
  QTest::qWait(50);
  QCOMPARE(waiter.tries, 1);
  gate.hurry();
  QTRY_COMPARE(waiter.tries, 2);
  gate.leave(waiter);
}

void TestRetryGate::aNudgeShortensThePause() {
  RetryGate gate(Backoff(1h, 1h));
  Waiter waiter;
  QVERIFY(gate.enter(waiter));
  gate.nudge();  // under way
  QCOMPARE(waiter.tries, 0);
  QElapsedTimer timer;
  timer.start();
  gate.failed(waiter, kAway);
  gate.nudge();
  gate.nudge();
  QVERIFY(QDateTime::currentDateTimeUtc().msecsTo(waiter.lastWhen) <= 1000);
  QTRY_COMPARE(waiter.tries, 1);
  QVERIFY(timer.elapsed() >= 900);  // timers are 5 % off
  gate.leave(waiter);
}

void TestRetryGate::whoLeavesIsReplaced() {
  RetryGate gate(Backoff(1h, 1h));
  Waiter first;
  Waiter second;
  QVERIFY(gate.enter(first));
  QVERIFY(!gate.enter(second));
  gate.leave(first);
  QTRY_COMPARE(second.tries, 1);
  gate.leave(second);
  Waiter third;
  QVERIFY(gate.enter(third));
  gate.leave(third);
}

QTEST_GUILESS_MAIN(TestRetryGate)
#include "test_retrygate.moc"
