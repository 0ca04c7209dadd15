#include "core/tunnel/upgradedialer.h"

#include <QUrl>

#include "core/tunnel/spdyupgrade.h"
#include "core/tunnel/websocketupgrade.h"

namespace portolan {

namespace {

/// On the wire (PROTOCOL 1.2 and 3.1).
QByteArray protocolOf(SessionKind kind) {
  switch (kind) {
    case SessionKind::SpdyOverWebSocket:
      return "SPDY/3.1+portforward.k8s.io";  // apimachinery pkg/util/portforward/constants.go
    case SessionKind::Spdy:
      return "portforward.k8s.io";
    case SessionKind::WebSocketChannels:
      return "v4.channel.k8s.io";
  }
  return {};
}

}  // namespace

UpgradeDialer::UpgradeDialer(std::shared_ptr<SessionContext> context, SessionKind kind, Pod pod, QByteArray query,
                             QObject* parent)
    : QObject(parent), m_context(std::move(context)), m_kind(kind), m_pod(std::move(pod)), m_query(std::move(query)) {}

UpgradeDialer::~UpgradeDialer() = default;

void UpgradeDialer::start() {
  askForIdentity();
}

void UpgradeDialer::askForIdentity() {
  auto* const request = m_context->cluster()->credentials().request(this);
  connect(request, &IdentityRequest::finished, this, [this, request](const Result<Identity>& identity) {
    request->deleteLater();
    if (identity && m_rejected == *identity) {
      finish(std::unexpected(m_firstError));
    } else if (identity) {
      connectAs(*identity);
    } else {
      finish(std::unexpected(identity.error()));
    }
  });
}

void UpgradeDialer::connectAs(const Identity& identity) {
  const ServerAddress& server = m_context->cluster()->server();
  Transport::Endpoint endpoint;
  endpoint.host = server.host;
  endpoint.port = server.port;
  endpoint.tlsServerName = server.tlsServerName;
  if (server.isTls()) {
    const auto tls = m_context->tlsFor(identity);
    if (!tls) {
      finish(std::unexpected(tls.error()));
      return;
    }
    endpoint.tls = *tls;
  }
  const auto proxyTls = m_context->proxyTls();
  if (!proxyTls) {
    finish(std::unexpected(proxyTls.error()));
    return;
  }
  endpoint.proxy = server.proxy;
  endpoint.proxyTls = *proxyTls;
  m_transport = std::make_unique<Transport>();
  connect(m_transport.get(), &Transport::opened, this, [this, identity] { upgrade(identity); });
  connect(m_transport.get(), &Transport::failed, this, [this](const Error& error) { finish(std::unexpected(error)); });
  m_transport->connectTo(endpoint);
}

void UpgradeDialer::upgrade(const Identity& identity) {
  const ServerAddress& server = m_context->cluster()->server();
  HttpUpgrade::Request request;
  const QByteArray host = server.host.toLatin1();
  request.host = (host.contains(':') ? '[' + host + ']' : host) + ':' + QByteArray::number(server.port);
  request.target = server.basePath.toUtf8() + "/api/v1/namespaces/" + QUrl::toPercentEncoding(m_pod.ns) + "/pods/" +
                   QUrl::toPercentEncoding(m_pod.name) + "/portforward" + m_query;
  request.protocol = protocolOf(m_kind);
  // Credentials travel over TLS alone (client-go rest/config.go).
  if (server.isTls()) {
    request.headers = identity.headers();
  }
  m_transport->disconnect(this);
  if (m_kind == SessionKind::Spdy) {
    m_upgrade = std::make_unique<SpdyUpgrade>(std::move(m_transport), std::move(request));
  } else {
    m_upgrade = std::make_unique<WebSocketUpgrade>(std::move(m_transport), std::move(request));
  }
  connect(m_upgrade.get(), &HttpUpgrade::finished, this, [this, identity](const Result<void>& result) {
    if (!result && result.error().code == ErrorCode::Unauthorized) {
      onRejected(identity, result.error());
    } else {
      finish(result);
    }
  });
  m_upgrade->start();
}

void UpgradeDialer::onRejected(const Identity& identity, const Error& error) {
  m_context->cluster()->credentials().reject(identity);
  if (m_rejected) {
    finish(std::unexpected(error));
    return;
  }
  m_rejected = identity;
  m_firstError = error;
  m_upgrade->disconnect(this);
  m_upgrade.release()->deleteLater();  // this runs in its signal
  askForIdentity();
}

UpgradeOutcome UpgradeDialer::outcome() const {
  return m_upgrade ? m_upgrade->outcome() : UpgradeOutcome::Final;
}

std::unique_ptr<WebSocketConnection> UpgradeDialer::takeWebSocket() {
  return std::make_unique<WebSocketConnection>(takeTransport(), WebSocketConnection::Role::Client);
}

void UpgradeDialer::finish(const Result<void>& result) {
  if (!m_isOver) {
    m_isOver = true;
    Q_EMIT finished(result);
  }
}

}  // namespace portolan
