#pragma once

#include <QHash>
#include <QJsonObject>
#include <QLocalSocket>
#include <QObject>
#include <functional>

#include "core/base/result.h"

namespace portolan {

/// The other end of ControlServer: calls with answers, and notifications.
class ControlClient : public QObject {
  Q_OBJECT
 public:
  using Answer = std::function<void(const Result<QJsonObject>&)>;

  explicit ControlClient(QObject* parent = nullptr);
  void connectTo(const QString& path);
  /// In order; as soon as the connection is there. An answer of the server's that is an error comes as one, with its
  /// hint.
  void call(const QString& method, const QJsonObject& params, const Answer& answer);

 Q_SIGNALS:
  void notified(const QString& method, const QJsonObject& params);
  /// Nobody listens there, or the engine went away, or serves no more clients. Once; calls that wait for an answer get
  /// none.
  void lost(const portolan::Error& error);

 private:
  void read();
  void lose(const Error& error);

  QLocalSocket m_socket;
  QString m_path;
  QByteArray m_unsent;  ///< until it is connected
  bool m_isLost = false;
  int m_lastId = 0;
  QHash<int, Answer> m_answers;
};

}  // namespace portolan
