#include <QSignalSpy>
#include <QTest>
#include <memory>
#include <vector>

#include "app/demo/democluster.h"
#include "core/tunnel/sessionpool.h"

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using namespace portolan;

Q_DECLARE_METATYPE(std::optional<portolan::SessionKind>)

namespace {

constexpr quint16 kEcho = 9001;
constexpr quint16 kSource = 9003;

/// One connection into a pod.
class Client final : public StreamListener {
 public:
  Client(Session& session, quint16 port, const QByteArray& firstBytes)
      : stream(session.openStream(port, firstBytes, *this)) {}

  void streamReceived(QByteArrayView bytes) override {
    received += bytes.size();
    if (stallsAfter >= 0 && received > stallsAfter) {
      stream->setReadingPaused(true);
    }
  }
  void streamFinished(const std::optional<Error>& why) override {
    isFinished = true;
    error = why;
  }
  void streamWritable() override {}

  qsizetype received = 0;
  qsizetype stallsAfter = -1;
  bool isFinished = false;
  std::optional<Error> error;
  std::unique_ptr<Stream> stream;
};

}  // namespace

/// Which kind of session is chosen, and how many there are.
class TestSessionPool : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void choosesAKind_data();
  void choosesAKind();
  void remembersWhatWorked();
  void forgetsWhatWorkedAfterAWhile();
  void startsOverWhenWhatWorkedFails();
  void doesNotRememberABadMoment();

  void isSharedByPod();
  void answersEachWhoAsked();
  void smallStreamsShareASession();
  void bulkGetsASessionOfItsOwn();
  void stalledStreamsDelayNobody();
  void sharesWhenThereAreEnough();
  void waitsForAnotherSessionOnlySoLong();
  void makesDoWhenNoMoreCanBeOpened();
  void shrinksWhenIdle();
  void saysWhenTheLastIsLost();
  void goesOnWithTheOthers();
  void sendsWhatItHasBeforeItEnds();

 private:
  void makeCluster(const DemoOptions& options = {.times = {.oneSecond = 100ms}});
  [[nodiscard]] std::shared_ptr<SessionPools> makePools(const SessionPoolOptions& options = {}) const;
  [[nodiscard]] static std::shared_ptr<SessionPool> openPool(SessionPools& pools, const QString& uid = u"1"_s);
  /// A stream that has moved so much that it counts as bulk, and goes on until it is destroyed.
  [[nodiscard]] static std::unique_ptr<Client> makeBulk(SessionPool& pool);

  std::unique_ptr<DemoCluster> m_cluster;
};

void TestSessionPool::makeCluster(const DemoOptions& options) {
  m_cluster = std::make_unique<DemoCluster>(options);
  QVERIFY(m_cluster->start());
  m_cluster->put(demoPod({.name = u"p"_s}));
  QTRY_COMPARE(m_cluster->object(u"Pod"_s, u"p"_s)["status"_L1]["phase"_L1].toString(), u"Running"_s);
}

std::shared_ptr<SessionPools> TestSessionPool::makePools(const SessionPoolOptions& options) const {
  const ConnectionConfig connection{
      .contextName = {}, .ns = u"default"_s, .server = m_cluster->server(), .identity = m_cluster->identity()};
  return std::make_shared<SessionPools>(std::make_shared<SessionContext>(std::make_shared<Cluster>(connection)),
                                        options);
}

std::shared_ptr<SessionPool> TestSessionPool::openPool(SessionPools& pools, const QString& uid) {
  auto pool = pools.pool(u"default"_s, u"p"_s, uid);
  pool->open();
  [&] { QTRY_VERIFY(pool->isOpen()); }();
  return pool;
}

std::unique_ptr<Client> TestSessionPool::makeBulk(SessionPool& pool) {
  [&] { QTRY_VERIFY(pool.sessionForStream() != nullptr); }();
  auto client = std::make_unique<Client>(*pool.sessionForStream(), kSource, "10000000000\n");
  client->stallsAfter = 300 * 1024;
  [&] { QTRY_VERIFY(client->received > 300 * 1024); }();
  return client;
}

