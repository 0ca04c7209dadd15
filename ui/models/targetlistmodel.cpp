#include "ui/models/targetlistmodel.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace portolan {

namespace {

QString portsText(const LookupTarget& target) {
  QStringList ports;
  for (const LookupTarget::Port& port : target.ports) {
    ports += port.name.isEmpty() ? QString::number(port.port) : u"%1 %2"_s.arg(port.name, QString::number(port.port));
  }
  return ports.join(u", "_s);
}

}  // namespace

void TargetListModel::setTargets(const QList<LookupTarget>& targets) {
  m_targets = targets;
  refill();
}

void TargetListModel::setFilter(const QString& typed) {
  if (m_filter != typed.trimmed()) {
    m_filter = typed.trimmed();
    refill();
  }
}

void TargetListModel::refill() {
  beginResetModel();
  m_shown.clear();
  for (qsizetype i = 0; i < m_targets.size(); ++i) {
    if (m_targets.at(i).name.contains(m_filter, Qt::CaseInsensitive)) {
      m_shown += i;
    }
  }
  std::ranges::stable_partition(
      m_shown, [this](qsizetype i) { return m_targets.at(i).name.startsWith(m_filter, Qt::CaseInsensitive); });
  endResetModel();
}

const LookupTarget* TargetListModel::find(const QString& name) const {
  const auto found = std::ranges::find(m_targets, name, &LookupTarget::name);
  return found == m_targets.end() ? nullptr : &*found;
}

int TargetListModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : int(m_shown.size());
}

QVariant TargetListModel::data(const QModelIndex& index, int role) const {
  if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
    return {};
  }
  const LookupTarget& target = at(index.row());
  switch (role) {
    case Qt::DisplayRole:
      return target.name;
    case Qt::AccessibleTextRole:
      return u"%1, %2, %3"_s.arg(target.name, portsText(target), data(index, Ready).toString());
    case MatchStart:
      return m_filter.isEmpty() ? -1 : target.name.indexOf(m_filter, 0, Qt::CaseInsensitive);
    case MatchLength:
      return m_filter.size();
    case Ports:
      return portsText(target);
    case Ready:
      return tr("%1 of %n pod(s) ready", nullptr, target.pods).arg(target.ready);
    case AllReady:
      return target.ready > 0 && target.ready >= target.pods;
    default:
      return {};
  }
}

}  // namespace portolan
