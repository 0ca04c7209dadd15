#pragma once

#include <QHostAddress>
#include <QList>
#include <QObject>
#include <QSocketNotifier>
#include <QTimer>
#include <chrono>
#include <memory>
#include <optional>

#include "core/base/filedescriptor.h"
#include "core/base/result.h"

namespace portolan {

/// Opens one TCP connection: looks the name up and tries its addresses in turn, each for its share of the time that is
/// left, so that one that does not answer leaves some for the next. Emits finished exactly once, never from inside
/// start(); deleting it cancels.
///
/// Errors (Stage::Authentication, where a server's address belongs to): HostNotFound, ConnectionRefused,
/// ConnectionTimedOut, ConnectionLost, NetworkUnreachable. Of several addresses, the first error that came from a
/// machine counts.
class TcpConnector final : public QObject {
  Q_OBJECT
 public:
  /// `host`: a name or an address literal.
  TcpConnector(QString host, quint16 port, std::chrono::milliseconds timeout, QObject* parent = nullptr);
  ~TcpConnector() override;

  void start();
  /// The same for addresses that are known already.
  void start(const QList<QHostAddress>& addresses);

  /// Once, after finished with a value: a non-blocking descriptor.
  [[nodiscard]] FileDescriptor takeSocket() { return std::move(m_socket); }

 Q_SIGNALS:
  void finished(const portolan::Result<void>& result);

 private:
  using Clock = std::chrono::steady_clock;

  void tryNext();
  void onWritable();
  void attemptFailed(int number);
  void onTimeout();
  void stopAttempt();
  void finish(const Result<void>& result);

  const QString m_host;
  const quint16 m_port;
  const std::chrono::milliseconds m_timeout;
  Clock::time_point m_deadline;
  int m_lookUp = -1;
  QList<QHostAddress> m_addresses;
  qsizetype m_next = 0;
  FileDescriptor m_socket;
  std::unique_ptr<QSocketNotifier> m_notifier;
  QTimer m_timer;
  std::optional<Error> m_error;  ///< of the addresses tried so far
};

/// Why no connection to `endpoint` was made, in the words of errno: see TcpConnector for the codes.
Error connectError(int number, const QString& endpoint);
/// "host:port" as messages write it, IPv6 in brackets.
QString endpointName(const QString& host, quint16 port);
/// "10 s", "250 ms".
QString durationText(std::chrono::milliseconds duration);

}  // namespace portolan
