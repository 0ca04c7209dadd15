#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include "core/target/podselection.h"

using namespace portolan;
using namespace Qt::StringLiterals;

namespace {

QJsonObject object(const QByteArray& json) {
  QJsonParseError error;
  const QJsonDocument document = QJsonDocument::fromJson(json, &error);
  if (!document.isObject()) {
    qFatal("broken JSON in a test: %s", qPrintable(error.errorString()));
  }
  return document.object();
}

QDateTime minute(int minute) {
  return QDateTime({2024, 5, 1}, {12, minute}, Qt::UTC);
}

/// A pod for which every rule of the order finds nothing to say against another one made in the same way.
PodSummary goodPod() {
  PodSummary pod;
  pod.name = u"x"_s;
  pod.nodeName = u"node"_s;
  pod.phase = u"Running"_s;
  pod.ready = true;
  pod.readySince = minute(10);
  pod.created = minute(5);
  return pod;
}

template <typename Change>
PodSummary with(PodSummary pod, Change change) {
  change(pod);
  return pod;
}

}  // namespace

class TestPodSelection : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void keepsWhatChoosingNeeds();
  void summarizesWithoutAnything();
  void reasons_data();
  void reasons();
  void usable_data();
  void usable();

  void order_data();
  void order();
  void orderIsStrictAndTransitive();
  void choiceAmongMany_data();
  void choiceAmongMany();

  void selectors_data();
  void selectors();
  void objectsWithoutSelector_data();
  void objectsWithoutSelector();

  void ports_data();
  void ports();
  void severalPortsInTheirOrder();
  void savedForwardsMayNameThePodsPort();
  void hintsAreShort();
};

void TestPodSelection::keepsWhatChoosingNeeds() {
  const PodSummary pod = summarizePod(object(R"({
    "metadata": {"name": "web-0", "namespace": "shop", "uid": "u-1", "creationTimestamp": "2024-05-01T12:05:00Z",
                 "deletionTimestamp": "2024-05-01T12:30:00Z", "managedFields": [{"manager": "x"}]},
    "spec": {"nodeName": "node-1",
      "initContainers": [{"name": "setup", "ports": [{"containerPort": 7000}]},
                         {"name": "proxy", "restartPolicy": "Always", "ports": [{"name": "admin", "containerPort": 9901, "protocol": "TCP"}]}],
      "containers": [{"name": "a", "ports": [{"name": "http", "containerPort": 8080, "protocol": "TCP"}, {"containerPort": 53, "protocol": "UDP"}]},
                     {"name": "b"}, {"name": "c", "ports": [{"name": "grpc", "containerPort": 9090}]}]},
    "status": {"phase": "Running",
      "conditions": [{"type": "Initialized", "status": "True", "lastTransitionTime": "2024-05-01T12:06:00Z"},
                     {"type": "Ready", "status": "True", "lastTransitionTime": "2024-05-01T14:10:00+02:00"}],
      "initContainerStatuses": [{"name": "setup", "restartCount": 7}, {"name": "proxy", "restartCount": 2}],
      "containerStatuses": [{"name": "a", "restartCount": 1}, {"name": "b", "restartCount": 4}, {"name": "c", "restartCount": 3}]}})"));
  QCOMPARE(pod.name, u"web-0"_s);
  QCOMPARE(pod.uid, u"u-1"_s);
  QCOMPARE(pod.nodeName, u"node-1"_s);
  QCOMPARE(pod.phase, u"Running"_s);
  QVERIFY(pod.reason.isEmpty());
  QVERIFY(pod.ready);
  QCOMPARE(pod.readySince, minute(10));
  QCOMPARE(pod.created, minute(5));
  QCOMPARE(pod.deletionTimestamp, minute(30));
  QCOMPARE(pod.restarts, 4);
  QCOMPARE(pod.sidecarRestarts, 2);  // an init container that ran to its end is no sidecar
  QCOMPARE(pod.ports, (QList<PodSummary::ContainerPort>{{u"http"_s, 8080, u"TCP"_s, false},
                                                        {QString(), 53, u"UDP"_s, false},
                                                        {u"grpc"_s, 9090, u"TCP"_s, false},
                                                        {QString(), 7000, u"TCP"_s, true},
                                                        {u"admin"_s, 9901, u"TCP"_s, true}}));
}

void TestPodSelection::summarizesWithoutAnything() {
  QCOMPARE(summarizePod({}), PodSummary());
  // Types that the API does not send must not do harm.
  const PodSummary odd =
      summarizePod(object(R"({"metadata": [], "spec": {"containers": [7, {"ports": [{"containerPort": 70000}]}]},
                                                "status": {"conditions": "Ready", "containerStatuses": {"a": 1}}})"));
  QCOMPARE(odd, PodSummary());
}

