#include <QDir>
#include <QLocalSocket>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

#include "app/tray/importcontroller.h"
#include "app/tray/instanceclient.h"
#include "app/tray/instanceserver.h"
#include "app/tray/portprobe.h"

using namespace portolan;
using namespace Qt::StringLiterals;

/// What a second start says to the first, and what of it is understood.
class TestInstance : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void tellsFilesAndLinks();
  void nobodyThere();
  void nonsenseIsIgnored_data();
  void nonsenseIsIgnored();
  void linksCarryTextOnly_data();
  void linksCarryTextOnly();
  void portsAreTried();
};

void TestInstance::tellsFilesAndLinks() {
  const QTemporaryDir folder;
  InstanceServer server;
  QVERIFY(server.listen(InstanceServer::socketPath(folder.path())));
  QSignalSpy requested(&server, &InstanceServer::requested);
  InstanceClient client;
  QSignalSpy finished(&client, &InstanceClient::finished);
  client.send(InstanceServer::socketPath(folder.path()), {u"team.json"_s, u"portolan://import?json=[]"_s}, "token");
  QCOMPARE(finished.size(), 0);  // never from inside the call
  QTRY_COMPARE(finished.size(), 1);
  QVERIFY(finished.at(0).at(0).value<Result<void>>());
  QCOMPARE(requested.size(), 1);
  QCOMPARE(requested.at(0).at(0).toStringList(),
           (QStringList{QDir::current().absoluteFilePath(u"team.json"_s), u"portolan://import?json=[]"_s}));
  QCOMPARE(requested.at(0).at(1).toByteArray(), "token");
  QTest::qWait(50);
  QCOMPARE(finished.size(), 1);
}

void TestInstance::nobodyThere() {
  const QTemporaryDir folder;
  InstanceClient client;
  QSignalSpy finished(&client, &InstanceClient::finished);
  client.send(InstanceServer::socketPath(folder.path()), {}, {});
  QTRY_COMPARE(finished.size(), 1);
  const auto result = finished.at(0).at(0).value<Result<void>>();
  QVERIFY(!result);
  QCOMPARE(result.error().code, ErrorCode::NotFound);
}

void TestInstance::nonsenseIsIgnored_data() {
  QTest::addColumn<QByteArray>("bytes");
  QTest::addColumn<int>("requests");
  QTest::newRow("no JSON") << QByteArray("hello\n") << 1;  // a wish to see the window, no more
  QTest::newRow("numbers") << QByteArray("{\"open\":[1,{},null]}\n") << 1;
  QTest::newRow("endless") << QByteArray(InstanceServer::kLongestLine + 100, 'x') << 0;
}

void TestInstance::nonsenseIsIgnored() {
  QFETCH(const QByteArray, bytes);
  QFETCH(const int, requests);
  const QTemporaryDir folder;
  InstanceServer server;
  QVERIFY(server.listen(InstanceServer::socketPath(folder.path())));
  QSignalSpy requested(&server, &InstanceServer::requested);
  QLocalSocket socket;
  QSignalSpy gone(&socket, &QLocalSocket::disconnected);
  socket.connectToServer(InstanceServer::socketPath(folder.path()));
  QVERIFY(socket.waitForConnected());
  socket.write(bytes);
  QTRY_COMPARE(gone.size(), 1);
  QCOMPARE(requested.size(), requests);
  for (const auto& request : requested) {
    QCOMPARE(request.at(0).toStringList(), QStringList());
  }
}

void TestInstance::linksCarryTextOnly_data() {
  QTest::addColumn<QString>("link");
  QTest::addColumn<QByteArray>("text");
  QTest::newRow("text") << u"portolan://import?json=%5B%7B%7D%5D"_s << QByteArray("[{}]");
  QTest::newRow("plus and per cent") << u"portolan://import?json=%5B%22a%2Bb%25%22%5D"_s << QByteArray("[\"a+b%\"]");
  QTest::newRow("file") << u"portolan://import?file=/etc/passwd"_s << QByteArray();
  QTest::newRow("address") << u"portolan://import?url=https://example.com"_s << QByteArray();
  QTest::newRow("another command") << u"portolan://start?name=x"_s << QByteArray();
  QTest::newRow("path") << u"portolan://import/x?json=[]"_s << QByteArray();
  QTest::newRow("another scheme") << u"https://import?json=[]"_s << QByteArray();
  QTest::newRow("nonsense") << u"portolan:"_s << QByteArray();
}

void TestInstance::linksCarryTextOnly() {
  QFETCH(const QString, link);
  QTEST(ImportController::textOfLink(link).value_or(QByteArray()), "text");
}

void TestInstance::portsAreTried() {
  QTcpServer taken;
  QVERIFY(taken.listen(QHostAddress::LocalHost));
  const quint16 port = taken.serverPort();
  const PortReport report = probePort({}, port, {quint16(port + 1)});
  QVERIFY(!report.isFree);
  QVERIFY(report.nextFree > port + 1);
  QCOMPARE(report.ownerPid, qint64(QCoreApplication::applicationPid()));
  taken.close();
  QVERIFY(probePort(u"127.0.0.1"_s, port, {}).isFree);
  QVERIFY(probePort(u"not an address"_s, port, {}).isFree);  // the engine says what is wrong with it
}

QTEST_MAIN(TestInstance)
#include "test_instance.moc"
