#include <QTest>

#include "tests/component/democlient.h"
#include "tests/component/portforwardclient.h"

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using namespace portolan;
using portolan::test::Answer;
using portolan::test::ApiCaller;
using portolan::test::PodStream;
using portolan::test::PortForwardClient;
using portolan::test::RawConnection;
using portolan::test::Watcher;

/// Each fault of the embedded cluster does what it says, and nothing else.
class TestDemoFaults : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void init();
  void cleanup();

  void statuses_data();
  void statuses();
  void rulesEnd();
  void rulesHaveTheirPath();
  void delaysAnswers();
  void redirects();
  void staysSilent();
  void leavesTheHeadUnfinished();
  void sendsHeadersWithoutEnd();
  void answersWithSomethingElse();
  void cutsTheBody();
  void answersInvalidJson();
  void resets();
  void ignoresConnections();
  void goesDownAndComesBack();

  void upgradeStatuses();
  void upgradeDelay();
  void cutsSessionsNow_data();
  void cutsSessionsNow();
  void cutsAfterBytesSent();
  void cutsAfterBytesReceived();
  void closesSessions();
  void sendsGoAway();
  void sendsGarbageInSpdy();
  void stopsReadingSessions();
  void leavesPingsUnanswered();
  void breaksTheUpstream();
  void delaysTheDial();
  void resetsConnections();
  void stallsPorts();

 private:
  void ask(RawConnection& connection) const;
  void open(PortForwardClient& client);

  std::unique_ptr<DemoCluster> m_cluster;
  std::unique_ptr<ApiCaller> m_api;
};

void TestDemoFaults::init() {
  m_cluster = std::make_unique<DemoCluster>(DemoOptions{.times = {.oneSecond = 50ms}});
  QVERIFY(m_cluster->start());
  m_api = std::make_unique<ApiCaller>(*m_cluster);
  m_cluster->put(demoPod({.name = u"p"_s}));
  QTRY_COMPARE(m_cluster->object(u"Pod"_s, u"p"_s)["status"_L1]["phase"_L1].toString(), u"Running"_s);
}

void TestDemoFaults::cleanup() {
  m_api.reset();
  m_cluster.reset();
}

void TestDemoFaults::ask(RawConnection& connection) const {
  connection.transport.write("GET /api/v1/pods HTTP/1.1\r\nHost: demo\r\nAuthorization: Bearer " +
                             m_cluster->identity().bearerToken + "\r\n\r\n");
}

void TestDemoFaults::open(PortForwardClient& client) {
  QTRY_VERIFY(client.session);
}

void TestDemoFaults::statuses_data() {
  QTest::addColumn<int>("status");
  QTest::addColumn<QString>("reason");
  QTest::newRow("401") << 401 << u"Unauthorized"_s;
  QTest::newRow("403") << 403 << u"Forbidden"_s;
  QTest::newRow("404") << 404 << u"NotFound"_s;
  QTest::newRow("410") << 410 << u"Expired"_s;
  QTest::newRow("429") << 429 << u"TooManyRequests"_s;
  QTest::newRow("500") << 500 << u"InternalError"_s;
  QTest::newRow("503") << 503 << u"ServiceUnavailable"_s;
  QTest::newRow("504") << 504 << u"Timeout"_s;
}

void TestDemoFaults::statuses() {
  QFETCH(int, status);
  QFETCH(QString, reason);
  m_cluster->faults().api = {{.status = status}};
  const Answer answer = m_api->get(u"/api/v1/pods"_s);
  QCOMPARE(answer.status, status);
  QCOMPARE(answer.json["reason"_L1].toString(), reason);
  QCOMPARE(answer.json["code"_L1].toInt(), status);
  QVERIFY(!answer.json["message"_L1].toString().isEmpty());

  m_cluster->faults().api = {{.mischief = DemoMischief::PlainStatus, .status = status}};
  const Answer plain = m_api->get(u"/api/v1/pods"_s);
  QCOMPARE(plain.status, status);
  QCOMPARE(plain.body, QByteArray("the gateway has a bad day\n"));

  m_cluster->faults().api.clear();
  QCOMPARE(m_api->get(u"/api/v1/pods"_s).status, 200);
}

