#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <QAbstractEventDispatcher>
#include <QRegularExpression>
#include <QTest>
#include <cerrno>
#include <csignal>
#include <memory>
#include <vector>

#include "core/forward/listener.h"
#include "core/forward/portowner.h"
#include "tests/unit/forward/loopback.h"

using namespace portolan;
using namespace portolan::test;
using namespace Qt::StringLiterals;

namespace {

const QStringList kLocalhost{u"localhost"_s};
const QHostAddress kV4(QHostAddress::LocalHost);
const QHostAddress kV6(QHostAddress::LocalHostIPv6);

/// A process that holds listening sockets and does nothing.
class Holder {
 public:
  Holder(const char* name, FileDescriptor socket) {
    int hasName[2];
    if (::pipe2(hasName, O_CLOEXEC) != 0) {
      qFatal("no pipe");
    }
    m_pid = ::fork();
    if (m_pid == 0) {
      ::prctl(PR_SET_PDEATHSIG, SIGKILL);
      ::prctl(PR_SET_NAME, name);
      ::close(hasName[0]);
      ::close(hasName[1]);
      for (;;) {
        ::pause();
      }
    }
    socket.close();  // here; the other process keeps its own
    ::close(hasName[1]);
    char none = 0;
    while (::read(hasName[0], &none, 1) < 0 && errno == EINTR) {  // until the other process closes its end
    }
    ::close(hasName[0]);
  }
  ~Holder() {
    ::kill(m_pid, SIGKILL);
    ::waitpid(m_pid, nullptr, 0);
  }
  Holder(const Holder&) = delete;
  Holder& operator=(const Holder&) = delete;

  [[nodiscard]] pid_t pid() const { return m_pid; }

 private:
  pid_t m_pid = -1;
};

/// An ordinary user for as long as it lives, if the tests run as root.
class OrdinaryUser {
 public:
  OrdinaryUser() : m_wasRoot(::geteuid() == 0 && ::seteuid(65534) == 0) {}
  ~OrdinaryUser() {
    if (m_wasRoot && ::seteuid(0) != 0) {
      qFatal("cannot become root again");
    }
  }
  OrdinaryUser(const OrdinaryUser&) = delete;
  OrdinaryUser& operator=(const OrdinaryUser&) = delete;

  [[nodiscard]] bool wasRoot() const { return m_wasRoot; }

 private:
  bool m_wasRoot;
};

/// The port that a hint gives as an example; 0: none.
quint16 suggestedPort(const Error& error) {
  return QRegularExpression(u"for example (\\d+)"_s).match(error.hint).captured(1).toUShort();
}

void dropConnection(FileDescriptor) {}

}  // namespace

class TestListener : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void localhostIsBothLoopbacksOnOnePort();
  void handsOverConnections();
  void acceptsAFloodInTurns();
  void addressesAreSortedAndUnique_data();
  void addressesAreSortedAndUnique();
  void wildcardsOfBothFamiliesShareAPort();
  void invalidAddresses_data();
  void invalidAddresses();

  void localhostIsContentWithOne_data();
  void localhostIsContentWithOne();
  void localhostFailsWhenBothAreTaken();
  void namedAddressMustSucceed();
  void namedAddressMustSucceedBesideLocalhost();
  void portZeroFindsAPortThatIsFreeEverywhere();
  void listensAgainRightAfterClosing();

  void namesTheHolder_data();
  void namesTheHolder();
  void namesNobodyWithoutRights();
  void namesAnOutgoingConnection();
  void tellsClientsWithOnePortApart();
  void lowPortsNeedRights();
  void addressOfAnotherMachine();

  void restsWhenDescriptorsAreExhausted();
  void leavesSomeDescriptors();
  void handlerMayClose();
  void handlerMayDestroy();
  void leavesNothingOpen();
};

