#include "core/forward/listener.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <net/if.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <QFile>
#include <QPointer>
#include <QSocketNotifier>
#include <QTimer>
#include <algorithm>
#include <cerrno>
#include <cstring>
#include <limits>
#include <optional>
#include <vector>

#include "core/base/logging.h"
#include "core/forward/portowner.h"

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace portolan {

namespace {

constexpr int kBacklog = 1024;
// Connections accepted in one turn of the event loop, so that a flood does not keep everything else waiting.
constexpr int kAcceptsPerTurn = 64;
// How long accepting rests when it fails (no descriptors); the connections wait in the backlog meanwhile.
constexpr auto kAcceptPause = 100ms;
// So many descriptors are left to sessions, files and the cluster when clients come in numbers; fewer where there are
// few.
constexpr rlim_t kReserve = 64;
// With port 0: how often another port is tried when the one chosen for the first address is taken at another.
constexpr int kPortChoices = 16;
constexpr int kSuggestionsTried = 64;

/// The first descriptor that clients may not have: the kernel always gives out the lowest that is free.
int firstReserved() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur > rlim_t(std::numeric_limits<int>::max())) {
    return std::numeric_limits<int>::max();
  }
  return static_cast<int>(limit.rlim_cur - std::min(kReserve, limit.rlim_cur / 8));
}

bool hasDescriptorsToSpare(int anyOpen) {
  const FileDescriptor lowest(::fcntl(anyOpen, F_DUPFD_CLOEXEC, 0));
  return lowest.isValid() && lowest.get() < firstReserved();
}

struct Wanted {
  QHostAddress address;
  bool localhost = false;  ///< one of the pair of which one is enough
};

struct Bound {
  FileDescriptor socket;
  QHostAddress address;
};

struct SocketName {
  sockaddr_storage storage{};
  socklen_t size = 0;
};

SocketName socketName(const QHostAddress& address, quint16 port) {
  SocketName name;
  if (address.protocol() == QAbstractSocket::IPv4Protocol) {
    sockaddr_in v4{};
    v4.sin_family = AF_INET;
    v4.sin_port = htons(port);
    v4.sin_addr.s_addr = htonl(address.toIPv4Address());
    name.size = sizeof(v4);
    std::memcpy(&name.storage, &v4, sizeof(v4));
    return name;
  }
  sockaddr_in6 v6{};
  v6.sin6_family = AF_INET6;
  v6.sin6_port = htons(port);
  const Q_IPV6ADDR bytes = address.toIPv6Address();
  std::memcpy(&v6.sin6_addr, &bytes, sizeof(v6.sin6_addr));
  v6.sin6_scope_id = ::if_nametoindex(address.scopeId().toLatin1().constData());
  name.size = sizeof(v6);
  std::memcpy(&name.storage, &v6, sizeof(v6));
  return name;
}

quint16 portOf(const FileDescriptor& socket) {
  sockaddr_storage name{};
  socklen_t size = sizeof(name);
  if (::getsockname(socket.get(), reinterpret_cast<sockaddr*>(&name), &size) != 0) {
    return 0;
  }
  // sin_port and sin6_port are at the same place.
  sockaddr_in v4{};
  std::memcpy(&v4, &name, sizeof(v4));
  return ntohs(v4.sin_port);
}

void enable(const FileDescriptor& socket, int level, int option) {
  const int on = 1;
  ::setsockopt(socket.get(), level, option, &on, sizeof(on));
}

