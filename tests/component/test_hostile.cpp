#include <zlib.h>

#include <QFile>
#include <QRandomGenerator>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>
#include <QTimer>
#include <QtEndian>
#include <memory>

#include "app/demo/democluster.h"
#include "core/forward/forward.h"
#include "core/tunnel/sessionopener.h"
#include "core/tunnel/spdywriter.h"
#include "core/tunnel/websocketframe.h"
#include "core/tunnel/websocketupgrade.h"
#include "tests/component/localclient.h"
#include "tests/support/slowdown.h"

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using namespace portolan;
using portolan::test::LocalClient;

Q_DECLARE_METATYPE(portolan::SessionKind)

namespace {

/// A server that answers every upgrade with a correct 101 (or with `head`), and then plays `script`, in pieces.
class PlayingServer : public QTcpServer {
 public:
  PlayingServer() {
    if (!listen(QHostAddress::LocalHost)) {
      qFatal("cannot listen");
    }
  }

  QByteArray head;  ///< empty: the right one
  QByteArray script;
  qsizetype piece = 1 << 20;
  bool isEndless = false;  ///< the script begins again and again
  bool ends = false;       ///< the connection, behind the script

 protected:
  void incomingConnection(qintptr descriptor) override {
    auto* const socket = new QTcpSocket(this);
    socket->setSocketDescriptor(descriptor);
    connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    connect(socket, &QTcpSocket::readyRead, this, [this, socket] {
      const QByteArray request = socket->readAll();
      if (socket->property("answered").toBool() || !request.contains("\r\n\r\n")) {
        return;
      }
      socket->setProperty("answered", true);
      play(socket, head.isEmpty() ? rightHead(request) : head);
    });
    connect(socket, &QTcpSocket::bytesWritten, this, [this, socket] {
      if (isEndless && socket->bytesToWrite() < 65'536) {
        socket->write(script);
      }
    });
  }

 private:
  static QByteArray rightHead(const QByteArray& request) {
    if (request.startsWith("POST")) {
      return "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: SPDY/3.1\r\n"
             "X-Stream-Protocol-Version: portforward.k8s.io\r\n\r\n";
    }
    const auto value = [&request](const QByteArray& name) {
      const qsizetype at = request.indexOf(name + ": ") + name.size() + 2;
      return request.mid(at, request.indexOf("\r\n", at) - at);
    };
    return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: " +
           webSocketAccept(value("Sec-WebSocket-Key")) +
           "\r\nSec-WebSocket-Protocol: " + value("Sec-WebSocket-Protocol") + "\r\n\r\n";
  }

  void play(QTcpSocket* socket, const QByteArray& answer) {
    socket->write(answer);
    for (qsizetype at = 0; at < script.size(); at += piece) {
      socket->write(script.mid(at, piece));
      socket->flush();
    }
    if (ends) {
      socket->disconnectFromHost();
    }
  }
};

/// Hears a stream, and does nothing.
class Deaf final : public StreamListener {
 public:
  void streamReceived(QByteArrayView) override {}
  void streamFinished(const std::optional<Error>& error) override { finished = error; }
  void streamWritable() override {}
  std::optional<std::optional<Error>> finished;
};

QByteArray frame(const QByteArray& payload, websocket::Opcode opcode = websocket::Opcode::Binary) {
  QByteArray out(websocket::kMaxHeaderSize, '\0');
  out.truncate(websocket::writeHeader(out.data(), opcode, true, static_cast<quint64>(payload.size()), nullptr));
  return out + payload;
}

QByteArray data(quint32 streamId, const QByteArray& payload, bool fin = false) {
  const auto head = SpdyWriter::dataHeader(streamId, payload.size(), fin);
  return QByteArray(head.data(), head.size()) + payload;
}

/// What a runtime sends for one connection that goes well, a SPDY frame an element.
QList<QByteArray> goodFrames() {
  SpdyWriter writer;
  QList<QByteArray> frames;
  const auto add = [&frames](auto write) {
    QByteArray out;
    write(out);
    frames += out;
  };
  add([](QByteArray& out) { SpdyWriter::ping(out, 1); });
  add([](QByteArray& out) { SpdyWriter::ping(out, 3); });
  add([&](QByteArray& out) { writer.synReply(out, 3, {}); });
  add([&](QByteArray& out) { writer.synReply(out, 1, {}); });
  frames += data(3, QByteArray(5000, 'd'));
  frames += data(3, {}, true);
  frames += data(1, {}, true);
  return frames;
}

QByteArray goodScript(SessionKind kind) {
  if (kind == SessionKind::WebSocketChannels) {
    return frame(QByteArray("\x00\x50\x00", 3)) + frame(QByteArray("\x01\x50\x00", 3)) +
           frame('\0' + QByteArray(5000, 'd')) + frame(QByteArray("\x03\xe8", 2), websocket::Opcode::Close);
  }
  QByteArray script;
  for (const QByteArray& each : goodFrames()) {
    script += kind == SessionKind::Spdy ? each : frame(each);
  }
  return script;
}

double residentMemory() {
  QFile file(u"/proc/self/statm"_s);
  return file.open(QIODevice::ReadOnly) ? file.readAll().split(' ').value(1).toDouble() * 4096 / 1048576 : 0;
}

/// By more than 8 MiB.
bool hasGrown(double before) {
  return portolan::test::kMemoryIsTrue && residentMemory() > before + 8;
}

}  // namespace

