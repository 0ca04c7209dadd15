#include <qtestspontaneevent.h>
#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QCloseEvent>
#include <QDropEvent>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include "tests/ui/accessiblenames.h"
#include "tests/ui/cutofftexts.h"
#include "tests/ui/harbor.h"
#include "tests/ui/samples.h"
#include "ui/widgets/filterchips.h"
#include "ui/widgets/flatstyle.h"
#include "ui/window/detailspane.h"
#include "ui/window/emptystate.h"
#include "ui/window/forwardsview.h"
#include "ui/window/logwindow.h"
#include "ui/window/mainwindow.h"
#include "ui/window/stagestep.h"
#include "ui/window/undobar.h"

using namespace portolan;
using namespace Qt::StringLiterals;
using State = ForwardStatus::State;

class TestMainWindow : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void initTestCase();
  void beginsEmpty();
  void showsTheFirstForward();
  void asksForDetailsOnlyWhileTheyAreSeen();
  void keys_data();
  void keys();
  void entriesOfTheMenus_data();
  void entriesOfTheMenus();
  void theMenuChoosesColumnsAndPlaces();
  void spaceSwitchesTheSelection();
  void arrowsFoldGroups();
  void deleteIsTheListsAlone();
  void clicksOnSwitchesLeaveTheSelection();
  void aClickOnAnAddressCopiesIt();
  void keepsSelectionAndPlaceWhenRowsChange();
  void searchFindsAndEscapeClears();
  void emptySearchOffersToClear();
  void hidesColumnsByWidth();
  void columnsCanBeChosen();
  void remembersItsLayout();
  void troubleHasItsButtons();
  void undoGoesByItself();
  void takesFilesAndText();
  void closingDoesNotLoseIt();
  void everyControlHasAName_data();
  void everyControlHasAName();
  void nothingIsCutOff_data();
  void nothingIsCutOff();
  void stagesAreSaid();
  void standsAnything();
  void logIsFilteredAndCopied();

 private:
  static ForwardsView* viewOf(const MainWindow& window) { return window.findChild<ForwardsView*>(); }
  static QPushButton* button(const QWidget& window, const QString& name);
  static QAction* entry(const QWidget& window, const QString& text);
};

void TestMainWindow::initTestCase() {
  Q_INIT_RESOURCE(resources);
  FlatStyle::installOverFusion();
}

QPushButton* TestMainWindow::button(const QWidget& window, const QString& name) {
  for (QPushButton* each : window.findChildren<QPushButton*>()) {
    if (each->accessibleName() == name && each->isVisibleTo(&window)) {
      return each;
    }
  }
  return nullptr;
}

QAction* TestMainWindow::entry(const QWidget& window, const QString& text) {
  const QList<QAction*> all = window.findChildren<QAction*>();
  const auto it = std::ranges::find(all, text, &QAction::text);
  return it == all.end() ? nullptr : *it;
}

void TestMainWindow::beginsEmpty() {
  ForwardsModel model;
  const Journal journal;
  MainWindow window(model, journal);
  window.setStartsAtLogin(false);
  window.show();
  auto* empty = window.findChild<EmptyState*>();
  QVERIFY(empty->isVisible());
  for (const auto& [name, signal] :
       {std::pair(u"Discover"_s, &MainWindow::discoverRequested),
        std::pair(u"Import a file"_s, &MainWindow::importRequested), std::pair(u"Add one"_s, &MainWindow::addRequested),
        std::pair(u"Try the demo cluster"_s, &MainWindow::demoRequested)}) {
    QSignalSpy asked(&window, signal);
    for (auto* card : empty->findChildren<QAbstractButton*>()) {
      if (card->text() == name) {
        QTest::mouseClick(card, Qt::LeftButton);
      }
    }
    QCOMPARE(asked.size(), 1);
  }
  QVERIFY(!window.findChild<FilterChips*>()->isVisible());
  QSignalSpy starts(&window, &MainWindow::startsAtLoginRequested);
  window.setStartsAtLogin(true);
  QCOMPARE(starts.size(), 0);
  model.setForwards({sampleForward(u"a"_s)});
  QVERIFY(!empty->isVisible());
  QVERIFY(viewOf(window)->isVisible());
}

