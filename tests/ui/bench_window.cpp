// What a thousand forwards cost in the window: bench_window [SECONDS]. Time for a keystroke in the search field, for a
// page of scrolling, and the part of a core that a second's statuses of all of them take; painting included. Figures,
// not a test.
#include <sys/resource.h>
#include <time.h>

#include <QApplication>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QScrollBar>
#include <QTest>
#include <algorithm>
#include <cstdio>

#include "core/forward/journal.h"
#include "ui/widgets/flatstyle.h"
#include "ui/window/forwardsview.h"
#include "ui/window/mainwindow.h"

using namespace portolan;
using namespace Qt::StringLiterals;

namespace {

constexpr int kForwards = 1000;

double cpuSeconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
         double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

/// Of this thread: what does not depend on who else uses the computer.
double threadMilliseconds() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return double(time.tv_sec) * 1e3 + double(time.tv_nsec) / 1e6;
}

void print(const char* what, std::vector<double> milliseconds) {
  std::sort(milliseconds.begin(), milliseconds.end());
  std::printf("%-42s median %6.2f ms   worst %6.2f ms\n", what, milliseconds[milliseconds.size() / 2],
              milliseconds.back());
}

ForwardStatus statusOf(int i, int second) {
  ForwardStatus status;
  status.uid = u"uid-%1"_s.arg(i);
  status.context = u"cluster-%1"_s.arg(i % 20);
  status.state = ForwardStatus::State::Ready;
  status.stage = Stage::Relay;
  status.since = QDateTime::fromSecsSinceEpoch(1'795'000'000);
  status.pod = u"service-%1-7c9fd5-k8m2v"_s.arg(i);
  status.pods = QStringList{status.pod};
  status.localPort = quint16(10'000 + i);
  status.connections = 1;
  status.totalConnections = 5;
  status.bytesFromPod = qint64(second) * 1000 * (i % 17);
  status.bytesToPod = qint64(second) * 100;
  return status;
}

}  // namespace

int main(int argc, char* argv[]) {
  QApplication app(argc, argv);
  Q_INIT_RESOURCE(resources);
  FlatStyle::installOverFusion();
  const int seconds = argc > 1 ? std::max(1, std::atoi(argv[1])) : 10;

  ForwardsModel model;
  Journal journal;
  QList<ForwardConfig> configs;
  for (int i = 0; i < kForwards; ++i) {
    ForwardConfig config;
    config.uid = u"uid-%1"_s.arg(i);
    config.alias = u"service-%1"_s.arg(i);
    config.context = u"cluster-%1"_s.arg(i % 20);
    config.ns = u"team-%1"_s.arg(i % 30);
    config.service = config.alias;
    config.remotePort = u"8080"_s;
    config.localPort = quint16(10'000 + i);
    config.tags = QStringList{u"tag-%1"_s.arg(i % 7)};
    configs += config;
  }
  model.setForwards(configs);
  MainWindow window(model, journal);
  window.resize(1360, 914);
  window.show();
  QTest::qWait(300);
  for (int i = 0; i < kForwards; ++i) {
    model.setStatus(statusOf(i, 0));
  }
  model.flush();
  auto* view = window.findChild<ForwardsView*>();
  auto* search = window.findChild<QLineEdit*>();

  std::vector<double> keystrokes;
  for (const QString& text : {u"service-7"_s, u"cluster-3 team"_s, u"tag-1"_s, u"1"_s, u"nothing like it"_s}) {
    QString typed;
    for (int i = 0; i <= 2 * int(text.size()); ++i) {
      typed = i <= int(text.size()) ? text.left(i) : text.left(2 * int(text.size()) - i);
      const double before = threadMilliseconds();
      search->setText(typed);
      window.repaint();
      QCoreApplication::sendPostedEvents();
      keystrokes.push_back(threadMilliseconds() - before);
    }
  }
  print("keystroke: filter and paint", keystrokes);

  std::vector<double> pages;
  search->clear();
  QCoreApplication::processEvents();
  QScrollBar* bar = view->verticalScrollBar();
  for (int value = 0; value < bar->maximum(); value += bar->pageStep()) {
    const double before = threadMilliseconds();
    bar->setValue(value);
    view->viewport()->repaint();
    pages.push_back(threadMilliseconds() - before);
  }
  print("scrolling: a page", pages);

  // As the engine reports: each forward once a second, spread over it.
  const auto costOf = [&](bool visible) {
    window.setVisible(visible);
    QTest::qWait(300);
    const double before = cpuSeconds();
    QElapsedTimer wall;
    wall.start();
    for (int second = 1; second <= seconds; ++second) {
      for (int part = 0; part < 10; ++part) {
        for (int i = part; i < kForwards; i += 10) {
          model.setStatus(statusOf(i, second + (visible ? 0 : seconds)));
        }
        QTest::qWait(int(std::max<qint64>(1, (second - 1) * 1000 + (part + 1) * 100 - wall.elapsed())));
      }
    }
    return 100 * (cpuSeconds() - before) / (double(wall.elapsed()) / 1000);
  };
  const double idle = [&] {
    window.show();
    const double before = cpuSeconds();
    QElapsedTimer wall;
    wall.start();
    QTest::qWait(seconds * 1000);
    return 100 * (cpuSeconds() - before) / (double(wall.elapsed()) / 1000);
  }();
  std::printf("%-42s %6.2f %% of a core\n", "shown, nothing happens (clocks, waiting)", idle);
  std::printf("%-42s %6.2f %% of a core\n", "shown, 1,000 statuses a second", costOf(true));
  std::printf("%-42s %6.2f %% of a core\n", "hidden, 1,000 statuses a second", costOf(false));
  return 0;
}
