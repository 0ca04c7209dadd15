#include <QTest>

#include "core/config/commandlines.h"

using namespace portolan;
using namespace Qt::StringLiterals;

namespace {

/// "context/namespace target address:local->remote (alias)", one for each.
QStringList texts(const CommandLines& lines) {
  QStringList texts;
  for (const ParsedForward& each : lines.forwards) {
    const ForwardConfig& config = each.config;
    texts += each.error
                 ? u"error: "_s + each.error->detail
                 : u"%1/%2 %3 %4:%5->%6 (%7)"_s.arg(config.context, config.ns, config.targetText(), config.localAddress,
                                                    QString::number(config.localPort), config.remotePort, config.alias);
  }
  return texts;
}

}  // namespace

class TestCommandLines : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void splits_data();
  void splits();
  void reads_data();
  void reads();
  void kubefwd_data();
  void kubefwd();
  void aKubeconfigIsKeptForTheQuestion();
  void limits();
  void doublingVariables();
};

void TestCommandLines::splits_data() {
  QTest::addColumn<QString>("text");
  QTest::addColumn<QList<QStringList>>("commands");
  using Commands = QList<QStringList>;
  const auto row = [](const char* name, const QString& text, const Commands& commands) {
    QTest::newRow(name) << text << commands;
  };
  row("nothing", u""_s, {});
  row("words", u"a  b\tc"_s, {{u"a"_s, u"b"_s, u"c"_s}});
  row("commands", u"a; b && c | d & e || f\ng"_s,
      {{u"a"_s}, {u"b"_s}, {u"c"_s}, {u"d"_s}, {u"e"_s}, {u"f"_s}, {u"g"_s}});
  row("a comment", u"# a\nb # c\nd#e"_s, {{u"b"_s}, {u"d#e"_s}});
  row("quotes", u"a 'b c' \"d e\" f'g h'i ''"_s, {{u"a"_s, u"b c"_s, u"d e"_s, u"fg hi"_s, u""_s}});
  row("escapes", u"a\\ b \"c\\\"d\" 'e\\f' \\;"_s, {{u"a b"_s, u"c\"d"_s, u"e\\f"_s, u";"_s}});
  row("a line that goes on", u"a \\\n  b \\\r\n c"_s, {{u"a"_s, u"b"_s, u"c"_s}});
  row("redirections", u"a >b 2>&1 < c d 2>/dev/null"_s, {{u"a"_s, u"d"_s}});
  row("a variable", u"A=1; B=x$A\nexport C=\"${B}y\"\nz $A ${B} \"$C\" '$A'"_s,
      {{u"z"_s, u"1"_s, u"x1"_s, u"x1y"_s, u"$A"_s}});
  row("a default", u"z ${NONE:-80}"_s, {{u"z"_s, u"80"_s}});
  row("make", u"P := 80\nz $(P) $$P"_s, {{u"z"_s, u"80"_s, u"80"_s}});
  row("an environment", u"A=1 z"_s, {{u"A=1"_s, u"z"_s}});
  row("a subshell", u"(a b) { c; }"_s, {{u"a"_s, u"b"_s}, {u"c"_s}});
  row("quotes that never end", u"a 'b\nc"_s, {{u"a"_s, u"b\nc"_s}});
}

void TestCommandLines::splits() {
  QFETCH(const QString, text);
  QFETCH(const QList<QStringList>, commands);
  QList<QStringList> found;
  for (const ShellCommand& command : shellCommands(text)) {
    found += command.words;
  }
  QCOMPARE(found, commands);
}

