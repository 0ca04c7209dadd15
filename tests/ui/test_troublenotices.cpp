#include <QSignalSpy>
#include <QTest>

#include "tests/ui/samples.h"
#include "ui/models/troublenotices.h"

using namespace std::chrono_literals;
using namespace portolan;
using namespace Qt::StringLiterals;
using State = ForwardStatus::State;

namespace {

constexpr TroubleNotices::Times kTimes{.together = 30ms, .waiting = 60ms, .pause = 150ms};

}  // namespace

class TestTroubleNotices : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void init();
  void oneThatFailed();
  void whatFailsTogetherIsOneNotice();
  void worksAgain();
  void notMoreOftenThanThat();
  void aShortWaitIsNoNews();
  void aLongWaitIs();
  void recoveredBeforeItWasTold();
  void stoppedByAPerson();
  void silenced();
  void switchedOff();

 private:
  void set(const QString& name, State state) {
    m_model->setStatus(sampleTrouble(name, state, ErrorCode::NoPod, u"no pod is ready"_s, u"Look."_s));
    m_model->flush();
  }
  QString title(int index) const { return m_notices->at(index).at(0).toString(); }

  std::unique_ptr<ForwardsModel> m_model;
  std::unique_ptr<TroubleNotices> m_source;
  std::unique_ptr<QSignalSpy> m_notices;
};

void TestTroubleNotices::init() {
  m_notices.reset();
  m_source.reset();
  m_model = std::make_unique<ForwardsModel>();
  m_model->setForwards({sampleForward(u"a"_s), sampleForward(u"b"_s), sampleForward(u"c"_s)});
  m_source = std::make_unique<TroubleNotices>(*m_model, kTimes);
  m_notices = std::make_unique<QSignalSpy>(m_source.get(), &TroubleNotices::notice);
  for (const auto& name : {u"a"_s, u"b"_s, u"c"_s}) {
    set(name, State::Ready);
  }
}

void TestTroubleNotices::oneThatFailed() {
  set(u"a"_s, State::Failed);
  QVERIFY(m_notices->isEmpty());
  QTRY_COMPARE(m_notices->size(), 1);
  QCOMPARE(title(0), u"a failed"_s);
  QCOMPARE(m_notices->at(0).at(1).toString(), u"No pod is ready. Look."_s);
  QCOMPARE(m_notices->at(0).at(2).toString(), u"uid-a"_s);
}

void TestTroubleNotices::whatFailsTogetherIsOneNotice() {
  set(u"a"_s, State::Failed);
  set(u"b"_s, State::Failed);
  QTRY_COMPARE(m_notices->size(), 1);
  QVERIFY(title(0).startsWith(u"2 forward"_s));
  QCOMPARE(m_notices->at(0).at(1).toString(), u"a, b"_s);
}

void TestTroubleNotices::worksAgain() {
  set(u"a"_s, State::Failed);
  QTRY_COMPARE(m_notices->size(), 1);
  set(u"a"_s, State::Starting);
  set(u"a"_s, State::Ready);
  QTRY_COMPARE(m_notices->size(), 2);
  QCOMPARE(title(1), u"a works again"_s);
}

void TestTroubleNotices::notMoreOftenThanThat() {
  set(u"a"_s, State::Failed);
  QTRY_COMPARE(m_notices->size(), 1);
  QElapsedTimer since;
  since.start();
  set(u"b"_s, State::Failed);
  set(u"c"_s, State::Failed);
  QTRY_COMPARE(m_notices->size(), 2);
  QVERIFY2(since.elapsed() >= 100, qPrintable(QString::number(since.elapsed())));
  QVERIFY(title(1).startsWith(u"2 forward"_s));
}

void TestTroubleNotices::aShortWaitIsNoNews() {
  set(u"a"_s, State::Waiting);
  set(u"a"_s, State::Ready);
  set(u"b"_s, State::Failed);  // something to wait for
  QTRY_COMPARE(m_notices->size(), 1);
  QCOMPARE(title(0), u"b failed"_s);
}

void TestTroubleNotices::aLongWaitIs() {
  set(u"a"_s, State::Waiting);
  QTRY_COMPARE(m_notices->size(), 1);
  QCOMPARE(title(0), u"a is waiting"_s);
  set(u"a"_s, State::Ready);
  QTRY_COMPARE(m_notices->size(), 2);
  QCOMPARE(title(1), u"a works again"_s);
}

void TestTroubleNotices::recoveredBeforeItWasTold() {
  set(u"a"_s, State::Failed);
  set(u"a"_s, State::Ready);
  set(u"b"_s, State::Failed);
  QTRY_COMPARE(m_notices->size(), 1);
  QCOMPARE(title(0), u"b failed"_s);
}

void TestTroubleNotices::stoppedByAPerson() {
  set(u"a"_s, State::Failed);
  QTRY_COMPARE(m_notices->size(), 1);
  set(u"a"_s, State::Stopped);
  set(u"a"_s, State::Starting);
  set(u"a"_s, State::Ready);
  set(u"b"_s, State::Failed);
  QTRY_COMPARE(m_notices->size(), 2);
  QCOMPARE(title(1), u"b failed"_s);  // not: a works again
}

void TestTroubleNotices::silenced() {
  m_source->setSilenced({u"uid-a"_s});
  set(u"a"_s, State::Failed);
  set(u"b"_s, State::Failed);
  QTRY_COMPARE(m_notices->size(), 1);
  QCOMPARE(title(0), u"b failed"_s);
}

void TestTroubleNotices::switchedOff() {
  set(u"a"_s, State::Failed);
  m_source->setEnabled(false);
  set(u"b"_s, State::Failed);
  m_source->setEnabled(true);
  set(u"c"_s, State::Failed);
  QTRY_COMPARE(m_notices->size(), 1);
  QCOMPARE(title(0), u"c failed"_s);
}

QTEST_MAIN(TestTroubleNotices)
#include "test_troublenotices.moc"
