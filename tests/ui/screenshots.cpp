// The pictures of the README and of docs/: portolan_screenshots FOLDER [light|dark] [LANGUAGE]. Windows are the real
// ones, filled with the same forwards each time, at a moment that stands still. QT_SCALE_FACTOR=2 makes them twice as
// large. `./dev screenshots` makes them all.

#include <QApplication>
#include <QDir>
#include <QEventLoop>
#include <QListView>
#include <QPainter>
#include <QTabWidget>
#include <QTimer>
#include <QTranslator>
#include <cstdio>
#include <functional>

#include "tests/ui/harbor.h"
#include "tests/ui/samples.h"
#include "ui/dialogs/aboutdialog.h"
#include "ui/dialogs/discoverdialog.h"
#include "ui/dialogs/editordialog.h"
#include "ui/dialogs/importdialog.h"
#include "ui/dialogs/settingsdialog.h"
#include "ui/models/diagnostics.h"
#include "ui/tray/popupview.h"
#include "ui/tray/trayiconpainter.h"
#include "ui/tray/traymenu.h"
#include "ui/tray/traypopup.h"
#include "ui/widgets/flatstyle.h"
#include "ui/window/logwindow.h"
#include "ui/window/mainwindow.h"

using namespace portolan;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

QString folder;

void save(QWidget& widget, const QString& name) {
  widget.show();
  QApplication::processEvents();
  QApplication::processEvents();
  widget.grab().save(folder + u'/' + name + u".png"_s);
}

/// Lets timers run.
void wait(std::chrono::milliseconds time) {
  QEventLoop loop;
  QTimer::singleShot(time, &loop, &QEventLoop::quit);
  loop.exec();
}

void takePopup() {
  Harbor harbor;
  TrayPopup popup(harbor.model());
  popup.popUp({600, 1150, 24, 24});
  popup.findChild<PopupView*>()->setFocus();
  popup.findChild<PopupView*>()->setCurrentUid(u"uid-grafana"_s);
  QApplication::processEvents();
  popup.resize(popup.width(), 38 * popup.fontMetrics().height());  // the platform's screen is small
  save(popup, u"popup"_s);
}

void takeMenu() {
  Harbor harbor;
  TrayMenu menu(harbor.model());
  menu.setRecent({u"uid-redis"_s});
  menu.popup({10, 10});
  save(menu, u"menu"_s);
}

QList<ForwardConfig> forwards() {
  Harbor harbor;
  QList<ForwardConfig> list;
  for (int row = 0; row < harbor.model().size(); ++row) {
    list += harbor.model().entry(row).config;
  }
  return list;
}

void takeWindow() {
  Harbor harbor;
  MainWindow window(harbor.model(), harbor.journal());
  window.setClosable(true);
  window.resize(1360, 914);
  window.show();
  window.showForward(u"uid-orders-db"_s);
  window.setDetails(harbor.details());
  save(window, u"window"_s);
  Harbor expired(Harbor::Weather::Expired);
  MainWindow failure(expired.model(), expired.journal());
  failure.resize(1360, 920);
  failure.show();
  failure.showForward(u"uid-orders-db"_s);
  failure.setDetails(expired.details());
  save(failure, u"window-failure"_s);
}

void takeFirstRun() {
  ForwardsModel model;
  const Journal journal;
  MainWindow window(model, journal);
  window.setClosable(true);
  window.setContexts({u"prod-eu"_s, u"staging"_s, u"kind-dev"_s});
  window.setLoginTools({u"aws"_s, u"kubelogin"_s});
  window.setStartsAtLogin(true);
  window.resize(1080, 700);
  save(window, u"first-run"_s);
}

