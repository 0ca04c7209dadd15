#include <sched.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <QDir>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>
#include <algorithm>
#include <functional>

#include "core/config/forwardsfile.h"

using namespace portolan;
using namespace Qt::StringLiterals;

namespace {

ForwardConfig forward(const QString& uid, quint16 port = 8080) {
  ForwardConfig config;
  config.uid = uid;
  config.service = uid;
  config.localPort = port;
  config.remotePort = u"80"_s;
  return config;
}

ForwardsChange adding(const QList<ForwardConfig>& forwards) {
  ForwardsChange change;
  for (const ForwardConfig& config : forwards) {
    change.entries += {{}, config, -1};
  }
  return change;
}

QStringList uids(const QList<ForwardConfig>& forwards) {
  QStringList uids;
  for (const ForwardConfig& config : forwards) {
    uids += config.uid;
  }
  return uids;
}

QByteArray contentOf(const QString& path) {
  QFile file(path);
  return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(none)");
}

bool write(const QString& path, const QByteArray& content) {
  QFile file(path);
  return file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
}

/// Runs `work` in a process of its own; its return value is the exit code.
pid_t inProcess(const std::function<int()>& work) {
  const pid_t child = ::fork();
  if (child == 0) {
    ::_exit(work());
  }
  return child;
}

int exitCode(pid_t child) {
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

}  // namespace

class TestForwardsFile : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void init();
  void aMissingFileIsEmpty();
  void changesAndTakesBack();
  void mergesWithWhatOthersSaved();
  void whatIsNotTouchedStaysAsItStands();
  void ordersWhatHasAnOrder();
  void aBrokenFileIsNotWrittenOver();
  void nothingIsWrittenThatWouldNotBeTakenBack();
  void keepsTheLastVersions();
  void linksStayLinks();
  void newerVersionsAreKept();
  void killedAtAnyMoment();
  void twoProcesses();
  void fullDisk();
  void readOnlyFolder();

 private:
  QString path(const QString& name = u"forwards.json"_s) const { return m_folder->filePath(name); }

  std::unique_ptr<QTemporaryDir> m_folder;
};

void TestForwardsFile::init() {
  m_folder = std::make_unique<QTemporaryDir>();
}

void TestForwardsFile::aMissingFileIsEmpty() {
  ForwardsFile file(path(u"new/folder/forwards.json"_s));
  QCOMPARE(file.refresh(), Result<bool>(true));
  QVERIFY(file.forwards().isEmpty());
  QVERIFY(!QFile::exists(file.path()));
  QVERIFY(file.apply(adding({forward(u"a"_s)})));
  struct stat status{};
  QCOMPARE(::stat(QFile::encodeName(file.path()).constData(), &status), 0);
  QCOMPARE(status.st_mode & 0777, mode_t(0600));
  QCOMPARE(file.refresh(), Result<bool>(false));  // its own writing is nothing new
}

void TestForwardsFile::changesAndTakesBack() {
  ForwardsFile file(path());
  QVERIFY(file.apply(adding({forward(u"a"_s), forward(u"b"_s, 2), forward(u"c"_s, 3), forward(u"d"_s, 4)})));
  const QByteArray before = contentOf(path());
  const QList<ForwardConfig> had = file.forwards();

  ForwardsChange change;
  change.entries += {had.at(1), {}, -1};
  change.entries += {had.at(2), {}, -1};
  ForwardConfig edited = had.at(3);
  edited.alias = u"edited"_s;
  change.entries += {had.at(3), edited, -1};
  change.entries += {{}, forward(u"e"_s, 5), -1};
  const auto done = file.apply(change);
  QVERIFY(done.has_value());
  QCOMPARE(uids(file.forwards()), (QStringList{u"a"_s, u"d"_s, u"e"_s}));
  QCOMPARE(file.forwards().at(1).alias, u"edited"_s);

  ForwardsFile other(path());
  QVERIFY(other.refresh());
  QCOMPARE(other.forwards(), file.forwards());

  QVERIFY(file.apply(inverseOf(*done)));
  QCOMPARE(file.forwards(), had);
  QCOMPARE(contentOf(path()), before);
}

