#include "ui/window/mainwindow.h"

#include <QAccessible>
#include <QAction>
#include <QActionGroup>
#include <QBoxLayout>
#include <QClipboard>
#include <QCloseEvent>
#include <QFileInfo>
#include <QGuiApplication>
#include <QLabel>
#include <QMenu>
#include <QMimeData>
#include <QPainter>
#include <QStackedWidget>
#include <algorithm>

#include "ui/models/statewords.h"
#include "ui/widgets/actionbutton.h"
#include "ui/widgets/colorroles.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/filterchips.h"
#include "ui/widgets/linesplitter.h"
#include "ui/widgets/searchfield.h"
#include "ui/widgets/sizes.h"
#include "ui/window/detailspane.h"
#include "ui/window/emptystate.h"
#include "ui/window/forwardsview.h"
#include "ui/window/logwindow.h"
#include "ui/window/shortcutsdialog.h"
#include "ui/window/undobar.h"
#include "ui/window/windowbar.h"

using namespace Qt::StringLiterals;

namespace portolan {

namespace {

constexpr int kUnit = Sizes::kUnit;
/// What is pasted or dropped as text is looked at by the import; more than this is no list of forwards.
constexpr qsizetype kMostPasted = 32 * 1024 * 1024;

bool looksLikeForwards(const QString& text) {
  const QString start = text.left(64).trimmed();
  return text.size() <= kMostPasted && (start.startsWith(u'[') || start.startsWith(u'{'));
}

}  // namespace

struct MainWindow::Actions {
  QAction* start;
  QAction* stop;
  QAction* restart;
  QAction* retry;
  QAction* edit;
  QAction* duplicate;
  QAction* copyAddress;
  QAction* copyKubectl;
  QAction* copyCurl;
  QAction* open;
  QAction* exportThem;
  QAction* remove;
  QAction* undo;
  QAction* add;
  QAction* discover;
  QAction* import;
  QAction* exportAll;
  QAction* startAll;
  QAction* stopAll;
  QAction* log;
  QAction* foldAll;
  QAction* unfoldAll;
  QAction* shortcuts;
  QAction* settings;
  QAction* about;
  QAction* quit;
  QActionGroup* places;
};

MainWindow::MainWindow(ForwardsModel& model, const Journal& journal, QWidget* parent)
    : QWidget(parent), m_model(model), m_journal(journal), m_filter(model), m_actions(std::make_unique<Actions>()) {
  setWindowTitle(tr("Portolan"));
  setAcceptDrops(true);
  makeContent();
  makeActions();
  connectParts();
  const int line = fontMetrics().height();
  setMinimumSize(22 * line, 16 * line);
  resize(Sizes::onScreen(this, {75 * line, 50 * line}));
  updateContent();
  updateActions();
}

/// The views go before the models that they show, which are members.
MainWindow::~MainWindow() {
  hide();
  delete m_log;
  delete m_pages;
  delete m_bar;
}

void MainWindow::makeContent() {
  m_bar = new WindowBar;
  m_reasonBar = new QWidget;
  auto* reasonLayout = new QHBoxLayout(m_reasonBar);
  reasonLayout->setContentsMargins(3 * kUnit, 2 * kUnit, 3 * kUnit, 2 * kUnit);
  m_reason = new QLabel;
  m_reason->setTextFormat(Qt::PlainText);
  m_reason->setWordWrap(true);
  reasonLayout->addWidget(m_reason);
  m_reasonBar->hide();

  m_empty = new EmptyState;
  m_view = new ForwardsView(m_filter);

  m_nothing = new QWidget(m_view);
  auto* nothing = new QVBoxLayout(m_nothing);
  m_nothingText = new ElidedLabel({}, ElidedLabel::Tone::Sub);
  m_nothingText->setScale(1.2);
  m_nothingText->setAlignment(Qt::AlignCenter);
  auto* clear = new ActionButton({}, tr("Clear"));
  clear->setObjectName(u"clear"_s);
  connect(clear, &QPushButton::clicked, this, [this] {
    m_bar->search()->clear();
    m_bar->chips()->setFilter(StateFilter::All);
    m_bar->search()->setFocus();
  });
  nothing->addStretch(1);
  nothing->addWidget(m_nothingText);
  nothing->addSpacing(2 * kUnit);
  nothing->addWidget(clear, 0, Qt::AlignHCenter);
  nothing->addStretch(2);

  m_undo = new UndoBar;
  m_undoRow = new QWidget;
  m_undoRow->setBackgroundRole(QPalette::Base);
  m_undoRow->setAutoFillBackground(true);
  auto* undoLayout = new QHBoxLayout(m_undoRow);
  undoLayout->setContentsMargins(kUnit, kUnit, kUnit, 2 * kUnit);
  undoLayout->addStretch();
  undoLayout->addWidget(m_undo);
  undoLayout->addStretch();
  m_undoRow->hide();

  m_list = new QWidget;
  auto* listLayout = new QVBoxLayout(m_list);
  listLayout->setContentsMargins({});
  listLayout->setSpacing(0);
  auto* stack = new QGridLayout;
  stack->addWidget(m_view, 0, 0);
  stack->addWidget(m_nothing, 0, 0);
  listLayout->addLayout(stack, 1);
  listLayout->addWidget(m_undoRow);

  m_details = new DetailsPane(m_model, m_journal);
  m_splitter = new LineSplitter(Qt::Vertical);
  m_splitter->addWidget(m_list);
  m_splitter->addWidget(m_details);
  m_splitter->setStretchFactor(0, 1);
  m_splitter->setStretchFactor(1, 0);

  m_pages = new QStackedWidget;
  m_pages->addWidget(m_empty);
  m_pages->addWidget(m_splitter);

  m_announcer = new QWidget(this);
  m_announcer->setFixedSize(0, 0);

  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins({});
  layout->setSpacing(0);
  layout->addWidget(m_bar);
  layout->addWidget(m_reasonBar);
  layout->addWidget(m_pages, 1);
}

void MainWindow::makeActions() {
  Actions& a = *m_actions;
  const auto make = [this](const QString& text, const QList<QKeySequence>& keys, auto function) {
    auto* action = new QAction(text, this);
    action->setShortcuts(keys);
    action->setShortcutContext(Qt::WindowShortcut);
    connect(action, &QAction::triggered, this, function);
    addAction(action);
    return action;
  };
  const auto key = [](const char* sequence) { return QList{QKeySequence(QLatin1StringView(sequence))}; };

  // For what is selected.
  a.start = make(tr("Start"), {}, [this] { m_model.requestOn(m_view->selectedUids(), true); });
  a.stop = make(tr("Stop"), {}, [this] { m_model.requestOn(m_view->selectedUids(), false); });
  a.restart = make(tr("Restart"), key("Ctrl+R"), [this] { m_model.requestRestart(m_view->selectedUids()); });
  a.retry = make(tr("Try now"), {}, [this] {
    for (const QString& uid : m_view->selectedUids()) {
      m_model.requestRetry(uid);
    }
  });
  a.edit = make(tr("Edit…"), key("F2"), [this] { Q_EMIT editRequested(m_view->currentUid()); });
  a.duplicate = make(tr("Duplicate"), key("Ctrl+Shift+D"), [this] { Q_EMIT duplicateRequested(m_view->currentUid()); });
  a.copyAddress = make(tr("Copy address"), QKeySequence::keyBindings(QKeySequence::Copy),
                       [this] { copyAddress(m_view->currentUid()); });
  a.copyKubectl = make(tr("Copy as kubectl command"), {}, [this] {
    if (const ForwardEntry* entry = m_model.find(m_view->currentUid())) {
      copyText(StateWords::kubectlCommand(entry->config, entry->status));
    }
  });
  a.copyCurl = make(tr("Copy as curl command"), {}, [this] {
    if (const ForwardEntry* entry = m_model.find(m_view->currentUid())) {
      copyText(StateWords::curlCommand(entry->config, entry->status));
    }
  });
  a.open = make(tr("Open in the browser"), key("Ctrl+O"), [this] { open(m_view->currentUid()); });
  a.exportThem = make(tr("Export…"), {}, [this] { Q_EMIT exportRequested(m_view->selectedUids()); });
  a.remove = make(tr("Delete"), key("Del"), [this] { Q_EMIT deleteRequested(m_view->selectedUids()); });
  // Only where the list has the keyboard: not while a name is typed or a text is read.
  a.remove->setShortcutContext(Qt::WidgetWithChildrenShortcut);
  removeAction(a.remove);
  m_view->addAction(a.remove);
  a.undo = make(tr("Undo"), QKeySequence::keyBindings(QKeySequence::Undo), [this] {
    m_undo->dismiss();
    Q_EMIT undoRequested();
  });

  // For all.
  a.add = make(tr("Add…"), key("Ctrl+N"), [this] { Q_EMIT addRequested(); });
  a.discover = make(tr("Discover…"), key("Ctrl+D"), [this] { Q_EMIT discoverRequested(); });
  a.import = make(tr("Import…"), key("Ctrl+I"), [this] { Q_EMIT importRequested(); });
  a.exportAll = make(tr("Export all…"), {}, [this] {
    QStringList uids;
    for (int row = 0; row < m_model.size(); ++row) {
      uids += m_model.entry(row).config.uid;
    }
    Q_EMIT exportRequested(uids);
  });
  a.startAll = make(tr("Start all"), key("Ctrl+Shift+S"), [this] { m_model.requestAll(true); });
  a.stopAll = make(tr("Stop all"), key("Ctrl+Shift+X"), [this] { m_model.requestAll(false); });
  a.log = make(tr("Log…"), key("Ctrl+L"), [this] { showLog(); });
  a.foldAll = make(tr("Fold all groups"), {}, [this] { m_view->foldAll(true); });
  a.unfoldAll = make(tr("Unfold all groups"), {}, [this] { m_view->foldAll(false); });
  a.shortcuts = make(tr("Keyboard…"), key("F1"), [this] { showShortcuts(); });
  a.settings = make(tr("Settings…"), key("Ctrl+,"), [this] { Q_EMIT settingsRequested(); });
  a.about = make(tr("About Portolan"), {}, [this] { Q_EMIT aboutRequested(); });
  a.quit = make(tr("Quit Portolan"), key("Ctrl+Q"), [this] { Q_EMIT quitRequested(); });

  a.places = new QActionGroup(this);
  for (const auto& [text, place] : {std::pair(tr("Details below"), WindowLayout::Details::Below),
                                    std::pair(tr("Details at the side"), WindowLayout::Details::Right),
                                    std::pair(tr("No details"), WindowLayout::Details::Hidden)}) {
    QAction* action = a.places->addAction(text);
    action->setCheckable(true);
    action->setData(int(place));
    action->setChecked(place == m_place);
  }
  connect(a.places, &QActionGroup::triggered, this, [this](QAction* action) {
    setDetailsPlace(WindowLayout::Details(action->data().toInt()));
    Q_EMIT layoutChanged();
  });

  // Without an entry in a menu.
  make(tr("Search"), {QKeySequence(u"Ctrl+F"_s), QKeySequence(u"/"_s)}, [this] {
    m_bar->search()->setFocus(Qt::ShortcutFocusReason);
    m_bar->search()->selectAll();
  });
  const QList<StateFilter> filters = m_bar->chips()->filters();
  for (int i = 0; i < filters.size(); ++i) {
    make(tr("Filter %1").arg(i + 1), {QKeySequence(u"Ctrl+%1"_s.arg(i + 1))},
         [this, filter = filters.at(i)] { m_bar->chips()->setFilter(filter); });
  }
  make(tr("Next pane"), key("F6"), [this] { nextPane(true); });
  make(tr("Previous pane"), key("Shift+F6"), [this] { nextPane(false); });
  make(tr("Paste"), QKeySequence::keyBindings(QKeySequence::Paste), [this] { paste(); });
}

void MainWindow::connectParts() {
  connect(m_bar, &WindowBar::addRequested, this, &MainWindow::addRequested);
  connect(m_bar, &WindowBar::importRequested, this, &MainWindow::importRequested);
  connect(m_bar, &WindowBar::textChanged, this, [this](const QString& text) { m_filter.setText(text); });
  connect(m_bar, &WindowBar::groupingChanged, this, [this](ForwardsFilter::Grouping grouping) {
    m_filter.setGrouping(grouping);
    Q_EMIT layoutChanged();
  });
  connect(m_bar, &WindowBar::startAllRequested, this, [this] { m_model.requestAll(true); });
  connect(m_bar, &WindowBar::stopAllRequested, this, [this] { m_model.requestAll(false); });
  connect(m_bar, &WindowBar::menuRequested, this, &MainWindow::showMainMenu);
  connect(m_bar, &WindowBar::listRequested, m_view, [this] {
    m_view->setFocus(Qt::TabFocusReason);
    if (!m_view->currentIndex().isValid() && m_filter.groupCount() > 0) {
      m_view->select(m_filter.uids(m_filter.index(0, 0)).value(0));
    }
  });
  connect(m_bar->chips(), &FilterChips::filterChanged, this, [this](StateFilter filter) { m_filter.setState(filter); });

  connect(m_view, &ForwardsView::currentChangedTo, this, [this](const QString& uid) {
    m_details->setUid(uid);
    updateWantedDetails();
    updateActions();
  });
  connect(m_view, &ForwardsView::selectionChangedByPerson, this, &MainWindow::updateActions);
  connect(m_view, &ForwardsView::copyRequested, this, &MainWindow::copyAddress);
  connect(m_view, &ForwardsView::openRequested, this, &MainWindow::open);
  connect(m_view, &ForwardsView::menuRequested, this, &MainWindow::showForwardMenu);
  connect(m_view, &ForwardsView::detailsRequested, this, [this] {
    if (m_place == WindowLayout::Details::Hidden) {
      setDetailsPlace(WindowLayout::Details::Below);
      Q_EMIT layoutChanged();
    }
    m_details->focusFirst();
  });

  connect(m_details, &DetailsPane::copyRequested, this, &MainWindow::copyAddress);
  connect(m_details, &DetailsPane::editRequested, this, &MainWindow::editRequested);
  connect(m_details, &DetailsPane::actionRequested, this, &MainWindow::act);
  connect(m_details, &DetailsPane::menuRequested, this, &MainWindow::showForwardMenu);
  connect(m_details, &DetailsPane::heightWantedChanged, this, &MainWindow::fitDetails);
  connect(m_splitter, &QSplitter::splitterMoved, this, [this] {
    m_splitByHand = true;
    Q_EMIT layoutChanged();
  });

  connect(m_undo, &UndoBar::undoRequested, this, &MainWindow::undoRequested);
  connect(m_undo, &UndoBar::shownChanged, this, [this] { m_undoRow->setVisible(!m_undo->isHidden()); });

  connect(m_empty, &EmptyState::addRequested, this, &MainWindow::addRequested);
  connect(m_empty, &EmptyState::importRequested, this, &MainWindow::importRequested);
  connect(m_empty, &EmptyState::discoverRequested, this, &MainWindow::discoverRequested);
  connect(m_empty, &EmptyState::demoRequested, this, &MainWindow::demoRequested);
  connect(m_empty, &EmptyState::startsAtLoginRequested, this, &MainWindow::startsAtLoginRequested);

  connect(&m_filter, &QAbstractItemModel::modelReset, this, &MainWindow::updateShown);
  connect(&m_model, &QAbstractItemModel::modelReset, this, &MainWindow::updateContent);
  connect(&m_model, &ForwardsModel::countsChanged, this, [this] { m_bar->setCounts(m_model.counts()); });
  connect(&m_model, &ForwardsModel::rowsChanged, this, &MainWindow::updateActions);
  connect(&m_model, &ForwardsModel::stateChanged, this,
          [this](const QString& uid, ForwardStatus::State, ForwardStatus::State after) { announce(uid, after); });
}

void MainWindow::updateContent() {
  const bool isEmpty = m_model.size() == 0;
  m_bar->setCounts(m_model.counts());
  m_pages->setCurrentWidget(isEmpty ? static_cast<QWidget*>(m_empty) : m_splitter);
  fitDetails();
  if (m_log) {
    m_log->setForwards(m_model);
  }
  updateShown();
}

void MainWindow::updateShown() {
  const bool isEmpty = m_model.size() == 0;
  const bool isNothing = !isEmpty && m_filter.shown() == 0;
  m_nothing->setVisible(isNothing);
  if (isNothing) {
    const QString text = m_filter.text().trimmed();
    m_nothingText->setText(text.isEmpty() ? tr("No forward is in this state")
                                          : tr("Nothing matches “%1”").arg(oneLine(text, 60)));
  }
  if (!isEmpty && m_view->currentUid().isEmpty() && !m_view->currentIndex().isValid() && m_filter.shown() > 0) {
    // There is something to see from the start.
    m_view->select(m_filter.uids(m_filter.index(0, 0)).value(0));
  }
  updateActions();
}

void MainWindow::updateActions() {
  Actions& a = *m_actions;
  const QStringList uids = m_view->selectedUids();
  const ForwardEntry* current = m_model.find(m_view->currentUid());
  bool anyOn = false;
  bool anyOff = false;
  bool anyTrouble = false;
  for (const QString& uid : uids) {
    if (const ForwardEntry* entry = m_model.find(uid)) {
      anyOn |= entry->isWanted();
      anyOff |= !entry->isWanted() || entry->status.state == ForwardStatus::State::Failed;
      anyTrouble |= !StateWords::actions(entry->config, entry->status).isEmpty();
    }
  }
  a.start->setEnabled(anyOff);
  a.stop->setEnabled(anyOn);
  a.restart->setEnabled(anyOn);
  a.retry->setEnabled(anyTrouble);
  a.exportThem->setEnabled(!uids.isEmpty());
  a.remove->setEnabled(!uids.isEmpty());
  for (QAction* action : {a.edit, a.duplicate, a.copyAddress}) {
    action->setEnabled(current != nullptr);
  }
  a.copyKubectl->setEnabled(current && !StateWords::kubectlCommand(current->config, current->status).isEmpty());
  a.copyCurl->setEnabled(current && !StateWords::curlCommand(current->config, current->status).isEmpty());
  a.open->setEnabled(current && !StateWords::url(current->config, current->status).isEmpty());
  a.exportAll->setEnabled(m_model.size() > 0);
  a.startAll->setEnabled(m_model.size() > 0);
  a.stopAll->setEnabled(m_model.size() > 0);
}

void MainWindow::updateWantedDetails() {
  const QString wanted =
      isVisible() && !isMinimized() && m_place != WindowLayout::Details::Hidden ? m_view->currentUid() : QString();
  if (wanted != std::exchange(m_wantedDetails, wanted)) {
    Q_EMIT detailsWanted(wanted);
  }
}

void MainWindow::setDetails(const ForwardDetails& details) {
  m_details->setDetails(details);
}

void MainWindow::showForward(const QString& uid) {
  if (!m_filter.indexOf(uid).isValid()) {
    m_bar->search()->clear();
    m_bar->chips()->setFilter(StateFilter::All);
  }
  m_view->select(uid);
  m_view->setFocus(Qt::OtherFocusReason);
}

void MainWindow::act(const QString& uid, const TroubleAction& action) {
  switch (action.kind) {
    case TroubleAction::Kind::Retry:
      m_model.requestRetry(uid);
      break;
    case TroubleAction::Kind::UsePort:
      Q_EMIT usePortRequested(uid, action.port);
      break;
    case TroubleAction::Kind::Edit:
      Q_EMIT editRequested(uid);
      break;
    case TroubleAction::Kind::LogIn:
      Q_EMIT logInRequested(uid);
      break;
    case TroubleAction::Kind::ChooseContext:
      Q_EMIT chooseContextRequested(uid);
      break;
  }
}

void MainWindow::copyText(const QString& text) {
  if (!text.isEmpty()) {
    QGuiApplication::clipboard()->setText(text);
  }
}

void MainWindow::copyAddress(const QString& uid) {
  if (const ForwardEntry* entry = m_model.find(uid)) {
    copyText(StateWords::address(entry->config, entry->status));
    m_view->showCopied(uid);
  }
}

void MainWindow::open(const QString& uid) {
  if (const ForwardEntry* entry = m_model.find(uid)) {
    if (const QUrl url(StateWords::url(entry->config, entry->status)); url.isValid() && !url.isEmpty()) {
      Q_EMIT openRequested(url);
    }
  }
}

void MainWindow::paste() {
  if (const QString text = QGuiApplication::clipboard()->text(); looksLikeForwards(text)) {
    Q_EMIT importTextRequested(text);
  }
}

void MainWindow::nextPane(bool forward) {
  QList<QWidget*> panes{m_bar};
  if (m_pages->currentWidget() == m_empty) {
    panes += m_empty;
  } else {
    panes += m_view;
    if (m_details->isVisible()) {
      panes += m_details;
    }
  }
  qsizetype at = 0;
  for (qsizetype i = 0; i < panes.size(); ++i) {
    if (panes.at(i) == focusWidget() || panes.at(i)->isAncestorOf(focusWidget())) {
      at = i;
    }
  }
  QWidget* next = panes.at((at + (forward ? 1 : panes.size() - 1)) % panes.size());
  if (next == m_bar) {
    m_bar->search()->setFocus(Qt::TabFocusReason);
  } else if (next == m_empty) {
    m_empty->focusFirst();
  } else if (next == m_details) {
    m_details->focusFirst();
  } else {
    next->setFocus(Qt::TabFocusReason);
  }
}

void MainWindow::clearOrClose() {
  if (!m_bar->search()->text().isEmpty()) {
    m_bar->search()->clear();
  } else if (m_bar->chips()->filter() != StateFilter::All) {
    m_bar->chips()->setFilter(StateFilter::All);
  } else if (m_closable) {
    close();
  } else {
    showMinimized();
  }
}

void MainWindow::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_Escape) {
    clearOrClose();
    return;
  }
  QWidget::keyPressEvent(event);
}

