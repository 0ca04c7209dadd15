#pragma once

#include <QProcessEnvironment>

#include "core/cluster/kubeconfig.h"

namespace portolan {

/// The connection that a pod has to its own cluster: its service account (PROTOCOL 5.6). Nothing: this is no pod.
/// `folder`: where the account's files are mounted. Blocking reads of small files. Errors: CredentialsInvalid.
std::optional<Result<ConnectionConfig>> inClusterConnection(
    const QProcessEnvironment& environment,
    const QString& folder = QStringLiteral("/var/run/secrets/kubernetes.io/serviceaccount"));

}  // namespace portolan
