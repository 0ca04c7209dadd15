#include <QTest>
#include <QtEndian>
#include <random>

#include "core/tunnel/spdyparser.h"
#include "core/tunnel/spdywriter.h"
#include "spdyrecorder.h"

using namespace portolan;
using namespace Qt::StringLiterals;
using portolan::test::SpdyRecorder;

namespace {

// PROTOCOL 2.3: what moby/spdystream 0.5.0 writes, the first blocks of a connection in each direction.
const QByteArray kClientBytes = QByteArray::fromHex(
    "80030001 0000003e 00000001 00000000 0000 78f9e3c6a7c202253a703a2b294a4dcc851625aca9a0808614cb45e01c60616061c0c0c0"
    "c0590489c64c50f2663400000000ffff"
    "00000001 01000000"
    "80030001 0000001c 00000003 00000000 0000 826ac61445350e543225a29b06000000ffff"
    "80030003 00000008 00000003 00000005"
    "80030006 00000004 00000001"
    "80030007 00000008 00000000 00000000");
const QStringList kClientLines{
    u"SYN_STREAM 1 {streamtype:error,port:8080,requestid:0}"_s,
    u"DATA 1  FIN"_s,
    u"SYN_STREAM 3 {requestid:0,streamtype:data,port:8080}"_s,
    u"RST_STREAM 3 5"_s,
    u"PING 1"_s,
    u"GOAWAY 0 0"_s,
};

const QByteArray kServerBytes = QByteArray::fromHex(
    "80030002 00000014 00000001 78f9e3c6a7c26260606000000000ffff"
    "80030004 00000014 00000002 01000004 00000064 00000007 00010000"
    "80030002 0000000c 00000003 026100000000ffff"
    "80030009 00000008 00000003 00010000"
    "00000003 00000005 68656c6c6f"
    "00000003 00000000"
    "00000003 01000002 2121"
    "00000001 01000000");
const QStringList kServerLines{
    u"SYN_REPLY 1 {}"_s,
    u"SYN_REPLY 3 {}"_s,
    u"DATA 3 hello!! FIN"_s,
    u"DATA 1  FIN"_s,
};

QByteArray hex(const char* text) {
  return QByteArray::fromHex(text);
}

/// A SYN_STREAM whose block holds this text and is the first of its connection: stored, not compressed, so that the
/// text can be anything.
QByteArray synStreamOf(const QByteArray& text) {
  QByteArray block = hex("78f9 e3c6a7c2");
  for (qsizetype begin = 0; begin < text.size(); begin += 0xffff) {
    const QByteArray chunk = text.mid(begin, 0xffff);
    const auto size = static_cast<quint16>(chunk.size());
    block += '\0';
    block += static_cast<char>(size & 0xff);
    block += static_cast<char>(size >> 8);
    block += static_cast<char>(~size & 0xff);
    block += static_cast<char>(~size >> 8 & 0xff);
    block += chunk;
  }
  block += hex("000000ffff");
  QByteArray frame = hex("80030001");
  const quint32 length = qToBigEndian(static_cast<quint32>(10 + block.size()));
  frame.append(reinterpret_cast<const char*>(&length), 4);
  return frame + hex("00000001 00000000 0000") + block;
}

QByteArray textOf(std::initializer_list<QByteArray> strings, quint32 count) {
  QByteArray text;
  const auto append = [&](quint32 number) {
    number = qToBigEndian(number);
    text.append(reinterpret_cast<const char*>(&number), 4);
  };
  append(count);
  for (const QByteArray& string : strings) {
    append(static_cast<quint32>(string.size()));
    text += string;
  }
  return text;
}

}  // namespace

class TestSpdyParser : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void findsTheFrames_data();
  void findsTheFrames();
  void handsDataOnWithoutCopying();
  void namesWhatIsWrong_data();
  void namesWhatIsWrong();
  void acceptsABlockWithoutTheEndOfItsFlush();
  void acceptsHeaderBlocksUpToTheLimit();
  void stopsABombBeforeItGrows();
  void stopsWhenTheHandlerSaysSo();
  void keepsItsContextOverManyBlocks();
  void survivesGarbage();
};

void TestSpdyParser::findsTheFrames_data() {
  QTest::addColumn<QByteArray>("bytes");
  QTest::addColumn<QStringList>("lines");
  QTest::newRow("what a client sends") << kClientBytes << kClientLines;
  QTest::newRow("what a server sends") << kServerBytes << kServerLines;
}

