#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLocalSocket>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <algorithm>
#include <cstring>
#include <ctime>
#include <memory>
#include <vector>

#include "core/base/descriptorlimit.h"
#include "core/base/filedescriptor.h"
#include "core/control/controlclient.h"
#include "core/control/controlfolder.h"
#include "core/control/controlserver.h"
#include "core/control/enginelock.h"
#include "tests/support/slowdown.h"

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using namespace portolan;
using portolan::test::kMemoryIsTrue;
using portolan::test::kSlowdown;
using State = portolan::ForwardStatus::State;

namespace {

constexpr uid_t kNobody = 65'534;

/// MiB.
double residentMemory() {
  QFile file(u"/proc/self/statm"_s);
  return file.open(QIODevice::ReadOnly) ? file.readAll().split(' ').value(1).toDouble() * 4096 / 1048576 : 0;
}

qsizetype openDescriptors() {
  return QDir(u"/proc/self/fd"_s).entryList(QDir::System | QDir::Files | QDir::NoDotAndDotDot).size();
}

/// A client that says what it likes, and reads only when it is asked to.
class RawClient {
 public:
  explicit RawClient(const QString& path) : m_fd(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const QByteArray name = QFile::encodeName(path);
    std::memcpy(static_cast<char*>(address.sun_path), name.constData(), size_t(name.size()));
    // EAGAIN: its backlog is full; the server has to have its turn.
    isConnected = QTest::qWaitFor([&] {
      return ::connect(m_fd.get(), reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0 ||
             errno == EISCONN;
    });
  }
  /// As much as the socket takes; all of it, unless the other end stops reading.
  bool write(const QByteArray& bytes) {
    qsizetype sent = 0;
    return QTest::qWaitFor(
               [&] {
                 while (sent < bytes.size() && !isClosed) {
                   const ssize_t now =
                       ::send(m_fd.get(), bytes.constData() + sent, size_t(bytes.size() - sent), MSG_NOSIGNAL);
                   if (now < 0 && errno != EAGAIN) {
                     isClosed = true;
                   }
                   if (now <= 0) {
                     break;
                   }
                   sent += now;
                 }
                 return sent == bytes.size() || isClosed;
               },
               5000 * kSlowdown) &&
           sent == bytes.size();
  }
  void read() {
    QByteArray buffer(256 * 1024, Qt::Uninitialized);
    while (!isOver) {
      const ssize_t now = ::recv(m_fd.get(), buffer.data(), size_t(buffer.size()), 0);
      if (now == 0 || (now < 0 && errno != EAGAIN)) {
        isOver = true;
      }
      if (now <= 0) {
        return;
      }
      m_received.append(buffer.constData(), now);
    }
  }
  /// The next line that comes; empty: none.
  QByteArray line() {
    qsizetype end = -1;
    const bool isThere = QTest::qWaitFor(
        [&] {
          read();
          end = m_received.indexOf('\n');
          return end >= 0 || isOver;
        },
        5000 * kSlowdown);
    if (!isThere || end < 0) {
      return {};
    }
    const QByteArray line = m_received.first(end);
    m_received.remove(0, end + 1);
    return line;
  }
  QJsonObject answer() { return QJsonDocument::fromJson(line()).object(); }
  QJsonObject ask(const QByteArray& request) { return write(request + '\n') ? answer() : QJsonObject(); }
  bool endsSoon() {
    return QTest::qWaitFor([&] {
      read();
      return isOver;
    });
  }

  bool isConnected = false;
  bool isClosed = false;  ///< for writing
  bool isOver = false;

 private:
  FileDescriptor m_fd;
  QByteArray m_received;
};

const QByteArray kHello(R"({"jsonrpc":"2.0","id":1,"method":"hello"})");

}  // namespace

/// The control socket: what it answers, and that nobody who is not meant to, and nothing that makes no sense, does
/// harm: not to the engine, not to another client, not to the memory.
class TestControl : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void initTestCase();
  void init();
  void cleanup();

  void answers();
  void switchesForwards();
  void tellsSubscribers();
  void answersNonsense_data();
  void answersNonsense();
  void refusesLongLines_data();
  void refusesLongLines();
  void takesManyNamesAtOnce();
  void servesClientsThatAskAhead();
  void servesTenThousandForwards();
  void servesSixtyFourClients();
  void survivesAThousandIdleClients();
  void dropsWhoDoesNotRead();
  void forgetsClientsThatLeave();
  void replacesASocketThatIsLeftOver();

