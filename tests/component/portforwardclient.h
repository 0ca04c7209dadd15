#pragma once

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>
#include <memory>
#include <optional>

#include "app/demo/democluster.h"
#include "app/demo/transportchannel.h"
#include "core/tunnel/spdysession.h"
#include "core/tunnel/transport.h"

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

/// An upgrade by hand, and the project's own SPDY session on it.
class PortForwardClient : public QObject {
 public:
  PortForwardClient(const DemoCluster& cluster, const QString& pod, const SpdySessionOptions& options = {})
      : m_options(options), m_transport(std::make_unique<Transport>()) {
    connect(m_transport.get(), &Transport::readyRead, this, &PortForwardClient::onReadyRead);
    connect(m_transport.get(), &Transport::failed, this, [this](const Error& why) { transportError = why; });
    connect(m_transport.get(), &Transport::ended, this, [this] { isEnded = true; });
    Transport::Endpoint endpoint{
        .host = QStringLiteral("127.0.0.1"), .port = cluster.port(), .tls = {}, .tlsServerName = {}};
    endpoint.tls = TlsContext::client(cluster.server(), {}).value();
    m_transport->write("POST /api/v1/namespaces/default/pods/" + pod.toUtf8() +
                       "/portforward HTTP/1.1\r\nHost: demo\r\nConnection: Upgrade\r\nUpgrade: SPDY/3.1\r\n"
                       "X-Stream-Protocol-Version: portforward.k8s.io\r\nContent-Length: 0\r\nAuthorization: Bearer " +
                       cluster.identity().bearerToken + "\r\n\r\n");
    m_transport->connectTo(endpoint);
  }

  std::unique_ptr<SpdySession> session;
  QByteArray answer;  ///< the head, or all that was sent in place of a 101
  bool isEnded = false;
  std::optional<Error> transportError;
  std::optional<Error> sessionError;
  int pongs = 0;

 private:
  void onReadyRead() {
    const qsizetype end = m_transport->received().indexOf("\r\n\r\n");
    if (end < 0) {
      return;
    }
    if (!m_transport->received().startsWith("HTTP/1.1 101 ")) {
      answer = m_transport->received().toByteArray();
      return;
    }
    answer = m_transport->received().first(end).toByteArray();
    m_transport->consume(end + 4);
    m_transport->disconnect(this);
    session = std::make_unique<SpdySession>(std::make_unique<demo::TransportChannel>(std::move(m_transport)),
                                            SessionKind::Spdy, m_options);
    connect(session.get(), &Session::closed, this, [this](const Error& why) { sessionError = why; });
    connect(session.get(), &SpdySession::pingAnswered, this, [this] { ++pongs; });
  }

  const SpdySessionOptions m_options;
  std::unique_ptr<Transport> m_transport;
};

}  // namespace portolan::test
