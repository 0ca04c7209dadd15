#pragma once

#include <QDialog>

#include "core/config/settings.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;
class QSpinBox;

namespace portolan {

class RoleLabel;

/// What a person can set. Every change counts at once: there is nothing to confirm, and nothing to lose by closing it.
/// Takes and gives plain values.
class SettingsDialog : public QDialog {
  Q_OBJECT
 public:
  explicit SettingsDialog(SettingsValues values, QWidget* parent = nullptr);

  /// Somebody else changed them.
  void setValues(const SettingsValues& values);
  /// The desktop's own switch for starting at login, once it was read: until then it cannot be changed.
  void setStartsAtLogin(bool starts);
  /// The names of the silenced forwards, by uid; those that are not here are gone and left out.
  void setNames(const QHash<QString, QString>& names);
  /// A line of trouble: a file that cannot be written.
  void setTrouble(const QString& text);

 Q_SIGNALS:
  void valuesChanged(const portolan::SettingsValues& values);
  void startAtLoginRequested(bool start);
  /// Fetch the file in Git now.
  void syncRequested();

 private:
  QWidget* makeGeneral();
  QWidget* makeForwards();
  QWidget* makeGit();
  void display(const SettingsValues& values);
  void showSilenced();
  void onEdited();

  SettingsValues m_values;
  QHash<QString, QString> m_names;
  bool m_isShowing = false;

  QCheckBox* m_startAtLogin;
  QCheckBox* m_showWindow;
  QComboBox* m_theme;
  QComboBox* m_trayTheme;
  QCheckBox* m_notifications;
  QListWidget* m_silenced;
  QPushButton* m_unsilence;
  QSpinBox* m_connectionWait;
  QSpinBox* m_disconnectTimeout;
  QSpinBox* m_onDemandIdle;
  QComboBox* m_logLevel;
  QLineEdit* m_gitUrl;
  QLineEdit* m_gitBranch;
  QLineEdit* m_gitPath;
  QSpinBox* m_gitPoll;
  QPushButton* m_gitNow;
  RoleLabel* m_trouble;
};

}  // namespace portolan
