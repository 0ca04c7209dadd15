#include "app/tray/trayapplication.h"

#include <openssl/crypto.h>

#include <QApplication>
#include <QDesktopServices>
#include <QFileDialog>
#include <QLoggingCategory>
#include <QMessageBox>
#include <QTemporaryDir>
#include <QUrl>

#include "app/tray/background.h"
#include "app/tray/demoforwards.h"
#include "core/base/childprocess.h"
#include "core/control/controlfolder.h"
#include "core/system/terminal.h"
#include "ui/dialogs/aboutdialog.h"
#include "ui/dialogs/settingsdialog.h"
#include "ui/models/diagnostics.h"
#include "ui/models/statewords.h"
#include "ui/widgets/flatstyle.h"

using namespace Qt::StringLiterals;

namespace portolan {

namespace {

/// Instead of a forward's uid, for notices about the file in Git.
const QString kGitNotice = u"git"_s;

/// `loginShell` must outlive what is run so.
ExecOptions execOptions(LoginShell& loginShell) {
  ExecOptions options;
  options.searchPath = [&loginShell] { return loginShell.path(); };
  return options;
}

EngineOptions engineOptions(const TrayOptions& options, const SettingsValues& settings, const ExecOptions& exec) {
  EngineOptions result = EngineOptions::from(settings);
  result.journalPath = options.demo ? QString() : Journal::defaultPath();
  result.exec = exec;
  return result;
}

/// The demo leaves a person's own forwards alone.
std::unique_ptr<QTemporaryDir> demoFolder(const TrayOptions& options) {
  return options.demo && options.forwards.isEmpty() ? std::make_unique<QTemporaryDir>() : nullptr;
}

SystemTray::Panel panelOf(const TrayOptions& options, const SettingsValues& settings) {
  if (options.panel) {
    return *options.panel;
  }
  switch (settings.trayTheme) {
    case SettingsValues::Theme::Light:
      return SystemTray::Panel::Light;
    case SettingsValues::Theme::Dark:
      return SystemTray::Panel::Dark;
    case SettingsValues::Theme::Automatic:
      break;
  }
  return SystemTray::Panel::Automatic;
}

}  // namespace

TrayApplication::TrayApplication(const TrayOptions& options, const QString& controlFolder, QObject* parent)
    : QObject(parent),
      m_options(options),
      m_controlFolder(controlFolder),
      m_demoFolder(demoFolder(options)),
      m_store(m_demoFolder ? m_demoFolder->filePath(u"forwards.json"_s) : options.forwards),
      m_desktopPalette(QApplication::palette()),
      m_engine(engineOptions(options, m_settings.values(), execOptions(m_loginShell))),
      m_control(m_engine),
      m_autostart(QCoreApplication::applicationFilePath()),
      m_menu(m_model),
      m_notices(m_model),
      m_editors(options.kubeconfig, execOptions(m_loginShell)),
      m_imports(m_store,
                [this] {
                  QSet<QString> on;
                  for (const ForwardStatus& status : m_engine.statuses()) {
                    if (status.isOn()) {
                      on.insert(status.uid);
                    }
                  }
                  return on;
                }),
      m_window(m_model, m_engine, m_settings, options.kubeconfig) {
  connectEngine();
  connectViews();
  applySettings();
}

TrayApplication::~TrayApplication() {
  // While all is there: it tells the settings where it was, and the dialogs are its children.
  m_window.destroyWindow();
}

void TrayApplication::connectEngine() {
  connect(&m_engine, &Engine::statusChanged, &m_model, &ForwardsModel::setStatus);
  connect(&m_systemEvents, &SystemEvents::changed, &m_engine, &Engine::recheck);
  connect(&m_model, &ForwardsModel::startRequested, &m_engine, &Engine::start);
  connect(&m_model, &ForwardsModel::stopRequested, &m_engine, &Engine::stop);
  connect(&m_model, &ForwardsModel::restartRequested, &m_engine, &Engine::restart);
  connect(&m_model, &ForwardsModel::retryRequested, &m_engine, &Engine::retryNow);
  connect(&m_model, &ForwardsModel::startAllRequested, &m_engine, &Engine::startAll);
  connect(&m_model, &ForwardsModel::stopAllRequested, &m_engine, &Engine::stopAll);
  connect(&m_model, &ForwardsModel::startRequested, this, &TrayApplication::remember);
  connect(&m_model, &ForwardsModel::stopRequested, this, &TrayApplication::remember);

  connect(&m_store, &ConfigStore::loaded, this, &TrayApplication::onLoaded);
  connect(&m_store, &ConfigStore::changed, this, &TrayApplication::showForwards);
  connect(&m_store, &ConfigStore::failed, this, [this](const Error& error) {
    say(m_store.loadError() ? tr("The saved forwards cannot be read") : tr("The change is not saved"),
        m_store.loadError() ? tr("%1\n\nThe file is left as it is, and nothing is saved until it can be read again.")
                                  .arg(StateWords::error(error))
                            : StateWords::error(error));
  });
  connect(&m_settings, &Settings::changed, this, &TrayApplication::applySettings);
  connect(&m_settings, &Settings::failed, this, [this](const Error& error) {
    if (m_settingsDialog) {
      m_settingsDialog->setTrouble(StateWords::error(error));
    } else {
      say(tr("The settings file has a mistake"), StateWords::error(error));
    }
  });
}

void TrayApplication::connectViews() {
  connect(&m_menu, &TrayMenu::windowRequested, this, [this] { showWindow(); });
  connect(&m_menu, &TrayMenu::importRequested, this, [this] { m_imports.chooseFile(m_window.visibleWindow()); });
  connect(&m_menu, &TrayMenu::demoRequested, this, &TrayApplication::startDemo);
  connect(&m_menu, &TrayMenu::settingsRequested, this, &TrayApplication::showSettings);
  connect(&m_menu, &TrayMenu::aboutRequested, this, &TrayApplication::showAbout);
  connect(&m_menu, &TrayMenu::quitRequested, qApp, &QCoreApplication::quit, Qt::QueuedConnection);

  connect(&m_notices, &TroubleNotices::notice, &m_notifier, &DesktopNotifier::show);
  connect(&m_notifier, &DesktopNotifier::clicked, this, [this](const QString& uid) {
    if (uid == kGitNotice) {
      m_imports.sync(m_settings.values().git, false, m_window.visibleWindow());
    } else {
      showWindow(uid);
    }
  });
  connect(&m_imports, &ImportController::gitChanged, this, [this] {
    m_notifier.show(tr("The forwards in Git have changed"), tr("Nothing is changed here before you have looked."),
                    kGitNotice);
  });
  connect(&m_gitPoll, &QTimer::timeout, this, [this] { m_imports.sync(m_settings.values().git, true, nullptr); });
  connect(&m_notifier, &DesktopNotifier::unavailable, this, [this](const QString& title, const QString& text) {
    if (m_tray) {
      m_tray->showMessage(title, text);
    }
  });

  connect(&m_editors, &EditorController::accepted, this, &TrayApplication::save);
  connect(&m_editors, &EditorController::discovered, this,
          [this](const QString& source, const QList<ForwardConfig>& forwards) {
            QList<ParsedForward> entries;
            for (const ForwardConfig& config : forwards) {
              entries += {.config = config, .error = {}};
            }
            m_imports.importEntries(source, entries, m_window.visibleWindow());
          });
  connect(&m_imports, &ImportController::failed, this,
          [this](const QString& title, const Error& error) { say(title, StateWords::error(error)); });
  connect(&m_imports, &ImportController::imported, this, [this](int added, int changed) {
    if (m_window.visibleWindow()) {
      m_window.window().offerUndo(tr("Imported %n forward(s)", nullptr, added + changed));
    }
  });
  connect(&m_instance, &InstanceServer::requested, this, &TrayApplication::open);
  connect(&m_window, &WindowController::made, this, &TrayApplication::connectWindow);
  connect(&m_store, &ConfigStore::canUndoChanged, this, &TrayApplication::updateUndo);
  connect(&m_host, &TrayHost::found, this, &TrayApplication::showTray);
  connect(&m_host, &TrayHost::notFound, this,
          [this] { showWindow({}, tr("This desktop shows no system tray, so Portolan stays in this window.")); });
}

void TrayApplication::start() {
  m_host.find(m_options.patience);
  if (const auto listening = m_control.listen(controlSocketPath(m_controlFolder)); !listening) {
    say(tr("The command line cannot reach this window"), StateWords::error(listening.error()));
  }
  if (const auto listening = m_instance.listen(InstanceServer::socketPath(m_controlFolder)); !listening) {
    say(tr("A second start cannot reach this window"), StateWords::error(listening.error()));
  }
  if (m_options.demo) {
    startDemo();
  }
  if (!m_options.things.isEmpty()) {
    open(m_options.things, {});
  }
  // Nobody waits for it: where the program has moved, the desktop shall find it again at the next login.
  runInBackground(this, [autostart = m_autostart] { return autostart.followProgram(); }, [](const Result<void>&) {});
}

void TrayApplication::onLoaded() {
  showForwards();
  for (const ForwardConfig& config : m_store.forwards()) {
    if (config.autostart) {
      m_engine.start(config.uid);
    }
  }
  const bool isFirstRun = m_store.forwards().isEmpty() && !m_store.loadError() && !m_options.demo;
  if (!m_options.hidden && (isFirstRun || m_settings.values().showWindowAtStart)) {
    showWindow();
  }
}

void TrayApplication::showForwards() {
  const QList<ForwardConfig> forwards = allForwards();
  m_model.setForwards(forwards);
  m_control.setForwards(forwards);
  m_engine.setForwards(forwards);
  for (const QString& uid : std::exchange(m_startWhenSaved, {})) {
    m_model.requestOn({uid}, true);
  }
}

QList<ForwardConfig> TrayApplication::allForwards() const {
  QList<ForwardConfig> forwards = m_store.forwards();
  if (!m_options.kubeconfig.isEmpty()) {
    for (ForwardConfig& config : forwards) {
      if (!config.namesKubeconfig()) {
        config.kubeconfig = m_options.kubeconfig;
      }
    }
  }
  return forwards + m_demoForwards;
}

bool TrayApplication::isDemo(const QString& uid) const {
  return std::ranges::any_of(m_demoForwards, [&uid](const ForwardConfig& each) { return each.uid == uid; });
}

void TrayApplication::save(const ForwardConfig& before, const ForwardConfig& after, bool isNew, bool start) {
  if (!isNew && isDemo(after.uid)) {
    *std::ranges::find(m_demoForwards, after.uid, &ForwardConfig::uid) = after;
    showForwards();
    if (start) {
      m_model.requestOn({after.uid}, true);
    }
    return;
  }
  ForwardConfig config = after;
  if (isNew && config.uid.isEmpty()) {
    config.uid = QUuid::createUuid().toString(QUuid::WithoutBraces);
  }
  if (config.kubeconfig == m_options.kubeconfig && before.kubeconfig == m_options.kubeconfig) {
    config.kubeconfig.clear();  // ours, for this run
  }
  StoreChange* change = isNew ? m_store.add(config) : m_store.replace(config);
  connect(change, &StoreChange::finished, this, [this, uid = config.uid, start](const Result<void>& result) {
    if (!result) {
      say(tr("The forward is not saved"), StateWords::error(result.error()));
      return;
    }
    if (start) {
      if (m_model.rowOf(uid) >= 0) {
        m_model.requestOn({uid}, true);
      } else {
        m_startWhenSaved.insert(uid);  // changed() is on its way
      }
    }
  });
}

void TrayApplication::applySettings() {
  const SettingsValues& values = m_settings.values();
  m_notices.setEnabled(values.notifications);
  m_notices.setSilenced(values.silenced);
  if (m_popup) {
    m_popup->setSilenced(values.silenced);
  }
  if (m_tray) {
    m_tray->setPanel(panelOf(m_options, values));
  }
  if (m_settingsDialog) {
    m_settingsDialog->setValues(values);
  }
  if (!qEnvironmentVariableIsSet("QT_LOGGING_RULES")) {
    switch (values.logLevel) {
      case SettingsValues::LogLevel::Warning:
        QLoggingCategory::setFilterRules({});
        break;
      case SettingsValues::LogLevel::Info:
        QLoggingCategory::setFilterRules(u"portolan.*.info=true"_s);
        break;
      case SettingsValues::LogLevel::Debug:
        QLoggingCategory::setFilterRules(u"portolan.*=true"_s);
        break;
    }
  }
  if (values.git.url.isEmpty() || values.git.pollMinutes <= 0) {
    m_gitPoll.stop();
  } else if (const std::chrono::minutes pause(values.git.pollMinutes);
             !m_gitPoll.isActive() || m_gitPoll.intervalAsDuration() != pause) {
    m_gitPoll.start(pause);
  }
  applyTheme();
}

void TrayApplication::applyTheme() {
  QPalette palette = m_desktopPalette;
  switch (m_settings.values().theme) {
    case SettingsValues::Theme::Automatic:
      break;
    case SettingsValues::Theme::Light:
      palette = FlatStyle::lightPalette();
      break;
    case SettingsValues::Theme::Dark:
      palette = FlatStyle::darkPalette();
      break;
  }
  if (palette != QApplication::palette()) {
    QApplication::setPalette(palette);
  }
}

void TrayApplication::showTray() {
  m_tray = std::make_unique<SystemTray>(m_model, m_menu, panelOf(m_options, m_settings.values()));
  connect(m_tray.get(), &SystemTray::activated, this, &TrayApplication::onTrayActivated);
  connect(m_tray.get(), &SystemTray::messageClicked, this, [this] { showWindow(); });
  // A tray that came late: from now on the window that stood in for it may be closed.
  m_window.setClosable(true);
}

void TrayApplication::onTrayActivated() {
  // Wayland lets nobody open a window at a place of their choosing.
  if (QGuiApplication::platformName().startsWith("wayland"_L1)) {
    showWindow();
    return;
  }
  togglePopup(m_tray->place());
}

void TrayApplication::togglePopup(const QRect& icon) {
  if (!m_popup || (!m_popup->isVisible() && !m_popup->wasJustClosed())) {
    popup().popUp(icon);
  } else {
    m_popup->hide();
  }
}

TrayPopup& TrayApplication::popup() {
  if (!m_popup) {
    m_popup = std::make_unique<TrayPopup>(m_model);
    m_popup->setSilenced(m_settings.values().silenced);
    connect(m_popup.get(), &TrayPopup::addRequested, this, &TrayApplication::add);
    connect(m_popup.get(), &TrayPopup::importRequested, this,
            [this] { m_imports.chooseFile(m_window.visibleWindow()); });
    connect(m_popup.get(), &TrayPopup::discoverRequested, this,
            [this] { m_editors.discover(m_window.visibleWindow()); });
    connect(m_popup.get(), &TrayPopup::demoRequested, this, &TrayApplication::startDemo);
    connect(m_popup.get(), &TrayPopup::settingsRequested, this, &TrayApplication::showSettings);
    connect(m_popup.get(), &TrayPopup::aboutRequested, this, &TrayApplication::showAbout);
    connect(m_popup.get(), &TrayPopup::quitRequested, qApp, &QCoreApplication::quit, Qt::QueuedConnection);
    connect(m_popup.get(), &TrayPopup::windowRequested, this, [this](const QString& uid) { showWindow(uid); });
    connect(m_popup.get(), &TrayPopup::editRequested, this, &TrayApplication::edit);
    connect(m_popup.get(), &TrayPopup::openRequested, this, &TrayApplication::openInBrowser);
    connect(m_popup.get(), &TrayPopup::silenceRequested, this, &TrayApplication::silence);
    connect(m_popup.get(), &TrayPopup::actionRequested, this, &TrayApplication::act);
  }
  return *m_popup;
}

void TrayApplication::showWindow(const QString& uid, const QString& reason) {
  m_window.show(uid, reason);
}

void TrayApplication::connectWindow(MainWindow* window) {
  connect(window, &MainWindow::addRequested, this, &TrayApplication::add);
  connect(window, &MainWindow::importRequested, this, [this] { m_imports.chooseFile(m_window.visibleWindow()); });
  connect(window, &MainWindow::importFilesRequested, this, [this](const QStringList& files) { open(files, {}); });
  connect(window, &MainWindow::importTextRequested, this, [this](const QString& text) {
    m_imports.importText(text.toUtf8(), tr("what was pasted"), m_window.visibleWindow());
  });
  connect(window, &MainWindow::discoverRequested, this, [this] { m_editors.discover(m_window.visibleWindow()); });
  connect(window, &MainWindow::demoRequested, this, &TrayApplication::startDemo);
  connect(window, &MainWindow::editRequested, this, &TrayApplication::edit);
  connect(window, &MainWindow::chooseContextRequested, this,
          [this](const QString& uid) { act(uid, {.kind = TroubleAction::Kind::ChooseContext, .text = {}}); });
  connect(window, &MainWindow::logInRequested, this,
          [this](const QString& uid) { act(uid, {.kind = TroubleAction::Kind::LogIn, .text = {}}); });
  connect(window, &MainWindow::usePortRequested, this, [this](const QString& uid, quint16 port) {
    act(uid, {.kind = TroubleAction::Kind::UsePort, .text = {}, .port = port});
  });
  connect(window, &MainWindow::duplicateRequested, this, &TrayApplication::duplicate);
  connect(window, &MainWindow::exportRequested, this, &TrayApplication::exportForwards);
  connect(window, &MainWindow::deleteRequested, this, &TrayApplication::remove);
  connect(window, &MainWindow::undoRequested, this, &TrayApplication::undo);
  connect(window, &MainWindow::openRequested, this, [](const QUrl& url) { QDesktopServices::openUrl(url); });
  connect(window, &MainWindow::startsAtLoginRequested, this, &TrayApplication::setStartsAtLogin);
  connect(window, &MainWindow::settingsRequested, this, &TrayApplication::showSettings);
  connect(window, &MainWindow::aboutRequested, this, &TrayApplication::showAbout);
  connect(window, &MainWindow::quitRequested, qApp, &QCoreApplication::quit, Qt::QueuedConnection);
}

void TrayApplication::open(const QStringList& things, const QByteArray& activationToken) {
  if (!activationToken.isEmpty()) {
    qputenv("XDG_ACTIVATION_TOKEN", activationToken);
  }
  if (things.isEmpty()) {
    showWindow();
    return;
  }
  for (const QString& thing : things) {
    if (thing.startsWith("portolan:"_L1)) {
      m_imports.importLink(thing, m_window.visibleWindow());
    } else {
      m_imports.importFile(thing, m_window.visibleWindow());
    }
  }
}

void TrayApplication::startDemo() {
  if (m_demo) {
    return;
  }
  m_demo = std::make_unique<DemoThread>();
  connect(m_demo.get(), &DemoThread::started, this, [this](const QString& kubeconfig, bool isOnly) {
    if (isOnly && m_options.kubeconfig.isEmpty()) {
      m_options.kubeconfig = kubeconfig;  // what a person adds meanwhile is found there
      m_editors.setKubeconfig(kubeconfig);
    }
    m_demoForwards = demoForwards(kubeconfig);
    showForwards();
  });
  connect(m_demo.get(), &DemoThread::failed, this, [this](const Error& error) {
    m_demo.reset();
    say(tr("The demo cluster does not start"), StateWords::error(error));
  });
  m_demo->start();
}

void TrayApplication::edit(const QString& uid) {
  if (const ForwardEntry* entry = m_model.find(uid)) {
    m_editors.open(entry->config, false, allForwards(), m_window.visibleWindow());
  }
}

void TrayApplication::add() {
  m_editors.open({}, true, allForwards(), m_window.visibleWindow());
}

void TrayApplication::duplicate(const QString& uid) {
  if (const ForwardEntry* entry = m_model.find(uid)) {
    ForwardConfig copy = entry->config;
    copy.uid.clear();
    copy.original.remove("portolan"_L1);
    copy.alias = tr("%1 (copy)").arg(copy.displayName());
    m_editors.open(copy, true, allForwards(), m_window.visibleWindow());
  }
}

void TrayApplication::exportForwards(const QStringList& uids) {
  QList<ForwardConfig> chosen;
  for (const ForwardConfig& config : allForwards()) {
    if (uids.contains(config.uid)) {
      chosen += config;
    }
  }
  auto* dialog = new QFileDialog(m_window.visibleWindow(), tr("Export forwards"));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setAcceptMode(QFileDialog::AcceptSave);
  dialog->setDefaultSuffix(u"json"_s);
  dialog->setNameFilters({tr("JSON files (*.json)"), tr("All files (*)")});
  dialog->selectFile(chosen.size() == 1 ? chosen.constFirst().displayName().section(u'/', -1) + u".forwards.json"_s
                                        : u"forwards.json"_s);
  connect(dialog, &QFileDialog::fileSelected, this, [this, chosen](const QString& path) {
    runInBackground(
        this, [path, chosen] { return saveForwards(path, chosen); },
        [this](const Result<void>& saved) {
          if (!saved) {
            say(tr("The export is not saved"), StateWords::error(saved.error()));
          }
        });
  });
  dialog->open();
}

void TrayApplication::remove(const QStringList& uids) {
  QStringList saved;
  QStringList names;
  QList<ForwardConfig> demo = m_demoForwards;
  for (const QString& uid : uids) {
    if (const ForwardEntry* entry = m_model.find(uid)) {
      names += oneLine(entry->config.displayName(), 40);
    }
    if (demo.removeIf([&uid](const ForwardConfig& each) { return each.uid == uid; }) == 0) {
      saved += uid;
    }
  }
  const QString text = names.size() == 1 ? tr("Deleted %1").arg(names.constFirst())
                                         : tr("Deleted %n forward(s)", nullptr, int(names.size()));
  if (saved.isEmpty()) {
    m_demoBefore = std::exchange(m_demoForwards, demo);
    updateUndo();
    showForwards();
    m_window.window().offerUndo(text);
    return;
  }
  connect(m_store.remove(saved), &StoreChange::finished, this, [this, text](const Result<void>& result) {
    if (result) {
      m_demoBefore.reset();
      updateUndo();
      m_window.window().offerUndo(text);
    } else {
      say(tr("The change is not saved"), StateWords::error(result.error()));
    }
  });
}

void TrayApplication::undo() {
  if (m_demoBefore) {
    m_demoForwards = *std::exchange(m_demoBefore, std::nullopt);
    updateUndo();
    showForwards();
  } else if (m_store.canUndo()) {
    m_store.undo();
  }
}

void TrayApplication::updateUndo() {
  m_window.setCanUndo(m_demoBefore || m_store.canUndo());
}

void TrayApplication::act(const QString& uid, const TroubleAction& action) {
  const ForwardEntry* entry = m_model.find(uid);
  if (!entry) {
    return;
  }
  switch (action.kind) {
    case TroubleAction::Kind::Retry:
      m_model.requestRetry(uid);
      break;
    case TroubleAction::Kind::LogIn:
      logIn(*entry);
      break;
    case TroubleAction::Kind::UsePort: {
      ForwardConfig config = entry->config;
      config.localPort = action.port;
      save(entry->config, config, false, false);
      break;
    }
    case TroubleAction::Kind::Edit:
      edit(uid);
      break;
    case TroubleAction::Kind::ChooseContext:
      m_editors.open(entry->config, false, allForwards(), m_window.visibleWindow())->focusContext();
      break;
  }
}

void TrayApplication::logIn(const ForwardEntry& entry) {
  if (isDemo(entry.config.uid)) {
    m_model.requestRetry(entry.config.uid);
    return;
  }
  // It tells this program over the control socket when it is done.
  QStringList command = StateWords::loginCommand(entry.config, entry.status);
  if (!entry.config.namesKubeconfig() && !m_options.kubeconfig.isEmpty()) {
    command << u"--kubeconfig"_s << m_options.kubeconfig;
  }
  const QString shown = shellCommand(command);
  command << u"--keep-open"_s;
  const auto open = [command, beside = QCoreApplication::applicationDirPath() + u"/portolan"_s]() mutable {
    const QString path = qEnvironmentVariable("PATH");
    const QString program = findProgram(beside, path);
    command.first() = program.isEmpty() ? findProgram(command.constFirst(), path) : program;
    return !command.constFirst().isEmpty() && openTerminal(command, path);
  };
  runInBackground(this, open, [this, shown](bool isOpen) {
    if (!isOpen) {
      say(tr("No terminal window could be opened."), tr("Run in a terminal: %1").arg(shown));
    }
  });
}

void TrayApplication::openInBrowser(const QString& uid) {
  if (const ForwardEntry* entry = m_model.find(uid)) {
    QDesktopServices::openUrl(QUrl(StateWords::url(entry->config, entry->status)));
  }
}

void TrayApplication::silence(const QString& uid, bool silenced) {
  m_settings.change([&](SettingsValues& values) {
    values.silenced.removeAll(uid);
    if (silenced) {
      values.silenced += uid;
    }
  });
}

void TrayApplication::remember(const QString& uid) {
  m_recent.removeAll(uid);
  m_recent.prepend(uid);
  m_recent.resize(qMin(m_recent.size(), qsizetype(TrayMenu::kMostRecent)));
  // Queued: it may be an entry of the menu that asked.
  QMetaObject::invokeMethod(&m_menu, [this] { m_menu.setRecent(m_recent); }, Qt::QueuedConnection);
}

void TrayApplication::showSettings() {
  if (m_settingsDialog) {
    m_settingsDialog->raise();
    m_settingsDialog->activateWindow();
    return;
  }
  m_settingsDialog = new SettingsDialog(m_settings.values(), m_window.visibleWindow());
  m_settingsDialog->setAttribute(Qt::WA_DeleteOnClose);
  QHash<QString, QString> names;
  for (const ForwardConfig& config : allForwards()) {
    names.insert(config.uid, config.displayName());
  }
  m_settingsDialog->setNames(names);
  if (m_settings.loadError()) {
    m_settingsDialog->setTrouble(StateWords::error(*m_settings.loadError()));
  }
  connect(m_settingsDialog, &SettingsDialog::valuesChanged, &m_settings, &Settings::setValues);
  connect(m_settingsDialog, &SettingsDialog::syncRequested, this,
          [this] { m_imports.sync(m_settings.values().git, false, m_settingsDialog); });
  connect(m_settingsDialog, &SettingsDialog::startAtLoginRequested, this, &TrayApplication::setStartsAtLogin);
  runInBackground(
      m_settingsDialog, [autostart = m_autostart] { return autostart.isEnabled(); },
      [this](bool starts) { m_settingsDialog->setStartsAtLogin(starts); });
  m_settingsDialog->show();
}

void TrayApplication::setStartsAtLogin(bool starts) {
  runInBackground(
      this,
      [autostart = m_autostart, starts] {
        const auto done = autostart.setEnabled(starts);
        return std::pair(done, autostart.isEnabled());
      },
      [this](const std::pair<Result<void>, bool>& outcome) {
        if (m_settingsDialog) {
          m_settingsDialog->setStartsAtLogin(outcome.second);
        }
        m_window.setStartsAtLogin(outcome.second);
        if (!outcome.first) {
          say(tr("Starting at login cannot be changed"), StateWords::error(outcome.first.error()));
        }
      });
}

void TrayApplication::showAbout() {
  if (m_aboutDialog) {
    m_aboutDialog->raise();
    m_aboutDialog->activateWindow();
    return;
  }
  const Diagnostics diagnostics{.version = QCoreApplication::applicationVersion(),
                                .openSsl = QString::fromLatin1(OpenSSL_version(OPENSSL_VERSION)),
                                .tray = !m_tray                     ? u"none"_s
                                        : TrayHost::hasXEmbedTray() ? u"XEmbed"_s
                                                                    : u"StatusNotifierItem"_s};
  m_aboutDialog = new AboutDialog(diagnostics.version, diagnostics.text(m_engine.statuses()), m_window.visibleWindow());
  m_aboutDialog->setAttribute(Qt::WA_DeleteOnClose);
  m_aboutDialog->show();
}

void TrayApplication::say(const QString& title, const QString& text) {
  if (m_said && m_said->windowTitle() == title) {
    m_said->setInformativeText(text);  // a file that is broken again and again is one message
    return;
  }
  auto* box = new QMessageBox(m_window.visibleWindow());
  m_said = box;
  box->setAttribute(Qt::WA_DeleteOnClose);
  box->setIcon(QMessageBox::Warning);
  box->setTextFormat(Qt::PlainText);
  box->setWindowTitle(title);
  box->setText(title);
  box->setInformativeText(text);
  box->open();
}

}  // namespace portolan
