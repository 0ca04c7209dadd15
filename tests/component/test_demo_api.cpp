#include <QDir>
#include <QFileInfo>
#include <QTest>

#include "core/cluster/kubeconfig.h"
#include "tests/component/democlient.h"

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using namespace portolan;
using portolan::test::Answer;
using portolan::test::ApiCaller;
using portolan::test::RawConnection;
using portolan::test::Watcher;

/// The embedded cluster's API, asked as a client would ask a real one.
class TestDemoApi : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void init();
  void cleanup();

  void startsQuicklyAndWritesAPrivateKubeconfig();
  void removesItsKubeconfig();
  void recognisesUsers();
  void refusesWhoMayNot();
  void servesObjects();
  void failsInKubernetesWords_data();
  void failsInKubernetesWords();
  void selects_data();
  void selects();
  void pagesAreConsistent();
  void expiredContinueTokensAreGone();
  void printsTables();
  void discovers();
  void deletes();
  void watchSendsChanges();
  void watchFollowsTheSelector();
  void watchWithoutVersionBeginsWithWhatIsThere();
  void watchResumes();
  void watchFromTooOldVersionExpires();
  void watchFromTheFutureFails();
  void watchSendsBookmarks();
  void watchEndsAtItsTimeout();
  void watchSurvivesASlowReader();
  void answersSeveralRequestsOnOneConnection();
  void refusesBrokenRequests_data();
  void refusesBrokenRequests();
  void dropsSlowClients();
  void servesThousandsOfPods();

 private:
  QStringList namesIn(const Answer& answer) const;
  QJsonObject simplePod(const QString& name, const QMap<QString, QString>& labels = {}) const;

  std::unique_ptr<DemoCluster> m_cluster;
  std::unique_ptr<ApiCaller> m_api;
};

void TestDemoApi::init() {
  m_cluster = std::make_unique<DemoCluster>(DemoOptions{.times = {.slowClient = 300ms}});
  QVERIFY(m_cluster->start());
  m_api = std::make_unique<ApiCaller>(*m_cluster);
}

void TestDemoApi::cleanup() {
  m_api.reset();
  m_cluster.reset();
}

QStringList TestDemoApi::namesIn(const Answer& answer) const {
  QStringList names;
  const auto items = answer.json["items"_L1].toArray();
  for (const auto& item : items) {
    names.append(item["metadata"_L1]["name"_L1].toString());
  }
  return names;
}

/// With a status, so that nothing changes it.
QJsonObject TestDemoApi::simplePod(const QString& name, const QMap<QString, QString>& labels) const {
  QJsonObject pod = demoPod({.name = name, .labels = labels, .ports = {}});
  pod["status"_L1] = QJsonObject{{u"phase"_s, u"Running"_s}};
  return pod;
}

void TestDemoApi::startsQuicklyAndWritesAPrivateKubeconfig() {
  QElapsedTimer timer;
  timer.start();
  DemoCluster cluster;
  QVERIFY(cluster.start());
  cluster.addSample();
  // Goal: 50 ms; a measured 5. The rest is for a busy machine.
  QVERIFY2(timer.elapsed() < 500, qPrintable(QString::number(timer.elapsed())));

  const QFileInfo file(cluster.kubeconfigPath());
  QCOMPARE(file.permissions() & QFileDevice::Permissions(0x0077), QFileDevice::Permissions());
  QFile opened(cluster.kubeconfigPath());
  QVERIFY(opened.open(QIODevice::ReadOnly));
  const QByteArray text = opened.readAll();
  for (const char* context : {DemoCluster::kContext, DemoCluster::kAdminContext, DemoCluster::kGuestContext}) {
    QVERIFY(text.contains("- name: " + QByteArray(context) + "\n  context:"));
  }
  QVERIFY(text.contains(cluster.identity(u"dev"_s).bearerToken));
  // Nothing is the same in two clusters.
  QVERIFY(cluster.identity(u"dev"_s).bearerToken != m_cluster->identity(u"dev"_s).bearerToken);
  QVERIFY(cluster.server().caPem != m_cluster->server().caPem);
}

