#include <QAbstractButton>
#include <QApplication>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QScopeGuard>
#include <QSignalSpy>
#include <QTest>
#include <algorithm>

#include "tests/ui/accessiblenames.h"
#include "tests/ui/harbor.h"
#include "tests/ui/samples.h"
#include "ui/tray/popupview.h"
#include "ui/tray/traypopup.h"

using namespace portolan;
using namespace Qt::StringLiterals;
using State = ForwardStatus::State;

namespace {

QAbstractButton* button(const QWidget& popup, const QString& text) {
  for (QAbstractButton* each : popup.findChildren<QAbstractButton*>()) {
    if (each->isVisibleTo(&popup) && (each->text() == text || each->accessibleName() == text)) {
      return each;
    }
  }
  return nullptr;
}

/// Where a part of a forward's row is, in the viewport's coordinates.
QRect place(const TrayPopup& popup, ForwardsFilter& filter, const QString& name, PopupDelegate::Part part) {
  const auto* view = popup.findChild<PopupView*>();
  const auto* delegate = qobject_cast<PopupDelegate*>(view->itemDelegate());
  const QModelIndex index = filter.indexOf(u"uid-"_s + name, ForwardsFilter::Name);
  QStyleOptionViewItem option;
  option.initFrom(view);
  option.rect = view->visualRect(index);
  return delegate->partRect(option, index, part);
}

}  // namespace

class TestTrayPopup : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void initTestCase() { Q_INIT_RESOURCE(resources); }
  void opensInSearchBesideTheIcon_data();
  void opensInSearchBesideTheIcon();
  void switchIsClicked();
  void causeHasItsButton();
  void searchFilters();
  void keyboard();
  void rowButtons();
  void escapeClearsThenCloses();
  void emptyOffersAWayIn();
  void emptyIsAsHighAsItsWords();
  void keepsTheRowWhileThingsChange();
  void everyControlHasAName();
};

void TestTrayPopup::opensInSearchBesideTheIcon_data() {
  QTest::addColumn<QPoint>("icon");
  const QRect screen = QGuiApplication::primaryScreen()->geometry();
  QTest::newRow("bottom right") << screen.bottomRight() - QPoint(24, 24);
  QTest::newRow("top right") << QPoint(screen.right() - 24, 0);
  QTest::newRow("top left") << screen.topLeft();
  QTest::newRow("nowhere") << QPoint(-5000, -5000);
}

void TestTrayPopup::opensInSearchBesideTheIcon() {
  QFETCH(const QPoint, icon);
  Harbor harbor;
  ForwardsModel& model = harbor.model();
  TrayPopup popup(model);
  popup.popUp(QRect(icon, QSize(24, 24)));
  QVERIFY(popup.isVisible());
  const QRect screen = QGuiApplication::primaryScreen()->geometry();
  QCOMPARE(screen.intersected(popup.geometry()), popup.geometry());
  QVERIFY(popup.height() <= screen.height() * 7 / 10 + 1);
  if (screen.contains(icon)) {
    QVERIFY(!popup.geometry().intersects(QRect(icon, QSize(20, 20))));
  }
  QCOMPARE(popup.focusWidget(), popup.findChild<QLineEdit*>());
}

void TestTrayPopup::switchIsClicked() {
  Harbor harbor;
  ForwardsModel& model = harbor.model();
  TrayPopup popup(model);
  popup.popUp({500, 500, 24, 24});
  QSignalSpy start(&model, &ForwardsModel::startRequested);
  QSignalSpy stop(&model, &ForwardsModel::stopRequested);
  auto* viewport = popup.findChild<PopupView*>()->viewport();
  const auto click = [&](const QString& name) {
    QTest::mouseClick(viewport, Qt::LeftButton, {},
                      place(popup, popup.filter(), name, PopupDelegate::Part::Switch).center());
  };
  click(u"vault"_s);
  QCOMPARE(start, (QList<QVariantList>{{u"uid-vault"_s}}));
  click(u"orders-db"_s);
  QCOMPARE(stop, (QList<QVariantList>{{u"uid-orders-db"_s}}));
  // Only where the switch is.
  const QRect row = place(popup, popup.filter(), u"grafana"_s, PopupDelegate::Part::Switch);
  QTest::mouseClick(viewport, Qt::LeftButton, {}, QPoint(60, row.center().y()));
  QCOMPARE(stop.size(), 1);
  QCOMPARE(popup.findChild<PopupView*>()->currentUid(), u"uid-grafana"_s);

  QSignalSpy all(&model, &ForwardsModel::startAllRequested);
  button(popup, u"Start all"_s)->click();
  QCOMPARE(all.size(), 1);
}