void TestListener::localhostIsBothLoopbacksOnOnePort() {
  Listener listener(dropConnection);
  QVERIFY(listener.listen(kLocalhost, 0).has_value());
  QCOMPARE(listener.addresses(), QList<QHostAddress>({kV4, kV6}));
  QVERIFY(listener.port() != 0);
  QVERIFY(connectTo(AF_INET, listener.port()).isValid());
  QVERIFY(connectTo(AF_INET6, listener.port()).isValid());

  const quint16 port = listener.port();
  listener.close();
  QCOMPARE(listener.port(), 0);
  QVERIFY(listener.addresses().isEmpty());
  QVERIFY(!connectTo(AF_INET, port).isValid());
  QVERIFY(!connectTo(AF_INET6, port).isValid());
}

void TestListener::handsOverConnections() {
  std::vector<FileDescriptor> accepted;
  Listener listener([&](FileDescriptor socket) { accepted.push_back(std::move(socket)); });
  QVERIFY(listener.listen(kLocalhost, 0).has_value());
  const FileDescriptor v4 = connectTo(AF_INET, listener.port());
  QTRY_COMPARE(accepted.size(), 1U);
  const FileDescriptor v6 = connectTo(AF_INET6, listener.port());
  QTRY_COMPARE(accepted.size(), 2U);
  for (const FileDescriptor& socket : accepted) {
    QVERIFY((::fcntl(socket.get(), F_GETFL) & O_NONBLOCK) != 0);
    QVERIFY((::fcntl(socket.get(), F_GETFD) & FD_CLOEXEC) != 0);
  }
  QCOMPARE(::send(v4.get(), "four", 4, 0), 4);
  char got[8];
  QTRY_COMPARE(unread(accepted[0].get()), 4);
  QCOMPARE(::recv(accepted[0].get(), got, sizeof(got), 0), 4);
}

void TestListener::acceptsAFloodInTurns() {
  constexpr int kClients = 200;
  int accepted = 0;
  int inTurn = 0;
  int most = 0;
  const QObject here;
  connect(QAbstractEventDispatcher::instance(), &QAbstractEventDispatcher::awake, &here, [&inTurn] { inTurn = 0; });
  Listener listener([&](FileDescriptor) {
    ++accepted;
    most = std::max(most, ++inTurn);
  });
  QVERIFY(listener.listen({u"127.0.0.1"_s}, 0).has_value());
  std::vector<FileDescriptor> clients;
  for (int i = 0; i < kClients; ++i) {
    clients.push_back(connectTo(AF_INET, listener.port()));
    QVERIFY(clients.back().isValid());
  }
  QTRY_COMPARE(accepted, kClients);
  QVERIFY2(most < kClients / 2, qPrintable(QString::number(most)));  // others had their turn in between
}

void TestListener::addressesAreSortedAndUnique_data() {
  QTest::addColumn<QStringList>("asked");
  QTest::addColumn<QStringList>("listening");
  const QStringList pair{u"127.0.0.1"_s, u"::1"_s};
  QTest::newRow("IPv6 first") << QStringList{u"::1"_s, u"127.0.0.1"_s} << pair;
  QTest::newRow("localhost and one of it") << QStringList{u"127.0.0.1"_s, u"localhost"_s} << pair;
  QTest::newRow("twice") << QStringList{u"127.0.0.1"_s, u"127.0.0.1"_s} << QStringList{u"127.0.0.1"_s};
  QTest::newRow("two spellings") << QStringList{u"::1"_s, u"0:0:0:0:0:0:0:1"_s} << QStringList{u"::1"_s};
  QTest::newRow("IPv4 as IPv6") << QStringList{u"::ffff:127.0.0.1"_s} << QStringList{u"127.0.0.1"_s};
  QTest::newRow("others of 127/8") << QStringList{u"127.0.0.9"_s, u"127.0.0.1"_s}
                                   << QStringList{u"127.0.0.1"_s, u"127.0.0.9"_s};
}

