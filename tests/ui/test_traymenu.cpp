#include <QSignalSpy>
#include <QTest>

#include "tests/ui/samples.h"
#include "ui/tray/traymenu.h"

using namespace portolan;
using namespace Qt::StringLiterals;
using State = ForwardStatus::State;

namespace {

QAction* entry(const TrayMenu& menu, const QString& name) {
  for (QAction* action : menu.entryActions()) {
    if (action->isCheckable() && action->text().startsWith(name + u' ')) {
      return action;
    }
  }
  return nullptr;
}

QAction* command(const TrayMenu& menu, const QString& text) {
  for (QAction* action : menu.commandActions()) {
    if (action->text() == text && action->isVisible()) {
      return action;
    }
  }
  return nullptr;
}

QStringList visibleTexts(const TrayMenu& menu) {
  QStringList texts;
  for (const QAction* action : menu.actions()) {
    if (action->isVisible() && !action->isSeparator()) {
      texts += action->text();
    }
  }
  return texts;
}

}  // namespace

class TestTrayMenu : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void initTestCase() { Q_INIT_RESOURCE(resources); }
  void emptyMenuOffersAWayIn();
  void entrySaysNameAddressAndState();
  void checkMarkIsWhatWasAskedFor();
  void lateStatusDoesNotUndoAClick();
  void clicksAsk();
  void troubleIsExplainedBelow();
  void failedOneCanBeTriedAgain();
  void contextsAreGroups();
  void oneContextNeedsNoHeader();
  void statusChangesTheActionsThatAreThere();
  void sameStatusChangesNothing();
  void countdownFollowsTheClock();
  void keepsStatusAcrossNewForwards();
  void commandsAreEnabledWhenTheyDoSomething();
  void summaryIsTakenTogether();
  void namesFromFilesAreNoMarkup();
  void everyActionHasAName();
};

void TestTrayMenu::emptyMenuOffersAWayIn() {
  TrayMenu menu;
  QCOMPARE(visibleTexts(menu), (QStringList{u"No forwards yet"_s, u"Import a JSON file…"_s, u"Try the demo cluster"_s,
                                            u"About Portolan"_s, u"Quit Portolan"_s}));
  QVERIFY(!menu.actions().constFirst()->isEnabled());
  QSignalSpy import(&menu, &TrayMenu::importRequested);
  QSignalSpy demo(&menu, &TrayMenu::demoRequested);
  QSignalSpy quit(&menu, &TrayMenu::quitRequested);
  command(menu, u"Import a JSON file…"_s)->trigger();
  command(menu, u"Try the demo cluster"_s)->trigger();
  command(menu, u"Quit Portolan"_s)->trigger();
  QCOMPARE(import.size(), 1);
  QCOMPARE(demo.size(), 1);
  QCOMPARE(quit.size(), 1);

  menu.setForwards({sampleForward(u"a"_s)});
  QCOMPARE(visibleTexts(menu), (QStringList{u"a — localhost:8080\tStopped"_s, u"Start all"_s, u"Stop all"_s,
                                            u"Import…"_s, u"About Portolan"_s, u"Quit Portolan"_s}));
}

void TestTrayMenu::entrySaysNameAddressAndState() {
  TrayMenu menu;
  menu.setForwards({sampleForward(u"orders-db"_s, u"prod-eu"_s, 5432)});
  QAction* action = entry(menu, u"orders-db"_s);
  QVERIFY(action);
  QCOMPARE(action->text(), u"orders-db — localhost:5432\tStopped"_s);
  menu.setStatus(sampleStatus(u"orders-db"_s, State::Starting, Stage::Session));
  QCOMPARE(action->text(), u"orders-db — localhost:5432\tOpening session…"_s);
  menu.setStatus(sampleStatus(u"orders-db"_s, State::Ready));
  QCOMPARE(action->text(), u"orders-db — localhost:5432\tReady"_s);
  QVERIFY(action->toolTip().startsWith(u"Ready since"_s));
  QVERIFY(!action->icon().isNull());
}