void TestSpdyParser::findsTheFrames() {
  QFETCH(QByteArray, bytes);
  QFETCH(QStringList, lines);

  {
    SpdyRecorder recorder;
    SpdyParser parser(recorder);
    QVERIFY(parser.parse(bytes));
    QCOMPARE(recorder.lines, lines);
  }
  for (qsizetype split = 0; split <= bytes.size(); ++split) {
    SpdyRecorder recorder;
    SpdyParser parser(recorder);
    // The pieces are copies that end where they end, so that a sanitizer sees every read beyond.
    QVERIFY(parser.parse(bytes.first(split)));
    QVERIFY(parser.parse(bytes.sliced(split)));
    QCOMPARE(recorder.lines, lines);
  }
  SpdyRecorder recorder;
  SpdyParser parser(recorder);
  for (qsizetype i = 0; i < bytes.size(); ++i) {
    QVERIFY(parser.parse(bytes.sliced(i, 1)));
  }
  QCOMPARE(recorder.lines, lines);
}

void TestSpdyParser::handsDataOnWithoutCopying() {
  SpdyRecorder recorder;
  SpdyParser parser(recorder);
  const QByteArray bytes = hex("00000003 01000006 616263");
  QVERIFY(parser.parse(bytes));
  QCOMPARE(recorder.lastPiece.data(), bytes.constData() + 8);
  QCOMPARE(recorder.lines, QStringList{u"DATA 3 abc"_s});
  const QByteArray rest("def");
  QVERIFY(parser.parse(rest));
  QCOMPARE(recorder.lastPiece.data(), rest.constData());
  QCOMPARE(recorder.lines, QStringList{u"DATA 3 abcdef FIN"_s});
}

void TestSpdyParser::namesWhatIsWrong_data() {
  QTest::addColumn<QByteArray>("bytes");
  QTest::addColumn<QString>("detail");
  const auto row = [](const char* name, const QByteArray& bytes, const char* detail) {
    QTest::newRow(name) << bytes << QString::fromLatin1(detail);
  };
  row("unknown type", hex("80030005 00000004"), "unknown type 5");
  row("type 0", hex("80030000 00000000"), "unknown type 0");
  row("version", hex("80020006 00000004"), "version 2 instead of 3");
  row("data on stream 0", hex("00000000 00000001"), "data frame has the stream id 0");
  row("SYN_STREAM of stream 0", synStreamOf(textOf({}, 0)).replace(8, 4, hex("00000000")),
      "SYN_STREAM frame has the id 0");
  row("SYN_REPLY to stream 0", hex("80030002 00000014 00000000 78f9e3c6a7c26260606000000000ffff"),
      "SYN_REPLY frame has the id 0");
  row("HEADERS of stream 0", hex("80030008 00000014 80000000 78f9e3c6a7c26260606000000000ffff"),
      "HEADERS frame has the id 0");
  row("RST of stream 0", hex("80030003 00000008 00000000 00000005"), "RST_STREAM frame has the id 0");
  row("RST with status 0", hex("80030003 00000008 00000003 00000000"), "RST_STREAM frame has the status 0");
  row("RST too short", hex("80030003 00000004"), "RST_STREAM frame has the length 4");
  row("PING 0", hex("80030006 00000004 00000000"), "PING frame has the id 0");
  row("PING with flags", hex("80030006 01000004 00000001"), "PING frame has the flags 1");
  row("PING too long", hex("80030006 00000005"), "PING frame has the length 5");
  row("GOAWAY with flags", hex("80030007 02000008 00000000 00000000"), "GOAWAY frame has the flags 2");
  row("GOAWAY of SPDY/2", hex("80030007 00000004"), "GOAWAY frame has the length 4");
  row("WINDOW_UPDATE of stream 0", hex("80030009 00000008 00000000 00000001"), "WINDOW_UPDATE frame has the id 0");
  row("WINDOW_UPDATE too long", hex("80030009 0000000c"), "WINDOW_UPDATE frame has the length 12");
  row("SETTINGS without a count", hex("80030004 00000003"), "SETTINGS frame has the length 3");
  row("SETTINGS with fewer", hex("80030004 0000000c 00000002 01000004 00000064"), "holds 2 settings");
  row("SETTINGS with more", hex("80030004 0000000c 00000000 01000004 00000064"), "holds 0 settings");
  row("SETTINGS with a count that wraps", hex("80030004 00000004 20000000"), "holds 536870912 settings");
  row("too many SETTINGS", hex("80030004 00ffffff"), "SETTINGS frame has the length 16777215");
  // Limits are checked before anything is buffered: eight bytes are enough.
  row("SYN_STREAM too short", hex("80030001 00000009"), "SYN_STREAM frame has the length 9");
  row("SYN_STREAM too long", hex("80030001 0001000b"), "SYN_STREAM frame has the length 65547");
  row("SYN_REPLY too long", hex("80030002 00010005"), "SYN_REPLY frame has the length 65541");
  row("HEADERS too long", hex("80030008 00ffffff"), "HEADERS frame has the length 16777215");

  row("no block", hex("80030002 00000004 00000001"), "too short for its count");
  row("not zlib", hex("80030002 00000008 00000001 01020304"), "cannot be decompressed");
  row("damaged block", hex("80030002 00000014 00000001 78f9e3c6a7c2ffffffffffffffffffff"), "cannot be decompressed");
  row("another dictionary", hex("80030002 00000014 00000001 78f9e3c6a7c36260606000000000ffff"),
      "another compression dictionary");
  row("ended compression", hex("80030002 00000014 00000001 78f9e3c6a7c263606060000000040001"), "was ended");
  row("uppercase name", synStreamOf(textOf({"streamType", "data"}, 1)), "\"streamType\" is not in lower case");
  row("empty name", synStreamOf(textOf({"", "data"}, 1)), "a header has no name");
  row("fewer headers than said", synStreamOf(textOf({"port", "80"}, 2)), "shorter than its 2 headers");
  row("more headers than said", synStreamOf(textOf({"port", "80", "a", "b"}, 1)), "longer than its 1 headers");
  row("a value that is cut off", synStreamOf(textOf({"port", "80"}, 1).chopped(1)), "shorter than its 1 headers");
  row("a length beyond the block", synStreamOf(textOf({}, 1) + hex("ffffffff")), "shorter than its 1 headers");
  row("too many headers", synStreamOf(textOf({}, 1001)), "1001 headers, more than 1000");
  row("a count beyond everything", synStreamOf(textOf({}, 0xffffffff)), "4294967295 headers");
}

