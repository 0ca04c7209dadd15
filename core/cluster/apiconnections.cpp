#include "core/cluster/apiconnections.h"

namespace portolan {

std::shared_ptr<CurlMulti> ApiConnections::multi(const Identity& identity, bool forWatches) {
  if (identity.certificatePem != m_certificatePem || identity.privateKeyPem != m_privateKeyPem) {
    m_certificatePem = identity.certificatePem;
    m_privateKeyPem = identity.privateKeyPem;
    abandonAll();
  }
  auto& multi = forWatches ? m_watchMulti : m_multi;
  if (!multi) {
    multi = CurlMulti::make();
  }
  return multi;
}

void ApiConnections::abandon(const std::shared_ptr<CurlMulti>& multi) {
  if (m_multi == multi || m_watchMulti == multi) {
    abandonAll();
  }
}

void ApiConnections::abandonAll() {
  m_multi.reset();
  m_watchMulti.reset();
}

void ApiConnections::enter(const void* who, std::function<void()> begin) {
  if (m_requests < kMostRequests) {
    ++m_requests;
    begin();
  } else {
    m_queue.emplace_back(who, std::move(begin));
  }
}

void ApiConnections::leave(const void* who) {
  if (std::erase_if(m_queue, [who](const auto& waiting) { return waiting.first == who; }) > 0) {
    return;
  }
  --m_requests;
  if (!m_queue.empty() && m_requests < kMostRequests) {
    const auto begin = std::move(m_queue.front().second);
    m_queue.pop_front();
    ++m_requests;
    begin();
  }
}

}  // namespace portolan