void TestListener::addressesAreSortedAndUnique() {
  QFETCH(QStringList, asked);
  QFETCH(QStringList, listening);
  Listener listener(dropConnection);
  QVERIFY(listener.listen(asked, 0).has_value());
  QStringList got;
  for (const QHostAddress& address : listener.addresses()) {
    got += address.toString();
  }
  QCOMPARE(got, listening);
}

void TestListener::wildcardsOfBothFamiliesShareAPort() {
  Listener listener(dropConnection);
  QVERIFY(listener.listen({u"0.0.0.0"_s, u"::"_s}, 0).has_value());
  QCOMPARE(listener.addresses().size(), 2);
  QVERIFY(connectTo(AF_INET, listener.port()).isValid());
  QVERIFY(connectTo(AF_INET6, listener.port()).isValid());
}

void TestListener::invalidAddresses_data() {
  QTest::addColumn<QStringList>("addresses");
  for (const char* text : {"example.com", "127.1", "1", "", "127.0.0.1/8", "127.0.0.1:80", "[::1]", "010.0.0.1", "*"}) {
    QTest::addRow("'%s'", text) << QStringList{QString::fromLatin1(text)};
  }
  QTest::newRow("none") << QStringList();
  QTest::newRow("one of two") << QStringList{u"127.0.0.1"_s, u"nonsense"_s};
  QTest::newRow("no such interface") << QStringList{u"fe80::1%nope0"_s};
}

void TestListener::invalidAddresses() {
  QFETCH(QStringList, addresses);
  Listener listener(dropConnection);
  const auto result = listener.listen(addresses, 0);
  QVERIFY(!result.has_value());
  QCOMPARE(result.error().code, ErrorCode::InvalidArgument);
  QCOMPARE(result.error().stage, Stage::Relay);
  QVERIFY(!result.error().hint.isEmpty());
  QCOMPARE(listener.port(), 0);
}

void TestListener::localhostIsContentWithOne_data() {
  QTest::addColumn<int>("taken");
  QTest::newRow("IPv6 is taken") << AF_INET6;
  QTest::newRow("IPv4 is taken") << AF_INET;
}

void TestListener::localhostIsContentWithOne() {
  QFETCH(int, taken);
  const FileDescriptor other = listenOn(taken);
  Listener listener(dropConnection);
  QVERIFY(listener.listen(kLocalhost, portOf(other)).has_value());
  QCOMPARE(listener.port(), portOf(other));
  QCOMPARE(listener.addresses(), QList<QHostAddress>{taken == AF_INET6 ? kV4 : kV6});
}

void TestListener::localhostFailsWhenBothAreTaken() {
  const FileDescriptor v4 = listenOn(AF_INET);
  const FileDescriptor v6 = listenOn(AF_INET6, portOf(v4));
  QVERIFY(v6.isValid());
  Listener listener(dropConnection);
  const auto result = listener.listen(kLocalhost, portOf(v4));
  QVERIFY(!result.has_value());
  QCOMPARE(result.error().code, ErrorCode::AddressInUse);
  QVERIFY(listener.addresses().isEmpty());
}

void TestListener::namedAddressMustSucceed() {
  const FileDescriptor other = listenOn(AF_INET6);
  const qsizetype before = openDescriptors();
  Listener listener(dropConnection);
  const auto result = listener.listen({u"127.0.0.1"_s, u"::1"_s}, portOf(other));
  QVERIFY(!result.has_value());
  QCOMPARE(result.error().code, ErrorCode::AddressInUse);
  QVERIFY2(result.error().detail.contains(u"port %1 on ::1"_s.arg(portOf(other))), qPrintable(result.error().detail));
  QCOMPARE(openDescriptors(), before);
  QVERIFY(!connectTo(AF_INET, portOf(other)).isValid());
}