/// Until a person moved the line between them, the details have the height that they need, up to a good half.
void MainWindow::fitDetails() {
  if (m_splitByHand || m_place == WindowLayout::Details::Hidden) {
    return;
  }
  if (m_place == WindowLayout::Details::Right) {
    const int all = m_splitter->width();
    m_splitter->setSizes({all * 3 / 5, all * 2 / 5});
    return;
  }
  const int all = m_splitter->height();
  const int details = std::min(m_details->heightWanted(), all * 3 / 5);
  m_splitter->setSizes({all - details, details});
}

void MainWindow::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  fitDetails();
}

void MainWindow::setDetailsPlace(WindowLayout::Details place) {
  m_place = place;
  m_details->setVisible(place != WindowLayout::Details::Hidden);
  const auto orientation = place == WindowLayout::Details::Right ? Qt::Horizontal : Qt::Vertical;
  if (m_splitter->orientation() != orientation) {
    m_splitter->setOrientation(orientation);
    m_splitByHand = false;
  }
  fitDetails();
  const auto actions = m_actions->places->actions();
  for (QAction* action : actions) {
    action->setChecked(action->data().toInt() == int(place));
  }
  updateWantedDetails();
}

void MainWindow::setWindowLayout(const WindowLayout& layout) {
  m_filter.setGrouping(layout.grouping);
  m_bar->setGrouping(layout.grouping);
  m_filter.setFoldedGroups(layout.folded);
  for (int column = ForwardsFilter::State; column < ForwardsFilter::kColumns; ++column) {
    m_view->setColumnChosen(ForwardsFilter::Column(column), !layout.hiddenColumns.contains(column));
  }
  if (!layout.geometry.isEmpty()) {
    restoreGeometry(layout.geometry);
  }
  setDetailsPlace(layout.details);
  if (!layout.splitter.isEmpty() && m_splitter->restoreState(layout.splitter)) {
    setDetailsPlace(layout.details);  // the orientation and the handle's width are said there, too
    m_splitter->setHandleWidth(1);
    m_splitByHand = true;
  }
}

