#pragma once

#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>
#include <utility>

namespace portolan {

/// A program that logs a user in: `exec` of a kubeconfig's user, resolved (PROTOCOL 5.4).
struct ExecPlugin {
  enum class Interactive { Never, IfAvailable, Always };

  QString user;        ///< the kubeconfig's name of the user, for messages
  QString apiVersion;  ///< client.authentication.k8s.io/v1 or …/v1beta1
  QString command;     ///< a path, or a name to look up in the PATH
  QStringList arguments;
  QList<std::pair<QString, QString>> environment;
  QString installHint;  ///< one line, for people
  Interactive interactive = Interactive::IfAvailable;
  /// spec.cluster for the plugin; empty: it is not told (provideClusterInfo).
  QJsonObject cluster;

  bool operator==(const ExecPlugin&) const = default;
};

}  // namespace portolan
