#include <QTest>

#include "core/tunnel/proxyhandshake.h"

using namespace Qt::StringLiterals;
using portolan::ErrorCode;
using portolan::ProxyAddress;
using portolan::ProxyHandshake;

namespace {

ProxyAddress proxyOf(const QString& url) {
  return ProxyAddress::parse(url).value();
}

}  // namespace

class TestProxyHandshake : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void conversations_data();
  void conversations();
  void refusals_data();
  void refusals();
};

void TestProxyHandshake::conversations_data() {
  QTest::addColumn<QString>("url");
  QTest::addColumn<QString>("host");
  QTest::addColumn<QByteArrayList>("sent");
  QTest::addColumn<QByteArrayList>("answers");
  const QByteArray agent = "User-Agent: portolan/" PORTOLAN_VERSION "\r\n";
  QTest::newRow("CONNECT") << u"http://p"_s << u"server.example"_s
                           << QByteArrayList{"CONNECT server.example:6443 HTTP/1.1\r\nHost: server.example:6443\r\n" +
                                             agent + "\r\n"}
                           << QByteArrayList{"HTTP/1.1 200 Connection established\r\n\r\n"};
  QTest::newRow("CONNECT to an IPv6 address, with a login")
      << u"https://me:pa:ss@p"_s << u"fd00::1"_s
      << QByteArrayList{"CONNECT [fd00::1]:6443 HTTP/1.1\r\nHost: [fd00::1]:6443\r\n" + agent +
                        "Proxy-Authorization: Basic " + QByteArray("me:pa:ss").toBase64() + "\r\n\r\n"}
      << QByteArrayList{"HTTP/1.0 200 OK\r\nContent-Length: 5\r\nProxy-Agent: x\r\n\r\n"};
  QTest::newRow("an interim answer") << u"http://p"_s << u"h"_s
                                     << QByteArrayList{"CONNECT h:6443 HTTP/1.1\r\nHost: h:6443\r\n" + agent + "\r\n"}
                                     << QByteArrayList{"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n\r\n"};
  const auto hex = [](const char* text) { return QByteArray::fromHex(text); };
  // 6443 is 192b
  QTest::newRow("SOCKS5, a name") << u"socks5://p"_s << u"abc"_s
                                  << QByteArrayList{hex("05 01 00"), hex("05 01 00 03 03 61 62 63 19 2b")}
                                  << QByteArrayList{hex("05 00"), hex("05 00 00 01 0a 00 00 01 ff ff")};
  QTest::newRow("SOCKS5, an address, answered with IPv6")
      << u"socks5://p"_s << u"192.0.2.1"_s << QByteArrayList{hex("05 01 00"), hex("05 01 00 01 c0 00 02 01 19 2b")}
      << QByteArrayList{hex("05 00"), hex("05 00 00 04 00000000000000000000000000000001 00 50")};
  QTest::newRow("SOCKS5, an IPv6 address, answered with a name")
      << u"socks5://p"_s << u"::1"_s
      << QByteArrayList{hex("05 01 00"), hex("05 01 00 04 00000000000000000000000000000001 19 2b")}
      << QByteArrayList{hex("05 00"), hex("05 00 00 03 01 78 00 50")};
  QTest::newRow("SOCKS5, a login that is wanted")
      << u"socks5://me:pass@p"_s << u"h"_s
      << QByteArrayList{hex("05 02 00 02"), hex("01 02 6d65 04 70617373"), hex("05 01 00 03 01 68 19 2b")}
      << QByteArrayList{hex("05 02"), hex("01 00"), hex("05 00 00 01 00000000 0000")};
  QTest::newRow("SOCKS5, a login that is not wanted")
      << u"socks5://me:pass@p"_s << u"h"_s << QByteArrayList{hex("05 02 00 02"), hex("05 01 00 03 01 68 19 2b")}
      << QByteArrayList{hex("05 00"), hex("05 00 00 01 00000000 0000")};
}

