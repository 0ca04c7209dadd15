#include "ui/tray/popupdelegate.h"

#include <QPainter>

#include "ui/models/figures.h"
#include "ui/models/statewords.h"
#include "ui/widgets/addresschip.h"
#include "ui/widgets/drawing.h"
#include "ui/widgets/sizes.h"
#include "ui/widgets/sparkline.h"
#include "ui/widgets/statemark.h"
#include "ui/widgets/switchpainter.h"

using namespace Qt::StringLiterals;

namespace portolan {

namespace {

constexpr int kUnit = Sizes::kUnit;
constexpr int kMargin = 3 * kUnit;
constexpr int kSparkline = 10 * kUnit;
constexpr int kSparklineSeconds = 60;

/// One line below the row: what happened, else what is said beside it is enough.
QString causeOf(const ForwardEntry& entry) {
  QString cause = StateWords::popupCause(entry.config, entry.status);
  if (cause.endsWith(u'.')) {
    cause.chop(1);
  }
  return cause;
}

/// ":5432", or the whole address where it is not this computer's usual one.
QString portText(const ForwardEntry& entry) {
  const QString address = StateWords::address(entry.config, entry.status);
  return address.startsWith("localhost:"_L1) ? address.sliced(9) : address;
}

}  // namespace

PopupDelegate::PopupDelegate(const ForwardsFilter& filter, QWidget* surface, QObject* parent)
    : QStyledItemDelegate(parent), m_filter(filter), m_motion(new ViewMotion(surface)) {}

void PopupDelegate::setHovered(const QModelIndex& index, Part part) {
  m_hovered = index;
  m_hoveredPart = part;
}

std::optional<TroubleAction> PopupDelegate::actionOf(const ForwardEntry& entry) {
  const QList<TroubleAction> actions = StateWords::actions(entry.config, entry.status);
  return actions.isEmpty() ? std::nullopt : std::optional(actions.constFirst());
}

bool PopupDelegate::showsActions(const QStyleOptionViewItem& option, const QModelIndex& index) const {
  return m_hovered == index || (option.state & QStyle::State_HasFocus) || (option.state & QStyle::State_Selected);
}

PopupDelegate::Columns PopupDelegate::columns(const QStyleOptionViewItem& option, const ForwardEntry& entry) const {
  Columns at;
  const QFontMetrics metrics(option.font);
  const QRect row = option.rect.adjusted(kMargin, 0, -kMargin, 0);
  const int height = Sizes::popupRow(metrics);
  at.line = QRect(row.left(), row.top(), row.width(), height);
  const auto centred = [&at](int left, const QSize& size) {
    return QRect(QPoint(left, at.line.top() + (at.line.height() - size.height()) / 2), size);
  };
  const int mark = Sizes::mark(metrics);
  const QSize toggle = Sizes::switchSize(metrics);
  at.mark = centred(row.left() + kUnit / 2, {mark, mark});
  at.toggle = centred(row.right() + 1 - toggle.width(), toggle);
  const int textLeft = at.mark.right() + 1 + 2 * kUnit;
  const int right = at.toggle.left() - 3 * kUnit;
  // Name, port, and what goes through share what is left, so that their edges stand below each other.
  const int nameRight = textLeft + (right - textLeft) * 39 / 100;
  const QFontMetrics fixed(Fonts::fixed(option.font));
  const int portRight =
      nameRight + 2 * kUnit + qMax(fixed.horizontalAdvance(u":00000"_s) + kUnit, (right - textLeft) * 20 / 100);
  at.name = QRect(QPoint(textLeft, at.line.top()), QPoint(nameRight, at.line.bottom()));
  at.port = QRect(QPoint(nameRight + 2 * kUnit, at.line.top()), QPoint(portRight, at.line.bottom()));
  at.middle = QRect(QPoint(portRight + kUnit, at.line.top()), QPoint(right, at.line.bottom()));
  const int button = mark + 3 * kUnit;
  for (int i = 0; i < 3; ++i) {
    at.actions[i] = centred(right - (3 - i) * button + kUnit, {button, button});
  }
  const QString cause = causeOf(entry);
  if (!cause.isEmpty()) {
    const int causeTop = at.line.bottom() - 2 * kUnit;
    const int causeHeight = metrics.height() + kUnit;
    int causeRight = row.right();
    if (const auto action = actionOf(entry)) {
      const int width =
          QFontMetrics(Fonts::strong(Fonts::secondary(option.font))).horizontalAdvance(action->text) + kUnit;
      // Where both do not fit, the cause is cut: its whole is in the tooltip, and the button must be found.
      const int shown = qMin(width, row.width() * 3 / 5);
      at.action = QRect(row.right() + 1 - shown, causeTop, shown, causeHeight);
      causeRight = at.action.left() - 3 * kUnit;
    }
    at.cause = QRect(textLeft, causeTop, causeRight - textLeft, causeHeight);
  }
  if (option.direction == Qt::RightToLeft) {
    for (QRect* rect : {&at.mark, &at.name, &at.port, &at.middle, &at.actions[0], &at.actions[1], &at.actions[2],
                        &at.toggle, &at.cause, &at.action}) {
      *rect = QStyle::visualRect(option.direction, option.rect, *rect);
    }
  }
  return at;
}

GroupHeader::Look PopupDelegate::headerLook(const QStyleOptionViewItem& option, const QModelIndex& index) const {
  GroupHeader::Look look;
  look.rect = option.rect;
  look.font = option.font;
  look.side = GroupHeader::SwitchSide::Trailing;
  look.isFolded = m_filter.isFolded(index);
  look.isHovered = m_hovered == index && m_hoveredPart == Part::Switch;
  look.direction = option.direction;
  look.margin = kMargin;
  look.withCluster = false;
  return look;
}

QRect PopupDelegate::partRect(const QStyleOptionViewItem& option, const QModelIndex& index, Part part) const {
  const ForwardEntry* entry = m_filter.entry(index);
  if (!entry) {
    const GroupHeader::Look look = headerLook(option, index);
    return part == Part::Switch    ? GroupHeader::switchRect(look)
           : part == Part::Chevron ? GroupHeader::chevronRect(look)
                                   : QRect();
  }
  const Columns at = columns(option, *entry);
  switch (part) {
    case Part::Switch:
      return at.toggle;
    case Part::Copy:
      return at.actions[0];
    case Part::Open:
      return at.actions[1];
    case Part::More:
      return at.actions[2];
    case Part::Action:
      return at.action;
    case Part::None:
    case Part::Chevron:
      break;
  }
  return {};
}

PopupDelegate::Part PopupDelegate::partAt(const QStyleOptionViewItem& option, const QModelIndex& index,
                                          const QPoint& position) const {
  const auto hits = [&](Part part) {
    const QRect rect = partRect(option, index, part);
    return rect.isValid() && rect.adjusted(-kUnit, -kUnit, kUnit, kUnit).contains(position);
  };
  if (hits(Part::Switch)) {
    return Part::Switch;
  }
  if (m_filter.isGroup(index)) {
    return Part::Chevron;  // the rest of a header folds
  }
  if (hits(Part::Action)) {
    return Part::Action;
  }
  for (const Part part : {Part::Copy, Part::Open, Part::More}) {
    if (partRect(option, index, part).contains(position)) {
      return part;
    }
  }
  return Part::None;
}

QSize PopupDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
  const QFontMetrics metrics(option.font);
  const ForwardEntry* entry = m_filter.entry(index);
  const int height = !entry                      ? Sizes::groupRow(metrics)
                     : causeOf(*entry).isEmpty() ? Sizes::popupRow(metrics)
                                                 : Sizes::popupRowWithCause(metrics);
  return {100, height};
}

void PopupDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
  painter->save();
  painter->setRenderHint(QPainter::Antialiasing);
  painter->setFont(option.font);
  if (const ForwardEntry* entry = m_filter.entry(index)) {
    paintForward(painter, option, index, *entry);
  } else {
    const ColorRoles colors(option.palette);
    const ForwardGroup& group = m_filter.group(index);
    GroupHeader::Look look = headerLook(option, index);
    look.switchPosition = m_motion->switchPosition(u"group "_s + group.key, group.wanted == ForwardGroup::Switch::On,
                                                   GroupHeader::switchRect(look));
    if (index.row() > 0) {
      painter->setPen(colors.line);
      painter->drawLine(option.rect.left() + kMargin, option.rect.top(), option.rect.right() - kMargin,
                        option.rect.top());
    }
    GroupHeader::paint(*painter, look, group, colors);
    if (option.state & QStyle::State_HasFocus) {
      drawFocusRing(*painter, QRectF(option.rect).adjusted(kUnit, 1, -kUnit, -1), Sizes::kControlRadius, colors.accent);
    }
  }
  painter->restore();
}

void PopupDelegate::paintForward(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index,
                                 const ForwardEntry& entry) const {
  const ColorRoles colors(option.palette);
  const Columns at = columns(option, entry);
  const bool isUsed = showsActions(option, index);
  const QRectF box = QRectF(option.rect).adjusted(kUnit, 1, -kUnit, -1);
  if (isUsed) {
    painter->setPen(Qt::NoPen);
    painter->setBrush(colors.selection);
    painter->drawRoundedRect(box, Sizes::kControlRadius, Sizes::kControlRadius);
    if (option.state & QStyle::State_HasFocus) {
      drawFocusRing(*painter, box, Sizes::kControlRadius, colors.accent);
    }
  }

  const StateMark mark = StateMark::of(entry.status.state, colors);
  paintStateMark(*painter, at.mark, mark, mark.turns ? m_motion->arcTurn(at.mark) : 0);
  const bool isOn = entry.isWanted();
  painter->setPen(isOn ? colors.text : colors.sub);
  drawElided(*painter, at.name, Qt::AlignLeft | Qt::AlignVCenter, oneLine(entry.config.displayName(), 100),
             option.direction);
  painter->setFont(Fonts::fixed(option.font));
  painter->setPen(colors.sub);
  const bool isShown = m_copied == entry.config.uid;
  // A long address may take the room of the rate.
  QRect port = at.port;
  if (const int need = QFontMetrics(painter->font()).horizontalAdvance(portText(entry)); need > port.width()) {
    const int more = qMin(need - port.width(), at.middle.width() / 2);
    port = option.direction == Qt::RightToLeft ? port.adjusted(-more, 0, 0, 0) : port.adjusted(0, 0, more, 0);
  }
  drawElided(*painter, port, Qt::AlignLeft | Qt::AlignVCenter, isShown ? AddressChip::copiedText() : portText(entry),
             option.direction);
  painter->setFont(option.font);

  if (isUsed) {
    const QString drawings[] = {u"copy"_s, u"open"_s, u"more"_s};
    const Part parts[] = {Part::Copy, Part::Open, Part::More};
    for (int i = 0; i < 3; ++i) {
      if (m_hovered == index && m_hoveredPart == parts[i]) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(ColorRoles::mix(colors.selection, colors.accent, 0.2));
        painter->drawRoundedRect(at.actions[i], Sizes::kControlRadius, Sizes::kControlRadius);
      }
      drawIcon(*painter, drawings[i], QRectF(at.actions[i]).adjusted(6, 6, -6, -6), colors.text);
    }
  } else {
    paintMiddle(*painter, option, at.middle, entry, colors);
  }

  SwitchLook look;
  look.position = m_motion->switchPosition(entry.config.uid, isOn, at.toggle);
  look.isHovered = m_hovered == index && m_hoveredPart == Part::Switch;
  paintSwitch(*painter, at.toggle, look, colors, option.direction);

  if (at.cause.isValid()) {
    painter->setFont(Fonts::secondary(option.font));
    painter->setPen(colors.sub);
    drawElided(*painter, at.cause, Qt::AlignLeft | Qt::AlignVCenter, causeOf(entry), option.direction);
    if (const auto action = actionOf(entry)) {
      painter->setFont(Fonts::strong(Fonts::secondary(option.font)));
      painter->setPen(colors.link);
      drawElided(*painter, at.action, Qt::AlignRight | Qt::AlignVCenter, action->text, option.direction);
      if (m_hovered == index && m_hoveredPart == Part::Action) {
        painter->drawLine(at.action.left(), at.action.bottom(), at.action.right(), at.action.bottom());
      }
    }
  }
}

