#include "ui/models/traysummary.h"

#include "ui/models/figures.h"
#include "ui/models/statewords.h"

using namespace Qt::StringLiterals;

namespace portolan {

void TraySummary::add(const ForwardEntry& entry, qint64 now) {
  const ForwardConfig& config = entry.config;
  const ForwardStatus& status = entry.status;
  down += entry.rates.rate(RateHistory::Direction::FromPod, now);
  up += entry.rates.rate(RateHistory::Direction::ToPod, now);
  ++total;
  if (status.isOn()) {
    ++on;
  }
  bool isWorst = false;
  switch (status.state) {
    case ForwardStatus::State::Stopped:
    case ForwardStatus::State::Stopping:
      break;
    case ForwardStatus::State::Starting:
      ++starting;
      break;
    case ForwardStatus::State::Listening:
    case ForwardStatus::State::Ready:
      ++ready;
      break;
    case ForwardStatus::State::Waiting:
      isWorst = failed == 0 && waiting == 0;
      ++waiting;
      break;
    case ForwardStatus::State::Failed:
      isWorst = failed == 0;
      ++failed;
      break;
  }
  if (isWorst) {
    worstName = oneLine(config.displayName(), 60);
    // Without the seconds of a countdown: nothing would make the tooltip follow them.
    worstState = StateWords::brief(config, status, status.nextTry);
  }
}

QString TraySummary::toolTip() const {
  return isMoving() ? u"%1\n\u2193 %2  \u2191 %3"_s.arg(stateText(), Figures::rate(down), Figures::rate(up))
                    : stateText();
}

QString TraySummary::stateText() const {
  const QString name = u"Portolan"_s;
  if (total == 0) {
    return tr("%1: no forwards yet").arg(name);
  }
  if (on == 0) {
    return tr("%1: nothing on").arg(name);
  }
  if (failed > 1) {
    return tr("%1: %2 on, %3 failed, first %4: %5").arg(name).arg(on).arg(failed).arg(worstName, worstState);
  }
  if (failed == 0 && waiting > 1) {
    return tr("%1: %2 on, %3 waiting, first %4: %5").arg(name).arg(on).arg(waiting).arg(worstName, worstState);
  }
  if (failed > 0 || waiting > 0) {
    return tr("%1: %2 on, %3: %4").arg(name).arg(on).arg(worstName, worstState);
  }
  if (starting > 0) {
    return tr("%1: %2 on, %3 starting").arg(name).arg(on).arg(starting);
  }
  return on == 1 ? tr("%1: 1 on, ready").arg(name) : tr("%1: %2 on, all ready").arg(name).arg(on);
}

TrayLook TraySummary::look(bool onDarkPanel) const {
  using Badge = TrayLook::Badge;
  const Badge badge = failed > 0    ? Badge::Failed
                      : waiting > 0 ? Badge::Waiting
                      : ready > 0   ? Badge::Count
                                    : Badge::None;
  return {.sailUp = on > 0, .badge = badge, .count = badge == Badge::Count ? ready : 0, .onDarkPanel = onDarkPanel};
}

}  // namespace portolan