void TestTrayMenu::checkMarkIsWhatWasAskedFor() {
  TrayMenu menu;
  menu.setForwards({sampleForward(u"a"_s)});
  QAction* action = entry(menu, u"a"_s);
  for (const State state : {State::Starting, State::Ready, State::Waiting, State::Failed}) {
    menu.setStatus(sampleStatus(u"a"_s, state));
    QVERIFY(action->isChecked());
  }
  for (const State state : {State::Stopping, State::Stopped}) {
    menu.setStatus(sampleStatus(u"a"_s, state));
    QVERIFY(!action->isChecked());
  }
}

void TestTrayMenu::lateStatusDoesNotUndoAClick() {
  TrayMenu menu;
  menu.setForwards({sampleForward(u"a"_s)});
  menu.setStatus(sampleStatus(u"a"_s, State::Ready));
  QAction* action = entry(menu, u"a"_s);
  action->trigger();
  QVERIFY(!action->isChecked());
  auto late = sampleStatus(u"a"_s, State::Ready);  // was on its way when the person clicked
  late.connections = 1;
  menu.setStatus(late);
  QVERIFY(!action->isChecked());
  menu.setStatus(sampleStatus(u"a"_s, State::Stopped));
  QVERIFY(!action->isChecked());
  menu.setStatus(sampleStatus(u"a"_s, State::Starting));  // somebody else started it
  QVERIFY(action->isChecked());
}

void TestTrayMenu::clicksAsk() {
  TrayMenu menu;
  menu.setForwards({sampleForward(u"a"_s), sampleForward(u"b"_s)});
  QSignalSpy start(&menu, &TrayMenu::startRequested);
  QSignalSpy stop(&menu, &TrayMenu::stopRequested);
  entry(menu, u"b"_s)->trigger();
  QCOMPARE(start, (QList<QVariantList>{{u"uid-b"_s}}));
  QCOMPARE(stop.size(), 0);
  entry(menu, u"b"_s)->trigger();
  QCOMPARE(stop, (QList<QVariantList>{{u"uid-b"_s}}));

  QSignalSpy startAll(&menu, &TrayMenu::startAllRequested);
  command(menu, u"Start all"_s)->trigger();
  QCOMPARE(startAll.size(), 1);
  QVERIFY(entry(menu, u"a"_s)->isChecked() && entry(menu, u"b"_s)->isChecked());
  menu.setStatus(sampleStatus(u"a"_s, State::Ready));
  QTRY_VERIFY(command(menu, u"Stop all"_s)->isEnabled());  // a moment later: statuses are taken together
  QSignalSpy stopAll(&menu, &TrayMenu::stopAllRequested);
  command(menu, u"Stop all"_s)->trigger();
  QCOMPARE(stopAll.size(), 1);
  QVERIFY(!entry(menu, u"a"_s)->isChecked() && !entry(menu, u"b"_s)->isChecked());
}

void TestTrayMenu::troubleIsExplainedBelow() {
  TrayMenu menu;
  menu.setForwards({sampleForward(u"a"_s), sampleForward(u"b"_s)});
  menu.setStatus(sampleTrouble(u"a"_s, State::Waiting, ErrorCode::NoPod, u"no pod is ready: 0 of 1"_s, u"wait"_s));
  QCOMPARE(visibleTexts(menu).mid(0, 3),
           (QStringList{u"a — localhost:8080\tWaiting for pod"_s, u"No pod is ready: 0 of 1."_s,
                        u"b — localhost:8080\tStopped"_s}));
  menu.setStatus(
      sampleTrouble(u"a"_s, State::Failed, ErrorCode::AddressInUse, u"port 8080 is taken by node"_s, u"Use 8083."_s));
  QCOMPARE(visibleTexts(menu).mid(0, 3), (QStringList{u"a — localhost:8080\tPort 8080 is taken"_s,
                                                      u"Port 8080 is taken by node."_s, u"Use 8083."_s}));

  // No menu as wide as the screen: two lines, and the tooltip has it all.
  const QString longDetail = u"words"_s + QString(u" and more"_s).repeated(20) + u" to the end"_s;
  menu.setStatus(sampleTrouble(u"a"_s, State::Failed, ErrorCode::AddressInUse, longDetail, u"Use 8083."_s));
  const QStringList texts = visibleTexts(menu);
  QVERIFY(texts.at(1).startsWith(u"Words and more and"_s) && !texts.at(1).endsWith(QChar(0x2026)));
  QVERIFY(texts.at(2).contains(u"and more and"_s) && texts.at(2).endsWith(QChar(0x2026)));
  QVERIFY(texts.at(1).size() < 100 && texts.at(2).size() < 100);
  QCOMPARE(texts.at(3), u"Use 8083."_s);
  QVERIFY(entry(menu, u"a"_s)->toolTip().contains(u"to the end"_s));
  menu.setStatus(sampleStatus(u"a"_s, State::Ready));
  QCOMPARE(visibleTexts(menu).at(1), u"b — localhost:8080\tStopped"_s);
}

