#include <QTest>

#include "tests/ui/samples.h"
#include "ui/models/importlines.h"

using namespace portolan;
using namespace Qt::StringLiterals;

namespace {

QStringList texts(const ImportPlan& plan) {
  QStringList texts;
  for (const auto& line : ImportLines::of(plan)) {
    texts += line.text;
  }
  return texts;
}

}  // namespace

class TestImportLines : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void saysWhatHappens();
  void problemsComeFirst();
  void longListsAreCut();
};

void TestImportLines::saysWhatHappens() {
  const auto mine = sampleForward(u"mine"_s, u"prod-eu"_s, 1000);
  auto changed = mine;
  changed.alias = u"ours"_s;
  auto added = sampleForward(u"web"_s, u"prod-eu"_s, 1001);
  added.localAddress = u"0.0.0.0"_s;
  added.autostart = true;
  QCOMPARE(texts(ImportPlan::make({mine}, QList{changed, added})),
           (QStringList{u"Reachable from other computers while on: web (0.0.0.0)"_s, u"1 new: web"_s,
                        u"1 changed: ours. What is on restarts with the change."_s,
                        u"Starting with Portolan is switched off for 1 of them"_s}));
  QCOMPARE(texts(ImportPlan::make({mine}, QList{mine})), QStringList{u"1 already here and unchanged"_s});
}

void TestImportLines::problemsComeFirst() {
  const auto mine = sampleForward(u"mine"_s, u"prod-eu"_s, 1000);
  auto dns = sampleForward(u"dns"_s, u"prod-eu"_s, 1000);
  dns.uid = u"dns"_s;
  dns.protocol = ForwardConfig::Protocol::Udp;
  auto other = sampleForward(u"other"_s, u"prod-eu"_s, 1000);
  other.uid = u"other"_s;
  const auto lines = ImportLines::of(ImportPlan::make({mine}, QList{dns, other}));
  QCOMPARE(lines.constFirst().kind, ImportLines::Line::Kind::Problem);
  QVERIFY2(lines.at(0).text.startsWith(u"dns cannot be run: "_s), qPrintable(lines.at(0).text));
  QCOMPARE(lines.at(1).text, u"Another forward has the same local port: other (1000)"_s);
}

void TestImportLines::longListsAreCut() {
  QList<ForwardConfig> many;
  for (int i = 0; i < 300; ++i) {
    auto config = sampleForward(u"f%1"_s.arg(i), u"prod-eu"_s, quint16(1000 + i));
    config.protocol = ForwardConfig::Protocol::Udp;
    many += config;
  }
  const auto lines = texts(ImportPlan::make({}, many));
  QCOMPARE(lines.size(), 7);  // five problems, how many more, and what is new
  QCOMPARE(lines.at(5), u"295 more have problems."_s);
  QVERIFY(lines.at(6).size() < 100);
}

QTEST_APPLESS_MAIN(TestImportLines)
#include "test_importlines.moc"
