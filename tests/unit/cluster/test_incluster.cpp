#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "core/cluster/incluster.h"
#include "tests/support/certificates.h"

using namespace Qt::StringLiterals;
using portolan::CredentialFiles;
using portolan::inClusterConnection;
using portolan::LoginMethod;

class TestInCluster : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void init();
  void notInAPod_data();
  void notInAPod();
  void serviceAccount();
  void namespaces_data();
  void namespaces();
  void withoutAnAuthority();
  void wrongPort();

 private:
  void write(const QString& name, const QByteArray& content) const {
    QFile file(m_folder->filePath(name));
    if (!file.open(QFile::WriteOnly) || file.write(content) != content.size()) {
      qFatal("cannot write %s", qPrintable(name));
    }
  }

  std::unique_ptr<QTemporaryDir> m_folder;
  QProcessEnvironment m_environment;
  const portolan::test::CertificateAuthority m_authority{u"authority"_s};
};

void TestInCluster::init() {
  m_folder = std::make_unique<QTemporaryDir>();
  write(u"token"_s, "t\n");
  write(u"ca.crt"_s, m_authority.pem());
  write(u"namespace"_s, "web\n");
  m_environment.clear();
  m_environment.insert(u"KUBERNETES_SERVICE_HOST"_s, u"10.0.0.1"_s);
  m_environment.insert(u"KUBERNETES_SERVICE_PORT"_s, u"443"_s);
}

void TestInCluster::notInAPod_data() {
  QTest::addColumn<QString>("missing");
  QTest::newRow("host") << u"KUBERNETES_SERVICE_HOST"_s;
  QTest::newRow("port") << u"KUBERNETES_SERVICE_PORT"_s;
  QTest::newRow("token") << u"token"_s;
}

void TestInCluster::notInAPod() {
  QFETCH(QString, missing);
  m_environment.remove(missing);
  QFile::remove(m_folder->filePath(missing));
  QVERIFY(!inClusterConnection(m_environment, m_folder->path()));
}

void TestInCluster::serviceAccount() {
  m_environment.insert(u"KUBERNETES_SERVICE_HOST"_s, u"fd00::1"_s);
  const auto connection = inClusterConnection(m_environment, m_folder->path());
  QVERIFY(connection && *connection);
  QCOMPARE((*connection)->server.displayUrl(), u"https://[fd00::1]:443"_s);
  QCOMPARE((*connection)->server.caPem, m_authority.pem());
  QCOMPARE((*connection)->ns, u"web"_s);
  QCOMPARE((*connection)->login,
           LoginMethod(CredentialFiles{.token = m_folder->filePath(u"token"_s), .certificate = {}, .key = {}}));
}

void TestInCluster::namespaces_data() {
  QTest::addColumn<QString>("variable");
  QTest::addColumn<bool>("hasFile");
  QTest::addColumn<QString>("ns");
  QTest::newRow("file") << QString() << true << u"web"_s;
  QTest::newRow("variable") << u"mine"_s << true << u"mine"_s;
  QTest::newRow("neither") << QString() << false << u"default"_s;
}

void TestInCluster::namespaces() {
  QFETCH(QString, variable);
  QFETCH(bool, hasFile);
  if (!variable.isEmpty()) {
    m_environment.insert(u"POD_NAMESPACE"_s, variable);
  }
  if (!hasFile) {
    QFile::remove(m_folder->filePath(u"namespace"_s));
  }
  const auto connection = inClusterConnection(m_environment, m_folder->path());
  QVERIFY(connection && *connection);
  QTEST((*connection)->ns, "ns");
}

void TestInCluster::withoutAnAuthority() {
  QFile::remove(m_folder->filePath(u"ca.crt"_s));
  const auto connection = inClusterConnection(m_environment, m_folder->path());
  QVERIFY(connection && *connection);
  QCOMPARE((*connection)->server.caPem, QByteArray());
}

void TestInCluster::wrongPort() {
  m_environment.insert(u"KUBERNETES_SERVICE_PORT"_s, u"tcp://x"_s);
  const auto connection = inClusterConnection(m_environment, m_folder->path());
  QVERIFY(connection && !*connection);
}

QTEST_GUILESS_MAIN(TestInCluster)
#include "test_incluster.moc"