void TestListener::namedAddressMustSucceedBesideLocalhost() {
  const FileDescriptor other = listenOn(AF_INET);
  for (const QStringList& addresses : {QStringList{u"127.0.0.1"_s, u"localhost"_s}, {u"localhost"_s, u"127.0.0.1"_s}}) {
    Listener listener(dropConnection);
    const auto result = listener.listen(addresses, portOf(other));
    QVERIFY(!result.has_value());
    QCOMPARE(result.error().code, ErrorCode::AddressInUse);
  }
}

// The kernel chooses for 127.0.0.1 without a look at [::1]. With 300 of its 14,000 ports taken there, one of 600
// choices meets one of them with a chance of 99.999 %.
void TestListener::portZeroFindsAPortThatIsFreeEverywhere() {
  std::vector<FileDescriptor> taken;
  for (int i = 0; i < 300; ++i) {
    taken.push_back(listenOn(AF_INET6));
    QVERIFY(taken.back().isValid());
  }
  for (int i = 0; i < 600; ++i) {
    Listener listener(dropConnection);
    QVERIFY(listener.listen(kLocalhost, 0).has_value());
    QCOMPARE(listener.addresses().size(), 2);
  }
}

void TestListener::listensAgainRightAfterClosing() {
  FileDescriptor accepted;
  Listener listener([&](FileDescriptor socket) { accepted = std::move(socket); });
  QVERIFY(listener.listen(kLocalhost, 0).has_value());
  const quint16 port = listener.port();
  const FileDescriptor client = connectTo(AF_INET, port);
  QTRY_VERIFY(accepted.isValid());
  accepted.close();  // first, so that the port's end of it stays in TIME_WAIT
  char end = 0;
  QCOMPARE(::recv(client.get(), &end, 1, 0), 0);
  listener.close();
  QVERIFY(listener.listen(kLocalhost, port).has_value());
  QCOMPARE(listener.addresses().size(), 2);
  // Also without a close in between.
  QVERIFY(listener.listen(kLocalhost, port).has_value());
  QCOMPARE(listener.addresses().size(), 2);
}

void TestListener::namesTheHolder_data() {
  QTest::addColumn<int>("family");
  QTest::newRow("IPv4") << AF_INET;
  QTest::newRow("IPv6") << AF_INET6;
}

void TestListener::namesTheHolder() {
  QFETCH(int, family);
  FileDescriptor socket = listenOn(family);
  const quint16 port = portOf(socket);
  const QHostAddress address = family == AF_INET ? kV4 : kV6;
  const Holder holder("port\nholder", std::move(socket));
  Listener listener(dropConnection);
  const auto isNamed = [&] {
    const auto owner = findPortOwner(address, port);
    return owner && owner->name == u"port holder"_s && owner->pid == holder.pid();
  };
  QTRY_VERIFY(isNamed());  // it names itself when it gets to run
  const auto result = listener.listen({address.toString()}, port);
  QVERIFY(!result.has_value());
  QCOMPARE(result.error().code, ErrorCode::AddressInUse);
  QCOMPARE(
      result.error().detail,
      u"port %1 on %2 is in use by port holder (process %3)"_s.arg(port).arg(address.toString()).arg(holder.pid()));
  const quint16 free = suggestedPort(result.error());
  QVERIFY2(free > port, qPrintable(result.error().hint));
  QVERIFY(listener.listen(kLocalhost, free).has_value());
}

void TestListener::namesNobodyWithoutRights() {
  FileDescriptor socket = listenOn(AF_INET);
  const quint16 port = portOf(socket);
  const Holder holder("secretive", std::move(socket));
  Listener listener(dropConnection);
  const OrdinaryUser user;
  if (!user.wasRoot()) {
    QSKIP("only root has a process that it can hide from itself");
  }
  const auto result = listener.listen({u"127.0.0.1"_s}, port);
  QVERIFY(!result.has_value());
  QCOMPARE(result.error().detail, u"port %1 on 127.0.0.1 is in use by another process"_s.arg(port));
  QVERIFY(suggestedPort(result.error()) != 0);
}

