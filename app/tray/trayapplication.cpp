#include "app/tray/trayapplication.h"

#include <QApplication>
#include <QFileDialog>
#include <QFileInfo>
#include <QMessageBox>

#include "app/tray/demoforwards.h"
#include "ui/dialogs/importdialog.h"
#include "ui/models/statewords.h"

using namespace Qt::StringLiterals;

namespace portolan {

namespace {

EngineOptions engineOptions(const TrayOptions& options, LoginShell& loginShell) {
  EngineOptions result = EngineOptions::from(Settings().values());
  result.journalPath = options.demo ? QString() : Journal::defaultPath();
  result.exec.searchPath = [&loginShell] { return loginShell.path(); };
  return result;
}

}  // namespace

TrayApplication::TrayApplication(const TrayOptions& options, QString controlSocket, QObject* parent)
    : QObject(parent),
      m_options(options),
      m_controlSocket(std::move(controlSocket)),
      m_path(options.forwards),
      m_engine(engineOptions(options, m_loginShell)),
      m_control(m_engine),
      m_window(m_menu) {
  if (m_path.isEmpty() && !m_options.demo) {
    m_path = defaultForwardsPath();
  }
  connect(&m_engine, &Engine::statusChanged, &m_menu, &TrayMenu::setStatus);
  connect(&m_systemEvents, &SystemEvents::changed, &m_engine, &Engine::recheck);
  connect(&m_menu, &TrayMenu::startRequested, &m_engine, &Engine::start);
  connect(&m_menu, &TrayMenu::stopRequested, &m_engine, &Engine::stop);
  connect(&m_menu, &TrayMenu::startAllRequested, &m_engine, &Engine::startAll);
  connect(&m_menu, &TrayMenu::stopAllRequested, &m_engine, &Engine::stopAll);
  connect(&m_menu, &TrayMenu::importRequested, this, &TrayApplication::chooseImport);
  connect(&m_menu, &TrayMenu::demoRequested, this, &TrayApplication::startDemo);
  connect(&m_menu, &TrayMenu::aboutRequested, this, &TrayApplication::showAbout);
  connect(&m_menu, &TrayMenu::quitRequested, qApp, &QCoreApplication::quit, Qt::QueuedConnection);
  connect(&m_host, &TrayHost::found, this, &TrayApplication::showTray);
  connect(&m_host, &TrayHost::notFound, this,
          [this] { showWindow(tr("This desktop shows no system tray, so Portolan stays in this window.")); });
}

TrayApplication::~TrayApplication() = default;

void TrayApplication::start() {
  m_host.find(m_options.patience);
  load();
  showForwards();
  if (const auto listening = m_control.listen(m_controlSocket); !listening) {
    say(tr("The command line cannot reach this window"), StateWords::error(listening.error()));
  }
  for (const ForwardConfig& config : std::as_const(m_forwards)) {
    if (config.autostart) {
      m_engine.start(config.uid);
    }
  }
  if (m_options.demo) {
    startDemo();
  }
}

void TrayApplication::load() {
  if (m_path.isEmpty()) {
    return;
  }
  if (auto forwards = loadForwards(m_path, true)) {
    m_forwards = std::move(*forwards);
  } else {
    m_loadError = forwards.error();
    say(tr("The saved forwards cannot be read"),
        tr("%1\n\nThe file is left as it is. Portolan starts without it.").arg(StateWords::error(*m_loadError)));
  }
}

void TrayApplication::showForwards() {
  const QList<ForwardConfig> forwards = forwardsForEngine();
  m_menu.setForwards(forwards);
  m_control.setForwards(forwards);
  m_engine.setForwards(forwards);
}

QList<ForwardConfig> TrayApplication::forwardsForEngine() const {
  QList<ForwardConfig> forwards = m_forwards;
  if (!m_options.kubeconfig.isEmpty()) {
    for (ForwardConfig& config : forwards) {
      if (!config.namesKubeconfig()) {
        config.kubeconfig = m_options.kubeconfig;
      }
    }
  }
  return forwards + m_demoForwards;
}

void TrayApplication::showTray() {
  m_tray = std::make_unique<SystemTray>(m_menu, m_options.panel);
  connect(m_tray.get(), &SystemTray::windowRequested, this, [this] { showWindow({}); });
  // A tray that came late: the window that stood in for it goes, and from now on it may be closed.
  m_window.setClosable(true);
  m_window.hide();
}

void TrayApplication::showWindow(const QString& reason) {
  m_window.setReason(reason);
  m_window.show();
  m_window.raise();
  m_window.activateWindow();
}

void TrayApplication::startDemo() {
  if (m_demo) {
    return;
  }
  m_demo = std::make_unique<DemoThread>();
  connect(m_demo.get(), &DemoThread::started, this, [this](const QString& kubeconfig) {
    m_demoForwards = demoForwards(kubeconfig);
    showForwards();
  });
  connect(m_demo.get(), &DemoThread::failed, this, [this](const Error& error) {
    m_demo.reset();
    say(tr("The demo cluster does not start"), StateWords::error(error));
  });
  m_demo->start();
}

void TrayApplication::chooseImport() {
  if (m_loadError) {
    say(tr("Nothing can be imported now"),
        tr("%1\n\nAn import would write over that file. Mend or move it, then start Portolan again.")
            .arg(StateWords::error(*m_loadError)));
    return;
  }
  auto* dialog = new QFileDialog(m_window.isVisible() ? &m_window : nullptr, tr("Import forwards"));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setFileMode(QFileDialog::ExistingFile);
  dialog->setNameFilters({tr("JSON files (*.json)"), tr("All files (*)")});
  connect(dialog, &QFileDialog::fileSelected, this, &TrayApplication::import);
  dialog->open();
}

void TrayApplication::import(const QString& file) {
  const auto inFile = loadForwards(file);
  if (!inFile) {
    say(tr("%1 cannot be imported").arg(QFileInfo(file).fileName()), StateWords::error(inFile.error()));
    return;
  }
  auto* dialog =
      new ImportDialog(QFileInfo(file).fileName(), m_forwards, *inFile, m_window.isVisible() ? &m_window : nullptr);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  connect(dialog, &QDialog::accepted, this, [this, dialog] {
    QList<ForwardConfig> result = m_forwards;
    applyChange(result, dialog->plan().change());
    if (!m_path.isEmpty()) {
      if (const auto saved = saveForwards(m_path, result); !saved) {
        say(tr("The import is not saved"), StateWords::error(saved.error()));
        return;
      }
    }
    m_forwards = result;
    showForwards();
  });
  dialog->open();
}

void TrayApplication::showAbout() {
  auto* box = new QMessageBox(m_window.isVisible() ? &m_window : nullptr);
  box->setAttribute(Qt::WA_DeleteOnClose);
  box->setWindowTitle(tr("About Portolan"));
  box->setIconPixmap(QApplication::windowIcon().pixmap(64, 64));
  box->setText(tr("Portolan %1").arg(QCoreApplication::applicationVersion()));
  box->setInformativeText(
      tr("Keeps Kubernetes ports open on this computer.\n\nFree software under the Apache License 2.0."));
  box->open();
}

void TrayApplication::say(const QString& title, const QString& text) {
  auto* box = new QMessageBox(m_window.isVisible() ? &m_window : nullptr);
  box->setAttribute(Qt::WA_DeleteOnClose);
  box->setIcon(QMessageBox::Warning);
  box->setTextFormat(Qt::PlainText);
  box->setWindowTitle(title);
  box->setText(title);
  box->setInformativeText(text);
  box->open();
}

}  // namespace portolan
