#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "core/base/filewatch.h"

using namespace portolan;
using namespace Qt::StringLiterals;

namespace {

void writeFile(const QString& path, const QByteArray& content) {
  QFile file(path);
  QVERIFY(file.open(QIODevice::WriteOnly));
  file.write(content);
}

}  // namespace

/// Editors write into a file, put another one in its place, or take it away for a moment; Git and kubectl do so too.
class TestFileWatch : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void noticesEveryKindOfChange_data();
  void noticesEveryKindOfChange();
  void saysNothingOfOthers();
  void forgetsWhatIsNotWatchedAnyMore();
};

void TestFileWatch::noticesEveryKindOfChange_data() {
  QTest::addColumn<QString>("change");
  for (const char* change : {"written", "replaced", "removed", "made", "behind a link"}) {
    QTest::newRow(change) << QString::fromLatin1(change);
  }
}

void TestFileWatch::noticesEveryKindOfChange() {
  QFETCH(QString, change);
  const QTemporaryDir folder;
  const QTemporaryDir elsewhere;
  const QString path = folder.filePath(u"config"_s);
  const QString target = change == "behind a link"_L1 ? elsewhere.filePath(u"real"_s) : path;
  if (change != "made"_L1) {
    writeFile(target, "one");
  }
  if (target != path) {
    QVERIFY(QFile::link(target, path));
  }
  FileWatch watch;
  watch.setFiles({path});
  QSignalSpy changed(&watch, &FileWatch::changed);
  // Twice: it goes on watching the file that took the other's place.
  for (int round = 1; round <= 2; ++round) {
    const QByteArray content = "round " + QByteArray::number(round);
    if (change == "replaced"_L1) {
      writeFile(path + u".next"_s, content);
      QVERIFY(::rename(QFile::encodeName(path + u".next"_s).constData(), QFile::encodeName(path).constData()) == 0);
    } else if (change == "removed"_L1 && round == 1) {
      QVERIFY(QFile::remove(path));
    } else {
      writeFile(target, content);
    }
    QTRY_COMPARE(changed.size(), round);
    QCOMPARE(changed.last().first().toStringList(), QStringList{path});
  }
}

void TestFileWatch::saysNothingOfOthers() {
  const QTemporaryDir folder;
  writeFile(folder.filePath(u"config"_s), "one");
  FileWatch watch;
  watch.setFiles({folder.filePath(u"config"_s)});
  QSignalSpy changed(&watch, &FileWatch::changed);
  writeFile(folder.filePath(u"other"_s), "two");
  QTest::qWait(600);
  QCOMPARE(changed.size(), 0);
}

void TestFileWatch::forgetsWhatIsNotWatchedAnyMore() {
  const QTemporaryDir folder;
  const QString path = folder.filePath(u"config"_s);
  writeFile(path, "one");
  FileWatch watch;
  watch.setFiles({path});
  watch.setFiles({});
  QSignalSpy changed(&watch, &FileWatch::changed);
  writeFile(path, "two");
  QTest::qWait(600);
  QCOMPARE(changed.size(), 0);
}

QTEST_GUILESS_MAIN(TestFileWatch)
#include "test_filewatch.moc"
