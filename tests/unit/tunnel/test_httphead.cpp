#include <QTest>

#include "core/tunnel/httphead.h"

using namespace portolan;
using namespace Qt::StringLiterals;

using Lines = QList<std::pair<QByteArray, QByteArray>>;
using State = HttpBodyReader::State;

class TestHttpHead : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void readsAResponse();
  void readsARequest();
  void waitsAtEverySplitPoint();
  void refusesBadResponses_data();
  void refusesBadResponses();
  void refusesBadRequests_data();
  void refusesBadRequests();
  void refusesWhatIsTooLong();
  void saysEarlyWhatCannotBecomeAHead_data();
  void saysEarlyWhatCannotBecomeAHead();
  void showsNothingOfTheBytes();
  void looksUpHeaders();
  void writesRequests();
  void writesNothingThatBreaksARequest_data();
  void writesNothingThatBreaksARequest();
  void readsWhatItWrote();
  void readsBodies_data();
  void readsBodies();
  void boundsBodies();
  void knowsAnswersWithoutABody();
};

namespace {

const QByteArray kResponse =
    "HTTP/1.1 101 Switching Protocols\r\n"
    "Upgrade: websocket\r\n"
    "Connection:Upgrade\r\n"
    "Empty:\r\n"
    "X-Blank: \t a value, with blanks \t \r\n"
    "x-blank: \xC3\xA4\r\n"
    "\r\n";

const QByteArray kRequest =
    "GET /api/v1/namespaces/default/pods/web/portforward?a=b%20c HTTP/1.1\r\n"
    "Host: 127.0.0.1:6443\r\n"
    "\r\n";

}  // namespace

void TestHttpHead::readsAResponse() {
  const auto head = parseHttpResponseHead(kResponse + "more");
  QVERIFY(head && *head);
  QCOMPARE((*head)->status, 101);
  QCOMPARE((*head)->minorVersion, 1);
  QCOMPARE((*head)->size, kResponse.size());
  const Lines expected{{"Upgrade", "websocket"},
                       {"Connection", "Upgrade"},
                       {"Empty", ""},
                       {"X-Blank", "a value, with blanks"},
                       {"x-blank", "\xC3\xA4"}};
  QCOMPARE((*head)->headers.lines(), expected);

  for (const QByteArray& line :
       {QByteArray("HTTP/1.0 200 "), QByteArray("HTTP/1.0 200"), QByteArray("HTTP/1.0 200 OK then")}) {
    const auto minimal = parseHttpResponseHead(line + "\r\n\r\n");
    QVERIFY2(minimal && *minimal, line.constData());
    QCOMPARE((*minimal)->status, 200);
    QCOMPARE((*minimal)->minorVersion, 0);
    QVERIFY((*minimal)->headers.lines().isEmpty());
    QCOMPARE((*minimal)->size, line.size() + 4);
  }
}

void TestHttpHead::readsARequest() {
  const auto head = parseHttpRequestHead(kRequest + "\x81\x05");
  QVERIFY(head && *head);
  QCOMPARE((*head)->method, "GET");
  QCOMPARE((*head)->target, "/api/v1/namespaces/default/pods/web/portforward?a=b%20c");
  QCOMPARE((*head)->minorVersion, 1);
  QCOMPARE((*head)->headers.value("host"), "127.0.0.1:6443");
  QCOMPARE((*head)->size, kRequest.size());
}

void TestHttpHead::waitsAtEverySplitPoint() {
  for (qsizetype size = 0; size < kResponse.size(); ++size) {
    const auto head = parseHttpResponseHead(kResponse.first(size));
    QVERIFY2(head && !*head, QByteArray::number(size).constData());
  }
  for (qsizetype size = 0; size < kRequest.size(); ++size) {
    const auto head = parseHttpRequestHead(kRequest.first(size));
    QVERIFY2(head && !*head, QByteArray::number(size).constData());
  }
}

