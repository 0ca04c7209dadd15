#pragma once

#include <QDialog>
#include <QHash>
#include <QTimer>

#include "core/config/forwardconfig.h"
#include "core/config/lookup.h"
#include "ui/models/targetlistmodel.h"

class QComboBox;
class QLineEdit;
class QListView;
class QPushButton;

namespace portolan {

class RoleLabel;

/// Picks services of a cluster from a list, to make a forward for each of their ports. Nothing is saved here: after
/// accept() the caller shows the preview of an import with forwards().
class DiscoverDialog : public QDialog {
  Q_OBJECT
 public:
  explicit DiscoverDialog(QWidget* parent = nullptr);

  /// Asks for the first lists. Connect lookupRequested before.
  void begin();
  /// What is no answer to the last question of its kind is ignored.
  void setAnswer(const LookupAnswer& answer);

  /// One for each TCP port of the services that are chosen. Ports that collide are the preview's to solve.
  [[nodiscard]] QList<ForwardConfig> forwards() const;
  /// "shop in prod-eu".
  [[nodiscard]] QString source() const;

 Q_SIGNALS:
  void lookupRequested(const portolan::LookupQuestion& question);

 private:
  void ask(LookupQuestion::What what);
  void askCluster();
  void refresh();

  QHash<LookupQuestion::What, LookupQuestion> m_asked;
  QTimer m_askSoon;
  TargetListModel m_targets;
  QString m_contextName;
  QString m_namespaceName;
  QComboBox* m_context;
  QComboBox* m_namespace;
  QLineEdit* m_search;
  QListView* m_list;
  RoleLabel* m_note;
  QPushButton* m_preview;
};

}  // namespace portolan
