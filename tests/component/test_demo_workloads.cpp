#include <QJsonArray>
#include <QSet>
#include <QTest>

#include "app/demo/democluster.h"

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using namespace portolan;

/// The embedded cluster keeps its workloads as controllers and a kubelet do.
class TestDemoWorkloads : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void init();

  void podsStart();
  void podsStartAfterAWhile();
  void podsWithAStatusAreLeftAlone();
  void workloadsMakePods_data();
  void workloadsMakePods();
  void deletedPodIsReplaced();
  void statefulPodKeepsItsName();
  void scales();
  void rollsOutWithoutALoss();
  void removedWorkloadTakesItsPods();
  void readinessCanBeTaken();
  void servicesHaveEndpoints();
  void sampleIsComplete();

 private:
  QStringList pods() const { return m_cluster->names(u"Pod"_s); }
  QStringList readyPods() const;
  static bool isReady(const QJsonObject& pod);

  std::unique_ptr<DemoCluster> m_cluster;
};

void TestDemoWorkloads::init() {
  m_cluster = std::make_unique<DemoCluster>();
  QVERIFY(m_cluster->start());
}

bool TestDemoWorkloads::isReady(const QJsonObject& pod) {
  const auto conditions = pod["status"_L1]["conditions"_L1].toArray();
  for (const auto& condition : conditions) {
    if (condition["type"_L1] == "Ready"_L1) {
      return condition["status"_L1] == "True"_L1;
    }
  }
  return false;
}

/// Ready, and not being deleted.
QStringList TestDemoWorkloads::readyPods() const {
  QStringList ready;
  for (const QString& name : pods()) {
    const QJsonObject pod = m_cluster->object(u"Pod"_s, name);
    if (isReady(pod) && !pod["metadata"_L1].toObject().contains("deletionTimestamp"_L1)) {
      ready.append(name);
    }
  }
  return ready;
}

void TestDemoWorkloads::podsStart() {
  const QJsonObject added = m_cluster->put(demoPod({.name = u"a"_s}));
  QCOMPARE(added["status"_L1]["phase"_L1].toString(), u"Pending"_s);
  QTRY_VERIFY(isReady(m_cluster->object(u"Pod"_s, u"a"_s)));
  const QJsonObject pod = m_cluster->object(u"Pod"_s, u"a"_s);
  QCOMPARE(pod["status"_L1]["phase"_L1].toString(), u"Running"_s);
  QVERIFY(!pod["spec"_L1]["nodeName"_L1].toString().isEmpty());
  QVERIFY(!pod["status"_L1]["podIP"_L1].toString().isEmpty());
  QVERIFY(pod["status"_L1]["containerStatuses"_L1][0]["ready"_L1].toBool());
}

void TestDemoWorkloads::podsStartAfterAWhile() {
  DemoCluster cluster({.times = {.podStart = 300ms, .podStop = 300ms}});
  QVERIFY(cluster.start());
  cluster.put(demoPod({.name = u"a"_s}));
  QElapsedTimer timer;
  timer.start();
  QTRY_VERIFY(isReady(cluster.object(u"Pod"_s, u"a"_s)));
  QVERIFY2(timer.elapsed() >= 290, qPrintable(QString::number(timer.elapsed())));
  timer.restart();
  QVERIFY(cluster.deletePod(u"a"_s));
  QVERIFY(cluster.object(u"Pod"_s, u"a"_s)["metadata"_L1].toObject().contains("deletionTimestamp"_L1));
  QTRY_VERIFY(cluster.names(u"Pod"_s).isEmpty());
  QVERIFY2(timer.elapsed() >= 290, qPrintable(QString::number(timer.elapsed())));
}

void TestDemoWorkloads::podsWithAStatusAreLeftAlone() {
  QJsonObject pod = demoPod({.name = u"a"_s});
  pod["status"_L1] = QJsonObject{{u"phase"_s, u"Pending"_s}};
  const QJsonObject added = m_cluster->put(pod);
  m_cluster->put(demoPod({.name = u"b"_s}));
  QTRY_VERIFY(isReady(m_cluster->object(u"Pod"_s, u"b"_s)));
  QCOMPARE(m_cluster->object(u"Pod"_s, u"a"_s), added);
}

