#include "app/tray/trial.h"

#include <QUuid>

namespace portolan {

namespace {

EngineOptions engineOptions(const ExecOptions& exec) {
  EngineOptions options;
  options.exec = exec;
  return options;
}

}  // namespace

Trial::Trial(ForwardConfig config, const ExecOptions& exec, QObject* parent)
    : QObject(parent), m_engine(engineOptions(exec)) {
  config.uid = QUuid::createUuid().toString(QUuid::WithoutBraces);
  config.localAddress.clear();
  config.localPort = 0;
  config.onDemand = false;  // it is to go the whole way
  connect(&m_engine, &Engine::statusChanged, this, &Trial::statusChanged);
  m_engine.setForwards({config});
  m_engine.start(config.uid);
}

}  // namespace portolan
