#include "ui/models/forwardsfilter.h"

#include <QLocale>
#include <algorithm>

#include "ui/models/figures.h"
#include "ui/models/statewords.h"

using namespace Qt::StringLiterals;

namespace portolan {

namespace {

/// Something that holds for the cluster as a whole, not for one forward.
bool isAboutTheCluster(const Error& error) {
  switch (error.code) {
    case ErrorCode::HostNotFound:
    case ErrorCode::ConnectionRefused:
    case ErrorCode::ConnectionTimedOut:
    case ErrorCode::ConnectionLost:
    case ErrorCode::NetworkUnreachable:
    case ErrorCode::CertificateUntrusted:
    case ErrorCode::CertificateHostMismatch:
    case ErrorCode::TlsFailed:
    case ErrorCode::Unauthorized:
    case ErrorCode::CredentialsInvalid:
    case ErrorCode::LoginFailed:
    case ErrorCode::ProxyFailed:
    case ErrorCode::ServerBusy:
      return true;
    default:
      return false;
  }
}

}  // namespace

ForwardsFilter::ForwardsFilter(ForwardsModel& model, QObject* parent) : QAbstractItemModel(parent), m_model(model) {
  connect(&model, &QAbstractItemModel::modelAboutToBeReset, this, [this] {
    beginResetModel();
    m_groups.clear();
  });
  connect(&model, &QAbstractItemModel::modelReset, this, [this] {
    m_groups = arranged();
    endResetModel();
  });
  connect(&model, &ForwardsModel::rowsChanged, this, &ForwardsFilter::onRowsChanged);
  m_groups = arranged();
}

void ForwardsFilter::setGrouping(Grouping grouping) {
  if (grouping != std::exchange(m_grouping, grouping)) {
    rearrange();
  }
}

void ForwardsFilter::setText(const QString& text) {
  if (text != m_text) {
    m_text = text;
    m_words = text.split(u' ', Qt::SkipEmptyParts);
    rearrange();
  }
}

void ForwardsFilter::setState(StateFilter state) {
  if (state != std::exchange(m_state, state)) {
    rearrange();
  }
}

void ForwardsFilter::rearrange() {
  beginResetModel();
  m_groups = arranged();
  endResetModel();
}

bool ForwardsFilter::accepts(const ForwardEntry& entry) const {
  if (m_state != StateFilter::All && filterOf(entry.status.state) != m_state) {
    return false;
  }
  const ForwardConfig& config = entry.config;
  return std::all_of(m_words.begin(), m_words.end(), [&](const QString& word) {
    const auto has = [&word](const QString& text) { return text.contains(word, Qt::CaseInsensitive); };
    return has(config.alias) || has(config.service) || has(config.target) || has(config.podSelector) ||
           has(config.ns) || has(config.context) || has(config.remotePort) || has(entry.status.context) ||
           has(entry.status.ns) || has(StateWords::address(config, entry.status)) ||
           std::any_of(config.tags.begin(), config.tags.end(), has) ||
           std::any_of(entry.status.pods.begin(), entry.status.pods.end(), has) || has(entry.status.pod) ||
           has(config.displayName());
  });
}

/// Keys and names of the groups that it is in.
std::vector<std::pair<QString, QString>> ForwardsFilter::groupsOf(const ForwardEntry& entry) const {
  switch (m_grouping) {
    case Grouping::Context: {
      const QString& context = entry.status.context.isEmpty() ? entry.config.context : entry.status.context;
      return {{context, context.isEmpty() ? tr("Current context") : oneLine(context, 80)}};
    }
    case Grouping::Namespace: {
      const QString& ns = entry.status.ns.isEmpty() ? entry.config.ns : entry.status.ns;
      return {{ns, ns.isEmpty() ? tr("Current namespace") : oneLine(ns, 80)}};
    }
    case Grouping::None:
      return {{QString(), tr("All forwards")}};
    case Grouping::Tag:
      break;
  }
  if (entry.config.tags.isEmpty()) {
    return {{QString(), tr("No tag")}};
  }
  std::vector<std::pair<QString, QString>> groups;
  for (const QString& tag : entry.config.tags) {
    if (std::none_of(groups.begin(), groups.end(), [&tag](const auto& each) { return each.first == tag; })) {
      groups.emplace_back(tag, oneLine(tag, 80));
    }
  }
  return groups;
}

std::vector<ForwardGroup> ForwardsFilter::arranged() const {
  std::vector<ForwardGroup> groups;
  QHash<QString, size_t> known;
  for (int row = 0; row < m_model.size(); ++row) {
    const ForwardEntry& each = m_model.entry(row);
    if (!accepts(each)) {
      continue;
    }
    for (auto& [key, name] : groupsOf(each)) {
      auto it = known.find(key);
      if (it == known.end()) {
        it = known.insert(key, groups.size());
        groups.push_back({});
        groups.back().key = key;
        groups.back().name = name;
      }
      groups[*it].rows.push_back(row);
    }
  }
  for (ForwardGroup& group : groups) {
    summarize(group);
  }
  return groups;
}

void ForwardsFilter::summarize(ForwardGroup& group) const {
  group.on = 0;
  group.isInsecure = false;
  group.answersIn.reset();
  group.trouble.clear();
  for (const int row : group.rows) {
    const ForwardEntry& each = m_model.entry(row);
    const ForwardStatus& status = each.status;
    group.on += each.isWanted() ? 1 : 0;
    group.isInsecure |= status.isInsecure;
    if (m_grouping != Grouping::Context || !status.isOn()) {
      continue;
    }
    if (status.clusterAnswersIn && (!group.answersIn || status.state == ForwardStatus::State::Ready)) {
      group.answersIn = status.clusterAnswersIn;
    }
    if (group.trouble.isEmpty() && status.error && isAboutTheCluster(*status.error) &&
        filterOf(status.state) != StateFilter::Ready) {
      QString words = StateWords::brief(each.config, status, status.nextTry);
      if (!words.isEmpty()) {
        words[0] = words.at(0).toLower();
      }
      group.trouble =
          tr("%1 since %2").arg(words, QLocale().toString(status.since.toLocalTime().time(), u"HH:mm:ss"_s));
    }
  }
  const int all = int(group.rows.size());
  group.wanted = group.on == 0     ? ForwardGroup::Switch::Off
                 : group.on == all ? ForwardGroup::Switch::On
                                   : ForwardGroup::Switch::Mixed;
}

void ForwardsFilter::onRowsChanged(const QList<int>& rows) {
  // Most changes are of figures. Only those that move a row need another arrangement.
  const QSet<int> changed(rows.begin(), rows.end());
  size_t seen = 0;
  bool moved = false;
  for (const ForwardGroup& group : m_groups) {
    for (const int row : group.rows) {
      if (!changed.contains(row)) {
        continue;
      }
      const ForwardEntry& each = m_model.entry(row);
      const auto belongs = groupsOf(each);
      moved |= !accepts(each) ||
               std::none_of(belongs.begin(), belongs.end(), [&](const auto& g) { return g.first == group.key; });
      ++seen;
    }
  }
  if (!moved) {
    size_t accepted = 0;
    for (const int row : rows) {
      const ForwardEntry& each = m_model.entry(row);
      accepted += accepts(each) ? groupsOf(each).size() : 0;
    }
    moved = accepted != seen;
  }
  if (moved) {
    rearrange();
    return;
  }
  for (size_t g = 0; g < m_groups.size(); ++g) {
    ForwardGroup& group = m_groups[g];
    bool any = false;
    for (size_t i = 0; i < group.rows.size();) {
      if (!changed.contains(group.rows[i])) {
        ++i;
        continue;
      }
      const size_t first = i;
      while (i < group.rows.size() && changed.contains(group.rows[i])) {
        ++i;
      }
      any = true;
      const QModelIndex parent = index(int(g), 0);
      Q_EMIT dataChanged(index(int(first), 0, parent), index(int(i) - 1, kColumns - 1, parent));
    }
    if (any) {
      summarize(group);
      Q_EMIT dataChanged(index(int(g), 0), index(int(g), kColumns - 1));
    }
  }
}

const ForwardGroup& ForwardsFilter::group(const QModelIndex& index) const {
  return m_groups[isGroup(index) ? size_t(index.row()) : size_t(index.internalId() - 1)];
}

const ForwardEntry* ForwardsFilter::entry(const QModelIndex& index) const {
  if (!index.isValid() || isGroup(index)) {
    return nullptr;
  }
  return &m_model.entry(group(index).rows[size_t(index.row())]);
}

QStringList ForwardsFilter::uids(const QModelIndex& index) const {
  if (!index.isValid()) {
    return {};
  }
  if (const ForwardEntry* each = entry(index)) {
    return {each->config.uid};
  }
  QStringList uids;
  for (const int row : group(index).rows) {
    uids += m_model.entry(row).config.uid;
  }
  return uids;
}

QModelIndex ForwardsFilter::indexOf(const QString& uid, int column) const {
  const int row = m_model.rowOf(uid);
  for (size_t g = 0; row >= 0 && g < m_groups.size(); ++g) {
    const auto& rows = m_groups[g].rows;
    if (const auto it = std::lower_bound(rows.begin(), rows.end(), row); it != rows.end() && *it == row) {
      return index(int(it - rows.begin()), column, index(int(g), 0));
    }
  }
  return {};
}

int ForwardsFilter::shown() const {
  int count = 0;
  for (const ForwardGroup& each : m_groups) {
    count += int(each.rows.size());
  }
  return count;
}

void ForwardsFilter::toggle(const QModelIndex& index) {
  if (!index.isValid()) {
    return;
  }
  if (const ForwardEntry* each = entry(index)) {
    m_model.requestOn({each->config.uid}, !each->isWanted());
    return;
  }
  const bool on = group(index).wanted != ForwardGroup::Switch::On;
  QStringList changing;
  for (const int row : group(index).rows) {
    if (m_model.entry(row).isWanted() != on) {
      changing += m_model.entry(row).config.uid;
    }
  }
  m_model.requestOn(changing, on);
}

bool ForwardsFilter::isFolded(const QModelIndex& index) const {
  return m_words.isEmpty() && isGroup(index) && m_folded.contains(group(index).key);
}

void ForwardsFilter::setFolded(const QModelIndex& index, bool folded) {
  if (!isGroup(index) || !m_words.isEmpty()) {
    return;
  }
  if (folded) {
    m_folded.insert(group(index).key);
  } else {
    m_folded.remove(group(index).key);
  }
}

void ForwardsFilter::setFoldedGroups(const QStringList& keys) {
  m_folded = QSet<QString>(keys.begin(), keys.end());
  rearrange();
}

QModelIndex ForwardsFilter::index(int row, int column, const QModelIndex& parent) const {
  if (!hasIndex(row, column, parent)) {
    return {};
  }
  return createIndex(row, column, parent.isValid() ? quintptr(parent.row() + 1) : quintptr(0));
}

QModelIndex ForwardsFilter::parent(const QModelIndex& index) const {
  if (!index.isValid() || index.internalId() == 0) {
    return {};
  }
  return createIndex(int(index.internalId()) - 1, 0, quintptr(0));
}

int ForwardsFilter::rowCount(const QModelIndex& parent) const {
  if (!parent.isValid()) {
    return int(m_groups.size());
  }
  return isGroup(parent) && parent.column() == 0 ? int(m_groups[size_t(parent.row())].rows.size()) : 0;
}

int ForwardsFilter::columnCount(const QModelIndex&) const {
  return kColumns;
}

Qt::ItemFlags ForwardsFilter::flags(const QModelIndex& index) const {
  if (!index.isValid()) {
    return Qt::NoItemFlags;
  }
  const Qt::ItemFlags common = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
  return isGroup(index) ? common : common | Qt::ItemNeverHasChildren;
}

QString ForwardsFilter::title(Column column) {
  switch (column) {
    case Switch:
      return tr("On");
    case Name:
      return tr("Name");
    case State:
      return tr("State");
    case Address:
      return tr("Local address");
    case Target:
      return tr("Target");
    case Pod:
      return tr("Pod");
    case Rate:
      return tr("Rate");
    case Connections:
      return tr("Connections");
    case Since:
      return tr("Since");
  }
  return {};
}

QVariant ForwardsFilter::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal || section < 0 || section >= kColumns) {
    return {};
  }
  switch (role) {
    case Qt::DisplayRole:
      return section == Switch ? QString() : title(Column(section));
    case Qt::AccessibleTextRole:
      return title(Column(section));
    case Qt::TextAlignmentRole:
      return int(Qt::AlignVCenter | (section == Connections || section == Since ? Qt::AlignRight : Qt::AlignLeft));
    default:
      return {};
  }
}