void TestDemoApi::removesItsKubeconfig() {
  const QString path = m_cluster->kubeconfigPath();
  QVERIFY(QFile::exists(path));
  cleanup();
  QVERIFY(!QFile::exists(path));
}

void TestDemoApi::recognisesUsers() {
  QCOMPARE(m_api->get(u"/api/v1/pods"_s, u"dev"_s).status, 200);
  QCOMPARE(m_api->get(u"/api/v1/pods"_s, u"admin"_s).status, 200);
  QCOMPARE(m_api->get(u"/api/v1/pods"_s, u"guest"_s).status, 200);
  QCOMPARE(m_cluster->requests().value(1).user, u"admin"_s);

  auto request = m_api->request(u"/api/v1/pods"_s);
  request.setRawHeader("Authorization", "Bearer demo-wrong");
  const Answer wrong = m_api->call("GET", request);
  QCOMPARE(wrong.status, 401);
  QCOMPARE(wrong.json["kind"_L1].toString(), u"Status"_s);
  QCOMPARE(wrong.json["message"_L1].toString(), u"Unauthorized"_s);
  QCOMPARE(wrong.json["reason"_L1].toString(), u"Unauthorized"_s);

  const Answer anonymous = m_api->get(u"/api/v1/namespaces/default/pods"_s, u"nobody"_s);
  QCOMPARE(anonymous.status, 403);
  QCOMPARE(anonymous.json["message"_L1].toString(),
           u"pods is forbidden: User \"system:anonymous\" cannot list resource \"pods\" in API group \"\" in the "
           "namespace \"default\""_s);
  QCOMPARE(m_api->get(u"/readyz"_s, u"nobody"_s).body, QByteArray("ok"));

  m_cluster->revokeToken(u"dev"_s);
  QCOMPARE(m_api->call("GET", m_api->request(u"/api/v1/pods"_s, u"dev"_s)).status, 403);
  QVERIFY(m_cluster->renewToken(u"dev"_s));
  QCOMPARE(m_api->get(u"/api/v1/pods"_s, u"dev"_s).status, 200);
}

void TestDemoApi::refusesWhoMayNot() {
  m_cluster->put(simplePod(u"x"_s));
  const Answer answer = m_api->get(u"/api/v1/namespaces/default/pods/x/portforward"_s, u"guest"_s);
  QCOMPARE(answer.status, 403);
  QCOMPARE(answer.json["message"_L1].toString(),
           u"pods \"x\" is forbidden: User \"guest\" cannot get resource \"pods/portforward\" in API group \"\" in the "
           "namespace \"default\""_s);
  QCOMPARE(answer.json["reason"_L1].toString(), u"Forbidden"_s);
  QCOMPARE(answer.json["code"_L1].toInt(), 403);

  m_cluster->setForbidden(u"dev"_s, {u"watch *"_s, u"list deployments"_s});
  QCOMPARE(m_api->get(u"/api/v1/namespaces/default/pods"_s).status, 200);
  QCOMPARE(m_api->get(u"/api/v1/namespaces/default/pods?watch=1"_s).status, 403);
  QCOMPARE(m_api->get(u"/apis/apps/v1/namespaces/default/deployments"_s).json["message"_L1].toString(),
           u"deployments.apps is forbidden: User \"dev\" cannot list resource \"deployments\" in API group \"apps\" in "
           "the namespace \"default\""_s);
}

