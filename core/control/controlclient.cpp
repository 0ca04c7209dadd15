#include "core/control/controlclient.h"

#include <QJsonDocument>

#include "core/control/jsonrpc.h"

using namespace Qt::StringLiterals;

namespace portolan {

ControlClient::ControlClient(QObject* parent) : QObject(parent) {
  connect(&m_socket, &QLocalSocket::readyRead, this, &ControlClient::read);
  connect(&m_socket, &QLocalSocket::connected, this, [this] { m_socket.write(std::exchange(m_unsent, {})); });
  const auto onError = [this](QLocalSocket::LocalSocketError what) {
    switch (what) {
      case QLocalSocket::PeerClosedError:
      case QLocalSocket::UnknownSocketError:  // reset: what was sent last was not read
        return lose({ErrorCode::ConnectionLost, Stage::Configuration, u"the engine has ended"_s, {}});
      case QLocalSocket::SocketAccessError:
        return lose({ErrorCode::PermissionDenied, Stage::Configuration,
                     u"the control socket %1 may not be used"_s.arg(m_path), u"It belongs to another user."_s});
      default:
        return lose({ErrorCode::ConnectionRefused, Stage::Configuration, u"no engine listens on %1"_s.arg(m_path),
                     u"Start portolan-tray, or \"portolan run --all\"."_s});
    }
  };
  connect(&m_socket, &QLocalSocket::errorOccurred, this, onError, Qt::QueuedConnection);
}

void ControlClient::lose(const Error& error) {
  if (!std::exchange(m_isLost, true)) {
    Q_EMIT lost(error);
  }
}

void ControlClient::connectTo(const QString& path) {
  m_path = path;
  m_socket.connectToServer(path);
}

void ControlClient::call(const QString& method, const QJsonObject& params, const Answer& answer) {
  const int id = ++m_lastId;
  m_answers.insert(id, answer);
  const QByteArray line =
      jsonrpc::line({{u"jsonrpc"_s, u"2.0"_s}, {u"id"_s, id}, {u"method"_s, method}, {u"params"_s, params}});
  if (m_socket.state() == QLocalSocket::ConnectedState) {
    m_socket.write(line);
  } else {
    m_unsent += line;
  }
}

void ControlClient::read() {
  while (m_socket.canReadLine()) {
    const QJsonObject object = QJsonDocument::fromJson(m_socket.readLine()).object();
    if (object.contains("method"_L1)) {
      Q_EMIT notified(object.value("method"_L1).toString(), object.value("params"_L1).toObject());
      continue;
    }
    const QJsonObject error = object.value("error"_L1).toObject();
    if (object.value("id"_L1).isNull() && !error.isEmpty()) {
      // Not about a call: what it says before it ends the connection.
      lose({ErrorCode::ConnectionLost, Stage::Configuration, error.value("message"_L1).toString(), {}});
      return;
    }
    const Answer answer = m_answers.take(object.value("id"_L1).toInt());
    if (!answer) {
      continue;
    }
    if (error.isEmpty()) {
      answer(object.value("result"_L1).toObject());
    } else {
      answer(fail(ErrorCode::InvalidArgument, Stage::Configuration, error.value("message"_L1).toString(),
                  error["data"_L1]["hint"_L1].toString()));
    }
  }
}

}  // namespace portolan