void TestPodSelection::reasons_data() {
  QTest::addColumn<QByteArray>("status");
  QTest::addColumn<QString>("reason");
  const auto row = [](const char* rule, const char* status, const char* reason) {
    QTest::newRow(rule) << QByteArray(status) << QString::fromLatin1(reason);
  };
  row("nothing known", R"({})", "");
  row("ready pods have none", R"({"reason": "x", "conditions": [{"type": "Ready", "status": "True"}]})", "");
  row("of the pod, before all",
      R"({"reason": "Evicted", "containerStatuses": [{"state": {"waiting": {"reason": "x"}}}]})", "Evicted");
  row("image that cannot be pulled",
      R"({"containerStatuses": [{"state": {"waiting": {"reason": "ImagePullBackOff"}}}]})", "ImagePullBackOff");
  row("container that crashes, behind one that runs",
      R"({"containerStatuses": [{"state": {"running": {}}}, {"state": {"waiting": {"reason": "CrashLoopBackOff"}}}]})",
      "CrashLoopBackOff");
  row("container that is being created, beside one that crashes",
      R"({"containerStatuses": [{"state": {"waiting": {"reason": "ContainerCreating"}}},
                                {"state": {"waiting": {"reason": "CrashLoopBackOff"}}}]})",
      "CrashLoopBackOff");
  row("container that is being created",
      R"({"containerStatuses": [{"state": {"waiting": {"reason": "ContainerCreating"}}}],
          "conditions": [{"type": "Ready", "status": "False", "reason": "ContainersNotReady"}]})",
      "ContainerCreating");
  row("container that failed",
      R"({"containerStatuses": [{"state": {"terminated": {"exitCode": 137, "reason": "OOMKilled"}}}]})", "OOMKilled");
  row("container that ended well says nothing",
      R"({"containerStatuses": [{"state": {"terminated": {"exitCode": 0, "reason": "Completed"}}}],
          "conditions": [{"type": "Ready", "status": "False", "reason": "PodCompleted"}]})",
      "PodCompleted");
  row("init container before containers",
      R"({"initContainerStatuses": [{"state": {"waiting": {"reason": "ErrImagePull"}}}],
          "containerStatuses": [{"state": {"waiting": {"reason": "PodInitializing"}}}]})",
      "ErrImagePull");
  row("waiting for an init container that runs",
      R"({"initContainerStatuses": [{"state": {"running": {}}}],
          "containerStatuses": [{"state": {"waiting": {"reason": "PodInitializing"}}}]})",
      "PodInitializing");
  row("no node for it",
      R"({"conditions": [{"type": "Ready", "status": "False", "reason": "other"},
                         {"type": "PodScheduled", "status": "False", "reason": "Unschedulable"}]})",
      "Unschedulable");
  row("running, but not ready", R"({"conditions": [{"type": "PodScheduled", "status": "True", "reason": "x"},
                                                   {"type": "Ready", "status": "False", "reason": "ContainersNotReady"}]})",
      "ContainersNotReady");
  row("in one line", R"({"reason": "a\nb"})", "a b");
}

void TestPodSelection::reasons() {
  QFETCH(QByteArray, status);
  QTEST(summarizePod({{"status"_L1, object(status)}}).reason, "reason");
}

void TestPodSelection::usable_data() {
  QTest::addColumn<PodSummary>("pod");
  QTest::addColumn<bool>("usable");
  QTest::newRow("running and ready") << goodPod() << true;
  QTest::newRow("not ready") << with(goodPod(), [](PodSummary& pod) { pod.ready = false; }) << false;
  QTest::newRow("pending") << with(goodPod(), [](PodSummary& pod) { pod.phase = u"Pending"_s; }) << false;
  QTest::newRow("being deleted") << with(goodPod(), [](PodSummary& pod) { pod.deletionTimestamp = minute(1); })
                                 << false;
}

void TestPodSelection::usable() {
  QFETCH(PodSummary, pod);
  QTEST(pod.isUsable(), "usable");
}

