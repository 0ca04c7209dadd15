#include "ui/tray/traymenu.h"

#include <QDateTime>
#include <QEvent>
#include <algorithm>

#include "ui/models/statewords.h"
#include "ui/widgets/colorroles.h"
#include "ui/widgets/flatstyle.h"
#include "ui/widgets/paintedicon.h"

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace portolan {

namespace {

/// An explanation's lines are at most so many average characters long.
constexpr int kExplanationWidth = 72;
/// So many lines for what happened, and again for what to do; the tooltip has all of a longer one.
constexpr int kExplanationLines = 2;

/// Names come from files: an ampersand would make a shortcut of the next letter, a tab a column.
QString menuText(const QString& text) {
  return oneLine(text, 80).replace(u'&', u"&&"_s);
}

/// The text in at most `mostLines` lines of `width` pixels, broken between words; what does not fit is cut. Menus do
/// not wrap, and those of StatusNotifierItem hosts know no line breaks.
QStringList wrapped(const QString& text, const QFontMetrics& metrics, int width, int mostLines) {
  QStringList lines;
  for (const QString& word : text.split(u' ', Qt::SkipEmptyParts)) {
    const QString longer = lines.isEmpty() ? word : lines.constLast() + u' ' + word;
    if (lines.isEmpty() || (lines.size() < mostLines && metrics.horizontalAdvance(longer) > width)) {
      lines += word;
    } else {
      lines.last() = longer;
    }
  }
  for (QString& line : lines) {
    line = metrics.elidedText(line, Qt::ElideRight, width);
  }
  return lines;
}

QString contextName(const QString& context) {
  return context.isEmpty() ? TrayMenu::tr("Current context") : context;
}

}  // namespace

TrayMenu::TrayMenu(QWidget* parent) : QMenu(parent) {
  setToolTipsVisible(true);
  setAccessibleName(tr("Portolan"));

  m_empty = addAction(tr("No forwards yet"));
  m_empty->setEnabled(false);
  m_beforeCommands = addSeparator();
  m_startAll = addAction(tr("Start all"), this, [this] { requestAll(true); });
  m_stopAll = addAction(tr("Stop all"), this, [this] { requestAll(false); });
  m_beforeImport = addSeparator();
  m_import = addAction(QString(), this, &TrayMenu::importRequested);
  m_demo = addAction(tr("Try the demo cluster"), this, &TrayMenu::demoRequested);
  addSeparator();
  auto* about = addAction(tr("About Portolan"), this, &TrayMenu::aboutRequested);
  auto* quit = addAction(tr("Quit Portolan"), this, &TrayMenu::quitRequested);
  m_commandActions = {m_startAll, m_stopAll, m_import, m_demo, about, quit};

  m_clock.setInterval(1s);
  connect(&m_clock, &QTimer::timeout, this, &TrayMenu::refreshTimes);
  connect(this, &QMenu::aboutToShow, this, [this] {
    refreshTimes();
    m_clock.start();
  });
  connect(this, &QMenu::aboutToHide, &m_clock, &QTimer::stop);
  // Two hundred forwards that start together are one new icon, not two hundred.
  m_summaryTimer.setSingleShot(true);
  m_summaryTimer.setInterval(50ms);
  connect(&m_summaryTimer, &QTimer::timeout, this, &TrayMenu::updateSummary);

  setForwards({});
}

void TrayMenu::setForwards(const QList<ForwardConfig>& forwards) {
  std::vector<Entry> old = std::exchange(m_entries, {});
  const QHash<QString, size_t> oldIndexes = std::exchange(m_indexes, {});
  m_groups.clear();
  qDeleteAll(std::exchange(m_entryActions, {}));

  for (const ForwardConfig& config : forwards) {
    Entry entry;
    if (const auto it = oldIndexes.constFind(config.uid); it != oldIndexes.cend()) {
      entry.status = old[*it].status;
      entry.asked = old[*it].asked;
    }
    entry.config = config;
    entry.status.uid = config.uid;
    m_indexes.insert(config.uid, m_entries.size());
    auto group = std::find_if(m_groups.begin(), m_groups.end(),
                              [&config](const Group& each) { return each.context == config.context; });
    if (group == m_groups.end()) {
      group = m_groups.insert(m_groups.end(), Group{config.context, nullptr, {}});
    }
    group->entries.push_back(m_entries.size());
    m_entries.push_back(std::move(entry));
  }

  for (Group& group : m_groups) {
    if (m_groups.size() > 1) {
      if (&group != &m_groups.front()) {
        m_entryActions += insertSeparator(m_beforeCommands);
      }
      group.header = addEntryAction(Kind::Header);
    }
    for (const size_t index : group.entries) {
      addEntry(index);
      update(m_entries[index]);
    }
  }

  const bool isEmpty = m_entries.empty();
  m_empty->setVisible(isEmpty);
  m_startAll->setVisible(!isEmpty);
  m_stopAll->setVisible(!isEmpty);
  m_beforeImport->setVisible(!isEmpty);
  m_import->setText(isEmpty ? tr("Import a JSON file…") : tr("Import…"));
  m_demo->setVisible(isEmpty);
  updateSummary();
  Q_EMIT entriesChanged();
}

QAction* TrayMenu::addEntryAction(Kind kind) {
  auto* action = new QAction(this);
  action->setData(int(kind));
  QFont font = this->font();
  switch (kind) {
    case Kind::Forward:
      action->setCheckable(true);
      break;
    case Kind::Header:
      action->setEnabled(false);
      font.setBold(true);
      action->setFont(font);
      break;
    case Kind::Explanation:
      action->setEnabled(false);
      if (font.pointSizeF() > 0) {
        font.setPointSizeF(font.pointSizeF() * 0.92);
      }
      action->setFont(font);
      break;
    case Kind::Command:
      break;
  }
  insertAction(m_beforeCommands, action);
  m_entryActions += action;
  return action;
}

void TrayMenu::addEntry(size_t index) {
  Entry& entry = m_entries[index];
  const QString uid = entry.config.uid;
  entry.action = addEntryAction(Kind::Forward);
  connect(entry.action, &QAction::triggered, this, [this, uid](bool on) { request(uid, on); });
  for (int i = 0; i < 2 * kExplanationLines; ++i) {
    entry.explanations += addEntryAction(Kind::Explanation);
  }
  entry.retry = addEntryAction(Kind::Command);
  connect(entry.retry, &QAction::triggered, this, [this, uid] { request(uid, true); });
}

void TrayMenu::setStatus(const ForwardStatus& status) {
  const auto index = m_indexes.constFind(status.uid);
  if (index == m_indexes.cend()) {
    return;
  }
  Entry& entry = m_entries[*index];
  entry.status = status;
  if (entry.asked == status.isOn()) {
    entry.asked.reset();
  }
  update(entry);
  if (!m_summaryTimer.isActive()) {
    m_summaryTimer.start();
  }
}

void TrayMenu::update(Entry& entry) {
  const QDateTime now = QDateTime::currentDateTimeUtc();
  const QString name = menuText(entry.config.displayName());
  const QString state = StateWords::brief(entry.config, entry.status, now);
  entry.action->setText(u"%1 — %2\t%3"_s.arg(name, menuText(StateWords::address(entry.config, entry.status)), state));
  entry.action->setChecked(entry.asked.value_or(entry.status.isOn()));
  entry.action->setToolTip(StateWords::sentence(entry.config, entry.status, now));
  showMark(entry);
  const QFontMetrics metrics(entry.explanations.constFirst()->font());
  const int width = kExplanationWidth * fontMetrics().averageCharWidth();
  const QStringList lines = wrapped(StateWords::cause(entry.status), metrics, width, kExplanationLines) +
                            wrapped(StateWords::advice(entry.status), metrics, width, kExplanationLines);
  for (qsizetype i = 0; i < entry.explanations.size(); ++i) {
    entry.explanations.at(i)->setText(QString(lines.value(i)).replace(u'&', u"&&"_s));
    entry.explanations.at(i)->setVisible(i < lines.size());
  }
  entry.retry->setText(tr("Try %1 again").arg(name));
  entry.retry->setVisible(entry.status.state == ForwardStatus::State::Failed);
}

void TrayMenu::showMark(Entry& entry) const {
  const ForwardStatus::State state = entry.status.state;
  if (entry.shownMark == state) {
    return;
  }
  entry.shownMark = state;
  const ColorRoles colors(palette());
  const auto show = [&entry](const QString& drawing, const QColor& mark, const QColor& words) {
    // The colour first: the icon's change repaints.
    entry.action->setProperty(FlatStyle::kStateColorProperty, words);
    entry.action->setIcon(tintedIcon(drawing, mark));
  };
  switch (state) {
    case ForwardStatus::State::Stopped:
      return show(u"state-stopped"_s, colors.sub, colors.sub);
    case ForwardStatus::State::Starting:
      return show(u"state-starting"_s, colors.accent, colors.text);
    case ForwardStatus::State::Listening:
      return show(u"state-listening"_s, colors.ready, colors.text);
    case ForwardStatus::State::Ready:
      return show(u"state-ready"_s, colors.ready, colors.text);
    case ForwardStatus::State::Waiting:
      return show(u"state-waiting"_s, colors.waiting, colors.waiting);
    case ForwardStatus::State::Failed:
      return show(u"state-failed"_s, colors.failed, colors.failed);
    case ForwardStatus::State::Stopping:
      return show(u"state-stopping"_s, colors.sub, colors.sub);
  }
}

void TrayMenu::changeEvent(QEvent* event) {
  QMenu::changeEvent(event);
  if (event->type() == QEvent::PaletteChange) {
    for (Entry& entry : m_entries) {
      entry.shownMark.reset();
      showMark(entry);
    }
  }
}

void TrayMenu::updateGroups() {
  for (const Group& group : m_groups) {
    if (group.header) {
      const auto on = std::count_if(group.entries.begin(), group.entries.end(),
                                    [this](size_t index) { return m_entries[index].status.isOn(); });
      group.header->setText(
          tr("%1 — %2 of %3 on")
              .arg(menuText(contextName(group.context)), QString::number(on), QString::number(group.entries.size())));
    }
  }
}

void TrayMenu::updateSummary() {
  TraySummary summary;
  bool anyToStart = false;
  for (const Entry& entry : m_entries) {
    summary.add(entry.config, entry.status);
    anyToStart |= !entry.status.isOn() || entry.status.state == ForwardStatus::State::Failed;
  }
  updateGroups();
  m_startAll->setEnabled(anyToStart);
  m_stopAll->setEnabled(summary.on > 0);
  if (summary != m_summary) {
    m_summary = summary;
    Q_EMIT summaryChanged();
  }
}

void TrayMenu::refreshTimes() {
  for (Entry& entry : m_entries) {
    if (entry.status.nextTry.isValid()) {
      update(entry);
    }
  }
}

void TrayMenu::ask(Entry& entry, bool on) {
  if (entry.asked || entry.status.isOn() != on) {
    entry.asked = on;
  }
  entry.action->setChecked(on);
}

void TrayMenu::request(const QString& uid, bool on) {
  ask(m_entries[m_indexes.value(uid)], on);
  if (on) {
    Q_EMIT startRequested(uid);
  } else {
    Q_EMIT stopRequested(uid);
  }
}

void TrayMenu::requestAll(bool on) {
  for (Entry& entry : m_entries) {
    ask(entry, on);
  }
  if (on) {
    Q_EMIT startAllRequested();
  } else {
    Q_EMIT stopAllRequested();
  }
}

}  // namespace portolan
