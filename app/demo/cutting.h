#pragma once

#include <functional>

#include "core/tunnel/transport.h"

namespace portolan::demo {

enum class CutEnd { Reset, Fin };

/// Ends a connection from below: once everything that was written is with the peer's kernel (a second at most), a TCP
/// reset, or a FIN that no close_notify announced. Transport has no way to do the latter, and a reset of its own would
/// throw away what is still queued. Then calls `done`, unless the transport was destroyed first.
void cutWhenSent(Transport& transport, CutEnd how, std::function<void()> done);

}  // namespace portolan::demo