void TestForwardsFile::mergesWithWhatOthersSaved() {
  ForwardsFile mine(path());
  QVERIFY(mine.apply(adding({forward(u"a"_s), forward(u"b"_s, 2)})));
  ForwardsFile theirs(path());
  QVERIFY(theirs.refresh());

  // They change the port and remove another; meanwhile I change the alias of the same, and know of nothing.
  const ForwardConfig known = mine.forwards().constFirst();
  ForwardConfig theirEdit = known;
  theirEdit.localPort = 9090;
  ForwardsChange theirChange;
  theirChange.entries += {known, theirEdit, -1};
  theirChange.entries += {theirs.forwards().at(1), {}, -1};
  QVERIFY(theirs.apply(theirChange));

  ForwardConfig myEdit = known;
  myEdit.alias = u"mine"_s;
  myEdit.tags = {u"t"_s};
  ForwardsChange myChange;
  myChange.entries += {known, myEdit, -1};
  QVERIFY(mine.apply(myChange));
  QCOMPARE(uids(mine.forwards()), QStringList{u"a"_s});
  QCOMPARE(mine.forwards().constFirst().localPort, 9090);
  QCOMPARE(mine.forwards().constFirst().alias, u"mine"_s);
  QCOMPARE(mine.forwards().constFirst().tags, QStringList{u"t"_s});
}

void TestForwardsFile::whatIsNotTouchedStaysAsItStands() {
  // A number that no double holds, a field of somebody else, and a person's own way to write.
  const QByteArray theirs = R"({"service":"web",  "local_port": "8080", "remote_port":80,
      "big": 12345678901234567890, "colour": "red", "portolan": {"uid": "web"}})";
  QVERIFY(write(path(), "[" + theirs + "]"));
  ForwardsFile file(path());
  QVERIFY(file.apply(adding({forward(u"a"_s)})));
  QVERIFY(contentOf(path()).contains(theirs));
  QCOMPARE(QJsonDocument::fromJson(contentOf(path())).array().size(), 2);
}

void TestForwardsFile::ordersWhatHasAnOrder() {
  ForwardsFile file(path());
  ForwardConfig second = forward(u"second"_s);
  second.order = 2;
  ForwardConfig first = forward(u"first"_s);
  first.order = -1;
  QVERIFY(file.apply(adding({forward(u"none"_s), second, first, forward(u"none too"_s)})));
  QCOMPARE(uids(file.forwards()), (QStringList{u"first"_s, u"second"_s, u"none"_s, u"none too"_s}));
  ForwardsFile again(path());
  QVERIFY(again.refresh());
  QCOMPARE(again.forwards(), file.forwards());
}

void TestForwardsFile::aBrokenFileIsNotWrittenOver() {
  ForwardsFile file(path());
  QVERIFY(file.apply(adding({forward(u"a"_s)})));
  QVERIFY(write(path(), "[{\"service\": "));
  const auto fresh = file.refresh();
  QVERIFY(!fresh.has_value());
  QCOMPARE(fresh.error().code, ErrorCode::FileInvalid);
  QVERIFY2(fresh.error().detail.contains(u"line 1, column 14"_s), qPrintable(fresh.error().detail));
  QCOMPARE(uids(file.forwards()), QStringList{u"a"_s});  // what was read before stays
  QVERIFY(!file.apply(adding({forward(u"b"_s)})));
  QCOMPARE(contentOf(path()), QByteArray("[{\"service\": "));
  QVERIFY(write(path(), "[]"));
  QVERIFY(file.apply(adding({forward(u"b"_s)})));
  QCOMPARE(uids(file.forwards()), QStringList{u"b"_s});
}

void TestForwardsFile::nothingIsWrittenThatWouldNotBeTakenBack() {
  ForwardsFile file(path());
  QVERIFY(file.apply(adding({forward(u"a"_s)})));
  const QByteArray before = contentOf(path());
  ForwardConfig wrong = forward(u"b"_s);
  wrong.remotePort = u"no port name!"_s;
  const auto done = file.apply(adding({forward(u"c"_s), wrong}));
  QVERIFY(!done.has_value());
  QVERIFY2(done.error().detail.contains(u"portolan.remote_port"_s), qPrintable(done.error().detail));
  QCOMPARE(contentOf(path()), before);
  QCOMPARE(uids(file.forwards()), QStringList{u"a"_s});
}

void TestForwardsFile::keepsTheLastVersions() {
  ForwardsFile file(path());
  for (int i = 0; i < ForwardsFile::kBackups + 5; ++i) {
    QVERIFY(file.apply(adding({forward(u"f%1"_s.arg(i))})));
  }
  const QDir backups(path() + u".backups"_s);
  QStringList names = backups.entryList(QDir::Files);
  QCOMPARE(names.size(), ForwardsFile::kBackups);
  std::ranges::sort(names, {}, [](const QString& name) { return name.section(u'.', 0, 0).toInt(); });
  const auto last = loadForwards(backups.filePath(names.constLast()));
  QVERIFY(last.has_value());
  QCOMPARE(last->size(), file.forwards().size() - 1);
  // What somebody else put there is left alone.
  QVERIFY(write(backups.filePath(u"notes.txt"_s), "mine"));
  QVERIFY(file.apply(adding({forward(u"last"_s)})));
  QCOMPARE(backups.entryList(QDir::Files).size(), ForwardsFile::kBackups + 1);
}

