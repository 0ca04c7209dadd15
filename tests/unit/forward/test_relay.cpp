#include <linux/sockios.h>
#include <netinet/tcp.h>
#include <sys/poll.h>
#include <unistd.h>

#include <QAbstractEventDispatcher>
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <future>
#include <thread>
#include <vector>

#include "core/forward/relay.h"
#include "tests/unit/forward/fakesession.h"
#include "tests/unit/forward/loopback.h"

using namespace portolan;
using namespace portolan::test;
using namespace std::chrono_literals;

namespace {

constexpr qsizetype kMiB = 1024 * 1024;

/// Bytes that differ everywhere, so that a lost, doubled or moved piece changes the whole.
QByteArray pattern(qsizetype size) {
  QByteArray bytes(size, Qt::Uninitialized);
  quint32 state = 1;
  for (char& c : bytes) {
    state = state * 1664525U + 1013904223U;
    c = static_cast<char>(state >> 24U);
  }
  return bytes;
}

/// What a client saw up to the end of its connection.
struct Heard {
  QByteArray bytes;
  int error = -1;  ///< 0: a clean end of file
};

/// Reads to the end, as slowly as asked for.
Heard hear(int socket, std::chrono::microseconds pauseEachChunk = 0us) {
  Heard heard;
  std::vector<char> chunk(32 * 1024);
  for (;;) {
    const ssize_t got = ::recv(socket, chunk.data(), chunk.size(), 0);
    if (got <= 0) {
      heard.error = got == 0 ? 0 : errno;
      return heard;
    }
    heard.bytes.append(chunk.data(), got);
    if (pauseEachChunk > 0us) {
      std::this_thread::sleep_for(pauseEachChunk);
    }
  }
}

/// Writes everything (blocking); false if the connection broke.
bool say(int socket, const QByteArray& bytes) {
  qsizetype sent = 0;
  while (sent < bytes.size()) {
    const ssize_t n = ::send(socket, bytes.data() + sent, static_cast<size_t>(bytes.size() - sent), MSG_NOSIGNAL);
    if (n < 0) {
      return false;
    }
    sent += n;
  }
  return true;
}

template <typename T>
bool isReady(const std::future<T>& future) {
  return future.wait_for(0s) == std::future_status::ready;
}

/// Waits, and says whether the event loop spun meanwhile: it turns for each activated notifier.
bool spinsFor(std::chrono::milliseconds time) {
  int turns = 0;
  const auto connection = QObject::connect(QAbstractEventDispatcher::instance(), &QAbstractEventDispatcher::awake,
                                           QCoreApplication::instance(), [&turns] { ++turns; });
  QTest::qWait(static_cast<int>(time.count()));
  QObject::disconnect(connection);
  return turns > 2 * time.count();
}

const Error kBroken{
    ErrorCode::SessionLost, Stage::Session, QStringLiteral("the connection to the API server broke"), {}};

const Error kGone{ErrorCode::PodGone, Stage::Target, QStringLiteral("the pod is gone"), {}};

/// Plays the pod's side of one stream: sends `bytes` as fast as the relay lets it, then ends.
class PodSource : public QObject {
  Q_OBJECT
 public:
  PodSource(std::shared_ptr<Pod> pod, QByteArray bytes, std::optional<Error> error = {}, bool ends = true)
      : m_pod(std::move(pod)), m_bytes(std::move(bytes)), m_error(std::move(error)), m_ends(ends) {
    connect(&m_timer, &QTimer::timeout, this, &PodSource::turn);
    m_timer.start(0);
  }

  bool done = false;

 private:
  void turn() {
    for (int i = 0; i < 16 && !m_pod->paused && !m_pod->destroyed && m_sent < m_bytes.size(); ++i) {
      const qsizetype size = std::min<qsizetype>(32 * 1024, m_bytes.size() - m_sent);
      const auto piece = QByteArrayView(m_bytes).sliced(m_sent, size);
      m_sent += size;
      m_pod->send(piece);
    }
    if (m_sent == m_bytes.size() || m_pod->destroyed) {
      m_timer.stop();
      done = true;
      if (m_ends && !m_pod->destroyed) {
        m_pod->end(m_error);
      }
    }
  }

  std::shared_ptr<Pod> m_pod;
  QByteArray m_bytes;
  std::optional<Error> m_error;
  bool m_ends;
  qsizetype m_sent = 0;
  QTimer m_timer;
};

/// One relay between a real client and a scripted pod.
struct Bench {
  explicit Bench(int family = AF_INET) {
    Connection made = connection(family);
    client = std::move(made.client);
    socket = made.accepted.get();
    relay = std::make_unique<Relay>(std::move(made.accepted));
    spy = std::make_unique<QSignalSpy>(relay.get(), &Relay::finished);
  }
  Pod& start() {
    relay->start(session, 80);
    return *session.pods.constLast();
  }
  [[nodiscard]] std::shared_ptr<Pod> pod() const { return session.pods.constLast(); }
  [[nodiscard]] std::optional<Error> reason() const { return spy->at(0).at(0).value<std::optional<Error>>(); }

  FakeSession session;
  FileDescriptor client;
  int socket = -1;  ///< the relay's
  std::unique_ptr<Relay> relay;
  std::unique_ptr<QSignalSpy> spy;
};

}  // namespace

