#pragma once

#include <QHostAddress>
#include <QList>
#include <QObject>
#include <QStringList>
#include <functional>
#include <memory>

#include "core/base/filedescriptor.h"
#include "core/base/result.h"

namespace portolan {

/// One local port, listened on at one or more addresses, by kubectl's rules (client-go tools/portforward:
/// PROTOCOL 4.3): "localhost" means 127.0.0.1 and ::1 and fails only if both do; every other address must be an IP
/// literal and must succeed; with port 0 the port that the kernel chose for the first address is used for the others
/// (another one is tried when it is taken there).
/// Lives in one thread.
class Listener : public QObject {
  Q_OBJECT
 public:
  /// Takes each accepted connection: a non-blocking, close-on-exec TCP socket. It may close or destroy the listener.
  using AcceptHandler = std::function<void(FileDescriptor socket)>;

  explicit Listener(AcceptHandler onAccept, QObject* parent = nullptr);
  ~Listener() override;

  /// Binds and listens. Errors: AddressInUse (detail names the process that holds the port where the system tells; hint
  /// suggests a free port), PermissionDenied (ports below net.ipv4.ip_unprivileged_port_start), AddressUnavailable,
  /// InvalidArgument. After a failure nothing is left open; what was listened on before is closed in any case.
  Result<void> listen(const QStringList& addresses, quint16 port);
  /// Whether listen() would succeed now; does not look for who is in the way.
  [[nodiscard]] static bool canListen(const QStringList& addresses, quint16 port);
  void close();

  [[nodiscard]] quint16 port() const;
  /// What is really listened on, in the order in which kubectl prints it: 127.0.0.1 before ::1.
  [[nodiscard]] QList<QHostAddress> addresses() const;

 private:
  class Private;
  std::unique_ptr<Private> d;
};

}  // namespace portolan
