#include <QSignalSpy>
#include <QTest>
#include <vector>

#include "core/target/podwatches.h"
#include "fakeapiserver.h"

using namespace portolan;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const PodWatchPauses kNever{1h, 1h, 1h, 1h};

/// Pods app-0 … app-11, each with a label of its own.
QJsonObject pod(int number, const QString& phase = u"Running"_s) {
  QJsonObject pod = fakePod(u"app-%1"_s.arg(number), phase);
  QJsonObject metadata = pod.value("metadata"_L1).toObject();
  metadata.insert("labels"_L1, QJsonObject{{u"app"_s, QString::number(number)}});
  pod.insert("metadata"_L1, metadata);
  return pod;
}

QString labels(int number) {
  return u"app=%1"_s.arg(number);
}

}  // namespace

class TestPodWatches : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void init();
  void cleanup();

  void oneSelectorIsWatchedOnce();
  void manySelectorsShareOneWatch();
  void eachSelectorHearsOfItsOwn();
  void forbiddenKeepsThemApart();
  void aSelectorThatIsNotUnderstoodStaysAlone();
  void whatNobodyHoldsEnds();
  void anAbsentServerIsReportedToAll();

 private:
  void answer(FakeExchange* exchange);
  std::vector<std::shared_ptr<PodWatch>> watchMany(int count);
  [[nodiscard]] qsizetype openWatches() const;
  [[nodiscard]] FakeExchange* wholeWatch() const;

  std::unique_ptr<FakeApiServer> m_server;
  std::unique_ptr<ApiClient> m_api;
  std::unique_ptr<PodWatches> m_watches;
  QList<QPointer<FakeExchange>> m_open;
  bool m_isWholeForbidden = false;
};

void TestPodWatches::init() {
  m_isWholeForbidden = false;
  m_server = std::make_unique<FakeApiServer>();
  m_server->setHandler([this](FakeExchange* exchange) { answer(exchange); });
  m_api = std::make_unique<ApiClient>(m_server->address(), std::make_shared<StaticCredentials>(Identity()));
  m_watches = std::make_unique<PodWatches>(*m_api, kNever);
}

void TestPodWatches::cleanup() {
  m_watches.reset();
  m_api.reset();
  m_server->setHandler({});
  m_server.reset();
  m_open.clear();
}

void TestPodWatches::answer(FakeExchange* exchange) {
  const bool isWhole = exchange->labelSelector.isEmpty() && exchange->fieldSelector.isEmpty();
  if (isWhole && m_isWholeForbidden) {
    exchange->replyStatus(403, u"Forbidden"_s, u"pods is forbidden"_s);
  } else if (exchange->isWatch) {
    exchange->accept();
    m_open += exchange;
  } else {
    QJsonArray items;
    for (int i = 0; i < 12; ++i) {
      if (isWhole || exchange->labelSelector == labels(i)) {
        items += pod(i);
      }
    }
    exchange->reply(podList(items));
  }
}

std::vector<std::shared_ptr<PodWatch>> TestPodWatches::watchMany(int count) {
  std::vector<std::shared_ptr<PodWatch>> all;
  for (int i = 0; i < count; ++i) {
    all.push_back(m_watches->watch(u"shop"_s, labels(i), {}));
  }
  return all;
}

qsizetype TestPodWatches::openWatches() const {
  return std::ranges::count_if(m_open, [](const auto& each) { return !each.isNull(); });
}

FakeExchange* TestPodWatches::wholeWatch() const {
  const auto it = std::ranges::find_if(
      m_open, [](const auto& each) { return each && each->labelSelector.isEmpty() && each->fieldSelector.isEmpty(); });
  return it == m_open.end() ? nullptr : it->get();
}

void TestPodWatches::oneSelectorIsWatchedOnce() {
  const auto one = m_watches->watch(u"shop"_s, u"app=1"_s, {});
  QCOMPARE(m_watches->watch(u"shop"_s, u"app=1"_s, {}), one);
  QVERIFY(m_watches->watch(u"other"_s, u"app=1"_s, {}) != one);
  QVERIFY(m_watches->watch(u"shop"_s, {}, u"metadata.name=app-1"_s) != one);
  QTRY_VERIFY(one->isCurrent());
  QVERIFY(!one->isFollowing());
}

