#include "core/control/controlclient.h"

#include <QJsonDocument>

#include "core/control/jsonrpc.h"

using namespace Qt::StringLiterals;

namespace portolan {

ControlClient::ControlClient(QObject* parent) : QObject(parent) {
  connect(&m_socket, &QLocalSocket::readyRead, this, &ControlClient::read);
  const auto lose = [this] {
    const bool isGone = m_socket.error() == QLocalSocket::PeerClosedError;
    const QString detail = isGone ? u"the engine has ended"_s
                                  : u"no engine listens on %1: %2"_s.arg(m_socket.serverName(), m_socket.errorString());
    Q_EMIT lost({ErrorCode::ConnectionRefused, Stage::Configuration, detail,
                 isGone ? QString() : u"Start portolan-tray, or \"portolan run --all\"."_s});
  };
  connect(&m_socket, &QLocalSocket::errorOccurred, this, lose, Qt::QueuedConnection);
}

void ControlClient::connectTo(const QString& path) {
  m_socket.connectToServer(path);
}

void ControlClient::call(const QString& method, const QJsonObject& params, Answer answer) {
  const int id = ++m_lastId;
  m_answers.insert(id, std::move(answer));
  m_socket.write(
      jsonrpc::line({{u"jsonrpc"_s, u"2.0"_s}, {u"id"_s, id}, {u"method"_s, method}, {u"params"_s, params}}));
}

void ControlClient::read() {
  while (m_socket.canReadLine()) {
    const QJsonObject object = QJsonDocument::fromJson(m_socket.readLine()).object();
    if (object.contains("method"_L1)) {
      Q_EMIT notified(object.value("method"_L1).toString(), object.value("params"_L1).toObject());
      continue;
    }
    const Answer answer = m_answers.take(object.value("id"_L1).toInt());
    if (!answer) {
      continue;
    }
    const QJsonObject error = object.value("error"_L1).toObject();
    if (error.isEmpty()) {
      answer(object.value("result"_L1).toObject());
    } else {
      answer(fail(ErrorCode::InvalidArgument, Stage::Configuration, error.value("message"_L1).toString(),
                  error["data"_L1]["hint"_L1].toString()));
    }
  }
}

}  // namespace portolan