  void refusesAnotherUser();
  void socketIsTheUsersAlone();
  void folderIsTheUsersAlone_data();
  void folderIsTheUsersAlone();
  void oneEngineHoldsTheLock();

 private:
  void setForwards(int count, qsizetype tagLength = 1);
  [[nodiscard]] bool isServed();
  /// Has the engine open what it keeps open, such as its look at kubeconfigs, and tells how many descriptors there are.
  bool settle(qsizetype& descriptors);

  std::unique_ptr<QTemporaryDir> m_folder;
  std::unique_ptr<Engine> m_engine;
  std::unique_ptr<ControlServer> m_server;
  QString m_path;
};

void TestControl::initTestCase() {
  raiseDescriptorLimit();
}

void TestControl::init() {
  m_folder = std::make_unique<QTemporaryDir>();
  m_path = m_folder->filePath(u"control.sock"_s);
  m_engine = std::make_unique<Engine>();
  m_server = std::make_unique<ControlServer>(*m_engine);
  setForwards(3);
  const auto listening = m_server->listen(m_path);
  QVERIFY(listening);
}

void TestControl::cleanup() {
  m_server.reset();
  m_engine.reset();
  m_folder.reset();
}

/// Forwards that fail as soon as they are started, without a cluster: their protocol is UDP.
void TestControl::setForwards(int count, qsizetype tagLength) {
  QList<ForwardConfig> forwards;
  for (int i = 0; i < count; ++i) {
    ForwardConfig config;
    config.uid = u"uid-%1"_s.arg(i);
    config.alias = u"name %1"_s.arg(i);
    config.tags = {QString(tagLength, u'x')};
    config.target = u"service/web"_s;
    config.remotePort = u"80"_s;
    config.protocol = ForwardConfig::Protocol::Udp;
    forwards += config;
  }
  m_engine->setForwards(forwards);
  m_server->setForwards(forwards);
}

bool TestControl::isServed() {
  RawClient client(m_path);
  return client.ask(kHello)["result"_L1]["protocol"_L1].toInt() == ControlServer::kVersion;
}

bool TestControl::settle(qsizetype& descriptors) {
  m_engine->start(u"uid-0"_s);
  const bool hasFailed =
      QTest::qWaitFor([&] { return m_engine->status(u"uid-0"_s).state == State::Failed; }, 5000 * kSlowdown);
  m_engine->stop(u"uid-0"_s);
  const bool hasStopped =
      QTest::qWaitFor([&] { return m_engine->status(u"uid-0"_s).state == State::Stopped; }, 5000 * kSlowdown);
  descriptors = openDescriptors();
  return hasFailed && hasStopped;
}

void TestControl::answers() {
  RawClient client(m_path);
  const QJsonObject hello = client.ask(kHello);
  QCOMPARE(hello["jsonrpc"_L1].toString(), u"2.0"_s);
  QCOMPARE(hello["id"_L1].toInt(), 1);
  QCOMPARE(hello["result"_L1]["pid"_L1].toInteger(), QCoreApplication::applicationPid());

  // An id comes back as it was.
  QCOMPARE(client.ask(R"({"jsonrpc":"2.0","id":"a b","method":"hello"})")["id"_L1].toString(), u"a b"_s);
  QVERIFY(client.ask(R"({"jsonrpc":"2.0","id":null,"method":"hello"})")["id"_L1].isNull());
  // What has none is done, and not answered.
  QVERIFY(client.write("{\"jsonrpc\":\"2.0\",\"method\":\"hello\"}\n\r\n   \n"));
  QVERIFY(client.write("{\"jsonrpc\":\"2.0\",\"method\":\"nothing\"}\n"));
  const QJsonArray all =
      client.ask(R"({"jsonrpc":"2.0","id":2,"method":"status","params":{}})")["result"_L1]["forwards"_L1].toArray();
  QCOMPARE(all.size(), 3);
  QCOMPARE(all[1]["name"_L1].toString(), u"name 1"_s);
  QCOMPARE(all[1]["state"_L1].toString(), u"stopped"_s);
  // In pieces, and two at once.
  for (const char c : kHello) {
    QVERIFY(client.write(QByteArray(1, c)));
  }
  QVERIFY(client.write("\n" + kHello + "\n"));
  QVERIFY(client.answer().contains("result"_L1));
  QVERIFY(client.answer().contains("result"_L1));
}

