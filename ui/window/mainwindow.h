#pragma once

#include <QUrl>
#include <QWidget>
#include <memory>
#include <optional>

#include "ui/models/forwardsfilter.h"
#include "ui/models/troubleaction.h"
#include "ui/window/windowlayout.h"

class QLabel;
class QMenu;
class QStackedWidget;

namespace portolan {

class DetailsPane;
class ElidedLabel;
class EmptyState;
class ForwardsView;
class LineSplitter;
class Journal;
class LogWindow;
class UndoBar;
class WindowBar;

/// The main window: the table of all forwards, the details of one, and what there is before the first. It takes plain
/// values and asks for everything by signal: on, off, restart and retry through the ForwardsModel, the rest here.
/// Nothing in it waits for anything.
class MainWindow : public QWidget {
  Q_OBJECT
 public:
  /// Both stay the caller's and must outlive this.
  MainWindow(ForwardsModel& model, const Journal& journal, QWidget* parent = nullptr);
  ~MainWindow() override;

  /// What the engine reports of the forward that detailsWanted named.
  void setDetails(const ForwardDetails& details);
  /// Shows the forward and what is known of it; filters that hide it are cleared.
  void showForward(const QString& uid);

  void setWindowLayout(const WindowLayout& layout);
  [[nodiscard]] WindowLayout windowLayout() const;

  /// One line that says why there is a window at all; empty: none.
  void setReason(const QString& reason);
  /// Closing hides it; without, it minimises: there would be no way back otherwise.
  void setClosable(bool closable);
  /// Offers to undo what was just done, for ten seconds.
  void offerUndo(const QString& text);
  void setCanUndo(bool canUndo);

  // For the first run.
  void setContexts(const QStringList& contexts);
  void setLoginTools(const QStringList& tools);
  /// Nothing: this system cannot do it.
  void setStartsAtLogin(std::optional<bool> starts);

  void showLog();

 Q_SIGNALS:
  void addRequested();
  void discoverRequested();
  void importRequested();
  /// Dropped on the window.
  void importFilesRequested(const QStringList& files);
  /// Dropped or pasted.
  void importTextRequested(const QString& text);
  void demoRequested();
  void editRequested(const QString& uid);
  void chooseContextRequested(const QString& uid);
  void logInRequested(const QString& uid);
  void usePortRequested(const QString& uid, quint16 port);
  void duplicateRequested(const QString& uid);
  void exportRequested(const QStringList& uids);
  void deleteRequested(const QStringList& uids);
  void undoRequested();
  void openRequested(const QUrl& url);
  void startsAtLoginRequested(bool starts);
  void settingsRequested();
  void aboutRequested();
  void quitRequested();
  /// Whose details the engine shall report; empty: nobody looks.
  void detailsWanted(const QString& uid);
  /// windowLayout() is another one; also when the window is hidden.
  void layoutChanged();

 protected:
  void closeEvent(QCloseEvent* event) override;
  void showEvent(QShowEvent* event) override;
  void hideEvent(QHideEvent* event) override;
  void changeEvent(QEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void dragEnterEvent(QDragEnterEvent* event) override;
  void dropEvent(QDropEvent* event) override;

 private:
  struct Actions;

  void makeActions();
  void makeContent();
  void connectParts();
  void showMainMenu();
  void showForwardMenu(const QPoint& position);
  void updateActions();
  void updateContent();
  void updateShown();
  void updateWantedDetails();
  void act(const QString& uid, const TroubleAction& action);
  void copyAddress(const QString& uid);
  void copyText(const QString& text);
  void open(const QString& uid);
  void paste();
  void nextPane(bool forward);
  void clearOrClose();
  void fitDetails();
  void setDetailsPlace(WindowLayout::Details place);
  void announce(const QString& uid, ForwardStatus::State state);
  void showShortcuts();
  /// "orders-db", "3 forwards".
  [[nodiscard]] QString nameOf(const QStringList& uids) const;

  ForwardsModel& m_model;
  const Journal& m_journal;
  ForwardsFilter m_filter;
  std::unique_ptr<Actions> m_actions;
  WindowBar* m_bar;
  QWidget* m_reasonBar;
  QLabel* m_reason;
  QStackedWidget* m_pages;
  EmptyState* m_empty;
  LineSplitter* m_splitter;
  QWidget* m_list;
  ForwardsView* m_view;
  QWidget* m_nothing;
  ElidedLabel* m_nothingText;
  QWidget* m_undoRow;
  UndoBar* m_undo;
  DetailsPane* m_details;
  QWidget* m_announcer;
  LogWindow* m_log = nullptr;
  WindowLayout::Details m_place = WindowLayout::Details::Below;
  QString m_wantedDetails;
  bool m_splitByHand = false;
  bool m_closable = false;
};

}  // namespace portolan
