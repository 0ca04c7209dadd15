#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

#include "core/target/podwatch.h"
#include "fakeapiserver.h"

using namespace portolan;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QString kList = u"GET /api/v1/namespaces/shop/pods"_s;
const QString kWatch = u"WATCH /api/v1/namespaces/shop/pods"_s;

/// So short that the tests are, and so different that it shows which of them was taken.
const PodWatchPauses kPauses{20ms, 160ms, 10ms, 80ms};
/// So long that a test which needs a pause to end would fail.
const PodWatchPauses kNever{1h, 1h, 1h, 1h};

QJsonObject bookmark(const QString& resourceVersion) {
  return {{"kind"_L1, u"Pod"_s}, {"metadata"_L1, QJsonObject{{"resourceVersion"_L1, resourceVersion}}}};
}

QJsonObject expired() {
  return {{"kind"_L1, u"Status"_s},
          {"code"_L1, 410},
          {"reason"_L1, u"Expired"_s},
          {"message"_L1, u"too old resource version: 100 (215)"_s}};
}

QStringList names(const PodWatch& watch) {
  QStringList names;
  for (const PodSummary& pod : watch.pods()) {
    names += pod.name;
  }
  return names;
}

/// Answers lists from `items`, keeps the watches open and gives the test hold of the last one.
struct FakePods {
  explicit FakePods(FakeApiServer& apiServer) : server(apiServer) {
    server.setHandler([this](FakeExchange* exchange) {
      if (exchange->isWatch) {
        watch = exchange;
        watchVersions += exchange->resourceVersion;
        const Handler handler = onWatch;  // a handler may put another one in its place
        handler(exchange);
      } else {
        const Handler handler = onList;
        handler(exchange);
      }
    });
  }
  ~FakePods() { server.setHandler({}); }
  FakeApiServer& server;
  QJsonArray items{fakePod(u"a"_s)};
  using Handler = FakeApiServer::Handler;
  Handler onList = [this](FakeExchange* exchange) { exchange->reply(podList(items)); };
  Handler onWatch = [](FakeExchange* exchange) { exchange->accept(); };
  QPointer<FakeExchange> watch;
  QStringList watchVersions;
};

}  // namespace

class TestPodWatch : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void init();
  void cleanup();

  void listsThenWatchesBySelector_data();
  void listsThenWatchesBySelector();
  void followsEvents();
  void saysNothingWhereNothingChanged();
  void resumesFromTheLastVersion();
  void listsAgainAfterExpiry_data();
  void listsAgainAfterExpiry();
  void expiryStraightAfterAListPauses();
  void watchesThatEndAtOncePause();
  void pollsWhereWatchingIsForbidden();
  void pollingSlowsDownUntilSomethingChanges();
  void survivesTheServersAbsence();
  void failedWatchIsReportedAndListedAgain();
  void pausesGrow();
  void takesAllPages();
  void deletingStopsAnywhere_data();
  void deletingStopsAnywhere();

 private:
  std::unique_ptr<PodWatch> makeWatch(const PodWatchPauses& pauses) {
    return std::make_unique<PodWatch>(*m_api, u"shop"_s, u"app=x"_s, QString(), nullptr, pauses);
  }

  std::unique_ptr<FakeApiServer> m_server;
  std::unique_ptr<ApiClient> m_api;
};

void TestPodWatch::init() {
  m_server = std::make_unique<FakeApiServer>();
  m_api = std::make_unique<ApiClient>(m_server->address(), std::make_shared<StaticCredentials>(Identity()));
}

void TestPodWatch::cleanup() {
  m_api.reset();
  m_server.reset();
}

void TestPodWatch::listsThenWatchesBySelector_data() {
  QTest::addColumn<QString>("labelSelector");
  QTest::addColumn<QString>("fieldSelector");
  QTest::newRow("labels") << u"app=x,tier in (a,b),!c"_s << QString();
  QTest::newRow("name") << QString() << u"metadata.name=web-0"_s;
  // Whatever a person writes reaches the server as it is, and adds no parameter of its own.
  QTest::newRow("anything") << u"a==b+c d%41&watch=0#x?y/\u00e4"_s << QString();
}

