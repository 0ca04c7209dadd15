#pragma once

#include <QObject>
#include <QThread>

#include "core/base/error.h"

namespace portolan {

/// The embedded cluster in a thread of its own, so that the widgets never wait for its TLS.
class DemoThread : public QObject {
  Q_OBJECT
 public:
  explicit DemoThread(QObject* parent = nullptr);
  /// Ends the cluster and the thread.
  ~DemoThread() override;

  /// Answers with one of the signals.
  void start();

 Q_SIGNALS:
  /// `isOnly`: the person has no kubeconfig, so that this cluster is all there is.
  void started(const QString& kubeconfig, bool isOnly);
  void failed(const portolan::Error& error);

 private:
  QThread m_thread;
  QObject* m_maker = nullptr;  ///< of the cluster, in that thread
};

}  // namespace portolan
