#include "ui/tray/trayiconpainter.h"

#include <QFont>
#include <QGuiApplication>
#include <QPainter>
#include <QPainterPath>
#include <QSvgRenderer>
#include <cmath>

#include "ui/widgets/paintedicon.h"

using namespace Qt::StringLiterals;

namespace portolan {

namespace {

constexpr QRgb kBoatOnLight = 0xff22262b;
constexpr QRgb kBoatOnDark = 0xffe6e8ea;
constexpr QRgb kReady = 0xff15824f;
constexpr QRgb kFailed = 0xffd32636;
constexpr QRgb kWaiting = 0xfff2b134;
constexpr QRgb kWaitingRing = 0xff8a5600;
constexpr QRgb kWaitingInk = 0xff2a1c00;

bool has22Grid(int size) {
  return (size >= 22 && size < 32) || (size >= 44 && size < 48);
}

QImage paintBoat(const TrayLook& look, int size) {
  QImage boat(size, size, QImage::Format_ARGB32_Premultiplied);
  boat.fill(Qt::transparent);
  QPainter painter(&boat);
  QSvgRenderer drawing(u":/portolan/icons/tray-%1%2.svg"_s.arg(look.sailUp ? u"on"_s : u"off"_s,
                                                               has22Grid(size) ? u"-22"_s : QString()));
  // 24 is what hosts call a 22 pixel icon with a margin.
  const int margin = size == 24 || size == 46 ? 1 : 0;
  drawing.render(&painter, QRectF(margin, margin, size - 2 * margin, size - 2 * margin));
  painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
  painter.fillRect(boat.rect(), QColor::fromRgba(look.onDarkPanel ? kBoatOnDark : kBoatOnLight));
  return boat;
}

/// The side of the badge's square: 9 of 16, 12 of 22, 16 of 32, 30 of 64 pixels.
int badgeSide(int size) {
  if (size < 22) {
    return qRound(size * 9 / 16.0);
  }
  return has22Grid(size) ? qRound(size * 12 / 22.0) : 2 * int(std::ceil(size * 7.5 / 32));
}

QPainterPath badgeOutline(TrayLook::Badge badge, const QRectF& box) {
  QPainterPath path;
  switch (badge) {
    case TrayLook::Badge::None:
      break;
    case TrayLook::Badge::Count:
      path.addRoundedRect(box, box.width() * 0.23, box.width() * 0.23);
      break;
    case TrayLook::Badge::Waiting:
      path.addEllipse(box);
      break;
    case TrayLook::Badge::Failed:
      path.moveTo(box.center().x(), box.top());
      path.lineTo(box.right(), box.center().y());
      path.lineTo(box.center().x(), box.bottom());
      path.lineTo(box.left(), box.center().y());
      path.closeSubpath();
      break;
  }
  return path;
}

/// Digits as outlines, scaled so that their height is a whole number of pixels: hinted text of six pixels is a smudge.
void paintCount(QPainter& painter, const QRectF& box, int count) {
  const QString text = count > 9 ? u"9+"_s : QString::number(count);
  QFont font = QGuiApplication::font();
  font.setPixelSize(100);
  font.setBold(true);
  QPainterPath digits;
  digits.addText(0, 0, font, text);
  const QRectF bounds = digits.boundingRect();
  qreal height = std::round(box.height() * (text.size() > 1 ? 0.5 : 0.64));
  qreal width = bounds.width() * height / bounds.height();
  if (const qreal widest = box.width() - 2; width > widest) {
    height *= widest / width;
    width = widest;
  }
  const qreal scale = height / bounds.height();
  painter.translate(box.center().x() - width / 2, std::round(box.center().y() - height / 2));
  painter.scale(scale, scale);
  painter.translate(-bounds.topLeft());
  painter.fillPath(digits, Qt::white);
}

void paintClock(QPainter& painter, const QRectF& box) {
  const qreal side = box.width();
  const qreal ring = qMax(1.0, side / 15);
  painter.setPen(QPen(QColor::fromRgba(kWaitingRing), ring));
  painter.drawEllipse(box.adjusted(ring / 2, ring / 2, -ring / 2, -ring / 2));
  painter.setPen(QPen(QColor::fromRgba(kWaitingInk), qMax(1.3, side / 8), Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
  const QPointF centre = box.center();
  const QPointF hands[] = {centre - QPointF(0, side * 0.25), centre, centre + QPointF(side * 0.18, side * 0.12)};
  painter.setBrush(Qt::NoBrush);
  painter.drawPolyline(hands, 3);
}

void paintExclamation(QPainter& painter, const QRectF& box) {
  const qreal side = box.width();
  const qreal thickness = qMax(1.5, side * 0.13);
  const qreal x = box.center().x() - thickness / 2;
  const QRectF stroke(x, box.top() + side * 0.24, thickness, side * 0.31);
  const QRectF dot(x, box.top() + side * 0.63, thickness, thickness);
  painter.setPen(Qt::NoPen);
  painter.setBrush(Qt::white);
  painter.drawRoundedRect(stroke, thickness / 3, thickness / 3);
  painter.drawRoundedRect(dot, thickness / 3, thickness / 3);
}

void paintBadge(QPainter& painter, const TrayLook& look, int size) {
  qreal side = badgeSide(size);
  if (look.badge == TrayLook::Badge::Failed) {
    side = std::round(side * 1.2);  // a diamond has half the area of its square
  }
  const QRectF box(size - side, 0, side, side);
  const QPainterPath outline = badgeOutline(look.badge, box);
  painter.setRenderHint(QPainter::Antialiasing);

  // The gap lets the panel through, whatever its colour.
  const qreal gap = qMax(1.0, size / 22.0);
  painter.setCompositionMode(QPainter::CompositionMode_Clear);
  painter.strokePath(outline, QPen(Qt::black, 2 * gap, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
  painter.fillPath(outline, Qt::black);
  painter.setCompositionMode(QPainter::CompositionMode_SourceOver);

  switch (look.badge) {
    case TrayLook::Badge::None:
      break;
    case TrayLook::Badge::Count:
      painter.fillPath(outline, QColor::fromRgba(kReady));
      paintCount(painter, box, look.count);
      break;
    case TrayLook::Badge::Waiting:
      painter.fillPath(outline, QColor::fromRgba(kWaiting));
      paintClock(painter, box);
      break;
    case TrayLook::Badge::Failed:
      painter.fillPath(outline, QColor::fromRgba(kFailed));
      paintExclamation(painter, box);
      break;
  }
}

}  // namespace

QImage paintTrayIcon(const TrayLook& look, int size) {
  if (size <= 0) {
    return {};
  }
  QImage image = paintBoat(look, size);
  if (look.badge != TrayLook::Badge::None) {
    QPainter painter(&image);
    paintBadge(painter, look, size);
  }
  return image;
}

QIcon trayIcon(const TrayLook& look) {
  return paintedIcon([look](int size) { return paintTrayIcon(look, size); }, {16, 22, 24, 32, 44, 48, 64});
}

}  // namespace portolan
