#include <qtestspontaneevent.h>
#include <QApplication>
#include <QCheckBox>
#include <QCloseEvent>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include "tests/ui/accessiblenames.h"
#include "tests/ui/samples.h"
#include "ui/tray/forwardswindow.h"

using namespace portolan;
using namespace Qt::StringLiterals;
using State = ForwardStatus::State;

class TestForwardsWindow : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void initTestCase() { Q_INIT_RESOURCE(resources); }
  void showsTheMenusEntries();
  void asksThroughTheMenu();
  void saysWhyItIsThere();
  void closingDoesNotLoseIt();
  void doesNotKeepTheApplicationFromQuitting();
  void everyControlHasAName();

 private:
  static QStringList texts(const QWidget& window);
};

QStringList TestForwardsWindow::texts(const QWidget& window) {
  QStringList texts;
  for (const QLabel* label : window.findChildren<QLabel*>()) {
    if (label->isVisibleTo(&window) && !label->text().isEmpty()) {
      texts += label->text();
    }
  }
  return texts;
}

void TestForwardsWindow::showsTheMenusEntries() {
  TrayMenu menu;
  ForwardsWindow window(menu);
  window.show();
  QCOMPARE(texts(window), QStringList{u"No forwards yet"_s});

  menu.setForwards({sampleForward(u"a"_s), sampleForward(u"b"_s)});
  menu.setStatus(sampleStatus(u"a"_s, State::Ready));
  const QString detail = u"the user may not do that & more"_s;
  menu.setStatus(sampleTrouble(u"b"_s, State::Failed, ErrorCode::Forbidden, detail, u"Ask for the right."_s));
  QCOMPARE(texts(window),
           (QStringList{u"Ready"_s, u"Not allowed"_s, u"T"_s + detail.mid(1) + u'.', u"Ask for the right."_s}));
  const auto checks = window.findChildren<QCheckBox*>();
  QCOMPARE(checks.size(), 2);
  QCOMPARE(checks.at(0)->text(), u"a — localhost:8080"_s);
  QVERIFY(checks.at(0)->isChecked());
  QCOMPARE(checks.at(0)->accessibleDescription(), u"Ready"_s);
  menu.setStatus(sampleStatus(u"a"_s, State::Stopped));
  QVERIFY(!checks.at(0)->isChecked());
}

void TestForwardsWindow::asksThroughTheMenu() {
  TrayMenu menu;
  ForwardsWindow window(menu);
  menu.setForwards({sampleForward(u"a"_s)});
  window.show();
  QSignalSpy start(&menu, &TrayMenu::startRequested);
  QSignalSpy stop(&menu, &TrayMenu::stopRequested);
  auto* check = window.findChild<QCheckBox*>();
  check->click();
  QCOMPARE(start.size(), 1);
  QVERIFY(check->isChecked());
  check->click();
  QCOMPARE(stop.size(), 1);
  QVERIFY(!check->isChecked());

  QSignalSpy startAll(&menu, &TrayMenu::startAllRequested);
  for (QPushButton* button : window.findChildren<QPushButton*>()) {
    if (button->text() == u"Start all"_s) {
      button->click();
    }
  }
  QCOMPARE(startAll.size(), 1);
}

void TestForwardsWindow::saysWhyItIsThere() {
  TrayMenu menu;
  ForwardsWindow window(menu);
  window.setReason(u"No tray here."_s);
  window.show();
  QVERIFY(texts(window).contains(u"No tray here."_s));
  window.setReason({});
  QVERIFY(!texts(window).contains(u"No tray here."_s));
}

void TestForwardsWindow::closingDoesNotLoseIt() {
  TrayMenu menu;
  ForwardsWindow window(menu);
  window.show();
  // What the window system delivers when the person closes the window.
  const auto closeByHand = [&window] {
    QCloseEvent event;
    QSpontaneKeyEvent::setSpontaneous(&event);
    qApp->notify(&window, &event);
    return event.isAccepted();
  };
  QVERIFY(!closeByHand());
  QVERIFY(window.isMinimized() && window.isVisible());
  window.setClosable(true);  // a tray came
  QVERIFY(closeByHand());
}

void TestForwardsWindow::doesNotKeepTheApplicationFromQuitting() {
  // QCoreApplication::quit() closes all windows first and gives up when one refuses.
  TrayMenu menu;
  ForwardsWindow window(menu);
  window.show();
  QVERIFY(window.close());
}

void TestForwardsWindow::everyControlHasAName() {
  TrayMenu menu;
  ForwardsWindow window(menu);
  menu.setForwards({sampleForward(u"a"_s), sampleForward(u"b"_s, u"staging"_s)});
  menu.setStatus(sampleTrouble(u"a"_s, State::Failed, ErrorCode::Forbidden, u"no"_s, u"Ask."_s));
  window.show();
  QCOMPARE(controlsWithoutName(window), QStringList());
}

QTEST_MAIN(TestForwardsWindow)
#include "test_forwardswindow.moc"
