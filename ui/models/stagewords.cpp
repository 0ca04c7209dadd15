#include "ui/models/stagewords.h"

#include "ui/models/figures.h"
#include "ui/models/statewords.h"

using namespace Qt::StringLiterals;

namespace portolan {

namespace {

std::array<StageReport, 5> guessed(const ForwardStatus& status) {
  using State = StageReport::State;
  std::array<StageReport, 5> stages;
  const auto at = size_t(status.stage);
  const auto upTo = [&](State last) {
    for (size_t i = 0; i < at; ++i) {
      stages[i].state = State::Done;
    }
    stages[at].state = last;
  };
  switch (status.state) {
    case ForwardStatus::State::Stopped:
    case ForwardStatus::State::Stopping:
      break;
    case ForwardStatus::State::Starting:
      upTo(State::Working);
      break;
    case ForwardStatus::State::Waiting:
      upTo(State::Held);
      break;
    case ForwardStatus::State::Failed:
      upTo(State::Failed);
      break;
    case ForwardStatus::State::Listening:
      stages.front().state = State::Done;
      stages.back().state = State::Done;
      break;
    case ForwardStatus::State::Ready:
      for (StageReport& stage : stages) {
        stage.state = State::Done;
      }
      break;
  }
  // The local port stays open while the rest is on its way.
  if (!status.listening.isEmpty() && stages.back().state == State::NotReached) {
    stages.back().state = State::Held;
  }
  return stages;
}

}  // namespace

std::array<StageView, 5> StageWords::of(const ForwardConfig& config, const ForwardStatus& status,
                                        const std::optional<ForwardDetails>& details, const QDateTime& now) {
  const auto reports = details && details->uid == status.uid ? details->stages : guessed(status);
  std::array<StageView, 5> views;
  for (size_t i = 0; i < views.size(); ++i) {
    const StageReport& report = reports[i];
    const auto stage = Stage(i);
    StageView& view = views[i];
    view.state = report.state;
    if (report.took) {
      view.time = report.state == StageReport::State::Failed ? tr("after %1").arg(Figures::took(*report.took))
                                                             : Figures::took(*report.took);
    }
    switch (report.state) {
      case StageReport::State::NotReached:
        view.result = status.isOn() ? tr("not reached") : QString();
        break;
      case StageReport::State::Working: {
        ForwardStatus working = status;
        working.state = ForwardStatus::State::Starting;
        working.stage = stage;
        view.result = StateWords::brief(config, working, now);
        break;
      }
      case StageReport::State::Done:
        view.result = oneLine(report.result, 200);
        if (view.result.isEmpty()) {
          view.result = tr("done");
        }
        break;
      case StageReport::State::Held:
      case StageReport::State::Failed:
        if (stage == Stage::Relay && status.stage != Stage::Relay) {
          view.result = status.waitingConnections == 0 ? tr("port kept open")
                        : status.waitingConnections == 1
                            ? tr("port kept open, 1 connection waits")
                            : tr("port kept open, %n connections wait", nullptr, status.waitingConnections);
          if (details && status.waitingConnections > 0) {
            if (const qint64 left = Figures::secondsUntil(details->waitsUntil, now); left > 0) {
              view.time = tr("%1 s left").arg(left);
            }
          }
        } else if (status.error) {
          view.result = oneLine(status.error->detail, 200);
        } else {
          view.result = StateWords::brief(config, status, now);
        }
        break;
    }
  }
  return views;
}

QString StageWords::spoken(Stage stage, const StageView& view) {
  const QString start =
      tr("Stage %1 of 5, %2, %3").arg(int(stage) + 1).arg(StateWords::stage(stage), StateWords::stageState(view.state));
  const bool isSaid = view.state == StageReport::State::NotReached || view.result.isEmpty();
  return isSaid ? start : start + u", "_s + view.result;
}

}  // namespace portolan