void TestDemoApi::servesObjects() {
  const QJsonObject stored = m_cluster->put(simplePod(u"a"_s));
  const Answer answer = m_api->get(u"/api/v1/namespaces/default/pods/a"_s);
  QCOMPARE(answer.status, 200);
  QCOMPARE(answer.json, stored);
  QCOMPARE(answer.json["kind"_L1].toString(), u"Pod"_s);
  QCOMPARE(answer.json["apiVersion"_L1].toString(), u"v1"_s);
  const auto metadata = answer.json["metadata"_L1];
  QVERIFY(!metadata["uid"_L1].toString().isEmpty());
  QVERIFY(QDateTime::fromString(metadata["creationTimestamp"_L1].toString(), Qt::ISODate).isValid());

  // A change keeps uid and creationTimestamp and has a higher version; a new object of the name has a new uid.
  const QJsonObject changed = m_cluster->put(simplePod(u"a"_s, {{u"x"_s, u"y"_s}}));
  QCOMPARE(changed["metadata"_L1]["uid"_L1], metadata["uid"_L1]);
  QVERIFY(changed["metadata"_L1]["resourceVersion"_L1].toString().toInt() >
          metadata["resourceVersion"_L1].toString().toInt());
  QVERIFY(m_cluster->remove(u"Pod"_s, u"a"_s));
  QVERIFY(!m_cluster->remove(u"Pod"_s, u"a"_s));
  QVERIFY(m_cluster->put(simplePod(u"a"_s))["metadata"_L1]["uid"_L1] != metadata["uid"_L1]);

  // Items of a list carry no kind, as a real server's.
  const Answer list = m_api->get(u"/api/v1/namespaces/default/pods"_s);
  QCOMPARE(list.json["kind"_L1].toString(), u"PodList"_s);
  QVERIFY(!list.json["items"_L1][0].toObject().contains("kind"_L1));
  QVERIFY(list.json["metadata"_L1]["resourceVersion"_L1].toString().toInt() > 0);
}

void TestDemoApi::failsInKubernetesWords_data() {
  QTest::addColumn<QByteArray>("method");
  QTest::addColumn<QString>("path");
  QTest::addColumn<int>("status");
  QTest::addColumn<QString>("reason");
  QTest::addColumn<QString>("message");
  QTest::newRow("no pod") << QByteArray("GET") << u"/api/v1/namespaces/default/pods/x"_s << 404 << u"NotFound"_s
                          << u"pods \"x\" not found"_s;
  QTest::newRow("no deployment") << QByteArray("GET") << u"/apis/apps/v1/namespaces/default/deployments/x"_s << 404
                                 << u"NotFound"_s << u"deployments.apps \"x\" not found"_s;
  QTest::newRow("no pod to forward to") << QByteArray("GET") << u"/api/v1/namespaces/default/pods/x/portforward"_s
                                        << 404 << u"NotFound"_s << u"pods \"x\" not found"_s;
  QTest::newRow("pod without a node") << QByteArray("GET") << u"/api/v1/namespaces/default/pods/waiting/portforward"_s
                                      << 400 << u"BadRequest"_s << u"pod waiting does not have a host assigned"_s;
  QTest::newRow("method") << QByteArray("PUT") << u"/api/v1/namespaces/default/pods/x"_s << 405 << u"MethodNotAllowed"_s
                          << u"the server does not allow this method on the requested resource"_s;
  QTest::newRow("delete all") << QByteArray("DELETE") << u"/api/v1/namespaces/default/pods"_s << 405
                              << u"MethodNotAllowed"_s
                              << u"the server does not allow this method on the requested resource"_s;
  QTest::newRow("label selector") << QByteArray("GET") << u"/api/v1/pods?labelSelector=a%20in%20b"_s << 400
                                  << u"BadRequest"_s << u"unable to parse requirement: found 'b' expected: '('"_s;
  QTest::newRow("field selector") << QByteArray("GET") << u"/api/v1/pods?fieldSelector=spec.colour%3Dred"_s << 400
                                  << u"BadRequest"_s << u"field label not supported: spec.colour"_s;
}

void TestDemoApi::failsInKubernetesWords() {
  QFETCH(QByteArray, method);
  QFETCH(QString, path);
  QFETCH(int, status);
  QFETCH(QString, reason);
  QFETCH(QString, message);
  m_cluster->put(simplePod(u"waiting"_s));
  const Answer answer = m_api->call(method, m_api->request(path));
  QCOMPARE(answer.status, status);
  QCOMPARE(answer.json["kind"_L1].toString(), u"Status"_s);
  QCOMPARE(answer.json["status"_L1].toString(), u"Failure"_s);
  QCOMPARE(answer.json["reason"_L1].toString(), reason);
  QCOMPARE(answer.json["message"_L1].toString(), message);
  QCOMPARE(answer.json["code"_L1].toInt(), status);
}

