#include "core/cluster/apiconnections.h"

namespace portolan {

std::shared_ptr<CurlMulti> ApiConnections::multi(const Identity& identity) {
  if (identity.certificatePem != m_certificatePem || identity.privateKeyPem != m_privateKeyPem) {
    m_certificatePem = identity.certificatePem;
    m_privateKeyPem = identity.privateKeyPem;
    m_multi.reset();
  }
  if (!m_multi) {
    m_multi = CurlMulti::make();
  }
  return m_multi;
}

void ApiConnections::abandon(const std::shared_ptr<CurlMulti>& multi) {
  if (m_multi == multi) {
    m_multi.reset();
  }
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
