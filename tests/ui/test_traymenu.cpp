#include <QSignalSpy>
#include <QTest>

#include "tests/ui/samples.h"
#include "ui/tray/traymenu.h"

using namespace portolan;
using namespace Qt::StringLiterals;
using State = ForwardStatus::State;

namespace {

QAction* entry(const QMenu& menu, const QString& name) {
  for (QAction* action : menu.actions()) {
    if (action->isCheckable() && action->text().startsWith(name + u' ')) {
      return action;
    }
  }
  return nullptr;
}

QAction* command(const QMenu& menu, const QString& text) {
  for (QAction* action : menu.actions()) {
    if (action->text() == text && action->isVisible()) {
      return action;
    }
  }
  return nullptr;
}

QStringList visibleTexts(const QMenu& menu) {
  QStringList texts;
  for (const QAction* action : menu.actions()) {
    if (action->isVisible() && !action->isSeparator()) {
      texts += action->text();
    }
  }
  return texts;
}

void open(TrayMenu& menu) {
  Q_EMIT menu.aboutToShow();  // as a tray host on D-Bus does it, without a window
}

}  // namespace

class TestTrayMenu : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void initTestCase() { Q_INIT_RESOURCE(resources); }
  void emptyMenuOffersAWayIn();
  void entrySaysNameAddressAndState();
  void checkMarkIsWhatWasAskedFor();
  void clicksAsk();
  void contextsAreGroups();
  void manyForwardsAreInMenusOfTheirContext();
  void recentOnes();
  void statusChangesTheActionsThatAreThere();
  void closedMenuIsLeftAlone();
  void countdownFollowsTheClock();
  void commandsAreEnabledWhenTheyDoSomething();
  void namesFromFilesAreNoMarkup();
};

void TestTrayMenu::emptyMenuOffersAWayIn() {
  ForwardsModel model;
  TrayMenu menu(model);
  QCOMPARE(visibleTexts(menu),
           (QStringList{u"No forwards yet"_s, u"Import a file…"_s, u"Try the demo cluster"_s, u"Open the window"_s,
                        u"Settings…"_s, u"About Portolan"_s, u"Quit Portolan"_s}));
  QVERIFY(!menu.actions().constFirst()->isEnabled());
  QSignalSpy import(&menu, &TrayMenu::importRequested);
  QSignalSpy demo(&menu, &TrayMenu::demoRequested);
  QSignalSpy window(&menu, &TrayMenu::windowRequested);
  QSignalSpy settings(&menu, &TrayMenu::settingsRequested);
  QSignalSpy quit(&menu, &TrayMenu::quitRequested);
  for (const QString& text :
       {u"Import a file…"_s, u"Try the demo cluster"_s, u"Open the window"_s, u"Settings…"_s, u"Quit Portolan"_s}) {
    command(menu, text)->trigger();
  }
  for (const QSignalSpy* spy : {&import, &demo, &window, &settings, &quit}) {
    QCOMPARE(spy->size(), 1);
  }
  model.setForwards({sampleForward(u"a"_s)});
  QCOMPARE(visibleTexts(menu),
           (QStringList{u"a — localhost:8080\tStopped"_s, u"Start all"_s, u"Stop all"_s, u"Open the window"_s,
                        u"Settings…"_s, u"About Portolan"_s, u"Quit Portolan"_s}));
}

void TestTrayMenu::entrySaysNameAddressAndState() {
  ForwardsModel model;
  TrayMenu menu(model);
  model.setForwards({sampleForward(u"orders-db"_s, u"prod-eu"_s, 5432)});
  const auto text = [&] {
    open(menu);
    return entry(menu, u"orders-db"_s)->text();
  };
  QCOMPARE(text(), u"orders-db — localhost:5432\tStopped"_s);
  model.setStatus(sampleStatus(u"orders-db"_s, State::Starting, Stage::Session));
  QCOMPARE(text(), u"orders-db — localhost:5432\tOpening session…"_s);
  model.setStatus(sampleStatus(u"orders-db"_s, State::Ready));
  QCOMPARE(text(), u"orders-db — localhost:5432\tReady"_s);
  QVERIFY(entry(menu, u"orders-db"_s)->toolTip().startsWith(u"Ready since"_s));
  QVERIFY(!entry(menu, u"orders-db"_s)->icon().isNull());
}

