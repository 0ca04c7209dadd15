#pragma once

#include "core/forward/forwardstatus.h"

namespace portolan {

/// Which forwards are shown, by state.
enum class StateFilter { All, Ready, Waiting, Failed, Stopped };

/// Where a state belongs: "waiting" is all that is on but neither ready nor failed.
[[nodiscard]] inline StateFilter filterOf(ForwardStatus::State state) {
  switch (state) {
    case ForwardStatus::State::Stopped:
    case ForwardStatus::State::Stopping:
      return StateFilter::Stopped;
    case ForwardStatus::State::Starting:
    case ForwardStatus::State::Waiting:
      return StateFilter::Waiting;
    case ForwardStatus::State::Listening:
    case ForwardStatus::State::Ready:
      return StateFilter::Ready;
    case ForwardStatus::State::Failed:
      return StateFilter::Failed;
  }
  return StateFilter::All;
}

/// How many forwards there are in each state.
struct StateCounts {
  int all = 0;
  int ready = 0;
  int waiting = 0;
  int failed = 0;
  int stopped = 0;

  bool operator==(const StateCounts&) const = default;

  void add(ForwardStatus::State state, int by = 1) {
    all += by;
    switch (filterOf(state)) {
      case StateFilter::All:
        break;
      case StateFilter::Ready:
        ready += by;
        break;
      case StateFilter::Waiting:
        waiting += by;
        break;
      case StateFilter::Failed:
        failed += by;
        break;
      case StateFilter::Stopped:
        stopped += by;
        break;
    }
  }
  [[nodiscard]] int of(StateFilter filter) const {
    switch (filter) {
      case StateFilter::All:
        break;
      case StateFilter::Ready:
        return ready;
      case StateFilter::Waiting:
        return waiting;
      case StateFilter::Failed:
        return failed;
      case StateFilter::Stopped:
        return stopped;
    }
    return all;
  }
};

}  // namespace portolan
