// Pictures of the main window with sample data, without a cluster: gallery FOLDER. With QT_SCALE_FACTOR=2 at twice the
// size; see `./dev screenshots` for those of the whole program.
#include <QApplication>
#include <QDir>
#include <QLineEdit>
#include <QTest>
#include <cstdio>

#include "tests/ui/harbor.h"
#include "ui/widgets/flatstyle.h"
#include "ui/window/logwindow.h"
#include "ui/window/mainwindow.h"

using namespace portolan;
using namespace Qt::StringLiterals;

namespace {

class Gallery {
 public:
  explicit Gallery(QString folder) : m_folder(std::move(folder)) { QDir().mkpath(m_folder); }

  bool take(QWidget& window, const QSize& size, const QString& name) {
    window.resize(size);
    window.show();
    QTest::qWait(150);
    const QString scale = qFuzzyCompare(window.devicePixelRatioF(), 1.0)
                              ? QString()
                              : u"@%1x"_s.arg(window.devicePixelRatioF(), 0, 'g', 3);
    const QString path = m_folder + u'/' + name + scale + u".png"_s;
    const bool saved = window.grab().save(path);
    std::printf("%s\n", qPrintable(path));
    return saved;
  }

 private:
  QString m_folder;
};

/// A dark desktop as the designed pictures have it.
QPalette darkPalette() {
  QPalette palette = FlatStyle().standardPalette();
  const QColor window(0x23272c);
  const QColor base(0x1b1e22);
  const QColor text(0xe4e7ea);
  const QColor accent(0x4a9ae0);
  for (const auto role : {QPalette::Window, QPalette::Button, QPalette::AlternateBase, QPalette::ToolTipBase}) {
    palette.setColor(role, window);
  }
  palette.setColor(QPalette::Base, base);
  for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::ToolTipText}) {
    palette.setColor(role, text);
    palette.setColor(QPalette::Disabled, role, QColor(0x7c8187));
  }
  palette.setColor(QPalette::Highlight, accent);
  palette.setColor(QPalette::HighlightedText, QColor(0x10161c));
  palette.setColor(QPalette::Link, accent);
  return palette;
}

void setDark(bool dark) {
  QApplication::setPalette(dark ? darkPalette() : FlatStyle().standardPalette());
}

}  // namespace

int main(int argc, char* argv[]) {
  QApplication app(argc, argv);
  Q_INIT_RESOURCE(resources);
  if (argc < 2) {
    std::fprintf(stderr, "usage: gallery FOLDER [FONT]\n");
    return 2;
  }
  FlatStyle::installOverFusion();
  if (argc > 2) {
    QApplication::setFont(QFont(QString::fromLocal8Bit(argv[2]), 10));
  }
  Gallery gallery(QString::fromLocal8Bit(argv[1]));
  bool ok = true;
  for (const bool dark : {false, true}) {
    setDark(dark);
    const QString end = dark ? u"-dark"_s : u"-light"_s;
    {
      Harbor harbor;
      MainWindow window(harbor.model(), harbor.journal());
      window.setClosable(true);
      window.show();
      window.showForward(u"uid-orders-db"_s);
      window.setDetails(harbor.details());
      if (dark) {
        window.offerUndo(u"Deleted old-billing"_s);
      }
      ok &= gallery.take(window, QSize(1360, dark ? 958 : 914), u"window"_s + end);
      window.showForward(u"uid-payments-api"_s);
      ok &= gallery.take(window, QSize(1360, 914), u"window-port"_s + end);
      window.showForward(u"uid-kafka-ui"_s);
      ok &= gallery.take(window, QSize(1120, 800), u"window-waiting"_s + end);
      window.showForward(u"uid-opensearch"_s);
      ok &= gallery.take(window, QSize(900, 560), u"window-small"_s + end);
      window.setWindowLayout({.grouping = ForwardsFilter::Grouping::Tag, .details = WindowLayout::Details::Right});
      window.showForward(u"uid-orders-db"_s);
      window.setDetails(harbor.details());
      ok &= gallery.take(window, QSize(1360, 914), u"window-right"_s + end);
      window.findChild<QLineEdit*>()->setText(u"nowhere"_s);
      ok &= gallery.take(window, QSize(1120, 700), u"window-nothing"_s + end);
      LogWindow log(harbor.journal());
      log.setForwards(harbor.model());
      ok &= gallery.take(log, QSize(800, 480), u"log"_s + end);
    }
    {
      Harbor harbor(Harbor::Weather::Expired);
      MainWindow window(harbor.model(), harbor.journal());
      window.show();
      window.showForward(u"uid-orders-db"_s);
      window.setDetails(harbor.details());
      ok &= gallery.take(window, QSize(1360, 920), u"window-failure"_s + end);
    }
    {
      ForwardsModel model;
      const Journal journal;
      MainWindow window(model, journal);
      window.setClosable(true);
      window.setContexts({u"prod-eu"_s, u"staging"_s, u"kind-dev"_s});
      window.setLoginTools({u"aws"_s, u"kubelogin"_s});
      window.setStartsAtLogin(true);
      ok &= gallery.take(window, QSize(1080, 700), u"first-run"_s + end);
      window.setReason(u"This desktop shows no system tray, so Portolan stays in this window."_s);
      ok &= gallery.take(window, QSize(900, 560), u"first-run-small"_s + end);
    }
  }
  setDark(false);
  QGuiApplication::setLayoutDirection(Qt::RightToLeft);
  {
    Harbor harbor;
    MainWindow window(harbor.model(), harbor.journal());
    window.show();
    window.showForward(u"uid-orders-db"_s);
    window.setDetails(harbor.details());
    ok &= gallery.take(window, QSize(1360, 914), u"window-rtl"_s);
  }
  return ok ? 0 : 1;
}
