#include "core/tunnel/websocketconnection.h"

#include <QPointer>
#include <QRandomGenerator>
#include <QtEndian>
#include <cstring>

using namespace Qt::StringLiterals;

namespace portolan {

namespace {

using websocket::Opcode;

/// Pings are not answered while more than this waits to be sent: only the latest one needs an answer (RFC 6455 section
/// 5.5.3), and a peer that pings and does not read must not fill our memory.
constexpr qsizetype kMaxQueuedForPong = 256 * 1024;
constexpr size_t kMaskStock = 1024;

QString closeText(quint16 code, QByteArrayView reason) {
  QString text = code == 1005 ? u"without a code"_s : u"with code %1"_s.arg(code);
  if (!reason.isEmpty()) {
    text += u": "_s + oneLine(QString::fromUtf8(reason));
  }
  return text;
}

}  // namespace

WebSocketConnection::WebSocketConnection(std::unique_ptr<Transport> transport, Role role, QObject* parent)
    : ByteChannel(parent),
      m_transport(std::move(transport)),
      m_role(role),
      m_parser(*this, /*expectMasked=*/role == Role::Server) {
  connect(m_transport.get(), &Transport::readyRead, this, &WebSocketConnection::deliver);
  connect(m_transport.get(), &Transport::writable, this, &ByteChannel::writable);
  connect(m_transport.get(), &Transport::failed, this, &WebSocketConnection::onTransportOver);
  connect(m_transport.get(), &Transport::ended, this, [this] {
    onTransportOver({ErrorCode::SessionLost,
                     Stage::Session,
                     u"%1 ended the connection without a close frame"_s.arg(m_transport->peerName()),
                     {}});
  });
  if (!m_transport->received().isEmpty()) {
    deliverLater();
  }
}

WebSocketConnection::~WebSocketConnection() = default;

// ---- Sending ----

/// RFC 6455 section 10.3: masks come from a strong source of randomness and are new for each frame.
websocket::Mask WebSocketConnection::nextMask() {
  if (m_masks.empty()) {
    m_masks.resize(kMaskStock);
    QRandomGenerator::system()->fillRange(m_masks.data(), qsizetype(m_masks.size()));
  }
  websocket::Mask mask{};
  std::memcpy(mask.data(), &m_masks.back(), mask.size());
  m_masks.pop_back();
  return mask;
}

/// Straight into the transport's buffer: header, then payload masked on the way.
void WebSocketConnection::sendFrame(Opcode opcode, bool fin, QByteArrayView head, QByteArrayView body) {
  const qsizetype payload = head.size() + body.size();
  char* const out = m_transport->prepareWrite(websocket::kMaxHeaderSize + payload).data();
  qsizetype size = 0;
  if (m_role == Role::Client) {
    const websocket::Mask mask = nextMask();
    size = websocket::writeHeader(out, opcode, fin, quint64(payload), &mask);
    websocket::applyMask(out + size, head.data(), head.size(), mask, 0);
    websocket::applyMask(out + size + head.size(), body.data(), body.size(), mask, quint64(head.size()));
  } else {
    size = websocket::writeHeader(out, opcode, fin, quint64(payload), nullptr);
    if (!head.isEmpty()) {
      std::memcpy(out + size, head.data(), size_t(head.size()));
    }
    if (!body.isEmpty()) {
      std::memcpy(out + size + head.size(), body.data(), size_t(body.size()));
    }
  }
  m_transport->commitWrite(size + payload);
}

void WebSocketConnection::send(QByteArrayView head, QByteArrayView body) {
  if (m_closeSent || m_finished) {
    return;
  }
  const bool split = m_continuationAbove > 0 && head.size() + body.size() > m_continuationAbove;
  sendFrame(Opcode::Binary, !split, head, body);
  if (split) {
    sendFrame(Opcode::Continuation, true, {}, {});
  }
}

void WebSocketConnection::ping(QByteArrayView payload) {
  if (!m_closeSent && !m_finished) {
    sendFrame(Opcode::Ping, true, payload.first(qMin(payload.size(), websocket::kMaxControlPayload)), {});
  }
}

void WebSocketConnection::sendClose(quint16 code, QByteArrayView reason) {
  if (m_closeSent || m_finished) {
    return;
  }
  m_closeSent = true;
  std::array<char, 2> bytes{};
  qToBigEndian(code, bytes.data());
  sendFrame(Opcode::Close, true, QByteArrayView(bytes),
            reason.first(qMin(reason.size(), websocket::kMaxControlPayload - qsizetype(bytes.size()))));
}

void WebSocketConnection::close(quint16 code, QByteArrayView reason) {
  if (m_finished) {
    return;
  }
  sendClose(code, reason);
  m_parser.stop();
  if (!m_reason) {
    m_reason = Error{ErrorCode::SessionLost, Stage::Session, u"the WebSocket was closed"_s, {}};
  }
  m_transport->close();
  if (!m_transport->isOpen() && m_transport->descriptor() < 0) {
    deliverLater();  // it was over already: no signal will come
  }
}

// ---- Receiving ----

void WebSocketConnection::setReadingPaused(bool paused) {
  if (m_paused == paused) {
    return;
  }
  m_paused = paused;
  m_transport->setReadingPaused(paused);
  if (!paused && (m_reason || !m_transport->received().isEmpty())) {
    deliverLater();
  }
}

void WebSocketConnection::deliverLater() {
  if (!m_deliveryScheduled) {
    m_deliveryScheduled = true;
    QMetaObject::invokeMethod(
        this,
        [this] {
          m_deliveryScheduled = false;
          deliver();
        },
        Qt::QueuedConnection);
  }
}

void WebSocketConnection::deliver() {
  if (m_delivering || m_finished) {
    return;
  }
  const QPointer<WebSocketConnection> guard(this);
  m_delivering = true;
  while (!m_paused && !m_transport->received().isEmpty()) {
    const QByteArrayView bytes = m_transport->received();
    const auto parsed = m_parser.parse(bytes);
    if (!guard) {
      return;
    }
    m_transport->consume(bytes.size());
    if (!parsed) {
      violate(websocket::kProtocolError, parsed.error());
    }
  }
  m_delivering = false;
  if (m_reason && !m_paused) {
    finish(*m_reason);
  }
}

void WebSocketConnection::dataReceived(bool isText, QByteArrayView piece, bool, bool) {
  if (isText) {
    violate(websocket::kUnsupportedData, {ErrorCode::ProtocolViolation,
                                          Stage::Session,
                                          u"WebSocket: a text message where only binary ones may be"_s,
                                          {}});
    return;
  }
  if (!piece.isEmpty()) {
    Q_EMIT received(piece);
  }
}

void WebSocketConnection::pingReceived(QByteArrayView payload) {
  if (!m_closeSent && m_transport->bytesToWrite() < kMaxQueuedForPong) {
    sendFrame(Opcode::Pong, true, payload, {});
  }
}

void WebSocketConnection::pongReceived(QByteArrayView) {}

void WebSocketConnection::closeReceived(quint16 code, QByteArrayView reason) {
  m_parser.stop();
  if (!m_reason) {
    m_reason = Error{ErrorCode::SessionLost,
                     Stage::Session,
                     u"%1 closed the WebSocket %2"_s.arg(m_transport->peerName(), closeText(code, reason)),
                     {}};
  }
  // Echoed, as RFC 6455 section 5.5.1 asks; a frame without a code is answered with a normal one.
  sendClose(code == 1005 ? quint16(websocket::kNormalClosure) : code, {});
  m_transport->close();
}

void WebSocketConnection::violate(quint16 code, const Error& error) {
  m_parser.stop();
  m_reason = error;
  sendClose(code, {});
  m_transport->close();
}

void WebSocketConnection::onTransportOver(const Error& reason) {
  if (!m_reason) {
    m_reason = reason;
  }
  deliver();
}

void WebSocketConnection::finish(const Error& reason) {
  if (!m_finished) {
    m_finished = true;
    Q_EMIT closed(reason);
  }
}

}  // namespace portolan
