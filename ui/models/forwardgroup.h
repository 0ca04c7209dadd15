#pragma once

#include <QString>
#include <chrono>
#include <optional>
#include <vector>

namespace portolan {

/// Forwards of one context, namespace or tag, as a list shows them: those that the filter lets through.
struct ForwardGroup {
  enum class Switch { Off, Mixed, On };

  QString key;
  QString name;           ///< for people: "prod-eu", "No tag"
  std::vector<int> rows;  ///< in the model

  int on = 0;
  Switch wanted = Switch::Off;
  /// The cluster's last answer; only in groups by context.
  std::optional<std::chrono::milliseconds> answersIn;
  /// What is wrong with the cluster: "login expired 10:22:07"; only in groups by context.
  QString trouble;
  /// The certificate of a cluster in here is not verified.
  bool isInsecure = false;
};

}  // namespace portolan
