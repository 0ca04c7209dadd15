#include "core/tunnel/spdyupgrade.h"

using namespace Qt::StringLiterals;

namespace portolan {

SpdyUpgrade::SpdyUpgrade(std::unique_ptr<Transport> transport, Request request, QObject* parent)
    : HttpUpgrade(std::move(transport), std::move(request), parent) {}

HttpUpgrade::Headers SpdyUpgrade::upgradeHeaders() {
  return {{"Connection", "Upgrade"},
          {"Upgrade", "SPDY/3.1"},
          {"X-Stream-Protocol-Version", protocol()},
          {"Content-Length", "0"}};
}

Result<void> SpdyUpgrade::checkAnswer(const HttpResponseHead& head) const {
  const HttpHeaders& headers = head.headers;
  if (head.minorVersion < 1 || !headers.hasToken("Upgrade", "SPDY/3.1") || !headers.hasToken("Connection", "Upgrade")) {
    return upgradeViolation(u"is 101 without Upgrade: SPDY/3.1"_s);
  }
  // A server that names none speaks the first that was offered (apimachinery httpstream/spdy/roundtripper.go leaves it
  // to the caller, which offers one).
  const auto agreed = headers.list("X-Stream-Protocol-Version");
  if (!agreed.isEmpty() && agreed != QList<QByteArray>{protocol()}) {
    return fail(ErrorCode::UpgradeRefused, Stage::Session,
                u"the server did not agree to the protocol %1"_s.arg(QString::fromLatin1(protocol())));
  }
  return {};
}

}  // namespace portolan