void TestPodWatch::listsThenWatchesBySelector() {
  QFETCH(QString, labelSelector);
  QFETCH(QString, fieldSelector);
  FakePods pods(*m_server);
  pods.onList = [&](FakeExchange* exchange) {
    QCOMPARE(exchange->labelSelector, labelSelector);
    QCOMPARE(exchange->fieldSelector, fieldSelector);
    exchange->reply(podList(pods.items, u"4711"_s));
  };
  PodWatch watch(*m_api, u"shop"_s, labelSelector, fieldSelector, nullptr, kNever);
  QSignalSpy changed(&watch, &PodWatch::changed);
  QVERIFY(!watch.isCurrent());
  watch.start();
  watch.start();  // has no effect
  QCOMPARE(changed.size(), 0);
  QTRY_COMPARE(pods.watchVersions, QStringList{u"4711"_s});
  QCOMPARE(pods.watch->labelSelector, labelSelector);
  QCOMPARE(pods.watch->fieldSelector, fieldSelector);
  QCOMPARE(changed.size(), 1);
  QVERIFY(watch.isCurrent());
  QCOMPARE(watch.pods().value(u"uid-a"_s), summarizePod(fakePod(u"a"_s)));
  QCOMPARE(m_server->requests(), QStringList({kList, kWatch}));
}

void TestPodWatch::followsEvents() {
  FakePods pods(*m_server);
  const auto watch = makeWatch(kNever);
  QSignalSpy changed(watch.get(), &PodWatch::changed);
  watch->start();
  QTRY_VERIFY(pods.watch);
  QCOMPARE(names(*watch), QStringList{u"a"_s});

  pods.watch->sendEvent(u"ADDED"_s, fakePod(u"b"_s, u"Pending"_s));
  QTRY_COMPARE(changed.size(), 2);
  QCOMPARE(names(*watch), QStringList({u"a"_s, u"b"_s}));
  QVERIFY(!watch->pods().value(u"uid-b"_s).isUsable());

  pods.watch->sendEvent(u"MODIFIED"_s, fakePod(u"b"_s));
  QTRY_COMPARE(changed.size(), 3);
  QVERIFY(watch->pods().value(u"uid-b"_s).isUsable());

  pods.watch->sendEvent(u"DELETED"_s, fakePod(u"a"_s));
  QTRY_COMPARE(changed.size(), 4);
  QCOMPARE(names(*watch), QStringList{u"b"_s});

  // A stateful set's pod comes back under its name: another uid, another pod.
  QJsonObject again = fakePod(u"b"_s);
  QJsonObject metadata = again.value("metadata"_L1).toObject();
  metadata.insert("uid"_L1, u"uid-new"_s);
  again.insert("metadata"_L1, metadata);
  pods.watch->sendEvent(u"DELETED"_s, fakePod(u"b"_s));
  pods.watch->sendEvent(u"ADDED"_s, again);
  QTRY_COMPARE(changed.size(), 6);
  QCOMPARE(watch->pods().keys(), QStringList{u"uid-new"_s});
  QCOMPARE(m_server->requests().size(), 2);
}

void TestPodWatch::saysNothingWhereNothingChanged() {
  FakePods pods(*m_server);
  const auto watch = makeWatch(kNever);
  QSignalSpy changed(watch.get(), &PodWatch::changed);
  watch->start();
  QTRY_VERIFY(pods.watch);
  QJsonObject annotated = fakePod(u"a"_s, u"Running"_s, u"101"_s);
  annotated.insert("annotations"_L1, QJsonObject{{"x"_L1, u"y"_s}});
  pods.watch->sendEvent(u"MODIFIED"_s, annotated);
  pods.watch->sendEvent(u"BOOKMARK"_s, bookmark(u"102"_s));
  pods.watch->sendEvent(u"DELETED"_s, fakePod(u"nobody knows it"_s));
  pods.watch->sendEvent(u"NEWTYPE"_s, fakePod(u"from the future"_s));
  pods.watch->sendEvent(u"ADDED"_s, fakePod(u"b"_s));
  QTRY_COMPARE(names(*watch), QStringList({u"a"_s, u"b"_s}));
  QCOMPARE(changed.size(), 2);  // the list and the last event
}

