#include <QTest>
#include <QtEndian>
#include <numeric>

#include "core/tunnel/websocketframe.h"

using namespace portolan;
using namespace Qt::StringLiterals;
using websocket::Opcode;

namespace {

constexpr websocket::Mask kMask{0x37, static_cast<char>(0xfa), 0x21, 0x3d};  // RFC 6455's examples

QByteArray frame(Opcode opcode, const QByteArray& payload, bool fin = true, bool isMasked = false) {
  QByteArray bytes(websocket::kMaxHeaderSize + payload.size(), Qt::Uninitialized);
  const qsizetype size = websocket::writeHeader(bytes.data(), opcode, fin, static_cast<quint64>(payload.size()),
                                                isMasked ? &kMask : nullptr);
  std::memcpy(bytes.data() + size, payload.data(), static_cast<size_t>(payload.size()));
  if (isMasked) {
    websocket::applyMask(bytes.data() + size, bytes.data() + size, payload.size(), kMask, 0);
  }
  bytes.truncate(size + payload.size());
  return bytes;
}

QByteArray closePayload(quint16 code, const QByteArray& reason = {}) {
  QByteArray payload(2, Qt::Uninitialized);
  qToBigEndian(code, payload.data());
  return payload + reason;
}

/// What came out, in words; pieces of a message are put together up to where a frame with something else cuts them.
struct Reader {
  explicit Reader(WebSocketParser made) : parser(std::move(made)) {}

  void feed(QByteArrayView bytes) {
    while (true) {
      const WebSocketEvent event = parser.next(bytes);
      switch (event.type) {
        case WebSocketEvent::Type::None:
          QVERIFY(bytes.isEmpty());
          return;
        case WebSocketEvent::Type::Data:
          ++pieces;
          largestPiece = qMax(largestPiece, event.payload.size());
          data += event.payload;
          if (event.endsMessage) {
            log += "message " + std::exchange(data, {});
          }
          break;
        case WebSocketEvent::Type::Ping:
          log += "ping " + event.payload.toByteArray();
          break;
        case WebSocketEvent::Type::Pong:
          log += "pong " + event.payload.toByteArray();
          break;
        case WebSocketEvent::Type::Close:
          log += "close " + QByteArray::number(event.closeCode) + ' ' + event.payload.toByteArray();
          break;
        case WebSocketEvent::Type::Failed:
          failures += 1;
          closeCode = event.closeCode;
          problem = event.problem;
          return;
      }
    }
  }

  WebSocketParser parser;
  QByteArray data;
  QByteArrayList log;
  int pieces = 0;
  qsizetype largestPiece = 0;
  int failures = 0;
  quint16 closeCode = 0;
  QString problem;
};

}  // namespace

class TestWebSocketFrame : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void readsTheExamplesOfTheRfc();
  void writesHeaders_data();
  void writesHeaders();
  void masksFromEveryPlace();
  void readsAtEverySplitPoint_data();
  void readsAtEverySplitPoint();
  void refusesBrokenRules_data();
  void refusesBrokenRules();
  void knowsCloseCodes();
  void handsPiecesOnAsTheyArrive();
  void keepsNothingOfHugeFrames();
  void readsWhatTheApiServerSends();
  void handsOnWholeMessages_data();
  void handsOnWholeMessages();
  void boundsWholeMessages();
  void staysFailed();
  void mayBeLeftAfterEachEvent();
};

void TestWebSocketFrame::readsTheExamplesOfTheRfc() {
  // Section 5.7; text is none of ours, so that its opcode is replaced by that of binary messages.
  Reader client{WebSocketParser(WebSocketRole::Client)};
  client.feed("\x82\x05Hello");
  client.feed("\x02\x03Hel\x80\x02lo");
  client.feed("\x89\x05Hello");
  const QByteArray bytes256(256, 'x');
  const QByteArray bytes64k(65536, 'y');
  client.feed("\x82\x7e" + QByteArray("\x01\x00", 2) + bytes256);
  client.feed("\x82\x7f" + QByteArray("\x00\x00\x00\x00\x00\x01\x00\x00", 8) + bytes64k);
  QCOMPARE(client.log, (QByteArrayList{"message Hello", "message Hello", "ping Hello", "message " + bytes256,
                                       "message " + bytes64k}));
  Reader server{WebSocketParser(WebSocketRole::Server)};
  server.feed(QByteArray("\x82\x85\x37\xfa\x21\x3d\x7f\x9f\x4d\x51\x58", 11));
  server.feed(QByteArray("\x8a\x85\x37\xfa\x21\x3d\x7f\x9f\x4d\x51\x58", 11));
  QCOMPARE(server.log, (QByteArrayList{"message Hello", "pong Hello"}));
}