void TestTrayPopup::causeHasItsButton() {
  Harbor harbor;
  ForwardsModel& model = harbor.model();
  TrayPopup popup(model);
  popup.popUp({500, 500, 24, 24});
  QSignalSpy acted(&popup, &TrayPopup::actionRequested);
  const QRect at = place(popup, popup.filter(), u"payments-api"_s, PopupDelegate::Part::Action);
  QVERIFY(at.isValid());
  QTest::mouseClick(popup.findChild<PopupView*>()->viewport(), Qt::LeftButton, {}, at.center());
  QCOMPARE(acted.size(), 1);
  QCOMPARE(acted.at(0).at(0).toString(), u"uid-payments-api"_s);
  QVERIFY(!place(popup, popup.filter(), u"grafana"_s, PopupDelegate::Part::Action).isValid());
}

void TestTrayPopup::searchFilters() {
  Harbor harbor;
  ForwardsModel& model = harbor.model();
  TrayPopup popup(model);
  popup.popUp({500, 500, 24, 24});
  auto* search = popup.findChild<QLineEdit*>();
  QTest::keyClicks(search, u"staging re"_s);
  QVERIFY(popup.filter().shown() < 13);
  QVERIFY(popup.filter().indexOf(u"uid-redis"_s).isValid());
  search->setText(u"nothing at all"_s);
  QVERIFY(!popup.findChild<PopupView*>()->isVisible());
  button(popup, u"Clear the search"_s)->click();
  QVERIFY(popup.findChild<PopupView*>()->isVisible());
  QCOMPARE(popup.filter().shown(), 13);
}

void TestTrayPopup::keyboard() {
  Harbor harbor;
  ForwardsModel& model = harbor.model();
  TrayPopup popup(model);
  popup.popUp({500, 500, 24, 24});
  auto* search = popup.findChild<QLineEdit*>();
  auto* view = popup.findChild<PopupView*>();
  QTest::keyClick(search, Qt::Key_Down);
  QCOMPARE(view->currentUid(), u"uid-orders-db"_s);
  QSignalSpy stop(&model, &ForwardsModel::stopRequested);
  QTest::keyClick(view, Qt::Key_Space);
  QCOMPARE(stop, (QList<QVariantList>{{u"uid-orders-db"_s}}));
  QTest::keyClick(view, Qt::Key_Down);
  QCOMPARE(view->currentUid(), u"uid-grafana"_s);
  QTest::keyClick(view, Qt::Key_Return);
  QCOMPARE(QGuiApplication::clipboard()->text(), u"localhost:3000"_s);
  QSignalSpy open(&popup, &TrayPopup::openRequested);
  QTest::keyClick(view, Qt::Key_O, Qt::ControlModifier);
  QCOMPARE(open, (QList<QVariantList>{{u"uid-grafana"_s}}));
  popup.popUp({500, 500, 24, 24});
  view->setFocus();
  view->setCurrentUid(u"uid-grafana"_s);
  QTest::keyClick(view, Qt::Key_Left);  // to its group
  QVERIFY(view->currentUid().isEmpty());
  QTest::keyClick(view, Qt::Key_Left);  // which folds
  QVERIFY(popup.filter().isFolded(popup.filter().index(0, 0)));
  QTest::keyClick(view, Qt::Key_Right);
  QVERIFY(!popup.filter().isFolded(popup.filter().index(0, 0)));
  QTest::keyClick(view, Qt::Key_R);  // writes into the search
  QCOMPARE(search->text(), u"r"_s);
}

void TestTrayPopup::rowButtons() {
  Harbor harbor;
  ForwardsModel& model = harbor.model();
  TrayPopup popup(model);
  popup.popUp({500, 500, 24, 24});
  auto* viewport = popup.findChild<PopupView*>()->viewport();
  const auto click = [&](PopupDelegate::Part part) {
    QTest::mouseClick(viewport, Qt::LeftButton, {}, place(popup, popup.filter(), u"redis"_s, part).center());
  };
  click(PopupDelegate::Part::Copy);
  QCOMPARE(QGuiApplication::clipboard()->text(), u"localhost:6379"_s);
  click(PopupDelegate::Part::More);
  QMenu* menu = nullptr;
  for (QMenu* each : popup.findChildren<QMenu*>()) {
    menu = each->isVisible() ? each : menu;
  }
  QVERIFY(menu);
  QSignalSpy silence(&popup, &TrayPopup::silenceRequested);
  for (QAction* action : menu->actions()) {
    if (action->text() == u"No notifications"_s) {
      action->trigger();
    }
  }
  QCOMPARE(silence, (QList<QVariantList>{{u"uid-redis"_s, true}}));
  menu->close();
  QSignalSpy open(&popup, &TrayPopup::openRequested);
  click(PopupDelegate::Part::Open);
  QCOMPARE(open.size(), 1);
  QVERIFY(!popup.isVisible());
}

