#pragma once

#include <QObject>
#include <memory>

#include "app/cli/options.h"
#include "core/forward/forward.h"
#include "core/system/systemevents.h"

namespace portolan {

/// `portolan port-forward`: one Forward in this thread, kubectl's lines on standard output, errors on standard error.
class PortForwardCommand : public QObject {
  Q_OBJECT
 public:
  explicit PortForwardCommand(Options options, QObject* parent = nullptr);

  void start();

 Q_SIGNALS:
  /// The forward is over and its error was printed.
  void finished(int exitCode);

 private:
  void onStatusChanged();

  Options m_options;
  SystemEvents m_systemEvents;
  std::shared_ptr<SessionPools> m_pools;
  std::unique_ptr<Forward> m_forward;
  bool m_wasReady = false;
  std::optional<Error> m_shownWaiting;
};

}  // namespace portolan
