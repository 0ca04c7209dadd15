#pragma once

#include <sys/socket.h>

#include <QElapsedTimer>
#include <QObject>
#include <optional>

#include "core/tunnel/transport.h"

namespace portolan::test {

/// A program on this computer that connects to a forward's local port. It tells a clean end from a reset.
class LocalClient : public QObject {
 public:
  explicit LocalClient(quint16 port, const QByteArray& firstBytes = {},
                       const QString& address = QStringLiteral("127.0.0.1")) {
    connect(&m_transport, &Transport::opened, this, [this] { isOpen = true; });
    connect(&m_transport, &Transport::readyRead, this, [this] {
      received += m_transport.received();
      m_transport.consume(m_transport.received().size());
    });
    connect(&m_transport, &Transport::writable, this, &LocalClient::writeMore);
    connect(&m_transport, &Transport::ended, this, [this] { isEnded = true; });
    connect(&m_transport, &Transport::failed, this, [this](const Error& why) { error = why; });
    m_transport.connectTo(
        {.host = address, .port = port, .tls = {}, .tlsServerName = {}, .timeout = std::chrono::seconds(30)});
    if (!firstBytes.isEmpty()) {
      write(firstBytes);
    }
  }

  /// Any number of bytes; they are sent as there is room.
  void write(const QByteArray& bytes) {
    m_toWrite += bytes;
    writeMore();
  }
  /// The program has no more to say, but listens on.
  void halfClose() {
    m_transport.flush();
    ::shutdown(m_transport.descriptor(), SHUT_WR);
  }
  void setReadingPaused(bool paused) { m_transport.setReadingPaused(paused); }

  /// Reset, or refused.
  [[nodiscard]] bool isReset() const { return error.has_value(); }
  [[nodiscard]] bool isOver() const { return isEnded || isReset(); }
  [[nodiscard]] bool isWritten() const { return m_toWrite.isEmpty() && m_transport.bytesToWrite() == 0; }

  QByteArray received;
  bool isOpen = false;
  bool isEnded = false;  ///< cleanly
  std::optional<Error> error;

 private:
  void writeMore() {
    while (!m_toWrite.isEmpty() && m_transport.bytesToWrite() < 256 * 1024) {
      const qsizetype size = qMin<qsizetype>(m_toWrite.size(), 256 * 1024);
      m_transport.write(QByteArrayView(m_toWrite).first(size));
      m_toWrite.remove(0, size);
    }
  }

  Transport m_transport;
  QByteArray m_toWrite;
};

}  // namespace portolan::test