void TestForwardsFile::linksStayLinks() {
  QVERIFY(QDir(m_folder->path()).mkdir(u"dotfiles"_s));
  const QString real = path(u"dotfiles/shared.json"_s);
  QVERIFY(write(real, "[]"));
  QVERIFY(QFile::link(u"dotfiles/shared.json"_s, path()));
  ForwardsFile file(path());
  QVERIFY(file.apply(adding({forward(u"a"_s)})));
  QVERIFY(QFileInfo(path()).isSymLink());
  QCOMPARE(loadForwards(real)->size(), 1);
}

void TestForwardsFile::newerVersionsAreKept() {
  QVERIFY(write(path(), R"([{"service": "web", "remote_port": 80,
      "portolan": {"uid": "new", "version": 99, "from_the_future": true}}])"));
  ForwardsFile file(path());
  QVERIFY(file.refresh());
  ForwardsChange change;
  ForwardConfig edited = file.forwards().constFirst();
  edited.alias = u"edited"_s;
  change.entries += {file.forwards().constFirst(), edited, -1};
  QVERIFY(file.apply(change));
  const QJsonObject ours =
      QJsonDocument::fromJson(contentOf(path())).array().at(0).toObject().value("portolan"_L1).toObject();
  QCOMPARE(ours.value("version"_L1).toInt(), 99);
  QVERIFY(ours.value("from_the_future"_L1).toBool());
}

