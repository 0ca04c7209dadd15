#pragma once

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QPointer>
#include <QSslConfiguration>
#include <QTcpServer>
#include <QTcpSocket>
#include <optional>

#include "tests/support/certificates.h"

namespace portolan::test {

/// A proxy on a free port of the loopback: CONNECT, with or without TLS, or SOCKS5. It connects where it is asked to,
/// and remembers who asked for what.
class FakeProxy : public QTcpServer {
 public:
  enum class Kind { Http, Https, Socks5 };

  /// `certificate`: of an Https one.
  explicit FakeProxy(Kind kind, const Certificate& certificate = {});

  /// "user:password"; empty: nobody is asked.
  void setLogin(const QByteArray& login) { m_login = login; }
  /// Every request is refused: with this HTTP status, or this reply of SOCKS5.
  void setRefusal(int refusal) { m_refusal = refusal; }
  /// Requests are read and never answered.
  void setSilent(bool silent) { m_isSilent = silent; }
  /// The answer comes in pieces of one byte.
  void setSlow(bool slow) { m_isSlow = slow; }

  /// "host:port" of each connection that was made.
  [[nodiscard]] const QList<QByteArray>& targets() const { return m_targets; }
  /// All that came before connections were made: heads, and SOCKS5's bytes.
  [[nodiscard]] const QByteArray& heard() const { return m_heard; }
  void cutAll();

 protected:
  void incomingConnection(qintptr descriptor) override;

 private:
  void onRead(QTcpSocket* client);
  void readConnect(QTcpSocket* client, QByteArray& received);
  void readSocks(QTcpSocket* client, QByteArray& received);
  void connectTo(QTcpSocket* client, const QByteArray& host, quint16 port, const QByteArray& answer);
  void answer(QTcpSocket* client, const QByteArray& bytes) const;

  const Kind m_kind;
  std::optional<QSslConfiguration> m_tls;
  QByteArray m_login;
  int m_refusal = 0;
  bool m_isSilent = false;
  bool m_isSlow = false;
  QHash<QTcpSocket*, QByteArray> m_received;  ///< of clients that are not connected through yet
  QHash<QTcpSocket*, int> m_step;             ///< of SOCKS5
  QList<QByteArray> m_targets;
  QByteArray m_heard;
};

}  // namespace portolan::test