void TestTrayMenu::checkMarkIsWhatWasAskedFor() {
  ForwardsModel model;
  TrayMenu menu(model);
  model.setForwards({sampleForward(u"a"_s)});
  for (const State state : {State::Starting, State::Ready, State::Waiting, State::Failed}) {
    model.setStatus(sampleStatus(u"a"_s, state));
    open(menu);
    QVERIFY(entry(menu, u"a"_s)->isChecked());
  }
  for (const State state : {State::Stopping, State::Stopped}) {
    model.setStatus(sampleStatus(u"a"_s, state));
    open(menu);
    QVERIFY(!entry(menu, u"a"_s)->isChecked());
  }
}

void TestTrayMenu::clicksAsk() {
  ForwardsModel model;
  TrayMenu menu(model);
  model.setForwards({sampleForward(u"a"_s), sampleForward(u"b"_s)});
  QSignalSpy start(&model, &ForwardsModel::startRequested);
  QSignalSpy stop(&model, &ForwardsModel::stopRequested);
  entry(menu, u"b"_s)->trigger();
  QCOMPARE(start, (QList<QVariantList>{{u"uid-b"_s}}));
  QCOMPARE(stop.size(), 0);
  entry(menu, u"b"_s)->trigger();
  QCOMPARE(stop, (QList<QVariantList>{{u"uid-b"_s}}));

  QSignalSpy startAll(&model, &ForwardsModel::startAllRequested);
  command(menu, u"Start all"_s)->trigger();
  QCOMPARE(startAll.size(), 1);
}

void TestTrayMenu::contextsAreGroups() {
  ForwardsModel model;
  TrayMenu menu(model);
  model.setForwards({sampleForward(u"a"_s, u"prod-eu"_s), sampleForward(u"b"_s, u"staging"_s),
                     sampleForward(u"c"_s, u"prod-eu"_s), sampleForward(u"d"_s, {})});
  model.setStatus(sampleStatus(u"c"_s, State::Ready));
  open(menu);
  QCOMPARE(visibleTexts(menu).mid(0, 7),
           (QStringList{u"prod-eu — 1 of 2 on"_s, u"a — localhost:8080\tStopped"_s, u"c — localhost:8080\tReady"_s,
                        u"staging — 0 of 1 on"_s, u"b — localhost:8080\tStopped"_s, u"Current context — 0 of 1 on"_s,
                        u"d — localhost:8080\tStopped"_s}));
  model.setForwards({sampleForward(u"a"_s), sampleForward(u"b"_s)});
  QVERIFY(menu.actions().contains(entry(menu, u"a"_s)));  // one context needs no header
  QCOMPARE(visibleTexts(menu).constFirst(), u"a — localhost:8080\tStopped"_s);
}

void TestTrayMenu::manyForwardsAreInMenusOfTheirContext() {
  ForwardsModel model;
  TrayMenu menu(model);
  QList<ForwardConfig> forwards;
  for (int i = 0; i < 30; ++i) {
    forwards += sampleForward(u"f%1"_s.arg(i), i % 2 ? u"prod-eu"_s : u"staging"_s);
  }
  model.setForwards(forwards);
  model.setStatus(sampleStatus(u"f1"_s, State::Ready));
  open(menu);
  QCOMPARE(visibleTexts(menu).mid(0, 2), (QStringList{u"staging — 0 of 15 on"_s, u"prod-eu — 1 of 15 on"_s}));
  const QMenu* inner = command(menu, u"prod-eu — 1 of 15 on"_s)->menu();
  QVERIFY(inner);
  QCOMPARE(inner->actions().size(), 15);
  QVERIFY(entry(*inner, u"f1"_s)->isChecked());
  QSignalSpy stop(&model, &ForwardsModel::stopRequested);
  entry(*inner, u"f1"_s)->trigger();
  QCOMPARE(stop.size(), 1);
  model.setForwards({});
  QCOMPARE(visibleTexts(menu).constFirst(), u"No forwards yet"_s);
}

