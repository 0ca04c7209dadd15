#include "app/tray/options.h"

#include <QCommandLineParser>
#include <QHash>
#include <cstdio>
#include <cstdlib>

using namespace Qt::StringLiterals;

namespace portolan {

TrayOptions TrayOptions::parse(const QCoreApplication& application) {
  QCommandLineParser parser;
  parser.setApplicationDescription(tr("Keeps Kubernetes ports open on this computer, from the system tray."));
  parser.addHelpOption();
  parser.addVersionOption();
  const QCommandLineOption forwards(u"forwards"_s, tr("Use FILE for the saved forwards."), u"FILE"_s);
  const QCommandLineOption kubeconfig(u"kubeconfig"_s, tr("Use FILE for forwards that name no kubeconfig."), u"FILE"_s);
  const QCommandLineOption demo(
      u"demo"_s, tr("Start a small cluster inside this process and forwards to it; your own are left alone."));
  const QCommandLineOption hidden(u"hidden"_s, tr("Open no window, as at login."));
  const QCommandLineOption panel(
      u"panel"_s, tr("The colour of the panel behind the icon: auto, light or dark; as set without this."), u"COLOR"_s);
  const QCommandLineOption wait(u"wait"_s, tr("Open a window if there is no system tray within so many seconds."),
                                u"SECONDS"_s, u"5"_s);
  parser.addOptions({forwards, kubeconfig, demo, hidden, panel, wait});
  parser.addPositionalArgument(u"FILE"_s, tr("Show what importing this file, or a portolan:// link, would do."),
                               u"[FILE…]"_s);
  parser.process(application);

  const auto refuse = [](const QString& message) {
    std::fprintf(stderr, "portolan-tray: %s\n", qUtf8Printable(message));
    std::exit(1);
  };
  TrayOptions options;
  options.forwards = parser.value(forwards);
  options.kubeconfig = parser.value(kubeconfig);
  options.demo = parser.isSet(demo);
  options.hidden = parser.isSet(hidden);
  options.things = parser.positionalArguments();
  const QHash<QString, SystemTray::Panel> panels{{u"auto"_s, SystemTray::Panel::Automatic},
                                                 {u"light"_s, SystemTray::Panel::Light},
                                                 {u"dark"_s, SystemTray::Panel::Dark}};
  if (parser.isSet(panel)) {
    if (!panels.contains(parser.value(panel))) {
      refuse(tr("--panel is auto, light or dark"));
    }
    options.panel = panels.value(parser.value(panel));
  }
  bool isNumber = false;
  options.patience = std::chrono::seconds(parser.value(wait).toUInt(&isNumber));
  if (!isNumber || options.patience > std::chrono::hours(1)) {
    refuse(tr("--wait is a number of seconds, at most 3600"));
  }
  return options;
}

}  // namespace portolan
