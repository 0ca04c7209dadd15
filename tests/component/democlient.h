#pragma once

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSignalSpy>
#include <QSslConfiguration>
#include <QSslKey>
#include <QTest>
#include <memory>
#include <optional>

#include "app/demo/democluster.h"
#include "core/tunnel/transport.h"

namespace portolan::test {

struct Answer {
  int status = 0;  ///< 0: there was none
  QByteArray body;
  QJsonObject json;
};

/// Asks the cluster's API as curl would: one request, one answer.
class ApiCaller {
 public:
  explicit ApiCaller(const DemoCluster& cluster) : m_cluster(cluster) { m_network.setTransferTimeout(10'000); }

  QNetworkRequest request(const QString& path, const QString& user = QStringLiteral("dev")) const {
    QNetworkRequest request(QUrl(QStringLiteral("https://127.0.0.1:%1%2").arg(m_cluster.port()).arg(path)));
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    auto tls = QSslConfiguration::defaultConfiguration();
    tls.setCaCertificates(QSslCertificate::fromData(m_cluster.server().caPem));
    const Identity identity = m_cluster.identity(user);
    if (!identity.certificatePem.isEmpty()) {
      tls.setLocalCertificate(QSslCertificate(identity.certificatePem));
      tls.setPrivateKey(QSslKey(identity.privateKeyPem, QSsl::Ec));
    }
    request.setSslConfiguration(tls);
    for (const auto& [name, value] : identity.headers()) {
      request.setRawHeader(name, value);
    }
    return request;
  }

  Answer call(const QByteArray& method, const QNetworkRequest& request) {
    const std::unique_ptr<QNetworkReply> reply(m_network.sendCustomRequest(request, method));
    QSignalSpy finished(reply.get(), &QNetworkReply::finished);
    if (finished.isEmpty() && !finished.wait(10'000)) {
      return {};
    }
    Answer answer{.status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(),
                  .body = reply->readAll(),
                  .json = {}};
    answer.json = QJsonDocument::fromJson(answer.body).object();
    return answer;
  }

  Answer get(const QString& path, const QString& user = QStringLiteral("dev")) {
    if (user != m_lastUser) {
      // Else a connection that proved to be somebody else would serve this request.
      m_network.clearConnectionCache();
      m_lastUser = user;
    }
    return call("GET", request(path, user));
  }

  QNetworkAccessManager& network() { return m_network; }

 private:
  const DemoCluster& m_cluster;
  QNetworkAccessManager m_network;
  QString m_lastUser;
};

/// A watch as it arrives.
class Watcher : public QObject {
 public:
  Watcher(ApiCaller& api, const QString& path) : m_reply(api.network().get(api.request(path))) {
    connect(m_reply.get(), &QNetworkReply::readyRead, this, [this] {
      while (m_reply->canReadLine()) {
        events.append(QJsonDocument::fromJson(m_reply->readLine()).object());
      }
    });
    connect(m_reply.get(), &QNetworkReply::finished, this, [this] { isFinished = true; });
  }

  /// "ADDED web-1" for each event; BOOKMARK and ERROR without a name.
  [[nodiscard]] QStringList summary() const {
    QStringList lines;
    for (const QJsonObject& event : events) {
      lines.append((event[QLatin1String("type")].toString() + u' ' +
                    event[QLatin1String("object")][QLatin1String("metadata")][QLatin1String("name")].toString())
                       .trimmed());
    }
    return lines;
  }

  QList<QJsonObject> events;
  bool isFinished = false;

 private:
  std::unique_ptr<QNetworkReply> m_reply;
};

/// A TLS connection to the cluster, for what no proper client does.
class RawConnection : public QObject {
 public:
  explicit RawConnection(const DemoCluster& cluster, bool withTls = true) {
    connect(&transport, &Transport::opened, this, [this] { isOpen = true; });
    connect(&transport, &Transport::readyRead, this, [this] {
      received += transport.received();
      transport.consume(transport.received().size());
    });
    connect(&transport, &Transport::ended, this, [this] { isEnded = true; });
    connect(&transport, &Transport::failed, this, [this](const Error& why) { error = why; });
    Transport::Endpoint endpoint{
        .host = QStringLiteral("127.0.0.1"), .port = cluster.port(), .tls = {}, .tlsServerName = {}};
    if (withTls) {
      endpoint.tls = TlsContext::client(cluster.server(), {}).value();
    }
    transport.connectTo(endpoint);
  }

  [[nodiscard]] bool isOver() const { return isEnded || error.has_value(); }

  Transport transport;
  QByteArray received;
  bool isOpen = false;
  bool isEnded = false;
  std::optional<Error> error;
};

}  // namespace portolan::test
