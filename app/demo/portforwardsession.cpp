#include "app/demo/portforwardsession.h"

#include <QTimer>
#include <algorithm>
#include <array>

namespace portolan::demo {

namespace {

QByteArray headerValue(std::span<const SpdyHeader> headers, QByteArrayView name) {
  const auto found = std::ranges::find_if(headers, [&](const SpdyHeader& header) { return header.name == name; });
  return found == headers.end() ? QByteArray() : found->value.toByteArray();
}

}  // namespace

PortForwardSession::PortForwardSession(std::unique_ptr<ByteChannel> channel, std::shared_ptr<const Sandbox> sandbox,
                                       const DemoFaults& faults, const Rules& rules, Cut cut, QObject* parent)
    : QObject(parent),
      m_channel(std::move(channel)),
      m_sandbox(std::move(sandbox)),
      m_faults(faults),
      m_rules(rules),
      m_cut(std::move(cut)),
      m_parser(*this),
      m_leftToSend(faults.cutAfterSent),
      m_leftToReceive(faults.cutAfterReceived) {
  connect(m_channel.get(), &ByteChannel::received, this, &PortForwardSession::onReceived);
  connect(m_channel.get(), &ByteChannel::writable, this, &PortForwardSession::onWritable);
  connect(m_channel.get(), &ByteChannel::broken, this, &PortForwardSession::breakUpstream);
  connect(m_channel.get(), &ByteChannel::closed, this, [this] {
    endAll();
    finish();
  });
  updateReading();
}

PortForwardSession::~PortForwardSession() = default;

void PortForwardSession::applyFaults() {
  updateReading();
  onWritable();
}

void PortForwardSession::processesEnded() {
  std::vector<PodConnection*> connections;
  connections.reserve(m_connections.size());
  for (const auto& [stream, connection] : m_connections) {
    connections.push_back(connection.get());
  }
  for (PodConnection* const connection : connections) {
    connection->processEnded();
  }
  sendControl();
}

void PortForwardSession::breakUpstream() {
  m_parser.stop();
  endAll();
  m_isBroken = true;
  updateReading();
}

void PortForwardSession::sendGoAway() {
  SpdyWriter::goAway(m_control, 0, 0);
  sendControl();
}

void PortForwardSession::sendGarbage() {
  // A control frame of a type that does not exist.
  m_channel->send(QByteArrayView("\x80\x03\x00\x63\x00\x00\x00\x04\xde\xad\xbe\xef", 12));
}

void PortForwardSession::cutNow(DemoCut how) {
  if (!m_isCut) {
    breakUpstream();
    m_isCut = true;
    m_cut(how, [this] { finish(); });
  }
}

void PortForwardSession::setFrozen(bool frozen) {
  m_isFrozen = frozen;
  sendControl();
  applyFaults();
}

bool PortForwardSession::isAlive() const {
  return !m_isBroken && !m_isFrozen && m_sandbox->exists && m_faults.answerPings && m_faults.readSessions;
}

void PortForwardSession::close() {
  breakUpstream();
  m_channel->close();
}

void PortForwardSession::synStreamReceived(quint32 streamId, std::span<const SpdyHeader> headers, bool fin) {
  if (streamId < m_nextStream) {
    sendReset(streamId, spdy::kProtocolError);
    return;
  }
  m_nextStream = streamId + 2;
  const QByteArray type = headerValue(headers, "streamtype");
  bool isNumber = false;
  const quint16 port = headerValue(headers, "port").toUShort(&isNumber);
  if (!isNumber || port == 0 || (type != "data" && type != "error")) {
    sendReset(streamId, spdy::kCancel);
    return;
  }
  QByteArray request = headerValue(headers, "requestid");
  if (request.isEmpty()) {
    // What older clients mean (kubelet pkg/cri/streaming/portforward/httpstream.go, requestID).
    request = QByteArray::number(type == "error" ? streamId : streamId - 2);
  }
  m_writer.synReply(m_control, streamId, {});
  acceptHalf(streamId, type, port, request);
  if (fin) {
    remoteEnded(streamId);
  }
}

void PortForwardSession::acceptHalf(quint32 streamId, const QByteArray& type, quint16 port, const QByteArray& request) {
  Half half{.isError = type == "error", .request = request};
  if (!half.isError) {
    PodConnection::Streams& streams = *this;
    m_connections.emplace(streamId, std::make_unique<PodConnection>(streams, streamId, port, m_rules.connection));
  }
  const quint32 first = m_pending.value(request);
  if (first == 0) {
    m_pending.insert(request, streamId);
    m_streams.insert(streamId, half);
    QTimer::singleShot(m_rules.pairTimeout, this, [this, streamId, request] {
      const auto waiting = m_streams.constFind(streamId);
      if (waiting == m_streams.constEnd() || waiting->partner != 0) {
        return;
      }
      m_pending.remove(request);
      if (waiting->isError) {
        sendText(streamId, "(conn=0xc000000000, request=" + request + ") timed out waiting for streams");
        sendControl();
      }
    });
    return;
  }
  if (m_streams[first].isError == half.isError) {
    m_streams.insert(streamId, half);
    m_connections.erase(streamId);
    if (half.isError) {
      sendText(first, "error processing stream for request " + request + ": error stream already assigned");
    }
    return;
  }
  m_pending.remove(request);
  half.partner = first;
  m_streams[first].partner = streamId;
  m_streams.insert(streamId, half);
  const quint32 dataStream = half.isError ? first : streamId;
  if (m_faults.dialDelay > std::chrono::milliseconds(0)) {
    QTimer::singleShot(m_faults.dialDelay, this, [this, dataStream] {
      dial(dataStream);
      sendControl();
    });
  } else {
    dial(dataStream);
  }
}

void PortForwardSession::dial(quint32 dataStream) {
  const auto found = m_connections.find(dataStream);
  if (found == m_connections.end()) {
    return;
  }
  PodConnection& connection = *found->second;
  const QByteArray id = m_sandbox->id.toLatin1();
  const QByteArray port = QByteArray::number(connection.port());
  if (!m_sandbox->exists) {
    refuse(dataStream, "failed to find sandbox \"" + id + "\" in store: not found");
    return;
  }
  const auto program = m_sandbox->programs.constFind(connection.port());
  if (!m_sandbox->isRunning || program == m_sandbox->programs.constEnd() ||
      m_faults.refusedPorts.contains(connection.port())) {
    // containerd internal/cri/server/sandbox_portforward_linux.go, trailing space included.
    refuse(dataStream, "failed to execute portforward in network namespace \"/var/run/netns/cni-" + id.first(8) +
                           "\": failed to connect to localhost:" + port + " inside namespace \"" + id +
                           "\", IPv4: dial tcp4 127.0.0.1:" + port + ": connect: connection refused IPv6 dial tcp6 " +
                           "[::1]:" + port + ": connect: connection refused ");
    return;
  }
  connection.connectTo(makeProgram(*program, m_sandbox->pod));
  Q_EMIT connectionOpened(connection.port());
}

void PortForwardSession::refuse(quint32 dataStream, const QByteArray& why) {
  const auto found = m_connections.find(dataStream);
  if (found != m_connections.end()) {
    connectionEnded(*found->second, why);
  }
}

void PortForwardSession::connectionEnded(PodConnection& connection, const QByteArray& error) {
  const quint32 dataStream = connection.dataStream();
  const quint32 errorStream = m_streams.value(dataStream).partner;
  sendFin(dataStream);
  if (error.isEmpty()) {
    sendFin(errorStream);
  } else {
    // The terminator since kubelet 0.32 (PROTOCOL 2.5): text, then RST.
    sendText(errorStream, "error forwarding port " + QByteArray::number(connection.port()) + " to pod " +
                              m_sandbox->id.toLatin1() + ", uid : " + error);
    sendReset(errorStream, spdy::kCancel);
  }
  removeConnection(dataStream);
  // Not all ways to here end in these.
  QMetaObject::invokeMethod(
      this,
      [this] {
        sendControl();
        updateReading();
      },
      Qt::QueuedConnection);
}

void PortForwardSession::removeConnection(quint32 dataStream) {
  const auto node = m_connections.extract(dataStream);
  if (node.empty()) {
    return;
  }
  if (m_ended.empty()) {
    QMetaObject::invokeMethod(this, [this] { m_ended.clear(); }, Qt::QueuedConnection);
  }
  m_ended.push_back(std::move(node.mapped()));
}

void PortForwardSession::dataReceived(quint32 streamId, QByteArrayView piece, bool fin) {
  if (const auto found = m_connections.find(streamId); found != m_connections.end()) {
    found->second->receive(piece);
  }
  if (m_leftToReceive) {
    *m_leftToReceive -= piece.size();
    if (*m_leftToReceive <= 0) {
      m_leftToReceive.reset();
      cutNow(m_faults.cut);
      return;
    }
  }
  if (fin) {
    remoteEnded(streamId);
  }
}

void PortForwardSession::rstStreamReceived(quint32 streamId, quint32) {
  // The runtime takes a reset for an end of file (PROTOCOL 2.5).
  remoteEnded(streamId);
}

void PortForwardSession::remoteEnded(quint32 streamId) {
  const auto half = m_streams.find(streamId);
  if (half == m_streams.end()) {
    return;
  }
  half->remoteEnded = true;
  if (const auto found = m_connections.find(streamId); found != m_connections.end()) {
    found->second->clientEnded();
  }
  forgetIfDone(streamId);
}

void PortForwardSession::pingReceived(quint32 id) {
  if (m_faults.answerPings && id % 2 == 1) {
    SpdyWriter::ping(m_control, id);
  }
}

void PortForwardSession::goAwayReceived(quint32, quint32) {
  breakUpstream();
}

qsizetype PortForwardSession::roomFor(const PodConnection& connection) const {
  const bool isStalled = m_isFrozen || m_faults.stalledPorts.contains(connection.port());
  return isStalled ? 0 : kWriteLimit - m_channel->bytesToWrite();
}

void PortForwardSession::sendData(PodConnection& connection, QByteArrayView bytes) {
  while (!bytes.isEmpty() && !m_isBroken) {
    const QByteArrayView piece = bytes.first(std::min(bytes.size(), spdy::kDataFrameSize));
    bytes = bytes.sliced(piece.size());
    const auto head = SpdyWriter::dataHeader(connection.dataStream(), piece.size());
    sendControl();
    // A message of its own for the head: Go writes each field by itself, and receivers must not care.
    m_channel->send(QByteArrayView(head.data(), head.size()));
    if (m_leftToSend && *m_leftToSend <= piece.size()) {
      m_channel->send(piece.first(*m_leftToSend));
      m_leftToSend.reset();
      // Not from inside a program's call.
      QMetaObject::invokeMethod(this, [this] { cutNow(m_faults.cut); }, Qt::QueuedConnection);
      m_isBroken = true;
      return;
    }
    if (m_leftToSend) {
      *m_leftToSend -= piece.size();
    }
    m_channel->send(piece);
  }
}

void PortForwardSession::schedule(PodConnection& connection) {
  if (!connection.isScheduled) {
    connection.isScheduled = true;
    m_runnable.push_back(connection.dataStream());
  }
  if (!m_isRunPosted) {
    m_isRunPosted = true;
    QMetaObject::invokeMethod(
        this,
        [this] {
          m_isRunPosted = false;
          runPrograms();
        },
        Qt::QueuedConnection);
  }
}

void PortForwardSession::runPrograms() {
  // One turn each at most: those that came again wait for the next round, behind what else the event loop has to do.
  for (size_t turns = m_runnable.size(); turns > 0 && !m_isBroken; --turns) {
    const auto found = m_connections.find(m_runnable.front());
    m_runnable.pop_front();
    if (found == m_connections.end()) {
      continue;
    }
    PodConnection& connection = *found->second;
    connection.isScheduled = false;
    if (m_isFrozen || m_faults.stalledPorts.contains(connection.port())) {
      continue;
    }
    if (m_faults.resetPorts.contains(connection.port()) && connection.hasInput()) {
      connection.reset();
    } else if (connection.work()) {
      schedule(connection);
    }
  }
  sendControl();
  updateReading();
}

void PortForwardSession::onReceived(QByteArrayView bytes) {
  if (m_isBroken) {
    if (!m_isCut) {
      m_channel->close();
    }
    return;
  }
  if (!m_parser.parse(bytes)) {
    // As spdystream does it: GOAWAY, and then nothing more on a tunnel.
    sendGoAway();
    breakUpstream();
    return;
  }
  sendControl();
  runPrograms();
}

void PortForwardSession::onWritable() {
  for (const auto& [stream, connection] : m_connections) {
    schedule(*connection);
  }
}

void PortForwardSession::updateReading() {
  const bool isFull = std::ranges::any_of(m_connections, [](const auto& entry) { return entry.second->isFull(); });
  const bool pause = m_isFrozen || !m_faults.readSessions || (!m_isBroken && isFull);
  if (pause != m_isReadingPaused) {
    m_isReadingPaused = pause;
    m_channel->setReadingPaused(pause);
  }
}

void PortForwardSession::sendFin(quint32 streamId) {
  const auto half = m_streams.find(streamId);
  if (half == m_streams.end() || half->localEnded) {
    return;
  }
  const auto head = SpdyWriter::dataHeader(streamId, 0, true);
  m_control.append(head.data(), head.size());
  half->localEnded = true;
  forgetIfDone(streamId);
}

void PortForwardSession::sendReset(quint32 streamId, spdy::ResetStatus status) {
  const auto half = m_streams.find(streamId);
  if (half != m_streams.end()) {
    // spdystream sends no reset behind its own FIN (stream.go, resetStream).
    if (half->localEnded) {
      return;
    }
    m_streams.erase(half);
  }
  SpdyWriter::rstStream(m_control, streamId, status);
}

void PortForwardSession::sendText(quint32 streamId, const QByteArray& text) {
  const auto half = m_streams.constFind(streamId);
  if (half != m_streams.constEnd() && !half->localEnded) {
    const auto head = SpdyWriter::dataHeader(streamId, text.size());
    m_control.append(head.data(), head.size());
    m_control.append(text);
  }
}

void PortForwardSession::forgetIfDone(quint32 streamId) {
  const auto half = m_streams.constFind(streamId);
  if (half != m_streams.constEnd() && half->localEnded && half->remoteEnded) {
    m_streams.erase(half);
  }
}

void PortForwardSession::sendControl() {
  if (m_isFrozen && !m_isBroken) {
    return;
  }
  if (!m_control.isEmpty() && !m_isBroken) {
    m_channel->send(m_control);
  }
  m_control.clear();
}

void PortForwardSession::finish() {
  if (!std::exchange(m_isClosed, true)) {
    Q_EMIT closed();
  }
}

void PortForwardSession::endAll() {
  m_runnable.clear();
  m_pending.clear();
  m_streams.clear();
  while (!m_connections.empty()) {
    removeConnection(m_connections.begin()->first);
  }
}

}  // namespace portolan::demo
