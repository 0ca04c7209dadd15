#pragma once

#include <QObject>
#include <memory>

#include "app/cli/clusterdiscovery.h"
#include "app/cli/importflow.h"
#include "app/cli/textinput.h"

namespace portolan {

/// `portolan import`: from a text, and where that names services by their labels, from the cluster.
class ImportCommand : public QObject {
  Q_OBJECT
 public:
  explicit ImportCommand(StoreOptions options, QObject* parent = nullptr);
  void start();

 Q_SIGNALS:
  void finished(int exitCode);

 private:
  void onText(const Result<QByteArray>& text);
  [[nodiscard]] Result<void> parse(const QByteArray& text);
  void askNext();
  void preview();
  void fail(const Error& error);

  StoreOptions m_options;
  QString m_source;
  TextInput m_input;
  ConfigStore m_store;
  ImportFlow m_flow;
  QList<ParsedForward> m_entries;
  QList<ServiceQuery> m_queries;
  std::unique_ptr<ClusterDiscovery> m_discovery;
  bool m_isParsed = false;
};

}  // namespace portolan
