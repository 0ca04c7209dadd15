#include "app/tray/demothread.h"

#include <QFileInfo>
#include <QProcessEnvironment>
#include <algorithm>

#include "app/demo/democluster.h"
#include "core/base/threadend.h"
#include "core/cluster/kubeconfig.h"

using namespace Qt::StringLiterals;

namespace portolan {

DemoThread::DemoThread(QObject* parent) : QObject(parent) {
  m_thread.setObjectName(u"demo"_s);
}

DemoThread::~DemoThread() {
  if (m_thread.isRunning()) {
    // While its event loop is still there for what the cluster's connections leave to be deleted later.
    QMetaObject::invokeMethod(m_maker, [maker = m_maker] {
      qDeleteAll(maker->children());
      leaveThread();
    });
    joinThread(m_thread);
  }
}

void DemoThread::start() {
  // The cluster is made in the thread whose event loop it lives on.
  m_maker = new QObject;
  m_maker->moveToThread(&m_thread);
  connect(&m_thread, &QThread::finished, m_maker, &QObject::deleteLater);
  connect(&m_thread, &QThread::started, m_maker, [this, maker = m_maker] {
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