void TestTrayMenu::failedOneCanBeTriedAgain() {
  TrayMenu menu;
  menu.setForwards({sampleForward(u"a"_s)});
  menu.setStatus(sampleTrouble(u"a"_s, State::Failed, ErrorCode::AddressInUse, u"taken"_s));
  QSignalSpy start(&menu, &TrayMenu::startRequested);
  QSignalSpy stop(&menu, &TrayMenu::stopRequested);
  for (QAction* action : menu.entryActions()) {
    if (action->isVisible() && action->text() == u"Try a again"_s) {
      action->trigger();
    }
  }
  QCOMPARE(start, (QList<QVariantList>{{u"uid-a"_s}}));
  QCOMPARE(stop.size(), 0);
  QVERIFY(entry(menu, u"a"_s)->isChecked());
}

void TestTrayMenu::contextsAreGroups() {
  TrayMenu menu;
  menu.setForwards({sampleForward(u"a"_s, u"prod-eu"_s), sampleForward(u"b"_s, u"staging"_s),
                    sampleForward(u"c"_s, u"prod-eu"_s), sampleForward(u"d"_s, {})});
  menu.setStatus(sampleStatus(u"c"_s, State::Ready));
  QTRY_COMPARE(visibleTexts(menu).mid(0, 7),
               (QStringList{u"prod-eu — 1 of 2 on"_s, u"a — localhost:8080\tStopped"_s, u"c — localhost:8080\tReady"_s,
                            u"staging — 0 of 1 on"_s, u"b — localhost:8080\tStopped"_s,
                            u"Current context — 0 of 1 on"_s, u"d — localhost:8080\tStopped"_s}));
}

void TestTrayMenu::oneContextNeedsNoHeader() {
  TrayMenu menu;
  menu.setForwards({sampleForward(u"a"_s), sampleForward(u"b"_s)});
  QVERIFY(menu.actions().at(1)->isCheckable());
}

void TestTrayMenu::statusChangesTheActionsThatAreThere() {
  TrayMenu menu;
  menu.setForwards({sampleForward(u"a"_s), sampleForward(u"b"_s, u"staging"_s)});
  menu.popup({0, 0});
  const QList<QAction*> before = menu.actions();
  for (const State state :
       {State::Starting, State::Waiting, State::Failed, State::Ready, State::Stopping, State::Stopped}) {
    menu.setStatus(sampleTrouble(u"a"_s, state, ErrorCode::NoPod, u"no pod"_s, u"Look."_s));
    QCOMPARE(menu.actions(), before);
    QVERIFY(menu.isVisible());
  }
  menu.setStatus(sampleStatus(u"unknown"_s, State::Ready));
  QCOMPARE(menu.actions(), before);
  menu.close();
}

