#pragma once

#include <QAbstractItemModel>
#include <QSet>
#include <vector>

#include "ui/models/forwardgroup.h"
#include "ui/models/forwardsmodel.h"

namespace portolan {

/// The forwards as a list shows them: in groups (rows at the top), filtered by text and state (rows below). Delegates
/// take what they paint from group() and entry(); data() has the words for screen readers and tests.
///
/// When the rows change, the model is reset, and who shows it keeps current row and selection by uid (the uids are
/// stable, indexes are not). Folded groups are remembered here by their key.
class ForwardsFilter : public QAbstractItemModel {
  Q_OBJECT
 public:
  enum class Grouping { Context, Namespace, Tag, None };
  enum Column { Switch, Name, State, Address, Target, Pod, Rate, Connections, Since };
  static constexpr int kColumns = Since + 1;

  /// `model` stays the caller's and must outlive this.
  explicit ForwardsFilter(ForwardsModel& model, QObject* parent = nullptr);

  [[nodiscard]] ForwardsModel& source() const { return m_model; }

  void setGrouping(Grouping grouping);
  [[nodiscard]] Grouping grouping() const { return m_grouping; }
  /// Words that must all be in a forward's name, address, target, pod, namespace, context or tags; case does not
  /// matter.
  void setText(const QString& text);
  [[nodiscard]] const QString& text() const { return m_text; }
  void setState(StateFilter state);
  [[nodiscard]] StateFilter state() const { return m_state; }

  [[nodiscard]] bool isGroup(const QModelIndex& index) const { return index.isValid() && index.internalId() == 0; }
  /// Of an index that isGroup, or of the forward below it.
  [[nodiscard]] const ForwardGroup& group(const QModelIndex& index) const;
  /// Nothing: it is a group. Valid until the model's next setForwards.
  [[nodiscard]] const ForwardEntry* entry(const QModelIndex& index) const;
  /// Of the forward, or of all in the group.
  [[nodiscard]] QStringList uids(const QModelIndex& index) const;
  /// The forward's first row; a tag may show it more than once. Invalid: it is filtered out.
  [[nodiscard]] QModelIndex indexOf(const QString& uid, int column = 0) const;
  /// How many rows of forwards there are.
  [[nodiscard]] int shown() const;
  [[nodiscard]] int groupCount() const { return int(m_groups.size()); }

  /// Turns the forward on or off; of a group all, where a mixed one is turned on.
  void toggle(const QModelIndex& index);

  /// While a text is searched for, nothing is folded.
  [[nodiscard]] bool isFolded(const QModelIndex& group) const;
  void setFolded(const QModelIndex& group, bool folded);
  /// The keys of the folded groups, to be remembered.
  [[nodiscard]] QStringList foldedGroups() const { return m_folded.values(); }
  void setFoldedGroups(const QStringList& keys);

  [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
  [[nodiscard]] QModelIndex parent(const QModelIndex& index) const override;
  using QObject::parent;
  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
  [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
  [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;

  /// "Name", "Local address": a column's title.
  static QString title(Column column);

 private:
  [[nodiscard]] bool accepts(const ForwardEntry& entry) const;
  [[nodiscard]] std::vector<std::pair<QString, QString>> groupsOf(const ForwardEntry& entry) const;
  [[nodiscard]] std::vector<ForwardGroup> arranged() const;
  void rearrange();
  void summarize(ForwardGroup& group) const;
  void onRowsChanged(const QList<int>& rows);
  [[nodiscard]] QString cell(const ForwardEntry& entry, Column column) const;
  [[nodiscard]] QString spoken(const ForwardGroup& group) const;

  ForwardsModel& m_model;
  Grouping m_grouping = Grouping::Context;
  QString m_text;
  QStringList m_words;
  StateFilter m_state = StateFilter::All;
  std::vector<ForwardGroup> m_groups;
  QSet<QString> m_folded;
};

}  // namespace portolan
