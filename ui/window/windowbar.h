#pragma once

#include <QWidget>

#include "ui/models/forwardsfilter.h"

class QComboBox;

namespace portolan {

class ActionButton;
class FilterChips;
class SearchField;

/// The row above the table: add, import, search, grouping, filters, start all, stop all, menu. Where there is little
/// width, words give way to marks. Empty, it keeps only what is of use before there is a forward.
class WindowBar : public QWidget {
  Q_OBJECT
 public:
  explicit WindowBar(QWidget* parent = nullptr);

  [[nodiscard]] SearchField* search() const { return m_search; }
  [[nodiscard]] FilterChips* chips() const { return m_chips; }
  [[nodiscard]] ActionButton* menuButton() const { return m_menu; }
  void setGrouping(ForwardsFilter::Grouping grouping);
  void setCounts(const StateCounts& counts);
  void setCanStartAndStop(bool canStart, bool canStop);

  [[nodiscard]] QSize minimumSizeHint() const override;

 Q_SIGNALS:
  void addRequested();
  void importRequested();
  void textChanged(const QString& text);
  void groupingChanged(portolan::ForwardsFilter::Grouping grouping);
  void startAllRequested();
  void stopAllRequested();
  void menuRequested();
  /// Down in the search field.
  void listRequested();

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void changeEvent(QEvent* event) override;

 private:
  void fit();
  void updateSizes();

  ActionButton* m_add;
  ActionButton* m_import;
  SearchField* m_search;
  QComboBox* m_grouping;
  FilterChips* m_chips;
  ActionButton* m_startAll;
  ActionButton* m_stopAll;
  ActionButton* m_menu;
  bool m_empty = true;
  bool m_fitting = false;
};

}  // namespace portolan