void TestDemoApi::selects_data() {
  QTest::addColumn<QString>("query");
  QTest::addColumn<QString>("names");
  const auto row = [](const char* name, const char* query, const char* names) {
    QTest::newRow(name) << QString::fromLatin1(query) << QString::fromLatin1(names);
  };
  row("all", "", "a b c d");
  row("equal", "labelSelector=app%3Dweb", "a b");
  row("equal twice", "labelSelector=app==web", "a b");
  row("not equal", "labelSelector=app!%3Dweb", "c d");
  row("and", "labelSelector=app%3Dweb,tier%3Dfront", "a");
  row("in", "labelSelector=app+in+(web,%20db)", "a b c");
  row("not in", "labelSelector=app%20notin%20(db)", "a b d");
  row("exists", "labelSelector=tier", "a c");
  row("does not exist", "labelSelector=!app", "d");
  row("exists and in", "labelSelector=tier,app%20in%20(web)", "a");
  row("empty value", "labelSelector=tier%3D", "c");
  row("nothing", "labelSelector=app%3Dnone", "");
  row("prefixed key", "labelSelector=example.com/x%3Dy", "d");
  row("name", "fieldSelector=metadata.name%3Db", "b");
  row("name is not", "fieldSelector=metadata.name!%3Db", "a c d");
  row("namespace", "fieldSelector=metadata.namespace%3Dother", "");
  row("phase", "fieldSelector=status.phase%3DPending", "d");
  row("both", "fieldSelector=metadata.name==a&labelSelector=app%3Dweb", "a");
}

void TestDemoApi::selects() {
  QFETCH(QString, query);
  QFETCH(QString, names);
  m_cluster->put(simplePod(u"a"_s, {{u"app"_s, u"web"_s}, {u"tier"_s, u"front"_s}}));
  m_cluster->put(simplePod(u"b"_s, {{u"app"_s, u"web"_s}}));
  m_cluster->put(simplePod(u"c"_s, {{u"app"_s, u"db"_s}, {u"tier"_s, QString()}}));
  QJsonObject pending = simplePod(u"d"_s, {{u"example.com/x"_s, u"y"_s}});
  pending["status"_L1] = QJsonObject{{u"phase"_s, u"Pending"_s}};
  m_cluster->put(pending);
  QJsonObject elsewhere = demoPod({.name = u"e"_s, .ns = u"other"_s, .labels = {}, .ports = {}});
  m_cluster->put(elsewhere);
  const Answer answer = m_api->get(u"/api/v1/namespaces/default/pods?"_s + query);
  QCOMPARE(answer.status, 200);
  QCOMPARE(namesIn(answer).join(u' '), names);
}

void TestDemoApi::pagesAreConsistent() {
  for (int i = 0; i < 7; ++i) {
    m_cluster->put(simplePod(u"p%1"_s.arg(i)));
  }
  const QString path = u"/api/v1/namespaces/default/pods?limit=3"_s;
  Answer page = m_api->get(path);
  QStringList names = namesIn(page);
  QCOMPARE(names.size(), 3);
  QCOMPARE(page.json["metadata"_L1]["remainingItemCount"_L1].toInt(), 4);
  const QString version = page.json["metadata"_L1]["resourceVersion"_L1].toString();

  // What happens between the pages is not in them.
  m_cluster->put(simplePod(u"p99"_s));
  m_cluster->remove(u"Pod"_s, u"p5"_s);
  QString token = page.json["metadata"_L1]["continue"_L1].toString();
  while (!token.isEmpty()) {
    page = m_api->get(path + u"&continue="_s + token);
    QCOMPARE(page.status, 200);
    QCOMPARE(page.json["metadata"_L1]["resourceVersion"_L1].toString(), version);
    names += namesIn(page);
    token = page.json["metadata"_L1]["continue"_L1].toString();
  }
  QCOMPARE(names.join(u' '), u"p0 p1 p2 p3 p4 p5 p6"_s);
}

void TestDemoApi::expiredContinueTokensAreGone() {
  m_cluster->put(simplePod(u"a"_s));
  m_cluster->put(simplePod(u"b"_s));
  const Answer page = m_api->get(u"/api/v1/pods?limit=1"_s);
  m_cluster->expireWatches();
  const Answer next =
      m_api->get(u"/api/v1/pods?limit=1&continue="_s + page.json["metadata"_L1]["continue"_L1].toString());
  QCOMPARE(next.status, 410);
  QCOMPARE(next.json["reason"_L1].toString(), u"Expired"_s);
}

