#pragma once

#include <QDialog>
#include <QSet>
#include <functional>

#include "ui/models/importlistmodel.h"

class QButtonGroup;
class QCheckBox;
class QListView;
class QPushButton;
class QVBoxLayout;

namespace portolan {

class RoleLabel;

/// What an import would do, entry by entry, and the question whether to. Nothing is changed here: after accept() the
/// caller gives plan() to the store.
class ImportDialog : public QDialog {
  Q_OBJECT
 public:
  /// `source`: where it comes from, for the title: a file's name. `on`: uids of the forwards that are on.
  ImportDialog(const QString& source, const QList<ForwardConfig>& saved, const QList<ParsedForward>& imported,
               QSet<QString> on, QWidget* parent = nullptr);
  /// Makes the plan, with or without the kubeconfigs that entries name.
  using PlanMaker = std::function<ImportPlan(bool kubeconfigConfirmed)>;
  ImportDialog(const QString& source, QList<ForwardConfig> saved, PlanMaker maker, QSet<QString> on,
               QWidget* parent = nullptr);

  [[nodiscard]] const ImportPlan& plan() const { return m_model.plan(); }

 private:
  QWidget* makeHead(const QString& source);
  QWidget* makeFoot();
  void makePlan();
  void showItem();
  void addComparison(QVBoxLayout* layout, int row, const ImportPlan::Item& item);
  void addPortChoice(QVBoxLayout* layout, int row);
  void addOutcome(QVBoxLayout* layout, const ImportPlan::Item& item);
  void refresh();

  QList<ForwardConfig> m_saved;
  PlanMaker m_maker;
  QSet<QString> m_on;
  ImportListModel m_model;
  QButtonGroup* m_chips;
  QListView* m_list;
  QWidget* m_detail;
  QCheckBox* m_kubeconfigs;
  RoleLabel* m_kubeconfigNote;
  RoleLabel* m_footNote;
  QPushButton* m_import;
};

}  // namespace portolan
