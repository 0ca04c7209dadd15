#include <QJsonArray>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTest>

#include "app/demo/democluster.h"
#include "core/cluster/cluster.h"
#include "core/target/discovery.h"

using namespace portolan;
using namespace Qt::StringLiterals;

namespace {

QJsonObject service(const QString& name, const QJsonArray& ports, const QJsonObject& annotations = {},
                    const QString& ns = u"default"_s) {
  return {{u"kind"_s, u"Service"_s},
          {u"apiVersion"_s, u"v1"_s},
          {u"metadata"_s, QJsonObject{{u"name"_s, name}, {u"namespace"_s, ns}, {u"annotations"_s, annotations}}},
          {u"spec"_s, QJsonObject{{u"ports"_s, ports}}}};
}

QJsonObject port(int number, const QString& name = {}, const QJsonValue& target = QJsonValue::Undefined) {
  QJsonObject port{{u"port"_s, number}};
  if (!name.isEmpty()) {
    port.insert(u"name"_s, name);
  }
  if (!target.isUndefined()) {
    port.insert(u"targetPort"_s, target);
  }
  return port;
}

/// "namespace target remote local alias", and what is wrong.
QStringList texts(const QList<DiscoveredForward>& forwards) {
  QStringList texts;
  for (const DiscoveredForward& each : forwards) {
    const ForwardConfig& config = each.config;
    texts += each.problem.isEmpty() ? u"%1 %2 %3 %4 %5%6"_s.arg(config.ns, config.targetText(), config.remotePort,
                                                                QString::number(config.localPort), config.alias,
                                                                each.isAnnotated ? u" annotated"_s : QString())
                                    : each.problem;
  }
  return texts;
}

}  // namespace

/// What a cluster offers, from objects alone and from the embedded cluster.
class TestDiscovery : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void services_data();
  void services();
  void podsAreTheirWorkloads();
  void suggestsFreePorts();
  void asksTheCluster();
  void podsNeedNotBeSeen();
  void asksInOneNamespaceWhereAllAreForbidden();
  void labels();
  void follows();

 private:
  Result<DiscoveryResult> ask(const ServiceQuery& query, const QString& user = u"dev"_s);

  std::unique_ptr<DemoCluster> m_demo;
};

void TestDiscovery::services_data() {
  QTest::addColumn<QJsonArray>("ports");
  QTest::addColumn<QJsonObject>("annotations");
  QTest::addColumn<QStringList>("found");
  const QJsonArray two{port(80, u"http"_s, 8080), port(9090, u"metrics"_s, u"prom"_s)};
  const auto annotated = [](const QString& configs, const QString& prefix = u"kftray.app/"_s) {
    QJsonObject annotations{{prefix + u"enabled"_s, u"true"_s}};
    if (!configs.isEmpty()) {
      annotations.insert(prefix + u"configs"_s, configs);
    }
    return annotations;
  };
  QTest::newRow("one port") << QJsonArray{port(80)} << QJsonObject() << QStringList{u"default service/s 80 0 s"_s};
  QTest::newRow("two ports") << two << QJsonObject()
                             << QStringList{u"default service/s 80 0 s-http"_s,
                                            u"default service/s 9090 0 s-metrics"_s};
  QTest::newRow("annotated") << QJsonArray{port(80)} << annotated({})
                             << QStringList{u"default service/s 80 0 s annotated"_s};
  QTest::newRow("not enabled") << QJsonArray{port(80)} << QJsonObject{{u"kftray.app/configs"_s, u"a-1-80"_s}}
                               << QStringList{u"default service/s 80 0 s"_s};
  QTest::newRow("configs") << two << annotated(u"web-8080-http,m-9090-9090"_s)
                           << QStringList{u"default service/s 80 8080 web annotated"_s,
                                          u"default service/s 9090 9090 m annotated"_s};
  QTest::newRow("the pod's port") << two << annotated(u"web-1-8080,m-2-prom"_s)
                                  << QStringList{u"default service/s 80 1 web annotated"_s,
                                                 u"default service/s 9090 2 m annotated"_s};
  QTest::newRow("ours") << two << annotated(u"web-8080-80"_s, u"portolan.dev/"_s)
                        << QStringList{u"default service/s 80 8080 web annotated"_s};
  QTest::newRow("an alias with dashes") << two << annotated(u" my-shop-web-8080-80 "_s)
                                        << QStringList{u"default service/s 80 8080 my-shop-web annotated"_s};
  QTest::newRow("mistakes") << two << annotated(u"x,a-b-c,a-70000-80,a-1-nothing"_s)
                            << QStringList{
                                   u"\"x\" is not ALIAS-LOCAL-REMOTE"_s, u"\"a-b-c\" is not ALIAS-LOCAL-REMOTE"_s,
                                   u"\"a-70000-80\" is not ALIAS-LOCAL-REMOTE"_s, u"there is no port \"nothing\""_s};
  QTest::newRow("no ports") << QJsonArray{} << QJsonObject() << QStringList();
}

