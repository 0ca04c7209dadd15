#include <cstdlib>
#include <optional>

#include "core/tunnel/proxyhandshake.h"

// Any bytes as a proxy's answers, to each kind of proxy, at once and one by one: no crash; the same end, and never more
// taken than there is. Of several faults in one head the first that is seen is told.
namespace {

using namespace portolan;

struct Ending {
  bool isDone = false;
  std::optional<ErrorCode> error;
  qsizetype taken = 0;
  bool operator==(const Ending&) const = default;
};

void require(bool isTrue) {
  if (!isTrue) {
    std::abort();
  }
}

Ending converse(const ProxyAddress& proxy, QByteArrayView bytes, qsizetype piece) {
  ProxyHandshake handshake(proxy, QStringLiteral("server.example"), 6443);
  Ending ending;
  QByteArray held;
  for (qsizetype at = 0; at < bytes.size(); at += piece) {
    held.append(bytes.sliced(at, qMin(piece, bytes.size() - at)));
    for (qsizetype taken = 1; taken > 0 && !handshake.isDone();) {
      const auto result = handshake.feed(held);
      if (!result) {
        ending.error = result.error().code;
        return ending;
      }
      taken = *result;
      require(taken <= held.size());
      held.remove(0, taken);
      ending.taken += taken;
    }
  }
  ending.isDone = handshake.isDone();
  return ending;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, size_t size) {
  const QByteArrayView bytes(data, static_cast<qsizetype>(size));
  for (const auto kind : {ProxyAddress::Kind::Http, ProxyAddress::Kind::Socks5}) {
    for (const QByteArray login : {"", "me"}) {
      const ProxyAddress proxy{.kind = kind, .host = QStringLiteral("p"), .port = 1, .user = login, .password = login};
      require(converse(proxy, bytes, qMax<qsizetype>(bytes.size(), 1)) == converse(proxy, bytes, 1));
    }
  }
  return 0;
}
