#include <QApplication>
#include <QClipboard>
#include <QDesktopServices>
#include <QFileDialog>
#include <QMenu>
#include <QMimeData>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>
#include <QTranslator>

#include "app/demo/democluster.h"
#include "app/tray/demoforwards.h"
#include "app/tray/trayapplication.h"
#include "core/cluster/opensslthreads.h"
#include "core/control/controlfolder.h"
#include "tests/ui/uiwatchdog.h"
#include "ui/widgets/flatstyle.h"

using namespace portolan;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// A cluster that misbehaves in a thread of its own: slow, down, forbidding, cutting what is open.
class BadCluster : public QObject {
 public:
  explicit BadCluster(quint32 seed) : m_random(seed) {
    m_thread.setObjectName(u"cluster"_s);
    moveToThread(&m_thread);
    m_thread.start();
    QMetaObject::invokeMethod(
        this,
        [this] {
          m_cluster = std::make_unique<DemoCluster>();
          m_started = m_cluster->start().has_value();
          m_cluster->addSample();
          m_kubeconfig = m_cluster->kubeconfigPath();
          m_timer = std::make_unique<QTimer>();
          connect(m_timer.get(), &QTimer::timeout, this, &BadCluster::misbehave);
          m_timer->start(700);
        },
        Qt::BlockingQueuedConnection);
  }
  ~BadCluster() override {
    QMetaObject::invokeMethod(
        this,
        [this] {
          m_timer.reset();
          m_cluster.reset();
          endOpenSslThread();
        },
        Qt::BlockingQueuedConnection);
    m_thread.quit();
    m_thread.wait();
  }
  [[nodiscard]] bool isStarted() const { return m_started; }
  [[nodiscard]] const QString& kubeconfig() const { return m_kubeconfig; }

 private:
  void misbehave() {
    DemoFaults& faults = m_cluster->faults();
    switch (m_random.bounded(12)) {
      case 0:
        m_cluster->goDown();
        break;
      case 1:
      case 2:
        (void)m_cluster->comeBack();
        break;
      case 3:
        faults.apiDelay = std::chrono::milliseconds(m_random.bounded(1500));
        break;
      case 4:
        faults.apiDelay = 0ms;
        break;
      case 5:
        m_cluster->setForbidden(u"dev"_s, {u"list *"_s, u"watch *"_s});
        break;
      case 6:
        m_cluster->setForbidden(u"dev"_s, {});
        break;
      case 7:
        m_cluster->cutSessions(DemoCut::UnfinishedFrame);
        break;
      case 8:
        m_cluster->cutWatches();
        break;
      case 9:
        for (const QString& pod : m_cluster->names(u"Pod"_s)) {
          m_cluster->deletePod(pod);
        }
        break;
      case 10:
        m_cluster->sendGarbage(DemoLayer::Spdy);
        break;
      default:
        m_cluster->expireWatches();
    }
  }

  QThread m_thread;
  QRandomGenerator m_random;
  std::unique_ptr<DemoCluster> m_cluster;
  std::unique_ptr<QTimer> m_timer;
  bool m_started = false;
  QString m_kubeconfig;
};

/// Where the browser would be opened.
class Browser : public QObject {
  Q_OBJECT
 public:
  Q_SLOT void open(const QUrl&) { ++opened; }
  int opened = 0;
};

quint32 numberFrom(const char* variable, quint32 otherwise) {
  bool isNumber = false;
  const quint32 number = qEnvironmentVariable(variable).toUInt(&isNumber);
  return isNumber ? number : otherwise;
}

}  // namespace

/// Clicks and types at random into everything that the app shows while its cluster misbehaves. PORTOLAN_MONKEY_SECONDS
/// (10) and PORTOLAN_MONKEY_SEED say for how long and which way. The short one is the same way each time; a longer one
/// goes another way each time, and prints its seed.
class TestMonkey : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void initTestCase();
  void survives();

 private:
  void step(TrayApplication& application);
  [[nodiscard]] QWidget* anyWindow();
  void touch(QWidget* window);
  void type(QWidget* window);
  [[nodiscard]] int below(int bound) { return m_random.bounded(bound); }

  QRandomGenerator m_random;
  QTemporaryDir m_home;
  int m_steps = 0;
  QStringList m_last;  ///< what was done last, for a report
};