// kubectl's order of choice (PROTOCOL 4.1; k8s.io/kubectl v0.34.2 pkg/util/podutils/podutils.go, ActivePods, reversed),
// one row for each way in which two pods can differ. In each row everything that comes later in the order speaks for
// the worse pod, so that a rule that were out of place would turn the result round.
void TestPodSelection::order_data() {
  QTest::addColumn<PodSummary>("better");
  QTest::addColumn<PodSummary>("worse");
  QTest::addColumn<bool>("tie");

  const auto older = [](PodSummary& pod) { pod.created = minute(1); };
  const auto fewerSidecarRestarts = [](PodSummary& better, PodSummary& worse) {
    better.sidecarRestarts = 1;
    worse.sidecarRestarts = 0;
  };
  /// Rules 8, 7b and so on down to `rule` speak for the worse pod.
  const auto row = [&](const char* name, int rule, auto change, bool tie = false) {
    PodSummary better = goodPod();
    PodSummary worse = goodPod();
    if (rule < 8 && !tie) {
      older(worse);
    }
    if (rule < 7) {
      fewerSidecarRestarts(better, worse);
      better.restarts = 9;
    }
    if (rule < 6) {
      better.readySince = minute(50);
      worse.readySince = minute(2);
    }
    if (rule < 5) {
      worse.deletionTimestamp = minute(40);
      better.deletionTimestamp = minute(20);
    }
    if (rule < 4) {
      worse.deletionTimestamp = {};
    }
    if (rule < 3) {
      better.ready = false;
      better.readySince = {};
    }
    if (rule < 2) {
      better.phase = u"Pending"_s;
    }
    change(better, worse);
    QTest::newRow(name) << better << worse << tie;
  };
  const auto phases = [](const char* better, const char* worse) {
    return [=](PodSummary& a, PodSummary& b) {
      a.phase = QString::fromLatin1(better);
      b.phase = QString::fromLatin1(worse);
    };
  };

  row("1: on a node > not on a node", 1, [](PodSummary&, PodSummary& worse) { worse.nodeName.clear(); });
  row("2: Running > Unknown", 2, phases("Running", "Unknown"));
  row("2: Running > Pending", 2, phases("Running", "Pending"));
  row("2: Running > Succeeded", 2, phases("Running", "Succeeded"));
  row("2: Running > Failed", 2, phases("Running", "Failed"));
  row("2: Unknown > Pending", 2, phases("Unknown", "Pending"));
  row("2: Unknown > Succeeded", 2, phases("Unknown", "Succeeded"));
  row("2: Unknown > Failed", 2, phases("Unknown", "Failed"));
  row("2: Unknown > no phase at all", 2, phases("Unknown", ""));
  row("3: ready > not ready", 3, [](PodSummary&, PodSummary& worse) {
    worse.ready = false;
    worse.readySince = {};
  });
  row("3: running, ready and being deleted > running, not ready", 3, [](PodSummary& better, PodSummary& worse) {
    better.deletionTimestamp = minute(1);
    worse.ready = false;
    worse.readySince = {};
  });
  row("4: not being deleted > being deleted", 4,
      [](PodSummary& better, PodSummary&) { better.deletionTimestamp = {}; });
  row("5: deleted later > deleted earlier", 5, [](PodSummary& better, PodSummary& worse) {
    better.deletionTimestamp = minute(40);
    worse.deletionTimestamp = minute(20);
  });
  row("6: ready for longer > ready for a shorter time", 6, [](PodSummary& better, PodSummary& worse) {
    better.readySince = minute(2);
    worse.readySince = minute(50);
  });
  row("6: ready since a known time > since an unknown time", 6,
      [](PodSummary&, PodSummary& worse) { worse.readySince = {}; });
  row("6 is for ready pods only: 7 decides", 7, [](PodSummary& better, PodSummary& worse) {
    better.ready = worse.ready = false;
    better.readySince = minute(50);
    worse.readySince = minute(2);
    worse.restarts = 1;
  });
  row("7: fewer restarts > more restarts", 7, [&](PodSummary& better, PodSummary& worse) {
    fewerSidecarRestarts(better, worse);
    better.restarts = 3;
    worse.restarts = 4;
  });
  row("7: fewer restarts of sidecars > more", 7, [](PodSummary& better, PodSummary& worse) {
    better.restarts = worse.restarts = 4;
    better.sidecarRestarts = 1;
    worse.sidecarRestarts = 2;
  });
  row("8: older > newer", 8, [](PodSummary& better, PodSummary&) { better.created = minute(1); });
  row("8: of a known age > of an unknown age", 8, [](PodSummary&, PodSummary& worse) { worse.created = {}; });

  row("tie: nothing differs", 9, [](PodSummary&, PodSummary&) {}, true);
  row(
      "tie: names, uids and nodes say nothing", 9,
      [](PodSummary& a, PodSummary& b) {
        a.name = u"a"_s;
        b.name = u"b"_s;
        a.uid = u"1"_s;
        b.uid = u"2"_s;
        a.nodeName = u"node-a"_s;
        b.nodeName = u"node-b"_s;
      },
      true);
  row(
      "tie: neither is on a node", 9,
      [](PodSummary& a, PodSummary& b) {
        a.nodeName.clear();
        b.nodeName.clear();
      },
      true);
  row("tie: Pending and Succeeded are the same", 9, phases("Pending", "Succeeded"), true);
  row("tie: Pending and Failed are the same", 9, phases("Pending", "Failed"), true);
  row(
      "tie: both ready since an unknown time", 9,
      [](PodSummary& a, PodSummary& b) {
        a.readySince = {};
        b.readySince = {};
      },
      true);
  row(
      "tie: both of an unknown age", 9,
      [](PodSummary& a, PodSummary& b) {
        a.created = {};
        b.created = {};
      },
      true);
  row(
      "tie: deleted at the same time", 9,
      [](PodSummary& a, PodSummary& b) { a.deletionTimestamp = b.deletionTimestamp = minute(20); }, true);
}

