#pragma once

#include <QAbstractTableModel>
#include <QHash>
#include <deque>
#include <optional>

#include "core/forward/forwardstatus.h"
#include "core/forward/journal.h"

namespace portolan {

/// What happened, the newest first: of one forward, or of all with their names.
class JournalModel : public QAbstractTableModel {
  Q_OBJECT
 public:
  enum Column { Time, Forward, Text };
  static constexpr int kColumns = Text + 1;
  /// The name of a drawing that says what kind of thing it was: a QString.
  static constexpr int kDrawingRole = Qt::UserRole;

  /// At most `limit` entries are kept. `journal` stays the caller's and must outlive this.
  JournalModel(const Journal& journal, qsizetype limit, QObject* parent = nullptr);

  /// Empty: all forwards. A forward that does not exist shows nothing.
  void setUid(const QString& uid);
  [[nodiscard]] const QString& uid() const { return m_uid; }
  void setNames(const QHash<QString, QString>& names);

  [[nodiscard]] const JournalEntry& entry(int row) const { return m_entries[size_t(row)]; }
  /// The state that an entry tells of, where it does.
  static std::optional<ForwardStatus::State> stateOf(const JournalEntry& entry);
  /// The entry's text as a sentence begins.
  static QString textOf(const JournalEntry& entry);
  /// A line for the clipboard: time, forward, text.
  [[nodiscard]] QString line(int row) const;

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

 private:
  void load();
  void add(const JournalEntry& entry);
  [[nodiscard]] QString nameOf(const QString& uid) const;

  const Journal& m_journal;
  const qsizetype m_limit;
  QString m_uid;
  QHash<QString, QString> m_names;
  std::deque<JournalEntry> m_entries;
};

}  // namespace portolan
