#include "ui/window/forwardsview.h"

#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QItemSelectionModel>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QStyledItemDelegate>
#include <QToolTip>
#include <algorithm>

#include "ui/models/figures.h"
#include "ui/models/statewords.h"
#include "ui/widgets/addresschip.h"
#include "ui/widgets/drawing.h"
#include "ui/widgets/quietheader.h"
#include "ui/widgets/sizes.h"
#include "ui/widgets/sparkline.h"
#include "ui/widgets/statemark.h"
#include "ui/widgets/switchpainter.h"

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using Column = portolan::ForwardsFilter::Column;

namespace portolan {

namespace {

constexpr int kUnit = Sizes::kUnit;
constexpr int kMargin = 3 * kUnit;
constexpr int kPadding = 2 * kUnit;
constexpr int kSparkline = 60;  // seconds
constexpr int kMostNameHeights = 14;
constexpr int kMostTextHeights = 16;
/// A table of a thousand forwards measures the words of no more.
constexpr int kMostMeasured = 200;

/// Rows are painted by the view; only their heights are asked for here.
class RowHeights : public QStyledItemDelegate {
 public:
  RowHeights(const ForwardsFilter& filter, QWidget* view) : QStyledItemDelegate(view), m_filter(filter), m_view(view) {}

  [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const override {
    const QFontMetrics metrics = m_view->fontMetrics();
    return {1, m_filter.isGroup(index) ? Sizes::groupRow(metrics) : Sizes::tableRow(metrics)};
  }

 private:
  const ForwardsFilter& m_filter;
  QWidget* m_view;
};

int sparklineWidth(const QFontMetrics& metrics) {
  return metrics.height() * 9 / 2;
}

}  // namespace

ForwardsView::ForwardsView(ForwardsFilter& filter, QWidget* parent)
    : QTreeView(parent), m_filter(filter), m_motion(new ViewMotion(viewport())), m_colors(palette()) {
  setAccessibleName(tr("Forwards"));
  setHeader(new QuietHeader(this));
  setItemDelegate(new RowHeights(filter, this));
  setFrameShape(QFrame::NoFrame);
  setIndentation(0);
  setRootIsDecorated(false);
  setExpandsOnDoubleClick(false);
  setAllColumnsShowFocus(true);
  setSelectionMode(QAbstractItemView::ExtendedSelection);
  setSelectionBehavior(QAbstractItemView::SelectRows);
  setEditTriggers(QAbstractItemView::NoEditTriggers);
  setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  setMouseTracking(true);
  setAttribute(Qt::WA_Hover);
  setAnimated(wantsMotion(this));
  header()->setContextMenuPolicy(Qt::CustomContextMenu);
  updateFonts();

  m_clock.setInterval(1s);
  connect(&m_clock, &QTimer::timeout, viewport(), qOverload<>(&QWidget::update));
  m_columnsLater.setSingleShot(true);
  m_columnsLater.setInterval(300ms);
  connect(&m_columnsLater, &QTimer::timeout, this, &ForwardsView::measureColumns);
  m_copiedTimer.setSingleShot(true);
  m_copiedTimer.setInterval(AddressChip::kCopiedTime);
  connect(&m_copiedTimer, &QTimer::timeout, this, [this] {
    m_copied.clear();
    viewport()->update();
  });
  connect(this, &QTreeView::collapsed, this, [this](const QModelIndex& index) { m_filter.setFolded(index, true); });
  connect(this, &QTreeView::expanded, this, [this](const QModelIndex& index) { m_filter.setFolded(index, false); });
  connect(&filter, &QAbstractItemModel::modelAboutToBeReset, this, [this] { m_scroll = verticalScrollBar()->value(); });
  // Words change with states and with what is saved; where they only need more room, a moment is soon enough.
  connect(&filter.source(), &ForwardsModel::countsChanged, this, [this] {
    if (!m_columnsLater.isActive() && isVisible()) {
      m_columnsLater.start();
    }
  });
  connect(&filter.source(), &QAbstractItemModel::modelReset, this, &ForwardsView::measureColumns);
  connect(header(), &QWidget::customContextMenuRequested, this, [this](const QPoint& position) {
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (int column = Column::State; column < ForwardsFilter::kColumns; ++column) {
      auto* action = menu->addAction(ForwardsFilter::title(Column(column)));
      action->setCheckable(true);
      action->setChecked(isColumnChosen(Column(column)));
      connect(action, &QAction::toggled, this, [this, column](bool on) { setColumnChosen(Column(column), on); });
    }
    menu->popup(header()->mapToGlobal(position));
  });
  setModel(&filter);
  // After the selection model has forgotten all: it hears of a reset after the view.
  connect(&filter, &QAbstractItemModel::modelReset, this, &ForwardsView::restore);
  restore();
  measureColumns();
}

void ForwardsView::updateFonts() {
  m_fixed = Fonts::fixed(font());
  m_secondary = Fonts::secondary(font());
}

void ForwardsView::restore() {
  m_restoring = true;
  m_hovered = QPersistentModelIndex();
  m_pressedIndex = QPersistentModelIndex();
  const bool animated = isAnimated();
  setAnimated(false);
  QItemSelection selection;
  QModelIndex current;
  for (int g = 0; g < m_filter.groupCount(); ++g) {
    const QModelIndex group = m_filter.index(g, Column::Name);
    setExpanded(m_filter.index(g, 0), !m_filter.isFolded(group));
    if (m_current.isEmpty() && m_filter.group(group).key == m_currentGroup && !m_currentGroup.isNull()) {
      current = group;
    }
  }
  for (const QString& uid : std::as_const(m_selected)) {
    if (const QModelIndex index = m_filter.indexOf(uid, Column::Name); index.isValid()) {
      selection.select(index, index);
    }
  }
  if (!m_current.isEmpty()) {
    current = m_filter.indexOf(m_current, Column::Name);
  }
  selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
  if (current.isValid()) {
    selectionModel()->setCurrentIndex(current, QItemSelectionModel::NoUpdate);
  }
  setAnimated(animated);
  m_restoring = false;
  verticalScrollBar()->setValue(m_scroll);
}

void ForwardsView::currentChanged(const QModelIndex& current, const QModelIndex& previous) {
  QTreeView::currentChanged(current, previous);
  if (m_restoring || !current.isValid()) {
    return;
  }
  const ForwardEntry* entry = m_filter.entry(current);
  const QString uid = entry ? entry->config.uid : QString();
  m_currentGroup = entry ? QString() : m_filter.group(current).key;
  if (uid != std::exchange(m_current, uid)) {
    Q_EMIT currentChangedTo(uid);
  }
}

void ForwardsView::selectionChanged(const QItemSelection& selected, const QItemSelection& deselected) {
  QTreeView::selectionChanged(selected, deselected);
  viewport()->update();
  if (m_restoring) {
    return;
  }
  m_selected.clear();
  const auto rows = selectionModel()->selectedRows(Column::Name);
  for (const QModelIndex& index : rows) {
    if (const ForwardEntry* entry = m_filter.entry(index)) {
      m_selected.insert(entry->config.uid);
    }
  }
  Q_EMIT selectionChangedByPerson();
}

QStringList ForwardsView::selectedUids() const {
  QStringList uids;
  auto rows = selectionModel()->selectedRows(Column::Name);
  if (rows.isEmpty() && currentIndex().isValid()) {
    rows += currentIndex();
  }
  std::sort(rows.begin(), rows.end(), [](const QModelIndex& a, const QModelIndex& b) {
    return std::pair(a.parent().row(), a.row()) < std::pair(b.parent().row(), b.row());
  });
  for (const QModelIndex& index : std::as_const(rows)) {
    for (const QString& uid : m_filter.uids(index)) {
      if (!uids.contains(uid)) {
        uids += uid;
      }
    }
  }
  return uids;
}

void ForwardsView::select(const QString& uid) {
  const QModelIndex index = m_filter.indexOf(uid, Column::Name);
  if (index.isValid()) {
    setExpanded(index.parent(), true);
    selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    scrollTo(index);
  }
}

void ForwardsView::toggleSelected() {
  const QModelIndex current = currentIndex();
  const QStringList uids = selectedUids();
  if (uids.isEmpty()) {
    return;
  }
  const ForwardEntry* entry = m_filter.entry(current);
  const bool isOn =
      entry ? entry->isWanted() : current.isValid() && m_filter.group(current).wanted == ForwardGroup::Switch::On;
  QStringList changing;
  std::copy_if(uids.begin(), uids.end(), std::back_inserter(changing), [&](const QString& uid) {
    const ForwardEntry* each = m_filter.source().find(uid);
    return each && each->isWanted() == isOn;
  });
  if (!entry && !isOn) {
    changing.erase(std::remove_if(changing.begin(), changing.end(),
                                  [&](const QString& uid) { return m_filter.source().find(uid)->isWanted(); }),
                   changing.end());
  }
  m_filter.source().requestOn(changing, !isOn);
}

void ForwardsView::foldAll(bool folded) {
  for (int g = 0; g < m_filter.groupCount(); ++g) {
    setExpanded(m_filter.index(g, 0), !folded);
  }
}

void ForwardsView::showCopied(const QString& uid) {
  m_copied = uid;
  m_copiedTimer.start();
  viewport()->update();
}

void ForwardsView::setColumnChosen(Column column, bool chosen) {
  if (chosen) {
    m_unwanted.remove(column);
  } else {
    m_unwanted.insert(column);
  }
  layoutColumns();
}

QList<int> ForwardsView::hiddenByChoice() const {
  QList<int> columns(m_unwanted.begin(), m_unwanted.end());
  std::sort(columns.begin(), columns.end());
  return columns;
}

int ForwardsView::widest(Column column) const {
  const QFontMetrics metrics(column == Column::Address ? m_fixed : font());
  const ForwardsModel& model = m_filter.source();
  int width = 0;
  for (int row = 0; row < std::min(model.size(), kMostMeasured); ++row) {
    const ForwardEntry& entry = model.entry(row);
    switch (column) {
      case Column::Name:
        width = std::max(width, metrics.horizontalAdvance(oneLine(entry.config.displayName(), 120)));
        break;
      case Column::State:
        width = std::max(width, statePillWidth(metrics, StateWords::brief(entry.config, entry.status, model.now())));
        break;
      case Column::Address:
        width = std::max(width, metrics.horizontalAdvance(StateWords::address(entry.config, entry.status)));
        break;
      case Column::Target:
        width = std::max(width, metrics.horizontalAdvance(StateWords::target(entry.config)));
        break;
      case Column::Pod:
        width = std::max(width, metrics.horizontalAdvance(entry.status.pod));
        break;
      default:
        break;
    }
  }
  return width + 1;
}

void ForwardsView::measureColumns() {
  m_columnsLater.stop();
  const QFontMetrics metrics = fontMetrics();
  const QFontMetrics headerMetrics(m_secondary);
  const int height = metrics.height();
  const auto titleWidth = [&](Column column) {
    return headerMetrics.horizontalAdvance(ForwardsFilter::title(column)) + 2 * kPadding + 1;
  };
  auto& widths = m_widths;
  widths[Column::Switch] = kMargin + Sizes::switchSize(metrics).width() + kUnit + 1;
  widths[Column::Name] = std::clamp(widest(Column::Name), 6 * height, kMostNameHeights * height) + 2 * kPadding;
  widths[Column::State] = std::clamp(widest(Column::State), 7 * height, 13 * height) + 2 * kPadding;
  const int chip = 10 + Sizes::mark(metrics) + 2 * kUnit;
  widths[Column::Address] = std::min(widest(Column::Address), kMostTextHeights * height) + chip + 2 * kPadding;
  widths[Column::Target] = std::clamp(widest(Column::Target), 6 * height, kMostTextHeights * height) + 2 * kPadding;
  widths[Column::Pod] = std::clamp(widest(Column::Pod), 6 * height, kMostTextHeights * height) + 2 * kPadding;
  widths[Column::Rate] =
      metrics.horizontalAdvance(Figures::rate(888e6)) + 3 * kUnit + sparklineWidth(metrics) + 2 * kPadding;
  widths[Column::Connections] = metrics.horizontalAdvance(tr("%1 waiting").arg(88)) + 2 * kPadding + 1;
  widths[Column::Since] = metrics.horizontalAdvance(Figures::age(23h + 59min)) + kPadding + kMargin + 1;
  for (int column = Column::Name; column < ForwardsFilter::kColumns; ++column) {
    widths[size_t(column)] = std::max(widths[size_t(column)], titleWidth(Column(column)));
  }
  layoutColumns();
}

void ForwardsView::layoutColumns() {
  const int height = fontMetrics().height();
  std::array<int, ForwardsFilter::kColumns> widths = m_widths;
  const int room = viewport()->width();
  QSet<int> hidden = m_unwanted;
  const auto needed = [&] {
    int sum = 0;
    for (int column = 0; column < ForwardsFilter::kColumns; ++column) {
      sum += hidden.contains(column) ? 0 : widths[size_t(column)];
    }
    return sum;
  };
  for (const Column column : {Column::Since, Column::Pod, Column::Target}) {
    if (needed() > room) {
      hidden.insert(column);
    }
  }
  int left = room - needed();
  if (left < 0) {
    // The rest is shared by what can be cut.
    for (const Column column : {Column::Name, Column::State, Column::Address}) {
      const int least = 4 * height;
      const int cut = std::clamp(-left, 0, std::max(0, widths[column] - least));
      widths[column] -= cut;
      left += cut;
    }
  } else {
    constexpr std::array<std::pair<Column, int>, 7> kWeights{{{Column::Name, 2},
                                                              {Column::State, 2},
                                                              {Column::Address, 2},
                                                              {Column::Target, 3},
                                                              {Column::Pod, 3},
                                                              {Column::Rate, 2},
                                                              {Column::Connections, 1}}};
    int weights = 0;
    for (const auto& [column, weight] : kWeights) {
      weights += hidden.contains(column) ? 0 : weight;
    }
    const int all = left;
    for (const auto& [column, weight] : kWeights) {
      if (!hidden.contains(column)) {
        const int more = weights > 0 ? all * weight / weights : 0;
        widths[column] += more;
        left -= more;
      }
    }
    widths[Column::Name] += left;
  }
  for (int column = 0; column < ForwardsFilter::kColumns; ++column) {
    if (isColumnHidden(column) != hidden.contains(column)) {
      setColumnHidden(column, hidden.contains(column));
    }
    if (!hidden.contains(column) && columnWidth(column) != widths[size_t(column)]) {
      setColumnWidth(column, widths[size_t(column)]);
    }
  }
}

QRect ForwardsView::rowRect(const QModelIndex& index) const {
  const QRect rect = visualRect(index.siblingAtColumn(Column::Name));
  return {0, rect.top(), viewport()->width(), rect.height()};
}

QRect ForwardsView::cellRect(int column, const QRect& row) const {
  return isColumnHidden(column) ? QRect()
                                : QRect(columnViewportPosition(column), row.top(), columnWidth(column), row.height());
}

GroupHeader::Look ForwardsView::groupLook(const QModelIndex& index, const QRect& rect) const {
  GroupHeader::Look look;
  look.rect = rect;
  look.font = font();
  look.isFolded = !isExpanded(index.siblingAtColumn(0));
  look.direction = layoutDirection();
  look.margin = kMargin;
  return look;
}

QRect ForwardsView::switchRect(const QModelIndex& index) const {
  const QRect row = rowRect(index);
  if (m_filter.isGroup(index)) {
    return GroupHeader::switchRect(groupLook(index, row));
  }
  const QSize size = Sizes::switchSize(fontMetrics());
  const QRect rect(QPoint(row.left() + kMargin, row.top() + (row.height() - size.height()) / 2), size);
  return QStyle::visualRect(layoutDirection(), row, rect);
}

QRect ForwardsView::addressRect(const ForwardEntry& entry, const QRect& row) const {
  const QRect cell = cellRect(Column::Address, row);
  if (!cell.isValid()) {
    return {};
  }
  const QFontMetrics metrics(m_fixed);
  const int width = std::min(metrics.horizontalAdvance(StateWords::address(entry.config, entry.status)) + 2 * kPadding +
                                 10 + Sizes::mark(fontMetrics()),
                             cell.width());
  return QStyle::visualRect(layoutDirection(), cell, QRect(cell.left(), cell.top(), width, cell.height()));
}

ForwardsView::Part ForwardsView::partAt(const QModelIndex& index, const QPoint& position) const {
  if (!index.isValid()) {
    return Part::Row;
  }
  const QRect row = rowRect(index);
  if (switchRect(index).adjusted(-kUnit, -kUnit, kUnit, kUnit).contains(position)) {
    return Part::Switch;
  }
  if (const ForwardEntry* entry = m_filter.entry(index)) {
    return addressRect(*entry, row).contains(position) ? Part::Address : Part::Row;
  }
  return GroupHeader::chevronRect(groupLook(index, row)).adjusted(-kUnit, -kUnit, kUnit, kUnit).contains(position)
             ? Part::Chevron
             : Part::Row;
}

void ForwardsView::drawRow(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
  const QRect rect(0, option.rect.top(), viewport()->width(), option.rect.height());
  painter->save();
  if (m_filter.isGroup(index)) {
    paintGroup(*painter, rect, index);
  } else {
    paintForward(*painter, rect, index);
  }
  // Who uses the mouse sees the selection; it is not what Space acts on when the row in use is not part of it.
  const bool isCurrent = currentIndex().row() == index.row() && currentIndex().parent() == index.parent();
  if (hasFocus() && isCurrent &&
      (window()->testAttribute(Qt::WA_KeyboardFocusChange) ||
       !selectionModel()->isSelected(index.siblingAtColumn(Column::Name)))) {
    drawFocusRing(*painter, QRectF(rect).adjusted(0, 0, 0, -1), 3, m_colors.accent);
  }
  painter->restore();
}

void ForwardsView::paintGroup(QPainter& painter, const QRect& rect, const QModelIndex& index) const {
  const ForwardGroup& group = m_filter.group(index);
  const bool isSelected = selectionModel()->isSelected(index.siblingAtColumn(Column::Name));
  painter.fillRect(rect, isSelected ? ColorRoles::mix(m_colors.window, m_colors.selection, 0.8) : m_colors.window);
  painter.setPen(m_colors.line);
  if (index.row() > 0) {
    painter.drawLine(rect.left(), rect.top(), rect.right(), rect.top());
  }
  painter.drawLine(rect.left(), rect.bottom(), rect.right(), rect.bottom());
  GroupHeader::Look look = groupLook(index, rect);
  look.isHovered = m_hoveredPart == Part::Switch && m_hovered.isValid() && m_hovered.parent() == index.parent() &&
                   m_hovered.row() == index.row();
  look.switchPosition = m_motion->switchPosition(u"group/"_s + group.key, group.wanted == ForwardGroup::Switch::On,
                                                 GroupHeader::switchRect(look));
  GroupHeader::paint(painter, look, group, m_colors);
}

void ForwardsView::paintForward(QPainter& painter, const QRect& rect, const QModelIndex& index) const {
  const ForwardEntry& entry = *m_filter.entry(index);
  const QModelIndex name = index.siblingAtColumn(Column::Name);
  const bool isSelected = selectionModel()->isSelected(name);
  const bool isCurrent = currentIndex().parent() == index.parent() && currentIndex().row() == index.row();
  const bool isLast = index.row() == m_filter.rowCount(index.parent()) - 1;
  painter.fillRect(rect, isSelected ? m_colors.selection : m_colors.base);
  if (!isLast) {
    const QRect line(rect.left() + columnWidth(Column::Switch) + kPadding, rect.bottom(), rect.width(), 1);
    painter.fillRect(QStyle::visualRect(layoutDirection(), rect, line & rect), m_colors.line);
  }
  if (isSelected && (isCurrent || m_colors.isHighContrast)) {
    painter.fillRect(
        QStyle::visualRect(layoutDirection(), rect, QRect(rect.left(), rect.top(), 3, rect.height() - !isLast)),
        m_colors.accent);
  }
  for (int column = 0; column < ForwardsFilter::kColumns; ++column) {
    if (const QRect cell = cellRect(column, rect); cell.isValid()) {
      paintCell(painter, cell, index.siblingAtColumn(column), entry);
    }
  }
}

void ForwardsView::paintCell(QPainter& painter, const QRect& cell, const QModelIndex& index,
                             const ForwardEntry& entry) const {
  using Status = ForwardStatus::State;
  const Qt::LayoutDirection direction = layoutDirection();
  const ForwardStatus& status = entry.status;
  const bool isQuiet = status.state == Status::Stopped || status.state == Status::Stopping;
  const QColor& words = isQuiet ? m_colors.sub : m_colors.text;
  const bool mirrored = direction == Qt::RightToLeft;
  const QRect inner = cell.adjusted(kPadding, 0, -kPadding, 0);
  const bool isHovered = m_hovered.isValid() && m_hovered.parent() == index.parent() && m_hovered.row() == index.row();
  painter.setFont(font());
  painter.setPen(words);
  switch (Column(index.column())) {
    case Column::Switch: {
      const QRect rect = switchRect(index);
      paintSwitch(painter, rect,
                  {.position = m_motion->switchPosition(entry.config.uid, entry.isWanted(), rect),
                   .isHovered = isHovered && m_hoveredPart == Part::Switch},
                  m_colors, direction);
      break;
    }
    case Column::Name:
    case Column::Target:
    case Column::Pod: {
      const QString text = index.data().toString();
      if (index.column() == Column::Pod && status.pod.isEmpty()) {
        painter.setPen(m_colors.sub);
      }
      drawElided(painter, inner, Qt::AlignLeft | Qt::AlignVCenter, text, direction,
                 index.column() == Column::Name ? Qt::ElideRight : Qt::ElideMiddle);
      break;
    }
    case Column::State: {
      const StateMark mark = StateMark::of(status.state, m_colors);
      paintStatePill(painter, inner, mark, index.data().toString(), m_colors, direction,
                     mark.turns ? m_motion->arcTurn(cell) : 0);
      break;
    }
    case Column::Address: {
      painter.setFont(m_fixed);
      const QString address = index.data().toString();
      const bool isCopied = m_copied == entry.config.uid;
      const bool isCurrent = currentIndex().parent() == index.parent() && currentIndex().row() == index.row() &&
                             selectionModel()->isSelected(index.siblingAtColumn(Column::Name));
      if (isCopied || isHovered || isCurrent) {
        paintAddressChip(painter, QRectF(cell).adjusted(mirrored ? 0 : kPadding, 0, mirrored ? -kPadding : 0, 0),
                         address, isCopied, isHovered && m_hoveredPart == Part::Address, m_colors, direction);
      } else {
        drawElided(painter, inner, Qt::AlignLeft | Qt::AlignVCenter, address, direction, Qt::ElideMiddle);
      }
      break;
    }
    case Column::Rate: {
      const int width = sparklineWidth(fontMetrics());
      const qint64 now = m_filter.source().nowMs();
      const QRect number = QStyle::visualRect(
          direction, cell,
          QRect(cell.left() + kPadding, cell.top(), cell.width() - 2 * kPadding - width - 3 * kUnit, cell.height()));
      const double rate = entry.rates.total(now);
      if (rate < 0.5) {
        painter.setPen(m_colors.sub);
      }
      drawElided(painter, number, Qt::AlignRight | Qt::AlignVCenter, index.data().toString(), direction);
      if (status.state == Status::Ready || (status.state == Status::Waiting && entry.rates.isMoving(now, kSparkline))) {
        auto values = entry.rates.last(RateHistory::Direction::FromPod, now, kSparkline);
        const auto up = entry.rates.last(RateHistory::Direction::ToPod, now, kSparkline);
        std::transform(values.begin(), values.end(), up.begin(), values.begin(), std::plus());
        const int height = fontMetrics().height() - 2;
        paintSparkline(painter,
                       QStyle::visualRect(direction, cell,
                                          QRect(cell.right() + 1 - kPadding - width,
                                                cell.top() + (cell.height() - height) / 2 - 1, width, height)),
                       values, m_colors);
      }
      break;
    }
    case Column::Connections:
      if (status.waitingConnections > 0) {
        painter.setPen(m_colors.waiting);
      } else if (status.connections == 0 && status.state != Status::Ready) {
        painter.setPen(m_colors.sub);
      }
      drawElided(painter, inner, Qt::AlignRight | Qt::AlignVCenter, index.data().toString(), direction);
      break;
    case Column::Since:
      painter.setPen(m_colors.sub);
      drawElided(painter, cell.adjusted(mirrored ? kMargin : kPadding, 0, mirrored ? -kPadding : -kMargin, 0),
                 Qt::AlignRight | Qt::AlignVCenter, index.data().toString(), direction);
      break;
  }
}

void ForwardsView::resizeEvent(QResizeEvent* event) {
  QTreeView::resizeEvent(event);
  layoutColumns();
}

void ForwardsView::changeEvent(QEvent* event) {
  QTreeView::changeEvent(event);
  switch (event->type()) {
    case QEvent::PaletteChange:
      m_colors = ColorRoles(palette());
      break;
    case QEvent::FontChange:
    case QEvent::StyleChange:
    case QEvent::LayoutDirectionChange:
      updateFonts();
      setAnimated(wantsMotion(this));
      scheduleDelayedItemsLayout();
      measureColumns();
      break;
    default:
      break;
  }
}

void ForwardsView::showEvent(QShowEvent* event) {
  QTreeView::showEvent(event);
  m_clock.start();
  measureColumns();
}

void ForwardsView::hideEvent(QHideEvent* event) {
  QTreeView::hideEvent(event);
  m_clock.stop();
}

void ForwardsView::setHovered(const QModelIndex& index, Part part) {
  const QModelIndex row = index.siblingAtColumn(0);
  if (m_hovered == row && m_hoveredPart == part) {
    return;
  }
  if (m_hovered.isValid()) {
    viewport()->update(rowRect(m_hovered));
  }
  m_hovered = row;
  m_hoveredPart = part;
  if (row.isValid()) {
    viewport()->update(rowRect(row));
  }
  const bool isLink = part != Part::Row;
  if (isLink) {
    viewport()->setCursor(Qt::PointingHandCursor);
  } else {
    viewport()->unsetCursor();
  }
}

void ForwardsView::mouseMoveEvent(QMouseEvent* event) {
  const QModelIndex index = indexAt(event->pos());
  setHovered(index, partAt(index, event->pos()));
  if (!m_pressed || *m_pressed == Part::Row) {
    QTreeView::mouseMoveEvent(event);
  }
}

void ForwardsView::leaveEvent(QEvent* event) {
  setHovered({}, Part::Row);
  QTreeView::leaveEvent(event);
}

void ForwardsView::mousePressEvent(QMouseEvent* event) {
  const QModelIndex index = indexAt(event->pos());
  const Part part = partAt(index, event->pos());
  m_pressed.reset();
  if (event->button() == Qt::LeftButton && index.isValid()) {
    m_pressed = part;
    m_pressedIndex = index;
    if (part == Part::Switch || part == Part::Chevron) {
      return;  // the selection stays
    }
  }
  QTreeView::mousePressEvent(event);
  if (index.isValid() && currentIndex().column() != Column::Name) {
    // The column in which a screen reader finds the whole row, and in which letters search.
    selectionModel()->setCurrentIndex(currentIndex().siblingAtColumn(Column::Name), QItemSelectionModel::NoUpdate);
  }
}

void ForwardsView::mouseReleaseEvent(QMouseEvent* event) {
  const std::optional<Part> pressed = std::exchange(m_pressed, std::nullopt);
  const QModelIndex index = indexAt(event->pos());
  const bool isSame = index.isValid() && m_pressedIndex.isValid() && index.parent() == m_pressedIndex.parent() &&
                      index.row() == m_pressedIndex.row() && pressed == partAt(index, event->pos());
  if (event->button() == Qt::LeftButton && pressed && (*pressed == Part::Switch || *pressed == Part::Chevron)) {
    if (isSame && *pressed == Part::Switch) {
      m_filter.toggle(index);
    } else if (isSame) {
      setExpanded(index.siblingAtColumn(0), !isExpanded(index.siblingAtColumn(0)));
    }
    return;
  }
  QTreeView::mouseReleaseEvent(event);
  if (event->button() == Qt::LeftButton && isSame && *pressed == Part::Address &&
      event->modifiers() == Qt::NoModifier) {
    Q_EMIT copyRequested(m_filter.entry(index)->config.uid);
  }
}

void ForwardsView::mouseDoubleClickEvent(QMouseEvent* event) {
  const QModelIndex index = indexAt(event->pos());
  const Part part = partAt(index, event->pos());
  if (event->button() != Qt::LeftButton || !index.isValid()) {
    QTreeView::mouseDoubleClickEvent(event);
    return;
  }
  if (part == Part::Switch || part == Part::Chevron) {
    mousePressEvent(event);  // two quick clicks are two clicks
    return;
  }
  if (const ForwardEntry* entry = m_filter.entry(index)) {
    if (part == Part::Address) {
      Q_EMIT openRequested(entry->config.uid);
    } else {
      Q_EMIT detailsRequested();
    }
  } else {
    setExpanded(index.siblingAtColumn(0), !isExpanded(index.siblingAtColumn(0)));
  }
}

void ForwardsView::keyPressEvent(QKeyEvent* event) {
  const bool isPlain = (event->modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier;
  if (isPlain && event->key() == Qt::Key_Space) {
    toggleSelected();
    return;
  }
  if (isPlain && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)) {
    if (m_filter.isGroup(currentIndex())) {
      setExpanded(currentIndex().siblingAtColumn(0), !isExpanded(currentIndex().siblingAtColumn(0)));
    } else if (currentIndex().isValid()) {
      Q_EMIT detailsRequested();
    }
    return;
  }
  const bool mirrored = layoutDirection() == Qt::RightToLeft;
  const bool folds = event->key() == (mirrored ? Qt::Key_Right : Qt::Key_Left);
  const bool unfolds = event->key() == (mirrored ? Qt::Key_Left : Qt::Key_Right);
  if (isPlain && (folds || unfolds) && currentIndex().isValid()) {
    const QModelIndex current = currentIndex().siblingAtColumn(0);
    const QModelIndex group = m_filter.isGroup(current) ? current : current.parent();
    if (unfolds) {
      setExpanded(group, true);
    } else if (m_filter.isGroup(current)) {
      setExpanded(group, false);
    } else {
      selectionModel()->setCurrentIndex(group.siblingAtColumn(Column::Name),
                                        QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    }
    return;
  }
  QTreeView::keyPressEvent(event);
}

void ForwardsView::contextMenuEvent(QContextMenuEvent* event) {
  QPoint position = event->globalPos();
  if (event->reason() == QContextMenuEvent::Keyboard && currentIndex().isValid()) {
    position = viewport()->mapToGlobal(visualRect(currentIndex()).center());
  } else if (const QModelIndex index = indexAt(event->pos()); index.isValid()) {
    if (!selectionModel()->isSelected(index.siblingAtColumn(Column::Name))) {
      selectionModel()->setCurrentIndex(index.siblingAtColumn(Column::Name),
                                        QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    }
  }
  Q_EMIT menuRequested(position);
}

bool ForwardsView::viewportEvent(QEvent* event) {
  if (event->type() == QEvent::ToolTip) {
    const auto* help = static_cast<QHelpEvent*>(event);
    const QModelIndex index = indexAt(help->pos());
    const ForwardEntry* entry = m_filter.entry(index);
    QString text = index.data(Qt::ToolTipRole).toString();
    if (entry && text.isEmpty()) {
      // What is cut can be read here.
      const QString words = index.data().toString();
      if (fontMetrics().horizontalAdvance(words) > columnWidth(index.column()) - 2 * kPadding) {
        text = words;
      }
    }
    if (text.isEmpty()) {
      QToolTip::hideText();
    } else {
      QToolTip::showText(help->globalPos(), u"<qt>%1</qt>"_s.arg(text.toHtmlEscaped()), viewport());
    }
    return true;
  }
  return QTreeView::viewportEvent(event);
}

}  // namespace portolan
