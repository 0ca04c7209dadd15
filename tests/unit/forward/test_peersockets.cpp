#include <net/if.h>
#include <sched.h>
#include <unistd.h>

#include <QTest>
#include <thread>

#include "core/forward/peersockets.h"
#include "tests/unit/forward/loopback.h"

using namespace portolan;
using namespace portolan::test;
using State = PeerSockets::State;

class TestPeerSockets : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void tellsHalfClosedFromClosed_data();
  void tellsHalfClosedFromClosed();
  void clientWithAnIPv6SocketToIPv4();
  void closedWithBytesUnderWay();
  void heldByAnotherProcess();
  void notVisibleFromHere();
  void notTcp();
};

void TestPeerSockets::tellsHalfClosedFromClosed_data() {
  QTest::addColumn<int>("family");
  QTest::newRow("IPv4") << AF_INET;
  QTest::newRow("IPv6") << AF_INET6;
}

void TestPeerSockets::tellsHalfClosedFromClosed() {
  QFETCH(int, family);
  PeerSockets peers;
  {
    Connection c = connection(family);
    QCOMPARE(peers.look(c.accepted.get()), State::Open);
    ::shutdown(c.client.get(), SHUT_WR);
    QCOMPARE(peers.look(c.accepted.get()), State::Open);
    QTest::qWait(60);  // by now the FIN is acknowledged
    QCOMPARE(peers.look(c.accepted.get()), State::Open);
    c.client.close();
    QCOMPARE(peers.look(c.accepted.get()), State::Closed);
  }
  {
    Connection c = connection(family);
    c.client.close();
    QCOMPARE(peers.look(c.accepted.get()), State::Closed);
    QTest::qWait(60);
    QCOMPARE(peers.look(c.accepted.get()), State::Closed);
  }
  {
    const Connection c = connection(family);
    ::shutdown(c.client.get(), SHUT_RDWR);
    QCOMPARE(peers.look(c.accepted.get()), State::Closed);
  }
}

void TestPeerSockets::clientWithAnIPv6SocketToIPv4() {
  const FileDescriptor listening = listenOn(AF_INET);
  FileDescriptor client(::socket(AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_in6 name{};
  name.sin6_family = AF_INET6;
  name.sin6_port = htons(portOf(listening));
  QCOMPARE(::inet_pton(AF_INET6, "::ffff:127.0.0.1", &name.sin6_addr), 1);
  QCOMPARE(::connect(client.get(), reinterpret_cast<sockaddr*>(&name), sizeof(name)), 0);
  const FileDescriptor accepted(::accept4(listening.get(), nullptr, nullptr, SOCK_CLOEXEC));
  PeerSockets peers;
  QCOMPARE(peers.look(accepted.get()), State::Open);
  client.close();
  QCOMPARE(peers.look(accepted.get()), State::Closed);
}

void TestPeerSockets::closedWithBytesUnderWay() {
  Connection c = connection();
  const QByteArray bytes(1024 * 1024, 'x');
  QVERIFY(::send(c.client.get(), bytes.constData(), static_cast<size_t>(bytes.size()), MSG_DONTWAIT) > 100'000);
  c.client.close();
  PeerSockets peers;
  QCOMPARE(peers.look(c.accepted.get()), State::Closed);
}

void TestPeerSockets::heldByAnotherProcess() {
  Connection c = connection();
  const FileDescriptor copy(::dup(c.client.get()));
  c.client.close();
  PeerSockets peers;
  QCOMPARE(peers.look(c.accepted.get()), State::Open);
}

// A client in a container, seen from outside of its network namespace.
void TestPeerSockets::notVisibleFromHere() {
  Connection c;
  bool isElsewhere = false;
  std::thread([&] {
    if (::unshare(CLONE_NEWNET) != 0) {
      return;
    }
    const FileDescriptor any(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
    ifreq loopback{};
    qstrncpy(loopback.ifr_name, "lo", sizeof(loopback.ifr_name));
    loopback.ifr_flags = IFF_UP;
    if (::ioctl(any.get(), SIOCSIFFLAGS, &loopback) != 0) {
      return;
    }
    c = connection();
    isElsewhere = c.accepted.isValid();
  }).join();
  if (!isElsewhere) {
    QSKIP("needs the right to make a network namespace");
  }
  PeerSockets peers;
  QCOMPARE(peers.look(c.accepted.get()), State::Unseen);
  {
    // Where no connection matches, the kernel answers with a listener on the port. That is not the peer.
    const FileDescriptor listening = listenOn(AF_INET, portOf(c.client));
    QVERIFY(listening.isValid());
    QCOMPARE(peers.look(c.accepted.get()), State::Unseen);
  }
  c.client.close();
  QCOMPARE(peers.look(c.accepted.get()), State::Unseen);
}

void TestPeerSockets::notTcp() {
  int pair[2];
  QCOMPARE(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair), 0);
  const FileDescriptor a(pair[0]);
  const FileDescriptor b(pair[1]);
  PeerSockets peers;
  QCOMPARE(peers.look(a.get()), State::Unknown);
  QCOMPARE(peers.look(-1), State::Unknown);
}

QTEST_GUILESS_MAIN(TestPeerSockets)
#include "test_peersockets.moc"