void TestWebSocketFrame::writesHeaders_data() {
  QTest::addColumn<quint64>("size");
  QTest::addColumn<QByteArray>("expected");  // hexadecimal, without a mask
  QTest::addRow("0") << quint64{0} << QByteArray("8200");
  QTest::addRow("125") << quint64{125} << QByteArray("827d");
  QTest::addRow("126") << quint64{126} << QByteArray("827e007e");
  QTest::addRow("65535") << quint64{65535} << QByteArray("827effff");
  QTest::addRow("65536") << quint64{65536} << QByteArray("827f0000000000010000");
  QTest::addRow("2^40") << (quint64{1} << 40) << QByteArray("827f0000010000000000");
}

void TestWebSocketFrame::writesHeaders() {
  QFETCH(quint64, size);
  QFETCH(QByteArray, expected);
  std::array<char, websocket::kMaxHeaderSize> out{};
  qsizetype written = websocket::writeHeader(out.data(), Opcode::Binary, true, size, nullptr);
  QCOMPARE(QByteArray(out.data(), written).toHex(), expected);
  written = websocket::writeHeader(out.data(), Opcode::Continuation, false, size, &kMask);
  QByteArray masked = QByteArray::fromHex(expected);
  masked[0] = 0;
  masked[1] = static_cast<char>(masked[1] | 0x80);
  QCOMPARE(QByteArray(out.data(), written).toHex(), (masked + QByteArray(kMask.data(), 4)).toHex());
}

void TestWebSocketFrame::masksFromEveryPlace() {
  QByteArray plain(200, Qt::Uninitialized);
  std::iota(plain.begin(), plain.end(), '\0');
  for (qsizetype size = 0; size < 80; ++size) {
    for (qsizetype start = 0; start < 9; ++start) {
      for (quint64 offset = 0; offset < 9; ++offset) {
        QByteArray expected(size, Qt::Uninitialized);
        for (qsizetype i = 0; i < size; ++i) {
          expected[i] = static_cast<char>(plain[start + i] ^ kMask[(offset + static_cast<quint64>(i)) % 4]);
        }
        QByteArray out(size + 2, '#');
        websocket::applyMask(out.data() + 1, plain.data() + start, size, kMask, offset);
        QCOMPARE(out, '#' + expected + '#');
        QByteArray inPlace = plain.sliced(start, size);
        websocket::applyMask(inPlace.data(), inPlace.data(), size, kMask, offset);
        QCOMPARE(inPlace, expected);
      }
    }
  }
}

void TestWebSocketFrame::readsAtEverySplitPoint_data() {
  QTest::addColumn<WebSocketRole>("role");
  QTest::addRow("client") << WebSocketRole::Client;
  QTest::addRow("server") << WebSocketRole::Server;
}

void TestWebSocketFrame::readsAtEverySplitPoint() {
  QFETCH(WebSocketRole, role);
  const bool isMasked = role == WebSocketRole::Server;
  QByteArray bytes;
  QByteArrayList expected;
  const auto add = [&](Opcode opcode, const QByteArray& payload, bool fin = true) {
    bytes += frame(opcode, payload, fin, isMasked);
  };
  add(Opcode::Binary, "one");
  add(Opcode::Binary, "");
  add(Opcode::Binary, "fr", false);
  add(Opcode::Ping, "in the middle");
  add(Opcode::Continuation, "", false);
  add(Opcode::Pong, "");
  add(Opcode::Continuation, "agment", false);
  add(Opcode::Continuation, "");
  add(Opcode::Ping, "");
  add(Opcode::Ping, QByteArray(125, 'p'));
  add(Opcode::Binary, QByteArray(126, 'x'));
  add(Opcode::Binary, QByteArray(300, 'y'), false);
  add(Opcode::Continuation, "z");
  add(Opcode::Close, closePayload(1000, "b\xC3\xBC"));
  expected = {"message one",
              "message ",
              "ping in the middle",
              "pong ",
              "message fragment",
              "ping ",
              "ping " + QByteArray(125, 'p'),
              "message " + QByteArray(126, 'x'),
              "message " + QByteArray(300, 'y') + 'z',
              "close 1000 b\xC3\xBC"};
  for (qsizetype split = -1; split <= bytes.size(); ++split) {
    Reader reader{WebSocketParser(role)};
    if (split < 0) {
      for (const char& byte : std::as_const(bytes)) {
        reader.feed(QByteArrayView(&byte, 1));
      }
    } else {
      reader.feed(QByteArrayView(bytes).first(split));
      reader.feed(QByteArrayView(bytes).sliced(split));
    }
    QCOMPARE(reader.failures, 0);
    QCOMPARE(reader.log, expected);
    QCOMPARE(reader.data, QByteArray());
  }
}

