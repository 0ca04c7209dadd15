#include "core/cluster/credentials.h"

namespace portolan {

IdentityRequest* StaticCredentials::request(QObject* parent) {
  auto* request = new IdentityRequest(parent);
  QMetaObject::invokeMethod(
      request, [request, identity = m_identity] { Q_EMIT request->finished(identity); }, Qt::QueuedConnection);
  return request;
}

}  // namespace portolan
