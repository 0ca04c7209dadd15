#include <QJsonArray>
#include <QTest>

#include "core/cluster/watchdecoder.h"

using namespace Qt::StringLiterals;
using portolan::ErrorCode;
using portolan::WatchDecoder;

class TestWatchDecoder : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void anySplitGivesTheSameEvents();
  void brokenLines_data();
  void brokenLines();
  void eventsBeforeABrokenLineAreKept();
  void linesAreBounded();
};

void TestWatchDecoder::anySplitGivesTheSameEvents() {
  const QByteArray stream =
      "{\"type\":\"ADDED\",\"object\":{\"metadata\":{\"name\":\"a\"}}}\n"
      "\r\n"
      "{\"type\":\"MODIFIED\",\"object\":{\"metadata\":{\"name\":\"a\\nb\xc3\xa4\"}}}\r\n"
      "{\"type\":\"BOOKMARK\",\"object\":{}}\n";
  const QList<WatchDecoder::Event> expected{{u"ADDED"_s, {{u"metadata"_s, QJsonObject{{u"name"_s, u"a"_s}}}}},
                                            {u"MODIFIED"_s, {{u"metadata"_s, QJsonObject{{u"name"_s, u"a\nbä"_s}}}}},
                                            {u"BOOKMARK"_s, {}}};
  for (qsizetype first = 0; first <= stream.size(); ++first) {
    for (qsizetype second = first; second <= stream.size(); second += 7) {
      WatchDecoder decoder;
      QList<WatchDecoder::Event> events;
      QVERIFY(decoder.feed(stream.first(first), events));
      QVERIFY(decoder.feed(stream.mid(first, second - first), events));
      QVERIFY(decoder.feed(stream.mid(second), events));
      QCOMPARE(events, expected);
      QVERIFY(!decoder.isInsideLine());
    }
  }
}

void TestWatchDecoder::brokenLines_data() {
  QTest::addColumn<QByteArray>("line");
  QTest::newRow("no JSON") << QByteArray("<html>\n");
  QTest::newRow("cut off") << QByteArray("{\"type\":\"ADDED\",\n");
  QTest::newRow("array") << QByteArray("[]\n");
  QTest::newRow("no type") << QByteArray("{\"object\":{}}\n");
  QTest::newRow("no object") << QByteArray("{\"type\":\"ADDED\"}\n");
  QTest::newRow("object of another type") << QByteArray("{\"type\":\"ADDED\",\"object\":[]}\n");
  QTest::newRow("nested too deeply") << QByteArray(100'000, '[') + "\n";
}

void TestWatchDecoder::brokenLines() {
  QFETCH(QByteArray, line);
  WatchDecoder decoder;
  QList<WatchDecoder::Event> events;
  const auto result = decoder.feed(line, events);
  QVERIFY(!result);
  QCOMPARE(result.error().code, ErrorCode::BadResponse);
  QVERIFY(events.isEmpty());
}

void TestWatchDecoder::eventsBeforeABrokenLineAreKept() {
  WatchDecoder decoder;
  QList<WatchDecoder::Event> events;
  QVERIFY(!decoder.feed("{\"type\":\"ADDED\",\"object\":{}}\nx\n", events));
  QCOMPARE(events.size(), 1);
}

void TestWatchDecoder::linesAreBounded() {
  WatchDecoder decoder;
  QList<WatchDecoder::Event> events;
  const QByteArray chunk(1024 * 1024, ' ');
  for (int i = 0; i < 4; ++i) {
    QVERIFY(decoder.feed(chunk, events));
  }
  const auto result = decoder.feed(" ", events);
  QVERIFY(!result);
  QCOMPARE(result.error().code, ErrorCode::ResponseTooLarge);
  QCOMPARE(result.error().detail, u"an event of a watch is larger than 4 MiB"_s);

  // The limit is a line's, not a chunk's.
  WatchDecoder another;
  const QByteArray line = "{\"type\":\"ADDED\",\"object\":{\"x\":\"" + QByteArray(900'000, 'x') + "\"}}\n";
  QVERIFY(another.feed(line.repeated(8), events));
  QCOMPARE(events.size(), 8);
}

QTEST_APPLESS_MAIN(TestWatchDecoder)
#include "test_watchdecoder.moc"
