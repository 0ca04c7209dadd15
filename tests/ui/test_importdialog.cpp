#include <QAbstractButton>
#include <QCheckBox>
#include <QLabel>
#include <QListView>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTest>

#include "tests/ui/accessiblenames.h"
#include "tests/ui/samples.h"
#include "ui/dialogs/importdialog.h"

using namespace portolan;
using namespace Qt::StringLiterals;

namespace {

QList<ParsedForward> parsed(const QList<ForwardConfig>& forwards) {
  QList<ParsedForward> entries;
  for (const ForwardConfig& config : forwards) {
    entries += {.config = config, .error = {}};
  }
  return entries;
}

bool shows(const QWidget& dialog, const QString& text) {
  for (const QLabel* label : dialog.findChildren<QLabel*>()) {
    if (label->isVisibleTo(&dialog) && label->text().contains(text)) {
      return true;
    }
  }
  return false;
}

QPushButton* importButton(const QWidget& dialog) {
  for (QPushButton* button : dialog.findChildren<QPushButton*>()) {
    if (button->isDefault()) {
      return button;
    }
  }
  return nullptr;
}

template <typename Button>
Button* button(const QWidget& dialog, const QString& text) {
  QCoreApplication::sendPostedEvents();  // what was added to a layout is shown from the event loop
  for (Button* each : dialog.findChildren<Button*>()) {
    if (each->isVisibleTo(&dialog) && (each->text().startsWith(text) || each->accessibleName() == text)) {
      return each;
    }
  }
  return nullptr;
}

QListView* list(const QWidget& dialog) {
  return dialog.findChild<QListView*>();
}

QStringList rows(const QWidget& dialog) {
  QStringList texts;
  for (int row = 0; row < list(dialog)->model()->rowCount(); ++row) {
    texts += list(dialog)->model()->index(row, 0).data().toString();
  }
  return texts;
}

void pick(const QWidget& dialog, const QString& name) {
  for (int row = 0; row < list(dialog)->model()->rowCount(); ++row) {
    if (list(dialog)->model()->index(row, 0).data().toString() == name) {
      list(dialog)->setCurrentIndex(list(dialog)->model()->index(row, 0));
    }
  }
}

const ForwardConfig& result(const ImportDialog& dialog, const QString& uid) {
  static const ForwardConfig none;
  for (const auto& item : dialog.plan().items) {
    if (item.forward.uid == uid) {
      return item.forward;
    }
  }
  return none;
}

/// A saved forward, and the same as a file has it with another target and other tags.
struct Changed {
  ForwardConfig mine = sampleForward(u"grafana"_s, u"prod-eu"_s, 3000);
  ForwardConfig theirs = mine;
  Changed() {
    mine.tags = {u"monitoring"_s};
    theirs.ns = u"observability"_s;
    theirs.tags = {u"monitoring"_s, u"team"_s};
    theirs.original = {{"portolan"_L1, QJsonObject{{"uid"_L1, theirs.uid}}}};
  }
};

}  // namespace

class TestImportDialog : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void initTestCase() { Q_INIT_RESOURCE(resources); }
  void problemsFirstSameLast();
  void nothingToImport();
  void choosesEntries();
  void choosesFields();
  void takenPortIsMovedUnlessToldOtherwise();
  void saysWhatRestarts();
  void kubeconfigsNeedAYes();
  void tenThousandEntriesAreShownAtOnce();
  void everyControlHasAName();
};

void TestImportDialog::problemsFirstSameLast() {
  auto entries = parsed({sampleForward(u"same"_s, u"prod-eu"_s, 1001), sampleForward(u"new"_s, u"prod-eu"_s, 1002),
                         sampleForward(u"clash"_s, u"prod-eu"_s, 1001)});
  entries += {.config = {}, .error = Error{ErrorCode::FileInvalid, Stage::Configuration, u"“abc” is not a port"_s, {}}};
  entries.last().config.alias = u"legacy-ftp"_s;
  ImportDialog dialog(u"team.json"_s, {sampleForward(u"same"_s, u"prod-eu"_s, 1001)}, entries, {});
  dialog.show();
  QCOMPARE(dialog.windowTitle(), u"Import team.json"_s);
  const QStringList shown = rows(dialog);
  QCOMPARE(shown.at(0), u"Invalid"_s);
  QCOMPARE(shown.at(1), u"Entry %1"_s.arg(entries.size()));  // it cannot be read, so it has no name
  QCOMPARE(shown.at(2), u"Conflicting"_s);
  QCOMPARE(shown.mid(3), (QStringList{u"clash"_s, u"New"_s, u"new"_s, u"Same"_s, u"same"_s}));
  QVERIFY(shows(dialog, u"“abc” is not a port"_s));  // the first entry is shown
  QCOMPARE(importButton(dialog)->isEnabled(), true);
  QVERIFY(importButton(dialog)->text().contains(u'2'));
  QVERIFY(shows(dialog, u"Adds 2, changes 0, leaves 2 as they are."_s));
  button<QAbstractButton>(dialog, u"New, 1"_s)->click();
  QCOMPARE(rows(dialog), (QStringList{u"New"_s, u"new"_s}));
}

void TestImportDialog::nothingToImport() {
  ImportDialog dialog(u"team.json"_s, {sampleForward(u"a"_s)}, parsed({sampleForward(u"a"_s)}), {});
  dialog.show();
  QVERIFY(!importButton(dialog)->isEnabled());
  ImportDialog empty(u"team.json"_s, {}, QList<ParsedForward>(), {});
  empty.show();
  QVERIFY(!importButton(empty)->isEnabled());
  QVERIFY(shows(empty, u"There is nothing in it."_s));
}

