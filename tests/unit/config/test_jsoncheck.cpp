#include <QJsonDocument>
#include <QTest>

#include "core/config/jsoncheck.h"

using namespace portolan;
using namespace Qt::StringLiterals;

class TestJsonCheck : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void takesWhatQtTakes_data();
  void takesWhatQtTakes();
  void refuses_data();
  void refuses();
  void everyTruncationIsRefused();
  void limitsHoldExactly();
  void positionsCountCharacters_data();
  void positionsCountCharacters();
};

void TestJsonCheck::takesWhatQtTakes_data() {
  QTest::addColumn<QByteArray>("json");
  QTest::newRow("empty list") << QByteArray("[]");
  QTest::newRow("empty object in spaces") << QByteArray(" \t\r\n{ } \n");
  QTest::newRow("all kinds") << QByteArray(R"([{"a": null, "b": true, "c": false, "d": [1, "x"], "e": {}}])");
  QTest::newRow("numbers") << QByteArray("[0, -0, 10, -1.5, 1e3, 1E+3, 2.25e-3, 65535]");
  QTest::newRow("escapes") << QByteArray(R"(["\"\\\/\b\f\n\r\t\u00e4\uD83D\uDE00"])");
  QTest::newRow("UTF-8") << QByteArray("[\"\xC3\xA4\xF0\x9F\x98\x80\"]");
  QTest::newRow("same key in different objects") << QByteArray(R"([{"a": {"a": 1}}, {"a": 1}])");
  QTest::newRow("keys that only look alike") << QByteArray(R"([{"a": 1, "A": 1, "a ": 1, "": 1}])");
}

void TestJsonCheck::takesWhatQtTakes() {
  QFETCH(QByteArray, json);
  QVERIFY(!QJsonDocument::fromJson(json).isNull());
  const auto problem = findJsonProblem(json, {});
  QVERIFY2(!problem, problem ? qPrintable(problem->what) : "");
}

void TestJsonCheck::refuses_data() {
  QTest::addColumn<QByteArray>("json");
  QTest::addColumn<QString>("what");
  QTest::addColumn<int>("offset");
  QTest::addColumn<int>("entry");
  const auto row = [](const char* name, const char* json, const char* what, int offset, int entry) {
    QTest::newRow(name) << QByteArray(json) << QString::fromUtf8(what) << offset << entry;
  };
  const char* const early = "the text ends too early";
  row("nothing", "", early, 0, 0);
  row("key twice", R"([{}, {"a": 1, "b": 2, "a": 3}])", "\"a\" appears twice", 22, 2);
  row("key twice, one spelled with an escape", R"({"tag": 1, "\u0074\u0061g": 2})", "\"tag\" appears twice", 11, 0);
  row("key with an escaped quote twice", R"({"\"": 1, "\u0022": 2})", "\"\"\" appears twice", 10, 0);
  row("key twice further in", R"([{"portolan": {"uid": "x", "uid": "y"}}])", "\"uid\" appears twice", 27, 1);
  row("empty key twice", R"({"": 1, "": 2})", "\"\" appears twice", 8, 0);
  row("comma missing in a list", "[1 2]", "a comma or ] is expected here", 3, 1);
  row("comma missing in an object", R"({"a": 1 "b": 2})", "a comma or } is expected here", 8, 0);
  row("comma too many in a list", "[1,]", "a value is expected here", 3, 2);
  row("comma too many in an object", R"({"a": 1,})", "a key in quotes is expected here", 8, 0);
  row("colon missing", R"({"a" 1})", "a colon is expected here", 5, 0);
  row("key without quotes", "{a: 1}", "a key in quotes is expected here", 1, 0);
  row("single quotes", "['a']", "a value is expected here", 1, 1);
  row("comment", "[] // end", "the end of the text is expected here", 3, 0);
  row("two texts", "[][]", "the end of the text is expected here", 2, 0);
  row("line break in a text", "[\"a\nb\"]", "a control character must be escaped in a text", 3, 1);
  row("unknown escape", R"(["\x"])", "an escape that JSON knows is expected here", 3, 1);
  row("short escape", R"(["\u12g4"])", "a hexadecimal digit is expected here", 6, 1);
  row("leading zero", "[01]", "a comma or ] is expected here", 2, 1);
  row("plus sign", "[+1]", "a value is expected here", 1, 1);
  row("fraction without digits", "[1.]", "a digit is expected here", 3, 1);
  row("exponent without digits", "[1e+]", "a digit is expected here", 4, 1);
  row("NaN", "[NaN]", "a value is expected here", 1, 1);
  row("word misspelt", "[trve, 1]", "a value is expected here", 1, 1);
  row("byte order mark before a key", "[{\"\xEF\xBB\xBFu\": 1}]", "a text begins with an invisible byte order mark", 2,
      1);
  row("escaped byte order mark", R"(["\uFeFf"])", "a text begins with an invisible byte order mark", 1, 1);
  row("bracket of the other kind", "[1}", "a comma or ] is expected here", 2, 1);
}