void TestTrayPopup::escapeClearsThenCloses() {
  Harbor harbor;
  ForwardsModel& model = harbor.model();
  TrayPopup popup(model);
  popup.popUp({500, 500, 24, 24});
  auto* search = popup.findChild<QLineEdit*>();
  search->setText(u"x"_s);
  QTest::keyClick(search, Qt::Key_Escape);
  QVERIFY(popup.isVisible() && search->text().isEmpty());
  QTest::keyClick(search, Qt::Key_Escape);
  QVERIFY(!popup.isVisible());
  QVERIFY(popup.wasJustClosed());
}

void TestTrayPopup::emptyOffersAWayIn() {
  ForwardsModel model;
  TrayPopup popup(model);
  popup.popUp({500, 500, 24, 24});
  QSignalSpy demo(&popup, &TrayPopup::demoRequested);
  QSignalSpy import(&popup, &TrayPopup::importRequested);
  button(popup, u"Try the demo cluster"_s)->click();
  QCOMPARE(demo.size(), 1);
  popup.popUp({500, 500, 24, 24});
  button(popup, u"Import a file…"_s)->click();
  QCOMPARE(import.size(), 1);
  QVERIFY(!button(popup, u"Start all"_s));
}

/// A language or a font in which the title takes more than a line.
void TestTrayPopup::emptyIsAsHighAsItsWords() {
  const QFont usual = QApplication::font();
  const auto restore = qScopeGuard([&usual] { QApplication::setFont(usual); });
  QFont wide = usual;
  wide.setLetterSpacing(QFont::PercentageSpacing, 200);
  QApplication::setFont(wide);
  ForwardsModel model;
  TrayPopup popup(model);
  popup.popUp({500, 500, 24, 24});
  const QList<QLabel*> labels = popup.findChildren<QLabel*>();
  const auto title = std::ranges::find(labels, u"Your forwards will be listed here"_s, &QLabel::text);
  QVERIFY(title != labels.end());
  const int needed = (*title)->heightForWidth((*title)->width());
  QVERIFY2(needed > 3 * (*title)->fontMetrics().height() / 2, "it takes one line: this tests nothing");
  QVERIFY2((*title)->height() >= needed, qPrintable(u"%1 of %2"_s.arg((*title)->height()).arg(needed)));
  const QAbstractButton* const last = button(popup, u"Try the demo cluster"_s);
  QVERIFY(last->height() >= last->sizeHint().height());
}

void TestTrayPopup::keepsTheRowWhileThingsChange() {
  Harbor harbor;
  ForwardsModel& model = harbor.model();
  TrayPopup popup(model);
  popup.popUp({500, 500, 24, 24});
  auto* view = popup.findChild<PopupView*>();
  view->setFocus();
  view->setCurrentUid(u"uid-redis"_s);
  QList<ForwardConfig> forwards;
  for (int row = 1; row < model.size(); ++row) {
    forwards += model.entry(row).config;
  }
  model.setForwards(forwards);
  QCOMPARE(view->currentUid(), u"uid-redis"_s);
  model.setStatus(sampleTrouble(u"redis"_s, State::Failed, ErrorCode::Forbidden, u"no"_s, u"Ask."_s));
  model.flush();
  QCOMPARE(view->currentUid(), u"uid-redis"_s);
  model.setForwards({});
  model.setForwards(forwards);
  QCOMPARE(popup.filter().shown(), 12);
}

void TestTrayPopup::everyControlHasAName() {
  Harbor harbor;
  ForwardsModel& model = harbor.model();
  TrayPopup popup(model);
  popup.popUp({500, 500, 24, 24});
  QCOMPARE(controlsWithoutName(popup), QStringList());
  const auto* view = popup.findChild<PopupView*>();
  QVERIFY(view->model()
              ->data(popup.filter().indexOf(u"uid-payments-api"_s, ForwardsFilter::Name), Qt::AccessibleTextRole)
              .toString()
              .contains(u"payments-api"_s));
}

QTEST_MAIN(TestTrayPopup)
#include "test_traypopup.moc"
