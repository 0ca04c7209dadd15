#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "app/demo/democluster.h"
#include "core/target/clusterlookup.h"

using namespace portolan;
using namespace Qt::StringLiterals;
using What = LookupQuestion::What;

class TestClusterLookup : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void init();
  void cleanup();
  void contexts();
  void namespaces();
  void targets_data();
  void targets();
  void podsBehindASelector();
  void troubles_data();
  void troubles();
  void aNewQuestionReplacesTheOld();
  void endsAtOnceWhateverTheClusterDoes();

 private:
  LookupQuestion question(What what, const QString& kind = {}) const;
  LookupAnswer ask(const LookupQuestion& question);

  std::unique_ptr<DemoCluster> m_cluster;
  std::unique_ptr<ClusterLookup> m_lookup;
};

void TestClusterLookup::init() {
  m_cluster = std::make_unique<DemoCluster>();
  QVERIFY(m_cluster->start());
  m_cluster->addSample();
  m_lookup = std::make_unique<ClusterLookup>();
}

void TestClusterLookup::cleanup() {
  m_lookup.reset();
  m_cluster.reset();
}

LookupQuestion TestClusterLookup::question(What what, const QString& kind) const {
  return {.what = what,
          .kubeconfig = m_cluster->kubeconfigPath(),
          .context = what == What::Contexts ? QString() : u"portolan-demo"_s,
          .ns = {},
          .kind = kind,
          .labelSelector = {}};
}

LookupAnswer TestClusterLookup::ask(const LookupQuestion& question) {
  QSignalSpy answered(m_lookup.get(), &ClusterLookup::answered);
  const quint64 id = m_lookup->ask(question);
  if (!answered.isEmpty() || !answered.wait(10'000)) {
    return {};  // from inside the call, or never
  }
  const auto answer = answered.at(0).at(0).value<LookupAnswer>();
  return answer.id == id ? answer : LookupAnswer();
}

void TestClusterLookup::contexts() {
  const auto answer = ask(question(What::Contexts));
  QCOMPARE(answer.names, (QStringList{u"portolan-demo"_s, u"portolan-demo-admin"_s, u"portolan-demo-guest"_s}));
  QCOMPARE(answer.context, u"portolan-demo"_s);
  QVERIFY(!answer.error);
}

void TestClusterLookup::namespaces() {
  const auto answer = ask(question(What::Namespaces));
  QCOMPARE(answer.names, (QStringList{u"default"_s, u"kube-system"_s}));
  QCOMPARE(answer.ns, u"default"_s);
  QVERIFY(answer.isWhole);
}

void TestClusterLookup::targets_data() {
  QTest::addColumn<QString>("kind");
  QTest::addColumn<QString>("name");
  QTest::addColumn<int>("ready");
  QTest::addColumn<int>("pods");
  QTest::addColumn<QString>("port");
  QTest::newRow("service") << u"service"_s << u"web"_s << 2 << 2 << u"http 80 http"_s;
  QTest::newRow("deployment") << u"deployment"_s << u"web"_s << 2 << 2 << u"http 8080 "_s;
  QTest::newRow("statefulset") << u"statefulset"_s << u"database"_s << 1 << 1 << u""_s;
  QTest::newRow("pod that never starts") << u"pod"_s << u"broken"_s << 0 << 1 << u""_s;
}

void TestClusterLookup::targets() {
  QFETCH(const QString, kind);
  QFETCH(const QString, name);
  QFETCH(const int, ready);
  LookupTarget found;
  // The sample's pods are ready a moment after they were made.
  QTRY_COMPARE(
      [&] {
        found = {};
        const LookupAnswer answer = ask(question(What::Targets, kind));
        for (const LookupTarget& target : answer.targets) {
          found = target.name == name ? target : found;
        }
        return found.ready;
      }(),
      ready);
  QTEST(found.pods, "pods");
  QFETCH(const QString, port);
  if (!port.isEmpty()) {
    const auto& first = found.ports.constFirst();
    QCOMPARE(u"%1 %2 %3"_s.arg(first.name, QString::number(first.port), first.podPort), port);
  }
}

void TestClusterLookup::podsBehindASelector() {
  auto pods = question(What::Pods);
  pods.labelSelector = u"app=web"_s;
  QTRY_COMPARE(ask(pods).ready, 2);
  QCOMPARE(ask(pods).pods, 2);
  pods.labelSelector = u"app=nothing"_s;
  const auto none = ask(pods);
  QVERIFY(!none.error);
  QCOMPARE(none.pods, 0);
}

void TestClusterLookup::troubles_data() {
  QTest::addColumn<QString>("context");
  QTest::addColumn<QString>("ns");
  QTest::addColumn<QString>("forbidden");
  QTest::addColumn<ErrorCode>("code");
  QTest::newRow("no such context") << u"elsewhere"_s << QString() << QString() << ErrorCode::ContextUnknown;
  QTest::newRow("nonsense for a namespace")
      << u"portolan-demo"_s << u"a/b?c"_s << QString() << ErrorCode::InvalidArgument;
  QTest::newRow("listing is forbidden") << u"portolan-demo"_s << QString() << u"list services"_s
                                        << ErrorCode::Forbidden;
}

void TestClusterLookup::troubles() {
  QFETCH(const QString, context);
  QFETCH(const QString, ns);
  QFETCH(const QString, forbidden);
  if (!forbidden.isEmpty()) {
    m_cluster->setForbidden(u"dev"_s, {forbidden});
  }
  auto services = question(What::Targets, u"service"_s);
  services.context = context;
  services.ns = ns;
  const auto answer = ask(services);
  QVERIFY(answer.error);
  QTEST(answer.error->code, "code");
}

void TestClusterLookup::aNewQuestionReplacesTheOld() {
  m_cluster->faults().apiDelay = std::chrono::milliseconds(200);
  QSignalSpy answered(m_lookup.get(), &ClusterLookup::answered);
  m_lookup->ask(question(What::Targets, u"service"_s));
  const auto contexts = m_lookup->ask(question(What::Contexts));  // of another kind: both are answered
  const auto second = m_lookup->ask(question(What::Targets, u"pod"_s));
  QTRY_COMPARE(answered.size(), 2);
  QCOMPARE(answered.at(0).at(0).value<LookupAnswer>().id, contexts);
  QCOMPARE(answered.at(1).at(0).value<LookupAnswer>().id, second);
  QCOMPARE(answered.at(1).at(0).value<LookupAnswer>().question.kind, u"pod"_s);
}

void TestClusterLookup::endsAtOnceWhateverTheClusterDoes() {
  m_cluster->faults().apiDelay = std::chrono::hours(1);
  QSignalSpy answered(m_lookup.get(), &ClusterLookup::answered);
  m_lookup->ask(question(What::Namespaces));
  QTRY_VERIFY(m_cluster->connectionCount() > 0);
  QElapsedTimer clock;
  clock.start();
  m_lookup.reset();
  QVERIFY(clock.elapsed() < 2000);
  QCOMPARE(answered.size(), 0);
}

QTEST_MAIN(TestClusterLookup)
#include "test_clusterlookup.moc"