void TestDemoWorkloads::workloadsMakePods_data() {
  QTest::addColumn<QString>("kind");
  QTest::addColumn<int>("count");
  QTest::newRow("Deployment") << u"Deployment"_s << 3;
  QTest::newRow("ReplicaSet") << u"ReplicaSet"_s << 3;
  QTest::newRow("StatefulSet") << u"StatefulSet"_s << 3;
  QTest::newRow("DaemonSet") << u"DaemonSet"_s << 1;
  QTest::newRow("Job") << u"Job"_s << 3;
  QTest::newRow("ReplicationController") << u"ReplicationController"_s << 3;
}

void TestDemoWorkloads::workloadsMakePods() {
  QFETCH(QString, kind);
  QFETCH(int, count);
  QVERIFY(!m_cluster->put(demoWorkload(kind, {.name = u"w"_s, .replicas = 3})).isEmpty());
  QTRY_COMPARE(readyPods().size(), count);
  QCOMPARE(pods().size(), count);
  for (const QString& name : pods()) {
    QVERIFY2(name.startsWith("w-"_L1), qPrintable(name));
    const QJsonObject pod = m_cluster->object(u"Pod"_s, name);
    QCOMPARE(pod["metadata"_L1]["labels"_L1]["app"_L1].toString(), u"w"_s);
    QCOMPARE(pod["metadata"_L1]["ownerReferences"_L1][0]["kind"_L1].toString(),
             kind == "Deployment"_L1 ? u"ReplicaSet"_s : kind);
  }
}

void TestDemoWorkloads::deletedPodIsReplaced() {
  m_cluster->put(demoWorkload(u"Deployment"_s, {.name = u"web"_s, .replicas = 2}));
  QTRY_COMPARE(readyPods().size(), 2);
  const QString victim = pods().first();
  const QString uid = m_cluster->object(u"Pod"_s, victim)["metadata"_L1]["uid"_L1].toString();
  QVERIFY(m_cluster->deletePod(victim));
  QTRY_VERIFY(readyPods().size() == 2 && !pods().contains(victim));
  for (const QString& name : pods()) {
    QVERIFY(m_cluster->object(u"Pod"_s, name)["metadata"_L1]["uid"_L1].toString() != uid);
  }
}

void TestDemoWorkloads::statefulPodKeepsItsName() {
  m_cluster->put(demoWorkload(u"StatefulSet"_s, {.name = u"db"_s, .replicas = 2}));
  QTRY_COMPARE(readyPods(), (QStringList{u"db-0"_s, u"db-1"_s}));
  const auto uid = m_cluster->object(u"Pod"_s, u"db-0"_s)["metadata"_L1]["uid"_L1];
  QVERIFY(m_cluster->deletePod(u"db-0"_s));
  QTRY_VERIFY(readyPods().size() == 2 && m_cluster->object(u"Pod"_s, u"db-0"_s)["metadata"_L1]["uid"_L1] != uid);
}

void TestDemoWorkloads::scales() {
  m_cluster->put(demoWorkload(u"Deployment"_s, {.name = u"web"_s, .replicas = 1}));
  QTRY_COMPARE(readyPods().size(), 1);
  QVERIFY(m_cluster->scale(u"Deployment"_s, u"web"_s, 4));
  QTRY_COMPARE(readyPods().size(), 4);
  QVERIFY(m_cluster->scale(u"Deployment"_s, u"web"_s, 0));
  QTRY_COMPARE(pods().size(), 0);
  QVERIFY(!m_cluster->scale(u"Deployment"_s, u"none"_s, 1));
}

void TestDemoWorkloads::rollsOutWithoutALoss() {
  DemoCluster cluster({.times = {.podStart = 20ms, .podStop = 20ms}});
  m_cluster.reset();
  QVERIFY(cluster.start());
  cluster.put(demoWorkload(u"Deployment"_s, {.name = u"web"_s, .replicas = 3}));
  const auto state = [&] {
    int ready = 0;
    int active = 0;
    for (const QString& name : cluster.names(u"Pod"_s)) {
      const QJsonObject pod = cluster.object(u"Pod"_s, name);
      if (!pod["metadata"_L1].toObject().contains("deletionTimestamp"_L1)) {
        ++active;
        ready += isReady(pod) ? 1 : 0;
      }
    }
    return std::pair(ready, active);
  };
  QTRY_COMPARE(state(), std::pair(3, 3));
  const QStringList before = cluster.names(u"Pod"_s);
  QVERIFY(cluster.rollOut(u"web"_s));
  int fewestReady = 3;
  int mostActive = 3;
  const auto isDone = [&] {
    const auto [ready, active] = state();
    fewestReady = qMin(fewestReady, ready);
    mostActive = qMax(mostActive, active);
    const QStringList now = cluster.names(u"Pod"_s);
    return now.size() == 3 && ready == 3 &&
           !QSet(now.begin(), now.end()).intersects(QSet(before.begin(), before.end()));
  };
  QVERIFY(QTest::qWaitFor(isDone));
  QCOMPARE(fewestReady, 3);
  QCOMPARE(mostActive, 4);
  QTRY_COMPARE(cluster.names(u"ReplicaSet"_s).size(), 1);
}