WindowLayout MainWindow::windowLayout() const {
  return {.grouping = m_filter.grouping(),
          .details = m_place,
          .geometry = saveGeometry(),
          .splitter = m_splitByHand ? m_splitter->saveState() : QByteArray(),
          .hiddenColumns = m_view->hiddenByChoice(),
          .folded = m_filter.foldedGroups()};
}

void MainWindow::setReason(const QString& reason) {
  m_reason->setText(reason);
  m_reasonBar->setVisible(!reason.isEmpty());
}

void MainWindow::setClosable(bool closable) {
  m_closable = closable;
  m_empty->setStaysInTray(closable);
}

void MainWindow::offerUndo(const QString& text) {
  m_undo->offer(text);
}

void MainWindow::setCanUndo(bool canUndo) {
  m_actions->undo->setEnabled(canUndo);
  if (!canUndo) {
    m_undo->dismiss();
  }
}

void MainWindow::setContexts(const QStringList& contexts) {
  m_empty->setContexts(contexts);
}

void MainWindow::setLoginTools(const QStringList& tools) {
  m_empty->setLoginTools(tools);
}

void MainWindow::setStartsAtLogin(std::optional<bool> starts) {
  m_empty->setStartsAtLogin(starts);
}

QString MainWindow::nameOf(const QStringList& uids) const {
  if (uids.size() == 1) {
    const ForwardEntry* entry = m_model.find(uids.first());
    return entry ? oneLine(entry->config.displayName(), 60) : QString();
  }
  return tr("%n forwards", nullptr, int(uids.size()));
}

