#include <sys/socket.h>
#include <sys/un.h>

#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <cstdlib>
#include <cstring>
#include <memory>

#include "core/base/filedescriptor.h"
#include "core/control/controlserver.h"
#include "core/control/jsonrpc.h"

using namespace portolan;
using namespace Qt::StringLiterals;

namespace {

/// Forwards that fail at once, so that whatever is asked for asks nobody on the network.
QList<ForwardConfig> forwards() {
  QList<ForwardConfig> forwards;
  for (const char* name : {"a", "b", "b"}) {
    ForwardConfig config;
    config.uid = u"u%1"_s.arg(forwards.size());
    config.alias = QString::fromLatin1(name);
    config.target = u"service/web"_s;
    config.remotePort = u"80"_s;
    config.tags = {u"t"_s};
    config.context = u"c"_s;
    config.protocol = ForwardConfig::Protocol::Udp;
    forwards += config;
  }
  return forwards;
}

/// One server for all inputs, as it lives in a program; a client for each.
struct World {
  World() : server(engine) {
    engine.setForwards(forwards());
    server.setForwards(forwards());
    path = folder.filePath(u"s"_s);
    if (!server.listen(path)) {
      std::abort();
    }
  }
  QTemporaryDir folder;
  Engine engine;
  ControlServer server;
  QString path;
};

FileDescriptor connectTo(const QString& path) {
  FileDescriptor client(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const QByteArray name = QFile::encodeName(path);
  std::memcpy(static_cast<char*>(address.sun_path), name.constData(), size_t(name.size()));
  if (::connect(client.get(), reinterpret_cast<const sockaddr*>(&address), sizeof(address)) != 0) {
    std::abort();
  }
  return client;
}

}  // namespace

extern "C" int LLVMFuzzerInitialize(int* argc, char*** argv) {
  static QCoreApplication application(*argc, *argv);
  return 0;
}

/// What a client sends, and then a request that makes sense. It is answered, whatever came before it; and every line
/// that comes back is an object of JSON-RPC.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static World world;
  if (size > 60'000) {
    return 0;  // it shall fit the socket at once
  }
  const QByteArray input(reinterpret_cast<const char*>(data), qsizetype(size));
  for (const QByteArray& line : input.split('\n')) {
    QJsonObject mistake;
    const auto request = jsonrpc::parseRequest(line, mistake);
    if (!request && !mistake["error"_L1].isObject()) {
      std::abort();
    }
  }
  const FileDescriptor client = connectTo(world.path);
  const QByteArray last = "\n{\"jsonrpc\":\"2.0\",\"id\":\"the last one\",\"method\":\"hello\"}\n";
  if (::send(client.get(), input.constData(), size, MSG_NOSIGNAL) != ssize_t(size) ||
      ::send(client.get(), last.constData(), size_t(last.size()), MSG_NOSIGNAL) != last.size()) {
    std::abort();
  }
  QByteArray received;
  for (int rounds = 0;; ++rounds) {
    QCoreApplication::processEvents(QEventLoop::AllEvents);
    QByteArray buffer(65'536, Qt::Uninitialized);
    ssize_t got = 0;
    while ((got = ::recv(client.get(), buffer.data(), size_t(buffer.size()), 0)) > 0) {
      received.append(buffer.constData(), got);
    }
    if (received.endsWith('\n') && received.contains("\"the last one\"") && received.contains("\"protocol\"")) {
      break;
    }
    if (got == 0 || rounds > 1'000'000) {
      std::abort();  // dropped, or never answered
    }
  }
  for (const QByteArray& line : received.split('\n')) {
    if (!line.isEmpty() && QJsonDocument::fromJson(line)["jsonrpc"_L1].toString() != u"2.0"_s) {
      std::abort();
    }
  }
  return 0;
}
