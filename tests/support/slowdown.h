#pragma once

namespace portolan::test {

/// How many times as long something may take in this build: sanitizers make everything slower, counting lines too.
#if defined(__SANITIZE_THREAD__)
constexpr int kSlowdown = 15;
#elif defined(__SANITIZE_ADDRESS__) || defined(PORTOLAN_COVERAGE)
constexpr int kSlowdown = 6;
#else
constexpr int kSlowdown = 1;
#endif

/// Sanitizers keep freed memory for a while: what a process holds says nothing then.
constexpr bool kMemoryIsTrue = kSlowdown == 1;

}  // namespace portolan::test
