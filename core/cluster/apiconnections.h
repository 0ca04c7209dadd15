#pragma once

#include <QNetworkAccessManager>
#include <QNetworkRequest>
#include <QSslConfiguration>
#include <QUrlQuery>
#include <memory>
#include <vector>

#include "core/cluster/credentials.h"

namespace portolan {

/// The connections of one ApiClient, shared with the exchanges that it began. One set of managers an identity's
/// certificate: a connection that was made with another one would go on to speak for it.
class ApiConnections {
 public:
  enum class Use { Request, Watch };

  ApiConnections(ServerAddress server, std::shared_ptr<Credentials> credentials);

  [[nodiscard]] const ServerAddress& server() const { return m_server; }
  [[nodiscard]] Credentials& credentials() const { return *m_credentials; }

  /// The manager to ask as this identity. Whoever uses it holds it until its reply is gone.
  std::shared_ptr<QNetworkAccessManager> manager(Use use, const Identity& identity);
  /// What is asked from now on goes over new connections. Where one timed out (after a sleep, or a change of network)
  /// the others to that server are no better, and each would cost another time-out.
  void abandon(const std::shared_ptr<QNetworkAccessManager>& manager);

  /// The request with everything that is the same for all of them. Error Unsupported: Qt cannot send these headers.
  [[nodiscard]] Result<QNetworkRequest> request(Use use, const QString& path, const QUrlQuery& query,
                                                const Identity& identity) const;
  /// Which certificates are trusted; empty: the system's.
  [[nodiscard]] const QList<QSslCertificate>& authorities() const { return m_authorities; }

 private:
  void configureTls(const Identity& identity);

  ServerAddress m_server;
  std::shared_ptr<Credentials> m_credentials;
  QList<QSslCertificate> m_authorities;

  // For this identity's certificate and key:
  QByteArray m_certificatePem;
  QByteArray m_privateKeyPem;
  QSslConfiguration m_tls;
  std::shared_ptr<QNetworkAccessManager> m_requests;
  std::vector<std::shared_ptr<QNetworkAccessManager>> m_watches;
};

}  // namespace portolan
