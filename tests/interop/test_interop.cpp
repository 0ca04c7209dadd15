#include <QProcess>
#include <QTest>
#include <memory>

#include "core/tunnel/websocketupgrade.h"

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using namespace portolan;

namespace {

/// The tunnel's name has a slash in it, which RFC 6455 does not allow, and which these servers refuse.
constexpr auto kProtocol = "v4.channel.k8s.io";

}  // namespace

/// Our WebSocket with servers that nobody here wrote: Python's websockets and Node's ws.
class TestInterop : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void initTestCase_data();
  void init();
  void cleanup();

  void echoes_data();
  void echoes();
  void takesFragments();
  void takesLargeFrames();
  void hearsCloses_data();
  void hearsCloses();
  void closes();
  void refusesText();
  void hearsRefusals();

 private:
  struct Client {
    QByteArray received;
    qsizetype largest = 0;
    QList<qsizetype> messageEnds;
    std::optional<Error> error;
    std::unique_ptr<WebSocketConnection> connection;
  };
  /// Connected, or with the error.
  std::unique_ptr<Client> connectTo(const QByteArray& target);

  std::unique_ptr<QProcess> m_server;
  quint16 m_port = 0;
};

void TestInterop::initTestCase_data() {
  QTest::addColumn<QString>("program");
  QTest::addColumn<QString>("script");
  QTest::newRow("Python's websockets") << u"/usr/bin/python3"_s << u"server.py"_s;
  QTest::newRow("Node's ws") << u"/usr/bin/node"_s << u"server.js"_s;
}

void TestInterop::init() {
  QFETCH_GLOBAL(QString, program);
  QFETCH_GLOBAL(QString, script);
  m_server = std::make_unique<QProcess>();
  m_server->setProcessChannelMode(QProcess::ForwardedErrorChannel);
  auto environment = QProcessEnvironment::systemEnvironment();
  environment.insert(u"NODE_PATH"_s, u"/usr/share/nodejs"_s);  // Debian's, for a Node from elsewhere, too
  m_server->setProcessEnvironment(environment);
  m_server->start(program, {QStringLiteral(INTEROP_FOLDER "/") + script});
  QVERIFY2(m_server->waitForReadyRead(20'000), "./dev test installs what this needs");
  m_port = m_server->readLine().trimmed().toUShort();
  QVERIFY(m_port != 0);
}

void TestInterop::cleanup() {
  m_server->kill();
  m_server->waitForFinished();
}

std::unique_ptr<TestInterop::Client> TestInterop::connectTo(const QByteArray& target) {
  auto client = std::make_unique<Client>();
  Client* const c = client.get();
  auto transport = std::make_unique<Transport>();
  bool isOpen = false;
  connect(transport.get(), &Transport::opened, this, [&isOpen] { isOpen = true; });
  transport->connectTo({.host = u"127.0.0.1"_s, .port = m_port, .tls = {}, .tlsServerName = {}});
  [&] { QTRY_VERIFY(isOpen); }();
  transport->disconnect(this);
  WebSocketUpgrade upgrade(
      std::move(transport),
      {.host = "127.0.0.1:" + QByteArray::number(m_port), .target = target, .protocol = kProtocol, .headers = {}});
  bool isOver = false;
  connect(&upgrade, &WebSocketUpgrade::finished, this, [&](const Result<void>& result) {
    isOver = true;
    if (!result) {
      c->error = result.error();
    }
  });
  upgrade.start();
  [&] { QTRY_VERIFY(isOver); }();
  if (c->error) {
    return client;
  }
  c->connection = upgrade.takeConnection();
  connect(c->connection.get(), &ByteChannel::received, c->connection.get(), [c](QByteArrayView bytes) {
    c->received += bytes;
    c->largest = qMax(c->largest, bytes.size());
  });
  connect(c->connection.get(), &WebSocketConnection::messageEnded, c->connection.get(),
          [c] { c->messageEnds += c->received.size(); });
  connect(c->connection.get(), &ByteChannel::closed, c->connection.get(),
          [c](const Error& reason) { c->error = reason; });
  return client;
}

void TestInterop::echoes_data() {
  QTest::addColumn<int>("size");
  for (const int size : {0, 1, 125, 126, 65'535, 65'536, 1'000'000}) {
    QTest::addRow("%d bytes", size) << size;
  }
}

void TestInterop::echoes() {
  QFETCH(int, size);
  const auto client = connectTo("/echo");
  QVERIFY(client->connection);
  QByteArray message(size, '\0');
  for (int i = 0; i < size; ++i) {
    message[i] = static_cast<char>(i * 7 + i / 256);
  }
  client->connection->send(message);
  client->connection->send("e", "nd");
  QTRY_COMPARE(client->messageEnds, (QList<qsizetype>{size, size + 3}));
  QVERIFY(client->received == message + "end");
  QVERIFY(!client->error);
}

void TestInterop::takesFragments() {
  const auto client = connectTo("/fragments");
  QVERIFY(client->connection);
  const QByteArray message = QByteArray("abcdefghij").repeated(30'000);
  client->connection->send(message);
  QTRY_COMPARE_WITH_TIMEOUT(client->messageEnds, (QList<qsizetype>{message.size()}), 10'000);
  QVERIFY(client->received == message);
}

void TestInterop::takesLargeFrames() {
  const auto client = connectTo("/big?size=40000000");
  QVERIFY(client->connection);
  QTRY_COMPARE_WITH_TIMEOUT(client->received.size(), 40'000'000, 20'000);
  QVERIFY2(client->largest <= Transport::kReceiveLimit, qPrintable(QString::number(client->largest)));
}

void TestInterop::hearsCloses_data() {
  QTest::addColumn<int>("code");
  QTest::newRow("normal") << 1000;
  QTest::newRow("internal error") << 1011;
  QTest::newRow("private") << 4711;
}

void TestInterop::hearsCloses() {
  QFETCH(int, code);
  const auto client = connectTo("/close?reason=enough+of+this&code=" + QByteArray::number(code));
  QVERIFY(client->connection);
  QTRY_VERIFY(client->error);
  QCOMPARE(client->error->code, ErrorCode::SessionLost);
  QVERIFY2(client->error->detail.contains(QString::number(code)), qPrintable(client->error->detail));
  QVERIFY2(client->error->detail.contains(u"enough of this"), qPrintable(client->error->detail));
  QCOMPARE(client->connection->closeCode(), quint16(code));
}

void TestInterop::closes() {
  const auto client = connectTo("/echo");
  QVERIFY(client->connection);
  client->connection->send("last words");
  client->connection->close();
  QTRY_VERIFY(client->error);
  QCOMPARE(client->error->detail, u"the WebSocket was closed"_s);
}

void TestInterop::refusesText() {
  const auto client = connectTo("/text");
  QVERIFY(client->connection);
  QTRY_VERIFY(client->error);
  QCOMPARE(client->error->code, ErrorCode::ProtocolViolation);
  QVERIFY(client->received.isEmpty());
}

void TestInterop::hearsRefusals() {
  const auto client = connectTo("/refuse");
  QVERIFY(client->error);
  QCOMPARE(client->error->code, ErrorCode::Forbidden);
  QVERIFY2(client->error->detail.contains(u"not here"), qPrintable(client->error->detail));
}

QTEST_GUILESS_MAIN(TestInterop)
#include "test_interop.moc"
