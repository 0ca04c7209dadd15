#include <sys/ioctl.h>
#include <sys/socket.h>

#include <QCryptographicHash>
#include <QRandomGenerator>
#include <QTest>
#include <QtEndian>

#include "core/tunnel/websocketconnection.h"
#include "core/tunnel/websocketframe.h"
#include "tests/support/certificates.h"
#include "tests/unit/tunnel/transportpair.h"

using namespace portolan;
using namespace portolan::test;
using namespace Qt::StringLiterals;
using websocket::Opcode;
using Role = WebSocketConnection::Role;

namespace {

QByteArray frame(Opcode opcode, const QByteArray& payload, bool fin = true, bool isMasked = false) {
  constexpr websocket::Mask kMask{1, 2, 3, 4};
  QByteArray bytes(websocket::kMaxHeaderSize + payload.size(), Qt::Uninitialized);
  const qsizetype size = websocket::writeHeader(bytes.data(), opcode, fin, static_cast<quint64>(payload.size()),
                                                isMasked ? &kMask : nullptr);
  websocket::applyMask(bytes.data() + size, payload.data(), payload.size(), isMasked ? kMask : websocket::Mask{}, 0);
  bytes.truncate(size + payload.size());
  return bytes;
}

QByteArray closeFrame(quint16 code, const QByteArray& reason = {}, bool isMasked = false) {
  QByteArray payload(2, Qt::Uninitialized);
  qToBigEndian(code, payload.data());
  return frame(Opcode::Close, payload + reason, true, isMasked);
}

/// The frames in what an end has sent: opcode, FIN and payload.
struct SentFrame {
  int opcode;
  bool fin;
  QByteArray payload;
  bool operator==(const SentFrame&) const = default;
};

QList<SentFrame> framesIn(const QByteArray& bytes, bool isMasked) {
  QList<SentFrame> frames;
  qsizetype at = 0;
  while (at + 2 <= bytes.size()) {
    const int opcode = bytes[at] & 0x0f;
    const bool fin = (bytes[at] & 0x80) != 0;
    if (((bytes[at + 1] & 0x80) != 0) != isMasked) {
      qFatal("a frame is masked as it must not be");
    }
    qsizetype size = bytes[at + 1] & 0x7f;
    at += 2;
    if (size == 126) {
      size = qFromBigEndian<quint16>(bytes.data() + at);
      at += 2;
    } else if (size == 127) {
      size = static_cast<qsizetype>(qFromBigEndian<quint64>(bytes.data() + at));
      at += 8;
    }
    websocket::Mask mask{};
    if (isMasked) {
      std::memcpy(mask.data(), bytes.data() + at, 4);
      at += 4;
    }
    QByteArray payload = bytes.mid(at, size);
    for (qsizetype i = 0; i < payload.size(); ++i) {
      payload[i] = static_cast<char>(payload[i] ^ mask[static_cast<size_t>(i % 4)]);
    }
    frames.append({opcode, fin, payload});
    at += size;
  }
  return frames;
}

/// Hears a connection, and notes signals that come from inside a call.
class Log final : public QObject {
 public:
  explicit Log(WebSocketConnection& connection) {
    connect(&connection, &ByteChannel::received, this, [this](QByteArrayView bytes) {
      check();
      data += bytes;
      ++pieces;
    });
    connect(&connection, &WebSocketConnection::messageEnded, this, [this] {
      check();
      messageEnds += data.size();
    });
    connect(&connection, &WebSocketConnection::pongReceived, this, [this] {
      check();
      ++pongs;
    });
    connect(&connection, &ByteChannel::writable, this, [this] {
      check();
      ++writables;
    });
    connect(&connection, &ByteChannel::closed, this, [this](const Error& error) {
      check();
      reasons += error;
    });
  }

  template <typename Call>
  void inCall(Call call) {
    m_isInCall = true;
    call();
    m_isInCall = false;
  }

  QByteArray data;
  int pieces = 0;
  QList<qsizetype> messageEnds;  ///< size of the data at each
  int pongs = 0;
  int writables = 0;
  QList<Error> reasons;
  int signalsInsideCalls = 0;