void TestMainWindow::showsTheFirstForward() {
  Harbor harbor;
  MainWindow window(harbor.model(), harbor.journal());
  QSignalSpy wanted(&window, &MainWindow::detailsWanted);
  QCOMPARE(viewOf(window)->currentUid(), u"uid-orders-db"_s);
  window.show();
  QCOMPARE(wanted.size(), 1);
  QCOMPARE(wanted.first().first().toString(), u"uid-orders-db"_s);
  QCOMPARE(window.findChild<DetailsPane*>()->uid(), u"uid-orders-db"_s);
}

void TestMainWindow::asksForDetailsOnlyWhileTheyAreSeen() {
  Harbor harbor;
  MainWindow window(harbor.model(), harbor.journal());
  window.show();
  QSignalSpy wanted(&window, &MainWindow::detailsWanted);
  window.showForward(u"uid-redis"_s);
  QCOMPARE(wanted.takeFirst().first().toString(), u"uid-redis"_s);
  window.hide();
  QCOMPARE(wanted.takeFirst().first().toString(), QString());
  window.showForward(u"uid-web-shop"_s);
  QCOMPARE(wanted.size(), 0);
  window.show();
  QCOMPARE(wanted.takeFirst().first().toString(), u"uid-web-shop"_s);
  window.setWindowLayout({.details = WindowLayout::Details::Hidden});
  QCOMPARE(wanted.takeFirst().first().toString(), QString());
}

void TestMainWindow::keys_data() {
  QTest::addColumn<QKeySequence>("keys");
  QTest::addColumn<QByteArray>("signal");
  QTest::addColumn<int>("times");
  const auto row = [](const char* name, const char* keys, const char* signal, int times = 1) {
    QTest::newRow(name) << QKeySequence(QLatin1StringView(keys)) << QByteArray(signal) << times;
  };
  row("add", "Ctrl+N", SIGNAL(addRequested()));
  row("import", "Ctrl+I", SIGNAL(importRequested()));
  row("discover", "Ctrl+D", SIGNAL(discoverRequested()));
  row("edit", "F2", SIGNAL(editRequested(QString)));
  row("duplicate", "Ctrl+Shift+D", SIGNAL(duplicateRequested(QString)));
  row("delete", "Del", SIGNAL(deleteRequested(QStringList)));
  row("undo", "Ctrl+Z", SIGNAL(undoRequested()));
  row("open", "Ctrl+O", SIGNAL(openRequested(QUrl)));
}

void TestMainWindow::keys() {
  QFETCH(const QKeySequence, keys);
  QFETCH(const QByteArray, signal);
  QFETCH(const int, times);
  Harbor harbor;
  MainWindow window(harbor.model(), harbor.journal());
  window.show();
  QVERIFY(QTest::qWaitForWindowActive(&window));
  viewOf(window)->setFocus();
  QSignalSpy asked(&window, signal.constData());
  QTest::keySequence(&window, keys);
  QCOMPARE(asked.size(), times);
  if (!asked.isEmpty() && !asked.first().isEmpty() && asked.first().first().typeId() == QMetaType::QString) {
    QCOMPARE(asked.first().first().toString(), u"uid-orders-db"_s);
  }
}

/// What can be asked for of the model, and of who owns the window.
void TestMainWindow::entriesOfTheMenus_data() {
  QTest::addColumn<QString>("text");
  QTest::addColumn<QByteArray>("signal");
  QTest::addColumn<bool>("ofTheModel");
  QTest::addColumn<QString>("uid");  ///< selected
  const auto row = [](const QString& text, const char* signal, bool ofTheModel, const char* uid) {
    QTest::addRow("%s", qPrintable(text)) << text << QByteArray(signal) << ofTheModel << QString::fromLatin1(uid);
  };
  row(u"Stop"_s, SIGNAL(stopRequested(QString)), true, "uid-orders-db");
  row(u"Restart"_s, SIGNAL(restartRequested(QString)), true, "uid-orders-db");
  row(u"Try now"_s, SIGNAL(retryRequested(QString)), true, "uid-kafka-ui");
  row(u"Start all"_s, SIGNAL(startAllRequested()), true, "uid-orders-db");
  row(u"Stop all"_s, SIGNAL(stopAllRequested()), true, "uid-orders-db");
  row(u"Export…"_s, SIGNAL(exportRequested(QStringList)), false, "uid-orders-db");
  row(u"Export all…"_s, SIGNAL(exportRequested(QStringList)), false, "uid-orders-db");
  row(u"Settings…"_s, SIGNAL(settingsRequested()), false, "uid-orders-db");
  row(u"About Portolan"_s, SIGNAL(aboutRequested()), false, "uid-orders-db");
  row(u"Quit Portolan"_s, SIGNAL(quitRequested()), false, "uid-orders-db");
}