void TestDemoApi::printsTables() {
  m_cluster->addSample();
  QTRY_COMPARE(m_cluster->object(u"Deployment"_s, u"web"_s)["status"_L1]["readyReplicas"_L1].toInt(), 2);
  auto request = m_api->request(u"/api/v1/namespaces/default/pods/broken"_s);
  request.setRawHeader("Accept", "application/json;as=Table;v=v1;g=meta.k8s.io,application/json");
  const Answer answer = m_api->call("GET", request);
  QCOMPARE(answer.json["kind"_L1].toString(), u"Table"_s);
  auto cells = answer.json["rows"_L1][0]["cells"_L1].toArray();
  QCOMPARE(answer.json["columnDefinitions"_L1].toArray().size(), cells.size());
  cells.removeLast();  // the age
  QCOMPARE(cells, (QJsonArray{u"broken"_s, u"0/1"_s, u"ImagePullBackOff"_s, u"0"_s}));
}

void TestDemoApi::discovers() {
  QCOMPARE(m_api->get(u"/api"_s).json["versions"_L1].toArray(), QJsonArray{u"v1"_s});
  QCOMPARE(m_api->get(u"/apis"_s).json["groups"_L1].toArray().size(), 3);
  QCOMPARE(m_api->get(u"/apis/apps"_s).json["preferredVersion"_L1]["groupVersion"_L1].toString(), u"apps/v1"_s);
  const auto resources = m_api->get(u"/api/v1"_s).json["resources"_L1].toArray();
  QStringList names;
  for (const auto& resource : resources) {
    names.append(resource["name"_L1].toString());
  }
  for (const auto& name : {u"pods"_s, u"pods/portforward"_s, u"services"_s, u"namespaces"_s}) {
    QVERIFY2(names.contains(name), qPrintable(name));
  }
  QCOMPARE(m_api->get(u"/version"_s).json["major"_L1].toString(), u"1"_s);
  QCOMPARE(m_api->get(u"/apis/nothing"_s).status, 404);
  QCOMPARE(m_api->get(u"/api/v1/bananas"_s).body, QByteArray("404 page not found\n"));
}

void TestDemoApi::deletes() {
  m_cluster->put(demoService({.name = u"s"_s, .selector = {}, .ports = {{.port = 80}}}));
  const QString path = u"/api/v1/namespaces/default/services/s"_s;
  QCOMPARE(m_api->call("DELETE", m_api->request(path, u"guest"_s)).status, 403);
  QCOMPARE(m_api->call("DELETE", m_api->request(path)).json["status"_L1].toString(), u"Success"_s);
  QCOMPARE(m_api->call("DELETE", m_api->request(path)).status, 404);

  m_cluster->put(simplePod(u"a"_s));
  const Answer pod = m_api->call("DELETE", m_api->request(u"/api/v1/namespaces/default/pods/a"_s));
  QCOMPARE(pod.status, 200);
  QVERIFY(pod.json["metadata"_L1].toObject().contains("deletionTimestamp"_L1));
  QTRY_COMPARE(m_api->get(u"/api/v1/namespaces/default/pods/a"_s).status, 404);
}

void TestDemoApi::watchSendsChanges() {
  const QString version = m_api->get(u"/api/v1/pods"_s).json["metadata"_L1]["resourceVersion"_L1].toString();
  Watcher watcher(*m_api, u"/api/v1/namespaces/default/pods?watch=true&resourceVersion="_s + version);
  QTRY_COMPARE(m_cluster->watchCount(), 1);
  m_cluster->put(simplePod(u"a"_s));
  m_cluster->put(simplePod(u"a"_s, {{u"x"_s, u"y"_s}}));
  m_cluster->put(demoPod({.name = u"b"_s, .ns = u"other"_s, .labels = {}, .ports = {}}));
  m_cluster->remove(u"Pod"_s, u"a"_s);
  QTRY_COMPARE(watcher.summary(), (QStringList{u"ADDED a"_s, u"MODIFIED a"_s, u"DELETED a"_s}));
  const auto versionOf = [&](qsizetype event) {
    return watcher.events[event]["object"_L1]["metadata"_L1]["resourceVersion"_L1].toString().toInt();
  };
  QVERIFY(version.toInt() < versionOf(0) && versionOf(0) < versionOf(1) && versionOf(1) < versionOf(2));
  QCOMPARE(watcher.events[0]["object"_L1]["kind"_L1].toString(), u"Pod"_s);
  QVERIFY(!watcher.isFinished);
}

