#pragma once

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QObject>
#include <QPointer>
#include <QSslConfiguration>
#include <QTcpServer>
#include <QTcpSocket>
#include <QUrl>
#include <QUrlQuery>
#include <functional>
#include <optional>

#include "tests/support/certificates.h"

struct FakeRequest {
  QByteArray method;
  QUrl url;                                          ///< path and query
  QList<std::pair<QByteArray, QByteArray>> headers;  ///< names in lower case, in the order of arrival
  QByteArray peerCertificateName;                    ///< of the TLS client's certificate

  [[nodiscard]] QString query(const char* key) const {
    return QUrlQuery(url).queryItemValue(QLatin1String(key), QUrl::FullyDecoded);
  }
  [[nodiscard]] QList<QByteArray> header(const QByteArray& name) const {
    QList<QByteArray> values;
    for (const auto& [key, value] : headers) {
      if (key == name) {
        values += value;
      }
    }
    return values;
  }
};

/// The answering end of one connection. Null-safe: the client may have gone.
class FakeAnswer {
 public:
  explicit FakeAnswer(QTcpSocket* socket) : m_socket(socket) {}

  void send(const QByteArray& bytes) const;
  /// A whole answer.
  void answer(int status, const QByteArray& body, const QByteArray& headers = {}) const;
  /// The head of a chunked answer.
  void begin(const QByteArray& headers = {}) const;
  void chunk(const QByteArray& bytes) const;
  void end() const;
  void close() const;
  [[nodiscard]] bool isConnected() const;

 private:
  QPointer<QTcpSocket> m_socket;
};

/// An HTTP/1.1 server on a free port of the loopback that answers as the test says.
class FakeApiServer : public QTcpServer {
 public:
  using Handler = std::function<void(const FakeRequest&, const FakeAnswer&)>;

  /// Without a certificate: plain http. `clientAuthority`: client certificates are asked for and verified.
  explicit FakeApiServer(const std::optional<portolan::test::Certificate>& certificate = {},
                         const QByteArray& clientAuthority = {});

  void setHandler(Handler handler) { m_handler = std::move(handler); }
  [[nodiscard]] const QList<FakeRequest>& requests() const { return m_requests; }
  /// Of the requests that had a Content-Length.
  [[nodiscard]] const QList<QByteArray>& bodies() const { return m_bodies; }
  [[nodiscard]] int connections() const { return m_connections; }

 protected:
  void incomingConnection(qintptr descriptor) override;

 private:
  void read(QTcpSocket* socket);

  std::optional<QSslConfiguration> m_tls;
  Handler m_handler;
  QHash<QTcpSocket*, QByteArray> m_received;
  QList<FakeRequest> m_requests;
  QList<QByteArray> m_bodies;
  int m_connections = 0;
};
