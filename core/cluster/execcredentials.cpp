#include "core/cluster/execcredentials.h"

#include <QProcessEnvironment>
#include <QRegularExpression>
#include <system_error>
#include <utility>

#include "core/base/logging.h"
#include "core/cluster/execcredential.h"
#include "core/cluster/tcpconnector.h"

using namespace Qt::StringLiterals;

namespace portolan {
namespace {

/// The last lines that say something, as one, without the colours of a terminal.
QString endOf(const QByteArray& errors) {
  static const QRegularExpression kEscapes(uR"(\x1b(\[[0-9;?]*[ -/]*[@-~]|\][^\x07\x1b]*(\x07|\x1b\\)|.))"_s);
  constexpr qsizetype kLines = 3;
  constexpr qsizetype kLength = 300;
  QStringList lines;
  for (const QString& line : QString::fromLocal8Bit(errors).remove(kEscapes).split(u'\n', Qt::SkipEmptyParts)) {
    if (const QString words = oneLine(line, kLength); !words.isEmpty()) {
      lines += words;
    }
  }
  const QString end = lines.sliced(qMax<qsizetype>(lines.size() - kLines, 0)).join(u' ');
  return end.size() > kLength ? u"…"_s + end.last(kLength) : end;
}

}  // namespace

ExecCredentials::ExecCredentials(ExecPlugin plugin, Identity base, QString context, ExecOptions options,
                                 std::shared_ptr<Turns> turns)
    : RenewingCredentials(options.clock),
      m_plugin(std::move(plugin)),
      m_base(std::move(base)),
      m_context(std::move(context)),
      m_options(std::move(options)),
      m_turns(turns ? std::move(turns) : std::make_shared<Turns>(1)) {}

ExecCredentials::~ExecCredentials() {
  endTurn();
}

void ExecCredentials::endTurn() {
  if (std::exchange(m_hasEntered, false)) {
    m_turns->leave(this);
  }
}

void ExecCredentials::done(const Result<Renewal>& result) {
  endTurn();
  renewed(result);
}

QString ExecCredentials::loginHint() const {
  return u"Run \"portolan login%1\" in a terminal."_s.arg(m_context.isEmpty() ? QString()
                                                                              : u' ' + shellWord(oneLine(m_context)));
}

Error ExecCredentials::error(ErrorCode code, const QString& problem, const QString& hint) const {
  return {code, Stage::Authentication, u"%1, which %2"_s.arg(pluginTitle(m_plugin), problem), hint};
}

void ExecCredentials::failLater(const Error& error) {
  QMetaObject::invokeMethod(
      this,
      [this, error, number = m_run] {
        if (number == m_run) {
          done(std::unexpected(error));
        }
      },
      Qt::QueuedConnection);
}

void ExecCredentials::beginRenewal() {
  ++m_run;
  if (m_plugin.interactive == ExecPlugin::Interactive::Always && !m_options.hasTerminal) {
    failLater(error(ErrorCode::CredentialsInvalid, u"needs a terminal (interactiveMode: Always)"_s,
                    loginHint() + u" If it then remembers the login, interactiveMode: IfAvailable lets it be used "
                                  "without one."_s));
    return;
  }
  m_hasEntered = true;
  m_turns->enter(this, [this] { askForPath(); });
}

void ExecCredentials::askForPath() {
  if (!m_options.searchPath) {
    run(QProcessEnvironment::systemEnvironment().value(u"PATH"_s));
    return;
  }
  m_path = std::make_unique<QFutureWatcher<QString>>();
  connect(m_path.get(), &QFutureWatcherBase::finished, this, [this] {
    const QString path = m_path->result();
    m_path.release()->deleteLater();  // this runs in its signal
    run(path);
  });
  m_path->setFuture(m_options.searchPath());
}

void ExecCredentials::cancelRenewal() {
  ++m_run;
  m_path.reset();
  m_process.reset();
  endTurn();
}

void ExecCredentials::run(const QString& searchPath) {
  ChildProcess::Command command;
  command.program = findProgram(m_plugin.command, searchPath);
  if (command.program.isEmpty()) {
    const bool isPath = m_plugin.command.contains(u'/');
    failLater(error(ErrorCode::CredentialsInvalid,
                    isPath ? u"is not there, or cannot be run: %1"_s.arg(oneLine(m_plugin.command, 200))
                           : u"was not found in the PATH"_s,
                    !m_plugin.installHint.isEmpty() ? m_plugin.installHint
                    : isPath                        ? u"Check the command of this user in the kubeconfig."_s
                             : u"Install it, or write its full path as this user's command in the "
                               "kubeconfig."_s));
    return;
  }
  const bool interactive = m_options.hasTerminal && m_plugin.interactive != ExecPlugin::Interactive::Never;
  auto environment = QProcessEnvironment::systemEnvironment();
  environment.insert(u"PATH"_s, searchPath);
  for (const auto& [name, value] : m_plugin.environment) {
    environment.insert(name, value);
  }
  environment.insert(u"KUBERNETES_EXEC_INFO"_s, QString::fromUtf8(execInfo(m_plugin, interactive)));
  command.arguments = m_plugin.arguments;
  command.environment = environment.toStringList();
  command.inTerminal = interactive;
  command.timeLimit = m_options.timeLimit;
  qCDebug(lcCluster).noquote() << pluginTitle(m_plugin);
  m_process = std::make_unique<ChildProcess>(std::move(command));
  connect(m_process.get(), &ChildProcess::finished, this, &ExecCredentials::onFinished);
  m_process->start();
}

void ExecCredentials::onFinished(const ChildProcess::Outcome& outcome) {
  m_process.release()->deleteLater();  // this runs in its signal
  QString said = endOf(outcome.errors);
  if (!said.isEmpty()) {
    said = u": "_s + said;
  }
  switch (outcome.end) {
    case ChildProcess::End::NotStarted:
      done(std::unexpected(
          error(ErrorCode::CredentialsInvalid,
                u"cannot be run: %1"_s.arg(QString::fromStdString(std::generic_category().message(outcome.number))),
                u"Check the command of this user in the kubeconfig."_s)));
      return;
    case ChildProcess::End::TimedOut:
      done(std::unexpected(error(ErrorCode::LoginFailed,
                                 u"did not end within %1%2"_s.arg(durationText(m_options.timeLimit), said),
                                 u"It may wait for a person. "_s + loginHint())));
      return;
    case ChildProcess::End::TooLong:
      done(std::unexpected(error(ErrorCode::CredentialsInvalid, u"printed more than an ExecCredential can hold"_s,
                                 u"Check the exec section of this user in the kubeconfig."_s)));
      return;
    case ChildProcess::End::Killed:
      done(std::unexpected(
          error(ErrorCode::LoginFailed, u"was ended by signal %1%2"_s.arg(outcome.number).arg(said), loginHint())));
      return;
    case ChildProcess::End::Exited:
      break;
  }
  if (outcome.number != 0) {
    done(std::unexpected(
        error(ErrorCode::LoginFailed, u"failed with exit code %1%2"_s.arg(outcome.number).arg(said), loginHint())));
    return;
  }
  const auto credential = parseExecCredential(outcome.output, m_plugin);
  if (!credential) {
    done(std::unexpected(credential.error()));
    return;
  }
  Renewal renewal{.identity = m_base, .expiry = credential->expiry};
  renewal.identity.bearerToken = credential->token;
  renewal.identity.certificatePem = credential->certificatePem;
  renewal.identity.privateKeyPem = credential->keyPem;
  done(renewal);
}

}  // namespace portolan