void TestPodSelection::order() {
  QFETCH(PodSummary, better);
  QFETCH(PodSummary, worse);
  QFETCH(bool, tie);
  QCOMPARE(isPreferredPod(better, worse), !tie);
  QVERIFY(!isPreferredPod(worse, better));
  // The list's order has no say, except among equals, where the first one is taken.
  QCOMPARE(selectPod({better, worse}), 0);
  QCOMPARE(selectPod({worse, better}), tie ? 0 : 1);
}

// std::min_element and everything else that sorts relies on a strict weak order.
void TestPodSelection::orderIsStrictAndTransitive() {
  QList<PodSummary> pods;
  for (int bits = 0; bits < 128; ++bits) {
    PodSummary pod = goodPod();
    pod.nodeName = (bits & 1) != 0 ? u"node"_s : QString();
    pod.phase = (bits & 2) != 0 ? u"Running"_s : u"Failed"_s;
    pod.ready = (bits & 4) != 0;
    pod.deletionTimestamp = (bits & 8) != 0 ? minute(20) : QDateTime();
    pod.readySince = (bits & 16) != 0 ? minute(10) : QDateTime();
    pod.restarts = (bits & 32) != 0 ? 1 : 0;
    pod.created = (bits & 64) != 0 ? minute(5) : QDateTime();
    pods += pod;
  }
  for (const PodSummary& a : pods) {
    QVERIFY(!isPreferredPod(a, a));
    for (const PodSummary& b : pods) {
      QVERIFY(!isPreferredPod(a, b) || !isPreferredPod(b, a));
      const bool abEqual = !isPreferredPod(a, b) && !isPreferredPod(b, a);
      for (const PodSummary& c : pods) {
        QVERIFY(!isPreferredPod(a, b) || !isPreferredPod(b, c) || isPreferredPod(a, c));
        const bool bcEqual = !isPreferredPod(b, c) && !isPreferredPod(c, b);
        QVERIFY(!abEqual || !bcEqual || (!isPreferredPod(a, c) && !isPreferredPod(c, a)));
      }
    }
  }
}

void TestPodSelection::choiceAmongMany_data() {
  QTest::addColumn<QList<PodSummary>>("pods");
  QTest::addColumn<int>("choice");
  const PodSummary good = goodPod();
  const PodSummary pending = with(good, [](PodSummary& pod) {
    pod.phase = u"Pending"_s;
    pod.ready = false;
  });
  const PodSummary deleted = with(good, [](PodSummary& pod) { pod.deletionTimestamp = minute(1); });
  const PodSummary restarted = with(good, [](PodSummary& pod) { pod.restarts = 1; });
  QTest::newRow("none") << QList<PodSummary>() << -1;
  QTest::newRow("one, whatever it is like") << QList<PodSummary>{pending} << 0;
  QTest::newRow("the last") << QList<PodSummary>{pending, deleted, restarted, good} << 3;
  QTest::newRow("in the middle") << QList<PodSummary>{pending, restarted, deleted} << 1;
  QTest::newRow("one that is being deleted before one that is pending") << QList<PodSummary>{pending, deleted} << 1;
  QTest::newRow("the first of equals") << QList<PodSummary>{pending, good, good, good} << 1;
}

void TestPodSelection::choiceAmongMany() {
  QFETCH(QList<PodSummary>, pods);
  QFETCH(int, choice);
  QCOMPARE(selectPod(pods), choice);
}

