#include "core/tunnel/proxyhandshake.h"

#include <QHostAddress>
#include <QUrl>
#include <initializer_list>
#include <utility>

#include "core/cluster/proxyerror.h"
#include "core/cluster/tcpconnector.h"
#include "core/tunnel/httphead.h"

using namespace Qt::StringLiterals;

namespace portolan {
namespace {

// RFC 1928 and 1929
constexpr char kVersion = 5;
constexpr char kNoAuthentication = 0;
constexpr char kUserAndPassword = 2;
constexpr char kPasswordVersion = 1;
constexpr char kConnectCommand = 1;
constexpr char kIpv4 = 1;
constexpr char kName = 3;
constexpr char kIpv6 = 4;
constexpr qsizetype kLongestName = 255;

QByteArray bytesOf(std::initializer_list<char> list) {
  return {list.begin(), static_cast<qsizetype>(list.size())};
}

QByteArray wireName(const QString& host) {
  return QHostAddress(host).isNull() ? QUrl::toAce(host) : host.toLatin1();
}

}  // namespace

ProxyHandshake::ProxyHandshake(ProxyAddress proxy, const QString& host, quint16 port)
    : m_proxy(std::move(proxy)), m_host(host), m_port(port), m_step(Step::Connect) {
  const bool hasLogin = !m_proxy.user.isEmpty() || !m_proxy.password.isEmpty();
  if (m_proxy.kind == ProxyAddress::Kind::Socks5) {
    m_step = Step::Method;
    m_output = hasLogin ? bytesOf({kVersion, 2, kNoAuthentication, kUserAndPassword})
                        : bytesOf({kVersion, 1, kNoAuthentication});
    return;
  }
  const QByteArray name = wireName(host);
  const QByteArray target = (name.contains(':') ? '[' + name + ']' : name) + ':' + QByteArray::number(port);
  m_output = "CONNECT " + target + " HTTP/1.1\r\nHost: " + target + "\r\nUser-Agent: portolan/" PORTOLAN_VERSION "\r\n";
  if (hasLogin) {
    m_output += "Proxy-Authorization: Basic " + (m_proxy.user + ':' + m_proxy.password).toBase64() + "\r\n";
  }
  m_output += "\r\n";
}

QByteArray ProxyHandshake::takeOutput() {
  return std::exchange(m_output, {});
}

Result<qsizetype> ProxyHandshake::feed(QByteArrayView bytes) {
  switch (m_step) {
    case Step::Connect:
      return feedConnect(bytes);
    case Step::Method:
      return feedMethod(bytes);
    case Step::Password:
      return feedPassword(bytes);
    case Step::Reply:
      return feedReply(bytes);
    case Step::Done:
      break;
  }
  return 0;
}

Result<qsizetype> ProxyHandshake::feedConnect(QByteArrayView bytes) {
  const auto head = parseHttpResponseHead(bytes);
  if (!head) {
    return std::unexpected(proxyBroken(m_proxy, head.error().detail));
  }
  if (!*head) {
    return 0;
  }
  const int status = (*head)->status;
  if (status >= 200 && status < 300) {
    m_step = Step::Done;  // whatever the head says of a body: there is none (RFC 9110, 9.3.6)
  } else if (status >= 200) {
    return std::unexpected(connectRefusal(m_proxy, status));
  }
  return (*head)->size;
}

Result<qsizetype> ProxyHandshake::feedMethod(QByteArrayView bytes) {
  if (!bytes.isEmpty() && bytes[0] != kVersion) {
    return std::unexpected(proxyBroken(m_proxy, u"it does not speak SOCKS5"_s));
  }
  if (bytes.size() < 2) {
    return 0;
  }
  const bool hasLogin = !m_proxy.user.isEmpty() || !m_proxy.password.isEmpty();
  if (bytes[1] == kNoAuthentication) {
    m_output = socksRequest();
    m_step = Step::Reply;
  } else if (bytes[1] == kUserAndPassword && hasLogin) {
    m_output = QByteArray(1, kPasswordVersion) + static_cast<char>(m_proxy.user.size()) + m_proxy.user +
               static_cast<char>(m_proxy.password.size()) + m_proxy.password;
    m_step = Step::Password;
  } else {
    return std::unexpected(proxyWantsLogin(m_proxy));
  }
  return 2;
}

Result<qsizetype> ProxyHandshake::feedPassword(QByteArrayView bytes) {
  if (bytes.size() < 2) {
    return 0;
  }
  if (bytes[1] != 0) {
    return std::unexpected(proxyWantsLogin(m_proxy));
  }
  m_output = socksRequest();
  m_step = Step::Reply;
  return 2;
}

QByteArray ProxyHandshake::socksRequest() const {
  QByteArray request = bytesOf({kVersion, kConnectCommand, 0});
  const QHostAddress address(m_host);
  if (address.protocol() == QAbstractSocket::IPv4Protocol) {
    const quint32 number = address.toIPv4Address();
    request += kIpv4;
    for (int shift = 24; shift >= 0; shift -= 8) {
      request += static_cast<char>((number >> shift) & 0xFF);
    }
  } else if (address.protocol() == QAbstractSocket::IPv6Protocol) {
    const Q_IPV6ADDR number = address.toIPv6Address();
    request += kIpv6;
    request += QByteArray(reinterpret_cast<const char*>(&number), sizeof(number));
  } else {
    const QByteArray name = wireName(m_host).left(kLongestName);
    request += kName;
    request += static_cast<char>(name.size());
    request += name;
  }
  request += static_cast<char>(m_port >> 8);
  request += static_cast<char>(m_port & 0xFF);
  return request;
}

Result<qsizetype> ProxyHandshake::feedReply(QByteArrayView bytes) {
  if (!bytes.isEmpty() && bytes[0] != kVersion) {
    return std::unexpected(proxyBroken(m_proxy, u"it does not speak SOCKS5"_s));
  }
  if (bytes.size() >= 2 && bytes[1] != 0) {
    return std::unexpected(socksRefusal(m_proxy, static_cast<unsigned char>(bytes[1])));
  }
  // Version, reply, reserved, kind of address; the address that it connects from, and its port.
  if (bytes.size() < 5) {
    return 0;
  }
  qsizetype size = 0;
  switch (bytes[3]) {
    case kIpv4:
      size = 4 + 4 + 2;
      break;
    case kIpv6:
      size = 4 + 16 + 2;
      break;
    case kName:
      size = 4 + 1 + static_cast<unsigned char>(bytes[4]) + 2;
      break;
    default:
      return std::unexpected(proxyBroken(m_proxy, u"it does not speak SOCKS5"_s));
  }
  if (bytes.size() < size) {
    return 0;
  }
  m_step = Step::Done;
  return size;
}

}  // namespace portolan