/// Servers that speak nonsense: the session ends with an error that names it, or goes on in order; nothing grows.
class TestHostile : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void initTestCase_data();
  void survivesBitFlips();
  void survivesTruncation();
  void survivesNoise();
  void namesWhatIsWrong_data();
  void namesWhatIsWrong();
  void isNotFloodedForEver_data();
  void isNotFloodedForEver();
  void leavesOtherForwardsAlone();

 private:
  static SessionKind kind();
  /// Opens a session and a stream and gives it so long. The error with which one of them ended, if one did.
  static std::optional<Error> meet(PlayingServer& server, std::chrono::milliseconds patience);
};

void TestHostile::initTestCase_data() {
  QTest::addColumn<SessionKind>("kind");
  QTest::newRow("tunnel") << SessionKind::SpdyOverWebSocket;
  QTest::newRow("SPDY") << SessionKind::Spdy;
  QTest::newRow("channels") << SessionKind::WebSocketChannels;
}

SessionKind TestHostile::kind() {
  QFETCH_GLOBAL(SessionKind, kind);
  return kind;
}

std::optional<Error> TestHostile::meet(PlayingServer& server, std::chrono::milliseconds patience) {
  ServerAddress address;
  address.scheme = u"http"_s;
  address.host = u"127.0.0.1"_s;
  address.port = server.serverPort();
  const auto context = std::make_shared<SessionContext>(
      std::make_shared<Cluster>(ConnectionConfig{.contextName = {}, .ns = {}, .server = address, .identity = {}}),
      kind());
  std::optional<Error> error;
  QObject receiver;
  Deaf listener;
  SessionOpener opener(context, {u"default"_s, u"p"_s});
  std::unique_ptr<Session> session;
  std::unique_ptr<Stream> stream;
  connect(&opener, &SessionOpener::finished, &receiver, [&](const Result<void>& result) {
    if (!result) {
      error = result.error();
      return;
    }
    session = opener.takeSession();
    connect(session.get(), &Session::closed, &receiver, [&](const Error& reason) { error = reason; });
    stream = session->openStream(80, "hello", listener);
  });
  opener.start();
  // Not qWaitFor, which sleeps between its looks.
  QTimer end;
  end.setSingleShot(true);
  end.start(patience);
  while (end.isActive() && !error && !(listener.finished && kind() == SessionKind::WebSocketChannels)) {
    QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents);
  }
  if (!error && listener.finished && *listener.finished) {
    error = **listener.finished;
  }
  return error;
}