LookupAnswer answer(const LookupQuestion& question) {
  LookupAnswer reply;
  reply.question = question;
  reply.context = u"prod-eu"_s;
  reply.ns = u"shop"_s;
  reply.took = std::chrono::milliseconds(26);
  switch (question.what) {
    case LookupQuestion::What::Contexts:
      reply.names = {u"prod-eu"_s, u"staging"_s, u"kind-dev"_s};
      break;
    case LookupQuestion::What::Namespaces:
      reply.names = {u"default"_s, u"shop"_s};
      break;
    case LookupQuestion::What::Targets:
      reply.targets = {{u"checkout"_s, {{u"http"_s, 80, u"8080"_s}, {u"metrics"_s, 9090, {}}}, 3, 3},
                       {u"checkout-canary"_s, {{u"http"_s, 80, {}}}, 0, 1},
                       {u"checkout-worker"_s, {{u"metrics"_s, 9090, {}}}, 2, 2},
                       {u"price-cache"_s, {{u"redis"_s, 6379, {}}}, 1, 1}};
      break;
    case LookupQuestion::What::Pods:
      reply.pods = 3;
      reply.ready = 3;
      break;
  }
  return reply;
}

void takeEditor() {
  ForwardConfig config = sampleForward(u"checkout"_s, u"prod-eu"_s, 8080);
  config.alias = u"checkout"_s;
  config.tags = {u"team-shop"_s, u"web"_s};
  config.autostart = true;
  EditorDialog dialog(config, true, forwards());
  QObject::connect(&dialog, &EditorDialog::lookupRequested, &dialog,
                   [&dialog](const LookupQuestion& question) { dialog.setAnswer(answer(question)); });
  QObject::connect(
      &dialog, &EditorDialog::portReportRequested, &dialog, [&dialog](const QString& address, quint16 port) {
        dialog.setPortReport({.address = address, .port = port, .isFree = true, .owner = {}, .nextFree = 8083});
      });
  dialog.begin();
  wait(500ms);  // the port is looked at after a pause in typing
  save(dialog, u"editor"_s);
}

void takeDiscover() {
  DiscoverDialog dialog;
  QObject::connect(&dialog, &DiscoverDialog::lookupRequested, &dialog,
                   [&dialog](const LookupQuestion& question) { dialog.setAnswer(answer(question)); });
  dialog.begin();
  auto* list = dialog.findChild<QListView*>();
  for (const int row : {0, 3}) {
    list->selectionModel()->select(list->model()->index(row, 0), QItemSelectionModel::Select);
  }
  save(dialog, u"discover"_s);
}

void takeLog() {
  Harbor harbor;
  LogWindow log(harbor.journal());
  log.setForwards(harbor.model());
  log.resize(800, 420);
  save(log, u"log"_s);
}

void takeImport() {
  QList<ForwardConfig> saved = forwards();
  QList<ParsedForward> entries;
  const auto add = [&entries](ForwardConfig config) { entries += {.config = std::move(config), .error = {}}; };
  add(sampleForward(u"inventory-db"_s, u"staging"_s, 5432));
  add(sampleForward(u"web"_s, u"staging"_s, 8443));
  for (const auto& [name, port] : {std::pair{u"auth-api"_s, quint16(8090)}, std::pair{u"mongo"_s, quint16(27017)},
                                   std::pair{u"nats"_s, quint16(4222)}, std::pair{u"temporal-ui"_s, quint16(8233)}}) {
    add(sampleForward(name, u"staging"_s, port));
  }
  for (const int same : {0, 2, 4, 11}) {
    add(saved.at(same));
  }
  ForwardConfig grafana = saved.at(1);
  grafana.ns = u"observability"_s;
  grafana.remotePort = u"3000"_s;
  grafana.localPort = 3030;
  grafana.tags = {u"monitoring"_s, u"team"_s};
  grafana.original = {{"portolan"_L1, QJsonObject{{"uid"_L1, grafana.uid}}}};
  saved[1].tags = {u"monitoring"_s};
  add(grafana);
  ForwardConfig redis = saved.at(7);
  redis.context = u"staging-2"_s;
  redis.original = {{"portolan"_L1, QJsonObject{{"uid"_L1, redis.uid}}}};
  add(redis);
  ParsedForward broken;
  broken.config.alias = u"legacy-ftp"_s;
  broken.error =
      Error{ErrorCode::FileInvalid, Stage::Configuration, u"“abc” is not a port (1 to 65535), line 143"_s, {}};
  entries += broken;
  ImportDialog dialog(u"team-forwards.json"_s, saved, entries, {saved.at(1).uid});
  auto* list = dialog.findChild<QAbstractItemView*>();
  for (int row = 0; row < list->model()->rowCount(); ++row) {
    if (list->model()->index(row, 0).data().toString() == u"grafana"_s) {
      list->setCurrentIndex(list->model()->index(row, 0));
    }
  }
  save(dialog, u"import"_s);
}

