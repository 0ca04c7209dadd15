#pragma once

#include <QFrame>
#include <QList>

#include "core/config/forwardconfig.h"
#include "core/forward/forwardstatus.h"
#include "ui/models/troubleaction.h"

class QHBoxLayout;
class QLabel;

namespace portolan {

class ElidedLabel;

/// What keeps a forward from being ready: the cause, what happens next, and the buttons that do something about it.
/// Hidden while there is no trouble.
class TroubleBox : public QFrame {
  Q_OBJECT
 public:
  explicit TroubleBox(QWidget* parent = nullptr);

  void setTrouble(const ForwardConfig& config, const ForwardStatus& status, const QDateTime& now);

 Q_SIGNALS:
  void actionRequested(const portolan::TroubleAction& action);

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  void setActions(const QList<TroubleAction>& actions);

  QLabel* m_cause;
  QLabel* m_outlook;
  QHBoxLayout* m_buttons;
  ElidedLabel* m_command;  ///< that the first button runs
  QList<TroubleAction> m_actions;
  bool m_failed = true;
};

}  // namespace portolan
