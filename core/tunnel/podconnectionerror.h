#pragma once

#include <QByteArrayView>

#include "core/base/error.h"

namespace portolan {

/// What the container runtime says about one connection that failed (the text of its error stream or channel, PROTOCOL
/// 6.3), made readable. PodPortRefused; PodConnectionFailed; PodGone where the text says that the pod's sandbox is no
/// more, so that every further connection into this pod would fail too. An empty text, too, is a failure.
[[nodiscard]] Error podConnectionError(quint16 port, QByteArrayView text);

/// The connection broke in the pod, and nobody said why: a process there reset it, or was killed.
[[nodiscard]] Error podConnectionReset();

}  // namespace portolan