/// A listening socket; errno in the error.
std::expected<FileDescriptor, int> listenAt(const QHostAddress& address, quint16 port) {
  const bool isV6 = address.protocol() == QAbstractSocket::IPv6Protocol;
  FileDescriptor socket(::socket(isV6 ? AF_INET6 : AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, IPPROTO_TCP));
  if (!socket.isValid()) {
    return std::unexpected(errno);
  }
  // Connections of an earlier run in TIME_WAIT are no obstacle. A second listener still is, on Linux.
  enable(socket, SOL_SOCKET, SO_REUSEADDR);
  if (isV6) {
    enable(socket, IPPROTO_IPV6, IPV6_V6ONLY);
  }
  // A client that vanished without a word can only be on another machine. Accepted sockets inherit this, on Linux.
  if (!address.isLoopback()) {
    enable(socket, SOL_SOCKET, SO_KEEPALIVE);
    const int idleSeconds = 60;
    ::setsockopt(socket.get(), IPPROTO_TCP, TCP_KEEPIDLE, &idleSeconds, sizeof(idleSeconds));
    const int intervalSeconds = 15;
    ::setsockopt(socket.get(), IPPROTO_TCP, TCP_KEEPINTVL, &intervalSeconds, sizeof(intervalSeconds));
  }
  const SocketName name = socketName(address, port);
  if (::bind(socket.get(), reinterpret_cast<const sockaddr*>(&name.storage), name.size) != 0 ||
      ::listen(socket.get(), kBacklog) != 0) {
    return std::unexpected(errno);
  }
  return socket;
}

/// An IP literal as kubectl takes it (no names, no shorthands such as "127.1"), in one spelling.
std::optional<QHostAddress> parseLiteral(const QString& text) {
  const QByteArray literal = text.section(u'%', 0, 0).toLatin1();
  in6_addr bytes{};
  if (::inet_pton(AF_INET, literal.constData(), &bytes) != 1 &&
      ::inet_pton(AF_INET6, literal.constData(), &bytes) != 1) {
    return {};
  }
  const QHostAddress address(text);
  if (address.isNull() ||
      (!address.scopeId().isEmpty() && ::if_nametoindex(address.scopeId().toLatin1().constData()) == 0)) {
    return {};
  }
  bool isMapped = false;
  const quint32 v4 = address.toIPv4Address(&isMapped);
  return isMapped && address != QHostAddress(QHostAddress::AnyIPv6) ? QHostAddress(v4) : address;
}

Result<std::vector<Wanted>> parseAddresses(const QStringList& addresses) {
  std::vector<Wanted> wanted;
  const auto add = [&wanted](const QHostAddress& address, bool localhost) {
    const auto same = std::find_if(wanted.begin(), wanted.end(), [&](const Wanted& w) { return w.address == address; });
    if (same == wanted.end()) {
      wanted.push_back({address, localhost});
    } else {
      same->localhost = same->localhost && localhost;  // named by itself, it must succeed
    }
  };
  for (const QString& text : addresses) {
    if (text == u"localhost") {
      add(QHostAddress(QHostAddress::LocalHost), true);
      add(QHostAddress(QHostAddress::LocalHostIPv6), true);
    } else if (const auto literal = parseLiteral(text)) {
      add(*literal, false);
    } else {
      return fail(ErrorCode::InvalidArgument, Stage::Relay, u"'%1' is not an IP address"_s.arg(oneLine(text, 80)),
                  u"Use \"localhost\" or an IP address of this machine."_s);
    }
  }
  if (wanted.empty()) {
    return fail(ErrorCode::InvalidArgument, Stage::Relay, u"there is no address to listen on"_s,
                u"Use \"localhost\" or an IP address of this machine."_s);
  }
  std::sort(wanted.begin(), wanted.end(),
            [](const Wanted& a, const Wanted& b) { return a.address.toString() < b.address.toString(); });
  return wanted;
}

struct Failure {
  Wanted where;
  int error = 0;
};

/// One attempt at all addresses. With `port` 0 the first one's port is for all.
struct Attempt {
  std::vector<Bound> bound;
  std::vector<Failure> failures;

  Attempt(const std::vector<Wanted>& wanted, quint16 port) {
    for (const Wanted& w : wanted) {
      auto socket = listenAt(w.address, port);
      if (!socket) {
        failures.push_back({w, socket.error()});
        continue;
      }
      if (port == 0) {
        port = portOf(*socket);
      }
      bound.push_back({std::move(*socket), w.address});
    }
  }

