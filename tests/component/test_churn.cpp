#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QTest>
#include <list>
#include <memory>

#include "app/demo/democluster.h"
#include "core/forward/forward.h"
#include "tests/component/localclient.h"
#include "tests/support/slowdown.h"

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using namespace portolan;
using portolan::test::LocalClient;
using State = portolan::ForwardStatus::State;

Q_DECLARE_METATYPE(portolan::SessionKind)

namespace {

constexpr int kConnections = 10'000;
constexpr size_t kAtOnce = 50;

constexpr quint16 kSink = 9002;
constexpr quint16 kSource = 9003;
constexpr quint16 kGreeter = 9004;

qsizetype openDescriptors() {
  return QDir(u"/proc/self/fd"_s).entryList(QDir::System | QDir::Files | QDir::NoDotAndDotDot).size();
}

/// MiB.
double residentMemory() {
  QFile file(u"/proc/self/statm"_s);
  return file.open(QIODevice::ReadOnly) ? file.readAll().split(' ').value(1).toDouble() * 4096 / 1048576 : 0;
}

}  // namespace

/// Ten thousand connections that come and go in every way leave nothing behind: no stream in the pod, no relay, no
/// descriptor, no memory; and where they shared a session, it is still the first.
class TestChurn : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void leavesNothingBehind_data();
  void leavesNothingBehind();

 private:
  /// One connection, and what becomes of it.
  struct Connection {
    int way = 0;
    std::unique_ptr<LocalClient> client;
    bool isDone = false;
  };
  static constexpr int kWays = 8;
  void advance(Connection& connection);

  quint16 m_source = 0;
  quint16 m_greeter = 0;
  quint16 m_sink = 0;
  quint16 m_refused = 0;
};

void TestChurn::advance(Connection& connection) {
  LocalClient& client = *connection.client;
  switch (connection.way) {
    case 0:  // reset before data
      if (client.isOpen) {
        connection.client.reset();
        connection.isDone = true;
      }
      return;
    case 1:  // reset in mid-transfer
      if (client.received.size() > 10'000) {
        connection.client.reset();
        connection.isDone = true;
      }
      return;
    case 2:  // half-closed: the whole answer comes all the same
    case 3:  // the pod ends first
    case 4:  // a whole download
    case 5:  // refused in the pod
      connection.isDone = client.isOver();
      return;
    case 6:  // closed after a whole answer
      if (client.received.size() >= 1000) {
        connection.client.reset();
        connection.isDone = true;
      }
      return;
    default:  // dropped while it uploads
      if (client.isOpen && client.isWritten()) {
        connection.client.reset();
        connection.isDone = true;
      }
      return;
  }
}

void TestChurn::leavesNothingBehind_data() {
  QTest::addColumn<SessionKind>("kind");
  QTest::newRow("tunnel") << SessionKind::SpdyOverWebSocket;
  QTest::newRow("SPDY") << SessionKind::Spdy;
  QTest::newRow("channels") << SessionKind::WebSocketChannels;
}

void TestChurn::leavesNothingBehind() {
  QFETCH(SessionKind, kind);
  DemoCluster cluster({.times = {.oneSecond = 20ms, .pairTimeout = 100ms}});
  QVERIFY(cluster.start());
  cluster.put(demoPod({.name = u"p"_s}));
  ForwardSpec spec;
  spec.ns = u"default"_s;
  spec.target = {TargetKind::Pod, u"p"_s, {}};
  spec.ports = {{0, kSource, {}}, {0, kGreeter, {}}, {0, kSink, {}}, {0, 1, {}}};
  spec.addresses = {u"127.0.0.1"_s};
  Forward forward(SessionPools::forConnection(
                      {.contextName = {}, .ns = {}, .server = cluster.server(), .identity = cluster.identity()}, kind),
                  spec);
  QHash<quint16, quint16> ports;
  connect(&forward, &Forward::listening, this,
          [&ports](const QStringList&, quint16 local, quint16 remote) { ports[remote] = local; });
  forward.start();
  QTRY_COMPARE(forward.status().state, State::Ready);
  m_source = ports[kSource];
  m_greeter = ports[kGreeter];
  m_sink = ports[kSink];
  m_refused = ports[1];

  std::list<Connection> open;
  int begun = 0;
  QElapsedTimer timer;
  timer.start();
  const auto run = [&](int until) {
    while ((begun < until || !open.empty()) && timer.elapsed() < 200'000) {
      while (begun < until && open.size() < kAtOnce) {
        const int way = begun++ % kWays;
        const quint16 port = way == 3 ? m_greeter : way == 5 ? m_refused : way == 7 ? m_sink : m_source;
        const QByteArray first = way == 0   ? QByteArray()
                                 : way == 3 ? QByteArray("QUIT\r\n")
                                 : way == 2 ? QByteArray("1000\n")
                                 : way == 6 ? QByteArray("1000\n")
                                 : way == 4 ? QByteArray("100000\n")
                                 : way == 7 ? "100000000\n" + QByteArray(50'000, 'x')
                                            : QByteArray("10000000\n");
        open.push_back({.way = way, .client = std::make_unique<LocalClient>(port, first)});
        if (way == 2) {
          open.back().client->halfClose();
        }
      }
      QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents);
      QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
      for (Connection& connection : open) {
        advance(connection);
      }
      open.remove_if([](const Connection& connection) { return connection.isDone; });
    }
  };
  // A session has one at each end; how many are kept for a while depends on how crowded they were.
  const auto others = [&] { return openDescriptors() - 2 * cluster.sessionCount(); };
  const auto isQuiet = [&] { return forward.status().connections == 0 && cluster.streamCount() == 0; };

  // Buffers and pools have grown to what they stay at after some 2,000.
  run(3 * kConnections / 10);
  QTRY_VERIFY_WITH_TIMEOUT(isQuiet(), 20'000);
  const int upgrades = cluster.upgradeCount();
  const qsizetype descriptors = others();
  const double memory = residentMemory();

  run(kConnections);
  QVERIFY2(begun == kConnections && open.empty(), qPrintable(u"stuck after %1"_s.arg(begun)));
  QTRY_VERIFY_WITH_TIMEOUT(isQuiet(), 20'000);
  QCOMPARE(forward.status().state, State::Ready);
  QCOMPARE(forward.status().totalConnections, kConnections);
  QTRY_VERIFY2(others() <= descriptors, qPrintable(u"%1 descriptors, %2 before"_s.arg(others()).arg(descriptors)));
  if (kind != SessionKind::WebSocketChannels) {
    QVERIFY2(cluster.upgradeCount() <= upgrades + 8, "the sessions did not survive it");
  }
  // 300 bytes for each: whatever were left of one would take more.
  QVERIFY2(!portolan::test::kMemoryIsTrue || residentMemory() < memory + 2,
           qPrintable(u"%1 MiB, %2 before"_s.arg(residentMemory()).arg(memory)));
}

QTEST_GUILESS_MAIN(TestChurn)
#include "test_churn.moc"
