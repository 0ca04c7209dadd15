#pragma once

#include <QHash>
#include <QJsonObject>
#include <QObject>
#include <QSet>
#include <QTimer>

#include "app/cli/options.h"
#include "core/control/controlclient.h"

namespace portolan {

/// `portolan status`, start, stop, restart, retry, logs, events and metrics: asks the engine that runs.
class ControlCommand : public QObject {
  Q_OBJECT
 public:
  /// Exit codes besides 0 and 1.
  static constexpr int kNotUp = 3;     ///< a forward waits, or has failed
  static constexpr int kNoEngine = 4;  ///< nobody listens on the control socket

  explicit ControlCommand(Options options, QObject* parent = nullptr);
  void start();

 Q_SIGNALS:
  void finished(int exitCode);

 private:
  void showStatus();
  void switchForwards(const QString& method);
  void watchSwitched(const QJsonObject& status);
  void endSwitching();
  void showLogs();
  void showEvents();
  void showMetrics();
  void onNotified(const QString& method, const QJsonObject& params);
  void call(const QString& method, const QJsonObject& params, const std::function<void(const QJsonObject&)>& then);
  void finish(int exitCode);
  [[nodiscard]] QJsonObject selection() const;
  [[nodiscard]] bool isSelected(const QJsonObject& status) const;

  Options m_options;
  ControlClient m_client;
  bool m_isOver = false;
  bool m_showsNotifications = false;
  QSet<QString> m_selected;             ///< uids; empty: all
  QHash<QString, QString> m_lastLines;  ///< by uid: what --watch has shown
  QList<QString> m_order;
  QHash<QString, QJsonObject> m_switched;  ///< by uid: the statuses of what was switched
  QSet<QString> m_unsettled;
  QTimer m_patience;
};

}  // namespace portolan
