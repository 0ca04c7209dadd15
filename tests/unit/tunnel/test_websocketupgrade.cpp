#include <QSet>
#include <QSignalSpy>
#include <QTest>

#include "core/tunnel/websocketupgrade.h"
#include "tests/unit/tunnel/transportpair.h"

using namespace portolan;
using namespace portolan::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

const QByteArray kProtocol = "SPDY/3.1+portforward.k8s.io";

/// An upgrade whose server answers with `answer` when it has the request; "ACCEPT" stands for what fits the key.
struct Upgrading {
  explicit Upgrading(const QByteArray& serverAnswer = {}, std::chrono::milliseconds timeout = 30s)
      : answer(serverAnswer) {
    request.host = "[::1]:6443";
    request.target = "/api/v1/namespaces/default/pods/web/portforward";
    request.protocol = kProtocol;
    request.headers = {{"Authorization", "Bearer secret"}, {"Impersonate-Group", "a"}, {"Impersonate-Group", "b"}};
    request.timeout = timeout;
  }

  void start() {
    if (!QTest::qWaitFor([this] { return pair.client->isOpen() && pair.server->isOpen(); })) {
      qFatal("no connection");
    }
    pair.client->disconnect(&pair.clientLog);
    peer = pair.client->peerName();
    QObject::connect(pair.server.get(), &Transport::readyRead, &context, [this] {
      if (!isAnswered && pair.serverLog.data.endsWith("\r\n\r\n")) {
        isAnswered = true;
        head = **parseHttpRequestHead(pair.serverLog.data);
        QByteArray bytes = answer;
        bytes.replace("ACCEPT", webSocketAccept(head.headers.value("Sec-WebSocket-Key")));
        for (qsizetype i = 0; i < bytes.size(); i += pieceSize) {
          pair.server->write(QByteArrayView(bytes).sliced(i).first(qMin(pieceSize, bytes.size() - i)));
          pair.server->flush();
        }
        if (ends) {
          pair.server->close();
        }
      }
    });
    upgrade = std::make_unique<WebSocketUpgrade>(std::move(pair.client), request);
    QObject::connect(upgrade.get(), &WebSocketUpgrade::finished, &context, [this](const Result<void>& finished) {
      isInsideCall |= isStarting;
      results += finished ? std::optional<Error>() : finished.error();
      if (finished) {
        connection = upgrade->takeConnection();
        QObject::connect(connection.get(), &ByteChannel::received, &context, [this](QByteArrayView b) { data += b; });
      }
    });
    isStarting = true;
    upgrade->start();
    isStarting = false;
  }

  WebSocketUpgrade::Request request;
  QByteArray answer;
  qsizetype pieceSize = 1'000'000;
  bool ends = false;
  TransportPair pair;
  QObject context;
  QString peer;
  bool isAnswered = false;
  bool isStarting = false;
  bool isInsideCall = false;
  HttpRequestHead head;
  std::unique_ptr<WebSocketUpgrade> upgrade;
  QList<std::optional<Error>> results;
  std::unique_ptr<WebSocketConnection> connection;
  QByteArray data;
};

QByteArray switching(const QByteArray& headers) {
  return "HTTP/1.1 101 Switching Protocols\r\n" + headers + "\r\n";
}

const QByteArray kGoodHeaders =
    "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ACCEPT\r\n"
    "Sec-WebSocket-Protocol: SPDY/3.1+portforward.k8s.io\r\n";

QByteArray refusal(const QByteArray& status, const QByteArray& body, const QByteArray& headers = {}) {
  return "HTTP/1.1 " + status + "\r\n" + headers + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" +
         body;
}

QByteArray kubernetesStatus(int code, const QByteArray& reason, const QByteArray& message) {
  return R"({"kind":"Status","apiVersion":"v1","status":"Failure","message":")" + message + R"(","reason":")" + reason +
         R"(","code":)" + QByteArray::number(code) + "}";
}

}  // namespace