 private:
  void check() { signalsInsideCalls += m_isInCall ? 1 : 0; }
  bool m_isInCall = false;
};

/// A connection in one role; the other end is a bare transport, which sends and shows bytes.
struct Single {
  explicit Single(Role role) {
    if (!QTest::qWaitFor([this] { return pair.client->isOpen() && pair.server->isOpen(); })) {
      qFatal("no connection");
    }
    auto& ours = role == Role::Client ? pair.client : pair.server;
    peer = role == Role::Client ? pair.server.get() : pair.client.get();
    peerLog = role == Role::Client ? &pair.serverLog : &pair.clientLog;
    (role == Role::Client ? pair.clientLog : pair.serverLog).takes = false;
    ours->disconnect(&pair.clientLog);
    ours->disconnect(&pair.serverLog);
    isMasked = role == Role::Client;
    connection = std::make_unique<WebSocketConnection>(std::move(ours), role);
    log = std::make_unique<Log>(*connection);
  }

  [[nodiscard]] QList<SentFrame> sent() const { return framesIn(peerLog->data, isMasked); }
  /// What the peer's frames to us have to be.
  [[nodiscard]] QByteArray fromPeer(Opcode opcode, const QByteArray& payload, bool fin = true) const {
    return frame(opcode, payload, fin, !isMasked);
  }

  TransportPair pair;
  Transport* peer = nullptr;
  TransportLog* peerLog = nullptr;
  bool isMasked = false;  ///< what we send
  std::unique_ptr<WebSocketConnection> connection;
  std::unique_ptr<Log> log;
};

/// Both roles against each other.
struct Both {
  explicit Both(std::shared_ptr<TlsContext> serverTls = {}, std::shared_ptr<TlsContext> clientTls = {})
      : pair(std::move(serverTls), std::move(clientTls)) {
    if (!QTest::qWaitFor([this] { return pair.client->isOpen() && pair.server->isOpen(); })) {
      qFatal("no connection");
    }
    pair.client->disconnect(&pair.clientLog);
    pair.server->disconnect(&pair.serverLog);
    client = std::make_unique<WebSocketConnection>(std::move(pair.client), Role::Client);
    server = std::make_unique<WebSocketConnection>(std::move(pair.server), Role::Server);
    clientLog = std::make_unique<Log>(*client);
    serverLog = std::make_unique<Log>(*server);
  }

  TransportPair pair;
  std::unique_ptr<WebSocketConnection> client;
  std::unique_ptr<WebSocketConnection> server;
  std::unique_ptr<Log> clientLog;
  std::unique_ptr<Log> serverLog;
};

QByteArray randomBytes(qsizetype size) {
  QByteArray bytes(size, Qt::Uninitialized);
  QRandomGenerator generator(7);
  for (char& byte : bytes) {
    byte = static_cast<char>(generator.generate());
  }
  return bytes;
}

}  // namespace

Q_DECLARE_METATYPE(WebSocketConnection::Role)

class TestWebSocketConnection : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void sendsOneMessageACall_data();
  void sendsOneMessageACall();
  void masksEachFrameAnew();
  void sendsAsTheApiServerDoes();
  void handsOnWhatCameBefore();
  void handsOnFragments_data();
  void handsOnFragments();
  void answersPings_data();
  void answersPings();
  void answersTheLastPingOnly();
  void ignoresPongs();
  void pausesReading();
  void saysWhenItIsWritable();
  void reportsClosing_data();
  void reportsClosing();
  void closes_data();
  void closes();
  void closesWithACode();
  void closesWhilePaused();
  void refusesBrokenRules_data();
  void refusesBrokenRules();
  void reportsEndsWithoutAClose_data();
  void reportsEndsWithoutAClose();
  void deliversBeforeItReports();
  void isOverOnADeadTransport();
  void movesManyBytes_data();
  void movesManyBytes();
  void mayBeDestroyedInItsSignals_data();
  void mayBeDestroyedInItsSignals();
};

void TestWebSocketConnection::sendsOneMessageACall_data() {
  QTest::addColumn<Role>("role");
  QTest::addRow("client") << Role::Client;
  QTest::addRow("server") << Role::Server;
}

