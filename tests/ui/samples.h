#pragma once

#include <QDateTime>

#include "core/config/forwardconfig.h"
#include "core/forward/forwardstatus.h"

namespace portolan {

inline ForwardConfig sampleForward(const QString& name, const QString& context = QStringLiteral("prod-eu"),
                                   quint16 localPort = 8080) {
  ForwardConfig config;
  config.uid = QStringLiteral("uid-") + name;
  config.alias = name;
  config.context = context;
  config.ns = QStringLiteral("shop");
  config.service = name;
  config.remotePort = QStringLiteral("80");
  config.localPort = localPort;
  return config;
}

inline ForwardStatus sampleStatus(const QString& name, ForwardStatus::State state, Stage stage = Stage::Relay) {
  ForwardStatus status;
  status.uid = QStringLiteral("uid-") + name;
  status.state = state;
  status.stage = stage;
  status.since = QDateTime::currentDateTimeUtc();
  return status;
}

inline ForwardStatus sampleTrouble(const QString& name, ForwardStatus::State state, ErrorCode code,
                                   const QString& detail, const QString& hint = {}) {
  ForwardStatus status = sampleStatus(name, state, Stage::Target);
  status.error = Error{code, Stage::Target, detail, hint};
  return status;
}

}  // namespace portolan