void TestCommandLines::reads_data() {
  QTest::addColumn<QString>("text");
  QTest::addColumn<QStringList>("forwards");
  const auto row = [](const char* name, const QString& text, const QStringList& forwards) {
    QTest::newRow(name) << text << forwards;
  };
  row("a service", u"kubectl port-forward svc/web 8080:80"_s, {u"/ service/web :8080->80 (web)"_s});
  row("a service in full", u"kubectl port-forward services/web 80"_s, {u"/ service/web :80->80 (web)"_s});
  row("a pod", u"kubectl port-forward web-0 8080:80"_s, {u"/ pod/web-0 :8080->80 (web-0)"_s});
  row("a deployment", u"kubectl port-forward deployment.apps/web :http"_s, {u"/ deployment.apps/web :0->http (web)"_s});
  row("ports", u"kubectl port-forward svc/web 1:2 3"_s,
      {u"/ service/web :1->2 (web-2)"_s, u"/ service/web :3->3 (web-3)"_s});
  row("flags before and after", u"kubectl -n shop --context=team port-forward --address 127.0.0.2 svc/web 1:2 -v=4"_s,
      {u"team/shop service/web 127.0.0.2:1->2 (web)"_s});
  row("attached flags", u"kubectl port-forward -nshop svc/web 1:2 --pod-running-timeout=1m"_s,
      {u"/shop service/web :1->2 (web)"_s});
  row("addresses", u"kubectl port-forward svc/web 1:2 --address=localhost,10.0.0.1"_s,
      {u"/ service/web localhost:1->2 (web)"_s, u"/ service/web 10.0.0.1:1->2 (web)"_s});
  row("labels", u"kubectl port-forward -l app=x 1:2"_s, {u"/ pod -l app=x :1->2 ()"_s});
  row("a path, sudo and make's marks", u"\t@-sudo /usr/bin/kubectl port-forward svc/web 1:2"_s,
      {u"/ service/web :1->2 (web)"_s});
  row("windows", u"C:\\\\bin\\\\kubectl.exe port-forward svc/web 1:2\r\n"_s, {u"/ service/web :1->2 (web)"_s});
  row("of others", u"oc port-forward svc/a 1:2; portolan port-forward svc/b 3:4"_s,
      {u"/ service/a :1->2 (a)"_s, u"/ service/b :3->4 (b)"_s});
  row("other commands", u"kubectl get pods; echo port-forward"_s, {});
  row("port 70000", u"kubectl port-forward svc/web 70000:80"_s, {u"error: x: line 1: \"70000:80\" is no port"_s});
  row("remote port 0", u"kubectl port-forward svc/web 1:0"_s, {u"error: x: line 1: \"1:0\" is no port"_s});
  row("three ports in one", u"kubectl port-forward svc/web 1:2:3"_s, {u"error: x: line 1: \"1:2:3\" is no port"_s});
  row("no port", u"\n\nkubectl port-forward svc/web"_s, {u"error: x: line 3: it names no port"_s});
  row("no target", u"kubectl port-forward"_s, {u"error: x: line 1: it names nothing to forward to"_s});
  row("a path as a target", u"kubectl port-forward ../../etc/passwd 1:2"_s,
      {u"error: x: line 1: \"../../etc/passwd\" is no TYPE/NAME"_s});
  row("byte order marks", u"\uFEFFkubectl port-forward svc/\uFEFFweb \uFEFF 1:2 --address=\uFEFF127.0.0.2"_s,
      {u"/ service/web 127.0.0.2:1->2 (web)"_s});
  row("a token", u"kubectl port-forward svc/web 1:2 --token abc"_s,
      {u"error: x: line 1: --token cannot be saved with a forward"_s});
  row("an unknown variable", u"kubectl port-forward svc/web $PORT:80"_s,
      {u"error: x: line 1: $PORT comes from elsewhere"_s});
  row("a substitution", u"kubectl port-forward $(kubectl get pod -o name) 1:2"_s,
      {u"error: x: line 1: $kubectl get pod -o name comes from elsewhere"_s});
  row("backquotes", u"kubectl port-forward `pod` 1:2"_s, {u"error: x: line 1: `…` comes from elsewhere"_s});
}

void TestCommandLines::reads() {
  QFETCH(const QString, text);
  QFETCH(const QStringList, forwards);
  const auto lines = parseCommandLines(text.toUtf8(), u"x"_s);
  QVERIFY(lines.has_value());
  QCOMPARE(texts(*lines), forwards);
  for (const ParsedForward& each : lines->forwards) {
    QVERIFY(each.error || !each.config.uid.isEmpty());
    QVERIFY(each.error || !each.config.hasOwnUid());  // so that the same command twice is the same forward
  }
}

void TestCommandLines::kubefwd_data() {
  QTest::addColumn<QString>("text");
  QTest::addColumn<QStringList>("namespaces");
  QTest::addColumn<QString>("selector");
  QTest::addColumn<bool>("all");
  QTest::newRow("one") << u"sudo kubefwd svc -n shop -l app=x"_s << QStringList{u"shop"_s} << u"app=x"_s << false;
  QTest::newRow("several") << u"kubefwd services -n a,b -n c -l 'app in (x, y)'"_s
                           << QStringList{u"a"_s, u"b"_s, u"c"_s} << u"app in (x, y)"_s << false;
  QTest::newRow("all") << u"kubefwd svc --all-namespaces"_s << QStringList() << QString() << true;
}

void TestCommandLines::kubefwd() {
  QFETCH(const QString, text);
  const auto lines = parseCommandLines(text.toUtf8(), u"x"_s);
  QVERIFY(lines.has_value());
  QVERIFY(lines->forwards.isEmpty());
  QCOMPARE(lines->queries.size(), 1);
  QTEST(lines->queries.constFirst().namespaces, "namespaces");
  QTEST(lines->queries.constFirst().labelSelector, "selector");
  QTEST(lines->queries.constFirst().allNamespaces, "all");
}

void TestCommandLines::aKubeconfigIsKeptForTheQuestion() {
  const auto lines = parseCommandLines("kubectl --kubeconfig /tmp/x port-forward svc/web 1:2", u"x"_s);
  QCOMPARE(lines->forwards.constFirst().config.kubeconfig, u"/tmp/x"_s);
}

void TestCommandLines::limits() {
  QCOMPARE(parseCommandLines(QByteArray((1 << 20) + 1, ' '), u"x"_s).error().code, ErrorCode::FileTooLarge);
  QByteArray many = "kubectl port-forward svc/web";
  for (int i = 0; i < 10'001; ++i) {
    many += " 1:2";
  }
  QCOMPARE(parseCommandLines(many, u"x"_s).error().code, ErrorCode::FileTooLarge);
}

void TestCommandLines::doublingVariables() {
  // Each line is twice as long as the one before: 2^40 characters, if nothing stops it.
  QByteArray text = "A0=x\n";
  for (int i = 1; i <= 40; ++i) {
    const QByteArray before = QByteArray::number(i - 1);
    text += "A" + QByteArray::number(i) + "=$A" + before + "$A" + before + "\n";
  }
  text += "kubectl port-forward $A40 1:2 " + QByteArray(" $A40").repeated(10'000);
  QVERIFY(parseCommandLines(text, u"x"_s).has_value());
}

QTEST_APPLESS_MAIN(TestCommandLines)
#include "test_commandlines.moc"
