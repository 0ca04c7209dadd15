#pragma once

#include <deque>
#include <functional>
#include <utility>

namespace portolan {

/// So many at a time, the others wait in line. Lives in one thread.
class Turns {
 public:
  explicit Turns(int most) : m_most(most) {}

  /// `begin` is called when the turn of `who` has come, perhaps at once.
  void enter(const void* who, std::function<void()> begin);
  /// Whoever entered leaves, once, whether or not its turn came.
  void leave(const void* who);

 private:
  const int m_most;
  int m_inside = 0;
  std::deque<std::pair<const void*, std::function<void()>>> m_line;
};

}  // namespace portolan
