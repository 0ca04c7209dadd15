#include "app/tray/windowcontroller.h"

#include <QCoreApplication>
#include <QProcessEnvironment>
#include <QStandardPaths>

#include "app/tray/background.h"
#include "core/cluster/kubeconfig.h"

using namespace Qt::StringLiterals;

namespace portolan {

namespace {

/// Programs that kubeconfigs of the large clouds call for a login.
const QStringList& loginTools() {
  static const QStringList tools{
      u"aws"_s,   u"gke-gcloud-auth-plugin"_s, u"kubelogin"_s,         u"az"_s, u"oci"_s, u"doctl"_s, u"tsh"_s,
      u"vault"_s, u"aws-iam-authenticator"_s,  u"kubectl-oidc_login"_s};
  return tools;
}

struct FirstRun {
  QStringList contexts;
  QStringList tools;
  bool startsAtLogin = false;
};

FirstRun lookAround(const QString& kubeconfig) {
  FirstRun found;
  const auto sources = Kubeconfig::defaultSources(kubeconfig, QProcessEnvironment::systemEnvironment());
  if (const auto loaded = Kubeconfig::load(sources)) {
    found.contexts = loaded->contextNames();
  }
  for (const QString& tool : loginTools()) {
    if (!QStandardPaths::findExecutable(tool).isEmpty()) {
      found.tools += tool;
    }
  }
  found.startsAtLogin = Autostart(QCoreApplication::applicationFilePath()).isEnabled();
  return found;
}

QByteArray columnsText(const QList<int>& hidden) {
  QByteArrayList numbers;
  for (const int column : hidden) {
    numbers += QByteArray::number(column);
  }
  return numbers.join(',');
}

QList<int> columnsOf(const QByteArray& text) {
  QList<int> columns;
  for (const QByteArray& number : text.split(',')) {
    bool isNumber = false;
    const int column = number.toInt(&isNumber);
    if (isNumber && column > ForwardsFilter::Name && column < ForwardsFilter::kColumns) {
      columns += column;
    }
  }
  return columns;
}

WindowLayout layoutOf(const SettingsValues& values) {
  WindowLayout layout;
  switch (values.grouping) {
    case SettingsValues::Grouping::Tag:
      layout.grouping = ForwardsFilter::Grouping::Tag;
      break;
    case SettingsValues::Grouping::Namespace:
      layout.grouping = ForwardsFilter::Grouping::Namespace;
      break;
    case SettingsValues::Grouping::None:
      layout.grouping = ForwardsFilter::Grouping::None;
      break;
    case SettingsValues::Grouping::Context:
      break;
  }
  switch (values.details) {
    case SettingsValues::DetailsPosition::Below:
      break;
    case SettingsValues::DetailsPosition::Right:
      layout.details = WindowLayout::Details::Right;
      break;
    case SettingsValues::DetailsPosition::Hidden:
      layout.details = WindowLayout::Details::Hidden;
      break;
  }
  layout.geometry = values.windowGeometry;
  layout.splitter = values.splitter;
  layout.hiddenColumns = columnsOf(values.columns);
  layout.folded = values.collapsed;
  return layout;
}

void remember(const WindowLayout& layout, SettingsValues& values) {
  switch (layout.grouping) {
    case ForwardsFilter::Grouping::Context:
      values.grouping = SettingsValues::Grouping::Context;
      break;
    case ForwardsFilter::Grouping::Namespace:
      values.grouping = SettingsValues::Grouping::Namespace;
      break;
    case ForwardsFilter::Grouping::Tag:
      values.grouping = SettingsValues::Grouping::Tag;
      break;
    case ForwardsFilter::Grouping::None:
      values.grouping = SettingsValues::Grouping::None;
      break;
  }
  switch (layout.details) {
    case WindowLayout::Details::Below:
      values.details = SettingsValues::DetailsPosition::Below;
      break;
    case WindowLayout::Details::Right:
      values.details = SettingsValues::DetailsPosition::Right;
      break;
    case WindowLayout::Details::Hidden:
      values.details = SettingsValues::DetailsPosition::Hidden;
      break;
  }
  values.windowGeometry = layout.geometry;
  values.splitter = layout.splitter;
  values.columns = columnsText(layout.hiddenColumns);
  values.collapsed = layout.folded;
}

}  // namespace

WindowController::WindowController(ForwardsModel& model, Engine& engine, Settings& settings, QString kubeconfig,
                                   QObject* parent)
    : QObject(parent), m_model(model), m_engine(engine), m_settings(settings), m_kubeconfig(std::move(kubeconfig)) {}

WindowController::~WindowController() = default;

MainWindow& WindowController::window() {
  if (!m_window) {
    m_window = std::make_unique<MainWindow>(m_model, m_engine.journal());
    m_window->setWindowLayout(layoutOf(m_settings.values()));
    m_window->setClosable(m_isClosable);
    m_window->setCanUndo(m_canUndo);
    connect(&m_engine, &Engine::detailsChanged, m_window.get(), &MainWindow::setDetails);
    connect(m_window.get(), &MainWindow::detailsWanted, &m_engine, &Engine::watchDetails);
    connect(m_window.get(), &MainWindow::layoutChanged, this, [this, window = m_window.get()] {
      m_settings.change([window](SettingsValues& values) { remember(window->windowLayout(), values); });
    });
    readFirstRun();
    Q_EMIT made(m_window.get());
  }
  return *m_window;
}

void WindowController::destroyWindow() {
  m_window.reset();
}

QWidget* WindowController::visibleWindow() const {
  return m_window && m_window->isVisible() ? m_window.get() : nullptr;
}

void WindowController::readFirstRun() {
  runInBackground(
      m_window.get(), [kubeconfig = m_kubeconfig] { return lookAround(kubeconfig); },
      [this](const FirstRun& found) {
        m_window->setContexts(found.contexts);
        m_window->setLoginTools(found.tools);
        m_window->setStartsAtLogin(found.startsAtLogin);
      });
}

void WindowController::show(const QString& uid, const QString& reason) {
  MainWindow& shown = window();
  if (!reason.isEmpty()) {
    shown.setReason(reason);
  }
  if (shown.isMinimized()) {
    shown.showNormal();
  } else {
    shown.show();
  }
  if (!uid.isEmpty()) {
    shown.showForward(uid);
  }
  shown.raise();
  shown.activateWindow();
}

void WindowController::setClosable(bool closable) {
  m_isClosable = closable;
  if (m_window) {
    m_window->setClosable(closable);
    if (closable) {
      m_window->setReason({});
    }
  }
}

void WindowController::setStartsAtLogin(bool starts) {
  if (m_window) {
    m_window->setStartsAtLogin(starts);
  }
}

void WindowController::setCanUndo(bool canUndo) {
  m_canUndo = canUndo;
  if (m_window) {
    m_window->setCanUndo(canUndo);
  }
}

}  // namespace portolan