void TestTrayMenu::sameStatusChangesNothing() {
  TrayMenu menu;
  menu.setForwards({sampleForward(u"a"_s)});
  auto status = sampleStatus(u"a"_s, State::Ready);
  menu.setStatus(status);
  QSignalSpy changed(entry(menu, u"a"_s), &QAction::changed);
  status.bytesFromPod = 4096;  // counters come ten times a second, and each change is a message to a tray on D-Bus
  menu.setStatus(status);
  QCOMPARE(changed.size(), 0);
}

void TestTrayMenu::countdownFollowsTheClock() {
  TrayMenu menu;
  menu.setForwards({sampleForward(u"a"_s)});
  auto status = sampleTrouble(u"a"_s, State::Waiting, ErrorCode::ConnectionRefused, u"prod-eu does not answer"_s);
  status.nextTry = QDateTime::currentDateTimeUtc().addSecs(100);
  menu.setStatus(status);
  menu.popup({0, 0});
  const QString first = entry(menu, u"a"_s)->text();
  QVERIFY(first.contains(u"Waiting for cluster, "_s));
  QTRY_VERIFY(entry(menu, u"a"_s)->text() != first);
  menu.close();
}

void TestTrayMenu::keepsStatusAcrossNewForwards() {
  TrayMenu menu;
  menu.setForwards({sampleForward(u"a"_s), sampleForward(u"b"_s)});
  menu.setStatus(sampleStatus(u"b"_s, State::Ready));
  menu.setForwards({sampleForward(u"b"_s), sampleForward(u"c"_s)});
  QVERIFY(!entry(menu, u"a"_s));
  QVERIFY(entry(menu, u"b"_s)->isChecked());
  QVERIFY(!entry(menu, u"c"_s)->isChecked());
  QCOMPARE(menu.summary().on, 1);
}

void TestTrayMenu::commandsAreEnabledWhenTheyDoSomething() {
  TrayMenu menu;
  menu.setForwards({sampleForward(u"a"_s)});
  QAction* startAll = command(menu, u"Start all"_s);
  QAction* stopAll = command(menu, u"Stop all"_s);
  QVERIFY(startAll->isEnabled() && !stopAll->isEnabled());
  menu.setStatus(sampleStatus(u"a"_s, State::Ready));
  QTRY_VERIFY(!startAll->isEnabled() && stopAll->isEnabled());
  menu.setStatus(sampleTrouble(u"a"_s, State::Failed, ErrorCode::Forbidden, u"no"_s));
  QTRY_VERIFY(startAll->isEnabled() && stopAll->isEnabled());  // starting a failed one tries it again
}

void TestTrayMenu::summaryIsTakenTogether() {
  TrayMenu menu;
  QList<ForwardConfig> forwards;
  for (int i = 0; i < 200; ++i) {
    forwards += sampleForward(u"f%1"_s.arg(i));
  }
  menu.setForwards(forwards);
  QSignalSpy summary(&menu, &TrayMenu::summaryChanged);
  for (int i = 0; i < 200; ++i) {
    menu.setStatus(sampleStatus(u"f%1"_s.arg(i), State::Ready));
  }
  QTRY_COMPARE(menu.summary().ready, 200);
  QCOMPARE(summary.size(), 1);
}

void TestTrayMenu::namesFromFilesAreNoMarkup() {
  auto config = sampleForward(u"R&D\tapi\nx"_s);
  TrayMenu menu;
  menu.setForwards({config});
  QCOMPARE(visibleTexts(menu).constFirst(), u"R&&D api x — localhost:8080\tStopped"_s);
}

void TestTrayMenu::everyActionHasAName() {
  TrayMenu menu;
  menu.setForwards({sampleForward(u"a"_s), sampleForward(u"b"_s, u"staging"_s)});
  menu.setStatus(sampleTrouble(u"a"_s, State::Failed, ErrorCode::Forbidden, u"no"_s, u"Ask."_s));
  QVERIFY(!menu.accessibleName().isEmpty());
  for (const QAction* action : menu.actions()) {
    QVERIFY(action->isSeparator() || !action->isVisible() || !action->text().isEmpty());
  }
}

QTEST_MAIN(TestTrayMenu)
#include "test_traymenu.moc"
