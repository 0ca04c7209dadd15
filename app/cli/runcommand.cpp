#include "app/cli/runcommand.h"

#include <QCoreApplication>
#include <QFile>
#include <algorithm>
#include <csignal>

#include "app/cli/logins.h"
#include "app/cli/output.h"
#include "core/base/descriptorlimit.h"
#include "core/config/settings.h"
#include "core/control/controlfolder.h"
#include "core/system/servicemanager.h"

using namespace Qt::StringLiterals;

namespace portolan {

namespace {

/// env(1) and the shells: not found, cannot be executed.
constexpr int kNotFound = 127;
constexpr int kSignalBase = 128;

bool isUp(const ForwardStatus& status) {
  return status.state == ForwardStatus::State::Ready || status.state == ForwardStatus::State::Listening;
}

/// Nothing more will happen to it soon: up, or waiting, or failed.
bool isSettled(const ForwardStatus& status) {
  return isUp(status) || status.state == ForwardStatus::State::Waiting || status.state == ForwardStatus::State::Failed;
}

}  // namespace

RunCommand::RunCommand(Options options, QObject* parent) : QObject(parent), m_options(std::move(options)) {
  m_patience.setSingleShot(true);
}

RunCommand::~RunCommand() {
  m_child.disconnect(this);
  m_control.reset();
  m_engine.reset();
  if (!m_socket.isEmpty()) {
    QFile::remove(m_socket);
  }
}

void RunCommand::start() {
  if (!m_options.forwardsFile.isEmpty()) {
    return beginOrFail();
  }
  m_store = std::make_unique<ConfigStore>();
  connect(m_store.get(), &ConfigStore::loaded, this, &RunCommand::beginOrFail);
  // From now on what is edited is run as it is edited.
  connect(m_store.get(), &ConfigStore::changed, this, &RunCommand::onSavedChanged);
  connect(m_store.get(), &ConfigStore::failed, this, [this](const Error& error) {
    if (m_engine) {
      printErrorLine(u"the saved forwards stay as they were: "_s + errorLine(error));
    }
  });
}

void RunCommand::beginOrFail() {
  if (const auto begun = begin(); !begun) {
    printError(begun.error());
    finish(1);
  }
}

Result<QList<ForwardConfig>> RunCommand::load() const {
  if (m_store && m_store->loadError()) {
    return std::unexpected(*m_store->loadError());
  }
  Result<QList<ForwardConfig>> forwards =
      m_store ? Result<QList<ForwardConfig>>(m_store->forwards()) : loadForwards(m_options.forwardsFile);
  if (!forwards) {
    return forwards;
  }
  for (ForwardConfig& config : *forwards) {
    if (!config.namesKubeconfig()) {
      config.kubeconfig = m_options.kubeconfig;
    } else if (!m_options.forwardsFile.isEmpty() && !m_options.allowKubeconfig) {
      return fail(ErrorCode::InvalidArgument, Stage::Configuration,
                  u"%1 names the kubeconfig %2 for \"%3\""_s.arg(
                      m_options.forwardsFile, oneLine(config.kubeconfig, 200), oneLine(config.displayName(), 100)),
                  u"A kubeconfig may name programs to run. If you trust this one, give --allow-kubeconfig."_s);
    }
  }
  return forwards;
}

void RunCommand::onSavedChanged() {
  if (!m_engine) {
    return;
  }
  if (auto forwards = load()) {
    m_forwards = std::move(*forwards);
    m_control->setForwards(m_forwards);
    m_engine->setForwards(m_forwards);
    m_started.removeIf([this](const QString& uid) {
      return std::ranges::find(m_forwards, uid, &ForwardConfig::uid) == m_forwards.end();
    });
  }
}

Result<void> RunCommand::begin() {
  auto forwards = load();
  if (!forwards) {
    return std::unexpected(forwards.error());
  }
  m_forwards = std::move(*forwards);
  if (!m_options.forwardsFile.isEmpty() && m_options.selection.isEmpty()) {
    m_options.selection.all = true;
  }
  const auto chosen = selectForwards(m_forwards, m_options.selection);
  if (!chosen) {
    return std::unexpected(chosen.error());
  }
  m_started = *chosen;
  for (const ForwardConfig& config : std::as_const(m_forwards)) {
    if (m_options.onlyAutostart && config.autostart && !m_started.contains(config.uid)) {
      m_started += config.uid;
    }
  }
  if (m_started.isEmpty() && m_forwards.isEmpty()) {
    return fail(ErrorCode::NotFound, Stage::Configuration,
                u"there are no forwards in %1"_s.arg(m_options.forwardsFile.isEmpty() ? defaultForwardsPath()
                                                                                      : m_options.forwardsFile));
  }

  const auto folder = controlFolder();
  if (!folder) {
    return std::unexpected(folder.error());
  }
  const bool isSaved = m_options.forwardsFile.isEmpty();
  if (isSaved) {
    m_lock = std::make_unique<EngineLock>(*folder);
    if (const auto taken = m_lock->take(); !taken) {
      return taken;
    }
  }
  EngineOptions engineOptions = EngineOptions::from(Settings().values());
  engineOptions.journalPath = isSaved ? Journal::defaultPath() : QString();
  engineOptions.exec = execOptions(&m_loginShell);
  // The terminal is the command's.
  engineOptions.exec.hasTerminal &= m_options.childCommand.isEmpty();
  m_engine = std::make_unique<Engine>(engineOptions);
  connect(m_engine.get(), &Engine::statusChanged, this, &RunCommand::onStatusChanged);
  connect(&m_systemEvents, &SystemEvents::changed, m_engine.get(), &Engine::recheck);
  m_control = std::make_unique<ControlServer>(*m_engine);
  const QString socket = !m_options.socket.isEmpty() ? m_options.socket
                         : isSaved                   ? controlSocketPath(*folder)
                                                     : runSocketPath(*folder, QCoreApplication::applicationPid());
  if (const auto listening = m_control->listen(socket); !listening) {
    return listening;
  }
  m_socket = socket;
  m_control->setForwards(m_forwards);
  m_engine->setForwards(m_forwards);
  for (const QString& uid : std::as_const(m_started)) {
    m_engine->start(uid);
  }
  if (m_started.isEmpty()) {
    onAllSettled(true);
  } else if (!m_options.childCommand.isEmpty()) {
    connect(&m_patience, &QTimer::timeout, this, [this] { onAllSettled(false); });
    m_patience.start(m_options.timeout);
  }
  return {};
}

void RunCommand::say(const QString& line) const {
  // Standard output is the command's.
  if (m_options.childCommand.isEmpty()) {
    printLine(line);
  } else {
    printErrorLine(u"portolan: "_s + line);
  }
}

void RunCommand::onStatusChanged(const ForwardStatus& status) {
  const auto config = std::ranges::find(m_forwards, status.uid, &ForwardConfig::uid);
  if (config == m_forwards.end()) {
    return;
  }
  QString text = stateName(status.state);
  if (isUp(status)) {
    text += u" on "_s + status.listening.join(u", "_s);
  } else if (status.error) {
    text += u" at the stage %1: %2"_s.arg(stageName(status.error->stage), errorLine(*status.error));
  }
  if (status.state != ForwardStatus::State::Starting && text != std::exchange(m_told[status.uid], text)) {
    say(u"%1: %2"_s.arg(oneLine(config->displayName(), 80), text));
  }
  if (m_hasSettled) {
    return;
  }
  const bool waitsForAll = !m_options.childCommand.isEmpty();
  const bool isDone = std::ranges::all_of(m_started, [&](const QString& uid) {
    const ForwardStatus each = m_engine->status(uid);
    return waitsForAll ? isUp(each) : isSettled(each);
  });
  const bool isHopeless = waitsForAll && status.state == ForwardStatus::State::Failed;
  if (isDone || isHopeless) {
    onAllSettled(isDone);
  }
}

void RunCommand::onAllSettled(bool isReady) {
  m_hasSettled = true;
  m_patience.stop();
  if (m_options.childCommand.isEmpty()) {
    notifyServiceManager("READY=1");
  } else if (isReady) {
    startChild();
  } else {
    printErrorLine(u"error: not all forwards are ready, so %1 is not run"_s.arg(m_options.childCommand.constFirst()));
    finish(1);
  }
}

void RunCommand::startChild() {
  m_child.setProgram(m_options.childCommand.constFirst());
  m_child.setArguments(m_options.childCommand.sliced(1));
  m_child.setProcessChannelMode(QProcess::ForwardedChannels);
  m_child.setInputChannelMode(QProcess::ForwardedInputChannel);
  m_child.setChildProcessModifier([] {
    restoreDescriptorLimit();
    // This process takes its signals from a descriptor and blocks them; the command shall have them as it is used to.
    sigset_t none;
    sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    ::signal(SIGPIPE, SIG_DFL);
  });
  connect(&m_child, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
    if (error == QProcess::FailedToStart) {
      printErrorLine(u"error: %1 cannot be run: %2"_s.arg(m_child.program(), m_child.errorString()));
      finish(kNotFound);
    }
  });
  connect(&m_child, &QProcess::finished, this, [this](int code, QProcess::ExitStatus status) {
    finish(status == QProcess::CrashExit ? kSignalBase + code : code);
  });
  m_child.start();
}

bool RunCommand::terminate(int signalNumber) {
  if (m_child.state() == QProcess::NotRunning) {
    if (m_options.childCommand.isEmpty()) {
      finish(0);  // the usual end of a service
      return true;
    }
    return false;
  }
  // A terminal's Ctrl-C has reached the command already: both are in one process group.
  if (signalNumber != SIGINT) {
    ::kill(static_cast<pid_t>(m_child.processId()), signalNumber);
  }
  return true;
}

void RunCommand::finish(int exitCode) {
  QMetaObject::invokeMethod(this, [this, exitCode] { Q_EMIT finished(exitCode); }, Qt::QueuedConnection);
}

}  // namespace portolan
