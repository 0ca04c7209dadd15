#pragma once

#include <QByteArray>
#include <optional>

#include "core/base/result.h"
#include "core/cluster/proxyaddress.h"

namespace portolan {

/// The client's part of asking a proxy for a connection, over bytes: CONNECT (RFC 9110, 9.3.6) or SOCKS5 (RFC 1928, and
/// RFC 1929 for the password). The proxy looks names up. It takes not a byte that belongs to the connection.
///
/// Errors: ProxyFailed; credentials are in none of them.
class ProxyHandshake {
 public:
  /// `host`: a name or an address literal.
  ProxyHandshake(ProxyAddress proxy, const QString& host, quint16 port);

  /// What is to be sent now; empty: nothing before more has arrived.
  [[nodiscard]] QByteArray takeOutput();
  /// Takes bytes from the beginning of what has arrived and says how many. At most kMostBytes have to be held.
  [[nodiscard]] Result<qsizetype> feed(QByteArrayView bytes);
  /// The connection is made: what follows is the server's.
  [[nodiscard]] bool isDone() const { return m_step == Step::Done; }

  static constexpr qsizetype kMostBytes = 64 * 1024;

 private:
  enum class Step { Connect, Method, Password, Reply, Done };

  Result<qsizetype> feedConnect(QByteArrayView bytes);
  Result<qsizetype> feedMethod(QByteArrayView bytes);
  Result<qsizetype> feedPassword(QByteArrayView bytes);
  Result<qsizetype> feedReply(QByteArrayView bytes);
  [[nodiscard]] QByteArray socksRequest() const;

  const ProxyAddress m_proxy;
  const QString m_host;
  const quint16 m_port;
  Step m_step;
  QByteArray m_output;
};

}  // namespace portolan