void PopupDelegate::paintMiddle(QPainter& painter, const QStyleOptionViewItem& option, const QRect& rect,
                                const ForwardEntry& entry, const ColorRoles& colors) const {
  const ForwardsModel& model = m_filter.source();
  const QDateTime now = model.now();
  painter.setFont(Fonts::secondary(option.font));
  switch (entry.status.state) {
    case ForwardStatus::State::Stopped:
      return;
    case ForwardStatus::State::Ready:
      break;
    default: {
      painter.setPen(entry.status.state == ForwardStatus::State::Starting
                         ? colors.link
                         : StateMark::of(entry.status.state, colors).words);
      drawElided(painter, rect, Qt::AlignRight | Qt::AlignVCenter, StateWords::popup(entry.config, entry.status, now),
                 option.direction);
      return;
    }
  }
  const qint64 nowMs = model.nowMs();
  const double rate =
      entry.rates.rate(RateHistory::Direction::FromPod, nowMs) + entry.rates.rate(RateHistory::Direction::ToPod, nowMs);
  const bool isIdle = rate < 1;
  painter.setPen(colors.sub);
  const QString text = isIdle ? tr("idle") : Figures::rate(rate);
  drawElided(painter, rect, Qt::AlignRight | Qt::AlignVCenter, text, option.direction);
  const int needed = QFontMetrics(painter.font()).horizontalAdvance(u"000 kB/s"_s);
  QRect line(rect.right() - needed - 3 * kUnit - kSparkline, rect.center().y() - 2 * kUnit + 1, kSparkline, 3 * kUnit);
  if (line.left() >= rect.left()) {
    line = QStyle::visualRect(option.direction, rect, line);
    if (const auto values = entry.rates.last(RateHistory::Direction::FromPod, nowMs, kSparklineSeconds);
        !values.empty()) {
      paintSparkline(painter, line, values, colors);
    }
  }
}

}  // namespace portolan