void TestProxyHandshake::conversations() {
  QFETCH(QString, url);
  QFETCH(QString, host);
  QFETCH(QByteArrayList, sent);
  QFETCH(QByteArrayList, answers);
  // In pieces of each size, the last with the server's first bytes behind it.
  for (qsizetype piece = 1; piece <= 64; ++piece) {
    ProxyHandshake handshake(proxyOf(url), host, 6443);
    QByteArray held;
    for (qsizetype i = 0; i < answers.size(); ++i) {
      QCOMPARE(handshake.takeOutput(), sent.at(i));
      QByteArray arriving = answers.at(i) + (i + 1 == answers.size() ? "server" : "");
      while (!arriving.isEmpty()) {
        held += arriving.first(qMin(piece, arriving.size()));
        arriving.remove(0, qMin(piece, arriving.size()));
        qsizetype taken = 1;
        while (!handshake.isDone() && taken > 0) {
          const auto result = handshake.feed(held);
          QVERIFY2(result, result ? "" : qPrintable(result.error().detail));
          taken = *result;
          held.remove(0, taken);
        }
      }
    }
    QVERIFY(handshake.isDone());
    QCOMPARE(held, QByteArray("server"));
    QCOMPARE(handshake.takeOutput(), QByteArray());
  }
}

void TestProxyHandshake::refusals_data() {
  QTest::addColumn<QString>("url");
  QTest::addColumn<QByteArrayList>("answers");
  QTest::addColumn<QString>("detail");
  const auto http = [](const char* status) { return QByteArrayList{QByteArray("HTTP/1.1 ") + status + "\r\n\r\n"}; };
  QTest::newRow("wants a login") << u"http://p"_s << http("407 Proxy Authentication Required")
                                 << u"the proxy http://p:80 wants a user name and password"_s;
  QTest::newRow("wants another login") << u"http://me:secret@p"_s << http("407 No")
                                       << u"the proxy http://p:80 does not accept the user name and password"_s;
  QTest::newRow("forbidden") << u"http://p"_s << http("403 secret words")
                             << u"the proxy http://p:80 does not let connections to this server through (HTTP 403)"_s;
  QTest::newRow("unreachable") << u"https://p"_s << http("502 Bad Gateway")
                               << u"the proxy https://p:443 cannot reach the server (HTTP 502)"_s;
  QTest::newRow("something else") << u"http://p"_s << http("301 Moved")
                                  << u"the proxy http://p:80 answered CONNECT with HTTP 301"_s;
  const auto hex = [](const char* text) { return QByteArray::fromHex(text); };
  QTest::newRow("SOCKS4") << u"socks5://p"_s << QByteArrayList{hex("00 5a")}
                          << u"socks5://p:1080 does not behave like a proxy: it does not speak SOCKS5"_s;
  QTest::newRow("SOCKS5 wants a login") << u"socks5://p"_s << QByteArrayList{hex("05 ff")}
                                        << u"the proxy socks5://p:1080 wants a user name and password"_s;
  QTest::newRow("SOCKS5 wants another login")
      << u"socks5://me:secret@p"_s << QByteArrayList{hex("05 02"), hex("01 01")}
      << u"the proxy socks5://p:1080 does not accept the user name and password"_s;
  QTest::newRow("not allowed")
      << u"socks5://p"_s << QByteArrayList{hex("05 00"), hex("05 02 00 01 00000000 0000")}
      << u"the proxy socks5://p:1080 did not connect to the server: its rules do not allow it"_s;
  QTest::newRow("refused") << u"socks5://p"_s << QByteArrayList{hex("05 00"), hex("05 05 00 01 00000000 0000")}
                           << u"the proxy socks5://p:1080 did not connect to the server: nothing listens there"_s;
  QTest::newRow("unknown reply") << u"socks5://p"_s << QByteArrayList{hex("05 00"), hex("05 63")}
                                 << u"the proxy socks5://p:1080 did not connect to the server: reply 99"_s;
  QTest::newRow("unknown address") << u"socks5://p"_s << QByteArrayList{hex("05 00"), hex("05 00 00 07 00000000 0000")}
                                   << u"socks5://p:1080 does not behave like a proxy: it does not speak SOCKS5"_s;
}

void TestProxyHandshake::refusals() {
  QFETCH(QString, url);
  QFETCH(QByteArrayList, answers);
  ProxyHandshake handshake(proxyOf(url), u"h"_s, 6443);
  for (qsizetype i = 0; i < answers.size(); ++i) {
    const auto taken = handshake.feed(answers.at(i));
    if (i + 1 < answers.size()) {
      QVERIFY(taken);
      continue;
    }
    QVERIFY(!taken);
    QTEST(taken.error().detail, "detail");
    QCOMPARE(taken.error().code, ErrorCode::ProxyFailed);
    QVERIFY(!taken.error().hint.isEmpty());
    QVERIFY(!taken.error().hint.contains(u"secret"_s));
  }
}

QTEST_GUILESS_MAIN(TestProxyHandshake)
#include "test_proxyhandshake.moc"