QString ForwardsFilter::cell(const ForwardEntry& entry, Column column) const {
  const ForwardStatus& status = entry.status;
  const QString none = u"–"_s;
  switch (column) {
    case Switch:
      return {};
    case Name:
      return oneLine(entry.config.displayName(), 120);
    case State:
      return StateWords::brief(entry.config, status, m_model.now());
    case Address:
      return StateWords::address(entry.config, status);
    case Target:
      return StateWords::target(entry.config);
    case Pod:
      return status.pod.isEmpty()     ? none
             : status.pods.size() > 1 ? tr("%1 and %2 more").arg(status.pod).arg(status.pods.size() - 1)
                                      : status.pod;
    case Rate:
      return status.state == ForwardStatus::State::Ready || entry.rates.isMoving(m_model.nowMs(), 60)
                 ? Figures::rate(entry.rates.total(m_model.nowMs()))
                 : none;
    case Connections:
      return status.waitingConnections > 0 ? tr("%1 waiting").arg(status.waitingConnections)
             : status.state == ForwardStatus::State::Ready || status.connections > 0
                 ? QLocale().toString(status.connections)
                 : none;
    case Since:
      return status.isOn() && status.since.isValid()
                 ? Figures::age(std::chrono::seconds(status.since.secsTo(m_model.now())))
                 : none;
  }
  return {};
}