void TestPodWatch::resumesFromTheLastVersion() {
  FakePods pods(*m_server);
  const auto watch = makeWatch(kNever);
  QSignalSpy changed(watch.get(), &PodWatch::changed);
  QSignalSpy failed(watch.get(), &PodWatch::failed);
  watch->start();
  QTRY_COMPARE(pods.watchVersions, QStringList{u"100"_s});

  pods.watch->sendEvent(u"ADDED"_s, fakePod(u"b"_s, u"Running"_s, u"107"_s));
  pods.watch->end();
  QTRY_COMPARE(pods.watchVersions, QStringList({u"100"_s, u"107"_s}));

  pods.watch->sendEvent(u"BOOKMARK"_s, bookmark(u"250"_s));
  pods.watch->end();
  QTRY_COMPARE(pods.watchVersions, QStringList({u"100"_s, u"107"_s, u"250"_s}));

  QCOMPARE(m_server->count(kList), 1);
  QCOMPARE(changed.size(), 2);
  QCOMPARE(failed.size(), 0);
  QVERIFY(watch->isCurrent());
}

void TestPodWatch::listsAgainAfterExpiry_data() {
  QTest::addColumn<bool>("asEvent");
  QTest::newRow("HTTP 200 and an ERROR event") << true;
  QTest::newRow("HTTP 410") << false;
}

void TestPodWatch::listsAgainAfterExpiry() {
  QFETCH(bool, asEvent);
  FakePods pods(*m_server);
  const auto watch = makeWatch(kNever);
  QSignalSpy changed(watch.get(), &PodWatch::changed);
  QSignalSpy failed(watch.get(), &PodWatch::failed);
  watch->start();
  QTRY_COMPARE(pods.watchVersions.size(), 1);
  pods.onWatch = [&](FakeExchange* exchange) {
    pods.items = {fakePod(u"b"_s)};
    pods.onWatch = [](FakeExchange* next) { next->accept(); };
    if (asEvent) {
      exchange->accept();
      exchange->sendEvent(u"ERROR"_s, expired());
    } else {
      exchange->reply(expired(), 410);
    }
  };
  pods.watch->sendEvent(u"BOOKMARK"_s, bookmark(u"101"_s));
  pods.watch->end();
  QTRY_COMPARE(pods.watchVersions, QStringList({u"100"_s, u"101"_s, u"100"_s}));
  QCOMPARE(m_server->count(kList), 2);
  QCOMPARE(names(*watch), QStringList{u"b"_s});
  QCOMPARE(changed.size(), 2);
  QCOMPARE(failed.size(), 0);
  QVERIFY(watch->isCurrent());
}

// Lists and watches without end would load the API server as fast as it answers.
void TestPodWatch::expiryStraightAfterAListPauses() {
  FakePods pods(*m_server);
  pods.onWatch = [](FakeExchange* exchange) { exchange->reply(expired(), 410); };
  const auto watch = makeWatch({50ms, 50ms, 1h, 1h});
  QSignalSpy changed(watch.get(), &PodWatch::changed);
  QElapsedTimer timer;
  timer.start();
  watch->start();
  QTRY_VERIFY(m_server->count(kList) >= 5);
  QVERIFY(timer.elapsed() >= 148);  // 4 pauses, each less a quarter at most
  QCOMPARE(changed.size(), 1);
  QVERIFY(watch->isCurrent());
}

void TestPodWatch::watchesThatEndAtOncePause() {
  FakePods pods(*m_server);
  pods.onWatch = [](FakeExchange* exchange) {
    exchange->accept();
    exchange->end();
  };
  const auto watch = makeWatch({50ms, 50ms, 1h, 1h});
  QSignalSpy failed(watch.get(), &PodWatch::failed);
  QElapsedTimer timer;
  timer.start();
  watch->start();
  QTRY_VERIFY(m_server->count(kWatch) >= 5);
  QVERIFY(timer.elapsed() >= 148);
  QCOMPARE(failed.size(), 0);
}

