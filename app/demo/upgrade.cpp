#include "app/demo/upgrade.h"

#include <algorithm>

#include "app/demo/channelsadapter.h"
#include "app/demo/cutting.h"
#include "app/demo/httpconnection.h"
#include "core/tunnel/transportchannel.h"
#include "core/tunnel/websocketconnection.h"
#include "core/tunnel/websocketupgrade.h"

namespace portolan::demo {

namespace {

constexpr QByteArrayView kTunnelProtocol("SPDY/3.1+portforward.k8s.io");
constexpr QByteArrayView kStreamProtocol("portforward.k8s.io");
constexpr QByteArrayView kChannelProtocol("v4.channel.k8s.io");
/// Messages that do not fit are split by the API server's WebSocket library (PROTOCOL 1.5).
constexpr qsizetype kGorillaBuffer = 8192;

UpgradeAnswer refuse(int status, const QByteArray& text) {
  return {.kind = UpgradeKind::None, .status = status, .text = text};
}

/// `ports`: repeated, or separated by commas (apimachinery pkg/apis/meta/v1/conversion.go). Nothing: one is no port.
std::optional<QList<quint16>> requestedPorts(const HttpRequest& request) {
  QList<quint16> ports;
  for (const QString& value : request.query.allQueryItemValues(QStringLiteral("ports"), QUrl::FullyDecoded)) {
    for (const QString& number : value.split(u',')) {
      bool isNumber = false;
      ports += number.toUShort(&isNumber);
      if (!isNumber) {
        return {};
      }
    }
  }
  return ports;
}

UpgradeAnswer answerWebSocket(const HttpRequest& request, const SpokenKinds& spoken,
                              std::optional<DemoMischief> mischief) {
  if (request.method != "GET") {
    return refuse(405, "bad method\n");
  }
  // Any protocol of this shape leads to the tunnel, whatever stands before it (apimachinery wsstream/conn.go,
  // IsWebSocketRequestWithTunnelingProtocol).
  const auto protocols = request.headers.list("Sec-WebSocket-Protocol");
  const bool wantsTunnel = std::ranges::any_of(
      protocols, [](const auto& name) { return name.startsWith("SPDY/3.1+") && name.endsWith(".k8s.io"); });
  UpgradeAnswer answer{.kind = UpgradeKind::Tunnel, .status = 101};
  QByteArray protocol = kTunnelProtocol.toByteArray();
  if (!wantsTunnel || !spoken.tunnel) {
    if (!spoken.channels) {
      return refuse(403, {});
    }
    // Everything else is the runtime's (PROTOCOL 1.1 and 1.2).
    const auto ports = requestedPorts(request);
    if (!ports) {
      return refuse(400, "unable to parse ports\n");
    }
    if (ports->isEmpty()) {
      return refuse(400, "query parameter \"port\" is required\n");
    }
    if (ports->contains(0)) {
      return refuse(400, "port \"0\" must be > 0\n");
    }
    if (!protocols.isEmpty() && !protocols.contains(kChannelProtocol)) {
      return refuse(403, {});
    }
    answer.kind = UpgradeKind::Channels;
    answer.ports = *ports;
    // Empty where none was offered, which a strict client refuses.
    protocol = protocols.isEmpty() ? QByteArray() : kChannelProtocol.toByteArray();
  }
  const QByteArray key = request.headers.value("Sec-WebSocket-Key");
  if (QByteArray::fromBase64(key).size() != 16 || request.headers.value("Sec-WebSocket-Version") != "13" ||
      (answer.kind == UpgradeKind::Tunnel && !protocols.contains(kTunnelProtocol))) {
    return refuse(400, "Bad Request\n");
  }
  const auto wrong = mischief.value_or(DemoMischief::Status);  // which was answered before it came here
  HttpConnection::Headers headers{
      {"Upgrade", "websocket"},
      {"Connection", "Upgrade"},
      {"Sec-WebSocket-Accept", webSocketAccept(wrong == DemoMischief::WrongAccept ? key.toBase64() : key)}};
  if (wrong != DemoMischief::NoProtocol) {
    headers.emplaceBack("Sec-WebSocket-Protocol", protocol);
  }
  answer.head = HttpConnection::responseHead(101, headers) + "\r\n";
  return answer;
}

UpgradeAnswer answerSpdy(const HttpRequest& request) {
  const auto offered = request.headers.list("X-Stream-Protocol-Version");
  if (offered.isEmpty()) {
    return refuse(400, "unable to upgrade: unable to negotiate protocol: X-Stream-Protocol-Version is missing\n");
  }
  if (!offered.contains(kStreamProtocol)) {
    return refuse(403, "unable to upgrade: unable to negotiate protocol: client supports [" + offered.join(' ') +
                           "], server accepts [portforward.k8s.io]\n");
  }
  return {.kind = UpgradeKind::Spdy,
          .status = 101,
          .head = HttpConnection::responseHead(101, {{"Connection", "Upgrade"},
                                                     {"Upgrade", "SPDY/3.1"},
                                                     {"X-Stream-Protocol-Version", kStreamProtocol.toByteArray()}}) +
                  "\r\n"};
}

}  // namespace

UpgradeAnswer answerUpgrade(const HttpRequest& request, const SpokenKinds& spoken,
                            std::optional<DemoMischief> mischief) {
  if (!request.headers.hasToken("Connection", "upgrade") || !request.headers.contains("Upgrade")) {
    return refuse(400, "Upgrade request required\n");
  }
  if (request.headers.hasToken("Upgrade", "websocket")) {
    return answerWebSocket(request, spoken, mischief);
  }
  if (!spoken.spdy) {
    return refuse(403, "this gateway lets no SPDY through\n");
  }
  return request.headers.hasToken("Upgrade", "SPDY/3.1") ? answerSpdy(request) : refuse(400, "unable to upgrade\n");
}

std::unique_ptr<ByteChannel> makeServerChannel(const UpgradeAnswer& answer, std::unique_ptr<Transport> transport) {
  if (answer.kind == UpgradeKind::Spdy) {
    return std::make_unique<TransportChannel>(std::move(transport));
  }
  auto channel = std::make_unique<WebSocketConnection>(std::move(transport), WebSocketConnection::Role::Server);
  if (answer.kind == UpgradeKind::Channels) {
    return std::make_unique<ChannelsAdapter>(std::move(channel), answer.ports);
  }
  channel->setContinuationAbove(kGorillaBuffer);
  return channel;
}

void breakWire(Transport& wire, DemoCut how, const std::function<void()>& gone) {
  switch (how) {
    case DemoCut::GarbageFrame:
      // FIN and all reserved bits, opcode 15; for plain SPDY a control frame of no known version.
      wire.write(QByteArrayView("\xff\x0fthis is garbage", 17));
      break;
    case DemoCut::UnfinishedFrame:
      // A binary frame of 1,000 bytes, of which none comes: one that did would belong to a stream.
      wire.write(QByteArrayView("\x82\x7e\x03\xe8", 4));
      cutWhenSent(wire, CutEnd::Reset, gone);
      break;
    case DemoCut::Reset:
      cutWhenSent(wire, CutEnd::Reset, gone);
      break;
    case DemoCut::Fin:
      cutWhenSent(wire, CutEnd::Fin, [] {});
      break;
  }
}

}  // namespace portolan::demo
