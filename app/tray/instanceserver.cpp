#include "app/tray/instanceserver.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocalSocket>

using namespace Qt::StringLiterals;

namespace portolan {

InstanceServer::InstanceServer(QObject* parent) : QObject(parent) {
  m_server.setSocketOptions(QLocalServer::UserAccessOption);
  connect(&m_server, &QLocalServer::newConnection, this, &InstanceServer::onConnection);
}

QString InstanceServer::socketPath(const QString& controlFolder) {
  return controlFolder + u"/desktop.sock"_s;
}

Result<void> InstanceServer::listen(const QString& path) {
  QLocalServer::removeServer(path);
  if (!m_server.listen(path)) {
    return fail(ErrorCode::FileUnwritable, Stage::Configuration,
                u"cannot listen on %1: %2"_s.arg(path, m_server.errorString()));
  }
  return {};
}

void InstanceServer::onConnection() {
  while (QLocalSocket* const socket = m_server.nextPendingConnection()) {
    if (m_clients >= kMostClients) {
      socket->abort();
      socket->deleteLater();
      continue;
    }
    ++m_clients;
    socket->setReadBufferSize(kLongestLine + 1);
    connect(socket, &QObject::destroyed, this, [this] { --m_clients; });
    connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
    connect(socket, &QLocalSocket::readyRead, this, [this, socket] { read(socket); });
  }
}

void InstanceServer::read(QLocalSocket* socket) {
  if (!socket->canReadLine()) {
    if (socket->bytesAvailable() > kLongestLine) {
      socket->abort();
    }
    return;
  }
  const QJsonObject request = QJsonDocument::fromJson(socket->readLine()).object();
  QStringList things;
  const QJsonArray open = request.value("open"_L1).toArray();
  for (const auto& thing : open) {
    if (thing.isString()) {
      things += thing.toString();
    }
  }
  socket->write("{\"ok\":true}\n");
  socket->disconnectFromServer();
  Q_EMIT requested(things, request.value("token"_L1).toString().toUtf8());
}

}  // namespace portolan
