#include <QFile>
#include <QTest>

#include "core/base/filedescriptor.h"
#include "core/forward/listener.h"
#include "tests/ui/samples.h"
#include "ui/models/stagewords.h"
#include "ui/models/statewords.h"
#include "ui/widgets/flatstyle.h"
#include "ui/widgets/paintedicon.h"
#include "ui/widgets/statemark.h"

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
  void everyStateHasItsPicture_data();
  void everyStateHasItsPicture();
  void everyTroubleHasAButton();
  void offersWhatHelps_data();
  void offersWhatHelps();
  void offersALoginWhileItIsWaitedFor();
  void findsThePortThatTheListenerSuggests();
  void saysSinceWhen();
  void saysWhatHappensNext();
  void writesCommands_data();
  void writesCommands();
  void saysEachStage_data();
  void saysEachStage();
  void aPluginsFailureFitsThePopup();
  void saysHowLongConnectionsWait();
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

void TestStateWords::everyStateHasItsPicture_data() {
  QTest::addColumn<int>("state");
  QTest::addColumn<QString>("drawing");
  const auto row = [](ForwardStatus::State state, const char* drawing) {
    QTest::newRow(qPrintable(stateName(state))) << int(state) << QString::fromLatin1(drawing);
  };
  using State = ForwardStatus::State;
  row(State::Stopped, "state-stopped");
  row(State::Starting, "state-starting");
  row(State::Listening, "state-listening");
  row(State::Ready, "state-ready");
  row(State::Waiting, "state-waiting");
  row(State::Failed, "state-failed");
  row(State::Stopping, "state-stopping");
}

void TestStateWords::everyStateHasItsPicture() {
  QFETCH(const int, state);
  QFETCH(const QString, drawing);
  Q_INIT_RESOURCE(resources);
  const ColorRoles colors(FlatStyle().standardPalette());
  const StateMark mark = StateMark::of(ForwardStatus::State(state), colors);
  QCOMPARE(mark.drawing, drawing);
  QVERIFY(QFile::exists(u":/portolan/icons/%1.svg"_s.arg(drawing)));
  // Something is drawn, and no two states look alike in one colour.
  const QImage image = tintedDrawing(drawing, Qt::black, 32);
  static QList<QImage> seen;
  QImage nothing(32, 32, QImage::Format_ARGB32_Premultiplied);
  nothing.fill(Qt::transparent);
  QVERIFY(image != nothing);
  QVERIFY(!seen.contains(image));
  seen += image;
  const bool isLoud = ForwardStatus::State(state) == ForwardStatus::State::Waiting ||
                      ForwardStatus::State(state) == ForwardStatus::State::Failed;
  QCOMPARE(mark.tint.isValid(), isLoud);
  // Words for each, too, at every stage.
  for (int stage = 0; stage <= int(Stage::Relay); ++stage) {
    const auto status = sampleStatus(u"a"_s, ForwardStatus::State(state), Stage(stage));
    const auto now = QDateTime::currentDateTimeUtc();
    QVERIFY(!StateWords::brief(sampleForward(u"a"_s), status, now).isEmpty());
    QVERIFY(!StateWords::popup(sampleForward(u"a"_s), status, now).isEmpty());
    QVERIFY(!StateWords::sentence(sampleForward(u"a"_s), status, now).isEmpty());
  }
}

void TestStateWords::everyTroubleHasAButton() {
  for (int code = 0; code <= int(ErrorCode::PodConnectionFailed); ++code) {
    for (const auto state : {ForwardStatus::State::Waiting, ForwardStatus::State::Failed}) {
      const auto status = sampleTrouble(u"a"_s, state, ErrorCode(code), u"what"_s);
      const auto actions = StateWords::actions(sampleForward(u"a"_s), status);
      QVERIFY(!actions.isEmpty());
      for (const TroubleAction& action : actions) {
        QVERIFY(!action.text.isEmpty());
      }
      QVERIFY(!StateWords::outlook(sampleForward(u"a"_s), status, QDateTime::currentDateTimeUtc()).isEmpty());
    }
  }
  QVERIFY(!StateWords::actions({}, sampleStatus(u"a"_s, ForwardStatus::State::Failed)).isEmpty());
  QVERIFY(StateWords::actions({}, sampleStatus(u"a"_s, ForwardStatus::State::Ready)).isEmpty());
}