void TestPodSelection::selectors_data() {
  QTest::addColumn<TargetKind>("kind");
  QTest::addColumn<QByteArray>("selector");
  QTest::addColumn<QString>("text");
  const auto row = [](const char* rule, TargetKind kind, const char* selector, const char* text) {
    QTest::newRow(rule) << kind << QByteArray(selector) << QString::fromLatin1(text);
  };
  row("service: the plain map", TargetKind::Service, R"({"tier": "back", "app.kubernetes.io/name": "x"})",
      "app.kubernetes.io/name=x,tier=back");
  row("service: a label called matchLabels is a label", TargetKind::Service, R"({"matchLabels": "x"})",
      "matchLabels=x");
  row("service: an empty value", TargetKind::Service, R"({"app": ""})", "app=");
  row("replication controller: the plain map", TargetKind::ReplicationController, R"({"b": "2", "a": "1"})", "a=1,b=2");
  for (const TargetKind kind : {TargetKind::Deployment, TargetKind::ReplicaSet, TargetKind::StatefulSet,
                                TargetKind::DaemonSet, TargetKind::Job}) {
    row(qPrintable(typeName(kind) + u": matchLabels"_s), kind, R"({"matchLabels": {"app": "x", "a": "b"}})",
        "a=b,app=x");
  }
  const auto expression = [&row](const char* rule, const char* json, const char* text) {
    row(rule, TargetKind::Deployment, qPrintable(u"{\"matchExpressions\": [%1]}"_s.arg(QString::fromLatin1(json))),
        text);
  };
  expression("In", R"({"key": "a", "operator": "In", "values": ["y", "x"]})", "a in (x,y)");
  expression("NotIn", R"({"key": "a", "operator": "NotIn", "values": ["x"]})", "a notin (x)");
  expression("Exists", R"({"key": "a", "operator": "Exists"})", "a");
  expression("DoesNotExist", R"({"key": "a", "operator": "DoesNotExist", "values": []})", "!a");
  row("both, sorted by key", TargetKind::Deployment,
      R"({"matchLabels": {"b": "1", "d": "2"}, "matchExpressions": [{"key": "c", "operator": "Exists"},
          {"key": "a", "operator": "In", "values": ["x"]}, {"key": "b", "operator": "NotIn", "values": ["3"]}]})",
      "a in (x),b=1,b notin (3),c,d=2");
}

void TestPodSelection::selectors() {
  QFETCH(TargetKind, kind);
  QFETCH(QByteArray, selector);
  QFETCH(QString, text);
  const QJsonObject workload{{"spec"_L1, QJsonObject{{"selector"_L1, object(selector)}}}};
  QCOMPARE(labelSelectorOf({kind, u"x"_s, {}}, workload), Result<QString>(text));
}

void TestPodSelection::objectsWithoutSelector_data() {
  QTest::addColumn<TargetKind>("kind");
  QTest::addColumn<QByteArray>("spec");
  QTest::addColumn<QString>("detail");
  QTest::addColumn<QString>("hint");
  const QString service = u"cannot attach to *v1.Service: invalid service 'x': Service is defined without a selector"_s;
  const QString endpoints = u"Its endpoints are managed by somebody else: forward one of their pods by name."_s;
  const QString byName = u"Forward one of its pods by name."_s;
  QTest::newRow("service") << TargetKind::Service << QByteArray("{}") << service << endpoints;
  QTest::newRow("service, empty") << TargetKind::Service << QByteArray(R"({"selector": {}})") << service << endpoints;
  QTest::newRow("service, null") << TargetKind::Service << QByteArray(R"({"selector": null})") << service << endpoints;
  QTest::newRow("service for an external name")
      << TargetKind::Service << QByteArray(R"({"type": "ExternalName", "externalName": "db.example.com"})") << service
      << u"It only stands for the name db.example.com outside the cluster."_s;
  // A list call with an empty selector would take every pod of the namespace.
  QTest::newRow("deployment") << TargetKind::Deployment << QByteArray("{}")
                              << u"deployment/x is defined without a selector"_s << byName;
  QTest::newRow("deployment, empty") << TargetKind::Deployment << QByteArray(R"({"selector": {"matchLabels": {}}})")
                                     << u"deployment/x is defined without a selector"_s << byName;
  QTest::newRow("replication controller") << TargetKind::ReplicationController << QByteArray("{}")
                                          << u"replicationcontroller/x is defined without a selector"_s << byName;
  const QString unknown = u"statefulset/x has a label selector that this version does not understand"_s;
  QTest::newRow("unknown operator")
      << TargetKind::StatefulSet
      << QByteArray(
             R"({"selector": {"matchLabels": {"a": "b"}, "matchExpressions": [{"key": "a", "operator": "Gt", "values": ["1"]}]}})")
      << unknown << byName;
  QTest::newRow("In without values") << TargetKind::StatefulSet
                                     << QByteArray(
                                            R"({"selector": {"matchExpressions": [{"key": "a", "operator": "In"}]}})")
                                     << unknown << byName;
}

void TestPodSelection::objectsWithoutSelector() {
  QFETCH(TargetKind, kind);
  QFETCH(QByteArray, spec);
  QFETCH(QString, detail);
  QFETCH(QString, hint);
  QCOMPARE(labelSelectorOf({kind, u"x"_s, {}}, {{"spec"_L1, object(spec)}}),
           Result<QString>(fail(ErrorCode::InvalidArgument, Stage::Target, detail, hint)));
}