void TestControl::switchesForwards() {
  RawClient client(m_path);
  const QJsonObject started =
      client.ask(R"({"jsonrpc":"2.0","id":1,"method":"start","params":{"names":["name 1","uid-2"]}})");
  QCOMPARE(started["result"_L1]["uids"_L1].toArray(), (QJsonArray{u"uid-1"_s, u"uid-2"_s}));
  QTRY_COMPARE(m_engine->status(u"uid-1"_s).state, State::Failed);
  QTRY_COMPARE(m_engine->status(u"uid-2"_s).state, State::Failed);
  QCOMPARE(m_engine->status(u"uid-0"_s).state, State::Stopped);
  const QJsonObject status = client.ask(R"({"jsonrpc":"2.0","id":1,"method":"status","params":{"names":["uid-1"]}})");
  QCOMPARE(status["result"_L1]["forwards"_L1][0]["error"_L1]["stage"_L1].toString(), u"configuration"_s);
  const QJsonObject journal = client.ask(R"({"jsonrpc":"2.0","id":1,"method":"journal","params":{"names":["uid-2"]}})");
  const QJsonArray entries = journal["result"_L1]["entries"_L1].toArray();
  QVERIFY(!entries.isEmpty());
  QCOMPARE(entries.last()["name"_L1].toString(), u"name 2"_s);

  QVERIFY(client.ask(R"({"jsonrpc":"2.0","id":1,"method":"stop","params":{"all":true}})").contains("result"_L1));
  QTRY_COMPARE(m_engine->status(u"uid-1"_s).state, State::Stopped);
  const QString metrics =
      client.ask(R"({"jsonrpc":"2.0","id":1,"method":"metrics"})")["result"_L1]["text"_L1].toString();
  QVERIFY(metrics.contains(u"name 1"_s));
}

void TestControl::tellsSubscribers() {
  RawClient subscriber(m_path);
  QVERIFY(subscriber.ask(R"({"jsonrpc":"2.0","id":1,"method":"subscribe","params":{"status":true,"journal":true}})")
              .contains("result"_L1));
  m_engine->start(u"uid-1"_s);
  bool hasStatus = false;
  bool hasJournal = false;
  while (!hasStatus || !hasJournal) {
    const QJsonObject told = subscriber.answer();
    QVERIFY(!told.isEmpty());
    QVERIFY(!told.contains("id"_L1));
    if (told["params"_L1]["uid"_L1] != "uid-1"_L1) {
      QCOMPARE(told["params"_L1]["state"_L1].toString(), u"stopped"_s);  // as all of them were at first
      continue;
    }
    hasStatus |= told["method"_L1] == "status"_L1 && told["params"_L1]["state"_L1] == "failed"_L1;
    hasJournal |= told["method"_L1] == "journal"_L1;
  }
  QVERIFY(subscriber.write("{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"subscribe\",\"params\":{}}\n"));
  while (subscriber.answer()["id"_L1].toInt() != 2) {
  }
  m_engine->stop(u"uid-1"_s);
  QTRY_COMPARE(m_engine->status(u"uid-1"_s).state, State::Stopped);
  QCOMPARE(subscriber.ask(kHello)["id"_L1].toInt(), 1);  // and nothing before it
}