void TestMainWindow::entriesOfTheMenus() {
  QFETCH(const QString, text);
  QFETCH(const QByteArray, signal);
  QFETCH(const bool, ofTheModel);
  QFETCH(const QString, uid);
  Harbor harbor;
  MainWindow window(harbor.model(), harbor.journal());
  window.show();
  window.showForward(uid);
  QSignalSpy asked(ofTheModel ? static_cast<QObject*>(&harbor.model()) : &window, signal.constData());
  entry(window, text)->trigger();
  QCOMPARE(asked.size(), 1);
  const QVariant what = asked.first().value(0);
  if (what.typeId() == QMetaType::QString) {
    QCOMPARE(what.toString(), uid);
  } else if (what.typeId() == QMetaType::QStringList) {
    QCOMPARE(what.toStringList().size(), text == u"Export all…"_s ? harbor.model().size() : 1);
    QVERIFY(what.toStringList().contains(uid));
  }
}

void TestMainWindow::theMenuChoosesColumnsAndPlaces() {
  Harbor harbor;
  MainWindow window(harbor.model(), harbor.journal());
  window.resize(1500, 900);
  window.show();
  auto* const details = window.findChild<DetailsPane*>();
  QSignalSpy laidOut(&window, &MainWindow::layoutChanged);
  entry(window, u"No details"_s)->trigger();
  QVERIFY(!details->isVisible());
  entry(window, u"Details at the side"_s)->trigger();
  QVERIFY(details->isVisible());
  QVERIFY(details->mapTo(&window, QPoint()).x() > window.width() / 3);
  entry(window, u"Details below"_s)->trigger();
  QVERIFY(details->mapTo(&window, QPoint()).x() < window.width() / 3);
  QCOMPARE(laidOut.size(), 3);

  const auto rows = [view = viewOf(window)] {
    int shown = 0;
    for (QModelIndex at = view->indexAt(QPoint(5, 5)); at.isValid(); at = view->indexBelow(at)) {
      ++shown;
    }
    return shown;
  };
  const int unfolded = rows();
  entry(window, u"Fold all groups"_s)->trigger();
  QVERIFY(rows() < unfolded);
  entry(window, u"Unfold all groups"_s)->trigger();
  QCOMPARE(rows(), unfolded);

  QTest::mouseClick(button(window, u"Menu"_s), Qt::LeftButton);
  auto* const menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
  QVERIFY(menu);
  QAction* const column = entry(*menu, u"Rate"_s);
  QVERIFY(column && column->isChecked());
  laidOut.clear();
  column->trigger();
  QCOMPARE(laidOut.size(), 1);
  QVERIFY(!viewOf(window)->isColumnChosen(ForwardsFilter::Rate));
  menu->close();

  QGuiApplication::clipboard()->clear();
  entry(window, u"Copy as kubectl command"_s)->trigger();
  QVERIFY(QGuiApplication::clipboard()->text().startsWith(u"kubectl "_s));
  entry(window, u"Copy as curl command"_s)->trigger();
  QVERIFY(QGuiApplication::clipboard()->text().startsWith(u"curl http"_s));
}

void TestMainWindow::spaceSwitchesTheSelection() {
  Harbor harbor;
  MainWindow window(harbor.model(), harbor.journal());
  window.show();
  ForwardsView* view = viewOf(window);
  view->setFocus();
  QSignalSpy stop(&harbor.model(), &ForwardsModel::stopRequested);
  QTest::keyClick(view, Qt::Key_Down, Qt::ShiftModifier);
  QCOMPARE(view->selectedUids(), (QStringList{u"uid-orders-db"_s, u"uid-grafana"_s}));
  QTest::keyClick(view, Qt::Key_Space);
  QCOMPARE(stop.size(), 2);
  QVERIFY(!harbor.model().find(u"uid-grafana"_s)->isWanted());
  QSignalSpy restart(&harbor.model(), &ForwardsModel::restartRequested);
  QSignalSpy all(&harbor.model(), &ForwardsModel::startAllRequested);
  window.showForward(u"uid-redis"_s);
  QVERIFY(QTest::qWaitForWindowActive(&window));
  QTest::keySequence(&window, QKeySequence(u"Ctrl+R"_s));
  QCOMPARE(restart.size(), 1);
  QTest::keySequence(&window, QKeySequence(u"Ctrl+Shift+S"_s));
  QCOMPARE(all.size(), 1);
}