QString ForwardsFilter::spoken(const ForwardGroup& group) const {
  QStringList parts{group.name, tr("%1 of %2 on").arg(group.on).arg(group.rows.size())};
  if (group.isInsecure) {
    parts += tr("Certificate not verified");
  }
  if (!group.trouble.isEmpty()) {
    parts += group.trouble;
  }
  return parts.join(u", "_s);
}

QVariant ForwardsFilter::data(const QModelIndex& index, int role) const {
  if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
    return {};
  }
  const auto column = Column(index.column());
  if (isGroup(index)) {
    const ForwardGroup& each = group(index);
    switch (role) {
      case Qt::DisplayRole:
        return column == Name ? QVariant(each.name) : QVariant();
      case Qt::AccessibleTextRole:
        return column == Switch ? tr("%1, switch, %2")
                                      .arg(each.name, each.wanted == ForwardGroup::Switch::On    ? tr("on")
                                                      : each.wanted == ForwardGroup::Switch::Off ? tr("off")
                                                                                                 : tr("mixed"))
                                : spoken(each);
      default:
        return {};
    }
  }
  const ForwardEntry& each = *entry(index);
  switch (role) {
    case Qt::DisplayRole:
      return cell(each, column);
    case Qt::AccessibleTextRole:
      switch (column) {
        case Switch:
          return tr("%1, switch, %2")
              .arg(oneLine(each.config.displayName(), 120), each.isWanted() ? tr("on") : tr("off"));
        case Name:
          return m_model.spoken(each);
        default:
          return cell(each, column);
      }
    case Qt::ToolTipRole:
      switch (column) {
        case Switch:
          return each.isWanted() ? tr("Turn %1 off").arg(oneLine(each.config.displayName(), 120))
                                 : tr("Turn %1 on").arg(oneLine(each.config.displayName(), 120));
        case State:
          return StateWords::sentence(each.config, each.status, m_model.now());
        case Address:
          return tr("Click to copy, double click to open in the browser");
        default:
          return {};
      }
    default:
      return {};
  }
}

}  // namespace portolan