void TestPodWatch::pollsWhereWatchingIsForbidden() {
  FakePods pods(*m_server);
  pods.onWatch = [](FakeExchange* exchange) {
    exchange->replyStatus(403, u"Forbidden"_s, u"pods is forbidden: cannot watch"_s);
  };
  const auto watch = makeWatch({1h, 1h, 10ms, 10ms});
  QSignalSpy changed(watch.get(), &PodWatch::changed);
  QSignalSpy failed(watch.get(), &PodWatch::failed);
  watch->start();
  QTRY_VERIFY(m_server->count(kList) >= 4);
  QCOMPARE(m_server->count(kWatch), 1);
  QCOMPARE(changed.size(), 1);
  QVERIFY(watch->isCurrent());

  pods.items = {fakePod(u"a"_s), fakePod(u"b"_s)};
  QTRY_COMPARE(changed.size(), 2);
  QCOMPARE(names(*watch), QStringList({u"a"_s, u"b"_s}));
  QCOMPARE(failed.size(), 0);
  QCOMPARE(m_server->count(kWatch), 1);
}

void TestPodWatch::pollingSlowsDownUntilSomethingChanges() {
  FakePods pods(*m_server);
  pods.onWatch = [](FakeExchange* exchange) { exchange->replyStatus(403, u"Forbidden"_s, u"no"_s); };
  QList<qint64> times;
  QElapsedTimer timer;
  timer.start();
  pods.onList = [&](FakeExchange* exchange) {
    times += timer.elapsed();
    if (times.size() == 6) {
      pods.items = {};
    }
    exchange->reply(podList(pods.items));
  };
  const auto watch = makeWatch({1h, 1h, 16ms, 512ms});
  watch->start();
  QTRY_VERIFY(times.size() >= 7);
  // 16, 32, 64, 128, 256 ms, each less a quarter at most; then again 16 ms and not 512 (less a quarter).
  for (int i = 1; i < 6; ++i) {
    QVERIFY2(times[i] - times[i - 1] >= 12 * (1 << (i - 1)) - 1, qPrintable(QString::number(i)));
  }
  QVERIFY(times[6] - times[5] < 380);
}

void TestPodWatch::survivesTheServersAbsence() {
  FakePods pods(*m_server);
  const auto watch = makeWatch(kPauses);
  QSignalSpy changed(watch.get(), &PodWatch::changed);
  QSignalSpy failed(watch.get(), &PodWatch::failed);
  watch->start();
  QTRY_VERIFY(pods.watch);
  QCOMPARE(changed.size(), 1);

  m_server->goesAway();
  QTRY_VERIFY(failed.size() >= 3);
  QVERIFY(!watch->isCurrent());
  QCOMPARE(names(*watch), QStringList{u"a"_s});  // as last seen
  QCOMPARE(failed.last().first().value<Error>().code, ErrorCode::ConnectionRefused);
  QCOMPARE(changed.size(), 1);

  QVERIFY(m_server->comesBack());
  QTRY_VERIFY(watch->isCurrent());
  QCOMPARE(changed.size(), 2);  // the pods are the same, that they are current is new
  QTRY_COMPARE(m_server->count(kWatch), 2);
}

void TestPodWatch::failedWatchIsReportedAndListedAgain() {
  FakePods pods(*m_server);
  const auto watch = makeWatch(kPauses);
  QSignalSpy failed(watch.get(), &PodWatch::failed);
  bool wasCurrent = true;
  connect(watch.get(), &PodWatch::failed, watch.get(), [&] { wasCurrent = watch->isCurrent(); });
  watch->start();
  QTRY_VERIFY(pods.watch);
  pods.items = {fakePod(u"b"_s)};
  pods.watch->sendEvent(u"ERROR"_s, {{"kind"_L1, u"Status"_s}, {"code"_L1, 500}, {"message"_L1, u"etcd is away"_s}});
  QTRY_COMPARE(failed.size(), 1);
  QCOMPARE(failed.first().first().value<Error>().detail, u"etcd is away"_s);
  QVERIFY(!wasCurrent);
  QTRY_VERIFY(watch->isCurrent());
  QCOMPARE(names(*watch), QStringList{u"b"_s});
  QTRY_COMPARE(m_server->count(kWatch), 2);
}