  /// The failure that makes all of it one, by client-go's listenOnPort.
  [[nodiscard]] const Failure* fatal() const {
    for (const Failure& failure : failures) {
      if (!failure.where.localhost) {
        return &failure;
      }
    }
    const auto localhosts =
        std::count_if(failures.begin(), failures.end(), [](const Failure& f) { return f.where.localhost; });
    // 127.0.0.1 or ::1 may also be listened on for its own sake, and is then not one of the pair.
    return localhosts == 2 ? &failures.front() : nullptr;
  }
  [[nodiscard]] bool isPortTakenSomewhere() const {
    return std::any_of(failures.begin(), failures.end(), [](const Failure& f) { return f.error == EADDRINUSE; });
  }
};

int firstUnprivilegedPort() {
  QFile file(u"/proc/sys/net/ipv4/ip_unprivileged_port_start"_s);
  bool ok = false;
  const int port = file.open(QIODevice::ReadOnly) ? file.readAll().trimmed().toInt(&ok) : 0;
  return ok ? port : 1024;
}

/// A port near `port` that is free at all addresses; 8080 for 80.
std::optional<quint16> suggestPort(const std::vector<Wanted>& wanted, quint16 port) {
  const int first = port < firstUnprivilegedPort() ? port + 8000 : port + 1;
  for (int candidate = first; candidate < first + kSuggestionsTried && candidate <= 65535; ++candidate) {
    const Attempt attempt(wanted, static_cast<quint16>(candidate));
    if (!attempt.isPortTakenSomewhere() && attempt.fatal() == nullptr) {
      return static_cast<quint16>(candidate);
    }
  }
  return {};
}

QString exampleOf(const std::optional<quint16>& port) {
  return port ? u", for example %1"_s.arg(*port) : QString();
}

Error explain(const Failure& failure, const std::vector<Wanted>& wanted, quint16 port) {
  const QString address = failure.where.address.toString();
  const QString place = u"port %1 on %2"_s.arg(port).arg(address);
  switch (failure.error) {
    case EADDRINUSE: {
      const QString other = u"Use another local port%1."_s.arg(exampleOf(suggestPort(wanted, port)));
      if (const auto owner = findPortOwner(failure.where.address, port)) {
        return {ErrorCode::AddressInUse, Stage::Relay,
                u"%1 is in use by %2 (process %3)"_s.arg(place, owner->name).arg(owner->pid), other};
      }
      return {ErrorCode::AddressInUse, Stage::Relay, u"%1 is in use by another process"_s.arg(place), other};
    }
    case EACCES:
    case EPERM: {
      const int first = firstUnprivilegedPort();
      if (port == 0 || port >= first) {
        return {
            ErrorCode::PermissionDenied, Stage::Relay, u"the system does not allow listening on %1"_s.arg(place), {}};
      }
      return {ErrorCode::PermissionDenied, Stage::Relay, u"%1 is reserved for the administrator"_s.arg(place),
              u"Use a local port from %1 on%2."_s.arg(first).arg(exampleOf(suggestPort(wanted, port)))};
    }
    case EADDRNOTAVAIL:
    case EAFNOSUPPORT:
    case ENODEV:
      return {ErrorCode::AddressUnavailable, Stage::Relay, u"this machine does not have the address %1"_s.arg(address),
              u"Use \"localhost\" or an IP address of this machine."_s};
    case EMFILE:
    case ENFILE:
      return {ErrorCode::AddressUnavailable, Stage::Relay, u"cannot listen on %1: too many files are open"_s.arg(place),
              u"Raise the limit on open files (ulimit -n) or stop some forwards."_s};
    default:
      return {ErrorCode::AddressUnavailable,
              Stage::Relay,
              u"cannot listen on %1: %2"_s.arg(place, qt_error_string(failure.error)),
              {}};
  }
}

}  // namespace

class Listener::Private {
 public:
  struct Socket {
    Bound bound;
    std::unique_ptr<QSocketNotifier> notifier;  // after the descriptor, so that it is destroyed before
  };

  Private(Listener* listener, AcceptHandler handler) : q(listener), onAccept(std::move(handler)) {
    resume.setSingleShot(true);
    QObject::connect(&resume, &QTimer::timeout, q, [this] { wakeUp(); });
  }
  ~Private() { close(); }

  void take(std::vector<Bound> bound);
  void close();
  void accept(int socket);
  void rest(const QString& why);
  void wakeUp();
  void setAccepting(bool on);

