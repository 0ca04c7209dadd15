#include <QTest>
#include <cstring>

#include "core/base/bytequeue.h"

using portolan::ByteQueue;

class TestByteQueue : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void keepsOrderAcrossGrowthAndConsumption();
  void preparedBytesCountOnlyWhenCommitted();
};

void TestByteQueue::keepsOrderAcrossGrowthAndConsumption() {
  ByteQueue queue;
  QByteArray expected;
  char next = 0;
  for (int round = 0; round < 2000; ++round) {
    QByteArray chunk((round * 37) % 501, Qt::Uninitialized);
    for (char& c : chunk) {
      c = next++;
    }
    queue.append(chunk);
    expected += chunk;
    const qsizetype taken = qMin<qsizetype>(queue.size(), (round * 53) % 487);
    QCOMPARE(queue.view().first(taken).toByteArray(), expected.first(taken));
    queue.consume(taken);
    expected.remove(0, taken);
    QCOMPARE(queue.size(), expected.size());
  }
  QCOMPARE(queue.view().toByteArray(), expected);
}

void TestByteQueue::preparedBytesCountOnlyWhenCommitted() {
  ByteQueue queue;
  queue.append("ab");
  const auto room = queue.prepare(100'000);
  QVERIFY(room.size() >= 100'000);
  QCOMPARE(queue.size(), 2);
  std::memcpy(room.data(), "cd", 2);
  queue.commit(2);
  QCOMPARE(queue.view().toByteArray(), QByteArray("abcd"));
  queue.consume(4);
  QVERIFY(queue.isEmpty());
}

QTEST_APPLESS_MAIN(TestByteQueue)
#include "test_bytequeue.moc"
