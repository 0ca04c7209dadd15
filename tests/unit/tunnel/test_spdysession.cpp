#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>
#include <functional>
#include <map>

#include "core/tunnel/spdysession.h"
#include "memorychannel.h"
#include "spdyrecorder.h"

using namespace portolan;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using portolan::test::MemoryChannel;
using portolan::test::SpdyRecorder;

namespace {

struct Listener final : StreamListener {
  QByteArray received;
  bool finished = false;
  std::optional<Error> error;
  int writable = 0;
  std::function<void()> onReceived;
  std::function<void()> onFinished;
  std::function<void()> onWritable;

  void streamReceived(QByteArrayView bytes) override {
    QVERIFY(!finished);
    received += bytes;
    if (onReceived) {
      onReceived();
    }
  }
  void streamFinished(const std::optional<Error>& reason) override {
    QVERIFY(!finished);
    finished = true;
    error = reason;
    if (onFinished) {
      onFinished();
    }
  }
  void streamWritable() override {
    QVERIFY(!finished);
    ++writable;
    if (onWritable) {
      onWritable();
    }
  }
};

/// Long enough that nothing but the test's own actions happens.
SpdySessionOptions quiet() {
  return {.pingInterval = 1h, .pingTimeout = 1h, .endTimeout = 1h};
}

/// A session and the server at its other end, which answers pings and otherwise does what the test says.
struct Server {
  explicit Server(const SpdySessionOptions& options = quiet()) {
    auto owned = std::make_unique<MemoryChannel>();
    channel = owned.get();
    channel->onWritten = [this](const QByteArray& bytes) {
      if (const auto parsed = parser.parse(bytes); !parsed) {
        qFatal("the session sent nonsense: %s", qPrintable(parsed.error().detail));
      }
    };
    recorder.after = [this] {
      if (!recorder.lines.last().startsWith("PING "_L1)) {
        if (onFrame) {
          onFrame(recorder.lines.last());
        }
        return;
      }
      const quint32 id = recorder.lines.takeLast().sliced(5).toUInt();
      pings += id;
      if (answersPings) {
        later([this, id] { send([&](QByteArray& out) { SpdyWriter::ping(out, id); }); });
      }
    };
    session = std::make_unique<SpdySession>(std::move(owned), SessionKind::SpdyOverWebSocket, options);
    opened = std::make_unique<QSignalSpy>(session.get(), &Session::opened);
    closed = std::make_unique<QSignalSpy>(session.get(), &Session::closed);
  }

  void waitUntilOpened() {
    QTRY_COMPARE(opened->size(), 1);
    channel->sends.clear();
    channel->writes.clear();
  }

  void later(const std::function<void()>& action) { QMetaObject::invokeMethod(channel, action, Qt::QueuedConnection); }
  void send(const std::function<void(QByteArray&)>& write) {
    QByteArray out;
    write(out);
    channel->receive(out);
  }
  void reply(quint32 id, bool fin = false) {
    send([&](QByteArray& out) { writer.synReply(out, id, {}, fin); });
  }
  void data(quint32 id, const QByteArray& bytes, bool fin = false) {
    channel->receive(QByteArrayView(SpdyWriter::dataHeader(id, bytes.size(), fin)).toByteArray() + bytes);
  }
  void fin(quint32 id) { data(id, {}, true); }
  void rst(quint32 id) {
    send([&](QByteArray& out) { SpdyWriter::rstStream(out, id, spdy::kCancel); });
  }
  [[nodiscard]] QString lastLine() const { return recorder.lines.value(recorder.lines.size() - 1); }
  [[nodiscard]] Error closeReason() const { return closed->at(0).at(0).value<Error>(); }

  MemoryChannel* channel = nullptr;
  SpdyWriter writer;
  SpdyRecorder recorder;
  SpdyParser parser{recorder};
  std::function<void(const QString& line)> onFrame;
  QList<quint32> pings;
  bool answersPings = true;
  std::unique_ptr<SpdySession> session;
  std::unique_ptr<QSignalSpy> opened;
  std::unique_ptr<QSignalSpy> closed;
};

constexpr SpdySessionOptions kImpatient{.pingInterval = 20ms, .pingTimeout = 20ms, .endTimeout = 1h};

/// Returns when a session that hears nothing would have been given up several times: two others were, one after the
/// other, with a longer patience.
bool waitOutSeveralPings() {
  for (int i = 0; i < 2; ++i) {
    Server other({.pingInterval = 20ms, .pingTimeout = 50ms, .endTimeout = 1h});
    other.answersPings = false;
    if (!QTest::qWaitFor([&] { return other.closed->size() == 1; }, 5000)) {
      return false;
    }
  }
  return true;
}

}  // namespace

class TestSpdySession : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void opensAConnectionInOneWrite();
  void opensWithoutFirstBytes();
  void cutsUploadsIntoFramesWithoutCopying();
  void closesOneDirection();
  void handsDownloadsOn();
  void finishesWhenBothStreamsEnded_data();
  void finishesWhenBothStreamsEnded();
  void keepsConnectionsApart();
  void forgetsADestroyedStream();
  void allowsDestructionInsideEveryCall();
  void boundsWhatWaitsToBeSent();
  void tellsWritersInTurn();
  void pausesReadingWhileAnyStreamDoes();
  void readsOnWhenTheWayBroke();
  void endsWhenPingsAreNotAnswered();
  void staysWhileAnythingIsHeard();
  void doesNotCountSilenceWhilePaused();
  void doesNotCountSilenceWhileWritesAreBlocked();
  void doesNotCountSilenceWhileThePodMayNotRead();
  void answersTheServersPings();
  void endsOnGoAway();
  void endsWithTheChannel();
  void namesWhatTheServerBroke_data();
  void namesWhatTheServerBroke();
  void endsStreamsBeforeItself();
  void boundsTheWaitForAnEnd();
  void closesItsDirectionBeforeItGivesUp();
  void letsUploadsGoOnAfterTheDataEnded();
  void doesNotLoseUploadsSilently();
  void doesNotGiveUpWhilePaused();
  void waitsForAnEndAnewAfterAPause();
  void leavesNothingBehind();
  void endsWhenItsIdsAreUsedUp();
  void leavesStreamsDeadWhenDestroyed();
};

