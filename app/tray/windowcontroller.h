#pragma once

#include <QObject>
#include <memory>

#include "core/config/settings.h"
#include "core/forward/engine.h"
#include "core/system/autostart.h"
#include "ui/window/mainwindow.h"

namespace portolan {

/// The main window: made when it is first wanted, arranged as it was left, and told what the first run shows. Layouts
/// go through the settings, which are written elsewhere.
class WindowController : public QObject {
  Q_OBJECT
 public:
  /// All must outlive this. `kubeconfig` empty: kubectl's rules.
  WindowController(ForwardsModel& model, Engine& engine, Settings& settings, QString kubeconfig,
                   QObject* parent = nullptr);
  ~WindowController() override;

  /// Makes it where there is none yet.
  MainWindow& window();
  void destroyWindow();
  /// Null: it is not shown; dialogs then stand alone.
  [[nodiscard]] QWidget* visibleWindow() const;
  void show(const QString& uid, const QString& reason);
  /// There is a tray to come back from.
  void setClosable(bool closable);
  void setStartsAtLogin(bool starts);
  void setCanUndo(bool canUndo);

 Q_SIGNALS:
  /// Once: connect its signals.
  void made(portolan::MainWindow* window);

 private:
  void readFirstRun();

  ForwardsModel& m_model;
  Engine& m_engine;
  Settings& m_settings;
  QString m_kubeconfig;
  bool m_isClosable = false;
  bool m_canUndo = false;
  std::unique_ptr<MainWindow> m_window;
};

}  // namespace portolan
