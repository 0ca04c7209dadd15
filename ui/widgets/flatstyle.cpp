#include "ui/widgets/flatstyle.h"

#include <QAction>
#include <QApplication>
#include <QDialogButtonBox>
#include <QMenu>
#include <QPainter>
#include <QStyleOption>
#include <QToolTip>

#include "ui/widgets/colorroles.h"
#include "ui/widgets/drawing.h"

using namespace Qt::StringLiterals;

namespace portolan {

namespace {

constexpr int kUnit = 4;
constexpr int kCheck = 16;
constexpr int kMark = 16;
constexpr int kScrollBar = 3 * kUnit;
constexpr int kArrow = 6 * kUnit;  // the part of a field that has arrows
constexpr qreal kControlRadius = 6;

// The columns of a menu item, from its left edge.
constexpr int kMenuCheckLeft = 3 * kUnit;
constexpr int kMenuTextLeft = kMenuCheckLeft + kCheck + 2 * kUnit;
constexpr int kMenuRight = 4 * kUnit;
constexpr int kMenuGap = 6 * kUnit;

/// A rectangle whose border of `width` falls on whole pixels.
QRectF inner(const QRect& rect, qreal width) {
  return QRectF(rect).adjusted(width / 2, width / 2, -width / 2, -width / 2);
}

void drawCheck(QPainter* painter, const QRect& box, bool isOn, bool isPartial, const ColorRoles& colors) {
  painter->save();
  painter->setRenderHint(QPainter::Antialiasing);
  if (isOn || isPartial) {
    painter->setPen(Qt::NoPen);
    painter->setBrush(colors.accent);
    painter->drawRoundedRect(box, kUnit, kUnit);
    painter->translate(box.topLeft());
    painter->scale(box.width() / 16.0, box.height() / 16.0);
    painter->setPen(QPen(colors.onAccent, 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    if (isPartial) {
      painter->drawLine(QPointF(4.5, 8), QPointF(11.5, 8));
    } else {
      const QPointF tick[] = {{4, 8.3}, {6.8, 11.1}, {12, 5}};
      painter->setBrush(Qt::NoBrush);
      painter->drawPolyline(tick, 3);
    }
  } else {
    painter->setPen(QPen(colors.edge, 1.2));
    painter->setBrush(Qt::NoBrush);
    painter->drawRoundedRect(inner(box, 1.2), kUnit, kUnit);
  }
  painter->restore();
}

/// The action that is drawn: a menu's option does not carry its properties.
const QAction* actionOf(const QStyleOption* option, const QWidget* widget) {
  const auto* menu = qobject_cast<const QMenu*>(widget);
  return menu ? menu->actionAt(option->rect.center()) : nullptr;
}

void drawMenuItem(const QStyleOptionMenuItem* item, QPainter* painter, const QWidget* widget) {
  const ColorRoles colors(item->palette);
  const QRect rect = item->rect;
  const auto place = [item](const QRect& at) { return QStyle::visualRect(item->direction, item->rect, at); };

  painter->save();
  if (item->menuItemType == QStyleOptionMenuItem::Separator) {
    painter->setPen(colors.line);
    painter->drawLine(rect.left() + 2 * kUnit, rect.center().y(), rect.right() - 2 * kUnit, rect.center().y());
    painter->restore();
    return;
  }
  const bool isEnabled = item->state & QStyle::State_Enabled;
  if (isEnabled && (item->state & QStyle::State_Selected)) {
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(colors.selection);
    painter->drawRoundedRect(rect.adjusted(kUnit, 0, -kUnit, 0), kControlRadius, kControlRadius);
  }
  if (item->checkType != QStyleOptionMenuItem::NotCheckable) {
    const QRect box(rect.left() + kMenuCheckLeft, rect.center().y() - kCheck / 2 + 1, kCheck, kCheck);
    drawCheck(painter, place(box), item->checked, false, colors);
  }

  const int textLeft = rect.left() + kMenuTextLeft;
  const QString text = item->text.section(u'\t', 0, 0);
  const QString state = item->text.section(u'\t', 1);
  painter->setFont(item->font);
  painter->setPen(isEnabled ? colors.text : colors.sub);
  const QRect textRect(textLeft, rect.top(), rect.right() - kMenuRight - textLeft, rect.height());
  const int flags = Qt::AlignVCenter | Qt::TextSingleLine | Qt::TextShowMnemonic;
  painter->drawText(place(textRect), int(QStyle::visualAlignment(item->direction, Qt::AlignLeft)) | flags, text);

  if (item->menuItemType == QStyleOptionMenuItem::SubMenu) {
    const QRect arrow(rect.right() - kMenuRight, rect.center().y() - 5, 12, 12);
    const bool isMirrored = item->direction == Qt::RightToLeft;
    drawIcon(*painter, u"chevron-right"_s, place(arrow), colors.sub, isMirrored ? 180 : 0);
  }
  if (!state.isEmpty()) {
    const QRect stateRect(rect.right() - kMenuRight - item->reservedShortcutWidth, rect.top(),
                          item->reservedShortcutWidth, rect.height());
    const QAction* action = actionOf(item, widget);
    const QVariant color = action ? action->property(FlatStyle::kStateColorProperty) : QVariant();
    painter->setPen(color.isValid() ? color.value<QColor>() : colors.sub);
    painter->drawText(place(stateRect), int(QStyle::visualAlignment(item->direction, Qt::AlignLeft)) | flags, state);
    const QRect markRect(stateRect.left() - kMark - kUnit - 2, rect.center().y() - kMark / 2 + 1, kMark, kMark);
    item->icon.paint(painter, place(markRect));
  }
  painter->restore();
}

void drawButton(const QStyleOptionButton* button, QPainter* painter) {
  const ColorRoles colors(button->palette);
  const bool isEnabled = button->state & QStyle::State_Enabled;
  const bool isDefault = isEnabled && (button->features & QStyleOptionButton::DefaultButton);
  const bool isDown = button->state & (QStyle::State_Sunken | QStyle::State_On);
  const bool isHovered = isEnabled && (button->state & QStyle::State_MouseOver);
  QColor fill = isDefault ? colors.accent : button->palette.color(QPalette::Base);
  if (isDown || isHovered) {
    fill = isDefault ? ColorRoles::mix(fill, Qt::black, isDown ? 0.16 : 0.08)
                     : ColorRoles::mix(fill, colors.accent, isDown ? 0.2 : 0.1);
  }
  painter->save();
  painter->setRenderHint(QPainter::Antialiasing);
  painter->setPen(QPen(isDefault ? fill : isEnabled ? colors.edge : colors.line, 1));
  painter->setBrush(fill);
  painter->drawRoundedRect(inner(button->rect, 1), kControlRadius, kControlRadius);
  if (button->state & QStyle::State_HasFocus && button->state & QStyle::State_KeyboardFocusChange) {
    painter->setPen(QPen(isDefault ? colors.onAccent : colors.accent, 2));
    painter->setBrush(Qt::NoBrush);
    const int inset = isDefault ? 2 : 0;
    painter->drawRoundedRect(inner(button->rect.adjusted(inset, inset, -inset, -inset), 2), kControlRadius - inset,
                             kControlRadius - inset);
  }
  painter->restore();
}

/// The ground and border of what text is written into or chosen from.
void drawField(const QStyleOption* option, QPainter* painter, bool hasFocus) {
  const ColorRoles colors(option->palette);
  const bool isEnabled = option->state & QStyle::State_Enabled;
  const bool isHovered = isEnabled && (option->state & QStyle::State_MouseOver);
  painter->save();
  painter->setRenderHint(QPainter::Antialiasing);
  const qreal border = hasFocus ? 2 : 1;
  painter->setPen(QPen(hasFocus     ? colors.accent
                       : !isEnabled ? colors.line
                       : isHovered  ? ColorRoles::mix(colors.edge, colors.text, 0.4)
                                    : colors.edge,
                       border));
  painter->setBrush(option->palette.color(isEnabled ? QPalette::Base : QPalette::Window));
  painter->drawRoundedRect(inner(option->rect, border), kControlRadius, kControlRadius);
  painter->restore();
}

void drawRadio(const QStyleOption* option, QPainter* painter) {
  const ColorRoles colors(option->palette);
  const bool isOn = option->state & QStyle::State_On;
  const bool isEnabled = option->state & QStyle::State_Enabled;
  const QRectF box = inner(QRect(option->rect.topLeft(), QSize(kCheck, kCheck)), 1.2);
  painter->save();
  painter->setRenderHint(QPainter::Antialiasing);
  painter->setPen(QPen(!isEnabled ? colors.line : isOn ? colors.accent : colors.edge, 1.2));
  painter->setBrush(isOn && isEnabled ? colors.accent : option->palette.color(QPalette::Base));
  painter->drawEllipse(box);
  if (isOn) {
    painter->setPen(Qt::NoPen);
    painter->setBrush(isEnabled ? colors.onAccent : colors.sub);
    painter->drawEllipse(box.adjusted(4.4, 4.4, -4.4, -4.4));
  }
  painter->restore();
}

void drawScrollBar(const QStyleOptionSlider* bar, QPainter* painter, const QRect& handle) {
  const ColorRoles colors(bar->palette);
  painter->save();
  painter->fillRect(bar->rect, bar->palette.color(QPalette::Base));
  if (bar->maximum > bar->minimum) {
    const bool isUsed = bar->state & QStyle::State_MouseOver || bar->activeSubControls & QStyle::SC_ScrollBarSlider;
    const QRectF body = bar->orientation == Qt::Vertical ? QRectF(handle).adjusted(3, 2, -3, -2)
                                                         : QRectF(handle).adjusted(2, 3, -2, -3);
    const qreal radius = qMin(body.width(), body.height()) / 2;
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(isUsed ? ColorRoles::mix(colors.edge, colors.text, 0.3) : colors.edge);
    painter->drawRoundedRect(body, radius, radius);
  }
  painter->restore();
}

}  // namespace

FlatStyle::FlatStyle() : QProxyStyle(u"fusion"_s) {}

void FlatStyle::installOverFusion() {
  if (QApplication::style()->name() != "fusion"_L1) {
    return;
  }
  const bool themed = QApplication::palette() != QApplication::style()->standardPalette();
  auto* style = new FlatStyle;
  QApplication::setStyle(style);
  if (!themed) {
    QApplication::setPalette(style->standardPalette());
    QToolTip::setPalette(style->standardPalette());
  }
}

QPalette FlatStyle::darkPalette() {
  const QColor text(0xe4e7ea);
  QPalette palette(QColor(0x2a2e33), QColor(0x202428));
  palette.setColor(QPalette::Window, QColor(0x202428));
  palette.setColor(QPalette::Base, QColor(0x191c20));
  palette.setColor(QPalette::AlternateBase, QColor(0x1d2025));
  palette.setColor(QPalette::Button, QColor(0x2a2e33));
  palette.setColor(QPalette::ToolTipBase, QColor(0x2a2e33));
  palette.setColor(QPalette::ToolTipText, text);
  for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText}) {
    palette.setColor(QPalette::Active, role, text);
    palette.setColor(QPalette::Inactive, role, text);
    palette.setColor(QPalette::Disabled, role, QColor(0x7d8287));
  }
  palette.setColor(QPalette::PlaceholderText, QColor(0xa2a5a8));
  palette.setColor(QPalette::Highlight, QColor(0x4a9ae0));
  palette.setColor(QPalette::HighlightedText, QColor(0x10161c));
  palette.setColor(QPalette::Link, QColor(0x67aae5));
  return palette;
}

QPalette FlatStyle::lightPalette() {
  QPalette palette(QColor(0xf3f4f6), QColor(0xf3f4f6));
  const QColor text(0x1d2226);
  palette.setColor(QPalette::Window, QColor(0xf3f4f6));
  palette.setColor(QPalette::Base, Qt::white);
  palette.setColor(QPalette::AlternateBase, QColor(0xf8f9fa));
  palette.setColor(QPalette::Button, QColor(0xf3f4f6));
  for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText}) {
    palette.setColor(QPalette::Active, role, text);
    palette.setColor(QPalette::Inactive, role, text);
    palette.setColor(QPalette::Disabled, role, QColor(0x8f9397));
  }
  palette.setColor(QPalette::PlaceholderText, QColor(0x65686a));
  palette.setColor(QPalette::Highlight, QColor(0x1a66b0));
  palette.setColor(QPalette::HighlightedText, Qt::white);
  palette.setColor(QPalette::ToolTipBase, Qt::white);
  palette.setColor(QPalette::ToolTipText, text);
  palette.setColor(QPalette::Link, QColor(0x1a66b0));
  return palette;
}

