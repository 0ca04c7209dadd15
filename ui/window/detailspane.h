#pragma once

#include <QScrollArea>
#include <optional>

#include "ui/models/forwardsmodel.h"
#include "ui/models/troubleaction.h"

class QBoxLayout;
class QGridLayout;
class QLabel;
class QPlainTextEdit;
class QTreeView;
class QListView;

namespace portolan {

class ActionButton;
class ConnectionsModel;
class ElidedLabel;
class GraphLegend;
class Journal;
class JournalModel;
class PodsModel;
class StagePath;
class ThroughputGraph;
class TroubleBox;

/// Everything about one forward: where it stands on its way and since when, what is wrong and what can be done, what
/// goes through, which connections and pods there are, and what happened.
class DetailsPane : public QScrollArea {
  Q_OBJECT
 public:
  /// Both stay the caller's and must outlive this.
  DetailsPane(ForwardsModel& model, const Journal& journal, QWidget* parent = nullptr);

  /// Empty: none.
  void setUid(const QString& uid);
  [[nodiscard]] const QString& uid() const { return m_uid; }
  /// Ignored unless they are of the forward that is shown.
  void setDetails(const ForwardDetails& details);
  /// In which all of it can be seen, or a useful part where that is long.
  [[nodiscard]] int heightWanted() const;
  /// To the first button.
  void focusFirst();

 Q_SIGNALS:
  void copyRequested(const QString& uid);
  void editRequested(const QString& uid);
  void actionRequested(const QString& uid, const portolan::TroubleAction& action);
  /// "…": the forward's menu is to be shown here.
  void menuRequested(const QPoint& globalPosition);
  void heightWantedChanged();

 protected:
  void resizeEvent(QResizeEvent* event) override;
  void showEvent(QShowEvent* event) override;
  void hideEvent(QHideEvent* event) override;
  void changeEvent(QEvent* event) override;

 private:
  QWidget* makeHeader();
  QWidget* makeColumns();
  void refresh();
  void refreshHeader(const ForwardEntry& entry);
  void refreshColumns(const ForwardEntry& entry);
  void arrange();
  void updatePalette();

  ForwardsModel& m_model;
  QString m_uid;
  std::optional<ForwardDetails> m_details;
  QTimer m_clock;

  QWidget* m_nothing;
  QWidget* m_content;
  QLabel* m_mark;
  ElidedLabel* m_name;
  ElidedLabel* m_headline;
  QBoxLayout* m_header;
  ActionButton* m_copy;
  ActionButton* m_restart;
  ActionButton* m_edit;
  ActionButton* m_switch;
  ActionButton* m_more;
  StagePath* m_path;
  TroubleBox* m_trouble;
  QGridLayout* m_columns;
  GraphLegend* m_legend;
  ThroughputGraph* m_graph;
  ConnectionsModel* m_connections;
  ElidedLabel* m_connectionCount;
  QTreeView* m_connectionsView;
  QWidget* m_graphColumn;
  QWidget* m_connectionsColumn;
  QWidget* m_rawColumn;
  QPlainTextEdit* m_raw;
  PodsModel* m_pods;
  ElidedLabel* m_podCount;
  QListView* m_podsView;
  QWidget* m_podsColumn;
  JournalModel* m_journal;
  QTreeView* m_journalView;
  QWidget* m_journalColumn;
  QList<QWidget*> m_arranged;
  int m_perRow = 0;
  int m_heightTold = 0;
};

}  // namespace portolan
