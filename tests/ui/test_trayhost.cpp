#include <QDBusConnection>
#include <QDBusMessage>
#include <QProcess>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>

#include "ui/tray/trayhost.h"

using namespace std::chrono_literals;
using namespace portolan;
using namespace Qt::StringLiterals;

/// What a panel with StatusNotifierItem support registers on the session bus.
class FakeWatcher : public QObject {
  Q_OBJECT
  Q_CLASSINFO("D-Bus Interface", "org.kde.StatusNotifierWatcher")
  Q_PROPERTY(bool IsStatusNotifierHostRegistered MEMBER hasHost)
 public:
  explicit FakeWatcher(QDBusConnection& panel, bool withHost) : hasHost(withHost), m_panel(panel) {
    m_panel.registerObject(u"/StatusNotifierWatcher"_s, this,
                           QDBusConnection::ExportAllProperties | QDBusConnection::ExportAllSignals);
    m_panel.registerService(u"org.kde.StatusNotifierWatcher"_s);
  }
  ~FakeWatcher() override {
    m_panel.unregisterService(u"org.kde.StatusNotifierWatcher"_s);
    m_panel.unregisterObject(u"/StatusNotifierWatcher"_s);
  }
  void addHost() {
    hasHost = true;
    Q_EMIT StatusNotifierHostRegistered();
  }
  bool hasHost;

 Q_SIGNALS:
  void StatusNotifierHostRegistered();

 private:
  QDBusConnection& m_panel;
};

class TestTrayHost : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void initTestCase();
  void cleanupTestCase();
  void findsATrayThatIsThere();
  void findsATrayThatComesLater();
  void aWatcherWithoutAHostIsNoTray();
  void givesUpButKeepsLooking();

 private:
  QProcess m_bus;
  QDBusConnection m_panel{u"panel"_s};
};

void TestTrayHost::initTestCase() {
  const QString daemon = QStandardPaths::findExecutable(u"dbus-daemon"_s);
  if (daemon.isEmpty()) {
    QSKIP("dbus-daemon is not installed");
  }
  m_bus.start(daemon, {u"--session"_s, u"--nofork"_s, u"--print-address"_s});
  QVERIFY(m_bus.waitForStarted());
  QVERIFY(m_bus.waitForReadyRead());
  const QByteArray address = m_bus.readLine().trimmed();
  qputenv("DBUS_SESSION_BUS_ADDRESS", address);
  m_panel = QDBusConnection::connectToBus(QString::fromLatin1(address), u"panel"_s);
  QVERIFY(m_panel.isConnected());
}

void TestTrayHost::cleanupTestCase() {
  QDBusConnection::disconnectFromBus(u"panel"_s);
  m_bus.terminate();
  m_bus.waitForFinished();
}

void TestTrayHost::findsATrayThatIsThere() {
  const FakeWatcher watcher(m_panel, true);
  TrayHost host;
  QSignalSpy found(&host, &TrayHost::found);
  QSignalSpy notFound(&host, &TrayHost::notFound);
  host.find(50ms);
  QCOMPARE(found.size(), 0);  // never from inside the call
  QVERIFY(found.wait());
  QVERIFY(!notFound.wait(100));  // the patience is over without a word
  QCOMPARE(found.size(), 1);
}

void TestTrayHost::findsATrayThatComesLater() {
  TrayHost host;
  QSignalSpy found(&host, &TrayHost::found);
  host.find(10s);
  QVERIFY(!found.wait(50));
  const FakeWatcher watcher(m_panel, true);
  QVERIFY(found.wait());
}

void TestTrayHost::aWatcherWithoutAHostIsNoTray() {
  FakeWatcher watcher(m_panel, false);
  TrayHost host;
  QSignalSpy found(&host, &TrayHost::found);
  host.find(10s);
  QVERIFY(!found.wait(100));
  watcher.addHost();
  QVERIFY(found.wait());
}

void TestTrayHost::givesUpButKeepsLooking() {
  TrayHost host;
  QSignalSpy found(&host, &TrayHost::found);
  QSignalSpy notFound(&host, &TrayHost::notFound);
  host.find(20ms);
  QVERIFY(notFound.wait());
  QCOMPARE(found.size(), 0);
  const FakeWatcher watcher(m_panel, true);
  QVERIFY(found.wait());
  QCOMPARE(notFound.size(), 1);
}

QTEST_MAIN(TestTrayHost)
#include "test_trayhost.moc"