// ---- Kinds ----

void TestSessionPool::choosesAKind_data() {
  using Kind = SessionKind;
  QTest::addColumn<QString>("spoken");
  QTest::addColumn<QStringList>("forbidden");
  QTest::addColumn<std::optional<Kind>>("kind");
  QTest::addColumn<ErrorCode>("code");
  const auto works = [](const char* name, const QString& spoken, const QStringList& forbidden, Kind kind) {
    QTest::newRow(name) << spoken << forbidden << std::optional(kind) << ErrorCode::Internal;
  };
  const auto fails = [](const char* name, const QString& spoken, const QStringList& forbidden, ErrorCode code) {
    QTest::newRow(name) << spoken << forbidden << std::optional<Kind>() << code;
  };
  const QString all = u"tunnel spdy channels"_s;
  const QStringList noGet{u"get pods/portforward"_s};
  const QStringList noCreate{u"create pods/portforward"_s};
  works("everything", all, {}, Kind::SpdyOverWebSocket);
  works("an old server", u"spdy channels"_s, {}, Kind::Spdy);
  works("an old server behind a proxy without SPDY", u"channels"_s, {}, Kind::WebSocketChannels);
  works("a new server behind a proxy without SPDY", u"tunnel channels"_s, {}, Kind::SpdyOverWebSocket);
  works("may only create", all, noGet, Kind::Spdy);
  works("may only get", all, noCreate, Kind::SpdyOverWebSocket);
  works("may only get, old server", u"spdy channels"_s, noCreate, Kind::WebSocketChannels);
  fails("speaks nothing", QString(), {}, ErrorCode::UpgradeRefused);
  fails("may do neither", all, noGet + noCreate, ErrorCode::Forbidden);
  fails("may only create, no SPDY", u"tunnel channels"_s, noGet, ErrorCode::Forbidden);
  fails("may only get, no WebSockets", u"spdy"_s, noCreate, ErrorCode::Forbidden);
}

void TestSessionPool::choosesAKind() {
  QFETCH(QString, spoken);
  QFETCH(QStringList, forbidden);
  QFETCH(std::optional<SessionKind>, kind);
  QFETCH(ErrorCode, code);
  makeCluster({.times = {.oneSecond = 100ms},
               .tunnel = spoken.contains(u"tunnel"),
               .spdy = spoken.contains(u"spdy"),
               .channels = spoken.contains(u"channels")});
  m_cluster->setForbidden(u"dev"_s, forbidden);
  const auto pools = makePools();
  const auto pool = pools->pool(u"default"_s, u"p"_s, u"1"_s);
  const QSignalSpy opened(pool.get(), &SessionPool::opened);
  QList<Error> errors;
  connect(pool.get(), &SessionPool::openFailed, this, [&](const Error& error) { errors += error; });
  pool->open();
  QTRY_COMPARE(opened.size() + errors.size(), 1);
  if (!kind) {
    QCOMPARE(errors.size(), 1);
    QCOMPARE(errors[0].code, code);
    QVERIFY(!errors[0].hint.isEmpty());
    if (code == ErrorCode::UpgradeRefused) {
      for (const QString& name : {u"SPDY/3.1+portforward.k8s.io"_s, u"SPDY through"_s, u"v4.channel.k8s.io"_s}) {
        QVERIFY2(errors[0].detail.contains(name), qPrintable(errors[0].detail));
      }
    }
    return;
  }
  QCOMPARE(opened.size(), 1);
  QCOMPARE(pool->kind(), *kind);
  Client client(*pool->sessionForStream(), kEcho, "hello");
  QTRY_COMPARE(client.received, 5);
}