void TestDemoApi::watchFollowsTheSelector() {
  m_cluster->put(simplePod(u"a"_s, {{u"app"_s, u"web"_s}}));
  const QString version = m_api->get(u"/api/v1/pods"_s).json["metadata"_L1]["resourceVersion"_L1].toString();
  Watcher watcher(*m_api,
                  u"/api/v1/namespaces/default/pods?watch=1&labelSelector=app%3Dweb&resourceVersion="_s + version);
  QTRY_COMPARE(m_cluster->watchCount(), 1);
  // An object that leaves the selection is deleted for this watch, with the version of the change (PROTOCOL 8).
  const QJsonObject left = m_cluster->put(simplePod(u"a"_s, {{u"app"_s, u"db"_s}}));
  m_cluster->put(simplePod(u"a"_s, {{u"app"_s, u"db2"_s}}));
  m_cluster->put(simplePod(u"a"_s, {{u"app"_s, u"web"_s}}));
  QTRY_COMPARE(watcher.summary(), (QStringList{u"DELETED a"_s, u"ADDED a"_s}));
  const auto metadata = watcher.events[0]["object"_L1]["metadata"_L1].toObject();
  QCOMPARE(metadata["resourceVersion"_L1], left["metadata"_L1]["resourceVersion"_L1]);
  QCOMPARE(metadata["labels"_L1]["app"_L1].toString(), u"web"_s);
}

void TestDemoApi::watchWithoutVersionBeginsWithWhatIsThere() {
  m_cluster->put(simplePod(u"a"_s));
  m_cluster->put(simplePod(u"b"_s));
  Watcher watcher(*m_api, u"/api/v1/namespaces/default/pods?watch=1"_s);
  QTRY_COMPARE(watcher.summary(), (QStringList{u"ADDED a"_s, u"ADDED b"_s}));
  m_cluster->remove(u"Pod"_s, u"a"_s);
  QTRY_COMPARE(watcher.summary().size(), 3);

  Watcher initial(*m_api,
                  u"/api/v1/namespaces/default/pods?watch=1&sendInitialEvents=true&allowWatchBookmarks=true&"
                  "resourceVersionMatch=NotOlderThan"_s);
  QTRY_COMPARE(initial.summary(), (QStringList{u"ADDED b"_s, u"BOOKMARK"_s}));
  QCOMPARE(initial.events[1]["object"_L1]["metadata"_L1]["annotations"_L1]["k8s.io/initial-events-end"_L1].toString(),
           u"true"_s);
}

void TestDemoApi::watchResumes() {
  m_cluster->put(simplePod(u"a"_s));
  const QString version = m_api->get(u"/api/v1/pods"_s).json["metadata"_L1]["resourceVersion"_L1].toString();
  m_cluster->put(simplePod(u"b"_s));
  m_cluster->put(simplePod(u"c"_s));
  Watcher watcher(*m_api, u"/api/v1/pods?watch=1&resourceVersion="_s + version);
  QTRY_COMPARE(watcher.summary(), (QStringList{u"ADDED b"_s, u"ADDED c"_s}));
  m_cluster->endWatches();
  QTRY_VERIFY(watcher.isFinished);
  QCOMPARE(watcher.events.size(), 2);
}