void TestForwardsFile::killedAtAnyMoment() {
  // Every version has entries of one generation only, and what was reported as saved is never lost.
  constexpr int kKills = 1'000;
  constexpr int kEntries = 5;
  const auto generation = [](int n) {
    QList<ForwardConfig> forwards;
    for (int i = 0; i < kEntries; ++i) {
      forwards += forward(u"f%1"_s.arg(i), quint16(1000 + i));
      forwards.last().notes = QString::number(n);
    }
    return forwards;
  };
  ForwardsFile start(path());
  QVERIFY(start.apply(adding(generation(0))));
  int acknowledged = 0;
  int amid = 0;  // killed between two acknowledgements, which is what this is about
  for (int kill = 0; kill < kKills; ++kill) {
    int pipe[2];
    QCOMPARE(::pipe(pipe), 0);
    const pid_t child = inProcess([&] {
      ForwardsFile file(path());
      if (!file.refresh()) {
        return 1;
      }
      for (int n = file.forwards().constFirst().notes.toInt() + 1;; ++n) {
        if (!file.apply(ForwardsChange::between(file.forwards(), generation(n)))) {
          return 2;
        }
        if (::write(pipe[1], &n, sizeof(n)) != sizeof(n)) {
          return 3;
        }
      }
    });
    ::close(pipe[1]);
    int n = 0;
    QCOMPARE(::read(pipe[0], &n, sizeof(n)), ssize_t(sizeof(n)));
    ::usleep(useconds_t(QRandomGenerator::global()->bounded(1'500)));
    ::kill(child, SIGKILL);
    QCOMPARE(exitCode(child), -SIGKILL);
    acknowledged = n;
    while (::read(pipe[0], &n, sizeof(n)) == sizeof(n)) {
      acknowledged = n;
    }
    ::close(pipe[0]);

    ForwardsFile file(path());
    const auto read = file.refresh();
    QVERIFY2(read.has_value(), qPrintable(read ? QString() : read.error().detail));
    QCOMPARE(file.forwards().size(), kEntries);
    const int found = file.forwards().constFirst().notes.toInt();
    QVERIFY2(found == acknowledged || found == acknowledged + 1,
             qPrintable(u"%1, not %2"_s.arg(found).arg(acknowledged)));
    for (const ForwardConfig& config : file.forwards()) {
      QCOMPARE(config.notes.toInt(), found);
    }
    amid += QFile::exists(path(u".forwards.json.new"_s)) ? 1 : 0;
  }
  qInfo("%d kills, %d of them in the middle of a file, %d versions", kKills, amid, acknowledged);
  QVERIFY(amid > kKills / 100);
}

void TestForwardsFile::twoProcesses() {
  // A minute with PORTOLAN_LONG_TESTS.
  const int milliseconds = qEnvironmentVariableIsSet("PORTOLAN_LONG_TESTS") ? 60'000 : 1'500;
  constexpr int kRound = 300;  // of each; then they are removed again, so that the file stays small
  QList<pid_t> children;
  for (const QString& who : {u"a"_s, u"b"_s}) {
    children += inProcess([&, who] {
      ForwardsFile file(path());
      QElapsedTimer timer;
      timer.start();
      int added = 0;
      qint64 longest = 0;  // until a change was saved: nobody is kept out by who comes back at once
      while (timer.elapsed() < milliseconds || added == 0) {
        const qint64 began = timer.elapsed();
        const auto done = file.apply(adding({forward(u"%1%2"_s.arg(who).arg(added++))}));
        if (!done) {
          qWarning("%s", qPrintable(done.error().detail));
          return 1;
        }
        longest = std::max(longest, timer.elapsed() - began);
        // Everything of mine is there, whatever the other did.
        const auto mine = std::ranges::count_if(
            file.forwards(), [&](const ForwardConfig& config) { return config.uid.startsWith(who); });
        if (mine != added) {
          return 2;
        }
        if (added == kRound) {
          ForwardsChange change;
          for (const ForwardConfig& config : file.forwards()) {
            if (config.uid.startsWith(who)) {
              change.entries += {config, {}, -1};
            }
          }
          if (!file.apply(change)) {
            return 3;
          }
          added = 0;
        }
      }
      return longest < 5'000 ? 0 : 4;
    });
  }
  for (const pid_t child : std::as_const(children)) {
    QCOMPARE(exitCode(child), 0);
  }
  ForwardsFile file(path());
  QVERIFY(file.refresh());
  QVERIFY(file.forwards().size() >= 2);
}

void TestForwardsFile::fullDisk() {
  // A mount of its own, which needs rights that not every machine gives.
  constexpr int kNoRights = 77;
  const QByteArray mountPoint = QFile::encodeName(m_folder->path());
  const pid_t child = inProcess([&] {
    const bool hasOwn = ::unshare(CLONE_NEWNS) == 0 || ::unshare(CLONE_NEWUSER | CLONE_NEWNS) == 0;
    if (!hasOwn || ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0 ||
        ::mount("tmpfs", mountPoint.constData(), "tmpfs", 0, "size=64k") != 0) {
      return kNoRights;
    }
    ForwardsFile file(path());
    int saved = 0;
    ForwardConfig big = forward(u"f0"_s);
    big.notes = QString(2'000, u'x');
    Result<ForwardsChange> done;
    while ((done = file.apply(adding({big})))) {
      big.uid = u"f%1"_s.arg(++saved);
      if (saved > 1'000) {
        return 1;
      }
    }
    if (done.error().code != ErrorCode::FileUnwritable || saved == 0) {
      return 2;
    }
    ForwardsFile again(path());
    if (!again.refresh() || again.forwards() != file.forwards() || again.forwards().size() != saved) {
      return 3;
    }
    // Removing needs less room; backups are not in its way.
    ForwardsChange change;
    for (const ForwardConfig& config : again.forwards().sliced(1)) {
      change.entries += {config, {}, -1};
    }
    return again.apply(change) ? 0 : 4;
  });
  const int code = exitCode(child);
  if (code == kNoRights) {
    QSKIP("a small file system cannot be mounted here");
  }
  QCOMPARE(code, 0);
}

void TestForwardsFile::readOnlyFolder() {
  ForwardsFile file(path());
  QVERIFY(file.apply(adding({forward(u"a"_s)})));
  const QByteArray before = contentOf(path());
  QCOMPARE(::chmod(QFile::encodeName(path()).constData(), 0444), 0);
  QCOMPARE(::chmod(QFile::encodeName(m_folder->path()).constData(), 0555), 0);
  const pid_t child = inProcess([&] {
    constexpr uid_t kNobody = 65534;
    if (::geteuid() == 0 && ::seteuid(kNobody) != 0) {
      return 1;
    }
    ForwardsFile mine(path());
    if (!mine.refresh() || mine.forwards().size() != 1) {
      return 2;
    }
    const auto done = mine.apply(adding({forward(u"b"_s)}));
    return !done && done.error().code == ErrorCode::FileUnwritable && mine.forwards().size() == 1 ? 0 : 3;
  });
  QCOMPARE(exitCode(child), 0);
  QCOMPARE(::chmod(QFile::encodeName(m_folder->path()).constData(), 0700), 0);
  QCOMPARE(contentOf(path()), before);
}

QTEST_APPLESS_MAIN(TestForwardsFile)
#include "test_forwardsfile.moc"