void TestSessionPool::remembersWhatWorked() {
  makeCluster({.times = {.oneSecond = 100ms}, .tunnel = false});
  const auto pools = makePools();
  QCOMPARE(openPool(*pools)->kind(), SessionKind::Spdy);
  const auto methods = [this] {
    QStringList names;
    for (const DemoRequest& request : m_cluster->requests()) {
      names += request.method;
    }
    return names;
  };
  QCOMPARE(methods(), (QStringList{u"GET"_s, u"POST"_s}));
  m_cluster->forgetRequests();
  QCOMPARE(openPool(*pools, u"2"_s)->kind(), SessionKind::Spdy);
  QCOMPARE(methods(), (QStringList{u"POST"_s}));
  // What is true in one namespace need not be in another.
  m_cluster->forgetRequests();
  const auto elsewhere = pools->pool(u"kube-system"_s, u"p"_s, u"3"_s);
  const QSignalSpy failed(elsewhere.get(), &SessionPool::openFailed);
  elsewhere->open();
  QTRY_COMPARE(failed.size(), 1);
  QCOMPARE(methods().first(), u"GET"_s);
}

/// Else a server that was upgraded would never be used as well as it can be.
void TestSessionPool::forgetsWhatWorkedAfterAWhile() {
  makeCluster({.times = {.oneSecond = 100ms}, .tunnel = false});
  const ConnectionConfig connection{
      .contextName = {}, .ns = u"default"_s, .server = m_cluster->server(), .identity = m_cluster->identity()};
  const auto context = std::make_shared<SessionContext>(std::make_shared<Cluster>(connection), std::nullopt, 300ms);
  const auto pools = std::make_shared<SessionPools>(context);
  QCOMPARE(openPool(*pools)->kind(), SessionKind::Spdy);
  QCOMPARE(context->kindThatWorked(u"default"_s), SessionKind::Spdy);
  QTRY_VERIFY(!context->kindThatWorked(u"default"_s));
  m_cluster->forgetRequests();
  QCOMPARE(openPool(*pools, u"2"_s)->kind(), SessionKind::Spdy);
  QCOMPARE(m_cluster->requests().constFirst().method, u"GET"_s);
}

void TestSessionPool::startsOverWhenWhatWorkedFails() {
  makeCluster();
  m_cluster->setForbidden(u"dev"_s, {u"get pods/portforward"_s});
  const auto pools = makePools();
  QCOMPARE(openPool(*pools)->kind(), SessionKind::Spdy);
  m_cluster->setForbidden(u"dev"_s, {u"create pods/portforward"_s});
  QCOMPARE(openPool(*pools, u"2"_s)->kind(), SessionKind::SpdyOverWebSocket);
}

void TestSessionPool::doesNotRememberABadMoment() {
  makeCluster();
  m_cluster->faults().upgrade = {{.mischief = DemoMischief::PlainStatus, .status = 502, .times = 1}};
  const auto pools = makePools();
  QCOMPARE(openPool(*pools)->kind(), SessionKind::Spdy);
  QCOMPARE(openPool(*pools, u"2"_s)->kind(), SessionKind::SpdyOverWebSocket);
}

// ---- How many ----

void TestSessionPool::isSharedByPod() {
  makeCluster();
  const auto pools = makePools();
  const auto one = pools->pool(u"default"_s, u"p"_s, u"1"_s);
  QCOMPARE(pools->pool(u"default"_s, u"p"_s, u"1"_s), one);
  QVERIFY(pools->pool(u"default"_s, u"p"_s, u"2"_s) != one);
}

void TestSessionPool::answersEachWhoAsked() {
  makeCluster();
  const auto pools = makePools();
  const auto pool = pools->pool(u"default"_s, u"p"_s, u"1"_s);
  QSignalSpy opened(pool.get(), &SessionPool::opened);
  for (int i = 0; i < 200; ++i) {
    pool->open();
  }
  QVERIFY(opened.isEmpty());
  QTRY_VERIFY(!opened.isEmpty());
  QCOMPARE(m_cluster->upgradeCount(), 1);
  opened.clear();
  pool->open();
  QVERIFY(opened.isEmpty());
  QTRY_COMPARE(opened.size(), 1);
  QCOMPARE(m_cluster->upgradeCount(), 1);
}

