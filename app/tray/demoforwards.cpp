#include "app/tray/demoforwards.h"

#include <QSet>

#include "app/demo/democluster.h"
#include "core/forward/listener.h"

using namespace Qt::StringLiterals;

namespace portolan {

namespace {

/// The first port from `wanted` on that can be listened on and is not in `used`; any free one where a hundred are
/// taken.
quint16 freePort(quint16 wanted, QSet<quint16>& used) {
  for (int port = wanted; port < qMin(wanted + 100, 65'536); ++port) {
    Listener probe([](FileDescriptor) {});
    if (!used.contains(quint16(port)) && probe.listen({u"localhost"_s}, quint16(port))) {
      used.insert(quint16(port));
      return quint16(port);
    }
  }
  return 0;
}

}  // namespace

QList<ForwardConfig> demoForwards(const QString& kubeconfig) {
  const QString dev = QLatin1String(DemoCluster::kContext);
  const QString guest = QLatin1String(DemoCluster::kGuestContext);
  struct Sample {
    QString alias;
    QString context;
    QString target;
    QString remotePort;
    quint16 localPort;
  };
  const QList<Sample> samples{
      {u"web"_s, dev, u"service/web"_s, u"80"_s, 8080},
      {u"echo"_s, dev, u"deployment/echo"_s, u"echo"_s, 7007},
      {u"database"_s, dev, u"statefulset/database"_s, u"5432"_s, 5432},
      {u"broken"_s, dev, u"pod/broken"_s, u"8080"_s, 8090},
      {u"web-as-guest"_s, guest, u"service/web"_s, u"80"_s, 8100},
  };
  QList<ForwardConfig> forwards;
  QSet<quint16> used;
  for (const Sample& sample : samples) {
    ForwardConfig config;
    config.uid = u"portolan-demo/"_s + sample.alias;
    config.alias = sample.alias;
    config.context = sample.context;
    config.kubeconfig = kubeconfig;
    config.ns = u"default"_s;
    config.target = sample.target;
    config.remotePort = sample.remotePort;
    config.localPort = freePort(sample.localPort, used);
    forwards += config;
  }
  return forwards;
}

}  // namespace portolan
