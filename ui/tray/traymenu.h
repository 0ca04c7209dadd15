#pragma once

#include <QHash>
#include <QList>
#include <QMenu>
#include <QTimer>
#include <optional>
#include <vector>

#include "core/config/forwardconfig.h"
#include "core/forward/forwardstatus.h"
#include "ui/models/traysummary.h"

namespace portolan {

/// The tray icon's menu: one checkable entry for each saved forward, grouped by context, and the commands. The check
/// mark shows what the person asked for, the words what is true. Takes plain values and asks for everything by signal;
/// a status changes the entries that are there, also while the menu is open.
///
/// The text of an entry is "name — address<TAB>state": a tab is what menus, also those of StatusNotifierItem hosts,
/// align in a column of its own.
class TrayMenu : public QMenu {
  Q_OBJECT
 public:
  explicit TrayMenu(QWidget* parent = nullptr);

  /// Replaces the entries. Forwards whose uid was there keep their status.
  void setForwards(const QList<ForwardConfig>& forwards);
  /// A status for an unknown uid is ignored.
  void setStatus(const ForwardStatus& status);

  [[nodiscard]] const TraySummary& summary() const { return m_summary; }

  /// What an action in entryActions() is; a separator has no kind.
  enum class Kind { Forward, Header, Explanation, Command };
  static Kind kindOf(const QAction* action) { return Kind(action->data().toInt()); }

  /// The forwards with their headers and explanations, in order, and the commands below them: for other views of the
  /// same actions.
  [[nodiscard]] const QList<QAction*>& entryActions() const { return m_entryActions; }
  [[nodiscard]] const QList<QAction*>& commandActions() const { return m_commandActions; }

  /// Brings countdowns up to date; done by itself once a second while the menu is open.
  void refreshTimes();

 Q_SIGNALS:
  void startRequested(const QString& uid);
  void stopRequested(const QString& uid);
  void startAllRequested();
  void stopAllRequested();
  void importRequested();
  void demoRequested();
  void aboutRequested();
  void quitRequested();

  void summaryChanged();
  /// Entries were added or removed.
  void entriesChanged();

 protected:
  void changeEvent(QEvent* event) override;

 private:
  struct Entry {
    ForwardConfig config;
    ForwardStatus status;
    /// What the person asked for, until the status says the same.
    std::optional<bool> asked;
    QAction* action = nullptr;
    QList<QAction*> explanations;
    QAction* retry = nullptr;
    std::optional<ForwardStatus::State> shownMark;
  };
  struct Group {
    QString context;
    QAction* header = nullptr;
    std::vector<size_t> entries;
  };

  QAction* addEntryAction(Kind kind);
  void addEntry(size_t index);
  void update(Entry& entry);
  void showMark(Entry& entry) const;
  void updateGroups();
  void updateSummary();
  void ask(Entry& entry, bool on);
  void request(const QString& uid, bool on);
  void requestAll(bool on);

  std::vector<Entry> m_entries;
  QHash<QString, size_t> m_indexes;
  std::vector<Group> m_groups;
  QList<QAction*> m_entryActions;
  QList<QAction*> m_commandActions;
  TraySummary m_summary;
  QTimer m_clock;
  QTimer m_summaryTimer;

  QAction* m_empty;
  QAction* m_demo;
  QAction* m_beforeCommands;
  QAction* m_startAll;
  QAction* m_stopAll;
  QAction* m_beforeImport;
  QAction* m_import;
};

}  // namespace portolan
