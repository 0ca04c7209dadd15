#pragma once

#include <memory>
#include <optional>

#include "core/tunnel/bytechannel.h"
#include "core/tunnel/transport.h"

namespace portolan {

/// A Transport as the channel of plain SPDY. It may be destroyed in each of its signals; destroyed while open, it
/// resets the connection.
class TransportChannel final : public ByteChannel {
  Q_OBJECT
 public:
  /// An open transport. What it has already received comes first.
  explicit TransportChannel(std::unique_ptr<Transport> transport, QObject* parent = nullptr);

  void send(QByteArrayView head, QByteArrayView body = {}) override;
  void flush() override { m_transport->flush(); }
  [[nodiscard]] qsizetype bytesToWrite() const override { return m_transport->bytesToWrite(); }
  void setReadingPaused(bool paused) override;
  [[nodiscard]] bool isPathDead() const override { return m_transport->isPathDead(); }
  void close() override;

 private:
  enum class State { Open, Closing, Closed };

  void deliver();
  void deliverLater();
  void onTransportOver(const Error& reason);

  const std::unique_ptr<Transport> m_transport;
  State m_state = State::Open;
  bool m_isPaused = false;
  bool m_isDelivering = false;
  std::optional<Error> m_reason;  ///< why it is over; closed() waits for what still has to be handed on
};

}  // namespace portolan