void MainWindow::showForwardMenu(const QPoint& position) {
  Actions& a = *m_actions;
  updateActions();
  auto* menu = new QMenu(this);
  menu->setAttribute(Qt::WA_DeleteOnClose);
  if (m_view->selectedUids().isEmpty()) {
    menu->addActions({a.add, a.discover, a.import});
    menu->popup(position);
    return;
  }
  menu->setAccessibleName(nameOf(m_view->selectedUids()));
  menu->addActions({a.start, a.stop, a.restart, a.retry});
  menu->addSeparator();
  menu->addActions({a.open, a.copyAddress, a.copyKubectl, a.copyCurl});
  menu->addSeparator();
  menu->addActions({a.edit, a.duplicate, a.exportThem, a.remove});
  menu->popup(position);
}

void MainWindow::showMainMenu() {
  Actions& a = *m_actions;
  updateActions();
  auto* menu = new QMenu(this);
  menu->setAttribute(Qt::WA_DeleteOnClose);
  menu->setAccessibleName(tr("Menu"));
  menu->addActions({a.add, a.discover, a.import, a.exportAll});
  menu->addSeparator();
  menu->addActions({a.startAll, a.stopAll, a.undo});
  menu->addSeparator();
  menu->addActions(a.places->actions());
  auto* columns = menu->addMenu(tr("Columns"));
  for (int column = ForwardsFilter::State; column < ForwardsFilter::kColumns; ++column) {
    const auto each = ForwardsFilter::Column(column);
    QAction* action = columns->addAction(ForwardsFilter::title(each));
    action->setCheckable(true);
    action->setChecked(m_view->isColumnChosen(each));
    connect(action, &QAction::toggled, this, [this, each](bool on) {
      m_view->setColumnChosen(each, on);
      Q_EMIT layoutChanged();
    });
  }
  menu->addActions({a.foldAll, a.unfoldAll});
  menu->addSeparator();
  menu->addActions({a.log, a.shortcuts, a.settings, a.about});
  menu->addSeparator();
  menu->addAction(a.quit);
  QWidget* button = m_bar->menuButton();
  const int x = layoutDirection() == Qt::LeftToRight ? button->width() - menu->sizeHint().width() : 0;
  menu->popup(button->mapToGlobal(QPoint(x, button->height() + kUnit)));
}