void TestSpdySession::opensAConnectionInOneWrite() {
  Server server;
  QCOMPARE(server.session->kind(), SessionKind::SpdyOverWebSocket);
  QVERIFY(server.session->isOpen());
  QCOMPARE(server.opened->size(), 0);
  server.waitUntilOpened();

  Listener listener;
  const QByteArray firstBytes("GET / HTTP/1.1\r\n\r\n");
  const auto stream = server.session->openStream(8080, firstBytes, listener);
  QCOMPARE(server.session->streamCount(), 1);
  QCOMPARE(server.channel->sends.size(), 1);
  QCOMPARE(server.channel->sends[0].body.data(), firstBytes.constData());

  QTRY_COMPARE(server.channel->writes.size(), 1);
  const QStringList expected{u"SYN_STREAM 1 {streamtype:error,port:8080,requestid:0}"_s, u"DATA 1  FIN"_s,
                             u"SYN_STREAM 3 {streamtype:data,port:8080,requestid:0}"_s,
                             u"DATA 3 "_s + QString::fromLatin1(firstBytes)};
  QCOMPARE(server.recorder.lines, expected);

  // The next one has the next ids, also while nothing was answered.
  const auto second = server.session->openStream(65535, {}, listener);
  QTRY_COMPARE(server.channel->writes.size(), 2);
  QCOMPARE(server.recorder.lines.sliced(4),
           (QStringList{u"SYN_STREAM 5 {streamtype:error,port:65535,requestid:1}"_s, u"DATA 5  FIN"_s,
                        u"SYN_STREAM 7 {streamtype:data,port:65535,requestid:1}"_s}));
}

void TestSpdySession::opensWithoutFirstBytes() {
  // Before opened(), too: nothing has to be waited for.
  Server server;
  Listener listener;
  const auto stream = server.session->openStream(80, {}, listener);
  QVERIFY(stream);
  server.waitUntilOpened();
  QCOMPARE(server.recorder.lines.size(), 3);
  stream->write("later");
  QTRY_COMPARE(server.recorder.lines.size(), 4);
  QCOMPARE(server.recorder.lines[3], u"DATA 3 later"_s);
}

