#include "ui/tray/popupview.h"

#include <QHeaderView>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QScrollBar>
#include <QTimer>
#include <QToolTip>

#include "ui/models/statewords.h"
#include "ui/widgets/addresschip.h"

namespace portolan {

PopupView::PopupView(ForwardsFilter& filter, QWidget* parent)
    : QTreeView(parent), m_filter(filter), m_delegate(new PopupDelegate(filter, viewport(), this)) {
  setModel(&filter);
  setItemDelegate(m_delegate);
  setHeaderHidden(true);
  for (int column = 0; column < ForwardsFilter::kColumns; ++column) {
    setColumnHidden(column, column != ForwardsFilter::Name);
  }
  header()->setStretchLastSection(false);
  header()->setSectionResizeMode(ForwardsFilter::Name, QHeaderView::Stretch);
  setRootIsDecorated(false);
  setIndentation(0);
  setItemsExpandable(true);
  setExpandsOnDoubleClick(false);
  setSelectionMode(QAbstractItemView::NoSelection);
  setEditTriggers(QAbstractItemView::NoEditTriggers);
  setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  setFrameShape(QFrame::NoFrame);
  setMouseTracking(true);
  setAutoScroll(false);
  setAccessibleName(tr("Forwards"));
  connect(&filter, &QAbstractItemModel::modelAboutToBeReset, this, [this] {
    if (const QString uid = currentUid(); !uid.isEmpty()) {
      m_current = uid;
    }
    m_delegate->setHovered({}, Part::None);
    m_pressed = QModelIndex();
  });
  connect(&filter, &QAbstractItemModel::modelReset, this, &PopupView::arrange);
  connect(&filter, &QAbstractItemModel::dataChanged, this, &PopupView::contentChanged);
  arrange();
}

void PopupView::arrange() {
  for (int row = 0; row < m_filter.groupCount(); ++row) {
    const QModelIndex group = m_filter.index(row, 0);
    setExpanded(group, !m_filter.isFolded(group));
  }
  if (!m_current.isEmpty()) {
    setCurrentUid(m_current);
  }
  Q_EMIT contentChanged();
}

int PopupView::contentHeight() const {
  int height = 0;
  const QStyleOptionViewItem option = optionFor({});
  for (int row = 0; row < m_filter.groupCount(); ++row) {
    const QModelIndex group = m_filter.index(row, ForwardsFilter::Name);
    height += m_delegate->sizeHint(option, group).height();
    if (!m_filter.isFolded(group)) {
      const QModelIndex parent = m_filter.index(row, 0);
      for (int child = 0; child < m_filter.rowCount(parent); ++child) {
        height += m_delegate->sizeHint(option, m_filter.index(child, ForwardsFilter::Name, parent)).height();
      }
    }
  }
  return height;
}

QString PopupView::currentUid() const {
  const ForwardEntry* entry = currentIndex().isValid() ? m_filter.entry(currentIndex()) : nullptr;
  return entry ? entry->config.uid : QString();
}

void PopupView::setCurrentUid(const QString& uid) {
  m_current = uid;
  const QModelIndex index = m_filter.indexOf(uid, ForwardsFilter::Name);
  if (index.isValid()) {
    setCurrentIndex(index);
  }
}

void PopupView::selectFirst() {
  const QModelIndex group = m_filter.index(0, 0);
  const QModelIndex first = m_filter.isFolded(group) ? group : m_filter.index(0, ForwardsFilter::Name, group);
  setCurrentIndex(first.isValid() ? first : group);
}

void PopupView::showCopied(const QString& uid) {
  m_delegate->setCopied(uid);
  viewport()->update();
  QTimer::singleShot(AddressChip::kCopiedTime, this, [this] {
    m_delegate->setCopied({});
    viewport()->update();
  });
}

QStyleOptionViewItem PopupView::optionFor(const QModelIndex& index) const {
  QStyleOptionViewItem option;
  initViewItemOption(&option);
  option.rect = index.isValid() ? visualRect(index) : viewport()->rect();
  return option;
}

PopupView::Part PopupView::partAt(const QPoint& position, QModelIndex& index) const {
  index = indexAt(position);
  return index.isValid() ? m_delegate->partAt(optionFor(index), index, position) : Part::None;
}

void PopupView::hover(const QPoint& position) {
  QModelIndex index;
  const Part part = partAt(position, index);
  m_delegate->setHovered(index, part);
  viewport()->setCursor(part == Part::None || part == Part::Chevron ? Qt::ArrowCursor : Qt::PointingHandCursor);
  viewport()->update();
}

void PopupView::trigger(const QModelIndex& index, Part part) {
  const ForwardEntry* entry = m_filter.entry(index);
  if (!entry) {
    if (part == Part::Switch) {
      m_filter.toggle(index);
    } else {
      toggleFold(index, !m_filter.isFolded(index));
    }
    return;
  }
  const QString uid = entry->config.uid;
  switch (part) {
    case Part::Switch:
      m_filter.toggle(index);
      break;
    case Part::Copy:
      Q_EMIT copyRequested(uid);
      break;
    case Part::Open:
      Q_EMIT openRequested(uid);
      break;
    case Part::More: {
      const QRect rect = m_delegate->partRect(optionFor(index), index, Part::More);
      Q_EMIT moreRequested(uid, viewport()->mapToGlobal(rect.bottomLeft()));
      break;
    }
    case Part::Action:
      if (const auto action = PopupDelegate::actionOf(*entry)) {
        Q_EMIT actionRequested(uid, *action);
      }
      break;
    case Part::None:
    case Part::Chevron:
      break;
  }
}

void PopupView::toggleFold(const QModelIndex& group, bool folded) {
  m_filter.setFolded(group, folded);
  setExpanded(group.siblingAtColumn(0), !m_filter.isFolded(group));
  Q_EMIT contentChanged();
}

void PopupView::keyPressEvent(QKeyEvent* event) {
  const QModelIndex index = currentIndex();
  const bool isGroup = index.isValid() && m_filter.isGroup(index);
  switch (event->key()) {
    case Qt::Key_Space:
      if (index.isValid()) {
        m_filter.toggle(index);
      }
      return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
      if (isGroup) {
        toggleFold(index, !m_filter.isFolded(index));
      } else if (index.isValid()) {
        Q_EMIT copyRequested(currentUid());
      }
      return;
    case Qt::Key_Left:
    case Qt::Key_Right: {
      const bool folds = (event->key() == Qt::Key_Left) != (layoutDirection() == Qt::RightToLeft);
      if (index.isValid() && folds && !isGroup) {
        setCurrentIndex(index.parent().siblingAtColumn(ForwardsFilter::Name));
      } else if (isGroup) {
        toggleFold(index, folds);
      }
      return;
    }
    case Qt::Key_Up:
      if (!index.isValid() || !indexAbove(index).isValid()) {
        Q_EMIT leftUpwards();
        return;
      }
      break;
    case Qt::Key_Escape:
    case Qt::Key_Tab:
    case Qt::Key_Backtab:
      event->ignore();
      return;
    default:
      break;
  }
  if (event->matches(QKeySequence::Copy)) {
    if (!currentUid().isEmpty()) {
      Q_EMIT copyRequested(currentUid());
    }
    return;
  }
  if (event->key() == Qt::Key_O && event->modifiers() == Qt::ControlModifier) {
    if (!currentUid().isEmpty()) {
      Q_EMIT openRequested(currentUid());
    }
    return;
  }
  if (!event->text().isEmpty() && event->text().at(0).isPrint()) {
    event->ignore();  // goes to the search field
    return;
  }
  QTreeView::keyPressEvent(event);
}

void PopupView::mousePressEvent(QMouseEvent* event) {
  QModelIndex index;
  m_pressedPart = partAt(event->position().toPoint(), index);
  m_pressed = index;
  if (event->button() == Qt::LeftButton && index.isValid() && !m_filter.isGroup(index)) {
    setCurrentIndex(index.siblingAtColumn(ForwardsFilter::Name));
  }
}

void PopupView::mouseReleaseEvent(QMouseEvent* event) {
  QModelIndex index;
  const Part part = partAt(event->position().toPoint(), index);
  if (event->button() == Qt::LeftButton && index.isValid() && m_pressed == index && m_pressedPart == part) {
    trigger(index, part);
  }
  m_pressed = QModelIndex();
  m_pressedPart = Part::None;
}

void PopupView::mouseMoveEvent(QMouseEvent* event) {
  hover(event->position().toPoint());
}

void PopupView::mouseDoubleClickEvent(QMouseEvent* event) {
  mousePressEvent(event);
}

void PopupView::leaveEvent(QEvent* event) {
  m_delegate->setHovered({}, Part::None);
  viewport()->update();
  QTreeView::leaveEvent(event);
}

void PopupView::contextMenuEvent(QContextMenuEvent* event) {
  const QModelIndex index = event->reason() == QContextMenuEvent::Keyboard ? currentIndex() : indexAt(event->pos());
  if (const ForwardEntry* entry = index.isValid() ? m_filter.entry(index) : nullptr) {
    const QPoint at = event->reason() == QContextMenuEvent::Keyboard
                          ? viewport()->mapToGlobal(visualRect(index).bottomLeft())
                          : event->globalPos();
    Q_EMIT moreRequested(entry->config.uid, at);
  }
}

bool PopupView::viewportEvent(QEvent* event) {
  if (event->type() == QEvent::ToolTip) {
    const auto* help = static_cast<QHelpEvent*>(event);
    QModelIndex index;
    const Part part = partAt(help->pos(), index);
    const ForwardEntry* entry = index.isValid() ? m_filter.entry(index) : nullptr;
    if (!entry) {
      QToolTip::hideText();
      return true;
    }
    QString text;
    switch (part) {
      case Part::Copy:
        text = tr("Copy %1").arg(StateWords::address(entry->config, entry->status));
        break;
      case Part::Open:
        text = tr("Open in the browser");
        break;
      case Part::More:
        text = tr("More");
        break;
      default:
        text = StateWords::sentence(entry->config, entry->status, m_filter.source().now());
    }
    QToolTip::showText(help->globalPos(), text, viewport());
    return true;
  }
  return QTreeView::viewportEvent(event);
}

}  // namespace portolan
