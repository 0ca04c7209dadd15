#pragma once

#include <QObject>
#include <QSocketNotifier>
#include <QTimer>
#include <chrono>
#include <memory>

#include "core/base/filedescriptor.h"
#include "core/base/result.h"
#include "core/cluster/proxyaddress.h"
#include "core/cluster/tcpconnector.h"
#include "core/cluster/tlscontext.h"
#include "core/cluster/tlserror.h"
#include "core/tunnel/proxyhandshake.h"

namespace portolan {

/// A connection to a server through a proxy: connects to the proxy, does TLS with it where it is an https proxy, and
/// asks it for the connection. Emits finished exactly once, never from inside start(); deleting it cancels.
///
/// Errors (Stage::Authentication): those of TcpConnector and TLS, about the proxy; ProxyFailed.
class ProxyConnector final : public QObject {
  Q_OBJECT
 public:
  struct FreeSsl {
    void operator()(SSL* ssl) const;
  };
  using OwnedSsl = std::unique_ptr<SSL, FreeSsl>;

  /// `tls`: of an https proxy, a client's (proxyAsServer); else nothing. `timeout`: for all of it.
  ProxyConnector(ProxyAddress proxy, const QString& host, quint16 port, std::shared_ptr<TlsContext> tls,
                 std::chrono::milliseconds timeout, QObject* parent = nullptr);
  ~ProxyConnector() override;
  void start();

  /// Once, after finished with a value: a non-blocking descriptor, and the TLS connection on it where there is one.
  [[nodiscard]] FileDescriptor takeSocket() { return std::move(m_socket); }
  [[nodiscard]] OwnedSsl takeTls() { return std::move(m_ssl); }

 Q_SIGNALS:
  void finished(const portolan::Result<void>& result);

 private:
  enum class Step { Connecting, Handshaking, Asking };

  void onConnected(const Result<void>& result);
  void onReady();
  void handshake();
  void ask();
  bool write();
  bool read();
  bool blocked(int result);
  void wait(bool forReading, bool forWriting);
  void finish(const Result<void>& result);
  [[nodiscard]] TlsPeer peer() const;

  const ProxyAddress m_proxy;
  const std::shared_ptr<TlsContext> m_tls;
  const std::chrono::milliseconds m_timeout;
  ProxyHandshake m_handshake;
  std::unique_ptr<TcpConnector> m_connector;
  QTimer m_timer;
  Step m_step = Step::Connecting;
  FileDescriptor m_socket;
  OwnedSsl m_ssl;
  TlsVerification m_verification;
  std::unique_ptr<QSocketNotifier> m_readNotifier;
  std::unique_ptr<QSocketNotifier> m_writeNotifier;
  QByteArray m_toSend;
  QByteArray m_received;
};

}  // namespace portolan
