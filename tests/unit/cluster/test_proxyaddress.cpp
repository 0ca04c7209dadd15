#include <QTest>

#include "core/cluster/proxyaddress.h"

using namespace Qt::StringLiterals;
using portolan::ErrorCode;
using portolan::ProxyAddress;
using portolan::proxyFromEnvironment;

class TestProxyAddress : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void parses_data();
  void parses();
  void refuses_data();
  void refuses();
  void credentialsAreNotShown();
  void environment_data();
  void environment();
  void exceptions_data();
  void exceptions();
};

void TestProxyAddress::parses_data() {
  QTest::addColumn<QString>("url");
  QTest::addColumn<QString>("shown");
  QTest::addColumn<QByteArray>("login");
  QTest::newRow("http") << u"http://p:3128"_s << u"http://p:3128"_s << QByteArray(":");
  QTest::newRow("http, its port") << u"http://p/"_s << u"http://p:80"_s << QByteArray(":");
  QTest::newRow("https") << u"https://p"_s << u"https://p:443"_s << QByteArray(":");
  QTest::newRow("socks5") << u"socks5://p"_s << u"socks5://p:1080"_s << QByteArray(":");
  QTest::newRow("socks5h") << u"socks5h://p:1"_s << u"socks5://p:1"_s << QByteArray(":");
  QTest::newRow("IPv6") << u"http://[::1]:8"_s << u"http://[::1]:8"_s << QByteArray(":");
  QTest::newRow("login") << u"http://me:pass@p:1"_s << u"http://p:1"_s << QByteArray("me:pass");
  QTest::newRow("encoded login") << u"http://a%40b:p%3Aa%2Fs%25s@p:1"_s << u"http://p:1"_s << QByteArray("a@b:p:a/s%s");
  QTest::newRow("user alone") << u"socks5://me@p"_s << u"socks5://p:1080"_s << QByteArray("me:");
}

void TestProxyAddress::parses() {
  QFETCH(QString, url);
  const auto proxy = ProxyAddress::parse(url);
  QVERIFY2(proxy, proxy ? "" : qPrintable(proxy.error().detail));
  QTEST(proxy->displayUrl(), "shown");
  QTEST(proxy->user + ':' + proxy->password, "login");
}

void TestProxyAddress::refuses_data() {
  QTest::addColumn<QString>("url");
  QTest::addColumn<QString>("detail");
  QTest::newRow("ftp") << u"ftp://me:secret@p"_s
                       << u"the proxy's URL begins with \"ftp\", which is none of http, https and socks5"_s;
  QTest::newRow("no scheme") << u"me:secret@p:1"_s << u"the proxy's URL has no scheme"_s;
  QTest::newRow("no host") << u"http://"_s << u"the proxy's URL is not valid"_s;
  QTest::newRow("no port") << u"http://secret:0"_s << u"the proxy's URL is not valid"_s;
  QTest::newRow("not a URL") << u"http://me:sec ret@p^"_s << u"the proxy's URL is not valid"_s;
  QTest::newRow("long") << u"http://me:%1@p"_s.arg(QString(256, u'x'))
                        << u"the user name or password in the proxy's URL is too long, or has a colon in the name"_s;
}

void TestProxyAddress::refuses() {
  QFETCH(QString, url);
  const auto proxy = ProxyAddress::parse(url);
  QVERIFY(!proxy);
  QTEST(proxy.error().detail, "detail");
  QCOMPARE(proxy.error().code, ErrorCode::InvalidArgument);
  QCOMPARE(proxy.error().hint, u"A proxy is written like http://HOST:PORT; https and socks5 are possible, too."_s);
}

void TestProxyAddress::credentialsAreNotShown() {
  const auto proxy = ProxyAddress::parse(u"http://planted-user:planted-password@p"_s);
  QVERIFY(proxy);
  QVERIFY(!proxy->displayUrl().contains(u"planted"_s));
}

void TestProxyAddress::environment_data() {
  QTest::addColumn<QString>("variables");
  QTest::addColumn<bool>("isTls");
  QTest::addColumn<QString>("proxy");  // "-": none; "!…": the error
  QTest::newRow("nothing") << QString() << true << u"-"_s;
  QTest::newRow("https") << u"HTTPS_PROXY=http://a:1 HTTP_PROXY=http://b:2"_s << true << u"http://a:1"_s;
  QTest::newRow("http") << u"HTTPS_PROXY=http://a:1 HTTP_PROXY=http://b:2"_s << false << u"http://b:2"_s;
  QTest::newRow("lower case") << u"https_proxy=http://a:1"_s << true << u"http://a:1"_s;
  QTest::newRow("upper case first") << u"https_proxy=http://a:1 HTTPS_PROXY=http://b:2"_s << true << u"http://b:2"_s;
  QTest::newRow("empty is unset") << u"https_proxy=http://a:1 HTTPS_PROXY="_s << true << u"http://a:1"_s;
  QTest::newRow("no scheme") << u"HTTPS_PROXY=proxy:3128"_s << true << u"http://proxy:3128"_s;
  QTest::newRow("socks5") << u"HTTPS_PROXY=socks5://a"_s << true << u"socks5://a:1080"_s;
  QTest::newRow("all_proxy is not Go's") << u"ALL_PROXY=http://a:1"_s << true << u"-"_s;
  QTest::newRow("wrong")
      << u"HTTPS_PROXY=ftp://me:secret@a"_s << true
      << u"!the environment variable HTTPS_PROXY cannot be used: the proxy's URL begins with \"ftp\", "
         "which is none of http, https and socks5"_s;
}

