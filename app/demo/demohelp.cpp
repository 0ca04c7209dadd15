#include "app/demo/demohelp.h"

#include <QCoreApplication>

#include "core/base/childprocess.h"

using namespace Qt::StringLiterals;

namespace portolan {

namespace {

struct DemoHelp {
  Q_DECLARE_TR_FUNCTIONS(DemoHelp)
};

}  // namespace

QStringList demoHelp(const DemoAddresses& addresses) {
  const auto example = [](const QString& command) { return u"    "_s + command; };
  const QString url = u"http://%1:%2"_s.arg(addresses.address).arg(addresses.web);
  QStringList lines{DemoHelp::tr("A small Kubernetes cluster runs inside this program; nothing leaves this computer."),
                    QString(),
                    DemoHelp::tr("Open the page that one of its pods serves, or ask for the pod's name:"),
                    example(url),
                    example(u"curl %1/name"_s.arg(url)),
                    QString(),
                    DemoHelp::tr("Delete the pod that answers, and ask again: the forward stays, another pod answers:"),
                    example(u"curl -X POST %1/delete"_s.arg(url)),
                    example(u"curl %1/name"_s.arg(url)),
                    QString(),
                    DemoHelp::tr("Move a gigabyte:"),
                    example(u"curl -o /dev/null %1/bytes/1000000000"_s.arg(url))};
  if (addresses.echo != 0) {
    lines << QString() << DemoHelp::tr("Talk to a pod that repeats what you type:")
          << example(u"nc %1 %2"_s.arg(addresses.address).arg(addresses.echo));
  }
  if (!addresses.kubeconfig.isEmpty()) {
    const QString kubectl = u"kubectl --kubeconfig %1 "_s.arg(shellWord(addresses.kubeconfig));
    lines << QString() << DemoHelp::tr("If you have kubectl, it works with this cluster, too:")
          << example(kubectl + u"get pods,services"_s) << example(kubectl + u"delete pod -l app=web"_s);
  }
  lines << QString() << DemoHelp::tr("Ctrl-C ends the cluster and everything in it.");
  return lines;
}

}  // namespace portolan