void TestTrayMenu::recentOnes() {
  ForwardsModel model;
  TrayMenu menu(model);
  model.setForwards({sampleForward(u"a"_s), sampleForward(u"b"_s), sampleForward(u"c"_s)});
  QVERIFY(!command(menu, u"Recent"_s));
  menu.setRecent({u"uid-c"_s, u"uid-gone"_s, u"uid-a"_s});
  const QMenu* recent = command(menu, u"Recent"_s)->menu();
  QCOMPARE(visibleTexts(*recent), (QStringList{u"c — localhost:8080\tStopped"_s, u"a — localhost:8080\tStopped"_s}));
  model.setStatus(sampleStatus(u"c"_s, State::Ready));
  open(menu);
  QVERIFY(entry(*recent, u"c"_s)->isChecked() && entry(menu, u"c"_s)->isChecked());
  model.setForwards({sampleForward(u"b"_s)});
  QVERIFY(!command(menu, u"Recent"_s));
}

void TestTrayMenu::statusChangesTheActionsThatAreThere() {
  ForwardsModel model;
  TrayMenu menu(model);
  model.setForwards({sampleForward(u"a"_s), sampleForward(u"b"_s, u"staging"_s)});
  menu.popup({0, 0});
  const QList<QAction*> before = menu.actions();
  for (const State state :
       {State::Starting, State::Waiting, State::Failed, State::Ready, State::Stopping, State::Stopped}) {
    model.setStatus(sampleTrouble(u"a"_s, state, ErrorCode::NoPod, u"no pod"_s, u"Look."_s));
    model.flush();
    QCOMPARE(menu.actions(), before);
    QVERIFY(menu.isVisible());
  }
  QCOMPARE(entry(menu, u"a"_s)->text(), u"a — localhost:8080\tStopped"_s);
  menu.close();
}

void TestTrayMenu::closedMenuIsLeftAlone() {
  ForwardsModel model;
  TrayMenu menu(model);
  model.setForwards({sampleForward(u"a"_s)});
  QSignalSpy changed(entry(menu, u"a"_s), &QAction::changed);
  model.setStatus(sampleStatus(u"a"_s, State::Ready));
  model.flush();
  QCOMPARE(changed.size(), 0);  // each change is a message to a tray on D-Bus
  open(menu);
  QVERIFY(entry(menu, u"a"_s)->text().endsWith(u"Ready"_s));
}

void TestTrayMenu::countdownFollowsTheClock() {
  ForwardsModel model;
  TrayMenu menu(model);
  model.setForwards({sampleForward(u"a"_s)});
  auto status = sampleTrouble(u"a"_s, State::Waiting, ErrorCode::ConnectionRefused, u"prod-eu does not answer"_s);
  status.nextTry = QDateTime::currentDateTimeUtc().addSecs(100);
  model.setStatus(status);
  menu.popup({0, 0});
  const QString first = entry(menu, u"a"_s)->text();
  QVERIFY(first.contains(u"Waiting for cluster, "_s));
  QTRY_VERIFY(entry(menu, u"a"_s)->text() != first);
  menu.close();
}

void TestTrayMenu::commandsAreEnabledWhenTheyDoSomething() {
  ForwardsModel model;
  TrayMenu menu(model);
  model.setForwards({sampleForward(u"a"_s)});
  QAction* startAll = command(menu, u"Start all"_s);
  QAction* stopAll = command(menu, u"Stop all"_s);
  QVERIFY(startAll->isEnabled() && !stopAll->isEnabled());
  model.setStatus(sampleStatus(u"a"_s, State::Ready));
  open(menu);
  QVERIFY(!startAll->isEnabled() && stopAll->isEnabled());
  model.setStatus(sampleTrouble(u"a"_s, State::Failed, ErrorCode::Forbidden, u"no"_s));
  open(menu);
  QVERIFY(startAll->isEnabled() && stopAll->isEnabled());  // starting a failed one tries it again
}

void TestTrayMenu::namesFromFilesAreNoMarkup() {
  ForwardsModel model;
  TrayMenu menu(model);
  model.setForwards({sampleForward(u"R&D\tapi\nx"_s)});
  QCOMPARE(visibleTexts(menu).constFirst(), u"R&&D api x — localhost:8080\tStopped"_s);
}

QTEST_MAIN(TestTrayMenu)
#include "test_traymenu.moc"
