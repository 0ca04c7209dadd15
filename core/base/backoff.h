#pragma once

#include <chrono>

namespace portolan {

/// How long to wait before the next try: doubles from `first` to `most`, with up to a quarter of it added or taken at
/// random, so that many that failed together do not come back together.
class Backoff {
 public:
  explicit Backoff(std::chrono::milliseconds first = std::chrono::milliseconds(500),
                   std::chrono::milliseconds most = std::chrono::seconds(30))
      : m_first(first), m_most(most) {}

  [[nodiscard]] std::chrono::milliseconds next();
  /// After a success.
  void reset() { m_failures = 0; }

 private:
  std::chrono::milliseconds m_first;
  std::chrono::milliseconds m_most;
  int m_failures = 0;
};

}  // namespace portolan