class TestWebSocketUpgrade : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void computesTheAccept();
  void asksAsTheRfcWants();
  void acceptsGoodAnswers_data();
  void acceptsGoodAnswers();
  void keepsWhatFollowsTheAnswer();
  void takesAnAnswerInPieces();
  void refusesBadAnswers_data();
  void refusesBadAnswers();
  void explainsRefusals_data();
  void explainsRefusals();
  void boundsWhatItReads_data();
  void boundsWhatItReads();
  void doesNotWaitForeverForABody();
  void timesOut();
  void reportsABrokenConnection_data();
  void reportsABrokenConnection();
  void sendsNoBrokenRequest();
  void isCancelledByDestruction();
  void mayBeDestroyedWhenItFinishes_data();
  void mayBeDestroyedWhenItFinishes();
};

void TestWebSocketUpgrade::computesTheAccept() {
  QCOMPARE(webSocketAccept("dGhlIHNhbXBsZSBub25jZQ=="), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");  // RFC 6455 section 1.3
}

void TestWebSocketUpgrade::asksAsTheRfcWants() {
  QSet<QByteArray> keys;
  for (int i = 0; i < 3; ++i) {
    Upgrading upgrading;
    upgrading.start();
    QTRY_VERIFY(upgrading.isAnswered);
    const HttpRequestHead& head = upgrading.head;
    QCOMPARE(head.method, "GET");
    QCOMPARE(head.target, "/api/v1/namespaces/default/pods/web/portforward");
    QCOMPARE(head.minorVersion, 1);
    QCOMPARE(head.size, upgrading.pair.serverLog.data.size());
    QCOMPARE(head.headers.list("Host"), QList<QByteArray>{"[::1]:6443"});
    QCOMPARE(head.headers.list("Upgrade"), QList<QByteArray>{"websocket"});
    QCOMPARE(head.headers.list("Connection"), QList<QByteArray>{"Upgrade"});
    QCOMPARE(head.headers.list("Sec-WebSocket-Version"), QList<QByteArray>{"13"});
    QCOMPARE(head.headers.list("Sec-WebSocket-Protocol"), QList<QByteArray>{kProtocol});
    QCOMPARE(head.headers.list("Authorization"), QList<QByteArray>{"Bearer secret"});
    QCOMPARE(head.headers.list("Impersonate-Group"), (QList<QByteArray>{"a", "b"}));
    QVERIFY(!head.headers.contains("Sec-WebSocket-Extensions"));
    const QByteArray key = head.headers.value("Sec-WebSocket-Key");
    QCOMPARE(QByteArray::fromBase64(key).size(), 16);
    QCOMPARE(key.size(), 24);
    keys += key;
  }
  QCOMPARE(keys.size(), 3);
}

void TestWebSocketUpgrade::acceptsGoodAnswers_data() {
  QTest::addColumn<QByteArray>("answer");
  QTest::addRow("plain") << switching(kGoodHeaders);
  QTest::addRow("other case") << switching(
      "UPGRADE: WebSocket\r\nconnection: upgrade\r\nsec-websocket-accept:ACCEPT\r\n"
      "SEC-WEBSOCKET-PROTOCOL:\tSPDY/3.1+portforward.k8s.io \r\n");
  QTest::addRow("more tokens") << switching(
      QByteArray(kGoodHeaders).replace("Connection: Upgrade", "Connection: keep-alive, Upgrade"));
  QTest::addRow("more headers") << switching(kGoodHeaders +
                                             "Date: today\r\nAudit-Id: x\r\nCache-Control: no-cache\r\n");
  QTest::addRow("no reason") << QByteArray(switching(kGoodHeaders)).replace(" Switching Protocols", "");
  QTest::addRow("interim answers first") << "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" +
                                                switching(kGoodHeaders);
}

void TestWebSocketUpgrade::acceptsGoodAnswers() {
  QFETCH(QByteArray, answer);
  Upgrading upgrading(answer);
  upgrading.start();
  QTRY_COMPARE(upgrading.results.size(), 1);
  QVERIFY2(!upgrading.results.at(0), qPrintable(upgrading.results.at(0).value_or(Error()).detail));
  QCOMPARE(upgrading.upgrade->httpStatus(), 101);
  QVERIFY(!upgrading.isInsideCall);
  // It is a client's WebSocket.
  upgrading.connection->send("hello");
  QTRY_COMPARE(upgrading.pair.serverLog.data.size(), upgrading.head.size + 2 + 4 + 5);
}

void TestWebSocketUpgrade::keepsWhatFollowsTheAnswer() {
  Upgrading upgrading(switching(kGoodHeaders) + QByteArray("\x82\x05hello\x82\x01", 9));
  upgrading.start();
  QTRY_COMPARE(upgrading.data, "hello");
  upgrading.pair.server->write("!");
  QTRY_COMPARE(upgrading.data, "hello!");
}

void TestWebSocketUpgrade::takesAnAnswerInPieces() {
  Upgrading upgrading(switching(kGoodHeaders) + "\x82\x05hello");
  upgrading.pieceSize = 1;
  upgrading.start();
  QTRY_COMPARE(upgrading.data, "hello");
  QCOMPARE(upgrading.results.size(), 1);
}

void TestWebSocketUpgrade::refusesBadAnswers_data() {
  QTest::addColumn<QByteArray>("answer");
  QTest::addColumn<ErrorCode>("code");
  QTest::addColumn<QString>("problem");
  const auto add = [](const char* name, const QByteArray& answer, const QString& problem,
                      ErrorCode code = ErrorCode::ProtocolViolation) {
    QTest::addRow("%s", name) << answer << code << problem;
  };
  const auto changed = [](const QByteArray& what, const QByteArray& into) {
    return switching(QByteArray(kGoodHeaders).replace(what, into));
  };
  constexpr auto kRefused = ErrorCode::UpgradeRefused;
  const QString noWebSocket = u"101 without Upgrade: websocket"_s;
  const QString badAccept = u"a Sec-WebSocket-Accept that does not fit"_s;
  const QString noProtocol = u"did not agree to the protocol SPDY/3.1+portforward.k8s.io"_s;
  add("no Upgrade", changed("Upgrade: websocket\r\n", ""), noWebSocket);
  add("another Upgrade", changed("websocket", "SPDY/3.1"), noWebSocket);
  add("no Connection", changed("Connection: Upgrade\r\n", ""), noWebSocket);
  add("another Connection", changed("Connection: Upgrade", "Connection: close"), noWebSocket);
  add("HTTP/1.0", switching(kGoodHeaders).replace("HTTP/1.1", "HTTP/1.0"), noWebSocket);
  add("no Accept", changed("Sec-WebSocket-Accept: ACCEPT\r\n", ""), badAccept);
  add("wrong Accept", changed("ACCEPT", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="), badAccept);
  add("empty Accept", changed("ACCEPT", ""), badAccept);
  add("two Accepts", changed("ACCEPT", "ACCEPT\r\nSec-WebSocket-Accept: ACCEPT"), badAccept);
  add("Accept in another case", changed("ACCEPT", "acceptACCEPT"), badAccept);
  add("an extension", switching(kGoodHeaders + "Sec-WebSocket-Extensions: permessage-deflate\r\n"), u"an extension"_s);
  add("no protocol", changed("Sec-WebSocket-Protocol: SPDY/3.1+portforward.k8s.io\r\n", ""), noProtocol, kRefused);
  add("an empty protocol", changed("SPDY/3.1+portforward.k8s.io", ""), noProtocol, kRefused);
  add("another protocol", changed("SPDY/3.1+portforward.k8s.io", "v4.channel.k8s.io"), noProtocol, kRefused);
  add("a protocol in another case", changed("SPDY/3.1+", "spdy/3.1+"), noProtocol, kRefused);
  add("two protocols", changed("k8s.io", "k8s.io, v4.channel.k8s.io"), noProtocol, kRefused);
  add("no HTTP", "SSH-2.0-OpenSSH_9.2\r\n", u"no HTTP/1.1"_s);
  add("HTTP/2", QByteArray("\x00\x00\x12\x04\x00\x00\x00\x00\x00", 9), u"no HTTP/1.1"_s);
  add("a broken head", "HTTP/1.1 101 Switching Protocols\r\n Folded: x\r\n\r\n", u"HTTP: "_s);
  add("interim answers without end", QByteArray("HTTP/1.1 100 Continue\r\n\r\n").repeated(5000), u"without end"_s);
}

void TestWebSocketUpgrade::refusesBadAnswers() {
  QFETCH(QByteArray, answer);
  QFETCH(ErrorCode, code);
  QFETCH(QString, problem);
  Upgrading upgrading(answer);
  upgrading.start();
  QTRY_COMPARE(upgrading.results.size(), 1);
  QVERIFY(upgrading.results.at(0).has_value());
  const Error& error = *upgrading.results.at(0);
  QCOMPARE(error.code, code);
  QCOMPARE(error.stage, Stage::Session);
  QVERIFY2(error.detail.contains(problem), qPrintable(error.detail));
  QTest::qWait(5);
  QCOMPARE(upgrading.results.size(), 1);
}

/// What the answers that real servers give become (PROTOCOL 1.1, 1.2, 3.1, 7).
void TestWebSocketUpgrade::explainsRefusals_data() {
  QTest::addColumn<QByteArray>("answer");
  QTest::addColumn<int>("status");
  QTest::addColumn<ErrorCode>("code");
  QTest::addColumn<QString>("detail");
  QTest::addColumn<bool>("ends");
  QTest::addColumn<UpgradeOutcome>("outcome");
  using enum UpgradeOutcome;
  const auto add = [](UpgradeOutcome outcome, const char* name, const QByteArray& answer, int status, ErrorCode code,
                      const QString& detail, bool ends = false) {
    QTest::addRow("%s", name) << answer << status << code << detail << ends << outcome;
  };
  const QString noTunnel = u"the server does not speak SPDY/3.1+portforward.k8s.io: it answered HTTP "_s;
  add(Final, "401", refusal("401 Unauthorized", kubernetesStatus(401, "Unauthorized", "Unauthorized")), 401,
      ErrorCode::Unauthorized, u"the server does not accept the credentials (401 Unauthorized)"_s);
  add(Final, "401 in text", refusal("401 Unauthorized", "Unauthorized\n"), 401, ErrorCode::Unauthorized,
      u"the server does not accept the credentials (401 Unauthorized)"_s);
  add(VerbDenied, "403", refusal("403 Forbidden", kubernetesStatus(403, "Forbidden", "pods \\\"p\\\" is forbidden")),
      403, ErrorCode::Forbidden, u"pods \"p\" is forbidden"_s);
  add(NotSpoken, "403 of a runtime that does not know the protocol", refusal("403 Forbidden", ""), 403,
      ErrorCode::UpgradeRefused, noTunnel + u"403"_s);
  add(NotSpoken, "403 of a proxy", refusal("403 Forbidden", "blocked by policy\n"), 403, ErrorCode::Forbidden,
      u"the server answered 403 Forbidden: blocked by policy"_s);
  add(Final, "404 of a pod", refusal("404 Not Found", kubernetesStatus(404, "NotFound", "pods \\\"p\\\" not found")),
      404, ErrorCode::NotFound, u"pods \"p\" not found"_s);
  add(NotSpoken, "404 of a proxy", refusal("404 Not Found", "404 page not found\n"), 404, ErrorCode::UpgradeRefused,
      noTunnel + u"404 (404 page not found)"_s);
  add(NotSpoken, "400 of an old server", refusal("400 Bad Request", "query parameter \"port\" is required\n"), 400,
      ErrorCode::UpgradeRefused, noTunnel + u"400 (query parameter \"port\" is required)"_s);
  add(Final, "400 with a Status",
      refusal("400 Bad Request", kubernetesStatus(400, "BadRequest", "pod p does not have a host assigned")), 400,
      ErrorCode::ApiError, u"pod p does not have a host assigned"_s);
  add(NotSpoken, "400 behind a proxy that drops the upgrade",
      refusal("400 Bad Request", kubernetesStatus(400, "BadRequest", "Upgrade request required")), 400,
      ErrorCode::ApiError, u"Upgrade request required"_s);
  add(Final, "503 with a Status",
      refusal("503 Service Unavailable", kubernetesStatus(503, "ServiceUnavailable", "shutting down")), 503,
      ErrorCode::ServerBusy, u"shutting down"_s);
  add(NotSpoken, "501", refusal("501 Not Implemented", "no WebSockets here\n"), 501, ErrorCode::ServerBusy,
      u"the server answered 501: no WebSockets here"_s);
  add(NotSpoken, "405", refusal("405 Method Not Allowed", "bad method\n"), 405, ErrorCode::UpgradeRefused,
      noTunnel + u"405 (bad method)"_s);
  add(Final, "429", refusal("429 Too Many Requests", "", "Retry-After: 60\r\n"), 429, ErrorCode::ServerBusy,
      u"the server answered 429 Too Many Requests"_s);
  add(MayBeBusy, "500", refusal("500 Internal Server Error", "unable to prepare portforward endpoint"), 500,
      ErrorCode::ServerBusy,
      u"the server answered 500 Internal Server Error: unable to prepare portforward endpoint"_s);
  add(MayBeBusy, "502 of a load balancer", refusal("502 Bad Gateway", "<html><body>502</body></html>"), 502,
      ErrorCode::ServerBusy, u"the server answered 502 Bad Gateway"_s);
  add(NotSpoken, "200", refusal("200 OK", "<html>log in</html>"), 200, ErrorCode::UpgradeRefused, noTunnel + u"200"_s);
  add(NotSpoken, "302", refusal("302 Found", "", "Location: https://login.example/?token=secret\r\n"), 302,
      ErrorCode::UpgradeRefused, noTunnel + u"302"_s);
  add(NotSpoken, "204", "HTTP/1.1 204 No Content\r\n\r\n", 204, ErrorCode::UpgradeRefused, noTunnel + u"204"_s);
  add(Final, "chunked",
      "HTTP/1.1 404 Not Found\r\nTransfer-Encoding: chunked\r\n\r\n" +
          QByteArray::number(kubernetesStatus(404, "NotFound", "gone").size(), 16) + "\r\n" +
          kubernetesStatus(404, "NotFound", "gone") + "\r\n0\r\n\r\n",
      404, ErrorCode::NotFound, u"gone"_s);
  add(Final, "until the end",
      "HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n" + kubernetesStatus(404, "NotFound", "gone"), 404,
      ErrorCode::NotFound, u"gone"_s, true);
  add(NotSpoken, "cut short", "HTTP/1.1 400 Bad Request\r\nContent-Length: 100\r\n\r\nhalf of", 400,
      ErrorCode::UpgradeRefused, noTunnel + u"400 (half of)"_s, true);
  add(NotSpoken, "control characters", refusal("400 Bad Request", "\x1b[31mred\x07\nsecond line"), 400,
      ErrorCode::UpgradeRefused, noTunnel + u"400 ([31mred)"_s);
}

void TestWebSocketUpgrade::explainsRefusals() {
  QFETCH(QByteArray, answer);
  QFETCH(int, status);
  QFETCH(ErrorCode, code);
  QFETCH(QString, detail);
  QFETCH(bool, ends);
  QFETCH(UpgradeOutcome, outcome);
  Upgrading upgrading(answer);
  upgrading.ends = ends;
  upgrading.start();
  QTRY_COMPARE(upgrading.results.size(), 1);
  QVERIFY(upgrading.results.at(0).has_value());
  const Error& error = *upgrading.results.at(0);
  QCOMPARE(error.detail, detail);
  QCOMPARE(error.code, code);
  QCOMPARE(error.stage,
           code == ErrorCode::Unauthorized || code == ErrorCode::Forbidden ? Stage::Authentication : Stage::Session);
  QCOMPARE(upgrading.upgrade->httpStatus(), status);
  QCOMPARE(upgrading.upgrade->outcome(), outcome);
}

void TestWebSocketUpgrade::boundsWhatItReads_data() {
  QTest::addColumn<QByteArray>("begin");
  QTest::addColumn<ErrorCode>("code");
  QTest::addRow("a head without end") << QByteArray("HTTP/1.1 101 Switching Protocols\r\nA: ")
                                      << ErrorCode::ProtocolViolation;
  QTest::addRow("a body without end") << QByteArray("HTTP/1.1 400 Bad Request\r\n\r\n") << ErrorCode::UpgradeRefused;
}

void TestWebSocketUpgrade::boundsWhatItReads() {
  QFETCH(QByteArray, begin);
  QFETCH(ErrorCode, code);
  Upgrading upgrading(begin + QByteArray(200'000, 'x'));
  upgrading.start();
  QTRY_COMPARE(upgrading.results.size(), 1);
  QVERIFY(upgrading.results.at(0).has_value());
  QCOMPARE(upgrading.results.at(0)->code, code);
  QVERIFY(upgrading.results.at(0)->detail.size() < 500);
}

/// A refusal is not held up by a server that announces more than it sends.
void TestWebSocketUpgrade::doesNotWaitForeverForABody() {
  Upgrading upgrading("HTTP/1.1 400 Bad Request\r\nContent-Length: 100\r\n\r\nhalf of");
  upgrading.start();
  QTRY_COMPARE_WITH_TIMEOUT(upgrading.results.size(), 1, 4000);
  QCOMPARE(upgrading.results.at(0)->code, ErrorCode::UpgradeRefused);
}

void TestWebSocketUpgrade::timesOut() {
  for (const QByteArray& answer :
       {QByteArray(), QByteArray("HTTP/1.1 101 Swi"), QByteArray("HTTP/1.1 100 x\r\n\r\n")}) {
    Upgrading upgrading(answer, 100ms);
    upgrading.start();
    QTRY_COMPARE(upgrading.results.size(), 1);
    QCOMPARE(upgrading.results.at(0)->code, ErrorCode::ConnectionTimedOut);
    QCOMPARE(upgrading.results.at(0)->detail, upgrading.peer + u" did not answer the upgrade within 100 ms"_s);
    QCOMPARE(upgrading.upgrade->httpStatus(), 0);
  }
}

void TestWebSocketUpgrade::reportsABrokenConnection_data() {
  QTest::addColumn<bool>("reset");
  QTest::addColumn<QString>("problem");
  QTest::addRow("end") << false << u"ended the connection instead of answering the upgrade"_s;
  QTest::addRow("reset") << true << u"reset the connection"_s;
}

void TestWebSocketUpgrade::reportsABrokenConnection() {
  QFETCH(bool, reset);
  QFETCH(QString, problem);
  Upgrading upgrading("HTTP/1.1 101 Swi");
  upgrading.start();
  QTRY_VERIFY(upgrading.isAnswered);
  if (reset) {
    upgrading.pair.server->abort();
  } else {
    upgrading.pair.server->close();
  }
  QTRY_COMPARE(upgrading.results.size(), 1);
  QCOMPARE(upgrading.results.at(0)->code, ErrorCode::ConnectionLost);
  QCOMPARE(upgrading.results.at(0)->detail, upgrading.peer + u' ' + problem);
  QCOMPARE(upgrading.upgrade->httpStatus(), 0);
}

void TestWebSocketUpgrade::sendsNoBrokenRequest() {
  Upgrading upgrading;
  upgrading.request.headers = {{"Authorization", "Bearer secret\r\nX-Evil: yes"}};
  upgrading.start();
  QTRY_COMPARE(upgrading.results.size(), 1);
  QCOMPARE(upgrading.results.at(0)->code, ErrorCode::InvalidArgument);
  QVERIFY(!upgrading.results.at(0)->detail.contains(u"secret"_s));
  QVERIFY(!upgrading.isInsideCall);
  QTest::qWait(5);
  QVERIFY(upgrading.pair.serverLog.data.isEmpty());
}

void TestWebSocketUpgrade::isCancelledByDestruction() {
  Upgrading upgrading;
  upgrading.start();
  QTRY_VERIFY(upgrading.isAnswered);
  upgrading.upgrade.reset();
  QTRY_VERIFY(upgrading.pair.serverLog.isOver());
  QVERIFY(upgrading.results.isEmpty());
}

void TestWebSocketUpgrade::mayBeDestroyedWhenItFinishes_data() {
  QTest::addColumn<QByteArray>("answer");
  QTest::addRow("good") << switching(kGoodHeaders) + "\x82\x01x";
  QTest::addRow("bad") << switching("");
  QTest::addRow("refused") << refusal("400 Bad Request", "no");
  QTest::addRow("no HTTP") << QByteArray("hello");
}

void TestWebSocketUpgrade::mayBeDestroyedWhenItFinishes() {
  QFETCH(QByteArray, answer);
  Upgrading upgrading(answer);
  upgrading.start();
  QObject::connect(upgrading.upgrade.get(), &WebSocketUpgrade::finished, this, [&] { upgrading.upgrade.reset(); });
  QTRY_VERIFY(!upgrading.upgrade);
  QCOMPARE(upgrading.results.size(), 1);
  if (!upgrading.results.at(0)) {
    QTRY_COMPARE(upgrading.data, "x");
  }
}

QTEST_GUILESS_MAIN(TestWebSocketUpgrade)
#include "test_websocketupgrade.moc"
