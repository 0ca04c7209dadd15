#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "core/system/loginshell.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using portolan::LoginShell;

class TestLoginShell : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void init();
  void outputs_data();
  void outputs();
  void merges_data();
  void merges();
  void realShells_data();
  void realShells();
  void isAskedOnceAndOnlyWhenWanted();
  void hangingShell();
  void noShell();
  void endWhileAsking();

 private:
  [[nodiscard]] QString path(const QString& name) const { return m_folder->filePath(name); }
  QString write(const QString& name, const QByteArray& text) const;
  [[nodiscard]] QProcessEnvironment environment(const QString& shell) const;
  static QString answerOf(const QFuture<QString>& future);

  std::unique_ptr<QTemporaryDir> m_folder;
};

void TestLoginShell::init() {
  m_folder = std::make_unique<QTemporaryDir>();
}

QString TestLoginShell::write(const QString& name, const QByteArray& text) const {
  QFile file(path(name));
  if (!file.open(QFile::WriteOnly) || file.write(text) != text.size() ||
      !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner)) {
    qFatal("cannot write %s", qPrintable(name));
  }
  return path(name);
}

QProcessEnvironment TestLoginShell::environment(const QString& shell) const {
  QProcessEnvironment environment;
  environment.insert(u"HOME"_s, m_folder->path());
  environment.insert(u"SHELL"_s, shell);
  environment.insert(u"PATH"_s, u"/usr/bin:/bin:/desktop"_s);
  return environment;
}

QString TestLoginShell::answerOf(const QFuture<QString>& future) {
  if (!QTest::qWaitFor([&] { return future.isFinished(); }, 20'000)) {
    qFatal("no answer");
  }
  return future.result();
}

void TestLoginShell::outputs_data() {
  QTest::addColumn<QByteArray>("output");
  QTest::addColumn<QString>("path");
  const QByteArray mark = "portolan-path-9b1d\n";
  QTest::newRow("plain") << mark + "/a:/b\n" + mark << u"/a:/b"_s;
  QTest::newRow("talkative files") << "Welcome!\n" + mark + "/a\n" + mark + "Bye!\n" << u"/a"_s;
  QTest::newRow("cut") << mark + "/a:/b" << QString();
  QTest::newRow("nothing") << QByteArray() << QString();
  QTest::newRow("no PATH") << mark + mark << QString();
}

void TestLoginShell::outputs() {
  QFETCH(QByteArray, output);
  QTEST(LoginShell::pathInOutput(output), "path");
}

void TestLoginShell::merges_data() {
  QTest::addColumn<QString>("shell");
  QTest::addColumn<QString>("desktop");
  QTest::addColumn<QString>("merged");
  QTest::newRow("the shell's come first") << u"/c:/a"_s << u"/a:/b"_s << u"/c:/a:/b"_s;
  QTest::newRow("no shell") << QString() << u"/a:/b"_s << u"/a:/b"_s;
  QTest::newRow("twice, and empty") << u"/a::/a"_s << u"::/a"_s << u"/a"_s;
}

void TestLoginShell::merges() {
  QFETCH(QString, shell);
  QFETCH(QString, desktop);
  QTEST(LoginShell::merged(shell, desktop), "merged");
}

void TestLoginShell::realShells_data() {
  QTest::addColumn<QString>("shell");
  QTest::addColumn<QString>("file");
  QTest::newRow("bash, login") << u"/bin/bash"_s << u".bash_profile"_s;
  QTest::newRow("bash, through its login file") << u"/bin/bash"_s << u".profile"_s;
  QTest::newRow("dash") << u"/bin/dash"_s << u".profile"_s;
  QTest::newRow("zsh") << u"/bin/zsh"_s << u".zshrc"_s;
}

void TestLoginShell::realShells() {
  QFETCH(QString, shell);
  QFETCH(QString, file);
  if (!QFile::exists(shell)) {
    QSKIP("this shell is not here");
  }
  write(file, "echo 'hello from the files'; echo oops >&2\nexport PATH=\"/added by:$PATH\"\n");
  LoginShell asked(environment(shell));
  const QString answer = answerOf(asked.path());
  QVERIFY2(answer.startsWith(u"/added by:"_s) || answer.contains(u":/added by:"_s), qPrintable(answer));
  QVERIFY(answer.split(u':').contains(u"/desktop"_s));
}

void TestLoginShell::isAskedOnceAndOnlyWhenWanted() {
  const QString shell =
      write(u"shell"_s, "#!/bin/sh\necho x >>\"$HOME/asked\"\nshift 2\nPATH=/mine:$PATH exec /bin/sh \"$@\"\n");
  LoginShell asked(environment(shell));
  QCoreApplication::processEvents();
  QVERIFY(!QFile::exists(path(u"asked"_s)));
  const auto first = asked.path();
  const auto second = asked.path();
  QCOMPARE(answerOf(first), u"/mine:/usr/bin:/bin:/desktop"_s);
  QCOMPARE(answerOf(second), answerOf(first));
  QCOMPARE(answerOf(asked.path()), answerOf(first));
  QFile file(path(u"asked"_s));
  QVERIFY(file.open(QFile::ReadOnly));
  QCOMPARE(file.readAll(), QByteArray("x\n"));
}

void TestLoginShell::hangingShell() {
  const QString shell = write(u"shell"_s, "#!/bin/sh\nsleep 600\n");
  QTest::ignoreMessage(QtWarningMsg, qPrintable(shell + u" did not say what its PATH is; the desktop's is used"_s));
  LoginShell asked(environment(shell), 100ms);
  QCOMPARE(answerOf(asked.path()), u"/usr/bin:/bin:/desktop"_s);
}

void TestLoginShell::noShell() {
  const QString shell = path(u"missing"_s);
  QTest::ignoreMessage(QtWarningMsg, qPrintable(shell + u" did not say what its PATH is; the desktop's is used"_s));
  LoginShell asked(environment(shell));
  QCOMPARE(answerOf(asked.path()), u"/usr/bin:/bin:/desktop"_s);
}

void TestLoginShell::endWhileAsking() {
  const QString shell = write(u"shell"_s, "#!/bin/sh\nsleep 600\n");
  QFuture<QString> future;
  QElapsedTimer timer;
  timer.start();
  {
    LoginShell asked(environment(shell));
    future = asked.path();
    QCoreApplication::processEvents();
  }
  QVERIFY(future.isFinished());
  QCOMPARE(future.result(), u"/usr/bin:/bin:/desktop"_s);
  QVERIFY(timer.elapsed() < 2000);
}

QTEST_GUILESS_MAIN(TestLoginShell)
#include "test_loginshell.moc"
