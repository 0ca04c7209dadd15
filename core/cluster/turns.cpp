#include "core/cluster/turns.h"

namespace portolan {

void Turns::enter(const void* who, std::function<void()> begin) {
  if (m_inside < m_most) {
    ++m_inside;
    begin();
  } else {
    m_line.emplace_back(who, std::move(begin));
  }
}

void Turns::leave(const void* who) {
  if (std::erase_if(m_line, [who](const auto& waiting) { return waiting.first == who; }) > 0) {
    return;
  }
  --m_inside;
  if (!m_line.empty() && m_inside < m_most) {
    const auto begin = std::move(m_line.front().second);
    m_line.pop_front();
    ++m_inside;
    begin();
  }
}

}  // namespace portolan