class TestRelay : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  // Opening
  void firstBytesTravelWithTheOpening();
  void opensForASilentClient();
  void opensNothingForAClientThatLeft();
  void opensForAClientThatOnlyHalfClosed();
  void sessionThatTakesNoMoreStreams();
  void setsNoDelay();

  // Bytes
  void carriesBothDirectionsAtOnce();
  void readsNothingWhileTheStreamIsFull();
  void readsInTurns();
  void stalledClientPausesOnlyItsOwnStream();
  void slowClientGetsAllInOrder();

  // The pod ends
  void cleanEndComesAfterEverything();
  void endThatComesTogetherWithTheLastBytes();
  void unreadInputDoesNotDestroyTheEnd();
  void silentClientIsLeftAfterTheEnd();
  void talkingClientIsLeftAfterTheEnd();
  void clientThatDoesNotReadKeepsTheEnd_data();
  void clientThatDoesNotReadKeepsTheEnd();

  // The pod was never reached
  void whatWasSentMovesToAnotherPod();
  void moreThanIsHeldDoesNotMove();
  void whatWasAnsweredDoesNotMove();
  void movesOnlyWhereItMay_data();
  void movesOnlyWhereItMay();

  // The stream breaks
  void brokenStreamResetsAfterEverything_data();
  void brokenStreamResetsAfterEverything();
  void brokenStreamWithoutBytesResetsAtOnce();
  void brokenStreamDoesNotWaitForAStalledClientForEver();
  void brokenStreamIsOverWhenTheClientLeaves();

  // The client half-closes
  void halfClosedClientGetsALateAnswer();
  void halfCloseGoesOutWhenThePodIsSilent();
  void talkingPodPutsTheHalfCloseOff();
  void stalledClientPutsTheHalfCloseOff();

  // The client closes or resets
  void closedClientEndsTheStreamAtOnce_data();
  void closedClientEndsTheStreamAtOnce();
  void closeAfterHalfCloseEndsTheStream_data();
  void closeAfterHalfCloseEndsTheStream();
  void closeAfterWritingLosesNothing();
  void resetEndsTheStreamAtOnce_data();
  void resetEndsTheStreamAtOnce();
  void resetAfterWritingLosesNothing();
  void urgentDataIsNoReset();

  // finished() and failing
  void failResets();
  void finishedComesOnceAndLater();
  void destructionResets();
  void manyRelaysLeaveNothingOpen();

  void cleanup() { QVERIFY2(m_violations.isEmpty(), qPrintable(m_violations.join(u'\n'))); }

 private:
  QStringList m_violations;
  void check(const Pod& pod) { m_violations += pod.violations; }
};

void TestRelay::firstBytesTravelWithTheOpening() {
  Bench bench;
  QVERIFY(say(bench.client.get(), "GET / HTTP/1.1\r\n\r\n"));
  QTRY_COMPARE(unread(bench.socket), 18);
  const Pod& pod = bench.start();
  QCOMPARE(pod.port, 80);
  QCOMPARE(pod.received, QByteArray("GET / HTTP/1.1\r\n\r\n"));
  QCOMPARE(pod.writes, 0);  // not in a write of their own
  QCOMPARE(bench.relay->bytesToPod(), 18);
}

void TestRelay::opensForASilentClient() {
  Bench bench;
  Pod& pod = bench.start();
  QVERIFY(pod.received.isEmpty());
  pod.send("220 ready\r\n");  // a server that speaks first
  char answer[64];
  QCOMPARE(::recv(bench.client.get(), answer, sizeof(answer), 0), 11);
  QVERIFY(say(bench.client.get(), "EHLO"));
  QTRY_COMPARE(pod.received, QByteArray("EHLO"));
  QCOMPARE(bench.relay->bytesFromPod(), 11);
  QCOMPARE(bench.relay->bytesToPod(), 4);
  QVERIFY(bench.spy->isEmpty());
}

void TestRelay::opensNothingForAClientThatLeft() {
  Bench closed;
  closed.client.close();
  closed.relay->start(closed.session, 80);
  QTRY_COMPARE(closed.spy->size(), 1);
  QCOMPARE(closed.reason(), std::nullopt);
  QVERIFY(closed.session.pods.isEmpty());

  Bench reset;
  reset.client.closeWithReset();
  reset.relay->start(reset.session, 80);
  QTRY_COMPARE(reset.spy->size(), 1);
  QVERIFY(reset.session.pods.isEmpty());
}

void TestRelay::opensForAClientThatOnlyHalfClosed() {
  Bench bench;
  ::shutdown(bench.client.get(), SHUT_WR);  // nc -N host 13 </dev/null
  Pod& pod = bench.start();
  pod.send("Thu Jan  1");
  pod.end();
  QCOMPARE(hear(bench.client.get()).bytes, QByteArray("Thu Jan  1"));
  QTRY_COMPARE(bench.spy->size(), 1);
}

void TestRelay::sessionThatTakesNoMoreStreams() {
  Bench bench;
  bench.session.refuses = true;
  bench.relay->start(bench.session, 80);
  QTRY_COMPARE(bench.spy->size(), 1);
  QVERIFY(bench.reason().has_value());
  QCOMPARE(bench.reason()->code, ErrorCode::SessionLost);
  QCOMPARE(hear(bench.client.get()).error, ECONNRESET);
}

