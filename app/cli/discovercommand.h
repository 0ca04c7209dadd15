#pragma once

#include <QObject>
#include <memory>

#include "app/cli/clusterdiscovery.h"
#include "app/cli/importflow.h"

namespace portolan {

/// `portolan discover`: lists what a cluster offers, follows it, or saves it as an import would.
class DiscoverCommand : public QObject {
  Q_OBJECT
 public:
  explicit DiscoverCommand(StoreOptions options, QObject* parent = nullptr);
  void start();

 Q_SIGNALS:
  void finished(int exitCode);

 private:
  void onResult(const DiscoveryResult& result);
  void show(const QList<DiscoveredForward>& forwards);
  void showChanges(const QList<DiscoveredForward>& forwards);
  void save(const QList<DiscoveredForward>& forwards);
  void fail(const Error& error);

  StoreOptions m_options;
  ConfigStore m_store;
  ImportFlow m_flow;
  ClusterDiscovery m_discovery;
  std::optional<DiscoveryResult> m_result;
  QStringList m_shown;  ///< --watch: the lines
  bool m_hasShown = false;
  bool m_hasNoted = false;
};

}  // namespace portolan