/// Rule by rule: the bytes that come to a client (a server, where the row says so), and the code they are answered
/// with.
void TestWebSocketFrame::refusesBrokenRules_data() {
  QTest::addColumn<WebSocketRole>("role");
  QTest::addColumn<QByteArray>("before");  // is read without complaint
  QTest::addColumn<QByteArray>("bytes");   // of which the last one shows it
  QTest::addColumn<quint16>("closeCode");
  QTest::addColumn<QString>("problem");
  const auto add = [](const char* name, const QByteArray& before, const QByteArray& bytes, const QString& problem,
                      quint16 code = 1002, WebSocketRole role = WebSocketRole::Client) {
    QTest::addRow("%s", name) << role << before << bytes << code << problem;
  };
  const auto two = [](int first, int second) {
    return QByteArray(1, static_cast<char>(first)) + static_cast<char>(second);
  };
  const QByteArray nothing;
  for (const int bit : {0x40, 0x20, 0x10}) {  // 5.2: RSV1 to RSV3
    add(("reserved bit " + QByteArray::number(bit, 16)).constData(), nothing, two(0x82 | bit, 0), u"reserved bits"_s);
  }
  for (const int opcode : {3, 4, 5, 6, 7, 11, 12, 13, 14, 15}) {  // 5.2
    add(("opcode " + QByteArray::number(opcode)).constData(), nothing, two(0x80 | opcode, 0),
        u"the reserved opcode %1"_s.arg(opcode));
  }
  add("masked by a server", nothing, two(0x82, 0x80), u"a masked frame from a server"_s);  // 5.1
  add("not masked by a client", nothing, two(0x82, 0), u"an unmasked frame from a client"_s, 1002,
      WebSocketRole::Server);
  add("a ping not masked by a client", nothing, two(0x89, 0), u"an unmasked frame from a client"_s, 1002,
      WebSocketRole::Server);
  for (const int opcode : {8, 9, 10}) {  // 5.5
    add(("fragmented control frame " + QByteArray::number(opcode)).constData(), nothing, two(opcode, 0),
        u"a fragmented control frame"_s);
    add(("control frame of 126 bytes " + QByteArray::number(opcode)).constData(), nothing, two(0x80 | opcode, 126),
        u"longer than 125"_s);
    add(("control frame of 64 KiB " + QByteArray::number(opcode)).constData(), nothing, two(0x80 | opcode, 127),
        u"longer than 125"_s);
  }
  add("16 bits for 125", nothing, two(0x82, 126) + two(0, 125), u"shortest form"_s);  // 5.2
  add("16 bits for 0", nothing, two(0x82, 126) + two(0, 0), u"shortest form"_s);
  add("64 bits for 65535", nothing, two(0x82, 127) + QByteArray::fromHex("000000000000ffff"), u"shortest form"_s);
  add("64 bits for 0", nothing, two(0x82, 127) + QByteArray::fromHex("0000000000000000"), u"shortest form"_s);
  add("64 bits", nothing, two(0x82, 127) + QByteArray::fromHex("8000000000000000"), u"63 bits"_s);
  add("64 bits all set", nothing, two(0x82, 127) + QByteArray::fromHex("ffffffffffffffff"), u"63 bits"_s);
  add("continuation of nothing", nothing, two(0x80, 0), u"continuation of nothing"_s);  // 5.4
  add("first continuation of nothing", nothing, two(0x00, 0), u"continuation of nothing"_s);
  add("continuation after the last", frame(Opcode::Binary, "a", false) + frame(Opcode::Continuation, "b"), two(0x80, 0),
      u"continuation of nothing"_s);
  add("continuation after a ping", frame(Opcode::Ping, "a"), two(0x80, 0), u"continuation of nothing"_s);
  add("message in a message", frame(Opcode::Binary, "a", false), two(0x82, 0), u"inside a fragmented one"_s);
  add("first fragment in a message", frame(Opcode::Binary, "", false), two(0x02, 0), u"inside a fragmented one"_s);
  add("text", nothing, two(0x81, 5), u"a text message"_s, 1003);
  add("fragmented text", nothing, two(0x01, 5), u"a text message"_s, 1003);
  add("close with one byte", nothing, frame(Opcode::Close, "x"), u"half a code"_s);               // 5.5.1
  for (const int code : {0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65535}) {  // 7.4
    add(("close with " + QByteArray::number(code)).constData(), nothing,
        frame(Opcode::Close, closePayload(static_cast<quint16>(code))), u"the code %1"_s.arg(code));
  }
  for (const char* const reason : {"ff", "c3", "c328", "e282", "eda080", "f4908080", "c080", "80"}) {  // 5.5.1, 8.1
    add(QByteArray("reason ").append(reason).constData(), nothing,
        frame(Opcode::Close, closePayload(1000, QByteArray::fromHex(reason))), u"not UTF-8"_s, 1007);
  }
}