void TestSpdyParser::namesWhatIsWrong() {
  QFETCH(QByteArray, bytes);
  QFETCH(QString, detail);
  for (const bool byteByByte : {false, true}) {
    SpdyRecorder recorder;
    SpdyParser parser(recorder);
    Result<void> result;
    for (qsizetype i = 0; i < bytes.size(); i += byteByByte ? 1 : bytes.size()) {
      result = parser.parse(byteByByte ? bytes.sliced(i, 1) : bytes);
    }
    QVERIFY(!result);
    QCOMPARE(result.error().code, ErrorCode::ProtocolViolation);
    QCOMPARE(result.error().stage, Stage::Session);
    QVERIFY2(result.error().detail.contains(detail), qPrintable(result.error().detail));
    QVERIFY(recorder.lines.isEmpty());

    // Nothing more is parsed, and the error stays.
    const auto again = parser.parse(kServerBytes);
    QVERIFY(!again);
    QCOMPARE(again.error(), result.error());
    QVERIFY(recorder.lines.isEmpty());
  }
}

void TestSpdyParser::acceptsABlockWithoutTheEndOfItsFlush() {
  // All of its text is there; only the empty block that ends a sync flush is missing.
  SpdyRecorder recorder;
  SpdyParser parser(recorder);
  QVERIFY(parser.parse(hex("80030002 00000010 00000001 78f9e3c6a7c2626060600000")));
  QCOMPARE(recorder.lines, QStringList{u"SYN_REPLY 1 {}"_s});
}

