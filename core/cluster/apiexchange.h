#pragma once

#include <curl/curl.h>

#include <QObject>
#include <QTimer>
#include <QUrlQuery>
#include <chrono>
#include <memory>
#include <optional>

#include "core/cluster/apiconnections.h"
#include "core/cluster/tlserror.h"

namespace portolan {

/// errorFromResponse with the stage at which an answer of this kind stops a forward: what is wrong with an object
/// concerns the target, everything else the way to the API server.
Error errorFromApiAnswer(int httpStatus, const QByteArray& body);

/// One GET with its answer: asks for the identity, sends, hands on the body of a good answer as it arrives and turns
/// everything else into an Error. After a 401 it asks for the identity once more, and sends again if it is another one.
/// Deleting it aborts.
class ApiExchange : public QObject {
  Q_OBJECT
 public:
  enum class Use {
    Request,
    Watch,  ///< uncompressed: a compressed stream may hold an event back
  };
  struct Deadlines {
    /// Until the connection is made.
    std::chrono::milliseconds connect{std::chrono::seconds(10)};
    /// Until the answer begins, and, where `total` is zero, between two pieces of it.
    std::chrono::milliseconds answer{std::chrono::seconds(30)};
    /// From the beginning of the answer to its end; zero: no limit.
    std::chrono::milliseconds total{0};
  };

  ApiExchange(std::shared_ptr<ApiConnections> connections, Use use, QString path, const QUrlQuery& query,
              Deadlines deadlines, QObject* parent);
  ~ApiExchange() override;
  /// POST of this form instead of GET. Before start().
  void setForm(const QByteArray& form) { m_form = form; }
  void start();

 Q_SIGNALS:
  /// The answer is a good one, and its body follows.
  void accepted();
  void received(const QByteArray& bytes);
  /// The answer is complete, or failed. Exactly once, never from inside start().
  void finished(const portolan::Result<void>& result);

 private:
  struct FreeEasy {
    void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
  };
  struct FreeList {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
  };
  using List = std::unique_ptr<curl_slist, FreeList>;

  static size_t onHeader(char* data, size_t size, size_t count, void* self);
  static size_t onBody(char* data, size_t size, size_t count, void* self);
  static int onConnected(void* self, char* remoteAddress, char* localAddress, int remotePort, int localPort);
  static CURLcode onTls(CURL* easy, void* context, void* self);
  static int onSocket(void* self, curl_socket_t socket, curlsocktype purpose);

  void begin();
  bool beginAgain();
  void setUpProxy();
  void setUpTls();
  void lookUp(const Identity& identity);
  void send(const QStringList& addresses);
  [[nodiscard]] QByteArray url() const;
  void scheduleDelivery();
  void deliver();
  void transferDone(CURLcode result);
  void timedOut();
  void finish(Result<void> result);
  void release();

  [[nodiscard]] Error errorOfAnswer() const;
  [[nodiscard]] std::optional<Error> errorOfProxy(CURLcode result, const QString& words) const;
  [[nodiscard]] Error errorOfTransfer(CURLcode result) const;
  [[nodiscard]] QString serverUrl() const { return m_connections->server().displayUrl(); }

  std::shared_ptr<ApiConnections> m_connections;
  Use m_use;
  QString m_path;
  QUrlQuery m_query;
  Deadlines m_deadlines;

  std::optional<QByteArray> m_form;
  bool m_hasEntered = false;
  std::optional<Identity> m_rejected;  ///< with which the first try was answered 401
  Error m_firstError;                  ///< of that try
  Identity m_identity;
  int m_lookUp = -1;
  std::shared_ptr<CurlMulti> m_multi;
  std::unique_ptr<CURL, FreeEasy> m_easy;
  List m_headers;
  List m_addresses;
  List m_connectTo;
  QByteArray m_errorText;
  TlsVerification m_verification;
  std::optional<Error> m_tlsProblem;  ///< why TLS could not even be set up
  bool m_isAtProxy = false;           ///< the last TLS handshake was with the proxy
  QTimer m_timer;

  // What libcurl's callbacks leave for deliver(): no signal is emitted from inside them.
  QByteArray m_arrived;
  int m_httpStatus = 0;  ///< 0: no head yet
  bool m_isPaused = false;
  bool m_deliveryDue = false;

  bool m_headSeen = false;
  bool m_isGood = false;
  QByteArray m_errorBody;
};

}  // namespace portolan