void TestWebSocketFrame::refusesBrokenRules() {
  QFETCH(WebSocketRole, role);
  QFETCH(QByteArray, before);
  QFETCH(QByteArray, bytes);
  QFETCH(quint16, closeCode);
  QFETCH(QString, problem);
  for (const bool isBytewise : {false, true}) {
    Reader reader{WebSocketParser(role)};
    reader.feed(before);
    if (isBytewise) {
      for (qsizetype i = 0; i < bytes.size(); ++i) {
        QCOMPARE(reader.failures, 0);
        reader.feed(bytes.sliced(i, 1));
      }
    } else {
      reader.feed(bytes);
    }
    QCOMPARE(reader.failures, 1);
    QCOMPARE(reader.closeCode, closeCode);
    QVERIFY2(reader.problem.contains(problem), qPrintable(reader.problem));
  }
}

void TestWebSocketFrame::knowsCloseCodes() {
  for (const int code :
       {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000, 4999}) {
    Reader reader{WebSocketParser(WebSocketRole::Client)};
    reader.feed(frame(Opcode::Close, closePayload(static_cast<quint16>(code), QByteArray(123, 'r'))));
    QCOMPARE(reader.log, QByteArrayList{"close " + QByteArray::number(code) + ' ' + QByteArray(123, 'r')});
  }
  Reader reader{WebSocketParser(WebSocketRole::Client)};
  reader.feed(frame(Opcode::Close, {}));
  QCOMPARE(reader.log, QByteArrayList{"close 1005 "});
}

