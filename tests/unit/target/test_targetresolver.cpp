#include <QSignalSpy>
#include <QTest>

#include "core/target/targetresolver.h"
#include "fakeapiserver.h"

using namespace portolan;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QString kCore = u"/api/v1/namespaces/shop/"_s;
const QString kPods = kCore + u"pods"_s;
const PortSpec kPort80{{}, 80, {}};

QJsonObject named(const QString& name, const QJsonObject& spec) {
  return {{"metadata"_L1, QJsonObject{{"name"_L1, name}}}, {"spec"_L1, spec}};
}

QJsonObject withSpec(QJsonObject object, const QString& key, const QJsonValue& value) {
  QJsonObject spec = object.value("spec"_L1).toObject();
  spec.insert(key, value);
  object.insert("spec"_L1, spec);
  return object;
}

QJsonObject withMetadata(QJsonObject object, const QString& key, const QJsonValue& value) {
  QJsonObject metadata = object.value("metadata"_L1).toObject();
  metadata.insert(key, value);
  object.insert("metadata"_L1, metadata);
  return object;
}

QJsonObject withStatus(QJsonObject object, const QString& key, const QJsonValue& value) {
  QJsonObject status = object.value("status"_L1).toObject();
  status.insert(key, value);
  object.insert("status"_L1, status);
  return object;
}

const QJsonObject kBackend =
    named(u"backend"_s, {{"selector"_L1, QJsonObject{{"matchLabels"_L1, QJsonObject{{"app"_L1, u"backend"_s}}}}}});

}  // namespace

class TestTargetResolver : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void init();
  void cleanup();

  void podByName();
  void podByNameWithoutTheRightToList();
  void everyKind_data();
  void everyKind();
  void selectorWithoutObject();
  void prefersAsKubectlDoes();
  void takesAPodThatIsBeingDeletedIfItRuns();
  void asksNotForWhatIsWatched();

  void notFoundSaysWhatExists_data();
  void notFoundSaysWhatExists();
  void notFoundWithoutTheRightToList();
  void apiErrorsPassThrough_data();
  void apiErrorsPassThrough();
  void serviceWithoutSelector();

  void waitsForTheFirstPod_data();
  void waitsForTheFirstPod();
  void noPod_data();
  void noPod();
  void serverThatVanishesWhileWaitingIsNoMissingPod();
  void rightsThatVanishWhileWaitingEndIt();

  void waitsWithoutEndUntilAPodRuns();
  void waitsForAPodThatIsMadeAnewUnderItsName();
  void podNotRunning_data();
  void podNotRunning();
  void portsComeBeforeThePhase();

  void badNamesAskNobody_data();
  void badNamesAskNobody();
  void deletingCancels();
  void deletingInFinished();

 private:
  /// Answers GETs from `objects` by path, lists of pods from `pods`, everything else with 404.
  void serve();
  Result<ResolvedTarget> resolve(const TargetSpec& target, std::chrono::milliseconds timeout = 1h,
                                 const QList<PortSpec>& ports = {kPort80}, const QString& ns = u"shop"_s);

  std::unique_ptr<FakeApiServer> m_server;
  std::unique_ptr<ApiClient> m_api;
  std::unique_ptr<PodWatches> m_watches;
  QHash<QString, QJsonObject> m_objects;
  QJsonArray m_pods;
  QString m_podSelector;  ///< of the last list or watch
};

void TestTargetResolver::init() {
  m_server = std::make_unique<FakeApiServer>();
  m_api = std::make_unique<ApiClient>(m_server->address(), std::make_shared<StaticCredentials>(Identity()));
  m_watches = std::make_unique<PodWatches>(*m_api);
  m_objects.clear();
  m_pods = {};
  m_podSelector.clear();
  serve();
}

void TestTargetResolver::cleanup() {
  m_watches.reset();
  m_api.reset();
  m_server.reset();
}

void TestTargetResolver::serve() {
  m_server->setHandler([this](FakeExchange* exchange) {
    if (exchange->path == kPods) {
      m_podSelector = exchange->labelSelector + exchange->fieldSelector;
      QJsonArray selected;
      for (const auto& pod : std::as_const(m_pods)) {
        const QString name = pod["metadata"_L1]["name"_L1].toString();
        if (exchange->fieldSelector.isEmpty() || exchange->fieldSelector == u"metadata.name="_s + name) {
          selected += pod;
        }
      }
      exchange->isWatch ? exchange->accept() : exchange->reply(podList(selected));
    } else if (m_objects.contains(exchange->path)) {
      exchange->reply(m_objects.value(exchange->path));
    } else {
      const QStringList path = exchange->path.split(u'/');
      exchange->replyStatus(404, u"NotFound"_s, u"%1 \"%2\" not found"_s.arg(path.value(path.size() - 2), path.last()));
    }
  });
}

