#include <QTest>

#include "tests/ui/samples.h"
#include "ui/models/statewords.h"

using namespace portolan;
using namespace Qt::StringLiterals;

class TestStateWords : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void saysEachState_data();
  void saysEachState();
  void everyErrorHasFewWords();
  void countsDownInWholeSeconds();
  void explainsOnlyTrouble();
  void writesSentences_data();
  void writesSentences();
  void writesAddresses_data();
  void writesAddresses();
  void keepsForeignTextOnOneLine();
};

void TestStateWords::saysEachState_data() {
  QTest::addColumn<ForwardStatus>("status");
  QTest::addColumn<QString>("words");
  using State = ForwardStatus::State;
  const auto stage = [](Stage at) { return sampleStatus(u"a"_s, State::Starting, at); };
  const auto trouble = [](State state, ErrorCode code) { return sampleTrouble(u"a"_s, state, code, u"what"_s); };
  QTest::newRow("stopped") << sampleStatus(u"a"_s, State::Stopped) << u"Stopped"_s;
  QTest::newRow("configuration") << stage(Stage::Configuration) << u"Reading configuration…"_s;
  QTest::newRow("authentication") << stage(Stage::Authentication) << u"Logging in…"_s;
  QTest::newRow("target") << stage(Stage::Target) << u"Finding a pod…"_s;
  QTest::newRow("session") << stage(Stage::Session) << u"Opening session…"_s;
  QTest::newRow("relay") << stage(Stage::Relay) << u"Opening port…"_s;
  QTest::newRow("ready") << sampleStatus(u"a"_s, State::Ready) << u"Ready"_s;
  QTest::newRow("no pod") << trouble(State::Waiting, ErrorCode::NoPod) << u"Waiting for pod"_s;
  QTest::newRow("pod pending") << trouble(State::Waiting, ErrorCode::PodNotRunning) << u"Waiting for pod"_s;
  QTest::newRow("cluster away") << trouble(State::Waiting, ErrorCode::ConnectionRefused) << u"Waiting for cluster"_s;
  QTest::newRow("login") << trouble(State::Waiting, ErrorCode::Unauthorized) << u"Waiting for login"_s;
  QTest::newRow("port taken") << trouble(State::Failed, ErrorCode::AddressInUse) << u"Port 8080 is taken"_s;
  QTest::newRow("401") << trouble(State::Failed, ErrorCode::Unauthorized) << u"Login expired"_s;
  QTest::newRow("403") << trouble(State::Failed, ErrorCode::Forbidden) << u"Not allowed"_s;
  QTest::newRow("failed without a reason") << sampleStatus(u"a"_s, State::Failed) << u"Failed"_s;
  QTest::newRow("stopping") << sampleStatus(u"a"_s, State::Stopping) << u"Stopping…"_s;
}

void TestStateWords::saysEachState() {
  QFETCH(const ForwardStatus, status);
  QFETCH(const QString, words);
  QCOMPARE(StateWords::brief(sampleForward(u"a"_s), status, QDateTime::currentDateTimeUtc()), words);
}

void TestStateWords::everyErrorHasFewWords() {
  for (int code = 0; code <= int(ErrorCode::PodConnectionFailed); ++code) {
    const auto status = sampleTrouble(u"a"_s, ForwardStatus::State::Failed, ErrorCode(code), u"what"_s);
    const QString words = StateWords::brief(sampleForward(u"a"_s), status, {});
    QVERIFY2(!words.isEmpty() && words != u"Failed"_s, qPrintable(u"code %1 has no words of its own"_s.arg(code)));
    QVERIFY2(words.count(u' ') <= 3, qPrintable(words));
  }
}

