#include <QPainter>
#include <QTest>

#include "ui/tray/trayiconpainter.h"

using namespace portolan;
using namespace Qt::StringLiterals;
using Badge = TrayLook::Badge;

namespace {

constexpr QRgb kGreen = 0xff15824f;
constexpr QRgb kAmber = 0xfff2b134;
constexpr QRgb kAmberRing = 0xff8a5600;
constexpr QRgb kRed = 0xffd32636;

int pixels(const QImage& image, const QRect& area, QRgb color) {
  int count = 0;
  for (int y = area.top(); y <= area.bottom(); ++y) {
    for (int x = area.left(); x <= area.right(); ++x) {
      count += image.pixel(x, y) == color;
    }
  }
  return count;
}

QRect topRight(int size) {
  return {size * 3 / 10, 0, size - size * 3 / 10, size * 7 / 10};
}

TrayLook with(Badge badge, int count = 0) {
  return {.sailUp = true, .badge = badge, .count = count, .onDarkPanel = false};
}

}  // namespace

class TestTrayIconPainter : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void initTestCase() { Q_INIT_RESOURCE(resources); }
  void badgeIsAtTheTopRight_data();
  void badgeIsAtTheTopRight();
  void amberHasARing();
  void gapLetsThePanelThrough_data();
  void gapLetsThePanelThrough();
  void sailTellsOnFromOff();
  void boatContrastsWithThePanel();
  void countsDiffer();
  void edgesFallOnWholePixels_data();
  void edgesFallOnWholePixels();
  void iconIsPaintedForEachSizeAndRatio();
};

void TestTrayIconPainter::badgeIsAtTheTopRight_data() {
  QTest::addColumn<Badge>("badge");
  QTest::addColumn<QRgb>("color");
  QTest::addColumn<int>("size");
  for (const int size : {16, 22, 24, 32, 44, 48, 64}) {
    QTest::addRow("count at %d", size) << Badge::Count << kGreen << size;
    QTest::addRow("waiting at %d", size) << Badge::Waiting << kAmber << size;
    QTest::addRow("failed at %d", size) << Badge::Failed << kRed << size;
  }
}

void TestTrayIconPainter::badgeIsAtTheTopRight() {
  QFETCH(const Badge, badge);
  QFETCH(const QRgb, color);
  QFETCH(const int, size);
  const QImage image = paintTrayIcon(with(badge, 3), size);
  QCOMPARE(image.size(), QSize(size, size));
  const int inCorner = pixels(image, topRight(size), color);
  QVERIFY2(inCorner > size * size / 25, qPrintable(u"%1 pixels"_s.arg(inCorner)));
  QCOMPARE(pixels(image, image.rect(), color), inCorner);  // and nowhere else
  for (const QRgb other : {kGreen, kAmber, kRed}) {
    QVERIFY(other == color || pixels(image, image.rect(), other) == 0);
  }
}

void TestTrayIconPainter::amberHasARing() {
  QVERIFY(pixels(paintTrayIcon(with(Badge::Waiting), 64), topRight(64), kAmberRing) > 40);
}

void TestTrayIconPainter::gapLetsThePanelThrough_data() {
  QTest::addColumn<int>("size");
  for (const int size : {16, 22, 32, 64}) {
    QTest::addRow("%d", size) << size;
  }
}

void TestTrayIconPainter::gapLetsThePanelThrough() {
  // The diamond covers a part of the sail. Between the two there must be nothing: in some row, going left from the
  // diamond, a pixel that is mostly panel, and then the sail.
  QFETCH(const int, size);
  const QImage image = paintTrayIcon(with(Badge::Failed), size);
  bool found = false;
  for (int y = 0; y < size / 2 && !found; ++y) {
    int x = size - 1;
    while (x >= 0 && image.pixel(x, y) != kRed) {
      --x;
    }
    while (x >= 0 && image.pixel(x, y) == kRed) {
      --x;
    }
    bool panel = false;
    for (; x >= 0 && !found; --x) {
      const int alpha = qAlpha(image.pixel(x, y));
      found = panel && alpha > 150;
      panel |= alpha < 100;
    }
  }
  QVERIFY(found);
}

