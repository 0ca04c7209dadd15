#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <memory>

#include "core/forward/journal.h"

using namespace portolan;
using namespace Qt::StringLiterals;

namespace {

JournalEntry entry(const QString& uid, const QString& text) {
  return {QDateTime::currentDateTimeUtc(), uid, JournalEntry::Kind::Note, text};
}

}  // namespace

class TestJournal : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void rememberTheLastOfEach();
  void isBounded();
  void rotates();
  void doesWithoutAFile();
};

void TestJournal::rememberTheLastOfEach() {
  Journal journal;
  for (int i = 0; i < 10; ++i) {
    journal.add(entry(i % 2 == 0 ? u"a"_s : u"b"_s, QString::number(i)));
  }
  QCOMPARE(journal.last(u"a"_s, 2).size(), 2);
  QCOMPARE(journal.last(u"a"_s, 2).first().text, u"6"_s);
  QCOMPARE(journal.last(u"a"_s, 2).last().text, u"8"_s);
  QCOMPARE(journal.last({}, 3).first().text, u"7"_s);
  QVERIFY(journal.last(u"c"_s, 10).isEmpty());
}

void TestJournal::isBounded() {
  Journal journal;
  for (int i = 0; i < 6000; ++i) {
    journal.add(entry(u"a"_s, QString::number(i)));
  }
  QCOMPARE(journal.last({}, 10'000).size(), 5000);
  QCOMPARE(journal.last({}, 10'000).first().text, u"1000"_s);
}

void TestJournal::rotates() {
  const QTemporaryDir folder;
  const QString path = folder.filePath(u"journal.jsonl"_s);
  // Six times what one file holds: the oldest goes.
  for (int round = 0; round < 12; ++round) {
    Journal journal(path);
    for (int i = 0; i < 500; ++i) {
      journal.add(entry(u"a"_s, QString(1000, u'x')));
    }
  }
  const QStringList files = QDir(folder.path()).entryList(QDir::Files);
  QCOMPARE(files, (QStringList{u"journal.jsonl"_s, u"journal.jsonl.1"_s, u"journal.jsonl.2"_s, u"journal.jsonl.3"_s}));
  for (const QString& file : files) {
    const QFileInfo info(folder.filePath(file));
    QVERIFY(info.size() > 0 && info.size() <= 1 << 20);
    QFile opened(info.filePath());
    QVERIFY(opened.open(QIODevice::ReadOnly));
    QVERIFY(opened.readAll().endsWith("}\n"));  // no line is cut
  }
}

void TestJournal::doesWithoutAFile() {
  // A folder where the file should be.
  const QTemporaryDir folder;
  // Its warning is off in tests.
  auto journal = std::make_unique<Journal>(folder.path());
  journal->add(entry(u"a"_s, u"still here"_s));
  QCOMPARE(journal->last(u"a"_s, 1).size(), 1);
  journal.reset();
}

QTEST_GUILESS_MAIN(TestJournal)
#include "test_journal.moc"
