#pragma once

#include <QFuture>
#include <QFutureWatcher>
#include <chrono>
#include <functional>
#include <memory>

#include "core/base/childprocess.h"
#include "core/cluster/execplugin.h"
#include "core/cluster/renewingcredentials.h"
#include "core/cluster/turns.h"

namespace portolan {

/// How programs that log people in are run.
struct ExecOptions {
  /// Tells the PATH to look them up in, later; empty: the process's own. Called in the thread of the credentials.
  std::function<QFuture<QString>()> searchPath;
  /// Standard input and error are a terminal that a plugin may use.
  bool hasTerminal = false;
  /// Some open a browser and wait for a person.
  std::chrono::milliseconds timeLimit = std::chrono::minutes(3);
  RenewingCredentials::Clock clock = [] { return QDateTime::currentDateTimeUtc(); };
};

/// Identities that an exec plugin gives (PROTOCOL 5.4). What it prints to standard output is never shown; the end of
/// its standard error is part of the error.
///
/// Errors: CredentialsInvalid where the kubeconfig or the plugin has to change: it was not found, needs a terminal, or
/// printed no ExecCredential; LoginFailed where it may do better the next time: it failed, or took too long.
class ExecCredentials final : public RenewingCredentials {
  Q_OBJECT
 public:
  /// `base`: whom to impersonate. `context`: for what a person is told to do.
  /// `turns`: shared by those of one user, whose runs follow each other; nothing: nobody else's.
  ExecCredentials(ExecPlugin plugin, Identity base, QString context, ExecOptions options,
                  std::shared_ptr<Turns> turns = {});
  ~ExecCredentials() override;

 protected:
  void beginRenewal() override;
  void cancelRenewal() override;

 private:
  void askForPath();
  void run(const QString& searchPath);
  void endTurn();
  void done(const Result<Renewal>& result);
  void onFinished(const ChildProcess::Outcome& outcome);
  void failLater(const Error& error);
  [[nodiscard]] Error error(ErrorCode code, const QString& problem, const QString& hint) const;
  [[nodiscard]] QString loginHint() const;

  const ExecPlugin m_plugin;
  const Identity m_base;
  const QString m_context;
  const ExecOptions m_options;
  const std::shared_ptr<Turns> m_turns;
  bool m_hasEntered = false;
  int m_run = 0;  ///< of a cancelled one nothing is taken any more
  std::unique_ptr<QFutureWatcher<QString>> m_path;
  std::unique_ptr<ChildProcess> m_process;
};

}  // namespace portolan
