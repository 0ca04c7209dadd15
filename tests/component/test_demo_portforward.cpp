#include <QCryptographicHash>
#include <QTest>

#include "tests/component/democlient.h"
#include "tests/component/portforwardclient.h"

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using namespace portolan;
using portolan::test::PodStream;
using portolan::test::PortForwardClient;
using portolan::test::RawConnection;

/// The embedded cluster's runtime behaves as PROTOCOL 2.4 to 2.7, 6.2 and 6.3 say of a real one.
class TestDemoPortForward : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void initTestCase_data();
  void init();

  void bytesAreTheSameFromAnyOffset();
  void echoes();
  void manyStreamsShareASession();
  void sinkTellsWhatItGot();
  void sourceSendsWhatWasAskedFor();
  void greetingSpeaksFirst();
  void webServesPages();
  void webStreamsSlowly();
  void webDeletesItsPod();
  void refusedPortsFailAlone();
  void firstBytesTravelWithTheOpening();
  void closedByProgramEndsOneSecondLater();
  void closedByClientEndsOneSecondLater();
  void closedByBothEndsAtOnce();
  void halfCloseIsNotPassedOn();
  void halfCloseIsPassedOnIfAsked();
  void stalledProgramStallsItsSession();
  void slowReaderStallsItsSessionBounded();
  void deletedPodLeavesTheSession();
  void restartedContainersKeepTheSandbox();
  void answersPings();
  void refusesUpgrades_data();
  void refusesUpgrades();

 private:
  static SessionKind kind();
  void open(PortForwardClient& client);
  void addPod(const QString& name = u"p"_s);
  void makeCluster(const DemoOptions& options);

  std::unique_ptr<DemoCluster> m_cluster;
};

/// Everything is tried over both kinds of upgrade.
void TestDemoPortForward::initTestCase_data() {
  QTest::addColumn<SessionKind>("kind");
  QTest::newRow("tunnel") << SessionKind::SpdyOverWebSocket;
  QTest::newRow("SPDY") << SessionKind::Spdy;
}

SessionKind TestDemoPortForward::kind() {
  QFETCH_GLOBAL(SessionKind, kind);
  return kind;
}

void TestDemoPortForward::makeCluster(const DemoOptions& options) {
  m_cluster = std::make_unique<DemoCluster>(options);
  QVERIFY(m_cluster->start());
  addPod();
}

void TestDemoPortForward::init() {
  makeCluster({.times = {.oneSecond = 100ms}});
}

void TestDemoPortForward::addPod(const QString& name) {
  m_cluster->put(demoPod({.name = name}));
  QTRY_COMPARE(m_cluster->object(u"Pod"_s, name)["status"_L1]["phase"_L1].toString(), u"Running"_s);
}

void TestDemoPortForward::open(PortForwardClient& client) {
  QTRY_VERIFY(client.session);
}

void TestDemoPortForward::bytesAreTheSameFromAnyOffset() {
  QByteArray one;
  for (quint64 i = 0; i < 100; ++i) {
    one += demoByte(i);
  }
  for (int offset = 0; offset < 20; ++offset) {
    for (int size = 0; size < 40; ++size) {
      QCOMPARE(demoBytes(quint64(offset), size), one.mid(offset, size));
    }
  }
}

void TestDemoPortForward::echoes() {
  PortForwardClient client(*m_cluster, u"p"_s, kind());
  open(client);
  QCOMPARE(m_cluster->sessionCount(), 1);
  PodStream stream(*client.session, 9001);
  QByteArray sent;
  for (int i = 0; i < 50; ++i) {
    const QByteArray piece = demoBytes(sent.size(), i * 997 + 1);
    stream.write(piece);
    sent += piece;
  }
  QTRY_COMPARE(stream.received, sent);
  QCOMPARE(m_cluster->streamCount(), 1);
  stream.closeWrite();
  QTRY_VERIFY(stream.isFinished);
  QVERIFY(!stream.error);
  QCOMPARE(m_cluster->streamCount(), 0);
}

