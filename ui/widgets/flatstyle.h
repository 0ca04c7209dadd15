#pragma once

#include <QProxyStyle>

namespace portolan {

/// Fusion with flat menus, buttons, fields and scroll bars: for desktops that bring no style of their own. It also
/// draws what the tray's menu says with more care: explanations that can be read although nothing can be done with
/// them, and an entry's state with its mark in a column of its own.
class FlatStyle : public QProxyStyle {
  Q_OBJECT
 public:
  FlatStyle();

  /// Makes it the application's style if that is plain Fusion; its palette only where the desktop has none.
  static void installOverFusion();

  /// The colour of an entry's state words: an action's property with this name, a QColor.
  static constexpr auto kStateColorProperty = "portolanStateColor";

  [[nodiscard]] QPalette standardPalette() const override { return lightPalette(); }
  [[nodiscard]] static QPalette lightPalette();
  [[nodiscard]] static QPalette darkPalette();
  [[nodiscard]] int pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const override;
  int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                QStyleHintReturn* returnData) const override;
  [[nodiscard]] QSize sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& size,
                                       const QWidget* widget) const override;
  void drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                   const QWidget* widget) const override;
  void drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                          const QWidget* widget) const override;
  [[nodiscard]] QRect subElementRect(SubElement element, const QStyleOption* option,
                                     const QWidget* widget) const override;
  [[nodiscard]] QRect subControlRect(ComplexControl control, const QStyleOptionComplex* option, SubControl part,
                                     const QWidget* widget) const override;
  void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                     const QWidget* widget) const override;
};

}  // namespace portolan
