#include "app/cli/logincommand.h"

#include <unistd.h>

#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>
#include <cerrno>

#include "app/cli/logins.h"
#include "app/cli/output.h"
#include "core/cluster/connectionloader.h"
#include "core/cluster/credentialspool.h"
#include "core/control/controlfolder.h"

using namespace Qt::StringLiterals;

namespace portolan {

LoginCommand::LoginCommand(Options options, QObject* parent) : QObject(parent), m_options(std::move(options)) {}

LoginCommand::~LoginCommand() = default;

void LoginCommand::start() {
  auto connection = loadConnection(m_options.kubeconfig, m_options.connection);
  if (!connection) {
    fail(connection.error());
    return;
  }
  m_connection = *std::move(connection);
  m_cluster = std::make_unique<Cluster>(m_connection, CredentialsPool(execOptions()).forConnection(m_connection));
  if (m_options.command == Options::Command::Namespaces) {
    ApiRequest* const request = m_cluster->api().list(u"/api/v1/namespaces"_s, {}, this);
    connect(request, &ApiRequest::finished, this, &LoginCommand::onNamespaces);
    return;
  }
  IdentityRequest* const request = m_cluster->credentials().request(this);
  connect(request, &IdentityRequest::finished, this, [this, request](const Result<Identity>& identity) {
    request->deleteLater();
    onLogin(identity);
  });
}

void LoginCommand::onLogin(const Result<Identity>& identity) {
  if (!identity) {
    fail(identity.error());
    return;
  }
  // What everybody may ask who is logged in (the role system:discovery), and nobody else.
  ApiRequest* const request = m_cluster->api().get(u"/api"_s, {}, this);
  connect(request, &ApiRequest::finished, this, &LoginCommand::onAnswer);
}

void LoginCommand::onAnswer(const Result<QJsonObject>& answer) {
  // Who may not even ask that is known all the same.
  if (!answer && answer.error().code != ErrorCode::Forbidden) {
    fail(answer.error());
    return;
  }
  const QString where = m_connection.contextName.isEmpty()
                            ? m_connection.server.displayUrl()
                            : u"%1 (%2)"_s.arg(m_connection.contextName, m_connection.server.displayUrl());
  printLine(u"Logged in to %1."_s.arg(oneLine(where)));
  tellEngine();
}

void LoginCommand::tellEngine() {
  const auto folder = controlFolder();
  const QString socket = !m_options.socket.isEmpty() ? m_options.socket
                         : folder                    ? findControlSocket(*folder)
                                                     : QString();
  if (socket.isEmpty() || m_connection.contextName.isEmpty()) {
    end(0);
    return;
  }
  m_engine = std::make_unique<ControlClient>();
  connect(m_engine.get(), &ControlClient::lost, this, [this] { end(0); });  // none runs: nothing waits for the login
  m_engine->connectTo(socket);
  m_engine->call(u"status"_s, {}, [this](const Result<QJsonObject>& answer) {
    onStatuses(answer ? answer->value("forwards"_L1).toArray() : QJsonArray());
  });
}

void LoginCommand::onStatuses(const QJsonArray& forwards) {
  static const QSet<QString> aboutLogins{errorName(ErrorCode::Unauthorized), errorName(ErrorCode::CredentialsInvalid),
                                         errorName(ErrorCode::LoginFailed)};
  QJsonArray waiting;
  QJsonArray failed;
  for (const auto& value : forwards) {
    const QJsonObject status = value.toObject();
    if (status.value("context"_L1).toString() == m_connection.contextName &&
        aboutLogins.contains(status.value("error"_L1).toObject().value("code"_L1).toString())) {
      (status.value("state"_L1).toString() == "failed"_L1 ? failed : waiting).append(status.value("uid"_L1));
    }
  }
  const qsizetype count = waiting.size() + failed.size();
  if (count == 0) {
    end(0);
    return;
  }
  const auto done = [this, count](const Result<QJsonObject>& answer) {
    if (answer) {
      printLine(count == 1 ? u"The forward that needs it tries again."_s
                           : u"The %1 forwards that need it try again."_s.arg(count));
    }
    end(0);
  };
  // In order: the last answer is the end.
  if (!waiting.isEmpty()) {
    m_engine->call(
        u"retry"_s, {{u"names"_s, waiting}},
        failed.isEmpty() ? ControlClient::Answer(done) : [](const Result<QJsonObject>&) {});
  }
  if (!failed.isEmpty()) {
    m_engine->call(u"restart"_s, {{u"names"_s, failed}}, done);
  }
}

void LoginCommand::onNamespaces(const Result<QJsonObject>& answer) {
  if (!answer) {
    Error error = answer.error();
    if (error.code == ErrorCode::Forbidden) {
      error.hint =
          u"The role does not allow namespaces to be listed. That is no obstacle: name the one you may use, with "
          "-n or in the forward."_s;
    }
    fail(error);
    return;
  }
  QJsonArray names;
  for (const auto& item : answer->value("items"_L1).toArray()) {
    names.append(item.toObject().value("metadata"_L1).toObject().value("name"_L1));
  }
  if (m_options.json) {
    printLine(QString::fromUtf8(QJsonDocument(QJsonObject{{u"namespaces"_s, names}}).toJson().trimmed()));
  } else {
    for (const auto& name : std::as_const(names)) {
      printLine(name.toString());
    }
  }
  end(0);
}

void LoginCommand::fail(const Error& error) {
  printError(error);
  QMetaObject::invokeMethod(this, [this] { end(1); }, Qt::QueuedConnection);
}

void LoginCommand::end(int exitCode) {
  if (m_engine) {
    m_engine->disconnect(this);  // it may go away while Enter is waited for
  }
  if (!m_options.keepOpen) {
    Q_EMIT finished(exitCode);
    return;
  }
  m_exitCode = exitCode;
  printLine(exitCode == 0 ? u"Press Enter to close."_s : u"Press Enter to try again, or Ctrl-C to close."_s);
  m_input = std::make_unique<QSocketNotifier>(STDIN_FILENO, QSocketNotifier::Read);
  connect(m_input.get(), &QSocketNotifier::activated, this, &LoginCommand::onEnter);
}

void LoginCommand::onEnter() {
  char bytes[4096];  // a terminal gives a line at a time
  const ssize_t count = ::read(STDIN_FILENO, bytes, sizeof bytes);
  if (count < 0 && (errno == EINTR || errno == EAGAIN)) {
    return;
  }
  m_input.release()->deleteLater();  // this runs in its signal
  if (count <= 0 || m_exitCode == 0) {
    Q_EMIT finished(m_exitCode);
  } else {
    start();
  }
}

}  // namespace portolan