void TestProxyAddress::environment() {
  QFETCH(QString, variables);
  QFETCH(bool, isTls);
  QProcessEnvironment environment;
  for (const QString& variable : variables.split(u' ', Qt::SkipEmptyParts)) {
    environment.insert(variable.section(u'=', 0, 0), variable.section(u'=', 1));
  }
  const auto proxy = proxyFromEnvironment(isTls, u"server.example"_s, 6443, environment);
  QTEST(!proxy ? u'!' + proxy.error().detail : proxy->isValid() ? proxy->displayUrl() : u"-"_s, "proxy");
}

void TestProxyAddress::exceptions_data() {
  // The cases of golang.org/x/net/http/httpproxy, and more.
  QTest::addColumn<QString>("noProxy");
  QTest::addColumn<QString>("host");
  QTest::addColumn<bool>("isProxied");
  QTest::newRow("nothing") << QString() << u"server.example"_s << true;
  QTest::newRow("localhost") << QString() << u"localhost"_s << false;
  QTest::newRow("loopback") << QString() << u"127.0.0.5"_s << false;
  QTest::newRow("loopback, IPv6") << QString() << u"::1"_s << false;
  QTest::newRow("all") << u"*"_s << u"server.example"_s << false;
  QTest::newRow("name") << u"server.example"_s << u"server.example"_s << false;
  QTest::newRow("name in capitals") << u"Server.Example"_s << u"server.EXAMPLE"_s << false;
  QTest::newRow("name with a dot behind") << u"server.example"_s << u"server.example."_s << false;
  QTest::newRow("below a name") << u"example"_s << u"server.example"_s << false;
  QTest::newRow("ends alike") << u"example"_s << u"anexample"_s << true;
  QTest::newRow("dot: below") << u".example"_s << u"server.example"_s << false;
  QTest::newRow("dot: not itself") << u".server.example"_s << u"server.example"_s << true;
  QTest::newRow("star: below") << u"*.example"_s << u"server.example"_s << false;
  QTest::newRow("star: not itself") << u"*.example"_s << u"example"_s << true;
  QTest::newRow("list") << u" a , ,server.example "_s << u"server.example"_s << false;
  QTest::newRow("port") << u"server.example:6443"_s << u"server.example"_s << false;
  QTest::newRow("another port") << u"server.example:443"_s << u"server.example"_s << true;
  QTest::newRow("address") << u"192.0.2.1"_s << u"192.0.2.1"_s << false;
  QTest::newRow("another address") << u"192.0.2.1"_s << u"192.0.2.10"_s << true;
  QTest::newRow("address and port") << u"192.0.2.1:6443"_s << u"192.0.2.1"_s << false;
  QTest::newRow("address and another port") << u"192.0.2.1:1"_s << u"192.0.2.1"_s << true;
  QTest::newRow("IPv6 address") << u"2001:db8::1"_s << u"2001:db8:0::1"_s << false;
  QTest::newRow("IPv6 address and port") << u"[2001:db8::1]:6443"_s << u"2001:db8::1"_s << false;
  QTest::newRow("CIDR") << u"192.0.2.0/24"_s << u"192.0.2.77"_s << false;
  QTest::newRow("outside") << u"192.0.2.0/25"_s << u"192.0.2.177"_s << true;
  QTest::newRow("IPv6 CIDR") << u"2001:db8::/32"_s << u"2001:db8:1::5"_s << false;
  QTest::newRow("outside, IPv6") << u"2001:db8::/32"_s << u"2001:db9::5"_s << true;
  QTest::newRow("CIDR and a name") << u"0.0.0.0/0"_s << u"server.example"_s << true;
  QTest::newRow("no CIDR") << u"192.0.2.0/x"_s << u"192.0.2.1"_s << true;
  QTest::newRow("end of an address is no domain") << u"2.1"_s << u"192.0.2.1"_s << true;
}

void TestProxyAddress::exceptions() {
  QFETCH(QString, noProxy);
  QFETCH(QString, host);
  QProcessEnvironment environment;
  environment.insert(u"HTTPS_PROXY"_s, u"http://p:1"_s);
  environment.insert(u"no_proxy"_s, noProxy);
  const auto proxy = proxyFromEnvironment(true, host, 6443, environment);
  QVERIFY(proxy);
  QTEST(proxy->isValid(), "isProxied");
}

QTEST_GUILESS_MAIN(TestProxyAddress)
#include "test_proxyaddress.moc"