void TestStateWords::offersWhatHelps_data() {
  QTest::addColumn<int>("code");
  QTest::addColumn<QString>("hint");
  QTest::addColumn<int>("kind");
  QTest::addColumn<QString>("text");
  using Kind = TroubleAction::Kind;
  const auto row = [](const char* name, ErrorCode code, const QString& hint, Kind kind, const QString& text) {
    QTest::newRow(name) << int(code) << hint << int(kind) << text;
  };
  row("port taken", ErrorCode::AddressInUse, u"Use another local port, for example 8083."_s, Kind::UsePort,
      u"Use 8083"_s);
  row("port taken, none is free", ErrorCode::AddressInUse, u"Use another local port."_s, Kind::Retry, u"Try again"_s);
  row("not a port", ErrorCode::AddressInUse, u"Use 99999."_s, Kind::Retry, u"Try again"_s);
  row("login", ErrorCode::Unauthorized, {}, Kind::LogIn, u"Log in to prod-eu…"_s);
  row("context", ErrorCode::ContextUnknown, {}, Kind::ChooseContext, u"Choose a context…"_s);
  row("not found", ErrorCode::NotFound, {}, Kind::Edit, u"Edit…"_s);
  row("other", ErrorCode::TlsFailed, {}, Kind::Retry, u"Try again"_s);
}

void TestStateWords::offersWhatHelps() {
  QFETCH(const int, code);
  QFETCH(const QString, hint);
  QFETCH(const int, kind);
  QFETCH(const QString, text);
  const auto status = sampleTrouble(u"a"_s, ForwardStatus::State::Failed, ErrorCode(code), u"what"_s, hint);
  const TroubleAction first = StateWords::actions(sampleForward(u"a"_s), status).first();
  QCOMPARE(int(first.kind), kind);
  QCOMPARE(first.text, text);
}

void TestStateWords::offersALoginWhileItIsWaitedFor() {
  using Kind = TroubleAction::Kind;
  ForwardConfig config = sampleForward(u"a"_s);
  auto status = sampleTrouble(u"a"_s, ForwardStatus::State::Waiting, ErrorCode::LoginFailed, u"what"_s, {});
  const QList<TroubleAction> actions = StateWords::actions(config, status);
  QCOMPARE(actions.size(), 2);
  QCOMPARE(actions.at(0).kind, Kind::LogIn);
  QCOMPARE(actions.at(1).kind, Kind::Retry);
  QCOMPARE(StateWords::loginCommand(config, status), (QStringList{u"portolan"_s, u"login"_s, u"prod-eu"_s}));
  status.context = u"-x"_s;  // as resolved; and no flag
  config.kubeconfig = u"/k"_s;
  QCOMPARE(StateWords::loginCommand(config, status),
           (QStringList{u"portolan"_s, u"login"_s, u"--context"_s, u"-x"_s, u"--kubeconfig"_s, u"/k"_s}));
  status = sampleTrouble(u"a"_s, ForwardStatus::State::Waiting, ErrorCode::ConnectionRefused, u"what"_s, {});
  QCOMPARE(StateWords::actions(config, status).size(), 1);
}

void TestStateWords::findsThePortThatTheListenerSuggests() {
  // The port stands in core's hint; a hint that is worded anew must still name it last.
  Listener first([](FileDescriptor) {});
  QVERIFY(first.listen({u"127.0.0.1"_s}, 0));
  Listener second([](FileDescriptor) {});
  const auto taken = second.listen({u"127.0.0.1"_s}, first.port());
  QVERIFY(!taken);
  ForwardStatus status = sampleStatus(u"a"_s, ForwardStatus::State::Failed);
  status.error = taken.error();
  const TroubleAction action = StateWords::actions(sampleForward(u"a"_s), status).first();
  QCOMPARE(action.kind, TroubleAction::Kind::UsePort);
  QVERIFY(action.port != first.port());
  QVERIFY(second.listen({u"127.0.0.1"_s}, action.port));
}