void TestMonkey::initTestCase() {
  keepOpenSslAtExit();
  Q_INIT_RESOURCE(resources);
  Q_INIT_RESOURCE(translations);
  QApplication::setQuitOnLastWindowClosed(false);
  FlatStyle::installOverFusion();
  for (const char* variable : {"HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR", "XDG_CACHE_HOME"}) {
    qputenv(variable, m_home.path().toUtf8());
  }
  qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent");
}

QWidget* TestMonkey::anyWindow() {
  if (QWidget* popup = QApplication::activePopupWidget()) {
    return popup;
  }
  if (QWidget* modal = QApplication::activeModalWidget()) {
    return modal;
  }
  QWidgetList windows;
  for (QWidget* window : QApplication::topLevelWidgets()) {
    if (window->isVisible() && !window->inherits("QTipLabel")) {
      windows += window;
    }
  }
  return windows.isEmpty() ? nullptr : windows.at(below(int(windows.size())));
}

void TestMonkey::touch(QWidget* window) {
  QWidgetList widgets;
  for (QWidget* widget : window->findChildren<QWidget*>()) {
    if (widget->isVisible() && widget->isEnabled() && widget->width() > 0 && widget->height() > 0) {
      widgets += widget;
    }
  }
  widgets += window;
  QWidget* widget = widgets.at(below(int(widgets.size())));
  const QPoint at(below(qMax(1, widget->width())), below(qMax(1, widget->height())));
  m_last += u"click %1 %2,%3"_s.arg(QString::fromLatin1(widget->metaObject()->className())).arg(at.x()).arg(at.y());
  if (auto* menu = qobject_cast<QMenu*>(widget)) {
    const QAction* action = menu->actionAt(at);
    if (action && action->text().startsWith(u"Quit"_s)) {
      return;  // the end of the game
    }
  }
  const auto button = below(8) == 0 ? Qt::RightButton : Qt::LeftButton;
  switch (below(6)) {
    case 0:
      QTest::mouseDClick(widget, button, {}, at);
      break;
    case 1:
      QTest::mouseMove(widget, at);
      break;
    default:
      QTest::mouseClick(widget, button, {}, at);
  }
}

void TestMonkey::type(QWidget* window) {
  static const QList<Qt::Key> keys{Qt::Key_Tab,  Qt::Key_Backtab, Qt::Key_Space, Qt::Key_Return, Qt::Key_Escape,
                                   Qt::Key_Up,   Qt::Key_Down,    Qt::Key_Left,  Qt::Key_Right,  Qt::Key_Delete,
                                   Qt::Key_Home, Qt::Key_End,     Qt::Key_F2,    Qt::Key_F6,     Qt::Key_Slash,
                                   Qt::Key_Menu, Qt::Key_PageDown};
  static const QList<Qt::Key> commands{Qt::Key_F, Qt::Key_C, Qt::Key_O, Qt::Key_R, Qt::Key_D, Qt::Key_N,     Qt::Key_I,
                                       Qt::Key_Z, Qt::Key_V, Qt::Key_A, Qt::Key_1, Qt::Key_4, Qt::Key_Return};
  QWidget* target = window->focusWidget() ? window->focusWidget() : window;
  switch (below(4)) {
    case 0: {
      static const QString letters = u"abcdeport80-/.:_=,üß字<&% "_s;
      QString text;
      for (int i = 0; i < 1 + below(6); ++i) {
        text += letters.at(below(int(letters.size())));
      }
      m_last += u"type %1"_s.arg(text);
      for (const QChar letter : text) {  // QTest::keyClicks takes ASCII only
        for (const QEvent::Type event : {QEvent::KeyPress, QEvent::KeyRelease}) {
          QTest::simulateEvent(target, event == QEvent::KeyPress, 0, {}, QString(letter), false);
        }
      }
      break;
    }
    case 1: {
      const Qt::Key key = commands.at(below(int(commands.size())));
      m_last += u"ctrl %1"_s.arg(key);
      QTest::keyClick(target, key, below(4) == 0 ? Qt::ControlModifier | Qt::ShiftModifier : Qt::ControlModifier);
      break;
    }
    default: {
      const Qt::Key key = keys.at(below(int(keys.size())));
      m_last += u"key %1"_s.arg(key);
      QTest::keyClick(target, key);
    }
  }
}

