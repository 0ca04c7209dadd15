#pragma once

#include <QByteArray>
#include <QList>

#include "core/config/forwardconfig.h"
#include "core/forward/forwardstatus.h"

namespace portolan {

/// The forwards' figures in Prometheus' text format (https://prometheus.io/docs/instrumenting/exposition_formats).
/// `statuses` in the order of `forwards`.
QByteArray metricsText(const QList<ForwardConfig>& forwards, const QList<ForwardStatus>& statuses);

}  // namespace portolan
