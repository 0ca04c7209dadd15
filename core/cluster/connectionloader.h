#pragma once

#include <QFutureWatcher>
#include <QObject>

#include "core/cluster/kubeconfig.h"

namespace portolan {

/// Finds, reads and resolves a kubeconfig in a pool thread: files may be large or lie on a slow disk, and the engine's
/// thread waits for nothing. Emits finished exactly once, never from inside start(); deleting it cancels.
class ConnectionLoader : public QObject {
  Q_OBJECT
 public:
  /// `kubeconfigFile` empty: kubectl's rules, by the process's environment.
  ConnectionLoader(QString kubeconfigFile, ConnectionOverrides overrides, QObject* parent = nullptr);
  void start();

 Q_SIGNALS:
  void finished(const portolan::Result<portolan::ConnectionConfig>& connection);

 private:
  QString m_kubeconfigFile;
  ConnectionOverrides m_overrides;
  QFutureWatcher<Result<ConnectionConfig>> m_watcher;
};

/// The same, at once, in the calling thread.
Result<ConnectionConfig> loadConnection(const QString& kubeconfigFile, const ConnectionOverrides& overrides);

}  // namespace portolan