void TestMainWindow::arrowsFoldGroups() {
  Harbor harbor;
  MainWindow window(harbor.model(), harbor.journal());
  window.show();
  ForwardsView* view = viewOf(window);
  view->setFocus();
  const auto* filter = qobject_cast<const ForwardsFilter*>(view->model());
  QTest::keyClick(view, Qt::Key_Left);  // to the group
  QVERIFY(filter->isGroup(view->currentIndex()));
  QVERIFY(view->isExpanded(filter->index(0, 0)));
  QTest::keyClick(view, Qt::Key_Left);
  QVERIFY(!view->isExpanded(filter->index(0, 0)));
  QCOMPARE(window.windowLayout().folded, QStringList{u"prod-eu"_s});
  QTest::keyClick(view, Qt::Key_Right);
  QVERIFY(view->isExpanded(filter->index(0, 0)));
  // The group's switch, by the keyboard: mixed turns all on.
  QSignalSpy start(&harbor.model(), &ForwardsModel::startRequested);
  QTest::keyClick(view, Qt::Key_Space);
  QCOMPARE(start.size(), 1);
  QCOMPARE(start.first().first().toString(), u"uid-vault"_s);
}

void TestMainWindow::deleteIsTheListsAlone() {
  // Delete in the search field deletes a letter.
  Harbor harbor;
  MainWindow window(harbor.model(), harbor.journal());
  window.show();
  QVERIFY(QTest::qWaitForWindowActive(&window));
  QSignalSpy asked(&window, &MainWindow::deleteRequested);
  auto* search = window.findChild<QLineEdit*>();
  QTest::keySequence(&window, QKeySequence(u"/"_s));
  QVERIFY(search->hasFocus());
  QTest::keyClicks(search, u"a/b"_s);
  QCOMPARE(search->text(), u"a/b"_s);
  search->setCursorPosition(0);
  QTest::keyClick(search, Qt::Key_Delete);
  QCOMPARE(search->text(), u"/b"_s);
  QCOMPARE(asked.size(), 0);
}

void TestMainWindow::clicksOnSwitchesLeaveTheSelection() {
  Harbor harbor;
  MainWindow window(harbor.model(), harbor.journal());
  window.resize(1200, 800);
  window.show();
  ForwardsView* view = viewOf(window);
  const auto* filter = qobject_cast<const ForwardsFilter*>(view->model());
  QSignalSpy start(&harbor.model(), &ForwardsModel::startRequested);
  QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, view->switchRect(filter->indexOf(u"uid-vault"_s)).center());
  QCOMPARE(start.size(), 1);
  QCOMPARE(view->currentUid(), u"uid-orders-db"_s);
  // Pressed on one switch, released on another: nothing.
  QTest::mousePress(view->viewport(), Qt::LeftButton, {}, view->switchRect(filter->indexOf(u"uid-vault"_s)).center());
  QTest::mouseRelease(view->viewport(), Qt::LeftButton, {},
                      view->switchRect(filter->indexOf(u"uid-grafana"_s)).center());
  QCOMPARE(start.size(), 1);
  QSignalSpy stop(&harbor.model(), &ForwardsModel::stopRequested);
  QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, view->switchRect(filter->index(0, 0)).center());
  QCOMPARE(stop.size(), 5);
}

void TestMainWindow::aClickOnAnAddressCopiesIt() {
  Harbor harbor;
  MainWindow window(harbor.model(), harbor.journal());
  window.resize(1200, 800);
  window.show();
  ForwardsView* view = viewOf(window);
  const auto* filter = qobject_cast<const ForwardsFilter*>(view->model());
  const QRect cell = view->visualRect(filter->indexOf(u"uid-grafana"_s, ForwardsFilter::Address));
  const QPoint position(cell.left() + 30, cell.center().y());
  QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, position);
  QCOMPARE(QGuiApplication::clipboard()->text(), u"localhost:3000"_s);
  QSignalSpy open(&window, &MainWindow::openRequested);
  QTest::mouseDClick(view->viewport(), Qt::LeftButton, {}, position);
  QCOMPARE(open.first().first().toUrl(), QUrl(u"http://localhost:3000/"_s));
}