int FlatStyle::pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const {
  switch (metric) {
    case PM_MenuVMargin:
      return kUnit;
    case PM_MenuHMargin:
      return 0;
    case PM_MenuPanelWidth:
      return 1;
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
      return kCheck;
    case PM_ScrollBarExtent:
      return kScrollBar;
    case PM_ScrollBarSliderMin:
      return 7 * kUnit;
    case PM_CheckBoxLabelSpacing:
    case PM_RadioButtonLabelSpacing:
      return 2 * kUnit;
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
      return 0;
    default:
      return QProxyStyle::pixelMetric(metric, option, widget);
  }
}

int FlatStyle::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                         QStyleHintReturn* returnData) const {
  switch (hint) {
    case SH_DialogButtonBox_ButtonsHaveIcons:
      return 0;
    case SH_DialogButtonLayout:
      return QDialogButtonBox::GnomeLayout;
    case SH_Menu_Scrollable:
      return 1;
    case SH_EtchDisabledText:
      return 0;
    default:
      return QProxyStyle::styleHint(hint, option, widget, returnData);
  }
}

QSize FlatStyle::sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& size,
                                  const QWidget* widget) const {
  if (type == CT_MenuItem) {
    if (const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option)) {
      if (item->menuItemType == QStyleOptionMenuItem::Separator) {
        return {10, 2 * kUnit + 1};
      }
      // QMenu adds the widest text after a tab.
      const bool isLine = widget && item->font != widget->font();  // a header or an explanation
      const int states = item->menuHasCheckableItems ? kMenuGap + kMark + kUnit + 2 : 0;
      return {kMenuTextLeft + size.width() + states + kMenuRight,
              item->fontMetrics.height() + (isLine ? item->font.bold() ? 2 * kUnit : kUnit : 3 * kUnit)};
    }
  }
  if (type == CT_PushButton) {
    return {size.width() + 6 * kUnit, option->fontMetrics.height() + 14};
  }
  QSize result = QProxyStyle::sizeFromContents(type, option, size, widget);
  if (type == CT_LineEdit || type == CT_ComboBox || type == CT_SpinBox) {
    result.setHeight(option->fontMetrics.height() + 14);
  }
  if (type == CT_ComboBox) {
    result.setWidth(qMax(result.width(), size.width() + 4 * kUnit + kArrow));
  }
  if (type == CT_SpinBox) {
    result.setWidth(qMax(result.width(), size.width() + 3 * kUnit + kArrow));
  }
  return result;
}