void TestDiscovery::services() {
  QFETCH(const QJsonArray, ports);
  QFETCH(const QJsonObject, annotations);
  QTEST(texts(forwardsOfService(service(u"s"_s, ports, annotations))), "found");
}

void TestDiscovery::podsAreTheirWorkloads() {
  const auto pod = [](const QString& name, const QString& kind, const QString& owner, const QString& hash) {
    QJsonObject metadata{
        {u"name"_s, name},
        {u"namespace"_s, u"shop"_s},
        {u"labels"_s, QJsonObject{{u"app"_s, name.section(u'-', 0, 0)}, {u"pod-template-hash"_s, hash}}}};
    if (!kind.isEmpty()) {
      metadata.insert(u"ownerReferences"_s,
                      QJsonArray{QJsonObject{{u"kind"_s, kind}, {u"name"_s, owner}, {u"controller"_s, true}}});
    }
    return QJsonObject{
        {u"metadata"_s, metadata},
        {u"spec"_s,
         QJsonObject{{u"containers"_s,
                      QJsonArray{QJsonObject{{u"ports"_s, QJsonArray{QJsonObject{{u"containerPort"_s, 80}}}}}}}}}};
  };
  QJsonObject selecting = service(u"a"_s, {port(80)}, {}, u"shop"_s);
  selecting[u"spec"_s] =
      QJsonObject{{u"ports"_s, QJsonArray{port(80)}}, {u"selector"_s, QJsonObject{{u"app"_s, u"a"_s}}}};
  const auto found = forwardsOf({selecting}, {pod(u"a-1"_s, u"ReplicaSet"_s, u"a-abc"_s, u"abc"_s),
                                              pod(u"b-1"_s, u"ReplicaSet"_s, u"b-abc"_s, u"abc"_s),
                                              pod(u"b-2"_s, u"ReplicaSet"_s, u"b-abc"_s, u"abc"_s),
                                              pod(u"c-0"_s, u"StatefulSet"_s, u"c"_s, {}), pod(u"d"_s, {}, {}, {})});
  QCOMPARE(texts(found), (QStringList{u"shop service/a 80 0 a"_s, u"shop deployment/b 80 0 b"_s,
                                      u"shop statefulset/c 80 0 c"_s, u"shop pod/d 80 0 d"_s}));
}

void TestDiscovery::suggestsFreePorts() {
  QTcpServer taken;
  QVERIFY(taken.listen(QHostAddress::LocalHost, 0));
  const quint16 busy = taken.serverPort();
  QList<DiscoveredForward> forwards;
  for (const int remote : {int(busy), 80, 80}) {
    DiscoveredForward each;
    each.config.remotePort = QString::number(remote);
    forwards += each;
  }
  suggestLocalPorts(forwards, {8080});
  QVERIFY(forwards.at(0).config.localPort > busy || forwards.at(0).config.localPort >= 1024);
  QVERIFY(forwards.at(0).config.localPort != busy);
  QVERIFY(forwards.at(1).config.localPort > 8080);
  QVERIFY(forwards.at(2).config.localPort > forwards.at(1).config.localPort);
}

