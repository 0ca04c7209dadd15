#pragma once

#include <QLocalServer>
#include <QObject>
#include <QStringList>

#include "core/base/result.h"

namespace portolan {

/// Where a second start of the desktop app tells the first one what it was started for: one line of JSON each way over
/// a socket in the control folder, which only its owner can enter. What comes is a wish to look at something, no more.
class InstanceServer : public QObject {
  Q_OBJECT
 public:
  /// A line is longer only by mistake.
  static constexpr qint64 kLongestLine = 1 << 20;
  static constexpr int kMostClients = 8;

  explicit InstanceServer(QObject* parent = nullptr);
  /// A socket that is left over is replaced: the caller holds the engine's lock. Error FileUnwritable.
  Result<void> listen(const QString& path);

  /// Beside the control socket: <control folder>/desktop.sock
  static QString socketPath(const QString& controlFolder);

 Q_SIGNALS:
  /// Somebody started the app again. `things`: files and portolan:// links that it was given; `activationToken`: what
  /// the desktop lets us raise a window with (xdg-activation), may be empty.
  void requested(const QStringList& things, const QByteArray& activationToken);

 private:
  void onConnection();
  void read(QLocalSocket* socket);

  QLocalServer m_server;
  int m_clients = 0;
};

}  // namespace portolan