void TestControl::answersNonsense_data() {
  QTest::addColumn<QByteArray>("line");
  QTest::addColumn<int>("code");
  constexpr int kParse = -32'700;
  constexpr int kInvalid = -32'600;
  constexpr int kNoMethod = -32'601;
  constexpr int kRefused = -32'000;
  QTest::newRow("binary") << QByteArray("\x00\xff\x80\x01\x02GET / HTTP/1.1\r", 20) << kParse;
  QTest::newRow("not UTF-8") << QByteArray("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"\xc3\x28\"}") << kParse;
  QTest::newRow("HTTP") << QByteArray("POST / HTTP/1.1\r") << kParse;
  QTest::newRow("a truncated object") << kHello.chopped(3) << kParse;
  QTest::newRow("two objects") << kHello + kHello << kParse;
  QTest::newRow("deep arrays") << QByteArray(400'000, '[') + QByteArray(400'000, ']') << kParse;
  QTest::newRow("deep objects") << QByteArray("{\"a\":").repeated(100'000) << kParse;
  QTest::newRow("deep parameters") << R"({"jsonrpc":"2.0","id":1,"method":"status","params":{"names":)" +
                                          QByteArray(500, '[') + QByteArray(500, ']') + "}}"
                                   << kRefused;
  QTest::newRow("a number") << QByteArray("42") << kParse;  // Qt's parser takes objects and arrays only
  QTest::newRow("a batch") << '[' + kHello + ',' + kHello + ']' << kInvalid;
  QTest::newRow("an empty batch") << QByteArray("[]") << kInvalid;
  QTest::newRow("a batch of nothing") << QByteArray("[1,2,3]") << kInvalid;
  QTest::newRow("an empty object") << QByteArray("{}") << kInvalid;
  QTest::newRow("no version") << QByteArray(R"({"id":1,"method":"hello"})") << kInvalid;
  QTest::newRow("another version") << QByteArray(R"({"jsonrpc":"1.0","id":1,"method":"hello"})") << kInvalid;
  QTest::newRow("a number for a version") << QByteArray(R"({"jsonrpc":2.0,"id":1,"method":"hello"})") << kInvalid;
  QTest::newRow("a number for a method") << QByteArray(R"({"jsonrpc":"2.0","id":1,"method":1})") << kInvalid;
  QTest::newRow("no method") << QByteArray(R"({"jsonrpc":"2.0","id":1})") << kInvalid;
  QTest::newRow("an answer") << QByteArray(R"({"jsonrpc":"2.0","id":1,"result":{}})") << kInvalid;
  QTest::newRow("an object for an id") << QByteArray(R"({"jsonrpc":"2.0","id":{},"method":"hello"})") << kInvalid;
  QTest::newRow("a list for an id") << QByteArray(R"({"jsonrpc":"2.0","id":[1],"method":"hello"})") << kInvalid;
  QTest::newRow("true for an id") << QByteArray(R"({"jsonrpc":"2.0","id":true,"method":"hello"})") << kInvalid;
  QTest::newRow("a list of parameters") << QByteArray(R"({"jsonrpc":"2.0","id":1,"method":"status","params":["a"]})")
                                        << kInvalid;
  QTest::newRow("a text for parameters") << QByteArray(R"({"jsonrpc":"2.0","id":1,"method":"status","params":"a"})")
                                         << kInvalid;
  QTest::newRow("null for parameters") << QByteArray(R"({"jsonrpc":"2.0","id":1,"method":"status","params":null})")
                                       << kInvalid;
  QTest::newRow("unknown method") << QByteArray(R"({"jsonrpc":"2.0","id":1,"method":"shutdown"})") << kNoMethod;
  QTest::newRow("a long method") << R"({"jsonrpc":"2.0","id":1,"method":")" + QByteArray(900'000, 'm') + "\"}"
                                 << kNoMethod;
  QTest::newRow("names that are none") << QByteArray(
                                              R"({"jsonrpc":"2.0","id":1,"method":"start","params":{"names":"a"}})")
                                       << kRefused;
  QTest::newRow("names of numbers") << QByteArray(R"({"jsonrpc":"2.0","id":1,"method":"start","params":{"names":[1]}})")
                                    << kRefused;
  QTest::newRow("tags that are none") << QByteArray(R"({"jsonrpc":"2.0","id":1,"method":"start","params":{"tags":{}}})")
                                      << kRefused;
  QTest::newRow("all that is no bool") << QByteArray(
                                              R"({"jsonrpc":"2.0","id":1,"method":"stop","params":{"all":"yes"}})")
                                       << kRefused;
  QTest::newRow("an unknown name") << QByteArray(R"({"jsonrpc":"2.0","id":1,"method":"stop","params":{"names":["x"]}})")
                                   << kRefused;
  QTest::newRow("a long unknown name") << R"({"jsonrpc":"2.0","id":1,"method":"stop","params":{"names":[")" +
                                              QByteArray(900'000, 'x') + "\"]}}"
                                       << kRefused;
  QTest::newRow("an empty name") << QByteArray(R"({"jsonrpc":"2.0","id":1,"method":"stop","params":{"names":[""]}})")
                                 << kRefused;
  QTest::newRow("nothing selected") << QByteArray(R"({"jsonrpc":"2.0","id":1,"method":"restart"})") << kRefused;
}

void TestControl::answersNonsense() {
  QFETCH(QByteArray, line);
  QFETCH(int, code);
  RawClient client(m_path);
  const QJsonObject answer = client.ask(line);
  QCOMPARE(answer["error"_L1]["code"_L1].toInt(), code);
  QVERIFY(answer.contains("id"_L1));
  const QString message = answer["error"_L1]["message"_L1].toString();
  QVERIFY2(!message.isEmpty() && message.size() < 1000, qPrintable(message.left(200)));
  // It is one mistake, and no more than that.
  QCOMPARE(client.ask(kHello)["id"_L1].toInt(), 1);
  for (const ForwardStatus& status : m_engine->statuses()) {
    QCOMPARE(status.state, State::Stopped);
  }
}

void TestControl::refusesLongLines_data() {
  QTest::addColumn<int>("size");
  QTest::addColumn<bool>("isTaken");
  QTest::newRow("1 MiB") << int(ControlServer::kLongestLine) - 1 << true;
  QTest::newRow("one byte more") << int(ControlServer::kLongestLine) + 1 << false;
  QTest::newRow("10 MiB") << 10 * 1024 * 1024 << false;
}

void TestControl::refusesLongLines() {
  QFETCH(int, size);
  QFETCH(bool, isTaken);
  RawClient other(m_path);
  QVERIFY(other.ask(kHello).contains("result"_L1));
  RawClient client(m_path);
  const QByteArray line = kHello + QByteArray(size - kHello.size(), ' ') + '\n';
  const double before = residentMemory();
  const bool isWritten = client.write(line);
  const QJsonObject answer = client.answer();
  if (isTaken) {
    QVERIFY(isWritten);
    QVERIFY(answer.contains("result"_L1));
    QVERIFY(client.ask(kHello).contains("result"_L1));
    return;
  }
  QCOMPARE(answer["error"_L1]["code"_L1].toInt(), -32'600);
  QVERIFY2(answer["error"_L1]["message"_L1].toString().contains(QString::number(ControlServer::kLongestLine)),
           "says how long it may be");
  QVERIFY(client.endsSoon());
  QVERIFY2(!kMemoryIsTrue || residentMemory() < before + 8, qPrintable(QString::number(residentMemory() - before)));
  QVERIFY(other.ask(kHello).contains("result"_L1));
}

/// A line has room for 200,000 names.
void TestControl::takesManyNamesAtOnce() {
  setForwards(2000);
  RawClient client(m_path);
  QByteArray names = "\"uid-1999\"";
  while (names.size() < 1'000'000) {
    names += ",\"uid-1999\"";
  }
  QElapsedTimer timer;
  timer.start();
  const QJsonObject answer =
      client.ask(R"({"jsonrpc":"2.0","id":1,"method":"status","params":{"names":[)" + names + "]}}");
  QCOMPARE(answer["result"_L1]["forwards"_L1].toArray().size(), 1);
  QVERIFY2(timer.elapsed() < 2000 * kSlowdown, qPrintable(QString::number(timer.elapsed())));
}

/// It asks a hundred times before it reads the first answer, and these are more than what may wait unread.
void TestControl::servesClientsThatAskAhead() {
  setForwards(500);
  RawClient client(m_path);
  QByteArray requests;
  for (int i = 0; i < 100; ++i) {
    requests += R"({"jsonrpc":"2.0","id":)" + QByteArray::number(i) + R"(,"method":"status"})" + '\n';
  }
  QVERIFY(client.write(requests));
  qint64 size = 0;
  for (int i = 0; i < 100; ++i) {
    const QByteArray line = client.line();
    size += line.size();
    QVERIFY2(!line.isEmpty(), qPrintable(u"only %1 answers"_s.arg(i)));
    QCOMPARE(QJsonDocument::fromJson(line)["id"_L1].toInt(), i);
  }
  QVERIFY(size > 2 * ControlServer::kMostUnread);
  // And so many small ones that they do not fit what is read ahead.
  constexpr int kSmall = 12'500;
  QVERIFY(client.write((kHello + QByteArray(40, ' ') + '\n').repeated(kSmall)));
  for (int i = 0; i < kSmall; ++i) {
    QVERIFY2(!client.line().isEmpty(), qPrintable(u"only %1 answers"_s.arg(i)));
  }
}

/// As many as a file may have; what the server says of them is more than may wait unread.
void TestControl::servesTenThousandForwards() {
  setForwards(10'000, 300);
  m_engine->startAll();
  QTRY_COMPARE_WITH_TIMEOUT(m_engine->status(u"uid-9999"_s).state, State::Failed, 30'000);
  RawClient client(m_path);
  const auto started = std::clock();
  const QByteArray answer =
      client.write("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"status\"}\n") ? client.line() : QByteArray();
  QVERIFY2(answer.size() > ControlServer::kMostUnread, qPrintable(QString::number(answer.size())));
  QCOMPARE(QJsonDocument::fromJson(answer)["result"_L1]["forwards"_L1].toArray().size(), 10'000);
  const double seconds = double(std::clock() - started) / CLOCKS_PER_SEC;
  qInfo() << "the status of 10,000 forwards took" << seconds << "s of CPU";
  QVERIFY2(seconds < 2 * kSlowdown, qPrintable(QString::number(seconds)));
}

/// Who comes as the 65th hears why nobody talks to it.
void TestControl::servesSixtyFourClients() {
  std::vector<std::unique_ptr<RawClient>> clients;
  for (int i = 0; i < ControlServer::kMostClients; ++i) {
    clients.push_back(std::make_unique<RawClient>(m_path));
    QVERIFY(clients.back()->ask(kHello).contains("result"_L1));
  }
  RawClient late(m_path);
  QVERIFY(late.answer()["error"_L1]["message"_L1].toString().contains(u"64"_s));
  QVERIFY(late.endsSoon());
  // A person reads it, too.
  ControlClient command;
  QSignalSpy lost(&command, &ControlClient::lost);
  command.connectTo(m_path);
  command.call(u"status"_s, {}, [](const Result<QJsonObject>&) {});
  QTRY_COMPARE(lost.size(), 1);
  const auto error = lost.first().first().value<Error>();
  QVERIFY2(error.detail.contains(u"64 clients"_s), qPrintable(error.detail));

  clients.pop_back();
  QTRY_VERIFY(isServed());
}

void TestControl::survivesAThousandIdleClients() {
  qsizetype descriptors = 0;
  QVERIFY(settle(descriptors));
  const double memory = residentMemory();
  std::vector<std::unique_ptr<RawClient>> clients;
  for (int i = 0; i < 1000; ++i) {
    clients.push_back(std::make_unique<RawClient>(m_path));
    QVERIFY2(clients.back()->isConnected, qPrintable(u"client %1"_s.arg(i)));
  }
  const auto served = [&] {
    return std::ranges::count_if(clients, [](const auto& client) {
      client->read();
      return !client->isOver;
    });
  };
  QTRY_COMPARE(served(), ControlServer::kMostClients);
  QVERIFY2(openDescriptors() <= descriptors + 1000 + 2 * ControlServer::kMostClients + 8,
           qPrintable(u"%1 descriptors, %2 before"_s.arg(openDescriptors()).arg(descriptors)));
  QVERIFY2(!kMemoryIsTrue || residentMemory() < memory + 32, qPrintable(QString::number(residentMemory() - memory)));
  // The engine does not notice.
  m_engine->start(u"uid-1"_s);
  QTRY_COMPARE(m_engine->status(u"uid-1"_s).state, State::Failed);

  clients.clear();
  QTRY_VERIFY(isServed());
  QTRY_VERIFY2_WITH_TIMEOUT(openDescriptors() <= descriptors,
                            qPrintable(u"%1 descriptors, %2 before"_s.arg(openDescriptors()).arg(descriptors)),
                            5000 * kSlowdown);
}

/// Notifications pile up in front of a subscriber that sleeps: up to a limit, and then it has to come again.
void TestControl::dropsWhoDoesNotRead() {
  constexpr int kForwards = 500;
  setForwards(kForwards);
  RawClient sleeper(m_path);
  QVERIFY(sleeper.ask(R"({"jsonrpc":"2.0","id":1,"method":"subscribe","params":{"status":true,"journal":true}})")
              .contains("result"_L1));
  RawClient reader(m_path);
  QVERIFY(
      reader.ask(R"({"jsonrpc":"2.0","id":1,"method":"subscribe","params":{"status":true}})").contains("result"_L1));
  const double before = residentMemory();
  QElapsedTimer timer;
  timer.start();
  // It learns that it was dropped only when it reads; its place is what others see.
  const qsizetype descriptors = openDescriptors();
  while (openDescriptors() >= descriptors && timer.elapsed() < 30'000) {
    m_engine->startAll();
    m_engine->stopAll();
    m_engine->startAll();
    QTest::qWait(110);
    m_engine->stopAll();
    QTest::qWait(110);
    reader.read();
  }
  QVERIFY2(openDescriptors() < descriptors, "it is still there");
  QVERIFY2(!kMemoryIsTrue || residentMemory() < before + 40, qPrintable(QString::number(residentMemory() - before)));
  QVERIFY(sleeper.endsSoon());
  QVERIFY(!reader.isOver);
  QVERIFY(isServed());
}

void TestControl::forgetsClientsThatLeave() {
  setForwards(100);
  qsizetype descriptors = 0;
  QVERIFY(settle(descriptors));
  for (int i = 0; i < 200; ++i) {
    RawClient client(m_path);
    QVERIFY(client.isConnected);
    switch (i % 4) {
      case 0:
        break;
      case 1:
        QVERIFY(client.write(kHello.first(20)));
        break;
      case 2:
        QVERIFY(client.write("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"subscribe\",\"params\":{\"status\":true}}\n"));
        m_engine->start(u"uid-7"_s);
        m_engine->stop(u"uid-7"_s);
        break;
      default:
        // Gone before the answers are written.
        QVERIFY(client.write(QByteArray("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"status\"}\n").repeated(20)));
        break;
    }
  }
  QTRY_VERIFY2_WITH_TIMEOUT(openDescriptors() <= descriptors,
                            qPrintable(u"%1 descriptors, %2 before"_s.arg(openDescriptors()).arg(descriptors)),
                            5000 * kSlowdown);
  QVERIFY(isServed());
}

void TestControl::replacesASocketThatIsLeftOver() {
  m_server.reset();
  {
    // What a killed process leaves.
    const FileDescriptor left(::socket(AF_UNIX, SOCK_STREAM, 0));
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const QByteArray name = QFile::encodeName(m_path);
    std::memcpy(static_cast<char*>(address.sun_path), name.constData(), size_t(name.size()));
    QCOMPARE(::bind(left.get(), reinterpret_cast<const sockaddr*>(&address), sizeof(address)), 0);
  }
  QVERIFY(QFile::exists(m_path));
  m_server = std::make_unique<ControlServer>(*m_engine);
  QVERIFY(m_server->listen(m_path));
  QVERIFY(isServed());
  m_server.reset();
  QVERIFY(!QFile::exists(m_path));
}

// ---- Other users ----

namespace {

/// What another user's process gets to hear: 0 nothing and the end, 1 an answer, 2 it may not even connect.
int askAsNobody(const QByteArray& path, bool& isDone) {
  const pid_t child = ::fork();
  if (child == 0) {
    // Of many threads this one alone lives on: system calls only.
    if (::setgid(kNobody) != 0 || ::setuid(kNobody) != 0) {
      ::_exit(9);
    }
    const int fd = ::socket(AF_UNIX, SOCK_STREAM, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::memcpy(static_cast<char*>(address.sun_path), path.constData(), size_t(path.size()));
    if (::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) != 0) {
      ::_exit(errno == EACCES ? 2 : 8);
    }
    const timeval patience{.tv_sec = 20, .tv_usec = 0};
    ::setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
    [[maybe_unused]] const auto sent = ::send(fd, kHello.constData(), size_t(kHello.size()), MSG_NOSIGNAL);
    ::send(fd, "\n", 1, MSG_NOSIGNAL);
    char byte = 0;
    const auto got = ::recv(fd, &byte, 1, 0);
    ::_exit(got > 0 ? 1 : got == 0 || errno == ECONNRESET ? 0 : 7);
  }
  int status = 0;
  isDone = child > 0 && QTest::qWaitFor([&] { return ::waitpid(child, &status, WNOHANG) == child; }, 25'000);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace

void TestControl::refusesAnotherUser() {
  if (::geteuid() != 0) {
    QSKIP("only root can be somebody else");
  }
  const QByteArray path = QFile::encodeName(m_path);
  bool isDone = false;
  // The folder is closed to others,
  QCOMPARE(askAsNobody(path, isDone), 2);
  QVERIFY(isDone);
  // and where it were not, so is the socket's file,
  QCOMPARE(::chmod(QFile::encodeName(m_folder->path()).constData(), 0755), 0);
  QCOMPARE(askAsNobody(path, isDone), 2);
  QVERIFY(isDone);
  // and where even that were open, the peer's credentials tell.
  QCOMPARE(::chmod(path.constData(), 0666), 0);
  QCOMPARE(askAsNobody(path, isDone), 0);
  QVERIFY(isDone);
  QVERIFY(isServed());
}

void TestControl::socketIsTheUsersAlone() {
  struct stat info{};
  QCOMPARE(::lstat(QFile::encodeName(m_path).constData(), &info), 0);
  QVERIFY(S_ISSOCK(info.st_mode));
  QCOMPARE(info.st_mode & 0077U, 0U);
  QCOMPARE(info.st_uid, ::geteuid());
}

void TestControl::folderIsTheUsersAlone_data() {
  QTest::addColumn<QString>("before");
  QTest::addColumn<bool>("isTaken");
  QTest::newRow("nothing") << u"nothing"_s << true;
  QTest::newRow("ours") << u"ours"_s << true;
  QTest::newRow("open to others") << u"open"_s << true;
  QTest::newRow("another user's") << u"foreign"_s << false;
  QTest::newRow("a link") << u"link"_s << false;
  QTest::newRow("a file") << u"file"_s << false;
}

void TestControl::folderIsTheUsersAlone() {
  QFETCH(QString, before);
  QFETCH(bool, isTaken);
  const QByteArray outer = qgetenv("XDG_RUNTIME_DIR");
  const auto restore = qScopeGuard([&] { qputenv("XDG_RUNTIME_DIR", outer); });
  qputenv("XDG_RUNTIME_DIR", QFile::encodeName(m_folder->path()));
  const QString path = m_folder->filePath(u"portolan"_s);
  const QByteArray name = QFile::encodeName(path);
  if (before == "open"_L1) {
    QCOMPARE(::mkdir(name.constData(), 0777), 0);
    QCOMPARE(::chmod(name.constData(), 0777), 0);
  } else if (before == "ours"_L1) {
    QCOMPARE(::mkdir(name.constData(), 0700), 0);
  } else if (before == "foreign"_L1) {
    if (::geteuid() != 0) {
      QSKIP("only root can give a folder away");
    }
    QCOMPARE(::mkdir(name.constData(), 0700), 0);
    QCOMPARE(::chown(name.constData(), kNobody, kNobody), 0);
  } else if (before == "link"_L1) {
    QCOMPARE(::mkdir((name + ".elsewhere").constData(), 0700), 0);
    QCOMPARE(::symlink((name + ".elsewhere").constData(), name.constData()), 0);
  } else if (before == "file"_L1) {
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
  }
  const auto folder = controlFolder();
  QCOMPARE(folder.has_value(), isTaken);
  if (!isTaken) {
    QCOMPARE(folder.error().code, ErrorCode::FileUnwritable);
    QVERIFY(!folder.error().hint.isEmpty());
    return;
  }
  QCOMPARE(*folder, path);
  struct stat info{};
  QCOMPARE(::lstat(name.constData(), &info), 0);
  QCOMPARE(info.st_mode & 07777U, 0700U);
}

void TestControl::oneEngineHoldsTheLock() {
  EngineLock first(m_folder->path());
  QVERIFY(first.take());
  EngineLock second(m_folder->path());
  const auto refused = second.take();
  QVERIFY(!refused);
  QCOMPARE(refused.error().code, ErrorCode::AddressInUse);
  QVERIFY2(refused.error().detail.contains(QString::number(QCoreApplication::applicationPid())),
           qPrintable(refused.error().detail));
}

QTEST_GUILESS_MAIN(TestControl)
#include "test_control.moc"
