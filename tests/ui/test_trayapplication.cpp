#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QDesktopServices>
#include <QFileDialog>
#include <QLineEdit>
#include <QListView>
#include <QMessageBox>
#include <QProcess>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

#include "app/demo/democluster.h"
#include "app/tray/demoforwards.h"
#include "app/tray/trayapplication.h"
#include "core/cluster/opensslthreads.h"
#include "core/config/forwardsfile.h"
#include "core/control/controlfolder.h"
#include "ui/dialogs/aboutdialog.h"
#include "ui/dialogs/discoverdialog.h"
#include "ui/dialogs/editordialog.h"
#include "ui/dialogs/importdialog.h"
#include "ui/dialogs/settingsdialog.h"
#include "ui/widgets/flatstyle.h"
#include "ui/window/logwindow.h"
#include "ui/window/mainwindow.h"
#include "ui/window/shortcutsdialog.h"
#include "ui/window/undobar.h"

using namespace portolan;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

/// Stands in for the person's browser.
class Browser : public QObject {
  Q_OBJECT
 public:
  QList<QUrl> opened;
 public Q_SLOTS:
  void open(const QUrl& url) { opened += url; }
};

}  // namespace

/// The desktop application as a whole, without a tray: what a person asks for in the window and the popup goes its way
/// through the dialogs, the store and the engine, to a cluster.
class TestTrayApplication : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void initTestCase();
  void init();
  void cleanup();

  void aDuplicateIsSavedAndStarted();
  void aTrialGoesTheWholeWayAndLeavesNothing();
  void whatIsDeletedComesBack();
  void exportsWhatOthersCanImport();
  void pastedForwardsArePreviewed();
  void foundServicesArePreviewed();
  void followsAFileInGit();
  void settingsAreKept();
  void theDemoIsNeverSaved();
  void thePopupLeadsToTheRest();
  void everyWindowOpensOnce();

 private:
  /// The one of this class that is shown; waits for it.
  template <typename Widget>
  Widget* shown();
  [[nodiscard]] MainWindow& window() { return *shown<MainWindow>(); }
  [[nodiscard]] QAction* action(const QString& text);
  static QPushButton* button(QWidget* dialog, const QString& beginning);
  [[nodiscard]] QList<ForwardConfig> saved() const;
  [[nodiscard]] QStringList savedNames() const;
  bool saveForwardTo(const QString& service, const QString& name);
  [[nodiscard]] bool git(const QStringList& arguments) const;
  [[nodiscard]] SettingsValues settings() const { return Settings().values(); }

  QTemporaryDir m_root;  ///< of all homes: Qt's file dialog writes into the first one to the end
  std::unique_ptr<QTemporaryDir> m_home;
  std::unique_ptr<DemoCluster> m_cluster;
  std::unique_ptr<TrayApplication> m_application;
};

void TestTrayApplication::initTestCase() {
  keepOpenSslAtExit();
  Q_INIT_RESOURCE(resources);
  QApplication::setQuitOnLastWindowClosed(false);
  QApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
  FlatStyle::installOverFusion();
  qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent");
}

void TestTrayApplication::init() {
  m_home = std::make_unique<QTemporaryDir>(m_root.filePath(u"home"_s));
  for (const char* variable : {"HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR", "XDG_CACHE_HOME"}) {
    qputenv(variable, m_home->path().toUtf8());
  }
  m_cluster = std::make_unique<DemoCluster>(DemoOptions{.times = {.oneSecond = 100ms}});
  QVERIFY(m_cluster->start());
  m_cluster->addSample();
  QVERIFY(saveForwardTo(u"web"_s, u"shop"_s));
  const auto folder = controlFolder();
  QVERIFY(folder);
  TrayOptions options;
  options.forwards = m_home->filePath(u"forwards.json"_s);
  options.kubeconfig = m_cluster->kubeconfigPath();
  options.patience = 0s;  // no tray here: the window opens
  m_application = std::make_unique<TrayApplication>(options, *folder);
  m_application->start();
  QVERIFY(shown<MainWindow>());
  QTRY_VERIFY(action(u"Edit…"_s)->isEnabled());
}

void TestTrayApplication::cleanup() {
  m_application.reset();
  m_cluster.reset();
  m_home.reset();
}

