#include "core/tunnel/websocketconnection.h"

#include <QPointer>
#include <QRandomGenerator>
#include <QtEndian>
#include <algorithm>
#include <cstring>

using namespace Qt::StringLiterals;

namespace portolan {

namespace {

using websocket::Opcode;

/// While more than this waits to be sent only the last ping is answered, later (RFC 6455 section 5.5.3): a peer that
/// pings and does not read must not fill our memory.
constexpr qsizetype kMaxQueuedForPong = 256 * 1024;
static_assert(kMaxQueuedForPong >= Transport::kLowWater, "else nothing would tell that it is time for the answer");
static_assert(Transport::kLowWater == ByteChannel::kLowWater);

Error sessionLost(const QString& detail) {
  return {ErrorCode::SessionLost, Stage::Session, detail, {}};
}

QString closeText(const WebSocketEvent& event) {
  QString text = event.closeCode == websocket::kNoStatus ? u"without a code"_s : u"with code %1"_s.arg(event.closeCode);
  if (!event.payload.isEmpty()) {
    text += u": "_s + oneLine(QString::fromUtf8(event.payload));
  }
  return text;
}

}  // namespace

WebSocketConnection::WebSocketConnection(std::unique_ptr<Transport> transport, Role role, QObject* parent)
    : ByteChannel(parent), m_transport(std::move(transport)), m_role(role), m_parser(role) {
  connect(m_transport.get(), &Transport::readyRead, this, &WebSocketConnection::deliver);
  connect(m_transport.get(), &Transport::writable, this, &WebSocketConnection::onWritable);
  connect(m_transport.get(), &Transport::broken, this, &ByteChannel::broken);
  connect(m_transport.get(), &Transport::failed, this, &WebSocketConnection::onTransportOver);
  connect(m_transport.get(), &Transport::ended, this, [this] {
    onTransportOver(sessionLost(u"%1 ended the connection without a close frame"_s.arg(m_transport->peerName())));
  });
  if (!m_transport->isOpen()) {
    m_reason = sessionLost(u"the connection to %1 is over"_s.arg(m_transport->peerName()));
  }
  deliverLater();
}

WebSocketConnection::~WebSocketConnection() = default;

// ---- Sending ----

/// RFC 6455 section 10.3: masks come from a strong source of randomness and are new for each frame.
websocket::Mask WebSocketConnection::nextMask() {
  if (m_masksLeft == 0) {
    QRandomGenerator::system()->fillRange(m_masks.data(), static_cast<qsizetype>(m_masks.size()));
    m_masksLeft = m_masks.size();
  }
  websocket::Mask mask{};
  std::memcpy(mask.data(), &m_masks[--m_masksLeft], mask.size());
  return mask;
}

/// Straight into the transport's buffer: header, then payload masked on the way.
void WebSocketConnection::sendFrame(Opcode opcode, bool fin, QByteArrayView head, QByteArrayView body) {
  const qsizetype payload = head.size() + body.size();
  char* const out = m_transport->prepareWrite(websocket::kMaxHeaderSize + payload).data();
  qsizetype size = 0;
  if (m_role == Role::Client) {
    const websocket::Mask mask = nextMask();
    size = websocket::writeHeader(out, opcode, fin, static_cast<quint64>(payload), &mask);
    websocket::applyMask(out + size, head.data(), head.size(), mask, 0);
    websocket::applyMask(out + size + head.size(), body.data(), body.size(), mask, static_cast<quint64>(head.size()));
  } else {
    size = websocket::writeHeader(out, opcode, fin, static_cast<quint64>(payload), nullptr);
    std::copy(head.begin(), head.end(), out + size);
    std::copy(body.begin(), body.end(), out + size + head.size());
  }
  m_transport->commitWrite(size + payload);
}

void WebSocketConnection::send(QByteArrayView head, QByteArrayView body) {
  if (m_state != State::Open || m_reason) {
    return;
  }
  const bool isSplit = m_continuationAbove > 0 && head.size() + body.size() > m_continuationAbove;
  sendFrame(Opcode::Binary, !isSplit, head, body);
  if (isSplit) {
    sendFrame(Opcode::Continuation, true, {});
  }
}

void WebSocketConnection::ping(QByteArrayView payload) {
  if (m_state == State::Open && !m_reason) {
    sendFrame(Opcode::Ping, true, payload.first(std::min(payload.size(), websocket::kMaxControlPayload)));
  }
}

void WebSocketConnection::answerPing(QByteArrayView payload) {
  if (m_transport->bytesToWrite() > kMaxQueuedForPong) {
    m_pong = payload.toByteArray();
  } else {
    sendFrame(Opcode::Pong, true, payload);
  }
}

void WebSocketConnection::onWritable() {
  if (m_state != State::Open) {
    return;
  }
  if (m_pong) {
    sendFrame(Opcode::Pong, true, *m_pong);
    m_pong.reset();
  }
  Q_EMIT writable();
}

// ---- Closing ----

/// The Close frame, and then the connection's end: whoever gets both has nothing to wait for (RFC 6455 section 7.1.1
/// lets a client do so at any time).
void WebSocketConnection::beginClosing(quint16 code, QByteArrayView reason) {
  m_state = State::Closing;
  std::array<char, 2> bytes{};
  qToBigEndian(code, bytes.data());
  sendFrame(Opcode::Close, true, QByteArrayView(bytes), reason);
  m_transport->close();
}

void WebSocketConnection::close(quint16 code, QByteArrayView reason) {
  if (m_state != State::Open) {
    return;
  }
  // Cut between characters: the reason has to be UTF-8.
  qsizetype size = std::min<qsizetype>(reason.size(), websocket::kMaxControlPayload - 2);
  while (size > 0 && size < reason.size() && (reason[size] & 0xc0) == 0x80) {
    --size;
  }
  beginClosing(code, reason.first(size));
  if (m_reason) {
    deliverLater();  // the transport was over already and will say nothing more
  }
}

void WebSocketConnection::onTransportOver(const Error& reason) {
  if (!m_reason) {
    m_reason = m_state == State::Closing ? sessionLost(u"the WebSocket was closed"_s) : reason;
  }
  deliver();
}

// ---- Receiving ----

void WebSocketConnection::setReadingPaused(bool paused) {
  if (m_isPaused == paused) {
    return;
  }
  m_isPaused = paused;
  m_transport->setReadingPaused(paused);
  if (!paused) {
    deliverLater();
  }
}

void WebSocketConnection::deliverLater() {
  if (!m_isDeliveryPosted) {
    m_isDeliveryPosted = true;
    QMetaObject::invokeMethod(
        this,
        [this] {
          m_isDeliveryPosted = false;
          deliver();
        },
        Qt::QueuedConnection);
  }
}

void WebSocketConnection::deliver() {
  if (m_isDelivering || m_state == State::Closed) {
    return;
  }
  const QPointer<WebSocketConnection> alive(this);
  m_isDelivering = true;
  bool handedOn = false;
  while (m_state == State::Open && !m_isPaused && !m_transport->received().isEmpty()) {
    const QByteArrayView bytes = m_transport->received();
    QByteArrayView rest = bytes;
    handle(m_parser.next(rest));
    if (!alive) {
      return;
    }
    m_transport->consume(bytes.size() - rest.size());
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
    const Error reason = *m_reason;
    Q_EMIT closed(reason);
  }
}

void WebSocketConnection::handle(const WebSocketEvent& event) {
  switch (event.type) {
    case WebSocketEvent::Type::None:
      return;
    case WebSocketEvent::Type::Pong:
      Q_EMIT pongReceived();
      return;
    case WebSocketEvent::Type::Data: {
      const QPointer<WebSocketConnection> alive(this);
      if (!event.payload.isEmpty()) {
        Q_EMIT received(event.payload);
      }
      if (alive && event.endsMessage) {
        Q_EMIT messageEnded();
      }
      return;
    }
    case WebSocketEvent::Type::Ping:
      answerPing(event.payload);
      return;
    case WebSocketEvent::Type::Close:
      m_closeCode = event.closeCode;
      m_reason = sessionLost(u"%1 closed the WebSocket %2"_s.arg(m_transport->peerName(), closeText(event)));
      // Echoed, as RFC 6455 section 5.5.1 asks; a frame without a code is answered with a normal one.
      beginClosing(event.closeCode == websocket::kNoStatus ? quint16{websocket::kNormalClosure} : event.closeCode, {});
      return;
    case WebSocketEvent::Type::Failed:
      m_reason = Error{ErrorCode::ProtocolViolation,
                       Stage::Session,
                       u"WebSocket: %1 sent %2"_s.arg(m_transport->peerName(), event.problem),
                       {}};
      beginClosing(event.closeCode, {});
      return;
  }
}

}  // namespace portolan
