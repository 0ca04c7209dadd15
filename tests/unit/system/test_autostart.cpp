#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "core/system/autostart.h"

using namespace portolan;
using namespace Qt::StringLiterals;

namespace {

void write(const QString& path, const QByteArray& bytes) {
  QFile file(path);
  QVERIFY(file.open(QIODevice::WriteOnly));
  file.write(bytes);
}

QByteArray read(const QString& path) {
  QFile file(path);
  return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

}  // namespace

class TestAutostart : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void switchesOnAndOff();
  void respectsOtherSwitches_data();
  void respectsOtherSwitches();
  void quotesTheProgram_data();
  void quotesTheProgram();
  void followsAProgramThatMoved();
  void saysWhatCannotBeWritten();
};

void TestAutostart::switchesOnAndOff() {
  const QTemporaryDir folder;
  const QString autostartFolder = folder.filePath(u"not/there/yet"_s);
  const Autostart autostart(u"/opt/portolan/bin/portolan-tray"_s, autostartFolder);
  QVERIFY(!autostart.isEnabled());
  QVERIFY(autostart.setEnabled(false));  // nothing to do
  QVERIFY(autostart.setEnabled(true));
  QVERIFY(autostart.isEnabled());
  const QByteArray file = read(autostartFolder + u"/portolan.desktop"_s);
  QVERIFY(file.startsWith("[Desktop Entry]\nType=Application\n"));
  QVERIFY(file.contains("\nExec=\"/opt/portolan/bin/portolan-tray\" --hidden\n"));
  QVERIFY(autostart.setEnabled(false));
  QVERIFY(!autostart.isEnabled());
  QVERIFY(!QFile::exists(autostartFolder + u"/portolan.desktop"_s));
}

void TestAutostart::respectsOtherSwitches_data() {
  QTest::addColumn<QByteArray>("file");
  QTest::addColumn<bool>("enabled");
  const QByteArray head = "[Desktop Entry]\nType=Application\nExec=portolan-tray --hidden\n";
  QTest::newRow("plain") << head << true;
  QTest::newRow("hidden") << head + "Hidden=true\n" << false;
  QTest::newRow("not hidden") << head + "Hidden=false\n" << true;
  QTest::newRow("GNOME's switch") << head + "X-GNOME-Autostart-enabled=false\n" << false;
  QTest::newRow("in another group") << head + "[Desktop Action x]\nHidden=true\n" << true;
  QTest::newRow("blanks") << head + "Hidden = true\n" << false;
  QTest::newRow("empty") << QByteArray() << false;
  QTest::newRow("no group") << QByteArray("Exec=portolan-tray\n") << false;
}

void TestAutostart::respectsOtherSwitches() {
  QFETCH(const QByteArray, file);
  QFETCH(const bool, enabled);
  const QTemporaryDir folder;
  write(folder.filePath(u"portolan.desktop"_s), file);
  const Autostart autostart(u"/usr/bin/portolan-tray"_s, folder.path());
  QCOMPARE(autostart.isEnabled(), enabled);
  QVERIFY(autostart.setEnabled(true));
  QVERIFY(autostart.isEnabled());
}

void TestAutostart::quotesTheProgram_data() {
  QTest::addColumn<QString>("program");
  QTest::addColumn<QString>("value");
  QTest::newRow("plain") << u"/usr/bin/p"_s << u"\"/usr/bin/p\" --hidden"_s;
  QTest::newRow("blank") << u"/My Apps/p"_s << u"\"/My Apps/p\" --hidden"_s;
  QTest::newRow("per cent") << u"/a%f/p"_s << u"\"/a%%f/p\" --hidden"_s;
  QTest::newRow("dollar") << u"/a$b/p"_s << u"\"/a\\\\$b/p\" --hidden"_s;
  QTest::newRow("quote") << u"/a\"b/p"_s << u"\"/a\\\\\"b/p\" --hidden"_s;
  QTest::newRow("backslash") << u"/a\\b/p"_s << u"\"/a\\\\\\\\b/p\" --hidden"_s;
}

void TestAutostart::quotesTheProgram() {
  QFETCH(const QString, program);
  QTEST(Autostart::execValue(program, u"--hidden"_s), "value");
}

void TestAutostart::followsAProgramThatMoved() {
  const QTemporaryDir folder;
  const QString path = folder.filePath(u"portolan.desktop"_s);
  QVERIFY(Autostart(u"/new/p"_s, folder.path()).followProgram());
  QVERIFY(!QFile::exists(path));  // off stays off
  QVERIFY(Autostart(u"/old/p"_s, folder.path()).setEnabled(true));
  QVERIFY(Autostart(u"/new/p"_s, folder.path()).followProgram());
  QVERIFY(read(path).contains("\"/new/p\""));
  write(path, "[Desktop Entry]\nExec=/old/p\nHidden=true\n");
  QVERIFY(Autostart(u"/new/p"_s, folder.path()).followProgram());
  QVERIFY(read(path).contains("Exec=/old/p"));
}

void TestAutostart::saysWhatCannotBeWritten() {
  const QTemporaryDir folder;
  write(folder.filePath(u"file"_s), "x");
  const auto inFile = Autostart(u"/p"_s, folder.filePath(u"file/autostart"_s)).setEnabled(true);
  QVERIFY(!inFile);
  QCOMPARE(inFile.error().code, ErrorCode::FileUnwritable);
  const auto broken = Autostart(u"/a\nb/p"_s, folder.path()).setEnabled(true);
  QVERIFY(!broken);
  QCOMPARE(broken.error().code, ErrorCode::InvalidArgument);
}

QTEST_MAIN(TestAutostart)
#include "test_autostart.moc"