void TestRelay::setsNoDelay() {
  Bench bench;
  bench.start();
  int on = 0;
  socklen_t size = sizeof(on);
  QCOMPARE(::getsockopt(bench.socket, IPPROTO_TCP, TCP_NODELAY, &on, &size), 0);
  QVERIFY(on != 0);
}

void TestRelay::carriesBothDirectionsAtOnce() {
  const QByteArray download = pattern(64 * kMiB);
  const QByteArray upload = pattern(64 * kMiB + 12345);
  Bench bench;
  bench.session.window = kMiB;
  auto said = std::async(std::launch::async, [&] { return say(bench.client.get(), upload); });
  auto heard = std::async(std::launch::async, [&] { return hear(bench.client.get()); });
  Pod& pod = bench.start();
  PodSource source(bench.pod(), download, {}, false);
  // The pod takes a window at a time.
  QTimer taker;
  connect(&taker, &QTimer::timeout, this, [&pod] {
    if (!pod.canWrite) {
      pod.openWindow();
    }
  });
  taker.start(0);
  QTRY_COMPARE_WITH_TIMEOUT(pod.received.size(), upload.size(), 60'000);
  QTRY_VERIFY_WITH_TIMEOUT(source.done, 60'000);
  taker.stop();
  QVERIFY(said.get());
  QVERIFY(pod.received == upload);
  pod.end();
  QTRY_VERIFY_WITH_TIMEOUT(isReady(heard), 60'000);
  const Heard result = heard.get();
  QCOMPARE(result.error, 0);
  QVERIFY(result.bytes == download);
  QCOMPARE(bench.relay->bytesFromPod(), download.size());
  QCOMPARE(bench.relay->bytesToPod(), upload.size());
  check(pod);
}

void TestRelay::readsNothingWhileTheStreamIsFull() {
  Bench bench;
  bench.session.window = 100;
  Pod& pod = bench.start();
  QVERIFY(say(bench.client.get(), QByteArray(150, 'a')));
  QTRY_COMPARE(pod.received.size(), 150);
  QVERIFY(!pod.canWrite);
  QVERIFY(say(bench.client.get(), QByteArray(50, 'b')));
  QTRY_COMPARE(unread(bench.socket), 50);
  QVERIFY(!spinsFor(100ms));  // time in which a relay that reads on would have read on
  QCOMPARE(pod.received.size(), 150);
  pod.openWindow();
  QTRY_COMPARE(pod.received.size(), 200);
  // And goes on by itself after that.
  QVERIFY(say(bench.client.get(), QByteArray(49, 'c')));
  QTRY_COMPARE(pod.received.size(), 249);
  check(pod);
}

// However fast one client is, others get their turn.
void TestRelay::readsInTurns() {
  Bench bench;
  Pod& pod = bench.start();
  const int big = 8 * kMiB;
  ::setsockopt(bench.socket, SOL_SOCKET, SO_RCVBUF, &big, sizeof(big));
  const QByteArray bytes = pattern(4 * kMiB);
  auto said = std::async(std::launch::async, [&] { return say(bench.client.get(), bytes); });
  QElapsedTimer clock;
  clock.start();
  while (unread(bench.socket) < kMiB && clock.elapsed() < 1'000) {
    std::this_thread::yield();
  }
  const bool isEnough = unread(bench.socket) >= kMiB;
  if (isEnough) {
    QCoreApplication::processEvents();
    QVERIFY(pod.writes > 0);
    QVERIFY2(pod.received.size() <= 512 * 1024, qPrintable(QString::number(pod.received.size())));
  }
  QTRY_COMPARE(pod.received.size(), bytes.size());
  QVERIFY(said.get());
  if (!isEnough) {
    QSKIP("net.core.rmem_max is too small here");
  }
}

void TestRelay::stalledClientPausesOnlyItsOwnStream() {
  Bench stalled;
  Bench lively;
  Pod& stalledPod = stalled.start();
  Pod& livelyPod = lively.start();
  PodSource source(stalled.pod(), pattern(256 * kMiB), {}, false);
  QTRY_VERIFY(stalledPod.paused);
  const qsizetype taken = stalled.relay->bytesFromPod();
  int inKernel = 0;
  ::ioctl(stalled.socket, SIOCOUTQ, &inKernel);
  const qsizetype queued = taken - inKernel - unread(stalled.client.get());
  QVERIFY2(queued >= kMiB / 2 && queued <= kMiB + 64 * 1024, qPrintable(QString::number(queued)));

  QVERIFY(!livelyPod.paused);
  livelyPod.send("still here");
  QTRY_COMPARE(unread(lively.client.get()), 10);

  // The client reads again: the pod goes on.
  std::vector<char> chunk(64 * 1024);
  qsizetype got = 0;
  QElapsedTimer clock;
  clock.start();
  while (stalled.relay->bytesFromPod() <= taken + 4 * kMiB && clock.elapsed() < 20'000) {
    const ssize_t n = ::recv(stalled.client.get(), chunk.data(), chunk.size(), MSG_DONTWAIT);
    got += n > 0 ? n : 0;
    QCoreApplication::processEvents();
  }
  QVERIFY(got > 0);
  QVERIFY(stalled.relay->bytesFromPod() > taken + 4 * kMiB);
}

void TestRelay::slowClientGetsAllInOrder() {
  const QByteArray bytes = pattern(16 * kMiB);
  Bench bench;
  bench.start();
  auto heard = std::async(std::launch::async, [&] { return hear(bench.client.get(), 200us); });
  PodSource source(bench.pod(), bytes);
  QTRY_VERIFY_WITH_TIMEOUT(isReady(heard), 30'000);
  const Heard result = heard.get();
  QCOMPARE(result.error, 0);
  QVERIFY(result.bytes == bytes);
}

void TestRelay::cleanEndComesAfterEverything() {
  const QByteArray bytes = pattern(8 * kMiB);
  Bench bench;
  bench.start();
  PodSource source(bench.pod(), bytes);
  auto heard = std::async(std::launch::async, [&] {
    std::this_thread::sleep_for(100ms);  // everything that fits is queued by now
    return hear(bench.client.get(), 100us);
  });
  QTRY_VERIFY_WITH_TIMEOUT(isReady(heard), 30'000);
  const Heard result = heard.get();
  QCOMPARE(result.error, 0);
  QVERIFY(result.bytes == bytes);
  QVERIFY(bench.spy->isEmpty());  // the client has not ended yet
  bench.client.close();
  QTRY_COMPARE(bench.spy->size(), 1);
  QCOMPARE(bench.reason(), std::nullopt);
}

// A close() with unread input sends a reset instead of a FIN, which destroys what the client's kernel has not taken.
void TestRelay::endThatComesTogetherWithTheLastBytes() {
  Bench bench;
  Pod& pod = bench.start();
  pod.sendPiece("last ");
  pod.sendPiece("words");
  pod.end();
  auto heard = std::async(std::launch::async, [&] { return hear(bench.client.get()); });
  QTRY_VERIFY_WITH_TIMEOUT(isReady(heard), 10'000);
  const Heard result = heard.get();
  QCOMPARE(result.bytes, QByteArray("last words"));
  QCOMPARE(result.error, 0);
}

void TestRelay::whatWasSentMovesToAnotherPod() {
  Bench bench;
  bench.relay->setMayMove(true);
  QVERIFY(say(bench.client.get(), "first, "));
  QTRY_COMPARE(unread(bench.socket), 7);
  const QSignalSpy displaced(bench.relay.get(), &Relay::displaced);
  bench.start();
  const auto first = bench.pod();
  QVERIFY(say(bench.client.get(), "second, "));
  QTRY_COMPARE(first->received, QByteArray("first, second, "));
  first->end(kGone);
  QTRY_COMPARE(displaced.size(), 1);
  QVERIFY(say(bench.client.get(), "third"));
  QTest::qWait(20);  // nobody reads it: there is no pod
  QVERIFY(bench.spy->isEmpty());
  Pod& second = bench.start();
  QTRY_COMPARE(second.received, QByteArray("first, second, third"));
  QCOMPARE(bench.relay->bytesToPod(), 20);
  // Once: another one that is gone is the end.
  second.end(kGone);
  QTRY_COMPARE(bench.spy->size(), 1);
  QCOMPARE(displaced.size(), 1);
  QCOMPARE(hear(bench.client.get()).error, ECONNRESET);
}

void TestRelay::moreThanIsHeldDoesNotMove() {
  Bench bench;
  bench.relay->setMayMove(true);
  const QSignalSpy displaced(bench.relay.get(), &Relay::displaced);
  bench.start();
  const auto pod = bench.pod();
  const QByteArray bytes = pattern(65 * 1024);
  auto said = std::async(std::launch::async, [&] { return say(bench.client.get(), bytes); });
  QTRY_COMPARE(pod->received.size(), bytes.size());
  QVERIFY(said.get());
  pod->end(kGone);
  QTRY_COMPARE(bench.spy->size(), 1);
  QVERIFY(displaced.isEmpty());
  QCOMPARE(hear(bench.client.get()).error, ECONNRESET);
}

void TestRelay::whatWasAnsweredDoesNotMove() {
  Bench bench;
  bench.relay->setMayMove(true);
  const QSignalSpy displaced(bench.relay.get(), &Relay::displaced);
  Pod& pod = bench.start();
  pod.send("answer");
  pod.end(kGone);
  QTRY_COMPARE(bench.spy->size(), 1);
  QVERIFY(displaced.isEmpty());
  QCOMPARE(hear(bench.client.get()).bytes, QByteArray("answer"));
}

void TestRelay::movesOnlyWhereItMay_data() {
  QTest::addColumn<bool>("may");
  QTest::addColumn<int>("code");
  QTest::addColumn<bool>("moves");
  QTest::newRow("the pod is gone") << true << int(ErrorCode::PodGone) << true;
  QTest::newRow("nothing listens") << true << int(ErrorCode::PodPortRefused) << true;
  QTest::newRow("the session is lost") << true << int(ErrorCode::SessionLost) << false;
  QTest::newRow("not allowed") << false << int(ErrorCode::PodGone) << false;
}

void TestRelay::movesOnlyWhereItMay() {
  QFETCH(const bool, may);
  QFETCH(const int, code);
  QFETCH(const bool, moves);
  Bench bench;
  bench.relay->setMayMove(may);
  const QSignalSpy displaced(bench.relay.get(), &Relay::displaced);
  bench.start().end(Error{ErrorCode(code), Stage::Relay, QStringLiteral("why"), {}});
  QTRY_COMPARE(displaced.size() + bench.spy->size(), 1);
  QCOMPARE(displaced.size(), moves ? 1 : 0);
}

void TestRelay::unreadInputDoesNotDestroyTheEnd() {
  const QByteArray bytes = pattern(8 * kMiB);
  Bench bench;
  bench.session.window = 1;  // the pod does not read: the client's bytes stay in the kernel
  bench.start();
  std::atomic_bool stop = false;
  auto said = std::async(std::launch::async, [&] {
    const QByteArray noise(1000, 'n');
    while (!stop) {
      say(bench.client.get(), noise);
      std::this_thread::sleep_for(1ms);
    }
  });
  auto heard = std::async(std::launch::async, [&] { return hear(bench.client.get(), 500us); });
  PodSource source(bench.pod(), bytes);
  QTRY_VERIFY_WITH_TIMEOUT(isReady(heard), 30'000);
  stop = true;
  const Heard result = heard.get();
  QCOMPARE(result.error, 0);
  QVERIFY(result.bytes == bytes);
  said.wait();
  bench.client.close();
  QTRY_COMPARE(bench.spy->size(), 1);
}

void TestRelay::silentClientIsLeftAfterTheEnd() {
  Bench bench;
  bench.relay->setBounds({.clientSilence = 150ms, .clientEnd = 60s});
  Pod& pod = bench.start();
  pod.send("bye");
  QElapsedTimer clock;
  clock.start();
  pod.end();
  QVERIFY(pod.destroyed);
  const Heard heard = hear(bench.client.get());
  QCOMPARE(heard.error, 0);
  QVERIFY(clock.elapsed() < 100);  // the FIN does not wait
  QTRY_COMPARE(bench.spy->size(), 1);
  QVERIFY(clock.elapsed() >= 145);
  QCOMPARE(bench.reason(), std::nullopt);
}

void TestRelay::talkingClientIsLeftAfterTheEnd() {
  Bench bench;
  bench.relay->setBounds({.clientSilence = 60s, .clientEnd = 200ms});
  Pod& pod = bench.start();
  QElapsedTimer clock;
  clock.start();
  pod.end();
  bool broken = false;
  QTimer talker;
  connect(&talker, &QTimer::timeout, this,
          [&] { broken = broken || ::send(bench.client.get(), "on", 2, MSG_NOSIGNAL | MSG_DONTWAIT) < 0; });
  talker.start(10);
  QTRY_COMPARE(bench.spy->size(), 1);
  QVERIFY(clock.elapsed() >= 195);
  QTRY_VERIFY(broken);
}

void TestRelay::clientThatDoesNotReadKeepsTheEnd_data() {
  QTest::addColumn<bool>("halfClosed");
  QTest::newRow("open") << false;
  QTest::newRow("half-closed") << true;
}

// The bounds on a client that does not end count from when it has everything, or a pause in reading would cost data.
void TestRelay::clientThatDoesNotReadKeepsTheEnd() {
  QFETCH(bool, halfClosed);
  const QByteArray bytes = pattern(3 * kMiB);
  Bench bench;
  bench.relay->setBounds({.clientSilence = 20ms, .clientEnd = 40ms});
  bench.start();
  if (halfClosed) {
    ::shutdown(bench.client.get(), SHUT_WR);
  }
  PodSource source(bench.pod(), bytes);
  QTRY_VERIFY(source.done || bench.pod()->paused);
  QVERIFY(!spinsFor(150ms));
  QVERIFY(bench.spy->isEmpty());
  auto heard = std::async(std::launch::async, [&] { return hear(bench.client.get()); });
  QTRY_VERIFY(isReady(heard));
  const Heard result = heard.get();
  QCOMPARE(result.error, 0);
  QVERIFY(result.bytes == bytes);
  QTRY_COMPARE(bench.spy->size(), 1);
}

void TestRelay::brokenStreamResetsAfterEverything_data() {
  QTest::addColumn<int>("family");
  QTest::addColumn<int>("size");
  QTest::addColumn<int>("pause");
  QTest::addColumn<bool>("halfClosed");
  QTest::newRow("a few bytes") << AF_INET << 5 << 0 << false;
  QTest::newRow("8 MiB") << AF_INET << int(8 * kMiB) << 0 << false;
  QTest::newRow("8 MiB to a slow reader") << AF_INET << int(8 * kMiB) << 5000 << false;
  QTest::newRow("8 MiB to a slow reader over IPv6") << AF_INET6 << int(8 * kMiB) << 5000 << false;
  QTest::newRow("8 MiB to a half-closed slow reader") << AF_INET << int(8 * kMiB) << 5000 << true;
}

void TestRelay::brokenStreamResetsAfterEverything() {
  QFETCH(int, family);
  QFETCH(int, size);
  QFETCH(int, pause);
  QFETCH(bool, halfClosed);
  const QByteArray bytes = pattern(size);
  Bench bench(family);
  bench.relay->setBounds({.stalledDelivery = 500ms});  // a slow reader takes longer, but never stalls for so long
  bench.start();
  if (halfClosed) {
    ::shutdown(bench.client.get(), SHUT_WR);
  }
  PodSource source(bench.pod(), bytes, kBroken);
  auto heard =
      std::async(std::launch::async, [&] { return hear(bench.client.get(), std::chrono::microseconds(pause)); });
  QTRY_VERIFY_WITH_TIMEOUT(isReady(heard), 30'000);
  const Heard result = heard.get();
  QCOMPARE(result.bytes.size(), size);
  QVERIFY(result.bytes == bytes);
  QCOMPARE(result.error, ECONNRESET);
  QTRY_COMPARE(bench.spy->size(), 1);
  QCOMPARE(bench.reason(), std::optional(kBroken));
}

void TestRelay::brokenStreamWithoutBytesResetsAtOnce() {
  Bench bench;
  Pod& pod = bench.start();
  const Error refused{ErrorCode::PodConnectionFailed, Stage::Relay, QStringLiteral("connection refused"), {}};
  QVERIFY(say(bench.client.get(), "hello"));
  QTRY_COMPARE(pod.received.size(), 5);
  QElapsedTimer clock;
  clock.start();
  pod.end(refused);
  QTRY_COMPARE(bench.spy->size(), 1);
  QVERIFY(clock.elapsed() < 100);
  QCOMPARE(bench.reason(), std::optional(refused));
  QCOMPARE(hear(bench.client.get()).error, ECONNRESET);
}

void TestRelay::brokenStreamDoesNotWaitForAStalledClientForEver() {
  Bench bench;
  bench.relay->setBounds({.stalledDelivery = 200ms});
  Pod& pod = bench.start();
  PodSource source(bench.pod(), pattern(64 * kMiB), {}, false);
  QTRY_VERIFY(pod.paused);
  QElapsedTimer clock;
  clock.start();
  pod.end(kBroken);
  QTRY_COMPARE(bench.spy->size(), 1);
  QVERIFY(clock.elapsed() >= 195);
  QCOMPARE(bench.reason(), std::optional(kBroken));
  QCOMPARE(hear(bench.client.get()).error, ECONNRESET);
}

void TestRelay::brokenStreamIsOverWhenTheClientLeaves() {
  Bench bench;
  bench.relay->setBounds({.stalledDelivery = 60s});
  Pod& pod = bench.start();
  PodSource source(bench.pod(), pattern(64 * kMiB), {}, false);
  QTRY_VERIFY(pod.paused);
  pod.end(kBroken);
  bench.client.close();  // with unread bytes: a reset
  QTRY_COMPARE(bench.spy->size(), 1);
  QCOMPARE(bench.reason(), std::optional(kBroken));
}

// The runtime closes everything one second after either direction ended (PROTOCOL 6.2): a FIN passed on at once would
// cost the answer.
void TestRelay::halfClosedClientGetsALateAnswer() {
  Bench bench;
  Pod& pod = bench.start();
  QVERIFY(say(bench.client.get(), "ruok"));
  ::shutdown(bench.client.get(), SHUT_WR);  // echo ruok | nc
  QTRY_COMPARE(pod.received, QByteArray("ruok"));
  QTest::qWait(1'200);  // longer than the runtime would have waited
  QCOMPARE(pod.closeWrites, 0);
  QVERIFY(!pod.destroyed);
  pod.send("imok");
  pod.end();
  const Heard heard = hear(bench.client.get());
  QCOMPARE(heard.bytes, QByteArray("imok"));
  QCOMPARE(heard.error, 0);
  QTRY_COMPARE(bench.spy->size(), 1);
  QCOMPARE(bench.reason(), std::nullopt);
}

void TestRelay::halfCloseGoesOutWhenThePodIsSilent() {
  Bench bench;
  bench.relay->setHalfCloseGrace(150ms);
  Pod& pod = bench.start();
  QElapsedTimer clock;
  clock.start();
  QVERIFY(say(bench.client.get(), "all of it"));
  ::shutdown(bench.client.get(), SHUT_WR);
  QTRY_COMPARE(pod.closeWrites, 1);
  QVERIFY(clock.elapsed() >= 145);
  QCOMPARE(pod.received, QByteArray("all of it"));
  QVERIFY(!pod.destroyed);
  // What the pod still says goes through, and it is closed once only.
  QTest::qWait(200);
  pod.send("thanks");
  pod.end();
  QCOMPARE(hear(bench.client.get()).bytes, QByteArray("thanks"));
  QCOMPARE(pod.closeWrites, 1);
  check(pod);
}

void TestRelay::talkingPodPutsTheHalfCloseOff() {
  Bench bench;
  bench.relay->setHalfCloseGrace(200ms);
  Pod& pod = bench.start();
  ::shutdown(bench.client.get(), SHUT_WR);
  QElapsedTimer clock;
  clock.start();
  qint64 lastWord = 0;
  while (clock.elapsed() < 600) {
    pod.send("x");
    lastWord = clock.elapsed();
    QTest::qWait(50);
  }
  QCOMPARE(pod.closeWrites, 0);
  QTRY_COMPARE(pod.closeWrites, 1);
  QVERIFY(clock.elapsed() - lastWord >= 195);
}

void TestRelay::stalledClientPutsTheHalfCloseOff() {
  Bench bench;
  bench.relay->setHalfCloseGrace(100ms);
  Pod& pod = bench.start();
  ::shutdown(bench.client.get(), SHUT_WR);
  PodSource source(bench.pod(), pattern(64 * kMiB), {}, false);
  QTRY_VERIFY(pod.paused);
  QTest::qWait(400);
  QCOMPARE(pod.closeWrites, 0);  // the pod would talk if it were read
}

void TestRelay::closedClientEndsTheStreamAtOnce_data() {
  QTest::addColumn<int>("family");
  QTest::addColumn<QString>("how");
  for (const auto& [family, name] : {std::pair(AF_INET, "IPv4"), std::pair(AF_INET6, "IPv6")}) {
    QTest::addRow("close, %s", name) << family << QStringLiteral("close");
    QTest::addRow("shutdown both ways, %s", name) << family << QStringLiteral("shutdown");
    QTest::addRow("shutdown, then close, %s", name) << family << QStringLiteral("both");
  }
}

// A held-back FIN must not keep streams of clients that are gone.
void TestRelay::closedClientEndsTheStreamAtOnce() {
  QFETCH(int, family);
  QFETCH(QString, how);
  Bench bench(family);
  Pod& pod = bench.start();
  QVERIFY(say(bench.client.get(), "request"));
  QTRY_COMPARE(pod.received, QByteArray("request"));
  pod.send("answer");
  char answer[16];
  QCOMPARE(::recv(bench.client.get(), answer, sizeof(answer), 0), 6);

  QElapsedTimer clock;
  clock.start();
  if (how != u"close") {
    ::shutdown(bench.client.get(), how == u"both" ? SHUT_WR : SHUT_RDWR);
  }
  if (how != u"shutdown") {
    bench.client.close();
  }
  QTRY_COMPARE(bench.spy->size(), 1);
  QVERIFY2(clock.elapsed() < 100, qPrintable(QString::number(clock.elapsed())));
  QVERIFY(pod.destroyed);
  QCOMPARE(bench.reason(), std::nullopt);
}

void TestRelay::closeAfterHalfCloseEndsTheStream_data() {
  QTest::addColumn<int>("grace");
  QTest::addColumn<int>("closeWrites");
  QTest::newRow("held back") << 60'000 << 0;
  QTest::newRow("sent") << 50 << 1;
}

void TestRelay::closeAfterHalfCloseEndsTheStream() {
  QFETCH(int, grace);
  QFETCH(int, closeWrites);
  Bench bench;
  bench.relay->setHalfCloseGrace(std::chrono::milliseconds(grace));
  Pod& pod = bench.start();
  ::shutdown(bench.client.get(), SHUT_WR);
  QTest::qWait(300);
  QVERIFY(!pod.destroyed);  // it waits for an answer
  QCOMPARE(pod.closeWrites, closeWrites);
  bench.client.close();  // interrupted: nothing on the wire tells
  QElapsedTimer clock;
  clock.start();
  QTRY_VERIFY(pod.destroyed);
  QVERIFY2(clock.elapsed() < 1'500, qPrintable(QString::number(clock.elapsed())));
  QTRY_COMPARE(bench.spy->size(), 1);
}

void TestRelay::closeAfterWritingLosesNothing() {
  const QByteArray bytes = pattern(8 * kMiB);
  Bench bench;
  bench.session.window = 256 * 1024;
  Pod& pod = bench.start();
  auto said = std::async(std::launch::async, [&] {
    const bool all = say(bench.client.get(), bytes);
    bench.client.close();
    return all;
  });
  // The pod takes its time: the client is long gone when the last bytes are read.
  QTimer taker;
  connect(&taker, &QTimer::timeout, this, [&] {
    if (!pod.canWrite && !pod.destroyed) {
      pod.openWindow();
    }
  });
  taker.start(10);
  QTRY_COMPARE_WITH_TIMEOUT(bench.spy->size(), 1, 20'000);
  QVERIFY(said.get());
  QVERIFY(pod.destroyed);
  QCOMPARE(pod.received.size(), bytes.size());
  QVERIFY(pod.received == bytes);
  QCOMPARE(bench.reason(), std::nullopt);
  check(pod);
}

void TestRelay::resetEndsTheStreamAtOnce_data() {
  QTest::addColumn<QString>("when");
  QTest::newRow("at rest") << QStringLiteral("at rest");
  QTest::newRow("while the stream takes no more") << QStringLiteral("stream full");
  QTest::newRow("while the pod is paused") << QStringLiteral("pod paused");
  QTest::newRow("after a half-close") << QStringLiteral("half-closed");
}

void TestRelay::resetEndsTheStreamAtOnce() {
  QFETCH(QString, when);
  Bench bench;
  if (when == u"stream full") {
    bench.session.window = 1;
  }
  Pod& pod = bench.start();
  std::unique_ptr<PodSource> source;
  if (when == u"stream full") {
    QVERIFY(say(bench.client.get(), "x"));
    QTRY_VERIFY(!pod.canWrite);
    QVERIFY(say(bench.client.get(), "more"));
  } else if (when == u"pod paused") {
    source = std::make_unique<PodSource>(bench.pod(), pattern(64 * kMiB), std::nullopt, false);
    QTRY_VERIFY(pod.paused);
  } else if (when == u"half-closed") {
    ::shutdown(bench.client.get(), SHUT_WR);
    QTest::qWait(200);
    QVERIFY(!pod.destroyed);
  }
  QElapsedTimer clock;
  clock.start();
  bench.client.closeWithReset();
  QTRY_VERIFY(pod.destroyed);
  QVERIFY2(clock.elapsed() < 100, qPrintable(QString::number(clock.elapsed())));
  QTRY_COMPARE(bench.spy->size(), 1);
  QCOMPARE(bench.reason(), std::nullopt);
  check(pod);
}

// close() with unread bytes is a reset: an upload by a client that does not care for the answer.
void TestRelay::resetAfterWritingLosesNothing() {
  const QByteArray bytes = pattern(30'000);
  Bench bench;
  Pod& pod = bench.start();
  pod.send("an answer that nobody reads");
  while (unread(bench.client.get()) < 27) {
    std::this_thread::yield();
  }
  QVERIFY(say(bench.client.get(), bytes));
  while (unread(bench.socket) < bytes.size()) {  // else it is the client's kernel that drops them
    std::this_thread::yield();
  }
  bench.client.close();
  pod.send("and more of it");  // finds the reset before the bytes are read
  QTRY_VERIFY(pod.destroyed);
  QVERIFY(pod.received == bytes);
  QTRY_COMPARE(bench.spy->size(), 1);
}

void TestRelay::urgentDataIsNoReset() {
  Bench bench;
  bench.session.window = 1;
  Pod& pod = bench.start();
  QVERIFY(say(bench.client.get(), "x"));
  QTRY_VERIFY(!pod.canWrite);
  QCOMPARE(::send(bench.client.get(), "!", 1, MSG_OOB), 1);
  QVERIFY(!spinsFor(100ms));
  QVERIFY(!pod.destroyed);
  QVERIFY(bench.spy->isEmpty());
}

void TestRelay::failResets() {
  Bench bench;
  const Pod& pod = bench.start();
  bench.relay->fail(kBroken);
  QVERIFY(pod.destroyed);
  QVERIFY(bench.spy->isEmpty());
  QCOMPARE(hear(bench.client.get()).error, ECONNRESET);
  QTRY_COMPARE(bench.spy->size(), 1);
  QCOMPARE(bench.reason(), std::optional(kBroken));

  Bench waiting;  // never started
  waiting.relay->fail(kBroken);
  QTRY_COMPARE(waiting.spy->size(), 1);
  QCOMPARE(hear(waiting.client.get()).error, ECONNRESET);
}

void TestRelay::finishedComesOnceAndLater() {
  Bench bench;
  Pod& pod = bench.start();
  StreamListener* listener = pod.listener;
  listener->streamFinished(kBroken);
  QVERIFY(bench.spy->isEmpty());
  bench.relay->fail({ErrorCode::Internal, Stage::Relay, QStringLiteral("later"), {}});
  bench.client.close();
  QTRY_COMPARE(bench.spy->size(), 1);
  QTest::qWait(50);
  QCOMPARE(bench.spy->size(), 1);
  QCOMPARE(bench.reason(), std::optional(kBroken));
}

void TestRelay::destructionResets() {
  Bench bench;
  const auto pod = (bench.start(), bench.pod());
  pod->send("half a fi");
  bench.spy.reset();
  bench.relay.reset();
  QVERIFY(pod->destroyed);
  const Heard heard = hear(bench.client.get());
  QCOMPARE(heard.bytes, QByteArray("half a fi"));
  QCOMPARE(heard.error, ECONNRESET);
}

void TestRelay::manyRelaysLeaveNothingOpen() {
  {
    Bench first;  // the thread's netlink socket and what Qt opens once
    first.start();
    first.client.close();
    QTRY_COMPARE(first.spy->size(), 1);
  }
  const qsizetype before = openDescriptors();
  for (int round = 0; round < 50; ++round) {
    std::vector<std::unique_ptr<Bench>> benches;
    for (int i = 0; i < 60; ++i) {
      benches.push_back(std::make_unique<Bench>());
      Bench& bench = *benches.back();
      Pod& pod = bench.start();
      pod.send("hello");
      switch (i % 6) {
        case 0:
          bench.client.close();
          break;
        case 1:
          bench.client.closeWithReset();
          break;
        case 2:
          pod.end();
          bench.client.close();
          break;
        case 3:
          pod.end(kBroken);
          break;
        case 4:
          bench.relay->fail(kBroken);
          break;
        case 5:
          ::shutdown(bench.client.get(), SHUT_WR);
          pod.end();
          break;
      }
    }
    for (const auto& bench : benches) {
      QTRY_COMPARE(bench->spy->size(), 1);
      QVERIFY(bench->pod()->destroyed);
    }
  }
  QCOMPARE(openDescriptors(), before);
}

QTEST_GUILESS_MAIN(TestRelay)
#include "test_relay.moc"
