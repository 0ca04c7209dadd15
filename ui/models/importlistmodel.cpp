#include "ui/models/importlistmodel.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <algorithm>

#include "ui/models/statewords.h"

using namespace Qt::StringLiterals;

namespace portolan {

namespace {

/// The value of "local_port" or "portolan.tags".
QJsonValue fieldOf(const QJsonObject& entry, const QString& field) {
  return field.startsWith("portolan."_L1) ? entry["portolan"_L1][field.sliced(9)] : entry.value(field);
}

void setField(QJsonObject& entry, const QString& field, const QJsonValue& value) {
  const auto put = [&value](QJsonObject& object, const QString& key) {
    if (value.isUndefined()) {
      object.remove(key);
    } else {
      object.insert(key, value);
    }
  };
  if (field.startsWith("portolan."_L1)) {
    QJsonObject ours = entry["portolan"_L1].toObject();
    put(ours, field.sliced(9));
    entry.insert("portolan"_L1, ours);
  } else {
    put(entry, field);
  }
}

}  // namespace

ImportListModel::ImportListModel(QObject* parent) : QAbstractListModel(parent) {}

void ImportListModel::setPlan(const ImportPlan& plan, const QList<ForwardConfig>& saved) {
  m_asImported = plan;
  m_names.clear();
  QSet<quint16> used;
  for (const ForwardConfig& config : saved) {
    m_names.insert(config.uid, oneLine(config.displayName(), 60));
    used.insert(config.localPort);
  }
  for (const ImportPlan::Item& item : plan.items) {
    used.insert(item.forward.localPort);
    if (!m_names.contains(item.forward.uid)) {
      m_names.insert(item.forward.uid, oneLine(item.forward.displayName(), 60));
    }
  }
  for (const ImportPlan::Item& item : plan.items) {
    if (item.kind != Kind::Conflicting) {
      continue;
    }
    Decision& decision = m_decisions[item.entry];
    int port = item.forward.localPort + 1;
    while (port <= 65535 && used.contains(quint16(port))) {
      ++port;
    }
    decision.otherPort = port <= 65535 ? quint16(port) : 0;
    used.insert(decision.otherPort);
    if (!decision.chosen) {
      decision.chosen = decision.otherPort != 0;
    }
  }
  m_plan = plan;
  for (qsizetype i = 0; i < m_plan.items.size(); ++i) {
    apply(i);
  }
  rearrange();
  Q_EMIT decided();
}

void ImportListModel::apply(qsizetype item) {
  const ImportPlan::Item& original = m_asImported.items.at(item);
  ImportPlan::Item& result = m_plan.items[item];
  result = original;
  const auto decision = m_decisions.constFind(original.entry);
  if (decision == m_decisions.cend()) {
    return;
  }
  result.isChosen = decision->chosen.value_or(original.isChosen);
  if (original.saved && !decision->mine.isEmpty()) {
    const QJsonObject mine = savedEntry(*original.saved);
    QJsonObject entry = savedEntry(original.forward);
    for (const QString& field : decision->mine) {
      setField(entry, field, fieldOf(mine, field));
    }
    if (auto config = forwardFromEntry(entry)) {
      config->uid = original.forward.uid;
      result.forward = *config;
    }
  }
  if (original.kind == Kind::Conflicting && decision->usesOtherPort && decision->otherPort != 0) {
    result.forward.localPort = decision->otherPort;
  }
}

void ImportListModel::setFilter(std::optional<Kind> kind) {
  if (m_filter != kind) {
    m_filter = kind;
    rearrange();
  }
}

QList<ImportListModel::Kind> ImportListModel::kinds() {
  return {Kind::Invalid, Kind::Conflicting, Kind::Gone, Kind::Changed, Kind::New, Kind::Same};
}

QString ImportListModel::kindName(Kind kind) {
  switch (kind) {
    case Kind::New:
      return tr("New");
    case Kind::Same:
      return tr("Same");
    case Kind::Changed:
      return tr("Changed");
    case Kind::Conflicting:
      return tr("Conflicting");
    case Kind::Gone:
      return tr("Gone");
    case Kind::Invalid:
      return tr("Invalid");
  }
  return {};
}

QString ImportListModel::kindDrawing(Kind kind) {
  switch (kind) {
    case Kind::New:
      return u"add"_s;
    case Kind::Same:
      return u"check"_s;
    case Kind::Changed:
      return u"edit"_s;
    case Kind::Conflicting:
      return u"warning"_s;
    case Kind::Gone:
      return u"close"_s;
    case Kind::Invalid:
      return u"state-failed"_s;
  }
  return {};
}

void ImportListModel::rearrange() {
  beginResetModel();
  m_rows.clear();
  for (const Kind kind : kinds()) {
    if (m_filter && *m_filter != kind) {
      continue;
    }
    bool isFirst = true;
    for (qsizetype i = 0; i < m_plan.items.size(); ++i) {
      if (m_plan.items.at(i).kind == kind) {
        if (std::exchange(isFirst, false)) {
          m_rows += {kind, -1};
        }
        m_rows += {kind, i};
      }
    }
  }
  endResetModel();
}

const ImportPlan::Item* ImportListModel::itemAt(int row) const {
  return row < 0 || row >= m_rows.size() || isHeader(row) ? nullptr : &m_plan.items.at(m_rows.at(row).item);
}

QString ImportListModel::headerNote(Kind kind) const {
  const int count = int(m_plan.count(kind));
  switch (kind) {
    case Kind::Invalid:
      return tr("%n, cannot be imported", nullptr, count);
    case Kind::Conflicting:
      return tr("%n, decide each", nullptr, count);
    case Kind::Changed:
      return tr("%n, compare and choose", nullptr, count);
    case Kind::Gone:
      return tr("%n, would be removed", nullptr, count);
    case Kind::New:
      return QString::number(count);
    case Kind::Same:
      return tr("%n, nothing to do", nullptr, count);
  }
  return {};
}

QString ImportListModel::noteAt(int row) const {
  const ImportPlan::Item* item = itemAt(row);
  if (!item) {
    return {};
  }
  switch (item->kind) {
    case Kind::Invalid:
      return item->error ? oneLine(item->error->detail) : QString();
    case Kind::Conflicting:
      return otherPort(row) != 0
                 ? tr("will use %1, as %2 is %3").arg(otherPort(row)).arg(takenPort(row)).arg(ownerName(row))
                 : tr("%1 is also %2: only one of them can be on").arg(takenPort(row)).arg(ownerName(row));
    case Kind::Changed: {
      if (item->changes.size() == 1) {
        const auto& change = item->changes.constFirst();
        const QString nothing = tr("nothing");
        return tr("%1: %2 → %3")
            .arg(fieldName(change.field), change.before.isEmpty() ? nothing : oneLine(valueText(change.before), 40),
                 change.after.isEmpty() ? nothing : oneLine(valueText(change.after), 40));
      }
      QStringList fields;
      for (const auto& change : item->changes) {
        fields += fieldName(change.field);
      }
      return fields.join(u", "_s);
    }
    case Kind::Gone:
      return tr("not in the repository any more");
    case Kind::New: {
      if (item->unsupported) {
        return oneLine(*item->unsupported);
      }
      QStringList way{item->forward.context, item->forward.ns, item->forward.targetText()};
      way.removeAll(QString());
      return oneLine(way.join(u" / "_s));
    }
    case Kind::Same:
      break;
  }
  return {};
}

bool ImportListModel::canChoose(int row) const {
  const ImportPlan::Item* item = itemAt(row);
  return item && item->changesAnything();
}

void ImportListModel::tell(int row) {
  apply(m_rows.at(row).item);
  Q_EMIT dataChanged(index(row), index(row));
  Q_EMIT decided();
}

void ImportListModel::setChosen(int row, bool chosen) {
  if (canChoose(row)) {
    m_decisions[itemAt(row)->entry].chosen = chosen;
    tell(row);
  }
}

bool ImportListModel::isMine(int row, const QString& field) const {
  const ImportPlan::Item* item = itemAt(row);
  return item && m_decisions.value(item->entry).mine.contains(field);
}

void ImportListModel::setMine(int row, const QString& field, bool mine) {
  const ImportPlan::Item* item = itemAt(row);
  if (!item) {
    return;
  }
  QSet<QString>& fields = m_decisions[item->entry].mine;
  if (mine) {
    fields.insert(field);
  } else {
    fields.remove(field);
  }
  tell(row);
}

void ImportListModel::setAllMine(int row, bool mine) {
  const ImportPlan::Item* item = itemAt(row);
  if (!item) {
    return;
  }
  QSet<QString>& fields = m_decisions[item->entry].mine;
  fields.clear();
  if (mine) {
    for (const auto& change : item->changes) {
      fields.insert(change.field);
    }
  }
  tell(row);
}

quint16 ImportListModel::otherPort(int row) const {
  const ImportPlan::Item* item = itemAt(row);
  const Decision decision = item ? m_decisions.value(item->entry) : Decision();
  return item && item->kind == Kind::Conflicting && decision.usesOtherPort ? decision.otherPort : 0;
}

quint16 ImportListModel::takenPort(int row) const {
  return itemAt(row) ? m_asImported.items.at(m_rows.at(row).item).forward.localPort : 0;
}

void ImportListModel::setUsesOtherPort(int row, bool other) {
  if (const ImportPlan::Item* item = itemAt(row)) {
    m_decisions[item->entry].usesOtherPort = other;
    tell(row);
  }
}

QString ImportListModel::ownerName(int row) const {
  const ImportPlan::Item* item = itemAt(row);
  return item && !item->conflicts.isEmpty() ? m_names.value(item->conflicts.constFirst()) : QString();
}

int ImportListModel::added() const {
  return int(std::ranges::count_if(m_plan.items, [](const auto& item) { return item.isChosen && !item.saved; }));
}

int ImportListModel::changed() const {
  return int(std::ranges::count_if(
      m_plan.items, [](const auto& item) { return item.isChosen && item.saved && item.kind != Kind::Gone; }));
}

int ImportListModel::removed() const {
  return int(
      std::ranges::count_if(m_plan.items, [](const auto& item) { return item.isChosen && item.kind == Kind::Gone; }));
}

QString ImportListModel::nameOf(const ImportPlan::Item& item) {
  const QString name = oneLine(shown(item).displayName(), 80);
  return name.isEmpty() ? tr("Entry %1").arg(item.entry + 1) : name;
}

QString ImportListModel::valueText(const QString& value) {
  const QJsonDocument document = value.startsWith(u'[') ? QJsonDocument::fromJson(value.toUtf8()) : QJsonDocument();
  return document.isArray() ? document.toVariant().toStringList().join(u", "_s) : value;
}

QString ImportListModel::fieldName(const QString& field) {
  static const QHash<QString, const char*> names{
      {u"alias"_s, QT_TR_NOOP("Name")},
      {u"service"_s, QT_TR_NOOP("Service")},
      {u"target"_s, QT_TR_NOOP("Label selector")},
      {u"portolan.target"_s, QT_TR_NOOP("Target")},
      {u"namespace"_s, QT_TR_NOOP("Namespace")},
      {u"context"_s, QT_TR_NOOP("Context")},
      {u"kubeconfig"_s, QT_TR_NOOP("Kubeconfig")},
      {u"local_port"_s, QT_TR_NOOP("Local port")},
      {u"local_address"_s, QT_TR_NOOP("Local address")},
      {u"remote_port"_s, QT_TR_NOOP("Remote port")},
      {u"portolan.remote_port"_s, QT_TR_NOOP("Remote port")},
      {u"workload_type"_s, QT_TR_NOOP("Kind")},
      {u"protocol"_s, QT_TR_NOOP("Protocol")},
      {u"portolan.tags"_s, QT_TR_NOOP("Tags")},
      {u"portolan.notes"_s, QT_TR_NOOP("Notes")},
      {u"portolan.on_demand"_s, QT_TR_NOOP("On demand")},
      {u"portolan.balance"_s, QT_TR_NOOP("Spread")},
      {u"portolan.disconnect_timeout_minutes"_s, QT_TR_NOOP("Turn off after")},
  };
  const char* name = names.value(field, nullptr);
  return name ? tr(name) : oneLine(field, 40);
}

int ImportListModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant ImportListModel::data(const QModelIndex& index, int role) const {
  if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
    return {};
  }
  const int row = index.row();
  const ImportPlan::Item* item = itemAt(row);
  switch (role) {
    case Qt::DisplayRole:
      return item ? nameOf(*item) : kindName(kindAt(row));
    case Qt::AccessibleTextRole:
      return item ? u"%1, %2, %3"_s.arg(data(index, Qt::DisplayRole).toString(), kindName(item->kind), noteAt(row))
                  : u"%1, %2"_s.arg(kindName(kindAt(row)), headerNote(kindAt(row)));
    case Qt::ToolTipRole:
      return item ? noteAt(row) : QString();
    case Qt::CheckStateRole:
      return canChoose(row) ? QVariant(item->isChosen ? Qt::Checked : Qt::Unchecked) : QVariant();
    default:
      return {};
  }
}

bool ImportListModel::setData(const QModelIndex& index, const QVariant& value, int role) {
  if (role != Qt::CheckStateRole || !canChoose(index.row())) {
    return false;
  }
  setChosen(index.row(), value.toInt() == Qt::Checked);
  return true;
}

Qt::ItemFlags ImportListModel::flags(const QModelIndex& index) const {
  if (!index.isValid() || isHeader(index.row())) {
    return Qt::NoItemFlags;
  }
  Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
  if (canChoose(index.row())) {
    flags |= Qt::ItemIsUserCheckable;
  }
  return flags;
}

}  // namespace portolan