void TestStateWords::countsDownInWholeSeconds() {
  auto status = sampleTrouble(u"a"_s, ForwardStatus::State::Waiting, ErrorCode::ConnectionRefused, u"what"_s);
  const auto now = QDateTime::currentDateTimeUtc();
  status.nextTry = now.addMSecs(11'200);
  QCOMPARE(StateWords::brief({}, status, now), u"Waiting for cluster, 12 s"_s);
  QCOMPARE(StateWords::brief({}, status, now.addMSecs(11'199)), u"Waiting for cluster, 1 s"_s);
  QCOMPARE(StateWords::brief({}, status, now.addMSecs(11'200)), u"Waiting for cluster"_s);
  QCOMPARE(StateWords::brief({}, status, now.addSecs(60)), u"Waiting for cluster"_s);
}

void TestStateWords::explainsOnlyTrouble() {
  auto status = sampleTrouble(u"a"_s, ForwardStatus::State::Ready, ErrorCode::NoPod, u"old news"_s, u"nothing"_s);
  QCOMPARE(StateWords::cause(status), QString());
  QCOMPARE(StateWords::advice(status), QString());
  status.state = ForwardStatus::State::Waiting;
  QCOMPARE(StateWords::cause(status), u"Old news."_s);
  QCOMPARE(StateWords::advice(status), QString());  // it goes on by itself
  status.state = ForwardStatus::State::Failed;
  QCOMPARE(StateWords::advice(status), u"Nothing."_s);
}

void TestStateWords::writesSentences_data() {
  QTest::addColumn<QString>("detail");
  QTest::addColumn<QString>("hint");
  QTest::addColumn<QString>("text");
  QTest::newRow("both") << u"port 80 is taken"_s << u"Use another."_s << u"Port 80 is taken. Use another."_s;
  QTest::newRow("no hint") << u"prod-eu does not answer"_s << QString() << u"prod-eu does not answer."_s;
  QTest::newRow("a file's name stays") << u"/tmp/x.json: is empty"_s << QString() << u"/tmp/x.json: is empty."_s;
  QTest::newRow("a question") << u"what"_s << u"Is the VPN on?"_s << u"What. Is the VPN on?"_s;
}

void TestStateWords::writesSentences() {
  QFETCH(const QString, detail);
  QFETCH(const QString, hint);
  QFETCH(const QString, text);
  QCOMPARE(StateWords::error({ErrorCode::Internal, Stage::Relay, detail, hint}), text);
}

void TestStateWords::writesAddresses_data() {
  QTest::addColumn<QString>("host");
  QTest::addColumn<quint16>("configured");
  QTest::addColumn<quint16>("listening");
  QTest::addColumn<QString>("address");
  QTest::newRow("default") << QString() << quint16(5432) << quint16(0) << u"localhost:5432"_s;
  QTest::newRow("other host") << u"127.0.0.2"_s << quint16(80) << quint16(80) << u"127.0.0.2:80"_s;
  QTest::newRow("IPv6") << u"::1"_s << quint16(80) << quint16(0) << u"[::1]:80"_s;
  QTest::newRow("any port, stopped") << QString() << quint16(0) << quint16(0) << u"localhost, any free port"_s;
  QTest::newRow("any port, on") << QString() << quint16(0) << quint16(40001) << u"localhost:40001"_s;
}

void TestStateWords::writesAddresses() {
  QFETCH(const QString, host);
  QFETCH(const quint16, configured);
  QFETCH(const quint16, listening);
  QFETCH(const QString, address);
  ForwardConfig config;
  config.localAddress = host;
  config.localPort = configured;
  ForwardStatus status;
  status.localPort = listening;
  QCOMPARE(StateWords::address(config, status), address);
}

void TestStateWords::keepsForeignTextOnOneLine() {
  const auto status =
      sampleTrouble(u"a"_s, ForwardStatus::State::Failed, ErrorCode::ApiError, u"first\nsecond\tthird"_s);
  QCOMPARE(StateWords::cause(status), u"First second third."_s);
}

QTEST_APPLESS_MAIN(TestStateWords)
#include "test_statewords.moc"