void TestDemoFaults::rulesEnd() {
  m_cluster->faults().api = {{.status = 503, .times = 2}, {.status = 500, .times = 1}};
  QList<int> statuses;
  for (int i = 0; i < 4; ++i) {
    statuses.append(m_api->get(u"/api/v1/pods"_s).status);
  }
  QCOMPARE(statuses, (QList<int>{503, 503, 500, 200}));
  QCOMPARE(m_cluster->requests().size(), 4);
  QCOMPARE(m_cluster->requests().first().status, 503);
}

void TestDemoFaults::rulesHaveTheirPath() {
  m_cluster->faults().api = {{.status = 503, .path = u"/services"_s}};
  QCOMPARE(m_api->get(u"/api/v1/pods"_s).status, 200);
  QCOMPARE(m_api->get(u"/api/v1/services"_s).status, 503);
  // Rules for the API do not touch upgrades.
  m_cluster->faults().api = {{.status = 503}};
  PortForwardClient client(*m_cluster, u"p"_s);
  open(client);
}

void TestDemoFaults::delaysAnswers() {
  m_cluster->faults().apiDelay = 200ms;
  QElapsedTimer timer;
  timer.start();
  QCOMPARE(m_api->get(u"/api/v1/pods"_s).status, 200);
  QVERIFY(timer.elapsed() >= 195);
}

void TestDemoFaults::redirects() {
  m_cluster->faults().api = {{.mischief = DemoMischief::Redirect, .location = u"https://evil.example/"_s}};
  RawConnection connection(*m_cluster);
  ask(connection);
  QTRY_VERIFY(connection.received.endsWith("\r\n\r\n"));
  QVERIFY(connection.received.startsWith("HTTP/1.1 307 "));
  QVERIFY(connection.received.contains("\r\nLocation: https://evil.example/\r\n"));
}

void TestDemoFaults::staysSilent() {
  m_cluster->faults().api = {{.mischief = DemoMischief::NoAnswer}};
  RawConnection connection(*m_cluster);
  ask(connection);
  QTRY_COMPARE(m_cluster->requests().size(), 1);
  QVERIFY(!QTest::qWaitFor([&] { return !connection.received.isEmpty() || connection.isOver(); }, 200));
}

void TestDemoFaults::leavesTheHeadUnfinished() {
  m_cluster->faults().api = {{.mischief = DemoMischief::UnfinishedHead}};
  RawConnection connection(*m_cluster);
  ask(connection);
  QTRY_VERIFY(connection.received.startsWith("HTTP/1.1 200 OK\r\n"));
  QVERIFY(!QTest::qWaitFor([&] { return connection.received.contains("\r\n\r\n") || connection.isOver(); }, 200));
}

void TestDemoFaults::sendsHeadersWithoutEnd() {
  m_cluster->faults().api = {{.mischief = DemoMischief::EndlessHead}};
  RawConnection connection(*m_cluster);
  ask(connection);
  QTRY_VERIFY(connection.received.size() > 5'000'000);
  QVERIFY(!connection.received.contains("\r\n\r\n"));
}

void TestDemoFaults::answersWithSomethingElse() {
  m_cluster->faults().api = {{.mischief = DemoMischief::NotHttp}};
  RawConnection connection(*m_cluster);
  ask(connection);
  QTRY_VERIFY(connection.received.startsWith("SSH-2.0-"));
}

void TestDemoFaults::cutsTheBody() {
  m_cluster->faults().api = {{.mischief = DemoMischief::CutBody}};
  RawConnection connection(*m_cluster);
  ask(connection);
  QTRY_VERIFY(connection.isOver());
  QVERIFY(connection.error);
  QVERIFY(connection.received.contains("\r\nContent-Length: 1000\r\n"));
  QVERIFY(connection.received.endsWith("\"na"));
}

void TestDemoFaults::answersInvalidJson() {
  m_cluster->faults().api = {{.mischief = DemoMischief::InvalidJson}};
  const Answer answer = m_api->get(u"/api/v1/pods"_s);
  QCOMPARE(answer.status, 200);
  QVERIFY(!answer.body.isEmpty());
  QVERIFY(answer.json.isEmpty());
}

void TestDemoFaults::resets() {
  m_cluster->faults().api = {{.mischief = DemoMischief::Reset}};
  RawConnection connection(*m_cluster);
  ask(connection);
  QTRY_VERIFY(connection.error);
  QVERIFY(connection.received.isEmpty());
}

