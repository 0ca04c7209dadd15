#include "core/cluster/tcpconnector.h"

#include <net/if.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <QHostInfo>
#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace portolan {
namespace {

/// An address gets at least this, if so much is left (as with Go's net.Dialer).
constexpr auto kShortestAttempt = 2s;

struct SocketAddress {
  sockaddr_storage storage{};
  socklen_t size = 0;

  [[nodiscard]] sockaddr* data() { return reinterpret_cast<sockaddr*>(&storage); }
};

SocketAddress socketAddress(const QHostAddress& host, quint16 port) {
  SocketAddress address;
  if (host.protocol() == QAbstractSocket::IPv6Protocol) {
    auto* const v6 = reinterpret_cast<sockaddr_in6*>(&address.storage);
    v6->sin6_family = AF_INET6;
    v6->sin6_port = htons(port);
    const Q_IPV6ADDR bytes = host.toIPv6Address();
    std::memcpy(&v6->sin6_addr, &bytes, sizeof(bytes));
    if (const QByteArray scope = host.scopeId().toLatin1(); !scope.isEmpty()) {
      bool isNumber = false;
      const unsigned index = scope.toUInt(&isNumber);
      v6->sin6_scope_id = isNumber ? index : ::if_nametoindex(scope.constData());
    }
    address.size = sizeof(sockaddr_in6);
  } else {
    auto* const v4 = reinterpret_cast<sockaddr_in*>(&address.storage);
    v4->sin_family = AF_INET;
    v4->sin_port = htons(port);
    v4->sin_addr.s_addr = htonl(host.toIPv4Address());
    address.size = sizeof(sockaddr_in);
  }
  return address;
}

/// A connection to a free local port can meet itself, when the kernel chooses just that port for our end.
bool isConnectedToItself(int socket) {
  SocketAddress ours;
  SocketAddress theirs;
  ours.size = theirs.size = sizeof(sockaddr_storage);
  return ::getsockname(socket, ours.data(), &ours.size) == 0 &&
         ::getpeername(socket, theirs.data(), &theirs.size) == 0 && ours.size == theirs.size &&
         std::memcmp(&ours.storage, &theirs.storage, ours.size) == 0;
}

std::unexpected<Error> failure(ErrorCode code, const QString& detail, const QString& hint) {
  return fail(code, Stage::Authentication, detail, hint);
}

}  // namespace

TcpConnector::TcpConnector(QString host, quint16 port, std::chrono::milliseconds timeout, QObject* parent)
    : QObject(parent), m_host(std::move(host)), m_port(port), m_timeout(timeout) {
  m_timer.setSingleShot(true);
  connect(&m_timer, &QTimer::timeout, this, &TcpConnector::onTimeout);
}

TcpConnector::~TcpConnector() {
  if (m_lookUp >= 0) {
    QHostInfo::abortHostLookup(m_lookUp);
  }
}

void TcpConnector::start() {
  if (const QHostAddress literal(m_host); !literal.isNull()) {
    start({literal});
    return;
  }
  m_deadline = Clock::now() + m_timeout;
  m_timer.start(m_timeout);
  m_lookUp = QHostInfo::lookupHost(m_host, this, [this](const QHostInfo& info) {
    if (m_lookUp < 0) {
      return;  // too late: it has timed out
    }
    m_lookUp = -1;
    if (info.error() == QHostInfo::HostNotFound || (info.error() == QHostInfo::NoError && info.addresses().isEmpty())) {
      finish(failure(ErrorCode::HostNotFound, u"the host \"%1\" was not found"_s.arg(m_host),
                     u"Check the name, and whether it is known only inside another network (a VPN, perhaps)."_s));
    } else if (info.error() != QHostInfo::NoError) {
      finish(failure(ErrorCode::HostNotFound,
                     u"the host \"%1\" could not be looked up: %2"_s.arg(m_host, oneLine(info.errorString())),
                     u"Check the network, and the VPN if there is one."_s));
    } else {
      m_addresses = info.addresses();
      tryNext();
    }
  });
}

void TcpConnector::start(const QList<QHostAddress>& addresses) {
  m_addresses = addresses;
  m_deadline = Clock::now() + m_timeout;
  QMetaObject::invokeMethod(this, &TcpConnector::tryNext, Qt::QueuedConnection);
}