void TestHttpHead::refusesBadResponses_data() {
  QTest::addColumn<QByteArray>("head");
  const auto add = [](const char* name, const QByteArray& head) { QTest::addRow("%s", name) << head; };
  const QByteArray ok = "HTTP/1.1 200 OK\r\n";
  add("nothing before the end", "\r\n\r\n");
  add("an empty line first", "\r\n" + ok + "\r\n");
  add("HTTP/2", "HTTP/2 200 OK\r\n\r\n");
  add("HTTP/0.9", "<html>hello</html>\r\n\r\n");
  add("lower case", "http/1.1 200 OK\r\n\r\n");
  add("a version that is no digit", "HTTP/1.x 200 OK\r\n\r\n");
  add("a version of two digits", "HTTP/1.10 200 OK\r\n\r\n");
  add("no status", "HTTP/1.1\r\n\r\n");
  add("no status but a blank", "HTTP/1.1 \r\n\r\n");
  add("two digits", "HTTP/1.1 20 OK\r\n\r\n");
  add("four digits", "HTTP/1.1 2000 OK\r\n\r\n");
  add("a sign", "HTTP/1.1 +20 OK\r\n\r\n");
  add("a blank in the status", "HTTP/1.1  20 OK\r\n\r\n");
  add("letters", "HTTP/1.1 2x0 OK\r\n\r\n");
  add("status 99", "HTTP/1.1 099 OK\r\n\r\n");
  add("status 600", "HTTP/1.1 600 OK\r\n\r\n");
  add("a tab instead of a blank", "HTTP/1.1\t200 OK\r\n\r\n");
  add("status without a blank behind", "HTTP/1.1 200OK\r\n\r\n");
  add("no colon", ok + "Name value\r\n\r\n");
  add("no name", ok + ": value\r\n\r\n");
  add("a blank before the colon", ok + "Name : value\r\n\r\n");
  add("a blank in the name", ok + "My Name: value\r\n\r\n");
  add("a name above ASCII", ok + "N\xC3\xA4me: value\r\n\r\n");
  add("a folded line", ok + "Name: value\r\n more\r\n\r\n");
  add("a line folded with a tab", ok + "Name: value\r\n\tmore: x\r\n\r\n");
  add("a first header that is folded", ok + " Name: value\r\n\r\n");
  add("NUL in a value", ok + QByteArray("Name: va\0lue\r\n\r\n", 16));
  add("NUL in a name", ok + QByteArray("Na\0me: value\r\n\r\n", 16));
  add("DEL in a value", ok + "Name: va\x7flue\r\n\r\n");
  add("escape in the reason", "HTTP/1.1 200 \x1b[31mOK\r\n\r\n");
  add("a bare CR in a value", ok + "Name: va\rlue\r\n\r\n");
  add("a bare LF in a value", ok + "Name: va\nSet-Cookie: x\r\n\r\n");
  add("CR CR LF", ok + "Name: value\r\r\n\r\n");
  add("bare LF everywhere", "HTTP/1.1 200 OK\nName: value\n\n");
  add("bare LF at the end", ok + "Name: value\r\n\n");
}

void TestHttpHead::refusesBadResponses() {
  QFETCH(QByteArray, head);
  const auto parsed = parseHttpResponseHead(head);
  QVERIFY(!parsed);
  QCOMPARE(parsed.error().code, ErrorCode::ProtocolViolation);
  QCOMPARE(parsed.error().stage, Stage::Session);
  QVERIFY(parsed.error().detail.startsWith(u"HTTP: "_s));
}

