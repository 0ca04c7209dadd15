#include <QPointer>
#include <QSignalSpy>
#include <QTest>

#include "core/cluster/renewingcredentials.h"

using namespace Qt::StringLiterals;
using portolan::ErrorCode;
using portolan::Identity;
using portolan::IdentityRequest;
using portolan::Result;

namespace {

Identity identityOf(const QByteArray& token) {
  Identity identity;
  identity.bearerToken = token;
  return identity;
}

/// Renewals begin and end as the test says, and so does time.
class TestCredentials final : public portolan::RenewingCredentials {
 public:
  TestCredentials() : RenewingCredentials([this] { return time; }) {}

  void succeed(const QByteArray& token, int life = 0) {
    renewed(Renewal{.identity = identityOf(token), .expiry = life > 0 ? time.addSecs(life) : QDateTime()});
  }
  void fail(const QString& detail) {
    renewed(portolan::fail(ErrorCode::LoginFailed, portolan::Stage::Authentication, detail));
  }

  QDateTime time = QDateTime(QDate(2026, 1, 1), QTime(12, 0), Qt::UTC);
  int begun = 0;
  int cancelled = 0;

 protected:
  void beginRenewal() override { ++begun; }
  void cancelRenewal() override { ++cancelled; }
};

/// Asks, and remembers the answer.
struct Asker {
  explicit Asker(TestCredentials& credentials) : request(credentials.request(nullptr)) {
    QObject::connect(request.get(), &IdentityRequest::finished, request.get(), [this](const Result<Identity>& result) {
      ++answers;
      answer = result ? QString::fromUtf8(result->bearerToken) : u"error: "_s + result.error().detail;
    });
  }
  std::unique_ptr<IdentityRequest> request;
  QString answer;
  int answers = 0;
};

}  // namespace

class TestRenewingCredentials : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void oneRenewalForAllWhoWait();
  void whatIsThereServes();
  void renewsBeforeItExpires_data();
  void renewsBeforeItExpires();
  void failedRenewalLeavesWhatIsGood();
  void expiredIsAnError();
  void expiredOnArrivalServesForAMoment();
  void errorServesThoseWhoStartTogether();
  void cancelledWithTheLastOneWaiting();
  void anotherOneFollowsAtOnce();
  void rejectedIsRenewedOnce();
  void lateRejectionsOfTheOldOneAreNothing();
  void receiverMayDeleteEverything();
};

void TestRenewingCredentials::oneRenewalForAllWhoWait() {
  TestCredentials credentials;
  std::vector<std::unique_ptr<Asker>> askers;
  for (int i = 0; i < 50; ++i) {
    askers.push_back(std::make_unique<Asker>(credentials));
  }
  QCOMPARE(credentials.begun, 1);
  credentials.succeed("a");
  for (const auto& asker : askers) {
    QCOMPARE(asker->answer, u"a"_s);
    QCOMPARE(asker->answers, 1);
  }
}

void TestRenewingCredentials::whatIsThereServes() {
  TestCredentials credentials;
  Asker first(credentials);
  credentials.succeed("a");
  Asker second(credentials);
  QCOMPARE(second.answers, 0);  // never from inside the call
  QTRY_COMPARE(second.answer, u"a"_s);
  QCOMPARE(credentials.begun, 1);
}

void TestRenewingCredentials::renewsBeforeItExpires_data() {
  QTest::addColumn<int>("life");
  QTest::addColumn<int>("goodUntil");  // ms
  QTest::newRow("an hour: half a minute before") << 3600 << 3'570'000;
  QTest::newRow("a minute: a tenth before") << 60 << 54'000;
  QTest::newRow("three seconds") << 3 << 2'700;
}

void TestRenewingCredentials::renewsBeforeItExpires() {
  QFETCH(int, life);
  QFETCH(int, goodUntil);
  TestCredentials credentials;
  const QDateTime start = credentials.time;
  Asker first(credentials);
  credentials.succeed("a", life);
  credentials.time = start.addMSecs(goodUntil - 1);
  Asker before(credentials);
  QCOMPARE(credentials.begun, 1);
  credentials.time = start.addMSecs(goodUntil);
  Asker after(credentials);
  QCOMPARE(credentials.begun, 2);
  credentials.succeed("b", life);
  QCOMPARE(after.answer, u"b"_s);
  QTRY_COMPARE(before.answer, u"a"_s);
}

void TestRenewingCredentials::failedRenewalLeavesWhatIsGood() {
  TestCredentials credentials;
  Asker first(credentials);
  credentials.succeed("a", 60);
  credentials.time = credentials.time.addSecs(54);
  Asker due(credentials);
  credentials.fail(u"offline"_s);
  QCOMPARE(due.answer, u"a"_s);
  // Not for each request anew.
  credentials.time = credentials.time.addSecs(2);
  Asker soon(credentials);
  QTRY_COMPARE(soon.answer, u"a"_s);
  QCOMPARE(credentials.begun, 2);
  credentials.time = credentials.time.addSecs(3);
  Asker later(credentials);
  QCOMPARE(credentials.begun, 3);
  credentials.succeed("b", 60);
  QCOMPARE(later.answer, u"b"_s);
}