void TestMonkey::step(TrayApplication& application) {
  ++m_steps;
  while (m_last.size() > 20) {
    m_last.removeFirst();
  }
  // A file dialog can rename and delete what it shows.
  for (QWidget* window : QApplication::topLevelWidgets()) {
    if (auto* dialog = qobject_cast<QFileDialog*>(window)) {
      dialog->reject();
      return;
    }
  }
  if (below(40) == 0) {
    m_last += u"popup"_s;
    application.togglePopup({500, 500, 24, 24});
    return;
  }
  if (below(150) == 0) {
    m_last += u"other settings"_s;
    QGuiApplication::setLayoutDirection(below(2) ? Qt::RightToLeft : Qt::LeftToRight);
    QApplication::setPalette(below(2) ? FlatStyle::darkPalette() : FlatStyle::lightPalette());
    return;
  }
  QWidget* window = anyWindow();
  if (!window) {
    application.togglePopup({500, 500, 24, 24});
    return;
  }
  if (below(60) == 0) {
    m_last += u"close %1"_s.arg(QString::fromLatin1(window->metaObject()->className()));
    window->close();
  } else if (below(60) == 0) {
    window->resize(200 + below(1400), 100 + below(900));
  } else if (below(3) == 0) {
    type(window);
  } else {
    touch(window);
  }
}

void TestMonkey::survives() {
  const bool isShort = !qEnvironmentVariableIsSet("PORTOLAN_MONKEY_SECONDS");
  const quint32 seed =
      numberFrom("PORTOLAN_MONKEY_SEED", isShort ? 20'261'126 : QRandomGenerator::global()->generate());
  const quint32 seconds = numberFrom("PORTOLAN_MONKEY_SECONDS", 10);
  qInfo("PORTOLAN_MONKEY_SEED=%u", seed);
  m_random.seed(seed);
  Browser browser;
  for (const auto& scheme : {u"http"_s, u"https"_s, u"file"_s}) {
    QDesktopServices::setUrlHandler(scheme, &browser, "open");
  }
  BadCluster cluster(seed);
  QVERIFY(cluster.isStarted());
  QVERIFY(saveForwards(m_home.filePath(u"forwards.json"_s), demoForwards(cluster.kubeconfig())));
  const auto folder = controlFolder();
  QVERIFY(folder);
  TrayOptions options;
  options.forwards = m_home.filePath(u"forwards.json"_s);
  options.kubeconfig = cluster.kubeconfig();
  options.patience = 0s;  // no tray here: the window opens
  UiWatchdog watchdog;
  {
    TrayApplication application(options, *folder);
    application.start();
    QTRY_VERIFY(anyWindow());
    QGuiApplication::clipboard()->setText(u"[{\"service\":\"web\",\"local_port\":1,\"remote_port\":80}]"_s);
    QTest::qWait(200);
    watchdog.forget();
    const QDeadlineTimer end(std::chrono::seconds{seconds});
    while (!end.hasExpired()) {
      step(application);
      QTest::qWait(below(5) == 0 ? 20 : 0);
    }
  }
  for (const auto& scheme : {u"http"_s, u"https"_s, u"file"_s}) {
    QDesktopServices::unsetUrlHandler(scheme);
  }
  qInfo("%d steps; at most %.0f ms of CPU in a turn of the loop, %lld ms by the clock; browser asked for %d times",
        m_steps, watchdog.worstBusy(), static_cast<long long>(watchdog.worstTurn()), browser.opened);
  QVERIFY2(watchdog.worstBusy() <= numberFrom("PORTOLAN_MONKEY_BUSY", 100), qPrintable(m_last.join(u"; "_s)));
  QVERIFY2(watchdog.worstTurn() <= numberFrom("PORTOLAN_MONKEY_TURN", 2000), qPrintable(m_last.join(u"; "_s)));
}

QTEST_MAIN(TestMonkey)
#include "test_monkey.moc"