// A client socket may have got the port by chance; there is no listener then.
void TestListener::namesAnOutgoingConnection() {
  const FileDescriptor server = listenOn(AF_INET);
  // Bound before: a port that connect chooses may be shared with others.
  const FileDescriptor client(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  const LoopbackName any(AF_INET, 0);
  QCOMPARE(::bind(client.get(), any.get(), any.size), 0);
  const LoopbackName to(AF_INET, portOf(server));
  QCOMPARE(::connect(client.get(), to.get(), to.size), 0);
  Listener listener(dropConnection);
  const auto result = listener.listen({u"127.0.0.1"_s}, portOf(client));
  QVERIFY(!result.has_value());
  QCOMPARE(result.error().code, ErrorCode::AddressInUse);
  const auto owner = findPortOwner(kV4, portOf(client));
  QVERIFY(owner.has_value());
  QCOMPARE(owner->pid, ::getpid());
}

// The kernel gives one port to many clients, as long as they go to different places.
void TestListener::tellsClientsWithOnePortApart() {
  const FileDescriptor servers[] = {listenOn(AF_INET), listenOn(AF_INET)};
  FileDescriptor clients[2];
  quint16 port = 0;
  for (int i = 0; i < 2; ++i) {
    clients[i] = FileDescriptor(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    const int on = 1;
    ::setsockopt(clients[i].get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
    const LoopbackName from(AF_INET, port);
    QCOMPARE(::bind(clients[i].get(), from.get(), from.size), 0);
    port = portOf(clients[i]);
    const LoopbackName to(AF_INET, portOf(servers[i]));
    QCOMPARE(::connect(clients[i].get(), to.get(), to.size), 0);
  }
  const PortPair ours{.own = port, .peer = portOf(servers[0])};
  const PortPair theirs{.own = port, .peer = portOf(servers[1])};
  const Holder holder("another", std::move(clients[1]));
  const SocketOwners owners = findSocketOwners({ours, theirs}, std::chrono::seconds(10));
  QVERIFY(owners.isComplete);
  QCOMPARE(owners.byPorts.value(ours).pid, ::getpid());
  QCOMPARE(owners.byPorts.value(theirs).name, u"another"_s);
}

void TestListener::lowPortsNeedRights() {
  QFile sysctl(u"/proc/sys/net/ipv4/ip_unprivileged_port_start"_s);
  QVERIFY(sysctl.open(QIODevice::ReadOnly));
  if (sysctl.readAll().trimmed().toInt() <= 81) {
    QSKIP("here everybody may listen on low ports");
  }
  Listener listener(dropConnection);
  const OrdinaryUser user;
  const auto result = listener.listen(kLocalhost, 81);
  QVERIFY(!result.has_value());
  QCOMPARE(result.error().code, ErrorCode::PermissionDenied);
  QVERIFY(result.error().detail.contains(u"port 81"));
  QVERIFY2(suggestedPort(result.error()) >= 8081, qPrintable(result.error().hint));
}

void TestListener::addressOfAnotherMachine() {
  Listener listener(dropConnection);
  const auto result = listener.listen({u"203.0.113.77"_s}, 0);  // RFC 5737: for documentation
  QVERIFY(!result.has_value());
  QCOMPARE(result.error().code, ErrorCode::AddressUnavailable);
  QVERIFY(result.error().detail.contains(u"203.0.113.77"));
}

void TestListener::restsWhenDescriptorsAreExhausted() {
  int accepted = 0;
  Listener listener([&](FileDescriptor) { ++accepted; });
  QVERIFY(listener.listen({u"127.0.0.1"_s}, 0).has_value());
  const FileDescriptor client = connectTo(AF_INET, listener.port());
  QVERIFY(client.isValid());

  rlimit before{};
  ::getrlimit(RLIMIT_NOFILE, &before);
  rlimit low = before;
  low.rlim_cur = static_cast<rlim_t>(client.get()) + 20;
  ::setrlimit(RLIMIT_NOFILE, &low);
  std::vector<FileDescriptor> all;
  do {
    all.emplace_back(::dup(client.get()));
  } while (all.back().isValid());

  int turns = 0;
  const auto counting =
      connect(QAbstractEventDispatcher::instance(), &QAbstractEventDispatcher::awake, this, [&turns] { ++turns; });
  QTest::qWait(350);
  disconnect(counting);
  all.clear();
  ::setrlimit(RLIMIT_NOFILE, &before);
  QVERIFY2(turns < 350, qPrintable(QString::number(turns)));  // it does not spin
  QCOMPARE(accepted, 0);
  QTRY_COMPARE(accepted, 1);  // and the connection was not lost
}

// A flood of clients must not take the descriptors that sessions and files need.
void TestListener::leavesSomeDescriptors() {
  std::vector<FileDescriptor> accepted;
  Listener listener([&](FileDescriptor socket) { accepted.push_back(std::move(socket)); });
  QVERIFY(listener.listen({u"127.0.0.1"_s}, 0).has_value());
  std::vector<FileDescriptor> clients;
  for (int i = 0; i < 100; ++i) {
    clients.push_back(connectTo(AF_INET, listener.port()));
  }
  rlimit before{};
  ::getrlimit(RLIMIT_NOFILE, &before);
  rlimit low = before;
  low.rlim_cur = static_cast<rlim_t>(clients.back().get()) + 80;
  ::setrlimit(RLIMIT_NOFILE, &low);
  QTRY_VERIFY(accepted.size() > 10);
  QTest::qWait(350);
  std::vector<FileDescriptor> left;
  do {
    left.emplace_back(::dup(clients.front().get()));
  } while (left.back().isValid());
  const size_t first = accepted.size();
  const size_t wereLeft = left.size();
  left.clear();

  // Those who waited have their turn as others leave.
  accepted.clear();
  ::setrlimit(RLIMIT_NOFILE, &before);
  QVERIFY(first < 100);
  QVERIFY(wereLeft >= 20);
  QTRY_COMPARE(accepted.size(), 100 - first);
}

void TestListener::handlerMayClose() {
  std::vector<FileDescriptor> accepted;
  std::unique_ptr<Listener> listener = std::make_unique<Listener>([&](FileDescriptor socket) {
    accepted.push_back(std::move(socket));
    listener->close();
  });
  QVERIFY(listener->listen(kLocalhost, 0).has_value());
  const FileDescriptor one = connectTo(AF_INET, listener->port());
  const FileDescriptor two = connectTo(AF_INET, listener->port());
  QTRY_COMPARE(accepted.size(), 1U);
  QTest::qWait(20);
  QCOMPARE(accepted.size(), 1U);
  QCOMPARE(listener->port(), 0);
}

void TestListener::handlerMayDestroy() {
  int accepted = 0;
  std::unique_ptr<Listener> listener = std::make_unique<Listener>([&](FileDescriptor) {
    listener.reset();
    ++accepted;
  });
  QVERIFY(listener->listen(kLocalhost, 0).has_value());
  const FileDescriptor one = connectTo(AF_INET, listener->port());
  const FileDescriptor two = connectTo(AF_INET, listener->port());
  QTRY_COMPARE(accepted, 1);
  QTest::qWait(20);
  QCOMPARE(accepted, 1);
}

void TestListener::leavesNothingOpen() {
  const qsizetype before = openDescriptors();
  for (int i = 0; i < 100; ++i) {
    Listener listener(dropConnection);
    QVERIFY(listener.listen(kLocalhost, 0).has_value());
    QVERIFY(listener.listen(kLocalhost, 0).has_value());
  }
  QCOMPARE(openDescriptors(), before);
}

QTEST_GUILESS_MAIN(TestListener)
#include "test_listener.moc"
