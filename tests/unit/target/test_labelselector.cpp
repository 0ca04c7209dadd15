#include <QJsonArray>
#include <QTest>

#include "core/target/labelselector.h"

using namespace portolan;
using namespace Qt::StringLiterals;

/// The situations of apimachinery's pkg/labels/selector_test.go.
class TestLabelSelector : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void matches_data();
  void matches();
  void refuses_data();
  void refuses();
  void comesFromAnObject();
};

void TestLabelSelector::matches_data() {
  QTest::addColumn<QString>("selector");
  QTest::addColumn<bool>("matches");
  const auto row = [](const QString& selector, bool matches) {
    QTest::newRow(qPrintable(selector)) << selector << matches;
  };
  row(u""_s, true);
  row(u"app=web"_s, true);
  row(u"app==web"_s, true);
  row(u" app = web "_s, true);
  row(u"app=db"_s, false);
  row(u"app!=db"_s, true);
  row(u"app!=web"_s, false);
  row(u"none!=web"_s, true);
  row(u"none=web"_s, false);
  row(u"app"_s, true);
  row(u"none"_s, false);
  row(u"!none"_s, true);
  row(u"! app"_s, false);
  row(u"empty="_s, true);
  row(u"app="_s, false);
  row(u"app in (db,web)"_s, true);
  row(u"app in (db)"_s, false);
  row(u"app in ()"_s, false);
  row(u"app notin (db)"_s, true);
  row(u"app notin (web, db)"_s, false);
  row(u"none notin (web)"_s, true);
  row(u"app=web,tier in (front,back),!none"_s, true);
  row(u"app=web,tier=db"_s, false);
  row(u"example.com/part-of=shop.v1"_s, true);
}

void TestLabelSelector::matches() {
  QFETCH(QString, selector);
  const QJsonObject labels{
      {u"app"_s, u"web"_s}, {u"tier"_s, u"front"_s}, {u"empty"_s, QString()}, {u"example.com/part-of"_s, u"shop.v1"_s}};
  const auto parsed = LabelSelector::parse(selector);
  QVERIFY2(parsed.has_value(), qPrintable(parsed ? QString() : parsed.error().detail));
  QTEST(parsed->matches(labels), "matches");
}

void TestLabelSelector::refuses_data() {
  QTest::addColumn<QString>("selector");
  for (const QString& selector :
       {u"app=web,"_s, u"=web"_s, u"app in"_s, u"app in (a"_s, u"app in a)"_s, u"app=web tier=front"_s, u"app=a=b"_s,
        u"replicas>1"_s, u"!"_s, u"!app=web"_s, u"app,,tier"_s, u"(a)"_s}) {
    QTest::newRow(qPrintable(selector)) << selector;
  }
}

void TestLabelSelector::refuses() {
  QFETCH(QString, selector);
  const auto parsed = LabelSelector::parse(selector);
  QVERIFY(!parsed.has_value());
  QCOMPARE(parsed.error().code, ErrorCode::InvalidArgument);
}

void TestLabelSelector::comesFromAnObject() {
  const QJsonObject labels{{u"app"_s, u"web"_s}, {u"tier"_s, u"front"_s}};
  QVERIFY(LabelSelector::fromObject({{u"app"_s, u"web"_s}}).matches(labels));
  QVERIFY(!LabelSelector::fromObject({{u"app"_s, u"db"_s}}).matches(labels));
  QVERIFY(LabelSelector::fromObject({}).isEmpty());
  const QJsonObject expression{
      {u"key"_s, u"tier"_s}, {u"operator"_s, u"NotIn"_s}, {u"values"_s, QJsonArray{u"back"_s}}};
  const QJsonObject selector{{u"matchLabels"_s, QJsonObject{{u"app"_s, u"web"_s}}},
                             {u"matchExpressions"_s, QJsonArray{expression}}};
  QVERIFY(LabelSelector::fromObject(selector).matches(labels));
  QVERIFY(!LabelSelector::fromObject(selector).matches({{u"app"_s, u"web"_s}, {u"tier"_s, u"back"_s}}));
}

QTEST_GUILESS_MAIN(TestLabelSelector)
#include "test_labelselector.moc"
