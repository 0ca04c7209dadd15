#pragma once

#include <QLoggingCategory>

// One category a stage; off below warning unless QT_LOGGING_RULES says otherwise ("portolan.*=true").
// What is logged never contains tokens, keys, Authorization headers or the query of a URL.
namespace portolan {
Q_DECLARE_LOGGING_CATEGORY(lcConfig)
Q_DECLARE_LOGGING_CATEGORY(lcCluster)
Q_DECLARE_LOGGING_CATEGORY(lcTarget)
Q_DECLARE_LOGGING_CATEGORY(lcTunnel)
Q_DECLARE_LOGGING_CATEGORY(lcForward)
Q_DECLARE_LOGGING_CATEGORY(lcSystem)
}  // namespace portolan
