#pragma once

#include <QByteArray>
#include <functional>
#include <memory>
#include <optional>

#include "app/demo/demofaults.h"
#include "app/demo/httprequest.h"
#include "core/tunnel/bytechannel.h"
#include "core/tunnel/transport.h"

namespace portolan::demo {

enum class UpgradeKind {
  None,      ///< refused: `status` and `text` say why
  Tunnel,    ///< SPDY/3.1+portforward.k8s.io in a WebSocket
  Spdy,      ///< SPDY/3.1
  Channels,  ///< v4.channel.k8s.io
};

/// What the server speaks; see DemoOptions.
struct SpokenKinds {
  bool tunnel = true;
  bool spdy = true;
  bool channels = true;
};

/// The answer to an upgrade of pods/portforward (PROTOCOL 1.2, 1.5, 3.1).
struct UpgradeAnswer {
  UpgradeKind kind = UpgradeKind::None;
  int status = 400;
  QByteArray text{};
  QByteArray head{};       ///< of the 101, complete
  QList<quint16> ports{};  ///< Channels
};
UpgradeAnswer answerUpgrade(const HttpRequest& request, const SpokenKinds& spoken,
                            std::optional<DemoMischief> mischief);

/// The channel that the session runs on after the answer.
std::unique_ptr<ByteChannel> makeServerChannel(const UpgradeAnswer& answer, std::unique_ptr<Transport> transport);

/// Breaks an upgraded connection from below its channel. `gone` is called where the channel does not learn of it.
void breakWire(Transport& wire, DemoCut how, const std::function<void()>& gone);

}  // namespace portolan::demo