  Listener* q;
  AcceptHandler onAccept;
  quint16 port = 0;
  std::vector<Socket> sockets;
  int generation = 0;  ///< changes with each close()
  bool isResting = false;
  QTimer resume;
};

void Listener::Private::take(std::vector<Bound> bound) {
  for (Bound& one : bound) {
    const int socket = one.socket.get();
    auto notifier = std::make_unique<QSocketNotifier>(socket, QSocketNotifier::Read);
    QObject::connect(notifier.get(), &QSocketNotifier::activated, q, [this, socket] { accept(socket); });
    sockets.push_back({std::move(one), std::move(notifier)});
  }
  port = portOf(sockets.front().bound.socket);
}

void Listener::Private::close() {
  ++generation;
  resume.stop();
  sockets.clear();
  port = 0;
  isResting = false;
}

void Listener::Private::setAccepting(bool on) {
  for (const Socket& socket : sockets) {
    socket.notifier->setEnabled(on);
  }
}

void Listener::Private::accept(int socket) {
  // The handler may close this listener or destroy it, and itself with it.
  const AcceptHandler handler = onAccept;
  const QPointer<Listener> alive(q);
  const int current = generation;
  for (int i = 0; i < kAcceptsPerTurn; ++i) {
    FileDescriptor accepted(::accept4(socket, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC));
    if (accepted.isValid()) {
      const bool isLast = accepted.get() >= firstReserved();
      handler(std::move(accepted));
      if (!alive || generation != current) {
        return;
      }
      if (isLast) {
        rest(u"descriptors are short"_s);
        return;
      }
      isResting = false;
      continue;
    }
    switch (errno) {
      case EAGAIN:
        return;
      case EINTR:
      case ECONNABORTED:
        continue;
      default:
        // No descriptors, no memory: the connection stays where it is and so does the event, and without a pause this
        // would spin.
        rest(qt_error_string(errno));
        return;
    }
  }
}

/// Those who come meanwhile stay in the backlog.
void Listener::Private::rest(const QString& why) {
  if (!std::exchange(isResting, true)) {
    qCWarning(lcForward).noquote() << "accepting on port" << port << "rests:" << why;
  }
  setAccepting(false);
  resume.start(kAcceptPause);
}

void Listener::Private::wakeUp() {
  if (!sockets.empty() && !hasDescriptorsToSpare(sockets.front().bound.socket.get())) {
    resume.start(kAcceptPause);
    return;
  }
  setAccepting(true);
}

Listener::Listener(AcceptHandler onAccept, QObject* parent)
    : QObject(parent), d(std::make_unique<Private>(this, std::move(onAccept))) {}

Listener::~Listener() = default;

Result<void> Listener::listen(const QStringList& addresses, quint16 port) {
  d->close();
  const auto wanted = parseAddresses(addresses);
  if (!wanted) {
    return std::unexpected(wanted.error());
  }
  for (int choice = 1;; ++choice) {
    Attempt attempt(*wanted, port);
    if (port == 0 && attempt.isPortTakenSomewhere() && choice < kPortChoices) {
      continue;
    }
    if (const Failure* fatal = attempt.fatal()) {
      const Failure failure = *fatal;
      attempt.bound.clear();
      return std::unexpected(explain(failure, *wanted, port));
    }
    for (const Failure& failure : attempt.failures) {
      qCInfo(lcForward).noquote() << "not listening on" << failure.where.address.toString()
                                  << "for localhost:" << qt_error_string(failure.error);
    }
    d->take(std::move(attempt.bound));
    return {};
  }
}

bool Listener::canListen(const QStringList& addresses, quint16 port) {
  const auto wanted = parseAddresses(addresses);
  return wanted && Attempt(*wanted, port).fatal() == nullptr;
}

void Listener::close() {
  d->close();
}

quint16 Listener::port() const {
  return d->port;
}

QList<QHostAddress> Listener::addresses() const {
  QList<QHostAddress> all;
  for (const auto& socket : d->sockets) {
    all += socket.bound.address;
  }
  return all;
}

}  // namespace portolan
