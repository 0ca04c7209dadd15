#include "core/cluster/connectionloader.h"

#include <utility>

#include "core/base/pool.h"
#include "core/cluster/incluster.h"
#include "core/cluster/opensslthreads.h"

namespace portolan {

Result<ConnectionConfig> loadConnection(const QString& kubeconfigFile, const ConnectionOverrides& overrides) {
  const auto environment = QProcessEnvironment::systemEnvironment();
  const auto sources = Kubeconfig::defaultSources(kubeconfigFile, environment);
  auto kubeconfig = Kubeconfig::load(sources);
  const bool isNone = kubeconfig ? kubeconfig->isEmpty() : kubeconfig.error().code == ErrorCode::KubeconfigMissing;
  if (isNone && !sources.isExplicit && overrides == ConnectionOverrides{.ns = overrides.ns}) {
    // In a pod its service account is what there is (client-go tools/clientcmd/merged_client_builder.go).
    if (auto inCluster = inClusterConnection(environment)) {
      if (*inCluster && !overrides.ns.isEmpty()) {
        (*inCluster)->ns = overrides.ns;
      }
      return *inCluster;
    }
  }
  if (!kubeconfig) {
    // kubectl needs no kubeconfig where a flag says which server.
    if (kubeconfig.error().code != ErrorCode::KubeconfigMissing || sources.isExplicit || overrides.server.isEmpty()) {
      return std::unexpected(kubeconfig.error());
    }
    kubeconfig = Kubeconfig();
  }
  return kubeconfig->resolve(overrides, environment);
}

/// Their own: a file on a disk that hangs must not hold up the others. Lives as long as the process.
static QThreadPool& loaderThreads() {
  constexpr int kMost = 16;
  static QThreadPool* const pool = [] {
    auto* made = new QThreadPool;
    made->setMaxThreadCount(kMost);
    made->setExpiryTimeout(5'000);
    return made;
  }();
  return *pool;
}

ConnectionLoader::ConnectionLoader(QString kubeconfigFile, ConnectionOverrides overrides, QObject* parent)
    : QObject(parent), m_kubeconfigFile(std::move(kubeconfigFile)), m_overrides(std::move(overrides)) {
  connect(&m_watcher, &QFutureWatcherBase::finished, this, [this] { Q_EMIT finished(m_watcher.result()); });
}

void ConnectionLoader::start() {
  const auto load = [file = m_kubeconfigFile, overrides = m_overrides] {
    auto loaded = loadConnection(file, overrides);
    endOpenSslThread();
    return loaded;
  };
  m_watcher.setFuture(runInPool(load, loaderThreads()));
}

}  // namespace portolan
