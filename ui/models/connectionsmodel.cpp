#include "ui/models/connectionsmodel.h"

#include <algorithm>

#include "ui/models/figures.h"

using namespace Qt::StringLiterals;

namespace portolan {

void ConnectionsModel::setConnections(const QList<ConnectionReport>& connections, const QDateTime& now) {
  m_now = now;
  const auto isSame = [](const ConnectionReport& a, const ConnectionReport& b) {
    return a.peer == b.peer && a.since == b.since;
  };
  if (std::equal(connections.begin(), connections.end(), m_connections.begin(), m_connections.end(), isSame)) {
    m_connections = connections;
    if (!m_connections.isEmpty()) {
      Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, kColumns - 1));
    }
    return;
  }
  beginResetModel();
  m_connections = connections;
  endResetModel();
}

int ConnectionsModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : int(m_connections.size());
}

int ConnectionsModel::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : kColumns;
}

QVariant ConnectionsModel::data(const QModelIndex& index, int role) const {
  if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
    return {};
  }
  const ConnectionReport& each = m_connections.at(index.row());
  switch (role) {
    case Qt::DisplayRole:
      switch (Column(index.column())) {
        case From:
          return oneLine(each.peer, 80);
        case OpenFor:
          return each.pod.isEmpty() ? tr("waits for a pod")
                                    : Figures::age(std::chrono::seconds(each.since.secsTo(m_now)));
        case Down:
          return Figures::bytes(each.bytesFromPod);
        case Up:
          return Figures::bytes(each.bytesToPod);
      }
      break;
    case Qt::ToolTipRole:
      return each.pod.isEmpty() ? QString() : tr("%1, to %2").arg(oneLine(each.peer, 80), each.pod);
    case Qt::TextAlignmentRole:
      return int(Qt::AlignVCenter | (index.column() == From ? Qt::AlignLeft : Qt::AlignRight));
    default:
      break;
  }
  return {};
}

QVariant ConnectionsModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal) {
    return {};
  }
  if (role == Qt::TextAlignmentRole) {
    return int(Qt::AlignVCenter | (section == From ? Qt::AlignLeft : Qt::AlignRight));
  }
  if (role != Qt::DisplayRole) {
    return {};
  }
  switch (Column(section)) {
    case From:
      return tr("From");
    case OpenFor:
      return tr("Open for");
    case Down:
      return tr("Down");
    case Up:
      return tr("Up");
  }
  return {};
}

}  // namespace portolan
