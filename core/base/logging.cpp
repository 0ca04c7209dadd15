#include "core/base/logging.h"

namespace portolan {
Q_LOGGING_CATEGORY(lcConfig, "portolan.config", QtWarningMsg)
Q_LOGGING_CATEGORY(lcCluster, "portolan.cluster", QtWarningMsg)
Q_LOGGING_CATEGORY(lcTarget, "portolan.target", QtWarningMsg)
Q_LOGGING_CATEGORY(lcTunnel, "portolan.tunnel", QtWarningMsg)
Q_LOGGING_CATEGORY(lcForward, "portolan.forward", QtWarningMsg)
Q_LOGGING_CATEGORY(lcSystem, "portolan.system", QtWarningMsg)
}  // namespace portolan
