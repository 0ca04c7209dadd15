#pragma once

#include <QDialog>

class QComboBox;
class QSortFilterProxyModel;
class QTreeView;

namespace portolan {

class ElidedLabel;
class ForwardsModel;
class Journal;
class JournalModel;
class SearchField;

/// What happened to all forwards, the newest first, with a filter; what is selected, or all that is shown, can be
/// copied.
class LogWindow : public QDialog {
  Q_OBJECT
 public:
  /// `journal` stays the caller's and must outlive this.
  explicit LogWindow(const Journal& journal, QWidget* parent = nullptr);

  /// The names to say, and to choose from.
  void setForwards(const ForwardsModel& model);
  /// The lines that are copied.
  [[nodiscard]] QString text() const;

 protected:
  void keyPressEvent(QKeyEvent* event) override;

 private:
  void updateCount();

  JournalModel* m_journal;
  QSortFilterProxyModel* m_filter;
  SearchField* m_search;
  QComboBox* m_forward;
  QTreeView* m_view;
  ElidedLabel* m_count;
};

}  // namespace portolan