void TestMainWindow::keepsSelectionAndPlaceWhenRowsChange() {
  Harbor harbor;
  MainWindow window(harbor.model(), harbor.journal());
  window.show();
  ForwardsView* view = viewOf(window);
  window.showForward(u"uid-redis"_s);
  window.findChild<QLineEdit*>()->setText(u"red"_s);
  QCOMPARE(view->selectedUids(), QStringList{u"uid-redis"_s});
  window.findChild<QLineEdit*>()->setText(u"grafana"_s);
  QCOMPARE(view->currentUid(), u"uid-redis"_s);  // hidden, not forgotten
  QCOMPARE(window.findChild<DetailsPane*>()->uid(), u"uid-redis"_s);
  window.findChild<QLineEdit*>()->clear();
  QCOMPARE(view->selectedUids(), QStringList{u"uid-redis"_s});
  QCOMPARE(view->currentIndex().data().toString(), u"redis"_s);
  // The list is saved anew, without another one.
  QList<ForwardConfig> configs;
  for (int row = 1; row < harbor.model().size(); ++row) {
    configs += harbor.model().entry(row).config;
  }
  harbor.model().setForwards(configs);
  QCOMPARE(view->selectedUids(), QStringList{u"uid-redis"_s});
}

void TestMainWindow::searchFindsAndEscapeClears() {
  Harbor harbor;
  MainWindow window(harbor.model(), harbor.journal());
  window.setClosable(true);
  window.show();
  QVERIFY(QTest::qWaitForWindowActive(&window));
  ForwardsView* view = viewOf(window);
  const auto* filter = qobject_cast<const ForwardsFilter*>(view->model());
  QTest::keySequence(&window, QKeySequence(u"Ctrl+F"_s));
  auto* search = window.findChild<QLineEdit*>();
  QTest::keyClicks(search, u"kafka"_s);
  QCOMPARE(filter->shown(), 1);
  QTest::keyClick(search, Qt::Key_Down);
  QVERIFY(view->hasFocus());
  QTest::keyClick(view, Qt::Key_Escape);
  QCOMPARE(filter->shown(), 13);
  QTest::keySequence(&window, QKeySequence(u"Ctrl+4"_s));
  QCOMPARE(filter->state(), StateFilter::Failed);
  QCOMPARE(filter->shown(), 1);
  QTest::keyClick(view, Qt::Key_Escape);
  QCOMPARE(filter->state(), StateFilter::All);
  QTest::keyClick(view, Qt::Key_Escape);
  QVERIFY(!window.isVisible());
}

void TestMainWindow::emptySearchOffersToClear() {
  Harbor harbor;
  MainWindow window(harbor.model(), harbor.journal());
  window.show();
  window.findChild<QLineEdit*>()->setText(u"nowhere"_s);
  auto* clear = window.findChild<QPushButton*>(u"clear"_s);
  QVERIFY(clear->isVisible());
  QTest::mouseClick(clear, Qt::LeftButton);
  QVERIFY(!clear->isVisible());
  QCOMPARE(window.findChild<QLineEdit*>()->text(), QString());
}

void TestMainWindow::hidesColumnsByWidth() {
  Harbor harbor;
  MainWindow window(harbor.model(), harbor.journal());
  window.show();
  ForwardsView* view = viewOf(window);
  const auto hidden = [&](int width) {
    window.resize(width, 700);
    QCoreApplication::sendPostedEvents();
    QList<int> columns;
    int all = 0;
    for (int column = 0; column < ForwardsFilter::kColumns; ++column) {
      if (view->isColumnHidden(column)) {
        columns += column;
      } else {
        all += view->columnWidth(column);
      }
    }
    // What is shown fits.
    return all <= view->viewport()->width() ? columns : QList{-1};
  };
  QCOMPARE(hidden(1700), QList<int>());
  QList<int> before;
  for (int width = 1700; width >= 560; width -= 20) {
    const QList<int> now = hidden(width);
    QVERIFY2(!now.contains(-1), qPrintable(QString::number(width)));
    QVERIFY(now.size() >= before.size());
    before = now;
  }
  QCOMPARE(before, (QList<int>{ForwardsFilter::Target, ForwardsFilter::Pod, ForwardsFilter::Since}));
}

