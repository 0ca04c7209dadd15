#include "app/cli/logincommand.h"

#include <QJsonArray>
#include <QJsonDocument>

#include "app/cli/logins.h"
#include "app/cli/output.h"
#include "core/cluster/connectionloader.h"
#include "core/cluster/credentialspool.h"

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
  if (!m_connection.contextName.isEmpty()) {
    printLine(u"\"portolan retry --context %1\" lets forwards that wait for it try now."_s.arg(
        shellWord(m_connection.contextName)));
  }
  Q_EMIT finished(0);
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
  Q_EMIT finished(0);
}

void LoginCommand::fail(const Error& error) {
  printError(error);
  QMetaObject::invokeMethod(this, [this] { Q_EMIT finished(1); }, Qt::QueuedConnection);
}

}  // namespace portolan
