#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <csignal>

#include "core/system/terminal.h"

using namespace portolan;
using namespace Qt::StringLiterals;

namespace {

void makeProgram(const QString& path, const QByteArray& script) {
  QFile file(path);
  QVERIFY(file.open(QIODevice::WriteOnly));
  file.write("#!/bin/sh\n" + script);
  file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
}

QByteArray read(const QString& path) {
  QFile file(path);
  return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

}  // namespace

class TestTerminal : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void takesTheDesktopsChoiceFirst();
  void givesWordsAsTheyAre();
  void blocksNoSignals();
  void saysThatThereIsNone();
};

void TestTerminal::takesTheDesktopsChoiceFirst() {
  const QTemporaryDir folder;
  const auto in = [&folder](const QString& name) { return folder.filePath(name); };
  const QStringList command{u"portolan"_s, u"login"_s, u"prod eu"_s};
  makeProgram(in(u"xterm"_s), {});
  QCOMPARE(terminalCommand(command, folder.path()), QStringList({in(u"xterm"_s), u"-e"_s}) + command);
  makeProgram(in(u"gnome-terminal"_s), {});
  QCOMPARE(terminalCommand(command, folder.path()), QStringList({in(u"gnome-terminal"_s), u"--"_s}) + command);
  makeProgram(in(u"x-terminal-emulator"_s), {});
  QCOMPARE(terminalCommand(command, folder.path()), QStringList({in(u"x-terminal-emulator"_s), u"-e"_s}) + command);
  makeProgram(in(u"xdg-terminal-exec"_s), {});
  QCOMPARE(terminalCommand(command, folder.path()), QStringList({in(u"xdg-terminal-exec"_s)}) + command);
}

void TestTerminal::givesWordsAsTheyAre() {
  const QTemporaryDir folder;
  const QString heard = folder.filePath(u"heard"_s);
  makeProgram(folder.filePath(u"x-terminal-emulator"_s), "for word; do printf '[%s]' \"$word\"; done > '" +
                                                             heard.toUtf8() + ".new'\nmv '" + heard.toUtf8() +
                                                             ".new' '" + heard.toUtf8() + "'\n");
  QVERIFY(openTerminal({u"portolan"_s, u"login"_s, u"a b; $(touch x)"_s}, folder.path()));
  QTRY_COMPARE(read(heard), QByteArray("[-e][portolan][login][a b; $(touch x)]"));
}

void TestTerminal::blocksNoSignals() {
  const QTemporaryDir folder;
  const QString heard = folder.filePath(u"heard"_s);
  makeProgram(folder.filePath(u"x-terminal-emulator"_s), "grep SigBlk /proc/self/status > '" + heard.toUtf8() +
                                                             ".new'\nmv '" + heard.toUtf8() + ".new' '" +
                                                             heard.toUtf8() + "'\n");
  sigset_t blocked;
  sigset_t before;
  ::sigemptyset(&blocked);
  ::sigaddset(&blocked, SIGINT);
  ::pthread_sigmask(SIG_BLOCK, &blocked, &before);
  const bool isOpen = openTerminal({u"portolan"_s}, folder.path());
  ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
  QVERIFY(isOpen);
  QTRY_COMPARE(read(heard).simplified(), QByteArray("SigBlk: 0000000000000000"));
}

void TestTerminal::saysThatThereIsNone() {
  const QTemporaryDir folder;
  QVERIFY(terminalCommand({u"portolan"_s}, folder.path()).isEmpty());
  QVERIFY(!openTerminal({u"portolan"_s}, folder.path()));
  makeProgram(folder.filePath(u"xterm"_s), {});
  QFile::setPermissions(folder.filePath(u"xterm"_s), QFile::ReadOwner);
  QVERIFY(!openTerminal({u"portolan"_s}, folder.path()));
}

QTEST_GUILESS_MAIN(TestTerminal)
#include "test_terminal.moc"