QRect FlatStyle::subElementRect(SubElement element, const QStyleOption* option, const QWidget* widget) const {
  const QRect rect = QProxyStyle::subElementRect(element, option, widget);
  if (const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option);
      frame && element == SE_LineEditContents && frame->lineWidth > 0) {
    return rect.adjusted(kUnit + 1, 0, -kUnit - 1, 0);  // words begin where those of a combo box do
  }
  return rect;
}

QRect FlatStyle::subControlRect(ComplexControl control, const QStyleOptionComplex* option, SubControl part,
                                const QWidget* widget) const {
  const QRect rect = option->rect;
  const auto place = [option](const QRect& at) { return visualRect(option->direction, option->rect, at); };
  if (control == CC_ComboBox) {
    const QRect field = rect.adjusted(2 * kUnit, 2, -kArrow, -2);
    switch (part) {
      case SC_ComboBoxEditField:
        return place(field);
      case SC_ComboBoxArrow:
        return place(QRect(rect.right() - kArrow, rect.top(), kArrow, rect.height()));
      default:
        break;
    }
  }
  if (control == CC_SpinBox) {
    const int half = rect.height() / 2;
    switch (part) {
      case SC_SpinBoxUp:
        return place(QRect(rect.right() - kArrow, rect.top() + 2, kArrow - 2, half - 2));
      case SC_SpinBoxDown:
        return place(QRect(rect.right() - kArrow, rect.top() + half, kArrow - 2, half - 2));
      case SC_SpinBoxEditField:
        return place(rect.adjusted(kUnit + 2, 2, -kArrow, -2));
      case SC_SpinBoxFrame:
        return rect;
      default:
        break;
    }
  }
  if (control == CC_ScrollBar) {
    if (const auto* bar = qstyleoption_cast<const QStyleOptionSlider*>(option)) {
      const bool isVertical = bar->orientation == Qt::Vertical;
      const int length = isVertical ? rect.height() : rect.width();
      const int range = bar->maximum - bar->minimum;
      const int size = range <= 0
                           ? length
                           : qMin(length, qMax(pixelMetric(PM_ScrollBarSliderMin, option, widget),
                                               int(qint64(bar->pageStep) * length / (qint64(range) + bar->pageStep))));
      const int start =
          sliderPositionFromValue(bar->minimum, bar->maximum, bar->sliderPosition, length - size, bar->upsideDown);
      const auto along = [&](int from, int to) {
        return isVertical ? QRect(rect.left(), rect.top() + from, rect.width(), to - from)
                          : QRect(rect.left() + from, rect.top(), to - from, rect.height());
      };
      switch (part) {
        case SC_ScrollBarSubLine:
        case SC_ScrollBarAddLine:
          return {};
        case SC_ScrollBarSubPage:
          return place(along(0, start));
        case SC_ScrollBarAddPage:
          return place(along(start + size, length));
        case SC_ScrollBarGroove:
          return rect;
        case SC_ScrollBarSlider:
          return place(along(start, start + size));
        default:
          break;
      }
    }
  }
  return QProxyStyle::subControlRect(control, option, part, widget);
}

void FlatStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                                   const QWidget* widget) const {
  const ColorRoles colors(option->palette);
  const bool isEnabled = option->state & State_Enabled;
  const auto arrow = [&](const QString& name, SubControl part) {
    const QRect at = subControlRect(control, option, part, widget);
    drawIcon(*painter, name, QRectF(QPointF(at.center()) - QPointF(6, 6), QSizeF(12, 12)).translated(0.5, 0.5),
             isEnabled ? colors.text : colors.line);
  };
  if (control == CC_ComboBox) {
    if (const auto* box = qstyleoption_cast<const QStyleOptionComboBox*>(option)) {
      drawField(box, painter, box->state & State_HasFocus);
      arrow(u"chevron-down"_s, SC_ComboBoxArrow);
      return;
    }
  }
  if (control == CC_SpinBox) {
    if (const auto* box = qstyleoption_cast<const QStyleOptionSpinBox*>(option)) {
      drawField(box, painter, box->state & State_HasFocus);
      if (box->buttonSymbols != QAbstractSpinBox::NoButtons) {
        arrow(u"chevron-up"_s, SC_SpinBoxUp);
        arrow(u"chevron-down"_s, SC_SpinBoxDown);
      }
      return;
    }
  }
  if (control == CC_ScrollBar) {
    if (const auto* bar = qstyleoption_cast<const QStyleOptionSlider*>(option)) {
      drawScrollBar(bar, painter, subControlRect(control, option, SC_ScrollBarSlider, widget));
      return;
    }
  }
  QProxyStyle::drawComplexControl(control, option, painter, widget);
}

