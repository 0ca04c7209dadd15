#include <QCheckBox>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include "tests/ui/accessiblenames.h"
#include "tests/ui/samples.h"
#include "ui/dialogs/importdialog.h"

using namespace portolan;
using namespace Qt::StringLiterals;

namespace {

QStringList texts(const QWidget& dialog) {
  QStringList texts;
  for (const QLabel* label : dialog.findChildren<QLabel*>()) {
    if (label->isVisibleTo(&dialog) && !label->text().isEmpty()) {
      texts += label->text();
    }
  }
  return texts;
}

QPushButton* importButton(const QWidget& dialog) {
  for (QPushButton* button : dialog.findChildren<QPushButton*>()) {
    if (button->text().startsWith(u"Import"_s)) {
      return button;
    }
  }
  return nullptr;
}

}  // namespace

class TestImportDialog : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void initTestCase() { Q_INIT_RESOURCE(resources); }
  void saysWhatItWillDo();
  void nothingToImport();
  void kubeconfigsNeedAYes();
  void everyControlHasAName();
};

void TestImportDialog::saysWhatItWillDo() {
  ImportDialog dialog(u"team.json"_s, {sampleForward(u"a"_s)},
                      {sampleForward(u"a"_s), sampleForward(u"b"_s), sampleForward(u"c"_s)});
  dialog.show();
  const QStringList shown = texts(dialog);
  QCOMPARE(shown.constFirst(), u"3 forwards in team.json"_s);
  QVERIFY(shown.contains(u"2 new: b, c"_s));
  QVERIFY(shown.contains(u"1 already here and unchanged"_s));
  QPushButton* button = importButton(dialog);
  QVERIFY(button);
  QCOMPARE(button->text(), u"Import 2 forwards"_s);
  QVERIFY(button->isDefault());
  QSignalSpy accepted(&dialog, &QDialog::accepted);
  button->click();
  QCOMPARE(accepted.size(), 1);
  QCOMPARE(dialog.plan().change().entries.size(), 2);
}

void TestImportDialog::nothingToImport() {
  ImportDialog dialog(u"team.json"_s, {sampleForward(u"a"_s)}, {sampleForward(u"a"_s)});
  dialog.show();
  QCOMPARE(texts(dialog).constFirst(), u"1 forward in team.json"_s);
  QVERIFY(!importButton(dialog)->isEnabled());
}

void TestImportDialog::kubeconfigsNeedAYes() {
  auto theirs = sampleForward(u"a"_s);
  theirs.kubeconfig = u"/home/ann/config"_s;
  ImportDialog dialog(u"team.json"_s, {}, {theirs});
  dialog.show();
  auto* check = dialog.findChild<QCheckBox*>();
  QVERIFY(check->isVisible() && !check->isChecked());
  QVERIFY(texts(dialog).join(u' ').contains(u"/home/ann/config"_s));
  QCOMPARE(dialog.plan().items.at(0).forward.kubeconfig, QString());
  check->click();
  QCOMPARE(dialog.plan().items.at(0).forward.kubeconfig, u"/home/ann/config"_s);

  ImportDialog other(u"team.json"_s, {}, {sampleForward(u"b"_s)});
  other.show();
  QVERIFY(!other.findChild<QCheckBox*>()->isVisible());
}

void TestImportDialog::everyControlHasAName() {
  auto theirs = sampleForward(u"a"_s);
  theirs.kubeconfig = u"/home/ann/config"_s;
  ImportDialog dialog(u"team.json"_s, {}, {theirs});
  dialog.show();
  QCOMPARE(controlsWithoutName(dialog), QStringList());
}

QTEST_MAIN(TestImportDialog)
#include "test_importdialog.moc"