void takeSettings() {
  SettingsValues values;
  values.silenced = {u"uid-mailpit"_s};
  SettingsDialog dialog(values);
  dialog.setStartsAtLogin(true);
  dialog.setNames({{u"uid-mailpit"_s, u"mailpit"_s}});
  save(dialog, u"settings"_s);
  dialog.findChild<QTabWidget*>()->setCurrentIndex(1);
  save(dialog, u"settings-forwards"_s);
  dialog.findChild<QTabWidget*>()->setCurrentIndex(2);
  save(dialog, u"settings-git"_s);
}

void takeAbout() {
  const Diagnostics diagnostics{.version = u"0.1.0"_s, .openSsl = u"OpenSSL 3.0.17"_s, .tray = u"XEmbed"_s};
  AboutDialog dialog(u"0.1.0"_s, diagnostics.text({}));
  save(dialog, u"about"_s);
}

/// All states of the tray's icon, at the sizes that hosts ask for, on both kinds of panel.
void takeIcons() {
  using Badge = TrayLook::Badge;
  const QList<TrayLook> looks{{.sailUp = false},
                              {.sailUp = true, .badge = Badge::Count, .count = 3},
                              {.sailUp = true, .badge = Badge::Count, .count = 12},
                              {.sailUp = true, .badge = Badge::Waiting},
                              {.sailUp = true, .badge = Badge::Failed}};
  const QList<int> sizes{16, 22, 32, 64};
  QImage image(560, 420, QImage::Format_ARGB32);
  QPainter painter(&image);
  for (int panel = 0; panel < 2; ++panel) {
    painter.fillRect(0, panel * 210, 560, 210, panel ? QColor(0x202428) : QColor(0xeff0f1));
    int y = panel * 210 + 12;
    for (const int size : sizes) {
      for (qsizetype i = 0; i < looks.size(); ++i) {
        TrayLook look = looks.at(i);
        look.onDarkPanel = panel == 1;
        painter.drawImage(int(i) * 110 + 60 - size / 2, y, paintTrayIcon(look, size));
      }
      y += size + 16;
    }
  }
  painter.end();
  image.save(folder + u"/tray-icons.png"_s);
}

}  // namespace

int main(int argc, char** argv) {
  QApplication application(argc, argv);
  Q_INIT_RESOURCE(resources);
  Q_INIT_RESOURCE(translations);
  if (argc < 2) {
    std::fputs("portolan_screenshots FOLDER [light|dark] [LANGUAGE]\n", stderr);
    return 2;
  }
  folder = QString::fromLocal8Bit(argv[1]);
  QDir().mkpath(folder);
  const bool isDark = argc > 2 && qstrcmp(argv[2], "dark") == 0;
  const QString language = argc > 3 ? QString::fromLatin1(argv[3]) : u"en"_s;
  QLocale::setDefault(QLocale(language));
  QTranslator words;
  if (!words.load(u":/portolan/translations/portolan_%1.qm"_s.arg(language))) {
    std::fprintf(stderr, "no words in %s\n", qPrintable(language));
    return 1;
  }
  QApplication::installTranslator(&words);
  QApplication::setWindowIcon(QIcon(u":/portolan/icons/app.svg"_s));
  FlatStyle::installOverFusion();
  QApplication::setPalette(isDark ? FlatStyle::darkPalette() : FlatStyle::lightPalette());
  takeWindow();
  takeFirstRun();
  takePopup();
  takeMenu();
  takeEditor();
  takeDiscover();
  takeImport();
  takeLog();
  takeSettings();
  takeAbout();
  takeIcons();
  return 0;
}
