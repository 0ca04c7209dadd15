#include <QTest>

#include "tests/ui/samples.h"
#include "ui/models/traysummary.h"

using namespace portolan;
using namespace Qt::StringLiterals;
using State = ForwardStatus::State;
using Badge = TrayLook::Badge;

class TestTraySummary : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void saysTheWorst_data();
  void saysTheWorst();
  void saysWhatGoesThrough();
};

void TestTraySummary::saysTheWorst_data() {
  QTest::addColumn<QList<State>>("states");
  QTest::addColumn<QString>("toolTip");
  QTest::addColumn<bool>("sailUp");
  QTest::addColumn<Badge>("badge");
  QTest::addColumn<int>("count");
  using enum State;
  QTest::newRow("no forwards") << QList<State>{} << u"Portolan: no forwards yet"_s << false << Badge::None << 0;
  QTest::newRow("nothing on") << QList{Stopped, Stopping} << u"Portolan: nothing on"_s << false << Badge::None << 0;
  QTest::newRow("one ready") << QList{Stopped, Ready} << u"Portolan: 1 on, ready"_s << true << Badge::Count << 1;
  QTest::newRow("all ready") << QList{Ready, Ready, Ready} << u"Portolan: 3 on, all ready"_s << true << Badge::Count
                             << 3;
  QTest::newRow("starting") << QList{Starting} << u"Portolan: 1 on, 1 starting"_s << true << Badge::None << 0;
  QTest::newRow("some ready") << QList{Ready, Starting} << u"Portolan: 2 on, 1 starting"_s << true << Badge::Count << 1;
  QTest::newRow("waiting") << QList{Ready, Waiting} << u"Portolan: 2 on, forward 1: Waiting for pod"_s << true
                           << Badge::Waiting << 0;
  QTest::newRow("two waiting") << QList{Waiting, Waiting}
                               << u"Portolan: 2 on, 2 waiting, first forward 0: Waiting for pod"_s << true
                               << Badge::Waiting << 0;
  QTest::newRow("failed wins") << QList{Ready, Waiting, Failed, Waiting} << u"Portolan: 4 on, forward 2: No pod"_s
                               << true << Badge::Failed << 0;
  QTest::newRow("two failed") << QList{Failed, Waiting, Failed}
                              << u"Portolan: 3 on, 2 failed, first forward 0: No pod"_s << true << Badge::Failed << 0;
}

void TestTraySummary::saysTheWorst() {
  QFETCH(const QList<State>, states);
  QFETCH(const QString, toolTip);
  QFETCH(const bool, sailUp);
  QFETCH(const Badge, badge);
  QFETCH(const int, count);
  TraySummary summary;
  for (qsizetype i = 0; i < states.size(); ++i) {
    const QString name = u"forward %1"_s.arg(i);
    const auto status = sampleTrouble(name, states.at(i), ErrorCode::NoPod, u"no pod"_s);
    summary.add({.config = sampleForward(name), .status = status, .asked = {}, .rates = {}}, 0);
  }
  QCOMPARE(summary.toolTip(), toolTip);
  const TrayLook look = summary.look(true);
  QCOMPARE(look.sailUp, sailUp);
  QCOMPARE(look.badge, badge);
  QCOMPARE(look.count, count);
  QVERIFY(look.onDarkPanel);
}

void TestTraySummary::saysWhatGoesThrough() {
  ForwardEntry entry{
      .config = sampleForward(u"a"_s), .status = sampleStatus(u"a"_s, State::Ready), .asked = {}, .rates = {}};
  entry.rates.addTotals(0, 0, 0);
  entry.rates.addTotals(1000, 3'400'000, 310'000);
  TraySummary summary;
  summary.add(entry, 1000);
  QVERIFY(summary.isMoving());
  QCOMPARE(summary.toolTip(), u"Portolan: 1 on, ready\n\u2193 3.4 MB/s  \u2191 310 kB/s"_s);
  TraySummary later;
  later.add(entry, 60'000);
  QVERIFY(!later.isMoving());
  QCOMPARE(later.toolTip(), u"Portolan: 1 on, ready"_s);
}

QTEST_APPLESS_MAIN(TestTraySummary)
#include "test_traysummary.moc"