void TestWebSocketConnection::sendsOneMessageACall() {
  QFETCH(Role, role);
  Single single(role);
  const QByteArray large = randomBytes(70'000);
  QList<SentFrame> expected;
  single.log->inCall([&] {
    // Heads of every length move the body's place in the mask.
    for (int size = 0; size < 10; ++size) {
      const QByteArray head(size, 'h');
      single.connection->send(head, "body");
      expected.append({2, true, head + "body"});
    }
    single.connection->send("head only");
    expected.append({2, true, "head only"});
    single.connection->send({});
    expected.append({2, true, {}});
    single.connection->send("eight by", large);
    expected.append({2, true, "eight by" + large});
    QVERIFY(single.connection->bytesToWrite() > 70'000);
    single.connection->flush();
    QCOMPARE(single.connection->bytesToWrite(), 0);
  });
  QTRY_COMPARE(single.sent().size(), expected.size());
  QTRY_VERIFY(single.sent() == expected);
  QCOMPARE(single.log->signalsInsideCalls, 0);
}

void TestWebSocketConnection::masksEachFrameAnew() {
  Single single(Role::Client);
  constexpr qsizetype kFrames = 1000;
  for (qsizetype i = 0; i < kFrames; ++i) {
    single.connection->send("x");
  }
  QTRY_COMPARE(single.peerLog->data.size(), kFrames * 7);
  QSet<QByteArray> masks;
  for (qsizetype i = 0; i < kFrames; ++i) {
    masks += single.peerLog->data.mid(i * 7 + 2, 4);
  }
  QVERIFY(masks.size() > kFrames - 5);  // two alike by chance are one in 10,000
}

void TestWebSocketConnection::sendsAsTheApiServerDoes() {
  Single single(Role::Server);
  single.connection->setContinuationAbove(100);
  single.connection->send(QByteArray(50, 'h'), QByteArray(50, 'b'));
  single.connection->send(QByteArray(51, 'h'), QByteArray(50, 'b'));
  const QList<SentFrame> expected{{2, true, QByteArray(50, 'h') + QByteArray(50, 'b')},
                                  {2, false, QByteArray(51, 'h') + QByteArray(50, 'b')},
                                  {0, true, {}}};
  QTRY_VERIFY(single.sent() == expected);
}

/// Bytes may follow the upgrade's answer in the same segment.
void TestWebSocketConnection::handsOnWhatCameBefore() {
  TransportPair pair;
  pair.clientLog.takes = false;
  pair.server->write(frame(Opcode::Binary, "early"));
  QTRY_COMPARE(pair.client->received().size(), 7);
  pair.client->disconnect(&pair.clientLog);
  WebSocketConnection connection(std::move(pair.client), Role::Client);
  Log log(connection);
  QTRY_COMPARE(log.data, "early");
}

void TestWebSocketConnection::handsOnFragments_data() {
  sendsOneMessageACall_data();
}

void TestWebSocketConnection::handsOnFragments() {
  QFETCH(Role, role);
  Single single(role);
  const QByteArray payload = randomBytes(32768);
  const QByteArray bytes = single.fromPeer(Opcode::Binary, payload, false) + single.fromPeer(Opcode::Continuation, {}) +
                           single.fromPeer(Opcode::Binary, {}, true) + single.fromPeer(Opcode::Binary, "a", false) +
                           single.fromPeer(Opcode::Ping, "!") + single.fromPeer(Opcode::Continuation, "b", false) +
                           single.fromPeer(Opcode::Continuation, "c");
  for (qsizetype i = 0; i < bytes.size(); i += 1001) {
    single.peer->write(QByteArrayView(bytes).sliced(i).first(qMin<qsizetype>(1001, bytes.size() - i)));
    single.peer->flush();
    QCoreApplication::processEvents();
  }
  QTRY_COMPARE(single.log->data.size(), payload.size() + 3);
  QTRY_COMPARE(single.log->messageEnds, (QList<qsizetype>{payload.size(), payload.size(), payload.size() + 3}));
  QVERIFY(single.log->data == payload + "abc");
  QTRY_VERIFY(single.sent() == (QList<SentFrame>{{0xA, true, "!"}}));
  QVERIFY(single.log->reasons.isEmpty());
}

void TestWebSocketConnection::answersPings_data() {
  sendsOneMessageACall_data();
}

void TestWebSocketConnection::answersPings() {
  QFETCH(Role, role);
  Single single(role);
  single.peer->write(single.fromPeer(Opcode::Ping, {}) + single.fromPeer(Opcode::Ping, QByteArray(125, 'p')));
  QTRY_VERIFY(single.sent() == (QList<SentFrame>{{0xA, true, {}}, {0xA, true, QByteArray(125, 'p')}}));
}

/// A peer that pings and does not read makes us keep one answer, not all.
void TestWebSocketConnection::answersTheLastPingOnly() {
  Single single(Role::Client);
  single.peer->setReadingPaused(true);
  constexpr qsizetype kSent = 16 * 1024 * 1024;
  single.connection->send(QByteArray(kSent, 'x'));
  single.connection->flush();
  const qsizetype before = single.connection->bytesToWrite();
  QVERIFY(before > 1024 * 1024);
  for (int i = 0; i < 5000; ++i) {
    single.peer->write(single.fromPeer(Opcode::Ping, QByteArray::number(i)));
  }
  single.peer->write(single.fromPeer(Opcode::Binary, "done"));
  QTRY_COMPARE(single.log->data, "done");
  QVERIFY(single.connection->bytesToWrite() <= before);
  single.peer->setReadingPaused(false);
  QTRY_COMPARE_WITH_TIMEOUT(single.sent().size(), 2, 20'000);
  QTRY_VERIFY(single.sent().at(1) == (SentFrame{0xA, true, "4999"}));
}

void TestWebSocketConnection::ignoresPongs() {
  Single single(Role::Client);
  single.peer->write(single.fromPeer(Opcode::Pong, "nobody asked") + single.fromPeer(Opcode::Binary, "x"));
  QTRY_COMPARE(single.log->data, "x");
  QCOMPARE(single.log->pongs, 1);
  QTest::qWait(5);
  QVERIFY(single.sent().isEmpty());
}

void TestWebSocketConnection::pausesReading() {
  Both both;
  const QByteArray sent = randomBytes(8 * 1024 * 1024);
  both.client->setReadingPaused(true);
  both.server->send({}, sent);
  QTest::qWait(50);
  QCOMPARE(both.clientLog->pieces, 0);
  QVERIFY(both.server->bytesToWrite() > 1024 * 1024);
  QVERIFY(both.client->transport().received().size() <= Transport::kReceiveLimit);

  // Pauses in the middle of every piece, which stops them at once.
  bool isPaused = false;
  int tooMany = 0;
  connect(both.client.get(), &ByteChannel::received, this, [&] {
    tooMany += isPaused ? 1 : 0;
    isPaused = true;
    both.client->setReadingPaused(true);
    QMetaObject::invokeMethod(
        both.client.get(),
        [&] {
          isPaused = false;
          both.clientLog->inCall([&] { both.client->setReadingPaused(false); });
        },
        Qt::QueuedConnection);
  });
  both.clientLog->inCall([&] { both.client->setReadingPaused(false); });
  QTRY_COMPARE_WITH_TIMEOUT(both.clientLog->data.size(), sent.size(), 20'000);
  QVERIFY(both.clientLog->data == sent);
  QCOMPARE(tooMany, 0);
  QCOMPARE(both.clientLog->signalsInsideCalls, 0);

  // Small messages that came together: the rest waits, with no further byte from the network.
  both.clientLog->data.clear();
  for (int i = 0; i < 10; ++i) {
    both.server->send(QByteArray::number(i));
  }
  QTRY_COMPARE(both.clientLog->data, "0123456789");
  QCOMPARE(tooMany, 0);
}

void TestWebSocketConnection::saysWhenItIsWritable() {
  Both both;
  both.server->setReadingPaused(true);
  both.clientLog->inCall([&] { both.client->send({}, QByteArray(16 * 1024 * 1024, 'x')); });
  QTest::qWait(20);
  QCOMPARE(both.clientLog->writables, 0);
  both.server->setReadingPaused(false);
  QTRY_COMPARE_WITH_TIMEOUT(both.clientLog->writables, 1, 20'000);
  QCOMPARE(both.clientLog->signalsInsideCalls, 0);
}

void TestWebSocketConnection::reportsClosing_data() {
  QTest::addColumn<Role>("role");
  QTest::addColumn<QByteArray>("payload");
  QTest::addColumn<QString>("detail");
  QTest::addColumn<quint16>("echo");
  for (const auto& [name, role] : {std::pair("client", Role::Client), {"server", Role::Server}}) {
    QTest::addRow("%s, 1000", name) << role << QByteArray::fromHex("03e8") << u"closed the WebSocket with code 1000"_s
                                    << quint16{1000};
    QTest::addRow("%s, with a reason", name) << role << QByteArray::fromHex("03e9") + "b\xC3\xBC\n\x1b[31m"
                                             << u"closed the WebSocket with code 1001: bü [31m"_s << quint16{1001};
    QTest::addRow("%s, own code", name) << role << QByteArray::fromHex("1194")
                                        << u"closed the WebSocket with code 4500"_s << quint16{4500};
    QTest::addRow("%s, without a code", name)
        << role << QByteArray() << u"closed the WebSocket without a code"_s << quint16{1000};
  }
}

void TestWebSocketConnection::reportsClosing() {
  QFETCH(Role, role);
  QFETCH(QByteArray, payload);
  QFETCH(QString, detail);
  QFETCH(quint16, echo);
  Single single(role);
  const QString peer = single.connection->transport().peerName();
  single.peer->write(single.fromPeer(Opcode::Binary, "last") + single.fromPeer(Opcode::Close, payload) +
                     single.fromPeer(Opcode::Binary, "too late"));
  QTRY_COMPARE(single.log->reasons.size(), 1);
  QCOMPARE(single.log->data, "last");
  QCOMPARE(single.log->reasons.at(0).code, ErrorCode::SessionLost);
  QCOMPARE(single.log->reasons.at(0).stage, Stage::Session);
  QCOMPARE(single.log->reasons.at(0).detail, peer + u' ' + detail);
  // The echo and the end of the connection, in order, also if the owner destroys it at once.
  single.connection.reset();
  QByteArray code(2, Qt::Uninitialized);
  qToBigEndian(echo, code.data());
  QTRY_VERIFY(single.sent() == (QList<SentFrame>{{8, true, code}}));
  QTRY_VERIFY(single.peerLog->events.contains(u"ended"_s));
}

void TestWebSocketConnection::closes_data() {
  QTest::addColumn<bool>("isTls");
  QTest::addColumn<bool>("isClient");
  QTest::addColumn<bool>("isDestroyed");
  for (const bool isTls : {false, true}) {
    for (const bool isClient : {false, true}) {
      for (const bool isDestroyed : {false, true}) {
        QTest::addRow("%s, %s%s", isTls ? "TLS" : "plain", isClient ? "client" : "server",
                      isDestroyed ? ", destroyed then" : "")
            << isTls << isClient << isDestroyed;
      }
    }
  }
}

void TestWebSocketConnection::closes() {
  QFETCH(bool, isTls);
  QFETCH(bool, isClient);
  QFETCH(bool, isDestroyed);
  std::shared_ptr<TlsContext> serverTls;
  std::shared_ptr<TlsContext> clientTls;
  if (isTls) {
    const CertificateAuthority authority(u"test"_s);
    const Certificate certificate = authority.issueLocalhost();
    serverTls = *TlsContext::server(certificate.pem, certificate.keyPem);
    ServerAddress address;
    address.caPem = authority.pem();
    clientTls = *TlsContext::client(address, {});
  }
  Both both(serverTls, clientTls);
  auto& closing = isClient ? both.client : both.server;
  Log& closingLog = isClient ? *both.clientLog : *both.serverLog;
  Log& otherLog = isClient ? *both.serverLog : *both.clientLog;
  closing->send("last words");
  closingLog.inCall([&] { closing->close(); });
  closing->send("too late");
  closing->ping("too late");
  closing->close();
  if (isDestroyed) {
    closing.reset();
  }
  QTRY_COMPARE(otherLog.reasons.size(), 1);
  QCOMPARE(otherLog.data, "last words");
  QCOMPARE(otherLog.reasons.at(0).code, ErrorCode::SessionLost);
  QVERIFY(otherLog.reasons.at(0).detail.endsWith(u"closed the WebSocket with code 1000"_s));
  if (!isDestroyed) {
    QTRY_COMPARE(closingLog.reasons.size(), 1);
    QCOMPARE(closingLog.reasons.at(0).code, ErrorCode::SessionLost);
    QCOMPARE(closingLog.reasons.at(0).detail, u"the WebSocket was closed"_s);
  }
  QTest::qWait(5);
  QVERIFY(otherLog.reasons.size() == 1 && closingLog.reasons.size() <= 1);
  QCOMPARE(closingLog.signalsInsideCalls, 0);
}

void TestWebSocketConnection::closesWithACode() {
  Single single(Role::Server);
  // 122 bytes and a character of two: it does not fit and is left out whole.
  const QByteArray reason = QByteArray(122, 'r') + "\xC3\xBC";
  single.connection->close(1001, reason);
  QTRY_COMPARE(single.sent().size(), 1);
  QCOMPARE(single.sent().at(0).opcode, 8);
  QCOMPARE(single.sent().at(0).payload, QByteArray::fromHex("03e9") + QByteArray(122, 'r'));
}

/// What waits behind a pause does not hold up the end that we asked for.
void TestWebSocketConnection::closesWhilePaused() {
  Both both;
  both.client->setReadingPaused(true);
  both.server->send("never read");
  QTest::qWait(20);
  both.client->close();
  QTRY_COMPARE(both.clientLog->reasons.size(), 1);
  QCOMPARE(both.clientLog->reasons.at(0).detail, u"the WebSocket was closed"_s);
  QCOMPARE(both.clientLog->pieces, 0);

  // Nor does a connection that broke before.
  Both broken;
  QMetaObject::Connection pause =
      connect(broken.client.get(), &ByteChannel::received, this, [&] { broken.client->setReadingPaused(true); });
  broken.server->send("one");
  broken.server->send("two");
  broken.server->flush();
  broken.server->transport().abort();
  QTRY_COMPARE(broken.clientLog->data, "one");
  disconnect(pause);
  for (int i = 0; i < 3; ++i) {  // makes it notice the reset
    broken.client->send("x");
    broken.client->flush();
  }
  QTest::qWait(20);
  QCOMPARE(broken.clientLog->reasons.size(), 0);
  broken.clientLog->inCall([&] { broken.client->close(); });
  QTRY_COMPARE(broken.clientLog->reasons.size(), 1);
  QCOMPARE(broken.clientLog->data, "one");
}

void TestWebSocketConnection::refusesBrokenRules_data() {
  QTest::addColumn<Role>("role");
  QTest::addColumn<QByteArray>("bytes");
  QTest::addColumn<quint16>("code");
  QTest::addColumn<QString>("problem");
  const auto add = [](const char* name, Role role, const QByteArray& bytes, quint16 code, const QString& problem) {
    QTest::addRow("%s", name) << role << bytes << code << problem;
  };
  add("garbage", Role::Client, "\xff\x05hello", 1002, u"a frame with reserved bits"_s);
  add("HTTP", Role::Client, "HTTP/1.1 400 Bad Request\r\n\r\n", 1002, u"reserved"_s);
  add("masked by a server", Role::Client, frame(Opcode::Binary, "x", true, true), 1002, u"a masked frame"_s);
  add("not masked by a client", Role::Server, frame(Opcode::Binary, "x"), 1002, u"an unmasked frame"_s);
  add("text", Role::Client, "\x81\x05hello", 1003, u"a text message"_s);
  add("text from a client", Role::Server, frame(Opcode::Text, "x", true, true), 1003, u"a text message"_s);
  add("bad reason", Role::Client, closeFrame(1000, "\xff"), 1007, u"not UTF-8"_s);
  add("bad code", Role::Server, closeFrame(1005, {}, true), 1002, u"the code 1005"_s);
}

void TestWebSocketConnection::refusesBrokenRules() {
  QFETCH(Role, role);
  QFETCH(QByteArray, bytes);
  QFETCH(quint16, code);
  QFETCH(QString, problem);
  Single single(role);
  const QString peer = single.connection->transport().peerName();
  single.peer->write(single.fromPeer(Opcode::Binary, "good") + bytes + single.fromPeer(Opcode::Binary, "not read"));
  QTRY_COMPARE(single.log->reasons.size(), 1);
  QCOMPARE(single.log->data, "good");
  QCOMPARE(single.log->reasons.at(0).code, ErrorCode::ProtocolViolation);
  QVERIFY2(single.log->reasons.at(0).detail.startsWith(u"WebSocket: "_s + peer + u" sent "_s) &&
               single.log->reasons.at(0).detail.contains(problem),
           qPrintable(single.log->reasons.at(0).detail));
  QByteArray payload(2, Qt::Uninitialized);
  qToBigEndian(code, payload.data());
  QTRY_VERIFY(single.sent() == (QList<SentFrame>{{8, true, payload}}));
  QTest::qWait(5);
  QCOMPARE(single.log->reasons.size(), 1);
}

void TestWebSocketConnection::reportsEndsWithoutAClose_data() {
  QTest::addColumn<bool>("reset");
  QTest::addColumn<QByteArray>("last");
  QTest::addColumn<ErrorCode>("code");
  QTest::addColumn<QString>("detail");
  QTest::addRow("FIN") << false << QByteArray() << ErrorCode::SessionLost
                       << u"ended the connection without a close frame"_s;
  QTest::addRow("FIN in a frame") << false << QByteArray("\x82\x7e\x03\xe8half", 8) << ErrorCode::SessionLost
                                  << u"ended the connection without a close frame"_s;
  QTest::addRow("reset") << true << QByteArray() << ErrorCode::ConnectionLost << u"reset the connection"_s;
  QTest::addRow("reset in a frame") << true << QByteArray("\x82\x7e\x03\xe8half", 8) << ErrorCode::ConnectionLost
                                    << u"reset the connection"_s;
}

void TestWebSocketConnection::reportsEndsWithoutAClose() {
  QFETCH(bool, reset);
  QFETCH(QByteArray, last);
  QFETCH(ErrorCode, code);
  QFETCH(QString, detail);
  Single single(Role::Client);
  const QString peer = single.connection->transport().peerName();
  single.peer->write(frame(Opcode::Binary, "good") + last);
  single.peer->flush();
  if (reset) {
    single.peer->abort();
  } else {
    single.peer->close();
  }
  QTRY_COMPARE(single.log->reasons.size(), 1);
  QVERIFY(single.log->data.startsWith("good"));
  QCOMPARE(single.log->data.size(), last.isEmpty() ? 4 : 8);
  QCOMPARE(single.log->reasons.at(0).code, code);
  QCOMPARE(single.log->reasons.at(0).detail, peer + u' ' + detail);
}

/// closed() waits for the bytes that came before, as long as reading is paused.
void TestWebSocketConnection::deliversBeforeItReports() {
  Both both;
  bool pauses = true;
  connect(both.client.get(), &ByteChannel::received, this,
          [&] { both.client->setReadingPaused(std::exchange(pauses, false)); });
  both.server->send("one");
  both.server->send("two");
  both.server->close(1001);
  QTRY_COMPARE(both.clientLog->data, "one");
  QTest::qWait(20);
  QCOMPARE(both.clientLog->data, "one");
  QCOMPARE(both.clientLog->reasons.size(), 0);
  both.client->setReadingPaused(false);
  QTRY_COMPARE(both.clientLog->reasons.size(), 1);
  QCOMPARE(both.clientLog->data, "onetwo");
  QVERIFY(both.clientLog->reasons.at(0).detail.contains(u"1001"_s));
}

void TestWebSocketConnection::isOverOnADeadTransport() {
  TransportPair pair;
  QTRY_VERIFY(pair.client->isOpen());
  pair.client->abort();
  WebSocketConnection connection(std::move(pair.client), Role::Client);
  Log log(connection);
  connection.send("x");
  QTRY_COMPARE(log.reasons.size(), 1);
  QCOMPARE(log.reasons.at(0).code, ErrorCode::SessionLost);
}

void TestWebSocketConnection::movesManyBytes_data() {
  QTest::addColumn<qsizetype>("messageSize");
  QTest::addColumn<qsizetype>("continuationAbove");
  QTest::addRow("one byte") << qsizetype{1} << qsizetype{0};
  QTest::addRow("SPDY frames") << qsizetype{32776} << qsizetype{0};
  QTest::addRow("SPDY frames as the API server sends them") << qsizetype{32776} << qsizetype{8192};
  QTest::addRow("1 MiB") << qsizetype{1024 * 1024} << qsizetype{0};
}

void TestWebSocketConnection::movesManyBytes() {
  QFETCH(qsizetype, messageSize);
  QFETCH(qsizetype, continuationAbove);
  const qsizetype total = messageSize == 1 ? 200'000 : 32 * 1024 * 1024;
  const QByteArray block = randomBytes(messageSize + 997);
  Both both;
  both.server->setContinuationAbove(continuationAbove);
  struct End {
    WebSocketConnection* connection;
    qsizetype sent = 0;
    qsizetype got = 0;
    QCryptographicHash sentHash{QCryptographicHash::Md5};
    QCryptographicHash gotHash{QCryptographicHash::Md5};
  };
  End ends[2] = {{both.client.get()}, {both.server.get()}};
  for (End& end : ends) {
    const auto pump = [&end, &block, messageSize, total] {
      while (end.sent < total && end.connection->bytesToWrite() < 256 * 1024) {
        const QByteArrayView bytes =
            QByteArrayView(block).sliced(end.sent % 997).first(qMin(messageSize, total - end.sent));
        const qsizetype head = qMin<qsizetype>(8, bytes.size());
        end.connection->send(bytes.first(head), bytes.sliced(head));
        end.sentHash.addData(bytes);
        end.sent += bytes.size();
      }
    };
    connect(end.connection, &ByteChannel::writable, end.connection, pump);
    connect(end.connection, &ByteChannel::received, end.connection, [&end](QByteArrayView bytes) {
      end.gotHash.addData(bytes);
      end.got += bytes.size();
    });
    pump();
  }
  both.clientLog.reset();
  both.serverLog.reset();
  QTRY_VERIFY_WITH_TIMEOUT(ends[0].got == total && ends[1].got == total, 60'000);
  QCOMPARE(ends[0].gotHash.result(), ends[1].sentHash.result());
  QCOMPARE(ends[1].gotHash.result(), ends[0].sentHash.result());
}

void TestWebSocketConnection::mayBeDestroyedInItsSignals_data() {
  QTest::addColumn<QString>("signal");
  for (const char* const signal : {"received", "received first", "writable", "closed", "violated", "lost"}) {
    QTest::addRow("%s", signal) << QString::fromLatin1(signal);
  }
}

void TestWebSocketConnection::mayBeDestroyedInItsSignals() {
  QFETCH(QString, signal);
  Both both;
  const auto destroy = [&] { both.client.reset(); };
  if (signal == u"received"_s) {
    connect(both.client.get(), &ByteChannel::received, this, destroy);
    for (int i = 0; i < 1000; ++i) {
      both.server->send("message");
    }
  } else if (signal == u"received first"_s) {
    // In the delivery that the constructor posts.
    TransportPair pair;
    pair.clientLog.takes = false;
    pair.server->write(frame(Opcode::Binary, "early") + frame(Opcode::Binary, "later"));
    QTRY_VERIFY(pair.client->received().size() == 14);
    pair.client->disconnect(&pair.clientLog);
    both.client = std::make_unique<WebSocketConnection>(std::move(pair.client), Role::Client);
    connect(both.client.get(), &ByteChannel::received, this, destroy);
    QTRY_VERIFY(!both.client);
  } else if (signal == u"writable"_s) {
    connect(both.client.get(), &ByteChannel::writable, this, destroy);
    both.client->send({}, QByteArray(Transport::kLowWater, 'x'));
  } else {
    connect(both.client.get(), &ByteChannel::closed, this, destroy);
    if (signal == u"closed"_s) {
      both.server->close();
    } else if (signal == u"violated"_s) {
      both.server->transport().write("\xff\xff");
    } else {
      both.server->transport().abort();
    }
  }
  QTRY_VERIFY(!both.client);
}

QTEST_GUILESS_MAIN(TestWebSocketConnection)
#include "test_websocketconnection.moc"