Result<DiscoveryResult> TestDiscovery::ask(const ServiceQuery& query, const QString& user) {
  ConnectionConfig connection;
  connection.ns = u"default"_s;
  connection.server = m_demo->server();
  connection.identity = m_demo->identity(user);
  Cluster cluster(connection);
  Discovery discovery(cluster.api(), query, u"default"_s);
  QSignalSpy finished(&discovery, &Discovery::finished);
  discovery.start();
  return finished.wait(10'000) ? finished.takeFirst().at(0).value<Result<DiscoveryResult>>()
                               : fail(ErrorCode::Internal, Stage::Target, u"nothing came"_s);
}

void TestDiscovery::asksTheCluster() {
  m_demo = std::make_unique<DemoCluster>();
  QVERIFY(m_demo->start());
  m_demo->put(service(u"web"_s, {port(80)}, {{u"kftray.app/enabled"_s, u"true"_s}}));
  m_demo->put(service(u"dns"_s, {port(53)}, {}, u"kube-system"_s));
  const auto all = ask({.allNamespaces = true});
  QVERIFY2(all.has_value(), all ? "" : qPrintable(all.error().detail));
  QCOMPARE(texts(all->forwards),
           (QStringList{u"default service/web 80 0 web annotated"_s, u"kube-system service/dns 53 0 dns"_s}));
  QVERIFY(all->onlyNamespace.isEmpty());
  QCOMPARE(texts(ask({.namespaces = {u"kube-system"_s}})->forwards),
           QStringList{u"kube-system service/dns 53 0 dns"_s});
  QCOMPARE(ask({.namespaces = {u"../x"_s}}).error().code, ErrorCode::InvalidArgument);
}

void TestDiscovery::podsNeedNotBeSeen() {
  m_demo = std::make_unique<DemoCluster>();
  QVERIFY(m_demo->start());
  m_demo->put(service(u"web"_s, {port(80)}));
  m_demo->setForbidden(u"dev"_s, {u"list pods"_s});
  const auto found = ask({.allNamespaces = true});
  QVERIFY2(found.has_value(), found ? "" : qPrintable(found.error().detail));
  QCOMPARE(texts(found->forwards), QStringList{u"default service/web 80 0 web"_s});
  QVERIFY(found->onlyNamespace.isEmpty());
}

void TestDiscovery::asksInOneNamespaceWhereAllAreForbidden() {
  // The embedded cluster's rules know no namespaces: it refuses that one, too. The real cluster's tests see it work.
  m_demo = std::make_unique<DemoCluster>();
  QVERIFY(m_demo->start());
  m_demo->setForbidden(u"dev"_s, {u"list services"_s});
  QCOMPARE(ask({.allNamespaces = true}).error().code, ErrorCode::Forbidden);
  QStringList paths;
  for (const DemoRequest& request : m_demo->requests()) {
    paths += request.path;
  }
  QVERIFY(paths.contains(u"/api/v1/services"_s));
  QVERIFY(paths.contains(u"/api/v1/namespaces/default/services"_s));
}

void TestDiscovery::labels() {
  m_demo = std::make_unique<DemoCluster>();
  QVERIFY(m_demo->start());
  QJsonObject labelled = service(u"web"_s, {port(80)});
  QJsonObject metadata = labelled.value("metadata"_L1).toObject();
  metadata.insert(u"labels"_s, QJsonObject{{u"app"_s, u"web"_s}});
  labelled.insert(u"metadata"_s, metadata);
  m_demo->put(labelled);
  m_demo->put(service(u"other"_s, {port(81)}));
  QCOMPARE(texts(ask({.allNamespaces = true, .labelSelector = u"app in (web, x)"_s})->forwards),
           QStringList{u"default service/web 80 0 web"_s});
}

void TestDiscovery::follows() {
  m_demo = std::make_unique<DemoCluster>();
  QVERIFY(m_demo->start());
  ConnectionConfig connection;
  connection.ns = u"default"_s;
  connection.server = m_demo->server();
  connection.identity = m_demo->identity();
  Cluster cluster(connection);
  Discovery discovery(cluster.api(), {.allNamespaces = true}, u"default"_s);
  QSignalSpy changed(&discovery, &Discovery::changed);
  QStringList now;
  connect(&discovery, &Discovery::changed, this,
          [&now](const DiscoveryResult& result) { now = texts(result.forwards); });
  discovery.start(true);
  QVERIFY(changed.wait(10'000));
  QVERIFY(now.isEmpty());
  QTRY_COMPARE(m_demo->watchCount(), 2);
  m_demo->put(service(u"web"_s, {port(80)}));
  QTRY_COMPARE(now, QStringList{u"default service/web 80 0 web"_s});
  m_demo->endWatches();  // the server's time limit: it goes on
  QTRY_COMPARE(m_demo->watchCount(), 2);
  m_demo->put(service(u"web"_s, {port(80)}, {{u"portolan.dev/enabled"_s, u"true"_s}}));
  QTRY_COMPARE(now, QStringList{u"default service/web 80 0 web annotated"_s});
  m_demo->expireWatches();
  m_demo->remove(u"Service"_s, u"web"_s);
  QTRY_COMPARE(now, QStringList());
}

QTEST_GUILESS_MAIN(TestDiscovery)
#include "test_discovery.moc"
