#include "app/tray/instanceclient.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace portolan {

InstanceClient::InstanceClient(QObject* parent) : QObject(parent) {
  m_patience.setSingleShot(true);
  m_patience.setInterval(5s);
  connect(&m_patience, &QTimer::timeout, this, [this] {
    finish(
        fail(ErrorCode::ConnectionTimedOut, Stage::Configuration, u"the Portolan that runs already does not answer"_s));
  });
  connect(&m_socket, &QLocalSocket::readyRead, this, [this] {
    if (m_socket.canReadLine()) {
      finish({});
    }
  });
  const auto nobody = [this] {
    finish(fail(ErrorCode::NotFound, Stage::Configuration, u"no desktop app of Portolan answers"_s));
  };
  // Queued: neither comes from inside send().
  connect(&m_socket, &QLocalSocket::errorOccurred, this, nobody, Qt::QueuedConnection);
  connect(&m_socket, &QLocalSocket::disconnected, this, nobody, Qt::QueuedConnection);
}

void InstanceClient::send(const QString& path, const QStringList& things, const QByteArray& activationToken) {
  QJsonArray open;
  for (const QString& thing : things) {
    open += thing.startsWith("portolan:"_L1) ? thing : QFileInfo(thing).absoluteFilePath();
  }
  const QJsonObject request{{u"open"_s, open}, {u"token"_s, QString::fromUtf8(activationToken)}};
  const QByteArray line = QJsonDocument(request).toJson(QJsonDocument::Compact) + '\n';
  connect(&m_socket, &QLocalSocket::connected, this, [this, line] { m_socket.write(line); }, Qt::QueuedConnection);
  m_patience.start();
  m_socket.connectToServer(path);
}

void InstanceClient::finish(const Result<void>& result) {
  if (!std::exchange(m_isFinished, true)) {
    m_patience.stop();
    Q_EMIT finished(result);
  }
}

}  // namespace portolan