template <typename Widget>
Widget* TestTrayApplication::shown() {
  const auto find = []() -> Widget* {
    for (QWidget* each : QApplication::topLevelWidgets()) {
      if (auto* const widget = qobject_cast<Widget*>(each); widget && widget->isVisible()) {
        return widget;
      }
    }
    return nullptr;
  };
  [&] { QTRY_VERIFY_WITH_TIMEOUT(find(), 20'000); }();
  return find();
}

QAction* TestTrayApplication::action(const QString& text) {
  for (QAction* each : window().findChildren<QAction*>()) {
    if (each->text() == text) {
      return each;
    }
  }
  return nullptr;
}

QPushButton* TestTrayApplication::button(QWidget* dialog, const QString& beginning) {
  for (auto* each : dialog->findChildren<QPushButton*>()) {
    if (each->text().startsWith(beginning)) {
      return each;
    }
  }
  return nullptr;
}

QList<ForwardConfig> TestTrayApplication::saved() const {
  const auto file = loadForwards(m_home->filePath(u"forwards.json"_s));
  return file ? *file : QList<ForwardConfig>();
}

QStringList TestTrayApplication::savedNames() const {
  QStringList names;
  for (const ForwardConfig& config : saved()) {
    names += config.displayName();
  }
  return names;
}

bool TestTrayApplication::saveForwardTo(const QString& service, const QString& name) {
  ForwardConfig config;
  config.uid = u"uid-"_s + name;
  config.ns = u"default"_s;
  config.service = service;
  config.remotePort = u"80"_s;
  config.alias = name;
  return saveForwards(m_home->filePath(u"forwards.json"_s), {config}).has_value();
}

bool TestTrayApplication::git(const QStringList& arguments) const {
  QProcess git;
  git.setWorkingDirectory(m_home->filePath(u"team"_s));
  git.start(u"git"_s, QStringList{u"-c"_s, u"user.name=T"_s, u"-c"_s, u"user.email=t@example.com"_s} + arguments);
  return git.waitForFinished() && git.exitCode() == 0;
}

void TestTrayApplication::aDuplicateIsSavedAndStarted() {
  action(u"Duplicate"_s)->trigger();
  auto* const editor = shown<EditorDialog>();
  button(editor, u"Save and turn on"_s)->click();
  QTRY_COMPARE(savedNames(), (QStringList{u"shop"_s, u"shop (copy)"_s}));
  QVERIFY(saved().constLast().uid != saved().constFirst().uid);
  // The kubeconfig that this run was told of is no part of it.
  QVERIFY(saved().constLast().kubeconfig.isEmpty());
  QTRY_COMPARE(m_cluster->sessionCount(), 1);
}

void TestTrayApplication::aTrialGoesTheWholeWayAndLeavesNothing() {
  action(u"Edit…"_s)->trigger();
  auto* const editor = shown<EditorDialog>();
  const int upgrades = m_cluster->upgradeCount();
  button(editor, u"Try it"_s)->click();
  QVERIFY(button(editor, u"Stop trying"_s));
  QTRY_VERIFY_WITH_TIMEOUT(button(editor, u"Try it"_s), 20'000);
  QVERIFY(m_cluster->upgradeCount() > upgrades);
  QTRY_COMPARE(m_cluster->sessionCount(), 0);
  editor->reject();
  QCOMPARE(savedNames(), QStringList{u"shop"_s});
}

void TestTrayApplication::whatIsDeletedComesBack() {
  action(u"Delete"_s)->trigger();
  QTRY_COMPARE(savedNames(), QStringList());
  QTRY_VERIFY(!window().findChild<UndoBar*>()->isHidden());
  action(u"Undo"_s)->trigger();
  QTRY_COMPARE(savedNames(), QStringList{u"shop"_s});
}

void TestTrayApplication::exportsWhatOthersCanImport() {
  action(u"Export all…"_s)->trigger();
  auto* dialog = shown<QFileDialog>();
  const QString path = m_home->filePath(u"out.json"_s);
  dialog->selectFile(path);
  QMetaObject::invokeMethod(dialog, "accept");
  QTRY_VERIFY(QFileInfo::exists(path));
  const auto exported = loadForwards(path);
  QVERIFY(exported);
  QCOMPARE(exported->size(), 1);
  QCOMPARE(exported->constFirst().service, u"web"_s);
  // Where it cannot be written it says so.
  action(u"Export all…"_s)->trigger();
  dialog = shown<QFileDialog>();
  Q_EMIT dialog->fileSelected(path + u"/in-a-file.json"_s);
  dialog->close();
  auto* const said = shown<QMessageBox>();
  QCOMPARE(said->text(), u"The export is not saved"_s);
  QVERIFY(said->informativeText().contains(u"out.json"_s));
  said->close();
}

void TestTrayApplication::pastedForwardsArePreviewed() {
  QGuiApplication::clipboard()->setText(u"[{\"service\":\"api\",\"local_port\":4711,\"remote_port\":80}]"_s);
  action(u"Paste"_s)->trigger();
  auto* const preview = shown<ImportDialog>();
  QCOMPARE(savedNames().size(), 1);
  button(preview, u"Import"_s)->click();
  QTRY_COMPARE(savedNames().size(), 2);
  QCOMPARE(saved().constLast().localPort, 4711);
  QTRY_VERIFY(!window().findChild<UndoBar*>()->isHidden());
  action(u"Undo"_s)->trigger();
  QTRY_COMPARE(savedNames(), QStringList{u"shop"_s});
}

void TestTrayApplication::foundServicesArePreviewed() {
  action(u"Discover…"_s)->trigger();
  auto* const discover = shown<DiscoverDialog>();
  auto* const list = discover->findChild<QListView*>();
  QTRY_VERIFY(list->model()->rowCount() > 0);
  list->selectAll();
  const qsizetype found = discover->forwards().size();
  QVERIFY(found > 1);
  QVERIFY(discover->source().contains(u"default"_s));
  button(discover, u"Preview"_s)->click();
  auto* const preview = shown<ImportDialog>();
  button(preview, u"Import"_s)->click();
  QTRY_VERIFY(saved().size() > 1);
  QVERIFY(saved().size() <= found + 1);
}

void TestTrayApplication::followsAFileInGit() {
  QVERIFY(QDir(m_home->path()).mkdir(u"team"_s));
  const QString file = m_home->filePath(u"team/forwards.json"_s);
  const auto commit = [&](const QByteArray& text) {
    QFile out(file);
    return out.open(QIODevice::WriteOnly) && out.write(text) == text.size() && (out.close(), true) &&
           git({u"add"_s, u"."_s}) && git({u"commit"_s, u"-qm"_s, u"x"_s});
  };
  QVERIFY(git({u"init"_s, u"-q"_s, u"-b"_s, u"main"_s}));
  QVERIFY(commit("[{\"service\":\"team-db\",\"local_port\":5432,\"remote_port\":5432}]"));
  action(u"Settings…"_s)->trigger();
  auto* const dialog = shown<SettingsDialog>();
  SettingsValues values = settings();
  values.git = {.url = m_home->filePath(u"team"_s), .branch = u"main"_s, .path = u"forwards.json"_s};
  Q_EMIT dialog->valuesChanged(values);
  button(dialog, u"Look now"_s)->click();
  auto* preview = shown<ImportDialog>();
  button(preview, u"Import"_s)->click();
  QTRY_VERIFY(savedNames().size() == 2);
  QCOMPARE(saved().constLast().service, u"team-db"_s);
  QTRY_COMPARE(settings().git.path, u"forwards.json"_s);

  // What cannot be fetched is said.
  values.git.path = u"other.json"_s;
  Q_EMIT dialog->valuesChanged(values);
  button(dialog, u"Look now"_s)->click();
  auto* const said = shown<QMessageBox>();
  QCOMPARE(said->text(), u"The file in Git cannot be read"_s);
  said->close();
  dialog->close();
}

void TestTrayApplication::settingsAreKept() {
  m_application->togglePopup(QRect(100, 100, 20, 20));
  auto* const popup = shown<TrayPopup>();
  Q_EMIT popup->silenceRequested(u"uid-shop"_s, true);
  QTRY_COMPARE(settings().silenced, QStringList{u"uid-shop"_s});
  Q_EMIT popup->silenceRequested(u"uid-shop"_s, false);
  QTRY_COMPARE(settings().silenced, QStringList());
  m_application->togglePopup(QRect(100, 100, 20, 20));
  QVERIFY(!popup->isVisible());

  action(u"Settings…"_s)->trigger();
  auto* const dialog = shown<SettingsDialog>();
  SettingsValues values = settings();
  values.theme = SettingsValues::Theme::Dark;
  Q_EMIT dialog->valuesChanged(values);
  QTRY_COMPARE(settings().theme, SettingsValues::Theme::Dark);
  QTRY_VERIFY(QApplication::palette() == FlatStyle::darkPalette());
  values.theme = SettingsValues::Theme::Automatic;
  Q_EMIT dialog->valuesChanged(values);
  QTRY_VERIFY(QApplication::palette() != FlatStyle::darkPalette());
  dialog->close();
}

void TestTrayApplication::theDemoIsNeverSaved() {
  action(u"About Portolan"_s)->trigger();
  shown<AboutDialog>()->close();
  Q_EMIT window().demoRequested();
  const auto demo = [this] {
    action(u"Export all…"_s)->trigger();  // of all that are shown
    auto* const dialog = shown<QFileDialog>();
    const QString path = m_home->filePath(u"all.json"_s);
    QFile::remove(path);
    dialog->selectFile(path);
    QMetaObject::invokeMethod(dialog, "accept");
    [&] { QTRY_VERIFY(QFileInfo::exists(path)); }();
    const auto all = loadForwards(path);
    return all ? *all : QList<ForwardConfig>();
  };
  QTRY_VERIFY_WITH_TIMEOUT(demo().size() > 1, 20'000);
  const ForwardConfig one = demo().constLast();
  Q_EMIT window().deleteRequested({one.uid});
  QTRY_VERIFY(!window().findChild<UndoBar*>()->isHidden());
  const qsizetype fewer = demo().size();
  action(u"Undo"_s)->trigger();
  QTRY_COMPARE(demo().size(), fewer + 1);
  // An edit of one is for this run only.
  Q_EMIT window().usePortRequested(one.uid, 4712);
  const auto hasPort = [&] {
    return std::ranges::any_of(demo(), [](const ForwardConfig& each) { return each.localPort == 4712; });
  };
  QTRY_VERIFY(hasPort());
  QCOMPARE(savedNames(), QStringList{u"shop"_s});
}

void TestTrayApplication::thePopupLeadsToTheRest() {
  Browser browser;
  QDesktopServices::setUrlHandler(u"http"_s, &browser, "open");
  m_application->togglePopup(QRect(100, 100, 20, 20));
  auto* const popup = shown<TrayPopup>();
  Q_EMIT popup->editRequested(u"uid-shop"_s);
  shown<EditorDialog>()->reject();
  Q_EMIT popup->actionRequested(u"uid-shop"_s, {.kind = TroubleAction::Kind::ChooseContext, .text = {}});
  auto* editor = shown<EditorDialog>();
  QTRY_VERIFY(editor->focusWidget() && editor->focusWidget()->accessibleName() == u"Context"_s);
  editor->reject();
  Q_EMIT popup->addRequested();
  shown<EditorDialog>()->reject();
  Q_EMIT popup->discoverRequested();
  shown<DiscoverDialog>()->reject();
  Q_EMIT popup->importRequested();
  shown<QFileDialog>()->reject();
  Q_EMIT popup->actionRequested(u"uid-shop"_s, {.kind = TroubleAction::Kind::UsePort, .text = {}, .port = 4713});
  QTRY_COMPARE(saved().constFirst().localPort, 4713);
  const auto opens = [&] {
    Q_EMIT popup->openRequested(u"uid-shop"_s);
    return !browser.opened.isEmpty();
  };
  QTRY_VERIFY(opens());  // a moment after it was saved, the views know
  QCOMPARE(browser.opened.constFirst(), QUrl(u"http://localhost:4713/"_s));
  QDesktopServices::unsetUrlHandler(u"http"_s);
}

void TestTrayApplication::everyWindowOpensOnce() {
  const auto count = [](const auto& isOne) { return std::ranges::count_if(QApplication::topLevelWidgets(), isOne); };
  const auto twice = [&](const QString& text, auto* kind) {
    using Widget = std::remove_pointer_t<decltype(kind)>;
    action(text)->trigger();
    const QPointer<Widget> first = shown<Widget>();
    action(text)->trigger();
    QCOMPARE(count([](QWidget* each) { return qobject_cast<Widget*>(each) && each->isVisible(); }), 1);
    QVERIFY(!first->grab().isNull());
    const bool goes = first->testAttribute(Qt::WA_DeleteOnClose);
    first->close();
    QTRY_VERIFY(goes ? first.isNull() : first->isHidden());
  };
  twice(u"Settings…"_s, static_cast<SettingsDialog*>(nullptr));
  twice(u"About Portolan"_s, static_cast<AboutDialog*>(nullptr));
  twice(u"Discover…"_s, static_cast<DiscoverDialog*>(nullptr));
  twice(u"Add…"_s, static_cast<EditorDialog*>(nullptr));
  twice(u"Log…"_s, static_cast<LogWindow*>(nullptr));
  action(u"Keyboard…"_s)->trigger();
  auto* const shortcuts = shown<ShortcutsDialog>();
  QVERIFY(!shortcuts->grab().isNull());
  shortcuts->close();
  action(u"About Portolan"_s)->trigger();
  auto* const about = shown<AboutDialog>();
  button(about, u"Copy diagnostics"_s)->click();
  QVERIFY(QGuiApplication::clipboard()->text().contains(u"OpenSSL"_s));
  QTRY_VERIFY_WITH_TIMEOUT(button(about, u"Copy diagnostics"_s), 5'000);  // "Copied" for a moment
  about->close();
}

QTEST_MAIN(TestTrayApplication)
#include "test_trayapplication.moc"
