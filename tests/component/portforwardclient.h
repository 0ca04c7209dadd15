#pragma once

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>
#include <memory>
#include <optional>

#include "app/demo/democluster.h"
#include "core/cluster/apiclient.h"
#include "core/tunnel/spdysession.h"
#include "core/tunnel/transport.h"
#include "core/tunnel/transportchannel.h"
#include "core/tunnel/websocketupgrade.h"

namespace portolan::test {

/// One connection into a pod, and all that came of it.
class PodStream final : public StreamListener {
 public:
  PodStream(Session& session, quint16 port, QByteArrayView firstBytes = {})
      : m_stream(session.openStream(port, firstBytes, *this)) {
    m_age.start();
  }

  void streamReceived(QByteArrayView bytes) override { received += bytes; }
  void streamFinished(const std::optional<Error>& why) override {
    isFinished = true;
    error = why;
    finishedAfter = m_age.elapsed();
  }
  void streamWritable() override {
    if (!m_toWrite.isEmpty()) {
      write({});
    }
  }

  /// Any number of bytes; they are sent as there is room.
  void write(const QByteArray& bytes) {
    m_toWrite += bytes;
    while (!m_toWrite.isEmpty() && m_stream->canWrite()) {
      const qsizetype size = qMin<qsizetype>(m_toWrite.size(), 256 * 1024);
      m_stream->write(QByteArrayView(m_toWrite).first(size));
      m_toWrite.remove(0, size);
    }
  }
  void closeWrite() { m_stream->closeWrite(); }
  void setReadingPaused(bool paused) { m_stream->setReadingPaused(paused); }
  /// Resets it.
  void drop() { m_stream.reset(); }
  [[nodiscard]] bool isWritten() const { return m_toWrite.isEmpty(); }
  [[nodiscard]] ErrorCode errorCode() const { return error ? error->code : ErrorCode::Internal; }

  QByteArray received;
  bool isFinished = false;
  std::optional<Error> error;
  qint64 finishedAfter = 0;

 private:
  QElapsedTimer m_age;
  QByteArray m_toWrite;
  std::unique_ptr<Stream> m_stream;
};

/// An upgrade of either kind, and the project's own SPDY session on it.
class PortForwardClient : public QObject {
 public:
  PortForwardClient(const DemoCluster& cluster, const QString& pod, SessionKind kind,
                    const SpdySessionOptions& options = {})
      : m_path("/api/v1/namespaces/default/pods/" + pod.toUtf8() + "/portforward"),
        m_identity(cluster.identity()),
        m_options(options),
        m_transport(std::make_unique<Transport>()) {
    connect(m_transport.get(), &Transport::failed, this, [this](const Error& why) { upgradeError = why; });
    connect(m_transport.get(), &Transport::opened, this,
            [this, kind] { kind == SessionKind::Spdy ? upgradeToSpdy() : upgradeToTunnel(); });
    Transport::Endpoint endpoint{
        .host = QStringLiteral("127.0.0.1"), .port = cluster.port(), .tls = {}, .tlsServerName = {}};
    endpoint.tls = TlsContext::client(cluster.server(), {}).value();
    m_transport->connectTo(endpoint);
  }

  std::unique_ptr<SpdySession> session;
  std::optional<Error> upgradeError;
  std::optional<Error> sessionError;
  int pongs = 0;

 private:
  void upgradeToTunnel() {
    m_transport->disconnect(this);
    m_upgrade = std::make_unique<WebSocketUpgrade>(std::move(m_transport),
                                                   WebSocketUpgrade::Request{.host = "127.0.0.1",
                                                                             .target = m_path,
                                                                             .protocol = "SPDY/3.1+portforward.k8s.io",
                                                                             .headers = m_identity.headers()});
    connect(m_upgrade.get(), &WebSocketUpgrade::finished, this, [this](const Result<void>& result) {
      if (result) {
        begin(m_upgrade->takeConnection(), SessionKind::SpdyOverWebSocket);
      } else {
        upgradeError = result.error();
      }
    });
    m_upgrade->start();
  }

  void upgradeToSpdy() {
    connect(m_transport.get(), &Transport::readyRead, this, [this] {
      const QByteArrayView bytes = m_transport->received();
      const qsizetype end = bytes.indexOf("\r\n\r\n");
      if (end < 0) {
        return;
      }
      const int status = bytes.sliced(9, 3).toInt();
      if (status != 101) {
        upgradeError = errorFromResponse(status, bytes.sliced(end + 4).toByteArray(), Stage::Session);
        return;
      }
      m_transport->consume(end + 4);
      m_transport->disconnect(this);
      begin(std::make_unique<TransportChannel>(std::move(m_transport)), SessionKind::Spdy);
    });
    m_transport->write("POST " + m_path +
                       " HTTP/1.1\r\nHost: demo\r\nConnection: Upgrade\r\nUpgrade: SPDY/3.1\r\n"
                       "X-Stream-Protocol-Version: portforward.k8s.io\r\nContent-Length: 0\r\nAuthorization: Bearer " +
                       m_identity.bearerToken + "\r\n\r\n");
  }

  void begin(std::unique_ptr<ByteChannel> channel, SessionKind kind) {
    session = std::make_unique<SpdySession>(std::move(channel), kind, m_options);
    connect(session.get(), &Session::closed, this, [this](const Error& why) { sessionError = why; });
    connect(session.get(), &SpdySession::pingAnswered, this, [this] { ++pongs; });
  }

  const QByteArray m_path;
  const Identity m_identity;
  const SpdySessionOptions m_options;
  std::unique_ptr<Transport> m_transport;
  std::unique_ptr<WebSocketUpgrade> m_upgrade;
};

}  // namespace portolan::test