void TestDemoFaults::ignoresConnections() {
  m_cluster->faults().acceptAndIgnore = true;
  RawConnection tcp(*m_cluster, /*withTls=*/false);
  RawConnection tls(*m_cluster);
  QTRY_VERIFY(tcp.isOpen);
  QVERIFY(!QTest::qWaitFor([&] { return tls.isOpen || tls.isOver() || tcp.isOver(); }, 200));
  m_cluster->faults().acceptAndIgnore = false;
  RawConnection good(*m_cluster);
  QTRY_VERIFY(good.isOpen);
}

void TestDemoFaults::goesDownAndComesBack() {
  PortForwardClient client(*m_cluster, u"p"_s);
  open(client);
  Watcher watcher(*m_api, u"/api/v1/pods?watch=1"_s);
  QTRY_COMPARE(watcher.events.size(), 1);
  m_cluster->goDown();
  QTRY_VERIFY(client.sessionError && watcher.isFinished);
  QCOMPARE(m_cluster->connectionCount(), 0);
  RawConnection refused(*m_cluster);
  QTRY_VERIFY(refused.error);
  QCOMPARE(refused.error->code, ErrorCode::ConnectionRefused);
  QVERIFY(m_cluster->comeBack());
  QCOMPARE(m_api->get(u"/api/v1/pods"_s).status, 200);
}

void TestDemoFaults::upgradeStatuses() {
  m_cluster->faults().upgrade = {{.status = 503, .times = 1}, {.mischief = DemoMischief::PlainStatus, .status = 502}};
  PortForwardClient first(*m_cluster, u"p"_s);
  QTRY_VERIFY(first.answer.startsWith("HTTP/1.1 503 "));
  PortForwardClient second(*m_cluster, u"p"_s);
  QTRY_VERIFY(second.answer.startsWith("HTTP/1.1 502 "));
  QCOMPARE(m_cluster->upgradeCount(), 2);
  QCOMPARE(m_cluster->sessionCount(), 0);
}

void TestDemoFaults::upgradeDelay() {
  m_cluster->faults().upgradeDelay = 200ms;
  QElapsedTimer timer;
  timer.start();
  PortForwardClient client(*m_cluster, u"p"_s);
  open(client);
  QVERIFY(timer.elapsed() >= 195);
}

void TestDemoFaults::cutsSessionsNow_data() {
  QTest::addColumn<int>("cut");
  QTest::newRow("reset") << int(DemoCut::Reset);
  QTest::newRow("FIN without close_notify") << int(DemoCut::Fin);
}

void TestDemoFaults::cutsSessionsNow() {
  QFETCH(int, cut);
  PortForwardClient client(*m_cluster, u"p"_s);
  open(client);
  PodStream stream(*client.session, 9001, "x");
  QTRY_COMPARE(stream.received, QByteArray("x"));
  m_cluster->cutSessions(DemoCut(cut));
  QTRY_VERIFY(client.sessionError);
  QVERIFY(stream.error);
  QTRY_COMPARE(m_cluster->sessionCount(), 0);
}

