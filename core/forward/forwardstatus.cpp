#include "core/forward/forwardstatus.h"

using namespace Qt::StringLiterals;

namespace portolan {

QString stateName(ForwardStatus::State state) {
  switch (state) {
    case ForwardStatus::State::Stopped:
      return u"stopped"_s;
    case ForwardStatus::State::Starting:
      return u"starting"_s;
    case ForwardStatus::State::Listening:
      return u"listening"_s;
    case ForwardStatus::State::Ready:
      return u"ready"_s;
    case ForwardStatus::State::Waiting:
      return u"waiting"_s;
    case ForwardStatus::State::Failed:
      return u"failed"_s;
    case ForwardStatus::State::Stopping:
      break;
  }
  return u"stopping"_s;
}

}  // namespace portolan