void TestSpdySession::cutsUploadsIntoFramesWithoutCopying() {
  Server server;
  server.waitUntilOpened();
  Listener listener;
  const QByteArray upload = QByteArray(256 * 1024 - 5, 'u') + "12345";
  const auto stream = server.session->openStream(80, QByteArrayView(upload).first(100'000), listener);
  stream->write(upload);

  QList<qsizetype> sizes;
  for (const MemoryChannel::Sent& sent : server.channel->sends) {
    QVERIFY(sent.body.data() >= upload.constData() && sent.body.data() < upload.constEnd());
    sizes += sent.body.size();
  }
  QCOMPARE(sizes.first(4), (QList<qsizetype>{32768, 32768, 32768, 100'000 - 3 * 32768}));
  QCOMPARE(sizes.sliced(4), QList<qsizetype>(8, 32768));
  QTRY_COMPARE(server.lastLine().size(), u"DATA 3 "_s.size() + 100'000 + upload.size());
  QVERIFY(server.lastLine().endsWith("12345"_L1));
}

void TestSpdySession::closesOneDirection() {
  Server server;
  Listener listener;
  const auto stream = server.session->openStream(80, "question", listener);
  stream->closeWrite();
  QVERIFY(!stream->canWrite());
  stream->closeWrite();
  stream->write("more");
  server.waitUntilOpened();
  QCOMPARE(server.recorder.lines.sliced(3), QStringList{u"DATA 3 question FIN"_s});
  server.data(3, "answer", true);
  QCOMPARE(listener.received, QByteArray("answer"));
  server.fin(1);
  QVERIFY(listener.finished);
  QVERIFY(!listener.error);
  QCOMPARE(server.session->streamCount(), 0);
}

void TestSpdySession::handsDownloadsOn() {
  Server server;
  Listener listener;
  const auto stream = server.session->openStream(80, {}, listener);
  server.waitUntilOpened();
  server.reply(3);
  QByteArray frames;
  QByteArray expected;
  for (int i = 0; i < 50; ++i) {
    const QByteArray payload(i * 100, static_cast<char>('a' + i % 26));
    frames.append(QByteArrayView(SpdyWriter::dataHeader(3, payload.size())));
    frames += payload;
    expected += payload;
  }
  for (qsizetype i = 0; i < frames.size(); i += 777) {
    server.channel->receive(frames.mid(i, 777));
  }
  QCOMPARE(listener.received, expected);
}

void TestSpdySession::finishesWhenBothStreamsEnded_data() {
  QTest::addColumn<QStringList>("steps");
  QTest::addColumn<QString>("detail");  // empty: a clean end
  const auto row = [](const char* name, const QString& steps, const QString& detail) {
    QTest::newRow(name) << steps.split(u'|') << detail;
  };
  const QString reset = u"the connection was reset in the pod"_s;
  const QString refused = u"port 81 in the pod refused the connection"_s;
  row("data, then error stream", u"data hello|data fin|error fin"_s, {});
  row("error stream, then data", u"data hello|error fin|data fin"_s, {});
  row("last bytes with FIN", u"data hello fin|error fin"_s, {});
  row("replies with FIN", u"data replied fin|error replied fin"_s, {});
  row("error text, FIN (containerd 2.0)", u"data fin|error text|error fin"_s, refused);
  row("error text, RST (containerd 2.1)", u"data fin|error text|error rst"_s, refused);
  row("error text first", u"error text|error fin|data fin"_s, refused);
  row("error text with FIN", u"error text fin|data rst"_s, refused);
  row("error text between, both RST", u"data rst|error text|error rst"_s, refused);
  row("both RST (containerd 1.7)", u"data rst|error rst"_s, reset);
  row("both RST, the other way round", u"error rst|data rst"_s, reset);
  row("data RST alone", u"data hello|data rst|error fin"_s, reset);
  row("error stream RST alone", u"data fin|error rst"_s, reset);
  row("data RST and FIN", u"data rst|data fin|error fin"_s, reset);
  row("data FIN and RST", u"data fin|data rst|error fin"_s, reset);
  row("data behind its end", u"data hello fin|data hello|error fin"_s,
      u"the connection to port 81 in the pod was cut off"_s);
}

void TestSpdySession::finishesWhenBothStreamsEnded() {
  QFETCH(QStringList, steps);
  QFETCH(QString, detail);
  Server server;
  Listener listener;
  const auto stream = server.session->openStream(81, "x", listener);
  server.waitUntilOpened();
  bool expectsBytes = false;
  for (const QString& step : steps) {
    QVERIFY(!listener.finished);
    QCOMPARE(server.session->streamCount(), 1);
    const quint32 id = step.startsWith("data"_L1) ? 3 : 1;
    const bool fin = step.endsWith("fin"_L1);
    if (step.contains("replied"_L1)) {
      server.reply(id, fin);
    } else if (step.contains("hello"_L1)) {
      server.data(id, "hello", fin);
      expectsBytes = true;
    } else if (step.contains("text"_L1)) {
      server.data(id,
                  "error forwarding port 81 to pod 0123, uid : failed to connect to localhost:81 inside namespace "
                  "\"0123\", IPv4: dial tcp4 127.0.0.1:81: connect: connection refused IPv6 dial tcp6: ",
                  fin);
    } else if (fin) {
      server.fin(id);
    } else {
      server.rst(id);
    }
  }
  QVERIFY(listener.finished);
  QCOMPARE(server.session->streamCount(), 0);
  QCOMPARE(listener.received, expectsBytes ? QByteArray("hello") : QByteArray());
  QCOMPARE(listener.error.has_value(), !detail.isEmpty());
  if (listener.error) {
    QCOMPARE(listener.error->code,
             detail.contains("refused"_L1) ? ErrorCode::PodPortRefused : ErrorCode::PodConnectionFailed);
    QCOMPARE(listener.error->stage, Stage::Relay);
    QCOMPARE(listener.error->detail, detail);
  }
  // The server is told about our direction too, or it would keep the stream for ever.
  const bool resetByServer = steps.contains("data rst"_L1);
  QTRY_COMPARE(server.lastLine(), resetByServer ? u"DATA 3 x"_s : u"RST_STREAM 3 5"_s);
  QVERIFY(server.session->isOpen());
  QVERIFY(server.closed->isEmpty());
}

void TestSpdySession::keepsConnectionsApart() {
  Server server;
  Listener refused;
  Listener broken;
  Listener healthy;
  const auto first = server.session->openStream(81, {}, refused);
  const auto second = server.session->openStream(82, {}, broken);
  const auto third = server.session->openStream(83, {}, healthy);
  server.waitUntilOpened();
  server.data(11, "one ");
  server.fin(3);
  server.data(1, "something new");
  server.data(11, "two ");
  server.rst(7);
  server.rst(1);
  server.rst(5);
  server.data(11, "three");
  QVERIFY(refused.finished);
  QCOMPARE(refused.error->detail, u"the connection to port 81 in the pod failed: something new"_s);
  QVERIFY(broken.finished);
  QVERIFY(broken.error);
  QVERIFY(!healthy.finished);
  QCOMPARE(healthy.received, QByteArray("one two three"));
  third->write("still here");
  QTRY_VERIFY(server.recorder.lines.contains(u"DATA 11 still here"_s));
  QCOMPARE(server.session->streamCount(), 1);
  QVERIFY(server.session->isOpen());
}

void TestSpdySession::forgetsADestroyedStream() {
  Server server;
  Listener listener;
  Listener other;
  auto stream = server.session->openStream(80, "x", listener);
  const auto survivor = server.session->openStream(80, {}, other);
  server.waitUntilOpened();
  server.recorder.lines.clear();
  server.data(3, "before");
  stream.reset();
  QCOMPARE(server.session->streamCount(), 1);
  QTRY_COMPARE(server.recorder.lines, (QStringList{u"RST_STREAM 3 5"_s, u"RST_STREAM 1 5"_s}));

  // What the server sent before it knew is ignored; the header blocks among it still belong to the context.
  server.reply(3);
  server.reply(1);
  server.data(3, "after");
  server.send([&](QByteArray& out) { server.writer.headers(out, 3, std::array{SpdyHeader{"name", "value"}}); });
  server.reply(7);
  server.data(1, "error text", true);
  server.fin(3);
  server.rst(3);
  server.send([&](QByteArray& out) { server.writer.headers(out, 7, std::array{SpdyHeader{"name", "value"}}); });
  server.data(7, "for the other", true);
  server.fin(5);
  QCOMPARE(listener.received, QByteArray("before"));
  QVERIFY(!listener.finished);
  QCOMPARE(other.received, QByteArray("for the other"));
  QVERIFY(other.finished);
  QVERIFY(!other.error);
  QVERIFY(server.session->isOpen());

  // One direction was closed before: what is open is reset.
  stream = server.session->openStream(80, {}, listener);
  stream->closeWrite();
  QTRY_COMPARE(server.lastLine(), u"DATA 11  FIN"_s);
  server.fin(11);
  stream.reset();
  QTRY_COMPARE(server.lastLine(), u"RST_STREAM 9 5"_s);
  QVERIFY(!server.recorder.lines.contains("RST_STREAM 11 5"_L1));
}

void TestSpdySession::allowsDestructionInsideEveryCall() {
  Server server;
  std::unique_ptr<Stream> stream;
  Listener listener;
  const auto destroy = [&] { stream.reset(); };

  // On bytes, with the end of the data in the same frame, and more frames in the same read.
  listener.onReceived = destroy;
  stream = server.session->openStream(80, {}, listener);
  server.waitUntilOpened();
  server.channel->receive(QByteArrayView(SpdyWriter::dataHeader(3, 2, true)).toByteArray() + "ab" +
                          QByteArrayView(SpdyWriter::dataHeader(1, 0, true)).toByteArray());
  QCOMPARE(listener.received, QByteArray("ab"));
  QVERIFY(!listener.finished);
  QVERIFY(!stream);
  listener.onReceived = nullptr;

  // On the end, opening the next one.
  Listener next;
  std::unique_ptr<Stream> nextStream;
  listener.onFinished = [&] {
    stream.reset();
    nextStream = server.session->openStream(80, "next", next);
  };
  stream = server.session->openStream(80, {}, listener);
  server.fin(7);
  server.fin(5);
  QVERIFY(listener.finished);
  QVERIFY(!stream);
  QVERIFY(nextStream);
  QCOMPARE(server.session->streamCount(), 1);

  // On room to write, itself and another one that waits too.
  Listener waiting;
  Listener alsoWaiting;
  auto another = server.session->openStream(80, {}, alsoWaiting);
  stream = server.session->openStream(80, {}, waiting);
  waiting.onWritable = [&] {
    stream.reset();
    another.reset();
  };
  server.channel->setBlocked(true);
  nextStream->write(QByteArray(SpdySession::kWriteLimit, 'x'));
  QVERIFY(!stream->canWrite());
  QVERIFY(!another->canWrite());
  server.channel->setBlocked(false);
  QTRY_VERIFY(!stream);
  QVERIFY(!another);
  QCOMPARE(waiting.writable, 1);
  QCOMPARE(alsoWaiting.writable, 0);
  QCOMPARE(server.session->streamCount(), 1);
  QVERIFY(server.session->isOpen());
}

void TestSpdySession::boundsWhatWaitsToBeSent() {
  Server server;
  server.waitUntilOpened();
  server.channel->setBlocked(true);
  std::vector<std::unique_ptr<Listener>> listeners;
  std::vector<std::unique_ptr<Stream>> streams;
  for (quint16 i = 0; i < 20; ++i) {
    listeners.push_back(std::make_unique<Listener>());
    streams.push_back(server.session->openStream(80, {}, *listeners.back()));
  }
  // Every stream writes as long as it may, and again whenever it is told that it may.
  const QByteArray chunk(SpdySession::kWriteLimit, 'x');
  qint64 written = 0;
  const auto pump = [&](Stream& stream) {
    while (written < 100 * chunk.size() && stream.canWrite()) {
      stream.write(chunk);
      written += chunk.size();
    }
  };
  for (size_t i = 0; i < streams.size(); ++i) {
    listeners[i]->onWritable = [&, i] { pump(*streams[i]); };
    pump(*streams[i]);
  }
  server.onFrame = [&](const QString&) { server.recorder.lines.clear(); };
  // The network takes it in small bites.
  while (written < 100 * chunk.size()) {
    QVERIFY(server.channel->bytesToWrite() > 0);
    server.channel->drain(std::min<qsizetype>(10'000, server.channel->bytesToWrite()));
    QCoreApplication::sendPostedEvents();
  }
  QVERIFY(server.channel->highestBytesToWrite < SpdySession::kWriteLimit + chunk.size() + 4096);
  for (const auto& listener : listeners) {
    QVERIFY(listener->writable >= 4);  // 100 chunks, 20 streams: in turn
  }
}

void TestSpdySession::tellsWritersInTurn() {
  Server server;
  server.waitUntilOpened();
  Listener first;
  Listener second;
  Listener third;
  const auto a = server.session->openStream(80, {}, first);
  const auto b = server.session->openStream(80, {}, second);
  const auto c = server.session->openStream(80, {}, third);
  server.channel->setBlocked(true);
  QVERIFY(a->canWrite());
  a->write(QByteArray(SpdySession::kWriteLimit, 'x'));
  QVERIFY(!a->canWrite());
  QVERIFY(!b->canWrite());
  QVERIFY(!a->canWrite());
  QCOMPARE(first.writable + second.writable + third.writable, 0);

  // The one that waited longest fills the buffer again; the next has to wait, but is first then.
  first.onWritable = [&] {
    a->write(QByteArray(SpdySession::kWriteLimit, 'x'));
    QVERIFY(!a->canWrite());
  };
  server.channel->drain(server.channel->bytesToWrite());
  QTRY_COMPARE(first.writable, 1);
  QCOMPARE(second.writable, 0);
  first.onWritable = [&] { QCOMPARE(second.writable, 1); };
  server.channel->drain(server.channel->bytesToWrite());
  QTRY_COMPARE(first.writable, 2);
  QCOMPARE(second.writable, 1);
  QCOMPARE(third.writable, 0);  // did not ask

  // Who waits no longer writes, or is gone, is not told.
  b->write(QByteArray(SpdySession::kWriteLimit, 'x'));
  QVERIFY(!a->canWrite());
  QVERIFY(!c->canWrite());
  a->closeWrite();
  server.channel->setBlocked(false);
  QTRY_COMPARE(third.writable, 1);
  QCOMPARE(first.writable, 2);
}

/// What broke is heard of only by reading; a client that stalls must not keep it from the others.
void TestSpdySession::readsOnWhenTheWayBroke() {
  Server server;
  Listener listener;
  Listener other;
  const auto a = server.session->openStream(80, {}, listener);
  const auto b = server.session->openStream(80, {}, other);
  server.waitUntilOpened();
  a->setReadingPaused(true);
  QVERIFY(server.channel->readingPaused);
  Q_EMIT server.channel->broken();
  QVERIFY(!server.channel->readingPaused);
  QVERIFY(!server.session->isOpen());
  QVERIFY(!b->canWrite());
  b->setReadingPaused(true);
  QVERIFY(!server.channel->readingPaused);
}

void TestSpdySession::pausesReadingWhileAnyStreamDoes() {
  Server server;
  Listener listener;
  Listener other;
  auto a = server.session->openStream(80, {}, listener);
  const auto b = server.session->openStream(80, {}, other);
  server.waitUntilOpened();
  a->setReadingPaused(true);
  QVERIFY(server.channel->readingPaused);
  b->setReadingPaused(true);
  b->setReadingPaused(true);
  b->setReadingPaused(false);
  QVERIFY(server.channel->readingPaused);
  server.data(7, "waits");
  QCOMPARE(other.received, QByteArray());
  a->setReadingPaused(false);
  QVERIFY(!server.channel->readingPaused);
  QTRY_COMPARE(other.received, QByteArray("waits"));

  // A stream that ends, or is destroyed, no longer holds the others up. It may end while paused: what was read before
  // still comes.
  listener.onReceived = [&] { a->setReadingPaused(true); };
  server.channel->receive(QByteArrayView(SpdyWriter::dataHeader(3, 1, true)).toByteArray() + "x" +
                          QByteArrayView(SpdyWriter::dataHeader(1, 0, true)).toByteArray());
  QVERIFY(listener.finished);
  QVERIFY(!server.channel->readingPaused);
  Listener third;
  a = server.session->openStream(80, {}, third);
  a->setReadingPaused(true);
  QVERIFY(server.channel->readingPaused);
  a.reset();
  QVERIFY(!server.channel->readingPaused);
}

void TestSpdySession::endsWhenPingsAreNotAnswered() {
  Server server(kImpatient);
  server.answersPings = false;
  Listener listener;
  const auto stream = server.session->openStream(80, "x", listener);
  listener.onFinished = [&] { QVERIFY(server.closed->isEmpty()); };
  QTRY_COMPARE(server.closed->size(), 1);
  QCOMPARE(server.closeReason().code, ErrorCode::SessionLost);
  QCOMPARE(server.closeReason().stage, Stage::Session);
  QCOMPARE(server.closeReason().detail, u"no answer to a ping for 0.02 s"_s);
  QVERIFY(listener.finished);
  QCOMPARE(*listener.error, server.closeReason());
  QVERIFY(!server.session->isOpen());
  QVERIFY(!server.session->openStream(80, {}, listener));
  QVERIFY(server.channel->isClosed);
  QCOMPARE(server.pings, (QList<quint32>{1, 3}));
}

void TestSpdySession::staysWhileAnythingIsHeard() {
  {
    Server server(kImpatient);
    QSignalSpy answered(server.session.get(), &SpdySession::pingAnswered);
    QTRY_VERIFY(answered.size() >= 3);
    QVERIFY(waitOutSeveralPings());
    QVERIFY(server.session->isOpen());
    QCOMPARE(server.pings.first(6), (QList<quint32>{1, 3, 5, 7, 9, 11}));
  }
  // A download that fills the line delays the answer; the download itself is life enough.
  Server server(kImpatient);
  server.answersPings = false;
  Listener listener;
  const auto stream = server.session->openStream(80, {}, listener);
  QTimer download;
  connect(&download, &QTimer::timeout, this, [&] { server.data(3, "x"); });
  download.start(2ms);
  QVERIFY(waitOutSeveralPings());
  QVERIFY(server.session->isOpen());
  download.stop();
  QTRY_COMPARE(server.closed->size(), 1);
}

void TestSpdySession::doesNotCountSilenceWhilePaused() {
  Server server(kImpatient);
  server.answersPings = false;
  Listener listener;
  const auto stream = server.session->openStream(80, {}, listener);
  server.waitUntilOpened();
  stream->setReadingPaused(true);
  QVERIFY(waitOutSeveralPings());
  QVERIFY(server.session->isOpen());
  stream->setReadingPaused(false);
  QVERIFY(server.session->isOpen());
  QTRY_COMPARE(server.closed->size(), 1);

  // Nor does it count when the pause lay between two looks: a whole period has to pass afterwards.
  constexpr auto kTimeout = 100ms;
  Server other({.pingInterval = kTimeout, .pingTimeout = kTimeout, .endTimeout = 1h});
  other.answersPings = false;
  Listener otherListener;
  const auto otherStream = other.session->openStream(80, {}, otherListener);
  QElapsedTimer sinceOpened;
  sinceOpened.start();
  std::chrono::milliseconds life{};
  connect(other.session.get(), &Session::closed, this,
          [&] { life = std::chrono::milliseconds(sinceOpened.elapsed()); });
  connect(other.session.get(), &Session::opened, this, [&] {
    otherStream->setReadingPaused(true);
    otherStream->setReadingPaused(false);
  });
  QTRY_COMPARE(other.closed->size(), 1);
  QVERIFY(life > 1.5 * kTimeout);
}

void TestSpdySession::doesNotCountSilenceWhileWritesAreBlocked() {
  Server server(kImpatient);
  server.answersPings = false;
  server.channel->setBlocked(true);
  QVERIFY(waitOutSeveralPings());
  QVERIFY(server.session->isOpen());
  server.channel->setBlocked(false);
  QTRY_COMPARE(server.closed->size(), 1);
  QCOMPARE(server.pings, (QList<quint32>{1, 3}));  // no second pair behind one that did not get out
}

void TestSpdySession::doesNotCountSilenceWhileThePodMayNotRead() {
  // A process that is stopped, in a debugger for example, fills the buffers in front of it until the runtime stops
  // reading the session, and with it the pings.
  Server server(kImpatient);
  server.answersPings = false;
  Listener listener;
  auto stream = server.session->openStream(80, {}, listener);
  stream->write(QByteArray(100'000, 'x'));
  QVERIFY(waitOutSeveralPings());
  QVERIFY(server.session->isOpen());

  // Without that stream there is no excuse.
  stream.reset();
  QTRY_COMPARE(server.closed->size(), 1);

  // Nor is there one when the pod answered.
  Server other(kImpatient);
  other.answersPings = false;
  stream = other.session->openStream(80, QByteArray(100'000, 'x'), listener);
  other.data(3, "got it");
  QTRY_COMPARE(other.closed->size(), 1);
}

void TestSpdySession::answersTheServersPings() {
  Server server;
  server.waitUntilOpened();
  server.pings.clear();
  server.answersPings = false;
  server.send([](QByteArray& out) { SpdyWriter::ping(out, 2); });
  server.send([](QByteArray& out) { SpdyWriter::ping(out, 4); });
  QTRY_COMPARE(server.pings, (QList<quint32>{2, 4}));
  // Ours, or never ours: no answer.
  server.send([](QByteArray& out) { SpdyWriter::ping(out, 1); });
  server.send([](QByteArray& out) { SpdyWriter::ping(out, 99); });
  QCOMPARE(server.channel->bytesToWrite(), 0);

  // A server that pings without reading does not fill our memory.
  server.channel->setBlocked(true);
  QByteArray flood;
  for (quint32 i = 1; i < 100'000; ++i) {
    SpdyWriter::ping(flood, 2 * i);
  }
  server.channel->receive(flood);
  QVERIFY(server.channel->bytesToWrite() < SpdySession::kWriteLimit + 100);
}

void TestSpdySession::endsOnGoAway() {
  Server server;
  Listener listener;
  const auto stream = server.session->openStream(80, {}, listener);
  server.waitUntilOpened();
  QByteArray bytes = QByteArrayView(SpdyWriter::dataHeader(3, 4)).toByteArray() + "last";
  SpdyWriter::goAway(bytes, 3, 0);
  bytes += QByteArrayView(SpdyWriter::dataHeader(3, 4)).toByteArray() + "none";
  server.channel->receive(bytes);
  QCOMPARE(server.closed->size(), 1);
  QCOMPARE(server.closeReason().code, ErrorCode::SessionLost);
  QCOMPARE(listener.received, QByteArray("last"));
  QVERIFY(listener.finished);
  QCOMPARE(listener.error->code, ErrorCode::SessionLost);
  QVERIFY(server.channel->isClosed);
  QCoreApplication::processEvents();  // the channel's own closed() changes nothing
  QCOMPARE(server.closed->size(), 1);
}

void TestSpdySession::endsWithTheChannel() {
  for (const bool openedBefore : {false, true}) {
    Server server;
    Listener listener;
    const auto stream = server.session->openStream(80, {}, listener);
    if (openedBefore) {
      server.waitUntilOpened();
    }
    server.data(3, "last");
    server.channel->breakOff({ErrorCode::ConnectionLost, Stage::Authentication, u"the connection broke"_s, u"Hint."_s});
    QCOMPARE(server.closed->size(), 1);
    QCOMPARE(server.closeReason(),
             (Error{ErrorCode::SessionLost, Stage::Session, u"the connection broke"_s, u"Hint."_s}));
    QCOMPARE(listener.received, QByteArray("last"));
    QCOMPARE(*listener.error, server.closeReason());
    QCoreApplication::processEvents();
    QCOMPARE(server.opened->size(), openedBefore ? 1 : 0);
  }
}

void TestSpdySession::namesWhatTheServerBroke_data() {
  QTest::addColumn<QByteArray>("bytes");
  QTest::addColumn<QString>("detail");
  const auto row = [](const char* name, const QByteArray& bytes, const QString& detail) {
    QTest::newRow(name) << bytes << detail;
  };
  QByteArray synStream;
  SpdyWriter().synStream(synStream, 2, {});
  QByteArray synReply;
  SpdyWriter().synReply(synReply, 9, {});
  QByteArray headers;
  SpdyWriter().headers(headers, 9, {});
  QByteArray rst;
  SpdyWriter::rstStream(rst, 5, 1);
  row("HTTP", "HTTP/1.1 400 Bad Request\r\n\r\n",
      u"SPDY: a data frame came for stream 1213486160, which was never opened"_s);
  row("noise", QByteArray(8, '\xff'), u"SPDY: a control frame has the version 32767 instead of 3"_s);
  row("a stream of the server's", synStream, u"SPDY: the server opened stream 2"_s);
  row("data for an even stream", QByteArrayView(SpdyWriter::dataHeader(2, 0, true)).toByteArray(),
      u"SPDY: a data frame came for stream 2, which was never opened"_s);
  row("a reply to nothing", synReply, u"SPDY: a SYN_REPLY frame came for stream 9, which was never opened"_s);
  row("headers for nothing", headers, u"SPDY: a HEADERS frame came for stream 9, which was never opened"_s);
  row("a reset of nothing", rst, u"SPDY: a RST_STREAM frame came for stream 5, which was never opened"_s);
}

void TestSpdySession::namesWhatTheServerBroke() {
  QFETCH(QByteArray, bytes);
  QFETCH(QString, detail);
  Server server;
  Listener listener;
  const auto stream = server.session->openStream(80, {}, listener);
  server.waitUntilOpened();
  server.channel->receive(bytes);
  QCOMPARE(server.closed->size(), 1);
  QCOMPARE(server.closeReason(), (Error{ErrorCode::ProtocolViolation, Stage::Session, detail, {}}));
  QCOMPARE(*listener.error, server.closeReason());
  QVERIFY(server.channel->isClosed);
}

void TestSpdySession::endsStreamsBeforeItself() {
  Server server;
  std::map<int, std::unique_ptr<Stream>> streams;
  std::array<Listener, 10> listeners;
  int told = 0;
  for (int i = 0; i < 10; ++i) {
    streams[i] = server.session->openStream(80, {}, listeners[static_cast<size_t>(i)]);
    // Each takes itself and another one with it, and tries what a user would try next.
    listeners[static_cast<size_t>(i)].onFinished = [&, i] {
      ++told;
      QVERIFY(server.closed->isEmpty());
      streams[i]->write("too late");
      streams[i]->closeWrite();
      streams[i]->setReadingPaused(true);
      QVERIFY(!streams[i]->canWrite());
      QVERIFY(!server.session->isOpen());
      QVERIFY(!server.session->openStream(80, {}, listeners[0]));
      streams.erase(i);
      if (!streams.empty()) {
        streams.erase(streams.begin());
      }
    };
  }
  server.channel->breakOff({ErrorCode::ConnectionLost, Stage::Session, u"gone"_s, {}});
  QCOMPARE(server.closed->size(), 1);
  QVERIFY(streams.empty());
  QCOMPARE(told, 5);
  QCOMPARE(server.session->streamCount(), 0);
}

void TestSpdySession::boundsTheWaitForAnEnd() {
  const SpdySessionOptions hasty{.pingInterval = 1h, .pingTimeout = 1h, .endTimeout = 10ms};
  Server server(hasty);
  server.waitUntilOpened();
  Listener onlyText;
  Listener onlyReset;
  Listener onlyError;
  Listener open;
  const auto a = server.session->openStream(80, {}, onlyText);
  const auto b = server.session->openStream(80, {}, onlyReset);
  const auto c = server.session->openStream(80, {}, onlyError);
  const auto d = server.session->openStream(80, {}, open);
  QTRY_COMPARE(server.recorder.lines.size(), 12);
  server.data(1, "connection refused");
  server.rst(7);
  server.fin(9);
  QTRY_VERIFY(onlyText.finished && onlyReset.finished && onlyError.finished);
  QCOMPARE(onlyText.error->detail, u"port 80 in the pod refused the connection"_s);
  QCOMPARE(onlyReset.error->detail, u"the connection was reset in the pod"_s);
  QCOMPARE(onlyError.error->detail, u"the runtime did not say how the connection to port 80 in the pod ended"_s);
  QCOMPARE(onlyError.error->code, ErrorCode::PodConnectionFailed);
  for (const auto& line : {u"RST_STREAM 1 5"_s, u"RST_STREAM 3 5"_s, u"RST_STREAM 5 5"_s, u"RST_STREAM 11 5"_s}) {
    QTRY_VERIFY2(server.recorder.lines.contains(line), qPrintable(line));
  }
  QVERIFY(!open.finished);
  QCOMPARE(server.session->streamCount(), 1);
}

void TestSpdySession::closesItsDirectionBeforeItGivesUp() {
  // Runtimes that let each direction end by itself say how it went only after both did.
  const SpdySessionOptions hasty{.pingInterval = 1h, .pingTimeout = 1h, .endTimeout = 10ms};
  for (const bool clean : {true, false}) {
    Server server(hasty);
    Listener listener;
    const auto stream = server.session->openStream(80, {}, listener);
    server.waitUntilOpened();
    server.onFrame = [&](const QString& line) {
      if (clean && line == u"DATA 3  FIN") {
        server.later([&] { server.fin(1); });
      }
    };
    server.fin(3);
    QTRY_VERIFY(listener.finished);
    QVERIFY(server.recorder.lines.contains(u"DATA 3  FIN"_s));
    QCOMPARE(server.session->streamCount(), 0);
    if (clean) {
      QVERIFY(!listener.error);
    } else {
      QCOMPARE(listener.error->detail, u"the runtime did not say how the connection to port 80 in the pod ended"_s);
      QTRY_COMPARE(server.lastLine(), u"RST_STREAM 1 5"_s);
    }
  }
}

void TestSpdySession::letsUploadsGoOnAfterTheDataEnded() {
  // Where each direction ends by itself, an upload may last long after the pod said all that it had to say.
  constexpr auto kTimeout = 200ms;
  Server server({.pingInterval = 1h, .pingTimeout = 1h, .endTimeout = kTimeout});
  Listener listener;
  const auto stream = server.session->openStream(80, {}, listener);
  server.waitUntilOpened();
  server.fin(3);
  QElapsedTimer sinceEnd;
  sinceEnd.start();
  QTimer upload;
  connect(&upload, &QTimer::timeout, this, [&] { stream->write("x"); });
  upload.start(5ms);
  QTRY_VERIFY(sinceEnd.hasExpired(std::chrono::milliseconds(2 * kTimeout).count()));
  QVERIFY(!server.lastLine().endsWith("FIN"_L1));
  QVERIFY(stream->canWrite());
  upload.stop();
  QTRY_VERIFY(server.lastLine().endsWith("FIN"_L1));
}

void TestSpdySession::doesNotLoseUploadsSilently() {
  const SpdySessionOptions hasty{.pingInterval = 1h, .pingTimeout = 1h, .endTimeout = 10ms};
  Server server(hasty);
  Listener listener;
  const auto stream = server.session->openStream(80, {}, listener);
  server.waitUntilOpened();
  server.onFrame = [&](const QString& line) {
    if (line == u"DATA 3  FIN") {
      server.later([&] {
        QVERIFY(!stream->canWrite());
        stream->write("nobody takes this");
        server.fin(1);
      });
    }
  };
  server.fin(3);
  QTRY_VERIFY(listener.finished);
  QCOMPARE(listener.error->detail, u"the connection to port 80 in the pod was cut off"_s);
}

void TestSpdySession::doesNotGiveUpWhilePaused() {
  const SpdySessionOptions hasty{.pingInterval = 1h, .pingTimeout = 1h, .endTimeout = 10ms};
  Server server(hasty);
  Listener listener;
  Listener slow;
  const auto stream = server.session->openStream(80, {}, listener);
  const auto slowStream = server.session->openStream(80, {}, slow);
  stream->closeWrite();
  server.waitUntilOpened();
  server.fin(3);
  slowStream->setReadingPaused(true);
  server.fin(1);  // arrives, but is not read
  QVERIFY(waitOutSeveralPings());
  QVERIFY(!listener.finished);
  slowStream->setReadingPaused(false);
  QTRY_VERIFY(listener.finished);
  QVERIFY(!listener.error);
}

void TestSpdySession::waitsForAnEndAnewAfterAPause() {
  // The timer also fires for pings; what is missing may still be on its way.
  constexpr auto kTimeout = 300ms;
  Server server({.pingInterval = 10ms, .pingTimeout = 1h, .endTimeout = kTimeout});
  QElapsedTimer sinceEnd;
  Listener listener;
  const auto stream = server.session->openStream(80, {}, listener);
  stream->closeWrite();
  server.waitUntilOpened();
  server.fin(3);
  sinceEnd.start();
  stream->setReadingPaused(true);
  QTRY_VERIFY(sinceEnd.hasExpired(std::chrono::milliseconds(kTimeout).count()));
  stream->setReadingPaused(false);
  QTimer::singleShot(kTimeout / 6, Qt::PreciseTimer, server.channel, [&] { server.fin(1); });
  QTRY_VERIFY(listener.finished);
  QVERIFY(!listener.error);
}

void TestSpdySession::leavesNothingBehind() {
  Server server;
  server.waitUntilOpened();
  for (quint32 i = 0; i < 10'000; ++i) {
    Listener listener;
    auto stream = server.session->openStream(80, "question", listener);
    const quint32 errorId = 4 * i + 1;
    const quint32 dataId = 4 * i + 3;
    server.channel->flush();
    server.reply(dataId);
    server.reply(errorId);
    switch (i % 4) {
      case 0:
        server.data(dataId, "answer", true);
        server.fin(errorId);
        QVERIFY(listener.finished && !listener.error);
        break;
      case 1:
        server.fin(dataId);
        server.data(errorId, "connection refused");
        server.rst(errorId);
        QVERIFY(listener.finished && listener.error);
        break;
      case 2:
        stream->setReadingPaused(true);
        stream.reset();
        break;
      default:
        server.data(dataId, "ans");
        stream.reset();
        server.data(dataId, "wer", true);
        server.fin(errorId);
        break;
    }
    QCOMPARE(server.session->streamCount(), 0);
    server.recorder.lines.clear();
  }
  QVERIFY(!server.channel->readingPaused);
  QVERIFY(server.session->isOpen());
  Listener listener;
  const auto stream = server.session->openStream(80, {}, listener);
  QTRY_COMPARE(server.lastLine(), u"SYN_STREAM 40003 {streamtype:data,port:80,requestid:10000}"_s);
  server.data(40003, "fine");
  QCOMPARE(listener.received, QByteArray("fine"));
}

void TestSpdySession::endsWhenItsIdsAreUsedUp() {
  SpdySessionOptions options = quiet();
  options.firstRequest = (1U << 29) - 2;
  Server server(options);
  server.waitUntilOpened();
  Listener first;
  Listener second;
  auto a = server.session->openStream(80, {}, first);
  const auto b = server.session->openStream(80, {}, second);
  QVERIFY(!server.session->isOpen());
  QVERIFY(!server.session->openStream(80, {}, first));
  QTRY_COMPARE(server.lastLine(), u"SYN_STREAM 2147483647 {streamtype:data,port:80,requestid:536870911}"_s);
  a.reset();
  QVERIFY(server.closed->isEmpty());
  server.data(2147483647, "complete", true);
  server.fin(2147483645);
  QVERIFY(second.finished && !second.error);
  QCOMPARE(second.received, QByteArray("complete"));
  QTRY_COMPARE(server.closed->size(), 1);
  QCOMPARE(server.closeReason().code, ErrorCode::SessionLost);
}

void TestSpdySession::leavesStreamsDeadWhenDestroyed() {
  Server server;
  Listener listener;
  const auto stream = server.session->openStream(80, {}, listener);
  stream->setReadingPaused(true);
  server.session.reset();
  QVERIFY(!stream->canWrite());
  stream->write("x");
  stream->closeWrite();
  stream->setReadingPaused(false);
  QVERIFY(!listener.finished);
}

QTEST_GUILESS_MAIN(TestSpdySession)
#include "test_spdysession.moc"
