#include <QTest>

#include "ui/widgets/colorroles.h"
#include "ui/widgets/flatstyle.h"

using namespace portolan;

namespace {

QPalette palette(QRgb window, QRgb base, QRgb text, QRgb highlight) {
  QPalette palette;
  palette.setColor(QPalette::Window, QColor(window));
  palette.setColor(QPalette::Base, QColor(base));
  palette.setColor(QPalette::Text, QColor(text));
  palette.setColor(QPalette::Highlight, QColor(highlight));
  return palette;
}

}  // namespace

class TestColorRoles : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void canBeRead_data();
  void canBeRead();
  void contrastIsAsWcagSays();
};

void TestColorRoles::canBeRead_data() {
  QTest::addColumn<QPalette>("palette");
  QTest::newRow("our own") << FlatStyle().standardPalette();
  QTest::newRow("dark") << palette(0x202428, 0x191c20, 0xe4e7ea, 0x4a9ae0);
  QTest::newRow("grey with a pale highlight") << palette(0xdddddd, 0xeeeeee, 0x222222, 0xffee99);
  QTest::newRow("black") << palette(0x000000, 0x000000, 0xffffff, 0x202020);
}

void TestColorRoles::canBeRead() {
  QFETCH(const QPalette, palette);
  const ColorRoles colors(palette);
  const QColor base = palette.color(QPalette::Base);
  for (const QColor& background : {base, colors.selection}) {
    for (const QColor& color : {colors.text, colors.sub, colors.ready, colors.waiting, colors.failed}) {
      const qreal contrast = ColorRoles::contrast(color, background);
      QVERIFY2(contrast >= 4.5,
               qPrintable(QStringLiteral("%1 on %2: %3").arg(color.name(), background.name()).arg(contrast)));
    }
  }
  QVERIFY(ColorRoles::contrast(colors.accent, base) >= 3);
  QVERIFY(ColorRoles::contrast(colors.edge, base) >= 3);
  QVERIFY(ColorRoles::contrast(colors.onAccent, colors.accent) >= 4.5);
}

void TestColorRoles::contrastIsAsWcagSays() {
  QCOMPARE(qRound(ColorRoles::contrast(Qt::black, Qt::white) * 100), 2100);
  QCOMPARE(qRound(ColorRoles::contrast(QColor(0x767676), Qt::white) * 100), 454);  // the usual example for 4.5
  QCOMPARE(ColorRoles::mix(Qt::black, Qt::white, 0.5), QColor(128, 128, 128));
}

QTEST_MAIN(TestColorRoles)
#include "test_colorroles.moc"
