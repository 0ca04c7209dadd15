#include <QTest>

#include "core/tunnel/podconnectionerror.h"

using namespace portolan;
using namespace Qt::StringLiterals;

class TestPodConnectionError : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void makesTextsReadable_data();
  void makesTextsReadable();
  void staysShortAndOnOneLine();
};

void TestPodConnectionError::makesTextsReadable_data() {
  QTest::addColumn<QByteArray>("text");
  QTest::addColumn<ErrorCode>("code");
  QTest::addColumn<QString>("detail");
  const auto failed = [](const char* name, const QByteArray& text, const char* detail) {
    QTest::newRow(name) << text << ErrorCode::PodConnectionFailed << QString::fromUtf8(detail);
  };
  const auto gone = [](const char* name, const QByteArray& text) {
    QTest::newRow(name) << text << ErrorCode::PodGone << u"the pod's sandbox is gone"_s;
  };
  const auto refused = [](const char* name, const QByteArray& text, const char* detail) {
    QTest::newRow(name) << text << ErrorCode::PodPortRefused << QString::fromUtf8(detail);
  };
  // PROTOCOL 6.3, and the runtimes' sources.
  refused(
      "refused, containerd",
      "error forwarding port 81 to pod sandbox-id-1234, uid : failed to execute portforward in network namespace "
      "\"/var/run/netns/cni-1\": failed to connect to localhost:81 inside namespace \"sandbox-id-1234\", IPv4: dial "
      "tcp4 127.0.0.1:81: connect: connection refused IPv6 dial tcp6: ",
      "port 81 in the pod refused the connection");
  refused(
      "refused, CRI-O",
      "error forwarding port 81 to pod 1234, uid : port forward into network namespace \"/var/run/netns/1\": failed "
      "to connect to localhost:81 inside namespace 1234: dial tcp [::1]:81: connect: connection refused",
      "port 81 in the pod refused the connection");
  refused(
      "refused, socat",
      "error forwarding port 81 to pod 1234, uid : exit status 1: 2020/01/01 socat[1] E connect(5, AF=2 127.0.0.1:81, "
      "16): Connection refused",
      "port 81 in the pod refused the connection");
  failed(
      "reset",
      "error forwarding port 81 to pod 1234, uid : read tcp4 127.0.0.1:1->127.0.0.1:81: read: connection reset by peer",
      "the connection was reset in the pod");
  failed("broken pipe", "error forwarding port 81 to pod 1234, uid : write: broken pipe",
         "the connection was reset in the pod");
  failed(
      "timeout",
      "error forwarding port 81 to pod 1234, uid : failed to execute portforward in network namespace \"/n\": failed "
      "to dial 81: dial tcp4 127.0.0.1:81: i/o timeout",
      "port 81 in the pod cannot be reached: failed to dial 81: dial tcp4 127.0.0.1:81: i/o timeout");
  failed("no socat", "error forwarding port 81 to pod 1234, uid : unable to do port forwarding: socat not found",
         "the pod's node lacks a program that its runtime needs for port forwards: unable to do port forwarding: socat "
         "not found");
  failed("half of a pair", "(conn=0xc000, request=0) timed out waiting for streams",
         "the runtime received only half of the request for port 81");
  failed("anything else", "error forwarding port 81 to pod 1234, uid 5-6: something new\n",
         "the connection to port 81 in the pod failed: something new");
  failed("without a prefix", "something new", "the connection to port 81 in the pod failed: something new");
  failed("nothing", "", "the connection to port 81 in the pod failed");
  failed("not UTF-8", "\xff\xfe!", "the connection to port 81 in the pod failed: \uFFFD\uFFFD!");

  gone("netns closed, containerd",
       "error forwarding port 81 to pod 1234, uid : network namespace for sandbox \"1234\" is closed");
  gone("not in store, containerd",
       "error forwarding port 81 to pod 1234, uid : failed to find sandbox \"1234\" in store: not found");
  gone("not running, containerd", "sandbox container is not running");
  gone("unknown, CRI-O",
       "error forwarding port 81 to pod 1234, uid : PodSandbox with ID starting with 1234 not found: no such id");
  gone("no longer there, CRI-O", "error forwarding port 81 to pod 1234, uid : could not find sandbox 1234");
  gone("not running, CRI-O", "error forwarding port 81 to pod 1234, uid : sandbox 1234 is not running");
  gone("no network, CRI-O",
       "error forwarding port 81 to pod 1234, uid : network namespace path of sandbox 1234 is empty");
}

void TestPodConnectionError::makesTextsReadable() {
  QFETCH(QByteArray, text);
  QFETCH(ErrorCode, code);
  QFETCH(QString, detail);
  const Error error = podConnectionError(81, text);
  QCOMPARE(error.code, code);
  QCOMPARE(error.stage, Stage::Relay);
  QCOMPARE(error.detail, detail);
  QVERIFY(error.hint.isEmpty() || error.hint.endsWith(u'.'));
}

void TestPodConnectionError::staysShortAndOnOneLine() {
  const Error error = podConnectionError(81, QByteArray("line\r\n\x1b[31m").repeated(1000));
  QVERIFY(error.detail.size() < 400);
  QVERIFY(std::ranges::all_of(error.detail, [](QChar c) { return c.isPrint(); }));
}

QTEST_APPLESS_MAIN(TestPodConnectionError)
#include "test_podconnectionerror.moc"
