#include "core/base/backoff.h"

#include <QRandomGenerator>
#include <algorithm>

namespace portolan {

std::chrono::milliseconds Backoff::next() {
  constexpr int kEnoughDoublings = 16;
  const auto base = std::min(m_most, m_first * (1 << std::min(m_failures, kEnoughDoublings)));
  ++m_failures;
  const auto jitter = QRandomGenerator::global()->bounded(0.5) - 0.25;
  return std::chrono::duration_cast<std::chrono::milliseconds>(base * (1.0 + jitter));
}

}  // namespace portolan
