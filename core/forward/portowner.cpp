#include "core/forward/portowner.h"

#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>

#include <QByteArray>
#include <QDeadlineTimer>
#include <QFile>
#include <QSet>
#include <array>
#include <cstring>
#include <memory>

#include "core/base/error.h"
#include "core/base/filedescriptor.h"

namespace portolan {

namespace {

constexpr int kListen = 0x0A;    // TCP_LISTEN in the kernel's include/net/tcp_states.h
constexpr int kTimeWait = 0x06;  // nobody's socket any more, and no obstacle with SO_REUSEADDR

/// A row of /proc/net/tcp or tcp6 (proc(5)).
struct Row {
  QHostAddress address;
  int state = 0;
  QByteArray inode;
};

/// The kernel prints addresses as 32-bit words of its own byte order, in hexadecimal.
QHostAddress parseAddress(QByteArrayView hex) {
  const QByteArray bytes = QByteArray::fromHex(hex.toByteArray());
  if (bytes.size() != 4 && bytes.size() != 16) {
    return {};
  }
  std::array<quint8, 16> network{};
  for (qsizetype i = 0; i < bytes.size(); i += 4) {
    quint32 word = 0;
    for (qsizetype k = 0; k < 4; ++k) {
      word = word << 8U | static_cast<quint8>(bytes[i + k]);
    }
    std::memcpy(network.data() + i, &word, sizeof(word));
  }
  if (bytes.size() == 4) {
    quint32 v4 = 0;
    for (size_t k = 0; k < 4; ++k) {
      v4 = v4 << 8U | network[k];
    }
    return QHostAddress(v4);
  }
  return QHostAddress(network.data());
}

std::optional<Row> parseRow(const QByteArray& line, quint16 port) {
  const QByteArray portField = ':' + QByteArray::number(port, 16).toUpper().rightJustified(4, '0');
  if (!line.contains(portField)) {
    return {};  // quickly, as there may be very many
  }
  const QList<QByteArray> fields = line.simplified().split(' ');
  if (fields.size() < 10 || !fields[1].endsWith(portField)) {
    return {};
  }
  const auto address = QByteArrayView(fields[1]).chopped(portField.size());
  return Row{parseAddress(address), fields[3].toInt(nullptr, 16), fields[9]};
}

bool isWildcard(const QHostAddress& address) {
  return address == QHostAddress(QHostAddress::AnyIPv4) || address == QHostAddress(QHostAddress::AnyIPv6);
}

/// Whether a socket at `other` keeps one of ours (which are never for both families) from listening at `wanted`.
bool inTheWay(const QHostAddress& other, const QHostAddress& wanted) {
  if (other.protocol() == wanted.protocol()) {
    return other == wanted || isWildcard(other) || isWildcard(wanted);
  }
  if (wanted.protocol() != QAbstractSocket::IPv4Protocol) {
    return false;
  }
  bool isMapped = false;
  const QHostAddress mapped(other.toIPv4Address(&isMapped));
  return isWildcard(other) || (isMapped && inTheWay(mapped, wanted));
}

/// The sockets in the way, as links in /proc/PID/fd name them. A listener if there is one, else an outgoing connection
/// that has the port by chance.
QSet<QByteArray> socketsInTheWay(const QHostAddress& address, quint16 port, const QDeadlineTimer& deadline) {
  QHostAddress wanted = address;
  wanted.setScopeId({});  // which /proc does not have
  QSet<QByteArray> listening;
  QSet<QByteArray> others;
  for (const QString& path : {QStringLiteral("/proc/net/tcp"), QStringLiteral("/proc/net/tcp6")}) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
      continue;
    }
    while (!deadline.hasExpired()) {
      const QByteArray line = file.readLine(1024);
      if (line.isEmpty()) {
        break;
      }
      const auto row = parseRow(line, port);
      if (row && row->state != kTimeWait && row->inode != "0" && inTheWay(row->address, wanted)) {
        (row->state == kListen ? listening : others) += "socket:[" + row->inode + ']';
      }
    }
  }
  return listening.isEmpty() ? others : listening;
}

using Directory = std::unique_ptr<DIR, int (*)(DIR*)>;

Directory openDirectory(const QByteArray& path) {
  return {::opendir(path.constData()), ::closedir};
}

bool holdsOneOf(const QByteArray& process, const QSet<QByteArray>& sockets) {
  const Directory directory = openDirectory(process + "/fd");
  if (!directory) {
    return false;
  }
  std::array<char, 64> target;
  while (const dirent* entry = ::readdir(directory.get())) {
    const ssize_t size = ::readlinkat(::dirfd(directory.get()), entry->d_name, target.data(), target.size());
    if (size > 0 && sockets.contains(QByteArray::fromRawData(target.data(), size))) {
      return true;
    }
  }
  return false;
}

}  // namespace

std::optional<PortOwner> findPortOwner(const QHostAddress& address, quint16 port) {
  const QDeadlineTimer deadline(100);
  const QSet<QByteArray> sockets = socketsInTheWay(address, port, deadline);
  const Directory proc = openDirectory("/proc");
  if (sockets.isEmpty() || !proc) {
    return {};
  }
  while (const dirent* entry = ::readdir(proc.get())) {
    if (deadline.hasExpired()) {
      return {};
    }
    bool isProcess = false;
    const qint64 pid = QByteArray(entry->d_name).toLongLong(&isProcess);
    const QByteArray process = QByteArrayLiteral("/proc/") + entry->d_name;
    if (!isProcess || !holdsOneOf(process, sockets)) {
      continue;
    }
    QFile comm(QString::fromLatin1(process + "/comm"));
    if (!comm.open(QIODevice::ReadOnly)) {
      continue;
    }
    return PortOwner{oneLine(QString::fromUtf8(comm.read(64))), pid};
  }
  return {};
}

}  // namespace portolan
