#include "core/base/descriptorlimit.h"

#include <sys/resource.h>

#include <algorithm>

namespace portolan {
namespace {

constexpr rlim_t kWanted = 65'536;

rlimit original{};
bool isRaised = false;

}  // namespace

void raiseDescriptorLimit() {
  rlimit limit{};
  if (isRaised || ::getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= kWanted) {
    return;
  }
  original = limit;
  limit.rlim_cur = std::min(limit.rlim_max, kWanted);
  isRaised = ::setrlimit(RLIMIT_NOFILE, &limit) == 0;
}

void restoreDescriptorLimit() {
  if (isRaised) {
    ::setrlimit(RLIMIT_NOFILE, &original);
  }
}

void restoreDescriptorLimitOf(pid_t child) {
  if (isRaised) {
    ::prlimit(child, RLIMIT_NOFILE, &original, nullptr);
  }
}

}  // namespace portolan