void TestTrayIconPainter::sailTellsOnFromOff() {
  const QImage off = paintTrayIcon({}, 32);
  const QImage on = paintTrayIcon(with(Badge::None), 32);
  // The sail is at the left of the mast, the pennant at its right.
  const QRect left(0, 2, 12, 18);
  const QRect right(16, 2, 12, 10);
  const QRgb boat = on.pixel(16, 26);
  QVERIFY(pixels(on, left, boat) > pixels(off, left, boat) + 20);
  QVERIFY(pixels(off, right, boat) > pixels(on, right, boat) + 10);
}

void TestTrayIconPainter::boatContrastsWithThePanel() {
  TrayLook look;
  const int onLight = qGray(paintTrayIcon(look, 32).pixel(16, 26));
  look.onDarkPanel = true;
  const int onDark = qGray(paintTrayIcon(look, 32).pixel(16, 26));
  QVERIFY2(onLight < 64 && onDark > 192, qPrintable(u"%1 %2"_s.arg(onLight).arg(onDark)));
}

void TestTrayIconPainter::countsDiffer() {
  QList<QImage> seen;
  for (int count = 1; count <= 10; ++count) {
    const QImage image = paintTrayIcon(with(Badge::Count, count), 22);
    QVERIFY2(!seen.contains(image), qPrintable(QString::number(count)));
    seen += image;
  }
  QCOMPARE(paintTrayIcon(with(Badge::Count, 200), 22), seen.last());  // 9+
}

void TestTrayIconPainter::edgesFallOnWholePixels_data() {
  QTest::addColumn<int>("size");
  QTest::addColumn<int>("deckRow");
  QTest::newRow("22") << 22 << 16;
  QTest::newRow("24, a 22 with a margin") << 24 << 17;
  QTest::newRow("44") << 44 << 31;
}

void TestTrayIconPainter::edgesFallOnWholePixels() {
  // The 22 pixel drawing scaled from the 16 pixel grid would be a blur; its mast is two whole pixels wide.
  QFETCH(const int, size);
  QFETCH(const int, deckRow);
  const QImage image = paintTrayIcon({}, size);
  int solid = 0;
  int half = 0;
  for (int x = 0; x < size; ++x) {
    const int alpha = qAlpha(image.pixel(x, deckRow * 3 / 4));
    solid += alpha == 255;
    half += alpha > 0 && alpha < 255;
  }
  QCOMPARE(solid, size >= 44 ? 4 : 2);
  QCOMPARE(half, 0);
}

void TestTrayIconPainter::iconIsPaintedForEachSizeAndRatio() {
  const TrayLook look = with(Badge::Count, 3);
  const QIcon icon = trayIcon(look);
  QVERIFY(!icon.isNull());
  QCOMPARE(icon.pixmap(QSize(22, 22), 1.0).toImage().convertToFormat(QImage::Format_ARGB32_Premultiplied),
           paintTrayIcon(look, 22));
  const QPixmap twice = icon.pixmap(QSize(22, 22), 2.0);
  QCOMPARE(twice.devicePixelRatio(), 2.0);
  QImage image = twice.toImage().convertToFormat(QImage::Format_ARGB32_Premultiplied);
  image.setDevicePixelRatio(1);
  QCOMPARE(image, paintTrayIcon(look, 44));
  // StatusNotifierItem hosts are sent what the icon says it has.
  QVERIFY(icon.availableSizes().contains(QSize(22, 22)));
  QVERIFY(icon.availableSizes().contains(QSize(44, 44)));

  // As XEmbed trays do it, in a window that is not square.
  QImage canvas(40, 24, QImage::Format_ARGB32_Premultiplied);
  canvas.fill(Qt::transparent);
  QPainter painter(&canvas);
  icon.paint(&painter, canvas.rect());
  painter.end();
  QCOMPARE(canvas.copy(8, 0, 24, 24), paintTrayIcon(look, 24));
}

QTEST_MAIN(TestTrayIconPainter)
#include "test_trayiconpainter.moc"