void TestDemoWorkloads::removedWorkloadTakesItsPods() {
  m_cluster->put(demoWorkload(u"Deployment"_s, {.name = u"web"_s, .replicas = 2}));
  QTRY_COMPARE(readyPods().size(), 2);
  QVERIFY(m_cluster->remove(u"Deployment"_s, u"web"_s));
  QTRY_COMPARE(pods().size(), 0);
  QVERIFY(m_cluster->names(u"ReplicaSet"_s).isEmpty());
}

void TestDemoWorkloads::readinessCanBeTaken() {
  m_cluster->put(demoWorkload(u"Deployment"_s, {.name = u"web"_s, .replicas = 1}));
  QTRY_COMPARE(readyPods().size(), 1);
  const QString pod = pods().first();
  QVERIFY(m_cluster->setPodReady(pod, false));
  QVERIFY(!isReady(m_cluster->object(u"Pod"_s, pod)));
  QTRY_COMPARE(m_cluster->object(u"Deployment"_s, u"web"_s)["status"_L1]["readyReplicas"_L1].toInt(), 0);
  QVERIFY(m_cluster->setPodReady(pod, true));
  QTRY_COMPARE(m_cluster->object(u"Deployment"_s, u"web"_s)["status"_L1]["readyReplicas"_L1].toInt(), 1);
  QCOMPARE(pods(), QStringList{pod});
}

void TestDemoWorkloads::servicesHaveEndpoints() {
  m_cluster->put(demoWorkload(u"Deployment"_s, {.name = u"web"_s, .replicas = 2}));
  const QJsonObject service = m_cluster->put(demoService(
      {.name = u"web"_s, .selector = {{u"app"_s, u"web"_s}}, .ports = {{.port = 80, .targetPort = u"http"_s}}}));
  QVERIFY(service["spec"_L1]["clusterIP"_L1].toString().startsWith("10.96."_L1));
  const auto slice = [&] {
    const QStringList names = m_cluster->names(u"EndpointSlice"_s);
    return names.isEmpty() ? QJsonObject() : m_cluster->object(u"EndpointSlice"_s, names.first());
  };
  QTRY_COMPARE(slice()["endpoints"_L1].toArray().size(), 2);
  QTRY_VERIFY(slice()["endpoints"_L1][0]["conditions"_L1]["ready"_L1].toBool());
  QCOMPARE(slice()["ports"_L1][0]["port"_L1].toInt(), 8080);
  QCOMPARE(slice()["metadata"_L1]["labels"_L1]["kubernetes.io/service-name"_L1].toString(), u"web"_s);
  QVERIFY(m_cluster->setPodReady(pods().first(), false));
  QTRY_VERIFY(!slice()["endpoints"_L1][0]["conditions"_L1]["ready"_L1].toBool());
}

void TestDemoWorkloads::sampleIsComplete() {
  m_cluster->addSample();
  QTRY_COMPARE(readyPods().size(), 4);
  QCOMPARE(pods().size(), 5);
  QCOMPARE(m_cluster->names(u"Service"_s), (QStringList{u"database"_s, u"echo"_s, u"web"_s}));
  QCOMPARE(m_cluster->object(u"Service"_s, u"database"_s)["spec"_L1]["clusterIP"_L1].toString(), u"None"_s);
  const QJsonObject broken = m_cluster->object(u"Pod"_s, u"broken"_s)["status"_L1].toObject();
  QCOMPARE(broken["phase"_L1].toString(), u"Pending"_s);
  QCOMPARE(broken["containerStatuses"_L1][0]["state"_L1]["waiting"_L1]["reason"_L1].toString(), u"ImagePullBackOff"_s);
}

QTEST_GUILESS_MAIN(TestDemoWorkloads)
#include "test_demo_workloads.moc"