void TestMainWindow::columnsCanBeChosen() {
  Harbor harbor;
  MainWindow window(harbor.model(), harbor.journal());
  window.resize(1700, 800);
  window.show();
  ForwardsView* view = viewOf(window);
  view->setColumnChosen(ForwardsFilter::Rate, false);
  QVERIFY(view->isColumnHidden(ForwardsFilter::Rate));
  QCOMPARE(window.windowLayout().hiddenColumns, QList<int>{ForwardsFilter::Rate});
  window.resize(1650, 800);
  QVERIFY(view->isColumnHidden(ForwardsFilter::Rate));
  view->setColumnChosen(ForwardsFilter::Rate, true);
  QVERIFY(!view->isColumnHidden(ForwardsFilter::Rate));
}

void TestMainWindow::remembersItsLayout() {
  Harbor harbor;
  WindowLayout layout;
  {
    MainWindow window(harbor.model(), harbor.journal());
    window.setWindowLayout({.grouping = ForwardsFilter::Grouping::Tag,
                            .details = WindowLayout::Details::Right,
                            .hiddenColumns = {ForwardsFilter::Pod},
                            .folded = {u"monitoring"_s}});
    window.resize(1100, 700);
    window.show();
    layout = window.windowLayout();
  }
  MainWindow window(harbor.model(), harbor.journal());
  window.setWindowLayout(layout);
  const WindowLayout again = window.windowLayout();
  QCOMPARE(again.grouping, ForwardsFilter::Grouping::Tag);
  QCOMPARE(again.details, WindowLayout::Details::Right);
  QCOMPARE(again.hiddenColumns, layout.hiddenColumns);
  QCOMPARE(again.folded, layout.folded);
  QCOMPARE(window.size(), QSize(1100, 700));
  // What was broken by hand changes nothing.
  window.setWindowLayout({.geometry = "nonsense", .splitter = "nonsense", .hiddenColumns = {-4, 99}});
  QCOMPARE(window.windowLayout().hiddenColumns, QList<int>());
}

void TestMainWindow::troubleHasItsButtons() {
  Harbor harbor;
  MainWindow window(harbor.model(), harbor.journal());
  window.show();
  window.showForward(u"uid-payments-api"_s);
  QSignalSpy port(&window, &MainWindow::usePortRequested);
  QPushButton* use = button(window, u"Use 8083"_s);
  QVERIFY(use);
  QTest::mouseClick(use, Qt::LeftButton);
  QCOMPARE(port.first().at(0).toString(), u"uid-payments-api"_s);
  QCOMPARE(port.first().at(1).toInt(), 8083);
  window.showForward(u"uid-kafka-ui"_s);
  QSignalSpy retry(&harbor.model(), &ForwardsModel::retryRequested);
  QTRY_VERIFY(button(window, u"Try now"_s));  // a layout shows what it got from the event loop
  QTest::mouseClick(button(window, u"Try now"_s), Qt::LeftButton);
  QCOMPARE(retry.size(), 1);
  window.showForward(u"uid-redis"_s);
  QVERIFY(!button(window, u"Try now"_s));
}

void TestMainWindow::undoGoesByItself() {
  Harbor harbor;
  MainWindow window(harbor.model(), harbor.journal());
  window.show();
  QVERIFY(QTest::qWaitForWindowActive(&window));
  viewOf(window)->setFocus();
  auto* bar = window.findChild<UndoBar*>();
  QVERIFY(!bar->isVisible());
  const int before = viewOf(window)->height();
  window.offerUndo(u"Deleted old-billing"_s);
  QVERIFY(bar->isVisible());
  QVERIFY(viewOf(window)->hasFocus());
  // It lies below the list, not on its last row.
  QTRY_VERIFY(viewOf(window)->height() < before);
  QSignalSpy undo(&window, &MainWindow::undoRequested);
  QTest::keySequence(&window, QKeySequence(u"Ctrl+Z"_s));
  QCOMPARE(undo.size(), 1);
  QVERIFY(!bar->isVisible());
}

