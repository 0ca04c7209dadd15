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

}  // namespace portolan