void TestStateWords::saysSinceWhen() {
  QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
  const QDateTime now(QDate(2026, 11, 26), QTime(10, 24));
  ForwardStatus status = sampleStatus(u"a"_s, ForwardStatus::State::Ready);
  status.since = QDateTime(QDate(2026, 11, 26), QTime(8, 10));
  status.readyAfter = std::chrono::milliseconds(187);
  QCOMPARE(StateWords::headline(status, now), u"Ready since 08:10, took 187 ms"_s);
  status.since = status.since.addDays(-2);
  QVERIFY(StateWords::headline(status, now).startsWith(u"Ready since 24/11/2026 08:10"_s));
  status = sampleTrouble(u"a"_s, ForwardStatus::State::Failed, ErrorCode::Unauthorized, u"what"_s);
  status.stage = Stage::Authentication;
  status.since = QDateTime(QDate(2026, 11, 26), QTime(10, 22, 7));
  QCOMPARE(StateWords::headline(status, now), u"Failed at authentication since 10:22:07"_s);
  QCOMPARE(StateWords::headline({}, now), QString());
  QLocale::setDefault(QLocale::c());
}

void TestStateWords::saysWhatHappensNext() {
  const auto now = QDateTime::currentDateTimeUtc();
  const ForwardConfig config = sampleForward(u"a"_s);
  auto status = sampleTrouble(u"a"_s, ForwardStatus::State::Waiting, ErrorCode::NoPod, u"what"_s);
  QCOMPARE(StateWords::outlook(config, status, now), u"Portolan goes on by itself as soon as something changes."_s);
  status.nextTry = now.addMSecs(3500);
  QCOMPARE(StateWords::outlook(config, status, now), u"Looks again in 4 s."_s);
  status.error->code = ErrorCode::ConnectionRefused;
  QCOMPARE(StateWords::outlook(config, status, now), u"Next try in 4 s."_s);
  status.state = ForwardStatus::State::Failed;
  status.error->code = ErrorCode::Unauthorized;
  QVERIFY(StateWords::outlook(config, status, now).contains(u"prod-eu"_s));
  QCOMPARE(StateWords::outlook(config, sampleStatus(u"a"_s, ForwardStatus::State::Ready), now), QString());
}

void TestStateWords::writesCommands_data() {
  QTest::addColumn<ForwardConfig>("config");
  QTest::addColumn<QString>("kubectl");
  QTest::addColumn<QString>("curl");
  ForwardConfig config = sampleForward(u"grafana"_s, u"prod-eu"_s, 3000);
  QTest::newRow("service") << config << u"kubectl --context prod-eu -n shop port-forward service/grafana 3000:80"_s
                           << u"curl http://localhost:3000/"_s;
  config.localAddress = u"::1"_s;
  config.remotePort = u"443"_s;
  QTest::newRow("TLS on IPv6")
      << config << u"kubectl --context prod-eu -n shop port-forward --address ::1 service/grafana 3000:443"_s
      << u"curl 'https://[::1]:3000/'"_s;
  config = sampleForward(u"a"_s);
  config.localPort = 0;
  QTest::newRow("any port") << config << u"kubectl --context prod-eu -n shop port-forward service/a :80"_s << QString();
  config = sampleForward(u"a"_s, u"it's $(reboot)"_s);
  QTest::newRow("a name that a shell would run")
      << config << u"kubectl --context 'it'\\''s $(reboot)' -n shop port-forward service/a 8080:80"_s
      << u"curl http://localhost:8080/"_s;
  config = sampleForward(u"a"_s);
  config.workloadType = ForwardConfig::WorkloadType::Pod;
  config.podSelector = u"app=search"_s;
  QTest::newRow("kubectl knows no selectors here") << config << QString() << u"curl http://localhost:8080/"_s;
}

void TestStateWords::writesCommands() {
  QFETCH(const ForwardConfig, config);
  QFETCH(const QString, kubectl);
  QFETCH(const QString, curl);
  QCOMPARE(StateWords::kubectlCommand(config, {}), kubectl);
  QCOMPARE(StateWords::curlCommand(config, {}), curl);
}

