#pragma once

#include <QObject>
#include <QSocketNotifier>
#include <memory>

#include "app/cli/options.h"
#include "core/cluster/cluster.h"
#include "core/control/controlclient.h"

namespace portolan {

/// `portolan login` and `portolan namespaces`: one request to a context's API server. A plugin that has to log the
/// person in runs in this terminal; what it remembers is there for the desktop app, too, which shares its files, and
/// whose forwards that wait for the login, or failed for it, try again.
class LoginCommand : public QObject {
  Q_OBJECT
 public:
  explicit LoginCommand(Options options, QObject* parent = nullptr);
  ~LoginCommand() override;
  void start();

 Q_SIGNALS:
  void finished(int exitCode);

 private:
  void onLogin(const Result<Identity>& identity);
  void onAnswer(const Result<QJsonObject>& answer);
  void onNamespaces(const Result<QJsonObject>& answer);
  void tellEngine();
  void onStatuses(const QJsonArray& forwards);
  void fail(const Error& error);
  void end(int exitCode);
  void onEnter();

  const Options m_options;
  ConnectionConfig m_connection;
  std::unique_ptr<Cluster> m_cluster;
  std::unique_ptr<ControlClient> m_engine;
  std::unique_ptr<QSocketNotifier> m_input;  ///< while Enter is waited for
  int m_exitCode = 0;
};

}  // namespace portolan
