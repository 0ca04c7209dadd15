#pragma once

#include <QHash>
#include <QList>
#include <QMenu>
#include <QTimer>

#include "ui/models/forwardsmodel.h"

namespace portolan {

/// The tray icon's menu: one checkable entry for each saved forward, by context, and the commands. The check mark shows
/// what the person asked for, the words what is true. It works with every tray host and the keyboard; causes and what
/// to do are in the popup and the window. Beyond kMostInOneMenu forwards each context has a menu of its own.
///
/// The text of an entry is "name — address<TAB>state": a tab is what menus, also those of StatusNotifierItem hosts,
/// align in a column of its own. Entries are brought up to date when the menu opens and while it is open.
class TrayMenu : public QMenu {
  Q_OBJECT
 public:
  static constexpr int kMostInOneMenu = 20;
  static constexpr int kMostRecent = 5;

  /// `model` stays the caller's and must outlive this.
  explicit TrayMenu(ForwardsModel& model, QWidget* parent = nullptr);

  /// The forwards that were switched last, the newest first; those that are gone are left out.
  void setRecent(const QStringList& uids);

 Q_SIGNALS:
  void windowRequested();
  void importRequested();
  void demoRequested();
  void settingsRequested();
  void aboutRequested();
  void quitRequested();

 protected:
  void changeEvent(QEvent* event) override;

 private:
  struct Group {
    QString context;
    QAction* header = nullptr;  ///< or the action of the group's own menu
    QList<int> rows;            ///< in the model
  };

  void rebuild();
  void rebuildRecent();
  QAction* addForward(QMenu* menu, QAction* before, const QString& uid);
  void refresh();
  void refreshRows(const QList<int>& rows);
  void refreshHeads();
  void update(const ForwardEntry& entry);
  void update(QAction* action, const ForwardEntry& entry) const;

  ForwardsModel& m_model;
  QHash<QString, QAction*> m_actions;  ///< by uid
  QHash<QString, QAction*> m_recentActions;
  QList<Group> m_groups;
  QList<QMenu*> m_groupMenus;
  QList<QAction*> m_entryActions;  ///< all before the commands
  QStringList m_recentUids;
  QTimer m_clock;
  bool m_isOpen = false;

  QAction* m_empty;
  QAction* m_import;
  QAction* m_demo;
  QAction* m_beforeCommands;
  QMenu* m_recent;
  QAction* m_startAll;
  QAction* m_stopAll;
  QAction* m_beforeWindow;
};

}  // namespace portolan