void TestPodWatch::pausesGrow() {
  FakePods pods(*m_server);
  QList<qint64> times;
  QElapsedTimer timer;
  timer.start();
  pods.onList = [&](FakeExchange* exchange) {
    times += timer.elapsed();
    exchange->replyStatus(503, u"ServiceUnavailable"_s, u"not now"_s);
  };
  const auto watch = makeWatch({16ms, 64ms, 1h, 1h});
  QSignalSpy failed(watch.get(), &PodWatch::failed);
  watch->start();
  QTRY_VERIFY(times.size() >= 7);
  for (int i = 1; i < times.size(); ++i) {
    QVERIFY2(times[i] - times[i - 1] >= 12 * std::min(4, 1 << (i - 1)) - 1, qPrintable(QString::number(i)));
  }
  QVERIFY(failed.size() >= 6);
  QCOMPARE(failed.first().first().value<Error>().code, ErrorCode::ServerBusy);
  QVERIFY(!watch->isCurrent());
  QVERIFY(watch->pods().isEmpty());
}

void TestPodWatch::takesAllPages() {
  FakePods pods(*m_server);
  pods.onList = [](FakeExchange* exchange) {
    const bool isFirst = !exchange->query.hasQueryItem(u"continue"_s);
    QJsonObject page = podList({fakePod(isFirst ? u"a"_s : u"b"_s)}, isFirst ? u"1"_s : u"2"_s);
    if (isFirst) {
      page.insert("metadata"_L1, QJsonObject{{"resourceVersion"_L1, u"1"_s}, {"continue"_L1, u"more"_s}});
    }
    exchange->reply(page);
  };
  const auto watch = makeWatch(kNever);
  watch->start();
  QTRY_COMPARE(pods.watchVersions, QStringList{u"2"_s});
  QCOMPARE(names(*watch), QStringList({u"a"_s, u"b"_s}));
}

void TestPodWatch::deletingStopsAnywhere_data() {
  QTest::addColumn<QString>("where");
  QTest::newRow("before start") << u"before"_s;
  QTest::newRow("while listing") << u"listing"_s;
  QTest::newRow("in changed") << u"changed"_s;
  QTest::newRow("while watching") << u"watching"_s;
  QTest::newRow("in failed") << u"failed"_s;
  QTest::newRow("while pausing") << u"pausing"_s;
}

void TestPodWatch::deletingStopsAnywhere() {
  QFETCH(QString, where);
  FakePods pods(*m_server);
  bool listed = false;
  const bool fails = where == "failed"_L1 || where == "pausing"_L1;
  pods.onList = [&](FakeExchange* exchange) {
    listed = true;
    if (fails) {
      exchange->replyStatus(503, u"ServiceUnavailable"_s, u"not now"_s);
    } else if (where != "listing"_L1) {
      exchange->reply(podList(pods.items));
    }
  };
  QPointer<PodWatch> watch = makeWatch(kPauses).release();
  QSignalSpy failed(watch, &PodWatch::failed);
  if (where != "before"_L1) {
    if (where == "changed"_L1) {
      connect(watch, &PodWatch::changed, watch, &QObject::deleteLater);
    } else if (where == "failed"_L1) {
      connect(watch, &PodWatch::failed, watch, &QObject::deleteLater);
    }
    watch->start();
    if (where == "listing"_L1) {
      QTRY_VERIFY(listed);
    } else if (where == "watching"_L1) {
      QTRY_VERIFY(pods.watch);
    } else if (where == "pausing"_L1) {
      QTRY_VERIFY(!failed.isEmpty());
    }
  }
  if (where == "changed"_L1 || where == "failed"_L1) {
    QTRY_VERIFY(!watch);
  } else {
    delete watch;
  }
  // The server sees the connection of a request that nobody waits for any more go away.
  if (where == "watching"_L1) {
    QTRY_VERIFY(!pods.watch);
  }
}

QTEST_GUILESS_MAIN(TestPodWatch)
#include "test_podwatch.moc"
