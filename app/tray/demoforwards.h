#pragma once

#include <QList>

#include "core/config/forwardconfig.h"

namespace portolan {

/// Forwards to what the embedded cluster has (DemoCluster::addSample), on local ports that are free now: one of each
/// kind that works, one whose pod never becomes ready, and one that its user may not open.
QList<ForwardConfig> demoForwards(const QString& kubeconfig);

}  // namespace portolan
