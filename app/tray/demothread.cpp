#include "app/tray/demothread.h"

#include <QFileInfo>
#include <QProcessEnvironment>
#include <algorithm>

#include "app/demo/democluster.h"
#include "core/cluster/kubeconfig.h"

using namespace Qt::StringLiterals;

namespace portolan {

DemoThread::DemoThread(QObject* parent) : QObject(parent) {
  m_thread.setObjectName(u"demo"_s);
}

DemoThread::~DemoThread() {
  m_thread.quit();
  m_thread.wait();
}

void DemoThread::start() {
  // The cluster is made in the thread whose event loop it lives on.
  auto* maker = new QObject;
  maker->moveToThread(&m_thread);
  connect(&m_thread, &QThread::finished, maker, &QObject::deleteLater);
  connect(&m_thread, &QThread::started, maker, [this, maker] {
    DemoOptions options;
    options.times = DemoTimes::forPeople();
    auto* cluster = new DemoCluster(options, maker);
    if (const auto result = cluster->start(); !result) {
      Q_EMIT failed(result.error());
      return;
    }
    cluster->addSample();
    const auto own = Kubeconfig::defaultSources({}, QProcessEnvironment::systemEnvironment()).files;
    const bool isOnly = std::ranges::none_of(own, [](const QString& file) { return QFileInfo::exists(file); });
    Q_EMIT started(cluster->kubeconfigPath(), isOnly);
  });
  m_thread.start();
}

}  // namespace portolan
