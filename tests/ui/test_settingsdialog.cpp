#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTabWidget>
#include <QTest>

#include "tests/ui/accessiblenames.h"
#include "tests/ui/samples.h"
#include "ui/dialogs/aboutdialog.h"
#include "ui/dialogs/settingsdialog.h"
#include "ui/models/diagnostics.h"

using namespace portolan;
using namespace Qt::StringLiterals;

namespace {

template <typename Widget>
Widget* labelled(const QWidget& dialog, const QString& text) {
  for (Widget* widget : dialog.findChildren<Widget*>()) {
    if (widget->accessibleName() == text) {
      return widget;
    }
    if constexpr (requires { widget->text(); }) {
      if (widget->text() == text) {
        return widget;
      }
    }
  }
  return nullptr;
}

}  // namespace

class TestSettingsDialog : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void everyFieldIsASetting();
  void showsWhatSomebodyElseChanged();
  void startAtLoginIsAskedFor();
  void silencedOnesCanSpeakAgain();
  void everyControlHasAName();
  void diagnosticsHaveNoSecrets();
};

void TestSettingsDialog::everyFieldIsASetting() {
  SettingsDialog dialog{SettingsValues()};
  dialog.show();
  QSignalSpy changed(&dialog, &SettingsDialog::valuesChanged);
  labelled<QCheckBox>(dialog, u"Notify when a forward fails or works again"_s)->click();
  labelled<QCheckBox>(dialog, u"Open the window when Portolan starts"_s)->click();
  labelled<QComboBox>(dialog, u"Windows"_s)->setCurrentIndex(2);
  labelled<QComboBox>(dialog, u"Tray icon"_s)->setCurrentIndex(1);
  labelled<QSpinBox>(dialog, u"A connection waits for a pod for"_s)->setValue(99'999);
  labelled<QSpinBox>(dialog, u"Turn forwards off after"_s)->setValue(90);
  labelled<QSpinBox>(dialog, u"Forwards on demand leave the cluster after"_s)->setValue(0);
  labelled<QComboBox>(dialog, u"Log"_s)->setCurrentIndex(2);
  auto* url = labelled<QLineEdit>(dialog, u"Repository"_s);
  url->setText(u"  git@example.com:x.git "_s);
  Q_EMIT url->editingFinished();
  labelled<QSpinBox>(dialog, u"Look every"_s)->setValue(15);
  QVERIFY(!changed.isEmpty());
  const auto values = changed.constLast().at(0).value<SettingsValues>();
  QVERIFY(!values.notifications);
  QVERIFY(values.showWindowAtStart);
  QCOMPARE(values.theme, SettingsValues::Theme::Dark);
  QCOMPARE(values.trayTheme, SettingsValues::Theme::Light);
  QCOMPARE(values.connectionWaitSeconds, 3600);  // brought into its limits
  QCOMPARE(values.disconnectTimeoutMinutes, 90);
  QCOMPARE(values.onDemandIdleMinutes, 1);
  QCOMPARE(values.logLevel, SettingsValues::LogLevel::Debug);
  QCOMPARE(values.git.url, u"git@example.com:x.git"_s);
  QCOMPARE(values.git.pollMinutes, 15);
}

void TestSettingsDialog::showsWhatSomebodyElseChanged() {
  SettingsDialog dialog{SettingsValues()};
  QSignalSpy changed(&dialog, &SettingsDialog::valuesChanged);
  SettingsValues values;
  values.notifications = false;
  values.windowGeometry = "geometry";
  dialog.setValues(values);
  auto* notifications = labelled<QCheckBox>(dialog, u"Notify when a forward fails or works again"_s);
  QVERIFY(!notifications->isChecked());
  QVERIFY(changed.isEmpty());
  notifications->click();
  QCOMPARE(changed.constLast().at(0).value<SettingsValues>().windowGeometry,
           "geometry");  // what it does not show stays
}

void TestSettingsDialog::startAtLoginIsAskedFor() {
  SettingsDialog dialog{SettingsValues()};
  QSignalSpy asked(&dialog, &SettingsDialog::startAtLoginRequested);
  auto* box = labelled<QCheckBox>(dialog, u"Start Portolan at login"_s);
  QVERIFY(!box->isEnabled());  // not known yet
  dialog.setStartsAtLogin(true);
  QVERIFY(box->isEnabled() && box->isChecked());
  QCOMPARE(asked.size(), 0);
  box->click();
  QCOMPARE(asked, (QList<QVariantList>{{false}}));
}

void TestSettingsDialog::silencedOnesCanSpeakAgain() {
  SettingsValues values;
  values.silenced = {u"uid-a"_s, u"uid-gone"_s, u"uid-b"_s};
  SettingsDialog dialog(values);
  dialog.setNames({{u"uid-a"_s, u"a"_s}, {u"uid-b"_s, u"b"_s}});
  auto* list = dialog.findChild<QListWidget*>();
  QCOMPARE(list->count(), 2);
  QSignalSpy changed(&dialog, &SettingsDialog::valuesChanged);
  list->setCurrentRow(0);
  labelled<QPushButton>(dialog, u"Notify again"_s)->click();
  QCOMPARE(changed.constLast().at(0).value<SettingsValues>().silenced, (QStringList{u"uid-gone"_s, u"uid-b"_s}));
  QCOMPARE(list->count(), 1);
}

void TestSettingsDialog::everyControlHasAName() {
  SettingsDialog dialog{SettingsValues()};
  dialog.setStartsAtLogin(false);
  dialog.show();
  auto* tabs = dialog.findChild<QTabWidget*>();
  for (int tab = 0; tab < tabs->count(); ++tab) {
    tabs->setCurrentIndex(tab);
    QCOMPARE(controlsWithoutName(dialog), QStringList());
  }
  AboutDialog about(u"1"_s, u"x"_s);
  about.show();
  QCOMPARE(controlsWithoutName(about), QStringList());
}

void TestSettingsDialog::diagnosticsHaveNoSecrets() {
  auto status = sampleTrouble(u"payments-secret"_s, ForwardStatus::State::Failed, ErrorCode::Forbidden,
                              u"token abc123 of ann@example.com at https://prod"_s, u"see /home/ann/.kube/config"_s);
  status.context = u"prod-eu"_s;
  status.pod = u"payments-0"_s;
  const QString text = Diagnostics{.version = u"1.2"_s, .openSsl = u"x"_s, .tray = u"none"_s}.text({status, status});
  for (const auto& secret : {u"secret"_s, u"abc123"_s, u"ann"_s, u"prod"_s, u"payments"_s, u"config"_s}) {
    QVERIFY2(!text.contains(secret), qPrintable(text));
  }
  QVERIFY(text.contains(u"Portolan: 1.2"_s));
  QVERIFY2(text.contains(u"failed at target"_s) && text.contains(u": 2"_s), qPrintable(text));
  AboutDialog about(u"1.2"_s, text);
  about.show();
  labelled<QPushButton>(about, u"Copy diagnostics"_s)->click();
  QCOMPARE(QApplication::clipboard()->text(), text);
}

QTEST_MAIN(TestSettingsDialog)
#include "test_settingsdialog.moc"