void TestDemoApi::watchFromTooOldVersionExpires() {
  m_cluster->put(simplePod(u"a"_s));
  Watcher open(*m_api, u"/api/v1/pods?watch=1"_s);
  QTRY_COMPARE(open.events.size(), 1);
  m_cluster->expireWatches();
  QTRY_VERIFY(open.isFinished);
  QCOMPARE(open.summary().last(), u"ERROR"_s);
  QCOMPARE(open.events.last()["object"_L1]["code"_L1].toInt(), 410);

  Watcher late(*m_api, u"/api/v1/pods?watch=1&resourceVersion=5"_s);
  QTRY_VERIFY(late.isFinished);
  QCOMPARE(late.summary(), QStringList{u"ERROR"_s});
  const auto status = late.events[0]["object"_L1].toObject();
  QCOMPARE(status["reason"_L1].toString(), u"Expired"_s);
  QVERIFY(status["message"_L1].toString().startsWith("too old resource version: 5 ("_L1));

  // A list and a watch from its version work as before.
  const QString version = m_api->get(u"/api/v1/pods"_s).json["metadata"_L1]["resourceVersion"_L1].toString();
  Watcher resumed(*m_api, u"/api/v1/pods?watch=1&resourceVersion="_s + version);
  QTRY_COMPARE(m_cluster->watchCount(), 1);
  m_cluster->put(simplePod(u"b"_s));
  QTRY_COMPARE(resumed.summary(), QStringList{u"ADDED b"_s});
}

void TestDemoApi::watchFromTheFutureFails() {
  Watcher watcher(*m_api, u"/api/v1/pods?watch=1&resourceVersion=999999"_s);
  QTRY_VERIFY(watcher.isFinished);
  QCOMPARE(watcher.summary(), QStringList{u"ERROR"_s});
  QCOMPARE(watcher.events[0]["object"_L1]["code"_L1].toInt(), 504);
  QCOMPARE(m_api->get(u"/api/v1/pods?resourceVersion=999999"_s).status, 504);
}

void TestDemoApi::watchSendsBookmarks() {
  const QString version = m_api->get(u"/api/v1/pods"_s).json["metadata"_L1]["resourceVersion"_L1].toString();
  Watcher with(*m_api, u"/api/v1/pods?watch=1&allowWatchBookmarks=true&resourceVersion="_s + version);
  Watcher without(*m_api, u"/api/v1/pods?watch=1&resourceVersion="_s + version);
  QTRY_COMPARE(m_cluster->watchCount(), 2);
  // A change of something else moves the version that a bookmark tells.
  m_cluster->put(demoNamespace(u"other"_s));
  m_cluster->sendBookmarks();
  QTRY_COMPARE(with.summary(), QStringList{u"BOOKMARK"_s});
  const auto bookmark = with.events[0]["object"_L1].toObject();
  QCOMPARE(bookmark["kind"_L1].toString(), u"Pod"_s);
  QVERIFY(bookmark["metadata"_L1]["resourceVersion"_L1].toString().toInt() > version.toInt());
  m_cluster->put(simplePod(u"a"_s));
  QTRY_COMPARE(without.summary(), QStringList{u"ADDED a"_s});
}

void TestDemoApi::watchEndsAtItsTimeout() {
  Watcher watcher(*m_api, u"/api/v1/pods?watch=1&timeoutSeconds=1"_s);
  QTRY_COMPARE(m_cluster->watchCount(), 1);
  QTRY_VERIFY_WITH_TIMEOUT(watcher.isFinished, 5000);
  QVERIFY(watcher.events.isEmpty());
}