void TestPodWatches::manySelectorsShareOneWatch() {
  auto all = watchMany(int(PodWatches::kMostSelectors));
  QTRY_COMPARE(openWatches(), qsizetype(PodWatches::kMostSelectors));
  QVERIFY(wholeWatch() == nullptr);

  all.push_back(m_watches->watch(u"shop"_s, {}, u"metadata.name=app-11"_s));
  QTRY_COMPARE(openWatches(), 1);
  QVERIFY(wholeWatch() != nullptr);
  for (size_t i = 0; i < all.size(); ++i) {
    QVERIFY(all[i]->isFollowing());
    QVERIFY(all[i]->isCurrent());
    QCOMPARE(all[i]->pods().size(), 1);
    QCOMPARE(all[i]->pods().first().name, u"app-%1"_s.arg(i == 8 ? 11 : i));
  }
  // Who comes later asks nobody.
  const auto requests = m_server->requests().size();
  const auto late = m_watches->watch(u"shop"_s, labels(10), {});
  QVERIFY(late->isCurrent());
  QCOMPARE(late->pods().size(), 1);
  QTest::qWait(50);
  QCOMPARE(m_server->requests().size(), requests);
}

void TestPodWatches::eachSelectorHearsOfItsOwn() {
  const auto all = watchMany(10);
  QTRY_COMPARE(openWatches(), 1);
  QTRY_VERIFY(wholeWatch() != nullptr && all[3]->isFollowing());
  QSignalSpy third(all[3].get(), &PodWatch::changed);
  QSignalSpy fourth(all[4].get(), &PodWatch::changed);

  wholeWatch()->sendEvent(u"MODIFIED"_s, pod(3, u"Pending"_s));
  QTRY_COMPARE(third.size(), 1);
  QVERIFY(!all[3]->pods().first().isUsable());
  wholeWatch()->sendEvent(u"DELETED"_s, pod(3));
  QTRY_COMPARE(third.size(), 2);
  QVERIFY(all[3]->pods().isEmpty());
  // A pod whose label is edited leaves one selector and comes to the other.
  QJsonObject moved = pod(4);
  QJsonObject metadata = moved.value("metadata"_L1).toObject();
  metadata.insert("labels"_L1, QJsonObject{{u"app"_s, u"3"_s}});
  moved.insert("metadata"_L1, metadata);
  wholeWatch()->sendEvent(u"MODIFIED"_s, moved);
  QTRY_COMPARE(third.size(), 3);
  QCOMPARE(all[3]->pods().first().name, u"app-4"_s);
  QCOMPARE(fourth.size(), 1);
  QVERIFY(all[4]->pods().isEmpty());
}

void TestPodWatches::forbiddenKeepsThemApart() {
  m_isWholeForbidden = true;
  const auto all = watchMany(12);
  QTRY_COMPARE(openWatches(), 12);
  for (const auto& watch : all) {
    QVERIFY(watch->isCurrent());
    QVERIFY(!watch->isFollowing());
  }
  // It is not asked again for each that comes.
  const auto asked = m_server->requests().size();
  const auto byName = m_watches->watch(u"shop"_s, {}, u"metadata.name=app-1"_s);
  QTRY_COMPARE(openWatches(), 13);
  QCOMPARE(m_server->requests().size(), asked + 2);
}

void TestPodWatches::aSelectorThatIsNotUnderstoodStaysAlone() {
  const auto odd = m_watches->watch(u"shop"_s, u"replicas>1"_s, {});
  const auto all = watchMany(10);
  QTRY_COMPARE(openWatches(), 2);
  QVERIFY(!odd->isFollowing());
  QVERIFY(odd->isCurrent());
}

void TestPodWatches::whatNobodyHoldsEnds() {
  auto all = watchMany(10);
  QTRY_COMPARE(openWatches(), 1);
  all.clear();
  QTRY_COMPARE(openWatches(), 0);
  // And begins anew.
  const auto again = m_watches->watch(u"shop"_s, labels(1), {});
  QTRY_VERIFY(again->isCurrent());
  QVERIFY(!again->isFollowing());
}

void TestPodWatches::anAbsentServerIsReportedToAll() {
  const auto all = watchMany(10);
  QTRY_COMPARE(openWatches(), 1);
  QSignalSpy failed(all[7].get(), &PodWatch::failed);
  m_server->goesAway();
  QTRY_VERIFY(!failed.isEmpty());
  QVERIFY(!all[7]->isCurrent());
  QCOMPARE(all[7]->pods().size(), 1);  // as last seen
  QVERIFY(m_server->comesBack());
  m_watches->refresh();
  QTRY_VERIFY(all[7]->isCurrent());
  QTRY_COMPARE(openWatches(), 1);
}

QTEST_GUILESS_MAIN(TestPodWatches)
#include "test_podwatches.moc"