void TestWebSocketFrame::handsPiecesOnAsTheyArrive() {
  for (const WebSocketRole role : {WebSocketRole::Client, WebSocketRole::Server}) {
    const QByteArray payload(100'000, 'x');
    const QByteArray bytes = frame(Opcode::Binary, payload, true, role == WebSocketRole::Server);
    Reader reader{WebSocketParser(role)};
    qsizetype fed = 0;
    while (fed < bytes.size()) {
      const qsizetype size = qMin<qsizetype>(1000, bytes.size() - fed);
      reader.feed(QByteArrayView(bytes).sliced(fed, size));
      fed += size;
      // Nothing is held back: all of the payload that came was handed on.
      if (fed < bytes.size()) {
        QCOMPARE(reader.data.size(), qMax<qsizetype>(0, fed - (bytes.size() - payload.size())));
      }
    }
    QCOMPARE(reader.log, QByteArrayList{"message " + payload});
    QVERIFY(reader.largestPiece <= 1000);
  }
  // Without a mask, what is handed on is what came in, not a copy.
  WebSocketParser parser(WebSocketRole::Client);
  const QByteArray bytes = frame(Opcode::Binary, "in place");
  QByteArrayView rest(bytes);
  QVERIFY(parser.next(rest).payload.data() == bytes.data() + 2);
}

void TestWebSocketFrame::keepsNothingOfHugeFrames() {
  Reader reader{WebSocketParser(WebSocketRole::Client)};
  reader.feed(QByteArray::fromHex("827f7fffffffffffffff"));  // 2^63 - 1
  const QByteArray some(1'000'000, 'x');
  for (int i = 0; i < 10; ++i) {
    reader.feed(some);
    QCOMPARE(reader.data.size(), some.size());
    reader.data.clear();
  }
  QCOMPARE(reader.failures, 0);
}

/// gorilla/websocket: the payload in a frame that is not final, and an empty one that is (PROTOCOL 1.5).
void TestWebSocketFrame::readsWhatTheApiServerSends() {
  const QByteArray payload(32768, 'd');
  Reader reader{WebSocketParser(WebSocketRole::Client)};
  reader.feed(QByteArray::fromHex("027e8000") + payload + QByteArray::fromHex("8000"));
  QCOMPARE(reader.log, QByteArrayList{"message " + payload});
  QCOMPARE(reader.pieces, 2);
}

void TestWebSocketFrame::handsOnWholeMessages_data() {
  readsAtEverySplitPoint_data();
}

void TestWebSocketFrame::handsOnWholeMessages() {
  QFETCH(WebSocketRole, role);
  const bool isMasked = role == WebSocketRole::Server;
  const QByteArray bytes =
      frame(Opcode::Binary, "whole", true, isMasked) + frame(Opcode::Binary, "", true, isMasked) +
      frame(Opcode::Binary, "in ", false, isMasked) + frame(Opcode::Ping, "!", true, isMasked) +
      frame(Opcode::Continuation, "pie", false, isMasked) + frame(Opcode::Continuation, "ces", true, isMasked) +
      frame(Opcode::Binary, "last", false, isMasked) + frame(Opcode::Continuation, "", true, isMasked);
  for (qsizetype split = -1; split <= bytes.size(); ++split) {
    Reader reader{WebSocketParser(role, 9)};
    if (split < 0) {
      for (const char& byte : std::as_const(bytes)) {
        reader.feed(QByteArrayView(&byte, 1));
      }
    } else {
      reader.feed(QByteArrayView(bytes).first(split));
      reader.feed(QByteArrayView(bytes).sliced(split));
    }
    QCOMPARE(reader.log, (QByteArrayList{"message whole", "message ", "ping !", "message in pieces", "message last"}));
    QCOMPARE(reader.pieces, 4);
  }
}

void TestWebSocketFrame::boundsWholeMessages() {
  struct Case {
    QByteArray bytes;
    bool isAllowed;
  };
  const QByteArray ten(10, 'x');
  for (const auto& [bytes, isAllowed] :
       {Case{frame(Opcode::Binary, ten), true},
        {frame(Opcode::Binary, ten + 'x').first(2), false},
        {frame(Opcode::Binary, ten, false) + frame(Opcode::Continuation, ""), true},
        {frame(Opcode::Binary, ten, false) + frame(Opcode::Continuation, "x").first(2), false},
        {QByteArray::fromHex("827f7fffffffffffffff"), false},
        {frame(Opcode::Binary, "x", false) + QByteArray::fromHex("807f7fffffffffffffff"), false},
        {frame(Opcode::Ping, ten + 'x'), true}}) {
    Reader reader{WebSocketParser(WebSocketRole::Client, 10)};
    reader.feed(bytes);
    QCOMPARE(reader.failures, isAllowed ? 0 : 1);
    QCOMPARE(reader.closeCode, isAllowed ? 0 : 1009);
  }
}

void TestWebSocketFrame::staysFailed() {
  Reader reader{WebSocketParser(WebSocketRole::Client)};
  reader.feed("\xff\x05hello");
  reader.feed(frame(Opcode::Binary, "fine"));
  reader.feed({});
  QCOMPARE(reader.failures, 3);
  QVERIFY(reader.log.isEmpty());
  QCOMPARE(reader.closeCode, 1002);
}

/// Whoever reads takes events one at a time, and may stop after any of them.
void TestWebSocketFrame::mayBeLeftAfterEachEvent() {
  const QByteArray bytes =
      frame(Opcode::Binary, "a") + frame(Opcode::Ping, "b") + frame(Opcode::Close, closePayload(1000));
  WebSocketParser parser(WebSocketRole::Client);
  QByteArrayView rest(bytes);
  QCOMPARE(parser.next(rest).type, WebSocketEvent::Type::Data);
  QCOMPARE(rest.size(), bytes.size() - 3);
  QCOMPARE(parser.next(rest).type, WebSocketEvent::Type::Ping);
  QCOMPARE(rest.size(), 4);
  QCOMPARE(parser.next(rest).type, WebSocketEvent::Type::Close);
  QCOMPARE(rest.size(), 0);
  QCOMPARE(parser.next(rest).type, WebSocketEvent::Type::None);
}

QTEST_APPLESS_MAIN(TestWebSocketFrame)
#include "test_websocketframe.moc"