void TestStateWords::saysEachStage_data() {
  QTest::addColumn<int>("state");
  QTest::addColumn<int>("stage");
  QTest::addColumn<QString>("marks");
  using State = ForwardStatus::State;
  const auto row = [](const char* name, State state, Stage stage, const char* marks) {
    QTest::newRow(name) << int(state) << int(stage) << QString::fromLatin1(marks);
  };
  // - not reached, w working, d done, h held, f failed
  row("stopped", State::Stopped, Stage::Configuration, "-----");
  row("starting", State::Starting, Stage::Configuration, "w----");
  row("logging in", State::Starting, Stage::Authentication, "dw---");
  row("opening the port", State::Starting, Stage::Relay, "ddddw");
  row("listening", State::Listening, Stage::Relay, "d---d");
  row("ready", State::Ready, Stage::Relay, "ddddd");
  row("waiting for a pod", State::Waiting, Stage::Target, "ddh--");
  row("failed at once", State::Failed, Stage::Configuration, "f----");
  row("port taken", State::Failed, Stage::Relay, "ddddf");
  row("stopping", State::Stopping, Stage::Relay, "-----");
}

void TestStateWords::saysEachStage() {
  QFETCH(const int, state);
  QFETCH(const int, stage);
  QFETCH(const QString, marks);
  const auto status = sampleStatus(u"a"_s, ForwardStatus::State(state), Stage(stage));
  const auto now = QDateTime::currentDateTimeUtc();
  const auto views = StageWords::of(sampleForward(u"a"_s), status, {}, now);
  QString shown;
  for (size_t i = 0; i < views.size(); ++i) {
    shown += u"-wdhf"_s.at(int(views.at(i).state));
    const QString spoken = StageWords::spoken(Stage(i), views.at(i));
    QVERIFY2(spoken.startsWith(u"Stage %1 of 5, "_s.arg(i + 1)), qPrintable(spoken));
    QVERIFY(!StateWords::stage(Stage(i)).isEmpty());
  }
  QCOMPARE(shown, marks);
  // What the engine reports is shown as it is; of another forward it is not.
  ForwardDetails details;
  details.uid = status.uid;
  details.stages[1] = {StageReport::State::Done, std::chrono::milliseconds(112), u"token"_s};
  QCOMPARE(StageWords::of(sampleForward(u"a"_s), status, details, now).at(1),
           (StageView{StageReport::State::Done, u"112 ms"_s, u"token"_s}));
  details.stages[1] = {StageReport::State::Failed, std::chrono::milliseconds(1300), {}};
  QCOMPARE(StageWords::of(sampleForward(u"a"_s), status, details, now).at(1).time, u"after 1.3 s"_s);
  details.uid = u"another"_s;
  QCOMPARE(StageWords::of(sampleForward(u"a"_s), status, details, now), views);
}

void TestStateWords::aPluginsFailureFitsThePopup() {
  auto status = sampleStatus(u"a"_s, ForwardStatus::State::Failed, Stage::Authentication);
  const Error error{ErrorCode::LoginFailed, Stage::Authentication,
                    u"user \"dev\" logs in with \"aws\", which failed with exit code 255: Token has expired"_s,
                    u"Run \"portolan login\" in a terminal."_s};
  status.error = error;
  QCOMPARE(StateWords::popupCause(sampleForward(u"a"_s), status), u"Login expired"_s);
  QVERIFY(StateWords::cause(status).contains(u"Token has expired"_s));  // the window has room
  status.error->code = ErrorCode::Forbidden;
  QCOMPARE(StateWords::popupCause(sampleForward(u"a"_s), status), StateWords::cause(status));
  status.error = error;
  status.state = ForwardStatus::State::Ready;
  QCOMPARE(StateWords::popupCause(sampleForward(u"a"_s), status), QString());
}

/// Connections that wait while the way is not there, and how long yet.
void TestStateWords::saysHowLongConnectionsWait() {
  auto status = sampleStatus(u"a"_s, ForwardStatus::State::Waiting, Stage::Target);
  ForwardDetails details;
  details.uid = status.uid;
  details.stages[4].state = StageReport::State::Held;
  const auto now = QDateTime::currentDateTimeUtc();
  details.waitsUntil = now.addMSecs(25'500);
  const auto relay = [&] { return StageWords::of(sampleForward(u"a"_s), status, details, now).at(4); };
  QCOMPARE(relay(), (StageView{StageReport::State::Held, {}, u"port kept open"_s}));
  status.waitingConnections = 3;
  QCOMPARE(relay(), (StageView{StageReport::State::Held, u"26 s left"_s, u"port kept open, 3 connections wait"_s}));
  details.waitsUntil = now.addSecs(-1);
  QCOMPARE(relay().time, QString());
}

QTEST_MAIN(TestStateWords)
#include "test_statewords.moc"