void TestDemoFaults::cutsAfterBytesSent() {
  m_cluster->faults().cutAfterSent = 100'000;
  m_cluster->faults().cut = DemoCut::Reset;
  PortForwardClient client(*m_cluster, u"p"_s);
  open(client);
  PodStream stream(*client.session, 9003, "5000000\n");
  QTRY_VERIFY(client.sessionError);
  QVERIFY(stream.isFinished);
  QVERIFY(stream.error);
  // All that was sent before has arrived.
  QCOMPARE(stream.received.size(), 100'000);
  QCOMPARE(stream.received, demoBytes(0, 100'000));

  // Each session counts for itself; this one is over before it comes so far.
  PortForwardClient second(*m_cluster, u"p"_s);
  open(second);
  PodStream small(*second.session, 9003, "99999\n");
  QTRY_VERIFY(small.isFinished);
  QVERIFY(!small.error);
}

void TestDemoFaults::cutsAfterBytesReceived() {
  m_cluster->faults().cutAfterReceived = 1000;
  PortForwardClient client(*m_cluster, u"p"_s);
  open(client);
  PodStream stream(*client.session, 9001, QByteArray(999, 'x'));
  QTRY_COMPARE(stream.received.size(), 999);
  QVERIFY(!client.sessionError);
  stream.write("x");
  QTRY_VERIFY(client.sessionError);
  QVERIFY(stream.error);
}

void TestDemoFaults::closesSessions() {
  PortForwardClient client(*m_cluster, u"p"_s);
  open(client);
  m_cluster->closeSessions();
  QTRY_VERIFY(client.sessionError);
  QTRY_COMPARE(m_cluster->sessionCount(), 0);
}

void TestDemoFaults::sendsGoAway() {
  PortForwardClient client(*m_cluster, u"p"_s);
  open(client);
  m_cluster->sendGoAway();
  QTRY_VERIFY(client.sessionError);
}

void TestDemoFaults::sendsGarbageInSpdy() {
  PortForwardClient client(*m_cluster, u"p"_s);
  open(client);
  m_cluster->sendGarbage(DemoLayer::Spdy);
  QTRY_VERIFY(client.sessionError);
  QCOMPARE(client.sessionError->code, ErrorCode::ProtocolViolation);
}

void TestDemoFaults::stopsReadingSessions() {
  PortForwardClient client(*m_cluster, u"p"_s);
  open(client);
  PodStream stream(*client.session, 9001, "a");
  QTRY_COMPARE(stream.received, QByteArray("a"));
  m_cluster->faults().readSessions = false;
  QCoreApplication::processEvents();
  stream.write("b");
  QVERIFY(!QTest::qWaitFor([&] { return stream.received.size() > 1; }, 200));
  m_cluster->faults().readSessions = true;
  QTRY_COMPARE(stream.received, QByteArray("ab"));
}

void TestDemoFaults::leavesPingsUnanswered() {
  m_cluster->faults().answerPings = false;
  PortForwardClient client(*m_cluster, u"p"_s, {.pingInterval = 20ms, .pingTimeout = 100ms});
  open(client);
  QTRY_VERIFY(client.sessionError);
  QCOMPARE(client.pongs, 0);
}

/// PROTOCOL 1.5: a dead upstream goes unnoticed until the client sends something.
void TestDemoFaults::breaksTheUpstream() {
  PortForwardClient client(*m_cluster, u"p"_s, {.pingInterval = 1h});
  open(client);
  PodStream stream(*client.session, 9001, "x");
  QTRY_COMPARE(stream.received, QByteArray("x"));
  m_cluster->breakUpstream();
  QVERIFY(!QTest::qWaitFor([&] { return stream.isFinished || client.sessionError; }, 200));
  stream.write("y");
  QTRY_VERIFY(client.sessionError);
  QCOMPARE(stream.received, QByteArray("x"));
}

void TestDemoFaults::delaysTheDial() {
  PortForwardClient client(*m_cluster, u"p"_s);
  open(client);
  m_cluster->faults().dialDelay = 200ms;
  QElapsedTimer timer;
  timer.start();
  PodStream stream(*client.session, 9004);
  QTRY_VERIFY(!stream.received.isEmpty());
  QVERIFY(timer.elapsed() >= 195);
}

void TestDemoFaults::resetsConnections() {
  PortForwardClient client(*m_cluster, u"p"_s);
  open(client);
  m_cluster->faults().resetPorts = {9001};
  PodStream stream(*client.session, 9001, "x");
  QTRY_VERIFY(stream.isFinished);
  QCOMPARE(stream.errorCode(), ErrorCode::PodConnectionFailed);
  QVERIFY(!client.sessionError);
}

void TestDemoFaults::stallsPorts() {
  PortForwardClient client(*m_cluster, u"p"_s);
  open(client);
  PodStream stream(*client.session, 9001, "a");
  QTRY_COMPARE(stream.received, QByteArray("a"));
  m_cluster->faults().stalledPorts = {9001};
  stream.write("b");
  QVERIFY(!QTest::qWaitFor([&] { return stream.received.size() > 1; }, 200));
  m_cluster->faults().stalledPorts.clear();
  QTRY_COMPARE(stream.received, QByteArray("ab"));
}

QTEST_GUILESS_MAIN(TestDemoFaults)
#include "test_demo_faults.moc"