void TestRenewingCredentials::expiredIsAnError() {
  TestCredentials credentials;
  Asker first(credentials);
  credentials.succeed("a", 60);
  credentials.time = credentials.time.addSecs(61);
  Asker late(credentials);
  credentials.fail(u"offline"_s);
  QCOMPARE(late.answer, u"error: offline"_s);
}

void TestRenewingCredentials::expiredOnArrivalServesForAMoment() {
  // A clock that is wrong, or a plugin that keeps its token for too long: one run a second is enough.
  TestCredentials credentials;
  Asker first(credentials);
  credentials.time = credentials.time.addSecs(10);
  credentials.succeed("a", 1);
  credentials.time = credentials.time.addMSecs(999);
  Asker second(credentials);
  QTRY_COMPARE(second.answer, u"a"_s);
  QCOMPARE(credentials.begun, 1);
  credentials.time = credentials.time.addMSecs(1);
  Asker third(credentials);
  QCOMPARE(credentials.begun, 2);
}

void TestRenewingCredentials::errorServesThoseWhoStartTogether() {
  TestCredentials credentials;
  Asker first(credentials);
  credentials.fail(u"broken"_s);
  QCOMPARE(first.answer, u"error: broken"_s);
  credentials.time = credentials.time.addMSecs(999);
  Asker second(credentials);
  QTRY_COMPARE(second.answer, u"error: broken"_s);
  QCOMPARE(credentials.begun, 1);
  credentials.time = credentials.time.addMSecs(1);
  Asker third(credentials);
  QCOMPARE(credentials.begun, 2);
}

void TestRenewingCredentials::cancelledWithTheLastOneWaiting() {
  TestCredentials credentials;
  auto first = std::make_unique<Asker>(credentials);
  auto second = std::make_unique<Asker>(credentials);
  first.reset();
  QCoreApplication::processEvents();
  QCOMPARE(credentials.cancelled, 0);
  second.reset();
  QTRY_COMPARE(credentials.cancelled, 1);
  Asker third(credentials);
  QCOMPARE(credentials.begun, 2);
}

void TestRenewingCredentials::anotherOneFollowsAtOnce() {
  TestCredentials credentials;
  auto first = std::make_unique<Asker>(credentials);
  first.reset();
  Asker second(credentials);
  QCoreApplication::processEvents();
  QCOMPARE(credentials.cancelled, 0);
  QCOMPARE(credentials.begun, 1);
  credentials.succeed("a");
  QCOMPARE(second.answer, u"a"_s);
}

void TestRenewingCredentials::rejectedIsRenewedOnce() {
  TestCredentials credentials;
  Asker first(credentials);
  credentials.succeed("a");
  credentials.reject(identityOf("a"));
  credentials.reject(identityOf("a"));  // fifty forwards say so
  Asker second(credentials);
  QCOMPARE(credentials.begun, 2);
  // The same again: the plugin has no better one, and is left alone for a while.
  credentials.succeed("a");
  credentials.reject(identityOf("a"));
  Asker third(credentials);
  QTRY_COMPARE(third.answer, u"a"_s);
  QCOMPARE(credentials.begun, 2);
  credentials.time = credentials.time.addSecs(10);
  credentials.reject(identityOf("a"));
  Asker fourth(credentials);
  QCOMPARE(credentials.begun, 3);
}

void TestRenewingCredentials::lateRejectionsOfTheOldOneAreNothing() {
  TestCredentials credentials;
  Asker first(credentials);
  credentials.succeed("a");
  credentials.reject(identityOf("a"));
  Asker second(credentials);
  credentials.succeed("b");
  credentials.reject(identityOf("a"));
  Asker third(credentials);
  QTRY_COMPARE(third.answer, u"b"_s);
  QCOMPARE(credentials.begun, 2);
}

void TestRenewingCredentials::receiverMayDeleteEverything() {
  auto credentials = std::make_unique<TestCredentials>();
  auto first = std::make_unique<Asker>(*credentials);
  auto second = std::make_unique<Asker>(*credentials);
  const QPointer<IdentityRequest> other = second->request.get();
  connect(first->request.get(), &IdentityRequest::finished, this, [&] {
    second.reset();
    first->request.release()->deleteLater();
    credentials.release()->deleteLater();
  });
  credentials->succeed("a");
  QVERIFY(!other);
  QCOMPARE(first->answer, u"a"_s);
}

QTEST_GUILESS_MAIN(TestRenewingCredentials)
#include "test_renewingcredentials.moc"