void TestSessionPool::smallStreamsShareASession() {
  makeCluster();
  const auto pools = makePools();
  const auto pool = openPool(*pools);
  std::vector<std::unique_ptr<Client>> clients;
  for (int i = 0; i < 500; ++i) {
    clients.push_back(std::make_unique<Client>(*pool->sessionForStream(), kEcho, "hello"));
  }
  QTRY_VERIFY(std::ranges::all_of(clients, [](const auto& client) { return client->received == 5; }));
  QCOMPARE(pool->sessionCount(), 1);
  QVERIFY(!pool->isCrowded());
}

void TestSessionPool::bulkGetsASessionOfItsOwn() {
  makeCluster();
  const auto pools = makePools();
  const auto pool = openPool(*pools);
  Session* const first = pool->sessionForStream();
  const auto bulk = makeBulk(*pool);
  // Nobody has to ask.
  QTRY_COMPARE(pool->sessionCount(), 2);
  QVERIFY(pool->sessionForStream() != first);
  Client client(*pool->sessionForStream(), kEcho, "hello");
  QTRY_COMPARE(client.received, 5);
  QVERIFY(!pool->isCrowded());
}

/// DESIGN 3.3, as far as the pool's rule carries.
void TestSessionPool::stalledStreamsDelayNobody() {
  makeCluster();
  const auto pools = makePools();
  const auto pool = openPool(*pools);
  std::vector<std::unique_ptr<Client>> stalled;
  for (size_t i = 1; i < SessionPool::kMaxSessions; ++i) {
    stalled.push_back(makeBulk(*pool));
    QTRY_COMPARE(pool->sessionCount(), static_cast<int>(i) + 1);
    Client client(*pool->sessionForStream(), kEcho, "hello");
    QTRY_COMPARE_WITH_TIMEOUT(client.received, 5, 1000);
  }
  QVERIFY(!pool->isCrowded());
}