void TestHttpHead::refusesBadRequests_data() {
  QTest::addColumn<QByteArray>("head");
  const auto add = [](const char* name, const QByteArray& head) { QTest::addRow("%s", name) << head; };
  add("an empty line first", "\r\n" + kRequest);
  add("HTTP/0.9", "GET /\r\n\r\n");
  add("HTTP/2", "PRI * HTTP/2.0\r\n\r\n");
  add("a version of two digits", "GET / HTTP/1.10\r\n\r\n");
  add("a version that is no digit", "GET / HTTP/1.x\r\n\r\n");
  add("a sign in the version", "GET / HTTP/1.+1\r\n\r\n");
  add("no target", "GET  HTTP/1.1\r\n\r\n");
  add("two blanks", "GET  / HTTP/1.1\r\n\r\n");
  add("a blank in the target", "GET /a b HTTP/1.1\r\n\r\n");
  add("a blank at the end", "GET / HTTP/1.1 \r\n\r\n");
  add("a blank at the beginning", " GET / HTTP/1.1\r\n\r\n");
  add("tabs", "GET\t/\tHTTP/1.1\r\n\r\n");
  add("a target above ASCII", "GET /\xC3\xA4 HTTP/1.1\r\n\r\n");
  add("a method that is no token", "GE(T / HTTP/1.1\r\n\r\n");
  add("a bare LF", "GET / HTTP/1.1\nHost: x\r\n\r\n");
  add("TLS", QByteArray("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11));
}

void TestHttpHead::refusesBadRequests() {
  QFETCH(QByteArray, head);
  const auto parsed = parseHttpRequestHead(head);
  QVERIFY(!parsed);
  QCOMPARE(parsed.error().code, ErrorCode::ProtocolViolation);
}

void TestHttpHead::refusesWhatIsTooLong() {
  const QByteArray ok = "HTTP/1.1 200 OK\r\n";
  const QByteArray longest = ok + "A: " + QByteArray(kMaxHttpHead - ok.size() - 7, 'x') + "\r\n\r\n";
  QCOMPARE(longest.size(), kMaxHttpHead);
  QVERIFY(parseHttpResponseHead(longest)->has_value());
  QVERIFY(!parseHttpResponseHead(ok + "A: " + QByteArray(kMaxHttpHead - ok.size() - 6, 'x') + "\r\n\r\n"));
  const QByteArray endless = ok + "A: " + QByteArray(kMaxHttpHead, 'x');
  QVERIFY(parseHttpResponseHead(endless.first(kMaxHttpHead - 1)).has_value());
  QVERIFY(!parseHttpResponseHead(endless.first(kMaxHttpHead)));

  QByteArray many = ok;
  for (int i = 0; i < kMaxHttpHeaders; ++i) {
    many += "A: b\r\n";
  }
  QVERIFY(parseHttpResponseHead(many + "\r\n")->has_value());
  const auto tooMany = parseHttpResponseHead(many + "A: b\r\n\r\n");
  QVERIFY(!tooMany);
  QVERIFY(tooMany.error().detail.contains(u"200"_s));
}

/// A server that speaks something else must not be waited for until its 64 KiB or our patience are over.
void TestHttpHead::saysEarlyWhatCannotBecomeAHead_data() {
  QTest::addColumn<QByteArray>("bytes");
  const auto add = [](const char* name, const QByteArray& bytes) { QTest::addRow("%s", name) << bytes; };
  add("another protocol", "S");
  add("another version", "HTTP/2");
  add("bare LF", "HTTP/1.1 200 OK\n");
  add("bare CR", "HTTP/1.1 200 OK\rX");
  add("NUL", QByteArray("HTTP/1.1 200 OK\r\nA: \0", 21));
  add("LF behind a complete line", "HTTP/1.1 200 OK\r\n\n");
}

void TestHttpHead::saysEarlyWhatCannotBecomeAHead() {
  QFETCH(QByteArray, bytes);
  QVERIFY(!parseHttpResponseHead(bytes));
  QVERIFY(parseHttpResponseHead(bytes.chopped(1)).has_value());
}

void TestHttpHead::showsNothingOfTheBytes() {
  for (const QByteArray& head :
       {QByteArray("HTTP/1.1 200 OK\r\nSecret : x\r\n\r\n"), QByteArray("Secret\r\n\r\n"),
        QByteArray("HTTP/1.1 Secret\r\n\r\n"), QByteArray("HTTP/1.1 200 OK\r\nA: Secret\x01\r\n\r\n")}) {
    const auto parsed = parseHttpResponseHead(head);
    QVERIFY(!parsed);
    QVERIFY(!parsed.error().detail.contains(u"Secret"_s));
  }
}

void TestHttpHead::looksUpHeaders() {
  HttpHeaders headers;
  headers.append("Connection", "keep-alive, Upgrade");
  headers.append("Sec-WebSocket-Protocol", "");
  headers.append("connection", " ,, close ,");
  QVERIFY(headers.contains("CONNECTION"));
  QVERIFY(headers.contains("sec-websocket-protocol"));
  QVERIFY(!headers.contains("Connectio"));
  QCOMPARE(headers.value("connection"), "keep-alive, Upgrade");
  QCOMPARE(headers.value("Sec-WebSocket-Protocol"), "");
  QCOMPARE(headers.value("None"), "");
  QCOMPARE(headers.list("connection"), (QList<QByteArray>{"keep-alive", "Upgrade", "close"}));
  QCOMPARE(headers.list("Sec-WebSocket-Protocol"), QList<QByteArray>());
  QVERIFY(headers.hasToken("Connection", "upgrade"));
  QVERIFY(headers.hasToken("Connection", "CLOSE"));
  QVERIFY(!headers.hasToken("Connection", "keep"));
  QVERIFY(!headers.hasToken("None", ""));
}

void TestHttpHead::writesRequests() {
  const auto request =
      writeHttpRequest("GET", "/a?b=%20", {{"Host", "[::1]:6443"}, {"X", ""}, {"Name", "\xC3\xA4\tb"}});
  QVERIFY(request);
  QCOMPARE(*request, "GET /a?b=%20 HTTP/1.1\r\nHost: [::1]:6443\r\nX: \r\nName: \xC3\xA4\tb\r\n\r\n");
}

void TestHttpHead::writesNothingThatBreaksARequest_data() {
  QTest::addColumn<QByteArray>("method");
  QTest::addColumn<QByteArray>("target");
  QTest::addColumn<Lines>("headers");
  const auto add = [](const char* name, const QByteArray& method, const QByteArray& target, const Lines& headers) {
    QTest::addRow("%s", name) << method << target << headers;
  };
  add("a method with a blank", "GET /", "/", {});
  add("no method", "", "/", {});
  add("no target", "GET", "", {});
  add("a target with a blank", "GET", "/a b", {});
  add("a target with a line break", "GET", "/ HTTP/1.1\r\nX: y", {});
  add("a target above ASCII", "GET", "/\xC3\xA4", {});
  add("a value with LF", "GET", "/", {{"Authorization", "Bearer secret\n"}});
  add("a value with CR", "GET", "/", {{"Authorization", "Bearer secret\r"}});
  add("a value with another header", "GET", "/", {{"Authorization", "Bearer secret\r\nX: y"}});
  add("a value with NUL", "GET", "/", {{"Authorization", QByteArray("Bearer secret\0", 14)}});
  add("a name with a colon", "GET", "/", {{"A:", "b"}});
  add("a name with a line break", "GET", "/", {{"A: b\r\nC", "secret"}});
  add("no name", "GET", "/", {{"", "b"}});
}

void TestHttpHead::writesNothingThatBreaksARequest() {
  QFETCH(QByteArray, method);
  QFETCH(QByteArray, target);
  QFETCH(Lines, headers);
  const auto request = writeHttpRequest(method, target, headers);
  QVERIFY(!request);
  QCOMPARE(request.error().code, ErrorCode::InvalidArgument);
  QVERIFY(!request.error().detail.contains(u"secret"_s));
  QCOMPARE(request.error().detail, oneLine(request.error().detail));
  if (!headers.isEmpty() && headers.first().first == "Authorization") {
    QVERIFY(request.error().detail.contains(u"Authorization"_s));
  }
}

void TestHttpHead::readsWhatItWrote() {
  const Lines headers{{"Host", "x"}, {"Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="}};
  const auto read = parseHttpRequestHead(*writeHttpRequest("POST", "/x", headers));
  QVERIFY(read && *read);
  QCOMPARE((*read)->method, "POST");
  QCOMPARE((*read)->target, "/x");
  QCOMPARE((*read)->headers.lines(), headers);
}

// ---- Bodies ----

void TestHttpHead::readsBodies_data() {
  QTest::addColumn<QByteArray>("headers");
  QTest::addColumn<QByteArray>("bytes");
  QTest::addColumn<State>("state");  // once the bytes, but not the end of the connection, were read
  QTest::addColumn<State>("atEnd");
  QTest::addColumn<QByteArray>("body");
  const auto add = [](const char* name, const QByteArray& headers, const QByteArray& bytes, State state, State atEnd,
                      const QByteArray& body) {
    QTest::addRow("%s", name) << headers << bytes << state << atEnd << body;
  };
  using enum HttpBodyReader::State;
  const QByteArray chunked = "Transfer-Encoding: chunked\r\n";
  add("length", "Content-Length: 5\r\n", "hello", Complete, Complete, "hello");
  add("length and more", "Content-Length: 5\r\n", "helloHTTP/1.1", Complete, Complete, "hello");
  add("length 0", "Content-Length: 0\r\n", "", Complete, Complete, "");
  add("short", "Content-Length: 5\r\n", "hell", Incomplete, Bad, "hell");
  add("the same length twice", "Content-Length: 5\r\nContent-Length: 5, 5\r\n", "hello", Complete, Complete, "hello");
  add("two lengths", "Content-Length: 5\r\nContent-Length: 6\r\n", "hello", Bad, Bad, "");
  add("a negative length", "Content-Length: -5\r\n", "hello", Bad, Bad, "");
  add("a length with a sign", "Content-Length: +5\r\n", "hello", Bad, Bad, "");
  add("a hexadecimal length", "Content-Length: 0x5\r\n", "hello", Bad, Bad, "");
  add("an empty length", "Content-Length:\r\n", "hello", Bad, Bad, "");
  add("a length beyond measure", "Content-Length: 18446744073709551621\r\n", "hello", Bad, Bad, "");
  add("until the end", "", "hello", Incomplete, Complete, "hello");
  add("until the end, empty", "", "", Incomplete, Complete, "");
  add("chunks", chunked, "5\r\nhello\r\nA;x=\"y\"\r\n, dear all\r\n0\r\n\r\n", Complete, Complete, "hello, dear all");
  add("chunks with a trailer", chunked, "1\r\nx\r\n000\r\nA: b\r\nC: d\r\n\r\nmore", Complete, Complete, "x");
  add("no chunks", "transfer-encoding: Chunked\r\n", "0\r\n\r\n", Complete, Complete, "");
  add("chunks cut", chunked, "5\r\nhello\r\n", Incomplete, Bad, "hello");
  add("chunks without an end", chunked, "5\r\nhello\r\n0\r\n", Incomplete, Bad, "hello");
  add("a chunk longer than it says", chunked, "5\r\nhello!\r\n0\r\n\r\n", Bad, Bad, "hello");
  add("a chunk that ends with LF", chunked, "5\r\nhello\n0\r\n\r\n", Bad, Bad, "hello");
  add("a size that ends with LF", chunked, "5\nhello\r\n0\r\n\r\n", Bad, Bad, "");
  add("a size with a sign", chunked, "+5\r\nhello\r\n0\r\n\r\n", Bad, Bad, "");
  add("a size with a prefix", chunked, "0x5\r\nhello\r\n0\r\n\r\n", Bad, Bad, "");
  add("no size", chunked, "\r\nhello\r\n0\r\n\r\n", Bad, Bad, "");
  add("a size beyond measure", chunked, "FFFFFFFFFFFFFFFF\r\nhello", Bad, Bad, "");
  add("a size line beyond measure", chunked, "5;" + QByteArray(2000, 'x') + "\r\nhello", Bad, Bad, "");
  add("a control character in an extension", chunked, "5;\x01\r\nhello\r\n0\r\n\r\n", Bad, Bad, "");
  add("an endless trailer", chunked, "0\r\n" + QByteArray("Abcdefgh: ijklmnop\r\n").repeated(1000), Bad, Bad, "");
  add("chunks and a length", chunked + "Content-Length: 5\r\n", "hello", Bad, Bad, "");
  add("another coding", "Transfer-Encoding: gzip\r\n", "hello", Bad, Bad, "");
  add("two codings", "Transfer-Encoding: gzip, chunked\r\n", "0\r\n\r\n", Bad, Bad, "");
  add("chunked twice", "Transfer-Encoding: chunked, chunked\r\n", "0\r\n\r\n", Bad, Bad, "");
}

void TestHttpHead::readsBodies() {
  QFETCH(QByteArray, headers);
  QFETCH(QByteArray, bytes);
  QFETCH(State, state);
  QFETCH(State, atEnd);
  QFETCH(QByteArray, body);
  const auto head = parseHttpResponseHead("HTTP/1.1 403 Forbidden\r\n" + headers + "\r\n");
  QVERIFY(head && *head);
  // In one piece, byte by byte, and in two pieces at every place.
  for (qsizetype split = -1; split <= bytes.size(); ++split) {
    HttpBodyReader reader(**head);
    if (split < 0) {
      for (const char& byte : std::as_const(bytes)) {
        reader.feed(QByteArrayView(&byte, 1));
      }
    } else {
      reader.feed(QByteArrayView(bytes).first(split));
      reader.feed(QByteArrayView(bytes).sliced(split));
    }
    QCOMPARE(reader.state(), state);
    QCOMPARE(reader.isComplete(), state != State::Incomplete);
    reader.end();
    QCOMPARE(reader.state(), atEnd);
    QCOMPARE(reader.body(), body);
  }
}

void TestHttpHead::boundsBodies() {
  constexpr qsizetype kLimit = 64 * 1024;
  for (const QByteArray& headers :
       {QByteArray(), QByteArray("Content-Length: 1000000\r\n"), QByteArray("Transfer-Encoding: chunked\r\n")}) {
    const auto head = parseHttpResponseHead("HTTP/1.1 500 Oops\r\n" + headers + "\r\n");
    HttpBodyReader reader(**head);
    if (headers.contains("chunked")) {
      reader.feed("F4240\r\n");
    }
    qsizetype fed = 0;
    while (!reader.isComplete() && fed < 1'000'000) {
      reader.feed(QByteArray(1000, 'x'));
      fed += 1000;
    }
    QCOMPARE(reader.state(), State::TooLarge);
    QCOMPARE(reader.body().size(), kLimit);
    QVERIFY(fed < kLimit + 2000);
    reader.end();
    QCOMPARE(reader.state(), State::TooLarge);
  }
  // Just as much as the limit is not too much.
  const auto head = parseHttpResponseHead("HTTP/1.1 500 Oops\r\nContent-Length: 3\r\n\r\n");
  HttpBodyReader reader(**head, 3);
  reader.feed("abc");
  QCOMPARE(reader.state(), State::Complete);
}

void TestHttpHead::knowsAnswersWithoutABody() {
  for (const int status : {101, 204, 304}) {
    const auto head =
        parseHttpResponseHead("HTTP/1.1 " + QByteArray::number(status) + " x\r\nContent-Length: 5\r\n\r\n");
    QCOMPARE(HttpBodyReader(**head).state(), State::Complete);
  }
}

QTEST_APPLESS_MAIN(TestHttpHead)
#include "test_httphead.moc"
