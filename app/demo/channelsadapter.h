#pragma once

#include <QHash>
#include <QList>
#include <memory>

#include "core/tunnel/spdyparser.h"
#include "core/tunnel/spdywriter.h"
#include "core/tunnel/websocketconnection.h"

namespace portolan::demo {

/// The runtime's side of v4.channel.k8s.io (PROTOCOL 1.3), for a session that speaks SPDY: each port that was asked for
/// becomes the stream pair that a SPDY client would open for it, its channels the streams' data. One set of rules and
/// faults serves all three kinds of session.
class ChannelsAdapter final : public ByteChannel, private SpdyFrameHandler {
  Q_OBJECT
 public:
  ChannelsAdapter(std::unique_ptr<WebSocketConnection> connection, const QList<quint16>& ports);

  /// SPDY frames of the session's.
  void send(QByteArrayView head, QByteArrayView body = {}) override;
  void flush() override { m_connection->flush(); }
  [[nodiscard]] qsizetype bytesToWrite() const override { return m_connection->bytesToWrite(); }
  void setReadingPaused(bool paused) override;
  void close() override { m_connection->close(); }

 private:
  void openPorts();
  void onReceived(QByteArrayView bytes);
  void sendMessage(int channel, QByteArrayView payload);
  void ended(quint32 streamId);

  void synStreamReceived(quint32, std::span<const SpdyHeader>, bool) override {}
  void synReplyReceived(quint32, std::span<const SpdyHeader>, bool) override {}
  void headersReceived(quint32, std::span<const SpdyHeader>, bool) override {}
  void dataReceived(quint32 streamId, QByteArrayView piece, bool fin) override;
  void rstStreamReceived(quint32 streamId, quint32 status) override;
  void pingReceived(quint32) override {}
  void goAwayReceived(quint32, quint32) override { m_connection->close(); }

  const std::unique_ptr<WebSocketConnection> m_connection;
  const QList<quint16> m_ports;
  SpdyParser m_parser;
  SpdyWriter m_writer;
  int m_channel = -1;  ///< of the message that is being received
  QList<quint32> m_openStreams;
};

}  // namespace portolan::demo
