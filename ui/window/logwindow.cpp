#include "ui/window/logwindow.h"

#include <QBoxLayout>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QSignalBlocker>
#include <QSortFilterProxyModel>
#include <QTreeView>
#include <algorithm>

#include "ui/models/forwardsmodel.h"
#include "ui/models/journalmodel.h"
#include "ui/widgets/actionbutton.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/quietdelegate.h"
#include "ui/widgets/quietheader.h"
#include "ui/widgets/searchfield.h"
#include "ui/widgets/sizes.h"

using namespace Qt::StringLiterals;

namespace portolan {

namespace {
constexpr int kUnit = Sizes::kUnit;
constexpr qsizetype kMostEntries = 5000;  // what the journal keeps
}  // namespace

LogWindow::LogWindow(const Journal& journal, QWidget* parent)
    : QDialog(parent),
      m_journal(new JournalModel(journal, kMostEntries, this)),
      m_filter(new QSortFilterProxyModel(this)) {
  setWindowTitle(tr("Log"));
  setWindowFlag(Qt::Window);
  m_filter->setSourceModel(m_journal);
  m_filter->setFilterKeyColumn(-1);
  m_filter->setFilterCaseSensitivity(Qt::CaseInsensitive);

  m_search = new SearchField;
  m_search->setPlaceholderText(tr("Search in the log"));
  m_forward = new QComboBox;
  m_forward->setAccessibleName(tr("Forward"));
  m_forward->setMinimumHeight(Sizes::control(fontMetrics()));
  m_forward->setSizeAdjustPolicy(QComboBox::AdjustToContents);
  m_forward->addItem(tr("All forwards"), QString());
  m_count = new ElidedLabel({}, ElidedLabel::Tone::Sub);
  auto* copy = new ActionButton(u"copy"_s, tr("Copy"));
  connect(copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(text()); });

  m_view = new QTreeView;
  m_view->setAccessibleName(tr("Log"));
  m_view->setFrameShape(QFrame::NoFrame);
  m_view->setRootIsDecorated(false);
  m_view->setUniformRowHeights(true);
  m_view->setSelectionMode(QAbstractItemView::ExtendedSelection);
  m_view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
  m_view->setTabKeyNavigation(false);
  m_view->setHeader(new QuietHeader(m_view));
  auto* delegate = new QuietDelegate(m_view);
  delegate->setDrawing(JournalModel::Text, JournalModel::kDrawingRole);
  delegate->setQuietColumn(JournalModel::Time);
  m_view->setItemDelegate(delegate);
  m_view->setModel(m_filter);
  const int line = fontMetrics().height();
  m_view->header()->setSectionResizeMode(QHeaderView::Interactive);
  m_view->header()->resizeSection(JournalModel::Time, 6 * line);
  m_view->header()->resizeSection(JournalModel::Forward, 9 * line);
  m_view->header()->setStretchLastSection(true);

  auto* bar = new QHBoxLayout;
  bar->setContentsMargins(3 * kUnit, 2 * kUnit + 2, 3 * kUnit, 2 * kUnit + 2);
  bar->setSpacing(2 * kUnit);
  bar->addWidget(m_search, 1);
  bar->addWidget(m_forward);
  bar->addSpacing(2 * kUnit);
  bar->addWidget(m_count);
  bar->addStretch(1);
  bar->addWidget(copy);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins({});
  layout->setSpacing(0);
  layout->addLayout(bar);
  layout->addWidget(m_view, 1);
  resize(Sizes::onScreen(this, {46 * line, 28 * line}));

  connect(m_search, &QLineEdit::textChanged, m_filter, &QSortFilterProxyModel::setFilterFixedString);
  connect(m_search, &QLineEdit::textChanged, this, &LogWindow::updateCount);
  connect(m_forward, &QComboBox::currentIndexChanged, this,
          [this] { m_journal->setUid(m_forward->currentData().toString()); });
  for (auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved}) {
    connect(m_filter, signal, this, &LogWindow::updateCount);
  }
  connect(m_filter, &QAbstractItemModel::modelReset, this, &LogWindow::updateCount);
  connect(m_search, &SearchField::leftDownwards, m_view, qOverload<>(&QWidget::setFocus));
  updateCount();
}

void LogWindow::updateCount() {
  const int count = m_filter->rowCount();
  m_count->setText(count == 1 ? tr("1 line") : tr("%n lines", nullptr, count));
}

void LogWindow::setForwards(const ForwardsModel& model) {
  QHash<QString, QString> names;
  for (int row = 0; row < model.size(); ++row) {
    names.insert(model.entry(row).config.uid, oneLine(model.entry(row).config.displayName(), 80));
  }
  m_journal->setNames(names);
  if (m_forward->count() == model.size() + 1) {
    bool isSame = true;
    for (int row = 0; row < model.size(); ++row) {
      const QString& uid = model.entry(row).config.uid;
      isSame &= m_forward->itemData(row + 1).toString() == uid && m_forward->itemText(row + 1) == names.value(uid);
    }
    if (isSame) {
      return;
    }
  }
  const QString chosen = m_forward->currentData().toString();
  {
    const QSignalBlocker quiet(m_forward);
    while (m_forward->count() > 1) {
      m_forward->removeItem(m_forward->count() - 1);
    }
    for (int row = 0; row < model.size(); ++row) {
      const QString& uid = model.entry(row).config.uid;
      m_forward->addItem(names.value(uid), uid);
    }
    m_forward->setCurrentIndex(std::max(0, m_forward->findData(chosen)));
  }
  m_journal->setUid(m_forward->currentData().toString());
}

QString LogWindow::text() const {
  QList<int> rows;
  const auto selected = m_view->selectionModel()->selectedRows();
  for (const QModelIndex& index : selected) {
    rows += m_filter->mapToSource(index).row();
  }
  for (int row = 0; selected.isEmpty() && row < m_filter->rowCount(); ++row) {
    rows += m_filter->mapToSource(m_filter->index(row, 0)).row();
  }
  // In the order in which it happened.
  std::sort(rows.begin(), rows.end(), std::greater());
  QString text;
  for (const int row : std::as_const(rows)) {
    text += m_journal->line(row) + u'\n';
  }
  return text;
}

void LogWindow::keyPressEvent(QKeyEvent* event) {
  if (event->matches(QKeySequence::Copy)) {
    QGuiApplication::clipboard()->setText(text());
    return;
  }
  if (event->matches(QKeySequence::Find)) {
    m_search->setFocus(Qt::ShortcutFocusReason);
    return;
  }
  if (event->key() == Qt::Key_Escape && !m_search->text().isEmpty()) {
    m_search->clear();
    return;
  }
  QDialog::keyPressEvent(event);
}

}  // namespace portolan
