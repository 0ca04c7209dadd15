#include <cstdlib>
#include <vector>

#include "core/tunnel/websocketframe.h"

// Any bytes, in both roles and both modes: no crash, no endless loop, no piece that was not in the input; and the same
// events whether the bytes come at once or in pieces.
namespace {

using portolan::WebSocketEvent;
using portolan::WebSocketParser;
using portolan::WebSocketRole;

void require(bool isTrue) {
  if (!isTrue) {
    std::abort();
  }
}

struct Seen {
  QByteArray data;
  QByteArray others;
  bool operator==(const Seen&) const = default;
};

Seen parse(WebSocketParser parser, QByteArrayView bytes, qsizetype pieceSize) {
  Seen seen;
  while (!bytes.isEmpty()) {
    QByteArrayView piece = bytes.first(std::min(pieceSize, bytes.size()));
    bytes = bytes.sliced(piece.size());
    qsizetype left = piece.size() + 1;
    while (true) {
      const WebSocketEvent event = parser.next(piece);
      if (event.type == WebSocketEvent::Type::None) {
        require(piece.isEmpty());
        break;
      }
      // Each event takes at least a byte, but for the failure that stays.
      if (event.type == WebSocketEvent::Type::Failed) {
        require(!event.problem.isEmpty() && portolan::websocket::isValidCloseCode(event.closeCode));
        seen.others += "failed" + QByteArray::number(event.closeCode);
        return seen;
      }
      require(piece.size() < left);
      left = piece.size();
      if (event.type == WebSocketEvent::Type::Data) {
        seen.data += event.payload;
        if (event.endsMessage) {
          seen.others += 'm';
          seen.others += QByteArray::number(seen.data.size());
        }
      } else {
        require(event.payload.size() <= portolan::websocket::kMaxControlPayload);
        seen.others += static_cast<char>('a' + static_cast<int>(event.type));
        seen.others += event.payload;
      }
    }
  }
  return seen;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, size_t size) {
  if (size < 2) {
    return 0;
  }
  const auto role = (data[0] & 1) != 0 ? WebSocketRole::Server : WebSocketRole::Client;
  const WebSocketParser parser = (data[0] & 2) != 0 ? WebSocketParser(role, 1000) : WebSocketParser(role);
  const qsizetype pieceSize = 1 + data[1];
  const QByteArrayView bytes(data + 2, static_cast<qsizetype>(size) - 2);
  const Seen whole = parse(parser, bytes, bytes.size());
  require(whole.data.size() <= bytes.size());
  require(parse(parser, bytes, pieceSize) == whole);
  require(parse(parser, bytes, 1) == whole);
  return 0;
}
