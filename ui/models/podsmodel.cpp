#include "ui/models/podsmodel.h"

#include <algorithm>

#include "ui/models/figures.h"

using namespace Qt::StringLiterals;

namespace portolan {

void PodsModel::setPods(const QList<PodReport>& pods, std::optional<std::chrono::milliseconds> answersIn) {
  if (pods == m_pods && answersIn == m_answersIn) {
    return;
  }
  const bool sameRows = pods.size() == m_pods.size();
  if (!sameRows) {
    beginResetModel();
  }
  m_pods = pods;
  m_answersIn = answersIn;
  if (!sameRows) {
    endResetModel();
  } else if (!m_pods.isEmpty()) {
    Q_EMIT dataChanged(index(0), index(rowCount() - 1));
  }
}

int PodsModel::readyCount() const {
  return int(std::count_if(m_pods.begin(), m_pods.end(), [](const PodReport& pod) { return pod.isReady; }));
}

int PodsModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : int(m_pods.size());
}

QString PodsModel::note(const PodReport& pod) const {
  if (pod.isUsed) {
    return m_answersIn ? tr("in use, answers in %1").arg(Figures::took(*m_answersIn)) : tr("in use");
  }
  return pod.isReady ? tr("ready, takes over if needed") : tr("not ready");
}

QVariant PodsModel::data(const QModelIndex& index, int role) const {
  if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
    return {};
  }
  const PodReport& each = m_pods.at(index.row());
  switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
      return each.name;
    case kDrawingRole:
      return each.isUsed ? u"state-ready"_s : each.isReady ? u"pod"_s : u"state-waiting"_s;
    case kNoteRole:
      return note(each);
    case Qt::AccessibleTextRole:
      return QString(each.name + u", "_s + note(each));
    default:
      return {};
  }
}

}  // namespace portolan