void TestImportDialog::choosesEntries() {
  ImportDialog dialog(u"x"_s, {}, parsed({sampleForward(u"a"_s, {}, 1001), sampleForward(u"b"_s, {}, 1002)}), {});
  dialog.show();
  QCOMPARE(dialog.plan().chosenCount(), 2);
  pick(dialog, u"b"_s);
  QTest::keyClick(list(dialog), Qt::Key_Space);
  QCOMPARE(dialog.plan().chosenCount(), 1);
  QVERIFY(importButton(dialog)->text().contains(u'1'));
  QSignalSpy accepted(&dialog, &QDialog::accepted);
  importButton(dialog)->click();
  QCOMPARE(accepted.size(), 1);
  const auto change = dialog.plan().change();
  QCOMPARE(change.entries.size(), 1);
  QCOMPARE(change.entries.at(0).after->alias, u"a"_s);
}

void TestImportDialog::choosesFields() {
  const Changed both;
  ImportDialog dialog(u"x"_s, {both.mine}, parsed({both.theirs}), {});
  dialog.show();
  pick(dialog, u"grafana"_s);
  QVERIFY(shows(dialog, u"Namespace"_s));
  QCOMPARE(result(dialog, both.mine.uid).ns, u"observability"_s);
  QCOMPARE(result(dialog, both.mine.uid).tags.size(), 2);
  QVERIFY(button<QRadioButton>(dialog, both.theirs.tags.join(u", "_s)));
  button<QRadioButton>(dialog, u"shop"_s)->click();  // mine
  QCOMPARE(result(dialog, both.mine.uid).ns, u"shop"_s);
  QCOMPARE(result(dialog, both.mine.uid).tags.size(), 2);
  button<QPushButton>(dialog, u"All mine"_s)->click();
  QCOMPARE(result(dialog, both.mine.uid).tags, both.mine.tags);
  button<QPushButton>(dialog, u"All theirs"_s)->click();
  QCOMPARE(result(dialog, both.mine.uid).ns, u"observability"_s);
  QCOMPARE(result(dialog, both.mine.uid).tags.size(), 2);
}

void TestImportDialog::takenPortIsMovedUnlessToldOtherwise() {
  const auto saved = sampleForward(u"orders-db"_s, u"prod-eu"_s, 5432);
  const auto theirs = sampleForward(u"inventory-db"_s, u"prod-eu"_s, 5432);
  ImportDialog dialog(u"x"_s, {saved, sampleForward(u"b"_s, u"prod-eu"_s, 5433)}, parsed({theirs}), {});
  dialog.show();
  pick(dialog, u"inventory-db"_s);
  QVERIFY(shows(dialog, u"Port 5432 belongs to orders-db."_s));
  QCOMPARE(result(dialog, theirs.uid).localPort, quint16(5434));
  QCOMPARE(dialog.plan().chosenCount(), 1);
  button<QRadioButton>(dialog, u"Keep 5432"_s)->click();
  QCOMPARE(result(dialog, theirs.uid).localPort, quint16(5432));
  button<QRadioButton>(dialog, u"Use another port"_s)->click();
  QCOMPARE(result(dialog, theirs.uid).localPort, quint16(5434));
}

void TestImportDialog::saysWhatRestarts() {
  const Changed both;
  ImportDialog off(u"x"_s, {both.mine}, parsed({both.theirs}), {});
  off.show();
  QVERIFY(!shows(off, u"It is on."_s));
  ImportDialog on(u"x"_s, {both.mine}, parsed({both.theirs}), {both.mine.uid});
  on.show();
  QVERIFY(shows(on, u"It is on."_s));
}

void TestImportDialog::kubeconfigsNeedAYes() {
  auto theirs = sampleForward(u"a"_s);
  theirs.kubeconfig = u"/home/ann/config"_s;
  ImportDialog dialog(u"team.json"_s, {}, parsed({theirs}), {});
  dialog.show();
  auto* check = dialog.findChild<QCheckBox*>();
  QVERIFY(check->isVisible() && !check->isChecked());
  QVERIFY(shows(dialog, u"/home/ann/config"_s));
  QCOMPARE(dialog.plan().items.at(0).forward.kubeconfig, QString());
  check->click();
  QCOMPARE(dialog.plan().items.at(0).forward.kubeconfig, u"/home/ann/config"_s);

  ImportDialog other(u"team.json"_s, {}, parsed({sampleForward(u"b"_s)}), {});
  other.show();
  QVERIFY(!other.findChild<QCheckBox*>()->isVisible());
}

void TestImportDialog::tenThousandEntriesAreShownAtOnce() {
  QList<ForwardConfig> many;
  for (int i = 0; i < 10'000; ++i) {
    many += sampleForward(u"f%1"_s.arg(i), u"prod-eu"_s, quint16(1024 + i));
  }
  ImportDialog dialog(u"team.json"_s, {}, parsed(many), {});
  dialog.show();
  QCOMPARE(list(dialog)->model()->rowCount(), 10'001);
  QCOMPARE(dialog.plan().chosenCount(), 10'000);
}

void TestImportDialog::everyControlHasAName() {
  const Changed both;
  auto theirs = sampleForward(u"a"_s);
  theirs.kubeconfig = u"/home/ann/config"_s;
  ImportDialog dialog(u"team.json"_s, {both.mine}, parsed({theirs, both.theirs}), {});
  dialog.show();
  pick(dialog, u"grafana"_s);
  QCOMPARE(controlsWithoutName(dialog), QStringList());
}

QTEST_MAIN(TestImportDialog)
#include "test_importdialog.moc"