void TestJsonCheck::refuses() {
  QFETCH(QByteArray, json);
  QFETCH(QString, what);
  QFETCH(int, offset);
  QFETCH(int, entry);
  const auto problem = findJsonProblem(json, {});
  QVERIFY(problem);
  QCOMPARE(problem->what, what);
  QCOMPARE(problem->offset, offset);
  QCOMPARE(problem->entry, entry);
  QVERIFY(!problem->isLimit);
}

void TestJsonCheck::everyTruncationIsRefused() {
  const QByteArray json(R"([{"a": null, "\u0062\n": [true, false, -1.5e+10], "c": {"d": "\"\\"}}, []])");
  QVERIFY(!findJsonProblem(json, {}));
  for (qsizetype size = 0; size < json.size(); ++size) {
    // A copy of exactly that size, so that AddressSanitizer sees a read behind the end.
    const QByteArray part(json.constData(), size);
    const auto problem = findJsonProblem(part, {});
    QVERIFY2(problem, part.constData());
    QCOMPARE(problem->what, u"the text ends too early"_s);
    QCOMPARE(problem->offset, size);
  }
}

void TestJsonCheck::limitsHoldExactly() {
  const JsonLimits limits{.depth = 3, .entries = 2};
  QVERIFY(!findJsonProblem("[[[]], {\"a\": [1, 2, 3]}]", limits));
  const auto deep = findJsonProblem("[[[[]]]]", limits);
  QVERIFY(deep && deep->isLimit);
  QCOMPARE(deep->offset, 3);
  const auto deepObject = findJsonProblem(R"([[[{}]]])", limits);
  QVERIFY(deepObject && deepObject->isLimit);
  const auto many = findJsonProblem("[1, 2, 3]", limits);
  QVERIFY(many && many->isLimit);
  QCOMPARE(many->what, u"has more than 2 entries"_s);
  // Without a limit on the depth this overflows the stack.
  QVERIFY(findJsonProblem(QByteArray(10'000'000, '['), {}));
}

void TestJsonCheck::positionsCountCharacters_data() {
  QTest::addColumn<QByteArray>("text");
  QTest::addColumn<int>("offset");
  QTest::addColumn<QString>("position");
  QTest::newRow("start") << QByteArray("abc") << 0 << u"line 1, column 1"_s;
  QTest::newRow("in a line") << QByteArray("abc") << 2 << u"line 1, column 3"_s;
  QTest::newRow("behind a line break") << QByteArray("a\nbc") << 2 << u"line 2, column 1"_s;
  QTest::newRow("at a line break") << QByteArray("a\nbc") << 1 << u"line 1, column 2"_s;
  QTest::newRow("behind characters of two and four bytes")
      << QByteArray("x\n\xC3\xA4\xF0\x9F\x98\x80z") << 8 << u"line 2, column 3"_s;
  QTest::newRow("the end") << QByteArray("a\n") << 2 << u"line 2, column 1"_s;
  QTest::newRow("behind the end") << QByteArray("a") << 7 << u"line 1, column 2"_s;
}

void TestJsonCheck::positionsCountCharacters() {
  QFETCH(QByteArray, text);
  QFETCH(int, offset);
  QFETCH(QString, position);
  QCOMPARE(textPosition(text, offset), position);
}

QTEST_APPLESS_MAIN(TestJsonCheck)
#include "test_jsoncheck.moc"