void MainWindow::showLog() {
  if (!m_log) {
    m_log = new LogWindow(m_journal, this);
    m_log->setForwards(m_model);
  }
  m_log->show();
  m_log->raise();
  m_log->activateWindow();
}

void MainWindow::showShortcuts() {
  auto* dialog = new ShortcutsDialog(this);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->open();
}

void MainWindow::announce(const QString& uid, ForwardStatus::State state) {
  const ForwardEntry* entry = m_model.find(uid);
  if (!entry || !isVisible()) {
    return;
  }
  // The state as it was told: another status may have come since.
  ForwardStatus status = entry->status;
  status.state = state;
  m_announcer->setAccessibleName(tr("%1: %2").arg(oneLine(entry->config.displayName(), 80),
                                                  StateWords::brief(entry->config, status, status.nextTry)));
  QAccessibleEvent event(m_announcer, QAccessible::Alert);
  QAccessible::updateAccessibility(&event);
}

void MainWindow::closeEvent(QCloseEvent* event) {
  Q_EMIT layoutChanged();
  // Not spontaneous: the application is quitting, and a refusal would keep it.
  if (!m_closable && event->spontaneous()) {
    event->ignore();
    showMinimized();
  }
}

void MainWindow::showEvent(QShowEvent* event) {
  QWidget::showEvent(event);
  if (m_pages->currentWidget() == m_empty) {
    m_empty->focusFirst();
  } else if (!focusWidget()) {
    m_view->setFocus(Qt::OtherFocusReason);
  }
  updateWantedDetails();
}

void MainWindow::hideEvent(QHideEvent* event) {
  QWidget::hideEvent(event);
  updateWantedDetails();
  if (!event->spontaneous()) {
    Q_EMIT layoutChanged();
  }
}

void MainWindow::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::WindowStateChange) {
    updateWantedDetails();
  }
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
  if (event->mimeData()->hasUrls() || event->mimeData()->hasText()) {
    event->acceptProposedAction();
  }
}

void MainWindow::dropEvent(QDropEvent* event) {
  QStringList files;
  const auto urls = event->mimeData()->urls();
  for (const QUrl& url : urls) {
    if (url.isLocalFile()) {
      files += url.toLocalFile();
    }
  }
  event->acceptProposedAction();
  if (!files.isEmpty()) {
    Q_EMIT importFilesRequested(files);
  } else if (looksLikeForwards(event->mimeData()->text())) {
    Q_EMIT importTextRequested(event->mimeData()->text());
  }
}

}  // namespace portolan
