#include "ui/models/forwardsmodel.h"

#include <algorithm>

#include "ui/models/figures.h"
#include "ui/models/statewords.h"

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace portolan {

namespace {

constexpr auto kTellAfter = 100ms;

QDateTime systemTime() {
  return QDateTime::currentDateTimeUtc();
}

}  // namespace

ForwardsModel::ForwardsModel(QObject* parent) : ForwardsModel(&systemTime, parent) {}

ForwardsModel::ForwardsModel(Clock clock, QObject* parent) : QAbstractListModel(parent), m_clock(std::move(clock)) {
  m_soon.setSingleShot(true);
  m_soon.setInterval(kTellAfter);
  connect(&m_soon, &QTimer::timeout, this, &ForwardsModel::flush);
}

void ForwardsModel::setForwards(const QList<ForwardConfig>& forwards) {
  beginResetModel();
  m_soon.stop();
  m_changed.clear();
  std::vector<ForwardEntry> old = std::exchange(m_entries, {});
  const QHash<QString, int> oldRows = std::exchange(m_rows, {});
  m_entries.reserve(size_t(forwards.size()));
  for (const ForwardConfig& config : forwards) {
    ForwardEntry entry;
    if (const int row = oldRows.value(config.uid, -1); row >= 0) {
      entry = std::move(old[size_t(row)]);
    }
    entry.config = config;
    entry.status.uid = config.uid;
    m_rows.insert(config.uid, int(m_entries.size()));
    m_entries.push_back(std::move(entry));
  }
  const bool isOtherCount = recount();
  endResetModel();
  if (isOtherCount) {
    Q_EMIT countsChanged();
  }
}

bool ForwardsModel::recount() {
  StateCounts counts;
  for (const ForwardEntry& entry : m_entries) {
    counts.add(entry.status.state);
  }
  return counts != std::exchange(m_counts, counts);
}

const ForwardEntry* ForwardsModel::find(const QString& uid) const {
  const int row = rowOf(uid);
  return row < 0 ? nullptr : &m_entries[size_t(row)];
}

void ForwardsModel::setStatus(const ForwardStatus& status) {
  using State = ForwardStatus::State;
  const int row = rowOf(status.uid);
  if (row < 0) {
    return;
  }
  ForwardEntry& entry = m_entries[size_t(row)];
  const State before = entry.status.state;
  const bool countersMoved =
      status.bytesFromPod != entry.status.bytesFromPod || status.bytesToPod != entry.status.bytesToPod;
  if (countersMoved || status.connections > 0) {
    entry.rates.addTotals(nowMs(), status.bytesFromPod, status.bytesToPod);
  }
  ForwardStatus old = std::exchange(entry.status, status);
  old.bytesFromPod = status.bytesFromPod;
  old.bytesToPod = status.bytesToPod;
  old.connections = status.connections;
  old.totalConnections = status.totalConnections;
  const bool onlyFigures = old == status && !entry.asked;
  if (onlyFigures) {
    return;
  }
  if (entry.asked == status.isOn()) {
    entry.asked.reset();
  }
  if (before == State::Ready && (status.state == State::Waiting || status.state == State::Failed)) {
    entry.rates.addBreak(nowMs(), tr("session ended"));
  }
  markChanged(row);
  if (before != status.state) {
    const bool isTrouble = status.state == State::Waiting || status.state == State::Failed;
    const bool isOver = entry.isTroubled && status.state != State::Starting;
    entry.isTroubled = isTrouble || (entry.isTroubled && !isOver);
    if (isTrouble || isOver) {
      Q_EMIT stateChanged(status.uid, before, status.state);
    }
  }
}

void ForwardsModel::markChanged(int row) {
  m_changed.insert(row);
  if (!m_soon.isActive()) {
    m_soon.start();
  }
}

void ForwardsModel::flush() {
  m_soon.stop();
  QList<int> rows = std::exchange(m_changed, {}).values();
  if (rows.isEmpty()) {
    return;
  }
  std::sort(rows.begin(), rows.end());
  if (recount()) {
    Q_EMIT countsChanged();
  }
  for (qsizetype first = 0; first < rows.size();) {
    qsizetype last = first;
    while (last + 1 < rows.size() && rows.at(last + 1) == rows.at(last) + 1) {
      ++last;
    }
    Q_EMIT dataChanged(index(rows.at(first)), index(rows.at(last)));
    first = last + 1;
  }
  Q_EMIT rowsChanged(rows);
}

void ForwardsModel::ask(ForwardEntry& entry, bool on) {
  if (entry.asked || entry.status.isOn() != on) {
    entry.asked = on;
    m_changed.insert(rowOf(entry.config.uid));
  }
}

void ForwardsModel::requestOn(const QStringList& uids, bool on) {
  for (const QString& uid : uids) {
    const int row = rowOf(uid);
    if (row < 0) {
      continue;
    }
    ask(m_entries[size_t(row)], on);
    if (on) {
      Q_EMIT startRequested(uid);
    } else {
      Q_EMIT stopRequested(uid);
    }
  }
  flush();
}

void ForwardsModel::requestAll(bool on) {
  for (ForwardEntry& entry : m_entries) {
    ask(entry, on);
  }
  if (on) {
    Q_EMIT startAllRequested();
  } else {
    Q_EMIT stopAllRequested();
  }
  flush();
}

void ForwardsModel::requestRestart(const QStringList& uids) {
  for (const QString& uid : uids) {
    if (rowOf(uid) >= 0) {
      Q_EMIT restartRequested(uid);
    }
  }
}

void ForwardsModel::requestRetry(const QString& uid) {
  if (rowOf(uid) >= 0) {
    Q_EMIT retryRequested(uid);
  }
}

int ForwardsModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : size();
}

QVariant ForwardsModel::data(const QModelIndex& index, int role) const {
  if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
    return {};
  }
  const ForwardEntry& each = entry(index.row());
  switch (role) {
    case Qt::DisplayRole:
      return oneLine(each.config.displayName(), 120);
    case Qt::ToolTipRole:
      return StateWords::sentence(each.config, each.status, now());
    case Qt::AccessibleTextRole:
      return spoken(each);
    default:
      return {};
  }
}

QString ForwardsModel::spoken(const ForwardEntry& entry) const {
  const ForwardStatus& status = entry.status;
  QStringList parts{oneLine(entry.config.displayName(), 120), entry.isWanted() ? tr("on") : tr("off"),
                    // Without the seconds of a countdown.
                    StateWords::brief(entry.config, status, status.nextTry)};
  parts += StateWords::address(entry.config, status).replace(u':', u' ');
  if (status.state == ForwardStatus::State::Ready) {
    parts += Figures::spokenRate(entry.rates.total(nowMs()));
  }
  if (status.waitingConnections > 0) {
    parts += status.waitingConnections == 1 ? tr("1 connection waiting")
                                            : tr("%n connections waiting", nullptr, status.waitingConnections);
  } else if (status.connections > 0) {
    parts += status.connections == 1 ? tr("1 connection") : tr("%n connections", nullptr, status.connections);
  }
  return parts.join(u", "_s);
}

}  // namespace portolan
