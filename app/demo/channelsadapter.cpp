#include "app/demo/channelsadapter.h"

#include <array>

namespace portolan::demo {

namespace {

// The i-th port has the channels 2i (data) and 2i+1 (errors), and here the streams 4i+3 and 4i+1.
constexpr quint32 errorStreamOf(qsizetype port) {
  return static_cast<quint32>(4 * port + 1);
}
constexpr quint32 dataStreamOf(qsizetype port) {
  return static_cast<quint32>(4 * port + 3);
}
constexpr int channelOf(quint32 streamId) {
  return static_cast<int>(streamId / 4 * 2 + (streamId % 4 == 1 ? 1 : 0));
}

}  // namespace

ChannelsAdapter::ChannelsAdapter(std::unique_ptr<WebSocketConnection> connection, const QList<quint16>& ports)
    : m_connection(std::move(connection)), m_ports(ports), m_parser(*this) {
  connect(m_connection.get(), &ByteChannel::received, this, &ChannelsAdapter::onReceived);
  // A real runtime takes each frame of a fragmented message for a message of its own; here it is one (PROTOCOL 1.3).
  connect(m_connection.get(), &WebSocketConnection::messageEnded, this, [this] { m_channel = -1; });
  connect(m_connection.get(), &ByteChannel::writable, this, &ByteChannel::writable);
  connect(m_connection.get(), &ByteChannel::closed, this, &ByteChannel::closed);
  // Sent before the pod is dialled.
  for (qsizetype i = 0; i < m_ports.size(); ++i) {
    const std::array<char, 2> number{static_cast<char>(m_ports[i] & 0xff), static_cast<char>(m_ports[i] >> 8)};
    sendMessage(channelOf(dataStreamOf(i)), QByteArrayView(number));
    sendMessage(channelOf(errorStreamOf(i)), QByteArrayView(number));
  }
  QMetaObject::invokeMethod(this, &ChannelsAdapter::openPorts, Qt::QueuedConnection);
}

void ChannelsAdapter::openPorts() {
  QByteArray frames;
  for (qsizetype i = 0; i < m_ports.size(); ++i) {
    const QByteArray port = QByteArray::number(m_ports[i]);
    const QByteArray request = QByteArray::number(i);
    std::array<SpdyHeader, 3> headers{{{"streamtype", "error"}, {"port", port}, {"requestid", request}}};
    m_writer.synStream(frames, errorStreamOf(i), headers);
    headers[0].value = "data";
    m_writer.synStream(frames, dataStreamOf(i), headers);
    m_openStreams << errorStreamOf(i) << dataStreamOf(i);
  }
  Q_EMIT received(frames);
}

void ChannelsAdapter::setReadingPaused(bool paused) {
  m_connection->setReadingPaused(paused);
}

void ChannelsAdapter::onReceived(QByteArrayView bytes) {
  if (m_channel < 0) {
    m_channel = static_cast<quint8>(bytes.front());
    bytes = bytes.sliced(1);
  }
  // Nothing is read from error channels, and unknown ones are passed over.
  if (bytes.isEmpty() || m_channel % 2 != 0 || m_channel / 2 >= m_ports.size()) {
    return;
  }
  const auto head = SpdyWriter::dataHeader(dataStreamOf(m_channel / 2), bytes.size());
  Q_EMIT received(QByteArrayView(head));
  Q_EMIT received(bytes);
}

void ChannelsAdapter::send(QByteArrayView head, QByteArrayView body) {
  for (const QByteArrayView part : {head, body}) {
    if (!m_parser.parse(part)) {
      m_connection->close(websocket::kProtocolError);
      return;
    }
  }
}

void ChannelsAdapter::sendMessage(int channel, QByteArrayView payload) {
  const char first = static_cast<char>(channel);
  m_connection->send(QByteArrayView(&first, 1), payload);
}

void ChannelsAdapter::dataReceived(quint32 streamId, QByteArrayView piece, bool fin) {
  if (!piece.isEmpty()) {
    sendMessage(channelOf(streamId), piece);
  }
  if (fin) {
    ended(streamId);
  }
}

void ChannelsAdapter::rstStreamReceived(quint32 streamId, quint32) {
  ended(streamId);
}

/// The end of one port is not told; the WebSocket is closed when all have ended.
void ChannelsAdapter::ended(quint32 streamId) {
  if (m_openStreams.removeAll(streamId) > 0 && m_openStreams.isEmpty()) {
    m_connection->close();
  }
}

}  // namespace portolan::demo
