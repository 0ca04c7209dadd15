#pragma once

#include <optional>

#include "core/config/forwardconfig.h"
#include "core/forward/forwardstatus.h"
#include "ui/models/ratehistory.h"

namespace portolan {

/// One forward as the views know it.
struct ForwardEntry {
  ForwardConfig config;
  ForwardStatus status;
  /// What the person asked for, until the status says the same.
  std::optional<bool> asked;
  /// It waits or failed, or starts after that.
  bool isTroubled = false;
  RateHistory rates;

  /// Where its switch stands.
  [[nodiscard]] bool isWanted() const { return asked.value_or(status.isOn()); }
};

}  // namespace portolan
