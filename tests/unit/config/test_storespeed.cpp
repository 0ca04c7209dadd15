#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>
#include <algorithm>
#include <ctime>
#include <memory>
#include <vector>

#include "core/config/forwardsfile.h"
#include "core/config/importplan.h"

using namespace portolan;
using namespace Qt::StringLiterals;

namespace {

constexpr int kForwards = 10'000;

/// As many as a store may have, with what a saved forward usually has.
QList<ForwardConfig> manyForwards() {
  QByteArray json = "[";
  for (int i = 0; i < kForwards; ++i) {
    const QByteArray n = QByteArray::number(i);
    json += QByteArray(i == 0 ? "" : ",") + R"({"alias": "service-)" + n +
            R"(", "context": "prod-eu", "namespace": "team-)" + QByteArray::number(i % 50) +
            R"(", "service": "backend-)" + n + R"(", "workload_type": "service",
            "protocol": "tcp", "local_port": )" +
            QByteArray::number(1024 + i) + R"(, "remote_port": 80,
            "http_logs_enabled": true, "portolan": {"version": 1, "uid": "00000000-0000-0000-0000-)" +
            n + R"(", "tags": ["shop", "team"], "notes": "What it is for."}})";
  }
  return parseForwards(json + "]", u"many"_s).value_or(QList<ForwardConfig>());
}

struct Milliseconds {
  double wall = 1e9;
  double cpu = 1e9;
};

double cpuMilliseconds() {
  timespec time{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return double(time.tv_sec) * 1e3 + double(time.tv_nsec) / 1e6;
}

/// The best of some: what the code needs, not what else the machine does.
template <typename Work>
Milliseconds best(const Work& work) {
  Milliseconds best;
  for (int i = 0; i < 7; ++i) {
    QElapsedTimer timer;
    timer.start();
    const double cpu = cpuMilliseconds();
    work();
    best = {std::min(best.wall, double(timer.nsecsElapsed()) / 1e6), std::min(best.cpu, cpuMilliseconds() - cpu)};
  }
  return best;
}

}  // namespace

/// The figures that the store promises for 10,000 forwards. Generous where a sanitizer slows it down.
class TestStoreSpeed : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void initTestCase();
  void loading();
  void previewing();
  void saving();

 private:
  void judge(const char* what, const Milliseconds& took, double limit);

  QTemporaryDir m_folder;
  QString m_path;
  QList<ForwardConfig> m_forwards;
};

void TestStoreSpeed::judge(const char* what, const Milliseconds& took, double limit) {
  qInfo("%d forwards, %s: %.1f ms, %.1f ms of them computing (limit %.0f ms)", kForwards, what, took.wall, took.cpu,
        limit);
#if defined(PORTOLAN_SANITIZED) || defined(PORTOLAN_COVERAGE)
  QVERIFY(took.cpu <= limit * 20);
#else
  // On a busy machine the clock on the wall says little, so that is for people to read; and half of a core that is
  // shared computes half as fast.
  QVERIFY(took.cpu <= limit * 2);
#endif
}

void TestStoreSpeed::initTestCase() {
  m_path = m_folder.filePath(u"forwards.json"_s);
  m_forwards = manyForwards();
  QCOMPARE(m_forwards.size(), kForwards);
  QVERIFY(saveForwards(m_path, m_forwards));
}

void TestStoreSpeed::loading() {
  std::vector<std::unique_ptr<ForwardsFile>> files;  // kept: what is loaded is used, not thrown away
  judge("load", best([&] {
          files.push_back(std::make_unique<ForwardsFile>(m_path));
          QVERIFY(files.back()->refresh());
          QCOMPARE(files.back()->forwards().size(), kForwards);
        }),
        100);
}

void TestStoreSpeed::previewing() {
  QFile file(m_path);
  QVERIFY(file.open(QIODevice::ReadOnly));
  const QByteArray json = file.readAll();
  const auto entries = parseEntries(json, m_path);
  QVERIFY(entries.has_value());
  judge("preview, all the same",
        best([&] { QCOMPARE(ImportPlan::make(m_forwards, *entries).count(ImportPlan::Kind::Same), kForwards); }), 200);
  judge("preview, all new",
        best([&] { QCOMPARE(ImportPlan::make({}, *entries).count(ImportPlan::Kind::New), kForwards); }), 200);
}

void TestStoreSpeed::saving() {
  ForwardsFile file(m_path);
  QVERIFY(file.refresh());
  int n = 0;
  judge("one change", best([&] {
          ForwardsChange change;
          change.entries += {file.forwards().at(5'000), file.forwards().at(5'000), -1};
          change.entries[0].after->notes = QString::number(++n);
          QVERIFY(file.apply(change));
        }),
        20);
  ForwardsFile again(m_path);
  QVERIFY(again.refresh());
  QCOMPARE(again.forwards().at(5'000).notes, QString::number(n));
}

QTEST_APPLESS_MAIN(TestStoreSpeed)
#include "test_storespeed.moc"
