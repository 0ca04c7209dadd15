#include "app/cli/contextscommand.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>

#include "app/cli/output.h"
#include "core/cluster/loginname.h"

using namespace Qt::StringLiterals;

namespace portolan {
namespace {

constexpr qsizetype kLongestName = 60;

struct Row {
  QString name;
  KubeconfigContext context;
  bool isCurrent = false;
  Result<ConnectionConfig> connection;
};

QList<Row> rowsOf(const Kubeconfig& kubeconfig, const QProcessEnvironment& environment) {
  QList<Row> rows;
  for (auto it = kubeconfig.contexts().cbegin(); it != kubeconfig.contexts().cend(); ++it) {
    rows.append({it.key(), it.value(), it.key() == kubeconfig.currentContext(),
                 kubeconfig.resolve({.context = it.key()}, environment)});
  }
  return rows;
}

}  // namespace

QString warningLine(const KubeconfigWarning& warning) {
  return u"%1:%2:%3: %4"_s.arg(warning.file).arg(warning.line).arg(warning.column).arg(warning.text);
}

QString contextsText(const Kubeconfig& kubeconfig, const QProcessEnvironment& environment) {
  QList<QStringList> table{{u"CURRENT"_s, u"NAME"_s, u"CLUSTER"_s, u"USER"_s, u"NAMESPACE"_s, u"SERVER"_s, u"LOGIN"_s}};
  QStringList notes;
  for (const Row& row : rowsOf(kubeconfig, environment)) {
    const auto& connection = row.connection;
    table.append({row.isCurrent ? u"*"_s : QString(), oneLine(row.name, kLongestName),
                  oneLine(row.context.cluster, kLongestName), oneLine(row.context.user, kLongestName),
                  oneLine(connection ? connection->ns : row.context.ns, kLongestName),
                  connection ? connection->server.displayUrl() : u"-"_s, connection ? loginName(*connection) : u"-"_s});
    const QString name = u"%1: "_s.arg(oneLine(row.name, kLongestName));
    if (!connection) {
      notes += name + errorLine(connection.error());
      continue;
    }
    if (connection->server.insecureSkipTlsVerify) {
      notes += name + u"insecure: the server's certificate is not verified (insecure-skip-tls-verify)"_s;
    }
    if (!connection->server.isTls()) {
      notes += name + u"insecure: the server is reached over plain http, and no credentials are sent"_s;
    }
    if (connection->server.proxy.isValid()) {
      notes += name + u"through the proxy %1"_s.arg(connection->server.proxy.displayUrl());
    }
    if (!connection->identity.impersonateUser.isEmpty()) {
      notes += name + u"as %1"_s.arg(oneLine(connection->identity.impersonateUser, kLongestName));
    }
  }
  QList<qsizetype> widths(table.constFirst().size(), 0);
  for (const QStringList& line : std::as_const(table)) {
    for (qsizetype i = 0; i < line.size(); ++i) {
      widths[i] = std::max(widths[i], line.at(i).size());
    }
  }
  QStringList lines;
  for (const QStringList& line : std::as_const(table)) {
    QString text;
    for (qsizetype i = 0; i < line.size(); ++i) {
      text += i + 1 < line.size() ? line.at(i).leftJustified(widths.at(i) + 2) : line.at(i);
    }
    lines += text;
  }
  if (!notes.isEmpty()) {
    lines += QString();
    lines += notes;
  }
  return lines.join(u'\n');
}

QByteArray contextsJson(const Kubeconfig& kubeconfig, const QProcessEnvironment& environment) {
  QJsonArray contexts;
  for (const Row& row : rowsOf(kubeconfig, environment)) {
    QJsonObject object{{u"name"_s, row.name},
                       {u"cluster"_s, row.context.cluster},
                       {u"user"_s, row.context.user},
                       {u"file"_s, row.context.file}};
    if (const auto& connection = row.connection) {
      object.insert(u"namespace"_s, connection->ns);
      object.insert(u"server"_s, connection->server.displayUrl());
      object.insert(u"login"_s, loginName(*connection));
      object.insert(u"insecure"_s, connection->server.insecureSkipTlsVerify || !connection->server.isTls());
      if (connection->server.proxy.isValid()) {
        object.insert(u"proxy"_s, connection->server.proxy.displayUrl());
      }
    } else {
      object.insert(u"error"_s, errorLine(connection.error()));
    }
    contexts.append(object);
  }
  QJsonArray warnings;
  for (const KubeconfigWarning& warning : kubeconfig.warnings()) {
    warnings.append(QJsonObject{{u"file"_s, warning.file},
                                {u"line"_s, warning.line},
                                {u"column"_s, warning.column},
                                {u"text"_s, warning.text}});
  }
  const QJsonObject all{
      {u"current"_s, kubeconfig.currentContext()}, {u"contexts"_s, contexts}, {u"warnings"_s, warnings}};
  return QJsonDocument(all).toJson(QJsonDocument::Indented);
}

int runContexts(const Options& options) {
  const auto environment = QProcessEnvironment::systemEnvironment();
  const auto kubeconfig = Kubeconfig::load(Kubeconfig::defaultSources(options.kubeconfig, environment));
  if (!kubeconfig) {
    printError(kubeconfig.error());
    return 1;
  }
  if (options.json) {
    printLine(QString::fromUtf8(contextsJson(*kubeconfig, environment).trimmed()));
    return 0;
  }
  printLine(contextsText(*kubeconfig, environment));
  for (const KubeconfigWarning& warning : kubeconfig->warnings()) {
    printErrorLine(u"warning: "_s + warningLine(warning));
  }
  return 0;
}

}  // namespace portolan