void TcpConnector::tryNext() {
  while (m_next < m_addresses.size()) {
    SocketAddress address = socketAddress(m_addresses.at(m_next++), m_port);
    m_socket =
        FileDescriptor(::socket(address.storage.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, IPPROTO_TCP));
    if (!m_socket.isValid() ||
        (::connect(m_socket.get(), address.data(), address.size) != 0 && errno != EINPROGRESS && errno != EINTR)) {
      attemptFailed(errno);
      continue;
    }
    m_notifier = std::make_unique<QSocketNotifier>(m_socket.get(), QSocketNotifier::Write);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &TcpConnector::onWritable);
    const auto left = std::max<Clock::duration>(m_deadline - Clock::now(), Clock::duration::zero());
    const auto share = std::max<Clock::duration>(left / (m_addresses.size() - m_next + 1), kShortestAttempt);
    m_timer.start(std::chrono::ceil<std::chrono::milliseconds>(std::min(share, left)));
    return;
  }
  finish(std::unexpected(m_error.value_or(connectError(EADDRNOTAVAIL, endpointName(m_host, m_port)))));
}

void TcpConnector::onWritable() {
  int number = 0;
  socklen_t size = sizeof(number);
  if (::getsockopt(m_socket.get(), SOL_SOCKET, SO_ERROR, &number, &size) != 0) {
    number = errno;
  }
  if (number == 0 && isConnectedToItself(m_socket.get())) {
    number = ECONNREFUSED;
  }
  stopAttempt();
  if (number == 0) {
    finish({});
    return;
  }
  attemptFailed(number);
  tryNext();
}

void TcpConnector::attemptFailed(int number) {
  m_socket.close();
  // "No route" says most often that this machine has no IPv6; what another address met says more.
  if (!m_error || m_error->code == ErrorCode::NetworkUnreachable) {
    m_error = connectError(number, endpointName(m_host, m_port));
  }
}

void TcpConnector::onTimeout() {
  if (m_lookUp >= 0) {
    QHostInfo::abortHostLookup(std::exchange(m_lookUp, -1));
    finish(failure(ErrorCode::ConnectionTimedOut,
                   u"the host \"%1\" could not be looked up within %2"_s.arg(m_host, durationText(m_timeout)),
                   u"Check the network, and the VPN if there is one."_s));
    return;
  }
  stopAttempt();
  attemptFailed(ETIMEDOUT);
  if (m_error->code == ErrorCode::ConnectionTimedOut) {
    m_error->detail = u"no answer from %1 within %2"_s.arg(endpointName(m_host, m_port), durationText(m_timeout));
  }
  tryNext();
}

/// The notifier may be the one whose signal this runs in.
void TcpConnector::stopAttempt() {
  m_timer.stop();
  m_notifier->setEnabled(false);
  m_notifier.release()->deleteLater();
}

void TcpConnector::finish(const Result<void>& result) {
  m_timer.stop();
  Q_EMIT finished(result);
}

Error connectError(int number, const QString& endpoint) {
  switch (number) {
    case ECONNREFUSED:
      return {ErrorCode::ConnectionRefused, Stage::Authentication, u"nothing listens at %1"_s.arg(endpoint),
              u"Check that the cluster is running and that the address is right."_s};
    case ETIMEDOUT:
      return {ErrorCode::ConnectionTimedOut, Stage::Authentication, u"no answer from %1"_s.arg(endpoint),
              u"Check that the address is right and that the network (a VPN, perhaps) leads there."_s};
    case ECONNRESET:
      return {ErrorCode::ConnectionLost, Stage::Authentication, u"%1 reset the connection"_s.arg(endpoint), {}};
    default:
      return {
          ErrorCode::NetworkUnreachable, Stage::Authentication,
          u"%1 cannot be reached: %2"_s.arg(endpoint, QString::fromStdString(std::generic_category().message(number))),
          u"Check the network, and the VPN if there is one."_s};
  }
}

QString endpointName(const QString& host, quint16 port) {
  return (host.contains(u':') ? u'[' + host + u']' : host) + u':' + QString::number(port);
}

QString durationText(std::chrono::milliseconds duration) {
  return duration.count() % 1000 == 0 ? u"%1 s"_s.arg(duration.count() / 1000) : u"%1 ms"_s.arg(duration.count());
}

}  // namespace portolan