Result<ResolvedTarget> TestTargetResolver::resolve(const TargetSpec& target, std::chrono::milliseconds timeout,
                                                   const QList<PortSpec>& ports, const QString& ns) {
  TargetResolver resolver(*m_api, *m_watches, ns, target, ports, timeout);
  QSignalSpy finished(&resolver, &TargetResolver::finished);
  resolver.start();
  resolver.start();  // has no effect
  if (!finished.isEmpty()) {
    qFatal("finished from inside start()");
  }
  if (!finished.wait(10'000) || finished.size() != 1) {
    return fail(ErrorCode::Internal, Stage::Target, u"finished was emitted %1 times"_s.arg(finished.size()));
  }
  return finished.first().first().value<Result<ResolvedTarget>>();
}

void TestTargetResolver::podByName() {
  m_pods = {fakePod(u"web-0"_s)};
  const auto target = resolve({TargetKind::Pod, u"web-0"_s, {}}, 1h, {kPort80, {0, 443, {}}});
  QVERIFY2(target, target ? "" : qPrintable(target.error().detail));
  QCOMPARE(target->pod, summarizePod(fakePod(u"web-0"_s)));
  QCOMPARE(target->ports, (QList<PortMapping>{{80, 80}, {0, 443}}));
  QCOMPARE(target->fieldSelector, u"metadata.name=web-0"_s);
  QCOMPARE(target->labelSelector, QString());
  QCOMPARE(m_podSelector, u"metadata.name=web-0"_s);
  QCOMPARE(m_server->requests().filter(u"GET"_s), QStringList{u"GET "_s + kPods});
}

// A role may allow to read a pod and not to list them.
void TestTargetResolver::podByNameWithoutTheRightToList() {
  m_server->setHandler([](FakeExchange* exchange) {
    if (exchange->path == kPods) {
      exchange->replyStatus(403, u"Forbidden"_s, u"pods is forbidden"_s);
    } else {
      exchange->reply(fakePod(u"web-0"_s));
    }
  });
  const auto target = resolve({TargetKind::Pod, u"web-0"_s, {}});
  QVERIFY2(target, target ? "" : qPrintable(target.error().detail));
  QCOMPARE(target->pod.name, u"web-0"_s);
  QCOMPARE(m_server->requests(), (QStringList{u"GET "_s + kPods, u"GET "_s + kPods + u"/web-0"_s}));
}

void TestTargetResolver::everyKind_data() {
  QTest::addColumn<QString>("text");
  QTest::addColumn<QString>("path");
  QTest::addColumn<bool>("plainMap");
  QTest::newRow("service") << u"svc/x"_s << kCore + u"services/x"_s << true;
  QTest::newRow("replication controller") << u"rc/x"_s << kCore + u"replicationcontrollers/x"_s << true;
  QTest::newRow("deployment") << u"deploy/x"_s << u"/apis/apps/v1/namespaces/shop/deployments/x"_s << false;
  QTest::newRow("replica set") << u"rs/x"_s << u"/apis/apps/v1/namespaces/shop/replicasets/x"_s << false;
  QTest::newRow("stateful set") << u"sts/x"_s << u"/apis/apps/v1/namespaces/shop/statefulsets/x"_s << false;
  QTest::newRow("daemon set") << u"ds/x"_s << u"/apis/apps/v1/namespaces/shop/daemonsets/x"_s << false;
  QTest::newRow("job") << u"job/x"_s << u"/apis/batch/v1/namespaces/shop/jobs/x"_s << false;
}

void TestTargetResolver::everyKind() {
  QFETCH(QString, text);
  QFETCH(QString, path);
  QFETCH(bool, plainMap);
  const QJsonObject labels{{"app"_L1, u"x"_s}, {"tier"_L1, u"back"_s}};
  QJsonObject spec{{"selector"_L1, plainMap ? labels : QJsonObject{{"matchLabels"_L1, labels}}},
                   {"ports"_L1, QJsonArray{QJsonObject{{"port"_L1, 80}, {"targetPort"_L1, 8080}}}}};
  m_objects.insert(path, named(u"x"_s, spec));
  m_pods = {fakePod(u"x-1"_s)};
  const auto target = resolve(*parseTarget(text));
  QVERIFY2(target, target ? "" : qPrintable(target.error().detail));
  QCOMPARE(target->pod.name, u"x-1"_s);
  QCOMPARE(target->ports, (QList<PortMapping>{{80, static_cast<quint16>(text == "svc/x"_L1 ? 8080 : 80)}}));
  QCOMPARE(target->labelSelector, u"app=x,tier=back"_s);
  QCOMPARE(target->fieldSelector, QString());
  QCOMPARE(m_podSelector, u"app=x,tier=back"_s);
  QCOMPARE(m_server->requests().filter(u"GET"_s), QStringList({u"GET "_s + path, u"GET "_s + kPods}));
}

void TestTargetResolver::selectorWithoutObject() {
  m_pods = {fakePod(u"x-1"_s)};
  const QString selector = u"app=x,tier in (a,b),a+b%41&c=d"_s;
  const auto target = resolve({TargetKind::PodSelector, {}, selector});
  QVERIFY2(target, target ? "" : qPrintable(target.error().detail));
  QCOMPARE(target->labelSelector, selector);
  QCOMPARE(m_podSelector, selector);
  QCOMPARE(m_server->requests().filter(u"GET"_s).size(), 1);
}

void TestTargetResolver::prefersAsKubectlDoes() {
  const QJsonObject better = fakePod(u"better"_s);
  m_pods = {
      fakePod(u"pending"_s, u"Pending"_s),
      withMetadata(fakePod(u"dying"_s), u"deletionTimestamp"_s, u"2024-05-01T12:00:00Z"_s), better,
      withStatus(fakePod(u"restarted"_s), u"containerStatuses"_s, QJsonArray{QJsonObject{{"restartCount"_L1, 1}}})};
  const auto target = resolve({TargetKind::PodSelector, {}, u"app=x"_s});
  QVERIFY2(target, target ? "" : qPrintable(target.error().detail));
  QCOMPARE(target->pod.name, u"better"_s);
}

void TestTargetResolver::takesAPodThatIsBeingDeletedIfItRuns() {
  const QJsonObject dying = withMetadata(fakePod(u"dying"_s), u"deletionTimestamp"_s, u"2024-05-01T12:00:00Z"_s);
  m_pods = {fakePod(u"pending"_s, u"Pending"_s), dying};
  const auto target = resolve({TargetKind::PodSelector, {}, u"app=x"_s});
  QVERIFY2(target, target ? "" : qPrintable(target.error().detail));
  QCOMPARE(target->pod.name, u"dying"_s);
  QVERIFY(target->pod.deletionTimestamp.isValid());
}

// Hundreds of forwards to one deployment would list its pods hundreds of times.
void TestTargetResolver::asksNotForWhatIsWatched() {
  m_objects.insert(u"/apis/apps/v1/namespaces/shop/deployments/backend"_s, kBackend);
  m_pods = {fakePod(u"old"_s, u"Pending"_s), fakePod(u"ready"_s)};
  const auto watch = m_watches->watch(u"shop"_s, u"app=backend"_s, {});
  QTRY_VERIFY(watch->isCurrent());
  const auto before = m_server->requests().size();
  const auto target = resolve({TargetKind::Deployment, u"backend"_s, {}});
  QVERIFY2(target, target ? "" : qPrintable(target.error().detail));
  QCOMPARE(target->pod.name, u"ready"_s);
  QCOMPARE(m_server->requests().sliced(before).filter(u"GET"_s),
           QStringList{u"GET /apis/apps/v1/namespaces/shop/deployments/backend"_s});
}

void TestTargetResolver::notFoundSaysWhatExists_data() {
  QTest::addColumn<QString>("text");
  QTest::addColumn<QStringList>("existing");
  QTest::addColumn<QString>("hint");
  QTest::newRow("the closest spelling first")
      << u"svc/backnd"_s << QStringList{u"zookeeper"_s, u"backend-2"_s, u"backend"_s}
      << u"The namespace \"shop\" has the services backend, backend-2, zookeeper."_s;
  QTest::newRow("without regard to case") << u"svc/BACKEND"_s << QStringList{u"b"_s, u"backend"_s}
                                          << u"The namespace \"shop\" has the services backend, b."_s;
  QTest::newRow("names that begin with it before all")
      << u"backend"_s << QStringList{u"backen"_s, u"backends-7d4b9-x2x1z"_s, u"back-end"_s, u"backend-7d4b9-x2x1z"_s}
      << u"The namespace \"shop\" has the pods backen, backend-7d4b9-x2x1z, backends-7d4b9-x2x1z, back-end."_s;
  QTest::newRow("one") << u"deploy/x"_s << QStringList{u"backend"_s}
                       << u"The namespace \"shop\" has the deployment backend."_s;
  QTest::newRow("eight of many") << u"sts/x"_s << QStringList{u"a"_s, u"b"_s, u"c"_s, u"d"_s, u"e"_s,
                                                              u"f"_s, u"g"_s, u"h"_s, u"i"_s, u"j"_s}
                                 << u"The namespace \"shop\" has the statefulsets a, b, c, d, e, f, g, h and 2 more."_s;
  QTest::newRow("none") << u"job/x"_s << QStringList()
                        << u"There is no job in the namespace \"shop\": is it the right one?"_s;
}

void TestTargetResolver::notFoundSaysWhatExists() {
  QFETCH(QString, text);
  QFETCH(QStringList, existing);
  QFETCH(QString, hint);
  QJsonArray items;
  for (const QString& name : existing) {
    items += named(name, {});
  }
  const TargetSpec target = *parseTarget(text);
  const QString plural = typeName(target.kind) + u's';
  for (const QString& path : {kCore, u"/apis/apps/v1/namespaces/shop/"_s, u"/apis/batch/v1/namespaces/shop/"_s}) {
    m_objects.insert(path + plural, podList(items));
  }
  m_pods = items;
  const auto result = resolve(target);
  QVERIFY(!result);
  QCOMPARE(result.error(),
           (Error{ErrorCode::NotFound, Stage::Target, u"%1 \"%2\" not found"_s.arg(plural, target.name), hint}));
}

void TestTargetResolver::notFoundWithoutTheRightToList() {
  m_server->setHandler([](FakeExchange* exchange) {
    if (exchange->path.endsWith(u"/x"_s)) {
      exchange->replyStatus(404, u"NotFound"_s, u"services \"x\" not found"_s);
    } else {
      exchange->replyStatus(403, u"Forbidden"_s, u"services is forbidden"_s);
    }
  });
  const auto result = resolve({TargetKind::Service, u"x"_s, {}});
  QVERIFY(!result);
  QCOMPARE(result.error(), (Error{ErrorCode::NotFound, Stage::Target, u"services \"x\" not found"_s, {}}));
}

void TestTargetResolver::apiErrorsPassThrough_data() {
  QTest::addColumn<int>("request");  // which of the two requests fails
  QTest::addColumn<int>("status");
  QTest::addColumn<ErrorCode>("code");
  for (int request = 0; request < 2; ++request) {
    QTest::addRow("403 in request %d", request) << request << 403 << ErrorCode::Forbidden;
    QTest::addRow("401 in request %d", request) << request << 401 << ErrorCode::Unauthorized;
    QTest::addRow("503 in request %d", request) << request << 503 << ErrorCode::ServerBusy;
  }
}

void TestTargetResolver::apiErrorsPassThrough() {
  QFETCH(int, request);
  QFETCH(int, status);
  QFETCH(ErrorCode, code);
  m_server->setHandler([&](FakeExchange* exchange) {
    if (m_server->requests().size() == request + 1) {
      exchange->replyStatus(status, u"X"_s, u"no"_s);
    } else if (exchange->path == kPods) {
      exchange->reply(podList({fakePod(u"x-1"_s)}));
    } else {
      exchange->reply(kBackend);
    }
  });
  const auto result = resolve({TargetKind::Deployment, u"backend"_s, {}});
  QVERIFY(!result);
  QCOMPARE(result.error().code, code);
  QCOMPARE(m_server->requests().size(), request + 1);
}

void TestTargetResolver::serviceWithoutSelector() {
  m_objects.insert(kCore + u"services/x"_s, named(u"x"_s, {}));
  const auto result = resolve({TargetKind::Service, u"x"_s, {}});
  QVERIFY(!result);
  QCOMPARE(result.error().code, ErrorCode::InvalidArgument);
  QCOMPARE(result.error().detail,
           u"cannot attach to *v1.Service: invalid service 'x': Service is defined without a selector"_s);
  QCOMPARE(m_server->requests().size(), 1);  // in particular no list of all the namespace's pods
}

void TestTargetResolver::waitsForTheFirstPod_data() {
  QTest::addColumn<QString>("event");
  QTest::newRow("ADDED") << u"ADDED"_s;
  QTest::newRow("MODIFIED") << u"MODIFIED"_s;
}

void TestTargetResolver::waitsForTheFirstPod() {
  QFETCH(QString, event);
  m_objects.insert(u"/apis/apps/v1/namespaces/shop/deployments/backend"_s, kBackend);
  m_server->setHandler([&](FakeExchange* exchange) {
    if (exchange->isWatch) {
      QCOMPARE(exchange->labelSelector, u"app=backend"_s);
      exchange->accept();
      exchange->sendEvent(u"BOOKMARK"_s, {{"metadata"_L1, QJsonObject{{"resourceVersion"_L1, u"101"_s}}}});
      exchange->sendEvent(event, fakePod(u"late"_s));
    } else {
      exchange->reply(exchange->path == kPods ? podList({}) : m_objects.value(exchange->path));
    }
  });
  const auto target = resolve({TargetKind::Deployment, u"backend"_s, {}});
  QVERIFY2(target, target ? "" : qPrintable(target.error().detail));
  QCOMPARE(target->pod.name, u"late"_s);
}

void TestTargetResolver::noPod_data() {
  QTest::addColumn<int>("replicas");
  QTest::addColumn<int>("timeoutMs");
  QTest::addColumn<QString>("detail");
  QTest::addColumn<QString>("hint");
  const QString none = u"no pod in the namespace \"shop\" matches app=backend"_s;
  const QString start = u"Start a pod that this selector matches, or correct the selector."_s;
  QTest::newRow("after the time") << 1 << 50 << none + u", waited 50 ms"_s << start;
  QTest::newRow("after whole seconds") << 1 << 1000 << none + u", waited 1 s"_s << start;
  QTest::newRow("scaled down") << 0 << 50 << none + u", waited 50 ms"_s
                               << u"deployment/backend is scaled to 0 replicas."_s;
  QTest::newRow("without waiting") << 1 << 0 << none << start;
}

void TestTargetResolver::noPod() {
  QFETCH(int, replicas);
  QFETCH(int, timeoutMs);
  QFETCH(QString, detail);
  QFETCH(QString, hint);
  m_objects.insert(u"/apis/apps/v1/namespaces/shop/deployments/backend"_s, withSpec(kBackend, u"replicas"_s, replicas));
  const auto result = resolve({TargetKind::Deployment, u"backend"_s, {}}, std::chrono::milliseconds(timeoutMs));
  QVERIFY(!result);
  QCOMPARE(result.error(), (Error{ErrorCode::NoPod, Stage::Target, detail, hint}));
  if (timeoutMs == 0) {
    QCOMPARE(m_server->requests().filter(u"GET"_s).size(), 2);  // the deployment and one list
  }
}

// "No pod" would be a guess.
void TestTargetResolver::serverThatVanishesWhileWaitingIsNoMissingPod() {
  m_server->setHandler([&](FakeExchange* exchange) {
    if (exchange->isWatch) {
      m_server->goesAway();
    } else {
      exchange->reply(podList({}));
    }
  });
  const auto result = resolve({TargetKind::PodSelector, {}, u"app=x"_s}, 300ms);
  QVERIFY(!result);
  QVERIFY2(result.error().code == ErrorCode::ConnectionLost || result.error().code == ErrorCode::ConnectionRefused,
           qPrintable(result.error().detail));
}

void TestTargetResolver::rightsThatVanishWhileWaitingEndIt() {
  m_server->setHandler([&](FakeExchange* exchange) {
    if (m_server->requests().size() == 1) {
      exchange->reply(podList({}));
    } else {
      exchange->replyStatus(403, u"Forbidden"_s, u"pods is forbidden"_s);
    }
  });
  const auto result = resolve({TargetKind::PodSelector, {}, u"app=x"_s}, 1h);
  QVERIFY(!result);
  QCOMPARE(result.error().code, ErrorCode::Forbidden);
}

// A saved forward has time, and is told each reason to wait.
void TestTargetResolver::waitsWithoutEndUntilAPodRuns() {
  QPointer<FakeExchange> watch;
  m_server->setHandler([&](FakeExchange* exchange) {
    if (exchange->isWatch) {
      exchange->accept();
      watch = exchange;
    } else {
      exchange->reply(podList({}));
    }
  });
  TargetResolver resolver(*m_api, *m_watches, u"shop"_s, {TargetKind::PodSelector, {}, u"app=x"_s}, {kPort80}, -1ms);
  QSignalSpy finished(&resolver, &TargetResolver::finished);
  QSignalSpy waiting(&resolver, &TargetResolver::waiting);
  resolver.start();
  QTRY_COMPARE(waiting.size(), 1);
  QCOMPARE(waiting.last().first().value<Error>().code, ErrorCode::NoPod);
  QTRY_VERIFY(watch);
  watch->sendEvent(u"ADDED"_s, fakePod(u"x-1"_s, u"Pending"_s));
  QTRY_COMPARE(waiting.size(), 2);
  QCOMPARE(waiting.last().first().value<Error>().code, ErrorCode::PodNotRunning);
  watch->sendEvent(u"DELETED"_s, fakePod(u"x-1"_s, u"Pending"_s));
  QTRY_COMPARE(waiting.size(), 3);
  QCOMPARE(finished.size(), 0);
  watch->sendEvent(u"ADDED"_s, fakePod(u"x-2"_s));
  QTRY_COMPARE(finished.size(), 1);
  QCOMPARE(finished.first().first().value<Result<ResolvedTarget>>()->pod.name, u"x-2"_s);
}

// As a StatefulSet does, or a person who replaces a pod: in between the forward waits, it has not failed.
void TestTargetResolver::waitsForAPodThatIsMadeAnewUnderItsName() {
  QPointer<FakeExchange> watch;
  const QJsonObject ended = fakePod(u"db-0"_s, u"Succeeded"_s);
  m_server->setHandler([&](FakeExchange* exchange) {
    if (exchange->isWatch) {
      exchange->accept();
      watch = exchange;
    } else {
      exchange->reply(podList({ended}));
    }
  });
  TargetResolver resolver(*m_api, *m_watches, u"shop"_s, {TargetKind::Pod, u"db-0"_s, {}}, {kPort80}, -1ms);
  QSignalSpy finished(&resolver, &TargetResolver::finished);
  QSignalSpy waiting(&resolver, &TargetResolver::waiting);
  resolver.start();
  QTRY_COMPARE(waiting.size(), 1);
  QCOMPARE(waiting.last().first().value<Error>().code, ErrorCode::PodNotRunning);
  QTRY_VERIFY(watch);
  watch->sendEvent(u"DELETED"_s, ended);
  QTRY_COMPARE(waiting.size(), 2);
  QCOMPARE(waiting.last().first().value<Error>(),
           (Error{ErrorCode::NoPod, Stage::Target, u"pod db-0 was deleted"_s,
                  u"The forward goes on when there is a pod of this name again."_s}));
  watch->sendEvent(u"ADDED"_s, fakePod(u"db-0"_s));
  QTRY_COMPARE(finished.size(), 1);
  QCOMPARE(finished.first().first().value<Result<ResolvedTarget>>()->pod.name, u"db-0"_s);
  QCOMPARE(waiting.size(), 2);
}

void TestTargetResolver::podNotRunning_data() {
  QTest::addColumn<QJsonObject>("pod");
  QTest::addColumn<QString>("detail");
  QTest::addColumn<QString>("hint");
  const QString describe = u"\"kubectl describe pod x -n shop\" says why."_s;
  const QString ended = u"It has ended: only a running pod can be forwarded."_s;
  QTest::newRow("pending") << fakePod(u"x"_s, u"Pending"_s) << u"pod x is Pending"_s << describe;
  const QJsonObject waiting{
      {"state"_L1, QJsonObject{{"waiting"_L1, QJsonObject{{"reason"_L1, u"ImagePullBackOff"_s}}}}}};
  QTest::newRow("pending, for a reason") << withStatus(fakePod(u"x"_s, u"Pending"_s), u"containerStatuses"_s,
                                                       QJsonArray{waiting})
                                         << u"pod x is Pending: ImagePullBackOff"_s << describe;
  QTest::newRow("ended well") << fakePod(u"x"_s, u"Succeeded"_s) << u"pod x is Succeeded"_s << ended;
  QTest::newRow("evicted") << withStatus(fakePod(u"x"_s, u"Failed"_s), u"reason"_s, u"Evicted"_s)
                           << u"pod x is Failed: Evicted"_s << ended;
  QTest::newRow("unknown") << fakePod(u"x"_s, u"Unknown"_s) << u"pod x is Unknown"_s << describe;
  QTest::newRow("no phase yet") << fakePod(u"x"_s, QString()) << u"pod x is Unknown"_s << describe;
}

void TestTargetResolver::podNotRunning() {
  QFETCH(QJsonObject, pod);
  QFETCH(QString, detail);
  QFETCH(QString, hint);
  m_pods = {pod};
  const auto result = resolve({TargetKind::Pod, u"x"_s, {}});
  QVERIFY(!result);
  QCOMPARE(result.error(), (Error{ErrorCode::PodNotRunning, Stage::Target, detail, hint}));
}

void TestTargetResolver::portsComeBeforeThePhase() {
  m_pods = {fakePod(u"x"_s, u"Pending"_s)};
  const auto result = resolve({TargetKind::Pod, u"x"_s, {}}, 1h, {{{}, 0, u"http"_s}});
  QVERIFY(!result);
  QCOMPARE(result.error().code, ErrorCode::PortNotFound);
}

void TestTargetResolver::badNamesAskNobody_data() {
  QTest::addColumn<TargetKind>("kind");
  QTest::addColumn<QString>("name");
  QTest::addColumn<QString>("ns");
  QTest::newRow("path in the name") << TargetKind::Service << u"../../secrets"_s << u"shop"_s;
  QTest::newRow("query in the name") << TargetKind::Service << u"x?y"_s << u"shop"_s;
  QTest::newRow("no name") << TargetKind::Pod << QString() << u"shop"_s;
  QTest::newRow("path in the namespace") << TargetKind::Pod << u"x"_s << u"a/b"_s;
  QTest::newRow("no namespace") << TargetKind::Pod << u"x"_s << QString();
  QTest::newRow("no selector: it would match every pod") << TargetKind::PodSelector << QString() << u"shop"_s;
  QTest::newRow("path in the namespace of a selector") << TargetKind::PodSelector << QString() << u"a/b"_s;
}

void TestTargetResolver::badNamesAskNobody() {
  QFETCH(TargetKind, kind);
  QFETCH(QString, name);
  QFETCH(QString, ns);
  const auto result = resolve({kind, name, u" "_s}, 1h, {kPort80}, ns);
  QVERIFY(!result);
  QCOMPARE(result.error().code, ErrorCode::InvalidArgument);
  QCOMPARE(m_server->requests(), QStringList());
}

void TestTargetResolver::deletingCancels() {
  QPointer<FakeExchange> open;
  m_server->setHandler([&](FakeExchange* exchange) { open = exchange; });
  auto resolver = std::make_unique<TargetResolver>(
      *m_api, *m_watches, u"shop"_s, TargetSpec{TargetKind::Pod, u"x"_s, {}}, QList<PortSpec>{kPort80}, 1h);
  QSignalSpy finished(resolver.get(), &TargetResolver::finished);
  resolver->start();
  QTRY_VERIFY(open);
  resolver.reset();
  QTRY_VERIFY(!open);
  QCOMPARE(finished.size(), 0);
}

void TestTargetResolver::deletingInFinished() {
  // From each of the places that finish is emitted from; AddressSanitizer judges.
  m_server->setHandler([this](FakeExchange* exchange) {
    const bool isThere = exchange->fieldSelector.endsWith(u"=x"_s);
    exchange->isWatch
        ? exchange->accept()
        : exchange->reply(exchange->path == kPods ? podList(isThere ? QJsonArray{fakePod(u"x"_s)} : QJsonArray())
                                                  : m_objects.value(exchange->path));
  });
  for (const TargetSpec& target :
       {TargetSpec{TargetKind::Pod, u"x"_s, {}}, TargetSpec{TargetKind::Pod, u"y"_s, {}},
        TargetSpec{TargetKind::Pod, u".."_s, {}}, TargetSpec{TargetKind::PodSelector, {}, u"app=x"_s}}) {
    QPointer<TargetResolver> resolver =
        new TargetResolver(*m_api, *m_watches, u"shop"_s, target, QList<PortSpec>{kPort80}, 20ms);
    connect(resolver, &TargetResolver::finished, resolver, &QObject::deleteLater);
    resolver->start();
    QTRY_VERIFY(!resolver);
  }
}

QTEST_GUILESS_MAIN(TestTargetResolver)
#include "test_targetresolver.moc"
