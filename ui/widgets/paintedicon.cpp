#include "ui/widgets/paintedicon.h"

#include <QIconEngine>
#include <QPainter>
#include <QSvgRenderer>

using namespace Qt::StringLiterals;

namespace portolan {

namespace {

class PaintedIconEngine : public QIconEngine {
 public:
  PaintedIconEngine(IconPainter painter, QList<int> sizes) : m_painter(std::move(painter)), m_sizes(std::move(sizes)) {}

  void paint(QPainter* painter, const QRect& rect, QIcon::Mode, QIcon::State) override {
    const qreal ratio = painter->device()->devicePixelRatio();
    const int side = qMin(rect.width(), rect.height());
    QImage image = m_painter(qRound(side * ratio));
    image.setDevicePixelRatio(ratio);
    painter->drawImage(rect.x() + (rect.width() - side) / 2, rect.y() + (rect.height() - side) / 2, image);
  }

  QPixmap pixmap(const QSize& size, QIcon::Mode, QIcon::State) override {
    return QPixmap::fromImage(m_painter(qMin(size.width(), size.height())));
  }

  QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State state, qreal) override {
    return pixmap(size, mode, state);  // the size is in device pixels already
  }

  QSize actualSize(const QSize& size, QIcon::Mode, QIcon::State) override {
    const int side = qMin(size.width(), size.height());
    return {side, side};
  }

  QList<QSize> availableSizes(QIcon::Mode, QIcon::State) override {
    QList<QSize> sizes;
    for (const int size : std::as_const(m_sizes)) {
      sizes += QSize(size, size);
    }
    return sizes;
  }

  bool isNull() override { return false; }
  QString key() const override { return u"portolan"_s; }
  QIconEngine* clone() const override { return new PaintedIconEngine(m_painter, m_sizes); }

 private:
  IconPainter m_painter;
  QList<int> m_sizes;
};

}  // namespace

QIcon paintedIcon(IconPainter painter, QList<int> sizes) {
  return QIcon(new PaintedIconEngine(std::move(painter), std::move(sizes)));
}

QImage colorDrawing(const QString& name, int size) {
  QImage image(qMax(size, 1), qMax(size, 1), QImage::Format_ARGB32_Premultiplied);
  image.fill(Qt::transparent);
  QPainter painter(&image);
  QSvgRenderer drawing(u":/portolan/icons/%1.svg"_s.arg(name));
  drawing.render(&painter, QRectF(image.rect()));
  return image;
}

QImage tintedDrawing(const QString& name, const QColor& color, int size) {
  QImage image = colorDrawing(name, size);
  QPainter painter(&image);
  painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
  painter.fillRect(image.rect(), color);
  return image;
}

QIcon tintedIcon(const QString& name, const QColor& color) {
  return paintedIcon([name, color](int size) { return tintedDrawing(name, color, size); });
}

}  // namespace portolan