void TestMainWindow::takesFilesAndText() {
  Harbor harbor;
  MainWindow window(harbor.model(), harbor.journal());
  window.show();
  QSignalSpy files(&window, &MainWindow::importFilesRequested);
  QSignalSpy text(&window, &MainWindow::importTextRequested);
  const auto drop = [&window](QMimeData& data) {
    QDragEnterEvent enter(QPoint(50, 50), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&window, &enter);
    QDropEvent event(QPointF(50, 50), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&window, &event);
  };
  QMimeData file;
  file.setUrls({QUrl::fromLocalFile(u"/tmp/team forwards.json"_s), QUrl(u"https://example.org/x.json"_s)});
  drop(file);
  QCOMPARE(files.first().first().toStringList(), QStringList{u"/tmp/team forwards.json"_s});
  QMimeData json;
  json.setText(u"  [{}]"_s);
  drop(json);
  QCOMPARE(text.size(), 1);
  QMimeData prose;
  prose.setText(u"hello"_s);
  drop(prose);
  QCOMPARE(text.size(), 1);
  QGuiApplication::clipboard()->setText(u"[]"_s);
  QVERIFY(QTest::qWaitForWindowActive(&window));
  viewOf(window)->setFocus();
  QTest::keySequence(&window, QKeySequence(QKeySequence::Paste));
  QCOMPARE(text.size(), 2);
}

void TestMainWindow::closingDoesNotLoseIt() {
  ForwardsModel model;
  const Journal journal;
  MainWindow window(model, journal);
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
  // QCoreApplication::quit() closes all windows first and gives up when one refuses.
  window.setClosable(false);
  QVERIFY(window.close());
}

void TestMainWindow::everyControlHasAName_data() {
  QTest::addColumn<QString>("uid");
  QTest::newRow("ready") << u"uid-orders-db"_s;
  QTest::newRow("waiting") << u"uid-kafka-ui"_s;
  QTest::newRow("failed") << u"uid-payments-api"_s;
  QTest::newRow("starting") << u"uid-opensearch"_s;
  QTest::newRow("stopped") << u"uid-vault"_s;
  QTest::newRow("first run") << QString();
}

void TestMainWindow::everyControlHasAName() {
  QFETCH(const QString, uid);
  Harbor harbor;
  if (uid.isEmpty()) {
    harbor.model().setForwards({});
  }
  MainWindow window(harbor.model(), harbor.journal());
  window.setStartsAtLogin(true);
  window.show();
  window.showForward(uid);
  window.setDetails(harbor.details());
  QCOMPARE(controlsWithoutName(window), QStringList());
  // Each cell of the table, too.
  ForwardsView* view = viewOf(window);
  for (int g = 0; g < view->model()->rowCount(); ++g) {
    const QModelIndex group = view->model()->index(g, 0);
    for (int row = 0; row < view->model()->rowCount(group); ++row) {
      for (int column = 0; column < ForwardsFilter::kColumns; ++column) {
        QVERIFY(!view->model()->index(row, column, group).data(Qt::AccessibleTextRole).toString().isEmpty());
      }
    }
  }
}

void TestMainWindow::nothingIsCutOff_data() {
  QTest::addColumn<bool>("longWords");
  QTest::addColumn<double>("scale");
  QTest::addColumn<QSize>("size");
  QTest::newRow("usual") << false << 1.0 << QSize(1360, 914);
  QTest::newRow("small") << false << 1.0 << QSize(900, 560);
  QTest::newRow("long words") << true << 1.0 << QSize(1360, 914);
  QTest::newRow("long words, small") << true << 1.0 << QSize(900, 560);
  QTest::newRow("large font") << false << 1.5 << QSize(1360, 914);
  QTest::newRow("twice the font") << true << 2.0 << QSize(1900, 1000);
}