void TestSpdyParser::acceptsHeaderBlocksUpToTheLimit() {
  for (const qsizetype excess : {0, 1}) {
    const qsizetype valueSize = spdy::kMaxInflatedHeaders - 4 - 4 - 4 - 4 + excess;
    const QByteArray value(valueSize, 'v');
    QByteArray bytes;
    SpdyWriter writer;
    writer.synStream(bytes, 1, std::array{SpdyHeader{"name", value}});
    writer.synStream(bytes, 3, std::array{SpdyHeader{"name", "next"}});
    SpdyRecorder recorder;
    SpdyParser parser(recorder);
    const auto result = parser.parse(bytes);
    QCOMPARE(result.has_value(), excess == 0);
    if (excess == 0) {
      QCOMPARE(recorder.lines.size(), 2);
      QVERIFY(recorder.lines[0].contains(QString::fromLatin1(value)));
      QCOMPARE(recorder.lines[1], u"SYN_STREAM 3 {name:next}"_s);
    } else {
      QVERIFY(result.error().detail.contains(u"inflates to more than 65536 bytes"));
    }
  }
}

void TestSpdyParser::stopsABombBeforeItGrows() {
  // 60 MiB of zeros in 64 KiB.
  const QByteArray zeros(60 * 1024 * 1024, '\0');
  QByteArray bytes;
  SpdyWriter().synStream(bytes, 1, std::array{SpdyHeader{"a", zeros}});
  QVERIFY(bytes.size() > 50'000);
  QVERIFY(bytes.size() < spdy::kMaxCompressedHeaders);
  SpdyRecorder recorder;
  SpdyParser parser(recorder);
  const auto result = parser.parse(bytes);
  QVERIFY(!result);
  QVERIFY(result.error().detail.contains(u"inflates to more than"));
}

void TestSpdyParser::stopsWhenTheHandlerSaysSo() {
  for (qsizetype stopAfter = 1; stopAfter <= kClientLines.size(); ++stopAfter) {
    SpdyRecorder recorder;
    SpdyParser parser(recorder);
    recorder.after = [&] {
      if (recorder.lines.size() == stopAfter) {
        parser.stop();
      }
    };
    QVERIFY(parser.parse(kClientBytes));
    QVERIFY(parser.parse(hex("00000000 ffffffff")));
    QCOMPARE(recorder.lines, kClientLines.first(stopAfter));
  }
  // In the middle of a data frame.
  SpdyRecorder recorder;
  SpdyParser parser(recorder);
  recorder.after = [&] { parser.stop(); };
  QVERIFY(parser.parse(hex("00000003 01000004 6162")));
  QVERIFY(parser.parse(hex("6364 80030006 00000004 00000001")));
  QCOMPARE(recorder.lines, QStringList{u"DATA 3 ab"_s});
}

void TestSpdyParser::keepsItsContextOverManyBlocks() {
  // More text than any window holds, each block different from the ones before.
  SpdyWriter writer;
  SpdyRecorder recorder;
  SpdyParser parser(recorder);
  QByteArray bytes;
  for (quint32 i = 0; i < 20'000; ++i) {
    const QByteArray number = QByteArray::number(i);
    const QByteArray port = QByteArray::number(i * 7919 % 65536);
    bytes.resize(0);
    writer.synStream(
        bytes, 2 * i + 1,
        std::array{SpdyHeader{"streamtype", "data"}, SpdyHeader{"port", port}, SpdyHeader{"requestid", number}});
    recorder.lines.clear();
    QVERIFY(parser.parse(bytes));
    QCOMPARE(recorder.lines, QStringList{u"SYN_STREAM %1 {streamtype:data,port:%2,requestid:%3}"_s.arg(2 * i + 1)
                                             .arg(QString::fromLatin1(port))
                                             .arg(i)});
  }
}

void TestSpdyParser::survivesGarbage() {
  std::mt19937 random(20130501);
  int errors = 0;
  for (int round = 0; round < 3000; ++round) {
    QByteArray bytes = round % 2 ? kClientBytes : kServerBytes;
    // Real frames with a few bytes changed reach further than noise does.
    for (int change = 0; change < 1 + round % 4; ++change) {
      bytes[static_cast<qsizetype>(random() % static_cast<size_t>(bytes.size()))] = static_cast<char>(random());
    }
    SpdyRecorder recorder;
    SpdyParser parser(recorder);
    const auto split = static_cast<qsizetype>(random() % static_cast<size_t>(bytes.size()));
    const auto first = parser.parse(bytes.first(split));
    const auto second = parser.parse(bytes.sliced(split));
    QVERIFY(first || !second);
    errors += second ? 0 : 1;
  }
  QVERIFY(errors > 1000);
}

QTEST_APPLESS_MAIN(TestSpdyParser)
#include "test_spdyparser.moc"
