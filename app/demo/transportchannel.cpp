#include "app/demo/transportchannel.h"

using namespace Qt::StringLiterals;

namespace portolan::demo {

TransportChannel::TransportChannel(std::unique_ptr<Transport> transport) : m_transport(std::move(transport)) {
  connect(m_transport.get(), &Transport::readyRead, this, &TransportChannel::deliver);
  connect(m_transport.get(), &Transport::writable, this, &ByteChannel::writable);
  connect(m_transport.get(), &Transport::failed, this, &TransportChannel::finish);
  connect(m_transport.get(), &Transport::ended, this,
          [this] { finish({ErrorCode::SessionLost, Stage::Session, u"the client ended the connection"_s, {}}); });
  if (!m_transport->received().isEmpty()) {
    QMetaObject::invokeMethod(this, &TransportChannel::deliver, Qt::QueuedConnection);
  }
}

void TransportChannel::send(QByteArrayView head, QByteArrayView body) {
  if (!m_isOver) {
    m_transport->write(head);
    m_transport->write(body);
  }
}

void TransportChannel::setReadingPaused(bool paused) {
  m_isPaused = paused;
  m_transport->setReadingPaused(paused);
}

void TransportChannel::deliver() {
  if (m_isPaused || m_isOver || m_transport->received().isEmpty()) {
    return;
  }
  const QByteArray bytes = m_transport->received().toByteArray();
  m_transport->consume(bytes.size());
  Q_EMIT received(bytes);
}

void TransportChannel::close() {
  if (!m_isOver) {
    m_transport->close();
    QMetaObject::invokeMethod(
        this, [this] { finish({ErrorCode::SessionLost, Stage::Session, u"closed"_s, {}}); }, Qt::QueuedConnection);
  }
}

void TransportChannel::finish(const Error& reason) {
  if (!m_isOver) {
    deliver();
    m_isOver = true;
    Q_EMIT closed(reason);
  }
}

}  // namespace portolan::demo