// The rules of PROTOCOL 4.2 (k8s.io/kubectl v0.34.2 pkg/cmd/portforward/portforward.go, pkg/util/service_port.go and
// pod_port.go), one row each. The pod of all rows:
static const QByteArray kPod(R"({"metadata": {"name": "p"}, "spec": {
  "containers": [{"ports": [{"name": "http", "containerPort": 8080}, {"name": "dns", "containerPort": 53, "protocol": "UDP"},
                            {"name": "both-udp", "containerPort": 7000, "protocol": "UDP"},
                            {"name": "both-tcp", "containerPort": 7000, "protocol": "TCP"},
                            {"name": "sctp", "containerPort": 3868, "protocol": "SCTP"}]},
                 {"ports": [{"name": "http", "containerPort": 8081}, {"name": "metrics", "containerPort": 9100}]}],
  "initContainers": [{"ports": [{"name": "metrics", "containerPort": 9999}, {"name": "admin", "containerPort": 9901},
                                {"containerPort": 514, "protocol": "UDP"}]}]}})");

void TestPodSelection::ports_data() {
  QTest::addColumn<QString>("port");
  QTest::addColumn<QByteArray>("service");  // empty: the target is no service
  QTest::addColumn<int>("local");           // -1: an error
  QTest::addColumn<int>("remote");
  QTest::addColumn<Error>("error");

  const auto pod = [](const char* rule, const char* port, int local, int remote) {
    QTest::addRow("pod: %s", rule) << QString::fromLatin1(port) << QByteArray() << local << remote << Error();
  };
  const auto podFails = [](const char* rule, const char* port, ErrorCode code, const QString& detail,
                           const QString& hint) {
    QTest::addRow("pod: %s", rule) << QString::fromLatin1(port) << QByteArray() << -1 << -1
                                   << Error{code, Stage::Target, detail, hint};
  };
  const QString podHas =
      u"The pod has http (8080), dns (53)/UDP, both-udp (7000)/UDP, both-tcp (7000), sctp (3868)/SCTP, http (8081), "
      "metrics (9100), metrics (9999), admin (9901), 514/UDP."_s;
  const QString tcpOnly = u"Kubernetes forwards TCP only."_s;
  pod("N is the same port on both sides", "5000", 5000, 5000);
  pod("a port that is not declared is fine", "8888:5000", 8888, 5000);
  pod("LOCAL:N", "8888:8080", 8888, 8080);
  pod(":N is any free port", ":80", 0, 80);
  pod("0:N is any free port", "0:80", 0, 80);
  pod("NAME has its number on both sides", "metrics", 9100, 9100);
  pod("LOCAL:NAME", "5000:metrics", 5000, 9100);
  pod(":NAME", ":metrics", 0, 9100);
  pod("NAME:NAME is NAME", "metrics:metrics", 9100, 9100);
  pod("the first container with the name wins", "http", 8080, 8080);
  pod("containers before init containers", "metrics", 9100, 9100);
  pod("init containers are searched too", "admin", 9901, 9901);
  pod("UDP and TCP on one port is fine", "7000", 7000, 7000);
  pod("UDP and TCP on one port is fine, by the UDP port's name", "both-udp", 7000, 7000);
  pod("SCTP is not looked at", "3868", 3868, 3868);
  pod("UDP ports of init containers are not looked at", "514", 514, 514);
  podFails("UDP only", "53", ErrorCode::Unsupported, u"UDP protocol is not supported for 53"_s, tcpOnly);
  podFails("UDP only, with a local port", "8053:53", ErrorCode::Unsupported, u"UDP protocol is not supported for 53"_s,
           tcpOnly);
  podFails("UDP only, by name", "dns", ErrorCode::Unsupported, u"UDP protocol is not supported for dns"_s, tcpOnly);
  podFails("unknown name", "web", ErrorCode::PortNotFound, u"Pod 'p' does not have a named port 'web'"_s, podHas);
  podFails("names are compared with regard to case", "8080:HTTP", ErrorCode::PortNotFound,
           u"Pod 'p' does not have a named port 'HTTP'"_s, podHas);

  const auto json = [](const char* ports, const char* clusterIp) {
    return QByteArray(R"({"metadata": {"name": "s"}, "spec": {"clusterIP": ")") + clusterIp + R"(", "ports": [)" +
           ports + "]}}";
  };
  const auto service = [&](const char* rule, const char* ports, const char* port, int local, int remote,
                           const char* clusterIp = "10.0.0.1") {
    QTest::addRow("service: %s", rule) << QString::fromLatin1(port) << json(ports, clusterIp) << local << remote
                                       << Error();
  };
  const auto serviceFails = [&](const char* rule, const char* ports, const char* port, ErrorCode code,
                                const char* detail, const QString& hint, const char* clusterIp = "10.0.0.1") {
    QTest::addRow("service: %s", rule) << QString::fromLatin1(port) << json(ports, clusterIp) << -1 << -1
                                       << Error{code, Stage::Target, QString::fromLatin1(detail), hint};
  };
  const char* const web = R"({"name": "web", "port": 80, "targetPort": 8080})";
  service("N leads to its targetPort, the local port stays N", web, "80", 80, 8080);
  service("LOCAL:N", web, "8888:80", 8888, 8080);
  service(":N is any free port", web, ":80", 0, 8080);
  service("0:N is any free port", web, "0:80", 0, 8080);
  service("N:N", web, "80:80", 80, 8080);
  service("NAME: the local port is the service's number", web, "web", 80, 8080);
  service("LOCAL:NAME", web, "5000:web", 5000, 8080);
  service(":NAME", web, ":web", 0, 8080);
  service("NAME:NAME is NAME", web, "web:web", 80, 8080);
  service("targetPort absent", R"({"port": 80})", "80", 80, 80);
  service("targetPort null", R"({"port": 80, "targetPort": null})", "80", 80, 80);
  service("targetPort 0", R"({"port": 80, "targetPort": 0})", "80", 80, 80);
  service("targetPort by name", R"({"port": 80, "targetPort": "http"})", "80", 80, 8080);
  service("targetPort by name, both by name", R"({"name": "web", "port": 80, "targetPort": "metrics"})", "web", 80,
          9100);
  service("targetPort by name in an init container", R"({"port": 80, "targetPort": "admin"})", "9000:80", 9000, 9901);
  service("headless: targetPort number is ignored", web, "80", 80, 80, "None");
  service("headless: targetPort name is ignored", R"({"port": 80, "targetPort": "nowhere"})", "80", 80, 80, "None");
  service("headless: NAME is the service's number on both sides", web, "web", 80, 80, "None");
  service("headless: LOCAL:NAME", web, "8080:web", 8080, 80, "None");
  service("the first port of that number wins",
          R"({"name": "a", "port": 80, "targetPort": 1}, {"name": "b", "port": 80, "targetPort": 2})", "80", 80, 1);
  service(
      "the first port of that number wins, whatever its protocol, also by name",
      R"({"name": "u", "port": 80, "protocol": "UDP", "targetPort": 1}, {"name": "t", "port": 80, "protocol": "TCP", "targetPort": 2})",
      "t", 80, 1);
  service(
      "UDP and TCP on one port is fine",
      R"({"name": "t", "port": 80, "protocol": "TCP", "targetPort": 1}, {"name": "u", "port": 80, "protocol": "UDP", "targetPort": 1})",
      "80", 80, 1);
  service("UDP on another port does no harm",
          R"({"name": "u", "port": 81, "protocol": "UDP"}, {"name": "t", "port": 80})", "80", 80, 80);
  service("SCTP is not looked at", R"({"port": 80, "protocol": "SCTP"})", "80", 80, 80);
  service("a UDP-only port of the pod is not looked at", R"({"port": 80, "targetPort": 53})", "80", 80, 53);
  serviceFails("UDP only", R"({"name": "u", "port": 80, "protocol": "UDP"})", "80", ErrorCode::Unsupported,
               "UDP protocol is not supported for 80", tcpOnly);
  serviceFails("UDP only, by name", R"({"name": "u", "port": 80, "protocol": "UDP"})", "8080:u", ErrorCode::Unsupported,
               "UDP protocol is not supported for u", tcpOnly);
  serviceFails("UDP only, headless", R"({"name": "u", "port": 80, "protocol": "UDP"})", "80", ErrorCode::Unsupported,
               "UDP protocol is not supported for 80", tcpOnly, "None");
  serviceFails("no such port", R"({"name": "web", "port": 80}, {"port": 443})", "8080", ErrorCode::PortNotFound,
               "Service s does not have a service port 8080", u"The service has web (80), 443."_s);
  serviceFails("the targetPort's number is no port of the service", web, "8080", ErrorCode::PortNotFound,
               "Service s does not have a service port 8080", u"The service has web (80)."_s);
  serviceFails("no such port, headless", web, "8080", ErrorCode::PortNotFound,
               "Service s does not have a service port 8080", u"The service has web (80)."_s, "None");
  serviceFails("no such name", web, "http", ErrorCode::PortNotFound, "Service 's' does not have a named port 'http'",
               u"The service has web (80)."_s);
  serviceFails("no ports at all", "", "80", ErrorCode::PortNotFound, "Service s does not have a service port 80",
               u"The service has no ports."_s);
  serviceFails("targetPort by a name that the pod has not", R"({"port": 80, "targetPort": "nowhere"})", "80",
               ErrorCode::PortNotFound, "Pod 'p' does not have a named port 'nowhere'", podHas);
}

void TestPodSelection::ports() {
  QFETCH(QString, port);
  QFETCH(QByteArray, service);
  QFETCH(int, local);
  QFETCH(int, remote);
  QFETCH(Error, error);
  const auto spec = parsePort(port);
  QVERIFY(spec);
  const TargetSpec target =
      service.isEmpty() ? TargetSpec{TargetKind::Deployment, u"d"_s, {}} : TargetSpec{TargetKind::Service, u"s"_s, {}};
  const auto mappings =
      resolvePorts({*spec}, summarizePod(object(kPod)), target, service.isEmpty() ? QJsonObject() : object(service));
  if (local < 0) {
    QVERIFY(!mappings);
    QCOMPARE(mappings.error().detail, error.detail);
    QCOMPARE(mappings.error().hint, error.hint);
    QCOMPARE(mappings.error(), error);
  } else {
    QVERIFY2(mappings, mappings ? "" : qPrintable(mappings.error().detail));
    QCOMPARE(*mappings, (QList<PortMapping>{{static_cast<quint16>(local), static_cast<quint16>(remote)}}));
  }
}

void TestPodSelection::severalPortsInTheirOrder() {
  const PodSummary pod = summarizePod(object(kPod));
  const QList<PortSpec> specs{{8888, 0, u"metrics"_s}, {{}, 80, {}}, {0, 0, u"http"_s}};
  QCOMPARE(resolvePorts(specs, pod, {TargetKind::Pod, u"p"_s, {}}, {}),
           Result<QList<PortMapping>>(QList<PortMapping>{{8888, 9100}, {80, 80}, {0, 8080}}));
  QCOMPARE(resolvePorts({}, pod, {TargetKind::Pod, u"p"_s, {}}, {}), Result<QList<PortMapping>>(QList<PortMapping>()));

  // kubectl checks all ports of a service for UDP before it translates the first one.
  const QJsonObject service = object(R"({"spec": {"ports": [{"port": 80}, {"port": 53, "protocol": "UDP"}]}})");
  const auto mappings = resolvePorts({{{}, 81, {}}, {{}, 53, {}}}, pod, {TargetKind::Service, u"s"_s, {}}, service);
  QVERIFY(!mappings);
  QCOMPARE(mappings.error().code, ErrorCode::Unsupported);
}

/// kftray's files name the pod's port where kubectl wants the service's.
void TestPodSelection::savedForwardsMayNameThePodsPort() {
  const PodSummary pod = summarizePod(object(kPod));
  const TargetSpec target{TargetKind::Service, u"s"_s, {}};
  const QJsonObject service = object(
      R"({"spec": {"ports": [{"port": 80, "targetPort": "http"}, {"port": 8443, "targetPort": 443}, {"port": 9100}]}})");
  const auto resolve = [&](quint16 port, bool may) {
    return resolvePorts({PortSpec{{}, port, {}, may}}, pod, target, service);
  };
  const auto one = [](quint16 port) { return Result<QList<PortMapping>>(QList<PortMapping>{{port, port}}); };
  QCOMPARE(resolve(8080, true), one(8080));  // by its name
  QCOMPARE(resolve(443, true), one(443));
  QCOMPARE(resolve(80, true),
           Result<QList<PortMapping>>(QList<PortMapping>{{80, 8080}}));  // the service's own comes first
  QCOMPARE(resolve(9100, true), one(9100));
  QCOMPARE(resolve(81, true).error().code, ErrorCode::PortNotFound);
  QCOMPARE(resolve(8080, false).error().code, ErrorCode::PortNotFound);
}

void TestPodSelection::hintsAreShort() {
  PodSummary pod;
  pod.name = u"p"_s;
  const TargetSpec target{TargetKind::Pod, u"p"_s, {}};
  const QList<PortSpec> specs{{{}, 0, u"x"_s}};
  QCOMPARE(resolvePorts(specs, pod, target, {}).error().hint, u"The pod declares no ports: give the port by number."_s);
  for (quint16 i = 1; i <= 40; ++i) {
    pod.ports += {{}, i, u"TCP"_s, false};
    pod.ports += {{}, i, u"TCP"_s, true};
  }
  QCOMPARE(resolvePorts(specs, pod, target, {}).error().hint,
           u"The pod has 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 and 28 more."_s);
}

QTEST_APPLESS_MAIN(TestPodSelection)
#include "test_podselection.moc"
