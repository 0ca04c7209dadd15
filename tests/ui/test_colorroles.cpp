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
  void matchesTheDesign();
  void contrastIsAsWcagSays();
};

void TestColorRoles::canBeRead_data() {
  QTest::addColumn<QPalette>("palette");
  QTest::newRow("our own") << FlatStyle().standardPalette();
  QTest::newRow("dark") << palette(0x202428, 0x191c20, 0xe4e7ea, 0x4a9ae0);
  QTest::newRow("grey with a pale highlight") << palette(0xdddddd, 0xeeeeee, 0x222222, 0xffee99);
  QTest::newRow("high contrast") << palette(0xffffff, 0xffffff, 0x000000, 0x000080);
  QTest::newRow("black") << palette(0x000000, 0x000000, 0xffffff, 0x202020);
}

void TestColorRoles::canBeRead() {
  QFETCH(const QPalette, palette);
  const ColorRoles colors(palette);
  const auto check = [](const char* what, const QColor& color, const QColor& background, qreal least) {
    const qreal contrast = ColorRoles::contrast(color, background);
    return contrast >= least ? QString()
                             : QStringLiteral("%1: %2 on %3: %4")
                                   .arg(QLatin1StringView(what), color.name(), background.name())
                                   .arg(contrast);
  };
  QStringList mistakes;
  // Everything that words may lie on.
  for (const QColor& background : {colors.base, colors.window, colors.selection}) {
    mistakes << check("text", colors.text, background, 4.5) << check("sub", colors.sub, background, 4.5)
             << check("link", colors.link, background, 4.5) << check("ready", colors.ready, background, 4.5)
             << check("waiting", colors.waiting, background, 4.5) << check("failed", colors.failed, background, 4.5);
  }
  mistakes << check("waiting on its tint", colors.waiting, colors.waitingTint, 4.5)
           << check("failed on its tint", colors.failed, colors.failedTint, 4.5)
           << check("text on a tint", colors.text, colors.waitingTint, 4.5)
           << check("text on a tint", colors.text, colors.failedTint, 4.5)
           << check("accent", colors.accent, colors.base, 3) << check("edge", colors.edge, colors.base, 3)
           << check("edge on window", colors.edge, colors.window, 3) << check("upload", colors.upload, colors.base, 3)
           << check("onAccent", colors.onAccent, colors.accent, 4.5);
  mistakes.removeAll(QString());
  QCOMPARE(mistakes, QStringList());
  if (colors.isHighContrast) {
    QCOMPARE(colors.waitingTint, colors.base);
    QCOMPARE(colors.failedTint, colors.base);
  }
}

void TestColorRoles::matchesTheDesign() {
  // The hex values of the designed pictures, to a step or two of rounding.
  const auto isNear = [](const QColor& a, QRgb b) {
    return qAbs(a.red() - qRed(b)) <= 6 && qAbs(a.green() - qGreen(b)) <= 6 && qAbs(a.blue() - qBlue(b)) <= 6;
  };
  const ColorRoles light(palette(0xf4f5f7, 0xffffff, 0x1d2226, 0x1a66b0));
  QVERIFY(isNear(light.sub, 0x65686a));
  QVERIFY(isNear(light.link, 0x1a66b0));
  QVERIFY(isNear(light.ready, 0x0f7245));
  QVERIFY(isNear(light.waiting, 0x8a5600));
  QVERIFY(isNear(light.failed, 0xb81d2c));
  QVERIFY(isNear(light.edge, 0x8b8d90));
  const ColorRoles dark(palette(0x23272c, 0x1b1e22, 0xe4e7ea, 0x4a9ae0));
  QVERIFY(dark.isDark && !light.isDark);
  QVERIFY(isNear(dark.sub, 0xa2a5a8));
  QVERIFY(isNear(dark.ready, 0x5fd39a));
  QVERIFY(isNear(dark.waiting, 0xf0b64c));
  QVERIFY(isNear(dark.failed, 0xff938a));
}

void TestColorRoles::contrastIsAsWcagSays() {
  QCOMPARE(qRound(ColorRoles::contrast(Qt::black, Qt::white) * 100), 2100);
  QCOMPARE(qRound(ColorRoles::contrast(QColor(0x767676), Qt::white) * 100), 454);  // the usual example for 4.5
  QCOMPARE(ColorRoles::mix(Qt::black, Qt::white, 0.5), QColor(128, 128, 128));
}

QTEST_MAIN(TestColorRoles)
#include "test_colorroles.moc"
