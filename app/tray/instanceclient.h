#pragma once

#include <QLocalSocket>
#include <QObject>
#include <QStringList>
#include <QTimer>

#include "core/base/result.h"

namespace portolan {

/// Tells the desktop app that runs already what this start was for. The other end is InstanceServer. Emits finished
/// exactly once, never from inside send().
class InstanceClient : public QObject {
  Q_OBJECT
 public:
  explicit InstanceClient(QObject* parent = nullptr);
  /// Files are told with their absolute path, as the other one has a folder of its own.
  void send(const QString& path, const QStringList& things, const QByteArray& activationToken);

 Q_SIGNALS:
  /// Error NotFound: nobody listens there (what holds the lock is no desktop app); ConnectionTimedOut after 5 s.
  void finished(const portolan::Result<void>& result);

 private:
  void finish(const Result<void>& result);

  QLocalSocket m_socket;
  QTimer m_patience;
  bool m_isFinished = false;
};

}  // namespace portolan
