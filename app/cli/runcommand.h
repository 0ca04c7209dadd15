#pragma once

#include <QObject>
#include <QProcess>
#include <QTimer>
#include <memory>

#include "app/cli/options.h"
#include "core/config/configstore.h"
#include "core/control/controlserver.h"
#include "core/control/enginelock.h"
#include "core/forward/engine.h"
#include "core/system/loginshell.h"
#include "core/system/systemevents.h"

namespace portolan {

/// `portolan run`: the engine without a desktop, in the foreground, with its control socket; and with a command behind
/// "--" that lives inside it.
class RunCommand : public QObject {
  Q_OBJECT
 public:
  explicit RunCommand(Options options, QObject* parent = nullptr);
  ~RunCommand() override;
  void start();
  /// True: the child was told, and finished() follows when it has ended.
  bool terminate(int signalNumber);

 Q_SIGNALS:
  void finished(int exitCode);

 private:
  void beginOrFail();
  Result<void> begin();
  Result<QList<ForwardConfig>> load() const;
  void onSavedChanged();
  void onStatusChanged(const ForwardStatus& status);
  void onAllSettled(bool isReady);
  void startChild();
  void say(const QString& line) const;
  void finish(int exitCode);

  Options m_options;
  QString m_socket;
  QList<ForwardConfig> m_forwards;
  QStringList m_started;
  QHash<QString, QString> m_told;
  bool m_hasSettled = false;
  std::unique_ptr<ConfigStore> m_store;  ///< of the saved forwards; none where a file is run
  std::unique_ptr<EngineLock> m_lock;
  LoginShell m_loginShell;
  std::unique_ptr<Engine> m_engine;
  std::unique_ptr<ControlServer> m_control;
  SystemEvents m_systemEvents;
  QTimer m_patience;
  QProcess m_child;
};

}  // namespace portolan
