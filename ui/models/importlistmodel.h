#pragma once

#include <QAbstractListModel>
#include <QHash>
#include <QSet>
#include <optional>

#include "core/config/importplan.h"

namespace portolan {

/// An ImportPlan as a list to choose from: a row above each kind, problems first and what is the same last. What a
/// person decides goes into the plan: which entries, of changed ones which fields, and of those whose port is taken
/// whether they get another one (as they do unless told otherwise).
class ImportListModel : public QAbstractListModel {
  Q_OBJECT
 public:
  using Kind = ImportPlan::Kind;

  explicit ImportListModel(QObject* parent = nullptr);

  /// `saved`: to name those whose ports are taken. Decisions about entries that are in both plans are kept.
  void setPlan(const ImportPlan& plan, const QList<ForwardConfig>& saved);
  [[nodiscard]] const ImportPlan& plan() const { return m_plan; }
  /// Nothing: all kinds.
  void setFilter(std::optional<Kind> kind);

  /// The kinds in their order.
  static QList<Kind> kinds();
  static QString kindName(Kind kind);
  static QString kindDrawing(Kind kind);

  [[nodiscard]] bool isHeader(int row) const { return m_rows.at(row).item < 0; }
  [[nodiscard]] Kind kindAt(int row) const { return m_rows.at(row).kind; }
  /// The plan's item; null: a header.
  [[nodiscard]] const ImportPlan::Item* itemAt(int row) const;
  /// What is said beside the entry: why not, which port instead, which fields, or where it leads.
  [[nodiscard]] QString noteAt(int row) const;
  [[nodiscard]] QString headerNote(Kind kind) const;

  [[nodiscard]] bool canChoose(int row) const;
  void setChosen(int row, bool chosen);

  /// Whether the saved value of a changed field stays.
  [[nodiscard]] bool isMine(int row, const QString& field) const;
  void setMine(int row, const QString& field, bool mine);
  void setAllMine(int row, bool mine);
  /// The port that an entry gets because its own is taken; 0: it keeps its own.
  [[nodiscard]] quint16 otherPort(int row) const;
  [[nodiscard]] quint16 takenPort(int row) const;
  void setUsesOtherPort(int row, bool other);
  /// Whose port it is, by name.
  [[nodiscard]] QString ownerName(int row) const;

  [[nodiscard]] int added() const;
  [[nodiscard]] int changed() const;
  [[nodiscard]] int removed() const;
  /// The forward that is shown for it: of one that is gone there is only what is saved.
  static const ForwardConfig& shown(const ImportPlan::Item& item) {
    return item.kind == Kind::Gone && item.saved ? *item.saved : item.forward;
  }

  /// Its name; an entry that cannot be read has none and is called by its place.
  static QString nameOf(const ImportPlan::Item& item);
  /// A field's value as a person writes it: a list without brackets and quotes.
  static QString valueText(const QString& value);
  /// "Local port" for "local_port"; a field that we do not know as it is.
  static QString fieldName(const QString& field);

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  bool setData(const QModelIndex& index, const QVariant& value, int role) override;
  [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;

 Q_SIGNALS:
  /// Something else would be imported.
  void decided();

 private:
  struct Row {
    Kind kind = Kind::New;
    qsizetype item = -1;
  };
  struct Decision {
    std::optional<bool> chosen;
    QSet<QString> mine;
    quint16 otherPort = 0;
    bool usesOtherPort = true;
  };

  void rearrange();
  void apply(qsizetype item);
  void tell(int row);

  ImportPlan m_plan;
  ImportPlan m_asImported;  ///< before the person's decisions
  QHash<QString, QString> m_names;
  QHash<qsizetype, Decision> m_decisions;  ///< by entry
  QList<Row> m_rows;
  std::optional<Kind> m_filter;
};

}  // namespace portolan
