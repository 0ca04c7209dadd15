#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>
#include <QTimer>
#include <memory>
#include <optional>

#include "core/tunnel/channelsession.h"
#include "core/tunnel/websocketframe.h"
#include "core/tunnel/websocketupgrade.h"

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using namespace portolan;
using websocket::Opcode;

namespace {

constexpr quint16 kPort = 8080;

/// A runtime as PROTOCOL 1.3 has it: one upgraded connection for each connection into the pod.
class Runtime : public QTcpServer {
 public:
  Runtime() {
    if (!listen(QHostAddress::LocalHost)) {
      qFatal("cannot listen");
    }
  }

  bool answersPings = true;
  bool reads = true;
  QStringList targets;         ///< of the requests
  QList<QByteArray> messages;  ///< that came, channel byte included
  int emptyMessages = 0;
  QList<qint64> pings;  ///< when they came, ms
  std::optional<quint16> closeCode;
  QTcpSocket* socket = nullptr;  ///< the last one

  void send(const QByteArray& payload, Opcode opcode = Opcode::Binary) const {
    QByteArray out(websocket::kMaxHeaderSize, '\0');
    out.truncate(websocket::writeHeader(out.data(), opcode, true, static_cast<quint64>(payload.size()), nullptr));
    socket->write(out + payload);
  }
  /// The two messages that name the port.
  void sendPorts(quint16 port = kPort) const {
    const QByteArray number{QByteArray(1, static_cast<char>(port)) + static_cast<char>(port >> 8)};
    send('\0' + number);
    send('\1' + number);
  }

 protected:
  void incomingConnection(qintptr descriptor) override {
    socket = new QTcpSocket(this);
    socket->setSocketDescriptor(descriptor);
    socket->setReadBufferSize(1 << 20);
    m_parser = std::make_unique<WebSocketParser>(WebSocketRole::Server);
    m_message.clear();
    connect(socket, &QTcpSocket::readyRead, this, [this, from = socket, head = QByteArray()]() mutable {
      if (!head.endsWith("\r\n\r\n")) {
        while (!head.endsWith("\r\n\r\n") && from->canReadLine()) {
          head += from->readLine();
        }
        if (!head.endsWith("\r\n\r\n")) {
          return;
        }
        targets += QString::fromLatin1(head.split(' ').value(1));
        const qsizetype key = head.indexOf("Sec-WebSocket-Key: ") + 19;
        from->write(
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            "Sec-WebSocket-Accept: " +
            webSocketAccept(head.mid(key, head.indexOf("\r\n", key) - key)) +
            "\r\nSec-WebSocket-Protocol: v4.channel.k8s.io\r\n\r\n");
        sendPorts();
      }
      if (reads) {
        parse(from->readAll());
      }
    });
  }

 private:
  void parse(const QByteArray& bytes) {
    QByteArrayView rest(bytes);
    while (true) {
      const WebSocketEvent event = m_parser->next(rest);
      switch (event.type) {
        case WebSocketEvent::Type::Data:
          m_message += event.payload;
          if (event.endsMessage) {
            emptyMessages += m_message.isEmpty() ? 1 : 0;
            messages += std::exchange(m_message, {});
          }
          break;
        case WebSocketEvent::Type::Ping:
          pings += m_age.elapsed();
          if (answersPings) {
            send({}, Opcode::Pong);
          }
          break;
        case WebSocketEvent::Type::Close:
          closeCode = event.closeCode;
          break;
        default:
          return;
      }
    }
  }

  std::unique_ptr<WebSocketParser> m_parser;
  QByteArray m_message;
  QElapsedTimer m_age = [] {
    QElapsedTimer timer;
    timer.start();
    return timer;
  }();
};

class Listener final : public StreamListener {
 public:
  void streamReceived(QByteArrayView bytes) override { received += bytes; }
  void streamFinished(const std::optional<Error>& why) override {
    isFinished = true;
    error = why;
  }
  void streamWritable() override { isWritable = true; }

  QByteArray received;
  bool isFinished = false;
  bool isWritable = false;
  std::optional<Error> error;
};

std::unique_ptr<ChannelSession> sessionTo(const Runtime& runtime, const ChannelSessionOptions& options = {}) {
  ServerAddress address;
  address.scheme = u"http"_s;
  address.host = u"127.0.0.1"_s;
  address.port = runtime.serverPort();
  const ConnectionConfig connection{.contextName = {}, .ns = {}, .server = address, .identity = {}};
  return std::make_unique<ChannelSession>(std::make_shared<SessionContext>(std::make_shared<Cluster>(connection)),
                                          UpgradeDialer::Pod{u"default"_s, u"p"_s}, options);
}

constexpr ChannelSessionOptions kImpatient{.pingInterval = 100ms, .pingTimeout = 50ms, .keepAlive = 1h};

}  // namespace

/// The channels of v4.channel.k8s.io, one upgraded connection for each connection into the pod.
class TestChannelSession : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void dialsWithTheFirstConnection();
  void keepsAnIdleConnectionFromItsLimit();
  void noticesADeadPath();
  void asksAtOnceWhenToldTo();
  void staysWhileItIsAnswered();
  void doesNotCountSilenceWhilePaused();
  void doesNotCountSilenceWhileThePodMayNotRead();
  void looksOnceMoreWhenItIsNoLongerHeldUp();
};

