#include "core/tunnel/transportchannel.h"

#include <QPointer>

using namespace Qt::StringLiterals;

namespace portolan {

namespace {

Error sessionLost(const QString& detail) {
  return {ErrorCode::SessionLost, Stage::Session, detail, {}};
}

}  // namespace

TransportChannel::TransportChannel(std::unique_ptr<Transport> transport, QObject* parent)
    : ByteChannel(parent), m_transport(std::move(transport)) {
  connect(m_transport.get(), &Transport::readyRead, this, &TransportChannel::deliver);
  connect(m_transport.get(), &Transport::writable, this, &ByteChannel::writable);
  connect(m_transport.get(), &Transport::broken, this, &ByteChannel::broken);
  connect(m_transport.get(), &Transport::failed, this, &TransportChannel::onTransportOver);
  connect(m_transport.get(), &Transport::ended, this,
          [this] { onTransportOver(sessionLost(u"%1 ended the connection"_s.arg(m_transport->peerName()))); });
  if (!m_transport->isOpen()) {
    m_reason = sessionLost(u"the connection to %1 is over"_s.arg(m_transport->peerName()));
  }
  deliverLater();
}

void TransportChannel::send(QByteArrayView head, QByteArrayView body) {
  if (m_state == State::Open && !m_reason) {
    m_transport->write(head);
    m_transport->write(body);
  }
}

void TransportChannel::setReadingPaused(bool paused) {
  if (m_isPaused == paused) {
    return;
  }
  m_isPaused = paused;
  m_transport->setReadingPaused(paused);
  if (!paused) {
    deliverLater();
  }
}

void TransportChannel::close() {
  if (m_state != State::Open) {
    return;
  }
  m_state = State::Closing;
  if (m_reason) {
    deliverLater();  // the transport was over already and will say nothing more
  } else {
    m_transport->close();
  }
}

void TransportChannel::onTransportOver(const Error& reason) {
  if (!m_reason) {
    m_reason = m_state == State::Closing ? sessionLost(u"the connection was closed"_s) : reason;
  }
  deliver();
}

void TransportChannel::deliverLater() {
  QMetaObject::invokeMethod(this, &TransportChannel::deliver, Qt::QueuedConnection);
}

void TransportChannel::deliver() {
  if (m_isDelivering || m_state == State::Closed) {
    return;
  }
  const QPointer<TransportChannel> alive(this);
  m_isDelivering = true;
  bool handedOn = false;
  while (m_state == State::Open && !m_isPaused && !m_transport->received().isEmpty()) {
    const QByteArrayView bytes = m_transport->received();
    Q_EMIT received(bytes);
    if (!alive) {
      return;
    }
    m_transport->consume(bytes.size());
    handedOn = true;
  }
  m_isDelivering = false;
  if (handedOn) {
    Q_EMIT drained();
    if (!alive) {
      return;
    }
  }
  if (m_reason && (m_state != State::Open || m_transport->received().isEmpty())) {
    m_state = State::Closed;
    m_transport->close();  // whoever ended first waits for our end, too
    const Error reason = *m_reason;
    Q_EMIT closed(reason);
  }
}

}  // namespace portolan
