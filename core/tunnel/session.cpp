#include "core/tunnel/session.h"

namespace portolan {

QString sessionKindName(SessionKind kind) {
  switch (kind) {
    case SessionKind::SpdyOverWebSocket:
      return QStringLiteral("WebSocket");
    case SessionKind::Spdy:
      return QStringLiteral("SPDY");
    case SessionKind::WebSocketChannels:
      return QStringLiteral("channels");
  }
  return {};
}

}  // namespace portolan
