#pragma once

#include <QObject>

#include "core/forward/engine.h"

namespace portolan {

/// Opens a forward once, on a port of the system's choice, to see whether it works: an engine for it alone, so that the
/// saved forwards know nothing of it. Deleting it ends it.
class Trial : public QObject {
  Q_OBJECT
 public:
  Trial(ForwardConfig config, const ExecOptions& exec, QObject* parent = nullptr);

 Q_SIGNALS:
  void statusChanged(const portolan::ForwardStatus& status);

 private:
  Engine m_engine;
};

}  // namespace portolan
