#include "ui/window/detailspane.h"

#include <QBoxLayout>
#include <QClipboard>
#include <QGridLayout>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QListView>
#include <QLocale>
#include <QPainter>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QStackedLayout>
#include <QTreeView>
#include <algorithm>

#include "ui/models/connectionsmodel.h"
#include "ui/models/figures.h"
#include "ui/models/journalmodel.h"
#include "ui/models/podsmodel.h"
#include "ui/models/stagewords.h"
#include "ui/models/statewords.h"
#include "ui/widgets/actionbutton.h"
#include "ui/widgets/colorroles.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/paintedicon.h"
#include "ui/widgets/quietdelegate.h"
#include "ui/widgets/quietheader.h"
#include "ui/widgets/sizes.h"
#include "ui/widgets/statemark.h"
#include "ui/window/graphlegend.h"
#include "ui/window/stagepath.h"
#include "ui/window/throughputgraph.h"
#include "ui/window/troublebox.h"

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using State = portolan::ForwardStatus::State;

namespace portolan {

namespace {

constexpr int kUnit = Sizes::kUnit;
constexpr int kMargin = 5 * kUnit;
constexpr qsizetype kMostJournal = 200;
/// Below so many text heights the columns stand in two rows, and one below the other.
constexpr int kMedium = 64;
constexpr int kNarrow = 32;
/// Below so many the buttons have no words.
constexpr int kTiny = 26;

/// A title with something at its end, above a content.
QWidget* column(const QString& title, QWidget* atEnd, QWidget* content) {
  auto* widget = new QWidget;
  auto* layout = new QVBoxLayout(widget);
  layout->setContentsMargins({});
  layout->setSpacing(2);
  auto* header = new QHBoxLayout;
  header->setSpacing(2 * kUnit);
  header->addStrut(widget->fontMetrics().height() + 2 * kUnit);  // all are as high as one with a button
  auto* label = new ElidedLabel(title);
  label->setScale(1, QFont::DemiBold);
  label->setSizePolicy(QSizePolicy::Minimum, QSizePolicy::Fixed);  // what is at the end gives way
  header->addWidget(label, 1);
  if (atEnd) {
    header->addWidget(atEnd);
  }
  layout->addLayout(header);
  layout->addWidget(content, 1);
  return widget;
}

template <typename View>
void makeQuiet(View* view) {
  view->setFrameShape(QFrame::NoFrame);
  view->setEditTriggers(QAbstractItemView::NoEditTriggers);
  view->setSelectionMode(QAbstractItemView::SingleSelection);
  view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
  view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  view->setTabKeyNavigation(false);
}

}  // namespace

DetailsPane::DetailsPane(ForwardsModel& model, const Journal& journal, QWidget* parent)
    : QScrollArea(parent),
      m_model(model),
      m_connections(new ConnectionsModel(this)),
      m_pods(new PodsModel(this)),
      m_journal(new JournalModel(journal, kMostJournal, this)) {
  setFrameShape(QFrame::NoFrame);
  setWidgetResizable(true);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  setFocusPolicy(Qt::NoFocus);
  setAccessibleName(tr("Details"));

  auto* root = new QWidget;
  auto* stack = new QStackedLayout(root);
  auto* nothing = new ElidedLabel(tr("Choose a forward to see where it stands"), ElidedLabel::Tone::Sub);
  nothing->setAlignment(Qt::AlignCenter);
  m_nothing = nothing;
  stack->addWidget(m_nothing);

  m_content = new QWidget;
  auto* layout = new QVBoxLayout(m_content);
  layout->setContentsMargins(kMargin, 3 * kUnit, kMargin, 3 * kUnit);
  layout->setSpacing(3 * kUnit);
  layout->addWidget(makeHeader());
  m_path = new StagePath;
  layout->addWidget(m_path);
  m_trouble = new TroubleBox;
  layout->addSpacing(kUnit);
  layout->addWidget(m_trouble);
  layout->addSpacing(kUnit);
  layout->addWidget(makeColumns(), 1);
  stack->addWidget(m_content);
  setWidget(root);
  updatePalette();

  connect(m_trouble, &TroubleBox::actionRequested, this,
          [this](const TroubleAction& action) { Q_EMIT actionRequested(m_uid, action); });
  m_clock.setInterval(1s);
  connect(&m_clock, &QTimer::timeout, this, &DetailsPane::refresh);
  connect(&m_model, &ForwardsModel::rowsChanged, this, [this](const QList<int>& rows) {
    if (isVisible() && rows.contains(m_model.rowOf(m_uid))) {
      refresh();
    }
  });
  connect(&m_model, &QAbstractItemModel::modelReset, this, [this] {
    if (!m_uid.isEmpty() && m_model.rowOf(m_uid) < 0) {
      setUid({});
    } else {
      refresh();
    }
  });
  setUid({});
}

QWidget* DetailsPane::makeHeader() {
  auto* header = new QWidget;
  m_header = new QBoxLayout(QBoxLayout::LeftToRight, header);
  m_header->setContentsMargins({});
  m_header->setSpacing(2 * kUnit);
  auto* words = new QHBoxLayout;
  words->setSpacing(2 * kUnit + 2);
  m_mark = new QLabel;
  m_name = new ElidedLabel;
  m_name->setScale(1.2, QFont::DemiBold);
  m_name->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
  m_headline = new ElidedLabel({}, ElidedLabel::Tone::Sub);
  m_headline->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  words->addWidget(m_mark);
  words->addWidget(m_name);
  words->addWidget(m_headline, 1);
  m_header->addLayout(words, 1);

  auto* buttons = new QHBoxLayout;
  buttons->setSpacing(2 * kUnit + 2);
  m_copy = new ActionButton(u"copy"_s, tr("Copy address"));
  m_restart = new ActionButton(u"restart"_s, tr("Restart"));
  m_edit = new ActionButton(u"edit"_s, tr("Edit…"));
  m_switch = new ActionButton(u"stop"_s, tr("Stop"));
  m_more = new ActionButton(u"more"_s, tr("More for this forward"));
  m_more->setBare(true);
  for (ActionButton* button : {m_copy, m_restart, m_edit, m_switch, m_more}) {
    buttons->addWidget(button);
  }
  buttons->addStretch();
  m_header->addLayout(buttons);

  connect(m_copy, &QPushButton::clicked, this, [this] { Q_EMIT copyRequested(m_uid); });
  connect(m_restart, &QPushButton::clicked, this, [this] { m_model.requestRestart({m_uid}); });
  connect(m_edit, &QPushButton::clicked, this, [this] { Q_EMIT editRequested(m_uid); });
  connect(m_switch, &QPushButton::clicked, this, [this] {
    if (const ForwardEntry* entry = m_model.find(m_uid)) {
      m_model.requestOn({m_uid}, !entry->isWanted());
      refresh();
    }
  });
  connect(m_more, &QPushButton::clicked, this,
          [this] { Q_EMIT menuRequested(m_more->mapToGlobal(QPoint(0, m_more->height()))); });
  return header;
}

QWidget* DetailsPane::makeColumns() {
  auto* columns = new QWidget;
  m_columns = new QGridLayout(columns);
  m_columns->setContentsMargins({});
  m_columns->setHorizontalSpacing(6 * kUnit);
  m_columns->setVerticalSpacing(3 * kUnit);

  m_legend = new GraphLegend;
  m_graph = new ThroughputGraph;
  m_graphColumn = column(tr("Throughput"), m_legend, m_graph);

  m_connectionsView = new QTreeView;
  makeQuiet(m_connectionsView);
  m_connectionsView->setRootIsDecorated(false);
  m_connectionsView->setUniformRowHeights(true);
  m_connectionsView->setAccessibleName(tr("Connections"));
  m_connectionsView->setHeader(new QuietHeader(m_connectionsView));
  m_connectionsView->setItemDelegate(new QuietDelegate(m_connectionsView));
  m_connectionsView->setModel(m_connections);
  m_connectionsView->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
  m_connectionsView->header()->setSectionResizeMode(ConnectionsModel::From, QHeaderView::Stretch);
  m_connectionCount = new ElidedLabel({}, ElidedLabel::Tone::Sub);
  m_connectionCount->setScale(0.92);
  m_connectionsColumn = column(tr("Connections"), m_connectionCount, m_connectionsView);

  m_raw = new QPlainTextEdit;
  m_raw->setReadOnly(true);
  m_raw->setFrameShape(QFrame::NoFrame);
  m_raw->setTabChangesFocus(true);
  m_raw->setAccessibleName(tr("In detail"));
  m_raw->document()->setDocumentMargin(0);
  auto* copyRaw = new ActionButton(u"copy"_s, tr("Copy"));
  copyRaw->setBare(true);
  copyRaw->setCompact(false);
  connect(copyRaw, &QPushButton::clicked, this,
          [this] { QGuiApplication::clipboard()->setText(m_raw->toPlainText()); });
  m_rawColumn = column(tr("In detail"), copyRaw, m_raw);

  m_podsView = new QListView;
  makeQuiet(m_podsView);
  m_podsView->setAccessibleName(tr("Pods"));
  auto* podsDelegate = new QuietDelegate(m_podsView);
  podsDelegate->setNote(PodsModel::kNoteRole);
  podsDelegate->setDrawing(0, PodsModel::kDrawingRole);
  podsDelegate->setPadding(0);
  m_podsView->setItemDelegate(podsDelegate);
  m_podsView->setModel(m_pods);
  m_podCount = new ElidedLabel({}, ElidedLabel::Tone::Sub);
  m_podCount->setScale(0.92);
  m_podsColumn = column(tr("Pods"), m_podCount, m_podsView);

  m_journalView = new QTreeView;
  makeQuiet(m_journalView);
  m_journalView->setRootIsDecorated(false);
  m_journalView->setUniformRowHeights(true);
  m_journalView->setHeaderHidden(true);
  m_journalView->setAccessibleName(tr("Journal"));
  auto* journalDelegate = new QuietDelegate(m_journalView);
  journalDelegate->setDrawing(JournalModel::Text, JournalModel::kDrawingRole);
  journalDelegate->setQuietColumn(JournalModel::Time);
  journalDelegate->setPadding(0);
  m_journalView->setItemDelegate(journalDelegate);
  m_journalView->setModel(m_journal);
  m_journalView->hideColumn(JournalModel::Forward);
  m_journalView->header()->setStretchLastSection(true);
  m_journalColumn = column(tr("Journal"), nullptr, m_journalView);
  for (QWidget* each : {m_graphColumn, m_connectionsColumn, m_rawColumn, m_podsColumn, m_journalColumn}) {
    each->setParent(columns);
  }
  return columns;
}

void DetailsPane::updatePalette() {
  // The pane lies on the same ground as the table.
  viewport()->setBackgroundRole(QPalette::Base);
  viewport()->setAutoFillBackground(true);
  widget()->setAutoFillBackground(false);
  const int line = fontMetrics().height();
  m_raw->setFont(Fonts::fixed(font()));
  m_graph->setMinimumHeight(9 * line);
  for (QWidget* view : {static_cast<QWidget*>(m_connectionsView), static_cast<QWidget*>(m_raw),
                        static_cast<QWidget*>(m_podsView), static_cast<QWidget*>(m_journalView)}) {
    view->setMinimumSize(8 * line, 9 * line);
  }
  m_journalView->header()->resizeSection(
      JournalModel::Time, QFontMetrics(Fonts::secondary(font())).horizontalAdvance(u"00:00:00"_s) + 4 * kUnit);
}

void DetailsPane::setUid(const QString& uid) {
  if (uid != m_uid || uid.isEmpty()) {
    m_uid = uid;
    m_details.reset();
    // A journal of nobody: an empty one would be of all.
    m_journal->setUid(uid.isEmpty() ? u"-"_s : uid);
    m_connections->setConnections({}, {});
    m_pods->setPods({}, {});
    verticalScrollBar()->setValue(0);
  }
  refresh();
}

void DetailsPane::setDetails(const ForwardDetails& details) {
  if (details.uid == m_uid && !m_uid.isEmpty()) {
    m_details = details;
    refresh();
  }
}

void DetailsPane::focusFirst() {
  for (QWidget* button : {static_cast<QWidget*>(m_copy), static_cast<QWidget*>(m_edit)}) {
    if (button->isVisible()) {
      button->setFocus(Qt::TabFocusReason);
      return;
    }
  }
}

void DetailsPane::refresh() {
  const ForwardEntry* entry = m_model.find(m_uid);
  static_cast<QStackedLayout*>(widget()->layout())->setCurrentWidget(entry ? m_content : m_nothing);
  if (!entry) {
    return;
  }
  const QDateTime now = m_model.now();
  refreshHeader(*entry);
  m_path->setStages(StageWords::of(entry->config, entry->status, m_details, now));
  m_trouble->setTrouble(entry->config, entry->status, now);
  refreshColumns(*entry);
}

void DetailsPane::refreshHeader(const ForwardEntry& entry) {
  const ForwardStatus& status = entry.status;
  const ColorRoles colors(palette());
  const int side = Sizes::mark(fontMetrics()) + 1;
  const StateMark mark = StateMark::of(status.state, colors);
  m_mark->setPixmap(tintedIcon(mark.drawing, mark.color).pixmap(QSize(side, side), devicePixelRatioF()));
  m_name->setText(oneLine(entry.config.displayName(), 120));
  QStringList parts;
  const QString headline = StateWords::headline(status, m_model.now());
  parts += headline.isEmpty() ? StateWords::brief(entry.config, status, m_model.now()) : headline;
  const QString address = StateWords::address(entry.config, status);
  if (status.state == State::Ready) {
    parts += u"%1 → %2 :%3"_s.arg(address, status.pod, oneLine(entry.config.remotePort, 40));
    if (m_details && m_details->sessionAnswersIn) {
      parts += tr("session answers in %1").arg(Figures::took(*m_details->sessionAnswersIn));
    }
    if (status.isCrowded) {
      parts += tr("connections share a busy session");
    }
  } else if (status.state == State::Stopped || status.state == State::Starting) {
    parts += u"%1 → %2"_s.arg(address, StateWords::target(entry.config));
  }
  m_headline->setText(parts.join(u" · "_s));

  const bool isOn = entry.isWanted();
  m_copy->setVisible(status.state == State::Ready || status.state == State::Listening);
  m_restart->setVisible(isOn && status.state != State::Failed);
  m_switch->setWords(isOn ? tr("Stop") : tr("Start"));
  m_switch->setDrawing(isOn ? u"stop"_s : u"start"_s);
}

void DetailsPane::refreshColumns(const ForwardEntry& entry) {
  const ForwardStatus& status = entry.status;
  const qint64 now = m_model.nowMs();
  m_graph->setHistory(entry.rates, now);
  m_legend->setRates(entry.rates.rate(RateHistory::Direction::FromPod, now),
                     entry.rates.rate(RateHistory::Direction::ToPod, now));

  const bool isRaw = status.error && (status.state == State::Failed || status.state == State::Waiting);
  const bool hasConnections = !isRaw || status.state == State::Waiting;
  m_rawColumn->setVisible(isRaw && !hasConnections);
  m_connectionsColumn->setVisible(hasConnections);
  m_podsColumn->setVisible(hasConnections);
  if (isRaw) {
    const QString text = u"%1: %2\n%3%4\n%5, %6, %7"_s.arg(
        StateWords::stage(status.error->stage), oneLine(status.error->detail, 2000),
        status.error->hint.isEmpty() ? QString() : oneLine(status.error->hint) + u'\n',
        QLocale().toString(status.since.toLocalTime(), QLocale::LongFormat), StateWords::context(entry.config, status),
        status.ns.isEmpty() ? oneLine(entry.config.ns, 80) : status.ns, StateWords::target(entry.config));
    if (text != m_raw->toPlainText()) {
      m_raw->setPlainText(text);  // otherwise a selection stays
    }
  }
  m_connections->setConnections(m_details ? m_details->connections : QList<ConnectionReport>(), m_model.now());
  m_connectionCount->setText(
      tr("%1 open · %2 since start")
          .arg(QLocale().toString(status.connections), QLocale().toString(status.totalConnections)));
  QList<PodReport> pods = m_details ? m_details->pods : QList<PodReport>();
  if (!m_details) {
    for (const QString& pod : status.pods) {
      pods += PodReport{pod, true, true};
    }
  }
  m_pods->setPods(pods, m_details ? m_details->sessionAnswersIn : std::nullopt);
  m_podCount->setText(tr("%1 ready").arg(m_pods->readyCount()));
  arrange();
}

void DetailsPane::arrange() {
  const int line = fontMetrics().height();
  const int room = viewport()->width();
  m_header->setDirection(room < kNarrow * line ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
  for (ActionButton* button : {m_copy, m_restart, m_edit, m_switch}) {
    button->setCompact(room < kTiny * line);
  }

  const std::pair<QWidget*, int> all[] = {
      {m_graphColumn, 9}, {m_connectionsColumn, 10}, {m_rawColumn, 9}, {m_podsColumn, 6}, {m_journalColumn, 9}};
  QList<QWidget*> shown;
  for (const auto& [column, stretch] : all) {
    if (!column->isHidden()) {
      shown += column;
    }
  }
  const int perRow = room < kNarrow * line ? 1 : room < kMedium * line ? 2 : int(shown.size());
  if (shown != m_arranged || perRow != m_perRow) {
    for (int i = 0; i < int(std::size(all)); ++i) {
      m_columns->removeWidget(all[i].first);
      m_columns->setColumnStretch(i, 0);
    }
    int at = 0;
    for (const auto& [column, stretch] : all) {
      if (!column->isHidden()) {
        m_columns->addWidget(column, at / perRow, at % perRow);
        m_columns->setColumnStretch(at % perRow, std::max(stretch, m_columns->columnStretch(at % perRow)));
        ++at;
      }
    }
    m_arranged = shown;
    m_perRow = perRow;
  }
  if (const int wanted = heightWanted(); wanted != std::exchange(m_heightTold, wanted)) {
    Q_EMIT heightWantedChanged();
  }
}

int DetailsPane::heightWanted() const {
  const int line = fontMetrics().height();
  const QLayout* layout = m_content->layout();
  int height =
      layout->hasHeightForWidth() ? layout->heightForWidth(viewport()->width()) : m_content->minimumSizeHint().height();
  if (m_perRow > 0 && m_perRow < int(m_arranged.size())) {
    height = std::min(height, 20 * line);  // the rest is scrolled to
  }
  return height;
}

void DetailsPane::resizeEvent(QResizeEvent* event) {
  QScrollArea::resizeEvent(event);
  arrange();
}

void DetailsPane::showEvent(QShowEvent* event) {
  QScrollArea::showEvent(event);
  m_clock.start();
  refresh();
}

void DetailsPane::hideEvent(QHideEvent* event) {
  QScrollArea::hideEvent(event);
  m_clock.stop();
}

void DetailsPane::changeEvent(QEvent* event) {
  QScrollArea::changeEvent(event);
  if (widget() && (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)) {
    updatePalette();
    arrange();
    refresh();
  }
}

}  // namespace portolan
