#pragma once

#include <QCoreApplication>
#include <array>

#include "core/config/forwardconfig.h"
#include "core/forward/forwardstatus.h"

namespace portolan {

/// One of the five stages, as the path shows it.
struct StageView {
  StageReport::State state = StageReport::State::NotReached;
  QString time;    ///< "112 ms"; empty where it is not known
  QString result;  ///< "aws token, valid until 11:04", "not reached", "the login for prod-eu has expired"

  bool operator==(const StageView&) const = default;
};

/// The stages of a forward in words.
class StageWords {
  Q_DECLARE_TR_FUNCTIONS(StageWords)

 public:
  /// From what the engine reported; before it did, from what the status alone says.
  static std::array<StageView, 5> of(const ForwardConfig& config, const ForwardStatus& status,
                                     const std::optional<ForwardDetails>& details, const QDateTime& now);
  /// "Stage 2 of 5, Authentication, failed, the login has expired".
  static QString spoken(Stage stage, const StageView& view);
};

}  // namespace portolan
