#include "ui/models/journalmodel.h"

#include <QLocale>

using namespace Qt::StringLiterals;

namespace portolan {

JournalModel::JournalModel(const Journal& journal, qsizetype limit, QObject* parent)
    : QAbstractTableModel(parent), m_journal(journal), m_limit(limit) {
  load();
  connect(&journal, &Journal::added, this, &JournalModel::add);
}

void JournalModel::setUid(const QString& uid) {
  if (uid != std::exchange(m_uid, uid)) {
    load();
  }
}

void JournalModel::setNames(const QHash<QString, QString>& names) {
  if (names != std::exchange(m_names, names) && !m_entries.empty()) {
    Q_EMIT dataChanged(index(0, Forward), index(rowCount() - 1, Forward));
  }
}

void JournalModel::load() {
  beginResetModel();
  m_entries.clear();
  const QList<JournalEntry> last = m_journal.last(m_uid, m_limit);
  for (const JournalEntry& entry : last) {
    m_entries.push_front(entry);
  }
  endResetModel();
}

void JournalModel::add(const JournalEntry& entry) {
  if (!m_uid.isEmpty() && entry.uid != m_uid) {
    return;
  }
  if (qsizetype(m_entries.size()) >= m_limit) {
    const int last = rowCount() - 1;
    beginRemoveRows({}, last, last);
    m_entries.pop_back();
    endRemoveRows();
  }
  beginInsertRows({}, 0, 0);
  m_entries.push_front(entry);
  endInsertRows();
}

QString JournalModel::nameOf(const QString& uid) const {
  return m_names.value(uid, uid.left(8));
}

std::optional<ForwardStatus::State> JournalModel::stateOf(const JournalEntry& entry) {
  using State = ForwardStatus::State;
  if (entry.kind != JournalEntry::Kind::State) {
    return {};
  }
  for (const State state : {State::Stopped, State::Starting, State::Listening, State::Ready, State::Waiting,
                            State::Failed, State::Stopping}) {
    if (entry.text.startsWith(stateName(state))) {
      return state;
    }
  }
  return {};
}

QString JournalModel::textOf(const JournalEntry& entry) {
  QString text = oneLine(entry.text, 1000);
  if (!text.isEmpty()) {
    text[0] = text.at(0).toUpper();
  }
  return text;
}

QString JournalModel::line(int row) const {
  const JournalEntry& each = entry(row);
  return u"%1\t%2\t%3"_s.arg(each.time.toLocalTime().toString(Qt::ISODate), nameOf(each.uid), textOf(each));
}

int JournalModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : int(m_entries.size());
}

int JournalModel::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : kColumns;
}

QVariant JournalModel::data(const QModelIndex& index, int role) const {
  using State = ForwardStatus::State;
  if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
    return {};
  }
  const JournalEntry& each = entry(index.row());
  switch (role) {
    case Qt::DisplayRole:
      switch (Column(index.column())) {
        case Time:
          return QLocale().toString(each.time.toLocalTime().time(), u"HH:mm:ss"_s);
        case Forward:
          return oneLine(nameOf(each.uid), 80);
        case Text:
          return textOf(each);
      }
      break;
    case Qt::ToolTipRole:
      return index.column() == Time ? QLocale().toString(each.time.toLocalTime(), QLocale::LongFormat)
                                    : QVariant(textOf(each));
    case Qt::AccessibleTextRole:
      return QString(QLocale().toString(each.time.toLocalTime().time(), u"HH:mm:ss"_s) + u", "_s + textOf(each));
    case kDrawingRole: {
      const auto state = stateOf(each);
      if (each.kind == JournalEntry::Kind::ConnectionFailed) {
        return u"warning"_s;
      }
      return !state                       ? u"info"_s
             : *state == State::Ready     ? u"state-ready"_s
             : *state == State::Listening ? u"state-listening"_s
             : *state == State::Waiting   ? u"state-waiting"_s
             : *state == State::Failed    ? u"state-failed"_s
             : *state == State::Stopped   ? u"state-stopped"_s
                                          : u"info"_s;
    }
    default:
      break;
  }
  return {};
}

QVariant JournalModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
    return {};
  }
  switch (Column(section)) {
    case Time:
      return tr("Time");
    case Forward:
      return tr("Forward");
    case Text:
      return tr("What happened");
  }
  return {};
}

}  // namespace portolan