void TestChannelSession::dialsWithTheFirstConnection() {
  Runtime runtime;
  const auto session = sessionTo(runtime);
  const QSignalSpy opened(session.get(), &Session::opened);
  QTRY_COMPARE(opened.size(), 1);
  QVERIFY(runtime.targets.isEmpty());
  Listener listener;
  const auto stream = session->openStream(kPort, "hello", listener);
  QTRY_COMPARE(runtime.messages, QList<QByteArray>{QByteArray("\0hello", 6)});
  QCOMPARE(runtime.targets, QStringList{u"/api/v1/namespaces/default/pods/p/portforward?ports=8080"_s});
  runtime.send(QByteArray("\0world", 6));
  QTRY_COMPARE(listener.received, "world");
  stream->closeWrite();
  QTRY_COMPARE(runtime.closeCode, quint16{websocket::kNormalClosure});
}

/// The runtime's four hours are restarted by messages, and not by pings.
void TestChannelSession::keepsAnIdleConnectionFromItsLimit() {
  Runtime runtime;
  const auto session = sessionTo(runtime, {.pingInterval = 1h, .pingTimeout = 1h, .keepAlive = 50ms});
  Listener listener;
  const auto stream = session->openStream(kPort, {}, listener);
  QTRY_VERIFY(runtime.emptyMessages >= 3);
  QCOMPARE(runtime.emptyMessages, int(runtime.messages.size()));
  QVERIFY(!listener.isFinished);
}

/// Within one interval and one timeout, whenever it dies: 15 s with the usual options.
void TestChannelSession::noticesADeadPath() {
  Runtime runtime;
  const auto session = sessionTo(runtime, {.pingInterval = 200ms, .pingTimeout = 100ms, .keepAlive = 1h});
  Listener listener;
  const auto stream = session->openStream(kPort, {}, listener);
  QTRY_VERIFY(runtime.pings.size() >= 2);
  // The worst moment: one was just answered.
  runtime.answersPings = false;
  QElapsedTimer since;
  since.start();
  QTRY_VERIFY(listener.isFinished);
  const qint64 noticed = since.elapsed();
  QVERIFY(listener.error);
  QCOMPARE(listener.error->code, ErrorCode::SessionLost);
  QVERIFY2(noticed <= 200 + 100 + 100, qPrintable(QString::number(noticed)));  // 100 for a busy machine
  QCOMPARE(session->streamCount(), 0);
}

void TestChannelSession::asksAtOnceWhenToldTo() {
  Runtime runtime;
  runtime.answersPings = false;
  const auto session = sessionTo(runtime, {.pingInterval = 1h, .pingTimeout = 50ms, .keepAlive = 1h});
  Listener listener;
  const auto stream = session->openStream(kPort, "x", listener);
  QTRY_COMPARE(runtime.messages.size(), 1);
  runtime.send(QByteArray("\0y", 2));
  QTRY_COMPARE(listener.received, "y");
  session->check();
  QTRY_VERIFY(listener.isFinished);
  QCOMPARE(runtime.pings.size(), 1);
  QVERIFY(listener.error);
}

void TestChannelSession::staysWhileItIsAnswered() {
  Runtime runtime;
  const auto session = sessionTo(runtime, kImpatient);
  Listener listener;
  const auto stream = session->openStream(kPort, {}, listener);
  QTRY_VERIFY(runtime.pings.size() >= 5);
  QVERIFY(!listener.isFinished);
  // One after the other, not more often.
  for (qsizetype i = 1; i < runtime.pings.size(); ++i) {
    QVERIFY(runtime.pings[i] - runtime.pings[i - 1] >= 90);
  }
}

void TestChannelSession::doesNotCountSilenceWhilePaused() {
  Runtime runtime;
  const auto session = sessionTo(runtime, kImpatient);
  Listener listener;
  const auto stream = session->openStream(kPort, {}, listener);
  QTRY_VERIFY(!runtime.pings.empty());
  runtime.answersPings = false;
  stream->setReadingPaused(true);
  // One that is not paused is given up meanwhile, and that several times.
  for (int i = 0; i < 3; ++i) {
    Listener other;
    const auto doomed = session->openStream(kPort, {}, other);
    QTRY_VERIFY(other.isFinished);
  }
  QVERIFY(!listener.isFinished);
  stream->setReadingPaused(false);
  QTRY_VERIFY(listener.isFinished);
}

/// The runtime passes on one message after the other: behind what the pod does not take it does not even see a ping.
void TestChannelSession::doesNotCountSilenceWhileThePodMayNotRead() {
  Runtime runtime;
  runtime.answersPings = false;
  const auto session = sessionTo(runtime, kImpatient);
  Listener listener;
  const auto stream = session->openStream(kPort, QByteArray(70'000, 'x'), listener);
  for (int i = 0; i < 3; ++i) {
    Listener other;
    const auto doomed = session->openStream(kPort, {}, other);
    QTRY_VERIFY(other.isFinished);
  }
  QVERIFY(!listener.isFinished);
}

/// A connection whose writes were blocked for long has an answer coming that it could not have had before.
void TestChannelSession::looksOnceMoreWhenItIsNoLongerHeldUp() {
  Runtime runtime;
  const auto session = sessionTo(runtime, {.pingInterval = 50ms, .pingTimeout = 300ms, .keepAlive = 1h});
  Listener listener;
  const auto stream = session->openStream(kPort, {}, listener);
  QTRY_VERIFY(!runtime.pings.empty());
  runtime.reads = false;
  stream->setReadingPaused(true);
  QVERIFY(!QTest::qWaitFor([&] { return listener.isFinished; }, 1000));
  stream->setReadingPaused(false);
  // The answers come, but later than any look that was due.
  QTimer::singleShot(50ms, &runtime, [&] {
    runtime.reads = true;
    Q_EMIT runtime.socket->readyRead();
  });
  QVERIFY(!QTest::qWaitFor([&] { return listener.isFinished; }, 1000));
}

QTEST_GUILESS_MAIN(TestChannelSession)
#include "test_channelsession.moc"
