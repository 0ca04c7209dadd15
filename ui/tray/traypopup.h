#pragma once

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

#include "ui/models/forwardsfilter.h"
#include "ui/models/troubleaction.h"

class QLabel;
class QLineEdit;
class QMenu;
class QPushButton;
class QToolButton;

namespace portolan {

class FilterChips;
class PopupView;
class RoleLabel;

/// What opens at the tray icon: search, filters, all forwards with their switches, the rates, and the commands. Closes
/// when something else is clicked. What it cannot do itself it asks for by signal and closes.
class TrayPopup : public QWidget {
  Q_OBJECT
 public:
  /// `model` stays the caller's and must outlive this.
  explicit TrayPopup(ForwardsModel& model, QWidget* parent = nullptr);
  ~TrayPopup() override;

  /// Opens beside `icon`, inside the part of the screen that panels leave free.
  void popUp(const QRect& icon);
  /// It was closed by the click that is being handled now: the one on the icon is meant to close it.
  [[nodiscard]] bool wasJustClosed() const;

  /// Uids of the forwards that notify nobody.
  void setSilenced(const QStringList& uids) { m_silenced = uids; }
  [[nodiscard]] ForwardsFilter& filter() { return m_filter; }

 Q_SIGNALS:
  void addRequested();
  void importRequested();
  void discoverRequested();
  void demoRequested();
  void settingsRequested();
  void aboutRequested();
  void quitRequested();
  /// `uid`: whose details are wanted; empty: of none.
  void windowRequested(const QString& uid);
  void editRequested(const QString& uid);
  void openRequested(const QString& uid);
  void silenceRequested(const QString& uid, bool silenced);
  void actionRequested(const QString& uid, const portolan::TroubleAction& action);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void showEvent(QShowEvent* event) override;
  void hideEvent(QHideEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;
  void changeEvent(QEvent* event) override;

 private:
  QWidget* makeHead();
  QWidget* makeEmpty();
  QWidget* makeFoot();
  void tint();
  void place();
  void refresh();
  void refreshRates();
  void copy(const QString& uid);
  void showMore(const QString& uid, const QPoint& position);
  /// Hides the popup, then says it. The arguments are copies: what they come from may be gone with the popup.
  template <typename Signal, typename... Arguments>
  void leave(Signal signal, Arguments... arguments);  // NOLINT(performance-unnecessary-value-param)

  ForwardsModel& m_model;
  ForwardsFilter m_filter;
  QStringList m_silenced;
  QRect m_icon;
  QElapsedTimer m_closed;  ///< not by the clock, which may be changed
  QTimer m_clock;          ///< while it is visible
  QTimer m_placeSoon;

  QLineEdit* m_search;
  QAction* m_searchIcon;
  QToolButton* m_add;
  QToolButton* m_window;
  FilterChips* m_chips;
  PopupView* m_view;
  QWidget* m_empty;
  QWidget* m_nothing;
  RoleLabel* m_nothingText;
  RoleLabel* m_rates;
  QPushButton* m_startAll;
  QPushButton* m_stopAll;
  QToolButton* m_more;
  QMenu* m_menu;
};

}  // namespace portolan
