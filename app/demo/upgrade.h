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
  None,    ///< refused: `status` and `text` say why
  Tunnel,  ///< SPDY/3.1+portforward.k8s.io in a WebSocket
  Spdy,    ///< SPDY/3.1
};

/// The answer to an upgrade of pods/portforward (PROTOCOL 1.2, 1.5, 3.1).
struct UpgradeAnswer {
  UpgradeKind kind = UpgradeKind::None;
  int status = 400;
  QByteArray text{};
  QByteArray head{};  ///< of the 101, complete
};
UpgradeAnswer answerUpgrade(const HttpRequest& request, bool knowsTunnel, std::optional<DemoMischief> mischief);

/// The channel that SPDY runs on after the answer.
std::unique_ptr<ByteChannel> makeServerChannel(UpgradeKind kind, std::unique_ptr<Transport> transport,
                                               const DemoFaults& faults);

/// Breaks an upgraded connection from below its channel. `gone` is called where the channel does not learn of it.
void breakWire(Transport& wire, DemoCut how, const std::function<void()>& gone);

}  // namespace portolan::demo
