#include "ui/tray/traymenu.h"

#include <QDateTime>
#include <QEvent>
#include <algorithm>
#include <utility>

#include "ui/models/statewords.h"
#include "ui/widgets/flatstyle.h"
#include "ui/widgets/paintedicon.h"
#include "ui/widgets/statemark.h"

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace portolan {

namespace {

/// Names come from files: an ampersand would make a shortcut of the next letter, a tab a column.
QString menuText(const QString& text) {
  return oneLine(text, 80).replace(u'&', u"&&"_s);
}

}  // namespace

TrayMenu::TrayMenu(ForwardsModel& model, QWidget* parent) : QMenu(parent), m_model(model) {
  setToolTipsVisible(true);
  setAccessibleName(tr("Portolan"));

  m_empty = addAction(tr("No forwards yet"));
  m_empty->setEnabled(false);
  m_import = addAction(tr("Import a file…"), this, &TrayMenu::importRequested);
  m_demo = addAction(tr("Try the demo cluster"), this, &TrayMenu::demoRequested);
  m_beforeCommands = addSeparator();
  m_recent = addMenu(tr("Recent"));
  m_recent->setToolTipsVisible(true);
  m_startAll = addAction(tr("Start all"), this, [this] { m_model.requestAll(true); });
  m_stopAll = addAction(tr("Stop all"), this, [this] { m_model.requestAll(false); });
  m_beforeWindow = addSeparator();
  addAction(tr("Open the window"), this, &TrayMenu::windowRequested);
  addAction(tr("Settings…"), this, &TrayMenu::settingsRequested);
  addAction(tr("About Portolan"), this, &TrayMenu::aboutRequested);
  addAction(tr("Quit Portolan"), this, &TrayMenu::quitRequested);

  m_clock.setInterval(1s);
  connect(&m_clock, &QTimer::timeout, this, &TrayMenu::refresh);
  connect(this, &QMenu::aboutToShow, this, [this] {
    m_isOpen = true;
    m_model.flush();
    refresh();
    m_clock.start();
  });
  connect(this, &QMenu::aboutToHide, this, [this] {
    m_isOpen = false;
    m_clock.stop();
  });
  connect(&m_model, &QAbstractItemModel::modelReset, this, &TrayMenu::rebuild);
  connect(&m_model, &ForwardsModel::rowsChanged, this, &TrayMenu::refreshRows);
  rebuild();
}

void TrayMenu::setRecent(const QStringList& uids) {
  m_recentUids = uids.first(qMin(uids.size(), qsizetype(kMostRecent)));
  rebuildRecent();
}

QAction* TrayMenu::addForward(QMenu* menu, QAction* before, const QString& uid) {
  auto* action = new QAction(menu);
  action->setCheckable(true);
  connect(action, &QAction::triggered, this, [this, uid](bool on) { m_model.requestOn({uid}, on); });
  menu->insertAction(before, action);
  return action;
}

void TrayMenu::rebuild() {
  m_actions.clear();
  qDeleteAll(std::exchange(m_groupMenus, {}));
  qDeleteAll(std::exchange(m_entryActions, {}));
  m_groups.clear();
  for (int row = 0; row < m_model.size(); ++row) {
    const QString& context = m_model.entry(row).config.context;
    auto group = std::ranges::find(m_groups, context, &Group::context);
    if (group == m_groups.end()) {
      m_groups += Group{context, nullptr, {}};
      group = m_groups.end() - 1;
    }
    group->rows += row;
  }

  const bool inMenus = m_model.size() > kMostInOneMenu;
  for (Group& group : m_groups) {
    QMenu* menu = this;
    QAction* before = m_beforeCommands;
    if (inMenus) {
      menu = new QMenu(this);
      menu->setToolTipsVisible(true);
      m_groupMenus += menu;
      group.header = menu->menuAction();
      insertAction(m_beforeCommands, group.header);
      before = nullptr;
    } else if (m_groups.size() > 1) {
      if (&group != &m_groups.front()) {
        m_entryActions += insertSeparator(m_beforeCommands);
      }
      group.header = new QAction(this);
      group.header->setEnabled(false);
      QFont bold = font();
      bold.setBold(true);
      group.header->setFont(bold);
      insertAction(m_beforeCommands, group.header);
      m_entryActions += group.header;
    }
    for (const int row : std::as_const(group.rows)) {
      const QString& uid = m_model.entry(row).config.uid;
      QAction* action = addForward(menu, before, uid);
      m_actions.insert(uid, action);
      if (!inMenus) {
        m_entryActions += action;
      }
    }
  }

  const bool isEmpty = m_model.size() == 0;
  for (QAction* action : {m_empty, m_import, m_demo}) {
    action->setVisible(isEmpty);
  }
  for (QAction* action : {m_startAll, m_stopAll, m_beforeWindow}) {
    action->setVisible(!isEmpty);
  }
  rebuildRecent();
  refresh();
}

void TrayMenu::rebuildRecent() {
  m_recentActions.clear();
  m_recent->clear();
  for (const QString& uid : std::as_const(m_recentUids)) {
    if (const ForwardEntry* entry = m_model.find(uid)) {
      m_recentActions.insert(uid, addForward(m_recent, nullptr, uid));
      update(*entry);
    }
  }
  m_recent->menuAction()->setVisible(!m_recent->isEmpty());
}

void TrayMenu::refresh() {
  for (int row = 0; row < m_model.size(); ++row) {
    update(m_model.entry(row));
  }
  refreshHeads();
}

void TrayMenu::refreshRows(const QList<int>& rows) {
  if (m_isOpen) {
    for (const int row : rows) {
      update(m_model.entry(row));
    }
    refreshHeads();
  }
}

void TrayMenu::update(const ForwardEntry& entry) {
  for (const auto* actions : {&m_actions, &m_recentActions}) {
    if (QAction* action = actions->value(entry.config.uid)) {
      update(action, entry);
    }
  }
}

void TrayMenu::update(QAction* action, const ForwardEntry& entry) const {
  const QDateTime now = m_model.now();
  const StateMark mark = StateMark::of(entry.status.state, ColorRoles(palette()));
  action->setChecked(entry.isWanted());
  // The colour first: the icon's change repaints. Only what differs: each change is a message to a tray on D-Bus.
  if (action->property(FlatStyle::kStateColorProperty).value<QColor>() != mark.words ||
      action->data().toString() != mark.drawing) {
    action->setProperty(FlatStyle::kStateColorProperty, mark.words);
    action->setData(mark.drawing);
    action->setIcon(tintedIcon(mark.drawing, mark.color));
  }
  action->setText(u"%1 — %2\t%3"_s.arg(menuText(entry.config.displayName()),
                                       menuText(StateWords::address(entry.config, entry.status)),
                                       menuText(StateWords::brief(entry.config, entry.status, now))));
  action->setToolTip(StateWords::sentence(entry.config, entry.status, now));
}

void TrayMenu::refreshHeads() {
  for (const Group& group : std::as_const(m_groups)) {
    if (group.header) {
      const auto on = std::ranges::count_if(group.rows, [this](int row) { return m_model.entry(row).status.isOn(); });
      group.header->setText(tr("%1 — %2 of %3 on")
                                .arg(group.context.isEmpty() ? tr("Current context") : menuText(group.context),
                                     QString::number(on), QString::number(group.rows.size())));
    }
  }
  const StateCounts& counts = m_model.counts();
  m_startAll->setEnabled(counts.stopped + counts.failed > 0);
  m_stopAll->setEnabled(counts.stopped < counts.all);
}

void TrayMenu::changeEvent(QEvent* event) {
  QMenu::changeEvent(event);
  if (event->type() == QEvent::PaletteChange) {
    refresh();
  }
}

}  // namespace portolan
