#include <sched.h>

#include <QDBusConnection>
#include <QDBusMessage>
#include <QProcess>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>

#include "core/system/systemevents.h"

using namespace portolan;
using namespace Qt::StringLiterals;

namespace {

bool run(const QString& command) {
  QProcess process;
  process.startCommand(command);
  return process.waitForFinished() && process.exitCode() == 0;
}

void sayPrepareForSleep(QDBusConnection& bus, bool isAhead) {
  QDBusMessage signal = QDBusMessage::createSignal(u"/org/freedesktop/login1"_s, u"org.freedesktop.login1.Manager"_s,
                                                   u"PrepareForSleep"_s);
  signal << isAhead;
  QVERIFY(bus.send(signal));
}

}  // namespace

class TestSystemEvents : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void initTestCase();
  void cleanupTestCase();

  void hearsOfTheEndOfASleep();
  void hearsOfAnAddress();

 private:
  QProcess m_bus;
  QByteArray m_address;
};

void TestSystemEvents::initTestCase() {
  const QString daemon = QStandardPaths::findExecutable(u"dbus-daemon"_s);
  if (daemon.isEmpty()) {
    return;
  }
  m_bus.start(daemon, {u"--session"_s, u"--nofork"_s, u"--nopidfile"_s, u"--print-address"_s});
  QVERIFY(m_bus.waitForReadyRead());
  m_address = m_bus.readLine().trimmed();
  qputenv("DBUS_SYSTEM_BUS_ADDRESS", m_address);
}

void TestSystemEvents::cleanupTestCase() {
  m_bus.kill();
  m_bus.waitForFinished();
}

void TestSystemEvents::hearsOfTheEndOfASleep() {
  if (m_address.isEmpty()) {
    QSKIP("there is no dbus-daemon");
  }
  const SystemEvents events;
  QSignalSpy changed(&events, &SystemEvents::changed);
  QDBusConnection logind = QDBusConnection::connectToBus(QString::fromLatin1(m_address), u"logind"_s);
  QVERIFY(logind.isConnected());
  sayPrepareForSleep(logind, true);
  QTest::qWait(700);
  QCOMPARE(changed.size(), 0);  // too early to look
  sayPrepareForSleep(logind, false);
  QTRY_COMPARE(changed.size(), 1);
}

void TestSystemEvents::hearsOfAnAddress() {
  if (::unshare(CLONE_NEWNET) != 0) {
    QSKIP("network namespaces are root's");
  }
  const SystemEvents events;
  QSignalSpy changed(&events, &SystemEvents::changed);
  QVERIFY(run(u"ip link set lo up"_s));
  QTest::qWait(700);
  QCOMPARE(changed.size(), 0);  // a link with its local addresses leads nowhere
  QVERIFY(run(u"ip addr add 192.0.2.7/24 dev lo"_s));
  QVERIFY(run(u"ip addr add 192.0.2.8/24 dev lo"_s));
  QTRY_COMPARE(changed.size(), 1);  // a burst is one change
  QVERIFY(run(u"ip route add 198.51.100.0/24 via 192.0.2.1"_s));
  QTRY_COMPARE(changed.size(), 2);
}

QTEST_GUILESS_MAIN(TestSystemEvents)
#include "test_systemevents.moc"
