#include <QTest>

#include "app/demo/demohelp.h"

using namespace Qt::StringLiterals;
using namespace portolan;

class TestDemoHelp : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void saysWhatToTry();
  void leavesOutWhatThereIsNot();
};

void TestDemoHelp::saysWhatToTry() {
  const QString text = demoHelp({.web = 8080, .echo = 7007, .kubeconfig = u"/tmp/it's here/config"_s}).join(u'\n');
  for (const auto& part : {u"    http://localhost:8080"_s, u"curl http://localhost:8080/name"_s,
                           u"curl -X POST http://localhost:8080/delete"_s, u"nc localhost 7007"_s,
                           u"kubectl --kubeconfig '/tmp/it'\\''s here/config' get pods,services"_s, u"Ctrl-C"_s}) {
    QVERIFY2(text.contains(part), qPrintable(part));
  }
}

void TestDemoHelp::leavesOutWhatThereIsNot() {
  const QString text = demoHelp({.web = 8080, .address = u"127.0.0.2"_s}).join(u'\n');
  QVERIFY(text.contains(u"http://127.0.0.2:8080"_s));
  QVERIFY(!text.contains(u"nc "_s));
  QVERIFY(!text.contains(u"kubectl"_s));
}

QTEST_APPLESS_MAIN(TestDemoHelp)
#include "test_demo_help.moc"