void FlatStyle::drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                            const QWidget* widget) const {
  if (element == CE_MenuItem) {
    if (const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option);
        item && (item->menuItemType == QStyleOptionMenuItem::Normal ||
                 item->menuItemType == QStyleOptionMenuItem::DefaultItem ||
                 item->menuItemType == QStyleOptionMenuItem::SubMenu ||
                 item->menuItemType == QStyleOptionMenuItem::Separator)) {
      drawMenuItem(item, painter, widget);
      return;
    }
  }
  if (element == CE_PushButtonLabel) {
    if (const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option);
        button && (button->features & QStyleOptionButton::DefaultButton) && (button->state & State_Enabled)) {
      QStyleOptionButton copy = *button;
      copy.palette.setColor(QPalette::ButtonText, ColorRoles(button->palette).onAccent);
      QProxyStyle::drawControl(element, &copy, painter, widget);
      return;
    }
  }
  QProxyStyle::drawControl(element, option, painter, widget);
}

void FlatStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                              const QWidget* widget) const {
  switch (element) {
    case PE_PanelMenu:
      painter->fillRect(option->rect, option->palette.color(QPalette::Base));
      return;
    case PE_FrameMenu:
      painter->save();
      painter->setPen(ColorRoles(option->palette).edge);
      painter->setBrush(Qt::NoBrush);
      painter->drawRect(option->rect.adjusted(0, 0, -1, -1));
      painter->restore();
      return;
    case PE_PanelTipLabel:
      painter->save();
      painter->setPen(ColorRoles(option->palette).edge);
      painter->setBrush(option->palette.color(QPalette::ToolTipBase));
      painter->drawRect(option->rect.adjusted(0, 0, -1, -1));
      painter->restore();
      return;
    case PE_IndicatorCheckBox:
      drawCheck(painter, option->rect, option->state & State_On, option->state & State_NoChange,
                ColorRoles(option->palette));
      return;
    case PE_IndicatorRadioButton:
      drawRadio(option, painter);
      return;
    case PE_PanelLineEdit:
      if (const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option)) {
        // Inside a combo box or a spin box there is no frame of its own.
        if (frame->lineWidth > 0) {
          drawField(frame, painter, frame->state & State_HasFocus);
        }
        return;
      }
      break;
    case PE_FrameLineEdit:
      return;
    case PE_PanelButtonCommand:
      if (const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option)) {
        drawButton(button, painter);
        return;
      }
      break;
    case PE_FrameFocusRect:
      if (qstyleoption_cast<const QStyleOptionFocusRect*>(option)) {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(QPen(ColorRoles(option->palette).accent, 2));
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(inner(option->rect, 2), kUnit, kUnit);
        painter->restore();
        return;
      }
      break;
    default:
      break;
  }
  QProxyStyle::drawPrimitive(element, option, painter, widget);
}

}  // namespace portolan
