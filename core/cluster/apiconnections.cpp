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

}  // namespace portolan
