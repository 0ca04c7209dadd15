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
  /// In order. An answer of the server's that is an error comes as one, with its hint.
  void call(const QString& method, const QJsonObject& params, Answer answer);

 Q_SIGNALS:
  void notified(const QString& method, const QJsonObject& params);
  /// Nobody listens there, or the engine went away. Calls that wait for an answer get none.
  void lost(const portolan::Error& error);

 private:
  void read();

  QLocalSocket m_socket;
  int m_lastId = 0;
  QHash<int, Answer> m_answers;
};

}  // namespace portolan