/// A watcher that does not read costs the server nothing: it keeps its place, and is told 410 when that is gone.
void TestDemoApi::watchSurvivesASlowReader() {
  cleanup();
  m_cluster = std::make_unique<DemoCluster>();
  QVERIFY(m_cluster->start());
  RawConnection slow(*m_cluster);
  QTRY_VERIFY(slow.isOpen);
  slow.transport.write("GET /api/v1/pods?watch=1 HTTP/1.1\r\nHost: demo\r\nAuthorization: Bearer " +
                       m_cluster->identity().bearerToken + "\r\n\r\n");
  QTRY_VERIFY(slow.received.contains("200 OK"));
  slow.transport.setReadingPaused(true);
  const QString filler(4000, u'x');
  // More than what fits into the sockets' buffers (10 MiB at most) and the history (4,096 changes) together.
  for (int i = 0; i < 8000; ++i) {
    QJsonObject pod = simplePod(u"a"_s);
    pod["status"_L1] = QJsonObject{{u"message"_s, filler}, {u"n"_s, i}};
    m_cluster->put(pod);
    if (i % 100 == 0) {
      QCoreApplication::processEvents();
    }
  }
  slow.transport.setReadingPaused(false);
  QTRY_VERIFY_WITH_TIMEOUT(slow.received.contains("\"code\":410"), 10'000);
  QVERIFY(slow.received.contains("\"type\":\"ADDED\""));
}

void TestDemoApi::answersSeveralRequestsOnOneConnection() {
  RawConnection connection(*m_cluster);
  // Two at once, and a third later.
  connection.transport.write("GET /healthz HTTP/1.1\r\nHost: demo\r\n\r\nGET /livez HTTP/1.1\r\nHost: demo\r\n\r\n");
  QTRY_COMPARE(connection.received.count("HTTP/1.1 200 OK\r\n"), 2);
  connection.transport.write("GET /readyz HTTP/1.1\r\nConnection: close\r\n\r\n");
  QTRY_VERIFY(connection.isEnded);
  QCOMPARE(connection.received.count("\r\n\r\nok"), 3);
  QTRY_COMPARE(m_cluster->connectionCount(), 0);
}

void TestDemoApi::refusesBrokenRequests_data() {
  QTest::addColumn<QByteArray>("request");
  QTest::addColumn<int>("status");
  QTest::newRow("no HTTP") << QByteArray("SSH-2.0-x\r\n\r\n") << 400;
  QTest::newRow("empty") << QByteArray("\r\n\r\n") << 400;
  QTest::newRow("no path") << QByteArray("GET api HTTP/1.1\r\n\r\n") << 400;
  QTest::newRow("version") << QByteArray("GET / HTTP/3.0\r\n\r\n") << 505;
  QTest::newRow("folded header") << QByteArray("GET / HTTP/1.1\r\nA: b\r\n c\r\n\r\n") << 400;
  QTest::newRow("space before colon") << QByteArray("GET / HTTP/1.1\r\nA : b\r\n\r\n") << 400;
  QTest::newRow("control character") << QByteArray("GET / HTTP/1.1\r\nA: b\x01\r\n\r\n") << 400;
  QTest::newRow("transfer coding") << QByteArray("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n") << 501;
  QTest::newRow("length") << QByteArray("POST / HTTP/1.1\r\nContent-Length: x\r\n\r\n") << 400;
  QTest::newRow("long body") << QByteArray("POST / HTTP/1.1\r\nContent-Length: 1048577\r\n\r\n") << 413;
  QTest::newRow("long head") << "GET / HTTP/1.1\r\nA: " + QByteArray(70'000, 'x') << 431;
}

void TestDemoApi::refusesBrokenRequests() {
  QFETCH(QByteArray, request);
  QFETCH(int, status);
  RawConnection connection(*m_cluster);
  connection.transport.write(request);
  QTRY_VERIFY(connection.isOver());
  QVERIFY2(connection.received.startsWith("HTTP/1.1 " + QByteArray::number(status) + ' '),
           connection.received.left(60).constData());
}

void TestDemoApi::dropsSlowClients() {
  // One that sends nothing, one that never ends its head, one that never ends its body.
  RawConnection silent(*m_cluster);
  RawConnection head(*m_cluster);
  head.transport.write("GET /healthz HTTP/1.1\r\nHost: de");
  RawConnection body(*m_cluster);
  body.transport.write("POST /healthz HTTP/1.1\r\nContent-Length: 100\r\n\r\nhalf");
  QTRY_COMPARE(m_cluster->connectionCount(), 3);
  QTRY_VERIFY(silent.isOver() && head.isOver() && body.isOver());
  QTRY_COMPARE(m_cluster->connectionCount(), 0);
}

void TestDemoApi::servesThousandsOfPods() {
  for (int i = 0; i < 5000; ++i) {
    m_cluster->put(demoPod({.name = u"p%1"_s.arg(i), .labels = {{u"app"_s, u"web"_s}}}));
  }
  const Answer all = m_api->get(u"/api/v1/pods"_s);
  QCOMPARE(all.json["items"_L1].toArray().size(), 5000);
}

QTEST_GUILESS_MAIN(TestDemoApi)
#include "test_demo_api.moc"
