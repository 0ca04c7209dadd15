#pragma once

#include <QPointer>
#include <QTcpServer>
#include <functional>
#include <memory>

#include "core/tunnel/transport.h"

// Transports on real loopback sockets, and what they said.
namespace portolan::test {

/// A listening socket on 127.0.0.1 that hands its connections over as descriptors.
class Acceptor final : public QTcpServer {
 public:
  using Handler = std::function<void(FileDescriptor)>;

  explicit Acceptor(Handler handler, const QHostAddress& address = QHostAddress::LocalHost, quint16 port = 0)
      : m_handler(std::move(handler)) {
    if (!listen(address, port)) {
      qFatal("cannot listen");
    }
  }

 protected:
  void incomingConnection(qintptr socket) override { m_handler(FileDescriptor(static_cast<int>(socket))); }

 private:
  Handler m_handler;
};

/// Hears a transport, takes all its bytes unless told otherwise, and notes signals that come from inside a call.
class TransportLog final : public QObject {
 public:
  explicit TransportLog(Transport& transport) : m_transport(&transport) {
    connect(&transport, &Transport::opened, this, [this] { note(QStringLiteral("opened")); });
    connect(&transport, &Transport::readyRead, this, [this] {
      check();
      ++readyReads;
      most = qMax(most, m_transport->received().size());
      if (takes) {
        data += m_transport->received();
        m_transport->consume(m_transport->received().size());
      }
    });
    connect(&transport, &Transport::writable, this, [this] { note(QStringLiteral("writable")); });
    connect(&transport, &Transport::ended, this, [this] { note(QStringLiteral("ended")); });
    connect(&transport, &Transport::failed, this, [this](const Error& reason) {
      error = reason;
      note(QStringLiteral("failed"));
    });
  }

  /// Runs a call to the transport; signals must not come from inside it.
  template <typename Call>
  void inCall(Call call) {
    m_isInCall = true;
    call();
    m_isInCall = false;
  }

  [[nodiscard]] bool isOver() const {
    return events.contains(QStringLiteral("ended")) || events.contains(QStringLiteral("failed"));
  }

  QStringList events;
  QByteArray data;
  std::optional<Error> error;
  bool takes = true;
  qsizetype most = 0;  ///< bytes that waited at once
  int readyReads = 0;
  int signalsInsideCalls = 0;

 private:
  void check() { signalsInsideCalls += m_isInCall ? 1 : 0; }
  void note(const QString& event) {
    check();
    events += event;
  }

  Transport* m_transport;
  bool m_isInCall = false;
};

/// Both ends of a connection.
struct TransportPair {
  explicit TransportPair(std::shared_ptr<TlsContext> serverTls = {}, std::shared_ptr<TlsContext> clientTls = {},
                         const QString& host = QStringLiteral("127.0.0.1"), const QString& tlsServerName = {})
      : acceptor([this, serverTls](FileDescriptor socket) { server->adopt(std::move(socket), serverTls); },
                 host == QLatin1String("::1") ? QHostAddress(QHostAddress::LocalHostIPv6)
                                              : QHostAddress(QHostAddress::LocalHost)) {
    endpoint.host = host;
    endpoint.port = acceptor.serverPort();
    endpoint.tls = std::move(clientTls);
    endpoint.tlsServerName = tlsServerName;
    client->connectTo(endpoint);
  }

  Transport::Endpoint endpoint;
  std::unique_ptr<Transport> client = std::make_unique<Transport>();
  std::unique_ptr<Transport> server = std::make_unique<Transport>();
  TransportLog clientLog{*client};
  TransportLog serverLog{*server};
  Acceptor acceptor;
};

}  // namespace portolan::test