void TestDemoPortForward::manyStreamsShareASession() {
  PortForwardClient client(*m_cluster, u"p"_s, kind());
  open(client);
  std::vector<std::unique_ptr<PodStream>> streams;
  for (int i = 0; i < 200; ++i) {
    streams.push_back(std::make_unique<PodStream>(*client.session, 9003, "100000\n"));
  }
  for (const auto& stream : streams) {
    QTRY_COMPARE(stream->received.size(), 100'000);
    QCOMPARE(stream->received, demoBytes(0, 100'000));
  }
  for (const auto& stream : streams) {
    QTRY_VERIFY(stream->isFinished);
    QVERIFY(!stream->error);
  }
  QCOMPARE(m_cluster->sessionCount(), 1);
}

void TestDemoPortForward::sinkTellsWhatItGot() {
  PortForwardClient client(*m_cluster, u"p"_s, kind());
  open(client);
  PodStream stream(*client.session, 9002);
  const QByteArray data = demoBytes(5, 3'000'000);
  const QByteArray hash = QCryptographicHash::hash(data, QCryptographicHash::Sha256).toHex();
  stream.write("3000000\n" + data);
  QTRY_COMPARE(stream.received, "3000000 " + hash + '\n');
  // A second one on the same connection, and an empty one.
  stream.received.clear();
  stream.write("0\n3000000\n" + data);
  const QByteArray none = QCryptographicHash::hash({}, QCryptographicHash::Sha256).toHex();
  QTRY_COMPARE(stream.received, "0 " + none + "\n3000000 " + hash + '\n');
}

void TestDemoPortForward::sourceSendsWhatWasAskedFor() {
  PortForwardClient client(*m_cluster, u"p"_s, kind());
  open(client);
  PodStream stream(*client.session, 9003, "20000000\n");
  QTRY_COMPARE_WITH_TIMEOUT(stream.received.size(), 20'000'000, 20'000);
  QVERIFY(stream.received == demoBytes(0, 20'000'000));
  QTRY_VERIFY(stream.isFinished);
  QVERIFY(!stream.error);
}

void TestDemoPortForward::greetingSpeaksFirst() {
  PortForwardClient client(*m_cluster, u"p"_s, kind());
  open(client);
  PodStream stream(*client.session, 9004);
  QTRY_COMPARE(stream.received, QByteArray("220 p ready\r\n"));
  stream.write("hello\r\nquit\r\n");
  QTRY_COMPARE(stream.received, QByteArray("220 p ready\r\n250 hello\r\n250 quit\r\n"));
  QTRY_VERIFY(stream.isFinished);
  QVERIFY(!stream.error);
}

void TestDemoPortForward::webServesPages() {
  PortForwardClient client(*m_cluster, u"p"_s, kind());
  open(client);
  PodStream stream(*client.session, 8080, "GET /name HTTP/1.1\r\nHost: x\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n");
  QTRY_VERIFY(stream.received.endsWith("</html>\n"));
  QVERIFY(stream.received.startsWith("HTTP/1.1 200 OK\r\n"));
  QVERIFY(stream.received.contains("\r\n\r\np\n"));
  QVERIFY(stream.received.contains("<h1><code>p</code></h1>"));

  stream.received.clear();
  stream.write("GET /bytes/1000000 HTTP/1.1\r\n\r\n");
  const QByteArray end = "Content-Length: 1000000\r\n\r\n" + demoBytes(0, 1'000'000);
  QTRY_VERIFY(stream.received.endsWith(end));

  const auto answers = [&](const QByteArray& request, const QByteArray& begin) {
    stream.received.clear();
    stream.write(request);
    return QTest::qWaitFor([&] { return stream.received.startsWith(begin); });
  };
  QVERIFY(answers("GET /nothing HTTP/1.1\r\n\r\n", "HTTP/1.1 404 "));
  QVERIFY(answers("GET /bytes/x HTTP/1.1\r\n\r\n", "HTTP/1.1 400 "));
  QVERIFY(answers("PUT / HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc", "HTTP/1.1 405 "));
  QVERIFY(answers("HEAD / HTTP/1.1\r\n\r\n", "HTTP/1.1 200 "));
  QVERIFY(stream.received.endsWith("\r\n\r\n"));
  QVERIFY(!stream.isFinished);
  QVERIFY(answers("GET /healthz HTTP/1.0\r\n\r\n", "HTTP/1.1 200 "));
  QTRY_VERIFY(stream.isFinished);
  QVERIFY(stream.received.endsWith("Connection: close\r\n\r\nok"));
}

void TestDemoPortForward::webStreamsSlowly() {
  PortForwardClient client(*m_cluster, u"p"_s, kind());
  open(client);
  PodStream stream(*client.session, 8080, "GET /slow HTTP/1.1\r\n\r\n");
  QTRY_VERIFY(stream.received.contains("1 of 10"));
  QVERIFY(!stream.received.contains("2 of 10"));
  QTRY_VERIFY(stream.received.contains("2 of 10"));
}

void TestDemoPortForward::webDeletesItsPod() {
  PortForwardClient client(*m_cluster, u"p"_s, kind());
  open(client);
  PodStream stream(*client.session, 8080, "POST /delete HTTP/1.1\r\nContent-Length: 0\r\n\r\n");
  QTRY_VERIFY(stream.received.contains("303 See Other"));
  QTRY_VERIFY(m_cluster->object(u"Pod"_s, u"p"_s).isEmpty());
}

/// PROTOCOL 6.3; and the session stays as it was.
void TestDemoPortForward::refusedPortsFailAlone() {
  PortForwardClient client(*m_cluster, u"p"_s, kind());
  open(client);
  PodStream other(*client.session, 9001, "before");
  PodStream refused(*client.session, 1);
  QTRY_VERIFY(refused.isFinished);
  QCOMPARE(refused.errorCode(), ErrorCode::PodPortRefused);
  QCOMPARE(refused.error->detail, u"port 1 in the pod refused the connection"_s);
  m_cluster->faults().refusedPorts = {9001};
  PodStream asked(*client.session, 9001);
  QTRY_VERIFY(asked.isFinished);
  QCOMPARE(asked.errorCode(), ErrorCode::PodPortRefused);
  other.write(" and after");
  QTRY_COMPARE(other.received, QByteArray("before and after"));
  QVERIFY(!client.sessionError);
}

void TestDemoPortForward::firstBytesTravelWithTheOpening() {
  PortForwardClient client(*m_cluster, u"p"_s, kind());
  open(client);
  m_cluster->faults().dialDelay = 50ms;
  // What arrives before the runtime has dialled waits for it.
  PodStream stream(*client.session, 9001, "first");
  stream.write(" second");
  QTRY_COMPARE(stream.received, QByteArray("first second"));
}

void TestDemoPortForward::closedByProgramEndsOneSecondLater() {
  makeCluster({.times = {.oneSecond = 400ms}});
  PortForwardClient client(*m_cluster, u"p"_s, kind());
  open(client);
  PodStream stream(*client.session, 9003, "10\n");
  QElapsedTimer timer;
  timer.start();
  QTRY_COMPARE(stream.received.size(), 10);
  QVERIFY2(timer.elapsed() < 300, "the data waits for the end");
  QTRY_VERIFY(stream.isFinished);
  QVERIFY(!stream.error);
  QVERIFY2(stream.finishedAfter >= 395, qPrintable(QString::number(stream.finishedAfter)));
}

void TestDemoPortForward::closedByClientEndsOneSecondLater() {
  makeCluster({.times = {.oneSecond = 400ms}});
  PortForwardClient client(*m_cluster, u"p"_s, kind());
  open(client);
  PodStream stream(*client.session, 9001, "x");
  QTRY_COMPARE(stream.received, QByteArray("x"));
  QElapsedTimer timer;
  timer.start();
  stream.closeWrite();
  QTRY_VERIFY(stream.isFinished);
  QVERIFY(!stream.error);
  QVERIFY2(timer.elapsed() >= 395, qPrintable(QString::number(timer.elapsed())));
}

void TestDemoPortForward::closedByBothEndsAtOnce() {
  makeCluster({.times = {.oneSecond = 20s}});
  PortForwardClient client(*m_cluster, u"p"_s, kind());
  open(client);
  PodStream stream(*client.session, 9003, "10\n");
  QTRY_COMPARE(stream.received.size(), 10);
  stream.closeWrite();
  QTRY_VERIFY(stream.isFinished);
  QVERIFY(!stream.error);
}

void TestDemoPortForward::halfCloseIsNotPassedOn() {
  PortForwardClient client(*m_cluster, u"p"_s, kind());
  open(client);
  PodStream stream(*client.session, 9005, "abc");
  stream.closeWrite();
  QTRY_VERIFY(stream.isFinished);
  QVERIFY(!stream.error);
  QVERIFY(stream.received.isEmpty());
}

void TestDemoPortForward::halfCloseIsPassedOnIfAsked() {
  makeCluster({.passHalfClose = true});
  PortForwardClient client(*m_cluster, u"p"_s, kind());
  open(client);
  PodStream stream(*client.session, 9005, "abc");
  stream.closeWrite();
  QTRY_VERIFY(stream.isFinished);
  QCOMPARE(stream.received, "3 " + QCryptographicHash::hash("abc", QCryptographicHash::Sha256).toHex() + '\n');
}

/// PROTOCOL 2.6: one program that does not read stops every stream and the pings of its session.
void TestDemoPortForward::stalledProgramStallsItsSession() {
  PortForwardClient client(*m_cluster, u"p"_s, kind(), {.pingInterval = 50ms});
  open(client);
  PodStream held(*client.session, 9006);
  held.write(QByteArray(16 * 1024 * 1024, 'x'));
  // Bounded: most of it stays here.
  QVERIFY(!QTest::qWaitFor([&] { return held.isWritten(); }, 200));
  PodStream other(*client.session, 9001, "x");
  const int pongs = client.pongs;
  QVERIFY(!QTest::qWaitFor([&] { return !other.received.isEmpty() || client.pongs > pongs; }, 300));

  // Another session is not concerned.
  PortForwardClient second(*m_cluster, u"p"_s, kind());
  open(second);
  PodStream free(*second.session, 9001, "y");
  QTRY_COMPARE(free.received, QByteArray("y"));
}

void TestDemoPortForward::slowReaderStallsItsSessionBounded() {
  PortForwardClient client(*m_cluster, u"p"_s, kind());
  open(client);
  PodStream stream(*client.session, 9003, "2000000000\n");
  QTRY_VERIFY(stream.received.size() > 1'000'000);
  stream.setReadingPaused(true);
  // What is on its way still comes: what one read of the transport holds. Then nothing more.
  stream.received.clear();
  QVERIFY(!QTest::qWaitFor([&] { return stream.received.size() > Transport::kReceiveLimit; }, 400));
  stream.received.clear();
  stream.setReadingPaused(false);
  QTRY_VERIFY(stream.received.size() > 1'000'000);
}

/// PROTOCOL section 0: nothing closes a session when its pod is deleted; its connections end, and new ones fail.
void TestDemoPortForward::deletedPodLeavesTheSession() {
  PortForwardClient client(*m_cluster, u"p"_s, kind());
  open(client);
  PodStream stream(*client.session, 9001, "x");
  QTRY_COMPARE(stream.received, QByteArray("x"));
  QVERIFY(m_cluster->deletePod(u"p"_s));
  QTRY_VERIFY(stream.isFinished);
  PodStream late(*client.session, 9001);
  QTRY_VERIFY(late.isFinished);
  QCOMPARE(late.errorCode(), ErrorCode::PodGone);
  // A new pod of the same name does not help this session.
  addPod();
  PodStream again(*client.session, 9001);
  QTRY_VERIFY(again.isFinished);
  QCOMPARE(again.errorCode(), ErrorCode::PodGone);
  QVERIFY(!client.sessionError);
  PortForwardClient fresh(*m_cluster, u"p"_s, kind());
  open(fresh);
  PodStream good(*fresh.session, 9001, "y");
  QTRY_COMPARE(good.received, QByteArray("y"));
}

void TestDemoPortForward::restartedContainersKeepTheSandbox() {
  PortForwardClient client(*m_cluster, u"p"_s, kind());
  open(client);
  PodStream stream(*client.session, 9001, "x");
  QTRY_COMPARE(stream.received, QByteArray("x"));
  QVERIFY(m_cluster->restartPod(u"p"_s));
  QTRY_VERIFY(stream.isFinished);
  PodStream again(*client.session, 9001, "y");
  QTRY_COMPARE(again.received, QByteArray("y"));
  QCOMPARE(m_cluster->object(u"Pod"_s, u"p"_s)["status"_L1]["containerStatuses"_L1][0]["restartCount"_L1].toInt(), 1);
}

void TestDemoPortForward::answersPings() {
  PortForwardClient client(*m_cluster, u"p"_s, kind(), {.pingInterval = 20ms});
  open(client);
  QTRY_VERIFY(client.pongs >= 3);
}

void TestDemoPortForward::refusesUpgrades_data() {
  QTest::addColumn<bool>("knowsTunnel");
  QTest::addColumn<QByteArray>("request");
  QTest::addColumn<QByteArray>("answer");
  const QByteArray path = "/api/v1/namespaces/default/pods/p/portforward";
  const QByteArray webSocket =
      "Connection: keep-alive, Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
  const QByteArray tunnel = webSocket + "Sec-WebSocket-Protocol: SPDY/3.1+portforward.k8s.io\r\n";
  QTest::newRow("no upgrade") << true << "GET " + path + " HTTP/1.1\r\n" << QByteArray("400 Bad Request");
  QTest::newRow("WebSocket by POST") << true << "POST " + path + " HTTP/1.1\r\n" + tunnel
                                     << QByteArray("405 Method Not Allowed");
  QTest::newRow("no known protocol") << true
                                     << "GET " + path + "?ports=80 HTTP/1.1\r\n" + webSocket +
                                            "Sec-WebSocket-Protocol: v5.channel.k8s.io\r\n"
                                     << QByteArray("403 Forbidden");
  QTest::newRow("a server without the tunnel")
      << false << "GET " + path + " HTTP/1.1\r\n" + tunnel << QByteArray("400 Bad Request");
  QTest::newRow("a server without the tunnel, with ports")
      << false << "GET " + path + "?ports=80 HTTP/1.1\r\n" + tunnel << QByteArray("403 Forbidden");
  QTest::newRow("SPDY without a stream protocol")
      << true << "POST " + path + " HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: SPDY/3.1\r\n"
      << QByteArray("400 Bad Request");
  QTest::newRow("SPDY with another stream protocol")
      << true
      << "POST " + path +
             " HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: SPDY/3.1\r\nX-Stream-Protocol-Version: v4.channel.k8s.io\r\n"
      << QByteArray("403 Forbidden");
}

void TestDemoPortForward::refusesUpgrades() {
  QFETCH(bool, knowsTunnel);
  QFETCH(QByteArray, request);
  QFETCH(QByteArray, answer);
  makeCluster({.tunnel = knowsTunnel});
  RawConnection connection(*m_cluster);
  connection.transport.write(request + "Host: demo\r\nAuthorization: Bearer " + m_cluster->identity().bearerToken +
                             "\r\n\r\n");
  QTRY_VERIFY(connection.received.contains("\r\n\r\n"));
  QCOMPARE(connection.received.sliced(9, answer.size()), answer);
  QCOMPARE(m_cluster->sessionCount(), 0);
}

QTEST_GUILESS_MAIN(TestDemoPortForward)
#include "test_demo_portforward.moc"
