#include "core/tunnel/sessionopener.h"

#include <QUrl>

#include "core/base/logging.h"
#include "core/tunnel/spdysession.h"
#include "core/tunnel/websocketupgrade.h"

using namespace Qt::StringLiterals;

namespace portolan {

namespace {

/// The tunnel of KEP-4006 (apimachinery pkg/util/portforward/constants.go).
constexpr QByteArrayView kTunnelProtocol = "SPDY/3.1+portforward.k8s.io";

QByteArray encoded(const QString& name) {
  return QUrl::toPercentEncoding(name);
}

}  // namespace

SessionOpener::SessionOpener(Cluster& cluster, QString ns, QString pod, QObject* parent)
    : QObject(parent), m_cluster(cluster), m_ns(std::move(ns)), m_pod(std::move(pod)) {}

SessionOpener::~SessionOpener() = default;

void SessionOpener::start() {
  auto* const request = m_cluster.credentials().request(this);
  connect(request, &IdentityRequest::finished, this, [this, request](const Result<Identity>& identity) {
    request->deleteLater();
    if (identity) {
      connectAs(*identity);
    } else {
      finish(std::unexpected(identity.error()));
    }
  });
}

void SessionOpener::connectAs(const Identity& identity) {
  const ServerAddress& server = m_cluster.server();
  Transport::Endpoint endpoint;
  endpoint.host = server.host;
  endpoint.port = server.port;
  endpoint.tlsServerName = server.tlsServerName;
  if (server.isTls()) {
    const auto tls = TlsContext::client(server, identity);
    if (!tls) {
      finish(std::unexpected(tls.error()));
      return;
    }
    endpoint.tls = *tls;
  }
  m_transport = std::make_unique<Transport>();
  connect(m_transport.get(), &Transport::opened, this, [this, identity] { upgrade(identity); });
  connect(m_transport.get(), &Transport::failed, this, [this](const Error& error) { finish(std::unexpected(error)); });
  m_transport->connectTo(endpoint);
}

void SessionOpener::upgrade(const Identity& identity) {
  const ServerAddress& server = m_cluster.server();
  WebSocketUpgrade::Request request;
  const QByteArray host = server.host.toLatin1();
  request.host = (host.contains(':') ? '[' + host + ']' : host) + ':' + QByteArray::number(server.port);
  request.target =
      server.basePath.toUtf8() + "/api/v1/namespaces/" + encoded(m_ns) + "/pods/" + encoded(m_pod) + "/portforward";
  request.protocol = kTunnelProtocol.toByteArray();
  // Credentials travel over TLS alone (client-go rest/config.go).
  if (server.isTls()) {
    request.headers = identity.headers();
  }
  m_transport->disconnect(this);
  m_upgrade = std::make_unique<WebSocketUpgrade>(std::move(m_transport), std::move(request));
  connect(m_upgrade.get(), &WebSocketUpgrade::finished, this, [this, identity](const Result<void>& result) {
    if (!result) {
      if (result.error().code == ErrorCode::Unauthorized) {
        m_cluster.credentials().reject(identity);
      }
      finish(result);
      return;
    }
    auto session = std::make_unique<SpdySession>(m_upgrade->takeConnection(), SessionKind::SpdyOverWebSocket);
    // The upgrade shows that the API server agrees; only an answer from the runtime shows that the way is open.
    connect(session.get(), &SpdySession::pingAnswered, this, [this] { finish({}); });
    connect(session.get(), &Session::closed, this, [this](const Error& reason) { finish(std::unexpected(reason)); });
    m_session = std::move(session);
  });
  m_upgrade->start();
}

void SessionOpener::finish(const Result<void>& result) {
  if (m_isOver) {
    return;
  }
  m_isOver = true;
  if (m_session) {
    m_session->disconnect(this);
  }
  Q_EMIT finished(result);
}

std::unique_ptr<Session> SessionOpener::takeSession() {
  return std::move(m_session);
}

}  // namespace portolan