void TestHostile::survivesBitFlips() {
  PlayingServer server;
  const QByteArray good = goodScript(kind());
  server.ends = true;  // so that nobody has to wait whether something else comes
  QRandomGenerator chance(20'251);
  double memory = 0;
  int violations = 0;
  for (int i = 0; i < 200; ++i) {
    server.script = good;
    for (quint32 flips = chance.bounded(1, 4); flips > 0; --flips) {
      // Most of it is payload, which may be anything: prefer the rest.
      const qsizetype at = chance.bounded(2) == 0 ? chance.bounded(int(good.size()))
                                                  : chance.bounded(int(qMin<qsizetype>(good.size(), 90)));
      server.script[at] = static_cast<char>(server.script[at] ^ (1 << chance.bounded(8)));
    }
    server.piece = chance.bounded(2) == 0 ? 1 << 20 : 1 + chance.bounded(40);
    if (const auto error = meet(server, 5000ms)) {
      QVERIFY(!error->detail.isEmpty());
      QVERIFY2(!error->detail.contains(u'\n'), qPrintable(error->detail));
      violations += error->code == ErrorCode::ProtocolViolation ? 1 : 0;
    }
    if (i == 20) {
      memory = residentMemory();
    }
  }
  QVERIFY2(violations > 10, qPrintable(QString::number(violations)));
  QVERIFY(!hasGrown(memory));
}

void TestHostile::survivesTruncation() {
  PlayingServer server;
  const QByteArray good = goodScript(kind());
  for (qsizetype size = 0; size < good.size(); size += size < 120 ? 3 : 509) {
    server.script = good.first(size);
    [[maybe_unused]] const auto error = meet(server, 5ms);
  }
}

void TestHostile::survivesNoise() {
  PlayingServer server;
  QRandomGenerator chance(7);
  for (int i = 0; i < 50; ++i) {
    QByteArray noise(2000, '\0');
    for (char& byte : noise) {
      byte = static_cast<char>(chance.bounded(256));
    }
    server.script = noise;
    [[maybe_unused]] const auto error = meet(server, 10ms);
    // Instead of the answer, too.
    server.head = noise;
    const auto refused = meet(server, 2000ms);
    QVERIFY(refused);
    QCOMPARE(refused->code, ErrorCode::ProtocolViolation);
    server.head.clear();
  }
}

void TestHostile::namesWhatIsWrong_data() {
  using Kinds = QList<SessionKind>;
  using Kind = SessionKind;
  QTest::addColumn<Kinds>("kinds");
  QTest::addColumn<QByteArray>("script");
  QTest::addColumn<QString>("words");
  const Kinds all{Kind::SpdyOverWebSocket, Kind::WebSocketChannels};
  const auto webSocket = [&](const char* name, const QByteArray& script, const QString& words) {
    QTest::newRow(name) << all << script << words;
  };
  webSocket("a frame of 2^63 bytes", "\x82\x7f\x80" + QByteArray(7, '\0'), u"WebSocket: "_s);
  webSocket("a masked frame", QByteArray("\x82\x81\x01\x02\x03\x04x", 7), u"WebSocket: "_s);
  webSocket("reserved bits", QByteArray("\xf2\x00", 2), u"WebSocket: "_s);
  webSocket("a text message", frame("hi", websocket::Opcode::Text), u"WebSocket: "_s);
  webSocket("a continuation of nothing", frame("x", websocket::Opcode::Continuation), u"WebSocket: "_s);
  webSocket("close 1011", frame(QByteArray("\x03\xf3", 2) + "out of order", websocket::Opcode::Close),
            u"out of order"_s);
  QTest::newRow("another port") << Kinds{Kind::WebSocketChannels} << frame(QByteArray("\x00\x51\x00", 3)) << u"port"_s;

  const auto spdy = [](const char* name, const QByteArray& frames, const QString& words) {
    QTest::addRow("%s, tunnel", name) << Kinds{Kind::SpdyOverWebSocket} << frame(frames) << words;
    QTest::addRow("%s, SPDY", name) << Kinds{Kind::Spdy} << frames << words;
  };
  QByteArray pings;
  SpdyWriter::ping(pings, 1);
  SpdyWriter::ping(pings, 3);
  spdy("an unknown frame", QByteArray("\x80\x03\x00\x63\x00\x00\x00\x00", 8), u"SPDY: "_s);
  spdy("a control frame of 16 MiB", QByteArray("\x80\x03\x00\x01\x00\xff\xff\xff", 8), u"SPDY: "_s);
  spdy("a stream that was never opened", pings + data(4711, "x"), u"4711"_s);
  QByteArray goAway;
  SpdyWriter::goAway(goAway, 0, 0);
  spdy("GOAWAY", pings + goAway.repeated(1000), u"ended the session"_s);
  SpdyWriter writer;
  QByteArray theirs;
  writer.synStream(theirs, 2, {});
  spdy("a stream of the server's", pings + theirs, u"opened stream 2"_s);

  // 64 MiB of zeros in a few KiB: the first block with the dictionary, then nothing but zeros.
  z_stream zlib{};
  deflateInit(&zlib, 9);
  QByteArray zeros(1 << 20, '\0');
  QByteArray bomb(70'000, '\0');
  zlib.next_out = reinterpret_cast<Bytef*>(bomb.data());
  zlib.avail_out = static_cast<uInt>(bomb.size());
  for (int i = 0; i < 60 && zlib.avail_out > 1100; ++i) {
    zlib.next_in = reinterpret_cast<Bytef*>(zeros.data());
    zlib.avail_in = static_cast<uInt>(zeros.size());
    deflate(&zlib, Z_SYNC_FLUSH);
  }
  bomb.truncate(bomb.size() - qsizetype(zlib.avail_out));
  deflateEnd(&zlib);
  QByteArray head("\x80\x03\x00\x02\x00", 5);
  const quint32 size = static_cast<quint32>(bomb.size() + 4);
  head += static_cast<char>(size >> 16);
  head += static_cast<char>(size >> 8);
  head += static_cast<char>(size);
  spdy("a zlib bomb", pings + head + QByteArray("\x00\x00\x00\x01", 4) + bomb, u"SPDY: "_s);
}

void TestHostile::namesWhatIsWrong() {
  QFETCH(QList<SessionKind>, kinds);
  QFETCH(QByteArray, script);
  QFETCH(QString, words);
  if (!kinds.contains(kind())) {
    return;
  }
  PlayingServer server;
  server.script = script;
  const double memory = residentMemory();
  const auto error = meet(server, 5000ms);
  QVERIFY(error);
  QVERIFY2(error->detail.contains(words), qPrintable(error->detail));
  QVERIFY(!hasGrown(memory));
}

void TestHostile::isNotFloodedForEver_data() {
  QTest::addColumn<QByteArray>("head");
  QTest::addColumn<QByteArray>("script");
  QTest::addColumn<bool>("ends");
  QTest::newRow("a head without end") << QByteArray("HTTP/1.1 101 X\r\n") << "A: " + QByteArray(4000, 'a') + "\r\n"
                                      << true;
  QTest::newRow("interim answers") << QByteArray("HTTP/1.1 100 Continue\r\n\r\n")
                                   << QByteArray("HTTP/1.1 100 Continue\r\n\r\n").repeated(1000) << true;
  // They cost time while they come, and nothing else.
  QByteArray pings;
  for (quint32 id = 2; id < 2000; id += 2) {
    SpdyWriter::ping(pings, id);
  }
  QTest::newRow("SPDY pings") << QByteArray() << pings << false;
  QTest::newRow("pings") << QByteArray() << frame("ping", websocket::Opcode::Ping).repeated(5000) << false;
  QTest::newRow("empty messages") << QByteArray() << frame({}).repeated(5000) << false;
}

void TestHostile::isNotFloodedForEver() {
  QFETCH(QByteArray, head);
  QFETCH(QByteArray, script);
  QFETCH(bool, ends);
  const bool isSpdy = script.startsWith("\x80\x03");
  if (head.isEmpty() && isSpdy != (kind() == SessionKind::Spdy)) {
    return;
  }
  PlayingServer server;
  server.head = head;
  server.script = script;
  server.isEndless = true;
  const double memory = residentMemory();
  const auto error = meet(server, ends ? 5000ms : 300ms);
  QVERIFY2(error.has_value() == ends, error ? qPrintable(error->detail) : "it goes on");
  QVERIFY(!hasGrown(memory));
}

/// A forward whose server speaks nonsense, again and again, beside one that downloads: that one loses nothing, is not
/// begun anew, and its other connections are answered meanwhile.
void TestHostile::leavesOtherForwardsAlone() {
  constexpr qsizetype kSize = 64 << 20;
  DemoCluster cluster;
  QVERIFY(cluster.start());
  cluster.put(demoPod({.name = u"p"_s}));
  ForwardSpec spec;
  spec.ns = u"default"_s;
  spec.target = {TargetKind::Pod, u"p"_s, {}};
  spec.ports = {{0, 9003, {}}, {0, 9001, {}}};
  spec.addresses = {u"127.0.0.1"_s};
  Forward good(SessionPools::forConnection(
                   {.contextName = {}, .ns = {}, .server = cluster.server(), .identity = cluster.identity()}, kind()),
               spec);
  QHash<quint16, quint16> ports;
  connect(&good, &Forward::listening, this,
          [&ports](const QStringList&, quint16 local, quint16 remote) { ports[remote] = local; });
  good.start();
  QTRY_COMPARE(good.status().state, ForwardStatus::State::Ready);

  LocalClient download(ports[9003], QByteArray::number(kSize) + '\n');
  QRandomGenerator chance(11);
  PlayingServer server;
  int met = 0;
  while (!download.isOver() && met < 1000) {
    server.script.resize(2000);
    for (char& byte : server.script) {
      byte = static_cast<char>(chance.bounded(256));
    }
    server.head = met % 2 == 0 ? QByteArray() : server.script;
    [[maybe_unused]] const auto error = meet(server, 20ms);
    ++met;
    LocalClient other(ports[9001], "hello");
    QTRY_COMPARE_WITH_TIMEOUT(other.received, "hello", 5000);
  }
  QVERIFY2(met > 3, "too fast to show anything");
  QTRY_VERIFY_WITH_TIMEOUT(download.isOver(), 30'000);
  QVERIFY(!download.isReset());
  QCOMPARE(download.received.size(), kSize);
  QCOMPARE(good.status().state, ForwardStatus::State::Ready);
}

QTEST_GUILESS_MAIN(TestHostile)
#include "test_hostile.moc"
