#pragma once

#include <memory>

#include "core/tunnel/bytechannel.h"
#include "core/tunnel/transport.h"

namespace portolan::demo {

/// A Transport as the channel of plain SPDY.
class TransportChannel final : public ByteChannel {
  Q_OBJECT
 public:
  /// An open transport. What it has already received comes first.
  explicit TransportChannel(std::unique_ptr<Transport> transport);

  void send(QByteArrayView head, QByteArrayView body = {}) override;
  void flush() override { m_transport->flush(); }
  [[nodiscard]] qsizetype bytesToWrite() const override { return m_transport->bytesToWrite(); }
  void setReadingPaused(bool paused) override;
  void close() override;

 private:
  void deliver();
  void finish(const Error& reason);

  const std::unique_ptr<Transport> m_transport;
  bool m_isPaused = false;
  bool m_isOver = false;
};

}  // namespace portolan::demo