void TestSessionPool::sharesWhenThereAreEnough() {
  makeCluster();
  const auto pools = makePools();
  const auto pool = openPool(*pools);
  std::vector<std::unique_ptr<Client>> bulk;
  for (size_t i = 0; i < SessionPool::kMaxSessions; ++i) {
    bulk.push_back(makeBulk(*pool));
    bulk.back()->stallsAfter = -1;
    bulk.back()->stream->setReadingPaused(false);
  }
  QCOMPARE(pool->sessionCount(), static_cast<int>(SessionPool::kMaxSessions));
  QVERIFY(pool->sessionForStream() != nullptr);
  Client client(*pool->sessionForStream(), kEcho, "hello");
  QVERIFY(pool->isCrowded());
  QTRY_COMPARE_WITH_TIMEOUT(client.received, 5, 10'000);
  QCOMPARE(m_cluster->sessionCount(), static_cast<int>(SessionPool::kMaxSessions));
}

void TestSessionPool::waitsForAnotherSessionOnlySoLong() {
  makeCluster();
  SessionPoolOptions options;
  options.worthWaiting = 2s;
  const auto pools = makePools(options);
  const auto pool = openPool(*pools);
  const QSignalSpy available(pool.get(), &SessionPool::available);
  m_cluster->faults().upgrade = {{.mischief = DemoMischief::NoAnswer}};
  const auto bulk = makeBulk(*pool);
  QTRY_COMPARE(pool->sessionForStream(), nullptr);  // better is on its way
  const qsizetype before = available.size();
  QTRY_VERIFY(pool->sessionForStream() != nullptr);
  QCOMPARE(available.size(), before + 1);
  QCOMPARE(pool->sessionCount(), 1);
}

void TestSessionPool::makesDoWhenNoMoreCanBeOpened() {
  makeCluster();
  const auto pools = makePools();
  const auto pool = openPool(*pools);
  m_cluster->faults().upgrade = {{.mischief = DemoMischief::Status, .status = 503}};
  const int upgrades = m_cluster->upgradeCount();
  const auto bulk = makeBulk(*pool);
  bulk->stallsAfter = -1;
  bulk->stream->setReadingPaused(false);
  QTRY_VERIFY(m_cluster->upgradeCount() > upgrades);
  QTRY_VERIFY(pool->sessionForStream() != nullptr);
  Client client(*pool->sessionForStream(), kEcho, "hello");
  QTRY_COMPARE_WITH_TIMEOUT(client.received, 5, 10'000);
  QVERIFY(pool->isCrowded());
  QVERIFY2(m_cluster->upgradeCount() <= upgrades + 2, "it asks again and again");
}

void TestSessionPool::shrinksWhenIdle() {
  makeCluster();
  const auto pools = makePools({.idleAfter = 300ms});
  const auto pool = openPool(*pools);
  {
    const auto one = makeBulk(*pool);
    const auto two = makeBulk(*pool);
    QTRY_COMPARE(pool->sessionCount(), 3);
    // One without streams stays as long as it is the only one.
    QVERIFY(!QTest::qWaitFor([&] { return pool->sessionCount() != 3; }, 600));
  }
  QTRY_COMPARE(pool->sessionCount(), 1);
  QTRY_COMPARE(m_cluster->sessionCount(), 1);
  Client client(*pool->sessionForStream(), kEcho, "hello");
  QTRY_COMPARE(client.received, 5);
}

void TestSessionPool::saysWhenTheLastIsLost() {
  makeCluster();
  const auto pools = makePools();
  const auto pool = openPool(*pools);
  const QSignalSpy lost(pool.get(), &SessionPool::lost);
  m_cluster->cutSessions(DemoCut::Reset);
  QTRY_COMPARE(lost.size(), 1);
  QVERIFY(!pool->isOpen());
  QVERIFY(pool->sessionForStream() == nullptr);
  pool->open();
  QTRY_VERIFY(pool->isOpen());
}

void TestSessionPool::goesOnWithTheOthers() {
  makeCluster();
  const auto pools = makePools();
  const auto pool = openPool(*pools);
  m_cluster->faults().cutAfterSent = 1000;
  const auto bulk = makeBulk(*pool);
  QTRY_COMPARE(pool->sessionCount(), 2);
  m_cluster->faults().cutAfterSent.reset();
  const QSignalSpy lost(pool.get(), &SessionPool::lost);
  Client doomed(*pool->sessionForStream(), kSource, "5000\n");
  QTRY_VERIFY(doomed.isFinished);
  QVERIFY(doomed.error);
  QVERIFY(!bulk->isFinished);
  // Another one takes its place.
  QTRY_COMPARE(m_cluster->upgradeCount(), 3);
  QVERIFY(lost.isEmpty());
  QTRY_VERIFY(pool->sessionForStream() != nullptr);
  Client next(*pool->sessionForStream(), kEcho, "hello");
  QTRY_COMPARE(next.received, 5);
}

/// A client that says something and leaves, as its forward moves to another pod.
void TestSessionPool::sendsWhatItHasBeforeItEnds() {
  makeCluster();
  const auto pools = makePools();
  auto pool = openPool(*pools);
  const QSignalSpy opened(m_cluster.get(), &DemoCluster::streamOpened);
  {
    const Client client(*pool->sessionForStream(), kEcho, "hello");
    pool.reset();
  }
  QTRY_COMPARE(opened.size(), 1);
  QTRY_COMPARE(m_cluster->sessionCount(), 0);
}

QTEST_GUILESS_MAIN(TestSessionPool)
#include "test_sessionpool.moc"