void TestMainWindow::nothingIsCutOff() {
  QFETCH(const bool, longWords);
  QFETCH(const double, scale);
  QFETCH(const QSize, size);
  LongWords words;
  if (longWords) {
    QCoreApplication::installTranslator(&words);
  }
  const QFont before = QApplication::font();
  QFont font = before;
  font.setPointSizeF(font.pointSizeF() * scale);
  QApplication::setFont(font);
  {
    Harbor harbor;
    MainWindow window(harbor.model(), harbor.journal());
    window.setStartsAtLogin(true);
    window.resize(size);
    window.show();
    for (const QString& uid : {u"uid-orders-db"_s, u"uid-kafka-ui"_s, u"uid-payments-api"_s, u"uid-vault"_s}) {
      window.showForward(uid);
      window.setDetails(harbor.details());
      QCoreApplication::sendPostedEvents();
      QCOMPARE(cutOffTexts(window).join(u'\n'), QString());
    }
    harbor.model().setForwards({});
    QCoreApplication::sendPostedEvents();
    QCOMPARE(cutOffTexts(window).join(u'\n'), QString());
  }
  QApplication::setFont(before);
  QCoreApplication::removeTranslator(&words);
}

void TestMainWindow::stagesAreSaid() {
  Harbor harbor(Harbor::Weather::Expired);
  MainWindow window(harbor.model(), harbor.journal());
  window.show();
  window.showForward(u"uid-orders-db"_s);
  window.setDetails(harbor.details());
  const auto steps = window.findChildren<StageStep*>();
  QCOMPARE(steps.size(), 5);
  QCOMPARE(steps.at(1)->accessibleName(), u"Stage 2 of 5, Authentication, failed, the login for prod-eu has expired"_s);
  QCOMPARE(steps.at(2)->accessibleName(), u"Stage 3 of 5, Target, not reached"_s);
}

void TestMainWindow::standsAnything() {
  // Names, texts and figures that no sane cluster has; painted, in both directions.
  ForwardsModel model;
  Journal journal;
  MainWindow window(model, journal);
  const QString endless = QString(1000, u'W');
  ForwardConfig strange;
  strange.uid = u"strange"_s;
  strange.alias = u"<b>&amp;</b>\n\t\u202e"_s + endless;
  strange.context = endless;
  strange.tags = QStringList{QString(), endless, u"&"_s};
  strange.localAddress = u"::1"_s;
  ForwardConfig bare;
  bare.uid = u"bare"_s;
  model.setForwards({strange, bare});
  ForwardStatus status;
  status.uid = u"strange"_s;
  ForwardDetails details;
  details.uid = u"strange"_s;
  ConnectionReport connection;
  connection.peer = endless;
  connection.bytesFromPod = -1;
  details.connections = {connection};
  details.pods = {{endless, false, true}};
  for (const auto direction : {Qt::LeftToRight, Qt::RightToLeft}) {
    window.setLayoutDirection(direction);
    for (int state = 0; state <= int(State::Stopping); ++state) {
      for (int stage = 0; stage <= int(Stage::Relay); ++stage) {
        status.state = State(state);
        status.stage = Stage(stage);
        status.error = Error{ErrorCode(stage), Stage(stage), endless, endless};
        status.connections = -5;
        status.bytesFromPod = stage % 2 ? -1 : std::numeric_limits<qint64>::max();
        status.nextTry = QDateTime::currentDateTimeUtc().addYears(100);
        status.since = state % 2 ? QDateTime() : QDateTime::currentDateTimeUtc().addYears(1);  // the clock went back
        model.setStatus(status);
        model.flush();
        window.setDetails(details);
        window.show();
        window.showForward(u"strange"_s);
        QVERIFY(!window.grab().isNull());
      }
    }
    for (const QSize& size : {QSize(1, 1), QSize(300, 3000), QSize(3000, 200)}) {
      window.resize(size);
      QVERIFY(!window.grab().isNull());
    }
  }
  model.setForwards({});
  QVERIFY(!window.grab().isNull());
}

void TestMainWindow::logIsFilteredAndCopied() {
  Harbor harbor;
  LogWindow log(harbor.journal());
  log.setForwards(harbor.model());
  log.show();
  QCOMPARE(log.text().count(u'\n'), 6);
  QVERIFY(log.text().startsWith(u"2026-11-26T"_s));
  QVERIFY(log.text().contains(u"orders-db\tStarted at login"_s));
  log.findChild<QLineEdit*>()->setText(u"PG_dump"_s);
  QCOMPARE(log.text().count(u'\n'), 1);
  QCOMPARE(controlsWithoutName(log), QStringList());
}

QTEST_MAIN(TestMainWindow)
#include "test_mainwindow.moc"
